from __future__ import annotations

import re

import numpy as np
import pytest

from autograder.render.heat import STYLE, HeatMap, fits, heat_html, heat_of, plain_of


def heat(got, expected, wrong=None, **changes):
    got, expected = np.array(got, float), np.array(expected, float)
    return HeatMap("grad_W", got, expected, got != expected if wrong is None else np.array(wrong), **changes)


def tables(text):
    """Give the texts of the data cells of each table, row by row."""
    return [
        [
            re.findall(r"<td[^>]*>(.*?)</td>", row)
            for row in re.findall(r"<tr>(.*?)</tr>", table.partition("<tbody>")[2])
        ]
        for table in re.findall(r"<table.*?</table>", text, re.DOTALL)
    ]


def test_yours_right_and_difference():
    yours, right, apart = tables(heat_html(heat([[1, 2.5], [3, 4]], [[1, 2], [3, 8]]), "en", shown=True))
    mark = '<span class="ag-lead">✗</span> '
    assert yours == [["1", f"{mark}2.5"], ["3", f"{mark}4"]]
    assert right == [["1", "2"], ["3", "8"]]
    assert apart == [["0", "+0.5"], ["0", "-4"]]


@pytest.mark.parametrize(("got", "count"), [([1, 3], 1), ([2, 3], 2)])
def test_the_count_reads_well_for_one_and_for_many(got, count):
    one = heat(got, [1, 2])
    assert f"grad_W, entry by entry: {count} of 2 wrong" in heat_html(one, "en", shown=True)
    assert f"grad_W, entrada por entrada; com erro: {count} de 2" in heat_html(one, "pt-BR", shown=True)


def test_the_further_off_the_deeper():
    text = heat_html(heat([0, 1, 9], [0.5, 2, 1]), "en", shown=True)
    found = re.findall(r'<td class="ag-(above|below)" style="--heat: ([\d.]+)">', text)
    assert found == [("below", "0.15"), ("below", "0.15"), ("above", "1.00")]


def test_what_is_within_the_tolerance_is_no_difference():
    text = heat_html(heat([1.0000000001, 5], [1, 4], [False, True]), "en", shown=True)
    assert tables(text)[2] == [["0", "+1"]]
    assert "1 of 2 wrong" in text


def test_no_marks_where_all_are_wrong():
    text = heat_html(heat([1, 2], [3, 4]), "pt-BR", shown=False)
    assert "✗" not in text
    assert "com erro: 2 de 2" in text
    assert "<details style" in text
    assert "✗ é uma entrada errada" in heat_html(heat([1, 2], [1, 4]), "pt-BR", shown=False)


def test_numbers_that_are_none_are_the_furthest_off():
    text = heat_html(heat([np.nan, np.inf, -np.inf, 1e308], [1, 2, 3, -1e308], [True] * 4), "en", shown=True)
    assert tables(text)[0] == [["nan", "inf", "-inf", "1e+308"]]
    assert text.count('--heat: 1.00"') == 4


def test_rows_and_columns_are_numbered_as_numpy_does():
    matrix = heat_html(heat([[1, 2], [3, 4]], [[0, 0], [0, 0]]), "en", shown=True)
    assert matrix.count('<th scope="row">1</th>') == 3
    assert matrix.count('<th scope="col">1</th>') == 3
    assert 'scope="row"' not in heat_html(heat([1, 2], [0, 0]), "en", shown=True)
    assert matrix.count("<caption>") == 3


@pytest.mark.parametrize(
    ("shape", "known"),
    [((2,), True), ((8, 8), True), ((9, 2), True), ((2, 9), True), ((40, 30), True), ((1, 1), False), ((1,), False), ((), False),
     ((0, 3), False), ((2, 2, 2), False), ((5, 1), True)],
)  # fmt: skip
def test_what_is_small_enough(shape, known):
    assert fits(shape) is known
    if not known:
        with pytest.raises(ValueError, match="no heat map"):
            heat_html(heat(np.ones(shape), np.zeros(shape)), "en", shown=True)


def test_another_call_is_named_and_escaped():
    text = heat_html(heat([1, 2], [0, 0], call="f(<script>, \x1b[2J)"), "en", shown=True)
    assert "<code>f(&lt;script&gt;, \\x1b[2J)</code>" in text


def luminance(colour):
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in colour]
    return float(np.dot([0.2126, 0.7152, 0.0722], linear))


@pytest.mark.parametrize(("ink", "ground"), [(0.13, 1.0), (1.0, 0.067)], ids=["light", "dark"])
def test_numbers_can_be_read_on_every_heat(ink, ground):
    """JupyterLab writes in 87 % black on white, and in white on #111111."""
    colours = re.findall(r"rgba\((\d+), (\d+), (\d+), calc\(var\(--heat\) \* ([\d.]+)\)\)", STYLE)
    assert len(colours) == 2
    for *parts, most in colours:
        for strength in np.linspace(0, 1, 11):
            share = strength * float(most)
            mixed = np.array([int(part) / 255 for part in parts]) * share + ground * (1 - share)
            dark, light = sorted((luminance(mixed), luminance([ink] * 3)))
            assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_a_heat_map_is_read_back_from_evidence():
    entries = {"name": "grad_W", "call": "f(x)", "got": [[1.0, 2.0], ["inf", 4.0]], "expected": [[1.0, 2.0], [3.0, 4.0]], "wrong": [[False, False], [True, False]]}  # fmt: skip
    found = heat_of({"entries": entries})
    assert (found.name, found.call, found.got[1, 0]) == ("grad_W", "f(x)", np.inf)
    assert "grad_W" in heat_html(found, "en", shown=True)


@pytest.mark.parametrize(
    "entries",
    [None, 3, {}, {"got": [[1.0]], "expected": [[1.0]], "wrong": [[True]]}, {"got": [1.0, 2.0], "expected": [[1.0]], "wrong": [True]},
     {"got": ["x", "y"], "expected": [1.0, 2.0], "wrong": [True, True]}, {"got": [[1.0, 2.0], [3.0]], "expected": [1.0], "wrong": [True]}],
)  # fmt: skip
def test_what_cannot_be_drawn_is_no_heat_map(entries):
    assert heat_of({"entries": entries}) is None


def cells_of(text):
    """Count the cells of each colour in each picture."""
    return [
        {kind: sum(path.count("M") for path in re.findall(rf'class="ag-{kind}"[^>]* d="([^"]*)"', picture)) for kind in ("high", "low", "cross")}
        for picture in re.findall(r"<svg.*?</svg>", text, re.DOTALL)
    ]  # fmt: skip


@pytest.mark.parametrize("place", [(0, 0), (11, 19)])
def test_a_larger_array_is_drawn_in_cells_with_the_worst_in_numbers(place):
    expected = np.ones((12, 20))
    got = expected.copy()
    got[place] = -2
    text = heat_html(heat(got, expected), "en", shown=True)
    yours, right, apart = cells_of(text)
    assert yours == {"high": 239, "low": 1, "cross": 1}
    assert right == {"high": 240, "low": 0, "cross": 0}
    assert apart == {"high": 0, "low": 1, "cross": 0}
    assert f'<th scope="row">[{place[0]}, {place[1]}]</th><td>-2</td><td>1</td><td>-3</td>' in text
    assert "1 of 240 wrong" in text
    assert text.count("<title>") == text.count('role="img" aria-label') == 3


@pytest.mark.parametrize(
    ("shape", "place", "said"),
    [((100, 30), (50, 2), "rows 38 to 61, columns 0 to 23"), ((100, 30), (99, 29), "rows 76 to 99, columns 6 to 29"),
     ((1000,), (500,), "entries 488 to 511"), ((3, 1000), (1, 0), "rows 0 to 2, columns 0 to 23")],
)  # fmt: skip
def test_of_an_array_that_is_larger_still_the_part_is_named(shape, place, said):
    expected = np.zeros(shape)
    got = expected.copy()
    got[place] = np.nan
    got[(0,) * len(shape)] = 1e-3  # wrong too, and less
    plain = plain_of(heat(got, expected))
    assert len(plain["got"]) <= 24
    text = heat_html(heat_of({"entries": plain}), "en", shown=True)
    assert said in text
    assert f"The array has shape {shape}" in text
    assert f"2 of {np.prod(shape)} wrong" in text
    assert f'<th scope="row">{list(place)}</th><td>nan</td>' in text
    assert "mostra-se a parte" in heat_html(heat_of({"entries": plain}), "pt-BR", shown=True)


def test_cells_stand_any_numbers():
    got = np.full((9, 9), 1.0)
    got[0, :5] = np.nan, np.inf, -np.inf, 1e308, -1e308
    text = heat_html(heat(got, np.zeros((9, 9))), "en", shown=True)
    assert cells_of(text)[0] == {"high": 79, "low": 2, "cross": 3}  # all are wrong: what is no number is crossed
    assert "nan" not in "".join(re.findall(r' d="([^"]*)"', text))

from __future__ import annotations

import re

import pytest

from autograder.render.line_plots import (
    HIGH,
    LEFT,
    TOP,
    WIDE,
    Series,
    Steps,
    norms_html,
    series_of,
    steps_html,
    steps_of,
)

STEPS = tuple(10.0**-power for power in range(1, 14))


def sweep(got=None, order=1):
    errors = tuple(6 * step**order for step in STEPS)
    rounding = tuple(1e-16 / step for step in STEPS)
    return Steps("w**3", 2.0, STEPS, rounding, (Series("forward_difference", got or errors, errors, order),))


def places(text, kind):
    found = re.search(rf'<polyline class="{kind}" points="([^"]*)"', text)[1]
    return [tuple(map(float, pair.split(","))) for pair in found.split()]


def test_a_power_of_the_step_is_a_straight_line_of_that_slope():
    for order in (1, 2):
        text = steps_html(sweep(order=order), "en")
        line = places(text, "ag-series ag-a")
        assert line[0][0] == LEFT + WIDE
        assert line[-1][0] == LEFT
        (x0, y0), (x1, y1), (x2, y2) = line[0], line[1], line[2]
        assert (y1 - y0) / (x0 - x1) == pytest.approx((y2 - y1) / (x1 - x2), rel=0.02)
        assert f"like ε to the power {order}.00; right is {order}." in text


def test_what_does_not_fall_is_said_in_either_language():
    flat = sweep(tuple(0.5 for _ in STEPS))
    assert "the error does not fall with the step as it should" in steps_html(flat, "en")
    assert "o erro não cai com o passo como deveria" in steps_html(flat, "pt-BR")


def test_no_error_at_all_lies_on_the_edge():
    text = steps_html(sweep(tuple(0.0 for _ in STEPS)), "en")
    assert {y for _, y in places(text, "ag-series ag-a")} == {TOP + HIGH}
    assert "nan" not in text


def test_norms_stand_layer_by_layer():
    series = (
        Series("sigmoid", (1e-4, 1e-2, 1.0), (1e-4, 1e-2, 1.0)),
        Series("<b>", (3.0, 0.0, 3e300), (3.0, 3.0, 3.0)),
    )
    text = norms_html(series, "pt-BR")
    assert [x for x, _ in places(text, "ag-series ag-a")] == [LEFT, LEFT + WIDE / 2, LEFT + WIDE]
    assert "sigmoid: 1 na última camada, 0,0001 na primeira" in text
    assert "<b>" not in text
    assert all(TOP <= y <= TOP + HIGH for _, y in places(text, "ag-series ag-b"))
    assert text.count("<title>") == text.count("<svg") == 1


def test_every_ruled_line_has_its_power_and_the_name_of_the_axis_lies_along_it():
    text = steps_html(sweep(), "pt-BR")
    figures = re.findall(rf'<text x="{LEFT - 5}.0" y="[^"]*" text-anchor="end">([^<]*)<', text)
    assert len(figures) == text.count('class="ag-grid"') > 4
    assert re.search(r'transform="rotate\(-90 [^"]*">erro</text>', text)


def test_series_differ_in_form_as_well_as_in_colour():
    text = norms_html((Series("a", (1.0, 2.0), (1.0, 2.0)), Series("b", (2.0, 3.0), (2.0, 3.0))), "en")
    assert '<circle class="ag-mark ag-a"' in text
    assert '<rect class="ag-mark ag-b"' in text


@pytest.mark.parametrize(
    "plain",
    [[], [{"name": "a", "got": [1.0], "right": [1.0]}], [{"name": "a", "got": [1.0, 2.0], "right": [1.0]}],
     [{"name": "a", "got": [1.0, "nan"], "right": [1.0, 2.0]}], [{"name": "a", "got": [1.0, "inf"], "right": [1.0, 2.0]}]],
)  # fmt: skip
def test_what_is_no_series(plain):
    with pytest.raises(ValueError, match=r"no series|not finite"):
        series_of(plain)


def test_steps_are_read_back():
    plain = {"formula": "w**3", "w": 2, "steps": [0.1, 0.01], "rounding": [1e-15, 1e-14],
             "series": [{"name": "f", "got": [0.6, 0.06], "right": [0.6, 0.06], "order": 1}]}  # fmt: skip
    assert steps_of(plain) == Steps(
        "w**3", 2.0, (0.1, 0.01), (1e-15, 1e-14), (Series("f", (0.6, 0.06), (0.6, 0.06), 1),)
    )
    for wrong in ({"steps": [0.1, 0.0]}, {"rounding": [1e-15]}, {"steps": [0.1]}):
        with pytest.raises(ValueError, match="no s"):
            steps_of(plain | wrong)

from __future__ import annotations

import io

import pytest
from rich.console import Console

from autograder.render.columns import width
from autograder.render.rich_terminal import rich_report, rich_table

WIDTHS = (60, 80, 120)


def drawn(renderable, cells, **options):
    file = io.StringIO()
    options = {"force_terminal": True, "color_system": "truecolor", "legacy_windows": False, **options}
    Console(file=file, width=cells, _environ={}, **options).print(renderable)
    return file.getvalue()


def squeezed(text):
    return "".join(text.split())


@pytest.mark.parametrize("cells", WIDTHS)
def test_every_scene_fits(scene, cells):
    _, report = scene
    text = drawn(rich_report(report), cells, color_system=None)
    assert all(width(line) <= cells for line in text.splitlines())
    assert str(report.score) in text


@pytest.mark.parametrize("cells", WIDTHS)
def test_all_explanations_are_whole(scenes, cells):
    text = squeezed(drawn(rich_report(scenes["half_en"]), cells, color_system=None))
    for check in scenes["half_en"].exercises[4].checks[:1]:
        assert squeezed(check.rationale) in text
        assert squeezed(check.help) in text
    assert squeezed("next: mend “sigmoid” in sigmoid_backward") in text


def test_colour_is_drawn_and_can_be_switched_off(scenes):
    report = rich_report(scenes["half_en"])
    assert "\x1b[" in drawn(report, 80)
    file = io.StringIO()
    Console(file=file, width=80, force_terminal=True, color_system="truecolor", _environ={"NO_COLOR": "1"}).print(
        report
    )
    assert "\x1b[3" not in file.getvalue().replace("\x1b[3m", "")  # 3 is italic, 30 to 38 are colours


@pytest.mark.parametrize("cells", WIDTHS)
def test_nothing_of_a_learner_is_read_as_markup_or_as_an_escape(scenes, cells):
    for renderable in (rich_report(scenes["hostile_en"]), rich_table([scenes["hostile_en"]])):
        text = drawn(renderable, cells)
        assert "\x1b[2J" not in text
        assert "\u202e" not in text
        text.encode()
    plain = squeezed(drawn(rich_report(scenes["hostile_en"]), cells, color_system=None))
    assert "[boldred]no[/]" in plain
    assert "[/red]notmarkup" in plain
    assert ":smile:" in plain


@pytest.mark.parametrize("cells", WIDTHS)
def test_the_table_fits_and_keeps_every_score(scenes, cells):
    reports = [scenes[name] for name in ("full_en", "half_en", "hostile_en", "ungradable_en")]
    text = drawn(rich_table(reports), cells, color_system=None)
    lines = text.splitlines()
    assert all(width(line.rstrip()) <= cells for line in lines)
    assert [line.split()[:13] for line in lines if line.startswith("ana-lima")] == [
        ["ana-lima", "10", "5", "5", "6", "8", "14", "4", "8", "8", "20", "5", "7"]
    ]
    assert squeezed(scenes["ungradable_en"].reason) in squeezed(text)


def test_an_empty_table():
    assert drawn(rich_table([]), 80, color_system=None) == "no submissions\n"

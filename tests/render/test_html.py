from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import numpy as np
import pytest

from autograder.judging.report import (
    GraderReport,
    QuizReport,
    Report,
    SubmissionReport,
    harmless,
)
from autograder.render.heat import HeatMap, plain_of
from autograder.render.html import DARK, LIGHT, LONG, PICTURE_STYLE, STYLE, html_exercise
from autograder.render.page import PAGE_STYLE, html_report
from autograder.render.plots import Network
from autograder.sandbox.protocol.isolation import IsolationReport

VOID = {"meta", "br"}
ALLOWED = {
    "html": {"lang"}, "meta": {"charset", "name", "content", "http-equiv"}, "title": set(), "style": set(),
    "main": {"class"}, "div": {"class", "lang", "role", "aria-label", "tabindex"}, "p": {"class", "style", "role", "aria-level"}, "h1": {"class", "style"}, "span": {"class", "style", "role", "aria-level"},
    "section": {"aria-label"}, "footer": set(), "path": {"class", "d", "fill-opacity"},
    "br": set(), "code": set(), "details": {"class", "style", "open"}, "summary": set(), "table": {"class"}, "caption": set(),
    "thead": set(), "tbody": set(), "tr": set(), "th": {"scope"}, "td": {"class", "style"}, "figure": set(),
    "figcaption": set(), "svg": {"class", "style", "role", "aria-label", "viewbox"}, "polyline": {"class", "points"},
    "text": {"class", "x", "y", "text-anchor"}, "circle": {"class", "cx", "cy", "r"}, "line": {"class", "x1", "y1", "x2", "y2"},
    "rect": {"class", "x", "y", "width", "height", "fill-opacity", "rx"},
}  # fmt: skip


class Page(HTMLParser):
    """Reads a page strictly: every tag closed in order, none and no attribute but ours."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.tags, self.texts, self.classes, self.lang = [], [], [], set(), None
        self.feed(text)
        self.close()
        assert self.open == []
        self.text = "".join(self.texts)

    def handle_starttag(self, tag, attrs):
        assert tag in ALLOWED, tag
        assert {name for name, _ in attrs} <= ALLOWED[tag], (tag, attrs)
        given = dict(attrs)
        assert len(given) == len(attrs)
        self.lang = given.get("lang", self.lang)
        self.classes |= set(given.get("class", "").split())
        if "style" in given:
            assert re.fullmatch(r"--indent: \d+|--heat: [01]\.\d\d|--wide: \d+", given["style"])
        self.tags.append(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] != "style":
            self.texts.append(data)

    def handle_comment(self, data):
        raise AssertionError(data)

    def handle_pi(self, data):
        raise AssertionError(data)


def squeezed(text):
    return "".join(text.replace("`", "").split())


def test_every_scene_is_well_formed_and_in_its_language(scene):
    _, report = scene
    text = html_report(report)
    page = Page(text)
    assert text.startswith("<!doctype html>\n<html lang=")
    assert page.lang == report.lang
    assert page.tags.count("title") == 1
    assert text.replace("\n", "").isprintable()


def test_nothing_is_fetched_and_nothing_runs(scene):
    text = html_report(scene[1])
    assert "default-src 'none'" in text
    assert not re.search(r"<(script|link|img|iframe|a|base|form|object|svg)\b", text)
    assert not re.search(r"url\(|@import|expression\(|javascript:", STYLE + PICTURE_STYLE)
    for tag in re.findall(r"<[^>]*>", text):
        assert not re.search(r"\s(on\w+|src|href)\s*=", tag), tag


def test_everything_of_the_outline_is_there(scenes):
    for name in ("half_en", "syntax_error_pt", "full_pt", "ungradable_en"):
        report = scenes[name]
        shown = squeezed(Page(html_report(report)).text)
        for exercise in report.exercises:
            assert squeezed(exercise.title) in shown
            for check in exercise.checks:
                if check.status in {"failed", "error"}:
                    assert squeezed(check.rationale) in shown
                    assert squeezed(check.help) in shown
        if report.reason:
            assert squeezed(report.reason) in shown


def test_hostile_texts_are_text(scenes):
    report = scenes["hostile_en"]
    page = Page(html_report(report))
    assert "<script>alert(1)</script>" in page.text
    assert "script" not in page.tags
    assert "\\x1b[2J" in page.text
    assert "\\u202e" in page.text
    assert not {character for character in page.text if not character.isprintable()} - {"\n"}
    html_report(report).encode()


@pytest.mark.parametrize("name", ['"><script>', "</title><b>", "' onmouseover='x", "</style>", "<!--", "]]>", "&amp;"])
def test_names_stay_names_wherever_they_stand(scenes, name):
    report = scenes["half_en"]
    first = replace(report.exercises[0], title=name, file=name, printed=name, notes=(name,))
    report = replace(report, submission=replace(report.submission, id=name, name=name + "!", notes=(name,)),
                     exercises=(first, *report.exercises[1:]))  # fmt: skip
    page = Page(html_report(report))
    assert page.text.count(name) >= 5
    Page(html_exercise(first, "en"))


@pytest.mark.parametrize("lang", ["en", "pt-BR"])
def test_the_piece_for_a_notebook(scenes, lang):
    exercise = scenes["half_en"].exercises[5]
    text = html_exercise(exercise, lang)
    page = Page(text)
    assert page.lang == lang
    assert {"html", "title", "meta", "main"}.isdisjoint(page.tags)
    assert squeezed(harmless(exercise).checks[2].rationale) in squeezed(page.text)


def test_styles_touch_nothing_else_in_a_notebook():
    for selectors in re.findall(r"([^{}]+)\{", STYLE + PICTURE_STYLE):
        for selector in selectors.split(","):
            assert re.search(r"\.autograder( |$)", selector.strip()), selector


def test_every_style_of_a_line_has_its_look(scenes):
    used = set().union(*(Page(html_report(report)).classes for report in scenes.values())) - {"autograder"}
    names = {"head", "good", "bad", "half", "wait", "faint", "text", "help", "code", "total", "next"}
    assert {f"ag-{name}" for name in names} <= used
    for name in used - {"ag-text", "ag-title"}:
        assert f".{name}" in STYLE + PAGE_STYLE, name
    assert set(re.findall(r"\.(ag-[a-z]+)", STYLE)) <= used


def test_no_class_is_one_of_the_page_around_it(scenes):
    """Bootstrap has a .row and a .lead, nbgrader's formgrader a .help that it fixes to the corner of the window."""
    exercise = scenes["half_en"].exercises[5]
    network = Network([0.25, 0.1], 2.0, own_start=True, outputs=np.eye(4), answers=(0, 1, 1, 0))
    pieces = [html_report(report) for report in scenes.values()]
    pieces.append(html_exercise(with_heat(exercise, {"grad_W": heat_map()}), "en", network))
    for text in pieces:
        assert [name for name in Page(text).classes if name != "autograder" and not name.startswith("ag-")] == []


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_measured_rightly():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(
    ("colours", "grounds"), [(LIGHT, ("#ffffff", "#f5f5f5")), (DARK, ("#000000", "#111111", "#1e1e1e", "#262626"))]
)
def test_colours_can_be_read_in_either_theme(colours, grounds):
    named = re.findall(r"--(\w+): (#[0-9a-f]{6})", colours)
    assert [name for name, _ in named] == ["good", "half", "bad", "wait"]
    for name, colour in named:
        for ground in grounds:
            assert contrast(colour, ground) >= 4.5, (name, ground)


def test_both_sets_of_colours_are_used():
    page = html_report_of_nothing()
    light, _, dark = page.partition("@media (prefers-color-scheme: dark)")
    assert f".autograder {{ {LIGHT};" in light
    assert f".autograder {{ {DARK}; }}" in dark.partition("@media print")[0]
    assert f".autograder {{ {LIGHT}; }}" in dark.partition("@media print")[2]  # paper is white
    assert f'body[data-jp-theme-light="false"] .autograder, .vscode-dark .autograder {{ {DARK}; }}' in STYLE
    assert "@media" not in STYLE  # a notebook's theme is its own, whatever the system's is


def test_a_status_is_never_told_by_colour_alone(scenes):
    text = html_report(scenes["half_en"])
    for kind, mark in (("good", "✓"), ("bad", "✗"), ("bad", "!"), ("half", "~"), ("wait", "…"), ("faint", "–")):
        assert re.search(
            rf'<(?:p|span) class="(?:ag-alone )?ag-{kind} ag-row[^>]*><span class="ag-lead">{mark}</span>', text
        ), mark


def test_points_stand_last_in_their_row(scenes):
    rows = re.findall(r'<(?:p|span) class="[^"]*\bag-row\b.*?(?:</p>|</summary>)', html_report(scenes["half_en"]))
    points = [re.search(r'<span class="ag-points">(\d+/\d+)</span>(?:</p>|</span></summary>)$', row) for row in rows]
    assert all(points)
    assert [found[1] for found in points[:2]] == ["10/10", "10/10"]


def test_backticks_are_code_and_nothing_in_them_is_markup(scenes):
    exercise = scenes["half_en"].exercises[5]
    first = replace(exercise.checks[2], rationale="`a <b> & c` is `wrong", help="``")
    text = html_exercise(replace(exercise, checks=(first,), printed="`as it was`"), "en")
    assert "`as it was`" in text
    assert "<code>a &lt;b&gt; &amp; c</code> is `wrong" in text
    assert "``" in text


def with_heat(exercise, heats):
    checks = tuple(
        replace(one, evidence={**one.evidence, "entries": plain_of(heats[one.id])}) if one.id in heats else one
        for one in exercise.checks
    )
    return replace(exercise, checks=checks)


def heat_map(name="grad_W", call=""):
    expected = np.array([[1.0, -2.0, 0.5], [0.25, 4.0, 8.0]])
    got = expected.copy()
    got[1] = 0.5, float("nan"), 0.0
    return HeatMap(name, got, expected, got != expected, call)


def test_a_heat_map_stands_below_its_own_check(scenes):
    exercise = scenes["half_en"].exercises[5]
    text = html_exercise(with_heat(exercise, {"grad_W": heat_map(), "grad_b": heat_map("grad_b")}), "en")
    Page(text)
    places = [text.index(part) for part in ("grad_W, entry by entry: 3 of 6 wrong", "grad_b, entry by entry")]
    checks = [text.index(f'<span class="ag-what">{title}') for title in ("grad_W", "grad_b")]
    assert checks[0] < places[0] < checks[1] < places[1] < text.index("your code printed")
    assert text.count("<details open") == 1  # the first is shown, the others when they are asked for
    assert "entry by entry" not in html_exercise(exercise, "en")


def test_notes_stand_before_the_checks_and_what_was_printed_after_them(scenes):
    exercise = scenes["half_en"].exercises[5]
    text = html_exercise(replace(exercise, notes=(*exercise.notes, "Begin. " + "x" * LONG)), "en")
    Page(text)
    first, last = text.index('<span class="ag-what">forward'), text.index('<span class="ag-what">grad_b')
    assert text.index("was there too") < text.index("<summary>note: Begin.") < first < last
    assert last < text.index("your code printed")


def test_what_was_printed_is_folded_away(scenes):
    exercise = scenes["half_en"].exercises[5]
    folded = re.search(
        r"<details[^>]*><summary>your code printed:</summary>(.*?)</details>", html_exercise(exercise, "en"), re.DOTALL
    )
    assert folded is not None
    assert "shape (5, 3)" in folded[1]
    page = html_report(scenes["half_en"])  # a page has room
    assert "your code printed" in page
    assert "<summary>your code printed" not in page


def test_a_long_text_is_folded_with_its_beginning_in_sight(scenes):
    exercise = scenes["half_en"].exercises[5]
    long = "Begin. " + "x" * LONG + " End."
    check = replace(exercise.checks[2], rationale=long)
    text = html_exercise(replace(exercise, checks=(check,)), "en")
    summary, body = re.search(r"<summary>(Begin.*?)</summary>(.*?)</details>", text, re.DOTALL).groups()
    assert summary.endswith("…")
    assert len(summary) < LONG
    assert long in body
    assert Page(text).tags.count("details") == 2


def test_a_network_of_one_s_own_comes_last(scenes):
    exercise = scenes["half_en"].exercises[5]
    network = Network((0.25, 0.1, 0.0), 2.0, own_start=True, outputs=np.eye(3), answers=(0, 1, 1, 0))
    text = html_exercise(exercise, "pt-BR", network)
    page = Page(text)
    assert page.tags.count("svg") == 2
    assert text.index("<figure>") > text.index("<details")


def test_the_piece_says_what_it_is(scenes):
    exercise = replace(scenes["half_en"].exercises[5], title='"><b>')
    text = html_exercise(with_heat(exercise, {"grad_W": heat_map('"><script>', "f(<b>)")}), "en")
    Page(text)
    assert 'role="region" aria-label="linear_backward: &quot;&gt;&lt;b&gt;' in text
    assert "f(&lt;b&gt;)" in text


def html_report_of_nothing():
    submission, grader = SubmissionReport("x", "x", "0" * 64, ()), GraderReport("0", "0" * 64, 0, "3.11.2", "2.4.6")
    isolation = IsolationReport(0, official=False, probes={})
    return html_report(
        Report(submission, grader, "en", "graded", "", 0, 0, (), QuizReport(0, 0, ()), isolation, seconds=0.0)
    )


def test_a_page_begins_with_what_is_to_be_done_and_folds_the_rest(scenes):
    report = scenes["half_en"]
    text = html_report(report)
    Page(text)
    summary, _, rest = text.partition("</section>")
    first = next(
        check for exercise in report.exercises for check in exercise.checks if check.status in ("failed", "error")
    )
    assert "next: " in summary
    assert squeezed(first.rationale) in squeezed(Page(summary + "</section></main></html>").text)
    assert "next: " not in rest
    assert "ag-total" not in rest
    opened = re.findall(r'<details class="ag-part" open[^>]*><summary>(.*?)</summary>', rest)
    assert len(opened) == 1
    tried = [exercise for exercise in report.exercises if exercise.status != "not_attempted"]
    assert rest.count('<details class="ag-part"') == len(tried) + bool(report.quiz.questions)


def test_what_an_instructor_says_is_not_folded_away(scenes):
    exercise = next(one for one in scenes["half_en"].exercises if one.status == "passed")
    text = html_report(scenes["half_en"], {exercise.id: "Well <b>done</b>."})
    part = text.partition(f">{exercise.id}: ")[0].rpartition("<details")[2]
    assert part.startswith(' class="ag-part" open')
    assert "Well &lt;b&gt;done&lt;/b&gt;." in text

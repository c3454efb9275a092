from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from autograder.i18n.sanitize import inert, one_line
from autograder.render.markdown import LARGEST, plain, summary_markdown, written

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
INLINE = {"text", "code_inline", "softbreak", "hardbreak", "strong_open", "strong_close", "html_inline"}


class Seen(HTMLParser):
    """What a reader sees of a page, and the tags in it."""

    def __init__(self, page):
        super().__init__()
        self.text, self.tags = "", set()
        self.feed(page)

    def handle_data(self, data):
        self.text += data

    def handle_starttag(self, tag, _attrs):
        self.tags |= {tag}


def seen(text):
    return " ".join(Seen(READER.render(text)).text.split())


def told(text):
    """How a reader sees one of our texts: backticks become code."""
    return " ".join(text.replace("`", "").split())


def inline(text):
    """Every piece inside lines, as (kind, content)."""
    return [(child.type, child.content) for token in READER.parse(text) for child in token.children or ()]


def test_a_table_and_then_what_is_to_be_mended(scenes):
    text = summary_markdown([scenes["half_en"], scenes["ungradable_en"]])
    assert text.startswith("| submission | status   |  total | quiz |\n|------------|----------|-------:|-----:|\n")
    assert "| bruno      | graded   | 21/100 |  1/5 |" in text
    assert "| lost       | no grade |      – |    – |" in text
    check = scenes["half_en"].exercises[5].checks[2]
    shown = seen(text)
    for expected in (
        check.title,
        check.rationale,
        check.help,
        "known mistake: divided-by-batch-size",
        scenes["ungradable_en"].reason,
    ):
        assert told(expected) in shown
    assert "not_attempted" not in text


def test_a_space_at_the_edge_of_code_parts_it_from_its_neighbours():
    assert written("a` b `c") == "a `b` c"
    assert written("`    b`") == " `b`"  # no block of code


def test_code_is_shown_as_code(scenes):
    text = summary_markdown([scenes["half_en"]])
    assert ("code_inline", "linear_backward") in inline(text)
    assert ("code_inline", "mean") in inline(text)


def test_it_reads_well_as_plain_text(scenes):
    text = summary_markdown([scenes["half_en"]])
    check = scenes["half_en"].exercises[5].checks[2]
    assert check.rationale in text
    assert not re.search(r"&#\d+;", text)
    assert max(len(line) for line in text.splitlines()) < 500


def test_it_says_what_is_not_started_the_threshold_and_the_next_step(scenes):
    shown = seen(summary_markdown([scenes["half_en"]], 60.0))
    assert "Below the threshold of 60 %: 21/100 points are 21 %, and 60 are asked for." in shown
    assert "Not started: symbolic_derivatives, forward_pass, mse_backward" in shown
    assert "next: mend" in shown
    assert "autograder hint" in shown
    assert "The threshold of 20 % is reached: 21 %." in seen(summary_markdown([scenes["half_en"]], 20.0))
    assert "threshold" not in seen(summary_markdown([scenes["half_en"]]))


def test_wrong_answers_of_the_quiz_are_told(scenes):
    shown = seen(summary_markdown([scenes["half_en"]]))
    question = scenes["half_en"].quiz.questions[1]
    assert question.prompt in shown
    assert question.explanation in shown
    assert "not answered: xor-epochs" in shown


def test_it_says_which_isolation_there_was_and_why(scenes):
    report = scenes["half_en"]
    denied = replace(report, isolation=replace(report.isolation, official=False, lacks="apparmor"))
    shown = seen(summary_markdown([denied]))
    assert "Isolation tier 2, not official." in shown
    assert "kernel.apparmor_restrict_unprivileged_userns=0" in shown


def test_it_speaks_the_reports_language(scenes):
    text = summary_markdown([scenes["syntax_error_pt"]], 60.0)
    assert text.startswith("| submissão | situação | total | quiz |")
    assert "Abaixo do limite de 60 %" in text
    assert "próximo passo: " in text


def test_no_reports_are_an_empty_summary():
    assert summary_markdown([]) == ""


HOSTILE = [
    "# Passed", "| a | b |", "![x](http://127.0.0.1)", "<b>x</b>", "```", "::error::x", "- x", "1. x", "a\n\n# b", "~~x~~",
    "@x", "$x$", "`` `x` ``", "`a` <img src=x> `b`", "[a]: http://127.0.0.1", "&lt;b&gt;", "www.x.org", "***", "_a_ __b__",
    "#1 gh-2", "<!-- x", "]]>", "\\` x \\`", "`\u202ex`", "a  \nb", "=====", "> x", "+ x", "2) x",
]  # fmt: skip


@pytest.mark.parametrize("hostile", HOSTILE)
def test_nothing_of_a_learners_is_markup(scenes, hostile):
    report = scenes["half_en"]
    exercise = report.exercises[5]
    check = replace(exercise.checks[2], rationale=hostile, title=hostile, help=hostile)
    changed = replace(exercise, title=hostile, file=hostile, checks=(*exercise.checks[:2], check, *exercise.checks[3:]))
    submission = replace(report.submission, notes=(hostile,), id=hostile, name=hostile)
    whole = replace(report, submission=submission, exercises=(*report.exercises[:5], changed, *report.exercises[6:]))
    text = summary_markdown([whole])
    assert {kind for kind, _ in inline(text)} <= INLINE
    assert {content for kind, content in inline(text) if kind == "html_inline"} <= {"<!-- -->"}
    harmless = {token.type for token in READER.parse(summary_markdown([report]))}
    assert {token.type for token in READER.parse(text)} <= harmless
    assert len(re.findall("^#", text, re.MULTILINE)) == len(re.findall("^#", summary_markdown([report]), re.MULTILINE))
    assert not re.search(r"^\s*::", text, re.MULTILINE)
    assert told(inert(one_line(hostile, 600))).strip("`") in seen(text) or "`" in hostile


@given(st.text(max_size=100))
def test_any_text_is_seen_as_it_is(text):
    line, page = inert(one_line(text, 600)), Seen(READER.render(f"x {plain(text)} x"))
    assert page.text.split() == f"x {line} x".split()
    assert page.tags == {"p"}


@given(st.text(alphabet="`*_[]()<>#+-.!|~&@:$=\\ab1 \n", max_size=40))
def test_only_code_is_markup(text):
    page = Seen(READER.render(f"x {written(text)} x"))
    assert page.tags <= {"p", "code"}
    assert page.text.replace("`", "").split() == f"x {inert(one_line(text, 600))} x".replace("`", "").split()


@given(st.text(alphabet="*_[]()<>#+-.!|~&@:$=\\ab1 ", min_size=1, max_size=20))
def test_a_text_at_the_beginning_of_a_line_begins_nothing(text):
    assert Seen(READER.render(plain(text))).tags <= {"p"}


@pytest.mark.slow  # a hundred long reports
def test_what_has_no_room_is_counted(scenes):
    report = scenes["half_en"]
    check = replace(report.exercises[5].checks[2], rationale="é" * 5_000, help="é" * 5_000)
    exercise = replace(report.exercises[5], checks=(check,) * 20)
    large = replace(report, exercises=(exercise,))
    text = summary_markdown([large] * 100)
    assert len(text.encode()) < LARGEST + 100
    missing = int(re.search(r"There was no room for (\d+) more\.", text)[1])
    assert text.count("\n## ") == 100 - missing > 0

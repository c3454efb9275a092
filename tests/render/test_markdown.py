from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.render.markdown import LARGEST, plain, summary_markdown


def read(text):
    """What a reader sees of a text in which only character references are left."""
    return html.unescape(text)


def test_a_table_and_then_what_is_to_be_mended(scenes):
    text = summary_markdown([scenes["half_en"], scenes["ungradable_en"]])
    assert text.startswith("| submission | status | total | quiz |\n|---|---|---:|---:|\n| bruno | graded | 21/100 |")
    assert "| lost | no grade | – | – |" in text
    check = scenes["half_en"].exercises[5].checks[2]
    assert f"**{check.title}**" in read(text)
    assert check.rationale in read(text)
    assert check.help in read(text)
    assert "known mistake: divided-by-batch-size" in read(text)
    assert scenes["ungradable_en"].reason in read(text)
    assert "not_attempted" not in text


def test_it_speaks_the_reports_language(scenes):
    assert summary_markdown([scenes["syntax_error_pt"]]).startswith("| submissão | situação | total | quiz |")


def test_no_reports_are_an_empty_summary():
    assert summary_markdown([]) == ""


@pytest.mark.parametrize(
    "hostile",
    ["# Passed", "| a | b |", "![x](http://127.0.0.1)", "<b>x</b>", "```", "::error::x", "- x", "1. x", "a\n\n# b", "~~x~~", "@x", "$x$"],
)  # fmt: skip
def test_nothing_of_a_learners_is_markup(scenes, hostile):
    report = scenes["half_en"]
    exercise = report.exercises[5]
    check = replace(exercise.checks[2], rationale=hostile)
    changed = replace(exercise, checks=(*exercise.checks[:2], check, *exercise.checks[3:]))
    text = summary_markdown([replace(report, exercises=(*report.exercises[:5], changed, *report.exercises[6:]))])
    assert hostile not in text
    assert not re.search(r"^\s*::", text, re.MULTILINE)
    assert " ".join(hostile.split()).replace("::", "", 1) in read(text).replace("\\x3a:", "", 1)


@given(st.text(max_size=100))
def test_any_text_holds_no_sign_that_is_obeyed(text):
    assert not re.search(r"[\\`*_{}\[\]()<>+.!|~@:$=\"'/\n]", re.sub(r"&#\d+;", "", plain(text)))


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

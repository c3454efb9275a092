from __future__ import annotations

import json
from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.judging.report import (
    DEEPEST,
    SCHEMA_VERSION,
    CheckReport,
    ExerciseReport,
    GraderReport,
    QuestionReport,
    QuizReport,
    Report,
    SubmissionReport,
    harmless,
    strict,
)
from autograder.sandbox.protocol.isolation import IsolationReport

CHECK = CheckReport("values", "values", "failed", 0, 5, "wrong", "look again")
REPORT = Report(
    submission=SubmissionReport("ana", "ana.zip", "a" * 64, ("chain_rule.py",)),
    grader=GraderReport("0.1.0", "c" * 64, 7, "3.11.2", "2.4.6"),
    lang="en",
    status="graded",
    reason="",
    score=0,
    max_score=5,
    exercises=(ExerciseReport("chain_rule", "Chain rule", "failed", 0, 5, (CHECK,)),),
    quiz=QuizReport(0, 1, (QuestionReport("q", "xor", "Why?", None, "unanswered", "", 0, 1),)),
    isolation=IsolationReport(2, official=True, probes={}),
    seconds=0.5,
)

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.complex_numbers() | st.text(st.characters()),
    lambda inner: st.lists(inner) | st.tuples(inner) | st.dictionaries(st.text(st.characters()) | st.integers(), inner),
)


def with_check(**changes):
    exercise = replace(REPORT.exercises[0], checks=(replace(CHECK, **changes),))
    return replace(REPORT, exercises=(exercise,))


def test_the_json_form_has_the_version_first_and_every_field():
    plain = REPORT.to_json()
    assert next(iter(plain)) == "schema_version"
    assert plain["schema_version"] == SCHEMA_VERSION
    assert set(plain) == {each.name for each in fields(Report)}
    assert plain["exercises"][0]["checks"][0] == {
        "id": "values",
        "title": "values",
        "status": "failed",
        "score": 0,
        "max_score": 5,
        "rationale": "wrong",
        "help": "look again",
        "diagnosis": None,
        "evidence": {},
        "remarks": [],
    }


def test_texts_of_learners_are_escaped_wherever_they_stand():
    plain = with_check(rationale="\x1b[2J", evidence={"\u202ekey": ["\ud800"]}).to_json()
    check = plain["exercises"][0]["checks"][0]
    assert check["rationale"] == "\\x1b[2J"
    assert check["evidence"] == {"\\u202ekey": ["\\ud800"]}


def test_figures_that_are_not_finite_become_texts():
    assert strict([float("nan"), float("inf"), -float("inf"), 1.5]) == ["nan", "inf", "-inf", 1.5]
    assert strict({"deep": ({"x": float("nan")},)}) == {"deep": [{"x": "nan"}]}


def test_numpy_and_complex_numbers_become_plain():
    value = strict({"a": np.float64("nan"), "b": np.int64(3), "c": np.bool_(True), "d": np.array([[1.0], [np.inf]])})
    assert value == {"a": "nan", "b": 3, "c": True, "d": [[1.0], ["inf"]]}
    assert type(value["b"]) is int
    assert strict(np.complex128(1j)) == strict(1j) == "1j"


def test_an_integer_that_no_reader_holds_becomes_a_text():
    assert strict(2**1024 - 1) == 2**1024 - 1
    assert strict(10**5000) == hex(10**5000)


def test_what_is_nested_too_deep_is_left_out():
    value: object = "core"
    for _ in range(5_000):
        value = [value]
    plain = strict(value)
    depth = 0
    while isinstance(plain, list):
        plain, depth = plain[0], depth + 1
    assert (plain, depth) == ("…", DEEPEST + 1)


@given(ANYTHING)
def test_whatever_it_is_strict_json_holds_it(value):
    text = json.dumps(strict(value), allow_nan=False, ensure_ascii=False)
    text.encode()
    assert json.loads(text) == strict(value)


def test_a_harmless_report_is_a_report_with_every_text_escaped():
    found = harmless(replace(with_check(title="\x07", evidence={"\x1b": float("nan")}), reason="\u202e"))
    assert isinstance(found, Report)
    assert found.reason == "\\u202e"
    assert found.exercises[0].checks[0].title == "\\x07"
    assert found.exercises[0].checks[0].evidence == {"\\x1b": "nan"}


def test_a_harmless_report_is_left_as_it_is():
    assert harmless(REPORT) == REPORT


@pytest.mark.parametrize("make", [lambda report: report.to_json(), lambda report: harmless(report).to_json()])
def test_escaping_twice_is_escaping_once(make):
    report = with_check(rationale="\\x1b and \x1b", remarks=("\ud800",))
    assert make(report) == report.to_json()

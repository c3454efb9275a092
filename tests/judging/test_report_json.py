"""A report that was written as JSON is the same again once it is read; what is none is refused with its place."""

from __future__ import annotations

import json

import pytest

from autograder.judging.report import (
    CheckReport,
    ExerciseReport,
    GraderReport,
    QuestionReport,
    QuizReport,
    Report,
    SubmissionReport,
)
from autograder.judging.report_json import report_from
from autograder.sandbox.protocol.isolation import IsolationReport

CHECK = CheckReport(
    "values", "values", "failed", 0, 5, "wrong", "look again",
    diagnosis={"mistake": "missing-upstream", "confidence": 1.0}, evidence={"call": "f(1)", "index": [0, 1]},
    remarks=("a list",),
)  # fmt: skip
REPORT = Report(
    submission=SubmissionReport("ana", "ana.zip", "a" * 64, ("chain_rule.py",), ("a note",)),
    grader=GraderReport("0.1.0", "c" * 64, 2**53, "3.11.2", "2.4.6"),
    lang="pt-BR",
    status="graded",
    reason="",
    score=0,
    max_score=5,
    exercises=(ExerciseReport("chain_rule", "Chain rule", "failed", 0, 5, (CHECK,), after=("forward_pass",)),),
    quiz=QuizReport(0, 1, (QuestionReport("q", "xor", "Why?", ["a", 2], "wrong", "", 0, 1),)),
    isolation=IsolationReport(2, official=True, probes={"network": "refused"}),
    seconds=0.5,
)


def written(report=REPORT):
    return json.loads(json.dumps(report.to_json()))


def without(path):
    value = written()
    *way, last = path
    inner = value
    for step in way:
        inner = inner[step]
    del inner[last]
    return value


def changed(path, new):
    value = written()
    *way, last = path
    inner = value
    for step in way:
        inner = inner[step]
    inner[last] = new
    return value


def test_what_was_written_is_read_again():
    assert report_from(written()) == REPORT
    assert report_from(written()).to_json() == REPORT.to_json()


def test_seconds_may_be_a_whole_number_and_keys_unknown():
    assert report_from(changed(["seconds"], 3)).seconds == 3
    assert report_from(changed(["exercises", 0, "checks", 0, "later"], 1)) == REPORT


def test_what_has_a_default_may_be_missing():
    assert report_from(without(["exercises", 0, "checks", 0, "remarks"])).exercises[0].checks[0].remarks == ()


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ([], "an object"),
        (changed(["schema_version"], 2), "schema_version is 2"),
        (without(["lang"]), "no lang"),
        (without(["exercises", 0, "checks", 0, "status"]), "exercises: checks: there is no status"),
        (changed(["score"], "5"), "score: str where int"),
        (changed(["score"], True), "score: bool where int"),
        (changed(["status"], "lost"), "status: 'lost' is none of"),
        (changed(["status"], []), "status: "),
        (changed(["exercises"], {}), "exercises: dict where a list"),
        (changed(["quiz"], None), "quiz: NoneType where an object"),
        (changed(["isolation", "probes"], [1]), "probes: list where"),
        (changed(["submission", "files"], [3]), "files: int where str"),
    ],
)
def test_what_is_no_report_is_refused_with_its_place(value, said):
    with pytest.raises(ValueError, match=said):
        report_from(value)

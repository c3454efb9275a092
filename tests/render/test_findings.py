from __future__ import annotations

import json
import re
from dataclasses import replace

import jsonschema
import pytest

from autograder.i18n.language import LANGUAGES
from autograder.judging.report import harmless
from autograder.render import labels
from autograder.render.findings import PER_KIND, code_quality, findings, github_annotations, is_below, isolation_line

# What GitLab documents of a Code Quality report.
CODE_QUALITY = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "additionalProperties": False,
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": r"^(?!/)(?!\./).+"},
                    "lines": {"type": "object", "required": ["begin"], "properties": {"begin": {"type": "integer", "minimum": 1}}},
                },
            },
        },
    },
}  # fmt: skip


def commands(text):
    """Read workflow commands as GitHub's runner does: whatever is none is an error here."""
    found = []
    for line in text.splitlines():
        match = re.fullmatch(r"::(error|warning|notice)(?: ([^:]*(?:=[^:]*)?))?::(.*)", line)
        assert match, line
        properties = dict(part.split("=", 1) for part in (match[2] or "").split(",") if part)
        assert properties.keys() <= {"file", "line", "title"}
        found.append((match[1], {name: decoded(value) for name, value in properties.items()}, decoded(match[3])))
    return found


def decoded(text):
    assert not re.search(r"%(?!25|0A|0D|3A|2C)", text)
    for code, sign in (("%0A", "\n"), ("%0D", "\r"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, sign)
    return text


def with_places(report, line):
    """The same report with a line for all that is wrong."""
    exercises = tuple(
        replace(
            exercise,
            checks=tuple(
                replace(check, evidence={**check.evidence, "place": {"line": line}}) for check in exercise.checks
            ),
        )
        for exercise in report.exercises
    )
    return replace(report, exercises=exercises)


def test_annotations_stand_at_the_learners_file_and_line(scenes):
    report = with_places(scenes["half_en"], 7)
    found = commands(github_annotations([replace(report, submission=replace(report.submission, name="."))]))
    kind, properties, message = found[0]
    assert (kind, properties["file"], properties["line"]) == ("error", "sigmoid_backward.py", "7")
    assert message == "{0.rationale}\n→ {0.help}".format(report.exercises[4].checks[1])


def test_a_line_in_a_notebook_is_told_by_its_cell(scenes):
    report = scenes["half_en"]
    exercise = report.exercises[5]
    checks = tuple(replace(check, evidence={"place": {"cell": "cell 3", "line": 7}}) for check in exercise.checks)
    found = commands(github_annotations([replace(report, exercises=(replace(exercise, checks=checks),))]))
    assert "line" not in found[0][1]
    assert found[0][1]["file"] == "bruno/06_linear_backward.ipynb"
    assert found[0][1]["title"].endswith("(cell 3, line 7)")


def test_the_most_important_comes_first(scenes):
    report = scenes["half_en"]
    exercise = report.exercises[5]
    wrong, dear = replace(exercise.checks[2], max_score=1), replace(exercise.checks[2], max_score=9, id="dear")
    stopped = replace(wrong, status="error", id="stopped", evidence={"stopped": {"cell": "x.py", "line": 2}})
    raised = replace(wrong, status="error", id="raised", evidence={})
    report = replace(report, exercises=(replace(exercise, checks=(wrong, dear, raised, stopped)),))
    ids = [one.id.rpartition("/")[2] for one in findings(report)]
    assert ids == ["stopped", "raised", "dear", "grad_W", "xor-order", "chain-rule-order"]


def test_what_keeps_a_file_from_being_read_is_told_once(scenes):
    report = scenes["half_en"]
    exercise = report.exercises[4]
    checks = tuple(
        replace(check, evidence={"stopped": {"cell": "sigmoid_backward.py", "line": 7}}) for check in exercise.checks
    )
    report = replace(report, exercises=(replace(exercise, checks=checks),))
    assert [one.what for one in findings(report)].count("stopped") == 1


def test_at_most_ten_of_a_kind_and_the_others_are_counted(scenes):
    report = scenes["half_en"]
    exercise = report.exercises[5]
    checks = tuple(replace(exercise.checks[2], id=f"wrong_{number}") for number in range(30))
    submission = replace(report.submission, notes=tuple(f"note {number}" for number in range(11)))
    report = replace(report, submission=submission, exercises=(replace(exercise, checks=checks),))
    found = commands(github_annotations([report] * 3))
    for kind, left in (("error", 90 - 9), ("warning", 33 - 9)):
        messages = [message for one, _, message in found if one == kind]
        assert len(messages) == PER_KIND
        assert messages[-1].startswith(f"{left} more ")
    assert sum(kind == "notice" for kind, _, _ in found) <= PER_KIND


def test_ten_are_all_shown(scenes):
    report = scenes["half_en"]
    exercise = report.exercises[5]
    checks = tuple(replace(exercise.checks[2], id=f"wrong_{number}") for number in range(10))
    found = commands(github_annotations([replace(report, exercises=(replace(exercise, checks=checks),))]))
    assert [properties["title"] for kind, properties, _ in found if kind == "error"] == ["linear_backward: grad_W"] * 10


def test_a_fault_of_the_grader_is_no_finding_of_the_learners(scenes):
    report = scenes["half_en"]
    exercise = report.exercises[5]
    check = replace(exercise.checks[2], status="error", evidence={"grader_failed": "ValueError"})
    assert [one.what for one in findings(replace(report, exercises=(replace(exercise, checks=(check,)),)))] == [
        "quiz",
        "quiz",
    ]


@pytest.mark.parametrize("fail_under", [None, 60.0])
def test_every_scene_can_be_read(scene, fail_under):
    _, report = scene
    found = commands(github_annotations([report], fail_under))
    assert found[-1][0] == "notice"
    assert any(isolation_line(report) == message for _, _, message in found)
    jsonschema.validate(json.loads(code_quality([report])), CODE_QUALITY)


def test_it_says_what_fell_short(scenes):
    said = [message for _, _, message in commands(github_annotations([scenes["half_en"]], 60.0))]
    assert any("Below the threshold of 60 %: 21/100 points are 21 %, and 60 are asked for." in one for one in said)
    assert any("Not started: symbolic_derivatives" in one for one in said)


def test_hostile_texts_are_no_commands(scenes):
    text = github_annotations([scenes["hostile_en"]])
    found = commands(text)
    assert all(
        properties.get("file", "").startswith(harmless(scenes["hostile_en"]).submission.name[:4])
        for kind, properties, _ in found
        if kind == "error"
    )
    assert "\x1b" not in text
    assert "\r" not in text


def test_a_fingerprint_hangs_on_neither_line_nor_value(scenes):
    def fingerprints(report):
        return [one["fingerprint"] for one in json.loads(code_quality([report]))]

    report = with_places(scenes["half_en"], 7)
    exercise = report.exercises[5]
    checks = tuple(
        replace(check, rationale="another number", evidence={"place": {"line": 70}}) for check in exercise.checks
    )
    moved = replace(report, exercises=(*report.exercises[:5], replace(exercise, checks=checks), *report.exercises[6:]))
    assert fingerprints(report) == fingerprints(moved)
    assert len(set(fingerprints(report))) == len(fingerprints(report)) > 3


def test_a_packed_submission_is_pointed_to_itself(scenes):
    report = scenes["half_en"]
    packed = replace(report, submission=replace(report.submission, name="in/bruno.zip"))
    assert {one.file for one in findings(packed) if one.what in ("error", "failed")} == {"in/bruno.zip"}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("lacks", ["", *labels.LACKS])
def test_the_line_on_isolation_says_why(scenes, lang, lacks):
    report = replace(scenes["half_en"], lang=lang)
    line = isolation_line(replace(report, isolation=replace(report.isolation, lacks=lacks)))
    assert line.count(".") >= 1 + bool(lacks)
    assert "2" in line


def test_below_is_below(scenes):
    assert is_below(scenes["half_en"], 21.1)
    assert not is_below(scenes["half_en"], 21.0)
    assert not is_below(scenes["half_en"], None)

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from jsonschema import Draft202012Validator

from autograder.render import json_text
from autograder.render.json_text import report_json, reports_json

LIMIT = 100_000  # bytes, in place of two millions: what is cut and how does not hang on it


@pytest.fixture(autouse=True)
def limited(monkeypatch):
    monkeypatch.setattr(json_text, "LIMIT", LIMIT)


def refuse(name):
    raise AssertionError(f"{name} is no JSON")


def test_an_array_in_the_order_given_with_a_line_end(scenes):
    text = reports_json([scenes["half_en"], scenes["ungradable_pt"]])
    plain = json.loads(text, parse_constant=refuse)
    assert [report["submission"]["id"] for report in plain] == ["bruno", "lost"]
    assert text.startswith('[\n  {\n    "schema_version": 1,')
    assert text.endswith("}\n]\n")


def test_no_reports_are_an_empty_array():
    assert reports_json([]) == "[]\n"


def test_every_scene_is_strict_utf8_and_comes_back_as_it_was(scene):
    _, report = scene
    text = report_json(report)
    assert json.loads(text.encode().decode(), parse_constant=refuse) == report.to_json()


def test_letters_stay_letters(scenes):
    assert "joão-conceição" in report_json(scenes["full_pt"])


def big(report, **changes):
    """Change the sixth exercise and its third check, where all there is to cut can stand."""
    exercise = report.exercises[5]
    own = {key: changes.pop(key) for key in ("printed", "notes", "file") if key in changes}
    checks = tuple(replace(check, **changes) if check.id == "grad_W" else check for check in exercise.checks)
    exercises = (*report.exercises[:5], replace(exercise, checks=checks, **own), *report.exercises[6:])
    return replace(report, exercises=exercises)


TREE = {f"k{i}": {f"k{j}": ["x" * 90] * 12 for j in range(12)} for i in range(10)}

LARGE = {
    "printed": {"printed": "\n" * 150_000},
    "quotes, two bytes each": {"printed": '"' * 55_000},
    "evidence": {"evidence": {"call": "f()", "got": ["0.1"] * 45_000}},
    "evidence of many keys": {"evidence": {f"key {i}": i for i in range(10_000)}},
    "evidence of a long key": {"evidence": {"k" * 150_000: 1}},
    "evidence as a tree": {"evidence": TREE},
    "rationale of four bytes each": {"rationale": "🎓" * 30_000},
    "help and remarks": {"help": "h" * 75_000, "remarks": ("r" * 20_000,) * 5},
    "many notes": {"notes": ("n",) * 25_000},
    "file": {"file": "f" * 125_000},
    "diagnosis": {"diagnosis": {"mistake": "m", "confidence": 1.0, "more": ["x" * 99] * 1_500}},
}


@pytest.mark.parametrize("name", LARGE)
def test_a_large_report_is_cut_below_the_limit_and_stays_valid(name, scenes, schema):
    report = big(scenes["half_en"], **LARGE[name])
    assert len(json.dumps(report.to_json(), ensure_ascii=False).encode()) > LIMIT * 0.9
    text = reports_json([report])
    assert len(text.encode()) <= LIMIT
    (plain,) = json.loads(text, parse_constant=refuse)
    Draft202012Validator(schema).validate(plain)
    assert "cut" in plain["submission"]["notes"][-1]
    assert [len(exercise["checks"]) for exercise in plain["exercises"]] == [
        len(each.checks) for each in report.exercises
    ]
    assert (plain["score"], plain["submission"]["sha256"]) == (report.score, report.submission.sha256)


@pytest.mark.parametrize(
    "answer", [[{"a" * 50: ["b" * 50]}] * 1_000, [{f"key {i}": [i] for i in range(3_000)}], "a" * 150_000]
)
def test_a_large_answer_is_cut(answer, scenes, schema):
    report = scenes["half_en"]
    answered = replace(report.quiz.questions[1], answer=answer)
    text = report_json(replace(report, quiz=replace(report.quiz, questions=(answered,))))
    assert len(text.encode()) <= LIMIT
    plain = json.loads(text)
    Draft202012Validator(schema).validate(plain)
    assert plain["quiz"]["questions"][0]["answer"]  # cut, not taken away


def test_everything_large_at_once(scenes, schema):
    everything = {key: value for large in LARGE.values() for key, value in large.items()}
    text = reports_json([big(scenes["half_en"], **everything)] * 2)
    assert len(text.encode()) <= 2 * LIMIT
    for plain in json.loads(text):
        Draft202012Validator(schema).validate(plain)


def test_the_limit_is_two_megabytes(scenes, monkeypatch):
    monkeypatch.undo()
    below, above = (report_json(big(scenes["half_en"], printed="p" * size)) for size in (1_900_000, 2_000_000))
    assert "p" * 1_900_000 in below
    assert len(above.encode()) < 2_000_000


def test_captured_output_is_cut_before_anything_that_explains(scenes):
    rationale = "why " * 20_000
    plain = json.loads(report_json(big(scenes["half_en"], printed="p" * 150_000, rationale=rationale)))
    assert plain["exercises"][5]["checks"][2]["rationale"] == rationale
    assert 1_000 < len(plain["exercises"][5]["printed"]) <= 20_000


def test_a_report_just_under_the_limit_is_whole(scenes):
    report = scenes["half_en"]
    room = LIMIT - len(reports_json([big(report, printed="")]).encode())
    whole = reports_json([big(report, printed="p" * room)])
    assert len(whole.encode()) == LIMIT
    assert json.loads(whole)[0]["submission"]["notes"] == []
    assert json.loads(reports_json([big(report, printed="p" * (room + 1))]))[0]["submission"]["notes"] != []


def test_no_command_of_a_ci_server_stands_in_the_text_and_nothing_is_lost(scenes):
    said = "##vso[task.setvariable variable=score]100 ###[error] \\##"
    report = replace(scenes["half_en"], reason=said)
    text = report_json(report)
    assert "##" not in text
    assert json.loads(text)["reason"] == said

from __future__ import annotations

import copy
import json
from dataclasses import fields
from importlib.resources import files
from itertools import chain
from typing import Annotated

import pytest
from jsonschema import Draft202012Validator

from autograder.frozen import frozen
from autograder.judging import report as nouns
from autograder.judging import report_schema
from autograder.judging.report_schema import PARTS, schema_text


@pytest.fixture
def validator(schema):
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def test_every_scene_is_valid_as_a_reader_gets_it(scene, validator):
    _, report = scene
    plain = json.loads(json.dumps(report.to_json(), allow_nan=False))
    assert [error.message for error in validator.iter_errors(plain)] == []


def test_the_schema_in_the_package_is_what_the_classes_make():
    written = files("autograder").joinpath("report.schema.json").read_text("utf-8")
    assert written == schema_text(), "run `autograder author build`"


@pytest.mark.parametrize("name", PARTS)
def test_the_schema_has_the_fields_of_the_values_and_asks_for_all(name, schema):
    part = schema["$defs"][name]
    assert set(part["properties"]) == set(part["required"]) == {each.name for each in fields(PARTS[name])}
    assert part["additionalProperties"] is False


def test_a_new_field_is_in_the_schema_and_one_of_a_kind_without_words_is_no_silent_anything():
    @frozen
    class More(nouns.GraderReport):
        """A grader with more to say."""

        hours: Annotated[tuple[float, ...], "How long.", {"minItems": 1}] = ()

    part = report_schema._part("grader", More)
    assert part["properties"]["hours"] == {
        "description": "How long.", "type": "array", "items": {"type": "number"}, "minItems": 1,
    }  # fmt: skip
    assert "hours" in part["required"]

    @frozen
    class Odd:
        """Odd."""

        when: Annotated[complex, "When."]

    with pytest.raises(KeyError):
        report_schema._part("odd", Odd)


def test_every_key_is_described_in_one_sentence(schema):
    parts = schema["$defs"].values()
    keys = chain.from_iterable(part.get("properties", {}).items() for part in parts)
    for name, key in [*schema["$defs"].items(), *keys]:
        place = schema["$defs"][key["$ref"].rsplit("/")[-1]] if "description" not in key else key
        assert place["description"].endswith("."), name
        assert place["description"].count(". ") == 0, name


def in_exercise(plain):
    return plain["exercises"][5]


def in_check(plain):
    return plain["exercises"][5]["checks"][2]


BREAKS = {
    "another version": lambda plain: plain.update(schema_version=2),
    "no version": lambda plain: plain.pop("schema_version"),
    "an unknown key": lambda plain: plain.update(extra=1),
    "an unknown key of a check": lambda plain: in_check(plain).update(extra=1),
    "an unknown key of a question": lambda plain: plain["quiz"]["questions"][0].update(key="a"),
    "a language that is not there": lambda plain: plain.update(lang="pt"),
    "a broken score": lambda plain: plain.update(score=2.5),
    "a score below zero": lambda plain: plain.update(score=-1),
    "a figure as text": lambda plain: plain.update(seconds="nan"),
    "a graded report with a reason": lambda plain: plain.update(reason="because"),
    "ungradable with exercises": lambda plain: plain.update(status="ungradable", reason="because", score=0),
    "an unknown status": lambda plain: in_exercise(plain).update(status="done"),
    "a failed exercise with points": lambda plain: in_exercise(plain).update(status="failed"),
    "a failed check with points": lambda plain: in_check(plain).update(score=1),
    "a waiting check with points": lambda plain: in_check(plain).update(status="waiting", score=1),
    "a check that says nothing": lambda plain: in_check(plain).update(rationale=""),
    "a diagnosis without a mistake": lambda plain: in_check(plain).update(diagnosis={"confidence": 1}),
    "too much confidence": lambda plain: in_check(plain)["diagnosis"].update(confidence=1.5),
    "a pattern that is sure": lambda plain: in_check(plain)["evidence"].update(
        pattern={"id": "transposed", "confidence": 1}
    ),
    "a pattern without an id": lambda plain: in_check(plain)["evidence"].update(pattern={"confidence": 0.5}),
    "a counterexample without a call": lambda plain: in_check(plain)["evidence"]["counterexample"].pop("call"),
    "a counterexample that is a text": lambda plain: in_check(plain)["evidence"].update(counterexample="f(1)"),
    "evidence that is no object": lambda plain: in_check(plain).update(evidence=[]),
    "points without an answer": lambda plain: plain["quiz"]["questions"][3].update(score=1),
    "half a digest": lambda plain: plain["submission"].update(sha256="abc"),
    "an id that is a path": lambda plain: plain["submission"].update(id="a/b"),
    "a seed below zero": lambda plain: plain["grader"].update(seed=-1),
    "official as text": lambda plain: plain["isolation"].update(official="yes"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_report_is_rejected(name, scenes, validator):
    plain = copy.deepcopy(scenes["half_en"].to_json())
    assert validator.is_valid(plain)
    BREAKS[name](plain)
    assert not validator.is_valid(plain)


@pytest.mark.parametrize("change", [{"score": 1}, {"reason": ""}])
def test_an_ungradable_report_has_no_score_and_a_reason(change, scenes, validator):
    assert not validator.is_valid({**scenes["ungradable_en"].to_json(), **change})


def test_a_diagnosis_and_evidence_may_say_more(scenes, validator):
    plain = scenes["half_en"].to_json()
    in_check(plain)["diagnosis"]["cases"] = 6
    in_check(plain)["evidence"]["new"] = {"anything": [1]}
    plain["isolation"]["probes"]["new"] = True
    assert validator.is_valid(plain)

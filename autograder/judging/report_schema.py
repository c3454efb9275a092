"""The JSON Schema of reports, generated from their dataclasses; `author build` writes it into the package."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from autograder.judging import report
from autograder.sandbox.protocol.isolation import IsolationReport

PARTS: Mapping[str, type] = {
    "report": report.Report,
    "submission": report.SubmissionReport,
    "grader": report.GraderReport,
    "exercise": report.ExerciseReport,
    "extra": report.ExtraReport,
    "check": report.CheckReport,
    "quiz": report.QuizReport,
    "question": report.QuestionReport,
    "isolation": IsolationReport,
}
KINDS: Mapping[type, str] = {str: "string", bool: "boolean", int: "integer", float: "number"}
# What types do not say: no points without passing, a reason exactly where nothing was graded.
RULES: Mapping[str, Mapping[str, Any]] = {
    "report": {
        "if": {"required": ["status"], "properties": {"status": {"const": "ungradable"}}},
        "then": {"properties": {"score": {"const": 0}, "exercises": {"maxItems": 0}, "reason": {"minLength": 1}}},
        "else": {"properties": {"reason": {"const": ""}}},
    },
    "exercise": {
        "if": {"required": ["status"], "properties": {"status": {"enum": ["failed", "not_attempted"]}}},
        "then": {"properties": {"score": {"const": 0}}},
    },
    "check": {
        "if": {"required": ["status"], "properties": {"status": {"const": "passed"}}},
        "else": {"properties": {"score": {"const": 0}}},
    },
    "question": {
        "if": {"required": ["status"], "properties": {"status": {"enum": ["unanswered", "recorded"]}}},
        "then": {"properties": {"score": {"const": 0}}},
    },
}
# Parts that are no dataclasses: free evidence, of which some keys are known.
FREE: Mapping[str, Mapping[str, Any]] = {
    "points": {"description": "A whole number of points.", "type": "integer", "minimum": 0},
    "notes": {
        "description": "Sentences for the learner or the instructor, in the report's language.",
        "type": "array",
        "items": {"type": "string", "minLength": 1},
    },
    "diagnosis": {
        "description": "A mistake that was recognised; other keys may stand beside these.",
        "type": "object",
        "required": ["mistake", "confidence"],
        "properties": {
            "mistake": {"description": "The mistake's id.", "type": "string", "minLength": 1},
            "name": {
                "description": "The mistake's short name, in the report's language.",
                "type": "string",
                "minLength": 1,
            },
            "confidence": {
                "description": "How sure that is, from 0 to 1; below 1 if a factor or the like comes on top of the mistake, or not every call gave numbers.",
                "type": "number",
                "minimum": 0,
                "maximum": 1,
            },
        },
    },
    "pattern": {
        "description": "What wrong numbers show where no known mistake gives just them; its figures stand beside these.",
        "type": "object",
        "required": ["id", "confidence"],
        "properties": {
            "id": {
                "description": "The pattern's id, which is never that of a mistake.",
                "type": "string",
                "minLength": 1,
            },
            "confidence": {
                "description": "How sure the reading is, below 1.",
                "type": "number",
                "minimum": 0,
                "exclusiveMaximum": 1,
            },
        },
    },
    "carried": {
        "description": "The mistakes with whose numbers this check was judged, by the check that each was made in: their ids.",
        "type": "object",
        "minProperties": 1,
        "additionalProperties": {"type": "string", "minLength": 1},
    },
    "place": {
        "description": "Where to look: a line, counted from 1 in the file or in a notebook's cell.",
        "type": "object",
        "additionalProperties": False,
        "required": ["line"],
        "properties": {
            "cell": {"description": "The cell of a notebook, as in “cell 3”.", "type": "string"},
            "line": {"description": "The line's number.", "type": "integer", "minimum": 1},
        },
    },
    "pictures": {
        "description": "What a page's pictures are drawn from, by the picture's name: plain numbers, or null where none could be had; only where a page was asked for.",
        "type": "object",
    },
    "counterexample": {
        "description": "The smallest call found that goes wrong by itself, to be pasted into Python.",
        "type": "object",
        "additionalProperties": False,
        "required": ["call", "got", "expected"],
        "properties": {
            "call": {
                "description": "The call as an expression of Python, with numpy as np.",
                "type": "string",
                "minLength": 1,
            },
            "got": {
                "description": "What it returns or raises, to the digits that tell it from the right answer.",
                "type": "string",
            },
            "expected": {"description": "What is right, to as many digits.", "type": "string"},
        },
    },
}


def schema() -> dict[str, Any]:
    """Make the schema."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:backpropagation-autograder:report:{report.SCHEMA_VERSION}",
        "title": f"Report on one submission, schema version {report.SCHEMA_VERSION}",
        "description": "Everything the autograder says about one submission; files of reports hold an array of these.",
        "$ref": "#/$defs/report",
        "$defs": {**{name: _part(name, kind) for name, kind in PARTS.items()}, **FREE},
    }


def schema_text() -> str:
    """Write the schema as the package has it."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def _part(name: str, kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind, include_extras=True)
    keys = [field.name for field in fields(kind)]
    if "schema_version" in keys:  # it stands first in the JSON
        keys.insert(0, keys.pop(keys.index("schema_version")))
    return {
        "description": " ".join((kind.__doc__ or "").split()),
        "type": "object",
        "additionalProperties": False,
        "required": keys,
        "properties": {key: _value(hints[key]) for key in keys},
        **RULES.get(name, {}),
    }


def _value(hint: Any) -> dict[str, Any]:  # noqa: ANN401 -- an annotation of any kind
    """Describe what a key may hold: its type, and what the annotation says beside it."""
    if get_origin(hint) is not Annotated:
        return _of_type(hint)
    plain, *said = get_args(hint)
    sentences = [one for one in said if isinstance(one, str)]
    found: dict[str, Any] = {"description": sentences[0]} if sentences else {}
    more = {key: value for one in said if isinstance(one, dict) for key, value in one.items()}
    whole = "$ref" in more or "oneOf" in more  # these stand for the type
    return found | ({} if whole else _of_type(plain)) | more


def _of_type(hint: Any) -> dict[str, Any]:  # noqa: ANN401 -- as above
    if hint is Any:
        return {}
    if isinstance(hint, type) and is_dataclass(hint):
        return {"$ref": f"#/$defs/{next(name for name, kind in PARTS.items() if kind is hint)}"}
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin in (Union, UnionType):
        kinds = [KINDS[one] for one in arguments if one is not NoneType]
        return {"type": [*kinds, "null"]}
    if origin is tuple:
        return {"type": "array", "items": _value(arguments[0])}
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {"type": "object"}
    return {"type": KINDS[hint]}

"""The report on one submission: a plain value in one language, and its strict JSON form, schema version 1.

Texts in a report are as they came, learners' own strings among them: whoever shows a report takes
`Report.to_json` or `harmless(report)`, in which nothing can steer a terminal or reorder a line.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, Literal, TypeAlias, TypeVar

import numpy as np

from autograder.i18n.language import Lang
from autograder.i18n.sanitize import escaped
from autograder.judging.model import CheckStatus
from autograder.sandbox.protocol.isolation import IsolationReport

SCHEMA_VERSION = 1
DEEPEST = 32  # levels of nesting; a report of ours has eight, a learner's quiz answer may have thousands
LARGEST_BITS = 1024  # integers beyond this are infinity to whoever reads JSON numbers as float64

ExerciseStatus = Literal["passed", "partial", "failed", "not_attempted"]
QuestionStatus = Literal["right", "wrong", "unanswered", "recorded"]
Json: TypeAlias = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True, slots=True)
class CheckReport:
    """One check: status, points, what happened (`rationale`), the likely cause and next step (`help`)."""

    id: str
    title: str
    status: CheckStatus
    score: int
    max_score: int
    rationale: str
    help: str
    diagnosis: Mapping[str, Any] | None = None
    evidence: Mapping[str, Any] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExerciseReport:
    """One exercise with its checks; `file` is what was graded, `notes` what there is to say about it."""

    id: str
    title: str
    status: ExerciseStatus
    score: int
    max_score: int
    checks: tuple[CheckReport, ...]
    file: str | None = None
    notes: tuple[str, ...] = ()
    printed: str = ""
    after: tuple[str, ...] = ()  # ids of the exercises that it builds on
    reading: str = ""  # what to read for it


@dataclass(frozen=True, slots=True)
class QuestionReport:
    """One quiz question with the learner's answer; "recorded": answered, but the key is not at hand."""

    id: str
    text_source: str
    prompt: str
    answer: Any
    status: QuestionStatus
    explanation: str
    score: int
    max_score: int


@dataclass(frozen=True, slots=True)
class QuizReport:
    """The quiz, and what could not be understood in the answers (`notes`)."""

    score: int
    max_score: int
    questions: tuple[QuestionReport, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SubmissionReport:
    """Which submission: `id` is safe for file names, `name` is as given, `files` are those that were graded."""

    id: str
    name: str
    sha256: str
    files: tuple[str, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GraderReport:
    """Which grader, which course, and the seed from which the secret inputs can be drawn again."""

    version: str
    course_sha256: str
    seed: int


@dataclass(frozen=True, slots=True)
class Report:
    """Everything there is to say about one submission."""

    submission: SubmissionReport
    grader: GraderReport
    lang: Lang
    status: Literal["graded", "ungradable"]
    reason: str
    score: int
    max_score: int
    exercises: tuple[ExerciseReport, ...]
    quiz: QuizReport
    isolation: IsolationReport
    seconds: float
    schema_version: int = SCHEMA_VERSION

    def to_json(self) -> dict[str, Json]:
        """Give the report as strict JSON values: no NaN or infinity, no raw control characters."""
        plain = strict(self)
        assert isinstance(plain, dict)  # noqa: S101 -- a dataclass becomes a dict
        return {"schema_version": plain.pop("schema_version"), **plain}


Part = TypeVar("Part", Report, ExerciseReport)


def strict(value: object, depth: int = 0) -> Json:
    """Turn a value into what strict JSON can hold.

    Non-finite floats and huge integers become strings, texts are escaped, dataclasses become objects,
    numpy's scalars and arrays plain numbers and lists; what lies deeper than `DEEPEST` levels is left out ("…").
    """
    if depth > DEEPEST:
        return "…"
    match value:
        case None | bool():
            return value
        case int():
            return value if value.bit_length() <= LARGEST_BITS else hex(value)
        case float():
            return float(value) if math.isfinite(value) else str(float(value))
        case str():
            return escaped(value)
        case Mapping():
            return {escaped(str(key)): strict(item, depth + 1) for key, item in value.items()}
        case list() | tuple():
            return [strict(item, depth + 1) for item in value]
        case np.generic() | np.ndarray():
            plain = value.tolist()  # a complex number and the like stay what they are
            return str(plain) if isinstance(plain, complex) else strict(plain, depth)
        case _ if is_dataclass(value):
            return {each.name: strict(getattr(value, each.name), depth + 1) for each in fields(value)}
        case _:
            return escaped(str(value))


def harmless(report: Part) -> Part:
    """Give the same report with every text in it escaped, whoever wrote it: what a renderer starts from."""
    cleaned = _cleaned(report)
    assert isinstance(cleaned, type(report))  # noqa: S101 -- a dataclass stays what it is
    return cleaned


def _cleaned(value: object) -> object:
    match value:
        case tuple():
            return tuple(_cleaned(item) for item in value)
        case _ if is_dataclass(value) and not isinstance(value, type):
            return replace(value, **{each.name: _cleaned(getattr(value, each.name)) for each in fields(value)})
        case _:
            return strict(value)

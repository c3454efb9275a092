"""The report on one submission: a plain value in one language, and its strict JSON form, schema version 1."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, TypeAlias

from autograder.core.exercise import CheckStatus
from autograder.core.language import Lang
from autograder.core.plain import escaped

SCHEMA_VERSION = 1

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
class IsolationReport:
    """What kept the learner's code apart, found by trying forbidden acts inside."""

    tier: int
    official: bool
    probes: Mapping[str, Any]


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
        plain = strict(asdict(self))
        assert isinstance(plain, dict)  # noqa: S101 -- asdict gives a dict
        return {"schema_version": plain.pop("schema_version"), **plain}


def strict(value: object) -> Json:
    """Turn a value into what strict JSON can hold: non-finite floats become strings, texts are escaped."""
    match value:
        case None | bool() | int():
            return value
        case float():
            return value if math.isfinite(value) else str(value)
        case str():
            return escaped(value)
        case Mapping():
            return {escaped(str(key)): strict(item) for key, item in value.items()}
        case list() | tuple():
            return [strict(item) for item in value]
        case _:
            return escaped(str(value))

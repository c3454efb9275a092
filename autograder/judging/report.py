"""The report on one submission: a plain value in one language, and its strict JSON form, schema version 1.

Texts in a report are as they came, learners' own strings among them: whoever shows a report takes
`Report.to_json` or `harmless(report)`, in which nothing can steer a terminal or reorder a line.

What an annotation says beside the type is for the JSON Schema, which is generated from these classes.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import field, fields, is_dataclass
from functools import cache
from typing import Annotated, Any, Literal, TypeAlias, TypeVar

import numpy as np

from autograder.frozen import frozen
from autograder.i18n.language import Lang
from autograder.i18n.sanitize import escaped
from autograder.judging.model import CheckStatus
from autograder.sandbox.protocol.isolation import IsolationReport

SCHEMA_VERSION = 1
DEEPEST = 32  # levels of nesting; a report of ours has eight, a learner's quiz answer may have thousands
SMALL = 1 << 62
LARGEST_BITS = 1024  # integers beyond this are infinity to whoever reads JSON numbers as float64

ExerciseStatus = Literal["passed", "partial", "failed", "not_attempted"]
QuestionStatus = Literal["right", "wrong", "unanswered", "recorded"]
Points: TypeAlias = Annotated[int, {"$ref": "#/$defs/points"}]
Notes: TypeAlias = Annotated[tuple[str, ...], {"$ref": "#/$defs/notes"}]
Json: TypeAlias = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


@frozen
class CheckReport:
    """One check: status, points, what happened (`rationale`), the likely cause and next step (`help`)."""

    id: Annotated[str, "The check's name, the only one of its kind in the exercise.", {"minLength": 1}]
    title: Annotated[str, "Its title in the report's language.", {"minLength": 1}]
    status: Annotated[
        CheckStatus,
        "Right; wrong; a crash, a time-out or an exception; not written; or waiting for another check to pass.",
    ]
    score: Annotated[Points, "The points it earned; none unless it passed."]
    max_score: Annotated[Points, "The points it can give."]
    rationale: Annotated[str, "What happened, with figures.", {"minLength": 1}]
    help: Annotated[str, "The likely cause and the next step; may be empty if it passed."]
    diagnosis: Annotated[
        Mapping[str, Any] | None,
        "The known mistake that explains the numbers or the exception, or null.",
        {"oneOf": [{"type": "null"}, {"$ref": "#/$defs/diagnosis"}]},
    ] = None
    evidence: Annotated[
        Mapping[str, Any],
        "What the verdict rests on, such as the call, the line in the file or in a notebook's cell (place), the shapes, the entry that is worst, a pattern in the numbers that names no mistake (pattern), the smallest call that still goes wrong (counterexample), a wrong array beside the right one (entries), a computational graph with what is wrong in it (graph), the mistakes that were carried forward (carried), what else a page draws of the exercise (pictures); figures that are not finite are strings.",
        {
            "properties": {
                name: {"$ref": f"#/$defs/{name}"}
                for name in ("pattern", "counterexample", "carried", "place", "pictures")
            }
        },
    ] = field(default_factory=dict)
    remarks: Annotated[Notes, "What was odd and cost no points."] = ()


@frozen
class ExerciseReport:
    """One exercise with its checks; `file` is what was graded, `notes` what there is to say about it."""

    id: Annotated[str, "The exercise's name in the course, without its number.", {"pattern": "^[a-z][a-z0-9_]*$"}]
    title: Annotated[str, "Its title in the report's language.", {"minLength": 1}]
    status: Annotated[ExerciseStatus, "All of its checks passed, some, none, or nothing was written."]
    score: Annotated[Points, "The points of its checks together."]
    max_score: Annotated[Points, "The points that its checks can give together."]
    checks: Annotated[tuple[CheckReport, ...], "Its checks, in the order in which they were judged."]
    file: Annotated[
        str | None, "The file that was graded for this exercise, or null if there is none.", {"minLength": 1}
    ] = None
    notes: Annotated[Notes, "What there is to say about its file, such as a cell that could not run."] = ()
    printed: Annotated[str, "The beginning of what the learner's code printed while it was checked."] = ""
    after: Annotated[tuple[str, ...], "The ids of the exercises that it builds on."] = ()
    reading: Annotated[str, "What to read for it: texts by their short names, with sections."] = ""
    extra: Annotated[bool, "Whether its points stand beside those of the course, in the report's `extra`."] = False


@frozen
class ExtraReport:
    """The points of extra exercises, which are counted in no other sum."""

    score: Annotated[Points, "The points of its exercises together."] = 0
    max_score: Annotated[Points, "The points that its exercises can give together."] = 0


@frozen
class QuestionReport:
    """One quiz question with the learner's answer; "recorded": answered, but the key is not at hand."""

    id: Annotated[str, "The question's name in the file of answers.", {"minLength": 1}]
    text_source: Annotated[str, "The short name of the text to read about it."]
    prompt: Annotated[str, "The question as it was asked.", {"minLength": 1}]
    answer: Annotated[Any, "The answer as it was given, of whatever kind, or null."]
    status: Annotated[QuestionStatus, "Right, wrong, not answered, or answered while the key is not at hand."]
    explanation: Annotated[str, "Why the answer is right or wrong; empty while that is not to be told."]
    score: Annotated[Points, "The points it earned."]
    max_score: Annotated[Points, "The points it can give."]


@frozen
class QuizReport:
    """The quiz, and what could not be understood in the answers (`notes`)."""

    score: Annotated[Points, "The points of its questions together."]
    max_score: Annotated[Points, "The points that its questions can give together."]
    questions: Annotated[tuple[QuestionReport, ...], "Its questions, in their order."]
    notes: Annotated[Notes, "What could not be understood in the answers."] = ()


@frozen
class SubmissionReport:
    """Which submission: `id` is safe for file names, `name` is as given, `files` are those that were graded."""

    id: Annotated[
        str,
        "A name that is safe for file names and differs from that of every other submission of the run.",
        {"minLength": 1, "pattern": "^[^/]+$"},
    ]
    name: Annotated[str, "The path as it was given, with harmful characters spelled out."]
    sha256: Annotated[
        str,
        "The SHA-256 of what was read, in hexadecimal; empty if nothing could be.",
        {"pattern": "^([0-9a-f]{64})?$"},
    ]
    files: Annotated[
        tuple[str, ...],
        "The files that were graded, by their paths inside the submission.",
        {"items": {"type": "string", "minLength": 1}},
    ]
    notes: Annotated[Notes, "What there is to say about the submission as a whole, such as files passed over."] = ()


@frozen
class GraderReport:
    """Which grader, with which Python and numpy, which course, and the seed by which secret inputs can be drawn again."""

    version: Annotated[str, "The version of the autograder.", {"minLength": 1}]
    course_sha256: Annotated[str, "The SHA-256 of the course's checks, in hexadecimal.", {"pattern": "^[0-9a-f]{64}$"}]
    seed: Annotated[int, "The seed from which the secret inputs were drawn.", {"minimum": 0}]
    python: Annotated[str, "The version of Python that ran the learner's code.", {"minLength": 1}]
    numpy: Annotated[str, "The version of numpy that the learner's code computed with.", {"minLength": 1}]
    secret: Annotated[
        bool, "Whether the seed serves a whole class for long, so that nothing made for learners names it."
    ] = False


@frozen
class Report:
    """Everything there is to say about one submission; an ungradable one has score 0, no exercises and a reason."""

    submission: SubmissionReport
    grader: GraderReport
    lang: Annotated[Lang, "The language of every text in the report."]
    status: Annotated[
        Literal["graded", "ungradable"], "Whether the submission could be read and graded, whatever its score."
    ]
    reason: Annotated[str, "Why the submission could not be graded; empty for a graded one."]
    score: Annotated[Points, "The points of all exercises together, the quiz and extra exercises apart."]
    max_score: Annotated[Points, "The points that the exercises of the course can give together, extra ones apart."]
    exercises: Annotated[tuple[ExerciseReport, ...], "Every exercise of the course in its order, attempted or not."]
    quiz: QuizReport
    isolation: IsolationReport
    seconds: Annotated[float, "How long this submission took, from reading it to the last verdict.", {"minimum": 0}]
    schema_version: Annotated[
        int, "The version of this schema; it rises when a key changes its meaning or goes.", {"const": 1}
    ] = SCHEMA_VERSION
    extra: Annotated[ExtraReport, "The points of extra exercises."] = ExtraReport()
    receipt: Annotated[
        str,
        "The SHA-256 of the report without its seed, time and path: it stands for submission, course, grader and verdicts.",
        {"pattern": "^([0-9a-f]{64})?$"},
    ] = ""

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
    kind = type(value)
    if kind is str:  # quick first: most are texts, small numbers and classes of ours
        return escaped(value)  # type: ignore[arg-type]  # as its type says
    if kind is int and -SMALL < value < SMALL:  # type: ignore[operator]  # as above
        return value  # type: ignore[return-value]  # as above
    names = _field_names(kind)  # type: ignore[arg-type]  # a class can be hashed
    if names:
        return {name: strict(getattr(value, name), depth + 1) for name in names}
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
        case _:
            return escaped(str(value))


def harmless(report: Part) -> Part:
    """Give the same report with every text in it escaped, whoever wrote it: what a renderer starts from."""
    cleaned = _cleaned(report)
    assert isinstance(cleaned, type(report))  # noqa: S101 -- a dataclass stays what it is
    return cleaned


def _cleaned(value: object) -> object:
    kind = type(value)
    if kind is str:
        return escaped(value)  # type: ignore[arg-type]  # as its type says
    if kind is tuple:
        return tuple(map(_cleaned, value))  # type: ignore[call-overload]  # as above
    names = _field_names(kind)  # type: ignore[arg-type]  # as above
    if names:
        return kind(**{name: _cleaned(getattr(value, name)) for name in names})
    return strict(value)


@cache
def _field_names(kind: type) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind)) if is_dataclass(kind) else ()

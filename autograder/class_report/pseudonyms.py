"""Other names for the students of a class, everywhere: stable ones, from which nobody without the key gets back. Pure."""

from __future__ import annotations

import hmac
import re
from base64 import b32encode
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Any, TypeAlias

from autograder.class_report.class_model import Student
from autograder.i18n.alphabet import unmarked
from autograder.judging.report import ExerciseReport, Report

Scrub: TypeAlias = Callable[[str], str]

LETTERS = 8  # of a pseudonym: 40 bits, so that even of 10,000 students hardly two ever meet
LEAST_WORD = 3  # letters of a part of a name that is looked for by itself
HIDDEN = "…"
WORD = re.compile(r"[^\W\d_]{3,}|\d{4,}")
QUOTED = re.compile(r"`([^`]*)`")


class Pseudonyms:
    """Gives each student of a class a pseudonym: the same one as long as the key is the same, whatever else changes."""

    def __init__(self, key: bytes) -> None:
        """Keep the key: a secret, for who has it and a list of the students can tell who is who."""
        self._key = key
        self._given: dict[str, str] = {}
        self._taken: set[str] = set()

    def of(self, id_: str) -> str:
        """Give the pseudonym of a student, such as K7QF-M2XA."""
        found = self._given.get(id_)
        if found is None:
            digest = hmac.new(self._key, id_.encode(errors="surrogatepass"), sha256).digest()
            letters = b32encode(digest).decode()
            sizes = range(LETTERS, len(letters), LETTERS)
            found = next(name for size in sizes if (name := _grouped(letters[:size])) not in self._taken)
            self._given[id_] = found
            self._taken.add(found)
        return found

    def in_text(self, text: str) -> str:
        """Put pseudonyms where a sentence of ours names students between backticks; of what is no student nothing stays."""
        return QUOTED.sub(lambda quoted: f"`{self._given.get(quoted[1], HIDDEN)}`", text)


def _grouped(letters: str) -> str:
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def scrubber(student: Student, known: Collection[str] = ()) -> Scrub:
    """Make what takes a student's names out of a text: whole ones, and the words in them, with and without their accents.

    Words of `known`, in small letters without accents, stay: they are those of the course itself.
    """
    whole = {student.id, student.name, *student.columns.values()}
    words = {word for name in whole for word in WORD.findall(name) if unmarked(word) not in known}
    looked_for = {text for text in (*whole, *words) if len(text.strip()) >= LEAST_WORD and unmarked(text) not in known}
    looked_for |= {unmarked(text) for text in looked_for}
    if not looked_for:
        return lambda text: text
    longest_first = sorted(looked_for, key=len, reverse=True)
    pattern = re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, longest_first))})(?![^\W_])", re.IGNORECASE)
    return lambda text: pattern.sub(HIDDEN, text)


def words_of_course(report: Report) -> frozenset[str]:
    """Give the words of titles and questions, in which nothing of a learner's stands, in small letters without accents."""
    said: list[str] = []
    for exercise in report.exercises:
        said += [exercise.id, exercise.title, exercise.reading]
        for check in exercise.checks:
            said += [check.id, check.title, str((check.diagnosis or {}).get("name") or "")]
    said += [question.prompt for question in report.quiz.questions]
    return frozenset(unmarked(word) for text in said for word in WORD.findall(text))


def under_pseudonym(report: Report, student: Student, pseudonym: str) -> Report:
    """Give a report in which nothing says whose it is: no file's name, nothing printed, and no name of theirs in a text."""
    scrub = scrubber(student, words_of_course(report))
    submission = replace(report.submission, id=pseudonym, name=pseudonym, files=(), notes=())
    return replace(
        report,
        submission=submission,
        receipt="",  # whoever knows it from another copy would know whose this is
        reason=_unquoted(scrub(report.reason)),
        exercises=tuple(_exercise(exercise, scrub) for exercise in report.exercises),
        quiz=replace(
            report.quiz,
            questions=tuple(
                replace(question, answer=_through(question.answer, scrub), explanation=scrub(question.explanation))
                for question in report.quiz.questions
            ),
            notes=tuple(map(scrub, report.quiz.notes)),
        ),
    )


def _exercise(exercise: ExerciseReport, scrub: Scrub) -> ExerciseReport:
    file = None if exercise.file is None else f"{exercise.id}.{exercise.file.rpartition('.')[2]}"
    checks = tuple(
        replace(
            check,
            rationale=scrub(check.rationale),
            help=scrub(check.help),
            diagnosis=_through(check.diagnosis, scrub),
            evidence=_through(check.evidence, scrub),
            remarks=tuple(map(scrub, check.remarks)),
        )
        for check in exercise.checks
    )
    notes = tuple(_unquoted(scrub(note)) for note in exercise.notes)
    return replace(exercise, file=file, notes=notes, printed="", checks=checks)


def _unquoted(text: str) -> str:
    """Hide the names of files in a sentence of ours: they stand between backticks."""
    return QUOTED.sub(f"`{HIDDEN}`", text)


def _through(value: Any, change: Scrub) -> Any:  # noqa: ANN401 -- plain values of any kind
    """Give plain values with every text in them changed."""
    match value:
        case str():
            return change(value)
        case Mapping():
            return {key: _through(item, change) for key, item in value.items()}
        case list() | tuple():
            return [_through(item, change) for item in value]
        case _:
            return value

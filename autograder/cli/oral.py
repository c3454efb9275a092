"""Questions for an oral, for the class's report: about each student's own code, of a few exercises that pass."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TypeAlias
from zlib import crc32

from autograder.class_report.class_model import Oral
from autograder.course.course import course
from autograder.grading.own_code import own_questions
from autograder.grading.pipeline import Grader
from autograder.i18n.language import Lang
from autograder.judging.exception_messages import CELL_LABEL
from autograder.judging.report import Report
from autograder.sandbox import Sandbox
from autograder.submission.read import handed_in, understood
from autograder.submission.submission_model import LIMITS, Source

EXERCISES = 3  # of a student: as many as an oral has time for, those that are worth most
Questions: TypeAlias = Callable[[str | os.PathLike[str], Report, str], tuple[Oral, ...]]


@contextmanager
def oral_questions(lang: Lang, *, pseudonyms: bool) -> Iterator[Questions]:
    """Give what makes questions of a submission, of its report and of the student's id; the same at every run."""
    entries = {entry.id: entry for entry in course().exercises}
    with Sandbox() as sandbox:
        wanted = Grader(course(), questions=(), sandbox=sandbox, seed=0, lang=lang, probe=False).wanted

        def questions(path: str | os.PathLike[str], report: Report, student: str) -> tuple[Oral, ...]:
            passed = [one for one in report.exercises if one.status == "passed" and one.id in entries]
            sources = understood(handed_in(path, [*entries]), wanted, LIMITS).sources
            found = []
            for one in sorted(passed, key=lambda one: -one.max_score)[:EXERCISES]:
                source = sources.get(one.id)
                if source is None:
                    continue
                if pseudonyms:
                    source = _without_file_names(source, one.id)
                seed = crc32(f"{student} {one.id}".encode())
                asked = own_questions(entries[one.id].exercise, source.cells, sandbox, seed)
                if asked:
                    pairs = tuple((each.prompt.to(lang), each.answer(lang)) for each in asked)
                    found.append(Oral(f"{entries[one.id].number} · {one.title}", pairs))
            return tuple(found)

        yield questions


def _without_file_names(source: Source, id_: str) -> Source:
    cells = tuple(
        cell if CELL_LABEL.fullmatch(cell.label) else replace(cell, label=f"{id_}.py") for cell in source.cells
    )
    return replace(source, cells=cells)

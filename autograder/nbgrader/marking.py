"""What turns the report on one submission into what nbgrader keeps of it: its notebooks read, mended and judged."""

from __future__ import annotations

import contextlib
import hashlib
import platform
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path, PurePath
from typing import Any

import nbformat
import nbgrader.utils
import numpy as np
from nbformat import NotebookNode

from autograder import __version__
from autograder.grading.pipeline import GRADER_FAILED, Graded, Grader
from autograder.i18n.language import Lang, Message
from autograder.i18n.sanitize import one_line
from autograder.judging.report import Report
from autograder.nbgrader import nbgrader_messages
from autograder.nbgrader.cell_results import TEST, Judged, Notebook, Quiz, judged
from autograder.nbgrader.cells import Mended, Read, notebook_json
from autograder.nbgrader.course_directory import (
    SHOWN_OTHERS,
    Desk,
    entered,
    handed_in,
    notebooks_of,
    other_notebooks,
    read_notebook_of,
    sign_of,
)
from autograder.quiz.answers import Answers
from autograder.quiz.merge import score_collected
from autograder.quiz.question_model import Question
from autograder.submission.entries import Entry
from autograder.submission.names import QUIZ, exercise_file, is_notebook, is_quiz
from autograder.submission.submission_model import LIMITS
from autograder.submission.tree import opened_folder

NUMBER = re.compile(r"^[0-9]+[-_]")
KINDS = frozenset({".ipynb", ".py", ".toml", ".txt"})  # of files whose content a grade, or a penalty, hangs on


@dataclass(frozen=True)
class Marker:
    """What turns a report on a submission into what nbgrader keeps of it."""

    desk: Desk
    grader: Grader
    notebooks: Mapping[str, Notebook]

    def digest(self, folder: Path, remarks: Sequence[Message] = ()) -> str:
        """Identify what the grade of a submission hangs on, and what is said of it beside others."""
        grader = self.grader
        only = sorted(grader.only or ())
        said = [remark.to(grader.lang) for remark in remarks]
        rest = (grader.lang, only, grader.official, grader.key, self.notebooks, *said)
        return digest(folder, grader.course.sha256, *rest)

    def judged(self, folder: Path, graded: Graded) -> tuple[Report, dict[str, Judged]]:
        """Judge all notebooks of a submission; the report comes back as learners read it.

        Whatever goes wrong on the way, there is a row for it, and a person is asked to look.
        """
        try:
            return self._judged(folder, graded)
        except Exception as error:  # noqa: BLE001 -- a fault of ours with one submission must not take the others' grades away
            why = GRADER_FAILED(error=one_line(f"{type(error).__name__}: {error}")).to(self.grader.lang)
            failed = replace(graded.report, status="ungradable", reason=why, score=0, exercises=())
            return self._judged(folder, Graded(failed, None))

    def _judged(self, folder: Path, graded: Graded) -> tuple[Report, dict[str, Judged]]:
        report = graded.report
        refused = report.status == "ungradable"  # nothing of it is opened then: it may be a link to somebody else's
        report = replace(report, reason=report.reason.replace(str(folder), self.desk.assignment))  # learners read it
        files = {name: self.file(name, report) for name in self.notebooks}
        reads = {name: Read() if refused else self._read(folder, name, file) for name, file in files.items()}
        quiz = self._quiz(Graded(report, None if refused else graded.answers))
        report = replace(report, quiz=quiz.report)
        late = None if refused else handed_in(folder).problem
        if late is not None:
            notes = (*report.submission.notes, late.to(self.grader.lang))
            report = replace(report, submission=replace(report.submission, notes=notes))
        others = [] if refused else other_notebooks(folder, files.values())
        lang = self.grader.lang
        made: dict[str, Judged] = {}
        for name, notebook in self.notebooks.items():
            read, file = reads[name], files[name]
            absent = read is None and file == f"{name}.ipynb"
            why: tuple[str, ...] = (not_handed_in([name], others, lang),) if absent else ()
            if not absent and not refused:
                why = tuple(one.to(lang) for one in self._remarks(folder, name, read, report))
            made[name] = judged(
                notebook, read or Read(), report, quiz, lang, absent=absent, reasons=why, foreign=determined
            )
        return report, made if late is None else _for_a_person(made)

    def file(self, name: str, report: Report) -> str:
        """Name the file that was graded for a notebook; it may have lost its number, or be a script."""
        named = exercise_file(f"{name}.ipynb", [exercise.id for exercise in report.exercises])
        graded = [one.file for one in report.exercises if named is not None and one.id == named.exercise]
        if named is None and f"{name}.ipynb" == QUIZ:
            answered = quiz_taken(report.submission.files)
            return answered or QUIZ
        return graded[0] if graded and graded[0] else f"{name}.ipynb"

    def _remarks(self, folder: Path, name: str, read: Read | None, report: Report) -> Iterator[Message]:
        """Say what is odd about the file that was graded for a notebook."""
        file = self.file(name, report)
        if file != f"{name}.ipynb":
            yield nbgrader_messages.TAKEN(file=one_line(file))
        if read is not None and read.blank and is_notebook(file):
            yield nbgrader_messages.EMPTY(file=one_line(file))
        near = self._near(folder, name, file)
        if near and _untouched(name, self.notebooks[name], report):
            yield nbgrader_messages.UNTOUCHED(file=one_line(file), names=", ".join(f"`{other}`" for other in near))

    def _near(self, folder: Path, name: str, file: str) -> list[str]:
        """Name other notebooks of a submission that look like copies of this one, by their names."""
        stems = {one: NUMBER.sub("", one).casefold() for one in self.notebooks}
        near = []
        for other in sorted(notebooks_of(folder) - {f"{one}.ipynb" for one in self.notebooks} - {file}):
            plain = other.casefold().replace("-", "_").replace(" ", "_")
            of = max(
                (one for one, stem in stems.items() if stem in plain), key=lambda one: len(stems[one]), default=None
            )
            near += [other] if of == name else []
        return [one_line(other, 60) for other in near[:SHOWN_OTHERS]]

    def _read(self, folder: Path, name: str, file: str) -> Read | None:
        """Read the notebook that was graded, or, beside a graded script, the one of the usual name."""
        return read_notebook_of(entered(folder), file if is_notebook(file) else f"{name}.ipynb")

    def _quiz(self, graded: Graded) -> Quiz:
        """Give what the quiz came to, question by question; of a submission that was refused nothing is answered."""
        questions, grader = self.grader.asked_questions(), self.grader
        report, answers = graded.report.quiz, graded.answers
        if answers is None and questions:
            report = score_collected(questions, grader.key, Answers(), grader.lang)
        return Quiz({one.id: one for one in questions}, report, answers or Answers(), grader.key)


def _for_a_person(made: Mapping[str, Judged]) -> dict[str, Judged]:
    """Ask for a person at the first score of a submission; it stays what it is."""
    asked = dict(made)
    for name, one in made.items():
        for cell, score in one.scores.items():
            asked[name] = replace(one, scores={**one.scores, cell: replace(score, review=True)})
            return asked
    return asked


def quiz_taken(files: Sequence[str]) -> str:
    """Name the quiz's notebook among the files that were read, where it has another name than it was handed out with."""
    quizzes = [file for file in files if is_quiz(file.rpartition("/")[2])]
    return "" if QUIZ in quizzes or not quizzes else quizzes[0]


def _untouched(name: str, notebook: Notebook, report: Report) -> bool:
    """Whether nothing is written in a notebook: the exercise is as it was handed out, or no question is answered."""
    named = exercise_file(f"{name}.ipynb", [exercise.id for exercise in report.exercises])
    if named is not None:
        return any(one.id == named.exercise and one.status == "not_attempted" for one in report.exercises)
    asked = {cell.name for cell in notebook.cells if cell.grade}
    answers = [one.status for one in (report.quiz.questions if report.quiz else ()) if one.id in asked]
    return bool(answers) and set(answers) == {"unanswered"}


def not_handed_in(names: Sequence[str], others: Sequence[str], lang: Lang) -> str:
    """Say which notebooks are missing, and which others are there."""
    files, shown = (", ".join(f"`{file}`" for file in found) for found in ([f"{name}.ipynb" for name in names], others))
    return nbgrader_messages.NOT_HANDED_IN(
        files=files, others=nbgrader_messages.OTHERS(names=shown) if others else ""
    ).to(lang)


def exercises_in(notebooks: Mapping[str, Notebook], ids: Sequence[str]) -> frozenset[str]:
    """Name the exercises that the assignment grades: those with a test cell in a notebook that is named after them."""
    found = set()
    for name, notebook in notebooks.items():
        named = exercise_file(f"{name}.ipynb", ids)
        if named is not None and any(cell.name == f"{named.exercise}{TEST}" and cell.grade for cell in notebook.cells):
            found.add(named.exercise)
    return frozenset(found)


def questions_in(notebooks: Mapping[str, Notebook], questions: Sequence[Question]) -> frozenset[str]:
    """Name the questions that the assignment asks."""
    names = {cell.name for notebook in notebooks.values() for cell in notebook.cells if cell.grade}
    return frozenset(question.id for question in questions if question.id in names)


def node_of(notebook: Mapping[str, Any]) -> NotebookNode:
    """Give a notebook in the form that nbgrader works on."""
    node: NotebookNode = nbformat.from_dict(dict(notebook))  # type: ignore[no-untyped-call]  # nbformat has no types here
    return node


def determined(cell: Mended) -> float | None:
    """Give the points that nbgrader itself gives without running anything: 0 for an answer left as it was, else none."""
    if cell.handed is None or not cell.handed.solution:
        return None
    node = node_of(notebook_json([cell], ())).cells[0]
    points: float | None = nbgrader.utils.determine_grade(node)[0]
    return points


def digest(folder: Path, course_sha256: str, *rest: object) -> str:
    """Identify everything that a grade hangs on: the files handed in, the course, and the `rest` by how they print."""
    found = hashlib.sha256()
    for part in (__version__, platform.python_version(), np.__version__, course_sha256, *map(repr, rest)):
        found.update(f"{len(part)}:{part}".encode(errors="backslashreplace"))
    for entry in _entries(folder):
        name = f"{len(entry.name)}:{entry.name}".encode(errors="backslashreplace")
        if PurePath(entry.name).suffix.lower() not in KINDS:
            found.update(name + sign_of(folder / entry.name).encode())
            continue
        data = entry.read(LIMITS.notebook_bytes)
        found.update(name)
        found.update(repr(data).encode() if isinstance(data, Message) else hashlib.sha256(data).digest())
    return found.hexdigest()


def _entries(folder: Path) -> Iterator[Entry]:
    """Give the entries of a submission that reading it looks at; none of what cannot be opened, which has no grade either."""
    with contextlib.suppress(OSError), opened_folder(str(folder), []) as entries:
        yield from islice(entries, LIMITS.seen_entries)

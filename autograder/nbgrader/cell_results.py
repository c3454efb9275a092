"""From the report on a submission and its notebooks to what nbgrader keeps of each: scores, comments, a notebook. Pure."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.i18n.language import Lang
from autograder.judging.report import ExerciseReport, QuestionReport, QuizReport, Report
from autograder.nbgrader import nbgrader_messages
from autograder.nbgrader.cells import Handed, Mended, Read, mended, notebook_json
from autograder.nbgrader.feedback import exercise_comment, note, outputs, said, sentence
from autograder.quiz.answers import Answers
from autograder.quiz.question_model import Key, Question

TEST = "_test"  # the cell that grades the cell X is called X_test


@dataclass(frozen=True, slots=True)
class Notebook:
    """A notebook of the assignment as the gradebook knows it, its cells in the order of the release."""

    name: str
    cells: tuple[Handed, ...]

    @property
    def points(self) -> float:
        """What it is worth."""
        return sum(cell.points or 0.0 for cell in self.cells if cell.grade or cell.task)


@dataclass(frozen=True, slots=True)
class Score:
    """The points of one graded cell; None: a person is to grade it. `review`: a person is to look at it."""

    points: float | None
    review: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """What there is to keep of one notebook of one submission."""

    scores: Mapping[str, Score]
    comments: Mapping[str, str | None]
    page: Mapping[str, Any]
    reasons: tuple[str, ...]
    absent: bool
    mended: tuple[str, ...] = ()  # what was put in order in it

    @property
    def text(self) -> str:
        """Give the notebook as it is written to a file."""
        return json.dumps(self.page, ensure_ascii=False, indent=1) + "\n"


@dataclass(frozen=True, slots=True)
class Quiz:
    """What the quiz of a submission came to."""

    questions: Mapping[str, Question]
    report: QuizReport
    answers: Answers
    key: Key | None

    @property
    def reports(self) -> Mapping[str, QuestionReport]:
        """The reports on its questions, by their ids."""
        return {one.id: one for one in self.report.questions}


Foreign = Callable[[Mended], float | None]  # what nbgrader itself makes of a cell that is none of the course's


def judged(
    notebook: Notebook,
    read: Read,
    report: Report,
    quiz: Quiz,
    lang: Lang,
    *,
    absent: bool = False,
    reasons: Sequence[str] = (),
    foreign: Foreign = lambda _: None,
) -> Judged:
    """Say what one notebook came to. `absent`: there is none; `reasons` say so, or what stands in its place."""
    cells, remarks = mended(read.cells, notebook.cells)
    reasons = list(reasons)
    if read.problem is not None:
        reasons.append(nbgrader_messages.NOT_OPENED(file=f"{notebook.name}.ipynb", why=read.problem).to(lang))
    failed = report.status == "ungradable"
    if failed:
        reasons.insert(0, nbgrader_messages.NO_GRADE(reason=report.reason).to(lang))
    exercises = {exercise.id: exercise for exercise in report.exercises}
    scores: dict[str, Score] = {}
    comments: dict[str, str | None] = {}
    for cell in cells:
        if cell.handed is None or not (cell.handed.grade or cell.handed.task):
            continue
        name, points = cell.handed.name, cell.handed.points or 0.0
        exercise = exercises.get(name.removesuffix(TEST)) if name.endswith(TEST) else None
        if failed:
            scores[name] = Score(0.0, review=True)
            cell.outputs = []
        elif exercise is not None:
            scores[name] = _exercise(cell, exercise, points, lang)
            told = exercise_comment(exercise, scores[name].points or 0.0, points, reasons, lang)
            comments[name.removesuffix(TEST)] = told
        elif name in quiz.reports:
            scores[name] = _question(quiz.reports[name], points)
            comments[name] = _told(quiz, name, points, lang)
        else:
            scores[name] = _foreign(foreign(cell), handed_in=not absent)
    for handed in notebook.cells:
        if handed.solution and handed.name not in comments:
            comments[handed.name] = "\n\n".join(map(sentence, reasons)) or None
    order = tuple(remark.to(lang) for remark in (*read.notes, *remarks))
    notes = [note(text) for text in (*reasons, *order)]
    return Judged(scores, comments, notebook_json(cells, notes), tuple(reasons), absent, order)


def _exercise(cell: Mended, exercise: ExerciseReport, points: float, lang: Lang) -> Score:
    """Give the exercise's share of the cell's points, which an instructor may have changed."""
    earned = points * exercise.score / exercise.max_score if exercise.max_score else 0.0
    cell.outputs = outputs(exercise, earned, lang)
    return Score(earned)


def _question(report: QuestionReport, points: float) -> Score:
    if report.status == "recorded":
        return Score(None)  # it is answered, and the key is not at hand
    return Score(points if report.status == "right" else 0.0)


def _told(quiz: Quiz, name: str, points: float, lang: Lang) -> str:
    report = quiz.reports[name]
    why = sentence(said(quiz.questions[name], quiz.key, report, quiz.answers, lang))
    if report.status == "recorded":
        return why
    earned = points if report.status == "right" else 0.0
    return f"{nbgrader_messages.SCORED(score=f'{earned:g}', max=f'{points:g}').to(lang)} {why}"


def _foreign(points: float | None, *, handed_in: bool) -> Score:
    """Leave what is none of the course's to a person; what was not handed in is worth nothing, as nbgrader has it."""
    return Score(points if handed_in else 0.0)

"""From the report on a submission and its notebooks to what nbgrader keeps of each: scores, comments, a notebook. Pure.

What a learner is shown at a graded cell (the report of its exercise, a short comment, what there is to say of an answer)
holds no seed, no input that the checks drew, no right value to copy: calls, captured output and counterexamples are left
out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from autograder.frozen import frozen
from autograder.i18n.language import Lang, Message
from autograder.i18n.sanitize import inert, one_line
from autograder.judging.report import CheckReport, ExerciseReport, QuestionReport, QuizReport, Report, harmless
from autograder.nbgrader import nbgrader_messages
from autograder.nbgrader.cells import Handed, Mended, Read, mended, notebook_json
from autograder.quiz.answers import Answers
from autograder.quiz.judge_answers import judge_answer
from autograder.quiz.parse_answers import NotUnderstood, understood
from autograder.quiz.question_model import Key, Question
from autograder.quiz.variants import drawn
from autograder.render.html import html_exercise
from autograder.render.terminal import plain_exercise


def said(asked: Question, key: Key | None, report: QuestionReport, answers: Answers, lang: Lang) -> str:
    """Say why an answer is right or wrong, without giving the right one away."""
    question = drawn((key or {}).get(asked.id, asked), answers.learner_of(asked.id))
    given = understood(question, answers.values.get(asked.id))
    if report.status != "wrong" or given is None or isinstance(given, NotUnderstood):
        return report.explanation
    nudge: Message = judge_answer(question, given).nudge
    return nudge.to(lang)


LONGEST = 600  # characters of one sentence of a comment
SHOWN_EVIDENCE = frozenset({"pattern"})
LINK = re.compile(r"\](?=[(\[:])")


def without_secrets(exercise: ExerciseReport) -> ExerciseReport:
    """Leave out what was drawn for the checks and what the learner's code printed of it."""
    return replace(exercise, printed="", checks=tuple(_public(check) for check in exercise.checks))


def _public(check: CheckReport) -> CheckReport:
    evidence: Mapping[str, Any] = {name: value for name, value in check.evidence.items() if name in SHOWN_EVIDENCE}
    return replace(check, evidence=evidence)


def outputs(exercise: ExerciseReport, points: float, lang: Lang) -> list[dict[str, Any]]:
    """Give the outputs of a test cell: the report as HTML and as text, and the points as nbgrader reads them."""
    public = without_secrets(exercise)
    return [
        {
            "output_type": "display_data",
            "metadata": {},
            "data": {"text/html": html_exercise(public, lang), "text/plain": plain_exercise(public, lang)},
        },
        points_output(points),
    ]


def points_output(points: float) -> dict[str, Any]:
    """Give the result that nbgrader takes for the points."""
    data = {"text/plain": repr(float(points))}
    return {"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": data}


def exercise_comment(exercise: ExerciseReport, score: float, points: float, reasons: Sequence[str], lang: Lang) -> str:
    """Say in two lines what an exercise came to and what to mend first."""
    exercise = harmless(without_secrets(exercise))
    lines = [nbgrader_messages.SCORED(score=f"{score:g}", max=f"{points:g}").to(lang), *map(sentence, reasons)]
    first = next((check for check in exercise.checks if check.status in ("failed", "error")), None)
    if first is not None:
        rationale = one_line(first.rationale, LONGEST)
        said = nbgrader_messages.MEND_FIRST(title=one_line(first.title), rationale=rationale).to(lang)
        lines.append(sentence(f"{said} → {one_line(first.help, LONGEST)}" if first.help else said))
    elif exercise.status == "not_attempted" and exercise.checks:
        lines.append(sentence(exercise.checks[0].rationale))
    return "\n\n".join(lines)


def sentence(text: str) -> str:
    """Keep a text from being HTML, a link or a formula where nbgrader shows a comment, which is Markdown there.

    In the formgrader the same text stands in a plain field, so the signs are exchanged rather than written as entities.
    """
    text = one_line(text, 2 * LONGEST).replace("<", "‹").replace("$", "＄")
    return LINK.sub("] ", text)


# Whatever Markdown, its extensions, HTML or MathJax may obey, as a notebook's cell of text shows it.
SIGNS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~&@:$=\"'/])")


def note(text: str) -> str:
    """Write a note for a cell of text: nothing in it is markup."""
    return SIGNS.sub(lambda sign: f"&#{ord(sign[0])};", inert(one_line(text, 2 * LONGEST)))


TEST = "_test"  # the cell that grades the cell X is called X_test


@frozen
class Notebook:
    """A notebook of the assignment as the gradebook knows it, its cells in the order of the release."""

    name: str
    cells: tuple[Handed, ...]

    @property
    def points(self) -> float:
        """What it is worth."""
        return sum(cell.points or 0.0 for cell in self.cells if cell.grade or cell.task)


@frozen
class Score:
    """The points of one graded cell; None: a person is to grade it. `review`: a person is to look at it."""

    points: float | None
    review: bool = False


@frozen
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


@frozen
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

"""What a learner is shown at a graded cell: the report of its exercise, a short comment, what there is to say of an answer. Pure.

Neither holds a seed, an input that the checks drew, or a right value to copy: calls, captured output and counterexamples
are left out of both.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from autograder.i18n.language import Lang, Message
from autograder.i18n.sanitize import one_line
from autograder.judging.report import CheckReport, ExerciseReport, QuestionReport, harmless
from autograder.nbgrader import nbgrader_messages
from autograder.quiz.answers import Answers
from autograder.quiz.judge_answers import judge_answer
from autograder.quiz.parse_answers import NotUnderstood, understood
from autograder.quiz.question_model import Key, Question
from autograder.quiz.variants import drawn
from autograder.render.html import html_exercise
from autograder.render.markdown import plain
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


def note(text: str) -> str:
    """Write a note for a cell of text: nothing in it is markup."""
    return plain(text, 2 * LONGEST)

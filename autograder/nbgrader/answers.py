"""What learners wrote into the answer cells of the quiz: texts by question id. Nothing is executed. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from autograder.core.language import LANGUAGES, Lang, Message
from autograder.core.report import QuestionReport, QuizReport
from autograder.nbgrader import words
from autograder.nbgrader.cells import Written
from autograder.quiz.answers import Answers
from autograder.quiz.draws import drawn
from autograder.quiz.judging import judge_answer
from autograder.quiz.nouns import Key, Question
from autograder.quiz.score import score_quiz
from autograder.quiz.understanding import NotUnderstood, understood

LONGEST = 400  # characters of an answer that are looked at, as in answers.toml
STUBS = ("YOUR ANSWER HERE", *(words.YOUR_ANSWER.to(lang).rstrip(":") for lang in LANGUAGES))  # the first is nbgrader's
# What stands before the answer, and marks of Markdown around it; a minus sign belongs to a number.
BEFORE = re.compile(rf"[\s*_#>]*(?:{'|'.join(map(re.escape, STUBS))})[\s*_]*:?", re.IGNORECASE)
BULLET = re.compile(r"[-+•]\s+(?=[A-Za-z(])")


def answer_in(source: str) -> str:
    """Give the answer in the text of a cell, "" if there is none; the words before it may have been taken out."""
    text = source[: LONGEST * 2].strip()
    found = BEFORE.match(text)
    rest = " ".join((text[found.end() :] if found else text).split()).strip("`*_$ ")
    return BULLET.sub("", rest, count=1)[:LONGEST]


def answers_in(cells: Iterable[Written], ids: Mapping[str, object] | set[str]) -> Answers:
    """Collect the answers; of several cells for a question the last that says something counts."""
    values: dict[str, object] = {}
    for cell in cells:
        answer = answer_in(cell.source) if cell.grade_id in ids else ""
        if answer:
            values[cell.grade_id] = answer
    return Answers(values)


def scored(questions: Sequence[Question], key: Key | None, answers: Answers, lang: Lang) -> QuizReport:
    """Score the answers as `autograder grade` does; numbers are those that the released notebook shows."""
    return score_quiz(questions, key, answers, lang)


def said(asked: Question, key: Key | None, report: QuestionReport, answers: Answers, lang: Lang) -> str:
    """Say why an answer is right or wrong, without giving the right one away."""
    question = drawn((key or {}).get(asked.id, asked), answers.learner)
    given = understood(question, answers.values.get(asked.id))
    if report.status != "wrong" or given is None or isinstance(given, NotUnderstood):
        return report.explanation
    nudge: Message = judge_answer(question, given).nudge
    return nudge.to(lang)

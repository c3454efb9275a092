"""What there is to say of an answer to the quiz to whoever reads nbgrader's comments. Pure."""

from __future__ import annotations

from autograder.i18n.language import Lang, Message
from autograder.judging.report import QuestionReport
from autograder.quiz.answers import Answers
from autograder.quiz.judge_answer import judge_answer
from autograder.quiz.parse_answers import NotUnderstood, understood
from autograder.quiz.question_model import Key, Question
from autograder.quiz.variants import drawn


def said(asked: Question, key: Key | None, report: QuestionReport, answers: Answers, lang: Lang) -> str:
    """Say why an answer is right or wrong, without giving the right one away."""
    question = drawn((key or {}).get(asked.id, asked), answers.learner_of(asked.id))
    given = understood(question, answers.values.get(asked.id))
    if report.status != "wrong" or given is None or isinstance(given, NotUnderstood):
        return report.explanation
    nudge: Message = judge_answer(question, given).nudge
    return nudge.to(lang)

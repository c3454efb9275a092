"""The quiz of one submission, scored: questions, key and answers in, a `QuizReport` out."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.i18n.language import Lang, Message, Text
from autograder.i18n.sanitize import escaped
from autograder.judging.report import QuestionReport, QuestionStatus, QuizReport
from autograder.quiz.answer_format import Spelling
from autograder.quiz.answers import Answers, notes_on_unknown
from autograder.quiz.judge_answer import judge_answer
from autograder.quiz.parse_answers import Given, NotUnderstood, shown, understood
from autograder.quiz.question_model import Key, Question
from autograder.quiz.variants import drawn

UNANSWERED = Text(en="Not answered. The place to read: {source}.", pt="Sem resposta. Onde ler: {source}.")
RECORDED = Text(
    en="Recorded. Whoever grades the course has the key and judges it.",
    pt="Registrada. Quem corrige o curso tem o gabarito e vai avaliar.",
)
KEY_DIFFERS = Text(
    en="The key's question `{id}` is not the one in this course (prompt, options or points differ); it was judged by the key's. Is the key of another version?",
    pt="A questão `{id}` do gabarito não é a deste curso (enunciado, opções ou pontos diferem); valeu a do gabarito. Ele é de outra versão?",
)


def score_quiz(
    questions: Sequence[Question], key: Key | None, answers: Answers, lang: Lang, spelling: Spelling = "toml"
) -> QuizReport:
    """Score the answers to `questions`, in their order.

    Practice questions bring their key along; graded ones are judged by `key` and are "recorded" without it.
    Numbers are drawn for `answers.learner`, by the key's own question where there is one. An answer that cannot be understood is wrong whatever the key is, and its explanation says how to write it in `spelling`.
    """
    key = key or {}
    reports: list[QuestionReport] = []
    notes: list[Message] = [*answers.notes, *notes_on_unknown(questions, answers)]
    for asked in questions:
        question = key.get(asked.id, asked)
        if _as_asked(question) != _as_asked(asked):
            notes.append(KEY_DIFFERS(id=asked.id))
        reports.append(_scored(drawn(question, answers.learner), answers.values.get(asked.id), lang, spelling))
    return QuizReport(
        score=sum(report.score for report in reports),
        max_score=sum(report.max_score for report in reports),
        questions=tuple(reports),
        notes=tuple(escaped(note.to(lang)) for note in notes),
    )


def _as_asked(question: Question) -> object:
    bare = question.without_key()
    return bare.prompt, bare.part, bare.points, bare.draw


def _scored(question: Question, raw: object, lang: Lang, spelling: Spelling) -> QuestionReport:
    given = understood(question, raw, spelling)
    status, why = _judged(question, given)
    answer: object = given
    if isinstance(given, NotUnderstood):
        again = shown(raw)
        answer = again if isinstance(again, str) else again.to(lang)
    return QuestionReport(
        id=question.id,
        text_source=question.source,
        prompt=question.prompt.to(lang),
        answer=answer,
        status=status,
        explanation=escaped(why.to(lang)),
        score=question.points if status == "right" else 0,
        max_score=question.points,
    )


def _judged(question: Question, given: Given | NotUnderstood | None) -> tuple[QuestionStatus, Message]:
    if given is None:
        return "unanswered", UNANSWERED(source=question.source)
    if isinstance(given, NotUnderstood):
        return "wrong", given.why
    if question.part.key is None:
        return "recorded", RECORDED()
    judged = judge_answer(question, given)
    return ("right" if judged.right else "wrong"), judged.why

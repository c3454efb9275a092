"""Answers against their key: one understood answer right or wrong, and why; the quiz of one submission, scored."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from autograder.frozen import frozen
from autograder.i18n.language import Lang, Message, Text
from autograder.i18n.sanitize import escaped
from autograder.judging.report import QuestionReport, QuestionStatus, QuizReport
from autograder.quiz.answers import Answers, notes_on_unknown, unread_answer
from autograder.quiz.broken_lines import Unread
from autograder.quiz.parse_answers import Given, NotUnderstood, shown, understood
from autograder.quiz.question_model import (
    Choice,
    Choices,
    Key,
    LettersKey,
    Number,
    NumberKey,
    Ordering,
    Question,
    Spelling,
)
from autograder.quiz.variants import drawn

# The bound of a tolerance counts as right, also when its difference is off by rounding: |0.9 − 0.899| > 0.001.
SLACK = 1 + 1e-9

THEN = Text(en="{first} {then}", pt="{first} {then}")
LETTER_WHY = Text(en="{letter}) {why}", pt="{letter}) {why}")
ONE_TOO_MANY = Text(en="Does not belong:", pt="Não deveria estar marcada:")
SOME_TOO_MANY = Text(en="Do not belong:", pt="Não deveriam estar marcadas:")
ONE_LEFT_OUT = Text(en="Missing:", pt="Faltou:")
SOME_LEFT_OUT = Text(en="Missing:", pt="Faltaram:")
MISSING_ONE = Text(en="One more option is right.", pt="Falta mais uma opção certa.")
MISSING_SOME = Text(en="{count} more options are right.", pt="Faltam mais {count} opções certas.")

FIRST_WRONG = Text(
    en="Place 1 belongs to another letter. {given}",
    pt="A posição 1 é de outra letra. {given}",
)
LATER_WRONG = Text(
    en="Up to place {before} it is right; place {place} is not. {given}",
    pt="Até a posição {before} está certo; a posição {place}, não. {given}",
)
BELONGS = Text(
    en="At place {place} stands {given}) “{given_text}”, but {right}) “{right_text}” belongs there: {why} The whole order is {order}.",
    pt="Na posição {place} está {given}) “{given_text}”, mas ali entra {right}) “{right_text}”: {why} A ordem toda é {order}.",
)


@frozen
class Judged:
    """Whether an answer is right, and why; `nudge` is the why for someone who is to try again."""

    right: bool
    why: Message
    nudge: Message


def judge_answer(question: Question, given: Given) -> Judged:
    """Judge an understood answer; the question must have its key and be drawn, else ValueError."""
    match question.part:
        case Choice(key=LettersKey() as key):
            why = key.why[str(given)]()
            return Judged(given in key.letters, why, why)
        case Choices(key=LettersKey() as key) if isinstance(given, list):
            return _judge_letters(key, given)
        case Ordering(key=LettersKey() as key) if isinstance(given, list):
            return _judge_order(question.part, key, given)
        case Number(key=NumberKey() as key) if isinstance(given, int | float):
            return _judge_number(key, given)
        case _:
            raise ValueError(f"question {question.id} has no key for this answer")


def _judge_number(key: NumberKey, given: float) -> Judged:
    reach = key.tolerance * SLACK
    if abs(given - key.value) <= reach:
        return Judged(right=True, why=key.right(), nudge=key.right())
    known = (typical.why for typical in key.typical if abs(given - typical.value) <= reach)
    why = next(known, key.wrong)()
    return Judged(right=False, why=why, nudge=why)


def _judge_letters(key: LettersKey, given: Sequence[str]) -> Judged:
    extra = [_with_letter(key, letter) for letter in given if letter not in key.letters]
    absent = [_with_letter(key, letter) for letter in key.letters if letter not in given]
    if not extra and not absent:
        why = _joined([_with_letter(key, letter) for letter in given])
        return Judged(right=True, why=why, nudge=why)
    wrong = [(ONE_TOO_MANY if len(extra) == 1 else SOME_TOO_MANY)(), *extra] if extra else []
    left_out = [(ONE_LEFT_OUT if len(absent) == 1 else SOME_LEFT_OUT)(), *absent] if absent else []
    why = _joined([*wrong, *left_out])
    hint = [MISSING_ONE() if len(absent) == 1 else MISSING_SOME(count=len(absent))] if absent else []
    return Judged(right=False, why=why, nudge=_joined([*wrong, *hint]))


def _judge_order(part: Ordering, key: LettersKey, given: Sequence[str]) -> Judged:
    """Name the first place that went wrong; what stands before it is right."""
    wrong = [at for at, (is_there, right) in enumerate(zip(given, key.letters, strict=True)) if is_there != right]
    if not wrong:
        why = _joined([_with_letter(key, letter) for letter in given])
        return Judged(right=True, why=why, nudge=why)
    at = wrong[0]
    words = {option.letter: option.text for option in part.options}
    why = BELONGS(
        place=at + 1,
        given=given[at],
        given_text=words[given[at]],
        right=key.letters[at],
        right_text=words[key.letters[at]],
        why=key.why[key.letters[at]],
        order=" ".join(key.letters),
    )
    hint = LATER_WRONG if at else FIRST_WRONG
    nudge = hint(before=at, place=at + 1, given=_with_letter(key, given[at]))
    return Judged(right=False, why=why, nudge=nudge)


def _with_letter(key: LettersKey, letter: str) -> Message:
    return LETTER_WHY(letter=letter, why=key.why[letter])


def _joined(messages: Sequence[Message]) -> Message:
    return reduce(lambda first, then: THEN(first=first, then=then), messages)


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
        if question is not asked and _as_asked(question) != _as_asked(asked):
            notes.append(KEY_DIFFERS(id=asked.id))
        unread = answers.unread.get(asked.id)
        reports.append(_scored(drawn(question, answers.learner), answers.values.get(asked.id), unread, lang, spelling))
    return QuizReport(
        score=sum(report.score for report in reports),
        max_score=sum(report.max_score for report in reports),
        questions=tuple(reports),
        notes=tuple(escaped(note.to(lang)) for note in notes),
    )


def _as_asked(question: Question) -> object:
    bare = question.without_key()
    return bare.prompt, bare.part, bare.points, bare.draw


def _scored(question: Question, raw: object, unread: Unread | None, lang: Lang, spelling: Spelling) -> QuestionReport:
    given = understood(question, raw, spelling)
    if given is None and unread is not None:  # it is answered, though nobody can tell how
        given = NotUnderstood(unread_answer(unread))
    status, why = _judged(question, given)
    answer: object = given
    if isinstance(given, NotUnderstood):
        again = unread.bare if raw is None and unread is not None else shown(raw)
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

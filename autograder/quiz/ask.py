"""Asking the quiz in a terminal, one question after another; what is shown and read goes through two functions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from textwrap import shorten

from autograder.frozen import frozen
from autograder.i18n.language import Lang, Message, Text
from autograder.i18n.sanitize import escaped
from autograder.quiz.answers import Answers
from autograder.quiz.judge_answers import judge_answer
from autograder.quiz.parse_answers import Given, NotUnderstood, understood
from autograder.quiz.question_model import (
    TYPED_LETTERS,
    TYPED_NUMBERS,
    TYPED_ORDER,
    Choice,
    Choices,
    Ordering,
    Question,
    kind_of,
    paragraphs,
    question_lines,
)
from autograder.quiz.variants import drawn

WIDTH = 88
BEGINNING, LEAST_BEGINNING = 60, 20  # characters of a question that remind of it
QUIT = {"q", "quit", "sair"}
GO_BACK = {"<", "back", "voltar"}

HEAD = Text(en="Question {number} of {count} · {kind} · {source}", pt="Questão {number} de {count} · {kind} · {source}")
ASK_LETTER = Text(en="One letter (Enter skips, < goes back, q quits):", pt="Uma letra (Enter pula, < volta, q sai):")
ASK_LETTERS = Text(
    en="All the right letters, for example {example} (Enter skips, < goes back, q quits):",
    pt="Todas as letras certas, por exemplo {example} (Enter pula, < volta, q sai):",
)
ASK_ORDER = Text(
    en="All the letters in their order, for example {example} (Enter skips, < goes back, q quits):",
    pt="Todas as letras na ordem, por exemplo {example} (Enter pula, < volta, q sai):",
)
ASK_NUMBER = Text(
    en="A number, for example {example} (Enter skips, < goes back, q quits):",
    pt="Um número, por exemplo {example} (Enter pula, < volta, q sai):",
)
IN_FILE = Text(en="Your answers file has this: {why}", pt="No seu arquivo de respostas: {why}")
AGAIN = Text(
    en="Once more (Enter moves on, < goes back, q quits):", pt="Tente de novo (Enter segue adiante, < volta, q sai):"
)
RIGHT = Text(en="Right. {why}", pt="Certo! {why}")
WRONG = Text(en="Not yet. {why}", pt="Ainda não. {why}")
RECORDED = Text(
    en="Recorded; it is judged later. You can still change it in answers.toml.",
    pt="Resposta registrada; a correção vem depois. Ainda dá para mudar no answers.toml.",
)
NOTHING_LEFT = Text(en="Every question has an answer already.", pt="Todas as questões já têm resposta.")
NONE_CHOSEN = Text(
    en="No question is left to ask here; `autograder quiz` asks what is open.",
    pt="Não sobrou nenhuma questão para perguntar aqui; `autograder quiz` pergunta o que está em aberto.",
)
FIRST = Text(en="This is the first one.", pt="Esta é a primeira.")
MISSED = Text(en="Not right at the first try, to read again:", pt="Não saíram na primeira tentativa; vale reler:")
MISSED_ONE = Text(en="- {source}: {prompt}", pt="- {source}: {prompt}")
STOPPED = Text(en="Stopped here; what you answered is saved.", pt="Paramos aqui; o que você respondeu está salvo.")
SUMMARY = Text(
    en="Answered: {answered} of {count}. Practice: {right} right of {practice}. Graded: {recorded} recorded of {graded}.",
    pt="Respondidas: {answered} de {count}. Prática, respostas certas: {right} de {practice}. Avaliadas, respostas registradas: {recorded} de {graded}.",
)


class _Stop(Exception):  # noqa: N818 -- no error: the learner has had enough
    """The learner quits, or there is nobody left to read from."""


class _Back(Exception):  # noqa: N818 -- no error: the learner wants the question before
    """The learner goes back to the question before."""


@frozen
class Round:
    """What there is after a round: all answers understood so far by question id, and whether it was stopped early.

    `right` and `missed` are the practice questions answered in this round, right at the first try or not.
    """

    values: dict[str, Given]
    stopped: bool
    right: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()


def ask_quiz(
    questions: Sequence[Question],
    answers: Answers,
    *,
    say: Callable[[str], None],
    read: Callable[[], str],
    save: Callable[[str, Given], None],
    lang: Lang,
    again: bool = False,
    only: Collection[str] | None = None,
    width: int = WIDTH,
) -> Round:
    """Ask the questions that have no answer yet, or all of them with `again`; numbers are those of the learner.

    With `only`, the ids of questions, no others are asked. `<` goes back to the question before, answered or not.

    A practice question is judged at once: right leads on, wrong says why and asks again. Every answer understood is
    given to `save(question_id, value)` at once, so what counts in the report is the LAST one given, not the first
    nor the best. A graded question is recorded without a verdict. Enter skips; q, the end of the input (EOFError)
    and Ctrl-C (KeyboardInterrupt) from `read` end the round, and what was saved stays. `say` gets one line at a
    time, without its line end. What `save` raises ends the round and is passed on.
    """
    questions = [drawn(question, answers.learner) for question in questions]
    desk = _Desk(say, read, save, lang, width)
    values: dict[str, Given] = {}
    for question in questions:
        given = understood(question, answers.values.get(question.id))
        if given is not None and not isinstance(given, NotUnderstood):
            values[question.id] = given
    asked = [(n, question) for n, question in enumerate(questions, 1) if only is None or question.id in only]
    due = [(n, question) for n, question in asked if again or question.id not in values]
    first_tries: dict[str, bool] = {}
    stopped = False
    if not due:
        desk.tell(NOTHING_LEFT() if only is None else NONE_CHOSEN())
    place = 0
    try:
        while place < len(due):
            number, question = due[place]
            desk.show(question, number, len(questions), answers.values.get(question.id))
            try:
                desk.ask(question, values, first_tries)
                place += 1
            except _Back:
                if place == 0:
                    desk.tell(FIRST())
                say("")
                place = max(place - 1, 0)
    except (_Stop, EOFError, KeyboardInterrupt):
        stopped = True
        say("")
        desk.tell(STOPPED())
    missed = [question for _, question in due if first_tries.get(question.id) is False]
    if missed:
        desk.tell(MISSED())
        for question in missed:
            room = min(BEGINNING, width - len(question.source) - len("- : "))
            desk.tell(MISSED_ONE(source=question.source, prompt=_beginning(question.prompt.to(lang), room)))
        say("")
    desk.tell(_summary(questions, values))
    right = tuple(id_ for id_, was in first_tries.items() if was)
    return Round(values, stopped, right, tuple(question.id for question in missed))


def _beginning(prompt: str, room: int) -> str:
    """Give the first words of a question, enough to know it again."""
    return shorten(" ".join(prompt.split()), max(room, LEAST_BEGINNING), placeholder=" …")


@frozen
class _Desk:
    """Where one question is shown and its answer is read."""

    say: Callable[[str], None]
    read: Callable[[], str]
    save: Callable[[str, Given], None]
    lang: Lang
    width: int

    def tell(self, message: Message) -> None:
        for line in paragraphs(escaped(message.to(self.lang)), self.width):
            self.say(line)

    def show(self, question: Question, number: int, count: int, raw: object) -> None:
        kind = kind_of(question, self.lang)
        self.tell(HEAD(number=number, count=count, kind=kind, source=question.source))
        self.say("")
        for line in question_lines(question, self.lang, self.width):
            self.say(line)
        self.say("")
        given = understood(question, raw, "typed")  # it is to be answered anew, here
        if isinstance(given, NotUnderstood):
            self.tell(IN_FILE(why=given.why))

    def ask(self, question: Question, values: dict[str, Given], first_tries: dict[str, bool]) -> None:
        """Ask until the answer is right, recorded or skipped; of practice, note whether the first try was right."""
        request = _request(question)
        while True:
            self.tell(request)
            given = self._answer(question)
            if given is None:
                self.say("")
                return
            self.save(question.id, given)
            values[question.id] = given
            if question.graded:
                self.tell(RECORDED())
                self.say("")
                return
            judged = judge_answer(question, given)
            first_tries.setdefault(question.id, judged.right)
            if judged.right:
                self.tell(RIGHT(why=judged.why))
                self.say("")
                return
            self.tell(WRONG(why=judged.nudge))
            request = AGAIN()

    def _answer(self, question: Question) -> Given | None:
        """Read until something is understood; None is a skip."""
        while True:
            typed = self.read().strip()
            if typed.lower() in QUIT:
                raise _Stop
            if typed.lower() in GO_BACK:
                raise _Back
            given = understood(question, typed, "typed")
            if not isinstance(given, NotUnderstood):
                return given
            self.tell(given.why)


def _request(question: Question) -> Message:
    match question.part:
        case Choice():
            return ASK_LETTER()
        case Choices():
            return ASK_LETTERS(example=TYPED_LETTERS)
        case Ordering():
            return ASK_ORDER(example=TYPED_ORDER)
        case _:
            return ASK_NUMBER(example=TYPED_NUMBERS)


def _summary(questions: Sequence[Question], values: dict[str, Given]) -> Message:
    practice = [question for question in questions if not question.graded]
    graded = [question for question in questions if question.graded]
    done = [question for question in practice if question.id in values]
    return SUMMARY(
        answered=len(values),
        count=len(questions),
        right=sum(judge_answer(question, values[question.id]).right for question in done),
        practice=len(practice),
        recorded=sum(question.id in values for question in graded),
        graded=len(graded),
    )

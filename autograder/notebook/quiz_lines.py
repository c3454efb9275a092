"""What is shown of a question and of the reply to an answer, line by line: the same with widgets and without."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from autograder.i18n.language import Lang, Text
from autograder.notebook.display import line
from autograder.notebook.quiz_session import Desk, Reply
from autograder.quiz.answer_format import IN_ORDER, SEVERAL, kind_of
from autograder.quiz.ask import HEAD
from autograder.quiz.question_model import Choice, Choices, Ordering, Question
from autograder.render.outline import Line, Style

PROGRESS = Text(en="Answered: {answered} of {count}.", pt="Respondidas: {answered} de {count}.")


def question_shown(desk: Desk, question: Question, lang: Lang) -> Iterator[Line]:
    """Give the lines that ask a question, options included."""
    yield from prompt_shown(desk, question, lang)
    if isinstance(question.part, Choice | Choices | Ordering):
        for option in question.part.options:
            yield line(option.text.to(lang), f"{option.letter}) ", 4)


def prompt_shown(desk: Desk, question: Question, lang: Lang) -> Iterator[Line]:
    """Give the lines that ask a question, without its options."""
    head = HEAD(
        number=desk.place(question), count=len(desk.questions), kind=kind_of(question, lang), source=question.source
    )
    yield line(head.to(lang), style="faint")
    asked = {Choices: SEVERAL, Ordering: IN_ORDER}.get(type(question.part))
    yield line(question.prompt.to(lang) + (f" {asked.to(lang)}" if asked else ""))


def reply_shown(reply: Reply, lang: Lang) -> Iterator[Line]:
    """Give the lines that reply to an answer."""
    style: Style = "text" if reply.right is None else "good" if reply.right else "half"
    mark = "" if reply.right is None else "✓ " if reply.right else "✗ "
    first, *others = reply.messages
    yield line(first.to(lang), mark, style=style)
    yield from (line(message.to(lang), style="faint") for message in others)


def progress(desk: Desk, due: Sequence[Question], lang: Lang) -> str:
    """Say how many of these questions have an answer."""
    return PROGRESS(answered=sum(question.id in desk.values for question in due), count=len(due)).to(lang)

"""`quiz(...)` and `quiz.answer(...)` in a notebook: with ipywidgets where they are, else as text and lines to run."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from autograder.core.language import Lang, Text
from autograder.notebook.desk import Desk, Reply, open_desk
from autograder.notebook.place import as_asked, graded_here, in_kernel, language
from autograder.notebook.shown import Shown, code, line
from autograder.quiz.ask import HEAD
from autograder.quiz.layout import IN_ORDER, SEVERAL, kind_of
from autograder.quiz.nouns import Choice, Choices, Number, Ordering, Question
from autograder.quiz.spelling import A_DECIMAL
from autograder.render.outline import Line, Style, answer_shown

NAME = Text(en="Quiz question {id}", pt="Questão {id} do quiz")
SO_FAR = Text(en="your answer so far: ", pt="sua resposta até agora: ")
TO_ANSWER = Text(en="to answer, run: ", pt="para responder, execute: ")
TO_CHANGE = Text(en="to change it, run: ", pt="para mudar, execute: ")
NEXT = Text(en="next: ", pt="próxima: ")
PROGRESS = Text(en="Answered: {answered} of {count}.", pt="Respondidas: {answered} de {count}.")
ONE_QUESTION = Text(
    en="name one question: {which} is a text of the course, with several",
    pt="indique uma questão: {which} é um texto do curso, com várias",
)


def quiz(which: str = "", *, lang: str | None = None) -> Any:  # noqa: ANN401 -- a widget, where there are any
    """Ask the quiz: all of it, the questions of one text (`quiz("xor")`), or one question by its id.

    With ipywidgets in a notebook the questions are asked one after the other; elsewhere the first that has no answer
    yet is shown, with the line that answers it. Under nbgrader nothing happens. Raises ValueError for an unknown text,
    question or language.
    """
    words = language(lang)
    desk = open_desk(Path.cwd())
    due = desk.chosen(which, words)
    if graded_here():
        return None
    if in_kernel() and find_spec("ipywidgets") is not None:
        from autograder.notebook.widgets import asking

        return asking(desk, due, words)
    question = next((question for question in due if question.id not in desk.values), due[0])
    lines = [*(line(note.to(words)) for note in desk.notes), *question_shown(desk, question, words)]
    lines += _to_answer(desk, question, words)
    if len(due) > 1:
        lines.append(line(progress(desk, due, words), style="faint"))
    return Shown(tuple(lines), words, NAME(id=question.id).to(words))


def answer(question: str, value: object, *, lang: str | None = None) -> Shown | None:
    """Answer a question, judged at once if it is for practice; the answer is kept as `quiz` keeps it.

    Under nbgrader nothing happens. Raises ValueError for an unknown question or language.
    """
    words = language(lang)
    desk = open_desk(Path.cwd())
    found = desk.chosen(question, words)
    if len(found) != 1 or found[0].id != question:
        raise ValueError(ONE_QUESTION(which=ascii(question)[:60]).to(words))
    if graded_here():
        return None
    lines = list(reply_shown(desk.answer(found[0], value), words))
    left = [other for other in desk.questions if other.id not in desk.values]
    if left:
        lines.append(code(f'quiz("{left[0].id}"{as_asked(words)})', NEXT.to(words)))
    return Shown(tuple(lines), words, NAME(id=question).to(words))


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


def _to_answer(desk: Desk, question: Question, lang: Lang) -> Iterator[Line]:
    given = desk.values.get(question.id)
    if given is not None:
        yield line(answer_shown(given), SO_FAR.to(lang))
    lead = TO_ANSWER if given is None else TO_CHANGE
    yield code(f'quiz.answer("{question.id}", {_example(question)}{as_asked(lang)})', lead.to(lang))


def _example(question: Question) -> str:
    """Write an answer of the kind that is asked for, the same whatever is right."""
    match question.part:
        case Choice():
            return '"b"'
        case Choices():
            return '["a", "b"]'
        case Ordering(options=options):
            return json.dumps([option.letter for option in options])
        case Number():
            return str(A_DECIMAL)

"""`quiz(...)` and `quiz.answer(...)` in a notebook: with ipywidgets where they are, else as text and lines to run."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from autograder.i18n.language import Lang, Text
from autograder.notebook.display import Shown, as_asked, code, graded_here, in_kernel, language, line
from autograder.notebook.quiz_session import Desk, open_desk, progress, question_shown, reply_shown
from autograder.quiz.question_model import A_DECIMAL, Choice, Choices, Number, Ordering, Question
from autograder.render.outline import Line, answer_shown

NAME = Text(en="Quiz question {id}", pt="Questão {id} do quiz")
SO_FAR = Text(en="your answer so far: ", pt="sua resposta até agora: ")
TO_ANSWER = Text(en="to answer, run: ", pt="para responder, execute: ")
TO_CHANGE = Text(en="to change it, run: ", pt="para mudar, execute: ")
NEXT = Text(en="next: ", pt="próxima: ")
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
        from autograder.notebook.quiz_widgets import asking

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

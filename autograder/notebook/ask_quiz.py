"""`quiz(...)` and `quiz.answer(...)` in a notebook: with ipywidgets where they are, else as text and lines to run."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from autograder.i18n.language import Lang, Text
from autograder.notebook.display import Shown, as_asked, code, graded_here, in_kernel, language, line
from autograder.notebook.quiz_session import Desk, open_desk, progress, prompt_shown, question_shown, reply_shown
from autograder.quiz.parse_answers import Given
from autograder.quiz.question_model import (
    A_DECIMAL,
    TYPED_NUMBERS,
    TYPED_ORDER,
    Choice,
    Choices,
    Number,
    Ordering,
    Question,
)
from autograder.render.html import lines_html
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


ANSWER = Text(en="Answer", pt="Responder")
BEFORE = Text(en="Previous", pt="Anterior")
NEXT_BUTTON = Text(en="Next", pt="Próxima")
QUESTION = Text(en="Question", pt="Questão")
REPLY = Text(en="Reply", pt="Comentário")
YOURS = Text(en="Your answer", pt="Sua resposta")
FOR_EXAMPLE = Text(en="for example {example}", pt="por exemplo {example}")
# Labels of options fold like any text, after what is clicked; ipywidgets keeps them on one line, before it.
STYLE = """<style>
.autograder-quiz { max-width: 52rem; }
.autograder-quiz .widget-radio, .autograder-quiz .widget-radio-box, .autograder-quiz .widget-checkbox { width: 100%; height: auto; max-height: none; }
.autograder-quiz .widget-radio-box label, .autograder-quiz .widget-checkbox label { display: flex; align-items: baseline; gap: 8px; height: auto; max-height: none; white-space: normal; overflow: visible; line-height: 1.45; padding: 3px 0; margin: 0; font-size: 14px; color: var(--jp-content-font-color1, inherit); }
.autograder-quiz .widget-radio-box label input, .autograder-quiz .widget-checkbox label input { order: -1; flex: none; align-self: flex-start; margin: 3px 0 0; }
</style>"""


def asking(desk: Desk, due: Sequence[Question], lang: Lang) -> Any:  # noqa: ANN401 -- ipywidgets has no types
    """Give the widget that asks these questions, beginning with the first that has no answer yet."""
    return _Asking(desk, due, lang).box


class _Asking:
    def __init__(self, desk: Desk, due: Sequence[Question], lang: Lang) -> None:
        self._widgets: Any = import_module("ipywidgets")
        self._desk, self._due, self._lang = desk, due, lang
        self._at = next((at for at, question in enumerate(due) if question.id not in desk.values), 0)
        self._head, self._reply, self._foot = (self._widgets.HTML() for _ in range(3))
        self._answer = self._button(ANSWER, self._answered, "primary")
        self._before = self._button(BEFORE, lambda _: self._go(-1))
        self._next = self._button(NEXT_BUTTON, lambda _: self._go(1))
        self._value: Callable[[], object] = str
        buttons = [self._answer, *([self._before, self._next] if len(due) > 1 else [])]
        self._buttons = self._widgets.HBox(buttons)
        self.box = self._widgets.VBox()
        self.box.add_class("autograder-quiz")
        self._show()

    def _button(self, text: Text, pressed: Callable[[object], None], style: str = "") -> Any:  # noqa: ANN401 -- as above
        button = self._widgets.Button(description=text.to(self._lang), button_style=style)
        button.on_click(pressed)
        return button

    def _go(self, step: int) -> None:
        self._at = min(max(self._at + step, 0), len(self._due) - 1)
        self._show()

    def _show(self) -> None:
        question = self._due[self._at]
        self._before.disabled, self._next.disabled = self._at == 0, self._at == len(self._due) - 1
        listed = isinstance(question.part, Ordering)  # its letters are typed; other options are there to be clicked
        shown = (question_shown if listed else prompt_shown)(self._desk, question, self._lang)
        notes = [line(note.to(self._lang)) for note in self._desk.notes]
        self._head.value = STYLE + self._html([*notes, *shown], QUESTION)
        field, self._value = self._field(question, self._desk.values.get(question.id))
        self._reply.value = ""
        self._count()
        self.box.children = (self._head, field, self._buttons, self._reply, self._foot)

    def _count(self) -> None:
        said = progress(self._desk, self._due, self._lang)
        self._foot.value = self._html([line(said, style="faint")], QUESTION) if len(self._due) > 1 else ""

    def _answered(self, _: object) -> None:
        reply = self._desk.answer(self._due[self._at], self._value(), "typed")
        said = self._html(list(reply_shown(reply, self._lang)), REPLY)
        self._reply.value = f'<div role="status">{said}</div>'
        self._count()

    def _field(self, question: Question, given: Given | None) -> tuple[Any, Callable[[], object]]:
        """Give what the question is answered with, and what reads it."""
        match question.part:
            case Choice(options=options):
                labels = [(_label(option.letter, option.text.to(self._lang)), option.letter) for option in options]
                radio = self._widgets.RadioButtons(options=labels, value=given)
                return radio, lambda: radio.value
            case Choices(options=options):
                boxes = {
                    option.letter: self._widgets.Checkbox(
                        description=_label(option.letter, option.text.to(self._lang)),
                        value=isinstance(given, list) and option.letter in given,
                        indent=False,
                    )
                    for option in options
                }
                column = self._widgets.VBox(list(boxes.values()))
                return column, lambda: [letter for letter, box in boxes.items() if box.value]
            case part:
                example = TYPED_ORDER if isinstance(part, Ordering) else TYPED_NUMBERS
                text = self._widgets.Text(
                    value="" if given is None else answer_shown(given),
                    description=YOURS.to(self._lang),
                    placeholder=FOR_EXAMPLE(example=example).to(self._lang),
                    style={"description_width": "initial"},
                )
                return text, lambda: text.value

    def _html(self, lines: Sequence[Line], name: Text) -> str:
        return lines_html(lines, self._lang, name.to(self._lang))


def _label(letter: str, text: str) -> str:
    return f"{letter}) {text.replace('`', '')}"

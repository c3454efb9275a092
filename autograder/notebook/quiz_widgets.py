"""The quiz with ipywidgets: one question at a time, answered by a click, judged at once where it is for practice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

from autograder.i18n.language import Lang, Text
from autograder.notebook.display import line
from autograder.notebook.quiz_session import Desk, progress, prompt_shown, question_shown, reply_shown
from autograder.quiz.parse_answers import Given
from autograder.quiz.question_model import TYPED_NUMBERS, TYPED_ORDER, Choice, Choices, Ordering, Question
from autograder.render.html import lines_html
from autograder.render.outline import Line, answer_shown

ANSWER = Text(en="Answer", pt="Responder")
BEFORE = Text(en="Previous", pt="Anterior")
NEXT = Text(en="Next", pt="Próxima")
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
        self._next = self._button(NEXT, lambda _: self._go(1))
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

"""`hint("linear_backward")` in a notebook: one step further up the ladder at every call."""

from __future__ import annotations

from collections.abc import Iterator

from autograder.course.course import course
from autograder.i18n.language import Lang, Text
from autograder.judging.model import Exercise
from autograder.notebook.display import Shown, code, line
from autograder.notebook.environment import as_asked, exercise_named, graded_here, language
from autograder.render.outline import Line, Style

NAME = Text(en="Hints for {id}", pt="Dicas para {id}")
HEAD = Text(en="hint {number} of {count}: ", pt="dica {number} de {count}: ")
MORE = Text(en="one more: ", pt="mais uma: ")
LAST = Text(en="That was the last one. Read again: {texts}.", pt="Essa foi a última. Releia: {texts}.")
BACK = Text(
    en="It builds on {before}: if that does not pass yet, go back there first.",
    pt="Este exercício depende de {before}: se isso ainda não passa, volte lá primeiro.",
)
NO_NUMBER = Text(
    en="hints are counted from 1; {given} is no such number",
    pt="as dicas são contadas a partir de 1; {given} não é um número assim",
)

_given: dict[str, int] = {}  # hints that this process has shown, by exercise


def hint(target: str, number: int | None = None, *, lang: str | None = None) -> Shown | None:
    """Show the next hint for an exercise, or its first `number`; under nbgrader nothing.

    Raises ValueError for an unknown exercise or language, and for a number below 1.
    """
    words = language(lang)
    exercise = exercise_named(target, words)
    if number is not None and (isinstance(number, bool) or not isinstance(number, int) or number < 1):
        raise ValueError(NO_NUMBER(given=ascii(number)[:20]).to(words))
    if graded_here():  # what a graded cell shows last is its points
        return None
    wanted = _given.get(exercise.id, 0) + 1 if number is None else number
    shown = min(wanted, len(exercise.hints))
    _given[exercise.id] = max(shown, _given.get(exercise.id, 0))
    return Shown(tuple(_lines(exercise, shown, words)), words, NAME(id=exercise.id).to(words))


def _lines(exercise: Exercise, shown: int, lang: Lang) -> Iterator[Line]:
    """Give the hints so far, the newest last, and how to go on."""
    count = len(exercise.hints)
    for number, text in enumerate(exercise.hints[:shown], 1):
        style: Style = "text" if number == shown else "faint"
        yield line(text.to(lang), HEAD(number=number, count=count).to(lang), style=style)
    if shown < count:
        yield code(f'hint("{exercise.id}"{as_asked(lang)})', MORE.to(lang))
        return
    texts = exercise.reading.to(lang) if exercise.reading else ", ".join(exercise.texts)
    yield line(LAST(texts=texts).to(lang))
    before = [f"{entry.number} {entry.id}" for entry in course().exercises if entry.id in exercise.after]
    if before:
        yield line(BACK(before=", ".join(before)).to(lang))

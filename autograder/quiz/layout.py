"""How a question looks in plain text, for the answers file and for the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from autograder.i18n.language import Lang, Text
from autograder.quiz.question_model import Choice, Choices, Ordering, Question

PRACTICE = Text(en="practice", pt="prática")
GRADED = Text(en="graded", pt="avaliada")
SEVERAL = Text(en="(one or more options)", pt="(uma ou mais opções)")
IN_ORDER = Text(en="(put them all in order)", pt="(ponha tudo em ordem)")


def kind_of(question: Question, lang: Lang) -> str:
    """Say whether the question is for practice or graded."""
    return (GRADED if question.graded else PRACTICE).to(lang)


def question_lines(question: Question, lang: Lang, width: int) -> Iterator[str]:
    """Give the prompt and the options of a drawn question, wrapped at `width` columns."""
    prompt = question.prompt.to(lang)
    if isinstance(question.part, Choices | Ordering):
        asked = SEVERAL if isinstance(question.part, Choices) else IN_ORDER
        prompt = f"{prompt} {asked.to(lang)}"
    yield from paragraphs(prompt, width)
    if isinstance(question.part, Choice | Choices | Ordering):
        for option in question.part.options:
            head = f"  {option.letter}) "
            yield from wrapped(option.text.to(lang), width, head)


def paragraphs(text: str, width: int) -> Iterator[str]:
    """Wrap each line of `text` by itself."""
    for line in text.split("\n"):
        yield from wrapped(line, width)


def wrapped(text: str, width: int, head: str = "") -> list[str]:
    """Wrap one paragraph; `head` begins its first line, and the others are indented as far."""
    return wrap(
        text,
        width,
        initial_indent=head,
        subsequent_indent=" " * len(head),
        break_long_words=False,
        break_on_hyphens=False,
    )

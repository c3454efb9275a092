"""The quiz as banks of questions for other platforms: of a question with drawn numbers, as many variants as asked for. Pure."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from html import escape
from itertools import islice, permutations

from autograder.frozen import frozen
from autograder.i18n.language import Lang, Text
from autograder.quiz.question_model import Key, Ordering, Question
from autograder.quiz.variants import every_draw, with_numbers

WRONG_ORDERS = 4  # beside the right one, where an order is chosen, not made

READ_AGAIN = Text(en="Read again: {source}.", pt="Releia: {source}.")
CHOOSE_ORDER = Text(
    en="Which of these is the right order?",
    pt="Qual destas é a ordem certa?",
)


@frozen
class Bank:
    """One question of the quiz, as the variants of it that are asked: each without any place left to fill."""

    question: Question
    variants: tuple[Question, ...]
    possible: int  # how many variants there are in all

    @property
    def id(self) -> str:
        """The question's id."""
        return self.question.id


def banks(questions: Sequence[Question], key: Key | None, variants: int, *, graded: bool) -> tuple[Bank, ...]:
    """Make a bank of each question that can be judged: practice, and with `graded` and the `key` the graded ones too.

    Which draws are taken depends on the question alone, so that exporting again gives the same bank.
    """
    found = [(key or {}).get(one.id, one) for one in questions if graded or not one.graded]
    return tuple(_bank(one, variants) for one in found)


def _bank(question: Question, variants: int) -> Bank:
    draws = list(every_draw(question))
    taken = draws[:1] if variants == 1 else draws
    if 1 < variants < len(draws):
        taken = random.Random(question.id).sample(draws, variants)  # noqa: S311 -- which of them is no secret
    return Bank(question, tuple(with_numbers(question, numbers) for numbers in taken), len(draws))


def short_of(made: Sequence[Bank], variants: int) -> Mapping[str, int]:
    """Give the questions with drawn numbers that have fewer variants than asked for, and how many each has."""
    return {one.id: one.possible for one in made if one.question.draw and one.possible < variants}


def html(text: str) -> str:
    """Write a text of the course as HTML: what stands between backticks as code, its lines as lines."""
    pieces = escape(text, quote=False).split("`")
    closed = len(pieces) % 2 == 1  # an odd backtick is one that is meant
    marked = (f"<code>{piece}</code>" if at % 2 and closed else piece for at, piece in enumerate(pieces))
    return ("" if closed else "`").join(marked).replace("\n", "<br>")


def wrong_orders(ordering: Ordering, letters: Sequence[str], id_: str) -> tuple[tuple[str, ...], ...]:
    """Give wrong orders to choose among, for platforms that know no orderings: the shown one and near ones first."""
    right = tuple(letters)
    shown = tuple(option.letter for option in ordering.options)
    swapped = [(*right[:at], right[at + 1], right[at], *right[at + 2 :]) for at in range(len(right) - 1)]
    others = list(islice(permutations(right), 1000))
    random.Random(id_).shuffle(others)  # noqa: S311 -- as above
    distinct = dict.fromkeys([shown, *swapped, right[::-1], *others])
    return tuple([order for order in distinct if order != right][:WRONG_ORDERS])


def ordered_text(ordering: Ordering, letters: Sequence[str], lang: Lang) -> str:
    """Spell an order by the texts of its items."""
    texts = {option.letter: option.text.to(lang) for option in ordering.options}
    return " → ".join(texts[letter] for letter in letters)

"""Answers read from the text of a cell."""

from __future__ import annotations

import pytest

from autograder.nbgrader.answers import LONGEST, answer_in, answers_in
from autograder.nbgrader.cells import Written


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        ("Your answer:", ""),
        ("Sua resposta:", ""),
        ("", ""),
        ("Your answer: b", "b"),
        ("Sua resposta:\n\nb\n", "b"),
        ("b", "b"),
        ("**Your answer:** `b`", "b"),
        ("*Your answer: b*", "b"),
        ("Your answer: b > c > a", "b > c > a"),
        ("your answer  -0.25", "-0.25"),
        ("Your answer: −1/4", "−1/4"),
        ("Your answer: $0,25$", "0,25"),
        ("Your answer:\n- b", "b"),
        ("YOUR ANSWER HERE\na, c", "a, c"),
        ("My answer is b", "My answer is b"),
    ],
)
def test_the_words_before_an_answer_and_marks_around_it_are_no_part_of_it(source, answer):
    assert answer_in(source) == answer


def test_a_long_text_is_cut():
    assert len(answer_in("Your answer: " + "b " * 10**6)) <= LONGEST


def test_of_several_cells_the_last_that_says_something_counts():
    cells = [
        Written("markdown", "Your answer: a", "first"),
        Written("code", "c", "first"),
        Written("markdown", "Your answer:", "first"),
        Written("markdown", "a", "no-question"),
    ]
    assert answers_in(cells, {"first", "second"}).values == {"first": "c"}

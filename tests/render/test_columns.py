from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.render.columns import cut, padded, shortened, width, wrapped

LETTERS = st.text("ab é日本e\u0301🎓 \t\n-", max_size=80)


@pytest.mark.parametrize(("text", "cells"), [("", 0), ("abc", 3), ("ação", 4), ("日本", 4), ("e\u0301", 1), ("🎓", 2)])
def test_width_counts_cells(text, cells):
    assert width(text) == cells


def test_padding_is_by_cells():
    assert padded("日本", 6) == "日本  "
    assert padded("7", 3, right=True) == "  7"


@given(LETTERS, st.integers(1, 30))
def test_shortened_and_cut_fit(text, cells):
    assert width(shortened(text, cells)) <= cells
    assert width(cut(text, cells)) <= cells


def test_a_shortened_name_keeps_the_end_that_tells_it_apart():
    assert shortened("maria-antonieta-de-souza-2", 16) == "maria-anton…za-2"
    assert shortened("maria", 5) == "maria"
    assert cut("maria-antonieta", 6) == "maria…"


@given(LETTERS, st.integers(2, 30))
def test_wrapping_fits_and_loses_nothing_but_space(text, cells):
    lines = list(wrapped(text, cells))
    assert all(width(line) <= cells for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_wrapping_keeps_line_ends_and_breaks_long_words():
    assert list(wrapped("one two\n\nthree", 5)) == ["one", "two", "", "three"]
    assert list(wrapped("abcdefgh ij", 3)) == ["abc", "def", "gh", "ij"]
    assert list(wrapped("", 5)) == [""]


def test_a_character_wider_than_the_line_still_ends():
    assert list(wrapped("日本", 1)) == ["日", "本"]

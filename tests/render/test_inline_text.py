"""Texts within a line of a page."""

from __future__ import annotations

import pytest

from autograder.render.inline_text import marked


@pytest.mark.parametrize("number", ["1e-13", "3.2e-06", "3,2e-06", "-5e-324", "± 3e-09"])
def test_a_small_number_is_in_one_piece(number):
    assert marked(f"x is {number}, and") == f'x is <span class="ag-number">{number}</span>, and'


@pytest.mark.parametrize("said", ["1e5", "nice-looking", "step -2"])
def test_other_texts_are_as_they_were(said):
    assert marked(said) == said


def test_what_is_written_in_a_text_is_no_markup():
    assert marked("`a < b` & <b>\n1e-3") == (
        '<code>a &lt; b</code> &amp; &lt;b&gt;<br><span class="ag-number">1e-3</span>'
    )

"""Comments as instructors write them: read from TOML, and given back as TOML."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.class_report.comments import MOST, CommentsError, line_to_paste, read_comments

ID = "linear_backward-0a1b2c3d"


def test_comments_are_read_and_empty_ones_are_none():
    text = f'\ufeff[comments]\n{ID} = """\nLook at `/ n`.\n\nThen again.\n"""\nsigmoid-1 = ""\nlinear-2 = "  "\n'
    assert read_comments(text) == {ID: "Look at `/ n`.\n\nThen again."}
    assert read_comments("[comments]\n") == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[comments\n", "not valid TOML"),
        ("a = 1\n", "no table [comments]"),
        ("comments = 1\n", "no table [comments]"),
        ("[comments]\na = 3\n", "for a is no text"),
        ("[comments.a]\nb = 'x'\n", "for a is no text"),
        (f"[comments]\na = '{'x' * (MOST + 1)}'\n", "more than"),
        ("[comments]\na = 'x'\na = 'y'\n", "not valid TOML"),
    ],
)
def test_what_cannot_be_used_is_said_in_one_line(text, said):
    with pytest.raises(CommentsError) as caught:
        read_comments(text)
    for lang in ("en", "pt-BR"):
        assert "\n" not in caught.value.message.to(lang)
    assert said in caught.value.message.to("en")


@given(st.text().filter(lambda text: not any("\ud800" <= character <= "\udfff" for character in text)))
def test_a_line_to_paste_says_the_same_again(comment):
    assert tomllib.loads(f"[comments]\n{line_to_paste(ID, comment)}\n")["comments"] == {ID: comment}

from __future__ import annotations

import tomllib

import pytest

from autograder.i18n.catalogue_rules import (
    format_places,
    no_places,
    texts_in_catalogue,
    wrong_in_catalogue,
    wrong_in_pair,
)
from autograder.i18n.language import Text

WHOLE = """
title.en = "One"
title.pt-BR = "Um"
[[hints]]
en = "{a} and {b:.3g}"
pt-BR = "{b:.2f} e {a}"
[mistakes."linear/gone"]
why.en = "Two"
why.pt-BR = "Dois"
"""


def said(found):
    return [(where, what.to("en")) for where, what in found]


def test_a_catalogue_that_is_whole():
    texts = tomllib.loads(WHOLE)
    assert list(wrong_in_catalogue(texts)) == []
    assert list(texts_in_catalogue(texts)) == ["title", "hints.0", "mistakes.linear/gone.why"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('title.pt-BR = "Um"', "", [("title.pt-BR", "it is missing")]),
        ('title.en = "One"', "", [("title.en", "it is missing")]),
        ('title.pt-BR = "Um"', 'title.pt-BR = " "', [("title.pt-BR", "it is empty")]),
        ('title.pt-BR = "Um"', "title.pt-BR = 1", [("title.pt-BR", "a string is expected")]),
        (
            'title.pt-BR = "Um"',
            'title.pt = "Um"',
            [("title.pt", "there is no such key; known here: en, pt-BR"), ("title.pt-BR", "it is missing")],
        ),
        ('title.pt-BR = "Um"', 'title.pt-BR = "Um"\ntitle.fr = "Un"', [("title.fr", "there is no such key; known here: en, pt-BR")]),
        ("{a} and", "and", [("hints.0", "the two languages fill different places: a")]),
        ("{a} and", "{c} and", [("hints.0", "the two languages fill different places: a, c")]),
        ("{a} and", "{a and", [("hints.0", "the two languages fill different places: a, b, {}")]),
        ('title.en = "One"\ntitle.pt-BR = "Um"', 'title = "One"', [("title", "a text is expected, a table with the keys en, pt-BR")]),
        ('why.en = "Two"\nwhy.pt-BR = "Dois"', "", [("mistakes.linear/gone", "it is empty")]),
        (
            'title.pt-BR = "Um"\n[[hints]]\nen = "{a} and {b:.3g}"',
            "[[hints]]",
            [("title.pt-BR", "it is missing"), ("hints.0.en", "it is missing")],
        ),
    ],
)  # fmt: skip
def test_all_that_is_wrong_is_told_with_its_place(old, new, expected):
    assert old in WHOLE
    assert said(wrong_in_catalogue(tomllib.loads(WHOLE.replace(old, new)))) == expected


def test_a_text_is_empty_or_fills_other_places():
    assert said(wrong_in_pair(Text(en="", pt=" "))) == [("en", "it is empty"), ("pt-BR", "it is empty")]
    assert said(wrong_in_pair(Text(en="{a}", pt="a"))) == [("", "the two languages fill different places: a")]
    assert said(wrong_in_pair(Text(en="{a}", pt=""))) == [("pt-BR", "it is empty")]
    assert said(wrong_in_pair(Text(en="{a}", pt="{"), no_places)) == []


def test_places_are_those_of_format():
    assert format_places("{a} {b!r:>{c}} {{d}}") == {"a", "b"}
    assert format_places("{a") == {"{}"}

import datetime as dt

import pytest

from autograder.core.plain import escaped
from autograder.quiz.understanding import NotUnderstood, shown, understood


@pytest.mark.parametrize("raw", [None, "", "  ", []])
def test_what_is_absent_or_empty_is_unanswered(small, raw):
    assert [understood(question, raw) for question in small] == [None, None, None]


@pytest.mark.parametrize("raw", ["b", "B", " b ", "b)", "(b)", "B.", ["b"], '"b"', "“b”", '["b"]'])
def test_a_letter_is_understood_however_it_is_written(small, raw):
    assert understood(small[0], raw) == "b"


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (2, "asks for one letter (a, b, c), and the answer is 2"),
        (True, "asks for one letter (a, b, c), and the answer is true"),
        ("second", 'asks for one letter (a, b, c), and the answer is "second"'),
        ("d", 'There is no option "d"; the options are a, b, c.'),
        (["a", "b"], 'names several: ["a", "b"]'),
        ("a, b", 'names several: "a, b"'),
        ({"b": 1}, "the answer is a table"),
        ([["b"]], "and the answer is […]. Write"),
        (dt.date(2024, 1, 1), "the answer is a date"),
        ("б", "asks for one letter"),  # Cyrillic
    ],
)
def test_what_is_no_letter_is_explained(small, raw, says):
    found = understood(small[0], raw)
    assert isinstance(found, NotUnderstood)
    assert says in found.why.to("en")
    assert found.why.to("pt-BR") != found.why.to("en")


@pytest.mark.parametrize("raw", [["a", "c"], ["C", "a)", "a"], "a, c", "ac", "C A", "a;c", "a) c)", '["a", "c"]'])
def test_letters_are_understood_in_any_order(small, raw):
    assert understood(small[1], raw) == ["a", "c"]


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (["a", "d"], 'There is no option "d"'),
        ("alpha", "There is no option"),
        ("?", "one or more letters (a, b, c)"),
        (1, "one or more letters (a, b, c), and the answer is 1"),
        (["a", 1], 'the answer is ["a", 1]'),
        (["a"] * 200 + ["alpha"], "one or more letters"),
    ],
)
def test_what_are_no_letters_is_explained(small, raw, says):
    found = understood(small[1], raw)
    assert isinstance(found, NotUnderstood)
    assert says in found.why.to("en")


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        (6, 6),
        (0.25, 0.25),
        ("6", 6),
        ("0,25", 0.25),
        ("-0.25", -0.25),
        ("−0,25", -0.25),
        ("-1/4", -0.25),
        ("1 / -4", -0.25),
        ("1,5/2", 0.75),
        ("+.5", 0.5),
        ("5.", 5),
        ("1e-3", 0.001),
        ('"0,25"', 0.25),
    ],
)
def test_numbers_are_understood_however_they_are_written(small, raw, number):
    found = understood(small[2], raw)
    assert found == number
    assert type(found) is type(number)


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        ("b", 'asks for a number, and the answer is "b"'),
        (False, "the answer is false"),
        ([6], "the answer is [6]"),
        ("1.000,5", "asks for a number"),
        ("0x10", "asks for a number"),
        ("1_000", "asks for a number"),
        ("٣", "asks for a number"),  # Arabic-Indic three: float() would take it
        ("1/0", "divides by zero"),
        ("nan", "finite number"),
        (float("nan"), "finite number"),
        (float("-inf"), "finite number"),
        ("1e999", "finite number"),
        ("1e300/1e-300", "finite number"),
        (10**400, "a very long number"),
        (-(16**1000), "a very long number"),
        ("9" * 5000, "asks for a number"),
        ({}, "a table"),
    ],
)
def test_what_is_no_number_is_explained(small, raw, says):
    found = understood(small[2], raw)
    assert isinstance(found, NotUnderstood)
    assert says in found.why.to("en")
    assert len(found.why.to("pt-BR")) < 300


def test_what_is_shown_again_is_short_and_harmless():
    for raw in ("\x1b[31mred", "a\u202eb", "x\ny" * 500, ["\x07"] * 500, [[[1]]] * 500):
        text = shown(raw)
        assert text == escaped(text)
        assert "\n" not in text
        assert len(text) <= 70


@pytest.mark.parametrize("raw", [None, "", "  ", [], "[]"])
def test_an_order_may_be_open(ordering, raw):
    assert understood(ordering, raw) is None


@pytest.mark.parametrize(
    "raw",
    [
        ["b", "a", "c"], ["B", "a)", " c "], "b a c", "bac", "BAC", "b > a > c", "b>a>c", "b, a, c", "b;a;c", "b -> a -> c",
        "b → a → c", "b => a => c", "b-a-c", "b/a/c", "b) a) c)", '["b", "a", "c"]', " (b) (a) (c) ",
    ],
)  # fmt: skip
def test_an_order_is_understood_however_it_is_written(ordering, raw):
    assert understood(ordering, raw) == ["b", "a", "c"]


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        ("b a", 'In "b a", the letter c is missing: in an order'),
        (["b"], 'In ["b"], these letters are missing: a, c.'),
        ("b a b c", "b stands more than once"),
        (["a", "A", "b"], "a stands more than once"),
        ("b a d", 'There is no option "d"; the options are a, b, c.'),
        ("start, middle, end", 'all its letters (a, b, c) in order, and the answer is "start, middle, end"'),
        ("2 1 3", 'Write all of them, for example: ["c", "b", "a"].'),
        ([2, 1, 3], "the answer is [2, 1, 3]"),
        ([["b", "a", "c"]], "asks for all its letters"),
        (6, "the answer is 6"),
        (True, "the answer is true"),
        ({"b": 1}, "a table"),
        ("abc" * 500, "asks for all its letters"),
        (["a"] * 100_000, "a stands more than once"),
    ],
)
def test_what_is_no_order_is_explained(ordering, raw, says):
    found = understood(ordering, raw)
    assert isinstance(found, NotUnderstood)
    assert says in found.why.to("en")
    assert found.why.to("pt-BR") != found.why.to("en")
    assert len(found.why.to("pt-BR")) < 300

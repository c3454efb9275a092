import datetime as dt
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.i18n.language import Text
from autograder.i18n.sanitize import escaped
from autograder.quiz.parse_answers import NotUnderstood, shown, understood
from autograder.quiz.question_model import Choice, Choices, Number, Option, Ordering, Question


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


# The three first options of a question speak of the line, two of them with its article.
OPTIONS = tuple(
    Option(letter, Text(en=en, pt=pt))
    for letter, en, pt in (
        ("a", "the line bends", "a reta se curva"),
        ("b", "a line never bends", "a reta não curva"),
        ("c", "3", "3"),
        ("d", "0.5", "0,5"),
        ("e", "none is wrong", "nenhuma está errada"),
        ("f", "f(x)", "f(x)"),
    )
)


def of(kind, count):
    return Question("any", "xor", "", 1, graded=True, prompt=Text(en="?", pt="?"), part=kind(OPTIONS[:count], None))


def refusal(question, raw, spelling="toml"):
    found = understood(question, raw, spelling)
    assert isinstance(found, NotUnderstood), found
    assert found.why.to("pt-BR") != found.why.to("en")
    return found.why.to("en")


AND = [
    "b e d",
    "B e D",
    "B E D",
    "b E d",
    "(b) e (d)",
    "b) e d)",
    '"b" e "d"',
    "b and d",
    "b & d",
    "b+d",
    "b AND d",
    "b, and d",
    "d e b",
]


@pytest.mark.parametrize("raw", AND)
def test_two_letters_may_be_joined_by_a_word(raw):
    assert understood(of(Choices, 4), raw) == ["b", "d"]
    assert "names several" in refusal(of(Choice, 4), raw)
    order = understood(of(Ordering, 2), re.sub(r"\b[dD]\b", "a", raw))
    assert order == (["a", "b"] if raw.startswith("d") else ["b", "a"])


@pytest.mark.parametrize(
    ("raw", "letters"),
    [
        ("a e c", "ac"), ("A e C", "ac"), ("A E C", "ac"), ("(a) e (c)", "ac"), ("a, c e d", "acd"), ("a, d e f", "adf"), ("d e c", "cd"),
        ("a, e, c", "ace"), ("a,e,c", "ace"), ("a;e;c", "ace"), ("a c e", "ace"), ("ace", "ace"), ("aec", "ace"), ("e a", "ae"),
        ("a, e", "ae"), ("a (e) c", "ace"), ("a) e) c)", "ace"), (["a", "e", "c"], "ace"), ('["a", "e", "c"]', "ace"), ("e", "e"),
        ("a\ne", "ae"), ("a\ne\nc", "ace"), ("a and e", "ae"), ("a, c & e", "ace"), ("a+e", "ae"), ("e and f", "ef"), ("b c", "bc"),
    ],
)  # fmt: skip
def test_an_e_that_may_be_an_option_joins_two_letters_only_where_that_is_clear(raw, letters):
    assert understood(of(Choices, 6), raw) == list(letters)


@pytest.mark.parametrize(
    "raw", ["a e", "a e ", "d e f", "a b e c", "a e c d", "a e b e c", "a, e c", "a, b, e c", "a E c", "a e e"]
)
def test_an_e_that_may_be_either_is_asked_for_with_commas(raw):
    assert refusal(of(Choices, 6), raw).endswith('with commas, for example: ["a", "b"].')
    assert refusal(of(Choices, 6), raw, "typed").endswith("with commas, for example: a, b.")


@pytest.mark.parametrize("raw", ["b, e, d", "a e", "e d", "b,e,d", ["b", "e", "d"]])
def test_an_e_set_apart_stays_a_letter(raw):
    assert 'There is no option "e"' in refusal(of(Choices, 4), raw)


def test_words_before_an_e_are_no_letter():
    assert "asks for one or more letters" in refusal(of(Choices, 6), "alpha e")


@pytest.mark.parametrize("raw", ["b ou d", "b or d", "and", "b and", "and b", "b e and d", "+", "b++d", "b & & d"])
def test_other_words_join_nothing(raw):
    refusal(of(Choices, 4), raw)
    refusal(of(Choice, 4), raw)
    refusal(of(Ordering, 4), raw)


@pytest.mark.parametrize(
    "raw", ["c a e b d", "C A E B D", "c, a, e, b, d", "caebd", "c > a > e > b > d", "c, a, e, b and d", "c, a e b, d"]
)
def test_in_an_order_an_e_that_is_an_item_is_one(raw):
    assert understood(of(Ordering, 5), raw) == list("caebd")


def test_an_arrow_sets_an_e_apart(ordering):
    assert understood(ordering, "b, a e c") == ["b", "a", "c"]
    assert 'There is no option "e"' in refusal(ordering, "b > e > a > c")


@pytest.mark.parametrize(
    "raw",
    [
        "letra b", "letter b", "opção b", "opcao b", "OPÇÃO B)", "alternativa b", "option b", "Letra: (b)", "b.", "b)", "(b)", "b:",
        "b) a reta não curva", "b) A line never bends.", "(b) a  reta não curva", "letra b: a reta não curva", "b, a reta não curva",
        "b - qualquer coisa", "b – porque sim", "b: text", "b, porque a reta não curva", "B, because a line never bends",
        "b\n\nBecause the line is straight.", "letra b, porque a reta é reta", "b, no ponto w = 2", "b)\npois 2w = 4", ["letra b"],
    ],
)  # fmt: skip
def test_one_letter_is_read_with_a_word_before_it_or_reasons_after(raw):
    assert understood(of(Choice, 4), raw) == "b"
    if raw not in ("b.", "b)", "(b)", "b:"):
        refusal(of(Choices, 4), raw)
        refusal(of(Ordering, 4), raw)


def test_the_text_of_an_option_stands_for_it_whatever_words_are_in_it():
    assert understood(of(Choice, 5), "e) nenhuma está errada") == "e"
    assert understood(of(Choice, 5), "e: None is wrong.") == "e"
    assert understood(of(Choice, 5), "c) 3") == "c"
    assert understood(of(Choice, 5), "d) 0,5") == "d"


@pytest.mark.parametrize(
    "raw",
    [
        "a) a reta não curva", "c) 0,5", "c) 4", "a reta", "c porque sim", "a) or b)", "a ou c", "c, ou a segunda", "c, or else", "c, not b",
        "c: não", "c - no", "b) is wrong", "b) is not right", "b: está errada", "a: V b: F", "a: falsa", "c - d", "c, a letra b",
        "c, mas talvez a", "c, acho a", "c, maybe a is better", "letra", "letra c d", "letra c ou d", "a.b", "e.g. this", "c, ?",
        "c, " + "porque " * 200,
    ],
)  # fmt: skip
def test_a_letter_is_never_guessed_from_words(raw):
    assert "asks for one letter" in refusal(of(Choice, 4), raw)


def test_a_letter_with_reasons_that_is_no_option_is_named():
    assert 'There is no option "z"; the options are a, b, c, d.' in refusal(of(Choice, 4), "z, porque sim")


KINDS = [of(Choice, 4), of(Choices, 4), of(Choices, 6), of(Ordering, 3), of(Ordering, 5)]
KINDS.append(Question("any", "xor", "", 1, graded=True, prompt=Text(en="?", pt="?"), part=Number(None)))
PARTS = st.sampled_from(
    [
        *'abcdefABE ,;.:()-\n"&+>=≈~',
        " e ",
        " and ",
        "letra ",
        "option ",
        " porque ",
        " a reta ",
        "0,5",
        "3",
        " unidades",
        " ou ",
    ]
)
ANY = st.lists(PARTS, max_size=6).map("".join) | st.text(max_size=80)


@pytest.mark.parametrize("question", KINDS)
@given(raw=ANY)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_what_is_written_means_one_thing_wherever_and_in_whatever_language(question, raw):
    """Nothing depends on where it is written; the word for "and" or "letter" may be of either language."""
    found = understood(question, raw, "typed")
    elsewhere = understood(question, raw, "toml")
    other = understood(question, raw.replace("letra ", "letter ").replace("option ", "opção "), "toml")
    if isinstance(found, NotUnderstood):
        assert isinstance(elsewhere, NotUnderstood)
        assert isinstance(other, NotUnderstood)
        assert found.why.to("en")
        assert found.why.to("pt-BR")
    else:
        assert found == elsewhere == other


@pytest.mark.parametrize("letters", ["ab", "bd", "dca", "abcd"])
def test_and_means_the_same_in_both_languages(letters):
    for front in (", ", " "):
        written = front.join(letters[:-1])
        for word in ("e", "and", "&", "+"):
            assert understood(of(Choices, 4), f"{written} {word} {letters[-1]}") == sorted(letters)

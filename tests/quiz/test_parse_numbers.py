import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from autograder.i18n.language import Message
from autograder.quiz.parse_numbers import LONGEST, read_number


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("0,25", 0.25), ("0.25", 0.25), ("−1/4", -0.25), ("-1⁄4", -0.25), ("–0,25", -0.25), ("½", 0.5), ("-½", -0.5),
        ("−¼", -0.25), ("1½", 1.5), ("2 ¾", 2.75), ("⅛", 0.125), ("2.5e-3", 0.0025), ("2,5E-3", 0.0025),
        ("2.5·10^-3", 0.0025), ("2,5 · 10⁻³", 0.0025), ("2.5 × 10⁻³", 0.0025), ("2.5x10^-3", 0.0025),
        ("2.5*10**-3", 0.0025), ("10^-3", 0.001), ("-10⁻³", -0.001), ("10⁶", 1_000_000), ("4·10^(-1)", 0.4),
        ("3/4", 0.75), ("1e3/1e6", 0.001), ("007", 7), ("-0", 0), ("1,", 1),
    ],
)  # fmt: skip
def test_a_number_is_read_however_it_is_written(written, number):
    assert read_number(written, written) == pytest.approx(number, rel=1e-15)


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("b", "no options here"), ("(c)", "no options here"), ("6%", "write 35 % as 0.35"), ("about 6 %", "Per cent"),
        ("1.000,5", "not grouped"), ("1,000.5", "not grouped"), ("1 000", "not grouped"), ("1'000", "not grouped"),
        ("1_000", "not grouped"), ("9.006.001", "not grouped"), ("1..5", "not grouped"), ("6;7", "several numbers"),
        ("6 or 7", "several numbers"), ("3 ou 4", "several numbers"), ("6 7", "several numbers"), ("2*3", "carry it out"),
        ("2·3", "carry it out"), ("2^3", "carry it out"), ("√2", "carry it out"), ("sqrt(2)", "carry it out"),
        ("1+1", "carry it out"), ("(3)", "carry it out"), ("0x10", "decimal digits"), ("0b11", "decimal digits"),
        ("6ε", "more than a number"), ("2w = 6", "more than a number"), ("< 6", "more than a number"),
        ("6 mil", "more than a number"), ("-1/4 (a fall)", "more than a number"), ("0,25?", "more than a number"),
        ("six", "such as 7.5"), ("?", "such as 7.5"), ("٣", "such as 7.5"), ("-", "such as 7.5"),
        ("", "such as 7.5"), ("1/2/3", "carry it out"), ("1e", "more than a number"), ("9" * 41, "such as 7.5"),
        ("1/0", "divides by zero"), ("0,5/0,0", "divides by zero"), ("∞", "finite"), ("-inf", "finite"), ("NaN", "finite"),
        ("1e999", "finite"), ("10^999", "finite"), ("10^99999999999999999999", "finite"), ("1e308·10^9", "more than"),
    ],
)  # fmt: skip
def test_what_is_no_number_is_explained(written, says):
    found = read_number(written, written)
    assert isinstance(found, Message)
    assert says in found.to("en")
    assert found.to("pt-BR") != found.to("en")


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("0,5065.", 0.5065), ("4,5.", 4.5), ("-2/3.", -2 / 3), ("½.", 0.5), ("2,5 · 10⁻³.", 0.0025), ("1e3.", 1000),
        ("w = 42", 42), ("x=-6", -6), ("J'(2) = 12", 12), ("J′(2) = 12.", 12), ("dJ/dw = 1/2", 0.5), ("= 4", 4),
        ("∂E/∂w₁ = 0,3", 0.3), ("w_1 = - 0,25", -0.25), ("σ(0) = ½", 0.5), ("w ≈ 0,67", 0.67), ("w = 10⁻³", 0.001),
        ("≈ -6", -6), ("~ -6", -6), ("~6", 6), ("aprox. 6", 6), ("aprox 6", 6), ("approx. −6", -6), ("Aproximadamente 6", 6),
        ("9 unidades", 9), ("9 units", 9), ("0,5 unidades.", 0.5), ("9 épocas", 9), ("w = 9 unidades", 9), ("9\nunidades", 9),
        ("- 0,25", -0.25), ("− 2/3", -2 / 3), ("+ 4", 4), ("- 10^-3", -0.001),
        ("4\n\nBecause 2w = 4.", 4), ("4\nporque 8/2 = 4", 4), ("4.\r\n\r\nA derivada de J(w) é 2w.", 4), ("w = 4\nPois sim.", 4),
        ("0,5\n(A conta deu 1/2.)", 0.5), ("4\nbecause " + "of that " * 300, 4),
    ],
)  # fmt: skip
def test_what_stands_around_a_number_and_says_no_other_is_left_out(written, number):
    assert read_number(written, written) == pytest.approx(number, rel=1e-15)


@pytest.mark.parametrize(
    "written",
    [
        "2w = 4", "x² = 4", "x^2 = 4", "-x = 6", "w + 2 = 4", "3 = 4", "2/3 = 0,67", "w = 3 = 4", "w = 3, x = 4", "w = 6 ou 7",
        "≈ 6 ou 7", "w =", "≈", "w = 35%", "~6%", "35 %.", "35 percent", "35 por", "6 mil", "6 milhões", "6 thousand", "3 centésimos",
        "6 negativo", "6 vezes", "2 terços", "6 sete", "6 e", "6 x", "6 pi", "6 eps", "6 ou", "6 unidades 7", "6 unidades ocultas",
        "6 ²²²", "1..", "1.000.000.", "1.000,5.", "2 - 3", "- - 4", "4\n5", "4\nou 5", "4\nou talvez cinco", "4\nConta feita: 5",
        "4\nA conta deu 2/3", "4\nA conta deu 1/0", "4\nOu seja, ½ de nada", "35\n%", "35\npor cento disso", "6\nmil vezes",
        "4\n-w", "b\nBecause 4", "4 Because 2w = 4.", "4\n" + "palavras " * 200,
    ],
)  # fmt: skip
def test_what_may_be_another_number_is_never_guessed(written):
    found = read_number(written, written[:60])
    assert isinstance(found, Message)
    assert found.to("pt-BR") != found.to("en")


NUMBERS = st.sampled_from(["4", "4,5", "-6", "2/3", "½", "1e3", "10^-3", "0.25"])
BETWEEN = (
    " ",
    " e ",
    " or ",
    "; ",
    " = ",
    " ≈ ",
    "\n",
    "\n\n",
    "\nou ",
    "\nA conta deu ",
    " unidades ",
    " units, ",
    ". ",
    ", ",
)


@given(NUMBERS, st.sampled_from(BETWEEN), NUMBERS)
def test_of_two_different_numbers_none_is_read(first, between, second):
    assume(first != second and (between.strip(), second) != ("", "½"))  # 4 ½ is one number, on two lines too
    assert isinstance(read_number(first + between + second, "both"), Message)


@pytest.mark.parametrize("before", ["", "w = ", "≈ ", "J'(2) = aprox. "])
@pytest.mark.parametrize("after", ["", ".", " unidades", "\nporque sim"])
@pytest.mark.parametrize(("written", "number"), [("0,25", 0.25), ("- 2/3", -2 / 3), ("−½", -0.5), ("2.5e-3", 0.0025)])
def test_what_stands_around_it_changes_no_number(before, written, number, after):
    assert read_number(before + written + after, "") == pytest.approx(number, rel=1e-15)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_is_read_as_it_is_with_a_point_and_with_a_comma(number):
    assert read_number(repr(number), "") == number
    assert read_number(repr(number).replace(".", ",").replace("-", "−"), "") == number


PARTS = st.sampled_from([*"0123456789.,+-−/⁄e·×x*^()%½¼⅓⁻³ ", "10", "inf", "\u00a0", "ε", "or", "٣"])


@given(st.lists(PARTS, max_size=LONGEST + 5).map("".join) | st.text())
def test_anything_is_read_or_explained(written):
    found = read_number(written, "it")
    if isinstance(found, Message):
        assert len(found.to("en")) < 300
    else:
        assert abs(found) < float("inf")

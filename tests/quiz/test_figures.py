import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.core.language import Message
from autograder.quiz.figures import LONGEST, read_number


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
        ("6ε", "more than a number"), ("w = 6", "more than a number"), ("≈ 6", "more than a number"),
        ("6 units", "more than a number"), ("-1/4 (a fall)", "more than a number"), ("0,25?", "more than a number"),
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

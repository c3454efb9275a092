import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.i18n.language import Text
from autograder.judging.numbers import NotNumbers, Numbers, _from_parts, _from_sequence, as_numbers, described
from autograder.sandbox.protocol.calls import Matrix, Opaque, Unmasked


@pytest.mark.parametrize(
    ("value", "array"),
    [
        (3, 3.0),
        (True, 1.0),
        (2.5, 2.5),
        (np.array([1, 2]), [1.0, 2.0]),
        (np.array([True, False]), [1.0, 0.0]),
        ([1, 2.5], [1.0, 2.5]),
        (((1, 2), [3, np.array(4.0)]), [[1, 2], [3, 4]]),
        (Matrix(np.array([[1.0]])), [[1.0]]),
        (Unmasked(np.array([[1.0]])), [[1.0]]),
        ([], []),
    ],
)
def test_numbers_are_read_from(value, array):
    numbers = as_numbers(value)
    assert isinstance(numbers, Numbers)
    assert numbers.array.dtype == np.float64
    assert np.array_equal(numbers.array, np.array(array, float))


@pytest.mark.parametrize(
    "value",
    [None, "1", Opaque("generator"), 1j, np.array([1j]), [1, None], [[1, 2], [3]], [1, [2]], (1, "2"), [Opaque("x")]],
)
def test_no_numbers_are_read_from(value):
    found = as_numbers(value)
    assert isinstance(found, NotNumbers)
    for lang in ("en", "pt-BR"):
        assert found.why.to(lang)
        assert found.help.to(lang)


def test_a_list_and_a_matrix_are_remarked_upon():
    assert len(as_numbers([1.0]).remarks) == 1
    assert len(as_numbers(Matrix(np.eye(2))).remarks) == 1
    assert "np.ma" in as_numbers(Unmasked(np.eye(2))).remarks[0].to("en")
    assert as_numbers(1.0).remarks == ()


def test_an_int_beyond_any_float_is_infinite_and_keeps_its_sign():
    assert as_numbers(10**400).array == np.inf
    assert as_numbers(-(10**400)).array == -np.inf


def test_nan_stays_nan():
    assert np.isnan(as_numbers([float("nan")]).array).all()


def test_a_type_whose_name_looks_like_a_template_is_only_named():
    name = "{0.__class__}{boom}"
    why = as_numbers(Opaque(name)).why
    assert name in why.to("en")
    assert name in why.to("pt-BR")


def test_every_kind_has_a_name_in_both_languages():
    kinds = [
        None,
        True,
        1,
        1.5,
        2j,
        "s",
        [1],
        (1, 2),
        np.zeros((2, 3)),
        Matrix(np.eye(2)),
        Unmasked(np.eye(2)),
        Opaque("Foo"),
    ]
    words = Text(en="{what}", pt="{what}")
    for value in kinds:
        assert words(what=described(value)).to("en")
        assert words(what=described(value)).to("pt-BR")


NUMBERS_IN_LISTS = st.recursive(
    st.one_of(st.booleans(), st.integers(-(10**400), 10**400), st.floats(), st.none(), st.just("x")),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.lists(inner, max_size=4).map(tuple)),
)


@given(st.lists(NUMBERS_IN_LISTS, max_size=5))
def test_lists_read_at_once_are_read_as_item_by_item(items):
    at_once, by_items = _from_sequence(items), _from_parts(items)
    assert type(at_once) is type(by_items)
    if isinstance(at_once, NotNumbers):
        assert at_once.why.to("en") == by_items.why.to("en")
    else:
        assert at_once.dtype == by_items.dtype
        np.testing.assert_array_equal(at_once.array, by_items.array, strict=True)

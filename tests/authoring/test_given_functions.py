import numpy as np
import pytest

from autograder.authoring.driver_answers import number_function
from autograder.judging.budget import counted
from autograder.sandbox.protocol.calls import BadQuestion, Matrix, Opaque

SQUARE = number_function("J", (), lambda w: float(w**2))
TOTAL = number_function("J", (2, 3), lambda w: float(np.sum(w)))


@pytest.mark.parametrize("three", [3, 3.0, np.array(3), np.array(3.0, np.float32)])
def test_a_number_may_come_in_any_kind(three):
    answer = SQUARE.function(three)
    assert (type(answer), answer) == (float, 9.0)


@pytest.mark.parametrize("ones", [np.ones((2, 3), int), [[1, 1, 1], [1.0, 1, 1]], Matrix(np.ones((2, 3)))])
def test_an_array_may_come_as_a_list_or_a_matrix(ones):
    assert TOTAL.function(ones) == 6.0


@pytest.mark.parametrize("strange", [None, "3", 3j, [1, [2]], Opaque("dict"), np.zeros(2, complex)])
@pytest.mark.parametrize("callback", [SQUARE, TOTAL])
def test_what_is_no_real_number_is_a_type_error(callback, strange):
    with pytest.raises(BadQuestion, match=r"J takes .* / recebe ") as refused:
        callback.function(strange)
    assert refused.value.kind == "TypeError"


@pytest.mark.parametrize("shape", [(1,), (3, 2), (6,)])
@pytest.mark.parametrize("callback", [SQUARE, TOTAL])
def test_another_shape_is_a_value_error_that_names_it(callback, shape):
    with pytest.raises(BadQuestion) as refused:
        callback.function(np.zeros(shape))
    assert refused.value.kind == "ValueError"
    assert str(shape) in str(refused.value)


@pytest.mark.parametrize("args", [(), (1, 2)])
def test_it_takes_one_argument(args):
    with pytest.raises(BadQuestion, match="one argument"):
        SQUARE.function(*args)


def test_overflow_is_infinite_and_quiet():
    assert SQUARE.function(1e300) == np.inf
    assert np.isnan(SQUARE.function(np.nan))


def test_an_array_that_is_written_into_between_two_calls_is_read_again():
    ones = np.ones((2, 3))
    with counted() as work:
        assert TOTAL.function(ones) == 6.0
        ones[0, 0] = 5
        assert TOTAL.function(ones) == 10.0
        assert not work.read  # and what a learner's code asks with is not held for the rest of the exercise

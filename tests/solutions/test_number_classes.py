"""What a right solution returns counts whatever class derived from float, int or ndarray its numbers are of."""

from __future__ import annotations

import pytest

from tests.solutions.sessions import IDS, exercise_of, not_passed, run_in_solution

SEED = 7
CLASSES = """
import numpy as np
class Real(float):
    unit = "1"
    def __eq__(self, other): return NotImplemented
    __hash__ = None
class Whole(int):
    def __repr__(self): return "whole"
class Double(np.float64):
    __slots__ = ("unit",)
class Array(np.ndarray):
    def __array_finalize__(self, source): self.unit = getattr(source, "unit", "1")
    def __reduce__(self): raise TypeError("not to be stored")
class Odd(np.ndarray):
    def __eq__(self, other): return True
    def __array_ufunc__(self, *given, **named): return "nothing of numpy's"
    def __array__(self, *given, **named): return np.zeros(3)
    __len__ = __float__ = __iter__ = None
    shape = dtype = ndim = property(lambda self: "its own")
def made(value):
    if type(value) in (list, tuple):
        return type(value)([made(one) for one in value])
    if type(value) is float:
        return Real(value)
    if type(value) is int:
        return Whole(value)
    if type(value) is np.float64:
        return Double(value)
    return array(value) if type(value) is np.ndarray else value
inside = []
def answering(function):
    # What functions give to one another stays as it is: only the answer to the grader is of another class.
    def asked(*args, **named):
        inside.append(function)
        try:
            value = function(*args, **named)
        finally:
            inside.pop()
        return value if inside else made(value)
    return asked
"""
KEPT = """
def keeping(node):
    class Node(node):
        def __setattr__(self, name, value): super().__setattr__(name, made(value) if name in ("value", "gradient") else value)
    return Node
"""
ARRAYS = {
    "a class of its own": "lambda x: x.view(Array)",
    "a class that answers for numpy": "lambda x: x.view(Odd)",
    "a record array": "lambda x: x.view(np.recarray)",
    "an array in which nothing is masked": "np.ma.array",
    "a matrix": "lambda x: x.view(np.matrix) if np.ndim(x) == 2 else x",
    "an array in memory of others": "lambda x: x.view(np.memmap)",
}


def in_classes(id_: str, array: str) -> str:
    """Give code that makes the solution's functions and classes answer with numbers of other classes."""
    kept = "lambda node: node" if array in map(ARRAYS.get, OF_RESULTS) else "keeping"
    wrapped = [
        f"{name} = ({kept if name[0].isupper() else 'answering'})({name})"
        for name in (one.name for one in exercise_of(id_).functions)
        if name != "topological_order"
    ]
    return "\n".join((CLASSES, KEPT, f"array = {array}", *wrapped))


# Nodes compute with what they keep, which these classes answer in their own way, as `*` of matrices is their product.
OF_RESULTS = {"a class that answers for numpy", "an array in which nothing is masked", "a matrix"}


@pytest.mark.parametrize("array", ARRAYS)
@pytest.mark.parametrize("id_", IDS)
def test_numbers_of_other_classes_count_as_numbers(id_, array):
    assert not_passed(run_in_solution(id_, in_classes(id_, ARRAYS[array]), SEED)) == set()

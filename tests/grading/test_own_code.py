"""Questions about a learner's own code: the right answers are those of the code, whatever it looks like."""

from __future__ import annotations

import re

import pytest

from autograder.course.course import course, find
from autograder.grading.own_code import OwnQuestion, own_questions
from autograder.i18n.language import Message, Text
from autograder.sandbox import Sandbox
from autograder.sandbox.protocol.calls import Cell
from autograder.submission.submission_model import Source

LINEAR = """\
import numpy as np


def linear(X, W, b):
    return X @ W + b


def linear_backward(grad_output, X, W, b):
    grad_X = grad_output @ W.T
    rows = []
    for row in grad_output:
        rows.append(row)
    both = (X.T @ grad_output,)
    return grad_X, both[0], np.sum(rows, axis=0)
"""
NAMED = LINEAR.replace("np.sum(rows, axis=0)", "rows").replace("rows.append(row)", "rows = rows + [row]")
CALLING = """\
def forward_difference(J, w, epsilon=1e-3):
    above = w + epsilon
    return (J(above)
            - J(w)) / epsilon
"""


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox() as sandbox:
        yield sandbox


def asked(sandbox, number, code, label="x.py"):
    source = Source("x.py", (Cell("cell 1", "import numpy as np"), Cell(label, code)), (), None, attempted=True)
    return {one.kind: one for one in own_questions(find(course(), number).exercise, source, sandbox, 5)}


def test_a_line_a_shape_and_a_number(sandbox):
    found = asked(sandbox, "06", LINEAR)
    assert list(found) == ["line", "shape", "number"]
    line, shape, number = found.values()
    assert line.prompt.to("en").startswith(
        "x.py: which line makes the value that `linear_backward` returns as number 3 of 3?"
    )
    assert line.right == ((14.0,),)
    # The last name for an array: `both` is a tuple and `rows` a list.
    text = shape.prompt.to("en")
    assert "x.py, line 9: `grad_X = grad_output @ W.T`." in text
    sizes = {
        name: tuple(map(float, re.findall(r"\d+", inside))) for name, inside in re.findall(r"(\w+) \(([^)]*)\)", text)
    }
    assert shape.right == (sizes["X"],)
    assert sizes["X"] != sizes["grad_output"] != sizes["W"]
    before = float(re.search(r"number 2 of 3 is (\S+)\. Which", number.prompt.to("en"))[1])
    ((after,),) = number.right
    assert after == pytest.approx(2 * before, rel=1e-3)
    assert after != 0


def test_every_line_that_has_a_part_in_it_counts(sandbox):
    assert asked(sandbox, "06", NAMED)["line"].right == ((10.0,), (12.0,))
    appended = LINEAR.replace("np.sum(rows, axis=0)", "rows")
    assert asked(sandbox, "06", appended)["line"].right == ((10.0,), (12.0,))


def test_where_a_function_that_was_passed_is_called(sandbox):
    found = asked(sandbox, "01", CALLING)
    assert list(found) == ["line"]
    assert "in which line does `forward_difference` call `J`?" in found["line"].prompt.to("en")
    assert found["line"].right == ((3.0,), (4.0,))


def test_a_cell_of_a_notebook_is_named_in_either_language(sandbox):
    prompt = asked(sandbox, "01", CALLING, "cell 7")["line"].prompt
    assert prompt.to("en").startswith("cell 7: in which line ")
    assert prompt.to("pt-BR").startswith("a célula 7: em que linha ")


@pytest.mark.parametrize(
    "code",
    ["", "def linear(", "linear = linear_backward = print", "class linear_backward:\n    pass\n",
     "def linear_backward(*given):\n    raise ValueError\n", "def linear_backward(*given):\n    made = given; return 1\n",
     "def linear_backward(*given):\n    return [object()] * 3\n", "def linear_backward(*given): made = 1; return made\n"],
)  # fmt: skip
def test_of_code_that_allows_none_nothing_is_asked(sandbox, code):
    assert asked(sandbox, "06", code) == {}


@pytest.mark.parametrize(
    ("kind", "right", "typed", "taken"),
    [
        ("line", ((12.0,), (14.0,)), "14", True),
        ("line", ((12.0,), (14.0,)), "line 12", True),
        ("line", ((12.0,), (14.0,)), "13", False),
        ("line", ((12.0,),), "12 13", False),
        ("shape", ((3.0, 2.0),), "(3, 2)", True),
        ("shape", ((3.0, 2.0),), "3x2", True),
        ("shape", ((3.0, 2.0),), "2, 3", False),
        ("number", ((-4.489,),), "-4,49", True),
        ("number", ((-4.489,),), "−4.5", True),
        ("number", ((-4.489,),), "4.489", False),
        ("number", ((1e-9,),), "0", False),
        ("number", ((1e-9,),), "1e-9", True),
        ("number", ((2.0,),), "", False),
        ("number", ((2.0,),), "two", False),
    ],
)
def test_answers_as_people_type_them(kind, right, typed, taken):
    assert OwnQuestion(kind, Message(Text("?", "?")), right).is_right(typed) is taken

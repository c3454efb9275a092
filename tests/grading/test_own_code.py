"""Questions about a learner's own code: the right answers are those of the code, whatever it looks like."""

from __future__ import annotations

import re

import pytest

from autograder.course.course import course, find
from autograder.grading.own_code import own_questions
from autograder.grading.own_question import OwnQuestion
from autograder.i18n.language import Message, Text
from autograder.sandbox import Sandbox
from autograder.sandbox.protocol.calls import Cell
from tests.solutions.sessions import IDS, STYLES, solution_of, style_of

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


CLASSES = """\
import numpy as np


class Layer:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def backward(self, grad_output, X):
        self.grads = [
            X.T @ grad_output,
            grad_output.sum(axis=0),
        ]
        self.grad_b = self.grads[1]
        return grad_output @ self.W.T


class Affine(Layer):
    def __call__(self, X):
        return X @ self.W + self.b


def linear(X, W, b):
    return Affine(W, b)(X)


def linear_backward(grad_output, X, W, b):
    layer = Affine(W, b)
    grad_X = layer.backward(grad_output, X)
    return grad_X, layer.grads[0], layer.grad_b
"""
NODES = solution_of("graph_backpropagation")


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox() as sandbox:
        yield sandbox


def questions(sandbox, number, code, label="x.py"):
    cells = (Cell("cell 1", "import numpy as np"), Cell(label, code))
    return own_questions(find(course(), number).exercise, cells, sandbox, 5)


def asked(sandbox, number, code, label="x.py"):
    return {one.kind: one for one in questions(sandbox, number, code, label)}


def sizes_in(text):
    """The shapes of the arguments that a prompt names."""
    return {name: re.findall(r"\d+", inside) for name, inside in re.findall(r"(\w+) \(([^)]*)\)", text)}


def test_a_line_a_shape_and_a_number(sandbox):
    found = asked(sandbox, "06", LINEAR)
    assert list(found) == ["line", "number", "shape"]
    line, number, shape = found.values()
    assert line.prompt.to("en").endswith(
        "Which line (x.py) makes `grad_b`, number 3 of the 3 values it returns? (a line number)"
    )
    assert line.right == ((14.0,),)
    text = shape.prompt.to("en")
    sizes = sizes_in(text)
    assert "x.py, line 10: `rows = []`" not in text
    if "`grad_X` after this line" in text:
        assert shape.right == (tuple(map(float, sizes["X"])),)
    assert len({tuple(one) for one in sizes.values()}) == len(sizes)  # rows cannot be taken for columns
    assert "is doubled" in number.prompt.to("en")
    before = float(re.search(r"` is (\S+)\. Which", number.prompt.to("en"))[1])
    ((after,),) = number.right
    assert after == pytest.approx(2 * before, rel=1e-3)
    assert after != 0


def test_every_line_that_ends_with_the_part_counts(sandbox):
    assert asked(sandbox, "06", NAMED)["line"].right == ((12.0,), (14.0,))


def test_code_in_classes_is_followed_into_their_methods(sandbox):
    found = asked(sandbox, "06", CLASSES)
    assert found["line"].right == (*((float(line),) for line in range(9, 14)), (29.0,))
    text = found["shape"].prompt.to("en")
    assert "x.py, line 28: `grad_X = layer.backward(grad_output, X)`." in text
    assert found["shape"].right == (tuple(map(float, sizes_in(text)["X"])),)


def test_of_nodes_the_lines_that_give_one_its_gradient(sandbox):
    line = asked(sandbox, "08", NODES)["line"]
    name = re.search(r"makes what `(\w+)\.gradient` is in the end", line.prompt.to("en"))[1]
    wanted = {"x": "prediction.gradient = ", "X": "X.gradient = ", "W": "W.gradient = ", "l": "prediction.gradient = "}[
        name
    ]
    lines = NODES.split("\n")
    assert any(lines[int(number) - 1].strip().startswith(wanted) for (number,) in line.right)


def test_where_a_function_that_was_passed_is_called_and_how_often(sandbox):
    found = asked(sandbox, "01", CALLING)
    assert list(found) == ["line", "count", "number"]
    assert "In which line (x.py) is `J` called?" in found["line"].prompt.to("en")
    assert found["line"].right == ((3.0,), (4.0,))
    assert found["count"].right == ((2.0,),)


def test_of_expressions_numbers_are_asked(sandbox):
    code = "import sympy\n\ndef derivative_at(J, w, at):\n    return J.diff(w).subs(w, at)\n"
    first, second = questions(sandbox, "02", code)
    assert "derivative_at(sympy.sympify(" in first.prompt.to("en")
    assert first.right != second.right


def test_a_cell_of_a_notebook_is_named_in_either_language(sandbox):
    prompt = asked(sandbox, "01", CALLING, "cell 7")["line"].prompt
    assert "In which line (cell 7) is " in prompt.to("en")
    assert "Em que linha (a célula 7) " in prompt.to("pt-BR")


@pytest.mark.slow
@pytest.mark.parametrize("id_", IDS)
def test_every_right_version_has_questions_that_fit_it(sandbox, id_):
    texts = [solution_of(id_), *(style_of(id_, name).code for exercise, name in STYLES if exercise == id_)]
    for code in texts:
        found = questions(sandbox, id_, code)
        assert len(found) >= 2, code
        for one in found:
            assert one.prompt.to("en") != one.prompt.to("pt-BR")
            for lang in ("en", "pt-BR"):
                answers = re.split(r" or | ou ", one.answer(lang))
                assert all(map(one.is_right, answers)), (one, answers)
            assert not any(map(one.is_right, ("", "?", "100000", "-7", "7, 7, 7, 7, 7"))), one
            if one.kind == "line":
                lines = code.split("\n")
                assert all(lines[int(line) - 1].strip() for (line,) in one.right)
                wrong = [line for line in range(1, len(lines) + 1) if (float(line),) not in one.right]
                assert len(wrong) > len(one.right)
                assert not any(one.is_right(str(line)) for line in wrong)


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
        ("number", ((-2.25,),), "-9/4", True),
        ("number", ((-2.25,),), "9/4", False),
        ("number", ((9.0,),), "9/0", False),
        ("number", ((0.5,),), ".5", True),
        ("count", ((12.0,),), "12", True),
        ("count", ((12.0,),), "12 times", True),
        ("count", ((200.0,),), "201", False),
    ],
)
def test_answers_as_people_type_them(kind, right, typed, taken):
    assert OwnQuestion(kind, Message(Text("?", "?")), right).is_right(typed) is taken

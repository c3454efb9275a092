"""The work in a notebook, wherever it stands and whatever was done to its cells."""

from __future__ import annotations

import itertools
import json

import pytest

from autograder.course.course import course
from autograder.submission.choose import chosen
from autograder.submission.notebook_cells import read_notebook
from autograder.submission.sources import statements
from autograder.submission.submission_model import LIMITS, Wanted

ENTRY = next(entry for entry in course().exercises if entry.id == "sigmoid_backward")
WANTED = {ENTRY.id: Wanted(("sigmoid", "sigmoid_backward"), statements(ENTRY.stub_text("en")))}
GRAPH = next(entry for entry in course().exercises if entry.id == "graph_backpropagation")
WORK = "import numpy as np\n\n\ndef sigmoid(z):\n    return 1\n\n\ndef sigmoid_backward(g, a):\n    return 2"
OLD = "def sigmoid(z):\n    return 'old'\n\n\ndef sigmoid_backward(g, a):\n    return 'old'"
CHECK = 'from autograder import check\n\ncheck("sigmoid_backward", globals())'
STUB = "".join(
    next(cell for cell in json.loads(ENTRY.notebook_text("en"))["cells"] if cell["cell_type"] == "code")["source"]
)
SOLUTION, TEST = {"grade": False, "solution": True}, {"grade": True, "solution": False}


def cell(source, marks=None, kind="code"):
    metadata = {"nbgrader": {"grade_id": "x_test" if marks == TEST else "x", **marks}} if marks else {}
    return {"cell_type": kind, "metadata": metadata, "source": source}


def source_of(*cells):
    data = json.dumps({"nbformat": 4, "cells": [cell("# About σ\n\nText.", None, "markdown"), *cells]}).encode()
    return chosen((("05_sigmoid_backward.ipynb", data),), WANTED, LIMITS)["sigmoid_backward"]


def ran(source):
    """Run what is graded, as the learner's process does, and call both functions."""
    names = {}
    for one in source.cells:
        exec(one.source, names)  # noqa: S102 -- it is written above
    return names["sigmoid"](0), names["sigmoid_backward"](0, 0)


def said(source, lang="en"):
    return " ".join(note.to(lang) for note in source.notes)


MENDED = {
    "text": [cell(WORK, SOLUTION, "markdown"), cell(CHECK, TEST)],
    "text that binds": [
        cell("one = lambda *a: 1\ntwo = lambda *a: 2\nsigmoid, sigmoid_backward = one, two", None, "raw")
    ],
    "raw": [cell(WORK, SOLUTION, "raw"), cell(CHECK, TEST)],
    "text without a label": [cell(STUB, SOLUTION), cell(WORK, None, "markdown"), cell(CHECK, TEST)],
    "fenced text": [cell(f"```python\n{WORK}\n```", SOLUTION, "markdown"), cell(CHECK, TEST)],
    "fences in text": [
        cell(
            "This:\n\n```python\n{}\n```\n\nand\n\n```\ndef {}\n```\n".format(*WORK.rsplit("def ", 1)), SOLUTION, "raw"
        ),
        cell(CHECK, TEST),
    ],
    "helpers in the test": [
        cell(WORK.replace("return 1", "return one()"), SOLUTION),
        cell(f"def one():\n    return 1\n\n\n{CHECK}", TEST),
    ],
    "in an instructor's test": [
        cell(STUB, SOLUTION),
        {**cell(WORK), "metadata": {"nbgrader": {"grade_id": "mine", **TEST}}},
    ],
    "in the test": [cell(STUB, SOLUTION), cell(f"{WORK}\n\n{CHECK}", TEST)],
    "in a copy of the test": [cell(STUB, SOLUTION), cell(WORK, TEST), cell(CHECK, TEST)],
    "in a copy below": [cell(STUB, SOLUTION), cell(CHECK, TEST), cell(WORK, TEST)],
    "lambdas in the test": [
        cell(STUB, SOLUTION),
        cell("sigmoid = lambda z: 1\nsigmoid_backward = lambda g, a: 2", TEST),
    ],
    "bound in other ways, the stub below": [
        cell(
            "def one(*a): return 1\n\ndef two(*a): return 2\n\nif True:\n    sigmoid, sigmoid_backward = one, two",
            SOLUTION,
        ),
        cell(STUB, SOLUTION),
    ],
    "stub below": [cell(WORK, SOLUTION), cell(STUB, SOLUTION), cell(CHECK, TEST)],
    "text, and the stub below": [cell(WORK, SOLUTION, "raw"), cell(STUB, SOLUTION), cell(CHECK, TEST)],
    "in the test, and the stub below": [cell(WORK, TEST), cell(STUB, SOLUTION), cell(STUB)],
    "written to a file": [cell(STUB, SOLUTION), cell(f"%%writefile sigmoid_backward.py\n{WORK}"), cell(CHECK, TEST)],
    "half here, half there": [
        cell(WORK.replace("return 2", "raise NotImplementedError"), SOLUTION),
        cell("def sigmoid_backward(g, a):\n    return 2", TEST),
        cell(STUB, SOLUTION, "markdown"),
        cell(STUB),
    ],
}
IN_ORDER = {
    "as it should be": [cell(WORK, SOLUTION), cell(CHECK, TEST)],
    "bound in other ways": [
        cell(OLD + "\ntmp = 3", None, "raw"),
        cell("class Layer:\n    def f(self, z): return 1\n    def b(self, g, a): return 2\n\none = Layer()"),
        cell("sigmoid, sigmoid_backward = one.f, one.b", SOLUTION),
        cell(OLD, TEST | {"solution": True}, "markdown"),
        cell(CHECK, TEST),
    ],
    "labels lost": [cell(WORK), cell(CHECK)],
    "the test as text": [cell(WORK, SOLUTION), cell(CHECK, TEST, "markdown")],
    "old tries as text": [
        cell(OLD, None, "raw"),
        cell(WORK, SOLUTION),
        cell(OLD, SOLUTION, "markdown"),
        cell(CHECK, TEST),
    ],
    "definitions of an instructor's": [
        cell(WORK, SOLUTION),
        {
            **cell("def right(z):\n    return z\nassert sigmoid(1) == 9"),
            "metadata": {"nbgrader": {"grade_id": "mine", **TEST}},
        },
    ],
    "tests of an instructor's": [cell(WORK, SOLUTION), cell("x = 3\nassert sigmoid(x) == 'hidden'", TEST)],
}


@pytest.mark.parametrize("kind", MENDED)
def test_work_counts_wherever_it_stands_and_that_is_said(kind):
    source = source_of(*MENDED[kind])
    assert source.attempted
    assert ran(source) == (1, 2)
    assert said(source)
    assert said(source, "pt-BR") != said(source)


@pytest.mark.parametrize("kind", IN_ORDER)
def test_what_is_in_order_stays_and_nothing_is_said(kind):
    source = source_of(*IN_ORDER[kind])
    assert ran(source) == (1, 2)
    assert said(source) == ""


@pytest.mark.parametrize(("solution", "test"), list(itertools.product(["code", "markdown", "raw"], repeat=2)))
def test_an_untouched_notebook_stays_untouched_whatever_its_cells_are(solution, test):
    for marks in ((SOLUTION, TEST), (None, None)):
        cells = [cell(STUB, marks[0], solution), cell(CHECK, marks[1], test)]
        assert not source_of(*cells).attempted
        assert not source_of(*cells, *cells).attempted


def test_cells_of_text_are_numbered_as_the_code_cells_that_they_were():
    source = source_of(cell("x = 1"), cell(WORK, SOLUTION, "markdown"), cell("boom"))
    assert [one.label for one in source.cells] == ["cell 1", "cell 2", "cell 3"]
    assert "cell 2 is a cell of text" in said(source)


def test_prose_with_a_word_of_python_is_no_code():
    prose = "Here I write\n\ndef sigmoid(z): which squashes.\n"
    assert source_of(cell(STUB, SOLUTION), cell(prose, None, "markdown")).attempted is False


def test_a_solution_that_python_cannot_read_is_still_seen_where_there_is_nothing_else():
    broken = WORK.replace("return 2", "return (2")
    scratch = cell("def helper():\n    return 3\nx = 3")
    for cells in (
        [cell(broken, SOLUTION, "markdown")],
        [scratch, cell(broken, SOLUTION, "markdown")],
        [scratch, cell(STUB, SOLUTION), cell(broken, TEST)],
    ):
        source = source_of(*cells)
        assert source.attempted
        assert broken in [one.source for one in source.cells]
    assert ran(source_of(cell(WORK), cell(broken, SOLUTION, "markdown"), cell(broken, TEST))) == (1, 2)


def test_a_class_as_it_was_handed_out_does_not_undo_one_that_was_written():
    stub = GRAPH.stub_text("en")
    mine = stub.replace("class Input:", "class Input:\n    mine = True\n").replace(
        "raise NotImplementedError  # your code here", "return 1"
    )
    cells = [cell(mine, SOLUTION), cell(stub, SOLUTION)]
    wanted = {GRAPH.id: Wanted(("backpropagate",), statements(stub))}
    data = json.dumps({"nbformat": 4, "cells": cells}).encode()
    found = chosen((("graph_backpropagation.ipynb", data),), wanted, LIMITS)[GRAPH.id]
    names = {}
    for one in found.cells:
        exec(one.source, names)  # noqa: S102 -- it is written above
    assert names["Input"].mine
    assert names["backpropagate"](None) == 1


def test_a_class_as_it_was_handed_out_counts_where_nothing_else_has_it():
    stub = GRAPH.stub_text("en")
    wanted = Wanted(("Input", "backpropagate"), statements(stub))
    work = f"{stub}\n\ndef backpropagate(cost):\n    return 1"
    (read,) = read_notebook(
        json.dumps({"nbformat": 4, "cells": [cell(work, SOLUTION, "raw")]}).encode(), LIMITS, [wanted]
    ).cells
    names = {}
    exec(read.source, names)  # noqa: S102 -- it is written above
    assert {"Input", "backpropagate"} <= names.keys()


def test_the_places_of_what_is_read_are_told():
    data = json.dumps({"nbformat": 4, "cells": [cell("text", None, "raw"), *MENDED["in the test"]]}).encode()
    found = read_notebook(data)
    assert found.read == (1, 2)
    assert len(found.mended) == 1

"""Learners' code driven by the exercise's own driver, in the sandbox and in process alike."""

import numpy as np
import pytest

from autograder.sandbox import InProcess, Sandbox
from autograder.sandbox.protocol.calls import Call, Cell, Missing, Raised, Returned

DRIVER = """
import numpy as np

def doubled(learner, x):
    return learner["Node"](x).value * 2, sorted(learner.keys() & {"Node", "doubled"})

def started(learner):
    raise RuntimeError("not of the learner's")
"""
NODE = """
class Node:
    def __init__(self, value):
        self.value = value + 1

def doubled(learner, x):
    return "mine"
"""


@pytest.fixture(params=["sandbox", "in process"])
def session(request):
    if request.param == "in process":
        names = {}
        exec(compile(NODE, "<learner>", "exec"), names)  # noqa: S102 -- code of our own
        yield InProcess(names, driver=DRIVER)
        return
    with Sandbox() as sandbox, sandbox.open([Cell("a.py", NODE)], "exercise", 60, 240, driver=DRIVER) as opened:
        yield opened


def test_the_driver_uses_what_the_learner_wrote(session):
    outcome = session.call(Call("Node", (np.array([1.0, 2.0]),), via_driver="doubled"))
    assert isinstance(outcome, Returned)
    values, names = outcome.value
    assert values.tolist() == [4.0, 6.0]
    assert names == ["Node", "doubled"]
    assert outcome.changed == ()


def test_the_drivers_functions_are_not_the_learners(session):
    assert session.call(Call("doubled", (None, 1))).value == "mine"
    assert isinstance(session.call(Call("started", ())), Missing)


def test_what_the_learners_code_raises_is_placed_in_it(session):
    outcome = session.call(Call("Node", ("text",), via_driver="doubled"))
    assert isinstance(outcome, Raised)
    assert outcome.kind == "TypeError"
    assert session.call(Call("Node", (), via_driver="started")).where == ""


def test_nothing_is_driven_about_a_name_that_is_missing(session):
    assert isinstance(session.call(Call("node", (1.0,), via_driver="doubled")), Missing)


def test_a_place_is_the_learners_own_line():
    with Sandbox() as sandbox, sandbox.open([Cell("a.py", NODE)], "exercise", 60, 240, driver=DRIVER) as opened:
        assert opened.call(Call("Node", ("text",), via_driver="doubled")).where == "line 4: self.value = value + 1"


def test_libraries_have_a_warm_process_of_their_own():
    cells = [
        Cell("a.py", "import sys\ndef f(): return 'sympy' in sys.modules\ndef g(x): import sympy; return sympy.sqrt(x)")
    ]
    with Sandbox() as sandbox:
        for libraries, loaded in (((), False), (("sympy",), True), ((), False)):
            with sandbox.open(cells, "exercise", 9, 60, libraries=libraries) as session:
                assert session.call(Call("f", ())).value is loaded
                outcome = session.call(Call("g", (4,)))
                assert outcome.value == 2.0 if loaded else outcome.message == "No module named 'sympy'"
        assert set(sandbox._warm) == {(), ("sympy",)}
        assert sandbox._warm[("sympy",)].tier == sandbox._warm[()].tier


def test_a_library_that_is_not_there_is_an_import_error_of_the_learners():
    cells = [Cell("a.py", "import not_there_at_all")]
    with Sandbox() as sandbox, sandbox.open(cells, "exercise", 9, 60, libraries=("not_there_at_all",)) as session:
        (problem,) = session.loaded.missed
        assert problem.problem.kind == "ModuleNotFoundError"

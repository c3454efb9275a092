"""Data of a function's own are told from its source, and only where wrong numbers have no name."""

import ast

import pytest

from autograder.i18n.language import Text
from autograder.judging.model import Case, Check, Exercise, Function, Verdict
from autograder.judging.own_data import told_of_own_data
from autograder.sandbox.protocol.calls import Call

SAID = Text(en="said", pt="dito")
CHECK = Check("f", SAID, 1, lambda _: [Case(Call("f", ()))], SAID)
EXERCISE = Exercise("one", SAID, (Function("f", ("X", "weight")),), (CHECK,), (), ())
FAILED = Verdict("failed", SAID(), SAID(), evidence={"function": "f"})
DATA = "import numpy as np\nX = np.array([[0, 0], [0, 1], [1, -1]])\ny = [0, 1]\nW0 = 3.0\nEPS = 1e-5\n"


def named(code, verdict=FAILED):
    (after,) = told_of_own_data(EXERCISE, [verdict], iter([ast.parse(DATA + code)]))
    return after.diagnosis.mistake.id if after.diagnosis else None


@pytest.mark.parametrize(
    "code",
    [
        "def f(x, weight): return X * weight",
        "def f(x, weight):\n    total = y\n    return total",
        "def f(X, weight): return X * W0",
        "def f(X, weight):\n    X = np.array([[1, 2], [3, 4]])\n    return X * weight",
        "def f(X, weight):\n    data = np.array([1.0, 2.0]).reshape(2, 1)\n    return data * weight",
        "def f(X, weight):\n    data = np.random.randn(3, 4)\n    return data * weight",
        "def f(X, weight): return np.array([[1, 2], [3, 4]])",
        "def f(X, weight):\n    weight = [1, 2, 3]\n    return X * np.array(weight)",
    ],
)
def test_data_of_ones_own_are_told(code):
    assert named(code) == "own-data-for-arguments"


@pytest.mark.parametrize(
    "code",
    [
        "def f(X, weight): return X * weight + 1",
        "def f(X, weight): return X + 1",  # an argument ignored is not replaced
        "def f(X, weight): return X + EPS",  # nor by a constant that is none of the arguments
        "def f(X, weight):\n    out = np.zeros((3, 4))\n    return out + X",
        "def f(X, weight):\n    X = np.asarray(X)\n    return X * weight",
        "def f(X, weight):\n    out = X.sum()\n    X = [1, 2]\n    return out",
        "def f(X, weight):\n    X = X + [1, 2]\n    return X",
        "def f(*args): return X",
        "def f(X, weight): return 0",
        "def f(X, weight): return np.zeros((3, 2))",
        "def f(x, weight):\n    X = x\n    return X",
        "def f(x, weight): return locals()['x'] * X",
        "def g(x, weight): return X",
        "f = lambda x, weight: X",
    ],
)
def test_other_wrong_functions_are_not(code):
    assert named(code) is None


@pytest.mark.parametrize(
    "verdict",
    [
        Verdict("passed", SAID(), evidence={"function": "f"}),
        Verdict("error", SAID(), SAID(), evidence={"function": "f"}),
        Verdict("failed", SAID(), SAID(), evidence={"function": "f", "pattern": {"id": "constant-factor"}}),
        Verdict("failed", SAID(), SAID(), evidence={}),
    ],
)
def test_only_wrong_numbers_without_a_name_are_looked_at(verdict):
    assert named("def f(x, weight): return X * weight", verdict) is None


def test_what_is_used_and_what_is_not_is_said_in_both_languages():
    (after,) = told_of_own_data(EXERCISE, [FAILED], [ast.parse(DATA + "def f(x, weight): return X * weight")])
    assert "`f` never reads `x`, and it uses `X`" in after.help.to("en")
    assert "`f` nunca lê `x`, e usa `X`" in after.help.to("pt-BR")
    assert after.status == "failed"

"""What a failed function's own source gives away: parameters in another order, data of its own."""

import ast
from dataclasses import replace

import numpy as np
import pytest

from autograder.i18n.language import Text
from autograder.judging.diagnose import named
from autograder.judging.judge import judge_values
from autograder.judging.model import Case, Check, Exercise, Expected, Function, Mistake, Verdict
from autograder.judging.source_diagnosis import OTHER_ORDER, parameters_in, told_of_order, told_of_own_data
from autograder.sandbox.protocol.calls import Call, Raised, Returned

WORDS = Text(en="words", pt="palavras")
RIGHT = Expected("difference", np.array(2.0), np.array(0.0))


def plan(rng):
    del rng
    return [Case(Call("subtracted", (5.0, 3.0)), RIGHT)]


CHECK = Check("difference", WORDS, 3, plan, WORDS)
EXERCISE = Exercise("demo", WORDS, (Function("subtracted", ("a", "b")),), (CHECK,), (WORDS,), ("xor",))
CLASH = Raised("TypeError", "operands do not go together", "line 2: return a - b")


def told(source, outcome=CLASH):
    verdict = judge_values(EXERCISE, CHECK, plan(None), [outcome])
    (after,) = told_of_order(EXERCISE, [verdict], [ast.parse(source)])
    return verdict, after


@pytest.mark.parametrize("outcome", [CLASH, Returned(-2.0)])
def test_both_orders_are_told_of_what_raised_and_of_what_is_wrong(outcome):
    before, after = told("def subtracted(b, a=1):\n    return a - b\n", outcome)
    assert after.diagnosis.mistake is OTHER_ORDER
    for lang in ("en", "pt-BR"):
        said = after.help.to(lang)
        assert "`def subtracted(a, b)`" in said
        assert "`def subtracted(b, a)`" in said
        assert said.index("subtracted(a, b)") < said.index("subtracted(b, a)")
    assert "in another order" in after.help.to("en")
    assert "em outra ordem" in after.help.to("pt-BR")
    assert (after.status, after.rationale, after.evidence) == (before.status, before.rationale, before.evidence)


def test_a_mistake_that_the_numbers_named_keeps_its_name():
    swapped = Mistake("swapped", WORDS, WORDS)
    before = named(judge_values(EXERCISE, CHECK, plan(None), [Returned(-2.0)]), swapped)
    (after,) = told_of_order(EXERCISE, [before], [ast.parse("def subtracted(b, a): return a - b")])
    assert after.diagnosis is before.diagnosis
    assert after.evidence == before.evidence
    assert "`def subtracted(b, a)`" in after.help.to("en")
    assert "words" not in after.help.to("en")


@pytest.mark.parametrize(
    "source",
    [
        "def subtracted(a, b): return b - a",
        "def subtracted(x, y): return y - x",
        "def subtracted(b): return b",
        "def subtracted(b, a, c=0): return c",
        "def subtracted(b, *a): return b",
        "def subtracted(b, *, a=0): return b",
        "def other(b, a): return b",
        "class Tools:\n    def subtracted(b, a): return b",
        "def subtracted(b, a): return b\ndef subtracted(a, b): return b",
        "subtracted = lambda b, a: b",
    ],
)
def test_any_other_signature_is_left_alone(source):
    before, after = told(source)
    assert after is before


@pytest.mark.parametrize("outcome", [Returned(2.0), Raised("NotImplementedError", "")])
def test_what_is_right_or_not_written_is_left_alone_and_no_source_is_read(outcome):
    verdict = judge_values(EXERCISE, CHECK, plan(None), [outcome])

    def sources():
        raise AssertionError("nothing needs to be read")
        yield

    assert told_of_order(EXERCISE, [verdict], sources()) == (verdict,)


def test_right_numbers_with_a_changed_argument_are_left_alone():
    verdict = replace(Verdict("failed", WORDS(), evidence={"function": "subtracted"}), changed_only=True)
    assert told_of_order(EXERCISE, [verdict], [ast.parse("def subtracted(b, a): return 0")]) == (verdict,)


def test_parameters_by_function_the_last_definition_counts():
    sources = ["def f(a, /, b): pass\ndef g(*a): pass", "async def h(x): pass\ndef f(b, a): pass"]
    modules = [None, *map(ast.parse, sources)]
    assert parameters_in(modules) == {"f": ("b", "a"), "g": (), "h": ("x",)}


SAID = Text(en="said", pt="dito")
OWN_DATA_CHECK = Check("f", SAID, 1, lambda _: [Case(Call("f", ()))], SAID)
OWN_DATA_EXERCISE = Exercise("one", SAID, (Function("f", ("X", "weight")),), (OWN_DATA_CHECK,), (), ())
FAILED = Verdict("failed", SAID(), SAID(), evidence={"function": "f"})
DATA = "import numpy as np\nX = np.array([[0, 0], [0, 1], [1, -1]])\ny = [0, 1]\nW0 = 3.0\nEPS = 1e-5\n"


def name_of(code, verdict=FAILED):
    (after,) = told_of_own_data(OWN_DATA_EXERCISE, [verdict], iter([ast.parse(DATA + code)]))
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
    assert name_of(code) == "own-data-for-arguments"


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
    assert name_of(code) is None


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
    assert name_of("def f(x, weight): return X * weight", verdict) is None


def test_what_is_used_and_what_is_not_is_said_in_both_languages():
    (after,) = told_of_own_data(OWN_DATA_EXERCISE, [FAILED], [ast.parse(DATA + "def f(x, weight): return X * weight")])
    assert "`f` never reads `x`, and it uses `X`" in after.help.to("en")
    assert "`f` nunca lê `x`, e usa `X`" in after.help.to("pt-BR")
    assert after.status == "failed"

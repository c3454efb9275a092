"""Parameters in another order than asked for, read from the source and told of what went wrong."""

import ast
from dataclasses import replace

import numpy as np
import pytest

from autograder.i18n.language import Text
from autograder.judging.diagnose import named
from autograder.judging.judge import judge_values
from autograder.judging.model import Case, Check, Exercise, Expected, Function, Mistake, Verdict
from autograder.judging.parameter_order import OTHER_ORDER, parameters_in, told_of_order
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

"""Exercise 03: right styles earn all, wrong versions lose what they say, and no name is given that is not true."""

from __future__ import annotations

import json
import re
from typing import Any

import numpy as np
import pytest

from autograder.i18n.language import LANGUAGES
from autograder.judging.model import Case, Expected, planned
from autograder.sandbox.protocol.calls import Callback
from tests.solutions.sessions import exercise_of, mistake_of, not_passed, run_in_solution, seeds, solution_of

ID = "chain_rule"
SEEDS = seeds(0, 77)
EXERCISE = exercise_of(ID)
CHAINS = {"chain_of_two", "chain"}


WRONG_COMPOSITIONS = [
    "dg(f(x)) - df(x)",
    "dg(f(x)) ** df(x)",
    "f(x) * df(x)",
    "dg(x)",
    "dg(x) + df(x)",
    "-dg(f(x)) * df(x)",
    "abs(dg(f(x)) * df(x))",
    "dg(f(x)) * df(x) / 2",
    "dg(f(x)) * df(x) + 1e-3",
    "dg(f(f(x))) * df(x)",
    "dg(df(f(x)))",
    "0.0",
    "x",
    "dg",
    "[dg(f(x)), df(x)]",
    "[dg(f(x)) * df(x)]",
    "dg(f([x])) * df([x])",
    "dg(f(x), x) * df(x)",
    "dg(f(int(x))) * df(int(x))",
    "dg(f(x + 1j)) * df(x)",
    "str(dg(f(x)) * df(x))",
]
# The step of a loop over f, d in zip(functions, derivatives), from slope = 1 on.
WRONG_STEPS = [
    "slope = slope / d(x); x = f(x)",
    "slope *= f(x); x = d(x)",
    "slope *= d(x); x = f(x) + x",
    "slope *= d(x); x = f(slope)",
    "slope *= d(x) * f(x); x = f(x)",
    "slope = d(x) * slope ** 2; x = f(x) + 1e-3",
    "slope = -slope * d(x) * 1.001; x = f(x)",
    "slope *= round(d(x), 2); x = f(x)",
]


def _cases(check: int, seed: int) -> list[Case]:
    return [case for case in planned(EXERCISE, EXERCISE.checks[check].plan, seed) if case.remark is None]


def _expected(case: Case) -> Expected:
    assert isinstance(case.expected, Expected)
    return case.expected


def _args(case: Case) -> Any:
    return case.call.args


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("formula", WRONG_COMPOSITIONS)
def test_other_wrong_compositions_fail_without_a_name(formula: str, seed: int) -> None:
    verdicts = run_in_solution(ID, f"def derivative_of_composition(dg, f, df, x):\n    return {formula}\n", seed)
    assert not_passed(verdicts) == {"composition"}
    assert verdicts["composition"].diagnosis is None


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("step", WRONG_STEPS)
def test_other_wrong_chains_fail_without_a_name(step: str, seed: int) -> None:
    code = (
        "def derivative_of_chain(functions, derivatives, x):\n    slope = 1.0\n"
        f"    for f, d in zip(functions, derivatives):\n        {step}\n    return slope\n"
    )
    verdicts = run_in_solution(ID, code, seed)
    assert not_passed(verdicts) == CHAINS
    assert verdicts["chain_of_two"].diagnosis is None


@pytest.mark.parametrize(
    "empty", ["return 0.0", "return None", "return derivatives[0](x)", "return 1 / len(functions)"]
)
def test_a_chain_of_no_functions_costs_nothing_but_is_remarked_upon(empty: str) -> None:
    code = (
        "right = derivative_of_chain\n"
        f"def derivative_of_chain(functions, derivatives, x):\n    if not functions:\n        {empty}\n"
        "    return right(functions, derivatives, x)\n"
    )
    verdict = run_in_solution(ID, code, 3)["chain"]
    assert verdict.status == "passed"
    assert [remark.to("en")[:20] for remark in verdict.remarks] == ["for two empty lists "]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    "formula", ["dg(f) * df(x)", "dg(f(x)) * df(f)", "dg * df", "dg(f(x)) + df", "2 * dg(f(x)) / df"]
)
def test_a_function_in_the_place_of_a_number_is_named(formula: str, seed: int) -> None:
    code = f"def derivative_of_composition(dg, f, df, x):\n    return {formula}\n"
    diagnosis = run_in_solution(ID, code, seed)["composition"].diagnosis
    assert diagnosis is not None
    assert diagnosis.mistake.id == "function-not-called"


def test_a_list_taken_apart_costs_points_once() -> None:
    verdicts = run_in_solution(ID, mistake_of(ID, "argument_modified_in_place").code, 3)
    assert "functions, derivatives" in verdicts["chain_of_two"].rationale.to("en")
    help_ = verdicts["chain_of_two"].help
    assert help_ is not None
    assert "list(functions)" in help_.to("pt-BR")
    assert verdicts["chain"].status == "passed"
    assert "already" in verdicts["chain"].remarks[0].to("en")


def test_only_the_longer_chains_are_lost_by_code_for_two() -> None:
    verdicts = run_in_solution(ID, mistake_of(ID, "two_functions_only").code, 3)
    assert not_passed(verdicts) == {"chain"}
    said = verdicts["chain"].rationale.to("en")
    assert re.search(r"\(f3∘f2∘f1\)′\(-?\d\.\d+\) is ", said)
    assert " is right " in said


@pytest.mark.parametrize("number", ["three", "[x]", "dg(f, x)"])
def test_a_function_used_wrongly_is_told_with_the_line(number: str) -> None:
    verdict = run_in_solution(ID, f"def derivative_of_composition(dg, f, df, x):\n    return df({number})\n", 3)[
        "composition"
    ]
    assert verdict.status == "error"
    assert f"return df({number})" in verdict.rationale.to("en")


@pytest.mark.parametrize("seed", SEEDS)
def test_calls_are_written_out_with_names(seed: int) -> None:
    """No address of an object, which would differ from run to run, in anything that is said."""
    code = "def derivative_of_composition(dg, f):\n    return 0\ndef derivative_of_chain(functions, x):\n    return 0\n"
    verdicts = run_in_solution(ID, code, seed)
    for lang in LANGUAGES:
        said = [verdict.help.to(lang) for verdict in verdicts.values() if verdict.help is not None]
        assert any("functions=[f1, f2], derivatives=[df1, df2], x=" in one for one in said)
        assert any("(dg, f, df, x=" in one for one in said)
    assert "0x" not in json.dumps([dict(verdict.evidence) for verdict in verdicts.values()])


@pytest.mark.parametrize("seed", range(20))
def test_functions_are_drawn_as_promised(seed: int) -> None:
    for check in range(3):
        cases = _cases(check, seed)
        assert cases[-1].repeated
        slopes = [float(_expected(case).value) for case in cases]
        assert min(slopes) < 0 < max(slopes)
    assert {len(_args(case)[0]) for case in _cases(2, seed)} == {1, 3, 4, 5}
    for case in _cases(1, seed) + _cases(2, seed):
        functions, derivatives, x = _args(case)
        assert all(isinstance(one, Callback) for one in functions + derivatives)
        assert len({f.function(1.5) for f in functions}) == len(functions)
        for f, df in zip(functions, derivatives, strict=True):
            numeric = (f.function(x + 1e-5) - f.function(x - 1e-5)) / 2e-5
            assert df.function(x) == pytest.approx(numeric, rel=1e-6, abs=1e-6)
            assert 0.29 < abs(df.function(x)) < 2.01
            x = f.function(x)
            assert abs(x) < 25


@pytest.mark.parametrize("seed", SEEDS)
def test_messages_let_a_learner_type_the_functions_in(seed: int) -> None:
    for case in _cases(0, seed):
        _, f, _, x = _args(case)
        formulas = re.fullmatch(r"f\(x\) = (.*), g\(y\) = (.*) ⇒ \(g∘f\)′\((.*)\)", _expected(case).name)
        assert formulas
        assert float(formulas[3]) == x
        assert _typed(formulas[1], "x", x) == pytest.approx(f.function(x), rel=1e-12)
        ends = [_typed(formulas[2], "y", _typed(formulas[1], "x", x + step)) for step in (1e-5, -1e-5)]
        assert (ends[0] - ends[1]) / 2e-5 == pytest.approx(float(_expected(case).value), rel=1e-5)
    for case in _cases(2, seed):
        functions, _, x = _args(case)
        each = re.findall(r"f\d\(x\) = (.*?)(?=, f\d\(x\)| ⇒)", _expected(case).name)
        assert len(each) == len(functions)
        for formula, function in zip(each, functions, strict=True):
            assert _typed(formula, "x", x) == pytest.approx(function.function(x), rel=1e-12)


def _typed(formula: str, name: str, value: float) -> float:
    return float(eval(formula, {"np": np, name: value}))  # noqa: S307 -- the exercise's own text


def test_the_figures_of_the_example_hold() -> None:
    namespace: dict[str, object] = {}
    exec(solution_of(ID), namespace)  # noqa: S102 -- our own solution
    chain = namespace["derivative_of_chain"]
    composition = namespace["derivative_of_composition"]
    assert callable(chain)
    assert callable(composition)
    functions = [lambda y: y**2, lambda y: 1 / y, lambda y: 3 * y + 1]
    derivatives = [lambda y: 2 * y, lambda y: -1 / y**2, lambda _: 3]
    assert composition(derivatives[1], functions[0], derivatives[0], 4.0) == -1 / 32
    assert chain(functions, derivatives, 4.0) == -3 / 32
    fall = 1 / 4.001**2 - 1 / 3.999**2
    assert fall == pytest.approx(-0.0000625, rel=1e-6)

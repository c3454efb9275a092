"""Exercise 03: right styles earn all, wrong versions lose what they say, and no name is given that is not true."""

from __future__ import annotations

import json
import re
from typing import Any

import numpy as np
import pytest

from autograder.author.collisions import collisions
from autograder.i18n.language import LANGUAGES
from autograder.judging.model import Case, Expected, planned
from autograder.sandbox.protocol.calls import Callback
from tests.solutions.sessions import (
    Wrong,
    assert_as_said,
    exercise_of,
    formulas_not_told_apart,
    not_passed,
    run,
    run_in_solution,
    solution_of,
    wrong_of,
)

ID = "chain_rule"
SEEDS = (0, 77)
EXERCISE = exercise_of(ID)
CHAINS = {"chain_of_two", "chain"}

RIGHT = {
    "values first, then back from the last to the first": """
def derivative_of_composition(dg, f, df, x):
    inner = f(x)
    return df(x) * dg(inner)
def derivative_of_chain(functions, derivatives, x):
    values = [x]
    for function in functions:
        values.append(function(values[-1]))
    grad = 1.0
    for i in range(len(functions) - 1, -1, -1):
        grad = grad * derivatives[i](values[i])
    return grad
""",
    "recursion": """
def derivative_of_chain(functions, derivatives, x):
    if not functions:
        return 1.0
    return derivatives[0](x) * derivative_of_chain(functions[1:], derivatives[1:], functions[0](x))
""",
    "one composition after the other": """
def derivative_of_chain(functions, derivatives, x):
    value, slope = lambda v: v, lambda v: 1.0
    for f, df in zip(functions, derivatives):
        inner, inner_slope = value, slope
        value = lambda v, f=f, inner=inner: f(inner(v))
        slope = lambda v, df=df, g=inner, dg=inner_slope: derivative_of_composition(df, g, dg, v)
    return slope(x)
""",
    "composition by the chain, chain by reduce": """
from functools import reduce
def derivative_of_chain(functions, derivatives, x):
    def step(state, pair):
        (value, slope), (f, df) = state, pair
        return f(value), slope * df(value)
    return reduce(step, zip(functions, derivatives), (x, 1))[1]
def derivative_of_composition(dg, f, df, x):
    return derivative_of_chain([f, lambda y: None], [df, dg], x)
""",
    "numpy product": """
import numpy as np
from itertools import accumulate
def derivative_of_composition(dg, f, df, x):
    return np.prod([dg(f(x)), df(x)])
def derivative_of_chain(functions, derivatives, x):
    points = accumulate(functions, lambda v, f: f(v), initial=np.float64(x))
    return np.prod([d(p) for d, p in zip(derivatives, points)])
""",
    "logarithms and a sign": """
import math
def derivative_of_chain(functions, derivatives, x):
    log, sign = 0.0, 1
    for i in range(len(functions)):
        d = derivatives[i](x)
        log += math.log(abs(d))
        sign = -sign if d < 0 else sign
        x = functions[i](x)
    return sign * math.exp(log)
""",
    "1×1 Jacobians in 0-d arrays": """
import numpy as np
def derivative_of_composition(dg, f, df, x):
    x = np.array(x)
    J_g, J_f = np.array([[dg(np.array(f(x)))]]), np.array([[df(x)]])
    return (J_g @ J_f).item()
""",
    "a class with Greek names that prints": """
class Cadeia:
    def __init__(self, funções, derivadas):
        self.pares = list(zip(funções, derivadas))
        print("cadeia de", len(self.pares))
    def __call__(self, x):
        self.δ = 1.0
        for φ, dφ in self.pares:
            self.δ, x = self.δ * dφ(x), φ(x)
        return self.δ
def derivative_of_composition(dg, f, df, x):
    return Cadeia([f, f], [df, dg])(x)
def derivative_of_chain(functions, derivatives, x):
    return Cadeia(functions, derivatives)(x)
""",
    "copies taken apart": """
def derivative_of_chain(functions, derivatives, x):
    functions, derivatives = list(functions), derivatives[:]
    slope = 1
    while functions:
        slope *= derivatives.pop(0)(x)
        x = functions.pop(0)(x)
    return slope
""",
    "each value from the start again": """
def derivative_of_chain(functions, derivatives, x):
    slope = 1.0
    for i in range(len(functions)):
        value = x
        for function in functions[:i]:
            value = function(value)
        slope = slope * derivatives[i](value)
    return slope
""",
}
REMARKED = {
    "float32": """
import numpy as np
def derivative_of_composition(dg, f, df, x):
    return np.float32(dg(np.float32(f(x)))) * np.float32(df(x))
def derivative_of_chain(functions, derivatives, x):
    slope = np.float32(1)
    for function, derivative in zip(functions, derivatives):
        slope *= np.float32(derivative(x))
        x = np.float32(function(x))
    return slope
""",
    "finite differences": """
def derivative_of_composition(dg, f, df, x):
    return dg(f(x)) * (f(x + 1e-6) - f(x)) / 1e-6
def derivative_of_chain(functions, derivatives, x):
    def chain(v):
        for function in functions:
            v = function(v)
        return v
    return (chain(x + 1e-6) - chain(x - 1e-6)) / 2e-6
""",
}

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
    "None",
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
@pytest.mark.parametrize("style", RIGHT)
def test_right_styles_earn_all_without_a_remark(style: str, seed: int) -> None:
    verdicts = run_in_solution(ID, RIGHT[style], seed)
    assert {id_: verdict.rationale.to("en") for id_, verdict in verdicts.items() if verdict.status != "passed"} == {}
    assert not any(verdict.remarks for verdict in verdicts.values())


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("style", REMARKED)
def test_rough_numbers_earn_all_with_a_remark(style: str, seed: int) -> None:
    verdicts = run_in_solution(ID, REMARKED[style], seed)
    assert {id_: verdict.rationale.to("en") for id_, verdict in verdicts.items() if verdict.status != "passed"} == {}
    assert "six or seven digits" in verdicts["composition"].remarks[0].to("en")


@pytest.mark.parametrize("seed", range(12))
def test_the_solution_earns_all_without_a_remark(seed: int) -> None:
    verdicts = run(ID, solution_of(ID), seed)
    assert not not_passed(verdicts)
    assert not any(verdict.remarks for verdict in verdicts.values())
    assert [check.points for check in EXERCISE.checks] == [2, 1, 2]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("wrong", wrong_of(ID), ids=lambda wrong: wrong.name)
def test_wrong_versions_are_as_they_say(wrong: Wrong, seed: int) -> None:
    assert_as_said(ID, wrong, seed)


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


@pytest.mark.parametrize("seed", range(100))
def test_no_two_mistakes_coincide_nor_does_one_with_the_right_answer(seed: int) -> None:
    assert formulas_not_told_apart(ID, seed) == []
    assert collisions(EXERCISE, seed) == []


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
    (wrong,) = (wrong for wrong in wrong_of(ID) if wrong.name == "argument_modified_in_place")
    verdicts = run_in_solution(ID, wrong.code, 3)
    assert "functions, derivatives" in verdicts["chain_of_two"].rationale.to("en")
    help_ = verdicts["chain_of_two"].help
    assert help_ is not None
    assert "list(functions)" in help_.to("pt-BR")
    assert verdicts["chain"].status == "passed"
    assert "already" in verdicts["chain"].remarks[0].to("en")


def test_only_the_longer_chains_are_lost_by_code_for_two() -> None:
    (wrong,) = (wrong for wrong in wrong_of(ID) if wrong.name == "two_functions_only")
    verdicts = run_in_solution(ID, wrong.code, 3)
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

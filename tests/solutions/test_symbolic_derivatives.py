"""Exercise 02: right styles earn all, wrong versions lose what they say, and whatever comes back is judged safely."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
from typing import Any

import numpy as np
import pytest
import sympy  # type: ignore[import-untyped]  # it ships no types

from autograder.grading.run_checks import run_checks
from autograder.judging.model import planned
from autograder.sandbox import Sandbox
from autograder.sandbox.protocol.calls import Cell, Raised, Returned
from autograder.sandbox.protocol.values import Matrix, Opaque
from tests.solutions.sessions import (
    Wrong,
    assert_as_said,
    exercise_of,
    folder_of,
    formulas_not_told_apart,
    not_passed,
    run,
    run_in_solution,
    solution_of,
    wrong_of,
)

ID = "symbolic_derivatives"
SEEDS = (0, 77)
EXERCISE = exercise_of(ID)
CHECKS = {check.id: check for check in EXERCISE.checks}
EXPRESSION_CHECKS = {"powers", "curves", "partial"}
VALUE_CHECKS = {"value", "value_anywhere"}

RIGHT = {
    "methods": """
def symbolic_derivative(expression, symbol):
    return expression.diff(symbol)
def derivative_at(expression, symbol, value):
    return float(expression.diff(symbol).subs({symbol: value}))
""",
    "written down, then worked out": """
import sympy
def symbolic_derivative(expression, symbol):
    return sympy.Derivative(expression, symbol).doit()
def derivative_at(expression, symbol, value):
    return float(sympy.Derivative(expression, symbol).doit().evalf(subs={symbol: value}))
""",
    "simplified, and a number of SymPy": """
from sympy import *
def symbolic_derivative(expression, symbol):
    return simplify(diff(expression, symbol))
def derivative_at(expression, symbol, value):
    return factor(diff(expression, symbol)).subs(symbol, value)
""",
    "the limit of the difference quotient": """
import sympy
def symbolic_derivative(J, w):
    h = sympy.Dummy("h")
    return sympy.limit((J.subs(w, w + h) - J) / h, h, 0)
def derivative_at(J, w, value):
    h, value = sympy.Symbol("h"), sympy.Rational(value)  # nothing cancels exactly in floats
    return sympy.limit(sympy.expand((J.subs(w, value + h) - J.subs(w, value)) / h), h, 0)
""",
    "at a step of zero": """
import sympy
def symbolic_derivative(expression, symbol):
    step = sympy.Dummy()
    return expression.subs(symbol, symbol + step).diff(step).subs(step, 0)
def derivative_at(expression, symbol, value):
    step = sympy.Dummy()
    return float(sympy.series(expression.subs(symbol, value + step), step, 0, 2).removeO().coeff(step))
""",
    "lambdify": """
import sympy
def derivative_at(expression, symbol, value):
    slope = sympy.lambdify(symbol, sympy.diff(expression, symbol), "numpy")
    return slope(value)
""",
    "rules of one's own": """
import sympy
def symbolic_derivative(e, s):
    if not e.has(s):
        return sympy.S.Zero
    if e == s:
        return sympy.S.One
    if e.is_Add:
        return sympy.Add(*[symbolic_derivative(term, s) for term in e.args])
    if e.is_Mul:
        first, rest = e.as_two_terms()
        return symbolic_derivative(first, s) * rest + first * symbolic_derivative(rest, s)
    if e.is_Pow:
        return e.exp * e.base ** (e.exp - 1) * symbolic_derivative(e.base, s)
    if isinstance(e, sympy.exp):
        return e * symbolic_derivative(e.args[0], s)
    return sympy.cos(e.args[0]) * symbolic_derivative(e.args[0], s)
""",
    "with complex exponentials": """
import sympy
def symbolic_derivative(expression, symbol):
    return sympy.diff(expression, symbol).rewrite(sympy.exp)
""",
    "classes and prints": """
import sympy
class Cost:
    def __init__(self, J, w):
        self.J, self.w = J, w
        print("J =", J)
    @property
    def slope(self):
        return sympy.diff(self.J, self.w, evaluate=True)
    def __call__(self, value):
        return self.slope.xreplace({self.w: sympy.sympify(value)}).evalf(20)
def symbolic_derivative(expression, symbol):
    return Cost(expression, symbol).slope
def derivative_at(expression, symbol, value):
    return Cost(expression, symbol)(value)
""",
    "other kinds of numbers": """
import fractions
import mpmath
import numpy as np
import sympy
def derivative_at(expression, symbol, value):
    slope = sympy.diff(expression, symbol).subs(symbol, value)
    if slope.is_Rational:
        return fractions.Fraction(int(slope.p), int(slope.q))
    return np.float64(slope) if value < 0 else mpmath.mpf(float(slope))
""",
}
REMARKED = {
    "a plain number for J = w": (
        "powers",
        "plain number",
        """
def symbolic_derivative(expression, symbol):
    return 1 if expression == symbol else expression.diff(symbol)
""",
    ),
    "polynomials as Poly": (
        "powers",
        "Poly",
        """
import sympy
def symbolic_derivative(expression, symbol):
    if not expression.is_polynomial(symbol):
        return sympy.diff(expression, symbol)
    return sympy.Poly(expression, symbol).diff(symbol)
""",
    ),
    "central differences of a value": (
        "value",
        "finite differences",
        """
def derivative_at(expression, symbol, value):
    h = 1e-6
    J = lambda at: float(expression.subs(symbol, at))
    return (J(value + h) - J(value)) / h
""",
    ),
    "differences of a formula": (
        "powers",
        "finite differences",
        """
import sympy
def symbolic_derivative(expression, symbol):
    h = sympy.Rational(1, 10**6)
    return (expression.subs(symbol, symbol + h) - expression) / h
def derivative_at(expression, symbol, value):
    return float(sympy.diff(expression, symbol).subs(symbol, value))
""",
    ),
    "float32": (
        "value",
        "float32",
        """
import numpy as np
import sympy
def derivative_at(expression, symbol, value):
    return np.float32(sympy.diff(expression, symbol).subs(symbol, value))
""",
    ),
}
# What symbolic_derivative may return that is no derivative, and what the message must have in it.
GARBAGE = {
    "None": "None",
    "str(symbol)": "a string: “w”",
    "3 * chr(0x202E)": "\\u202e",
    "lambda w: 2 * w": "a function",
    "sympy.sin": "a function",
    "sympy.Lambda(symbol, 2 * symbol)": "a function",
    "symbolic_derivative": "a function",
    "sympy.Eq(symbol, 1)": "type Equality",
    "sympy.Matrix([2 * symbol])": "Matrix",
    "sympy.ImmutableMatrix([2 * symbol])": "ImmutableDenseMatrix",
    "[2 * symbol]": "a list of 1",
    "(2 * symbol, symbol)": "a tuple of 2",
    "{}": "type dict",
    "object()": "type object",
    "sympy": "type module",
    "np.array([2.0, 3.0])": "an array of shape (2,)",
    "2j": "2j",
    "2.5": "returned 2.5",
    "sympy.zoo": "zoo",
    "sympy.nan": "nan",
    "sympy.oo": "inf",
    "sympy.Integer(10) ** 400 * symbol": "inf",
    "sympy.I * symbol": "complex",
    "sympy.Function('f')(symbol)": "f(w)",
    "sympy.Symbol('h') + 2 * symbol": "h in it",
    "2 * sympy.Symbol('w', real=True)": "w in it",
    "2 * sympy.Dummy('w')": "_w in it",
    "sum(sympy.symbols('a:z'))": "a, b, c",
    "sympy.Derivative(expression, symbol)": "Derivative(w**2, w)",
    "1 + sympy.Integral(symbol, symbol)": "Integral(w, w)",
    "sympy.Limit(2 * symbol + 1 / sympy.Symbol('h'), sympy.Symbol('h'), 0)": "Limit",
    "10 ** 5000": "not taken",
    "Broken(symbol)": "type Broken",
    "Silent()": "type Silent",
}
SETTING = """
import numpy as np
import sympy
class Broken(sympy.Symbol):
    def __new__(cls, symbol):
        return sympy.Symbol.__new__(cls, symbol.name)
    def __getattribute__(self, name):
        if name in ("has", "subs", "free_symbols", "as_expr", "evalf"):
            raise RuntimeError(name)
        return super().__getattribute__(name)
class Silent:
    @property
    def __class__(self):
        raise RuntimeError
"""


@pytest.mark.parametrize("seed", SEEDS)
def test_the_solution_earns_all_without_a_remark(seed: int) -> None:
    verdicts = run(ID, solution_of(ID), seed)
    assert not not_passed(verdicts)
    assert not any(verdict.remarks for verdict in verdicts.values())
    assert [check.points for check in EXERCISE.checks] == [1, 1, 1, 1, 1]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("style", RIGHT)
def test_right_styles_earn_all_without_a_remark(style: str, seed: int) -> None:
    verdicts = run_in_solution(ID, RIGHT[style], seed)
    assert {id_: verdict.rationale.to("en") for id_, verdict in verdicts.items() if verdict.status != "passed"} == {}
    assert not any(verdict.remarks for verdict in verdicts.values())


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("check", "word", "code"), REMARKED.values(), ids=REMARKED)
def test_odd_kinds_of_right_answers_earn_all_with_a_remark(check: str, word: str, code: str, seed: int) -> None:
    verdicts = run_in_solution(ID, code, seed)
    assert {id_: verdict.rationale.to("en") for id_, verdict in verdicts.items() if verdict.status != "passed"} == {}
    assert [word in remark.to("en") for remark in verdicts[check].remarks] == [True]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("wrong", wrong_of(ID), ids=lambda wrong: wrong.name)
def test_wrong_versions_are_as_they_say(wrong: Wrong, seed: int) -> None:
    assert_as_said(ID, wrong, seed)


@pytest.mark.parametrize("start", range(0, 100, 20))
def test_no_two_mistakes_coincide_nor_does_one_with_the_right_answer(start: int) -> None:
    assert [found for seed in range(start, start + 20) for found in formulas_not_told_apart(ID, seed)] == []


@pytest.mark.parametrize(("returned", "word"), GARBAGE.items(), ids=GARBAGE)
def test_whatever_is_returned_for_an_expression_is_told_and_earns_nothing(returned: str, word: str) -> None:
    code = f"{SETTING}\ndef symbolic_derivative(expression, symbol):\n    return {returned}\n"
    verdicts = run_in_solution(ID, code, 5)
    assert not_passed(verdicts) >= EXPRESSION_CHECKS
    assert word in verdicts["powers"].rationale.to("en")
    for verdict in verdicts.values():
        for lang in ("en", "pt-BR"):
            assert verdict.rationale.to(lang).isprintable()


@pytest.mark.parametrize("returned", [returned for returned in GARBAGE if returned != "symbolic_derivative"])
def test_whatever_is_returned_for_a_number_is_told_and_earns_nothing(returned: str) -> None:
    code = f"{SETTING}\ndef derivative_at(expression, symbol, value):\n    return {returned}\n"
    verdicts = run_in_solution(ID, code, 5)
    assert not_passed(verdicts) == VALUE_CHECKS
    assert verdicts["value"].rationale.to("pt-BR").isprintable()


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("return sympy.diff(expression, symbol)", "10*w**4"),
        ("return sympy.diff(expression, symbol) + sympy.Symbol('h')", "h in it"),
        ("return expression", "w still stands"),
        ("return sympy.Derivative(expression, symbol).subs(symbol, value)", "Subs(Derivative("),
    ],
)
def test_a_formula_where_a_number_is_asked_for_is_shown(code: str, word: str) -> None:
    code = f"import sympy\ndef derivative_at(expression, symbol, value):\n    {code}\n"
    assert word in run_in_solution(ID, code, 0)["value"].rationale.to("en")


def test_a_formula_is_called_the_derivative_only_if_it_is() -> None:
    named = {}
    for returned in (
        "sympy.diff(expression, symbol)",
        "expression",
        "symbol",
        "sympy.diff(expression, symbol) * symbol",
    ):
        code = f"import sympy\ndef derivative_at(expression, symbol, value):\n    return {returned}\n"
        diagnosis = run_in_solution(ID, code, 2)["value"].diagnosis
        named[returned] = diagnosis and diagnosis.mistake.id
    assert named == {
        "sympy.diff(expression, symbol)": "value-not-substituted",
        "expression": None,
        "symbol": None,
        "sympy.diff(expression, symbol) * symbol": None,
    }


ANSWER = ("sympy", "expression", "Mul", [["w", True]], [1.0, 2.0, 3.0], "2*w")
FORGED: list[Any] = [
    None,
    0.0,
    "sympy",
    Opaque("Add"),
    Matrix(np.zeros((2, 2))),
    np.zeros(3),
    [],
    (),
    ("plain",),
    ("plain", 1.0, 2.0),
    ("plain", Opaque("Add")),
    ("plain", np.array([1j, 2j])),
    ("plain", [[1.0], [1.0, 2.0]]),
    ("plain", float("nan")),
    ANSWER,
    ANSWER[:-1],
    (*ANSWER, None),
    ("sympy", "expression", "Mul", [], [], ""),
    ("sympy", "expression", "Mul", [], [1.0] * 4, "2*w"),
    ("sympy", "expression", "Mul", None, None, None),
    ("sympy", "expression", "Mul", [["w"], "w", None, [True, "w"], ["w", 1]], [None, None, None], "2*w"),
    ("sympy", "expression", "Mul", [], ["1", "2", "3"], "2*w"),
    ("sympy", "expression", "Mul", [], [True, True, True], "2*w"),
    ("sympy", "expression", "Mul", [], [[1.0], [2.0], [3.0]], "2*w"),
    ("sympy", "expression", "Mul", [], [1j, float("inf"), 10**400], "2*w"),
    ("sympy", "expression", "Mul", [], [np.zeros(2), np.zeros(2), np.zeros(2)], "2*w"),
    ("sympy", "expression", "Poly", [], [float("nan")] * 3, "{name}\n::error"),
    ("sympy", "something else", "{got}", [], [], "x" * 100_000),
    ("sympy", "unevaluated", "", [["{0}", False]] * 500, [], "\x1b[31m"),
]


@pytest.mark.parametrize("forged", FORGED, ids=range(len(FORGED)))
def test_what_the_driver_says_is_a_claim_like_any_other(forged: Any) -> None:
    for check in CHECKS.values():
        cases = planned(EXERCISE, check.plan, 3)
        assert check.judge is not None
        verdict = check.judge(EXERCISE, check, cases, [Returned(forged)] * len(cases))
        assert verdict.status == "failed"
        assert verdict.help is not None
        for lang in ("en", "pt-BR"):
            assert verdict.rationale.to(lang).isprintable()
            assert len(verdict.rationale.to(lang)) < 500
            assert verdict.help.to(lang)


def test_what_is_wrong_first_is_what_is_told() -> None:
    code = """
import sympy
CALLS = []
def symbolic_derivative(expression, symbol):
    CALLS.append(symbol)
    if len(CALLS) == 2:
        return 2 * symbol
    return "text" if len(CALLS) == 3 else sympy.diff(expression, symbol)
"""
    verdict = run_in_solution(ID, code, 0)["powers"]
    assert "returned 2*w: J = w**3" in verdict.rationale.to("en")
    assert verdict.diagnosis is None


@pytest.mark.parametrize(
    ("answer", "word"), [("'text'", "a string"), ("7 * symbol", "returned 7*w"), ("None", "returned None")]
)
def test_an_answer_that_changes_when_asked_again_is_told_as_that(answer: str, word: str) -> None:
    code = f"""
import sympy
SEEN = set()
def symbolic_derivative(expression, symbol):
    if expression in SEEN:
        return {answer}
    SEEN.add(expression)
    return sympy.diff(expression, symbol)
"""
    verdict = run_in_solution(ID, code, 0)["powers"]
    assert word in verdict.rationale.to("en")
    assert verdict.rationale.to("en").endswith("The same call was right the first time")
    assert verdict.diagnosis is None


def test_calls_are_shown_as_a_learner_would_write_them() -> None:
    code = "import sympy\ndef symbolic_derivative(expression):\n    return sympy.diff(expression)\n"
    verdict = run_in_solution(ID, code, 0)["powers"]
    assert verdict.evidence["call"] == "symbolic_derivative(expression=w**2, symbol=w)"
    assert verdict.help is not None
    assert "symbolic_derivative(expression=w**2, symbol=w)." in verdict.help.to("en")
    assert "'" not in verdict.help.to("en")


def test_an_exception_of_sympy_is_told_on_one_line() -> None:
    code = "import sympy\ndef symbolic_derivative(expression, symbol):\n    return sympy.diff(expression)\n"
    verdict = run_in_solution(ID, code, 0)["partial"]
    assert "ValueError: Since there is more than one variable in the expression, the variable(s)" in (
        verdict.rationale.to("en")
    )


@pytest.mark.parametrize("raised", [Raised("ValueError", "", ""), Raised("NotImplementedError", "", "")])
def test_what_was_not_written_is_not_attempted(raised: Raised) -> None:
    check = CHECKS["powers"]
    cases = planned(EXERCISE, check.plan, 0)
    assert check.judge is not None
    verdict = check.judge(EXERCISE, check, cases, [raised])
    assert verdict.status == ("not_attempted" if raised.kind == "NotImplementedError" else "error")


@pytest.mark.parametrize("seed", range(30))
def test_the_slopes_are_those_of_sympy(seed: int) -> None:
    for check in EXERCISE.checks:
        for case in planned(EXERCISE, check.plan, seed):
            args: tuple[Any, ...] = case.call.args
            text, symbol, *rest = args
            names = rest[0] if isinstance(case.expected, tuple) else (symbol,)
            letters = {name: sympy.Symbol(name) for name in names}
            slope = sympy.sympify(text, locals=letters).diff(letters[symbol])
            points = rest[1] if isinstance(case.expected, tuple) else [[sympy.Rational(rest[0])]]
            expected = case.expected if isinstance(case.expected, tuple) else (case.expected,)
            for point, part in zip(points, expected, strict=True):
                right = float(slope.subs(dict(zip(letters.values(), point, strict=True))))
                assert float(part.value) == pytest.approx(right, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("seed", SEEDS)
def test_inputs_are_drawn_as_promised(seed: int) -> None:
    asked: dict[str, list[Any]] = {
        id_: [case.call.args for case in planned(EXERCISE, check.plan, seed)] for id_, check in CHECKS.items()
    }
    assert [args[0] for args in asked["powers"][:3]] == ["w**2", "w**3", "w"]
    assert asked["curves"][0][0] == "1/w"
    assert {len(args[2]) for args in asked["partial"]} == {2, 3, 4}
    assert {type(args[2]) for args in asked["value"]} == {int, float}
    assert asked["value_anywhere"][0] == ("w**2", "w", -3)
    fractions = [args[2] for args in asked["value_anywhere"] if isinstance(args[2], str)]
    assert len({text.startswith("-") for text in fractions}) == 2
    other = planned(EXERCISE, CHECKS["powers"].plan, seed + 1)
    assert [case.call.args for case in other] != asked["powers"]


def test_in_the_sandbox_all_of_it_holds_too() -> None:
    wrong = next(wrong for wrong in wrong_of(ID) if wrong.name == "unevaluated_derivative")
    found = []
    with Sandbox() as sandbox:
        for code in (solution_of(ID), f"{solution_of(ID)}\n{wrong.code}"):
            cells = [Cell("symbolic_derivatives.py", code)]
            with sandbox.open(cells, ID, 10, 60, driver=EXERCISE.driver, libraries=EXERCISE.libraries) as session:
                found.append([verdict.status for verdict in run_checks(EXERCISE, 1, session)])
    assert found == [["passed"] * 5, ["failed", "waiting", "waiting", "passed", "passed"]]


def test_the_grader_needs_no_sympy() -> None:
    code = f"""
import sys
from tests.solutions.sessions import exercise_of, formulas_not_told_apart
assert formulas_not_told_apart({ID!r}, 0) == []
print("sympy" in sys.modules)
"""
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=folder_of(ID).parents[1]
    )
    assert ended.stdout == "False\n"


@pytest.mark.parametrize("lang", ["en", "pt-BR"])
def test_the_example_of_the_text_gives_what_it_shows(lang: str) -> None:
    texts = re.split(r"^# %%.*lang=\"(.*)\"\n", solution_of(ID).partition("# %% grade_id")[0], flags=re.MULTILINE)
    text = dict(zip(texts[1::2], texts[2::2], strict=True))[lang]
    example = text.split("# ```")[1].removeprefix("python\n").replace("\n# ", "\n").removeprefix("# ")
    test = doctest.DocTestParser().get_doctest(example, {}, "example", None, None)
    assert len(test.examples) == 6
    assert doctest.DocTestRunner().run(test).failed == 0
    rows: tuple[tuple[Any, str, str], ...] = (
        (lambda w: w**2, "4", "4.001"),
        (lambda w: w**3, "12", "12.006001"),
        (lambda w: w, "1", "1"),
        (lambda w: 1 / w, "−0.25", "−0.249875"),
    )
    for J, slope, risen in rows:
        at, quotient = (one if lang == "en" else one.replace(".", ",") for one in (slope, risen))
        assert f"| {at} |" in text
        assert f"| {quotient}" in text
        assert (J(2.001) - J(2)) / 0.001 == pytest.approx(float(risen.replace("−", "-")), rel=1e-6)

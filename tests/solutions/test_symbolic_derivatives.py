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
from autograder.sandbox.protocol.calls import Cell, Matrix, Opaque, Raised, Returned
from tests.solutions.sessions import exercise_of, folder_of, mistake_of, not_passed, run_in_solution, seeds, solution_of

ID = "symbolic_derivatives"
SEEDS = seeds(0, 77)
EXERCISE = exercise_of(ID)
CHECKS = {check.id: check for check in EXERCISE.checks}
EXPRESSION_CHECKS = {"powers", "curves", "partial"}
VALUE_CHECKS = {"value", "value_anywhere"}

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


@pytest.mark.parametrize("seed", seeds(*range(30)))
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
    wrong = mistake_of(ID, "unevaluated_derivative")
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

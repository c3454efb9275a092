"""Exercise 11: right styles earn all, wrong versions lose what they say, and no name is given that is not true."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from autograder.judging.judge import judge_values
from autograder.judging.model import Check, formula_arguments, planned
from autograder.sandbox.protocol.calls import Returned
from tests.solutions.sessions import draws, exercise_of, not_passed, run_in_solution, seeds, solution_of, style_of

ID = "vanishing_and_exploding"
SEEDS = seeds(0, 77)
EXERCISE = exercise_of(ID)
CHECKS = {check.id: check for check in EXERCISE.checks}
NORMS = {"norms_one_layer", "norms_deep"}


CLIP = "np.sqrt(sum(np.sum(g ** 2) for g in gradients))"
WRONG = [
    ("relu(z)", "z", {"relu"}),
    ("relu(z)", "np.where(z > 2, z, 0)", {"relu"}),
    ("relu(z)", "np.maximum(z, 0).T", {"relu"}),
    ("relu(z)", "np.maximum(z, 0) + 1e-3", {"relu"}),
    ("relu(z)", "np.maximum(-z, 0)", {"relu"}),
    ("relu(z)", "np.tanh(np.maximum(z, 0))", {"relu"}),
    ("relu_backward(g, z)", "abs(g) * (z > 0)", {"relu_backward"}),
    ("relu_backward(g, z)", "g * (z < 0)", {"relu_backward"}),
    ("relu_backward(g, z)", "(g * (z > 0)).sum()", {"relu_backward"}),
    ("relu_backward(g, z)", "g * (z > 0) + 1e-4", {"relu_backward"}),
    ("relu_backward(g, z)", "g * (z > 0) / len(z)", {"relu_backward"}),
    ("relu_backward(g, z)", "g * ((z > 0) + 1.01 * (z == 0))", {"relu_backward"}),
    ("relu_backward(g, z)", "g * (z > 0) - 0.1 * g * (z == 0)", {"relu_backward"}),
    ("relu_backward(g, z)", "g * (z > 0) / (z != 0)", {"relu_backward"}),
    ("relu_backward(g, z)", "np.zeros(z.shape)", {"relu_backward"}),
    ("clip_gradients(gradients, max_norm)", "[0 * g for g in gradients]", {"clip"}),
    ("clip_gradients(gradients, max_norm)", f"[g * min(1, max_norm / {CLIP}) * 1.001 for g in gradients]", {"clip"}),
    ("clip_gradients(gradients, max_norm)", f"[g * min(1, 1 / {CLIP}) for g in gradients]", {"clip"}),
    ("clip_gradients(gradients, max_norm)", f"[abs(g) * min(1, max_norm / {CLIP}) for g in gradients]", {"clip"}),
    ("clip_gradients(gradients, max_norm)", f"[(g * min(1, max_norm / {CLIP})).ravel() for g in gradients]", {"clip"}),
    ("clip_gradients(gradients, max_norm)", f"[g * min(1, max_norm / {CLIP}) for g in gradients[::-1]]", {"clip"}),
    ("clip_gradients(gradients, max_norm)", "None", {"clip"}),
    ("clip_gradients(gradients, max_norm)", "gradients[0]", {"clip"}),
    ("clip_gradients(gradients, max_norm)", "{'gradients': gradients}", {"clip"}),
    ("gradient_norms(X, weights, activation)", "[1.0 for W in weights]", NORMS),
    ("gradient_norms(X, weights, activation)", "[]", NORMS),
    ("gradient_norms(X, weights, activation)", "[np.nan for W in weights]", NORMS),
    ("gradient_norms(X, weights, activation)", "[np.linalg.norm(X) for W in weights]", NORMS),
    ("gradient_norms(X, weights, activation)", "['1.0' for W in weights]", NORMS),
    ("gradient_norms(X, weights, activation)", "np.ones((len(weights), 1))", NORMS),
]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("signature", "formula", "lost"), WRONG)
def test_other_wrong_code_fails_without_a_name(signature: str, formula: str, lost: set[str], seed: int) -> None:
    verdicts = run_in_solution(ID, f"import numpy as np\ndef {signature}:\n    return {formula}\n", seed)
    others = set() if lost == NORMS else NORMS
    assert not_passed(verdicts) - others == lost
    assert all(verdicts[id_].status in ("passed", "waiting") for id_ in others)
    assert not any(verdict.diagnosis for verdict in verdicts.values())


@pytest.mark.parametrize("slope", ["0.0", "0.5", "1.0", "z * 0"])
def test_any_slope_from_0_to_1_counts_at_the_kink(slope: str) -> None:
    code = f"def relu_backward(g, z):\n    return g * np.where(z == 0, {slope}, z > 0)\n"
    verdict = run_in_solution(ID, code, 6)["relu_backward"]
    assert verdict.status == "passed"
    assert [remark.to("en")[:9] for remark in verdict.remarks] == (["at z = 0 "] if slope in {"0.5", "1.0"} else [])


@pytest.mark.parametrize("slope", ["-0.01", "1.01", "np.nan", "np.inf"])
def test_no_other_slope_does(slope: str) -> None:
    code = f"def relu_backward(g, z):\n    return g * np.where(z == 0, {slope}, z > 0)\n"
    assert run_in_solution(ID, code, 6)["relu_backward"].status == "failed"


@pytest.mark.parametrize(
    ("function", "body", "deep_only"),
    [
        ("relu", "return z", True),
        ("relu", "raise NotImplementedError", False),
        ("relu", "return z / 0", True),
        ("relu_backward", "return z", False),
        ("relu_backward", "raise NotImplementedError", False),
    ],
)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_norms_wait_for_a_wrong_relu_that_they_use(function: str, body: str, *, deep_only: bool) -> None:
    signature = "relu(z)" if function == "relu" else "relu_backward(g, z)"
    verdicts = run_in_solution(ID, f"def {signature}:\n    {body}\n", 3)
    waiting = {id_ for id_, verdict in verdicts.items() if verdict.status == "waiting"}
    assert waiting == ({"norms_deep"} if deep_only else NORMS)
    first = "norms_deep" if deep_only else "norms_one_layer"
    for lang in ("en", "pt-BR"):
        assert CHECKS[function].title.to(lang) in verdicts[first].rationale.to(lang)


@pytest.mark.parametrize("body", ["return z", "return None"])
def test_norms_that_need_no_relu_earn_their_points(body: str) -> None:
    code = f"{style_of(ID, 'recursion_and_einsum').code}\ndef relu(z):\n    {body}\n"
    assert not_passed(run_in_solution(ID, code, 4)) == {"relu"}


def test_a_wrong_relu_does_not_excuse_wrong_norms() -> None:
    code = (
        "def relu(z):\n    return z\ndef gradient_norms(X, weights, activation):\n    return [1.0 for _ in weights]\n"
    )
    assert run_in_solution(ID, code, 4)["norms_one_layer"].status == "failed"


@pytest.mark.parametrize(("name", "argument"), [("clip_gradients", "gradients"), ("gradient_norms", "weights")])
def test_what_is_no_list_is_told_as_such(name: str, argument: str) -> None:
    check = "clip" if name == "clip_gradients" else "norms_one_layer"
    verdict = run_in_solution(ID, f"def {name}(*args):\n    return 1.0\n", 3)[check]
    assert verdict.status == "failed"
    assert f"one for each array in `{argument}`" in verdict.rationale.to("en")
    assert f"um item para cada array em `{argument}`" in verdict.rationale.to("pt-BR")


@pytest.mark.parametrize(("off", "passes"), [(1e-6, True), (8e-6, True), (3e-5, False)])
def test_clipping_is_right_within_a_hundred_thousandth(off: float, *, passes: bool) -> None:
    code = f"right = clip_gradients\ndef clip_gradients(g, m):\n    return [x * (1 + {off}) for x in right(g, m)]\n"
    verdict = run_in_solution(ID, code, 3)["clip"]
    assert (verdict.status == "passed") is passes
    assert not verdict.remarks


@pytest.mark.parametrize("name", ["relu", "relu_backward", "clip_gradients", "gradient_norms"])
def test_a_function_not_written_is_not_attempted(name: str) -> None:
    verdicts = run_in_solution(ID, f"def {name}(*args):\n    raise NotImplementedError\n", 3)
    first = {"clip_gradients": "clip", "gradient_norms": "norms_one_layer"}.get(name, name)
    assert verdicts[first].status == "not_attempted"


def _numbers_of_mistakes(check: Check, cases: list[Any]) -> list[tuple[str, list[Any]]]:
    """Give what each formula of a check returns, up to the first case that it cannot compute."""
    found = []
    for mistake in check.mistakes:
        values: list[Any] = []
        for case in cases:
            if mistake.formula is None:
                break
            try:
                with np.errstate(all="ignore"):
                    values.append(mistake.formula(*formula_arguments(case.call.args)))
            except ValueError:
                break
        if values:
            found.append((mistake.id, values))
    return found


@pytest.mark.parametrize("block", draws(3, 40))
@pytest.mark.parametrize("check", EXERCISE.checks, ids=lambda check: check.id)
def test_no_two_mistakes_coincide_nor_does_one_with_the_right_answer(check: Check, block: range) -> None:
    assert any(mistake.formula for mistake in check.mistakes)
    for seed in block:
        planned_cases = planned(EXERCISE, check.plan, seed)
        cases = [case for case in planned_cases if case.call.function == planned_cases[0].call.function]
        for id_, values in _numbers_of_mistakes(check, cases):
            outcomes = [Returned(value) for value in values]
            verdict = judge_values(EXERCISE, replace(check, judge=None), cases[: len(values)], outcomes)
            assert verdict.diagnosis is not None, (id_, seed)
            assert verdict.diagnosis.mistake.id == id_, seed


@pytest.mark.parametrize("seed", SEEDS)
def test_inputs_are_drawn_as_promised(seed: int) -> None:
    backward: Any = [case.call.args for case in planned(EXERCISE, CHECKS["relu_backward"].plan, seed)]
    assert all((np.abs(upstream) >= 0.05).all() for upstream, _ in backward)
    assert {int(np.sum(z == 0)) for _, z in backward} == {0, 2, 3}
    clips: Any = [case.call.args for case in planned(EXERCISE, CHECKS["clip"].plan, seed)]
    sizes = [np.sqrt(sum(float(np.sum(g**2)) for g in gradients)) / limit for gradients, limit in clips]
    assert sizes[0] > 1
    assert 0 < sizes[1] < 1
    assert sizes[2] == 1
    assert sizes[3] == 0
    assert sizes[4] > 1
    assert max(np.linalg.norm(g) for g in clips[4][0]) < clips[4][1]
    for check, depths in (("norms_one_layer", {1}), ("norms_deep", {2, 3, 4, 5})):
        cases: Any = planned(EXERCISE, CHECKS[check].plan, seed)
        nets = [case.call.args for case in cases if case.call.function == "gradient_norms"]
        assert {len(weights) for _, weights, _ in nets} == depths
        assert {activation for *_, activation in nets} == {"sigmoid", "relu"}
        norms = [float(part.value) for case in cases if isinstance(case.expected, tuple) for part in case.expected]
        assert min(norms) > 1e-3


def test_the_norms_of_the_text_are_those_of_its_own_example() -> None:
    names: dict[str, Any] = {}
    exec(compile(solution_of(ID), "<solution>", "exec"), names)  # noqa: S102 -- code of our own
    text = [
        line.removeprefix("# ") for line in solution_of(ID).split("# ```python\n")[1].split("# ```")[0].splitlines()
    ]
    *before, last = text
    seen: list[Any] = []
    names["print"] = lambda *said: seen.append(said)
    exec(compile("\n".join([*before, last]), "<text>", "exec"), names)  # noqa: S102
    found = {(weight, activation): norms.tolist() for weight, activation, norms in seen}
    assert round(found[1.0, "sigmoid"][-1], 3) == 0.148
    assert round(found[1.0, "sigmoid"][0], 8) == 0.00000028
    assert found[1.0, "relu"] == [1.0] * 10
    assert found[2.0, "relu"] == [512.0] * 10
    assert found[2.0, "sigmoid"][0] < 1e-6

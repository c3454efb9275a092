"""Exercise 12: right styles earn all, wrong versions lose what they say, and no name is given that is not true."""

from __future__ import annotations

import importlib.util
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from autograder.authoring.numeric import numeric_gradient
from autograder.judging.model import formula_arguments, planned
from autograder.sandbox.protocol.calls import Returned
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

ID = "three_layer_network"
SEEDS = (0, 77)
EXERCISE = exercise_of(ID)
CHECKS = {check.id: check for check in EXERCISE.checks}
LAYERS = {"last_layer": (2,), "earlier_layers": (1, 0)}

RIGHT = {
    "logarithms first": """
import numpy as np
def log_softmax(z):
    z = z - z.max(axis=1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=1, keepdims=True))
def softmax(logits):
    return np.exp(log_softmax(logits))
def cross_entropy(logits, targets):
    return float(-log_softmax(logits)[range(len(targets)), targets].mean())
def cross_entropy_backward(logits, targets):
    return (np.exp(log_softmax(logits)) - np.eye(logits.shape[1])[targets]) / logits.shape[0]
""",
    "einsum and tuples": """
import numpy as np
def softmax(logits):
    e = np.exp((logits.T - logits.max(axis=1)).T)
    return np.einsum("nk,n->nk", e, 1 / np.einsum("nk->n", e))
def network_backward(X, parameters, targets):
    (W0, b0), (W1, b1), (W2, b2) = parameters
    h0 = np.einsum("nd,dk->nk", X, W0) + b0
    h1 = np.einsum("nd,dk->nk", h0, W1) + b1
    G2 = cross_entropy_backward(np.einsum("nd,dk->nk", h1, W2) + b2, targets)
    G1 = np.einsum("nk,dk->nd", G2, W2)
    G0 = np.einsum("nk,dk->nd", G1, W1)
    return tuple((np.einsum("nd,nk->dk", x, G), np.einsum("nk->k", G)) for x, G in ((X, G0), (h0, G1), (h1, G2)))
def sgd_step(parameters, gradients, learning_rate):
    return tuple(tuple(p - learning_rate * g for p, g in zip(*both)) for both in zip(parameters, gradients))
""",
    "pure Python": """
import math
def softmax(logits):
    rows = []
    for row in logits.tolist():
        top = max(row)
        powers = [math.exp(z - top) for z in row]
        rows.append([power / sum(powers) for power in powers])
    return rows
def cross_entropy(logits, targets):
    return sum(-math.log(row[t]) for row, t in zip(softmax(logits), targets)) / len(targets)
def cross_entropy_backward(logits, targets):
    return [[(p - (j == t)) / len(targets) for j, p in enumerate(row)] for row, t in zip(softmax(logits), targets)]
def network_backward(X, parameters, targets):
    def times(A, B):
        return [[sum(a * b for a, b in zip(row, column)) for column in zip(*B)] for row in A]
    kept = [X.tolist()]
    for W, b in parameters:
        kept.append([[z + c for z, c in zip(row, b.tolist())] for row in times(kept[-1], W.tolist())])
    G = cross_entropy_backward(np.array(kept.pop()), targets)
    found = []
    for W, b in reversed(parameters):
        found.append([times(zip(*kept.pop()), G), [sum(column) for column in zip(*G)]])
        G = times(G, W.T.tolist())
    return found[::-1]
def sgd_step(parameters, gradients, learning_rate):
    def moved(p, g):
        return [moved(*pair) for pair in zip(p, g)] if hasattr(p, "__len__") else float(p - learning_rate * g)
    return [[moved(W, gW), moved(b, gb)] for (W, b), (gW, gb) in zip(parameters, gradients)]
""",
    "the largest logit of all subtracted": """
import numpy as np
def softmax(logits):
    e = np.exp(logits - np.max(logits))
    return e / np.sum(e, axis=1)[:, None]
""",
    "softmax as sigmoids of differences": """
import numpy as np
def softmax(logits):
    with np.errstate(over="ignore"):
        return np.array([[1 / np.sum(np.exp(row - z)) for z in row] for row in logits])
""",
    "the whole Jacobian": """
import numpy as np
def cross_entropy_backward(logits, targets):
    rows = []
    for p, t in zip(softmax(logits), targets):
        jacobian = np.diag(p) - np.outer(p, p)
        grad_p = np.zeros(len(p))
        grad_p[t] = -1 / p[t]
        rows.append(jacobian @ grad_p)
    return np.array(rows) / len(rows)
""",
    "layer objects, weights as (out, in), examples as columns": """
import numpy as np
class Camada:
    def __init__(self, W, b):
        print("camada", W.shape)
        self.W, self.b = W.T.copy(), b.reshape(-1, 1)
    def forward(self, A):
        self.A = A
        return self.W @ A + self.b
    def backward(self, δ):
        self.dW, self.db = δ @ self.A.T, δ.sum(axis=1)
        return self.W.T @ δ
def network_backward(X, parameters, targets):
    model = [Camada(W, b) for W, b in parameters]
    A = X.T
    for camada in model:
        A = camada.forward(A)
    δ = cross_entropy_backward(A.T, targets).T
    for camada in model[::-1]:
        δ = camada.backward(δ)
    return [(camada.dW.T, camada.db) for camada in model]
def sgd_step(parameters, gradients, learning_rate):
    new = [[array.copy() for array in pair] for pair in parameters]
    for pair, grads in zip(new, gradients):
        for array, grad in zip(pair, grads):
            array -= learning_rate * grad
    return new
""",
    "row by row, bias as a row": """
import numpy as np
def network_backward(X, parameters, targets):
    total = None
    for x, t in zip(X, targets):
        kept = [x[None]]
        for W, b in parameters:
            kept.append(kept[-1] @ W + b)
        G, found = cross_entropy_backward(kept.pop(), np.array([t])) / len(X), []
        for W, _ in parameters[::-1]:
            found.insert(0, [kept.pop().T @ G, G.copy()])
            G = G @ W.T
        total = found if total is None else [[a + c for a, c in zip(*both)] for both in zip(total, found)]
    return total
""",
    "everything by itself, helpers never called": """
import numpy as np
def network_backward(X, parameters, targets):
    (W0, b0), (W1, b1), (W2, b2) = parameters
    z = ((X @ W0 + b0) @ W1 + b1) @ W2 + b2
    # with two classes softmax is a sigmoid of the difference
    d = (1 / (1 + np.exp(z[:, 0] - z[:, 1])) - targets) / len(X)
    G = np.column_stack([-d, d])
    back = [G @ W2.T @ W1.T, G @ W2.T, G]
    into = [X, X @ W0 + b0, (X @ W0 + b0) @ W1 + b1]
    return [(x.T @ g, g.sum(axis=0)) for x, g in zip(into, back)]
""",
    "probabilities kept off zero by 1e-12": """
import numpy as np
def cross_entropy(logits, targets):
    one_hot = np.zeros(logits.shape)
    one_hot[np.arange(len(targets)), targets] = 1
    return -np.sum(one_hot * np.log(np.clip(softmax(logits), 1e-12, 1.0))) / logits.shape[0]
""",
    "np.matrix": """
import numpy as np
def softmax(logits):
    e = np.exp(np.matrix(logits) - np.matrix(logits).max(axis=1))
    return e / e.sum(axis=1)
def cross_entropy(logits, targets):
    return -np.mean(np.log(np.asarray(softmax(logits))[range(len(targets)), targets]))
def cross_entropy_backward(logits, targets):
    return (softmax(logits) - np.eye(logits.shape[1])[targets]) / len(targets)
""",
    "float32": """
import numpy as np
def softmax(logits):
    z = logits.astype(np.float32)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)
right_network, right_step = network_backward, sgd_step
def network_backward(X, parameters, targets):
    return right_network(X.astype("f4"), [(W.astype("f4"), b.astype("f4")) for W, b in parameters], targets)
def sgd_step(parameters, gradients, learning_rate):
    return [(W.astype("f4"), b.astype("f4")) for W, b in right_step(parameters, gradients, learning_rate)]
""",
    "finite differences": """
import numpy as np
def nudged(cost, array):
    gradient = np.zeros(array.shape)
    for index in np.ndindex(array.shape):
        kept, costs = array[index], []
        for step in (1e-5, -1e-5):
            array[index] = kept + step
            costs.append(cost())
        array[index] = kept
        gradient[index] = (costs[0] - costs[1]) / 2e-5
    return gradient
def cross_entropy_backward(logits, targets):
    logits = logits.copy()
    return nudged(lambda: cross_entropy(logits, targets), logits)
def network_backward(X, parameters, targets):
    mine = [[array.copy() for array in pair] for pair in parameters]
    def cost():
        out = X
        for W, b in mine:
            out = out @ W + b
        return cross_entropy(out, targets)
    return [[nudged(cost, array) for array in pair] for pair in mine]
""",
}
QUIET = {
    "logarithms first",
    "einsum and tuples",
    "softmax as sigmoids of differences",
    "the whole Jacobian",
    "layer objects, weights as (out, in), examples as columns",
    "everything by itself, helpers never called",
    "probabilities kept off zero by 1e-12",
}

BUILT_ON_SOFTMAX = {"cross_entropy", "cross_entropy_backward", "last_layer", "earlier_layers", "softmax_large"}
NETWORK = {"last_layer", "earlier_layers"}
# The functions replaced; the checks that fail and those that wait. None of them is given a name.
WRONG = {
    "softmax of halves": ("def softmax(z): return right_softmax(z / 2)", {"softmax"}, BUILT_ON_SOFTMAX),
    "softmax rounded": ("def softmax(z): return np.round(right_softmax(z), 4)", {"softmax"}, BUILT_ON_SOFTMAX),
    "logarithm of softmax": ("def softmax(z): return np.log(right_softmax(z))", {"softmax"}, BUILT_ON_SOFTMAX),
    "powers alone": ("def softmax(z): return np.exp(z - z.max())", {"softmax"}, BUILT_ON_SOFTMAX),
    "the winner takes all": (
        "def softmax(z): return np.eye(z.shape[1])[z.argmax(axis=1)] + 1e-9",
        {"softmax"},
        BUILT_ON_SOFTMAX,
    ),
    "softmax shifted by the least logit": (
        "def softmax(z):\n    e = np.exp(z - z.min(axis=1, keepdims=True))\n    return e / e.sum(axis=1, keepdims=True)",
        {"softmax_large"},
        set(),
    ),
    "softmax with a floor under the sum": (
        "def softmax(z):\n    e = np.exp(z)\n    return e / (e.sum(axis=1, keepdims=True) + 1e-3)",
        {"softmax"},
        BUILT_ON_SOFTMAX,
    ),
    "softmax with holes mended": (
        "def softmax(z):\n    e = np.exp(z)\n    return np.nan_to_num(e / e.sum(axis=1, keepdims=True))",
        {"softmax_large"},
        set(),
    ),
    "shape lost": ("def softmax(z): return right_softmax(z).ravel()", {"softmax"}, None),
    "cross-entropy in bits": ("def cross_entropy(z, t): return right_cost(z, t) / np.log(2)", {"cross_entropy"}, set()),
    "cross-entropy of softmax twice": (
        "def cross_entropy(z, t): return right_cost(softmax(z), t)",
        {"cross_entropy"},
        set(),
    ),
    "entropy": (
        "def cross_entropy(z, t): return -np.sum(softmax(z) * np.log(softmax(z))) / len(z)",
        {"cross_entropy"},
        set(),
    ),
    "cost row by row": (
        "def cross_entropy(z, t): return -np.log(softmax(z)[range(len(t)), t])",
        {"cross_entropy"},
        set(),
    ),
    "mean probability": (
        "def cross_entropy(z, t): return 1 - softmax(z)[range(len(t)), t].mean()",
        {"cross_entropy"},
        set(),
    ),
    "half the gradient": (
        "def cross_entropy_backward(z, t): return right_upstream(z, t) / 2",
        {"cross_entropy_backward"},
        NETWORK,
    ),
    "gradient of the first row": (
        "def cross_entropy_backward(z, t): return right_upstream(z, t)[:1]",
        {"cross_entropy_backward"},
        None,
    ),
    "gradient by p alone": (
        "def cross_entropy_backward(z, t): return -np.eye(z.shape[1])[t] / softmax(z) / len(t)",
        {"cross_entropy_backward"},
        NETWORK,
    ),
    "targets plus one": (
        "def cross_entropy_backward(z, t): return right_upstream(z, (t + 1) % z.shape[1])",
        {"cross_entropy_backward"},
        NETWORK,
    ),
    "pairs swapped": (
        "def network_backward(*a): return [(gb, gW) for gW, gb in right_network(*a)]",
        {"last_layer"},
        {"earlier_layers"},
    ),
    "a dictionary": (
        "def network_backward(*a): return {i: pair for i, pair in enumerate(right_network(*a))}",
        {"last_layer"},
        {"earlier_layers"},
    ),
    "matrices alone": (
        "def network_backward(*a): return [gW for gW, _ in right_network(*a)]",
        {"last_layer"},
        {"earlier_layers"},
    ),
    "first layer left at zero": (
        "def network_backward(*a):\n    first, *others = right_network(*a)\n    return [[0 * part for part in first], *others]",
        {"earlier_layers"},
        set(),
    ),
    "first layer None": (
        "def network_backward(*a):\n    return [(None, None), *right_network(*a)[1:]]",
        {"earlier_layers"},
        set(),
    ),
    "bias of the middle layer averaged": (
        """
def network_backward(X, *a):
    first, (W, b), last = right_network(X, *a)
    return [first, (W, b / len(X)), last]
""",
        {"earlier_layers"},
        set(),
    ),
    "gradients kept and added to": (
        """
kept = {}
def network_backward(X, *a):
    before = kept.get(len(X), [(0, 0)] * 3)
    kept[len(X)] = [[p + q for p, q in zip(*both)] for both in zip(before, right_network(X, *a))]
    return kept[len(X)]
""",
        {"last_layer"},
        {"earlier_layers"},
    ),
    "a step of the wrong size by one percent": (
        "def sgd_step(p, g, lr): return right_step(p, g, lr * 1.01)",
        {"sgd_step"},
        set(),
    ),
    "rate squared": ("def sgd_step(p, g, lr): return right_step(p, g, lr**2)", {"sgd_step"}, set()),
    "gradient of the first step kept": (
        """
first = []
def sgd_step(p, g, lr):
    first.append([[a.copy() for a in pair] for pair in g])
    return right_step(p, first[0], lr)
""",
        {"sgd_step"},
        set(),
    ),
    "a step of the sign": (
        "def sgd_step(p, g, lr): return right_step(p, [[np.sign(a) for a in pair] for pair in g], lr)",
        {"sgd_step"},
        set(),
    ),
}
KEPT = """
import numpy as np
right_softmax, right_cost, right_upstream = softmax, cross_entropy, cross_entropy_backward
right_network, right_step = network_backward, sgd_step
"""


def _undisturbed(code: str) -> str:
    """Put the solution's own functions beside the wrong ones, under other names."""
    return f"{KEPT}\n{code}\n"


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("style", RIGHT)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_right_styles_earn_all(style: str, seed: int) -> None:
    verdicts = run_in_solution(ID, RIGHT[style], seed)
    assert {id_: verdict.rationale.to("en") for id_, verdict in verdicts.items() if verdict.status != "passed"} == {}
    assert any(verdict.remarks for verdict in verdicts.values()) == (style not in QUIET)


@pytest.mark.parametrize("seed", range(10))
def test_the_solution_earns_all_without_a_remark(seed: int) -> None:
    verdicts = run(ID, solution_of(ID), seed)
    assert not not_passed(verdicts)
    assert not any(verdict.remarks for verdict in verdicts.values())
    assert EXERCISE.points == 7


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("wrong", wrong_of(ID), ids=lambda wrong: wrong.name)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_wrong_versions_are_as_they_say(wrong: Wrong, seed: int) -> None:
    assert_as_said(ID, wrong, seed)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", WRONG)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_other_wrong_code_loses_its_points_without_a_name(name: str, seed: int) -> None:
    code, lost, waiting = WRONG[name]
    verdicts = run_in_solution(ID, _undisturbed(code), seed)
    failed = {id_ for id_, verdict in verdicts.items() if verdict.status in ("failed", "error")}
    assert not any(verdict.diagnosis for verdict in verdicts.values())
    if waiting is None:  # shapes that nothing else can work with: whether it raises is the others' matter
        assert lost <= failed
    else:
        assert failed == lost
        assert {id_ for id_, verdict in verdicts.items() if verdict.status == "waiting"} == waiting


@pytest.mark.parametrize("seed", range(100))
def test_no_two_mistakes_coincide(seed: int) -> None:
    assert formulas_not_told_apart(ID, seed) == []


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("check_id", LAYERS)
def test_the_numbers_of_mistakes_in_a_network_lose_the_point_and_are_named(check_id: str, seed: int) -> None:
    """As a learner's code would return them: three pairs, the layers of the other check right."""
    check = CHECKS[check_id]
    assert check.judge is not None
    right_gradients = _checks().right_gradients
    cases = [case for case in planned(EXERCISE, check.plan, seed) if case.remark is None]
    for mistake in check.mistakes:
        assert mistake.formula is not None
        outcomes = []
        for case in cases:
            flat: list[Any] = list(right_gradients(*formula_arguments(case.call.args)))
            wrong: Any = mistake.formula(*formula_arguments(case.call.args))
            places = [2 * layer + i for layer in LAYERS[check_id] for i in (0, 1)]
            for place, value in zip(places, wrong, strict=True):
                flat[place] = value
            outcomes.append(Returned([(flat[i], flat[i + 1]) for i in (0, 2, 4)]))
        verdict = check.judge(EXERCISE, check, cases, outcomes)
        assert verdict.diagnosis is not None, mistake.id
        assert verdict.diagnosis.mistake.id == mistake.id


def test_gradients_are_those_of_ridders_too() -> None:
    """The complex steps of checks.py against the central differences used elsewhere."""
    checks = _checks()
    rng = np.random.default_rng(3)
    X, parameters, targets = checks.problems(rng)[0]
    flat = checks.flat(parameters)
    for at, expected in enumerate(checks.right_gradients(X, parameters, targets)):

        def cost(moved: np.ndarray, at: int = at) -> float:
            parts = [moved if i == at else part for i, part in enumerate(flat)]
            pairs = list(zip(parts[::2], parts[1::2], strict=True))
            return float(checks.cost_of(checks.layer_values(X, pairs)[-1], targets))

        estimate = numeric_gradient(cost, flat[at])
        assert np.all(np.abs(estimate.value - expected) <= 10 * estimate.error + 1e-12)


def test_a_right_network_counts_though_the_functions_before_it_are_wrong() -> None:
    code = (
        RIGHT["everything by itself, helpers never called"]
        + """
def softmax(logits):
    return logits
def cross_entropy_backward(logits, targets):
    raise NotImplementedError
"""
    )
    verdicts = run_in_solution(ID, code, 5)
    assert NETWORK.isdisjoint(not_passed(verdicts))
    assert any("`cross_entropy_backward`" in remark.to("en") for remark in verdicts["last_layer"].remarks)
    assert verdicts["cross_entropy_backward"].status == "not_attempted"


def test_what_a_wrong_softmax_brings_about_waits_for_it() -> None:
    verdicts = run_in_solution(ID, "def softmax(z):\n    return np.exp(z) / np.exp(z).sum(axis=0)\n", 4)
    for id_ in ("cross_entropy", "cross_entropy_backward", "last_layer"):
        assert verdicts[id_].status == "waiting"
        assert CHECKS["softmax"].title.to("pt-BR") in verdicts[id_].rationale.to("pt-BR")


def test_a_mistake_of_its_own_does_not_wait_where_softmax_is_right() -> None:
    verdicts = run_in_solution(ID, "def cross_entropy(z, t):\n    return 0.5\n", 4)
    assert verdicts["cross_entropy"].status == "failed"
    assert verdicts["cross_entropy"].diagnosis is None


def test_an_exception_that_comes_from_softmax_is_shown_with_its_line() -> None:
    code = "def softmax(z):\n    e = np.exp(z - z.max(axis=1, keepdims=True))\n    return e / e.sum(axis=1)\n"
    verdicts = run_in_solution(ID, code, 4)
    diagnosis = verdicts["softmax"].diagnosis
    assert diagnosis is not None
    assert diagnosis.mistake.id == "keepdims-forgotten"
    for id_ in ("cross_entropy", "cross_entropy_backward", "last_layer"):
        assert verdicts[id_].status == "error"
        assert "return e / e.sum(axis=1)" in verdicts[id_].rationale.to("en")


def test_a_changed_argument_is_paid_for_by_the_function_that_changes_it() -> None:
    code = "right = softmax\ndef softmax(z):\n    z -= z.max(axis=1, keepdims=True)\n    return right(z)\n"
    verdicts = run_in_solution(ID, code, 1)
    assert not_passed(verdicts) == {"softmax"}
    assert "`softmax`" in verdicts["cross_entropy"].remarks[0].to("en")


def test_a_changed_argument_hides_no_wrong_numbers() -> None:
    code = """
right = softmax
def softmax(z):
    p = right(z) if z.min() > 0 else right(z / 2)
    z += 0.5
    return p
"""
    verdicts = run_in_solution(ID, code, 1)
    assert verdicts["softmax"].diagnosis is None
    assert {"softmax", "softmax_large"} <= not_passed(verdicts)
    large = run_in_solution(ID, code.replace("z.min() > 0", "z.min() > -900"), 1)
    assert large["softmax"].numbers_right
    assert (large["softmax_large"].status, large["softmax_large"].diagnosis) == ("failed", None)


def test_rows_far_apart_cost_nothing_but_are_remarked_upon() -> None:
    verdict = run_in_solution(ID, RIGHT["the largest logit of all subtracted"], 2)["softmax_large"]
    assert verdict.status == "passed"
    assert "a shift of its own" in verdict.remarks[0].to("en")


def test_what_is_not_three_pairs_is_told_in_words() -> None:
    said = {}
    for name, code in (("nothing", "pass"), ("six", "return [0.0] * 6"), ("odd", "return [(X, X), X, (X, X)]")):
        verdict = run_in_solution(ID, f"def network_backward(X, parameters, targets):\n    {code}\n", 3)["last_layer"]
        assert verdict.help is not None
        said[name] = (verdict.rationale.to("en"), verdict.rationale.to("pt-BR"), verdict.help.to("en"))
    assert "returned None" in said["nothing"][0]
    assert "`return`" in said["nothing"][2]
    assert "a list of 6" in said["six"][0]
    assert "uma lista de 6" in said["six"][1]
    assert "the one for layer L1 being an array of shape (5, 16)" in said["odd"][0]


def test_a_bias_gradient_as_a_row_and_lists_are_remarked_upon() -> None:
    rows = run_in_solution(ID, RIGHT["row by row, bias as a row"], 0)
    assert "(1, 2)" in rows["last_layer"].remarks[0].to("en")
    lists = run_in_solution(ID, RIGHT["pure Python"], 0)
    for id_ in ("softmax", "cross_entropy_backward", "last_layer", "earlier_layers", "sgd_step"):
        assert any("list" in remark.to("en") for remark in lists[id_].remarks), id_


@pytest.mark.parametrize("seed", SEEDS)
def test_inputs_are_drawn_as_promised(seed: int) -> None:
    for logits, *_ in _arguments("softmax_large", seed):
        assert np.abs(logits).max() > 990
    for id_ in ("cross_entropy", "cross_entropy_backward"):
        batches = _arguments(id_, seed)
        assert {logits.shape for logits, _ in batches} == {(4, 4), (5, 3), (1, 3), (6, 2), (3, 5)}
        for logits, targets in batches:
            assert len(targets) == 1 or len(set(targets.tolist())) > 1
            assert _checks().true_softmax(logits).min() > 1e-3
    for id_ in ("last_layer", "earlier_layers"):
        assert [len(X) for X, *_ in _arguments(id_, seed)] == [5, 3, 1, 7, 5]
        assert planned(EXERCISE, CHECKS[id_].plan, seed)[4].repeated
    first, second, third, _ = _arguments("sgd_step", seed)
    assert (first[2], second[2]) == (0.001, 0.001)
    assert third[2] >= 0.05
    for reached, (W, b), (gW, gb) in zip(second[0], first[0], first[1], strict=True):  # two steps in a row
        np.testing.assert_allclose(reached[0], W - 0.001 * gW, rtol=1e-12)
        np.testing.assert_allclose(reached[1], b - 0.001 * gb, rtol=1e-12)


def _arguments(check_id: str, seed: int) -> list[Any]:
    """The arguments of the calls that count, those of the repeated one too."""
    cases = planned(EXERCISE, CHECKS[check_id].plan, seed)
    return [case.call.args for case in cases if case.remark is None]


def _checks() -> ModuleType:
    spec = importlib.util.spec_from_file_location("three_layer_checks", folder_of(ID) / "checks.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module

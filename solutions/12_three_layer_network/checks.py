"""Checks of 12 three_layer_network: softmax and its cross-entropy, three linear layers back to front, the step of SGD.

Text: pytorch (gradients of L2 first, then L1, then L0; parameter − lr · gradient; the optimizer's step).
Gradients are held against complex-step derivatives of the true cost: no backpropagation is in them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import Any, TypeAlias, TypeVar, cast

import numpy as np

from autograder.authoring import (
    Array,
    Call,
    Case,
    Catalogue,
    Check,
    Exercise,
    Expected,
    Outcome,
    Returned,
    Value,
    Verdict,
    described,
    exact_case,
    judge_built_on_helpers,
    known,
    linear_classifier,
    minimal,
    repeat_first,
    shown_by_parts,
)

T = TypeVar("T")
Moved: TypeAlias = linear_classifier.Moved
Targets: TypeAlias = linear_classifier.Targets
Parameters: TypeAlias = linear_classifier.Parameters
Flat: TypeAlias = linear_classifier.Flat  # (W0, b0, W1, b1, W2, b2), or a part of it
OfArrays: TypeAlias = linear_classifier.OfArrays
OfBatches: TypeAlias = linear_classifier.OfBatches
OfNetwork: TypeAlias = linear_classifier.OfNetwork
Formulas: TypeAlias = Mapping[str, Any]  # of the mistakes in force, by the check where they were made
Layers: TypeAlias = tuple[int, ...]
log_softmax, true_softmax = linear_classifier.log_softmax, linear_classifier.true_softmax
cost_of, OfLast, in_every_layer = linear_classifier.cost_of, linear_classifier.OfLast, linear_classifier.in_every_layer
layer_values, flat, paired = linear_classifier.layer_values, linear_classifier.flat, linear_classifier.paired
with_activation, by_upstream = linear_classifier.with_activation, linear_classifier.by_upstream
right_upstream, right_gradients = linear_classifier.right_upstream, linear_classifier.right_gradients

SIZES = (16, 8, 4, 2)
LAST, EARLIER, ALL = (2,), (1, 0), (0, 1, 2)  # the layers that a check judges, in the order of its parts
NAMES = ("W0", "b0", "W1", "b1", "W2", "b2")
PLACES = ((0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (2, 1))  # of the six in three pairs
# (n, k). The square one comes first: where an axis is lost nothing is raised there, and the numbers can be recognised.
SHAPES = ((4, 4), (5, 3), (1, 3), (6, 2), (3, 5))
FAR = 1000.0
TEXTS = Catalogue.beside(__file__)


def of_layers(layers: Layers, parts: Sequence[T]) -> tuple[T, ...]:
    """Pick the parts of these layers out of six."""
    return tuple(part for layer in layers for part in parts[2 * layer : 2 * layer + 2])


# --- softmax and cross-entropy ---------------------------------------------------------------------------------------

# float32 holds a logit of 1000 to within 6e-5, and the probabilities move with it.
ROUGH_FAR = FAR * float(np.finfo(np.float32).eps)
ROWS_FAR_APART = TEXTS.text("rows-far-apart")
HELPERS = {name: TEXTS.text(f"{name}-is-wrong") for name in ("softmax", "cross_entropy_backward")}
# Logits and targets, from one row and two classes up; the logits of a class differ from row to row.
MINIMAL_BATCHES = (
    ([[0.0, 1.0]], [0]),
    ([[2.0, 1.0, 0.0]], [1]),
    ([[0.0, 1.0], [2.0, -1.0]], [0, 1]),
    ([[2.0, 1.0, 0.0], [-1.0, 0.5, 3.0]], [1, 2]),
)
# One row further and further out, on either side; then two rows, and both sides in one row.
MINIMAL_FAR = ([[100.0, 101.0]], [[FAR, 1001.0]], [[-FAR, -999.0]], [[FAR, 1001.0], [1002.0, 1001.0]], [[FAR, -FAR]])


softmax_by = partial(exact_case, "softmax", "softmax(logits)")
cost_by = partial(exact_case, "cross_entropy", "cross_entropy(logits, targets)")
upstream_by = partial(exact_case, "cross_entropy_backward", "cross_entropy_backward(logits, targets)")
softmax_case, cost_case = partial(softmax_by, true_softmax), partial(cost_by, cost_of)
upstream_case = partial(upstream_by, right_upstream)
far_case = partial(softmax_case, loose_rtol=ROUGH_FAR)


def as_helpers(cases: Sequence[Case]) -> list[Case]:
    """Make these calls beside those of a function that may be built on them: there they cost nothing."""
    return [replace(case, remark=HELPERS[case.call.function]) for case in cases]


def batches(rng: np.random.Generator) -> list[tuple[Array, Targets]]:
    """Draw logits and targets of all shapes, with probabilities well above 0."""
    logits = [rng.uniform(-1.5, 1.5, (n, k)) + rng.uniform(-3, 3, (n, 1)) for n, k in SHAPES]
    return [(z, classes(rng, *z.shape)) for z in logits]


def classes(rng: np.random.Generator, n: int, k: int) -> Targets:
    """Draw a class per row, two different ones among them; a row alone is not of class 0, which subtracts nothing."""
    if n == 1:
        return rng.integers(1, k, size=1)
    targets = rng.integers(k, size=n)
    targets[:2] = rng.permutation(k)[:2]
    return rng.permutation(targets)


def plan_softmax(rng: np.random.Generator) -> list[Case]:
    """Several shapes, rows of very different scale, the same rows shifted."""
    inputs = [rng.uniform(-2.5, 2.5, shape) for shape in SHAPES]
    inputs[4] += rng.permutation([[0.0], [30.0], [-30.0]])
    inputs.append(inputs[1] + rng.uniform(3, 9, (5, 1)) * rng.choice([-1, 1], (5, 1)))
    return repeat_first([softmax_case(logits) for logits in inputs])


def plan_softmax_large(rng: np.random.Generator, in_force: OfArrays = true_softmax) -> list[Case]:
    """Rows around 1000, rows around −1000, rows that hold both; both kinds of rows in one array only for a remark."""
    near = [rng.uniform(-2.5, 2.5, shape) for shape in ((4, 3), (2, 5), (3, 4), (1, 3))]
    both = np.array([FAR, -FAR, FAR, 0.0])
    inputs = [near[0] + FAR, near[1] - FAR, near[2] + both, near[3] + rng.choice([-FAR, FAR])]
    apart = near[0] + np.array([[FAR], [-FAR], [0.0], [FAR]])
    cases = [softmax_by(in_force, logits, loose_rtol=ROUGH_FAR) for logits in inputs]
    return [*cases, replace(softmax_case(apart), remark=ROWS_FAR_APART)]


def plan_cross_entropy(rng: np.random.Generator, in_force: OfBatches = cost_of) -> list[Case]:
    """All shapes; then `softmax` on the same logits."""
    drawn = batches(rng)
    cases = [cost_by(in_force, *batch) for batch in drawn]
    return [*repeat_first(cases), *as_helpers([softmax_case(z) for z, _ in drawn])]


def plan_backward(rng: np.random.Generator, in_force: OfBatches = right_upstream) -> list[Case]:
    """All shapes; then `softmax` on the same logits."""
    drawn = batches(rng)
    cases = [upstream_by(in_force, *batch) for batch in drawn]
    return [*repeat_first(cases), *as_helpers([softmax_case(z) for z, _ in drawn])]


# --- the network and its step ----------------------------------------------------------------------------------------

# The shapes are fixed, so the minimal network is one that takes few words: MINIMAL_TEXT makes MINIMAL_PARAMETERS.
MINIMAL_PARAMETERS: Parameters = [(np.eye(d, k), np.full(k, 0.5)) for d, k in pairwise(SIZES)]
MINIMAL_TEXT = f"p = [(np.eye(d, k), np.full(k, 0.5)) for d, k in {tuple(pairwise(SIZES))}]"


def network_case(
    layers: Layers, X: Array, parameters: Parameters, targets: Targets, gradients: OfNetwork = right_gradients
) -> Case:
    """Ask for the gradients, and judge those of `layers`; that of a bias may come as a row (1, k), with a remark."""
    expected = []
    for name, gradient in zip(NAMES, gradients(X, parameters, targets), strict=True):
        rows = ((1, gradient.size),) if gradient.ndim == 1 else ()
        expected.append(Expected(f"grad_{name}", gradient, np.zeros(gradient.shape), accepted_shapes=rows))
    return Case(Call("network_backward", (X, parameters, targets)), of_layers(layers, expected))


def sgd_case(parameters: Parameters, gradients: Parameters, rate: float) -> Case:
    """Ask for the parameters after a step."""
    steps = zip(NAMES, flat(parameters), flat(gradients), strict=True)
    expected = tuple(Expected.after_step(f"new {name}", start, rate * gradient) for name, start, gradient in steps)
    return Case(Call("sgd_step", (parameters, gradients, rate)), expected)


def drawn_parameters(rng: np.random.Generator, scale: float = 1.0) -> Parameters:
    """Draw three layers."""
    return [(rng.normal(0, scale / np.sqrt(d), (d, k)), rng.normal(0, scale / 2, k)) for d, k in pairwise(SIZES)]


def problems(rng: np.random.Generator) -> list[tuple[Array, Parameters, Targets]]:
    """Draw networks with batches of several sizes."""
    found = []
    for n in (5, 3, 1, 7):
        X, parameters = rng.normal(0, 1, (n, SIZES[0])), drawn_parameters(rng)
        # No row is decided beyond doubt: where p is nearly 1 little is left of p − 1, in float32 above all.
        logits, (W, b) = layer_values(X, parameters)[-1], parameters[-1]
        calmer = min(1.0, 2 / np.abs(logits[:, 0] - logits[:, 1]).max())
        found.append((X, [*parameters[:-1], (calmer * W, calmer * b)], classes(rng, n, SIZES[-1])))
    return found


def plan_last_layer(rng: np.random.Generator, in_force: OfNetwork = right_gradients) -> list[Case]:
    """Batches of several sizes; then the two functions that it may be built on, at the true logits."""
    drawn = problems(rng)
    cases = [network_case(LAST, *problem, in_force) for problem in drawn]
    outputs = [(layer_values(X, parameters)[-1], targets) for X, parameters, targets in drawn]
    helpers = [*(softmax_case(z) for z, _ in outputs), *(upstream_case(*output) for output in outputs)]
    return [*repeat_first(cases), *as_helpers(helpers)]


def plan_earlier_layers(rng: np.random.Generator, in_force: OfNetwork = right_gradients) -> list[Case]:
    """Other batches of the same sizes."""
    return repeat_first([network_case(EARLIER, *problem, in_force) for problem in problems(rng)])


def plan_sgd(rng: np.random.Generator) -> list[Case]:
    """Two steps in a row with the text's rate, one elsewhere with a larger rate."""
    start, elsewhere = drawn_parameters(rng), drawn_parameters(rng)
    gradients = drawn_parameters(rng, 3.0)
    first = sgd_case(start, gradients, 0.001)
    reached = [part - 0.001 * gradient for part, gradient in zip(flat(start), flat(gradients), strict=True)]
    second = sgd_case(paired(reached), drawn_parameters(rng, 3.0), 0.001)
    third = sgd_case(elsewhere, drawn_parameters(rng, 3.0), float(rng.uniform(0.05, 0.45)))
    return repeat_first([first, second, third])


def minimal_network(layers: Layers) -> list[Case]:
    """One row, two, three, of inputs that count up from −2 in eighths, array by array."""
    cases = []
    for targets in ([0], [1, 0], [1, 0, 0]):
        n, end = len(targets), 16.0 * (len(targets) - 1)
        X = np.arange(-16.0, end).reshape(n, 16) / 8
        text = f"X = np.arange(-16.0, {end}).reshape({n}, 16) / 8; {MINIMAL_TEXT}"
        case = network_case(layers, X, MINIMAL_PARAMETERS, np.array(targets))
        text += f"; network_backward(X, p, np.array({targets}))"
        cases.append(shown_by_parts(case, text, of_layers(layers, PLACES)))
    return cases


def minimal_sgd() -> list[Case]:
    """The same step at two rates, array by array."""
    gradients = [(2 * W + 1, b - 1) for W, b in MINIMAL_PARAMETERS]
    text = f"{MINIMAL_TEXT}; g = [(2 * W + 1, b - 1) for W, b in p]"
    cases = {rate: sgd_case(MINIMAL_PARAMETERS, gradients, rate) for rate in (0.25, 0.125)}
    return [shown_by_parts(case, f"{text}; sgd_step(p, g, {rate})", PLACES) for rate, case in cases.items()]


# --- judging ---------------------------------------------------------------------------------------------------------

NOT_THREE_PAIRS, NOT_A_PAIR = TEXTS.text("not-three-pairs"), TEXTS.text("not-a-pair")
NOTHING_RETURNED, BUILD_PAIRS = TEXTS.text("nothing-returned"), TEXTS.text("build-three-pairs")


def judge_layers(
    layers: Layers, exercise: Exercise, check: Check, cases: Sequence[Case], outcomes: Sequence[Outcome]
) -> Verdict:
    """Judge these layers out of three returned pairs; lists and tuples are as good at both levels."""
    picked = list(outcomes)
    for at, (case, outcome) in enumerate(zip(cases, outcomes, strict=False)):
        if case.remark is None and isinstance(outcome, Returned):
            function, instead = case.call.function, in_place_of_pairs(outcome.value)
            if instead is not None:
                why = NOT_THREE_PAIRS(function=function, what=instead)
                help_ = NOTHING_RETURNED() if outcome.value is None else BUILD_PAIRS()
                return Verdict("failed", why, help_, evidence={"function": function})
            parts = flat(cast("Sequence[Sequence[Value]]", outcome.value))
            picked[at] = replace(outcome, value=of_layers(layers, parts))
    return judge_built_on_helpers(exercise, check, cases, picked)


def in_place_of_pairs(value: Value) -> object:
    """What is there in place of three pairs; None if they are there."""
    if not isinstance(value, list | tuple) or len(value) != len(ALL):
        return described(value)
    odd = next((i for i, pair in enumerate(value) if not isinstance(pair, list | tuple) or len(pair) != 2), None)
    return None if odd is None else NOT_A_PAIR(layer=f"L{odd}", what=described(value[odd]))


# --- known mistakes of softmax and cross-entropy ---------------------------------------------------------------------


def laid(per_row: Moved, z: Array) -> Moved:
    """Lay one number per row along the columns, as numpy does if n = k; if not, the learner's code raises there."""
    return np.resize(per_row, z.shape[1])


# What a softmax subtracts from the logits, and what it divides their powers by, right and wrong.
SHIFTS: dict[str, OfArrays] = {
    "nothing": np.zeros_like,
    "row": lambda z: z.max(axis=1, keepdims=True),
    "laid": lambda z: laid(z.max(axis=1), z),
}
SUMS: dict[str, OfArrays] = {
    "row": lambda e: e.sum(axis=1, keepdims=True),
    "laid": lambda e: laid(e.sum(axis=1), e),
    "column": lambda e: e.sum(axis=0),
    "all": lambda e: e.sum(),
}


def wrong_softmax(shift: str, total: str, z: Array) -> Array:
    """A softmax with these of SHIFTS and SUMS."""
    e: Array = np.exp(z - SHIFTS[shift](z))
    return e / SUMS[total](e)


def summed_upstream(z: Array, t: Targets) -> Array:
    """The right upstream gradient without its 1/n."""
    return len(t) * right_upstream(z, t)


def with_and_without_mean(summed: OfBatches) -> list[OfBatches]:
    """An upstream gradient of the summed cost, and the same divided by n."""
    return [summed, lambda z, t: summed(z, t) / len(t)]


SOFTMAX = (
    known("softmax-wrong-axis", *(partial(wrong_softmax, shift, "column") for shift in ("nothing", "row"))),
    known("softmax-sum-over-all", *(partial(wrong_softmax, shift, "all") for shift in ("nothing", "row"))),
    known(
        "keepdims-forgotten",
        *(partial(wrong_softmax, shift, "laid") for shift in SHIFTS),
        partial(wrong_softmax, "laid", "row"),
    ),
)
LARGE = (known("softmax-overflow", partial(wrong_softmax, "nothing", "row"), raises="OverflowError"),)
CROSS_ENTROPY = (
    known("sum-not-mean", lambda z, t: cost_of(z, t) * len(t)),
    known("mean-over-all-entries", lambda z, t: cost_of(z, t) / z.shape[1]),
    known("sign-flipped", lambda z, t: -cost_of(z, t), lambda z, t: -cost_of(z, t) * len(t)),
    known("every-target-for-every-row", lambda z, t: -log_softmax(z)[:, t].mean()),
    known(
        "class-index-as-number",
        lambda z, t: -np.mean(laid(t, z) * log_softmax(z)),
        lambda z, t: -np.sum(laid(t, z) * log_softmax(z)) / len(t),
    ),
)
UPSTREAM = (
    known("not-divided-by-batch-size", summed_upstream),
    known("divided-by-batch-size-twice", lambda z, t: right_upstream(z, t) / len(t)),
    known("mean-over-all-entries", lambda z, t: right_upstream(z, t) / z.shape[1]),
    known("sign-flipped", *with_and_without_mean(lambda z, t: -summed_upstream(z, t))),
    known(
        "softmax-jacobian-diagonal-only",
        *with_and_without_mean(lambda z, t: summed_upstream(z, t) * true_softmax(z) * (1 - true_softmax(z))),
        *with_and_without_mean(lambda z, t: summed_upstream(z, t) * np.eye(z.shape[1])[t]),
    ),
    known("target-not-subtracted", *with_and_without_mean(lambda z, _: true_softmax(z))),
    known(
        "class-index-as-number",
        *with_and_without_mean(lambda z, t: true_softmax(z) - laid(t, z)),
        *with_and_without_mean(lambda z, t: true_softmax(z) - t[:, None]),
    ),
    known(
        "every-target-for-every-row",
        *with_and_without_mean(lambda z, t: true_softmax(z) - np.eye(z.shape[1])[t].max(axis=0)),
    ),
)

# --- known mistakes of the network and of its step -------------------------------------------------------------------


def sgd_by(
    parameters: Parameters, gradients: Parameters, rate: float, *, sign: int = -1, moving: Sequence[int] = range(6)
) -> Flat:
    """The parameters after a step of those numbered in `moving`."""
    pairs = enumerate(zip(flat(parameters), flat(gradients), strict=True))
    return tuple(part + sign * rate * gradient if i in moving else part for i, (part, gradient) in pairs)


LAST_LAYER = (
    known("layer-output-for-input", in_every_layer(lambda leaving, G, _gW, gb: (leaving.T @ G, gb))),
    known(
        "bias-gradient-averaged",
        in_every_layer(lambda _, G, gW, gb: (gW, gb / len(G))),
        in_every_layer(lambda _, G, gW, gb: (gW, gb[None] / len(G))),
    ),
    known("gradient-transposed", in_every_layer(lambda _, _G, gW, gb: (gW.T, gb))),
    known("layers-in-reverse-order", OfLast(lambda *args: flat(paired(right_gradients(*args))[::-1]))),
    known("bias-forgotten", OfLast(lambda X, layers, t: right_gradients(X, [(W, 0 * b) for W, b in layers], t))),
    known(
        "activation-that-is-not-there",
        with_activation(lambda z: z * (z.real > 0)),
        with_activation(lambda z: 1 / (1 + np.exp(-z))),
        with_activation(np.tanh),
    ),
    *(known(row.id, *(OfLast(by_upstream(formula)) for formula in row.formulas)) for row in UPSTREAM),
)
EARLIER_LAYERS = (
    known("upstream-not-passed-on", linear_classifier.never_passed_on),
    known(
        "divided-by-batch-size-twice",
        *(partial(linear_classifier.divided_again, times) for times in ((1, 1, 1, 1), (1, 1, 2, 2))),
    ),
)
SGD_STEP = (
    known("climbs-instead-of-descends", partial(sgd_by, sign=+1)),
    known(
        "learning-rate-ignored",
        lambda parameters, gradients, _: sgd_by(parameters, gradients, 1.0),
        lambda parameters, gradients, _: sgd_by(parameters, gradients, 0.1),
        lambda parameters, gradients, _: sgd_by(parameters, gradients, 0.01),
        lambda parameters, gradients, _: sgd_by(parameters, gradients, 0.001),
    ),
    known(
        "returns-step-not-weight",
        lambda _, gradients, rate: tuple(-rate * gradient for gradient in flat(gradients)),
        lambda _, gradients, rate: tuple(rate * gradient for gradient in flat(gradients)),
    ),
    known("weights-not-changed", partial(sgd_by, moving=())),
    known(
        "parameters-left-out",
        *(partial(sgd_by, moving=some) for some in ((0,), (0, 1), (4, 5), (0, 2, 4), (1, 3, 5))),
    ),
    known(
        "list-arithmetic",
        raises=r"TypeError: (can't multiply sequence by non-int"
        r"|unsupported operand type\(s\) for [-+*/]=?: .*'(list|tuple)')",
    ),
)

minimal_softmax = minimal(softmax_case, [logits for logits, _ in MINIMAL_BATCHES])
minimal_far = minimal(far_case, MINIMAL_FAR)
minimal_cost, minimal_upstream = minimal(cost_case, MINIMAL_BATCHES), minimal(upstream_case, MINIMAL_BATCHES)
minimal_last, minimal_earlier = (partial(minimal_network, layers) for layers in (LAST, EARLIER))
judge_last, judge_earlier, judge_all = (partial(judge_layers, layers) for layers in (LAST, EARLIER, ALL))

# --- error carried forward -------------------------------------------------------------------------------------------


def of_softmax(use: Callable[..., Any], formulas: Formulas) -> list[OfBatches]:
    """What comes of a mistaken softmax."""
    return [partial(use, formulas["softmax"])]


def of_network(formulas: Formulas) -> list[OfNetwork]:
    """What comes of a mistaken L2 (where the layers before it may be right all the same), or of what is above it."""
    if "last_layer" in formulas:
        return [formulas["last_layer"].gradients, right_gradients]
    if "cross_entropy_backward" in formulas:
        return [by_upstream(formulas["cross_entropy_backward"])]
    return [by_upstream(partial(linear_classifier.upstream_by, formulas["softmax"]))]


helped = partial(TEXTS.check, judge=judge_built_on_helpers)
large = partial(helped, needs=("softmax",), carried=lambda formulas: [formulas["softmax"]])
cost = partial(helped, uses=("softmax",), carried=partial(of_softmax, linear_classifier.cost_by))
back = partial(helped, uses=("softmax",), carried=partial(of_softmax, linear_classifier.upstream_by))
above = partial(TEXTS.check, uses=("softmax", "cross_entropy_backward"), carried=of_network)
EXERCISE = TEXTS.exercise(
    "three_layer_network",
    {
        "softmax": "logits",
        "cross_entropy": "logits, targets",
        "cross_entropy_backward": "logits, targets",
        "network_backward": "X, parameters, targets",
        "sgd_step": "parameters, gradients, learning_rate",
    },
    [
        helped("softmax", 1, plan_softmax, minimal_softmax, SOFTMAX),
        large("softmax_large", 1, plan_softmax_large, minimal_far, LARGE),
        cost("cross_entropy", 1, plan_cross_entropy, minimal_cost, CROSS_ENTROPY),
        back("cross_entropy_backward", 1, plan_backward, minimal_upstream, UPSTREAM),
        above("last_layer", 1, plan_last_layer, minimal_last, LAST_LAYER, judge=judge_last),
        above(
            "earlier_layers",
            1,
            plan_earlier_layers,
            minimal_earlier,
            EARLIER_LAYERS,
            needs=("last_layer",),
            judge=judge_earlier,
        ),
        TEXTS.check("sgd_step", 1, plan_sgd, minimal_sgd, SGD_STEP, judge=judge_all),
    ],
    texts=("pytorch",),
    after=("linear_backward", "mse_backward", "delta_rule"),
    minutes=50,
)

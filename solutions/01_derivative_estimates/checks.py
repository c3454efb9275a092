"""Checks of 01 derivative_estimates: three estimates of a slope, each held against its own formula at the ε passed.

Texts: derivadas (nudge w by ε and see what J does), chain-rule (the gradient is the vector of the partial derivatives).

The formula is the answer, so only rounding is let through: the exact derivative, or another formula, is a wrong answer
here. The costs J are curved enough for these to differ far beyond rounding, and rich enough that no two known mistakes
coincide. Their coefficients are short decimals, so that a learner can type them in and see the same numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from itertools import product
from typing import NamedTuple, TypeAlias

import numpy as np

from autograder.authoring import (
    EPSILON,
    Array,
    Call,
    Case,
    Catalogue,
    Expected,
    Known,
    known,
    minimal,
    number_function,
    repeat_first,
    short_decimal,
)

OfArray: TypeAlias = Callable[[Array], float]
Along: TypeAlias = Callable[[float], float]  # t ↦ J with w, or one entry of w, moved by t
Rule: TypeAlias = Callable[[Along, float], float]  # an estimate of the slope of `along` at 0 from a step
Gradient: TypeAlias = Callable[..., Array]  # of (J, w) or (J, w, ε)

DEFAULT = 1e-3  # of forward_difference and central_difference
DEFAULT_GRADIENT = 1e-5
FLOAT32 = float(np.finfo(np.float32).eps)  # a right estimate stored as float32 is off by up to half of this


def forward(along: Along, e: float) -> float:
    """(J(w + ε) − J(w)) / ε."""
    return (along(e) - along(0.0)) / e


def central(along: Along, e: float) -> float:
    """(J(w + ε) − J(w − ε)) / (2ε)."""
    return (along(e) - along(-e)) / (2 * e)


def nudged(J: OfArray, w: Array, at: int | tuple[int, ...], dtype: type[np.floating] = np.float64) -> Along:
    """Give t ↦ J with the entry (or the row) of w at `at` moved by t, the move being made in `dtype`."""

    def along(t: float) -> float:
        moved = np.array(w, dtype)
        moved[at] += dtype(t)
        return float(J(moved.astype(np.float64)))

    return along


def on_entries(rule: Rule, default: float, dtype: type[np.floating] = np.float64) -> Gradient:
    """Make a gradient of a rule: each entry of w is nudged alone. A number is an array of one entry, shape ()."""

    def gradient(J: OfArray, w: Array | float, e: float = default) -> Array:
        w = np.array(w)
        result = np.zeros(w.shape)
        for index in np.ndindex(w.shape):
            result[index] = rule(nudged(J, w, index, dtype), e)
        return result

    return gradient


numerical_gradient = on_entries(central, DEFAULT_GRADIENT)


class Cost(NamedTuple):
    """A cost J of w, also as a formula; k in it stands for the numbers of w's entries."""

    text: str
    J: OfArray


def numbers(w: Array) -> Array:
    """Number the entries of w from 1."""
    return np.arange(1.0, w.size + 1).reshape(w.shape)


def written(cost: Cost, w: Array | float) -> tuple[str, str]:
    """Write a cost as messages do, and as a lambda; that of an array works whatever w is a list of."""
    text, call = cost.text, cost.text
    if isinstance(w, np.ndarray):
        call = re.sub(r"\bw\b", "np.float64(w)", text)
        k = f"np.arange(1, {w.size + 1}).reshape({w.shape})" if w.shape else "1"
        if re.search(r"\bk\b", text):
            return f"{text}, k = {k}", f"lambda w, k={k}: {call}"
    return text, f"lambda w: {call}"


def estimate(function: str, rule: Rule, default: float, cost: Cost, w: Array | float, epsilon: float | None) -> Case:
    """Call an estimate of the slope of `cost` at w, a number or an array; `epsilon` None is left out."""
    e = default if epsilon is None else epsilon
    value = on_entries(rule, default)(cost.J, w, e)
    # What rounding J, and w ± ε, each by half an ulp, may change in the quotient.
    sizes = on_entries(lambda along, e: abs(along(e)) + abs(along(-e)) + abs(along(0.0)), default)(cost.J, w, e)
    rounding = np.array(EPSILON * (sizes + np.abs(value) * (np.abs(w) + e)) / e)
    formula, source = written(cost, w)
    name = f"J(w) = {formula} ⇒ {'∂J/∂w' if isinstance(w, np.ndarray) else 'dJ/dw'}"
    args = (number_function("J", value.shape, cost.J, source), w)
    call = Call(function, args if epsilon is None else (*args, epsilon))
    return Case(call, Expected(name, value, rounding, loose_rtol=FLOAT32))


forward_case = partial(estimate, "forward_difference", forward, DEFAULT)
central_case = partial(estimate, "central_difference", central, DEFAULT)
gradient_case = partial(estimate, "numerical_gradient", central, DEFAULT_GRADIENT)


def cubic(rng: np.random.Generator) -> Cost:
    """Draw a cost of a number with a pole at 0."""
    a, b = short_decimal(rng, 0.5, 1.5), short_decimal(rng, 1, 3)
    return Cost(f"{a} * w**3 + {b} / w", lambda w: float(a * w**3 + b / w))


def wave(rng: np.random.Generator) -> Cost:
    """Draw a cost of a number that bends both ways."""
    a, b = short_decimal(rng, 1, 2), short_decimal(rng, 0.5, 1.5)
    return Cost(f"{a} * np.sin(3 * w) + {b} * w**3", lambda w: float(a * np.sin(3 * w) + b * w**3))


def steep(rng: np.random.Generator) -> Cost:
    """Draw a cost of a number that falls; where the others are asked for at 2 and beyond, they rise."""
    a, b = short_decimal(rng, 0.5, 1.5), short_decimal(rng, 1, 3)
    return Cost(f"{b} * w**2 - {a} * np.exp(5 * w)", lambda w: float(b * w**2 - a * np.exp(5 * w)))


def smooth_array(rng: np.random.Generator) -> Cost:
    """Draw a cost that tells every entry apart, and in which each entry's slope depends on all the others."""
    a, b = short_decimal(rng, 0.5, 1.5), short_decimal(rng, 1, 2)
    text = f"{a} * np.sum(k * w**3) + {b} * np.sin(np.sum(w / k))"
    return Cost(text, lambda w: float(a * np.sum(numbers(w) * w**3) + b * np.sin(np.sum(w / numbers(w)))))


def steep_array(rng: np.random.Generator) -> Cost:
    """Draw a falling cost that bends so much that even ε = 1e-5 and ε = 1e-6 give different numbers."""
    a = short_decimal(rng, 0.5, 1.5)
    return Cost(f"-{a} * np.exp(60 * np.sum(k * w))", lambda w: float(-a * np.exp(60 * np.sum(numbers(w) * w))))


def number_cases(rng: np.random.Generator, case: Callable[[Cost, float, float | None], Case]) -> list[Case]:
    """Floats and ints, negative ones too; with ε left out, and with others passed; the first one twice."""
    settings: list[tuple[Cost, float, float | None]] = [
        (steep(rng), short_decimal(rng, 0.3, 0.8, 3), None),
        (cubic(rng), -short_decimal(rng, 0.8, 2.2, 3), short_decimal(rng, 0.02, 0.09, 3)),
        (wave(rng), short_decimal(rng, -1.8, 1.8, 3), short_decimal(rng, 0.21, 0.39, 3)),
        (cubic(rng), int(rng.choice([2, 3, -3, 4])), None),
        (wave(rng), int(rng.choice([2, 3, -3, -4])), short_decimal(rng, 0.002, 0.009, 4)),
    ]
    return repeat_first([case(*settings[i]) for i in rng.permutation(len(settings))])


def plan_forward(rng: np.random.Generator) -> list[Case]:
    """Cases of forward_difference."""
    return number_cases(rng, forward_case)


def plan_central(rng: np.random.Generator) -> list[Case]:
    """Cases of central_difference."""
    return number_cases(rng, central_case)


def plan_gradient(rng: np.random.Generator) -> list[Case]:
    """Vectors, matrices and a block of floats; with ε left out, and with others passed; the first one twice."""

    def drawn(shape: tuple[int, ...], epsilon: float | None, cost: Cost, bound: float, digits: int) -> Case:
        return gradient_case(cost, rng.uniform(-bound, bound, shape).round(digits), epsilon)

    cases = [
        drawn((5,), None, steep_array(rng), 0.005, 5),
        drawn((2, 2), None, steep_array(rng), 0.005, 5),
        drawn((2, 3), short_decimal(rng, 0.02, 0.09, 3), smooth_array(rng), 1.5, 3),
        drawn((4,), short_decimal(rng, 0.21, 0.39, 3), smooth_array(rng), 1.5, 3),
        drawn((3, 1, 2), short_decimal(rng, 0.002, 0.009, 4), smooth_array(rng), 1.5, 3),
    ]
    return repeat_first([cases[i] for i in rng.permutation(len(cases))])


def plan_gradient_shapes(rng: np.random.Generator) -> list[Case]:
    """Integer arrays, and arrays of one entry: 0-d, (1,), (1, 1)."""

    def integers(shape: tuple[int, ...], epsilon: float | None) -> Case:
        w = np.array(rng.permutation(np.arange(-3, 5))[: np.prod(shape, dtype=int)].reshape(shape))
        return gradient_case(smooth_array(rng), w, epsilon)

    def floats(shape: tuple[int, ...], epsilon: float | None) -> Case:
        drawn = rng.uniform(0.5, 1.5, shape) * rng.choice([-1, 1], shape)
        w = np.array(np.round(drawn, 3))  # rounding a 0-d array gives a number
        return gradient_case(smooth_array(rng), w, epsilon)

    return [
        integers((4,), None),
        integers((2, 3), short_decimal(rng, 0.02, 0.09, 3)),
        floats((), short_decimal(rng, 0.02, 0.09, 3)),
        integers((), None),
        floats((1, 1), None),
        integers((1,), short_decimal(rng, 0.21, 0.39, 3)),
    ]


CUBE = Cost("w**3", lambda w: float(w**3))
# With more than one entry, each entry's slope depends on the others.
MIXED = Cost("np.sum(w)**3 + np.sum(k * w**2)", lambda w: float(np.sum(w) ** 3 + np.sum(numbers(w) * w**2)))
CUBES = Cost("np.sum(w**3)", lambda w: float(np.sum(w**3)))
STEEP = Cost("np.exp(200 * np.sum(w))", lambda w: float(np.exp(200 * np.sum(w))))
# Powers at small numbers, with ε passed and left out.
MINIMAL_NUMBERS: tuple[tuple[Cost, float, float | None], ...] = (
    (Cost("w**2", lambda w: float(w**2)), 3.0, 0.5),
    (CUBE, -2.0, 0.5),
    (CUBE, 2.0, None),
    (Cost("1 / w", lambda w: float(1 / w)), 4, 0.5),
    (Cost("np.exp(5 * w)", lambda w: float(np.exp(5 * w))), 1.0, None),
)
# From one entry to a matrix; then integers, and arrays of one entry.
MINIMAL_ARRAYS = (
    [2.0],
    [1.0, 2.0],
    [[1.0, -3.0]],
    [[1.0], [3.0]],
    [[1.0, 2.0], [0.0, -4.0]],
    ([0.01, 0.02], None, STEEP),
)
MINIMAL_SHAPES = ((2.0, 0.5), ([3], 0.5), ([[2.0]], 0.5), ([1, 2], 0.5), (3, None), ([[1, 2], [0, -4]], 0.25))


def powers_case(values: object, epsilon: float | None = 0.5, cost: Cost = MIXED) -> Case:
    """Call the gradient of a sum of powers at small numbers."""
    w = np.array(values)
    return gradient_case(CUBES if w.size == 1 else cost, w, epsilon)


# Rules in the place of the right one, of j(t), J with w moved by t, and ε.
WRONG_RULES: dict[str, tuple[Rule, ...]] = {
    "no-division-by-step": (lambda j, e: j(e) - j(0.0), lambda j, e: j(e) - j(-e)),
    "divided-by-h-not-2h": (lambda j, e: (j(e) - j(-e)) / e,),
    "divided-by-2h-not-h": (lambda j, e: (j(e) - j(0.0)) / (2 * e),),
    "difference-reversed": (
        lambda j, e: (j(0.0) - j(e)) / e,
        lambda j, e: (j(-e) - j(e)) / (2 * e),
        lambda j, e: (j(-e) - j(0.0)) / e,
    ),
    "backward-difference": (lambda j, e: (j(0.0) - j(-e)) / e,),
    "half-step": (lambda j, e: (j(e / 2) - j(-e / 2)) / e,),
    "multiplied-by-step": (
        lambda j, e: (j(e) - j(0.0)) * e,
        lambda j, e: (j(e) - j(-e)) * e,
        lambda j, e: (j(e) - j(-e)) / 2 * e,
        lambda j, e: (j(e) - j(-e)) * 2 * e,
    ),
    "missing-parentheses-in-difference": (
        lambda j, e: j(e) - j(0.0) / e,
        lambda j, e: j(e) - j(-e) / (2 * e),
        lambda j, e: j(e) - j(-e) / 2 * e,
    ),
}
SMALL_STEPS = (1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8)
LARGE_STEPS = (0.1, 0.5, 1.0)
OWN_SMALL, OWN_LARGE = (1e-5, 0.0999), (0.1001, 2.0)  # steps that are none of these
RUNGS, HALVINGS = 100, 60  # of the search for such a step


def with_step(rule: Rule, step: float) -> Rule:
    """Use one step whatever ε is."""
    return lambda along, _: rule(along, step)


def ignoring(rule: Rule, own: float) -> Gradient:
    """Use a step of the learner's own, `constant`, whatever ε is; `own` is one, for a formula that is given none."""

    def gradient(J: OfArray, w: Array | float, _e: float = own, *, constant: float = own) -> Array:
        return on_entries(with_step(rule, constant), own)(J, w)

    return gradient


def own_step(rule: Rule, low: float, high: float) -> Callable[..., float | None]:
    """Find the step, `low` to `high`, by which a rule gives the first entry of what was returned, if there is just one."""
    ladder = np.geomspace(low, high, RUNGS)

    def found(returned: Array, J: OfArray, w: Array | float, *_: float) -> float | None:
        along = nudged(J, np.array(w), (0,) * np.ndim(w))
        slope = float(np.ravel(returned)[0])
        off = np.array([rule(along, step) - slope for step in ladder])
        (crossings,) = np.nonzero(off[:-1] * off[1:] <= 0)
        if len(crossings) != 1:
            return None
        at = int(crossings[0])
        below, above = float(ladder[at]), float(ladder[at + 1])
        for _halving in range(HALVINGS):
            middle = (below + above) / 2
            below, above = (middle, above) if (rule(along, middle) - slope) * off[at] > 0 else (below, middle)
        return above

    return found


def of_any(right: Rule, default: float, other: str, other_rule: Rule) -> list[Known]:
    """Give the mistakes that any of the three functions may have; `other` is the right rule of another function."""
    steps = (*SMALL_STEPS, *LARGE_STEPS)
    return [
        *(known(id_, *(on_entries(rule, default) for rule in rules)) for id_, rules in WRONG_RULES.items()),
        known("epsilon-ignored", *(on_entries(with_step(right, step), default) for step in SMALL_STEPS)),
        known("step-too-large", *(on_entries(with_step(right, step), default) for step in LARGE_STEPS)),
        known("epsilon-ignored", ignoring(right, 0.03), constant=own_step(right, *OWN_SMALL)),
        known("step-too-large", ignoring(right, 0.3), constant=own_step(right, *OWN_LARGE)),
        known("other-default-step", *(on_entries(right, step) for step in steps if step != default)),
        known(other, on_entries(other_rule, default)),
        known("float32-step-lost", on_entries(right, default, np.float32)),
    ]


def not_restored(left_at: float, J: OfArray, w: Array, e: float = DEFAULT_GRADIENT) -> Array:
    """Every entry, once nudged, stays where its last evaluation of J left it: `left_at` steps from its place."""
    x, gradient = np.array(w, np.float64), np.zeros(w.shape)
    for index in np.ndindex(w.shape):
        gradient[index] = central(nudged(J, x, index), e)
        x[index] += left_at * e
    return gradient


def all_together(J: OfArray, w: Array, e: float = DEFAULT_GRADIENT) -> float:
    """Nudge the whole array."""
    return central(lambda t: J(w + t), e)


def rows_together(J: OfArray, w: Array, e: float = DEFAULT_GRADIENT) -> Array:
    """Nudge w[i], which is a row of a matrix."""
    gradient = np.zeros(w.shape)
    for row in range(len(w)):
        gradient[row] = central(nudged(J, w, row), e)
    return gradient


def truncating(J: OfArray, w: Array, e: float = DEFAULT_GRADIENT, *, drifts: bool, whole_result: bool) -> Array:
    """Store the nudged entries back into an array of w's own kind, as `x[i] = x[i] + e` does."""
    x, gradient = np.array(w), np.zeros(w.shape, w.dtype if whole_result else np.float64)
    for index in np.ndindex(w.shape):
        before = x[index]
        x[index] = before + e
        above = J(x)
        x[index] = x[index] - 2 * e if drifts else before - e
        below = J(x)
        x[index] = x[index] + e if drifts else before
        gradient[index] = (above - below) / (2 * e)
    return gradient


NO_MATRIX = (
    r"IndexError: tuple index out of range|ValueError: (not enough|too many) values to unpack"
    r"|TypeError: object of type 'numpy\.\w+' has no len\(\)"
)
# J asked with an entry, or with a row, of the array that it takes.
PIECE = r"ValueError: J takes an array of shape \(\d+,(?: (?P<row>\d.*?))?\), not shape (\(\)|\((?P=row),?\)) "
FORWARD = of_any(forward, DEFAULT, "central-for-forward", central)
CENTRAL = of_any(central, DEFAULT, "forward-for-central", forward)
GRADIENT = (
    *of_any(central, DEFAULT_GRADIENT, "forward-for-central", forward),
    known("entry-not-restored", partial(not_restored, -1.0), partial(not_restored, 1.0)),
    known("all-entries-nudged-together", all_together, lambda J, w, *e: np.full(w.shape, all_together(J, w, *e))),
    known("row-nudged-together", rows_together),
    known("written-for-matrices", raises=NO_MATRIX),
    known("rows-handed-one-by-one", raises=PIECE),
    known("gradient-flattened", lambda *args: numerical_gradient(*args).ravel()),
)
TRUNCATED = (
    *(
        known(
            "integer-array-truncates-step",
            partial(truncating, drifts=drifts, whole_result=whole),
            raises=r"Cannot cast ufunc '(add|subtract)' output",
        )
        for drifts, whole in product((False, True), repeat=2)
    ),
    known("zero-d-array-has-no-length", raises=r"TypeError: (len\(\) of unsized object|iteration over a 0-d array)"),
    known("zero-d-array-becomes-number", raises=r"TypeError: 'numpy\.\w+' object does not support item assignment"),
)


def shapes(in_force: Gradient = numerical_gradient) -> tuple[Known, ...]:
    """The mistakes that show with integers and with one entry, whatever rule each entry is estimated by."""
    cut = known("integer-result-truncated", lambda J, w, *e: np.asarray(in_force(J, w, *e)).astype(w.dtype))
    return (*TRUNCATED, cut)


def entry_by_entry(of_number: Gradient) -> Gradient:
    """The gradient made of a wrong estimate for a number, which is given each entry and the ε that is passed."""

    def gradient(J: OfArray, w: Array, e: float = DEFAULT_GRADIENT) -> Array:
        result = np.zeros(w.shape)
        for index in np.ndindex(w.shape):
            result[index] = of_number(_with_entry(J, w, index), np.float64(w[index]), e)
        return result

    return gradient


def _with_entry(J: OfArray, w: Array, index: tuple[int, ...]) -> OfArray:
    """J of one entry of w, the others being as they are."""

    def of_entry(entry: Array) -> float:
        moved = np.array(w, np.float64)
        moved[index] = entry
        return J(moved)

    return of_entry


def gradients_with(failed: Mapping[str, Gradient]) -> list[Gradient]:
    """What a wrong gradient is elsewhere; or the gradient made of a wrong central difference."""
    return [failed["gradient"] if "gradient" in failed else entry_by_entry(failed["central"])]


TEXTS = Catalogue.beside(__file__)
on_central = partial(TEXTS.check, uses=("central",), carried=gradients_with)
EXERCISE = TEXTS.exercise(
    "derivative_estimates",
    dict.fromkeys(("forward_difference", "central_difference", "numerical_gradient"), "J, w, epsilon"),
    [
        TEXTS.check("forward", 2, plan_forward, minimal(forward_case, MINIMAL_NUMBERS), FORWARD),
        TEXTS.check("central", 3, plan_central, minimal(central_case, MINIMAL_NUMBERS), CENTRAL),
        on_central("gradient", 3, plan_gradient, minimal(powers_case, MINIMAL_ARRAYS), GRADIENT),
        on_central(
            "gradient_integers_and_shapes",
            2,
            plan_gradient_shapes,
            minimal(powers_case, MINIMAL_SHAPES),
            shapes,
            needs=("gradient",),
        ),
    ],
    texts=("derivadas", "chain-rule"),
    minutes=30,
    step_sweep={  # w³ at 2, as in the notebook's figure: the errors are 6ε + ε² and ε²
        "J": number_function("J", (), CUBE.J, "lambda w: w**3"),
        "w": 2.0,
        "slope": 12.0,
        "orders": {"forward_difference": (1, 6.0), "central_difference": (2, 1.0)},
    },
)

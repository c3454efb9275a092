"""Checks of 13 gradient_check: the learner's check is given right and wrong gradients, in an order that is drawn anew.

Texts: derivadas (nudging w by ε), cap-18.3 (the chain rule). Here stands which gradients are drawn and what is said of the
answers; the gradients are those of `gradient_pairs`, and which mistake it is comes from what the check asked of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import zip_longest
from typing import Any, TypeAlias

import numpy as np

from autograder.authoring import (
    Array,
    Call,
    Case,
    Catalogue,
    Check,
    Exercise,
    Outcome,
    Repro,
    Returned,
    Seeded,
    Verdict,
    Written,
    described,
    diagnose_change,
    gradient_check_diagnosis,
    gradient_pairs,
    known,
    named,
    verdict_on_failure,
)

Layer: TypeAlias = gradient_pairs.Layer
Pair: TypeAlias = gradient_pairs.Pair
Answer: TypeAlias = gradient_check_diagnosis.Answer
right, wrong, with_upstream, replaced = (
    gradient_pairs.right,
    gradient_pairs.wrong,
    gradient_pairs.with_upstream,
    gradient_pairs.replaced,
)
drawn, scaled, sizes = gradient_pairs.drawn, gradient_pairs.scaled, gradient_pairs.sizes
LINEAR, TANH, MATRICES, PRODUCT = (
    gradient_pairs.LINEAR,
    gradient_pairs.TANH,
    gradient_pairs.MATRICES,
    gradient_pairs.PRODUCT,
)
COST, LOG_SUM, SIGMOID, RELU = (
    gradient_pairs.COST,
    gradient_pairs.LOG_SUM,
    gradient_pairs.SIGMOID,
    gradient_pairs.RELU,
)
SEVERAL, SMOOTH = gradient_pairs.SEVERAL, gradient_pairs.SMOOTH

# --- the pairs that are drawn ------------------------------------------------------------------------------------------


def right_pairs(rng: np.random.Generator) -> Iterator[Pair]:
    """All kinds of right gradients."""
    for layer in (LINEAR, TANH, LOG_SUM, COST):
        yield right("smooth", *drawn(rng, layer))
    X, W, b = LINEAR.draw(rng, *sizes(rng))
    yield right("badly-scaled", LINEAR, (1e3 * X, 1e-3 * W, b))
    x, y = PRODUCT.draw(rng, *sizes(rng))
    yield right("badly-scaled", PRODUCT, (1e-3 * x, 1e3 * y))
    for layer in (TANH, MATRICES):
        yield right("large", *drawn(rng, scaled(layer, 1e8)))
    for layer in (LOG_SUM, PRODUCT):
        yield right("tiny", *drawn(rng, scaled(layer, 1e-9)))
    for low, high, layer in ((9, 13, SIGMOID), (-13, -9, SIGMOID)):
        (z,) = layer.draw(rng, *sizes(rng))
        z.flat[1::2] = rng.uniform(low, high, z.flat[1::2].shape)
        yield right("saturated", layer, (z,))
    for _ in range(2):
        z, y = RELU.draw(rng, *sizes(rng))
        z = rng.uniform(0.02, 1, z.shape) * rng.choice([-1, 1], z.shape)
        z.flat[:2] = rng.uniform(0.02, 0.05, 2) * [1, -1]
        yield right("kink", RELU, (z, y + 2 * np.sign(y)))


def nonsense_pairs(rng: np.random.Generator) -> Iterator[Pair]:
    """Gradients of the right shapes and sizes, and else of nothing."""
    for layer in (LINEAR, TANH, PRODUCT, SIGMOID, COST):
        arguments = layer.draw(rng, *sizes(rng))
        yield wrong("nonsense", layer, arguments, gradient_pairs.noise(rng, arguments))


def size_pairs(rng: np.random.Generator) -> Iterator[Pair]:
    """Everything has the wrong sign, is off by a factor, or lacks the upstream gradient; also where all is tiny."""
    for layers in (SEVERAL, SMOOTH, (scaled(SIGMOID, 1e-9),)):
        yield wrong("sign", *drawn(rng, *layers), lambda right, *_: [-one for one in right])
    for factor, layers in ((2, SMOOTH), (0.5, SEVERAL), (2, (scaled(TANH, 1e-9),)), (0.5, (scaled(MATRICES, 1e8),))):
        yield wrong("factor", *drawn(rng, *layers), lambda right, *_, factor=factor: [factor * one for one in right])
    for layer in (PRODUCT, TANH, SIGMOID):
        yield with_upstream("upstream", *drawn(rng, layer), np.ones_like)


def part_pairs(rng: np.random.Generator) -> Iterator[Pair]:
    """One entry, one row or one argument is wrong, or rows and columns are exchanged."""
    for at, layers in ((0, SMOOTH), (1, SEVERAL), (2, (LINEAR, TANH))):
        layer, arguments = drawn(rng, *layers)
        yield wrong("entry", layer, arguments, gradient_pairs.entry_off(rng, at, arguments[at].shape))
    for at, change, layers in (
        (1, gradient_pairs.row_lost, (LINEAR, TANH)),
        (1, gradient_pairs.row_lost, (PRODUCT,)),
        (1, gradient_pairs.rows_exchanged, (MATRICES, COST)),
    ):
        yield wrong("row", *drawn(rng, *layers), replaced(at, change))
    for at, factor, layers in (
        (0, -1, SEVERAL),
        (1, 0, (PRODUCT, COST)),
        (1, 2, (LINEAR, TANH)),
        (2, 0.5, (LINEAR, TANH)),
    ):
        yield wrong("argument", *drawn(rng, *layers), replaced(at, lambda one, *_, factor=factor: factor * one))
    square = (2, 3, 3)
    for layer in (LINEAR, TANH):
        yield wrong("transposed", layer, layer.draw(rng, *square), replaced(1, lambda one, *_: one.T.copy()))
    for at, layer in ((0, MATRICES), (1, TANH)):
        yield wrong("shape", *drawn(rng, layer), replaced(at, lambda one, *_: one.T.copy()))
    yield wrong("shape", *drawn(rng, LINEAR), replaced(2, lambda one, *_: np.array(one.sum())))


def hidden_pairs(rng: np.random.Generator) -> Iterator[Pair]:
    """Right for an upstream gradient of ones, for one row or for square matrices, and nowhere else."""
    for other, layers in (
        (lambda G: G**2, SEVERAL),
        (np.flip, (TANH, PRODUCT, SIGMOID)),
        (lambda G: np.full(G.shape, G.mean()), (TANH, PRODUCT, SIGMOID)),
    ):
        yield with_upstream("ones", *drawn(rng, *layers), other)

    def last_row(_right: Array, G: Array, X: Array, *_: Array) -> Array:
        return np.outer(X[-1], G[-1])

    yield wrong("rows", *drawn(rng, LINEAR), replaced(1, last_row))
    yield wrong("rows", *drawn(rng, LINEAR, TANH), replaced(2, lambda one, G, *_: one / len(G)))
    yield wrong("rows", *drawn(rng, LINEAR), replaced(1, lambda one, G, *_: one / len(G)))
    yield wrong("square", *drawn(rng, COST), lambda right, _G, p, _t: [one * p.shape[1] / p.shape[0] for one in right])
    reshaped = replaced(1, lambda one, *_: one.T.reshape(one.shape))
    for layer in (MATRICES, LINEAR):
        yield wrong("square", *drawn(rng, layer), reshaped)


def slight_pairs(rng: np.random.Generator) -> Iterator[Pair]:
    """Off by one or two parts in a thousand; or right, but something is written into."""
    for at, layers in ((None, SMOOTH), (None, (scaled(TANH, 1e8),)), (0, SEVERAL), (1, SEVERAL)):
        factor = 1 + rng.choice([-1, 1]) * rng.uniform(1e-3, 2e-3)
        every = lambda right, *_, factor=factor: [factor * one for one in right]  # noqa: E731 -- as the other one
        one = lambda right, *_, factor=factor: factor * right  # noqa: E731
        yield wrong("slight", *drawn(rng, *layers), every if at is None else replaced(at, one))
    for change, layers in (
        (gradient_pairs.written_upstream, SMOOTH),
        (gradient_pairs.written_upstream, SEVERAL),
        (gradient_pairs.written_argument, SEVERAL),
    ):
        yield wrong("writes", *drawn(rng, *layers), change)


def beside_pairs(rng: np.random.Generator) -> Iterator[Pair]:
    """What costs nothing: a gradient that is zero, and NaN in the place of one."""
    z, y = RELU.draw(rng, *sizes(rng))
    yield right("zero", RELU, (-0.5 - np.abs(z), y))
    layer, arguments = drawn(rng, PRODUCT, COST)
    yield wrong("nan", layer, arguments, lambda right, *_: [np.full(one.shape, np.nan) for one in right])


FAMILIES: dict[str, Callable[[np.random.Generator], Iterator[Pair]]] = {
    "size": size_pairs,
    "part": part_pairs,
    "hidden": hidden_pairs,
    "slight": slight_pairs,
}
KINDS = {  # of pairs, by the check that judges them
    "right": ("smooth", "badly-scaled", "large", "tiny", "saturated", "kink", "nonsense", "zero"),
    "size": ("sign", "factor", "upstream"),
    "part": ("entry", "row", "argument", "transposed", "shape", "nan"),
    "hidden": ("ones", "rows", "square"),
    "slight": ("slight", "writes"),
}
BESIDE = ("zero", "nan")  # cost nothing


# --- what is asked ---------------------------------------------------------------------------------------------------


def asked(pair: Pair, seed: int, *, shown: bool = False) -> Case:
    """Ask for a verdict on a pair; `shown` ones can be pasted."""
    call = Call("check_gradient", (*pair.callbacks, pair.arguments, Seeded(seed)), via_driver="checked")
    arrays = "".join(f"np.array({array.tolist()}), " for array in pair.arguments)
    line = f"check_gradient({pair.sources[0]}, {pair.sources[1]}, ({arrays.strip()}), np.random.default_rng({seed}))"
    repros = (Repro(line, Written(pair.is_right), gradient_check_diagnosis.as_bool),) if shown else ()
    remark = BESIDE_TEXTS[pair.kind] if pair.kind in BESIDE else None
    return Case(call, repros=repros, remark=remark)


def plan_pairs(rng: np.random.Generator) -> list[Case]:
    """All pairs, mixed; those that cost nothing come last."""
    pairs = [*right_pairs(rng), *nonsense_pairs(rng), *(pair for family in FAMILIES.values() for pair in family(rng))]
    mixed = [pairs[at] for at in rng.permutation(len(pairs))]
    return [asked(pair, int(rng.integers(1 << 31))) for pair in (*mixed, *beside_pairs(rng))]


# Pairs to paste, the simplest first: kind, forward, the right backward, arguments, the backward that is given ("" : the right one).
SQUARE, PRODUCT_LINES, MATRIX_LINES, SHIFT = (
    ("lambda x: x**2", "lambda g, x: (2 * g * x,)"),
    ("lambda x, y: x * y", "lambda g, x, y: (g * y, g * x)"),
    ("lambda A, B: A @ B", "lambda g, A, B: (g @ B.T, A.T @ g)"),
    ("lambda x, b: x + b", "lambda g, x, b: (g, g.sum(axis=0))"),
)
LARGE = ("lambda x: 1e8 * x**2", "lambda g, x: (2e8 * g * x,)")
TINY = ("lambda x: 1e-9 * x**2", "lambda g, x: (2e-9 * g * x,)")
FLAT = ("lambda z: 1 / (1 + np.exp(-z))", "lambda g, z: (g / (2 + np.exp(z) + np.exp(-z)),)")
BENT = ("lambda z: np.maximum(z, 0)", "lambda g, z: (g * (z > 0),)")
THREE, TWO, TWOS = ([3.0],), ([3.0, -1.0],), ([3.0, -1.0], [-1.0, 3.0])
GRIDS, WIDE_TALL = ([[1.0, -2.0], [4.0, 0.5]], [[2.0, 1.0], [-1.0, 3.0]]), ([[1.0, 2.0, -1.0]], [[2.0], [-3.0], [0.5]])
Minimal: TypeAlias = tuple[str, tuple[str, str], tuple[list[Any], ...], str]
MINIMAL: dict[str, tuple[Minimal, ...]] = {
    "right": (
        ("smooth", SQUARE, THREE, ""),
        ("nonsense", SQUARE, THREE, "lambda g, x: (g + 20,)"),
        ("smooth", PRODUCT_LINES, TWOS, ""),
        ("large", LARGE, TWO, ""),
        ("saturated", FLAT, ([0.5, 12.0],), ""),
        ("kink", BENT, ([0.02, -0.02, 1.0],), ""),
    ),
    "size": (
        ("sign", SQUARE, THREE, "lambda g, x: (-2 * g * x,)"),
        ("factor", SQUARE, THREE, "lambda g, x: (g * x,)"),
        ("upstream", SQUARE, TWO, "lambda g, x: (2 * x,)"),
        ("factor", TINY, THREE, "lambda g, x: (1e-9 * g * x,)"),
    ),
    "part": (
        ("entry", SQUARE, TWO, "lambda g, x: (2 * g * x + np.array([0, 1]),)"),
        ("argument", PRODUCT_LINES, TWOS, "lambda g, x, y: (g * y, -g * x)"),
        ("argument", PRODUCT_LINES, TWOS, "lambda g, x, y: (-g * y, g * x)"),
        ("row", MATRIX_LINES, GRIDS, "lambda g, A, B: (g @ B.T, (A.T @ g)[::-1])"),
        ("transposed", MATRIX_LINES, GRIDS, "lambda g, A, B: (g @ B.T, g.T @ A)"),
        ("shape", MATRIX_LINES, WIDE_TALL, "lambda g, A, B: (g @ B.T, g.T @ A)"),
    ),
    "hidden": (
        ("ones", SQUARE, TWO, "lambda g, x: (2 * g**2 * x,)"),
        ("ones", SQUARE, TWO, "lambda g, x: (2 * np.mean(g) * x,)"),
        ("rows", SHIFT, (GRIDS[0], TWO[0]), "lambda g, x, b: (g, g.mean(axis=0))"),
        (
            "square",
            MATRIX_LINES,
            ([[1.0, -2.0]], [[2.0, -3.0, 1.0], [4.0, 0.5, -1.0]]),
            "lambda g, A, B: (g @ B.T, (g.T @ A).reshape(B.shape))",
        ),
    ),
    "slight": (
        ("slight", SQUARE, THREE, "lambda g, x: (2.002 * g * x,)"),
        ("slight", PRODUCT_LINES, TWOS, "lambda g, x, y: (g * y, 1.001 * g * x)"),
        ("writes", SQUARE, TWO, "lambda g, x: (np.multiply(g, 2 * x, out=g),)"),
        ("writes", SQUARE, TWO, "lambda g, x: (g * np.multiply(x, 2, out=x),)"),
    ),
}


def as_function(line: str) -> Any:  # noqa: ANN401 -- a forward or a backward
    """Make the function that a learner gets who pastes a line."""
    function = eval(line, {"np": np})  # noqa: S307 -- the lines above
    if line.startswith("lambda g"):
        return lambda *given: tuple(map(np.asarray, function(*given)))
    return function


def minimal_pairs(check: str) -> list[Case]:
    """Pairs to paste, the simplest first."""
    cases: list[Case] = []
    for kind, (forward, backward), arguments, given in MINIMAL[check]:
        layer = Layer(forward.partition(": ")[2], as_function(forward), as_function(backward), gradient_pairs.normal())
        arrays = tuple(map(np.array, arguments))
        sources = forward, given or backward
        answering = as_function(given) if given else layer.backward
        cases.append(asked(Pair(kind, layer, arrays, answering, sources), 0, shown=True))
    return cases


# --- judging ---------------------------------------------------------------------------------------------------------

TEXTS = Catalogue.beside(__file__)
KIND_TEXTS = {kind: TEXTS.text(f"kind-{kind}") for kinds in KINDS.values() for kind in kinds if kind not in BESIDE}
BESIDE_TEXTS = {kind: TEXTS.text(f"beside-{kind}") for kind in BESIDE}
NO_VERDICT, NO_VERDICT_HELP = TEXTS.text("no-verdict"), TEXTS.text("no-verdict-help")
ACCUSED, NONSENSE, MISSED = TEXTS.text("accused"), TEXTS.text("nonsense"), TEXTS.text("missed")
COUNTED, AND_ALSO, CHANGED = TEXTS.text("counted"), TEXTS.text("and-also"), TEXTS.text("changed")
EXAMPLE, EXAMPLE_SHAPE, EXAMPLE_WRITES = (TEXTS.text(f"example{which}") for which in ("", "-shape", "-writes"))
RIGHT_NOW, CAUGHT_NOW = TEXTS.text("right-now"), TEXTS.text("caught-now")
RAISED, AS_NUMBER = TEXTS.text("raised"), TEXTS.text("as-number")
ARGUMENTS = 2  # the place of the arguments in the call


def judge_pairs(exercise: Exercise, check: Check, cases: Sequence[Case], outcomes: Sequence[Outcome]) -> Verdict:
    """Judge the answers to the pairs of one check; all the others are there to tell which mistake it is."""
    done = [(case, outcome) for case, outcome in zip_longest(cases, outcomes)]
    answers = [
        gradient_check_diagnosis.answer_of(case, outcome) for case, outcome in done if isinstance(outcome, Returned)
    ]
    own = [answer for answer in answers if answer.pair.kind in KINDS[check.id]]
    asked_for = [
        case for case, _ in done if gradient_pairs.pair_of(case).kind in KINDS[check.id] and case.remark is None
    ]
    judged = [answer for answer in own if answer.case.remark is None]
    silent = next((answer for answer in judged if answer.accepted is None), None)
    if silent is not None:
        return no_verdict(check, silent)
    ended = [(case, outcome) for case, outcome in done if outcome is not None and not isinstance(outcome, Returned)]
    if len(judged) < len(asked_for) and ended:
        return verdict_on_failure(exercise, ended[-1][0].call, ended[-1][1])
    wrong = [answer for answer in judged if answer.accepted is not (answer.pair.is_right)]
    if wrong:
        return told(check, wrong, judged, [answer for answer in answers if answer.case.remark is None])
    changing = [answer for answer in own if answer.pair.kind != "writes" and ARGUMENTS in answer.outcome.changed]
    evidence = {"function": "check_gradient"}
    if check.id == "right" and changing:
        return diagnose_change(check, Verdict("failed", CHANGED(), check.help(), evidence=evidence))
    remarks = [RAISED() for answer in judged if answer.odd == "raised"][:1]
    remarks += [AS_NUMBER() for answer in judged if answer.odd == "number"][:1]
    remarks += [
        answer.case.remark() for answer in own if answer.case.remark and answer.accepted is not (answer.pair.is_right)
    ]
    counts = Counter(answer.pair.is_right for answer in judged)
    why = RIGHT_NOW(right=counts[True], wrong=counts[False]) if counts[True] else CAUGHT_NOW(wrong=counts[False])
    return Verdict("passed", why, remarks=tuple(remarks))


def no_verdict(check: Check, answer: Answer) -> Verdict:
    """Say that something else came back than True or False."""
    value = answer.outcome.value
    evidence = {"function": "check_gradient"}
    verdict = Verdict("failed", NO_VERDICT(what=described(value)), NO_VERDICT_HELP(), evidence=evidence)
    return with_mistake(verdict, check, gradient_check_diagnosis.of_no_verdict(value))


def told(check: Check, wrong: Sequence[Answer], judged: Sequence[Answer], answers: Sequence[Answer]) -> Verdict:
    """Say which kinds were judged wrongly, with the smallest as an example, and which mistake that is."""
    accused = [answer for answer in wrong if answer.pair.is_right]
    shown = accused or wrong
    counts, all_ = (Counter(answer.pair.kind for answer in some) for some in (shown, judged))
    listed: Any = None
    for kind, count in counts.items():
        part = COUNTED(kind=KIND_TEXTS[kind], count=count, all=all_[kind])
        listed = part if listed is None else AND_ALSO(one=listed, other=part)
    smallest = min(shown, key=lambda answer: sum(array.size for array in answer.pair.arguments)).pair
    evidence = {"function": "check_gradient", "wrong": dict(counts), "formula": smallest.layer.formula}
    shapes = ", ".join(map(str, smallest.shapes))
    if accused:
        why = ACCUSED(
            count=len(accused),
            all=sum(answer.pair.is_right for answer in judged),
            kinds=listed,
            formula=smallest.layer.formula,
            shapes=shapes,
        )
    elif check.id == "right":
        why = NONSENSE(count=len(wrong), all=all_["nonsense"])
    else:
        why = MISSED(count=len(wrong), all=len(judged), kinds=listed, example=example(smallest, shapes))
    verdict = Verdict("failed", why, check.help(), evidence=evidence)
    if check.id == "right":
        return with_mistake(verdict, check, gradient_check_diagnosis.of_right(judged, answers))
    return with_mistake(verdict, check, gradient_check_diagnosis.of_family(wrong, answers))


def with_mistake(verdict: Verdict, check: Check, id_: str | None) -> Verdict:
    """Name a known mistake of a check, if it is one."""
    return verdict if id_ is None else named(verdict, next(one for one in check.mistakes if one.id == id_))


def example(pair: Pair, shapes: str) -> Any:  # noqa: ANN401 -- a message
    """Say of a wrong gradient what is wrong with it."""
    G = pair.some_upstream()
    given, expected = pair.gradients(G)
    about = {"formula": pair.layer.formula, "shapes": shapes}
    for at, (got, right_one) in enumerate(zip(given, expected, strict=True)):
        if np.shape(got) != right_one.shape:
            return EXAMPLE_SHAPE(at=at, got=np.shape(got), expected=right_one.shape, **about)
    if pair.kind == "writes":
        return EXAMPLE_WRITES(**about)
    off = [np.abs(got - right_one) for got, right_one in zip(given, expected, strict=True)]
    at = max(range(len(off)), key=lambda place: off[place].max() / np.abs(expected[place]).max())
    index = np.unravel_index(int(off[at].argmax()), off[at].shape)
    where = "".join(f"[{step}]" for step in index)
    return EXAMPLE(at=at, where=where, got=given[at][index], expected=expected[at][index], **about)


OF_RIGHT = (
    "accepts-everything",
    "accuses-everything",
    "verdict-inverted",
    "divided-by-h-not-2h",
    "error-for-verdict",
    "nothing-returned",
    "absolute-tolerance",
    "relative-error-entry-by-entry",
    "step-too-small",
    "step-too-large",
    "forward-difference-only",
)
OF_FAMILY = (
    "error-for-verdict",
    "nothing-returned",
    "upstream-of-ones",
    "first-argument-only",
    "first-entry-only",
    *gradient_check_diagnosis.ALIKE,
    "shape-not-compared",
    "writes-unnoticed",
    "absolute-tolerance",
    "tolerance-too-loose",
)
WRONG = tuple(map(known, OF_FAMILY))
RIGHT = (known("arguments-not-restored", in_place=True), *map(known, OF_RIGHT))


def check_of(id_: str, points: int) -> Check:
    """Make a check; all share their calls, and nothing is gained without accepting what is right."""
    rows, needs = (RIGHT, ()) if id_ == "right" else (WRONG, ("right",))
    minimal = partial(minimal_pairs, id_)
    return TEXTS.check(id_, points, plan_pairs, minimal, rows, judge=judge_pairs, needs=needs, goes_on=True)


EXERCISE = TEXTS.exercise(
    "gradient_check",
    {"check_gradient": "forward, backward, arguments, rng"},
    [check_of("right", 3), check_of("size", 2), check_of("part", 2), check_of("hidden", 2), check_of("slight", 1)],
    texts=("derivadas", "cap-18.3"),
    after=("derivative_estimates", "sigmoid_backward", "linear_backward"),
    minutes=60,
    cpu_seconds=20,
    extra=True,
)

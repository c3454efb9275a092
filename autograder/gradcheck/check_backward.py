"""The gradient check: a backward function against its forward function."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from autograder.gradcheck.compare_slopes import Examination, Examiner, Line, reason_of
from autograder.gradcheck.inputs import blocks, unit_of
from autograder.gradcheck.result import Backward, Doubt, Finding, Forward, GradientCheck, Pattern, Remark
from autograder.gradcheck.ridders import Array
from autograder.gradcheck.structure import Caller, Gradients, inspect, pattern_of, place_of
from autograder.gradcheck.weighing import Weighing

NOISY = 1e-11  # relative noise from which the forward function is said to be noisy
FLOOR = 1e4  # what cancels to zero in backward may leave so many times the forward function's noise behind
OUTPUT_BLOCKS = 4
BUDGET = 2000  # slopes per argument, each of some ten to thirty forward calls


def gradient_check(
    forward: Forward,
    backward: Backward,
    arguments: Sequence[ArrayLike],
    *,
    seed: int,
    rows: bool = False,
    budget: int = BUDGET,
) -> GradientCheck:
    """Check that `backward` is the vector-Jacobian product of `forward` at `arguments`.

    `forward(*arguments)` returns an array of any shape S, a number included; it is the function to go by and should
    compute in float64 where it is given float64. `backward(upstream, *arguments)`, with `upstream` of shape S,
    returns ∂⟨upstream, forward⟩/∂argument: one array of the argument's shape, or a tuple or list of them if there
    are several arguments. `arguments` are floating-point arrays of any shape and layout.

    Backward is called four times, and once more per magnitude of the outputs where these differ widely. It must leave
    its arguments and its earlier results alone, repeat itself, and be linear in `upstream`; its numbers must lie
    within the estimated error of extrapolated central differences, in directions over blocks of entries of like
    magnitude, or entry by entry where an argument has few. At a kink anything between the one-sided slopes holds.
    What cannot be told is undecided, never passed. A gradient of shape (1, k) for an argument of shape (k,) is a
    finding, or a remark if `rows`. All draws come from `seed`; `budget` limits the slopes taken per argument.

    Raises TypeError if an argument is not floating-point, or if forward returns no real numbers; ValueError if
    forward changes its arguments or the shape of what it returns. What forward or backward raise is passed on.

    >>> import numpy as np
    >>> check = gradient_check(np.sin, lambda upstream, x: upstream * np.cos(x), [np.array([0.0, 1.0])], seed=1)
    >>> check.status
    'passed'
    >>> check = gradient_check(np.sin, lambda upstream, x: np.cos(x), [np.array([0.0, 1.0])], seed=1)
    >>> check.findings[0].kind, check.findings[0].pattern.name
    ('not linear', 'upstream ignored')
    """
    given = [_floating(x) for x in arguments]
    rng = np.random.default_rng(seed)
    before = [x.tobytes() for x in given]
    lifted = [np.array(x, dtype=np.float64) for x in given]
    output = _real(forward(*given))
    shape = output.shape

    def flat(at: Sequence[Array]) -> Array:
        value = _real(forward(*at))
        if value.shape != shape:
            raise ValueError(f"forward returned shape {value.shape} after {shape}")
        return np.array(value, dtype=np.float64).reshape(-1)

    with np.errstate(all="ignore"):  # moved arguments may leave forward's domain
        line = Line(flat, lifted)
        if not np.isfinite(line.base).all():
            _unchanged(given, before, lifted)
            return GradientCheck((), (Doubt("forward is not finite"),), (), seed, line.calls + 1, 0)
        line.measure_noise(rng)
    caller = Caller(backward, given, _dtype(output, given), rows=rows)
    floors = [FLOOR * float(line.noise.sum()) / unit_of(x) for x in lifted]
    gradients = inspect(caller, shape, floors, rng)
    _ask_by_magnitude(caller, gradients, line.base.reshape(shape))
    doubts: list[Doubt] = []
    with np.errstate(all="ignore"):
        for place in range(len(given)):
            _values(line, caller, gradients, place, budget, rng, doubts)
    _unchanged(given, before, lifted)
    seen = np.abs(line.base) > 0
    if seen.any() and np.median(line.noise[seen] / np.abs(line.base[seen])) > NOISY:
        caller.remarks.add(Remark("forward is noisy"))
    return GradientCheck(
        findings=tuple(caller.findings),
        doubts=tuple(doubts),
        remarks=tuple(sorted(caller.remarks, key=lambda remark: (remark.name, remark.argument or 0))),
        seed=seed,
        forward_calls=line.calls + 1,
        backward_calls=caller.calls,
    )


def _ask_by_magnitude(caller: Caller, gradients: Gradients, base: Array) -> None:
    """Ask for the gradients of small outputs by themselves: beside large ones they would not show."""
    parts = [part for part in blocks(base) if np.any(base.reshape(-1)[part])] if base.size else []
    if len(parts) < 2 or len(gradients.upstreams) == 1:  # noqa: PLR2004 -- one part is all
        return
    for part in parts[:OUTPUT_BLOCKS]:
        mask = np.zeros(base.size)
        mask[part] = 1.0
        upstream = gradients.upstreams[0] * mask.reshape(base.shape)
        result, _ = caller(upstream)
        gradients.upstreams.append(upstream)
        gradients.results.append(result)


def _values(
    line: Line,
    caller: Caller,
    gradients: Gradients,
    place: int,
    budget: int,
    rng: np.random.Generator,
    doubts: list[Doubt],
) -> None:
    """Examine one argument's numbers, and put what is found among the findings, the remarks and the doubts."""
    pairs = [
        (upstream.reshape(-1), result[place])
        for upstream, result in zip(gradients.upstreams, gradients.results, strict=True)
    ]
    whole = [(upstream, gradient) for upstream, gradient in pairs if gradient is not None]
    if len(whole) < len(pairs) or not line.arguments[place].size:
        return
    examiner = Examiner(
        line,
        place,
        [upstream for upstream, _ in whole],
        [gradient.reshape(-1) for _, gradient in whole],
        place in caller.single,
        budget,
        rng,
    )
    found = examiner.examine()
    shape = line.arguments[place].shape
    if found.wrong:
        caller.find(_value_finding(found, gradients, place, shape, line))
    undecided = found.undecided
    if undecided or (found.exhausted and not found.wrong):
        index = _index(min(undecided), shape) if undecided else None
        doubts.append(Doubt(reason_of(found), place, index, len(undecided)))
    if found.rough and not found.wrong:
        caller.remarks.add(Remark(_precision(found.known, gradients, place), place))
    if any(weighing.outcome == "invisible" and weighing.got != 0 for weighing in found.known.values()):
        caller.remarks.add(Remark("too small to show", place))
    if any(weighing.outcome == "kink" for weighing in found.known.values()):
        caller.remarks.add(Remark("kink", place))


def _value_finding(found: Examination, gradients: Gradients, place: int, shape: tuple[int, ...], line: Line) -> Finding:
    wrong = found.wrong
    worst = max(wrong, key=lambda index: abs(wrong[index].got - wrong[index].expected) / wrong[index].error)
    examined = len(found.known) + found.held
    size = int(np.prod(shape))
    complete = examined >= size and not found.exhausted
    gradient = gradients.results[0][place]
    pattern = Pattern("upstream ignored") if place in gradients.ignored else None
    if pattern is None and gradient is not None:
        sizes = {length for x in (*line.arguments, gradients.upstreams[0]) for length in (*x.shape, x.size)}
        pattern = pattern_of(found.known, gradient, gradients.results[0], sizes, place)
    return Finding(
        "value",
        place,
        _index(worst, shape),
        wrong[worst].got,
        wrong[worst].expected,
        wrong[worst].error,
        wrong=len(wrong),
        examined=min(examined, size),
        size=size,
        place=place_of(wrong, shape, examined, complete=complete),
        pattern=pattern,
    )


def _precision(known: dict[int, Weighing], gradients: Gradients, place: int) -> Any:  # noqa: ANN401 -- a RemarkName
    gradient = gradients.results[0][place]
    single = gradient is not None and np.array_equal(gradient, gradient.astype(np.float32))
    close = all(abs(one.got - one.expected) <= one.error + 64 * 2.0**-24 * abs(one.expected) for one in known.values())
    return "float32 precision" if single or close else "finite-difference accuracy"


def _floating(x: ArrayLike) -> NDArray[Any]:
    array = np.asarray(x)
    if array.dtype.kind != "f":
        raise TypeError(f"a gradient check needs floating-point arguments, not {array.dtype}")
    return array


def _real(value: object) -> NDArray[Any]:
    array = np.asarray(value)
    if array.dtype.kind not in "fiu":
        raise TypeError(f"forward must return real numbers, not {array.dtype}")
    return array


def _dtype(output: NDArray[Any], given: Sequence[NDArray[Any]]) -> np.dtype[Any]:
    """Give the dtype of the upstream gradient: that of the output, which has no fewer bits than the arguments."""
    return np.result_type(np.float32, output.dtype, *(x.dtype for x in given)) if given else np.dtype(np.float64)


def _unchanged(given: Sequence[NDArray[Any]], before: Sequence[bytes], lifted: Sequence[Array]) -> None:
    for x, held, array in zip(given, before, lifted, strict=True):
        if x.tobytes() != held or np.asarray(array, dtype=x.dtype).tobytes() != held:
            raise ValueError("forward changed its arguments")


def _index(place: int, shape: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(int(i) for i in np.unravel_index(place, shape))

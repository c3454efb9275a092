"""Gradient checkers side by side on 28 wrong and 22 right backward functions, and the time of a passing check.

Every checker gets the same functions and the same arguments, each wrapped as that library asks. A wrong function counts
as caught if any of its cases raises an alarm, a right one as a false alarm likewise. Thresholds are each library's own
defaults, or what its documentation or course says. Needs the extra "bench"; nothing is asserted.

    python benchmarks/checkers.py --seeds 5
"""

from __future__ import annotations

import argparse
import warnings
from collections.abc import Callable, Sequence
from functools import partial
from statistics import median
from time import perf_counter
from typing import Any, TypeAlias

import autograd
import autograd.extend
import autograd.test_util
import fdm
import jax
import jax.test_util
import numpy as np
import scipy.optimize
import torch
from kinds import RIGHT, WRONG, Kind
from kinds_functions import Array, Backward, Forward, linear, linear_backward
from numericalderivative import SteplemanWinarsky

from autograder.gradcheck import gradient_check

Checker: TypeAlias = Callable[[Forward, Backward, Sequence[Any], int], bool]
STEP = 0.1  # from which numericalderivative begins to look for a step; its documentation's examples begin so, too
ROUNDS = 9  # of timing, alternating


def ours(forward: Forward, backward: Backward, arguments: Sequence[Any], seed: int) -> bool:
    """Count undecided as an alarm."""
    return gradient_check(forward, backward, arguments, seed=seed).passed


# --- rules applied by hand: numeric and claimed gradient of ⟨upstream, forward⟩, entry by entry ----------------------


def both(
    forward: Forward, backward: Backward, arguments: Sequence[Any], seed: int, step: float
) -> tuple[list[Any], list[Any]]:
    """Give the claimed gradients and those by central differences, as cs231n's eval_numerical_gradient_array does."""
    held = [np.array(x) for x in arguments]
    output = np.asarray(forward(*held))
    upstream = np.asarray(np.random.default_rng(seed).normal(size=output.shape)).astype(output.dtype)
    returned = backward(upstream, *held)
    claimed = [returned] if len(held) == 1 else list(returned)
    numeric = []
    for x in held:
        gradient = np.zeros(x.shape)
        for index in np.ndindex(x.shape):
            old = x[index].copy()
            x[index] = old + step
            above = np.array(forward(*held))
            x[index] = old - step
            below = np.array(forward(*held))
            x[index] = old
            gradient[index] = np.sum((above - below) * upstream) / (2 * step)
        numeric.append(gradient)
    return [np.asarray(x) for x in claimed], numeric


def relative_error(limit: float, forward: Forward, backward: Backward, arguments: Sequence[Any], seed: int) -> bool:
    """Apply cs231n's rule: max |a − n| / max(1e-8, |a| + |n|) below a limit, at step 1e-5."""
    claimed, numeric = both(forward, backward, arguments, seed, 1e-5)
    return all(
        bool(np.max(np.abs(a - n) / np.maximum(1e-8, np.abs(a) + np.abs(n))) < limit)
        for a, n in zip(claimed, numeric, strict=True)
    )


def norm_ratio(forward: Forward, backward: Backward, arguments: Sequence[Any], seed: int) -> bool:
    """Apply deeplearning.ai's rule: ‖a − n‖ / (‖a‖ + ‖n‖) at step 1e-7 is a mistake if beyond 2e-7."""
    claimed, numeric = both(forward, backward, arguments, seed, 1e-7)
    a, n = (np.concatenate([part.reshape(-1) for part in parts]) for parts in (claimed, numeric))
    difference = np.linalg.norm(a - n) / (np.linalg.norm(a) + np.linalg.norm(n))
    return not difference > 2e-7  # noqa: PLR2004 -- the course's figure; written so because NaN passes there


def scipy_check(forward: Forward, backward: Backward, arguments: Sequence[Any], seed: int) -> bool:
    """Let scipy.optimize.check_grad return a norm below 1e-6, as its documentation's examples show."""
    shapes = [np.shape(x) for x in arguments]
    cuts = np.cumsum([int(np.prod(shape)) for shape in shapes])[:-1]
    dtypes = [np.asarray(x).dtype for x in arguments]
    output = np.asarray(forward(*arguments))
    upstream = np.asarray(np.random.default_rng(seed).normal(size=output.shape))

    def parted(x: Array) -> list[Array]:
        parts = zip(np.split(x, cuts), shapes, dtypes, strict=True)
        return [part.reshape(shape).astype(dtype) for part, shape, dtype in parts]

    def function(x: Array) -> float:
        return float(np.sum(upstream * forward(*parted(x))))

    def gradient(x: Array) -> Array:
        returned = backward(upstream.copy(), *parted(x))
        parts = [returned] if len(shapes) == 1 else returned
        return np.concatenate([np.reshape(part, -1) for part in parts])

    start = np.concatenate([np.reshape(x, -1) for x in arguments]).astype(float)
    return bool(scipy.optimize.check_grad(function, gradient, start) < 1e-6)  # noqa: PLR2004 -- as said above


def minitorch_rule(forward: Forward, backward: Backward, arguments: Sequence[Any], seed: int) -> bool:
    """Apply MiniTorch's rule: one entry of each argument by a central difference of ε = 1e-6, off by at most 1e-2 + 1 %.

    There the upstream gradient is that of a sum; a drawn one is put in its place, as for all checkers here, and the entry
    is drawn, too. A gradient without such an entry fails, as indexing it does there.
    """
    rng = np.random.default_rng(seed)
    held = [np.array(x) for x in arguments]
    output = np.asarray(forward(*held))
    upstream = np.asarray(rng.normal(size=output.shape)).astype(output.dtype)
    returned = backward(upstream, *held)
    claimed = [returned] if len(held) == 1 else list(returned)
    for at, x in enumerate(held):
        if not x.size:
            continue
        index = tuple(int(rng.integers(length)) for length in x.shape)
        up = np.zeros(x.shape)
        up[index] = 1e-6
        sums = [
            np.sum(np.asarray(forward(*(one + sign * up if j == at else one for j, one in enumerate(held)))) * upstream)
            for sign in (1, -1)
        ]
        np.testing.assert_allclose(np.asarray(claimed[at])[index], (sums[0] - sums[1]) / 2e-6, rtol=1e-2, atol=1e-2)
    return True


# --- libraries ------------------------------------------------------------------------------------------------------


def torch_check(
    forward: Forward, backward: Backward, arguments: Sequence[Any], _: int, *, fast_mode: bool = False
) -> bool:
    """Wrap the functions as a torch.autograd.Function."""

    class Wrapped(torch.autograd.Function):
        @staticmethod
        def forward(ctx: torch.autograd.function.FunctionCtx, *inputs: torch.Tensor) -> torch.Tensor:
            ctx.save_for_backward(*inputs)
            return torch.from_numpy(np.array(forward(*(x.detach().numpy() for x in inputs))))

        @staticmethod
        def backward(ctx: torch.autograd.function.FunctionCtx, *upstream: torch.Tensor) -> tuple[torch.Tensor, ...]:
            returned = backward(upstream[0].numpy().copy(), *(x.detach().numpy() for x in ctx.saved_tensors))
            parts = [returned] if len(ctx.saved_tensors) == 1 else returned
            return tuple(torch.from_numpy(np.array(part)) for part in parts)

    tensors = [torch.from_numpy(np.array(x)).requires_grad_() for x in arguments]
    return bool(torch.autograd.gradcheck(Wrapped.apply, tensors, fast_mode=fast_mode))


def jax_check(forward: Forward, backward: Backward, arguments: Sequence[Any], _: int) -> bool:
    """Wrap the functions as a jax.custom_vjp that calls back to numpy."""
    output = np.asarray(forward(*arguments))
    result = jax.ShapeDtypeStruct(output.shape, output.dtype)
    shapes = tuple(jax.ShapeDtypeStruct(np.shape(x), np.asarray(x).dtype) for x in arguments)

    def numbers(*values: jax.Array) -> list[Array]:
        return [np.array(x) for x in values]

    def called(*inputs: jax.Array) -> Array:
        return np.asarray(forward(*numbers(*inputs)))

    def called_back(upstream: jax.Array, *inputs: jax.Array) -> tuple[Array, ...]:
        returned = backward(*numbers(upstream, *inputs))
        return tuple(np.asarray(x) for x in ([returned] if len(inputs) == 1 else returned))

    wrapped = jax.custom_vjp(lambda *inputs: jax.pure_callback(called, result, *inputs))
    wrapped.defvjp(
        lambda *inputs: (jax.pure_callback(called, result, *inputs), inputs),
        lambda inputs, upstream: jax.pure_callback(called_back, shapes, upstream, *inputs),
    )
    given = tuple(jax.numpy.asarray(x) for x in arguments)
    jax.test_util.check_grads(wrapped, given, order=1, modes=["rev"])
    return True


def autograd_check(forward: Forward, backward: Backward, arguments: Sequence[Any], _: int) -> bool:
    """Wrap the functions as a primitive of HIPS autograd, and check every argument, which is not its default."""
    wrapped = autograd.extend.primitive(forward)

    def vjp(place: int, _: Array, *inputs: Array) -> Callable[[Array], Array]:
        def back(g: Array) -> Array:
            returned = backward(np.array(g), *inputs)
            return np.asarray(returned if len(inputs) == 1 else returned[place])

        return back

    autograd.extend.defvjp(wrapped, *(partial(vjp, place) for place in range(len(arguments))))
    for place in range(len(arguments)):
        check = autograd.test_util.check_grads(wrapped, argnum=place, modes=["rev"], order=1)
        check(*(np.array(x) for x in arguments))
    return True


def fdm_check(forward: Forward, backward: Backward, arguments: Sequence[Any], _: int) -> bool:
    """Let fdm's check_sensitivity compare along a drawn direction for each argument, with its own tolerances."""

    def sensitivity(upstream: Array, _: Array, *inputs: Array) -> tuple[Array, ...]:
        returned = backward(np.array(upstream), *inputs)
        return (returned,) if len(inputs) == 1 else tuple(returned)

    def function(*inputs: Array) -> Array:
        return np.asarray(forward(*inputs))

    fdm.check_sensitivity(function, sensitivity, tuple(np.array(x) for x in arguments))
    return True


def numericalderivative_check(forward: Forward, backward: Backward, arguments: Sequence[Any], seed: int) -> bool:
    """Let numericalderivative find a step for each entry (Steplemen and Winarsky's method); it has no comparison of its own.

    Off by at most 1e-6 of the entry or of 1 passes, as where scipy's norm is held against 1e-6.
    """
    held = [np.array(x) for x in arguments]
    output = np.asarray(forward(*held))
    upstream = np.asarray(np.random.default_rng(seed).normal(size=output.shape)).astype(output.dtype)
    returned = backward(upstream, *[x.copy() for x in held])
    claimed = [returned] if len(held) == 1 else list(returned)
    for at, x in enumerate(held):
        if np.shape(claimed[at]) != x.shape:
            return False
        for index in np.ndindex(x.shape):

            def along(value: float, at: int = at, index: tuple[int, ...] = index) -> float:
                moved = [one.astype(np.float64) if j == at else one.copy() for j, one in enumerate(held)]
                moved[at][index] = value
                return float(np.sum(np.asarray(forward(*moved)) * upstream))

            method = SteplemanWinarsky(along, float(x[index]))
            step, _ = method.find_step(STEP)
            slope = method.compute_first_derivative(step)
            if not abs(slope - claimed[at][index]) <= 1e-6 * max(1.0, abs(slope)):
                return False
    return True


CHECKERS: dict[str, Checker] = {
    "autograder.gradcheck": ours,
    "torch gradcheck, slow": torch_check,
    "torch gradcheck, fast": partial(torch_check, fast_mode=True),
    "jax check_grads": jax_check,
    "scipy check_grad < 1e-6": scipy_check,
    "HIPS autograd, each argument": autograd_check,
    "cs231n rule < 1e-7": partial(relative_error, 1e-7),
    "cs231n rule < 1e-4": partial(relative_error, 1e-4),
    "deeplearning.ai rule": norm_ratio,
    "fdm check_sensitivity": fdm_check,
    "numericalderivative, < 1e-6": numericalderivative_check,
    "MiniTorch rule, 1e-2": minitorch_rule,
}


def holds(checker: Checker, kind: Kind, seed: int) -> bool:
    """Say whether a checker finds nothing wrong in any case of a kind; an exception is an alarm."""
    backward = kind.start()
    for place, arguments in enumerate(kind.draw(np.random.default_rng(seed))):
        np.random.seed(seed + place)  # noqa: NPY002 -- HIPS autograd and scipy draw from it
        torch.manual_seed(seed + place)
        try:
            if not checker(kind.forward, backward, arguments, seed + place):
                return False
        except Exception:  # noqa: BLE001 -- whatever it raises is how this checker says no
            return False
    return True


def alarms(checker: Checker, kinds: Sequence[Kind], seeds: int) -> dict[str, int]:
    """Count for each kind the seeds on which a checker raises an alarm."""
    return {kind.name: sum(not holds(checker, kind, seed) for seed in range(seeds)) for kind in kinds}


def timed(run: Callable[[], object]) -> float:
    """Give the wall seconds of one run."""
    start = perf_counter()
    run()
    return perf_counter() - start


def times() -> tuple[float, float]:
    """Time a passing check of X (32, 64) W (64, 32) + b, ours and torch's slow mode, alternating; give both medians."""
    rng = np.random.default_rng(0)
    arguments = [rng.normal(size=(32, 64)), rng.normal(size=(64, 32)), rng.normal(size=32)]
    pairs = []
    for _ in range(ROUNDS):
        mine = timed(lambda: ours(linear, linear_backward, arguments, 0))
        pairs.append((mine, timed(lambda: torch_check(linear, linear_backward, arguments, 0))))
    return median(mine for mine, _ in pairs), median(theirs for _, theirs in pairs)


def main() -> None:
    """Print the table and the times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--names", action="store_true", help="also list what each checker missed or alarmed at")
    options = parser.parse_args()
    jax.config.update("jax_enable_x64", val=True)
    warnings.simplefilter("ignore")
    np.seterr(all="ignore")
    print(f"caught of {len(WRONG)} wrong and false alarms of {len(RIGHT)} right, mean over {options.seeds} seeds")
    for name, checker in CHECKERS.items():
        start = perf_counter()
        caught, false = (alarms(checker, kinds, options.seeds) for kinds in (WRONG, RIGHT))
        figures = (sum(counts.values()) / options.seeds for counts in (caught, false))
        print("{:30} {:5.1f} {:5.1f}".format(name, *figures), f"{(perf_counter() - start) / options.seeds:8.1f} s/seed")
        if options.names:
            print("    missed:", ", ".join(kind for kind, count in caught.items() if count < options.seeds))
            print("    alarmed:", ", ".join(kind for kind, count in false.items() if count))
    mine, theirs = times()
    print(f"a passing check of X (32, 64) W (64, 32) + b: {1e3 * mine:.1f} ms; torch, slow: {1e3 * theirs:.1f} ms;")
    print(f"ratio {mine / theirs:.4f}, of medians over {ROUNDS} alternating rounds")


if __name__ == "__main__":
    main()

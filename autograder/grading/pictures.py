"""What is drawn beside the verdicts: what the learner's code makes of the questions that an exercise asks for its pictures.

The learner's code only computes, where it always runs; what it gives is read as plain numbers of the shapes that were asked
for, and the renderer draws from these alone. No verdict hangs on any of it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any
from zlib import crc32

import numpy as np

from autograder.judging.exception_messages import unless_fault
from autograder.judging.model import (
    Case,
    Exercise,
    Expected,
    MinimalCases,
    OwnNetwork,
    StepSweep,
)
from autograder.judging.numbers import NotNumbers, as_numbers, within_reason
from autograder.judging.report import ExerciseReport, strict
from autograder.render.line_plots import Series, Steps
from autograder.render.plots import THRESHOLD, Network, middles, plain_of
from autograder.sandbox.protocol.calls import Argument, Array, Call, Returned, Seeded, Session

PROBE = 20  # epochs that are timed first
BUDGET = 0.5  # seconds that training may take about; slow code is shown fewer epochs
POINTS = (33, 17, 9)  # of the plane, either way: as many as the budget allows
STEPS = tuple(10.0 ** (-half / 2) for half in range(1, 27))  # of the sweep: from 0.3 down to 10⁻¹³
ROUNDING = 2.0**-53  # half an ulp of 1


def own_network(wanted: OwnNetwork, session: Session, seed: int) -> Network | None:
    """Train the `wanted` network by the learner's code from a start of their own, then ask it for its answers.

    None where there is no such training to show: functions that are missing, raise, or return anything else than the
    exercise asks for. Only KeyboardInterrupt is raised.
    """
    desk = _Desk(wanted, session)
    start = desk.start(seed)
    own_start = start is not None
    begin = W1, W2 = start if start is not None else desk.drawn_start(seed)
    begun = time.monotonic()
    trained = desk.train(W1, W2, PROBE)
    if trained is None:
        return None
    epochs = int(min(wanted["epochs"], PROBE * BUDGET / max(time.monotonic() - begun, 1e-9)))
    if epochs > PROBE:
        trained = desk.train(W1, W2, epochs)
    if trained is None:
        return None
    W1, W2, losses = trained
    answers = desk.answers(W1, W2)
    outputs = None if answers is None else desk.plane(W1, W2)
    right = unless_fault(partial(_right_network, wanted, begin, epochs, own_start=own_start), None)
    return Network(tuple(losses.tolist()), wanted["learning_rate"], own_start, outputs, answers, W1, right)


def _right_network(wanted: OwnNetwork, begin: tuple[Array, Array], epochs: int, *, own_start: bool) -> Network | None:
    """Train the same start as it is right; None where that runs away."""
    W1, W2, losses = wanted["right_train"](wanted["X"], wanted["y"], *begin, wanted["learning_rate"], epochs)
    outputs = wanted["right_outputs"](_plane(POINTS[0]), W1, W2).reshape(POINTS[0], POINTS[0])
    answers = tuple(int(output >= THRESHOLD) for output in wanted["right_outputs"](wanted["X"], W1, W2).ravel())
    if not all(np.isfinite(part).all() for part in (W1, losses, outputs)):
        return None
    return Network(tuple(losses.tolist()), wanted["learning_rate"], own_start, outputs, answers, W1)


def _plain_network(wanted: OwnNetwork, session: Session, seed: int) -> dict[str, Any] | None:
    network = own_network(wanted, session, seed)
    return None if network is None else plain_of(network)


def _plane(n: int) -> Array:
    """Give the points of the plane, (n², 3), each with a 1 for the bias."""
    x1, x0 = np.meshgrid(middles(n), middles(n), indexing="ij")
    return np.column_stack([x0.ravel(), x1.ravel(), np.ones(n * n)])


class _Desk:
    """Calls the learner's functions; each method gives arrays of the right shapes with finite numbers, or None."""

    def __init__(self, wanted: OwnNetwork, session: Session) -> None:
        self._wanted = wanted
        self._session = session
        d, h = wanted["X"].shape[1], wanted["hidden"]
        self._shapes = (d, h), (h, 1)  # of W1 and W2

    def start(self, seed: int) -> tuple[Array, Array] | None:
        found = self._returned(self._wanted["start"], (Seeded(seed),), self._shapes)
        return None if found is None else (found[0], found[1])

    def drawn_start(self, seed: int) -> tuple[Array, Array]:
        """Draw a start without the learner's code."""
        rng = np.random.default_rng(seed)
        first, second = self._shapes
        return rng.uniform(-1, 1, first), rng.uniform(-1, 1, second)

    def train(self, W1: Array, W2: Array, epochs: int) -> tuple[Array, Array, Array] | None:
        X, y, rate = self._wanted["X"], self._wanted["y"], self._wanted["learning_rate"]
        args = (X.copy(), y.copy(), W1.copy(), W2.copy(), rate, epochs)
        found = self._returned(self._wanted["train"], args, (*self._shapes, (epochs,)))
        return None if found is None else (found[0], found[1], found[2])

    def answers(self, W1: Array, W2: Array) -> tuple[int, ...] | None:
        """Give the classes of the rows that are trained on, by `predict` or else by `forward`."""
        X = self._wanted["X"]
        classes = self._outputs(X, W1, W2, self._wanted["predict"])
        if classes is None:
            outputs = self._outputs(X, W1, W2, self._wanted["forward"])
            return None if outputs is None else tuple(int(output >= THRESHOLD) for output in outputs)
        return tuple(int(answer) for answer in classes)

    def plane(self, W1: Array, W2: Array) -> Array | None:
        """Give the outputs over the plane, by `forward` or else by `predict`; None if all of it takes too long."""
        X = self._wanted["X"]
        for function in (self._wanted["forward"], self._wanted["predict"]):
            begun = time.monotonic()
            if self._outputs(X, W1, W2, function) is not None:
                each = (time.monotonic() - begun) / len(X)
                n = next((n for n in POINTS if n * n * each <= BUDGET), None)
                return None if n is None else self._over_plane(n, W1, W2, function)
        return None

    def _over_plane(self, n: int, W1: Array, W2: Array, function: str) -> Array | None:
        found = self._outputs(_plane(n), W1, W2, function)
        return None if found is None else found.reshape(n, n)

    def _outputs(self, X: Array, W1: Array, W2: Array, function: str) -> Array | None:
        n, h = len(X), self._wanted["hidden"]
        shapes: tuple[tuple[int, ...], ...] = ((n, h), (n, 1)) if function == self._wanted["forward"] else ((n, 1),)
        found = self._returned(function, (X.copy(), W1.copy(), W2.copy()), shapes)
        return None if found is None else found[-1].ravel()

    def _returned(
        self, function: str, args: tuple[Argument, ...], shapes: tuple[tuple[int, ...], ...]
    ) -> list[Array] | None:
        parts = tuple(Expected("", np.zeros(shape), np.zeros(shape)) for shape in shapes)
        return _numbers(self._session, Case(Call(function, args), parts if len(parts) > 1 else parts[0]))


def _numbers(session: Session, case: Case) -> list[Array] | None:
    """Make the call of a case; its finite numbers in the shapes that are asked for, or None."""
    outcome = within_reason(session.call(case.call), case)
    if not isinstance(outcome, Returned):
        return None
    several = isinstance(case.expected, tuple)
    parts: tuple[Expected, ...] = case.expected if isinstance(case.expected, tuple) else (case.expected,)
    values = outcome.value if several else (outcome.value,)
    if isinstance(values, np.ndarray) and values.ndim:
        values = list(values)
    if not isinstance(values, list | tuple) or len(values) != len(parts):
        return None
    arrays: list[Array] = []
    for value, part in zip(values, parts, strict=True):
        numbers = as_numbers(value)
        if isinstance(numbers, NotNumbers) or numbers.array.size != part.value.size:
            return None
        if not np.isfinite(numbers.array).all():
            return None
        arrays.append(numbers.array.reshape(part.value.shape))
    return arrays


def step_sweep(wanted: StepSweep, session: Session) -> Steps | None:
    """Estimate one slope with steps of many lengths, by each of the learner's functions that gives numbers."""
    number = Expected("", np.zeros(()), np.zeros(()))
    series = []
    for function, (order, factor) in wanted["orders"].items():
        errors = []
        for step in STEPS:
            found = _numbers(session, Case(Call(function, (wanted["J"], wanted["w"], step)), number))
            if found is None:
                break
            errors.append(abs(float(found[0]) - wanted["slope"]))
        else:
            right = tuple(factor * step**order for step in STEPS)
            series.append(Series(function, tuple(errors), right, order))
    rounding = ROUNDING * abs(float(wanted["J"].function(wanted["w"])))  # type: ignore[arg-type]  # a number
    formula = wanted["J"].source.partition(": ")[2]  # of "lambda w: …"
    return (
        Steps(formula, wanted["w"], STEPS, tuple(rounding / step for step in STEPS), tuple(series)) if series else None
    )


def by_layer(wanted: MinimalCases, session: Session) -> tuple[Series, ...] | None:
    """Give what the learner's function makes of each network, layer by layer, and what is right."""
    series = []
    for case in wanted():
        found = _numbers(session, case)
        parts: tuple[Expected, ...] = case.expected if isinstance(case.expected, tuple) else (case.expected,)
        if found is not None:
            got, right = (tuple(float(one) for one in side) for side in (found, [part.value for part in parts]))
            series.append(Series(str(case.call.args[-1]), got, right))
    return tuple(series) or None


def with_more(report: ExerciseReport, exercise: Exercise, seed: int, session: Session | None) -> ExerciseReport:
    """Ask the learner's code for what else is drawn, and put it into the evidence of the last check; None where there is nothing.

    Without a session there is nothing at all.
    """
    start = int(np.random.default_rng([seed, crc32(b"pictures")]).integers(2**32))  # tells nothing of the seed
    asked: dict[str, Callable[[Session], Any]] = {}
    if exercise.own_network is not None:
        asked["own_network"] = partial(_plain_network, exercise.own_network, seed=start)
    if exercise.step_sweep is not None:
        asked["step_sweep"] = partial(step_sweep, exercise.step_sweep)
    if exercise.by_layer is not None:
        asked["by_layer"] = partial(by_layer, exercise.by_layer)
    found = {
        name: None if session is None else strict(unless_fault(partial(ask, session), None))
        for name, ask in asked.items()
    }
    *before, last = report.checks
    pictures = {**last.evidence.get("pictures", {}), **found}
    return replace(report, checks=(*before, replace(last, evidence={**last.evidence, "pictures": pictures})))

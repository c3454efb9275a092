"""A learner's own network, trained and asked in this process, for as long as somebody waits for a picture."""

from __future__ import annotations

import time
from collections.abc import Mapping

import numpy as np

from autograder.judging.model import OwnNetwork
from autograder.judging.numbers import NotNumbers, as_numbers
from autograder.render.plots import THRESHOLD, Network, middles
from autograder.sandbox import InProcess
from autograder.sandbox.protocol.calls import Argument, Array, Call, Returned, Seeded

PROBE = 20  # epochs that are timed first
BUDGET = 0.5  # seconds that training may take about; slow code is shown fewer epochs
POINTS = (33, 17, 9)  # of the plane, either way: as many as the budget allows


def own_network(wanted: OwnNetwork, names: Mapping[str, object], seed: int) -> Network | None:
    """Train the `wanted` network by the learner's code from a start of their own, then ask it for its answers.

    None where there is no such training to show: functions that are missing, raise, or return anything else than the
    exercise asks for. Only KeyboardInterrupt is raised.
    """
    desk = _Desk(wanted, names)
    start = desk.start(seed)
    own_start = start is not None
    W1, W2 = start if start is not None else desk.drawn_start(seed)
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
    return Network(tuple(losses.tolist()), wanted["learning_rate"], own_start, outputs, answers)


class _Desk:
    """Calls the learner's functions; each method gives arrays of the right shapes with finite numbers, or None."""

    def __init__(self, wanted: OwnNetwork, names: Mapping[str, object]) -> None:
        self._wanted = wanted
        self._session = InProcess(names)
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
        x1, x0 = np.meshgrid(middles(n), middles(n), indexing="ij")
        X = np.column_stack([x0.ravel(), x1.ravel(), np.ones(n * n)])
        found = self._outputs(X, W1, W2, function)
        return None if found is None else found.reshape(n, n)

    def _outputs(self, X: Array, W1: Array, W2: Array, function: str) -> Array | None:
        n, h = len(X), self._wanted["hidden"]
        shapes: tuple[tuple[int, ...], ...] = ((n, h), (n, 1)) if function == self._wanted["forward"] else ((n, 1),)
        found = self._returned(function, (X.copy(), W1.copy(), W2.copy()), shapes)
        return None if found is None else found[-1].ravel()

    def _returned(
        self, function: str, args: tuple[Argument, ...], shapes: tuple[tuple[int, ...], ...]
    ) -> list[Array] | None:
        outcome = self._session.call(Call(function, args))
        if not isinstance(outcome, Returned):
            return None
        values = outcome.value if len(shapes) > 1 else (outcome.value,)
        if not isinstance(values, list | tuple) or len(values) != len(shapes):
            return None
        arrays: list[Array] = []
        for value, shape in zip(values, shapes, strict=True):
            numbers = as_numbers(value)
            if isinstance(numbers, NotNumbers) or numbers.array.size != np.prod(shape):
                return None
            if not np.isfinite(numbers.array).all():
                return None
            arrays.append(numbers.array.reshape(shape))
        return arrays

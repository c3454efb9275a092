"""Callbacks, at the grader's side: answered here, wherever the learner's code runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograder.sandbox.protocol.calls import Asked, BadQuestion, Callback, Seeded
from autograder.sandbox.protocol.values import Value, entries

MESSAGE = 300  # characters of what a callback says of a question it cannot answer
LARGEST = 20_000  # entries of one question: functions of the course take a few numbers
KEPT = 5_000_000  # entries of all questions of a call, which are kept for whoever judges it


class TooManyQuestions(Exception):  # noqa: N818 -- it says what happened
    """An exercise used its callbacks more often than it may."""


class Questions:
    """The callbacks of one call, by position, and what they were asked."""

    def __init__(self, left: int) -> None:
        """Answer `left` questions at most."""
        self.asked: list[Asked] = []
        self.callbacks: list[Callback] = []
        self._left = left
        self._kept = 0

    def answer(self, key: int, values: Sequence[Value]) -> Value:
        """Answer with the callback number `key`; BadQuestion if it cannot, whatever it was asked with."""
        if len(self.asked) >= self._left:
            raise TooManyQuestions
        callback = self.callbacks[key]
        size = entries(values, LARGEST)
        self._kept += size
        if size > LARGEST or self._kept > KEPT:
            self.asked.append(Asked(callback.name, ()))
            most = LARGEST if size > LARGEST else KEPT
            raise BadQuestion(
                "ValueError", f"{callback.name}() takes no more than {most} numbers / recebe no máximo {most} números"
            )
        self.asked.append(Asked(callback.name, tuple(values)))
        try:
            with np.errstate(all="ignore"):  # overflow at a learner's strange point is the answer, not our warning
                return callback.function(*values)
        except BadQuestion:
            raise
        except Exception as problem:  # a wrong number of arguments, shapes that do not fit: the learner's to see
            text = f"{callback.name}(): {problem}"[:MESSAGE]
            raise BadQuestion("TypeError" if isinstance(problem, TypeError) else "ValueError", text) from problem

    def enlivened(
        self,
        arg: object,
        callback: Callable[[int, Callback], object],
        seeded: Callable[[Seeded], object],
    ) -> Any:  # noqa: ANN401 -- an argument with its callbacks and seeds replaced
        """Replace the callbacks and seeds in an argument, and in its lists and tuples; arrays are copied."""
        match arg:
            case Callback():
                self.callbacks.append(arg)
                return callback(len(self.callbacks) - 1, arg)
            case Seeded():
                return seeded(arg)
            case np.ndarray():
                return arg.copy()
            case list():
                return [self.enlivened(item, callback, seeded) for item in arg]
            case tuple():
                return tuple([self.enlivened(item, callback, seeded) for item in arg])
            case _:
                return arg

"""Calls in the caller's own process, for notebooks: quick, without limits, and so for advice only."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from autograder.sandbox.guest.captured_output import Sink
from autograder.sandbox.guest.invoke import Caller, driven_by, plain, stand_in
from autograder.sandbox.host import decode
from autograder.sandbox.host.decode import Questions, TooManyQuestions
from autograder.sandbox.host.sandbox_messages import CALLBACKS
from autograder.sandbox.protocol.calls import (
    BadQuestion,
    Call,
    Callback,
    Loaded,
    Missing,
    Outcome,
    Rejected,
    Returned,
    Value,
)
from autograder.sandbox.protocol.frames import WireError
from autograder.sandbox.protocol.isolation import Limits


class InProcess:
    """A `Session` on functions that are there already: the names of a notebook, say.

    Results, warnings and changes are told as by the sandbox. An interrupt from the keyboard is passed on:
    it is how somebody at a notebook ends a loop.
    """

    def __init__(
        self,
        namespace: Mapping[str, object],
        limits: Limits = Limits(),  # noqa: B008 -- frozen
        driver: str = "",
    ) -> None:
        """Call what `namespace` holds at the time of each call; `driver` is the source of the exercise's driver."""
        self._namespace = namespace
        self._limits = limits
        self._caller = Caller(namespace, message=limits.message, driver=driven_by(driver))
        self._sink = Sink(limits.printed)
        self._printed = ""

    @property
    def loaded(self) -> Loaded:
        """The public callables of the namespace, its own first; there is nothing to load."""
        names = [name for name, value in tuple(self._namespace.items()) if not name.startswith("_") and callable(value)]
        return Loaded((), tuple(names))

    @property
    def printed(self) -> str:
        """The beginning of what the calls printed so far."""
        self._printed += self._sink.taken()
        return self._printed

    def call(self, call: Call) -> Outcome:
        """Call one function; only KeyboardInterrupt is raised."""
        questions = Questions(self._limits.callbacks)
        open_ = [True]

        def callback(key: int, given: Callback) -> object:
            def ask(values: tuple[Value, ...]) -> Value:
                if not open_:
                    raise ValueError(f"{given.name}() can be used only while the function it was given to is running")
                return _answer(questions, key, values)

            return stand_in(given.name, ask)

        args = [
            questions.enlivened(arg, callback, lambda seeded: np.random.default_rng(seeded.seed)) for arg in call.args
        ]
        try:
            with contextlib.redirect_stdout(self._sink), contextlib.redirect_stderr(self._sink):
                outcome = self._caller.call(call.function, args, (KeyboardInterrupt, TooManyQuestions), call.via_driver)
        except WireError as error:
            return Rejected(decode.why(error.fault, self._limits))
        except TooManyQuestions:
            return Rejected(CALLBACKS(limit=self._limits.callbacks))
        finally:
            open_.clear()
        match outcome:
            case Returned():
                return replace(outcome, asked=tuple(questions.asked))
            case Missing():
                return decode.missing(call.function, self.loaded)
        return outcome


def _answer(questions: Questions, key: int, values: tuple[Value, ...]) -> Value:
    try:
        answer = questions.answer(key, values)
    except BadQuestion as bad:
        kind = TypeError if bad.kind == "TypeError" else ValueError
        raise kind(str(bad)) from None
    return answer.item() if isinstance(answer, np.generic) else plain(answer)

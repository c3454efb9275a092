"""What a learner's process sends, read as what it claims to be: replies, and uses of callbacks, which are answered here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograder.i18n.language import Message
from autograder.sandbox.host.sandbox_messages import FAULTS
from autograder.sandbox.protocol.calls import (
    Asked,
    BadQuestion,
    Callback,
    Cell,
    CellProblem,
    Loaded,
    Missing,
    Raised,
    Rejected,
    Returned,
    Seeded,
    Value,
    entries,
)
from autograder.sandbox.protocol.frames import (
    MISSES,
    NAME,
    NAMES,
    TYPE_NAME,
    WARNING_CHARACTERS,
    WARNINGS,
    Fields,
    WireError,
)
from autograder.sandbox.protocol.isolation import MEBIBYTE, Limits

WHERE = 400  # characters of the place of an exception
DEFINED = 300  # names that are told beside a missing one


def outcome(
    fields: Fields, values: Sequence[Value], function: str, args: int, asked: Sequence[Asked], limits: Limits
) -> Returned | Raised | Missing | Rejected:
    """Read the reply to a call of `function` with `args` arguments."""
    match fields.get("is"):
        case "returned" if len(values) == 1:
            changed = fields.get("changed")
            if not isinstance(changed, list) or any(type(at) is not int or not 0 <= at < args for at in changed):
                raise WireError("malformed")
            earlier_changed = fields.get("earlier_changed")
            if not isinstance(earlier_changed, bool):
                raise WireError("malformed")
            warnings = texts(fields, "warnings", WARNINGS, WARNING_CHARACTERS)
            return Returned(values[0], tuple(sorted(set(changed))), earlier_changed, tuple(asked), warnings)
        case "raised":
            return raised(fields, limits)
        case "missing":
            return Missing(function)
        case "refused" if fields.get("fault") in ("deep", "large", "digits"):
            return Rejected(why(fields["fault"], limits))
    raise WireError("malformed")


def raised(fields: Fields, limits: Limits) -> Raised:
    """Read an exception."""
    kind, message = text(fields, "kind", TYPE_NAME), text(fields, "message", limits.message)
    return Raised(kind, message, text(fields, "where", WHERE))


def problem(fields: Fields, limits: Limits) -> Raised | None:
    """Read what became of a cell: an exception, or nothing."""
    match fields.get("problem"):
        case None:
            return None
        case [kind, message, where]:
            return raised({"kind": kind, "message": message, "where": where}, limits)
    raise WireError("malformed")


def missed(fields: Fields, cells: Sequence[Cell], limits: Limits) -> tuple[CellProblem, ...]:
    """Read the imports that failed without stopping a cell."""
    told: Any = fields.get("missed")
    if not isinstance(told, list) or len(told) > MISSES:
        raise WireError("malformed")
    found: list[CellProblem] = []
    for one in told:
        match one:
            case [int() as at, kind, message, where] if type(at) is int and 0 <= at < len(cells):
                what = raised({"kind": kind, "message": message, "where": where}, limits)
                found.append(CellProblem(cells[at].label, what))
            case _:
                raise WireError("malformed")
    return tuple(found)


def names(fields: Fields) -> tuple[str, ...]:
    """Read the names that a module defines."""
    return texts(fields, "names", NAMES, NAME)


def why(fault: str, limits: Limits) -> Message:
    """Say why something was not taken."""
    return FAULTS[fault](mebibytes=limits.frame // MEBIBYTE)


def text(fields: Fields, name: str, most: int) -> str:
    """Read a text of at most `most` characters."""
    found: Any = fields.get(name)
    if not isinstance(found, str) or len(found) > most:
        raise WireError("malformed")
    return found


def texts(fields: Fields, name: str, many: int, most: int) -> tuple[str, ...]:
    """Read at most `many` texts of at most `most` characters each."""
    found: Any = fields.get(name)
    if not isinstance(found, list) or len(found) > many:
        raise WireError("malformed")
    return tuple([text({name: entry}, name, most) for entry in found])


def missing(name: str, loaded: Loaded) -> Missing:
    """Say that a function is missing, with the names there are."""
    return Missing(name, tuple(other for other in loaded.names[:DEFINED] if other != name))


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

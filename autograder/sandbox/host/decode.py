"""Replies of a learner's process, read as what they claim to be; whatever else they are raises WireError."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from autograder.i18n.language import Message
from autograder.sandbox.guest.imports import MISSES
from autograder.sandbox.guest.invoke import WARNING_CHARACTERS, WARNINGS
from autograder.sandbox.guest.worker import NAME, NAMES
from autograder.sandbox.host.sandbox_messages import FAULTS
from autograder.sandbox.protocol.calls import Asked, Cell, CellProblem, Loaded, Missing, Raised, Rejected, Returned
from autograder.sandbox.protocol.frames import TYPE_NAME, Fields, WireError
from autograder.sandbox.protocol.limits import MEBIBYTE, Limits
from autograder.sandbox.protocol.values import Value

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

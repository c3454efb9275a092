"""Replies far larger than what is asked: told apart by their size, before anything in them is read.

Reading a reply costs the grader time and memory, more than once where a mistake is looked for. So its cost is bounded by
what was asked, whatever comes back.
"""

from __future__ import annotations

import numpy as np

from autograder.i18n.language import Text
from autograder.judging.model import Case, Expected
from autograder.sandbox.protocol.calls import Outcome, Rejected, Returned, entries

ALWAYS_READ = 10_000  # entries, however few are asked for: a history of every epoch is a wrong answer worth explaining
TIMES_ASKED = 20

TOO_LARGE = Text(
    en="it has shape {shape}: more than {most} numbers where {asked} are asked for, and is not read",
    pt="ela tem formato (shape) {shape}: mais de {most} números onde se pedem {asked}, e não é lida",
)
TOO_MUCH = Text(
    en="it holds more than {most} numbers where {asked} are asked for, and is not read",
    pt="ela tem mais de {most} números onde se pedem {asked}, e não é lida",
)


def within_reason(outcome: Outcome, case: Case) -> Outcome:
    """Give the outcome of a case's call; `Rejected` in its place where it returned far more than the case asks for."""
    if not isinstance(outcome, Returned):
        return outcome
    parts = (case.expected,) if isinstance(case.expected, Expected) else case.expected
    asked = sum(part.value.size for part in parts)
    most = max(ALWAYS_READ, TIMES_ASKED * asked)
    if entries((outcome.value,), most) <= most:
        return outcome
    if isinstance(outcome.value, np.ndarray):
        return Rejected(TOO_LARGE(shape=outcome.value.shape, most=most, asked=asked))
    return Rejected(TOO_MUCH(most=most, asked=asked))

"""Endless code, ended early: for tests in which only its kind of end counts, not when it comes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest

from autograder.grading import grade_together
from autograder.sandbox import Sandbox
from autograder.sandbox.protocol.calls import Cell

CPU_SECONDS = 0.6  # an exercise, of which a loop takes half: what never ends is ended alike at any speed


@contextmanager
def impatient(cpu_seconds: float = CPU_SECONDS) -> Iterator[None]:
    """Give every exercise that is run in this process so little CPU time; right code that is slow has too little, too.

    The try at once, which costs nobody a point, has half of it.
    """
    open_ = Sandbox.open

    def hurried(self: Sandbox, cells: Sequence[Cell], module: str, cpu: float, *rest: Any, **more: Any) -> Any:
        return open_(self, cells, module, min(cpu, cpu_seconds), *rest, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Sandbox, "open", hurried)
        patch.setattr(grade_together, "BATCH_CPU", cpu_seconds / 2)
        yield

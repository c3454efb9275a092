from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from autograder.sandbox import Limits, Sandbox
from autograder.sandbox.protocol.calls import Call, Cell


def there(tier):
    """Whether this machine has a tier."""
    with Sandbox(highest=tier) as sandbox:
        return sandbox.isolation().tier == tier


FIRST, *OTHERS = [tier for tier in (3, 2) if there(tier)] or [None]
TIERS = [FIRST, *(pytest.param(tier, marks=pytest.mark.slow) for tier in OTHERS)]


@pytest.fixture(scope="module", params=TIERS, ids=lambda tier: f"tier {tier}")
def tier(request):
    """Every official tier that this machine has: the highest, and the others in `make test-all`."""
    return request.param


@pytest.fixture(scope="module")
def sandbox(tier):
    with Sandbox(Limits(shortest_call=1.0), highest=tier) as opened:
        yield opened


@pytest.fixture
def outcome(sandbox):
    """Load one source, make one call, give what came of it: with time enough for the slowest machine, unless told otherwise."""

    def made(source, function="f", *args, cpu=60.0, wall=240.0):
        with sandbox.open([Cell("exercise.py", source)], "exercise", cpu, wall) as session:
            return session.call(Call(function, args))

    return made


@pytest.fixture
def children():
    """List the processes below this one, zombies included, once no more of them are on their way out."""

    def settled(root=None):
        found = listed(root)
        for _ in range(100):
            time.sleep(0.03)  # what was killed and is not waited for is gone by then
            before, found = found, listed(root)
            if found == before:
                break
        return found

    def listed(root):
        parents = {}
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    fields = (entry / "stat").read_text().rpartition(")")[2].split()
                except OSError:
                    continue
                parents[int(entry.name)] = int(fields[1])
        found, grown = {root or os.getpid()}, True
        while grown:
            more = {pid for pid, parent in parents.items() if parent in found} - found
            grown = bool(more)
            found |= more
        return found - {root or os.getpid()}

    return settled

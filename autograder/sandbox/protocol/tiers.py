"""How strong the isolation may get (tiers), how far up to go, and what is known of the one in force.

A tier is asked for here and found out elsewhere: whatever a machine does not have is left out, and
`autograder.sandbox.host.probes` says which tier came of it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any


@dataclass(frozen=True, slots=True)
class IsolationReport:
    """What kept the learner's code apart, found by trying forbidden acts inside."""

    tier: Annotated[
        int, "How strong the isolation was, found by trying forbidden acts in it; more is stronger.", {"minimum": 0}
    ]
    official: Annotated[bool, "Whether an official grade was asked for and the isolation was strong enough for one."]
    probes: Annotated[Mapping[str, Any], "Each forbidden act that was tried, and what came of it."]


NAMESPACES = 3  # bubblewrap around the warm process, and all below
FILES = 2  # Landlock, and all below
CALLS = 1  # a filter on system calls, limits, no privileges
NONE = 0  # a process with limits

VARIABLE = "AUTOGRADER_HIGHEST_TIER"  # for tests, and for machines where a layer makes trouble
SPAWN_VARIABLE = "AUTOGRADER_SPAWN"  # for tests, and where forking makes trouble


def forks() -> bool:
    """Whether learners' processes are forked from a warm one: on Linux, unless the environment says AUTOGRADER_SPAWN=1."""
    return sys.platform.startswith("linux") and os.environ.get(SPAWN_VARIABLE, "") != "1"


def highest(asked: int | None = None) -> int:
    """Give the tier to go for: what was asked, and never more than the environment variable says."""
    wanted = NAMESPACES if asked is None else asked
    said = os.environ.get(VARIABLE, "").strip()
    allowed = int(said) if said.isdecimal() else NAMESPACES
    return max(NONE, min(wanted, allowed, NAMESPACES))

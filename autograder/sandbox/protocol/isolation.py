"""What learners' code may use, all of it settable; how strong the isolation may get (tiers), and what is known of the one in force."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import Annotated, Any

from autograder.frozen import frozen

MEBIBYTE = 1 << 20


@frozen
class Limits:
    """The limits of one exercise that do not depend on the exercise.

    CPU and wall seconds come with each session: an exercise may have its own. One call may use at most half of
    what is left of either, so that one endless loop leaves something to the other functions.
    """

    memory: int = 1024 * MEBIBYTE  # bytes of address space beyond those of the warm process
    output: int = MEBIBYTE  # characters printed by an exercise, before its process is ended
    printed: int = 2_000  # characters of that which are kept and shown
    callbacks: int = 100_000  # uses of callbacks in an exercise
    frame: int = 64 * MEBIBYTE  # bytes of one message, either way
    header: int = 4 * MEBIBYTE  # bytes of its part that is no array
    received: int = 512 * MEBIBYTE  # bytes an exercise may send in all, those that are no arrays counted 16 times
    shortest_call: float = 2.0  # wall seconds that any call has, while the session lasts
    open_files: int = 64  # descriptors
    message: int = 500  # characters kept of an exception's message
    sessions_per_zygote: int = 200  # children of one warm process, before another one takes its place


@frozen
class Settings:
    """What a child may use: bytes of memory beyond the warm process, CPU seconds in all, open files."""

    memory: int
    cpu: float
    open_files: int


@frozen
class IsolationReport:
    """What kept the learner's code apart, found by trying forbidden acts inside."""

    tier: Annotated[
        int, "How strong the isolation was, found by trying forbidden acts in it; more is stronger.", {"minimum": 0}
    ]
    official: Annotated[bool, "Whether an official grade was asked for and the isolation was strong enough for one."]
    probes: Annotated[Mapping[str, Any], "Each forbidden act that was tried, and what came of it."]
    lacks: Annotated[
        str,
        "What kept the isolation below tier 3: linux, asked (by AUTOGRADER_HIGHEST_TIER), bubblewrap, apparmor or namespaces; empty at tier 3, or if nothing was tried.",
    ] = ""


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

"""What learners' code may use, all of it settable."""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Settings:
    """What a child may use: bytes of memory beyond the warm process, CPU seconds in all, open files."""

    memory: int
    cpu: float
    open_files: int

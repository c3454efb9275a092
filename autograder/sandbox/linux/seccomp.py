"""A filter on system calls, for x86-64 and AArch64 Linux: a list of what is allowed, and nothing else.

No network, no processes or threads, no signals to others, no changes to files, no inspection of other processes, no
raising of limits, none of the kernel's rarely used doors. A refused call fails with "operation not permitted", so
that Python turns it into an ordinary exception, which tells a learner more than a process that is gone.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import sys
from collections.abc import Sequence
from typing import NamedTuple

from autograder.sandbox.linux import syscalls
from autograder.sandbox.linux.syscalls import numbers

LOAD, JUMP, JUMP_EQUAL, JUMP_AT_LEAST, JUMP_ANY_BIT, RETURN = 0x20, 0x05, 0x15, 0x35, 0x45, 0x06  # linux/bpf_common.h
ALLOW, REFUSE, KILL = 0x7FFF_0000, 0x0005_0000, 0x8000_0000  # SECCOMP_RET_*
PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 22, 2
INSTRUCTION = 8  # bytes; the last four are its value
OWN = 0xFFFF_FFFF  # stands for the process's id, which no other value here looks like
X32 = 0x4000_0000  # the other way to number calls on x86-64


class Architecture(NamedTuple):
    """How the kernel names an architecture, and its column in the tables."""

    audit: int
    column: int


ARCHITECTURES = {"x86_64": Architecture(0xC000_003E, 1), "aarch64": Architecture(0xC000_00B7, 2)}


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p))


def architecture() -> Architecture | None:
    """Find the architecture of this process, if filters are known for it here."""
    if not sys.platform.startswith("linux") or struct.calcsize("P") != 8:  # noqa: PLR2004 -- bytes of a pointer
        return None
    return ARCHITECTURES.get(platform.machine())


class Filter:
    """A compiled filter; made once, then finished and put on by each process with its id."""

    def __init__(self, target: Architecture, *, refuse_writing: bool) -> None:
        """Compile it; `refuse_writing` opens no file for writing at all."""
        own = [_do(JUMP_EQUAL, OWN, 1, 0), _refuse()]
        on_itself = [
            step for number in numbers(syscalls.ON_ITSELF, target.column) for step in _on(number, [_argument(0), *own])
        ]
        newer = [_do(JUMP_AT_LEAST, syscalls.NEWER, 0, 1), _do(RETURN, REFUSE | errno.ENOSYS), _refuse()]
        steps = [*_before(target, refuse_writing=refuse_writing), *on_itself, *newer]
        # Everything is made ready here, where it is shared with all children: what a child makes itself costs it time.
        self._own = [at * INSTRUCTION + INSTRUCTION - 4 for at, step in enumerate(steps) if step == own[0]]
        self._held = ctypes.create_string_buffer(b"".join(steps), len(steps) * INSTRUCTION)
        self._described = ctypes.byref(_Program(len(steps), ctypes.addressof(self._held)))
        self._prctl = ctypes.CDLL(None, use_errno=True).prctl

    def program(self, pid: int) -> bytes:
        """Give the filter for the process `pid`."""
        self._finish(pid)
        return self._held.raw

    def install(self) -> bool:
        """Put it on this process, for good; PR_SET_NO_NEW_PRIVS must be set. False if the kernel refuses it."""
        self._finish(os.getpid())
        return bool(self._prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, self._described, 0, 0) == 0)

    def _finish(self, pid: int) -> None:
        for at in self._own:
            struct.pack_into("<I", self._held, at, pid)


def _before(target: Architecture, *, refuse_writing: bool) -> list[bytes]:
    code = [
        _do(LOAD, 4),  # seccomp_data.arch
        _do(JUMP_EQUAL, target.audit, 1, 0),
        _do(RETURN, KILL),
        _do(LOAD, 0),  # seccomp_data.nr
    ]
    if target is ARCHITECTURES["x86_64"]:
        code += [_do(JUMP_AT_LEAST, X32, 0, 1), _refuse()]
    code += _in_ranges(numbers(syscalls.ALLOWED, target.column))
    for number in numbers(syscalls.PRLIMIT, target.column):
        new_limit = [_argument(2), _do(JUMP_EQUAL, 0, 1, 0), _refuse()]
        code += _on(number, [*new_limit, _argument(2, high=True), _do(JUMP_EQUAL, 0, 1, 0), _refuse()])
    for table, commands in (
        (syscalls.FCNTL, syscalls.FCNTL_COMMANDS),
        (syscalls.IOCTL, syscalls.IOCTL_COMMANDS),
    ):
        for number in numbers(table, target.column):
            code += _on(number, _one_of(commands))
    opening = _no_writing() if refuse_writing else _writing_said_openly()
    for table, position in syscalls.OPEN:
        for number in numbers(table, target.column):
            code += _on(number, [_argument(position), _do(JUMP_ANY_BIT, syscalls.NEVER, 0, 1), _refuse(), *opening])
    return code


def _in_ranges(allowed: Sequence[int]) -> list[bytes]:
    """Allow these calls, and go on after all these steps with any other.

    The kernel runs a new filter once for every number there is, to learn which it always allows. So the numbers are
    looked up as in a dictionary: opened in the middle, again and again.
    """
    bounds: list[int] = []  # where a range begins, where it is over, where the next one begins, …
    for number in sorted(allowed):
        if bounds and bounds[-1] == number:
            bounds[-1] = number + 1
        else:
            bounds += [number, number + 1]
    steps = _looked_up(bounds, 0, len(bounds))
    return [step or _do(JUMP, len(steps) - at - 1) for at, step in enumerate(steps)]


def _looked_up(bounds: Sequence[int], first: int, last: int) -> list[bytes | None]:
    """Look a number up that lies between two bounds; None stands for "no range: go on after all this"."""
    if first == last:
        return [_do(RETURN, ALLOW) if first % 2 else None]
    middle = (first + last) // 2
    below, above = _looked_up(bounds, first, middle), _looked_up(bounds, middle + 1, last)
    return [_do(JUMP_AT_LEAST, bounds[middle], len(below), 0), *below, *above]


def _no_writing() -> list[bytes]:
    return [_do(JUMP_ANY_BIT, syscalls.WRITING, 0, 1), _refuse()]


def _writing_said_openly() -> list[bytes]:
    """Refuse to truncate a file that is opened for reading alone."""
    return [_do(JUMP_ANY_BIT, syscalls.ACCESS, 2, 0), _do(JUMP_ANY_BIT, syscalls.TRUNCATING, 0, 1), _refuse()]


def _one_of(commands: Sequence[int]) -> list[bytes]:
    """Go on if the second argument is one of these."""
    tests = [_do(JUMP_EQUAL, command, len(commands) - at, 0) for at, command in enumerate(commands)]
    return [_argument(1), *tests, _refuse()]


def _do(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, value)


def _refuse() -> bytes:
    return _do(RETURN, REFUSE | errno.EPERM)


def _argument(position: int, *, high: bool = False) -> bytes:
    """Load half of an argument: they are 64 bits wide, and both architectures are little-endian."""
    return _do(LOAD, 16 + 8 * position + (4 if high else 0))


def _on(number: int, steps: list[bytes]) -> list[bytes]:
    """Take these steps for one call, then allow it; other calls pass by, with the number still loaded."""
    return [_do(JUMP_EQUAL, number, 0, len(steps) + 1), *steps, _do(RETURN, ALLOW)]

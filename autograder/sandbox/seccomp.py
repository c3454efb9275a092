"""A filter on system calls, for x86-64 and AArch64 Linux: a list of what is allowed, and nothing else.

No network, no processes or threads, no signals to others, no changes to files, no inspection of other processes, no
raising of limits, none of the kernel's rarely used doors. A refused call fails with "operation not permitted", so
that Python turns it into an ordinary exception, which tells a learner more than a process that is gone.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct
import sys
from collections.abc import Sequence
from typing import NamedTuple

from autograder.sandbox import syscalls
from autograder.sandbox.syscalls import numbers

LOAD, JUMP_EQUAL, JUMP_AT_LEAST, JUMP_ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06  # linux/bpf_common.h
ALLOW, REFUSE, KILL = 0x7FFF_0000, 0x0005_0000, 0x8000_0000  # SECCOMP_RET_*
PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 22, 2
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
    """A compiled filter; made once, then finished for each process with its id."""

    def __init__(self, target: Architecture, *, refuse_writing: bool) -> None:
        """Compile all that does not depend on the process; `refuse_writing` opens no file for writing at all."""
        self._target = target
        self._before = b"".join(_before(target, refuse_writing=refuse_writing))
        self._after = b"".join(
            [_do(JUMP_AT_LEAST, syscalls.NEWER, 0, 1), _do(RETURN, REFUSE | errno.ENOSYS), _refuse()]
        )

    def program(self, pid: int) -> bytes:
        """Give the filter for the process `pid`."""
        own = [_do(JUMP_EQUAL, pid, 1, 0), _refuse()]
        on_itself = [
            step
            for number in numbers(syscalls.ON_ITSELF, self._target.column)
            for step in _on(number, [_argument(0), *own])
        ]
        return self._before + b"".join(on_itself) + self._after


def install(code: bytes) -> bool:
    """Put a filter on this process, for good; PR_SET_NO_NEW_PRIVS must be set. False if the kernel refuses it."""
    held = ctypes.create_string_buffer(code, len(code))
    described = _Program(len(code) // 8, ctypes.addressof(held))
    libc = ctypes.CDLL(None, use_errno=True)
    return bool(libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(described), 0, 0) == 0)


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
    """Allow these calls; a few comparisons of ranges in order take the kernel less time than one for each call."""
    ranges: list[tuple[int, int]] = []  # first, and first after
    for number in sorted(allowed):
        if ranges and ranges[-1][1] == number:
            ranges[-1] = (ranges[-1][0], number + 1)
        else:
            ranges.append((number, number + 1))
    steps: list[bytes] = []
    for first, after in reversed(ranges):  # backwards, because a number below the first of a range is in no later one
        beyond = len(steps)
        steps[:0] = [
            _do(JUMP_AT_LEAST, after, 2, 0),
            _do(JUMP_AT_LEAST, first, 0, beyond + 1),
            _do(RETURN, ALLOW),
        ]
    return steps


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

"""Locking a process in before it sees any of a learner's code: everything that depends on the system is here.

Each step that a system does not have is left out; which acts are really refused is found by trying them
(`autograder.sandbox.probes`), never by what was asked for here.
"""

from __future__ import annotations

import contextlib
import ctypes
import math
import os
import resource
import signal
import struct
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

from autograder.sandbox import seccomp
from autograder.sandbox.landlock import Rules

NOBODY = 65_534  # the user that owns nothing, by convention
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_KEEPCAPS, PR_SET_NO_NEW_PRIVS = 1, 4, 8, 38
CAPABILITY_VERSION_3 = 0x2008_0522
CAP_DAC_READ_SEARCH = 1 << 2


@dataclass(frozen=True, slots=True)
class Settings:
    """What a child may use: bytes of memory beyond the warm process, CPU seconds in all, open files."""

    memory: int
    cpu: float
    open_files: int


def warm_bytes() -> int | None:
    """Measure the address space of this process, where the system tells."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except OSError:
        return None
    return pages * resource.getpagesize()


def lock_down(settings: Settings, warm: int | None, rules: Rules, keeper: int) -> None:
    """Lock this process in; `keeper` is the process that forked it, and that it may not outlive."""
    os.chdir("/")
    os.umask(0o077)
    os.environ.clear()
    _set_limits(settings, warm)
    _give_up_root(rules)
    if sys.platform.startswith("linux"):
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)  # after the change of user, which clears it
        libc.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
        libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        if os.getppid() != keeper:
            os._exit(1)
    entered = rules.enter()
    target = seccomp.architecture()
    if target is not None:
        # Without Landlock, no file at all may be opened for writing; with it, os.devnull still may.
        seccomp.install(seccomp.program(target, os.getpid(), refuse_writing=not entered))


def _set_limits(settings: Settings, warm: int | None) -> None:
    cpu = math.ceil(settings.cpu) + 1  # whole seconds only: the grader's own watch is finer, this is behind it
    _limit("RLIMIT_CPU", cpu)
    if warm is not None:
        _limit("RLIMIT_AS", warm + settings.memory)
    for name, most in (
        ("RLIMIT_NOFILE", settings.open_files),
        ("RLIMIT_NPROC", 0),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_MEMLOCK", 0),
        ("RLIMIT_MSGQUEUE", 0),
    ):
        _limit(name, most)


def _limit(name: str, most: int) -> None:
    """Set one limit, soft and hard; a system that has no such limit, or no way to set it, is passed over."""
    number = getattr(resource, name, None)
    if number is not None:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(number, (most, most))


def _give_up_root(rules: Rules) -> None:
    """Become a user that owns nothing, if this is root's process and that user can still import from Python.

    Where Python lies in a folder that only root may enter, one capability is kept, to read; Landlock, which
    then has to be there, keeps it to the folders of Python.
    """
    if os.geteuid() != 0 or not sys.platform.startswith("linux"):
        return
    readable = all(_open_to_all(Path(sysconfig.get_path(name))) for name in ("stdlib", "platlib"))
    if not readable and not rules.ready:
        return
    libc = ctypes.CDLL(None, use_errno=True)
    if not readable:
        libc.prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0)
    with contextlib.suppress(OSError):
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
    if not readable:
        header = struct.pack("=Ii", CAPABILITY_VERSION_3, 0)
        libc.capset(header, struct.pack("=6I", CAP_DAC_READ_SEARCH, CAP_DAC_READ_SEARCH, 0, 0, 0, 0))


def _open_to_all(folder: Path) -> bool:
    """Whether any user may enter a folder and all those above it."""
    return all(place.stat().st_mode & 0o001 for place in (folder.resolve(), *folder.resolve().parents))

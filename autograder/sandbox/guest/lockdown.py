"""Locking a process in before it sees any of a learner's code: everything that depends on the system is here.

Each step that a system does not have is left out; which acts are really refused is found by trying them
(`autograder.sandbox.host.probes`), never by what was asked for here.
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
from collections.abc import Iterator, Sequence
from pathlib import Path

from autograder.sandbox.linux import seccomp
from autograder.sandbox.linux.landlock import Rules
from autograder.sandbox.protocol import isolation
from autograder.sandbox.protocol.isolation import Settings

NOBODY = 65_534  # the user that owns nothing, by convention
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_KEEPCAPS, PR_SET_NO_NEW_PRIVS = 1, 4, 8, 38
CAPABILITY_VERSION_3 = 0x2008_0522
CAP_DAC_READ_SEARCH = 1 << 2
FIRST_TO_GO = "1000"  # when the machine runs out of memory: the largest child, rather than the grader


class Lockdown:
    """Everything that can be prepared once, in the warm process, so that a child only has to enter."""

    def __init__(self, folders: Sequence[str], highest: int) -> None:
        """Prepare for a Python that imports from these folders, with the layers up to the tier `highest`."""
        self._linux = sys.platform.startswith("linux")
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._rules = Rules(folders) if highest >= isolation.FILES else None
        target = seccomp.architecture() if highest >= isolation.CALLS else None
        # Without Landlock, no file at all may be opened for writing; with it, os.devnull still may.
        self._filters = target and {
            entered: seccomp.Filter(target, refuse_writing=not entered) for entered in (True, False)
        }
        self._warm = _address_space()
        self._limits = tuple(_known_limits())
        self._open_to_all = all(map(_open_to_all, folders))
        _offer_to_go_first()  # children inherit it; the one that has taken the memory is then the largest
        self._keeper = os.getpid()  # that a child may not outlive

    def enter(self, settings: Settings) -> None:
        """Lock this process in, which is a child of the one that prepared this."""
        self._set_limits(settings)
        if self._linux:
            self._give_up_root()
            self._libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)  # after the change of user, which clears it
            self._libc.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
            self._libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
            if os.getppid() != self._keeper:
                os._exit(1)
        entered = self._rules is not None and self._rules.enter()
        if self._filters:
            self._filters[entered].install()

    def _set_limits(self, settings: Settings) -> None:
        """Set all limits, soft and hard; one that the system does not let be set is passed over."""
        cpu = math.ceil(settings.cpu) + 1  # whole seconds only: the grader's own watch is finer, this is behind it
        limits = [*self._limits, (resource.RLIMIT_CPU, cpu), (resource.RLIMIT_NOFILE, settings.open_files)]
        if self._warm is not None:
            limits.append((resource.RLIMIT_AS, self._warm + settings.memory))
        for number, most in limits:
            try:
                resource.setrlimit(number, (most, most))
            except (ValueError, OSError):
                continue

    def _give_up_root(self) -> None:
        """Become a user that owns nothing, if this is root's process and that user can still import from Python.

        Where Python lies in a folder that only root may enter, one capability is kept, to read; Landlock, which
        then has to be there, keeps it to the folders of Python.
        """
        if os.geteuid() != 0 or not (self._open_to_all or (self._rules is not None and self._rules.ready)):
            return
        if not self._open_to_all:
            self._libc.prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0)
        with contextlib.suppress(OSError):
            os.setgroups([])
            os.setresgid(NOBODY, NOBODY, NOBODY)
            os.setresuid(NOBODY, NOBODY, NOBODY)
        if not self._open_to_all:
            header = struct.pack("=Ii", CAPABILITY_VERSION_3, 0)
            self._libc.capset(header, struct.pack("=6I", CAP_DAC_READ_SEARCH, CAP_DAC_READ_SEARCH, 0, 0, 0, 0))


def _address_space() -> int | None:
    """Measure the address space of this process, where the system tells."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except OSError:
        return None
    return pages * resource.getpagesize()


def _offer_to_go_first() -> None:
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(FIRST_TO_GO, "ascii")


def _known_limits() -> Iterator[tuple[int, int]]:
    """Give the limits that are the same for all and that this system has: number, most."""
    for name in ("RLIMIT_NPROC", "RLIMIT_FSIZE", "RLIMIT_CORE", "RLIMIT_MEMLOCK", "RLIMIT_MSGQUEUE"):
        number = getattr(resource, name, None)
        if number is not None:
            yield number, 0


def _open_to_all(folder: str) -> bool:
    """Whether any user may enter a folder and all those above it."""
    place = Path(folder).resolve()
    return all(each.stat().st_mode & 0o001 for each in (place, *place.parents))

"""The warm process, seen from the grader: started once, asked for a fresh child for every exercise.

This module imports no numpy, so that the warm process can be on its way while the grader still imports its own.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import socket
import subprocess
import threading
from abc import ABC, abstractmethod
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Protocol

from autograder.frozen import frozen
from autograder.i18n.language import Message
from autograder.sandbox.host import launch
from autograder.sandbox.host.sandbox_messages import NOT_STARTED
from autograder.sandbox.linux import bubblewrap
from autograder.sandbox.linux.bubblewrap import places
from autograder.sandbox.protocol import isolation

START_SECONDS = 60.0  # a cold start reads numpy from disk; after that an answer takes milliseconds
LINE = 65_536  # bytes of a request or an answer, at most
ONE_THREAD = (
    "OPENBLAS_NUM_THREADS",
    "OMP_NUM_THREADS",
    "MKL_NUM_THREADS",
    "BLIS_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
    "NUMEXPR_NUM_THREADS",
)
# Read by SymPy and mpmath when they are loaded: whatever is installed beside them, they compute by Python alone.
PLAIN_SYMPY = {"SYMPY_GROUND_TYPES": "python", "MPMATH_NOGMPY": "1"}
# Where the dynamic linker looks for libpython, on installations that need it to start at all.
LINKER = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
# -I keeps out the environment, the user's site-packages and the current folder, -S what .pth files would run. The
# package's own folder is visible while the warm process is imported, and no longer.
OPTIONS = ("-I", "-S", "-X", "utf8", "-c")
START = """
import gc, sys
gc.disable()
sys.path += sys.argv[6:]
sys.path.insert(0, sys.argv[1])
import autograder.sandbox.guest.zygote as zygote
usual, batch = sys.argv[4] == "usual", None
if usual:
    import autograder.sandbox.guest.batch as batch
if sys.path[0] == sys.argv[1]:
    del sys.path[0]
zygote.main(int(sys.argv[2]), int(sys.argv[3]), sys.argv[5].split(), sys.argv[6:], usual=usual, batch=batch)
"""


class SandboxError(Exception):
    """The sandbox itself cannot do its work; `why` says so in both languages."""

    def __init__(self, why: Message) -> None:
        """Remember why."""
        super().__init__(why.to("en"))
        self.why = why


class ZygoteDied(Exception):  # noqa: N818 -- it says what happened
    """The warm process is gone, or does not answer."""


class HasFileno(Protocol):
    """Whatever stands for a descriptor."""

    def fileno(self) -> int:
        """Give its number."""


@frozen
class Ended:
    """How a child ended: exit status (negative: the signal), CPU seconds if known, and whether it had to be killed."""

    status: int
    cpu: float | None
    killed: bool


class Child(ABC):
    """One learner's process: a socket to it, and ways to look at it and to end it."""

    def __init__(self, connection: socket.socket) -> None:
        """Talk to it through `connection`."""
        connection.setblocking(False)
        self.connection = connection
        self.surplus = bytearray()  # received, and not yet asked for

    @abstractmethod
    def cpu(self) -> float | None:
        """Give the CPU seconds it has used; None where the system cannot tell."""

    @abstractmethod
    def end(self, patience: float = 0.0) -> Ended:
        """End it, after `patience` seconds in which it may end by itself."""


class ForkedChild(Child):
    """A fork of the warm process, which knows it."""

    def __init__(self, zygote: Zygote, number: int, connection: socket.socket) -> None:
        """Hold what `Zygote.spawn` made."""
        super().__init__(connection)
        self._zygote = zygote
        self._number = number

    def cpu(self) -> float | None:
        """Ask how many CPU seconds it has used; None where the system cannot tell."""
        seconds = self._zygote.ask({"do": "cpu", "child": self._number})["cpu"]
        return None if seconds is None else float(seconds)

    def end(self, patience: float = 0.0) -> Ended:
        """End it and its whole process group, after `patience` seconds in which it may end by itself."""
        self.connection.close()
        request = {"do": "end", "patience": patience} if patience else {"do": "leave"}
        try:
            answer = self._zygote.ask({**request, "child": self._number})
        finally:
            self._zygote.release()
        return Ended(int(answer["status"]), float(answer["cpu"]), bool(answer["killed"]))


class Zygote:
    """Starts the warm process at once, without waiting for it; safe to use from several threads.

    It is started inside bubblewrap if that is to be had and allowed (tier 3). Whether it comes up there is known when
    it is first asked for something; if not, it is started once more without.
    """

    def __init__(
        self,
        highest: int | None = None,
        *,
        may_fall: bool = True,
        usual: bool = True,
        libraries: tuple[str, ...] = (),
    ) -> None:
        """Start it, by exec, with an environment of its own and one inherited descriptor.

        With `usual`, it loads what graded code typically imports, for the many children to come; without, it is up
        sooner, and a child imports what it needs. `libraries` are loaded in any case.

        `highest` is the tier to go for (see `autograder.sandbox.protocol.isolation`); with `may_fall=False` it is that one, or
        ZygoteDied when it is first used.
        """
        self._lock = threading.Lock()
        self._may_fall = may_fall
        self._usual = usual
        self._libraries = libraries
        self._ready = False
        self._held = 0  # sessions that have, or are about to get, a child of this process
        self._retired = False
        self.used = 0  # children started, or about to be
        self._taught: set[str] = set()  # keys of programs
        self.tier = isolation.highest(highest)  # the one in use, as far as is known
        self._launch()

    def _launch(self) -> None:
        where = places()
        wrapper: list[str] | None = []
        if self.tier >= isolation.NAMESPACES:
            wrapper = bubblewrap.wrapper(where)
            if wrapper is None:
                self.tier = isolation.FILES
        self._control, theirs = socket.socketpair()
        self._control.settimeout(START_SECONDS)
        numbers = [
            str(theirs.fileno()),
            str(self.tier),
            "usual" if self._usual else "little",
            " ".join(self._libraries),
        ]
        command = [*(wrapper or ()), where.python, *OPTIONS, START, os.path.dirname(where.ours), *numbers]  # noqa: PTH120 -- a string
        try:
            self._process = launch.started([*command, *where.packages], theirs.fileno(), scrubbed(os.environ))
        except OSError as error:
            self._control.close()
            if not wrapper or not self._may_fall:
                raise SandboxError(NOT_STARTED(why=error.strerror or "exec")) from error
            self.tier = isolation.FILES  # what is called bubblewrap is no program
        finally:
            theirs.close()
        if self._control.fileno() < 0:
            self._launch()

    @property
    def pid(self) -> int:
        """The id of what was started: the warm process, or bubblewrap around it."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it is still running, as far as is known; one that was never asked has yet to show."""
        return self._control.fileno() >= 0 and (not self._ready or self._process.poll() is None)

    @property
    def proven(self) -> bool:
        """Whether it has come up, so that its tier is known."""
        return self._ready

    @property
    def ready(self) -> bool:
        """Whether it would answer at once, as far as is known."""
        return self._ready or self._control.fileno() < 0 or bool(select.select([self._control], [], [], 0)[0])

    def hold(self) -> None:
        """Announce a session: this process is needed until `release` is called as often as this."""
        with self._lock:
            self._held += 1
            self.used += 1

    def release(self) -> None:
        """Let go of one session; a process that was retired ends with its last."""
        with self._lock:
            self._held -= 1
            if self._retired and self._held <= 0:
                self._stop()

    def retire(self) -> None:
        """End as soon as nobody needs it."""
        with self._lock:
            self._retired = True
            if self._held <= 0:
                self._stop()

    def spawn(self, settings: Mapping[str, Any], programs: Mapping[str, bytes] = MappingProxyType({})) -> Child:
        """Fork a child with these settings (see `autograder.sandbox.protocol.isolation.Settings`); `hold` has been called.

        It will know these programs, by their keys (see `autograder.sandbox.host.batch`).
        """
        ours, theirs = socket.socketpair()
        try:
            for key in programs.keys() - self._taught:
                self._teach(key, programs[key])
            with theirs:
                answer = self.ask({"do": "spawn", "settings": dict(settings), "programs": list(programs)}, theirs)
        except BaseException:
            ours.close()
            self.release()
            raise
        return ForkedChild(self, int(answer["child"]), ours)

    def _teach(self, key: str, program: bytes) -> None:
        """Hand over a program, in a file that has no name: it may be larger than what a socket holds."""
        with os.fdopen(os.memfd_create("program"), "w+b") as file:
            file.write(program)
            file.flush()
            self.ask({"do": "learn", "key": key}, file)
        self._taught.add(key)

    def ask(self, request: Mapping[str, Any], descriptor: HasFileno | None = None) -> dict[str, Any]:
        """Send one request, with a descriptor if there is one, and wait for its answer; may raise ZygoteDied."""
        line = json.dumps(request).encode() + b"\n"
        with self._lock:
            self._wait_until_ready()
            try:
                if descriptor is None:
                    self._control.sendall(line)
                else:
                    socket.send_fds(self._control, [line], [descriptor.fileno()])
            except OSError:  # closed
                self._stop()
                raise ZygoteDied from None
            decoded = self._answer()
        if "error" in decoded:
            raise SandboxError(NOT_STARTED(why=decoded["error"]))
        return decoded

    def _wait_until_ready(self) -> None:
        if self._ready or self._control.fileno() < 0:
            return
        try:
            self._answer()
        except ZygoteDied:
            if self.tier < isolation.NAMESPACES or not self._may_fall:
                raise
            self.tier = isolation.FILES
            self._launch()
            self._answer()
        self._ready = True

    def _answer(self) -> dict[str, Any]:
        try:
            answer = self._control.recv(LINE)
            while answer and not answer.endswith(b"\n"):
                answer += self._control.recv(LINE) or b"\n"
            decoded: dict[str, Any] = json.loads(answer)
        except (OSError, ValueError):  # closed, too late, or broken off: no JSON
            self._stop()
            raise ZygoteDied from None
        return decoded

    def close(self) -> None:
        """End the warm process and every child of it, and wait until they are gone."""
        with self._lock:
            self._stop()

    def _stop(self) -> None:
        self._control.close()  # it ends its children and itself when nobody holds the other end
        try:
            self._process.wait(2.0)
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()
            self._process.wait()


def scrubbed(environment: Mapping[str, str]) -> dict[str, str]:
    """Choose what the warm process gets to see of the environment: nothing but what it needs to start."""
    kept = {name: environment[name] for name in LINKER if name in environment}
    return kept | dict.fromkeys(ONE_THREAD, "1") | PLAIN_SYMPY | {"LANG": "C.UTF-8"}

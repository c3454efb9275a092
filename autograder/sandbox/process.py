"""The warm process, seen from the grader: started once, asked for a fresh child for every exercise.

This module imports no numpy, so that the warm process can be on its way while the grader still imports its own.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.core.language import Message
from autograder.sandbox.words import NOT_HERE, NOT_STARTED

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
# Where the dynamic linker looks for libpython, on installations that need it to start at all.
LINKER = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
# -I keeps out the environment, the user's site-packages and the current folder. The package's own folder is
# visible while the warm process is imported, and no longer.
START = """
import sys
sys.path.insert(0, sys.argv[1])
import autograder.sandbox.zygote as zygote
if sys.path[0] == sys.argv[1]:
    del sys.path[0]
zygote.main(int(sys.argv[2]), sys.argv[3:])
"""


class SandboxError(Exception):
    """The sandbox itself cannot do its work; `why` says so in both languages."""

    def __init__(self, why: Message) -> None:
        """Remember why."""
        super().__init__(why.to("en"))
        self.why = why


class ZygoteDied(Exception):  # noqa: N818 -- it says what happened
    """The warm process is gone, or does not answer."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a child ended: exit status (negative: the signal), CPU seconds used, and whether it had to be killed."""

    status: int
    cpu: float
    killed: bool


class Child:
    """One learner's process: a socket to it, and the warm process that knows it."""

    def __init__(self, zygote: Zygote, number: int, connection: socket.socket) -> None:
        """Hold what `Zygote.spawn` made."""
        self.connection = connection
        self._zygote = zygote
        self._number = number

    def cpu(self) -> float | None:
        """Ask how many CPU seconds it has used; None where the system cannot tell."""
        seconds = self._zygote.ask({"do": "cpu", "child": self._number})["cpu"]
        return None if seconds is None else float(seconds)

    def end(self, patience: float = 0.0) -> Ended:
        """End it and its whole process group, after `patience` seconds in which it may end by itself."""
        self.connection.close()
        answer = self._zygote.ask({"do": "end", "child": self._number, "patience": patience})
        return Ended(int(answer["status"]), float(answer["cpu"]), bool(answer["killed"]))


class Zygote:
    """Starts the warm process at once, without waiting for it; safe to use from several threads."""

    def __init__(self) -> None:
        """Start it, by exec, with an environment of its own and one inherited descriptor."""
        if sys.platform == "win32" or not hasattr(os, "fork"):
            raise SandboxError(NOT_HERE(system=sys.platform))
        self._lock = threading.Lock()
        self._control, theirs = socket.socketpair()
        self._control.settimeout(START_SECONDS)
        folder = str(Path(__file__).resolve().parents[2])
        command = [sys.executable, "-I", "-X", "utf8", "-c", START, folder, str(theirs.fileno())]
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
                cwd="/",
                env=scrubbed(os.environ),
                start_new_session=True,  # an interrupt at the terminal is for the grader, which then closes this
            )
        except OSError as error:
            self._control.close()
            raise SandboxError(NOT_STARTED(why=error.strerror or "exec")) from error
        finally:
            theirs.close()

    @property
    def pid(self) -> int:
        """The id of the warm process."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it is still running, as far as is known."""
        return self._control.fileno() >= 0 and self._process.poll() is None

    def spawn(self, settings: Mapping[str, Any]) -> Child:
        """Fork a child with these settings (see `autograder.sandbox.lockdown.Settings`)."""
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                answer = self.ask({"do": "spawn", "settings": dict(settings)}, theirs)
        except BaseException:
            ours.close()
            raise
        return Child(self, int(answer["child"]), ours)

    def ask(self, request: Mapping[str, Any], descriptor: socket.socket | None = None) -> dict[str, Any]:
        """Send one request, with a descriptor if there is one, and wait for its answer; may raise ZygoteDied."""
        line = json.dumps(request).encode() + b"\n"
        with self._lock:
            try:
                if descriptor is None:
                    self._control.sendall(line)
                else:
                    socket.send_fds(self._control, [line], [descriptor.fileno()])
                answer = self._control.recv(LINE)
                while answer and not answer.endswith(b"\n"):
                    answer += self._control.recv(LINE) or b"\n"
                decoded: dict[str, Any] = json.loads(answer)
            except (OSError, ValueError):  # closed, too late, or broken off: no JSON
                self._stop()
                raise ZygoteDied from None
        if "error" in decoded:
            raise SandboxError(NOT_STARTED(why=decoded["error"]))
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
    return kept | dict.fromkeys(ONE_THREAD, "1") | {"LANG": "C.UTF-8"}

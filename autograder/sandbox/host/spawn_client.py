"""Learners' processes where there is no warm process to fork them from. Tier 0: limits on time and replies, no more.

Windows cannot fork, and libraries of macOS do not stand it. Each process is started by exec with a scrubbed environment, as the warm process is elsewhere; that takes as long as Python
and numpy take to start.
"""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from autograder.sandbox.guest.spawn_main import READY
from autograder.sandbox.host.sandbox_messages import AGAIN, CLOSED, NOT_STARTED
from autograder.sandbox.host.zygote_client import OPTIONS, START_SECONDS, Child, Ended, SandboxError, scrubbed
from autograder.sandbox.linux.bubblewrap import places

START = """
import sys
sys.path += sys.argv[4:]
sys.path.insert(0, sys.argv[1])
import autograder.sandbox.guest.spawn_main as alone
if sys.path[0] == sys.argv[1]:
    del sys.path[0]
alone.main(int(sys.argv[2]), sys.argv[3].split(), sys.argv[4:])
"""
CHUNK = 1 << 16
WINDOWS_NEEDS = ("SYSTEMROOT",)  # Python does not start there without


class SpawnedChild(Child):
    """A learner's process that was started by itself. Two threads carry bytes between its pipes and a socket.

    Sockets can be waited for with a time limit on every system, pipes cannot.
    """

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        """Wait until it is ready. Raises SandboxError if it does not come up."""
        ours, theirs = socket.socketpair()
        super().__init__(ours)
        self._process = process
        self._theirs = theirs
        self._carriers = [
            threading.Thread(target=carry, daemon=True) for carry in (self._carry_replies, self._carry_questions)
        ]
        for carrier in self._carriers:
            carrier.start()
        ours.settimeout(START_SECONDS)
        said = b""
        try:
            while len(said) < len(READY) and (more := ours.recv(len(READY) - len(said))):
                said += more
        except TimeoutError:
            said = b""
        if said != READY:
            self.end()
            raise SandboxError(NOT_STARTED(why=AGAIN))
        ours.setblocking(False)
        self._begun = time.monotonic()

    def cpu(self) -> float | None:
        """Give the seconds since it was ready: no system-independent clock says less, and none of its can be more."""
        return time.monotonic() - self._begun

    def end(self, patience: float = 0.0) -> Ended:
        """End it, after `patience` seconds in which it may end by itself."""
        self.connection.close()
        killed = False
        try:
            self._process.wait(patience)
        except subprocess.TimeoutExpired:
            killed = True
            with contextlib.suppress(OSError):
                self._process.kill()
        status = self._process.wait()
        for carrier in self._carriers:
            carrier.join()
        self._theirs.close()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        return Ended(status, None, killed)

    def _carry_replies(self) -> None:
        assert self._process.stdout is not None  # noqa: S101 -- it was asked for
        with contextlib.suppress(OSError):
            while chunk := os.read(self._process.stdout.fileno(), CHUNK):
                self._theirs.sendall(chunk)
        with contextlib.suppress(OSError):
            self._theirs.shutdown(socket.SHUT_WR)

    def _carry_questions(self) -> None:
        assert self._process.stdin is not None  # noqa: S101 -- as above
        with contextlib.suppress(OSError):
            while chunk := self._theirs.recv(CHUNK):
                view = memoryview(chunk)
                while view:
                    view = view[os.write(self._process.stdin.fileno(), view) :]
        with contextlib.suppress(OSError):
            self._process.stdin.close()


class Spawner:
    """Gives children, each a process of its own from the start; stands where `WarmProcesses` stands elsewhere."""

    tier = 0

    def __init__(self, libraries: tuple[str, ...] = ()) -> None:
        """Start children that load `libraries` beside numpy."""
        self._libraries = libraries
        self._children: set[SpawnedChild] = set()
        self._closed = False
        self._lock = threading.Lock()

    def spawn(self, settings: Mapping[str, Any], _programs: Mapping[str, bytes] = MappingProxyType({})) -> Child:
        """Start a child with these settings (see `autograder.sandbox.protocol.isolation.Settings`). Raises SandboxError."""
        where = places()
        numbers = [str(int(settings["cpu"]) + 1), " ".join(self._libraries)]
        home = os.path.dirname(where.ours)  # noqa: PTH120 -- a string
        environment = scrubbed(os.environ) | {name: os.environ[name] for name in WINDOWS_NEEDS if name in os.environ}
        try:
            process = subprocess.Popen(
                [where.python, *OPTIONS, START, home, *numbers, *where.packages],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                cwd=os.path.abspath(os.sep),  # noqa: PTH100 -- nowhere of the user's: what is left behind is not theirs
                env=environment,
                start_new_session=sys.platform != "win32",
            )
        except OSError as error:
            raise SandboxError(NOT_STARTED(why=error.strerror or "exec")) from error
        started = SpawnedChild(process)
        with self._lock:
            self._children = {each for each in self._children if each.connection.fileno() >= 0} | {started}
            if not self._closed:
                return started
        started.end()
        raise SandboxError(CLOSED())

    def close(self) -> None:
        """End all children that are left."""
        with self._lock:
            self._closed, left = True, self._children
        for each in left:
            if each.connection.fileno() >= 0:
                each.end()

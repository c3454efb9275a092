"""The warm process: it has numpy loaded, forks a child for each exercise, and ends it on request.

It is started by exec, so it never held anything of the grader's, and it runs nothing of a learner's. It reads
one request a line from its control socket, and ends with all its children when that socket is closed.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import signal
import socket
import sys
import time
from collections.abc import Sequence
from typing import Any

from autograder.sandbox import child, standins
from autograder.sandbox.landlock import Rules
from autograder.sandbox.lockdown import Settings, lock_down, warm_bytes

# What graded code typically imports: loaded once here, so that no child has to.
USUAL = (
    "abc array bisect collections.abc contextlib copy dataclasses decimal enum fractions functools heapq inspect "
    "itertools logging math numbers numpy numpy.fft numpy.linalg numpy.ma numpy.polynomial numpy.random numpy.testing "
    "operator os.path pprint random re statistics string textwrap time traceback typing warnings"
)
PAUSE = 0.001  # seconds between two looks at a child that may be about to end by itself


def main(control: int, extra: Sequence[str] = ()) -> None:
    """Serve requests from the descriptor `control` until it is closed; `extra` modules are loaded as well."""
    for name in (*USUAL.split(), *extra):
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    rules = Rules()
    standins.install()
    sys.argv = [""]
    gc.collect()
    gc.freeze()  # what is shared with the children stays shared
    with socket.socket(fileno=control) as connection:
        Server(connection, rules).serve()


class Server:
    """The requests of the control socket, one after the other."""

    def __init__(self, connection: socket.socket, rules: Rules) -> None:
        """Serve on `connection`; children enter `rules`."""
        self._connection = connection
        self._rules = rules
        self._children: set[int] = set()

    def serve(self) -> None:
        """Answer requests until the grader has gone; then end every child."""
        try:
            while line := self._line():
                request, descriptors = line
                try:
                    answer = self._answer(request, descriptors)
                except Exception as problem:  # noqa: BLE001 -- one request that fails leaves the others alone
                    answer = {"error": f"{type(problem).__name__}: {problem}"}
                finally:
                    for descriptor in descriptors:
                        os.close(descriptor)
                self._connection.sendall(json.dumps(answer).encode() + b"\n")
        except OSError:
            pass  # the grader has gone in the middle of something
        finally:
            for number in tuple(self._children):
                self._end(number, 0.0)

    def _line(self) -> tuple[dict[str, Any], list[int]] | None:
        received = bytearray()
        descriptors: list[int] = []
        while not received.endswith(b"\n"):
            chunk, more, _, _ = socket.recv_fds(self._connection, 65_536, 1)
            if not chunk:
                return None
            received += chunk
            descriptors += more
        return json.loads(received), descriptors

    def _answer(self, request: dict[str, Any], descriptors: list[int]) -> dict[str, Any]:
        match request["do"]:
            case "spawn":
                return {"child": self._spawn(Settings(**request["settings"]), descriptors[0])}
            case "cpu":
                return {"cpu": _cpu_seconds(self._known(request["child"]))}
            case "end":
                return self._end(self._known(request["child"]), request["patience"])
        raise ValueError("no such request")

    def _known(self, number: int) -> int:
        if number not in self._children:
            raise ValueError("no such child")
        return number

    def _spawn(self, settings: Settings, descriptor: int) -> int:
        keeper, warm = os.getpid(), warm_bytes()
        number = os.fork()
        if number:
            self._children.add(number)
            return number
        try:
            os.setsid()
            self._connection.close()
            lock_down(settings, warm, self._rules, keeper)
            os.closerange(3, descriptor)
            os.closerange(descriptor + 1, 4096)
            child.serve(socket.socket(fileno=descriptor))
        finally:
            os._exit(0)

    def _end(self, number: int, patience: float) -> dict[str, Any]:
        """End a child and all of its group, and take leave of it."""
        until = time.monotonic() + patience
        found, status, usage = os.wait4(number, os.WNOHANG)
        while not found and time.monotonic() < until:
            time.sleep(PAUSE)
            found, status, usage = os.wait4(number, os.WNOHANG)
        killed = not found
        if killed:
            os.kill(number, signal.SIGKILL)
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(number, signal.SIGKILL)
            found, status, usage = os.wait4(number, 0)
        self._children.discard(number)
        return {"status": os.waitstatus_to_exitcode(status), "cpu": usage.ru_utime + usage.ru_stime, "killed": killed}


def _cpu_seconds(number: int) -> float | None:
    """Read the CPU clock of another process: the id of that clock is made of the process's (Linux)."""
    if not sys.platform.startswith("linux"):
        return None
    try:
        return time.clock_gettime((~number << 3) | 2)
    except OSError:
        return None

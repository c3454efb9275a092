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
import site
import socket
import sys
import time
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np

from autograder.sandbox.guest import imports, memory_fs, refused_calls, stub_modules, worker
from autograder.sandbox.guest.lockdown import Lockdown
from autograder.sandbox.protocol import isolation
from autograder.sandbox.protocol.isolation import Settings

if TYPE_CHECKING:
    from autograder.sandbox.guest.batch import Program

# What graded code typically imports: loaded once here, so that no child has to.
USUAL = (
    "abc array bisect collections.abc contextlib copy dataclasses decimal enum fractions functools heapq inspect "
    "itertools logging math numbers numpy numpy.fft numpy.linalg numpy.ma numpy.polynomial numpy.random "
    "operator os.path pprint random re statistics string textwrap time traceback typing warnings"
)
# What SymPy is asked before the first fork: sums, products, powers, quotients, exp and sin, of one symbol and of several.
WARM_SYMBOLS = "w x v b y z theta"
WARM_EXPRESSIONS = (
    "w**2", "w**3 - 3*w**2 + 7", "5*x**4 + 2*x**2 + 3", "v**5 + 4*v", "1/w", "3/x", "2*exp(-x) + x**2", "3*sin(y) + 2*y",
    "4/(1 + exp(-2*z))", "(w*x + b - y)**2 + 3*w*b", "2*b*w**2 + w*x**3 + 5*x", "4*theta**2 + theta",
)  # fmt: skip
LITTLE = "numpy"  # what even a single call needs
READY = b'{"ready": true}\n'
MANY = 1 << 20  # more descriptors than anything has
PAUSE = 0.001  # seconds between two looks at a child that may be about to end by itself


def main(
    control: int,
    highest: int = isolation.NAMESPACES,
    libraries: Sequence[str] = (),
    packages: Sequence[str] = (),
    *,
    usual: bool = True,
    batch: Any = None,  # noqa: ANN401 -- a module, which can be imported only before learners' imports are arranged
) -> NoReturn:
    """Serve requests from the descriptor `control` until it is closed; children get the layers up to `highest`.

    `batch` is `autograder.sandbox.guest.batch`, where batches are to come.

    numpy and `libraries` are loaded from the folders `packages`, and nothing else is ever found there.
    """
    for name in (*(USUAL if usual else LITTLE).split(), *libraries):
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    if usual and "sympy" in sys.modules:
        _warm_sympy(sys.modules["sympy"])
    site.setquit()  # the names that `site` gives to Python's users; it is not run, nor are the .pth files it reads
    site.sethelper()
    lockdown = Lockdown([place for place in sys.path if os.path.isdir(place)], highest)  # noqa: PTH112 -- they are strings
    imports.close(packages)
    stub_modules.install()
    memory_fs.Scratch().install()
    refused_calls.install()
    sys.argv = [""]
    os.environ.clear()
    os.umask(0o077)
    os.chdir("/")
    gc.freeze()  # what is shared with the children stays shared
    gc.enable()  # it was off while everything was imported
    with socket.socket(fileno=control) as connection:
        connection.sendall(READY)
        Server(connection, lockdown, batch).serve()
    os._exit(0)  # taking the interpreter apart takes longer than all that is left to do


def _warm_sympy(sympy: Any) -> None:  # noqa: ANN401 -- a module without types
    """Parse, differentiate, evaluate and write expressions of every kind: what SymPy loads and caches then is shared."""
    symbols = {name: sympy.Symbol(name) for name in WARM_SYMBOLS.split()}
    for text in WARM_EXPRESSIONS:
        J = sympy.sympify(text, locals=symbols)
        for one in (J, *(sympy.diff(J, symbol) for symbol in J.free_symbols)):
            str(one)
            one.has(sympy.Derivative, sympy.Integral, sympy.Limit, sympy.Subs)
            for value in (2, 0.5, sympy.Rational(-3, 2), sympy.Float(1.25, 30)):
                number = one.subs(dict.fromkeys(one.free_symbols, value))
                complex(number)
                float(number)


class Server:
    """The requests of the control socket, one after the other."""

    def __init__(self, connection: socket.socket, lockdown: Lockdown, batch: Any) -> None:  # noqa: ANN401 -- as above
        """Serve on `connection`; children enter `lockdown`."""
        self._batch = batch
        self._connection = connection
        self._lockdown = lockdown
        self._children: set[int] = set()
        self._leaving: set[int] = set()  # killed, and not yet waited for
        self._programs: dict[str, Program] = {}  # what batches call, by the grader's own keys
        self._tidy = True  # whether nothing has come since the last gc.freeze()
        signal.signal(signal.SIGCHLD, self._reap)

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
            for number in tuple(self._leaving):
                with contextlib.suppress(ChildProcessError):
                    os.waitpid(number, 0)

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
            case "learn":
                self._programs[request["key"]] = self._batch.Program(_whole(descriptors[0]))
                self._tidy = False
                return {}
            case "spawn":
                return {"child": self._spawn(Settings(**request["settings"]), request["programs"], descriptors[0])}
            case "cpu":
                return {"cpu": _cpu_seconds(self._known(request["child"]))}
            case "leave":
                return self._leave(self._known(request["child"]))
            case "end":
                return self._end(self._known(request["child"]), request["patience"])
        raise ValueError("no such request")

    def _known(self, number: int) -> int:
        if number not in self._children:
            raise ValueError("no such child")
        return number

    def _spawn(self, settings: Settings, programs: Sequence[str], descriptor: int) -> int:
        if not self._tidy:
            gc.freeze()  # what is shared with the children stays shared
            self._tidy = True
        # Learners may use the global generator, and no two may share its state; here rather than in the child, which
        # would have to copy the memory first.
        if "numpy.random" in sys.modules:  # else a child loads it, with a state of its own
            np.random.seed(int.from_bytes(os.urandom(4)))  # noqa: NPY002 -- as said
        number = os.fork()
        if number:
            self._children.add(number)
            return number
        try:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.setsid()
            self._lockdown.enter(settings)
            os.closerange(3, descriptor)
            os.closerange(descriptor + 1, MANY)
            known = {key: self._programs[key] for key in programs}
            self._programs.clear()  # nobody needs those of others
            worker.serve(descriptor, descriptor, partial(self._batch.serve_batch, programs=known) if known else None)
        finally:
            os._exit(0)

    def _leave(self, number: int) -> dict[str, Any]:
        """Kill a child, and say what it has used so far; taking leave of it is for later, nobody waits for that."""
        cpu = _cpu_seconds(number)
        if cpu is None:
            return self._end(number, 0.0)
        _kill(number)
        self._children.discard(number)
        self._leaving.add(number)
        self._reap()
        return {"status": -signal.SIGKILL, "cpu": cpu, "killed": True}

    def _reap(self, *_signal: object) -> None:
        """Take leave of those that are gone by now; between any two steps of the other methods, as a signal comes."""
        for number in tuple(self._leaving):
            with contextlib.suppress(ChildProcessError):
                if not os.waitpid(number, os.WNOHANG)[0]:
                    continue
            self._leaving.discard(number)

    def _end(self, number: int, patience: float) -> dict[str, Any]:
        """End a child and all of its group, and take leave of it."""
        until = time.monotonic() + patience
        found, status, usage = os.wait4(number, os.WNOHANG)
        while not found and time.monotonic() < until:
            time.sleep(PAUSE)
            found, status, usage = os.wait4(number, os.WNOHANG)
        killed = not found
        if killed:
            _kill(number)
            found, status, usage = os.wait4(number, 0)
        self._children.discard(number)
        return {"status": os.waitstatus_to_exitcode(status), "cpu": usage.ru_utime + usage.ru_stime, "killed": killed}


def _whole(descriptor: int) -> bytes:
    """Read a file from its beginning."""
    return os.pread(descriptor, os.fstat(descriptor).st_size, 0)


def _kill(number: int) -> None:
    """Kill a child and its group; it has not been waited for, so its number is nobody else's."""
    os.kill(number, signal.SIGKILL)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(number, signal.SIGKILL)


def _cpu_seconds(number: int) -> float | None:
    """Read the CPU clock of another process: the id of that clock is made of the process's (Linux)."""
    if not sys.platform.startswith("linux"):
        return None
    try:
        return time.clock_gettime((~number << 3) | 2)
    except OSError:
        return None

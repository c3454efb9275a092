"""Starting a process that ends with this one, from whatever thread.

"Die with parent", as bubblewrap and the kernel understand it, means the thread that started the process. The main
thread lasts as long as the grader; a worker of a pool does not, so for those another thread does it that lasts.
"""

from __future__ import annotations

import queue
import subprocess
import threading
from collections.abc import Mapping, Sequence
from typing import TypeAlias

Order: TypeAlias = "tuple[Sequence[str], int, Mapping[str, str], queue.SimpleQueue[subprocess.Popen[bytes] | OSError]]"


def started(command: Sequence[str], descriptor: int, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """Start a process that inherits one descriptor and nothing else; raises OSError."""
    if threading.current_thread() is threading.main_thread():
        return _popen(command, descriptor, environment)
    answer: queue.SimpleQueue[subprocess.Popen[bytes] | OSError] = queue.SimpleQueue()
    _starter.order((command, descriptor, environment, answer))
    found = answer.get()
    if isinstance(found, OSError):
        raise found
    return found


class _Starter:
    """A thread that is there as long as the grader, from the first order on."""

    def __init__(self) -> None:
        self._orders: queue.SimpleQueue[Order] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    def order(self, order: Order) -> None:
        with self._lock:
            if self._thread is None or not self._thread.is_alive():  # a fork of the grader has lost it
                self._thread = threading.Thread(target=self._serve, name="starter of warm processes", daemon=True)
                self._thread.start()
        self._orders.put(order)

    def _serve(self) -> None:
        while True:
            command, descriptor, environment, answer = self._orders.get()
            try:
                answer.put(_popen(command, descriptor, environment))
            except OSError as error:
                answer.put(error)


_starter = _Starter()


def _popen(command: Sequence[str], descriptor: int, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=(descriptor,),
        cwd="/",
        env=environment,
        start_new_session=True,  # an interrupt at the terminal is for the grader, which then ends this
    )

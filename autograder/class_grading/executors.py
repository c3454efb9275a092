"""Where chunks are graded: processes of this machine, or Dask's workers. Both are executors of `concurrent.futures`."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from autograder.class_grading.grade_chunk import ANY_TIER, Worker, worker
from autograder.i18n.language import Message, Text
from autograder.i18n.sanitize import one_line

if TYPE_CHECKING:
    from distributed import Client

T = TypeVar("T")

MOST_ON_WINDOWS = 61  # handles that one call there can wait for
CONNECTING = 20.0  # seconds in which a scheduler must answer
DASK = {"dask": "tcp", "dask+tcp": "tcp", "dask+tls": "tls", "dask+tcps": "tls"}

NO_EXECUTOR = Text(
    en="{url} is no executor: dask://HOST:PORT is, or dask+tls://HOST:PORT",
    pt="{url} não é um executor: indique dask://HOST:PORTA ou dask+tls://HOST:PORTA",
)
NO_DISTRIBUTED = Text(
    en="dask.distributed is not installed here; in the course's checkout, pip install '.[class,cluster]' brings it",
    pt="o dask.distributed não está instalado aqui; na pasta do curso, pip install '.[class,cluster]' o instala",
)
NO_SCHEDULER = Text(en="no scheduler answers at {url}: {error}", pt="nenhum scheduler responde em {url}: {error}")
NO_WORKERS = Text(
    en="no worker at {url} can be used{refused}; start some with the same version of this package, and run the same command again",
    pt="nenhum worker em {url} pode ser usado{refused}; inicie alguns com a mesma versão deste pacote e execute o mesmo comando de novo",
)
REFUSED = Text(en="the worker {name} is refused: {what}", pt="o worker {name} foi recusado: {what}")
ASKED = Text(en=" ({what})", pt=" ({what})")


class ExecutorError(Exception):
    """There is nothing that could grade; `message` says why in one line, `wrong_usage` whether another URL is needed."""

    def __init__(self, message: Message, *, wrong_usage: bool = False) -> None:
        """Remember the line; as an exception it reads in English."""
        super().__init__(message.to("en"))
        self.message = message
        self.wrong_usage = wrong_usage


class Slots(Protocol):
    """An executor that says how much it does at a time."""

    @property
    def slots(self) -> int:
        """How many chunks are worked on at a time; 0 while there is no worker."""

    @property
    def tier(self) -> int:
        """The tier of isolation that every worker has."""

    def submit(self, function: Callable[..., T], /, *arguments: Any) -> Future[T]:  # noqa: ANN401 -- whatever it takes
        """Have a function called with plain arguments."""

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 -- as Executor has it
        """End it."""


class LocalExecutor(ProcessPoolExecutor):
    """Processes of this machine, each with a sandbox of its own; they end with this process, however that ends."""

    def __init__(self, jobs: int) -> None:
        """Start as many processes as chunks come, `jobs` at most."""
        jobs = min(jobs, MOST_ON_WINDOWS) if os.name == "nt" else jobs
        context = get_context("spawn")
        reader, self._alive = context.Pipe(duplex=False)
        super().__init__(jobs, mp_context=context, initializer=_end_with, initargs=(reader,))
        self.slots = jobs
        self.tier = ANY_TIER

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 -- as Executor has it
        """End the processes; where futures are cancelled, in the middle of what they do.

        Then their end is waited for, which is near: else this process might end while the pool's thread closes what the
        library still wants to write to.
        """
        if cancel_futures:
            self._alive.close()
        super().shutdown(wait or cancel_futures, cancel_futures=cancel_futures)
        self._alive.close()


def _end_with(alive: Connection) -> None:
    """In a worker: leave Ctrl-C to the parent, and end when the parent closes its end of the pipe, or is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def watch() -> None:
        with suppress(EOFError, OSError):
            alive.recv_bytes()
        os._exit(1)  # the sandbox's processes end with their connection

    threading.Thread(target=watch, daemon=True).start()


class DaskExecutor(Executor):
    """The workers of a Dask cluster, those among them that grade as the others do."""

    def __init__(
        self, url: str, course_sha256: str, grader_version: str, refuse: Callable[[Message], None], tier: int = ANY_TIER
    ) -> None:
        """Connect, and ask each worker what it is. `refuse` hears of those that are not used. Raises `ExecutorError`.

        `tier` is the tier of isolation that workers must have; by default the highest that one of them has.
        """
        self._url = url
        self._course, self._version, self._refuse = course_sha256, grader_version, refuse
        self._client = connected(url)
        self._known: dict[str, Worker | str] = {}
        self._refused: dict[str, str] = {}
        self._inner = self._client.get_executor(pure=False)
        self.tier = tier
        self._ask()
        if not self._accepted():
            self.shutdown()
            told = ASKED(what=one_line("; ".join(f"{name}: {what}" for name, what in self._refused.items()), 600))
            raise ExecutorError(NO_WORKERS(url=url, refused=told if self._refused else ""))

    @property
    def slots(self) -> int:
        """The threads of the workers that are used."""
        workers = self._workers()
        return sum(workers[name]["nthreads"] for name in self._accepted() if name in workers)

    def submit(self, function: Callable[..., T], /, *arguments: Any, **options: Any) -> Future[T]:  # noqa: ANN401 -- as Executor has it
        """Have a worker call a function that this package defines. Workers that came meanwhile are asked first."""
        if self._workers().keys() - self._known.keys():
            self._ask()
        accepted = self._accepted()
        where = {"workers": accepted, "allow_other_workers": True} if accepted else {}
        future: Future[T] = self._inner.submit(function, *arguments, **where, **options)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 -- as Executor has it
        """Leave the cluster, which goes on; what it still does for us is given up."""
        del wait, cancel_futures
        with suppress(Exception):  # a scheduler that is gone can be left, too
            self._client.close(timeout=2)

    def refuse(self, name: str, what: str) -> None:
        """Hear that a worker found itself to differ."""
        if name not in self._refused:
            self._refused[name] = what
            self._refuse(REFUSED(name=one_line(name), what=what))

    def _workers(self) -> dict[str, Any]:
        found: dict[str, Any] = self._client.scheduler_info(n_workers=-1)["workers"]
        return found

    def _ask(self) -> None:
        """Ask the workers that are not known yet what they are."""
        new = [name for name in self._workers() if name not in self._known]
        answers: dict[str, Any] = self._client.run(worker, workers=new, on_error="return") if new else {}
        for name in new:
            answer = answers.get(name)
            self._known[name] = answer if isinstance(answer, Worker) else f"{type(answer).__name__}: {answer}"
        if self.tier == ANY_TIER:
            same = [one for one in self._known.values() if isinstance(one, Worker) and not self._differs(one)]
            self.tier = max((one.tier for one in same), default=ANY_TIER)
        for name, one in self._known.items():
            if what := self._differs(one):
                self.refuse(f"{one.name} ({name})" if isinstance(one, Worker) else name, what)

    def _accepted(self) -> list[str]:
        return [name for name, one in self._known.items() if not self._differs(one)]

    def _differs(self, one: Worker | str) -> str:
        if isinstance(one, str):
            return one
        return one.differs(self._course, self._version, self.tier)


def connected(url: str) -> Client:
    """Connect to a Dask scheduler. Raises `ExecutorError`."""
    scheme, _, address = url.partition("://")
    if scheme not in DASK or not address or any(character.isspace() for character in address):
        raise ExecutorError(NO_EXECUTOR(url=one_line(url)), wrong_usage=True)
    try:
        from distributed import Client
    except ModuleNotFoundError:
        raise ExecutorError(NO_DISTRIBUTED(), wrong_usage=True) from None
    until = time.monotonic() + CONNECTING
    while True:
        try:
            return Client(f"{DASK[scheme]}://{address}", timeout=CONNECTING / 4, set_as_default=False)
        except (OSError, ValueError) as error:
            if time.monotonic() > until or isinstance(error, ValueError):
                raise ExecutorError(NO_SCHEDULER(url=one_line(url), error=one_line(str(error)))) from None
            time.sleep(0.5)

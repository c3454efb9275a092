"""Which files of a folder were saved, told as it happens, by the system or by looking again and again."""

from __future__ import annotations

import os
import secrets
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

QUIET_MS = 20  # without another event, after which a save is over; editors write in several steps
LONGEST_MS = 100  # of one save
POLL_SECONDS = 0.1
PROBE_SECONDS = 2.0  # in which the system tells of a file of ours, or never will
DEEPEST = 3  # levels of folders in which work is looked for
NEVER = (".", "__pycache__")  # what a name begins with that is nobody's work


@contextmanager
def saved_files(folder: Path, tell: Callable[[frozenset[Path]], None], *, poll: bool) -> Iterator[bool]:
    """Call `tell` from a thread with the files that were just saved; give whether they are found by polling.

    Where the system tells nothing, as of some network and container folders, the folder is polled without being asked to.
    """
    stop = threading.Event()
    thread = None if poll else _listening(folder, tell, stop)
    if thread is None:
        thread = threading.Thread(target=_poll, args=(folder, tell, stop, _seen(folder)), daemon=True)
        thread.start()
        poll = True
    try:
        yield poll
    finally:
        stop.set()
        thread.join(PROBE_SECONDS)


def _listening(folder: Path, tell: Callable[[frozenset[Path]], None], stop: threading.Event) -> threading.Thread | None:
    """Start listening to the system; None where it does not tell of a file that comes and goes.

    In a folder that may not be written to this is not tried out.
    """
    from watchfiles import watch

    heard, unheard = threading.Event(), threading.Event()
    probe = folder / f".autograder-{secrets.token_hex(4)}.tmp"

    def ended() -> bool:
        return stop.is_set() or unheard.is_set()

    def listen() -> None:
        changes = watch(
            folder,
            watch_filter=None,
            debounce=LONGEST_MS,
            step=QUIET_MS,
            stop_event=_Either(stop, unheard),
            rust_timeout=200,
            raise_interrupt=False,
            force_polling=False,
            ignore_permission_denied=True,
        )
        with suppress(OSError):  # the folder is gone, or the system has nothing left to tell with
            for found in changes:
                names = {Path(name) for _, name in found}
                if any(path.name == probe.name for path in names):
                    heard.set()
                saved = frozenset(path for path in names if _may_be_work(path, folder))
                if saved and not ended():
                    tell(saved)

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    if _tried(probe, heard):
        return thread
    unheard.set()
    thread.join()
    return None


class _Either:
    """Set when one of two events is."""

    def __init__(self, *events: threading.Event) -> None:
        self._events = events

    def is_set(self) -> bool:
        return any(event.is_set() for event in self._events)


def _tried(probe: Path, heard: threading.Event) -> bool:
    """Whether a file that comes and goes is heard of."""
    step = 0.05
    for _ in range(int(PROBE_SECONDS / step)):  # the thread may not listen yet
        try:
            os.close(os.open(probe, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
            probe.unlink()
        except OSError:
            return True
        if heard.wait(step):
            return True
    return False


def _poll(
    folder: Path, tell: Callable[[frozenset[Path]], None], stop: threading.Event, before: Mapping[Path, object]
) -> None:
    """Compare what the files look like from time to time: to the nanosecond, which libraries for this do not."""
    while not stop.wait(POLL_SECONDS):
        now = _seen(folder)
        saved = frozenset(path for path, look in now.items() if before.get(path) != look)
        before = now
        if saved:
            tell(saved)


def _seen(folder: Path, level: int = 1) -> dict[Path, object]:
    found: dict[Path, object] = {}
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(NEVER):
                continue
            with suppress(OSError):
                if entry.is_dir(follow_symlinks=False):
                    found |= _seen(Path(entry.path), level + 1) if level < DEEPEST else {}
                elif entry.name.endswith((".py", ".ipynb")):
                    status = entry.stat()
                    found[Path(entry.path)] = (status.st_mtime_ns, status.st_size, status.st_ino)
    return found


def _may_be_work(path: Path, folder: Path) -> bool:
    try:
        parts = path.relative_to(folder.resolve()).parts
    except ValueError:
        parts = (path.name,)
    return path.suffix in (".py", ".ipynb") and not any(part.startswith(NEVER) for part in parts)

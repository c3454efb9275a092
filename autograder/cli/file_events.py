"""Which files of a folder were saved, told as it happens, by the system or by looking again and again."""

from __future__ import annotations

import os
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

QUIET_MS = 20  # without another event, after which a save is over; editors write in several steps
LONGEST_MS = 100  # of one save
POLL_MS = 150
PROBE_SECONDS = 1.0  # in which the system tells of a file of ours, or never will
NEVER = (".", "__pycache__")  # what a name begins with that is nobody's work


@contextmanager
def saved_files(folder: Path, tell: Callable[[frozenset[Path]], None], *, poll: bool) -> Iterator[bool]:
    """Call `tell` from a thread with the files that were just saved; give whether they are found by polling.

    Where the system tells nothing, as of some network and container folders, the folder is polled without being asked to.
    """
    stop, heard = threading.Event(), threading.Event()
    probe = folder / f".autograder-{secrets.token_hex(4)}.tmp"

    def listen(*, polling: bool) -> None:
        from watchfiles import watch

        changes = watch(
            folder,
            watch_filter=None,
            debounce=LONGEST_MS,
            step=QUIET_MS,
            stop_event=stop,
            rust_timeout=200,
            raise_interrupt=False,
            force_polling=polling,
            poll_delay_ms=POLL_MS,
            ignore_permission_denied=True,
        )
        with suppress(OSError):  # the folder is gone
            for found in changes:
                names = {Path(name) for _, name in found}
                if any(path.name == probe.name for path in names):
                    heard.set()
                saved = frozenset(path for path in names if _may_be_work(path, folder))
                if saved:
                    tell(saved)

    thread = threading.Thread(target=listen, kwargs={"polling": poll}, daemon=True)
    thread.start()
    try:
        if not poll and not _heard(probe, heard):
            stop.set()
            thread.join()
            stop.clear()
            poll = True
            thread = threading.Thread(target=listen, kwargs={"polling": True}, daemon=True)
            thread.start()
        yield poll
    finally:
        stop.set()
        thread.join(PROBE_SECONDS)


def _heard(probe: Path, heard: threading.Event) -> bool:
    """Whether the system tells of a file that comes and goes; a folder that may not be written to is not tried."""
    begun = time.monotonic()
    while not heard.is_set() and time.monotonic() - begun < PROBE_SECONDS:
        try:
            os.close(os.open(probe, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
            probe.unlink()
        except OSError:
            return True
        heard.wait(0.05)
    return heard.is_set()


def _may_be_work(path: Path, folder: Path) -> bool:
    try:
        parts = path.relative_to(folder.resolve()).parts
    except ValueError:
        parts = (path.name,)
    return path.suffix in (".py", ".ipynb") and not any(part.startswith(NEVER) for part in parts)

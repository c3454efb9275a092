"""The three standard streams, made fit to be used; how wide lines are that a person reads; progress, on standard error."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO, TypeAlias

from autograder.i18n.language import Lang, Text
from autograder.render.columns import READABLE, USUAL


def make_usable() -> None:
    """Write UTF-8 whatever the locale is, since σ and ç are in nearly every line; what is closed leads nowhere.

    What is opened here gets the descriptor that was closed, which a socket of ours would have got otherwise.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115 -- for good
    for stream in (sys.stdout, sys.stderr):
        _reconfigure(stream, encoding="utf-8", errors="backslashreplace")
    _reconfigure(sys.stdin, errors="replace")


def _reconfigure(stream: object, **settings: str) -> None:
    reconfigure = getattr(stream, "reconfigure", None)  # what a test or a notebook puts there may have none
    if reconfigure is not None:
        reconfigure(**settings)


def flush_or_give_up() -> None:
    """Write what is waiting for standard output, if that is possible."""
    try:
        sys.stdout.flush()
    except OSError:
        give_up_output()


def delivered(text: str, stream: TextIO) -> bool:
    """Write a text to the end; say whether there was a reader still. Raises OSError, as for a full disk.

    After either, whatever else is written there leads nowhere.
    """
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        give_up_output(stream)
        return False
    except OSError:
        give_up_output(stream)
        raise
    return getattr(stream, "name", "") != os.devnull  # `make_usable` opened it in the place of a closed one


def give_up_output(stream: TextIO | None = None) -> None:
    """Send what is still waiting for standard output nowhere: its reader has gone, or its disk is full."""
    with contextlib.suppress(OSError):  # where it is no file of the system's
        os.dup2(os.open(os.devnull, os.O_WRONLY), (stream or sys.stdout).fileno())


def cells() -> int:
    """Give the cells of a line on standard output: as many as its terminal has, but no more than can be read well."""
    if not sys.stdout.isatty():
        return USUAL
    from shutil import get_terminal_size  # with all archives that Python knows, for which nobody else waits

    return min(get_terminal_size((USUAL, 24)).columns, READABLE)


Progress: TypeAlias = Callable[[int, int, str], None]  # done, total, what it is about

GRADING = Text(en="grading", pt="corrigindo")
LINE = Text(en="{label}: {done} of {total} ({what})", pt="{label}: {done} de {total} ({what})")
EVERY_SECONDS = 2.0  # between two plain lines; what is over sooner needs none


@contextmanager
def shown_progress(lang: Lang, label: Text = GRADING) -> Iterator[Progress]:
    """Give a function that shows how far things are. It is called by one thread at a time."""
    if sys.stderr.isatty():
        with _bar(label.to(lang)) as progress:
            yield progress
    else:
        yield _lines(lang, label)


@contextmanager
def _bar(label: str) -> Iterator[Progress]:
    from rich import progress as parts
    from rich.console import Console

    columns = (
        parts.TextColumn("{task.description}"),
        parts.BarColumn(),
        parts.MofNCompleteColumn(),
        parts.TimeElapsedColumn(),
    )
    with parts.Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None)

        def show(done: int, total: int, what: str) -> None:
            del what  # a name that comes and goes makes the bar jump
            bar.update(task, completed=done, total=total)

        yield show


def _lines(lang: Lang, label: Text) -> Progress:
    last = time.monotonic()

    def show(done: int, total: int, what: str) -> None:
        nonlocal last
        if time.monotonic() - last >= EVERY_SECONDS:
            last = time.monotonic()
            print(LINE(label=label, done=done, total=total, what=what).to(lang), file=sys.stderr, flush=True)

    return show

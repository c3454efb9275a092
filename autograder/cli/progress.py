"""Progress, on standard error: a bar on a terminal, plain lines elsewhere, nothing for what is short."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

from autograder.i18n.language import Lang, Text

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

"""Single keys from a terminal, while something else goes on."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def keys_read(tell: Callable[[str], None]) -> Iterator[bool]:
    """Call `tell` from a thread with each key that is pressed; give whether there is a keyboard at all.

    The terminal is put back as it was, whatever ends the reading. Ctrl-C stays an interrupt.
    """
    if not sys.stdin.isatty():
        yield False
    elif os.name == "nt":
        threading.Thread(target=_read_windows, args=(tell,), daemon=True).start()
        yield True
    else:
        yield from _cbreak(tell)


def _cbreak(tell: Callable[[str], None]) -> Iterator[bool]:
    import termios
    import tty

    descriptor = sys.stdin.fileno()
    try:
        before = termios.tcgetattr(descriptor)
        tty.setcbreak(descriptor)
    except termios.error:  # a terminal in name only
        yield False
        return
    try:
        threading.Thread(target=_read, args=(descriptor, tell), daemon=True).start()
        yield True
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


def _read(descriptor: int, tell: Callable[[str], None]) -> None:
    while True:
        try:
            data = os.read(descriptor, 64)
        except OSError:
            data = b""
        if not data:  # the terminal has gone
            tell("")
            return
        if not data.startswith(b"\x1b"):  # arrows and other keys with codes of their own mean nothing here
            for key in data.decode(errors="ignore"):
                tell(key)


def _read_windows(tell: Callable[[str], None]) -> None:
    import msvcrt

    while True:
        tell(getattr(msvcrt, "getwch")())  # noqa: B009 -- typeshed has it on Windows alone

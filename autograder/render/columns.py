"""Texts measured in terminal cells, not characters: width, wrapping, cutting to a width."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

USUAL = 80  # cells of a line where no terminal says how many it has
READABLE = 88  # longer lines are hard to follow, however wide the terminal
ELLIPSIS = "…"
TAIL = 4  # cells kept at the end of a cut name: where "-2" tells two equal names apart


def width(text: str) -> int:
    """Count the terminal cells that `text` takes on one line."""
    if text.isascii():
        return len(text)
    return sum(_cells(character) for character in text)


def padded(text: str, cells: int, *, right: bool = False) -> str:
    """Fill `text` up with spaces to `cells`; `right` puts it at the right end, as figures stand."""
    space = " " * (cells - width(text))
    return space + text if right else text + space


def shortened(text: str, cells: int) -> str:
    """Cut `text` to at most `cells`, out of its middle, so that both ends can be read."""
    if width(text) <= cells:
        return text
    tail = _last(text, min(TAIL, (cells - 1) // 2))
    return _first(text, cells - 1 - width(tail)) + ELLIPSIS + tail


def cut(text: str, cells: int) -> str:
    """Cut `text` at its end to at most `cells`."""
    return text if width(text) <= cells else _first(text, cells - 1) + ELLIPSIS


def wrapped(text: str, cells: int) -> Iterator[str]:
    """Break `text` into lines of at most `cells`, at spaces where there are any; its own line ends stay.

    `cells` is at least 2, the width of one wide character.
    """
    cells = max(cells, 2)
    for paragraph in text.expandtabs(4).split("\n"):
        line = ""
        for word in paragraph.split():
            if line and width(line) + 1 + width(word) > cells:
                yield line
                line = ""
            line = f"{line} {word}" if line else word
            while (piece := _first(line, cells)) != line:
                yield piece
                line = line[len(piece) :]
        yield line


def _cells(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _first(text: str, cells: int) -> str:
    used = 0
    for position, character in enumerate(text):
        used += _cells(character)
        if used > cells:
            return text[:position]
    return text


def _last(text: str, cells: int) -> str:
    return _first(text[::-1], cells)[::-1]

"""Names in the order in which people look for them: É stands near E, capitals beside small letters, 2 before 10. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")

# Letters that are written as one, and stand where their plain ones do.
LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
NUMBER = re.compile(r"(\d{1,18})")


def sort_key(name: str) -> tuple[tuple[tuple[int, int, str], ...], str, str]:
    """Give what names are sorted by: letters without their marks, numbers by what they count, and then what differs."""
    folded = unicodedata.normalize("NFKD", name.casefold().translate(LETTERS))
    plain = unmarked(name)
    parts = tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in NUMBER.split(plain) if part)
    return parts, folded, name


def unmarked(name: str) -> str:
    """Give a name in small letters without marks."""
    folded = unicodedata.normalize("NFKD", name.casefold().translate(LETTERS))
    return "".join(character for character in folded if not unicodedata.combining(character))


def alphabetical(things: Iterable[T], name: Callable[[T], str]) -> list[T]:
    """Sort things by their names."""
    return sorted(things, key=lambda thing: sort_key(name(thing)))

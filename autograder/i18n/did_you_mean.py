"""A name that does not exist, and the one that was probably meant."""

from __future__ import annotations

import re
from collections.abc import Iterable

from autograder.i18n.language import Message, Text

DID_YOU_MEAN = Text(en=" (did you mean {name}?)", pt=" (seria {name}?)")
LONGEST = 80  # characters of a name that are compared
NEAR = 0.6  # likeness from which a name is taken for a misspelled one


def nearest(word: str, known: Iterable[str], near: float = NEAR) -> str | None:
    """Find the known name that is most like `word`, if any is like it by at least `near` (0 to 1, as difflib counts)."""
    from difflib import get_close_matches  # only where a name is wrong

    found = get_close_matches(word[:LONGEST], list(known), 1, near)
    return found[0] if found else None


def same_words(word: str, known: Iterable[str]) -> str | None:
    """Find the known name that has the words of `word` in another order or spelling: backwardSigmoid, SIGMOID_BACKWARD."""
    words = _words(word)
    return next((name for name in known if _words(name) == words), None)


def _words(name: str) -> list[str]:
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name[:LONGEST])
    return sorted(part for part in spaced.lower().split("_") if part)


def did_you_mean(word: str, known: Iterable[str]) -> Message | str:
    """Give " (did you mean …?)", to stand behind a name that there is not; "" if nothing is near."""
    name = nearest(word.strip().lower(), known)
    return "" if name is None else DID_YOU_MEAN(name=name)

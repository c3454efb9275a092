"""Texts that learners can write, made harmless for every place they are shown in."""

from __future__ import annotations

import re
import unicodedata

# Cc control, Cf format (bidi overrides, zero width), Cs lone surrogates, Co private use, Cn unassigned,
# Zl and Zp line and paragraph separators.
HARMFUL = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
KEPT = frozenset("\n\t")
# What CI servers take for commands in a log: `::error …` at the start of a line, `##[…]`, `##vso[…]`, `##teamcity[…]` anywhere.
LOG_COMMAND = re.compile(r"^(\s*):(?=:)|#(?=#\w*\[)", re.MULTILINE)


def escaped(text: str) -> str:
    """Spell out control, bidi, invisible and lone-surrogate characters by their codes; keep newline and tab."""
    if text.isprintable() or text.replace("\n", "").replace("\t", "").isprintable():  # the usual cases, at once
        return text
    return "".join(_escaped_character(character) for character in text)


def one_line(text: str, length: int = 200) -> str:
    """Give `text` escaped, on one line, cut to `length` characters; it commands no log that it begins a line of."""
    line = inert(escaped(" ".join(text.split())))
    return line if len(line) <= length else line[: length - 1] + "…"


def inert(text: str) -> str:
    """Spell out the first character of whatever a CI server would obey if it stood in a log."""
    return LOG_COMMAND.sub(lambda found: f"{found[1] or ''}\\x{ord(found[0][-1]):02x}", text)


def _escaped_character(character: str) -> str:
    if character in KEPT or unicodedata.category(character) not in HARMFUL:
        return character
    return character.encode("unicode_escape", "surrogatepass").decode("ascii")

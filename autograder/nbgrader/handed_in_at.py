"""When a submission was handed in, by its timestamp.txt: what cannot be read for certain is said, and counts as no time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dateutil import parser, tz
from nbgrader.utils import parse_utc

from autograder.i18n.language import Message, Text
from autograder.i18n.sanitize import one_line
from autograder.submission.sources import any_text
from autograder.submission.tree import read_regular

TIMESTAMP = "timestamp.txt"
MOST_BYTES = 1_000
MOST_SHOWN = 60  # characters of it
QUARTER = 900  # of an hour, in seconds
PARTS = 3  # date, time and zone, as nbgrader writes them
OTHER_DAYS = (datetime(2001, 1, 1, 1, 1), datetime(2002, 2, 2, 2, 2))  # noqa: DTZ001 -- what is not written is filled in from these

UNREAD = Text(
    en="timestamp.txt does not tell when this was handed in: {why}. It is taken for neither on time nor late, and waits for a person: correct the file ({example}) and grade again",
    pt="o timestamp.txt não diz quando isto foi entregue: {why}. A submissão não conta nem como pontual nem como atrasada, e espera por uma pessoa: corrija o arquivo ({example}) e avalie de novo",
)
EXAMPLE = "2024-03-01 13:00:00 UTC"
NOTHING_THERE = Text(en="it is empty", pt="ele está vazio")
NO_TIME = Text(en="`{text}` is no time", pt="`{text}` não é uma data com hora")
INCOMPLETE = Text(en="`{text}` is no complete date", pt="`{text}` não é uma data completa")
TWO_WAYS = Text(
    en="in `{text}` day and month may be either way round", pt="em `{text}` não se sabe qual é o dia e qual é o mês"
)
NO_ZONE = Text(en="in `{text}` the time zone is unknown", pt="em `{text}` o fuso horário é desconhecido")


@dataclass(frozen=True, slots=True)
class HandedIn:
    """The time in UTC, None if there is none; the file as it is, if there is a time in it; and why it cannot be read."""

    at: datetime | None = None
    raw: bytes = b""
    problem: Message | None = None


def handed_in(folder: Path) -> HandedIn:
    """Read when a submission was handed in; without a timestamp.txt nobody says so, and nothing is wrong with that."""
    path = folder / TIMESTAMP
    if not path.is_symlink() and not path.exists():
        return HandedIn()
    data = read_regular(str(path), MOST_BYTES)
    if isinstance(data, Message):
        return _unread(data)
    text = any_text(data)[0].strip()
    shown = one_line(text, MOST_SHOWN)
    if not text:
        return _unread(NOTHING_THERE())
    try:
        at = parse_utc(text)
        days = {parser.parse(_without_zone(text), default=day) for day in OTHER_DAYS}
        ways = {parser.parse(_without_zone(text), dayfirst=first, default=OTHER_DAYS[0]) for first in (True, False)}
    except (ValueError, OverflowError, TypeError, AttributeError):
        return _unread(NO_TIME(text=shown))
    if len(days) > 1:
        return _unread(INCOMPLETE(text=shown))
    if len(ways) > 1 and not re.match(r"\d{4}", text):
        return _unread(TWO_WAYS(text=shown))
    if not _zone_is_known(text):
        return _unread(NO_ZONE(text=shown))
    plain = data.isascii() and b"\0" not in data
    return HandedIn(at, data if plain else text.encode())


def _unread(why: Message) -> HandedIn:
    return HandedIn(problem=UNREAD(why=why, example=EXAMPLE))


def _without_zone(text: str) -> str:
    parts = text.split(" ")
    return " ".join(parts[:2]) if len(parts) == PARTS else text


def _zone_is_known(text: str) -> bool:
    parts = text.split(" ")
    if len(parts) != PARTS:
        return True
    if re.fullmatch(
        r"[+-]?\d{1,9}", parts[2]
    ):  # nbgrader takes these for seconds; "-0300" or "-3" were meant for hours
        return int(parts[2]) % QUARTER == 0
    return tz.gettz(parts[2]) is not None

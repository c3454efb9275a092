"""What archives have in common: entries by name, of which the wanted ones are read; pure.

Names that would lead out of the folder they are unpacked to make the whole archive unreadable: nobody makes such
an archive by mistake, and what else is in it cannot be told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal

from autograder.i18n.language import Message, Text
from autograder.i18n.sanitize import escaped, one_line
from autograder.submission.names import is_packed, is_source, passed_over
from autograder.submission.submission_model import (
    DEEPER,
    IS_LINK,
    NOT_READ,
    NOT_REGULAR,
    TOO_LARGE,
    CapOf,
    Contents,
    ReadLimits,
    Unreadable,
)

UNSAFE = Text(
    en="the archive holds a name that leads out of its folder or means different things on different systems (`{name}`). Pack the folder again with your system's own tool.",
    pt="o pacote contém um nome que leva para fora da própria pasta ou que muda de sentido conforme o sistema (`{name}`). Compacte a pasta de novo com a ferramenta do próprio sistema.",
)
TOO_MANY = Text(
    en="the archive holds more than {limit} entries. Pack the course's files alone.",
    pt="o pacote tem mais de {limit} itens. Compacte só os arquivos do curso.",
)
TOO_BIG = Text(
    en="the archive holds more than {limit} bytes unpacked. Pack the course's files alone, and clear the outputs of the notebooks.",
    pt="o pacote tem mais de {limit} bytes depois de descompactado. Compacte só os arquivos do curso e limpe as saídas dos notebooks.",
)
TWICE = Text(
    en="`{file}` is in the archive more than once; the last one counts, as it would after unpacking.",
    pt="`{file}` aparece mais de uma vez no pacote; vale a última, como valeria depois de descompactar.",
)

Kind = Literal["file", "folder", "link", "special"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry; `read` gives its bytes, up to one more than it is asked for, or says why it cannot."""

    name: str
    kind: Kind
    size: int  # as the archive says
    read: Callable[[int], bytes | Message]


def collected(entries: Iterable[Entry], cap_of: CapOf, limits: ReadLimits) -> Contents:
    """Read the wanted entries, in the order given; raises Unreadable if the archive is unsafe or over the caps."""
    found: dict[tuple[str, ...], bytes | Message] = {}
    others: list[tuple[str, ...]] = []
    packed: list[tuple[str, ...]] = []
    tops: set[tuple[str, ...]] = set()
    notes: list[Message] = []
    declared = size = 0
    for count, entry in enumerate(entries, start=1):
        if count > limits.archive_entries:
            raise Unreadable(TOO_MANY(limit=limits.archive_entries))
        parts = _parts(entry.name)
        declared += max(0, entry.size)
        if declared > limits.archive_bytes:
            raise Unreadable(TOO_BIG(limit=limits.archive_bytes))
        if not parts or any(passed_over(part) for part in parts):
            continue
        tops.add(parts[:1] if len(parts) > 1 or entry.kind == "folder" else ())
        cap = cap_of(parts[-1])
        if cap is None:
            if entry.kind == "file" and is_source(parts[-1]):
                others.append(parts)
            if entry.kind == "file" and is_packed(parts[-1]):
                packed.append(parts)
            continue
        if parts in found:
            notes.append(TWICE(file=one_line("/".join(parts))))
        data = _data(entry, cap)
        size += 0 if isinstance(data, Message) else len(data)
        if size > limits.archive_bytes:
            raise Unreadable(TOO_BIG(limit=limits.archive_bytes))
        found[parts] = data
    # One folder at the top, and nothing beside it: that folder is the submission.
    start = 1 if len(tops) == 1 and () not in tops else 0
    contents = _contents(found, notes, start, limits)
    return replace(contents, others=_shown(others, start), packed=_shown(packed, start))


def _shown(names: Iterable[tuple[str, ...]], start: int) -> tuple[str, ...]:
    return tuple(sorted(escaped("/".join(parts[start:])) for parts in names))


def _contents(
    found: dict[tuple[str, ...], bytes | Message],
    notes: list[Message],
    start: int,
    limits: ReadLimits,
) -> Contents:
    files: list[tuple[str, bytes]] = []
    unread: list[tuple[str, Message]] = []
    deeper = False
    for parts, data in found.items():
        name = "/".join(parts[start:])
        if len(parts) - start > limits.levels:
            if not deeper:
                notes.append(DEEPER(levels=limits.levels, folder=one_line("/".join(parts[start:-1]))))
            deeper = True
        elif isinstance(data, Message):
            unread.append((escaped(name), NOT_READ(file=one_line(name), why=data)))
            notes.append(unread[-1][1])
        else:
            files.append((escaped(name), data))
    return Contents(tuple(sorted(files)), notes=tuple(notes), unread=tuple(unread))


def _parts(name: str) -> tuple[str, ...]:
    """Split a name at its slashes; raises Unreadable if it could lead anywhere else."""
    parts = tuple(part for part in name.split("/") if part not in {"", "."})
    if name.startswith("/") or re.match("[A-Za-z]:", name) or re.search(r"[\\\0]", name) or ".." in parts:
        raise Unreadable(UNSAFE(name=one_line(name, 100)))
    return parts


def _data(entry: Entry, cap: int) -> bytes | Message:
    match entry.kind:
        case "link":
            return IS_LINK()
        case "folder" | "special":
            return NOT_REGULAR()
        case "file":
            data = TOO_LARGE(limit=cap) if entry.size > cap else entry.read(cap)
            return data if isinstance(data, Message) or len(data) <= cap else TOO_LARGE(limit=cap)

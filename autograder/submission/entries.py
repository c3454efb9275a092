"""What folders and archives have in common: entries by name, of which the wanted ones are read; pure.

An entry that cannot be read, or whose name would lead out of the submission, costs itself alone, and is named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from autograder.frozen import frozen
from autograder.i18n.language import Message, Text
from autograder.i18n.sanitize import escaped, one_line
from autograder.submission.identify_file import kind_of
from autograder.submission.names import MEANT_FOR_QUIZ, is_exported, is_packed, passed_over
from autograder.submission.notebook_cells import without_outputs
from autograder.submission.submission_model import (
    DEEPER,
    IS_LINK,
    LARGE_NOTEBOOK,
    NOT_READ,
    NOT_REGULAR,
    TOO_LARGE,
    CapOf,
    Contents,
    ReadLimits,
    Unreadable,
)

UNSAFE = Text(
    en="its name leads out of its folder. Pack the folder again with your system's own tool",
    pt="o nome leva para fora da própria pasta. Compacte a pasta de novo com a ferramenta do próprio sistema",
)
ENCRYPTED = Text(
    en="it is protected by a password. Pack it again without one",
    pt="está protegido por senha. Compacte de novo, sem senha",
)
NOTHING_ELSE = Text(
    en="`{name}`: {why}. There is nothing else to read.", pt="`{name}`: {why}. Não há mais nada para ler."
)
TOO_MANY = Text(
    en="there are more than {limit} entries that would be read. Hand in the course's files alone.",
    pt="há mais de {limit} itens a ler. Entregue só os arquivos do curso.",
)
TOO_MANY_NAMES = Text(
    en="there are more than {limit} files and folders. Hand in the course's files alone.",
    pt="há mais de {limit} arquivos e pastas. Entregue só os arquivos do curso.",
)
TOO_BIG = Text(
    en="there are more than {limit} bytes unpacked in the files that would be read. Hand in the course's files alone.",
    pt="há mais de {limit} bytes descompactados nos arquivos a ler. Entregue só os arquivos do curso.",
)
TWICE = Text(
    en="`{file}` is in the archive more than once; the last one counts, as it would after unpacking.",
    pt="`{file}` aparece mais de uma vez no pacote; vale a última, como valeria depois de descompactar.",
)
OTHERS_ENOUGH = Text(
    en="it is named after no exercise, and only {files} such files, of {limit} bytes together, are looked into",
    pt="não tem o nome de um exercício, e só {files} arquivos assim, de {limit} bytes no total, são examinados",
)

MOST_NAMED = 5  # of the files that are nothing of the course's
MOST_DEEPER = 5  # folders that are named for lying too far down
VIRTUAL = "pyvenv.cfg"  # marks a folder as a virtual environment
Kind = Literal["file", "folder", "link", "special"]
Parts: TypeAlias = tuple[str, ...]


@frozen
class Entry:
    """One entry; `read` gives its bytes, up to one more than it is asked for, or says why it cannot."""

    name: str
    kind: Kind
    size: int  # as the archive says
    read: Callable[[int], bytes | Message]


def collected(
    entries: Iterable[Entry],
    cap_of: CapOf,
    limits: ReadLimits,
    is_other: Callable[[str], bool] = lambda _: False,
    *,
    enter: bool = True,
    own: Callable[[str], str | None] | None = None,
) -> Contents:
    """Read the wanted entries, in the order given; raises Unreadable if they are over the caps, or none can be read.

    `is_other` tells the wanted names that are no names of the course: those files are looked into within limits of
    their own. A chain of folders with nothing beside them is entered, unless `enter` forbids. `own` gives an entry
    another name, or None to what is not there for this submission.
    """
    found = _Found(cap_of, limits, is_other, own)
    for count, entry in enumerate(entries, start=1):
        if count > limits.seen_entries:
            raise Unreadable(TOO_MANY_NAMES(limit=limits.seen_entries))
        found.add(entry)
    return found.contents(enter=enter)


@dataclass(slots=True)
class _Found:
    """What was found so far."""

    cap_of: CapOf
    limits: ReadLimits
    is_other: Callable[[str], bool]
    own: Callable[[str], str | None] | None
    files: dict[Parts, bytes | Message] = field(default_factory=dict)
    others: list[Parts] = field(default_factory=list)
    packed: list[Parts] = field(default_factory=list)
    rest: list[Parts] = field(default_factory=list)  # a few of all other files
    refused: list[tuple[str, Message]] = field(default_factory=list)  # entries of no place in the submission
    notes: list[Message] = field(default_factory=list)
    virtual: list[Parts] = field(default_factory=list)  # folders that are virtual environments
    top: Parts | None = None  # the folders that all files share
    count: int = 0
    size: int = 0
    declared: int = 0  # of files that are too large, as the archive says
    other_count: int = 0
    other_size: int = 0

    def add(self, entry: Entry) -> None:
        """Take one entry in; raises Unreadable over the caps."""
        parts = parts_of(entry.name)
        if parts and self.own is not None:
            parts = parts_of(self.own("/".join(parts)) or "")
        if parts is None:
            self.refused.append((one_line(entry.name, 100), UNSAFE()))
            return
        if not parts or any(map(passed_over, parts)) or self._in_virtual(parts):
            return
        if entry.kind != "folder":
            self.top = parts[:-1] if self.top is None else _shared(self.top, parts[:-1])
        if parts[-1] == VIRTUAL:
            self.virtual.append(parts[:-1])
        cap = self.cap_of(parts[-1])
        if cap is None or (entry.kind == "folder" and kind_of(parts[-1]) is None):
            self._leave(entry, parts)
        else:
            self._read(entry, parts, cap)

    def _leave(self, entry: Entry, parts: Parts) -> None:
        """Remember what was not asked for and may be somebody's work all the same."""
        name = parts[-1]
        if entry.kind == "link":
            self.notes.append(NOT_READ(file=one_line("/".join(parts)), why=IS_LINK()))
        elif entry.kind == "file" and is_packed(name):
            self.packed.append(parts)
        elif entry.kind == "file" and (kind_of(name) or is_exported(name) or MEANT_FOR_QUIZ.search(name)):
            self.others.append(parts)
        elif entry.kind == "file" and len(self.rest) < MOST_NAMED:
            self.rest.append(parts)

    def _read(self, entry: Entry, parts: Parts, cap: int) -> None:
        if parts in self.files:
            self.notes.append(TWICE(file=one_line("/".join(parts))))
        other = self.is_other(parts[-1])
        if other and not self._room_for_other():
            self.files[parts] = OTHERS_ENOUGH(files=self.limits.other_files, limit=self.limits.other_bytes)
            return
        self.count += 0 if other else 1
        if self.count > self.limits.read_entries:
            raise Unreadable(TOO_MANY(limit=self.limits.read_entries))
        data = _data(entry, cap)
        self.declared += entry.size if data == TOO_LARGE(limit=cap) else 0
        if not isinstance(data, Message):
            if len(data) > LARGE_NOTEBOOK:
                data = without_outputs(data, self.limits)
            self.size += 0 if other else len(data)
            self.other_size += len(data) if other else 0
            if self.size > self.limits.read_bytes:
                raise Unreadable(TOO_BIG(limit=self.limits.read_bytes))
        self.files[parts] = data

    def _room_for_other(self) -> bool:
        self.other_count += 1
        return self.other_count <= self.limits.other_files and self.other_size < self.limits.other_bytes

    def contents(self, *, enter: bool) -> Contents:
        """Sort it all out; raises Unreadable if there was something, and none of it can be read."""
        start = len(self.top or ()) if enter else 0
        kept = {parts: data for parts, data in self.files.items() if not self._in_virtual(parts)}
        files: list[tuple[str, bytes]] = []
        unread: list[tuple[str, Message]] = []
        locked = [("/".join(parts), data) for parts, data in kept.items() if data == ENCRYPTED()]
        if len(locked) == len(kept) and (locked or self.refused):
            name, why = (*locked, *self.refused)[0]
            raise Unreadable(NOTHING_ELSE(name=one_line(name, 100), why=why))
        if self.declared > self.limits.read_bytes and all(isinstance(data, Message) for data in kept.values()):
            raise Unreadable(TOO_BIG(limit=self.limits.read_bytes))
        notes = [NOT_READ(file=name, why=why) for name, why in self.refused] + self.notes
        deeper: set[str] = set()
        for parts, data in kept.items():
            name = "/".join(parts[start:])
            if len(parts) - start > self.limits.levels:
                deeper.add(one_line("/".join(parts[start:-1])))
            elif isinstance(data, Message):
                unread.append((escaped(name), NOT_READ(file=one_line(name), why=data)))
            else:
                files.append((escaped(name), data))
        notes += [DEEPER(levels=self.limits.levels, folder=folder) for folder in sorted(deeper)[:MOST_DEEPER]]
        notes += [note for _, note in unread]
        others, packed, rest = (self._shown(names, start) for names in (self.others, self.packed, self.rest))
        return Contents(tuple(sorted(files)), others, tuple(notes), tuple(unread), packed, rest)

    def _in_virtual(self, parts: Parts) -> bool:
        return any(parts[: len(folder)] == folder for folder in self.virtual if folder)

    def _shown(self, names: Iterable[Parts], start: int) -> tuple[str, ...]:
        return tuple(sorted(escaped("/".join(parts[start:])) for parts in names if not self._in_virtual(parts)))


def _shared(one: Parts, other: Parts) -> Parts:
    """Give the folders at the top that two places share."""
    count = 0
    for here, there in zip(one, other, strict=False):
        if here != there:
            break
        count += 1
    return one[:count]


def parts_of(name: str) -> Parts | None:
    """Split a name at its slashes, those of Windows too; None if it could lead anywhere else."""
    plain = name.replace("\\", "/")
    parts = tuple(part for part in plain.split("/") if part not in {"", "."})
    if plain.startswith("/") or re.match("[A-Za-z]:", plain) or "\0" in plain or ".." in parts:
        return None
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

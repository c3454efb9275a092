"""The files of many people in one folder, as a learning platform hands them out: told apart by what stands before each name.

Moodle, Blackboard and Brightspace write words or dates of their own there, so that a file belongs to one person for sure.
The numbers of Canvas and Google Classroom's `Name - title` are taken for a person's where several of them have a file for
the same exercise.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Collection, Iterable, Sequence
from dataclasses import field
from typing import TypeAlias

from autograder.frozen import frozen
from autograder.i18n.alphabet import alphabetical
from autograder.i18n.language import Message, Text
from autograder.i18n.sanitize import one_line
from autograder.submission.identify_file import Owner, owner_of
from autograder.submission.names import (
    ANSWERS,
    ARCHIVE_SUFFIXES,
    QUIZ,
    file_of,
    is_answers,
    is_quiz,
)
from autograder.submission.submission_model import LIMITS, Contents, Unreadable

Key: TypeAlias = tuple[str, str]
SHOWN = 3  # people in one note
PERSON = re.compile(r"[^\W\d_]{2,}(?:[ .'’-]+[^\W\d_]+)+\.?")  # two words at least, without figures
NAMELESS = re.compile(r"partic?ipante?|aluno|student|estudante|user", re.IGNORECASE)

SEVERAL_PEOPLE = Text(
    en="it holds the files of several people ({names}). Put the files of each into a folder of their own, and grade those folders: `autograder grade {dir}/*`.",
    pt="contém os arquivos de várias pessoas ({names}). Coloque os arquivos de cada uma em uma pasta própria e corrija essas pastas: `autograder grade {dir}/*`.",
)
AND_MORE = Text(en="{names} and {count} more", pt="{names} e mais {count}")


@frozen
class Share(os.PathLike[str]):
    """One person's files in a folder or an archive of many people's."""

    path: str
    key: Key
    name: str
    only: str = field(default="", compare=False)  # the one file, where it is an archive that is a submission by itself

    def __fspath__(self) -> str:
        """Give the path of the files."""
        return os.path.join(self.path, self.only) if self.only else self.path  # noqa: PTH118 -- as it was given

    def __str__(self) -> str:
        """Name the person as the last part of the path."""
        return f"{self.path.rstrip(os.sep)}/{self.name}"

    def own(self, name: str) -> str | None:
        """Give a file's name without what tells the person; None if it is somebody else's, or nobody's."""
        parts = name.split("/")
        for at, part in enumerate(parts):
            owner = owner_of(part)
            if owner is not None:
                rest = [owner.rest] if owner.rest else []
                return "/".join([*parts[:at], *rest, *parts[at + 1 :]]) if owner.key == self.key else None
        return None


def shares(path: str, exercises: Collection[str]) -> list[str | Share]:
    """Give the submissions that a path stands for: itself, or one for each person whose files are there, by name.

    Where files of nobody lie beside those of several people, they are not told apart: reading says so.
    """
    files = names_below(path)
    people = _people(files, exercises)
    if len(people) < 2 or _nobodys(files, exercises):  # noqa: PLR2004 -- several
        return [path]
    files_of: dict[Key | None, list[str]] = {}
    for name in files:
        files_of.setdefault(_key(name), []).append(name)
    found: list[Share] = []
    for key, owner in people.items():
        own = files_of.get(key, [])
        lone = own[0] if len(own) == 1 and own[0].lower().endswith(ARCHIVE_SUFFIXES) and os.path.isdir(path) else ""  # noqa: PTH112
        found.append(Share(path, key, owner.name, lone))
    return [*alphabetical(found, lambda share: share.name)]


def several_people(contents: Contents, path: str, exercises: Collection[str]) -> Message | None:
    """Say that what was read is of several people, if it is."""
    files = [*(name for name, _ in contents.files), *contents.packed]
    people = _people(files, exercises)
    if len(people) < 2:  # noqa: PLR2004 -- several
        return None
    names = ", ".join(one_line(owner.name, 60) for owner in list(people.values())[:SHOWN])
    shown = names if len(people) <= SHOWN else AND_MORE(names=names, count=len(people) - SHOWN)
    return SEVERAL_PEOPLE(names=shown, dir=one_line(path.rstrip(os.sep), 200))


def _people(files: Iterable[str], exercises: Collection[str]) -> dict[Key, Owner]:
    """Find the people that the names tell, if they are several.

    What may be a title or a date counts where two of them have a file for the same exercise, or of the same name.
    """
    sure: dict[Key, Owner] = {}
    likely: dict[Key, Owner] = {}
    of: dict[str, set[Key]] = {}
    for name in files:
        owner = _owner(name)
        if owner is None:
            continue
        if owner.sure:
            sure[owner.key] = owner
        elif owner.numbered or (PERSON.fullmatch(owner.name) and _role(owner.rest, exercises)):
            likely[owner.key] = owner
            of.setdefault(_role(owner.rest, exercises) or owner.rest.lower(), set()).add(owner.key)
    if len({owner.name for owner in sure.values()}) > 1 or (len(sure) > 1 and all(map(_is_nameless, sure.values()))):
        return sure
    return likely if any(len({key[0] for key in keys}) > 1 for keys in of.values()) else {}


def _role(name: str, exercises: Collection[str]) -> str:
    """Say what a file is for, by its name; "" if that does not tell."""
    of = file_of(name, exercises)
    if of is not None:
        return of.exercise
    return ANSWERS if is_answers(name) else QUIZ if is_quiz(name) else ""


def _is_nameless(owner: Owner) -> bool:
    """Whether a platform hides the name and leaves the number."""
    return NAMELESS.match(owner.name) is not None


def _nobodys(files: Iterable[str], exercises: Collection[str]) -> bool:
    """Whether there are files of nobody that somebody's work may be in."""
    return any(_owner(name) is None and file_of(name.rpartition("/")[2], exercises) is not None for name in files)


def _owner(name: str) -> Owner | None:
    return next((owner for part in name.split("/") if (owner := owner_of(part)) is not None), None)


def _key(name: str) -> Key | None:
    owner = _owner(name)
    return None if owner is None else owner.key


def names_below(path: str) -> Sequence[str]:
    """Name the files of a folder or an archive that may hold work; none where that cannot be told."""
    from autograder.submission.tree import opened_regular, read_folder

    try:
        mode = os.lstat(path).st_mode
        if stat.S_ISDIR(mode):
            return _names(read_folder(path, _none, LIMITS))
        if not stat.S_ISREG(mode) or not path.lower().endswith(ARCHIVE_SUFFIXES):
            return ()
        from autograder.submission.archive import read_archive

        with opened_regular(path, LIMITS.packed_bytes) as file:
            return () if isinstance(file, Message) else _names(read_archive(file, _none, LIMITS))
    except (OSError, ValueError, Unreadable):  # it is told of where it is graded
        return ()


def _names(contents: Contents) -> Sequence[str]:
    return (*contents.others, *contents.packed)


def _none(_: str) -> int | None:
    return None

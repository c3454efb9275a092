"""Whose submissions lie below a class's folder, and in which order they were handed in. No file is opened here."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

from autograder.frozen import frozen
from autograder.i18n.language import Message, Text
from autograder.i18n.sanitize import one_line
from autograder.submission.flat_download import Share, shares
from autograder.submission.identify_file import owner_of
from autograder.submission.names import ARCHIVE_SUFFIXES, file_of, is_answers, is_source, passed_over

# 2026-03-01, 20260301_1005, 2026-03-01T10.05.59: what nbgrader, Moodle and people put into names.
WHEN = re.compile(
    r"(?<!\d)(20\d\d)[-_.]?([01]\d)[-_.]?([0-3]\d)(?:[-_. T]*([0-2]\d)[-_.:h]?([0-5]\d)(?:[-_.:m]?([0-5]\d))?)?(?!\d)"
)
# attempt-2, tentativa 3, v2, submission_1; a bare number may be an exercise's.
COUNTED = re.compile(
    r"(?:attempt|submission|submiss[aã]o|tentativa|entrega|envio|try|version|vers[aã]o|v)[-_ .]*(\d{1,6})",
    re.IGNORECASE,
)
LEVELS = 3  # of folders, as submissions are read

ONE_SUBMISSION = Text(
    en="{dir} holds the files of one submission, such as {file}; name the folder above it, which holds a folder a student",
    pt="{dir} contém os arquivos de uma só submissão, como {file}; indique a pasta acima dela, que contém uma pasta por estudante",
)


class ClassFolderError(Exception):
    """The folder is no class's; `message` says why in one line."""

    def __init__(self, message: Message) -> None:
        """Remember the line; as an exception it reads in English."""
        super().__init__(message.to("en"))
        self.message = message


@frozen
class StudentPaths:
    """One student: the id, which tells students apart, and where attempts lie, in no order yet."""

    id: str
    paths: tuple[str | Share, ...]


@frozen
class ClassPaths:
    """Who is there, by id; and the names of what is no submission and was passed over."""

    students: tuple[StudentPaths, ...]
    others: tuple[str, ...] = ()


def class_paths(folder: str, exercises: Collection[str]) -> ClassPaths:
    """List the students of a class's folder: a folder, an archive or a single file each, or a platform's flat download.

    `ana/` and `ana.zip` are attempts of the same student. Raises `ClassFolderError`, and OSError if it cannot be listed.
    """
    found: list[tuple[str, str]] = []
    others: list[str] = []
    loose: list[str] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if passed_over(entry.name):
                continue
            path = os.path.join(folder, entry.name)  # noqa: PTH118 -- plain strings throughout
            if entry.is_dir() or entry.is_symlink():
                found.append((student_id(entry.name), path))
            elif entry.name.lower().endswith(ARCHIVE_SUFFIXES):
                found.append((student_id(_stem(entry.name)), path))
            elif is_source(entry.name) or is_answers(entry.name):
                loose.append(entry.name)
            else:
                others.append(entry.name)
    if any(owner_of(name) is not None for name in loose):
        return _flat(folder, exercises, others)
    own = sorted(name for name in loose if file_of(name, exercises) is not None or is_answers(name))
    if own:
        raise ClassFolderError(ONE_SUBMISSION(dir=one_line(folder), file=one_line(own[0])))
    found += [(student_id(_stem(name)), os.path.join(folder, name)) for name in loose]  # noqa: PTH118 -- as above
    found.sort()
    students = tuple(
        StudentPaths(id_, tuple(path for _, path in of_one)) for id_, of_one in groupby(found, key=lambda one: one[0])
    )
    return ClassPaths(students, tuple(sorted(map(student_id, others))))


def _flat(folder: str, exercises: Collection[str], others: Sequence[str]) -> ClassPaths:
    """Tell apart the files of many people in one folder; people of one name by what else the platform wrote."""
    found = [share for share in shares(folder, exercises) if isinstance(share, Share)]
    if not found:
        raise ClassFolderError(ONE_SUBMISSION(dir=one_line(folder), file="…"))
    names = Counter(share.name for share in found)
    students = [
        StudentPaths(
            student_id(one.name if names[one.name] == 1 else " ".join(dict.fromkeys([one.name, *one.key]))), (one,)
        )
        for one in found
    ]
    return ClassPaths(tuple(sorted(students, key=lambda one: one.id)), tuple(sorted(map(student_id, others))))


def attempts(student: StudentPaths, exercises: Collection[str]) -> list[tuple[str | Share, str]]:
    """Give where each attempt of a student lies, and when it was handed in (ISO 8601, UTC), in the order of time.

    A folder that holds nothing but folders and archives named after a time or a number has an attempt in each. What the
    names say is stronger than the clock of the machine that copied them here.
    """
    found = [path for one in student.paths for path in _inside(one, exercises)]
    dated = [(_when(path), _count(path), os.fspath(path), path) for path in found]
    counted = all(count is not None for _, count, _, _ in dated)
    dated.sort(key=lambda one: (one[1] if counted else one[0], one[0], one[2]))
    return [(path, when) for when, _, _, path in dated]


def student_id(name: str) -> str:
    """Write a file's name as a text that any database and file of text can hold."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _inside(path: str | Share, exercises: Collection[str]) -> list[str | Share]:
    if isinstance(path, Share) or not os.path.isdir(path) or os.path.islink(path):  # noqa: PTH112, PTH114
        return [path]
    packed: list[str] = []
    folders: list[str] = []
    try:
        with os.scandir(path) as entries:
            for entry in entries:
                if passed_over(entry.name):
                    continue
                is_folder = entry.is_dir(follow_symlinks=False)
                if not is_folder and (is_source(entry.name) or is_answers(entry.name)):
                    return [path]
                if is_folder:
                    folders.append(entry.path)
                elif entry.name.lower().endswith(ARCHIVE_SUFFIXES):
                    packed.append(entry.path)
    except OSError:  # reading says so
        return [path]
    named = [one for one in folders if _is_attempt(Path(one).name, exercises)]
    if len(named) != len(folders) or not (packed or named):
        return [path]
    return [*packed, *named]


def _is_attempt(name: str, exercises: Collection[str]) -> bool:
    """Whether a folder is named after a time or a count, and not after an exercise."""
    if file_of(f"{name}.py", exercises) is not None:
        return False
    return WHEN.search(name) is not None or COUNTED.fullmatch(name) is not None


def _count(path: str | Share) -> int | None:
    found = COUNTED.search(_stem(Path(path).name))
    return int(found[1]) if found else None


def _when(path: str | Share) -> str:
    """Give the time that the name says, else that of the newest file; "" where neither can be known."""
    named = WHEN.search(Path(path).name)
    if named is not None:
        with suppress(ValueError):  # 2026-02-31 is no day
            return datetime(*(int(part or 0) for part in named.groups()), tzinfo=UTC).isoformat()  # type: ignore[misc,arg-type] # year … second
    newest = max(_times(os.fspath(path), LEVELS), default=None)
    with suppress(ValueError, OverflowError, OSError):  # a clock that says the year 60000
        return "" if newest is None else datetime.fromtimestamp(int(newest), UTC).isoformat()
    return ""


def _times(path: str, levels: int) -> Iterator[float]:
    with suppress(OSError):
        if not os.path.isdir(path) or os.path.islink(path):  # noqa: PTH112, PTH114
            yield os.lstat(path).st_mtime
            return
        with os.scandir(path) as entries:
            for entry in entries:
                if passed_over(entry.name):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    if levels > 1:
                        yield from _times(entry.path, levels - 1)
                else:
                    yield entry.stat(follow_symlinks=False).st_mtime


def _stem(name: str) -> str:
    suffixes = (*ARCHIVE_SUFFIXES, ".py", ".ipynb")
    suffix = next((suffix for suffix in suffixes if name.lower().endswith(suffix)), "")
    return name[: len(name) - len(suffix)] or name

"""Names of submissions and of their files; no file is touched."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

ANSWERS = "answers.toml"
QUIZ = "quiz.ipynb"  # the quiz as it is released through nbgrader, with a cell for each answer
ARCHIVE_SUFFIXES = (".tar.gz", ".tgz", ".tar", ".zip")
SOURCE_SUFFIXES = (".py", ".ipynb")
ID_LENGTH = 100
NEAR = 0.8  # likeness from which a name is taken for a misspelled one: "sigmoid_bakward" has 0.97
# Folders that hold copies, caches or other people's code.
PASSED_OVER = frozenset({"__MACOSX", "__pycache__", "node_modules", "site-packages", "venv"})
NUMBERED = re.compile(r"([0-9]+[-_])?(.+)\.(py|ipynb)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class ExerciseFile:
    """What a file's name says: for which exercise, and its rank among the files for one exercise."""

    exercise: str
    rank: int  # 0 `<id>.py`, 1 numbered .py, 2 `<id>.ipynb`, 3 numbered .ipynb


def last_part(path: str) -> str:
    """Give the last part of a path as it would be with all its dots resolved, or "" for the root."""
    try:
        return os.path.basename(os.path.abspath(path))  # noqa: PTH100, PTH119 -- resolves no link and reads no file
    except OSError:  # the working folder is gone
        return os.path.basename(path)  # noqa: PTH119 -- as above


def safe_id(name: str) -> str:
    """Make a file or folder name safe for file names: without .zip and the like, only letters, digits and `._-`."""
    suffixes = (*ARCHIVE_SUFFIXES, *SOURCE_SUFFIXES)
    suffix = next((suffix for suffix in suffixes if name.lower().endswith(suffix)), "")
    stem = name[: len(name) - len(suffix)]
    safe = re.sub(r"[^A-Za-z0-9._-]", "_", stem)[:ID_LENGTH]
    if not safe:
        return "_"
    return "_" + safe[1:] if safe.startswith(".") else safe


def unique_ids(names: Iterable[str]) -> tuple[str, ...]:
    """Tell equal ids apart by -2, -3, …; ids that differ in case only are equal to some file systems, so here too."""
    taken: set[str] = set()
    unique: list[str] = []
    for name in names:
        candidate, count = name, 1
        while candidate.casefold() in taken:
            count += 1
            tail = f"-{count}"
            candidate = name[: ID_LENGTH - len(tail)] + tail
        taken.add(candidate.casefold())
        unique.append(candidate)
    return tuple(unique)


def exercise_file(name: str, exercises: Collection[str]) -> ExerciseFile | None:
    """Say for which exercise a file is, by its name (without folders), or None."""
    match = NUMBERED.fullmatch(name)
    if match is None or match[2] not in exercises:
        return None
    return ExerciseFile(match[2], (2 if match[3] == "ipynb" else 0) + (1 if match[1] else 0))


def is_source(name: str) -> bool:
    """Whether a name is that of a script or notebook."""
    return name.lower().endswith(SOURCE_SUFFIXES)


def passed_over(name: str) -> bool:
    """Whether a file or folder of this name is never looked at."""
    return name.startswith(".") or name in PASSED_OVER


def nearest(name: str, exercises: Sequence[str]) -> str | None:
    """Find the exercise whose id is nearest to a file's name (without folders), if any is near."""
    stem = re.sub(r"^[0-9]+[-_]", "", name.rpartition(".")[0][:ID_LENGTH]).lower()
    begins = [exercise for exercise in exercises if stem.replace("-", "_").startswith(exercise)]
    near = begins or difflib.get_close_matches(stem, exercises, n=1, cutoff=NEAR)
    return near[0] if near else None

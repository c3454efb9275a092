"""Names of submissions and of their files; no file is touched."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from autograder.i18n import did_you_mean

ANSWERS = "answers.toml"
QUIZ = "quiz.ipynb"  # the quiz as it is released through nbgrader, with a cell for each answer
ARCHIVE_SUFFIXES = (".tar.gz", ".tgz", ".tar", ".zip")
PACKED_SUFFIXES = (*ARCHIVE_SUFFIXES, ".tar.bz2", ".tar.xz", ".rar", ".7z")  # archives, whether they are opened or not
SOURCE_SUFFIXES = (".py", ".ipynb")
ID_LENGTH = 100
NEAR = 0.8  # likeness from which a name is taken for a misspelled one: "sigmoid_bakward" has 0.97
# Folders that hold copies, caches or other people's code.
PASSED_OVER = frozenset({"__MACOSX", "__pycache__", "node_modules", "site-packages", "venv"})
NUMBERED = re.compile(r"([0-9]+[-_])?(.+)\.(py|ipynb)", re.DOTALL)
# What systems write around the name of a copy or of a second download, in lower case and without accents.
COPY_OF = re.compile(r"(copy of|copia de) ")
COPY = re.compile(r"([ _-]*\(([0-9]+|[^()]*cop(y|ia)[^()]*)\)|[ _-]+cop(y|ia)[ _-]?[0-9]*| [0-9]+){1,3}")
LONGEST_COPY = 100  # characters of a name that is looked at as a copy's
COPY_RANK = 4  # added for a name in other letters, and once more for a copy
# Letters that Unicode does not take for a plain one with a mark.
LETTERS = str.maketrans(
    {"ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O"}
    | {"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i"}
)


@dataclass(frozen=True, slots=True)
class ExerciseFile:
    """What a file's name says: for which exercise, and its rank among the files for one exercise."""

    exercise: str
    rank: int  # 0 `<id>.py`, 1 numbered .py, 2 `<id>.ipynb`, 3 numbered .ipynb; copies have higher ones


def last_part(path: str) -> str:
    """Give the last part of a path as it would be with all its dots resolved, or "" for the root."""
    try:
        return os.path.basename(os.path.abspath(path))  # noqa: PTH100, PTH119 -- resolves no link and reads no file
    except OSError:  # the working folder is gone
        return os.path.basename(path)  # noqa: PTH119 -- as above


def without_accents(name: str) -> str:
    """Write a name in letters without marks, as far as it has such letters: `João` and `Łukasz` are `Joao`, `Lukasz`."""
    parts = unicodedata.normalize("NFKD", name.translate(LETTERS))
    return "".join(character for character in parts if not unicodedata.combining(character))


def safe_id(name: str) -> str:
    """Make a file or folder name safe for file names: without .zip and the like, only letters, digits and `._-`.

    Accents are taken off; what has no plain letter becomes `_`.
    """
    suffixes = (*ARCHIVE_SUFFIXES, *SOURCE_SUFFIXES)
    suffix = next((suffix for suffix in suffixes if name.lower().endswith(suffix)), "")
    stem = name[: len(name) - len(suffix)]
    safe = re.sub(r"[^A-Za-z0-9._-]", "_", without_accents(stem))[:ID_LENGTH]
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


def copied_file(name: str, exercises: Collection[str]) -> ExerciseFile | None:
    """Say of which exercise's file this is a copy by its name, or the name in other letters: `Xor (1).py`; or None."""
    if len(name) > LONGEST_COPY or exercise_file(name, exercises) is not None:
        return None
    match = NUMBERED.fullmatch(COPY_OF.sub("", without_accents(name).lower(), count=1))
    if match is None:
        return None
    exercise = next((one for one in exercises if match[2].startswith(one) and _is_copy(match[2][len(one) :])), None)
    if exercise is None:
        return None
    rank = (2 if match[3] == "ipynb" else 0) + (1 if match[1] else 0)
    return ExerciseFile(exercise, rank + COPY_RANK * (1 if match[2] == exercise else 2))


def _is_copy(ending: str) -> bool:
    """Whether this stands behind the name of a copy; nothing does where the name differs in its letters alone."""
    return not ending or COPY.fullmatch(ending) is not None


def is_source(name: str) -> bool:
    """Whether a name is that of a script or notebook."""
    return name.lower().endswith(SOURCE_SUFFIXES)


def is_packed(name: str) -> bool:
    """Whether a name is that of an archive."""
    return name.lower().endswith(PACKED_SUFFIXES)


def passed_over(name: str) -> bool:
    """Whether a file or folder of this name is never looked at."""
    return name.startswith(".") or name in PASSED_OVER


def nearest(name: str, exercises: Sequence[str]) -> str | None:
    """Find the exercise whose id is nearest to a file's name (without folders), if any is near."""
    stem = re.sub(r"^[0-9]+[-_]", "", name.rpartition(".")[0][:ID_LENGTH]).lower()
    begins = [exercise for exercise in exercises if stem.replace("-", "_").startswith(exercise)]
    return begins[0] if begins else did_you_mean.nearest(stem, exercises, NEAR)

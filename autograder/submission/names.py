"""Names of submissions and of their files; no file is touched."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence

from autograder.frozen import frozen
from autograder.i18n import did_you_mean
from autograder.submission.identify_file import LETTERS, kind_of, named_in

ANSWERS = "answers.toml"
QUIZ = "quiz.ipynb"  # the quiz as it is released through nbgrader, with a cell for each answer
ARCHIVE_SUFFIXES = (".tar.gz", ".tgz", ".tar", ".zip")
PACKED_SUFFIXES = (*ARCHIVE_SUFFIXES, ".gz", ".bz2", ".xz", ".rar", ".7z")  # archives, whether they are opened or not
MEANT_FOR_QUIZ = re.compile(r"answer|resposta|quiz", re.IGNORECASE)  # in the name of a file that may hold answers
EXPORTED_SUFFIXES = (
    ".html", ".htm", ".pdf", ".doc", ".docx", ".odt", ".rtf", ".pages", ".md", ".rst", ".tex", ".slides", ".asc",
    ".bak", ".orig", ".old", ".save", ".swp", "~", ".pyc", ".pyw", ".pyi", ".r", ".rmd", ".m", ".mlx", ".jl", ".gdoc", ".webarchive",
    ".crdownload", ".part", ".icloud", ".png", ".jpg", ".jpeg", ".url", ".lnk", ".webloc", ".desktop", ".deepnote",
)  # fmt: skip
NOT_FETCHED = ".icloud"  # what iCloud leaves in a file's place until it is asked for: `.xor_training.py.icloud`
SOURCE_SUFFIXES = (".py", ".ipynb")
ID_LENGTH = 100
NEAR = 0.8  # likeness from which a name is taken for a misspelled one: "sigmoid_bakward" has 0.97
# Folders that hold copies, caches or other people's code.
PASSED_OVER = frozenset({"__MACOSX", "__pycache__", "node_modules", "site-packages", "venv", "virtualenv"})
NUMBERED = re.compile(r"([0-9]+[-_])?(.+)\.(py|ipynb)", re.DOTALL)
MOST_BYTES = 200  # of an id, which names folders: file systems take 255 for a name
# Endings of what is written beside folders that are named after submissions, and names that Windows keeps for devices.
OUTPUT_SUFFIXES = (".html", ".json", ".csv", ".md", ".xml", ".toml")
DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE | re.DOTALL)
COPY_RANK = 4  # added for a name in other letters, and once more for one to which something was added


@frozen
class ExerciseFile:
    """What a file's name says: for which exercise, and its rank among the files for one exercise."""

    exercise: str
    rank: int  # 0 `<id>.py`, 1 numbered .py, 2 `<id>.ipynb`, 3 numbered .ipynb; other spellings and copies have higher ones
    newest_first: tuple[bool, tuple[int, ...]] = (
        True,
        (),
    )  # how files of one rank are sorted: final ones, the last numbers


def last_part(path: str) -> str:
    """Give the last part of a path as it would be with all its dots resolved, or "" for the root."""
    try:
        return os.path.basename(os.path.abspath(path))  # noqa: PTH100, PTH119 -- resolves no link and reads no file
    except OSError:  # the working folder is gone
        return os.path.basename(path)  # noqa: PTH119 -- as above


def safe_id(name: str) -> str:
    """Make a file or folder name safe for file names: without .zip and the like, only letters, digits and `._-`.

    Letters of every script stay. Marks on Latin letters are taken off, and what is no letter becomes `_`. A name that
    an output, an option or a device could have is changed, too: `index.html` is `index_html`, `con` is `con_`.
    """
    suffixes = (*ARCHIVE_SUFFIXES, *SOURCE_SUFFIXES)
    suffix = next((suffix for suffix in suffixes if name.lower().endswith(suffix)), "")
    stem = unicodedata.normalize("NFC", name[: len(name) - len(suffix)].translate(LETTERS))
    safe = "".join(map(_safe, stem))
    if DEVICE.fullmatch(safe):
        safe = f"{safe[:3]}_{safe[3:]}"
    safe = safe[:ID_LENGTH].encode()[:MOST_BYTES].decode(errors="ignore") or "_"
    if safe.startswith((".", "-")):
        safe = "_" + safe[1:]
    if safe.lower().endswith(OUTPUT_SUFFIXES):
        safe = "_".join(safe.rsplit(".", 1))
    return safe[:-1] + "_" if safe.endswith(".") else safe  # Windows would leave it out


def _safe(character: str) -> str:
    """Keep letters, their marks and digits; of a Latin letter without its marks."""
    if character.isascii():
        return character if character.isalnum() or character in "._-" else "_"
    parts = unicodedata.normalize("NFKD", character)
    plain = "".join(part for part in parts if not unicodedata.combining(part))
    if plain.isascii() and plain.isalnum():
        return plain
    category = unicodedata.category(character)
    if unicodedata.combining(character) and category == "Mn" and "COMBINING" in unicodedata.name(character, ""):
        return ""  # a mark that stands by itself on a letter that has no form with it
    return character if category[0] in "LM" or category == "Nd" else "_"


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


def ids_of(paths: Iterable[object]) -> tuple[str, ...]:
    """Give the ids of submissions that are graded together, by their paths."""
    return unique_ids(safe_id(last_part(str(path))) for path in paths)


def exercise_file(name: str, exercises: Collection[str]) -> ExerciseFile | None:
    """Say for which exercise a file is, by its name (without folders), or None."""
    match = NUMBERED.fullmatch(name)
    if match is None or match[2] not in exercises:
        return None
    return ExerciseFile(match[2], (2 if match[3] == "ipynb" else 0) + (1 if match[1] else 0))


def copied_file(name: str, exercises: Collection[str]) -> ExerciseFile | None:
    """Say of which exercise's file this is a copy by its name, or the name in another spelling: `Xor-1.py`; or None."""
    if exercise_file(name, exercises) is not None:
        return None
    named = named_in(name, exercises, "py")
    if named is None or named.kind == "toml":
        return None
    rank = (2 if named.kind == "ipynb" else 0) + (1 if named.numbered else 0)
    final, numbers = named.version
    newest_first = (not final, tuple(-number for number in numbers) or (1,))
    return ExerciseFile(named.id, rank + COPY_RANK * (2 if named.added else 1), newest_first)


def file_of(name: str, exercises: Collection[str]) -> ExerciseFile | None:
    """Say for which exercise a file is, by its name, whatever was added to it."""
    return exercise_file(name, exercises) or copied_file(name, exercises)


def is_quiz(name: str) -> bool:
    """Whether a file is the quiz's notebook, by its name, whatever was added to it."""
    named = named_in(name, ("quiz",))
    return named is not None and named.kind == "ipynb"


def is_answers(name: str) -> bool:
    """Whether a file holds the answers to the quiz, by its name, whatever was added to it."""
    named = named_in(name, ("answers",), "toml")
    return named is not None and named.kind == "toml"


def is_source(name: str) -> bool:
    """Whether a name is that of a script or notebook, `.py.txt` and `.ipynb.json` too."""
    return kind_of(name) in {"py", "ipynb"}


def is_notebook(name: str) -> bool:
    """Whether a name is that of a notebook."""
    return (kind_of(name) or ("ipynb" if name.lower().endswith(".json") else "")) == "ipynb"


def is_exported(name: str) -> bool:
    """Whether a name has an ending of what notebooks are exported to, of other languages' sources, or of leftovers."""
    return name.lower().endswith(EXPORTED_SUFFIXES)


def is_packed(name: str) -> bool:
    """Whether a name is that of an archive."""
    return name.lower().endswith(PACKED_SUFFIXES)


def passed_over(name: str) -> bool:
    """Whether a file or folder of this name is never looked at."""
    return (name.startswith(".") and not name.endswith(NOT_FETCHED)) or name in PASSED_OVER


def nearest(name: str, exercises: Sequence[str]) -> str | None:
    """Find the exercise whose id is nearest to a file's name (without folders), if any is near."""
    stem = re.sub(r"^[0-9]+[-_]", "", name.rpartition(".")[0][:ID_LENGTH]).lower()
    begins = [exercise for exercise in exercises if stem.replace("-", "_").startswith(exercise)]
    return begins[0] if begins else did_you_mean.nearest(stem, exercises, NEAR)

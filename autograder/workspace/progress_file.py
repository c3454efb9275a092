"""What a workspace remembers of a learner's way through the course: progress.toml, plain and made to be looked at.

It counts for nothing in a grade, and nothing in it is needed: without the file all begins anew.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import field, fields, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args

from autograder.atomic_write import replace_file
from autograder.frozen import frozen
from autograder.i18n.language import Message, Text
from autograder.i18n.sanitize import one_line
from autograder.judging.report import ExerciseStatus
from autograder.workspace.language_line import ANSWERS

PROGRESS = "progress.toml"
MOST_BYTES = 1_000_000
HEAD = """\
# What `autograder check`, `hint`, `quiz` and `review` remember of this folder. It counts for nothing in a grade;
# without this file they begin anew.
"""

UNREADABLE = Text(
    en="{file} cannot be read ({why}), so nothing is remembered and nothing is written there. Mend it, or delete it to begin anew.",
    pt="não foi possível ler {file} ({why}); por isso nada é lembrado nem gravado nele. Corrija o arquivo, ou apague-o para recomeçar.",
)
NOT_SAVED = Text(
    en="{file} cannot be written ({why}): what was done now will not be remembered.",
    pt="não foi possível gravar {file} ({why}): o que foi feito agora não será lembrado.",
)
ODD_ENTRY = Text(en="the entry {entry} is not as it should be", pt="a entrada {entry} não está como deveria")
TOO_LARGE = Text(en="it has more than {most} bytes", pt="ele tem mais de {most} bytes")

Kind = Literal["question", "mistake"]
Entry = TypeVar("Entry", "Checked", "ReviewItem")


class ProgressError(Exception):
    """The file cannot be read or written; `message` says why and what to do."""

    def __init__(self, message: Message) -> None:
        """Remember the message, and give it in English to whoever prints the exception."""
        self.message = message
        super().__init__(message.to("en"))


@frozen
class Checked:
    """What an exercise came to when it was last checked; `failing` is its first check that does not pass, if any."""

    on: date
    status: ExerciseStatus
    score: int
    max_score: int
    file: str  # relative to the workspace
    source: str  # identifies the code that was checked
    failing: str = ""


@frozen
class ReviewItem:
    """A question that was answered wrong, or a mistake that was made, to come back on the day `due`.

    `times` counts how often it was right in a row since (see `autograder.workspace.spaced_review`). Of a mistake there is
    the exercise, the call that showed it, what the code gave then and what is right.
    """

    kind: Kind
    id: str
    due: date
    times: int = 0
    exercise: str = ""
    call: str = ""
    got: str = ""
    right: str = ""


@frozen
class Progress:
    """All that is remembered: the last check of each exercise, the hints shown of it (from 1), and what comes back."""

    checked: Mapping[str, Checked] = field(default_factory=dict)
    hints: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    review: tuple[ReviewItem, ...] = ()
    last: str = ""  # the exercise that was checked last

    def with_checked(self, exercise: str, checked: Checked) -> Progress:
        """Give the same, with a newer check of an exercise."""
        return replace(self, checked={**self.checked, exercise: checked}, last=exercise)

    def with_hint(self, exercise: str, number: int) -> Progress:
        """Give the same, with one more hint shown."""
        shown = tuple(sorted({*self.hints.get(exercise, ()), number}))
        return replace(self, hints={**self.hints, exercise: shown})

    def without(self, exercise: str) -> Progress:
        """Give the same, with an exercise as if it had never been checked; what comes back stays."""
        checked = {id_: one for id_, one in self.checked.items() if id_ != exercise}
        return replace(self, checked=checked)


def is_workspace(folder: Path) -> bool:
    """Whether `autograder start` was run here: the answers file is what every workspace has, be it in order or not."""
    return os.path.lexists(folder / ANSWERS)


def read_progress(folder: Path) -> Progress:
    """Read what is remembered in a workspace; nothing yet is an empty value. Raises `ProgressError`."""
    import tomllib  # not where nothing is remembered yet

    path = folder / PROGRESS
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ProgressError(UNREADABLE(file=one_line(str(path)), why=TOO_LARGE(most=MOST_BYTES)))
        return _progress(tomllib.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return Progress()
    except _OddEntryError as error:
        raise ProgressError(UNREADABLE(file=one_line(str(path)), why=ODD_ENTRY(entry=one_line(error.entry)))) from None
    except (OSError, ValueError, RecursionError) as error:
        raise ProgressError(UNREADABLE(file=one_line(str(path)), why=one_line(str(error)))) from None


def save_progress(folder: Path, progress: Progress) -> None:
    """Write what is remembered, whole or not at all. Raises `ProgressError`."""
    path = folder / PROGRESS
    try:
        replace_file(path, progress_toml(progress).encode())
    except OSError as error:
        why = one_line(error.strerror or str(error))
        raise ProgressError(NOT_SAVED(file=one_line(str(path)), why=why)) from None


def progress_toml(progress: Progress) -> str:
    """Write a progress.toml. It has three kinds of entries; a library for all of TOML takes longer to load than a check."""
    lines = [HEAD, *([f"last = {_written(progress.last)}", ""] if progress.last else [])]
    for exercise, checked in progress.checked.items():
        lines += [f"[checked.{exercise}]", *_lines(checked), ""]
    if progress.hints:
        lines += ["[hints]", *(f"{exercise} = {list(shown)}" for exercise, shown in progress.hints.items()), ""]
    for item in progress.review:
        lines += ["[[review]]", *_lines(item), ""]
    return "\n".join(lines)


def _lines(entry: Checked | ReviewItem) -> list[str]:
    values = {each.name: getattr(entry, each.name) for each in fields(entry)}
    return [f"{name} = {_written(value)}" for name, value in values.items() if value != ""]


def _written(value: str | int | date) -> str:
    """Write a value: JSON's strings are TOML's too, but for the character DEL."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f") if isinstance(value, str) else str(value)


class _OddEntryError(Exception):
    def __init__(self, entry: str) -> None:
        super().__init__(entry)
        self.entry = entry


def _progress(found: Mapping[str, Any]) -> Progress:
    empty: Mapping[str, Any] = {"checked": {}, "hints": {}, "review": [], "last": ""}
    checked, hints, review, last = (found.get(name, nothing) for name, nothing in empty.items())
    for name, value in zip(empty, (checked, hints, review, last), strict=True):
        if type(value) is not type(empty[name]):
            raise _OddEntryError(name)
    return Progress(
        checked={id_: _entry(Checked, one, f"checked.{id_}") for id_, one in checked.items()},
        hints={id_: _numbers(shown, f"hints.{id_}") for id_, shown in hints.items()},
        review=tuple(_entry(ReviewItem, one, f"review {number}") for number, one in enumerate(review, 1)),
        last=last,
    )


def _entry(kind: type[Entry], found: object, name: str) -> Entry:
    """Make an entry of what stands in the file: only what it has, and each of its own type."""
    if not isinstance(found, dict):
        raise _OddEntryError(name)
    types = {"date": date, "int": int, "str": str, "Kind": str, "ExerciseStatus": str}
    known = {each.name: types[str(each.type)] for each in fields(kind)}
    for key, value in found.items():
        if type(value) is not known.get(key):
            raise _OddEntryError(f"{name}.{key}")
    for key, one_of in (("status", ExerciseStatus), ("kind", Kind)):
        if key in found and found[key] not in get_args(one_of):
            raise _OddEntryError(f"{name}.{key}")
    try:
        return kind(**found)
    except TypeError:  # something is missing
        raise _OddEntryError(name) from None


def _numbers(shown: object, name: str) -> tuple[int, ...]:
    if not isinstance(shown, list) or any(type(number) is not int for number in shown):
        raise _OddEntryError(name)
    return tuple(shown)

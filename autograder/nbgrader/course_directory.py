"""An nbgrader course on disk: its configuration, its folders, who handed in what and when, the files beside the notebooks.

When is told by timestamp.txt: what cannot be read there for certain is said, and counts as no time.
"""

from __future__ import annotations

import contextlib
import glob
import re
import stat
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from dateutil import parser, tz
from jupyter_core.paths import jupyter_config_path
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import parse_utc
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from autograder.atomic_write import replace_file
from autograder.frozen import frozen
from autograder.i18n.alphabet import alphabetical
from autograder.i18n.language import Lang, Message, Text, lang_named
from autograder.i18n.sanitize import one_line
from autograder.nbgrader.cells import Read, Written, read_cells
from autograder.submission.names import passed_over
from autograder.submission.sources import any_text
from autograder.submission.submission_model import LIMITS, MEGABYTE, Unreadable
from autograder.submission.tree import MOST_LEVELS, read_folder, read_regular

TIMESTAMP = "timestamp.txt"
MOST_BYTES = 1_000
MOST_SHOWN = 60  # characters of it
QUARTER = 900  # of an hour, in seconds
PARTS = 3  # date, time and zone, as nbgrader writes them
OTHER_DAYS = (datetime(2001, 1, 1, 1, 1), datetime(2002, 2, 2, 2, 2))  # noqa: DTZ001 -- what is not written is filled in from these

UNREAD = Text(
    en="timestamp.txt does not tell when this was handed in: {why}. It is taken for neither on time nor late, and waits for a person: correct the file ({example}) and grade again",
    pt="o timestamp.txt não diz quando isto foi entregue: {why}. A submissão não conta nem como pontual nem como atrasada, e aguarda correção manual: corrija o arquivo ({example}) e avalie de novo",
)
EXAMPLE = "2024-03-01 13:00:00 UTC"
NOTHING_THERE = Text(en="it is empty", pt="ele está vazio")
NO_TIME = Text(en="`{text}` is no time", pt="`{text}` não é uma data com hora")
INCOMPLETE = Text(en="`{text}` is no complete date", pt="`{text}` não é uma data completa")
TWO_WAYS = Text(
    en="in `{text}` day and month may be either way round", pt="em `{text}` não se sabe qual é o dia e qual é o mês"
)
NO_ZONE = Text(en="in `{text}` the time zone is unknown", pt="em `{text}` o fuso horário é desconhecido")


@frozen
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
        zone_is_known = _zone_is_known(text)
    except Exception:  # noqa: BLE001 -- what a parser of dates raises at a strange text is not documented
        return _unread(NO_TIME(text=shown))
    if len(days) > 1:
        return _unread(INCOMPLETE(text=shown))
    if len(ways) > 1 and not re.match(r"\d{4}", text):
        return _unread(TWO_WAYS(text=shown))
    if not zone_is_known:
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


CONFIG = "nbgrader_config.py"
SHOWN_OTHERS = 3  # names of notebooks that nobody asked for

NO_COURSE = Text(
    en="{dir} is no nbgrader course: there is no nbgrader_config.py in it; `autograder release {dir}` makes one",
    pt="{dir} não é um curso do nbgrader: não há um nbgrader_config.py ali; `autograder release {dir}` cria um",
)
BAD_CONFIG = Text(en="{file} cannot be used: {error}", pt="não foi possível usar {file}: {error}")


class CourseProblem(Exception):  # noqa: N818 -- it is what the user is told
    """The course cannot be graded as it is; `message` says why in one line."""

    def __init__(self, message: Message) -> None:
        """Remember the message."""
        super().__init__(message.to("en"))
        self.message = message


@dataclass(frozen=True)
class Desk:
    """One assignment of an nbgrader course; `directory` is nbgrader's own idea of where things are."""

    root: Path
    config: Config
    assignment: str
    directory: CourseDirectory

    @property
    def lang(self) -> Lang | None:
        """The language that the course is configured with, if any."""
        return lang_named(str(self.config.GradeIsolated.get("lang", "")))

    @property
    def key(self) -> Path | None:
        """Where the key of the quiz is, by the configuration."""
        found = self.config.GradeIsolated.get("key", "")
        return self.root / str(found) if found else None

    def folder(self, step: str, student: str) -> Path:
        """Give the folder of one student's submission in a step, such as "submitted"."""
        directory = getattr(self.directory, f"{step}_directory")
        return Path(self.directory.format_path(directory, student, self.assignment))

    def students(self) -> dict[str, Path]:
        """Find who has handed in, with their folders, by name; what is there and is no folder is a submission, too."""
        step, root = self.directory.submitted_directory, Path(self.directory.root)
        form = self.directory.format_path(step, "(?P<student>.*)", self.assignment, escape=True)
        pattern = Path(self.directory.format_path(step, "*", glob.escape(self.assignment)))
        found: dict[str, Path] = {}
        for path in sorted(root.glob(str(pattern.relative_to(root)))):
            match = re.fullmatch(form, str(path), re.DOTALL)
            if match and not match["student"].startswith("."):
                found[match["student"]] = path
        return dict(alphabetical(found.items(), lambda one: one[0]))

    def released(self, names: Iterable[str]) -> dict[str, tuple[Written, ...]]:
        """Give the cells of each notebook as it was released, or else as it is in the source."""
        cells: dict[str, tuple[Written, ...]] = {}
        for name in names:
            for step in ("release", "source"):
                found = read_notebook_of(self.folder(step, "."), f"{name}.ipynb")
                if found is not None and found.cells:
                    cells[name] = found.cells
                    break
        return cells


def opened(root: Path, assignment: str, db_url: str | None = None) -> Desk:
    """Read the course's configuration, as nbgrader does. Raises `CourseProblem`."""
    if not (root / CONFIG).is_file():
        raise CourseProblem(NO_COURSE(dir=one_line(str(root))))
    config = Config()
    for folder in (*reversed(jupyter_config_path()), str(root)):
        file = Path(folder) / CONFIG
        if file.is_file():
            try:
                config.merge(PyFileConfigLoader(CONFIG, path=folder).load_config())
            except Exception as error:  # the file is a program, and may raise anything
                what = one_line(f"{type(error).__name__}: {error}")
                raise CourseProblem(BAD_CONFIG(file=one_line(str(file)), error=what)) from error
    if "root" not in config.CourseDirectory:
        config.CourseDirectory.root = str(root.resolve())
    if db_url is not None:
        config.CourseDirectory.db_url = db_url
    return Desk(root.resolve(), config, assignment, CourseDirectory(config=config))


def read_notebook_of(folder: Path, file: str) -> Read | None:
    """Read a notebook of a folder; None if there is none. What cannot be read is a problem of what is given."""
    path = folder / file
    if not path.is_symlink() and not path.exists():
        return None
    data = read_regular(str(path), LIMITS.notebook_bytes)
    return Read(problem=data) if isinstance(data, Message) else read_cells(data)


def entered(folder: Path) -> Path:
    """Go down a chain of folders with nothing beside them, as reading a submission does."""
    for _ in range(MOST_LEVELS):
        try:
            inner = [path for path in folder.iterdir() if not passed_over(path.name)]
        except OSError:
            break
        if len(inner) != 1 or inner[0].is_symlink() or not inner[0].is_dir():
            break
        folder = inner[0]
    return folder


def other_notebooks(folder: Path, names: Collection[str]) -> list[str]:
    """Name notebooks in a submission that are none of these."""
    found = sorted(notebooks_of(folder) - set(names))
    return [one_line(name, 60) for name in found[:SHOWN_OTHERS]]


def notebooks_of(folder: Path) -> frozenset[str]:
    """Name the notebooks in a submission."""
    try:
        return frozenset(path.name for path in folder.glob("*.ipynb"))
    except OSError:  # of a folder that cannot be listed it is said where it is read
        return frozenset()


MOST_EXTRA_BYTES = 20 * MEGABYTE  # of a submission's files together
MOST_EXTRA_FILES = 10_000
MOST_BYTES_EACH = 10 * MEGABYTE
# Of notebooks, and of what a browser would run or nbgrader's own pages are named like.
LEFT_BEHIND = (".ipynb", ".html", ".htm", ".xhtml", ".xml", ".svg", ".js", ".mjs")


def copy_beside(folder: Path, out: Path, mode: int) -> None:
    """Copy regular files that are no notebooks and no pages; links are not followed. Beyond the limits nothing is copied."""
    try:
        limits = replace(LIMITS, read_bytes=MOST_EXTRA_BYTES, read_entries=MOST_EXTRA_FILES)
        found = read_folder(str(folder), _cap_of, limits, enter=False)
    except Unreadable:
        return
    for name, data in found.files:
        path = Path(name)
        if name == TIMESTAMP or any(part.lower().endswith(LEFT_BEHIND) for part in path.parts):
            continue
        with contextlib.suppress(OSError):  # what stands in its place is of another kind, or the name is too long here
            (out / path).parent.mkdir(parents=True, exist_ok=True)
            replace_file(out / path, data, mode)


def sign_of(path: Path) -> str:
    """Tell whether such a file has changed, without reading it; empty where it is none."""
    try:
        status = path.lstat()
    except OSError:
        return ""
    return repr((status.st_size, status.st_mtime_ns)) if stat.S_ISREG(status.st_mode) else ""


def _cap_of(name: str) -> int | None:
    return None if name.lower().endswith(LEFT_BEHIND) else MOST_BYTES_EACH

"""The pages of a class, written: for `grade --html`, `grade-class --report` and `nbgrader grade --report` alike."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.class_report import report_messages
from autograder.class_report.class_model import Attempt, Oral, Student
from autograder.class_report.comments import CommentsError, read_comments
from autograder.class_report.pseudonyms import Pseudonyms
from autograder.class_report.report import STUDENTS, ClassReport, Page, Settings
from autograder.class_report.similarity import Hashes, runs_of
from autograder.cli.class_store import say
from autograder.cli.oral import Questions
from autograder.cli.problem import Problem
from autograder.cli.streams import shown_progress
from autograder.cli.writing import check_writable, write_whole
from autograder.course.course import Course
from autograder.grading.shared_answers import STAFF
from autograder.i18n.language import LANGUAGES, Lang, Message, Text
from autograder.i18n.sanitize import one_line
from autograder.judging.report import Report
from autograder.render.headings import heading_of
from autograder.submission.names import is_notebook
from autograder.submission.notebook_cells import cells_of
from autograder.submission.read import handed_in
from autograder.submission.sources import any_text

if TYPE_CHECKING:  # SQLAlchemy is an extra
    from autograder.class_grading.store import Store
    from autograder.class_grading.store_records import StudentRecord

INDEX = "index.html"
FEW = 50  # students, whose pages are written in less time than it takes to say so
COMMENTS = "comments.toml"  # beside the pages, unless another file is named
PSEUDONYM_PAGE = re.compile(r"[A-Z2-7]{4}(-[A-Z2-7]{4})+\.html")
STRETCH = 300_000  # rounds, so that nobody can try all seeds until one gives the pseudonyms that were seen
WRITING = Text(en="class report", pt="relatório da turma")
NAMED_BEFORE = Text(
    en="{dir} holds pages with names already; --pseudonyms needs a folder of its own",
    pt="{dir} já contém páginas com nomes; --pseudonyms precisa de uma pasta própria",
)
NO_COMMENTS = Text(en="{file} cannot be read: {why}", pt="não é possível ler {file}: {why}")


def comments_in(folder: Path, named: str | None) -> tuple[dict[str, str], str]:
    """Read the comments of the file named, or of the one beside the pages if there is one; and name it. Raises `Problem`."""
    path = folder / COMMENTS if named is None else Path(named)
    shown = one_line(str(path))
    try:
        if named is None and not path.is_file():
            return {}, shown
        return read_comments(path.read_text(encoding="utf-8")), shown
    except CommentsError as error:
        raise Problem(NO_COMMENTS(file=shown, why=error.message)) from None
    except (OSError, ValueError) as error:
        raise Problem(NO_COMMENTS(file=shown, why=one_line(getattr(error, "strerror", None) or str(error)))) from None


def settings_of(
    course: Course, lang: Lang, comments: tuple[Mapping[str, str], str], title: str, seed: int | None = None
) -> Settings:
    """Make the settings of a report; with a `seed`, which stays secret, it is one under pseudonyms."""
    known: dict[str, Hashes] = {}
    notes: list[Text] = []
    for entry in course.exercises:
        texts = [entry.stub_text(each) for each in LANGUAGES]
        if entry.script_file.is_file():
            texts.append(entry.script_file.read_text(encoding="utf-8"))
        elif not notes:
            notes.append(report_messages.NO_REFERENCE)
        known[entry.id] = runs_of(texts)
    pseudonyms = None
    if seed is not None:
        pseudonyms = Pseudonyms(hashlib.pbkdf2_hmac("sha256", str(seed).encode(), b"pseudonyms of a class", STRETCH))
    said, file = comments
    return Settings(
        lang=lang,
        title=title,
        comments=said,
        comments_file=file,
        known=known,
        pseudonyms=pseudonyms,
        staff=tuple(text.to(lang) for text in STAFF),
        made=datetime.now(UTC),
        notes=tuple(notes),
    )


def write_pages(folder: Path, settings: Settings, students: Iterable[Student], count: int) -> int:
    """Write the pages of each student and of the class; say which comments nobody gets; give the number of files."""
    report, written = ClassReport(settings), 0
    with shown_progress(settings.lang, WRITING) if count > FEW else nullcontext(_silent) as progress:
        for done, student in enumerate(students, 1):
            written += _write(folder, report.add(student))
            progress(done, count, one_line(student.id, 60))
        for page in report.pages():
            written += _write(folder, page)
    for id_ in report.unused_comments:
        say(report_messages.UNUSED(id=one_line(id_, 80)), settings.lang)
    return written


def _silent(done: int, total: int, what: str) -> None:
    """Say nothing of what is over at once."""


def _write(folder: Path, page: Page | None) -> int:
    if page is None:
        return 0
    write_whole(folder / page.path, page.text, durable=False)
    return 1


def sources_of(path: str | os.PathLike[str], report: Report, ids: Collection[str], sha256: str = "") -> dict[str, str]:
    """Read what was written for each exercise, from the files that its report names; nothing where the SHA-256 is another.

    It is compared, not run: that it can be read is enough, and each file is read as it stands.
    """
    if report.status != "graded":
        return {}
    read = handed_in(path, ids)
    if read.reason is not None or (sha256 and read.sha256 != sha256):
        return {}
    files = dict(read.contents.files)
    attempted = {one.id: one.file or "" for one in report.exercises if one.status != "not_attempted"}
    return {id_: _text(file, files[file]) for id_, file in attempted.items() if file in files}


def _text(file: str, data: bytes) -> str:
    if not is_notebook(file):
        return any_text(data)[0]
    cells = cells_of(data)
    if isinstance(cells, Message):
        return ""
    code = [cell.get("source") for cell in cells if isinstance(cell, dict) and cell.get("cell_type") == "code"]
    return "\n".join("".join(map(str, one)) if isinstance(one, list) else str(one or "") for one in code)


def students_of_run(reports: Sequence[Report], paths: Sequence[str | Path], course: Course) -> Iterator[Student]:
    """Give the submissions of one run of `grade` as students, each with the page that stands beside its report."""
    exercises = [entry.id for entry in course.exercises]
    for report, path in zip(reports, paths, strict=True):
        id_ = report.submission.id
        sources = sources_of(path, report, exercises, report.submission.sha256)  # it may have changed since
        page = f"{id_}/report.html"
        yield Student(id_, heading_of(report.submission), {}, (Attempt(report),), sources, page)


def students_of_store(
    store: Store, records: Iterable[StudentRecord], root: str, course: Course, oral: Questions | None = None
) -> Iterator[Student]:
    """Give the students of a store, each with the reports that count of all attempts; one student is in memory at a time.

    `oral` makes questions of what was graded last.
    """
    from autograder.class_grading.find_submissions import attempts, class_paths

    ids = [entry.id for entry in course.exercises]
    try:
        places = {student.id: student for student in class_paths(root, ids).students}
    except Exception:  # noqa: BLE001 -- the folder is gone: the grades are in the store all the same
        places = {}
    for record in records:
        student, graded = record.student, [one for one in record.attempts if one.counts is not None]
        found = tuple(Attempt(store.report(one.counts.id), _moment(one.handed_in_at)) for one in graded if one.counts)
        sources: Mapping[str, str] = {}
        asked: tuple[Oral, ...] = ()
        if graded and student.id in places:
            latest = attempts(places[student.id], ids)[-1:]
            for path, _ in latest:
                sources = sources_of(path, found[-1].report, ids, graded[-1].sha256)
                asked = oral(path, found[-1].report, student.id) if oral is not None and sources else ()
        columns = dict(student.roster or {})
        if student.email:
            columns.setdefault("email", student.email)
        yield Student(student.id, student.name, columns, found, sources, oral=asked)


def _moment(written: str) -> datetime | None:
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        return None


def check_folder(folder: Path, *, pseudonyms: bool = False) -> None:
    """Make sure that pages can be written there, before any work is done for them. Raises `Problem`.

    Pages under pseudonyms never stand among others that have names.
    """
    check_writable(folder / INDEX)
    if pseudonyms:
        there = [path.name for path in (folder / STUDENTS).glob("*")]
        named = next((name for name in there if not PSEUDONYM_PAGE.fullmatch(name)), None)
        if named is not None or (not there and (folder / INDEX).exists()):
            raise Problem(NAMED_BEFORE(dir=one_line(str(folder))))

"""A class report: students in, one after the other, pages out. Pure: whoever calls it writes them.

Of each student only a summary is kept, so that a class may be far larger than what fits into memory as reports.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from autograder.class_report import report_messages
from autograder.class_report.behaviour import cluster_of
from autograder.class_report.class_model import Oral, Student
from autograder.class_report.oral import ORAL_PAGE, oral_page
from autograder.class_report.pages import exercise_page, index_page
from autograder.class_report.pseudonyms import Pseudonyms, scrubber, under_pseudonym, words_of_course
from autograder.class_report.sections import Class, Code
from autograder.class_report.similarity import Alike, Hashes, alike
from autograder.class_report.summary import Row, Summary
from autograder.i18n.language import Lang, Message, Text
from autograder.i18n.sanitize import escaped
from autograder.judging.report import Report
from autograder.render.page import html_report
from autograder.submission.names import safe_id

MOST_PAIRS = 100
MOST_LINES = 40  # of what two wrote, shown beside each other
STUDENTS = "students"


@dataclass(frozen=True, slots=True)
class Page:
    """A file of the report: where it stands below the report's folder, and its text."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Settings:
    """How a class report is made.

    `known` has for each exercise the hashes of what is left out of comparisons (`similarity.runs_of` the stub and the
    reference solution). `comments` are an instructor's by the ids of their clusters, of the file named `comments_file`.
    `staff` are beginnings of notes that are for the course's staff: they stand on the page of the class alone.
    """

    lang: Lang
    title: str = ""
    comments: Mapping[str, str] = field(default_factory=dict)
    comments_file: str = "comments.toml"
    known: Mapping[str, Hashes] = field(default_factory=dict)
    pseudonyms: Pseudonyms | None = None
    staff: tuple[str, ...] = ()
    made: datetime | None = None
    notes: tuple[Message | Text, ...] = ()


class ClassReport:
    """Collects students; `add` gives each one's own page, `pages` those of the class once all are there."""

    def __init__(self, settings: Settings) -> None:
        """Begin a report on nobody."""
        self._settings = settings
        self._summary = Summary()
        self._taken: dict[str, int] = {}  # names of pages, and how many of those numbers are given
        self._not_compared = 0  # students whose texts were not at hand
        self._oral: dict[int, tuple[Oral, ...]] = {}  # by the student's place
        self._sources: list[bytes] = []  # packed, for the few passages that will be shown

    def add(self, student: Student) -> Page | None:
        """Take a student in; give the student's own page, which says nothing of anybody else; None without a report."""
        report, pseudonyms = student.report, self._settings.pseudonyms
        shown = student.name or student.id
        staff: tuple[str, ...] = ()
        if report is not None:
            report, staff = self._parted(report)
        if pseudonyms is not None:
            shown = pseudonyms.of(student.id)
            report = None if report is None else under_pseudonym(report, student, shown)
        page = self._page(student, shown) if report is not None else ""
        row = Row(
            name=shown,
            id=student.id if pseudonyms is None else shown,
            page=page,
            attempts=len(student.attempts),
            at=student.attempts[-1].at if student.attempts else None,
            notes=staff,
            said="" if pseudonyms is not None else " ".join(student.columns.values()),
        )
        self._summary.add(row, student, report, self._settings.known)
        if report is not None and student.oral:
            self._oral[len(self._summary.rows) - 1] = self._without_names(student, report)
        self._keep(student, report)
        return None if report is None else Page(page, html_report(report, self._comments(report)))

    def pages(self) -> Iterator[Page]:
        """Give the pages of the class: index.html, and one for each exercise."""
        settings, summary = self._settings, self._summary
        pairs, count = alike(summary.prints, summary.wrong, most=MOST_PAIRS)
        if settings.pseudonyms is not None:
            hide = settings.pseudonyms.in_text
            summary.rows = [replace(row, notes=tuple(map(hide, row.notes))) for row in summary.rows]
        unused = [id_ for id_ in settings.comments if id_ not in summary.groups]
        notes = [*settings.notes, *(report_messages.UNUSED(id=escaped(id_)) for id_ in unused)]
        if self._not_compared:
            notes.append(report_messages.NOT_COMPARED(count=self._not_compared))
        shown = Class(
            summary=summary,
            lang=settings.lang,
            title=settings.title,
            comments=settings.comments,
            comments_file=settings.comments_file,
            notes=tuple(notes),
            pairs=pairs,
            all_pairs=count,
            code=self._code(pairs),
            made=settings.made,
            oral=self._oral,
        )
        yield Page("index.html", index_page(shown))
        for asked in summary.asked.values():
            yield Page(shown.page_of(asked.id), exercise_page(shown, asked))
        if self._oral:
            yield Page(ORAL_PAGE, oral_page(shown))

    @property
    def unused_comments(self) -> tuple[str, ...]:
        """The comments in whose group nobody is, by their ids."""
        return tuple(id_ for id_ in self._settings.comments if id_ not in self._summary.groups)

    def _parted(self, report: Report) -> tuple[Report, tuple[str, ...]]:
        """Part what is for the staff, for it may name others, from what is for the student."""
        submission = report.submission
        staff = (
            tuple(note for note in submission.notes if note.startswith(self._settings.staff))
            if self._settings.staff
            else ()
        )
        own = tuple(note for note in submission.notes if note not in staff)
        return replace(report, submission=replace(submission, notes=own)), staff

    def _page(self, student: Student, shown: str) -> str:
        if student.page and self._settings.pseudonyms is None:
            return student.page
        base = safe_id(shown if self._settings.pseudonyms is not None else student.id)
        name, key = base, base.casefold()  # to some file systems, too, which know no capitals
        while name.casefold() in self._taken:
            self._taken[key] += 1
            name = f"{base}-{self._taken[key]}"
        self._taken[name.casefold()] = 1
        return f"{STUDENTS}/{name}.html"

    def _comments(self, report: Report) -> dict[str, str]:
        clusters = {exercise.id: cluster_of(exercise) for exercise in report.exercises}
        said = {id_: self._settings.comments.get(cluster.id, "") for id_, cluster in clusters.items() if cluster}
        return {id_: comment for id_, comment in said.items() if comment}

    def _without_names(self, student: Student, report: Report) -> tuple[Oral, ...]:
        """Give the questions for an oral; under pseudonyms without what names the student, which a line of code may."""
        if self._settings.pseudonyms is None:
            return student.oral
        scrub = scrubber(student, words_of_course(report))
        return tuple(
            replace(one, questions=tuple((scrub(asked), said) for asked, said in one.questions)) for one in student.oral
        )

    def _keep(self, student: Student, report: Report | None) -> None:
        """Keep what a student wrote, where it may be shown beside another's."""
        tried = report is not None and any(exercise.status != "not_attempted" for exercise in report.exercises)
        self._not_compared += tried and not student.sources
        sources: Mapping[str, str] = student.sources if report is not None and self._summary.prints[-1] else {}
        if sources and report is not None and self._settings.pseudonyms is not None:
            scrub = scrubber(student, words_of_course(report))
            sources = {id_: scrub(source) for id_, source in sources.items()}
        self._sources.append(zlib.compress(json.dumps(dict(sources)).encode(), 1))

    def _code(self, pairs: Collection[Alike]) -> dict[tuple[int, int, str], Code]:
        found: dict[tuple[int, int, str], Code] = {}
        for pair in pairs:
            one, other = self._source(pair.one), self._source(pair.other)
            for passage in pair.passages:
                left, right = one.get(passage.exercise, ""), other.get(passage.exercise, "")
                code = Code(_lines(left, *passage.lines), _lines(right, *passage.other_lines))
                found[pair.one, pair.other, passage.exercise] = code
        return found

    def _source(self, place: int) -> Mapping[str, str]:
        found: dict[str, str] = json.loads(zlib.decompress(self._sources[place]))
        return found


def _lines(source: str, first: int, last: int) -> str:
    """Give some lines of a text, harmless, without what is larger than a passage."""
    lines = source.split("\n")[first - 1 : last]
    shown = [escaped(line.rstrip())[:200] for line in lines[:MOST_LINES]]
    return "\n".join([*shown, *(["…"] if len(lines) > MOST_LINES else [])])

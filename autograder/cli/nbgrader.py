"""`autograder nbgrader grade COURSE ASSIGNMENT`: a class graded into nbgrader's gradebook."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.cli.arguments import chosen_seed
from autograder.cli.messages import INTERRUPTED, NEEDS_REPORT, NO_PSEUDONYMS
from autograder.cli.problem import Problem
from autograder.cli.streams import shown_progress
from autograder.course.course import course
from autograder.course.quiz_key import load_key
from autograder.grading.pipeline import Grader
from autograder.i18n.language import Lang, Message, Text
from autograder.i18n.sanitize import one_line
from autograder.nbgrader.nbgrader_messages import BY_HAND
from autograder.quiz.parse import Key, QuestionsError, parse_questions
from autograder.sandbox import Sandbox

if TYPE_CHECKING:
    from autograder.nbgrader.course_directory import Desk
    from autograder.nbgrader.grade_assignment import Row
    from autograder.nbgrader.gradebook import Book, Standing

SOME_FAILED = 1
STATUS_INTERRUPTED = 130  # as shells have it for Ctrl-C
SQLITE = "sqlite:///"
NO_NBGRADER = Text(
    en="nbgrader is not installed here; in the course's checkout, pip install '.[jupyter]' brings it",
    pt="o nbgrader não está instalado aqui; na pasta do curso, pip install '.[jupyter]' o instala",
)
NO_ASSIGNMENT = Text(
    en="the gradebook has no assignment {name}{known}; run `nbgrader generate_assignment {name}` in {dir} first",
    pt="o gradebook não tem o assignment {name}{known}; execute antes `nbgrader generate_assignment {name}` em {dir}",
)
KNOWN = Text(en=" (there are: {names})", pt=" (existem: {names})")
NO_DATABASE = Text(en="the gradebook cannot be used: {error}", pt="não foi possível usar o gradebook: {error}")
NOTHING_OURS = Text(
    en="assignment {name} has no exercise and no question of this course",
    pt="o assignment {name} não tem nenhum exercício nem questão deste curso",
)
NOBODY = Text(
    en="nobody has handed in: there is no folder {pattern}", pt="ninguém entregou: não há nenhuma pasta {pattern}"
)
ROW = Text(en="{student}: {score}/{points}{what}", pt="{student}: {score}/{points}{what}")
FAILED = Text(en=", no grade", pt=", sem nota")
LATE = Text(en=", late: −{penalty}", pt=", atrasada: −{penalty}")
SAID = Text(en="{said}", pt="{said}")
KEPT = Text(en=", graded before", pt=", já corrigida")
TOTAL = Text(
    en="graded: {graded}; graded before and unchanged: {kept}; could not be graded: {failed}",
    pt="corrigidas: {graded}; já corrigidas e sem mudança: {kept}; sem correção possível: {failed}",
)


def run(options: argparse.Namespace) -> int:
    """Grade the assignment; see `autograder.cli.messages.NBGRADER_GRADE` for the exit status."""
    if options.pseudonyms:
        raise Problem(NO_PSEUDONYMS())
    try:
        from autograder.nbgrader.course_directory import CourseProblem, opened
        from autograder.nbgrader.gradebook import Book  # noqa: F401 -- which needs nbgrader, too
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] not in {"jupyter_core", "nbgrader", "traitlets"}:
            raise
        raise Problem(NO_NBGRADER()) from None
    try:
        desk = opened(Path(options.course), options.assignment, options.db)
    except CourseProblem as problem:
        raise Problem(problem.message) from None
    lang: Lang = options.lang if options.lang_chosen else desk.lang or options.lang
    try:
        return _run(desk, options, lang)
    except CourseProblem as problem:
        raise Problem(_in(problem.message, lang)) from None
    except Problem as problem:
        raise Problem(_in(problem.message, lang), problem.status) from None
    except KeyboardInterrupt:
        print(INTERRUPTED.to(lang), file=sys.stderr)
        return STATUS_INTERRUPTED


def _in(message: Message, lang: Lang) -> Message:
    """Give what there is to say in the language of the course, whatever that of the environment is."""
    said = message.to(lang)
    return SAID(said=said)


def _run(desk: Desk, options: argparse.Namespace, lang: Lang) -> int:
    from sqlalchemy.exc import SQLAlchemyError

    from autograder.nbgrader.gradebook import Book, NoAssignmentError

    url: str = desk.directory.db_url
    where = {"name": one_line(options.assignment, 80), "dir": one_line(options.course)}
    if url.startswith(SQLITE) and not Path(url.removeprefix(SQLITE)).is_file():
        raise Problem(NO_ASSIGNMENT(**where, known=""))
    comments = _comments(options)
    try:
        with Book(url, desk.directory.course_id, options.assignment) as book:
            rows = _graded(desk, book, options, lang)
            standings = book.standings()
    except NoAssignmentError as error:
        known = KNOWN(names=one_line(", ".join(error.known))) if error.known else ""
        raise Problem(NO_ASSIGNMENT(**where, known=known)) from None
    except SQLAlchemyError as error:
        raise Problem(NO_DATABASE(error=one_line(str(error))), SOME_FAILED) from None
    _show(rows, standings, lang)
    if options.report is not None:
        _write_report(desk, options, lang, comments)
    return SOME_FAILED if any(row.failed for row in rows) else 0


def _comments(options: argparse.Namespace) -> tuple[dict[str, str], str]:
    """Read the comments for the report, and see that it can be written, before any work is done. Raises `Problem`."""
    if options.report is None:
        if options.comments is not None:
            raise Problem(NEEDS_REPORT(option="--comments"))
        return {}, ""
    from autograder.cli.class_pages import check_folder, comments_in

    check_folder(Path(options.report))
    return comments_in(Path(options.report), options.comments)


def _write_report(desk: Desk, options: argparse.Namespace, lang: Lang, comments: tuple[dict[str, str], str]) -> None:
    """Write the class's report from the full reports that are kept, of this run and of those before."""
    from autograder.class_report.class_model import Attempt, Student
    from autograder.cli.class_pages import settings_of, sources_of, write_pages
    from autograder.nbgrader.course_directory import handed_in
    from autograder.nbgrader.records import kept_report

    the_course, folders = course(), desk.students()
    ids = [entry.id for entry in the_course.exercises]

    def students() -> Iterator[Student]:
        for student, folder in folders.items():
            report = kept_report(desk, student)
            graded = () if report is None else (Attempt(report, handed_in(folder).at),)
            yield Student(student, "", {}, graded, sources_of(folder, report, ids) if report else {})

    settings = settings_of(the_course, lang, comments, one_line(options.assignment, 80))
    write_pages(Path(options.report), settings, students(), len(folders))


def _graded(desk: Desk, book: Book, options: argparse.Namespace, lang: Lang) -> list[Row]:
    from autograder.nbgrader.grade_assignment import grade_assignment
    from autograder.nbgrader.marking import Marker, exercises_in, questions_in

    book.as_released(desk.released(tuple(book.notebooks)))
    the_course = course()
    only = exercises_in(book.notebooks, [entry.id for entry in the_course.exercises])
    questions = parse_questions(the_course.questions)
    asked = questions_in(book.notebooks, questions)
    if not only and not asked:
        raise Problem(NOTHING_OURS(name=one_line(options.assignment, 80)))
    if not desk.students():
        raise Problem(NOBODY(pattern=one_line(str(desk.folder("submitted", "*")))))
    key = _key(Path(options.key) if options.key is not None else desk.key)
    with Sandbox() as sandbox:
        grader = Grader(
            the_course,
            questions=questions,
            sandbox=sandbox,
            seed=chosen_seed(options),
            lang=lang,
            key=key,
            only=only,
            asked=asked,
            official=options.official,
        )
        marker = Marker(desk, grader, book.notebooks)
        jobs = options.jobs or _cores()
        with shown_progress(lang) as progress:
            return list(grade_assignment(marker, book, jobs=jobs, again=options.again, done=progress))


def _key(path: Path | None) -> Key | None:
    if path is None:
        return None
    try:
        return load_key(path)
    except QuestionsError as error:
        raise Problem(error.message) from None


def _show(rows: Sequence[Row], standings: Mapping[str, Standing], lang: Lang) -> None:
    """Show a line for each submission, with the gradebook's score, and below it why it is that, where there is a reason."""
    for row in sorted(rows, key=lambda row: row.student):
        standing = standings.get(row.student)
        what = FAILED.to(lang) if row.failed else KEPT.to(lang) if row.kept else ""
        score, reasons = row.score, list(row.reasons)
        if standing is not None:
            score = standing.score
            what += LATE(penalty=f"{standing.penalty:g}").to(lang) if standing.penalty else ""
            reasons += [BY_HAND(count=standing.waiting).to(lang)] if standing.waiting else []
        student = one_line(row.student, 80)
        print(ROW(student=student, score=f"{score:g}", points=f"{row.points:g}", what=what).to(lang))
        for reason in reasons:
            print(f"    {one_line(reason, 300)}")
    kept, failed = sum(row.kept for row in rows), sum(row.failed for row in rows)
    print(TOTAL(graded=len(rows) - kept - failed, kept=kept, failed=failed).to(lang), file=sys.stderr)


def _cores() -> int:
    """The cores this process may use; os.cpu_count counts those of the whole machine."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1

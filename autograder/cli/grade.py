"""`autograder grade PATH ...`: submissions graded, a table shown, reports written."""

from __future__ import annotations

import argparse
import itertools
import os
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from autograder.cli.arguments import chosen_seed
from autograder.cli.messages import NO_PSEUDONYMS
from autograder.cli.problem import Problem
from autograder.cli.scores_file import check_scores, with_rows_of
from autograder.cli.streams import Progress, delivered, shown_progress
from autograder.cli.writing import append_whole, check_writable, same_file, write_whole
from autograder.course.course import course
from autograder.course.quiz_key import load_key
from autograder.grading.pipeline import Grader
from autograder.i18n.language import Text, decimal
from autograder.i18n.sanitize import one_line
from autograder.judging.report import Report
from autograder.quiz.parse import Key, QuestionsError, parse_questions
from autograder.render.findings import is_below, per_cent
from autograder.render.outputs import ALWAYS_OF_A_SUBMISSION, OF_A_RUN, OF_A_SUBMISSION, Output
from autograder.sandbox import Sandbox
from autograder.submission.flat_download import shares
from autograder.submission.names import ids_of

if TYPE_CHECKING:  # pages are made only if asked for
    from autograder.class_report.report import Settings

SOME_UNGRADABLE = 1
NOT_DELIVERED = 2
BELOW = 3
SUMMARY = "GITHUB_STEP_SUMMARY"  # names the file that every step of a job adds its summary to
NEEDS_OUT = Text(
    en="--{name} writes DIR/<submission>/report.{name}: name the DIR with --out",
    pt="--{name} grava DIR/<submissão>/report.{name}: indique DIR com --out",
)
SAME_FILE = Text(
    en="{one} and {other} name the same file: {file}. Give each its own",
    pt="{one} e {other} indicam o mesmo arquivo: {file}. Dê um a cada um",
)
NO_OUTPUT = Text(
    en="standard output cannot be written to: {error}", pt="não foi possível escrever na saída padrão: {error}"
)
BELOW_LINE = Text(
    en="below --fail-under {least}: {submission}, {score}/{max} points ({part} %); most are missing in {exercises}",
    pt="abaixo de --fail-under {least}: {submission}, {score}/{max} pontos ({part} %); faltam sobretudo em {exercises}",
)
SHOWN_MISSING = 3  # exercises
MORE_BELOW = Text(en="… and {count} more below it", pt="… e mais {count} abaixo disso")
SHOWN_BELOW = 50
COMMENTS_FOR = Text(
    en="--comments are for pages: ask for them with --html",
    pt="--comments vale para páginas: peça-as com --html",
)
APPEND_TO = Text(
    en="--append adds rows to a table of scores: name the file with --csv",
    pt="--append acrescenta linhas a uma tabela de notas: indique o arquivo com --csv",
)
WROTE = Text(en="wrote {what}", pt="gravado: {what}")
REPORTS = Text(en="{count} reports under {dir}", pt="{count} relatórios em {dir}")


def run(options: argparse.Namespace) -> int:
    """Grade the submissions; see `autograder.cli.messages.GRADE` for the exit status."""
    seed = chosen_seed(options)
    for output in OF_A_SUBMISSION:
        if getattr(options, output.dest) and options.out is None:
            raise Problem(NEEDS_OUT(name=output.name))
    if options.comments is not None and not options.html:
        raise Problem(COMMENTS_FOR())
    if options.pseudonyms:
        raise Problem(NO_PSEUDONYMS())
    if options.append and options.csv is None:
        raise Problem(APPEND_TO())
    key = _key(options.key)
    ids = [entry.id for entry in course().exercises]
    out = None if options.out is None else Path(options.out)
    options.paths = [share for path in options.paths for share in shares(path, ids)]
    _check_files(options)
    pages = None if out is None or not options.html else _settings_of_pages(out, options)
    if out is not None:
        _check_folders(out, options)
    with Sandbox() as sandbox:
        grader = Grader(
            course(),
            questions=parse_questions(course().questions),
            sandbox=sandbox,
            seed=seed,
            lang=options.lang,
            key=key,
            official=options.official,
            pictures=bool(options.html),
            more_pictures=bool(options.html),
        )
        with shown_progress(options.lang) as progress:
            reports = _graded(grader, options, out, progress)
    for file, output in _asked_for(options):
        if output.name == "csv" and options.append:
            write_whole(Path(file), with_rows_of(Path(file), output.text(reports)))
        else:
            write = append_whole if _is_appended_to(file, options) else write_whole
            write(Path(file), output.text(reports, options.fail_under))
    if out is not None and pages is not None:
        from autograder.cli.class_pages import students_of_run, write_pages

        students = students_of_run(reports, options.paths, course())
        write_pages(out, pages, students, len(reports))
    arrived = all(_delivered(output.text(reports, options.fail_under), sys.stdout) for output in _to_stdout(options))
    _show(reports, sys.stderr if _to_stdout(options) else sys.stdout)
    _say_what_was_written(options, reports, out)
    _say_what_fell_short(options, reports)
    return _status(reports, options.fail_under) if arrived else NOT_DELIVERED


def _settings_of_pages(out: Path, options: argparse.Namespace) -> Settings:
    """Read the comments for the pages, and see that they can be written, before any work is done. Raises `Problem`."""
    from autograder.cli.class_pages import check_folder, comments_in, settings_of

    check_folder(out)
    return settings_of(course(), options.lang, comments_in(out, options.comments), one_line(str(out), 80))


def _check_files(options: argparse.Namespace) -> None:
    """See that each file asked for can be written, and that no two are the same. Raises `Problem`."""
    for file, _ in _asked_for(options):
        check_writable(Path(file), appending=_is_appended_to(file, options))
    named = [(f"--{output.name}", getattr(options, output.dest)) for output in OF_A_RUN]
    files = [(option, "/dev/stdout" if file == "-" else file) for option, file in named if file is not None]
    if options.csv is not None:
        check_scores(Path(options.csv), options.paths, append=options.append)
    for (one, file), (other, again) in itertools.combinations(files, 2):
        if same_file(Path(file), Path(again)):
            raise Problem(SAME_FILE(one=one, other=other, file=one_line(again)))


def _check_folders(out: Path, options: argparse.Namespace) -> None:
    """See that reports can be written below `out`, whatever lies there from before. Raises `Problem`."""
    check_writable(out / "report.json")
    for id_ in ids_of(options.paths):
        if os.path.lexists(out / id_):  # the others have folders of their own once they are graded
            for output in _for_each(options):
                check_writable(out / id_ / f"report.{output.name}")


def _for_each(options: argparse.Namespace) -> list[Output]:
    """Give the forms in which each submission's report is written."""
    return [*ALWAYS_OF_A_SUBMISSION, *(output for output in OF_A_SUBMISSION if getattr(options, output.dest))]


def _is_appended_to(file: str, options: argparse.Namespace) -> bool:
    summary = os.environ.get(SUMMARY)
    return bool(summary) and file == options.markdown and same_file(Path(file), Path(str(summary)))


def _delivered(text: str, stream: TextIO) -> bool:
    """Write to a standard stream; say whether it was read. A full disk raises `Problem`, a reader that left does not."""
    try:
        return delivered(text, stream)
    except OSError as error:
        raise Problem(NO_OUTPUT(error=one_line(error.strerror or str(error)))) from None


def _graded(grader: Grader, options: argparse.Namespace, out: Path | None, progress: Progress) -> list[Report]:
    """Grade all; each report is written as soon as it is there, so that nothing is lost if the run is ended."""
    lock = threading.Lock()
    done = 0
    wanted = _for_each(options)

    def ready(report: Report) -> None:
        nonlocal done
        if out is not None:
            for output in wanted:
                write_whole(out / report.submission.id / f"report.{output.name}", output.text(report))
        with lock:
            done += 1
            progress(done, len(options.paths), report.submission.id)

    return list(grader.grade_all(options.paths, options.jobs or _cores(), ready))


def _cores() -> int:
    """The cores this process may use; os.cpu_count counts those of the whole machine."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def _key(path: str | None) -> Key | None:
    if path is None:
        return None
    try:
        return load_key(Path(path))
    except QuestionsError as error:
        raise Problem(error.message) from None


def _show(reports: Sequence[Report], stream: TextIO) -> None:
    """Show one submission in full, several as a table."""
    if stream.isatty():
        from rich.console import Console

        from autograder.render.rich_terminal import rich_report, rich_table

        console = Console(file=stream)
        console.print(rich_report(reports[0]) if len(reports) == 1 else rich_table(reports))
        return
    from autograder.render.terminal import plain_report, plain_table

    _delivered(plain_report(reports[0]) if len(reports) == 1 else plain_table(reports), stream)


def _say_what_was_written(options: argparse.Namespace, reports: Sequence[Report], out: Path | None) -> None:
    written: list[object] = [one_line(file) for file, _ in _asked_for(options)]
    if out is not None:
        written.insert(0, REPORTS(count=len(reports), dir=one_line(str(out))))
        written += [one_line(str(out / "index.html"))] if options.html else []
    _delivered("".join(f"{WROTE(what=what).to(options.lang)}\n" for what in written), sys.stderr)


def _say_what_fell_short(options: argparse.Namespace, reports: Sequence[Report]) -> None:
    short = [report for report in reports if is_below(report, options.fail_under)]
    lines = [
        BELOW_LINE(
            submission=one_line(report.submission.id),
            score=report.score,
            max=report.max_score,
            part=per_cent(report),
            least=decimal(f"{options.fail_under:g}"),
            exercises=_most_missing(report),
        ).to(options.lang)
        for report in short[:SHOWN_BELOW]
    ]
    if len(short) > SHOWN_BELOW:
        lines.append(MORE_BELOW(count=len(short) - SHOWN_BELOW).to(options.lang))
    _delivered("".join(f"{line}\n" for line in lines), sys.stderr)


def _most_missing(report: Report) -> str:
    """Name the exercises that lack the most points; an ungradable submission has none."""
    counted = [exercise for exercise in report.exercises if not exercise.extra]
    missing = sorted(counted, key=lambda exercise: exercise.score - exercise.max_score)[:SHOWN_MISSING]
    named = [f"{one.id} ({one.max_score - one.score})" for one in missing if one.score < one.max_score]
    return ", ".join(named) or "–"


def _asked_for(options: argparse.Namespace) -> list[tuple[str, Output]]:
    """Pair each file that is asked for with its form."""
    named = [(getattr(options, output.dest), output) for output in OF_A_RUN]
    to_stdout = _to_stdout(options)
    return [(file, output) for file, output in named if file is not None and output not in to_stdout]


def _to_stdout(options: argparse.Namespace) -> list[Output]:
    return [output for output in OF_A_RUN if output.takes_stdout and getattr(options, output.dest) == "-"]


def _status(reports: Sequence[Report], fail_under: float | None) -> int:
    if any(report.status == "ungradable" for report in reports):
        return SOME_UNGRADABLE
    return BELOW if any(is_below(report, fail_under) for report in reports) else 0

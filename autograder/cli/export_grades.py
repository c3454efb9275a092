"""`autograder export canvas|moodle|csv`: the grades of a class for a grade book."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.cli.problem import Problem
from autograder.export.formats import Format
from autograder.i18n.language import Lang, Text
from autograder.i18n.sanitize import one_line

if TYPE_CHECKING:  # `--help` reads the options alone
    from autograder.cli.parsing import Parser
    from autograder.export.gradebooks import Graded
    from autograder.judging.report import Report

MOST_BYTES = 500_000_000  # of a file of reports; one of a submission has 2 MB at most
REPORTS = Text(
    en="reports of `autograder grade`: --json files, or the report.json of submissions",
    pt="relatórios de `autograder grade`: arquivos de --json, ou os report.json das submissões",
)
STORE = Text(en="the store of a class, as grade-class has it", pt="o banco de notas de uma turma, como no grade-class")
ROSTER = Text(
    en="the list of the class: a CSV with the columns by which the platform knows its students",
    pt="a lista da turma: um CSV com as colunas pelas quais a plataforma conhece os estudantes",
)
OUT = Text(en="the file to write", pt="o arquivo a gravar")
DIALECT = Text(
    en="standard (commas and points), or excel-pt (semicolons, decimal commas and a mark, as spreadsheets in Portuguese open it)",
    pt="standard (vírgulas e pontos), ou excel-pt (ponto e vírgula, vírgula decimal e uma marca, como as planilhas em português abrem)",
)
COLUMN = Text(
    en="the name of the assignment's column, for Canvas as “Name (id)” (default: Backpropagation)",
    pt="o nome da coluna da tarefa; para o Canvas, como “Nome (id)” (padrão: Backpropagation)",
)
ONE_SOURCE = Text(
    en="name reports or a store (--store URL): one of the two",
    pt="indique relatórios ou um banco de notas (--store URL): um dos dois",
)
NO_DIALECT = Text(en="--csv-dialect is {known}, not {value}", pt="--csv-dialect é {known}, e não {value}")
NO_REPORT = Text(en="{file} holds no report of ours: {error}", pt="{file} não contém um relatório nosso: {error}")
SAME_STUDENT = Text(
    en="two reports are of the student {id}; only one grade can be exported",
    pt="há dois relatórios de {id}; só se pode exportar uma nota",
)
LEFT_OUT = Text(
    en="in the roster and without a submission, so not in the file: {count}",
    pt="na lista e sem submissão, portanto fora do arquivo: {count}",
)
WROTE = Text(en="wrote {path}: {count} students", pt="gravado {path}: {count} estudantes")


def add_arguments(made: Parser, one: Format, lang: Lang) -> None:
    """Add what the grade books take."""
    from autograder.cli.parsing import file_name, output_name

    del one
    made.add_argument("reports", nargs="*", metavar="REPORT.json", help=REPORTS.to(lang))
    made.add_argument("--store", metavar="URL", help=STORE.to(lang))
    made.add_argument("--roster", type=file_name(lang), metavar="CSV", help=ROSTER.to(lang))
    made.add_argument("--out", type=output_name(lang), required=True, metavar="FILE", help=OUT.to(lang))
    made.add_argument("--csv-dialect", default="standard", metavar="standard|excel-pt", help=DIALECT.to(lang))
    made.add_argument("--column", metavar="NAME", help=COLUMN.to(lang))


def write(format_: Format, options: argparse.Namespace) -> int:
    """Write the grades; nothing is written where the platform would break off."""
    from autograder.cli.writing import path_typed, write_whole
    from autograder.export.bundles import ExportError
    from autograder.export.gradebooks import DIALECTS, TITLE

    dialect = DIALECTS.get(options.csv_dialect)
    if dialect is None:
        raise Problem(NO_DIALECT(known=" | ".join(DIALECTS), value=one_line(options.csv_dialect, 40)))
    if bool(options.reports) == bool(options.store):
        raise Problem(ONE_SOURCE())
    class_ = _of_store(options.store, options.lang) if options.store else _of_reports(options.reports)
    if options.roster:
        class_ = _with_roster(class_, Path(options.roster), options.lang)
    try:
        given = _text_in(Path(options.out)) if format_.merges else dialect
        text = format_.load()(class_, options.lang, given, options.column or TITLE)
    except ExportError as error:
        raise Problem(error.message, status=1) from None
    write_whole(Path(options.out), text)
    print(WROTE(path=path_typed(Path(options.out)), count=len(class_)).to(options.lang))
    return 0


def _text_in(path: Path) -> str | None:
    """Give what a file holds that is added to; None if there is none. Raises `Problem`."""
    from autograder.cli.writing import CANNOT_WRITE

    try:
        return path.read_text(encoding="utf-8") if path.exists() else None
    except (OSError, ValueError) as error:
        reason = one_line(getattr(error, "strerror", None) or str(error))
        raise Problem(CANNOT_WRITE(path=one_line(str(path)), error=reason)) from None


def _of_store(url: str, lang: Lang) -> Sequence[Graded]:
    from autograder.cli.class_store import opened_store
    from autograder.export.gradebooks import Graded

    with opened_store(url, lang, create=False) as store:
        return [Graded(one.student, one.report) for one in store.graded_attempts()]


def _of_reports(files: Sequence[str]) -> Sequence[Graded]:
    from autograder.class_grading.store_records import Student
    from autograder.export.gradebooks import Graded

    found: dict[str, Graded] = {}
    for file in files:
        for report in _reports_in(Path(file)):
            id_ = report.submission.id
            if id_ in found:
                raise Problem(SAME_STUDENT(id=one_line(id_, 60)), status=1)
            found[id_] = Graded(Student(id_), report)
    return list(found.values())


def _reports_in(path: Path) -> Sequence[Report]:
    from autograder.cli.writing import path_typed
    from autograder.judging.report_json import report_from

    try:
        if path.stat().st_size > MOST_BYTES:
            raise ValueError(f"> {MOST_BYTES} bytes")  # noqa: TRY301 -- told like every other reason
        given = json.loads(path.read_bytes())
        return [report_from(one) for one in (given if isinstance(given, list) else [given])]
    except (OSError, ValueError, RecursionError) as error:
        reason = one_line(getattr(error, "strerror", None) or str(error) or type(error).__name__, 200)
        raise Problem(NO_REPORT(file=path_typed(path), error=reason)) from None


def _with_roster(class_: Sequence[Graded], path: Path, lang: Lang) -> Sequence[Graded]:
    """Give each student the roster's row; who is in it and has handed in nothing is counted, not written."""
    from autograder.class_grading.roster import RosterError, matched, read_roster
    from autograder.export.gradebooks import Graded

    by_id = {one.student.id: one for one in class_}
    try:
        found = matched(str(path), read_roster(path), tuple(by_id))
    except RosterError as error:
        raise Problem(error.message) from None
    known = [Graded(student, by_id[student.id].report) for student in found.students if student.id in by_id]
    missing = len(found.students) - len(known)
    if missing:
        print(LEFT_OUT(count=missing).to(lang))
    return [*known, *(by_id[id_] for id_ in found.strangers)]

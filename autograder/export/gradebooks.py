"""Grades as files that grade books read: Canvas's and Moodle's CSV, and one for anything else. Pure.

What would make a platform break its import off, or give somebody another's grade, is refused before anything is written.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from types import SimpleNamespace

from autograder.class_grading.store_records import Student
from autograder.export.bundles import ExportError
from autograder.frozen import frozen
from autograder.i18n.language import Lang, Text, decimal
from autograder.i18n.sanitize import one_line
from autograder.judging.report import Report, harmless
from autograder.render.csv_text import cell

MARK = "\ufeff"  # by which spreadsheets know UTF-8
CANVAS_COLUMNS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")  # as Canvas exports and imports them
CANVAS_TELLS = ("ID", "SIS User ID", "SIS Login ID")  # by one of which it knows a student
# By which Moodle knows a user, and how its own exports call them in both languages.
MOODLE_USERS: Mapping[str, tuple[str, ...]] = {
    "idnumber": ("idnumber", "id number", "número de identificação", "numero de identificacao"),
    "username": ("username", "nome de usuário", "nome de usuario", "identificação de usuário"),
    "email": ("email", "email address", "endereço de e-mail", "endereço de email", "e-mail"),
}
LONGEST = 30_000  # characters of a feedback, below what a cell of a spreadsheet holds
SHOWN = 5

TITLE = "Backpropagation"
NOBODY = Text(en="there is no grade to export", pt="não há nota para exportar")
NOT_GRADED = Text(
    en="these have no grade, and an empty one would count as none or as 0: {names}. Grade them again, or take them out",
    pt="estes não têm nota, e uma vazia contaria como nenhuma ou como 0: {names}. Corrija-os de novo, ou retire-os",
)
NEEDS_ROSTER = Text(
    en="Canvas knows students by the columns of its own grade book: export that as CSV there, and name it with --roster",
    pt="o Canvas conhece os estudantes pelas colunas do seu próprio livro de notas: exporte-o de lá como CSV e indique-o com --roster",
)
NO_COLUMN = Text(
    en="the roster has none of the columns {columns}, by which {platform} knows a student",
    pt="a lista não tem nenhuma das colunas {columns}, pelas quais o {platform} reconhece um estudante",
)
NOT_IN_ROSTER = Text(
    en="these have a grade and are not in the roster, so {platform} would not know them: {names}",
    pt="estes têm nota e não estão na lista, e o {platform} não os reconheceria: {names}",
)
NO_ID = Text(
    en="in the roster these have nothing in the column {column}, and {platform} would break the import off: {names}",
    pt="na lista estes não têm nada na coluna {column}, e o {platform} interromperia a importação: {names}",
)
SAME_ID = Text(
    en="in the roster these have the same {column}, and {platform} could not tell them apart: {names}",
    pt="na lista estes têm o mesmo valor em {column}, e o {platform} não os distinguiria: {names}",
)
AND_MORE = Text(en="{names} and {count} more", pt="{names} e mais {count}")
EXERCISE_LINE = Text(en="{id}: {score}/{max}", pt="{id}: {score}/{max} ")
QUIZ_LINE = Text(en="Quiz: {score} of {max}", pt="Quiz: {score} de {max}")
MISTAKES = Text(en="to mend: {checks}", pt="a corrigir: {checks}")


@frozen
class Graded:
    """A student and the report that counts."""

    student: Student
    report: Report


@frozen
class Dialect:
    """How a spreadsheet writes CSV: with which separator and decimal mark, and whether it needs a mark to know UTF-8."""

    separator: str = ","
    comma: bool = False
    mark: str = ""


DIALECTS: Mapping[str, Dialect] = {"standard": Dialect(), "excel-pt": Dialect(";", comma=True, mark=MARK)}


def canvas_csv(class_: Sequence[Graded], lang: Lang, dialect: Dialect, title: str) -> str:
    """Write what Canvas imports: its own columns of each student, then the score, with the points possible above.

    Raises `ExportError`.
    """
    _all_graded(class_)
    if all(one.student.roster is None for one in class_):
        raise ExportError(NEEDS_ROSTER())
    _all_known(class_, "Canvas")
    columns = [column for column in CANVAS_COLUMNS if column in _columns(class_)]
    tells = next((column for column in CANVAS_TELLS if column in columns), None)
    if tells is None:
        raise ExportError(NO_COLUMN(columns=", ".join(CANVAS_TELLS), platform="Canvas"))
    _told_apart(class_, tells, "Canvas")
    most = max(one.report.max_score for one in class_)
    points = ["    Points Possible", *[""] * (len(columns) - 1), _decimals(most)]
    rows = [[cell(_row(one).get(column, "")) for column in columns] + [_decimals(one.report.score)] for one in class_]
    del lang, dialect  # Canvas reads commas and points alone
    return _written([[*columns, cell(title)], points, *rows], Dialect())


def moodle_csv(class_: Sequence[Graded], lang: Lang, dialect: Dialect, title: str) -> str:
    """Write what Moodle imports: a column by which it knows the user, the grade, and a feedback. Raises `ExportError`."""
    _all_graded(class_)
    user, column = _moodle_user(class_)
    if column is not None:
        _all_known(class_, "Moodle")
        _told_apart(class_, column, "Moodle")
    rows = [
        [
            cell(_row(one).get(column, "") if column else one.student.email or one.student.id),
            _decimals(one.report.score, comma=dialect.comma),
            cell(_feedback(one.report, lang)),
        ]
        for one in class_
    ]
    return _written([[user, cell(title), cell(f"{title} feedback")], *rows], dialect)


def plain_csv(class_: Sequence[Graded], lang: Lang, dialect: Dialect, title: str) -> str:
    """Write a table for anything else: the student, a column for each exercise, the score, the quiz.

    Columns of the roster stand at the end, by their own names. Who could not be graded has empty cells and a reason.
    """
    del lang, title
    if not class_:
        raise ExportError(NOBODY())
    ids = list(dict.fromkeys(exercise.id for one in class_ for exercise in one.report.exercises))
    more = [column for column in _columns(class_) if column not in ids]
    head = ["student", *ids, "score", "max_score", "quiz", "quiz_max_score", "extra", "status", "reason", *more]
    return _written([head, *(_plain_row(one, ids, more) for one in class_)], dialect)


def _plain_row(one: Graded, ids: Sequence[str], more: Sequence[str]) -> list[object]:
    report = one.report
    graded = report.status == "graded"
    scores = {exercise.id: exercise.score for exercise in report.exercises if exercise.status != "not_attempted"}
    row = one.student.roster or {}
    return [
        cell(one.student.id),
        *(scores.get(id_, "") for id_ in ids),
        report.score if graded else "",
        report.max_score,
        report.quiz.score if graded else "",
        report.quiz.max_score,
        report.extra.score if graded else "",
        report.status,
        cell(report.reason),
        *(cell(row.get(column, "")) for column in more),
    ]


Writer = Callable[[Sequence[Graded], Lang, Dialect, str], str]
WRITERS: Mapping[str, Writer] = {"canvas": canvas_csv, "moodle": moodle_csv, "csv": plain_csv}


def _all_graded(class_: Sequence[Graded]) -> None:
    if not class_:
        raise ExportError(NOBODY())
    without = [one for one in class_ if one.report.status != "graded"]
    if without:
        raise ExportError(NOT_GRADED(names=_names(without)))


def _all_known(class_: Sequence[Graded], platform: str) -> None:
    strangers = [one for one in class_ if one.student.roster is None]
    if strangers:
        raise ExportError(NOT_IN_ROSTER(platform=platform, names=_names(strangers)))


def _told_apart(class_: Sequence[Graded], column: str, platform: str) -> None:
    """See that each student has a value of their own in the column by which the platform knows them."""
    without = [one for one in class_ if not _row(one).get(column, "").strip()]
    if without:
        raise ExportError(NO_ID(column=column, platform=platform, names=_names(without)))
    counted = Counter(_row(one)[column].strip().casefold() for one in class_)
    same = [one for one in class_ if counted[_row(one)[column].strip().casefold()] > 1]
    if same:
        raise ExportError(SAME_ID(column=column, platform=platform, names=_names(same)))


def _moodle_user(class_: Sequence[Graded]) -> tuple[str, str | None]:
    """Choose by what Moodle is to know users, and the roster's column that says it; without a roster it is the id."""
    columns = _columns(class_)
    if not columns:
        return ("email", None) if all(one.student.email for one in class_) else ("username", None)
    for user, names in MOODLE_USERS.items():
        column = next((column for column in columns if column.casefold().strip() in names), None)
        if column is not None:
            return user, column
    raise ExportError(NO_COLUMN(columns=", ".join(MOODLE_USERS), platform="Moodle"))


def _columns(class_: Sequence[Graded]) -> list[str]:
    return list(dict.fromkeys(column for one in class_ for column in one.student.roster or {}))


def _row(one: Graded) -> Mapping[str, str]:
    return one.student.roster or {}


def _names(some: Sequence[Graded]) -> Text | str | object:
    names = ", ".join(one_line(one.student.name or one.student.id, 60) for one in some[:SHOWN])
    return names if len(some) <= SHOWN else AND_MORE(names=names, count=len(some) - SHOWN)


def _feedback(report: Report, lang: Lang) -> str:
    """Sum a report up in one cell: the points by exercise, what is to be mended, the quiz."""
    report = harmless(report)
    parts = []
    for exercise in report.exercises:
        if exercise.status == "not_attempted":
            continue
        said = EXERCISE_LINE(id=exercise.id, score=exercise.score, max=exercise.max_score).to(lang).strip()
        wrong = [check.title for check in exercise.checks if check.status in ("failed", "error")]
        parts.append(f"{said} ({MISTAKES(checks=', '.join(wrong)).to(lang)})" if wrong else said)
    if report.quiz.questions:
        parts.append(QUIZ_LINE(score=report.quiz.score, max=report.quiz.max_score).to(lang))
    return "; ".join(parts)[:LONGEST]


def _decimals(points: float, *, comma: bool = False) -> str:
    return decimal(f"{points:.2f}").to("pt-BR" if comma else "en")


def _written(rows: Sequence[Sequence[object]], dialect: Dialect) -> str:
    lines: list[str] = []
    csv.writer(SimpleNamespace(write=lines.append), lineterminator="\r\n", delimiter=dialect.separator).writerows(rows)
    return dialect.mark + "".join(lines)

"""A class's roster, a CSV file as learning platforms export it: who is in the class, and whose folder is whose."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from autograder.class_grading.store_records import Student
from autograder.frozen import frozen
from autograder.i18n.language import Message, Text
from autograder.i18n.sanitize import one_line
from autograder.submission.identify_file import owner_of
from autograder.submission.names import safe_id

MOST_BYTES = 50_000_000
DELIMITERS = ",;\t"
# How columns are called by Canvas, Moodle, Blackboard, Brightspace, Google Classroom, Classroom 50 and people,
# in English and Portuguese, without marks and capitals; the first that is there counts.
IDS = (
    "folder", "pasta", "student_id", "student id", "id", "sis user id", "sis login id", "username", "user name",
    "nome de usuario", "usuario", "login", "id number", "numero de identificacao", "orgdefinedid", "matricula", "ra",
    "identifier", "github_username", "student", "aluno", "estudante",
)  # fmt: skip
NAMES = (
    "name",
    "nome",
    "full name",
    "nome completo",
    "student name",
    "student",
    "aluno",
    "estudante",
    "roster_identifier",
)
FIRST = ("first name", "firstname", "given name", "nome proprio", "primeiro nome")
LAST = ("last name", "lastname", "surname", "family name", "sobrenome", "apelido")
CANVAS = ("student",)  # there "Silva, Ana"
EMAILS = ("email", "e-mail", "email address", "e-mail address", "endereco de email", "endereco de e-mail", "mail")
SHOWN = 3

UNREADABLE = Text(en="the roster {file} cannot be read: {error}", pt="não foi possível ler a lista {file}: {error}")
TOO_LARGE = Text(en="it is larger than {most} bytes", pt="tem mais de {most} bytes")
NO_ROWS = Text(
    en="it holds no students: a first line with the names of its columns, then a line a student",
    pt="não contém estudantes: a primeira linha traz os nomes das colunas, e depois vem uma linha por estudante",
)
NOT_CSV = Text(en="it is no CSV: {error}", pt="não é um CSV: {error}")
SAME_COLUMN = Text(en="two columns are called “{name}”", pt="duas colunas se chamam “{name}”")
NO_ID = Text(
    en="no column tells which folder is whose: name one “folder”, “id”, “username” or “e-mail”",
    pt="nenhuma coluna diz de quem é cada pasta: chame uma de “pasta”, “id”, “usuario” ou “e-mail”",
)
TWICE = Text(
    en="“{id}” stands in it more than once, in the column “{column}”, which tells students apart",
    pt="“{id}” aparece mais de uma vez na coluna “{column}”, que distingue os estudantes",
)
NO_MATCH = Text(
    en="none of its {count} students has a folder in {dir}: by its columns a folder would be called {ids}, and the folders are called {folders}",
    pt="nenhum dos {count} estudantes dela tem pasta em {dir}: pelas colunas, uma pasta se chamaria {ids}, e as pastas se chamam {folders}",
)


class RosterError(Exception):
    """The roster cannot be used; `message` says why in one line."""

    def __init__(self, file: str, what: Message) -> None:
        """Name the file, and what is wrong with it."""
        self.message = UNREADABLE(file=one_line(file), error=what)
        super().__init__(self.message.to("en"))


@frozen
class Roster:
    """The rows of a roster, each with all of its columns as they stand there."""

    columns: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]


@frozen
class Matched:
    """A roster beside the folders: its students, each with the id of the folder that is theirs, and what was left over."""

    students: tuple[Student, ...]  # in the roster's order; `handed_in` says whether there is a folder
    strangers: tuple[str, ...]  # ids of folders that nobody in the roster has


def read_roster(path: Path) -> Roster:
    """Read a roster in UTF-8, UTF-16 or Windows's Latin, with commas, semicolons or tabs. Raises `RosterError`."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise RosterError(str(path), NOT_CSV(error=one_line(reason))) from None
    if len(data) > MOST_BYTES:
        raise RosterError(str(path), TOO_LARGE(most=MOST_BYTES))
    return parse_roster(str(path), _decoded(data))


def parse_roster(file: str, text: str) -> Roster:
    """Understand a roster's text; `file` names it in messages. Raises `RosterError`."""
    head = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=head.count)
    csv.field_size_limit(MOST_BYTES)
    try:
        lines = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True) if any(row)]
    except csv.Error as error:
        raise RosterError(file, NOT_CSV(error=one_line(str(error)))) from None
    if len(lines) < 2:  # noqa: PLR2004 -- the head and a student
        raise RosterError(file, NO_ROWS())
    columns = [name.strip() or f"#{at}" for at, name in enumerate(lines[0], 1)]
    for name in columns:
        if columns.count(name) > 1:
            raise RosterError(file, SAME_COLUMN(name=one_line(name, 60)))
    rows = (dict(zip(columns, [*row, *[""] * len(columns)], strict=False)) for row in lines[1:])
    return Roster(tuple(columns), tuple(row for row in rows if not _is_points(row)))


def matched(file: str, roster: Roster, folders: Collection[str], folder: str = "") -> Matched:
    """Find whose folder is whose: by the column whose values most folders are called. Raises `RosterError`.

    `folders` are the students' ids as the class's folder (`folder`, for messages) has them. Without any folder the roster
    is taken by its first column that tells people apart.
    """
    by_key: dict[str, str] = {}
    for id_ in folders:
        for key in _keys_of_folder(id_):
            by_key.setdefault(key, id_)
    candidates = _candidates(roster)
    if not candidates:
        raise RosterError(file, NO_ID())

    def hits(column: str) -> int:
        return sum(_key(value) in by_key for value in candidates[column] if value)

    best = max(candidates, key=hits)  # the first of equal ones
    if folders and not hits(best):
        ids = _listed(value for value in candidates[best] if value)
        raise RosterError(
            file, NO_MATCH(count=len(roster.rows), dir=one_line(folder), ids=ids, folders=_listed(sorted(folders)))
        )
    students: dict[str, Student] = {}
    taken: set[str] = set()
    for row, value in zip(roster.rows, candidates[best], strict=True):
        found = by_key.get(_key(value)) if value else None
        id_ = found or value or _of(row, EMAILS) or _name_in(row)
        if not id_:
            continue  # an empty row but for a section or the like
        if id_ in students or (found is not None and found in taken):
            raise RosterError(file, TWICE(id=one_line(id_, 60), column=one_line(best, 60)))
        taken.add(id_)
        students[id_] = Student(id_, _name_in(row), _of(row, EMAILS), row, handed_in=found is not None)
    return Matched(tuple(students.values()), tuple(sorted(id_ for id_ in folders if id_ not in taken)))


def _candidates(roster: Roster) -> dict[str, list[str]]:
    """Give the values of what may tell whose a folder is: ids, e-mail addresses, what stands before their @, full names."""
    found: dict[str, list[str]] = {}
    plain = {_plain(name): name for name in roster.columns}
    for known in (*IDS, *EMAILS):
        if known in plain:
            found.setdefault(plain[known], [row[plain[known]].strip() for row in roster.rows])
    for name in roster.columns:
        if all("@" in row[name] for row in roster.rows if row[name]):
            found.setdefault(f"{name} (… @)", [row[name].strip().partition("@")[0] for row in roster.rows])
    if any(_name_in(row) for row in roster.rows):
        found.setdefault("name", [_name_in(row) for row in roster.rows])
    for name in roster.columns:  # whatever else it is called: folders may be named by it all the same
        found.setdefault(name, [row[name].strip() for row in roster.rows])
    return {name: values for name, values in found.items() if _tells_apart(values, plain, name)}


def _tells_apart(values: list[str], plain: Mapping[str, str], name: str) -> bool:
    """Whether a column can be an id: known by its name, or a different value in each row."""
    filled = [value for value in values if value]
    known = any(plain.get(one) == name for one in IDS)
    return bool(filled) and (known or len({*filled}) == len(filled))


def _keys_of_folder(id_: str) -> Iterator[str]:
    """Give what a roster may call the student of a folder: its name, and the name that a platform put before it."""
    yield _key(id_)
    owner = owner_of(id_) or owner_of(f"{id_}/x")
    if owner is not None:
        yield _key(owner.name)
        yield from (_key(part) for part in owner.key if part)
    parts = re.split(r"[_ ]", id_)
    if len(parts) > 2 and any(part.isdigit() for part in parts):  # noqa: PLR2004 -- `Ana Silva_12345_assignsubmission_file`
        at = next(at for at, part in enumerate(parts) if part.isdigit())
        yield _key(" ".join(parts[:at]))
        yield _key(parts[at])


def _key(value: str) -> str:
    """Write an id so that what tools change in names makes no difference: case, marks, separators."""
    return safe_id(unicodedata.normalize("NFKC", value.strip())).casefold().replace("-", "_").replace(" ", "_")


def _plain(name: str) -> str:
    parts = unicodedata.normalize("NFKD", name.strip().casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


def _of(row: Mapping[str, str], known: Iterable[str]) -> str:
    plain = {_plain(name): value.strip() for name, value in row.items()}
    return next((plain[name] for name in known if plain.get(name)), "")


def _name_in(row: Mapping[str, str]) -> str:
    first, last = _of(row, FIRST) or _of(row, NAMES), _of(row, LAST)
    if first and last:
        return f"{first} {last}"
    family, comma, given = _of(row, CANVAS).partition(", ")
    if comma and given and "," not in given:
        return f"{given} {family}"
    return first or last


def _is_points(row: Mapping[str, str]) -> bool:
    """Whether this is Canvas's second line, with the points of each column."""
    return next(iter(row.values()), "").strip().casefold() in ("points possible", "pontos possíveis")


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")  # as spreadsheets on Windows save it


def _listed(names: Iterable[str]) -> str:
    shown = [one_line(name, 40) for _, name in zip(range(SHOWN + 1), names, strict=False)]
    return ", ".join([*shown[:SHOWN], *(["…"] if len(shown) > SHOWN else [])])

"""What a submission's notebooks and scripts say to the quiz: answer cells, and lines `quiz.answer("id", value)`. Pure.

Which cells answer is told in `quiz_cells`. Lines are read as literals; nothing is executed. A file whose bytes show neither is not parsed at all.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from autograder.i18n.language import Message, Text
from autograder.i18n.sanitize import one_line
from autograder.submission.helpers import PACKAGE
from autograder.submission.identify_file import kind_of, named_in
from autograder.submission.ipython_syntax import without_magics
from autograder.submission.names import QUIZ, is_quiz
from autograder.submission.notebook_cells import SURROGATES, cells_of
from autograder.submission.quiz_cells import CALL, LONGEST, cell_answers
from autograder.submission.sources import decoded, parsed
from autograder.submission.submission_model import NOT_READ, Answered, ReadLimits
from autograder.submission.worked_cells import source_of

MOST_FILES = 60  # notebooks of a submission that are searched, and as many scripts; the course has thirteen
MOST_CHARACTERS = 300_000  # of the code with such lines, in all files together; parsing takes seconds for more
MOST_SHOWN = 20  # names of files in one note
MOST_ENTRIES = 100  # of a list; a question has at most eight options

QUIZ_TAKEN = Text(
    en="`{taken}` is read for the quiz; these are passed over: {others}.",
    pt="Para o quiz vale `{taken}`; não contam: {others}.",
)
TOO_LONG = Text(
    en="The lines `quiz.answer(…)` in `{file}` do not count: the code around such lines, with that of the files before it, is longer than {limit} characters. Take out what is not needed there.",
    pt="As linhas `quiz.answer(…)` em `{file}` não contam: o código em torno dessas linhas, com o dos arquivos anteriores, soma mais de {limit} caracteres. Retire o que ali não é necessário.",
)

FOUND = Text(
    en="`{file}`: answers to {count} questions do not stand in the cells that were handed out for them, or these have lost their labels; they were told by the questions that they stand below, and count.",
    pt="`{file}`: as respostas a {count} questões não estão nas células distribuídas para elas, ou estas perderam os rótulos; foram reconhecidas pelas questões acima delas, e valem.",
)

GRADE_ID = re.compile(rb'"grade_id"\s*:\s*"([a-z0-9-]{1,200})"')
CALL_BYTES = re.compile(CALL.pattern.encode())
ANSWER = f"{PACKAGE}.quiz.answer"
NAMES = {PACKAGE: PACKAGE, "quiz": f"{PACKAGE}.quiz"}  # how it is called in the course's texts


def answered_in(
    files: Sequence[tuple[str, bytes]], asked: Collection[str], limits: ReadLimits
) -> tuple[tuple[Answered, ...], tuple[Message, ...]]:
    """Collect the answers to the questions `asked` from notebooks and scripts, those that weigh most first.

    Where `asked` gives the words of each question too, its cells are told by these if they have lost their labels.

    Cells weigh more than lines, quiz.ipynb more than other notebooks, these more than scripts, files near the top more
    than those below; of copies of quiz.ipynb, only the first in which something is answered is read. Within one file the last cell, and the last
    line, that says something counts.
    """
    ids = frozenset(asked)
    cells: list[Answered] = []
    lines: list[Answered] = []
    searched, copies = _searched(files, asked, limits)
    notes = [QUIZ_TAKEN(taken=one_line(searched[0][0]), others=_shown(copies))] if copies else []
    characters = 0
    for name, data in searched:
        if _is_script(name):
            sources = _script(data)
        else:
            raw = cells_of(data, limits)
            if isinstance(raw, Message):
                notes.append(NOT_READ(file=one_line(name), why=raw))
                continue
            given = cell_answers(raw, asked)
            cells += [Answered(id_, value, name, cell=True) for id_, value in given.answers.items()]
            if given.found:
                notes.append(FOUND(file=one_line(name), count=len(given.found)))
            sources = _code(raw, limits.notebook_cells)
        characters += sum(map(len, sources))
        if characters <= MOST_CHARACTERS:
            lines += [Answered(id_, value, name, cell=False) for id_, value in _line_answers(sources, ids).items()]
        elif sources:
            notes.append(TOO_LONG(file=one_line(name), limit=MOST_CHARACTERS))
    return (*cells, *lines), tuple(notes)


def _searched(
    files: Sequence[tuple[str, bytes]], asked: Collection[str], limits: ReadLimits
) -> tuple[list[tuple[str, bytes]], list[str]]:
    """Give the files in which there may be an answer, and the copies of quiz.ipynb that are passed over."""
    ids = frozenset(asked)
    if not ids:
        return [], []
    near = sorted(files, key=lambda file: (file[0].count("/"), file[0]))
    notebooks = [file for file in near if kind_of(_last(file[0])) == "ipynb"]
    scripts = [file for file in near if _is_script(file[0]) and CALL_BYTES.search(file[1])]
    quizzes = sorted((file for file in notebooks if is_quiz(_last(file[0]))), key=_exact_first)
    # One in which something is answered counts before one that is as it was handed out.
    taken = next((file for file in quizzes if _is_answered(file[1], asked, limits)), next(iter(quizzes), None))
    others = [
        (name, data)
        for name, data in notebooks
        if not is_quiz(_last(name)) and (_shows_any(data, ids) or "quiz" in _last(name).lower())
    ]
    passed_over = [name for name, _ in quizzes if taken is not None and name != taken[0]]
    return [*([taken] if taken else []), *others[:MOST_FILES], *scripts[:MOST_FILES]], passed_over


def _exact_first(file: tuple[str, bytes]) -> tuple[bool, int, bool, tuple[int, ...], str]:
    """Sort the exact name before others, and of those the newest copy first."""
    named = named_in(_last(file[0]), ("quiz",))
    final, numbers = named.version if named is not None else (False, ())
    newest = tuple(-number for number in numbers) or (1,)
    return _last(file[0]) != QUIZ, file[0].count("/"), not final, newest, file[0]


def _is_answered(data: bytes, asked: Collection[str], limits: ReadLimits) -> bool:
    raw = cells_of(data, limits)
    if isinstance(raw, Message):
        return False
    return bool(cell_answers(raw, asked).answers or _line_answers(_code(raw, limits.notebook_cells), frozenset(asked)))


def _last(name: str) -> str:
    return name.rpartition("/")[2]


def _shown(names: Sequence[str]) -> str:
    return ", ".join(f"`{one_line(name)}`" for name in names[:MOST_SHOWN]) + (" …" if names[MOST_SHOWN:] else "")


def _is_script(name: str) -> bool:
    return kind_of(_last(name)) == "py"


def _script(data: bytes) -> list[str]:
    """Give the text of a script; one that cannot be read is told of where it is graded."""
    source = decoded(data)
    return [] if isinstance(source, Message) else [source]


def _shows_any(data: bytes, ids: frozenset[str]) -> bool:
    """Whether a notebook may hold an answer, as far as its bytes tell."""
    return bool(CALL_BYTES.search(data)) or any(id_.decode() in ids for id_ in GRADE_ID.findall(data))


def _code(raw: Sequence[object], most: int) -> list[str]:
    """Give the code cells that answer something, or say under which name that is done."""
    code = [cell for cell in raw if isinstance(cell, dict) and cell.get("cell_type") == "code"]
    sources = [source_of(cell) or "" for cell in code[:most]]
    return [source for source in sources if CALL.search(source) or PACKAGE in source] if _calls(sources) else []


def _calls(sources: Sequence[str]) -> bool:
    return any(CALL.search(source) for source in sources)


def _line_answers(sources: Sequence[str], ids: frozenset[str]) -> dict[str, object]:
    """Read the statements that are nothing but a call of `quiz.answer`, under whatever name it was imported."""
    names = dict(NAMES)
    found: dict[str, object] = {}
    for source in sources:
        python = without_magics(SURROGATES.sub("�", source)).source
        module = None if python is None else parsed(python)
        for statement in module.body if module is not None else ():
            names.update(_imported(statement))
            match statement:
                case ast.Expr(ast.Call() as call) if _dotted(call.func, names) == ANSWER:
                    id_, value = _literal(_argument(call, 0, "question")), _literal(_argument(call, 1, "value"))
                    if isinstance(id_, str) and id_ in ids and value not in (None, "", []):
                        found[id_] = value
                case _:
                    pass
    return found


def _imported(statement: ast.stmt) -> Iterator[tuple[str, str]]:
    """Give the names that an import of the course's package makes, each with what it stands for."""
    match statement:
        case ast.Import(names=aliases):
            for alias in aliases:
                if alias.name.partition(".")[0] == PACKAGE:
                    yield (alias.asname, alias.name) if alias.asname else (PACKAGE, PACKAGE)
        case ast.ImportFrom(module=str(home), names=aliases, level=0) if home.partition(".")[0] == PACKAGE:
            for alias in aliases:
                yield alias.asname or alias.name, f"{home}.{alias.name}"
        case _:
            pass


def _dotted(function: ast.expr, names: Mapping[str, str]) -> str:
    """Spell out what is called, with all its dots; "" if that is no plain name."""
    parts: list[str] = []
    while isinstance(function, ast.Attribute):
        parts.append(function.attr)
        function = function.value
    if not isinstance(function, ast.Name) or function.id not in names:
        return ""
    return ".".join([names[function.id], *reversed(parts)])


def _argument(call: ast.Call, place: int, name: str) -> ast.expr | None:
    if place < len(call.args):
        return call.args[place]
    return next((keyword.value for keyword in call.keywords if keyword.arg == name), None)


def _literal(node: ast.expr | None) -> object:
    """Give a text, a number, a truth value, or a list of those, as answers.toml may hold; None for anything else."""
    match node:
        case ast.Constant(value=str(text)):
            return SURROGATES.sub("�", text[:LONGEST])
        case ast.Constant(value=bool() | int() | float() as value):
            return value
        case ast.UnaryOp(op=ast.USub() | ast.UAdd() as sign, operand=ast.Constant(value=int() | float() as value)):
            return -value if isinstance(sign, ast.USub) else value
        case ast.List(elts=entries) | ast.Tuple(elts=entries) | ast.Set(elts=entries):
            values = [_literal(entry) if isinstance(entry, ast.Constant) else None for entry in entries[:MOST_ENTRIES]]
            return None if None in values else values
        case _:
            return None

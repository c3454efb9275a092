"""The code of an exercise in one language, with its solutions kept, or taken out.

The code is edited by lines, so whatever is neither a docstring, a comment nor a solution stays as it was written.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from textwrap import dedent
from typing import Literal

from autograder.author.source import Script
from autograder.frozen import frozen
from autograder.i18n.language import Lang, Text

Solutions = Literal["kept", "cleared", "marked"]  # "marked": cleared, but the marks that nbgrader looks for stay

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
DIVIDER = "[pt-BR]"
YOURS = Text(en="raise NotImplementedError  # your code here", pt="raise NotImplementedError  # seu código aqui")
FOR_TOOLS = re.compile(r"#\s*(noqa|type:|ruff:|fmt:|mypy:|pylint:)")  # comments that learners need not see

SYNTAX = Text(en="this is not valid Python: {error}", pt="isto não é Python válido: {error}")
UNCLOSED = Text(
    en="this BEGIN SOLUTION is not closed: its `### END SOLUTION` is missing",
    pt="este BEGIN SOLUTION não é fechado: falta o `### END SOLUTION`",
)
NESTED = Text(
    en="BEGIN SOLUTION inside a solution: the `### END SOLUTION` of the one before is missing",
    pt="BEGIN SOLUTION dentro de uma solução: falta o `### END SOLUTION` da anterior",
)
UNOPENED = Text(
    en="END SOLUTION without its BEGIN: `### BEGIN SOLUTION` is missing above",
    pt="END SOLUTION sem começo: falta o `### BEGIN SOLUTION` acima",
)
OUTSIDE = Text(
    en="a solution stands outside any function; what is left in its place would run on import",
    pt="há uma solução fora de qualquer função; o que fica no lugar dela rodaria já na importação",
)
NO_SOLUTION = Text(
    en="nothing is left to write: there is no `### BEGIN SOLUTION` … `### END SOLUTION` in the code",
    pt="não sobra nada a escrever: o código não tem `### BEGIN SOLUTION` … `### END SOLUTION`",
)
NO_DOCSTRING = Text(en="`{name}` has no docstring", pt="`{name}` não tem docstring")
NO_DIVIDER = Text(
    en="the docstring of `{name}` has no line [pt-BR]: its Portuguese part is missing",
    pt="a docstring de `{name}` não tem a linha [pt-BR]: falta a parte em português",
)
TWO_DIVIDERS = Text(
    en="the docstring of `{name}` has more than one line [pt-BR]",
    pt="a docstring de `{name}` tem mais de uma linha [pt-BR]",
)
EMPTY_PART = Text(
    en="the docstring of `{name}` is empty on one side of [pt-BR]; both languages are needed",
    pt="a docstring de `{name}` está vazia de um lado de [pt-BR]; são necessários os dois idiomas",
)
OWN_LINES = Text(
    en="the docstring of `{name}` must stand on lines of its own, in triple quotes",
    pt="a docstring de `{name}` precisa ficar em linhas só dela, entre aspas triplas",
)
COMMENT = Text(
    en="a comment that stays in the stub needs both languages: lines in English, a line `# [pt-BR]`, lines in Portuguese",
    pt="um comentário que fica no esqueleto precisa dos dois idiomas: linhas em inglês, uma linha `# [pt-BR]`, linhas em português",
)
BESIDE = Text(
    en="a comment beside code cannot be in two languages; put it on lines of its own above, with a line `# [pt-BR]`",
    pt="um comentário ao lado do código não cabe em dois idiomas; ponha-o em linhas só dele, acima, com uma linha `# [pt-BR]`",
)

QUOTED = re.compile(r"(?P<open>[rR]?(?P<quotes>\"\"\"|'''))(?P<text>.*)(?P=quotes)", re.DOTALL)


@frozen
class _Edit:
    """Lines `first` to `last` (from 1, both included) become `lines`."""

    first: int
    last: int
    lines: tuple[str, ...]


@frozen
class _Region:
    """A solution, from its BEGIN line to its END line (from 1)."""

    first: int
    last: int
    indent: str

    def holds(self, line: int) -> bool:
        """Whether the line belongs to the solution, its marks included."""
        return self.first <= line <= self.last


def code_in(script: Script, lang: Lang, solutions: Solutions) -> str:
    """Give the code of a script in one language, ending in one newline. Raises `SourceError`."""
    lines = script.code.split("\n")
    try:
        tree = ast.parse(script.code)
    except SyntaxError as error:
        raise script.error(error.lineno or 1, SYNTAX(error=error.msg)) from None
    regions = _regions(script, lines, tree)
    edits = [*_docstring_edits(script, tree, lang, regions), *_comment_edits(script, lang, regions)]
    if solutions != "kept":
        edits += [_solution_edit(region, lang, marked=solutions == "marked") for region in regions]
    for edit in sorted(edits, key=lambda edit: edit.first, reverse=True):
        lines[edit.first - 1 : edit.last] = edit.lines
    return "\n".join(lines).rstrip() + "\n"


def _regions(script: Script, lines: list[str], tree: ast.Module) -> tuple[_Region, ...]:
    found: list[_Region] = []
    begun = 0
    for number, line in enumerate(lines, 1):
        if line.strip() == BEGIN:
            if begun:
                raise script.error(number, NESTED())
            begun = number
        elif line.strip() == END:
            if not begun:
                raise script.error(number, UNOPENED())
            indent = line[: len(line) - len(line.lstrip())]
            if not any(_encloses(function, begun, len(indent)) for function in _functions(tree)):
                raise script.error(begun, OUTSIDE())
            found.append(_Region(begun, number, indent))
            begun = 0
    if begun:
        raise script.error(begun, UNCLOSED())
    if not found:
        raise script.error(1, NO_SOLUTION())
    return tuple(found)


def _functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def _encloses(function: ast.FunctionDef | ast.AsyncFunctionDef, line: int, column: int) -> bool:
    """Whether a comment at this place belongs to the body of the function (it may be the last thing in it)."""
    return function.lineno < line <= (function.end_lineno or 0) + 1 and function.col_offset < column


def _solution_edit(region: _Region, lang: Lang, *, marked: bool) -> _Edit:
    stub = (YOURS.to(lang),)
    body = (BEGIN, *stub, END) if marked else stub
    return _Edit(region.first, region.last, tuple(region.indent + line for line in body))


def _docstring_edits(script: Script, tree: ast.Module, lang: Lang, regions: tuple[_Region, ...]) -> Iterator[_Edit]:
    """Leave one language in every docstring that is not part of a solution; each function must have one."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        if any(region.holds(node.lineno) for region in regions):
            continue
        first = node.body[0]
        if ast.get_docstring(node) is None:
            if node in tree.body:
                raise script.error(node.lineno, NO_DOCSTRING(name=node.name))
            continue
        yield _docstring_edit(script, node.name, first, lang)


def _docstring_edit(script: Script, name: str, statement: ast.stmt, lang: Lang) -> _Edit:
    first, last = statement.lineno, statement.end_lineno or statement.lineno
    written = "\n".join(script.code.split("\n")[first - 1 : last])
    indent = " " * statement.col_offset
    match = QUOTED.fullmatch(written.strip())
    if match is None or not written.startswith(indent) or written[: statement.col_offset].strip():
        raise script.error(first, OWN_LINES(name=name))
    lines = match["text"].split("\n")
    dividers = [at for at, line in enumerate(lines) if line.strip() == DIVIDER]
    if not dividers:
        raise script.error(first, NO_DIVIDER(name=name))
    if len(dividers) > 1:
        raise script.error(first + dividers[1], TWO_DIVIDERS(name=name))
    # The first line begins right after the quotes: it has no indentation of its own to take off.
    parts = {"en": [indent + lines[0].lstrip(), *lines[1 : dividers[0]]], "pt-BR": lines[dividers[0] + 1 :]}
    cleaned = {key: dedent("\n".join(part)).strip().split("\n") for key, part in parts.items()}
    if not all(map(any, cleaned.values())):
        raise script.error(first, EMPTY_PART(name=name))
    return _Edit(first, last, _quoted(cleaned[lang], indent, match["open"], match["quotes"]))


def _quoted(lines: list[str], indent: str, opening: str, closing: str) -> tuple[str, ...]:
    """Write a docstring: on one line if it is one line, else with the closing quotes on a line of their own."""
    head, *rest = lines
    if not rest:
        return (f"{indent}{opening}{head}{closing}",)
    return (f"{indent}{opening}{head}", *((indent + line).rstrip() for line in rest), indent + closing)


def _comment_edits(script: Script, lang: Lang, regions: tuple[_Region, ...]) -> Iterator[_Edit]:
    """Leave one language in every comment that is not part of a solution; drop those meant for tools."""
    block: list[tuple[int, int, str]] = []  # line, column, comment
    for token in tokenize.generate_tokens(io.StringIO(script.code).readline):
        number, column = token.start
        if token.type != tokenize.COMMENT or any(region.holds(number) for region in regions):
            continue
        before = token.line[:column]
        if FOR_TOOLS.match(token.string):
            yield _Edit(number, number, (before.rstrip(),) if before.strip() else ())
        elif before.strip():
            raise script.error(number, BESIDE())
        else:
            if block and (block[-1][0] + 1, block[-1][1]) != (number, column):
                yield _comment_edit(script, block, lang)
                block = []
            block.append((number, column, token.string))
    if block:
        yield _comment_edit(script, block, lang)


def _comment_edit(script: Script, block: list[tuple[int, int, str]], lang: Lang) -> _Edit:
    first, column, _ = block[0]
    comments = [comment for _, _, comment in block]
    dividers = [at for at, comment in enumerate(comments) if comment.lstrip("# ") == DIVIDER]
    if len(dividers) != 1 or dividers[0] in (0, len(comments) - 1):
        raise script.error(first, COMMENT())
    english, portuguese = comments[: dividers[0]], comments[dividers[0] + 1 :]
    chosen = english if lang == "en" else portuguese
    return _Edit(first, block[-1][0], tuple(" " * column + comment for comment in chosen))

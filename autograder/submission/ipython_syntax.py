"""What IPython adds to Python in notebook cells: `%magic`, `!command`, `help?`, `get_ipython()`, `display(…)`, `await`. Pure.

A cell that parses as Python is left as it is. In any other, a line is a magic only where a statement may begin: lines
inside strings and brackets, and those that continue the line before by a backslash, never are.

A script that was saved from a notebook has magics as calls of `get_ipython()`. Such a call, or a `display(…)`, that is
a statement of its own is taken out; where the names are used in another way, they stand for something that takes
anything and does nothing. An `await` at the top is gone through without an event loop, which there is none of.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from keyword import iskeyword

from autograder.frozen import frozen
from autograder.sandbox.protocol.calls import Cell
from autograder.submission.sources import bound_names, defined_names, parsed, without_lines

# Cell magics whose body is Python that runs here; of others the whole cell is no Python, or runs elsewhere.
PYTHON_CELLS = frozenset({"capture", "memit", "prun", "time", "timeit"})

TIME = "%time"  # is all that is left out of a line whose statement is run

# Possessive quantifiers (`*+`) keep all of these linear, whatever they are given. Where none of the alternatives of a group
# that is repeated so matches, Pythons before 3.11.5 go on from where the last of them was given up: it begins with a
# lookahead wherever another consumes what it then does not match, and so gives up at once.
MAGIC = re.compile(
    r"""
    (?P<indent>[ \t]*+)
    (?P<magic>
      (?: %time[ \t]++(?P<timed>[^\n]++) (?=\n|\Z)
        | %{1,2}[A-Za-z_] | !(?!=) | \?{1,2}[\w%.*]
        | (?P<target>[\w.,\x20]++)=[ \t]*+(?:%[A-Za-z_]|!(?!=))
        | (?:pip3?|conda|mamba|uv[ ]pip)[ ]++(?:install|uninstall|list|show|freeze)\b | matplotlib[ ]++\w )
        (?: [^\\\n]++ | \\.?+ )*+
    | %{0,2}[\w.*\[\]]++\?{1,2}[ \t]*+;?[ \t]*+(?=\n|\Z)
    )
    """,
    re.VERBOSE | re.DOTALL,
)
TOKEN = re.compile(
    r"""
      \"\"\" (?: [^"\\]++ | "(?!"") | (?=\\)\\.?+ )*+ (?:\"\"\")?+
    | ''' (?: [^'\\]++ | '(?!'') | (?=\\)\\.?+ )*+ (?:''')?+
    | " (?: [^"\\\n]++ | \\.?+ )*+ "?+
    | ' (?: [^'\\\n]++ | \\.?+ )*+ '?+
    | \#[^\n]*+
    | (?P<open>[(\[{])
    | (?P<close>[)\]}])
    | \\\n
    | (?P<newline>\n)
    | [^"'#()\[\]{}\\\n]++
    | .
    """,
    re.VERBOSE | re.DOTALL,
)


@frozen
class Stripped:
    """A cell without magics: its Python (None if it is none at all), and what was taken out, as (line, text)."""

    source: str | None
    dropped: tuple[tuple[int, str], ...] = ()


def without_magics(source: str) -> Stripped:
    """Replace magics by `pass`, so that every other line keeps its number.

    A name that a magic gives something to becomes a name that takes anything; what `%time` does with names is done.
    """
    if parsed(source) is not None:
        return Stripped(source)
    lines = source.split("\n")
    dropped: list[tuple[int, str]] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        if not line.startswith("%%"):
            break
        dropped.append((number, line))
        name = re.match(r"\w*", line[2:])
        if name is None or name[0] not in PYTHON_CELLS:
            return Stripped(None, tuple(dropped))
        lines[number - 1] = "pass"
    rest = "\n".join(lines)
    if dropped and parsed(rest) is not None:
        return Stripped(rest, tuple(dropped))
    return _without_line_magics(rest, dropped)


def _in_place_of_magic(magic: re.Match[str]) -> str:
    if magic["timed"] is not None:
        return magic["timed"] if binds(magic["timed"]) else "pass"
    target = (magic["target"] or "").strip()
    return f"from IPython import {target}" if target.isidentifier() and not iskeyword(target) else "pass"


def binds(source: str) -> bool:
    """Whether a source is Python that gives something to a name: what is timed is work then, or is used below."""
    module = parsed(source)
    bound = (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.FunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)
    return module is not None and any(isinstance(statement, bound) for statement in module.body)


def _without_line_magics(source: str, dropped: list[tuple[int, str]]) -> Stripped:
    pieces: list[str] = []
    position, depth, line, begins = 0, 0, 1, True
    while position < len(source):
        magic = MAGIC.match(source, position) if begins else None
        if magic is not None:
            newlines = magic[0].count("\n")
            dropped.append((line, TIME if magic["timed"] and binds(magic["timed"]) else magic["magic"]))
            pieces.append(magic["indent"] + _in_place_of_magic(magic) + "\n" * newlines)
            position, line, begins = magic.end(), line + newlines, False
            continue
        token = TOKEN.match(source, position)
        assert token is not None  # noqa: S101 -- its last branch takes any character
        if token["open"]:
            depth += 1
        elif token["close"]:
            depth = max(0, depth - 1)
        begins = token["newline"] is not None and depth == 0
        pieces.append(token[0])
        position, line = token.end(), line + token[0].count("\n")
    return Stripped("".join(pieces), tuple(dropped))


SHELL = "get_ipython"
SHOWS = "display"
GIVEN = {SHELL: f"from IPython import {SHELL}", SHOWS: "from IPython.display import display"}
PRELUDE = "IPython"  # the label of the cell that makes these names
GONE_THROUGH = "[*(lambda awaited: (yield (yield from awaited.__await__())))(None)][-1]"
NESTED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


@frozen
class Dropped:
    """A statement that was taken out: in which cell, in which line, and how it begins."""

    label: str
    line: int
    text: str


def without_ipython(cells: Sequence[Cell]) -> tuple[tuple[Cell, ...], tuple[Dropped, ...]]:
    """Give cells that run without IPython, with the lines they had, and what was taken out of them."""
    if not any(name in cell.source for cell in cells for name in (*GIVEN, "await", "async ")):
        return tuple(cells), ()
    given = GIVEN.keys() - defined_names(cells)
    dropped: list[Dropped] = []
    kept = [part for cell in cells for part in _rewritten(cell, given, dropped)]
    used = {
        node.id
        for cell in kept
        if any(name in cell.source for name in GIVEN) and (module := parsed(cell.source)) is not None
        for node in ast.walk(module)
        if isinstance(node, ast.Name)
    }
    wanted = sorted(used & given - bound_names(kept))
    prelude = [Cell(PRELUDE, "\n".join(GIVEN[name] for name in wanted))] if wanted else []
    return (*prelude, *kept), tuple(dropped)


def _rewritten(cell: Cell, given: set[str], dropped: list[Dropped]) -> Iterator[Cell]:
    """Give a cell with its statements for IPython replaced; the body of a cell magic is a cell of its own."""
    module = parsed(cell.source)
    if module is None:
        yield cell
        return
    body = module.body
    lines = cell.source.split("\n")
    gone: list[tuple[int, int]] = []
    instead: dict[int, str] = {}
    inner: list[tuple[int, str]] = []
    for at, statement in enumerate(body):
        first, last = statement.lineno, statement.end_lineno or statement.lineno
        alone = (not at or (body[at - 1].end_lineno or 0) < first) and (
            at + 1 == len(body) or body[at + 1].lineno > last
        )
        found = _in_place_of_call(statement, given) if alone else None
        if found is None:
            continue
        gone.append((first, last))
        if found == "pass" and not lines[first - 1].lstrip().startswith(SHOWS):  # showing is nothing to speak of
            dropped.append(Dropped(cell.label, first, lines[first - 1].strip()))
        elif (
            found != "pass"
            and isinstance(statement, ast.Expr)
            and _magic(statement.value, given)[:1] == ["run_cell_magic"]
        ):
            inner.append((first, found))
        elif found != "pass":
            instead[first - 1] = found
    if not gone:
        yield cell
        return
    left = without_lines(cell.source, gone).split("\n")
    for at, text in instead.items():
        left[at] = text
    begun = 0
    for line, source in inner:
        yield from _part(cell, left, begun, line - 1)
        yield from _rewritten(Cell(_label(cell, line), "\n" * (line - 1) + source), given, dropped)
        begun = line
    yield from _part(cell, left, begun, len(left))


def _part(cell: Cell, lines: Sequence[str], begun: int, end: int) -> Iterator[Cell]:
    if any(line.strip() for line in lines[begun:end]) or not begun:
        yield Cell(_label(cell, begun + 1) if begun else cell.label, "\n" * begun + "\n".join(lines[begun:end]))


def _label(cell: Cell, line: int) -> str:
    """Name a part of a cell as no other part is named."""
    return f"{cell.label}:{line}-"


def _in_place_of_call(statement: ast.stmt, given: set[str]) -> str | None:
    """Say what stands in the place of a statement, on one line unless it is a cell's body; None if it stays."""
    if isinstance(statement, ast.Expr):
        if isinstance(statement.value, ast.Await):
            return "pass"
        match _magic(statement.value, given):
            case ["run_cell_magic", str(name), _, str(source)]:
                python = without_magics(source).source if name in PYTHON_CELLS else None
                return "pass" if python is None else python
            case ["run_line_magic", "time", str(source)]:
                return source if binds(source) and "\n" not in source else "pass"
            case [_, *_]:
                return "pass"
    if not _awaits(statement):
        return None
    if any(_is_async(node) for node in _outside_functions(statement)):
        return "pass"
    text = ast.unparse(_GoneThrough().visit(deepcopy(statement)))
    return text if "\n" not in text else "pass"


def _magic(value: ast.expr, given: set[str]) -> list[object]:
    """Give the method and the plain arguments of a call that begins with one of IPython's names; else nothing."""
    call, method = value, ""
    while isinstance(value, ast.Call | ast.Attribute):
        method = method or (value.attr if isinstance(value, ast.Attribute) else "")
        value = value.func if isinstance(value, ast.Call) else value.value
    if not (isinstance(call, ast.Call | ast.Attribute) and isinstance(value, ast.Name) and value.id in given):
        return []
    arguments = call.args if isinstance(call, ast.Call) else []
    return [method, *(argument.value if isinstance(argument, ast.Constant) else None for argument in arguments)]


def _outside_functions(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    if not isinstance(node, NESTED):
        for child in ast.iter_child_nodes(node):
            yield from _outside_functions(child)


def _is_async(node: ast.AST) -> bool:
    return isinstance(node, ast.AsyncFor | ast.AsyncWith) or (
        isinstance(node, ast.comprehension) and bool(node.is_async)
    )


def _awaits(statement: ast.stmt) -> bool:
    if isinstance(statement, NESTED):
        return False
    return any(isinstance(node, ast.Await) or _is_async(node) for node in _outside_functions(statement))


class _GoneThrough(ast.NodeTransformer):
    """Puts in the place of every `await` outside of functions an expression that goes through its steps at once."""

    def visit_Await(self, node: ast.Await) -> ast.expr:
        """Replace one."""
        self.generic_visit(node)
        made = ast.parse(GONE_THROUGH, mode="eval").body
        (call,) = (inner for inner in ast.walk(made) if isinstance(inner, ast.Call) and inner.args)
        call.args = [node.value]
        return made

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        """Leave functions alone, and what else has a scope of its own."""
        return node

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AsyncFunctionDef:
        """Leave it alone."""
        return node

    def visit_Lambda(self, node: ast.Lambda) -> ast.Lambda:
        """Leave it alone."""
        return node

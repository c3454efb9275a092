"""Source text: decoding it as Python would, and telling work from an untouched stub; pure."""

from __future__ import annotations

import ast
import codecs
import io
import re
import threading
import tokenize
import warnings
from collections.abc import Collection, Iterable, Iterator, Sequence

from autograder.frozen import frozen
from autograder.i18n.language import Message, Text
from autograder.i18n.sanitize import one_line
from autograder.sandbox.protocol.calls import Cell

# Codecs that are no charset any editor saves in; some take minutes to decode a megabyte.
NO_CHARSETS = frozenset({"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"})
MOST_SIGNS = (
    50_000  # in a source: three times what all solutions have together; parsing takes up to a kilobyte for each
)
SIGN = re.compile(r"[^\w ]")
PIECE = 1 << 16  # characters whose signs are held at once
FIRST_LINES = re.compile(rb"[^\r\n]*(?:\r\n?|\n)?[^\r\n]*")  # the two in which an encoding may be named
MARK = "\ufeff"  # the byte order mark, once decoded
LATELY = threading.local()  # what was parsed
KEPT, KEPT_SOURCES = 1 << 18, 64  # characters and sources that are kept parsed: those of one submission
PARSING = threading.Lock()  # `warnings.catch_warnings` changes what all threads see

TOO_DENSE = Text(
    en="the code has more than {limit} brackets, commas, operators and line ends, and is not read: parsing it would take too long. Take out long tables of numbers and what is not needed.",
    pt="o código tem mais de {limit} parênteses, vírgulas, operadores e fins de linha, e não é lido: analisá-lo levaria tempo demais. Retire longas tabelas de números e o que não é necessário.",
)
WIDE = Text(
    en="the file is saved as {encoding}, which Python does not read. Save it again as UTF-8 (in the editor: “Save with encoding”).",
    pt="o arquivo está salvo em {encoding}, que o Python não lê. Salve de novo em UTF-8 (no editor: “Salvar com codificação”).",
)
BAD_BYTE = Text(
    en="line {line}, byte {column}: {byte} is not valid {encoding}. Save the file as UTF-8, or name its encoding in the first line, as in `# coding: latin-1`.",
    pt="linha {line}, byte {column}: {byte} não é {encoding} válido. Salve o arquivo em UTF-8, ou diga a codificação na primeira linha, como em `# coding: latin-1`.",
)
NULL = Text(
    en="line {line}, character {column}: there is a null character, which Python does not take. The file is damaged or is no text: save it again, or start from your last good copy.",
    pt="linha {line}, caractere {column}: há um caractere nulo, que o Python não aceita. O arquivo está danificado ou não é texto: salve de novo, ou volte à última cópia boa.",
)
NO_ENCODING = Text(
    en="the first lines name an encoding that Python does not know or that contradicts the file ({why}). Take the `coding` comment out and save the file as UTF-8.",
    pt="as primeiras linhas indicam uma codificação que o Python não conhece ou que contradiz o arquivo ({why}). Retire o comentário `coding` e salve o arquivo em UTF-8.",
)


def decoded(data: bytes) -> str | Message:
    """Decode a .py file as Python does (PEP 263, BOM), with all line ends as newlines; or say what is wrong."""
    wide = _wide(data)
    if wide:
        return WIDE(encoding=wide.upper()[: len("UTF-16")])
    try:
        encoding = _encoding(data)
        # "utf-8-sig" would count the positions of errors from behind the mark.
        text = data.decode("utf-8" if encoding == "utf-8-sig" else encoding).removeprefix(MARK)
        text.encode()  # lone surrogates, which some encodings can spell, are no text
    except UnicodeDecodeError as error:
        return _bad_byte(data, error)
    except (SyntaxError, LookupError, ValueError) as error:
        return NO_ENCODING(why=one_line(str(error), 100))
    if "\r" in text:
        text = re.sub("\r\n?", "\n", text)
    null = text.find("\0")
    if null >= 0:
        return NULL(line=text.count("\n", 0, null) + 1, column=null - text.rfind("\n", 0, null))
    return too_dense([text]) or text


def too_dense(texts: Iterable[str]) -> Message | None:
    """Bound what parsing can cost, in time and in memory: by the signs that make nodes of a syntax tree."""
    signs = sum(len(SIGN.findall(text, at, at + PIECE)) for text in texts for at in range(0, len(text), PIECE))
    return TOO_DENSE(limit=MOST_SIGNS) if signs > MOST_SIGNS else None


def any_text(data: bytes) -> tuple[str, str]:
    """Decode what is text in some encoding that editors save in, whichever that is; "" names UTF-8, else its name is given.

    A line that is no UTF-8 is read as Windows-1252 by itself, so that one odd byte changes nothing in other lines.
    """
    wide = _wide(data)
    if wide:
        return data.decode(wide, errors="replace").removeprefix(MARK), wide.upper()[: len("UTF-16")]
    try:
        return data.decode().removeprefix(MARK), ""
    except UnicodeDecodeError:
        lines = data.removeprefix(codecs.BOM_UTF8).split(b"\n")
        return "\n".join(map(_line, lines)), "Windows-1252"


def _wide(data: bytes) -> str:
    """Name the encoding in which every character takes two or four bytes, by its mark or by the first characters; or ""."""
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if data[:1] != b"\0" and data[1:2] == data[3:4] == b"\0":
        return "utf-16-le"
    return "utf-16-be" if data[:1] == b"\0" and data[2:3] == b"\0" and data[1:2] not in {b"", b"\0"} else ""


def _line(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


def _encoding(data: bytes) -> str:
    """Find the encoding; raises SyntaxError or LookupError if it is none that can be used."""
    # detect_encoding wants UTF-8 even in the line that names another encoding; Python itself does not.
    bom = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    lines = FIRST_LINES.match(data, len(bom))
    head = re.sub(rb"[\x80-\xff]", b"?", re.sub(rb"\r\n?", b"\n", lines[0] if lines else b""))
    encoding, _ = tokenize.detect_encoding(io.BytesIO(bom + head).readline)
    if codecs.lookup(encoding).name in NO_CHARSETS:
        raise LookupError(f"unknown encoding: {encoding}")
    return encoding


def _bad_byte(data: bytes, error: UnicodeDecodeError) -> Message:
    start = max(0, min(error.start, len(data) - 1))
    line = data.count(b"\n", 0, start) + 1
    column = start - data.rfind(b"\n", 0, start)
    return BAD_BYTE(line=line, column=column, byte=f"0x{data[start]:02x}", encoding=error.encoding)


def parsed(source: str) -> ast.Module | None:
    """Parse Python, or give None if it is none. What is looked at again soon is kept, for each thread by itself: trees are changed."""
    kept: dict[str, ast.Module | None] = LATELY.__dict__.setdefault("parsed", {})
    if source not in kept:
        if sum(map(len, kept)) + len(source) > KEPT or len(kept) >= KEPT_SOURCES:
            kept.clear()
        kept[source] = _parsed(source)
    return kept[source]


def _parsed(source: str) -> ast.Module | None:
    try:
        with PARSING, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # "\\d" in a learner's string is no matter of ours
            return ast.parse(source)
    except (SyntaxError, ValueError, ArithmeticError, RecursionError, MemoryError, SystemError):
        return None  # too deeply nested, too, is what Python would not run


def statements(source: str) -> frozenset[str]:
    """Give the top-level statements of a stub in a form that `is_attempted` compares with; docstrings are left out."""
    module = parsed(source)
    return frozenset() if module is None else frozenset(_dumped(statement) for statement in module.body)


def is_attempted(cells: Sequence[Cell], stub_statements: frozenset[str]) -> bool:
    """Whether anything was written beyond the stub.

    Statements of the stub, imports, bare strings, `pass`, and functions that only raise NotImplementedError are
    nothing; any other statement is something, and so is a cell that does not parse.
    """
    return any(_cell_attempted(cell.source, stub_statements) for cell in cells)


def _cell_attempted(source: str, stub_statements: frozenset[str]) -> bool:
    module = parsed(source)
    if module is None:
        return bool(source.strip())
    return any(not _is_nothing(statement) and _dumped(statement) not in stub_statements for statement in module.body)


def _is_nothing(statement: ast.stmt) -> bool:
    match statement:
        case ast.Import() | ast.ImportFrom() | ast.Pass() | ast.Expr(ast.Constant(str())):
            return True
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            body = _without_docstring(statement.body)
            return len(body) == 1 and _is_not_implemented(body[0])
        case ast.ClassDef():
            return all(_is_nothing(inner) for inner in statement.body)
        case _:
            return False


def _is_not_implemented(statement: ast.stmt) -> bool:
    match statement:
        case ast.Raise(exc=ast.Name("NotImplementedError") | ast.Call(func=ast.Name("NotImplementedError"))):
            return True
        case _:
            return False


def _without_docstring(body: list[ast.stmt]) -> list[ast.stmt]:
    match body:
        case [ast.Expr(ast.Constant(str())), *rest]:
            return rest
        case _:
            return body


def _dumped(statement: ast.stmt) -> str:
    """Write a statement out without docstrings, comments and layout; the statement itself loses its docstrings."""
    for node in ast.walk(statement):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            node.body = _without_docstring(node.body)
    try:
        return ast.dump(statement)
    except RecursionError:
        return ""  # deeper than any stub


def defined_names(cells: Iterable[Cell]) -> frozenset[str]:
    """Give the names that functions, classes and plain assignments define at the top of the cells."""
    modules = (parsed(cell.source) for cell in cells)
    return frozenset(name for module in modules if module for statement in module.body for name in _names_of(statement))


def written_names(cells: Iterable[Cell], stub_statements: frozenset[str]) -> frozenset[str]:
    """Give those of the defined names whose definition is more than a stub's, or than nothing."""
    modules = (parsed(cell.source) for cell in cells)
    return frozenset(
        name
        for module in modules
        if module
        for statement in module.body
        if (names := _names_of(statement)) and not _is_nothing(statement) and _dumped(statement) not in stub_statements
        for name in names
    )


def _names_of(statement: ast.stmt) -> tuple[str, ...]:
    match statement:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return (statement.name,)
        case ast.Assign():
            return tuple(target.id for target in statement.targets if isinstance(target, ast.Name))
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr()):
            return (name,)
        case _:
            return ()


def bound_names(cells: Iterable[Cell]) -> frozenset[str]:
    """Give all the names that the cells bind at their top, by whatever statement, in blocks of `if` and `try` too."""
    return frozenset(_bound([module for cell in cells if (module := parsed(cell.source)) is not None]))


def _bound(nodes: Iterable[ast.AST]) -> set[str]:
    names: set[str] = set()
    pending = list(nodes)
    while pending:
        match pending.pop():
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                names.add(name)
            case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
                names.update(alias.asname or alias.name.partition(".")[0] for alias in aliases)
            case ast.Name(id=name, ctx=ast.Store()):
                names.add(name)
            case ast.Lambda() | ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
                pass  # their names are their own
            case node:
                pending += ast.iter_child_nodes(node)
    return names


@frozen
class Definition:
    """A function, class or lambda at the top of a source, with its first and last line.

    `stubs` tells how much of it is as it was handed out: 0 nothing, 1 some methods, 2 all of it.
    """

    name: str
    first: int
    last: int
    stubs: int
    whole_lines: bool  # nothing else can stand on its lines


NO_STUB, SOME_STUBS, ALL_STUB = range(3)
DEFINING = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def levels(module: ast.Module | None, stub_statements: Collection[str] = ()) -> dict[str, int]:
    """Give how much of each function, class and lambda at the top of a source is as it was handed out, at its best."""
    found: dict[str, int] = {}
    for one in definitions(module.body if module is not None else (), stub_statements):
        found[one.name] = min(one.stubs, found.get(one.name, ALL_STUB))
    return found


def bound_otherwise(module: ast.Module | None) -> set[str]:
    """Give the names that statements other than definitions and imports bind at the top of a source."""
    others = (*DEFINING, ast.Import, ast.ImportFrom)
    return _bound(statement for statement in (module.body if module else ()) if not isinstance(statement, others))


def definitions(body: Iterable[ast.stmt], stub_statements: Collection[str] = ()) -> Iterator[Definition]:
    """Give what defines something that can be called, in order. The statements lose their docstrings."""
    for statement in body:
        last = statement.end_lineno or statement.lineno
        match statement:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                first = min([statement.lineno, *(decorator.lineno for decorator in statement.decorator_list)])
                yield Definition(name, first, last, _stubs(statement, stub_statements), whole_lines=True)
            case ast.Assign(targets=targets, value=ast.Lambda()):
                for target in targets:
                    if isinstance(target, ast.Name):
                        yield Definition(target.id, statement.lineno, last, NO_STUB, whole_lines=False)
            case _:
                pass


def _stubs(statement: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef, stub_statements: Collection[str]) -> int:
    methods = statement.body if isinstance(statement, ast.ClassDef) else []
    functions = [method for method in methods if isinstance(method, ast.FunctionDef | ast.AsyncFunctionDef)]
    if _is_nothing(statement) or (stub_statements and _dumped(statement) in stub_statements):
        return ALL_STUB
    return SOME_STUBS if any(map(_is_nothing, functions)) else NO_STUB


def without_definitions(source: str, names: Collection[str]) -> str:
    """Put `pass` in the place of functions and classes of these names; all other lines keep their numbers."""
    module = parsed(source)
    gone = [one for one in definitions(module.body if module else ()) if one.name in names and one.whole_lines]
    return without_lines(source, [(one.first, one.last) for one in gone])


def without_lines(source: str, ranges: Iterable[tuple[int, int]]) -> str:
    """Put `pass` in the place of these lines, the last ones included; all other lines keep their numbers."""
    lines = source.split("\n")
    for first, last in ranges:
        lines[first - 1 : last] = ["pass"] + [""] * (last - first)
    return "\n".join(lines)


def work_before_stubs(
    cells: Sequence[Cell], stub_statements: Collection[str]
) -> tuple[tuple[Cell, ...], tuple[tuple[str, int, str], ...]]:
    """Take out definitions that are as they were handed out, below one of the same name in which something is written.

    Gives what was taken out, too: the cell's label, the line, the name.
    """
    if not any(
        "NotImplementedError" in cell.source for cell in cells
    ):  # of what is handed out, something always raises it
        return tuple(cells), ()
    best: dict[str, int] = {}
    kept: list[Cell] = []
    taken: list[tuple[str, int, str]] = []
    for cell in cells:
        module = parsed(cell.source)
        gone: list[tuple[int, int]] = []
        for statement in module.body if module is not None else ():
            if not isinstance(statement, DEFINING):
                best.update(dict.fromkeys(_bound([statement]), NO_STUB))
            for one in definitions([statement], stub_statements):
                if one.stubs > best.get(one.name, ALL_STUB):
                    gone.append((one.first, one.last))
                    taken.append((cell.label, one.first, one.name))
                else:
                    best[one.name] = min(one.stubs, best.get(one.name, ALL_STUB))
        kept.append(Cell(cell.label, without_lines(cell.source, gone)) if gone else cell)
    return tuple(kept), tuple(taken)

"""What learners' code may import, and what becomes of an import of anything else.

Python's own library, numpy and what the exercise names are there, whatever else is installed beside the grader: a
grade must not hang on that. A plain import at the top level that fails binds its names to placeholders, which raise
the very exception of the import when they are first used: an import that nothing uses costs nothing. Inside `try`,
and in functions, imports fail as ever.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import ModuleType
from typing import Any, NamedTuple, NoReturn

from autograder.sandbox.protocol.frames import MISSES

FAILED = "<imports that failed>"  # a module of that name gives the placeholders; nobody can spell it in an import
USES_OF_A_MODULE = frozenset({"__version__", "__file__", "__path__"})
SUPPRESSING = frozenset({"suppress", "raises"})  # names of context managers that swallow exceptions
OPERATORS = (
    "call getitem setitem delitem contains iter next len bool enter exit aenter aexit await aiter int float complex "
    "index neg pos abs invert round lt le gt ge add radd iadd sub rsub isub mul rmul imul matmul rmatmul imatmul "
    "truediv rtruediv itruediv floordiv rfloordiv ifloordiv mod rmod imod pow rpow ipow and rand or ror xor rxor "
    "lshift rlshift rshift rrshift divmod rdivmod instancecheck subclasscheck mro_entries array fspath bytes format"
)


class Miss(NamedTuple):
    """An import that failed: with what, and where it stands."""

    failed: ImportError
    file: str
    line: int


def close(packages: Sequence[str]) -> None:
    """Leave nothing to be found but Python's own library: what was loaded from `packages` finds its own parts itself."""
    sys.path[:] = [place for place in sys.path if place not in packages]
    for place in packages:
        sys.path_importer_cache.pop(place, None)


class Placeholder:
    """Stands for a name whose import failed; whatever is done with it raises the exception of that import."""

    __slots__ = ("_failed",)

    def __init__(self, failed: ImportError) -> None:
        """Remember what to raise."""
        self._failed = failed

    def __getattr__(self, name: str) -> NoReturn:
        """Fail by the module's name; special names, for which tools ask of everything, are simply not there."""
        if name.startswith("__") and name not in USES_OF_A_MODULE:
            raise AttributeError(name)
        raise again(self._failed)


def again(failed: ImportError) -> ImportError:
    """Make the exception of an import anew, without the places where it was raised before."""
    kind = ModuleNotFoundError if type(failed) is ModuleNotFoundError else ImportError
    return kind(*failed.args, name=failed.name, path=failed.path)


def _use(self: Placeholder, *_args: object, **_options: object) -> NoReturn:
    raise again(self._failed)


for _name in OPERATORS.split():
    setattr(Placeholder, f"__{_name}__", _use)


class Failures(ModuleType):
    """The module from which names come whose import has just failed; `misses` are those imports."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__(FAILED)
        self.misses: list[Miss] = []
        self.stars: list[ImportError] = []

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 -- what stands under the name already, or a placeholder
        """Give what the name stands for already, as if the import had never been there; else a placeholder."""
        frame = sys._getframe(1)  # noqa: SLF001 -- whoever imports
        failed = sys.exc_info()[1]
        if not isinstance(failed, ImportError) or (name.startswith("__") and name.endswith("__")):
            raise AttributeError(name)
        self._remember(failed)
        for names in (frame.f_locals, frame.f_globals):
            if name in names:
                return names[name]
        return Placeholder(again(failed))

    @property
    def __all__(self) -> list[str]:
        """Give the names for `from … import *`, of which none are known."""
        failed = sys.exc_info()[1]
        if isinstance(failed, ImportError):
            self._remember(failed)
            self.stars.append(again(failed))
        return []

    def _remember(self, failed: ImportError) -> None:
        frame = sys._getframe(2)  # noqa: SLF001 -- whoever imports
        miss = Miss(again(failed), frame.f_code.co_filename, frame.f_lineno)
        if len(self.misses) < MISSES and miss[1:] not in {known[1:] for known in self.misses}:
            self.misses.append(miss)


def compiled(source: str, file: str, present: Callable[[str], bool]) -> Any:  # noqa: ANN401 -- a code object
    """Compile a piece of source so that plain imports at its top level which fail give placeholders.

    `present` says of a module whether it is there already, so that its import is left as it is. Raises what compile()
    does.
    """
    if "import" not in source:
        return compile(source, file, "exec", dont_inherit=True)
    try:
        module = ast.parse(source, file)
        return compile(_Lenient(present).visit(module), file, "exec", dont_inherit=True)
    except (RecursionError, MemoryError):  # a tree takes more room than the source does
        return compile(source, file, "exec", dont_inherit=True)


class _Lenient(ast.NodeTransformer):
    """Puts each import that stands at the top level into a `try` of its own, which never shows."""

    def __init__(self, present: Callable[[str], bool]) -> None:
        self._present = present

    def generic_visit(self, node: ast.AST) -> ast.AST:
        """Go through statements alone; what a function or an expression holds is left as it is."""
        for name in ("body", "orelse", "finalbody", "handlers", "cases"):
            held = getattr(node, name, None)
            if isinstance(held, list):
                setattr(node, name, list(self._visited(held)))
        return node

    def _visited(self, nodes: Sequence[ast.AST]) -> Iterator[ast.AST]:
        for node in nodes:
            found = self.visit(node)
            yield from found if isinstance(found, list) else (found,)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        return node

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AST:
        return node

    def visit_Try(self, node: ast.Try | ast.TryStar) -> ast.AST:
        """Leave what a handler would catch as it is."""
        if node.handlers:
            guarded, node.body = node.body, []
            self.generic_visit(node)
            node.body = guarded
            return node
        return self.generic_visit(node)

    visit_TryStar = visit_Try  # noqa: N815 -- ast's word

    def visit_With(self, node: ast.With) -> ast.AST:
        return node if any(_suppresses(item.context_expr) for item in node.items) else self.generic_visit(node)

    def visit_Import(self, node: ast.Import) -> list[ast.stmt]:
        made: list[ast.stmt] = []
        for alias in node.names:
            one = ast.copy_location(ast.Import([alias]), node)
            if self._present(alias.name):
                made.append(one)
                continue
            root = alias.name.partition(".")[0]
            name = alias.asname or root
            instead: ast.stmt = _failing(node, ast.alias(name, alias.asname))
            if root != alias.name and not alias.asname:  # `import a.b` binds a, which may well be there
                instead = _tried(node, ast.Import([ast.alias(root)]), instead)
            made.append(_tried(node, one, instead))
        return made

    def visit_ImportFrom(self, node: ast.ImportFrom) -> ast.stmt | list[ast.stmt]:
        if node.module == "__future__" and not node.level:
            return node
        made: list[ast.stmt] = []
        for alias in node.names:
            one = ast.ImportFrom(node.module, [alias], node.level)
            name = alias.asname or alias.name
            made.append(_tried(node, one, _failing(node, ast.alias(name))))
        return made


def _failing(node: ast.stmt, alias: ast.alias) -> ast.stmt:
    return ast.copy_location(ast.ImportFrom(FAILED, [alias], 0), node)


def _tried(node: ast.stmt, one: ast.stmt, instead: ast.stmt) -> ast.stmt:
    handler = ast.ExceptHandler(ast.Name("ImportError", ast.Load()), None, [instead])
    made = ast.Try([ast.copy_location(one, node)], [handler], [], [])
    return ast.fix_missing_locations(ast.copy_location(made, node))


def _suppresses(expression: ast.expr) -> bool:
    called = expression.func if isinstance(expression, ast.Call) else expression
    name = called.attr if isinstance(called, ast.Attribute) else called.id if isinstance(called, ast.Name) else ""
    return name in SUPPRESSING


def loaded_already(modules: Mapping[str, object]) -> Callable[[str], bool]:
    """Say of a module, by the loaded ones, whether it is there."""
    return lambda name: modules.get(name) is not None

"""A learner's code run in the sandbox for questions about it: what calls return, and how they ran, line by line."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeGuard

import numpy as np

from autograder.frozen import frozen
from autograder.i18n.language import Message
from autograder.i18n.sanitize import one_line
from autograder.judging.exception_messages import cell_named
from autograder.judging.model import Exercise
from autograder.sandbox import Sandbox
from autograder.sandbox.protocol.calls import Call, Cell, Returned
from autograder.submission.sources import parsed

SECONDS = 5.0  # of the learner's code for one call
LONGEST = 260  # characters of a call
SHOWN = 80  # characters of a line of code
FOLLOWER = "followed"  # the function of followed_call.py


@frozen(eq=False)
class Statement:
    """A statement of a learner's source; of one with a body, what stands before it."""

    node: ast.stmt
    lines: range
    loops: bool  # whether it is run by itself each time: no loop within one line


@frozen(eq=False)
class Named:
    """What a name got in a statement: its shapes, and the parts of the result that it ended up equal to."""

    file: int
    statement: Statement
    name: str  # "" for what was returned
    shapes: tuple[tuple[int, ...], ...]
    parts: tuple[int, ...]


@frozen(eq=False)
class Followed:
    """How a call ran."""

    value: Any
    runs: Mapping[tuple[int, int], int]  # how often by file and first line of the statement
    named: tuple[Named, ...]
    uses: Mapping[str, tuple[int, frozenset[tuple[int, int]]]]  # of functions that were passed: how often, and where


class OwnRun:
    """Calls a learner's code as the checks do."""

    def __init__(self, exercise: Exercise, cells: Sequence[Cell], sandbox: Sandbox) -> None:
        """Use these cells; a process of its own is started for each call."""
        self.exercise = exercise
        self._cells, self._sandbox = cells, sandbox
        self._statements = [_statements(cell.source) for cell in cells]

    def place(self, file: int) -> Message | str:
        """Name a cell."""
        place = cell_named(self._cells[file].label)
        return one_line(place) if isinstance(place, str) else place

    def code(self, file: int, line: int) -> str:
        """Show one line."""
        lines = self._cells[file].source.split("\n")
        return one_line(lines[line - 1].strip(), SHOWN)

    def statement(self, file: int, line: int) -> Statement | None:
        """Find the statement that a line belongs to."""
        return next((one for one in self._statements[file] if line in one.lines), None)

    def value(self, call: Call) -> Any:  # noqa: ANN401 -- whatever came back
        """Give what the call returns; None where it does not return."""
        return self._called(call, self.exercise.driver)

    def followed(self, call: Call) -> Followed | None:
        """Make a call and say how it ran; None where that is not to be had."""
        files = tuple(f"<{self.exercise.id}: {cell.label}>" for cell in self._cells)
        args = (call.function, call.via_driver, files, list(call.args))
        told = self._called(Call(call.function, args, via_driver=FOLLOWER), self.exercise.driver + "\n" + _follower())
        match told:
            case [value, list(runs), list(named), list(uses)]:
                return Followed(value, self._runs(runs), tuple(self._named(named)), dict(_uses(uses)))
        return None

    def _called(self, call: Call, driver: str) -> Any:  # noqa: ANN401 -- as above
        exercise = self.exercise
        with self._sandbox.open(
            self._cells, exercise.id, SECONDS, SECONDS, driver=driver, libraries=exercise.libraries
        ) as session:
            outcome = session.call(call)
        return outcome.value if isinstance(outcome, Returned) else None

    def _runs(self, told: Sequence[Any]) -> dict[tuple[int, int], int]:
        found: dict[tuple[int, int], int] = {}
        for one in told:
            match one:
                case [int(file), int(line), int(count)] if self._known(file, line):
                    found[file, line] = count
        return found

    def _named(self, told: Sequence[Any]) -> Iterator[Named]:
        for one in told:
            match one:
                case [int(file), int(line), str(name), list(shapes), list(parts)] if self._known(file, line):
                    statement = self.statement(file, line)
                    if statement is not None and _integers(parts) and all(map(_is_shape, shapes)):
                        yield Named(file, statement, one_line(name, SHOWN), tuple(map(tuple, shapes)), tuple(parts))

    def _known(self, file: int, line: int) -> bool:
        return 0 <= file < len(self._cells) and self.statement(file, line) is not None


@cache
def _follower() -> str:
    text = (Path(__file__).parent.parent / "sandbox" / "guest" / "followed_call.py").read_text(encoding="utf-8")
    return text.replace("from __future__ import annotations\n", "")  # it is no longer at the beginning


def _uses(told: Sequence[Any]) -> Iterator[tuple[str, tuple[int, frozenset[tuple[int, int]]]]]:
    for one in told:
        match one:
            case [str(name), int(count), list(places)] if all(map(_is_shape, places)):
                yield one_line(name, SHOWN), (count, frozenset((file, line) for file, line in places))


def _integers(values: Sequence[Any]) -> bool:
    return all(type(value) is int for value in values)


def _is_shape(value: Any) -> TypeGuard[list[int]]:  # noqa: ANN401 -- a claim
    return isinstance(value, list) and _integers(value)


def _statements(source: str) -> list[Statement]:
    """List the statements of a source, the innermost first."""
    tree = parsed(source)
    nodes = [] if tree is None else [node for node in ast.walk(tree) if isinstance(node, ast.stmt)]
    return [_statement(node) for node in reversed(nodes)]


def _statement(node: ast.stmt) -> Statement:
    body: list[ast.AST] = getattr(node, "body", [])
    end = node.end_lineno or node.lineno
    if body:
        end = max(node.lineno, getattr(body[0], "lineno", end) - 1)
    inner = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.Lambda)
    loops = not body and end == node.lineno and not any(isinstance(one, inner) for one in ast.walk(node))
    return Statement(node, range(node.lineno, end + 1), loops)


def shapes_given(values: Sequence[Any]) -> Iterator[tuple[int, ...]]:
    """List the shapes of all arrays among arguments, lists included."""
    for value in values:
        if isinstance(value, np.ndarray):
            yield value.shape
        elif isinstance(value, list | tuple):
            yield from shapes_given(value)


def numbers_given(values: Sequence[Any]) -> int:
    """Count the numbers in arguments."""
    return sum(
        value.size if isinstance(value, np.ndarray)
        else numbers_given(value) if isinstance(value, list | tuple)
        else isinstance(value, int | float)
        for value in values
    )  # fmt: skip

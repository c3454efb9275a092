"""A plain course grader, for comparison: what its generated pytest file imports. Nothing of the autograder is in here.

Each test loads the learner's module by exec, makes the calls of one check, and compares. Calls and expected values
were worked out beforehand and are read from a pickle.
"""

from __future__ import annotations

import atexit
import io
import marshal
import os
import pickle
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from time import process_time
from types import CellType, CodeType, FunctionType, ModuleType
from typing import Any

import numpy as np

COURSE = "autograder_course_"  # how the modules of the checks are named
FOLDER, LEARNER_CPU = "SUBMISSION", "LEARNER_CPU"  # the environment: which files, and where to say what they took


@dataclass(frozen=True, slots=True)
class Part:
    """What one returned value must be, and by how much it may be off beside 1e-6 of itself."""

    value: np.ndarray[Any, Any]
    off: float


@dataclass(frozen=True, slots=True)
class PlainCase:
    """A call and what must come back: parts to be compared, by position; with `whole` the value is no tuple."""

    function: str
    args: tuple[object, ...]
    parts: dict[int, Part]
    whole: bool
    compared: bool
    by: str = ""  # the function of the exercise's driver that makes the call


@dataclass(frozen=True, slots=True)
class Generator:
    """Stands for numpy.random.default_rng(seed)."""

    seed: int


@dataclass(frozen=True, slots=True)
class Lambda:
    """Stands for a function that is written as a lambda of numpy."""

    source: str


@dataclass
class Stopwatch:
    """Adds up the CPU seconds inside a learner's functions, without those of functions handed in."""

    seconds: float = 0.0

    def timed(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Wrap a function of the learner's."""

        def call(*args: object) -> Any:  # noqa: ANN401 -- whatever it returns
            given = [self._paused(arg) if callable(arg) else arg for arg in args]
            begun = process_time()
            try:
                return function(*given)
            finally:
                self.seconds += process_time() - begun

        return call

    def _paused(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: object) -> Any:  # noqa: ANN401 -- as above
            begun = process_time()
            try:
                return function(*args)
            finally:
                self.seconds -= process_time() - begun

        return call


@dataclass
class Tests:
    """The tests of one run of pytest, on one submission."""

    calls: Path
    stopwatch: Stopwatch = field(default_factory=Stopwatch)

    def __post_init__(self) -> None:
        """Read what was worked out; say in the end what the learner's code took of this process's time."""
        self._folder = Path(os.environ[FOLDER])
        self._calls: dict[str, dict[str, bytes]] = pickle.loads(self.calls.read_bytes())  # noqa: S301 -- our own
        atexit.register(lambda: Path(os.environ[LEARNER_CPU]).write_text(str(self.stopwatch.seconds), "ascii"))

    def check(self, exercise: str, check: str) -> None:
        """Load the learner's module, make the calls of a check and compare."""
        source = (self._folder / f"{exercise}.py").read_text(encoding="utf-8")
        namespace: dict[str, Any] = {"__name__": exercise}
        self.stopwatch.timed(exec)(compile(source, f"{exercise}.py", "exec"), namespace)
        cases: list[PlainCase] = pickle.loads(self._calls[exercise][check])  # noqa: S301 -- our own
        for case in cases:
            result = self.stopwatch.timed(namespace[case.function])(*[_live(arg) for arg in case.args])
            if case.compared:
                _compare(case, result)


def _live(arg: object) -> object:
    match arg:
        case Generator(seed):
            return np.random.default_rng(seed)
        case Lambda(source):
            return eval(source, {"np": np})  # noqa: S307 -- the course's
        case list() | tuple():
            return type(arg)(map(_live, arg))
    return arg


def _compare(case: PlainCase, result: Any) -> None:  # noqa: ANN401 -- whatever a learner returns
    if not case.parts:
        for part in result:
            np.testing.assert_array_equal(np.isfinite(part), np.ones(np.shape(part)))
    for position, part in case.parts.items():
        got = result if case.whole else result[position]
        np.testing.assert_allclose(got, part.value, rtol=1e-6, atol=part.off)


class Freezer(pickle.Pickler):
    """Pickles functions by value, with the variables they use: the costs J are closures of the checks."""

    def reducer_override(self, thing: object) -> Any:  # noqa: ANN401 -- as pickle has it
        """Take functions and modules apart; leave the rest to pickle."""
        if isinstance(thing, ModuleType):
            return import_module, (thing.__name__,)
        if not isinstance(thing, FunctionType) or not thing.__module__.startswith(COURSE):
            return NotImplemented
        names = {name: thing.__globals__[name] for name in _names(thing.__code__) if name in thing.__globals__}
        cells = tuple(cell.cell_contents for cell in thing.__closure__ or ())
        return thawed, (marshal.dumps(thing.__code__), thing.__defaults__, cells, names)


def _names(code: CodeType) -> set[str]:
    inner = (constant for constant in code.co_consts if isinstance(constant, CodeType))
    return set(code.co_names).union(*map(_names, inner))


def thawed(code: bytes, defaults: tuple[object, ...], cells: tuple[object, ...], names: dict[str, object]) -> object:
    """Put a function together again."""
    closure = tuple(CellType(content) for content in cells)
    whole = marshal.loads(code)  # noqa: S302 -- written by Freezer a moment ago
    return FunctionType(whole, {"__builtins__": __builtins__, **names}, None, defaults, closure)


def frozen(thing: object) -> bytes:
    """Pickle something that holds functions."""
    stream = io.BytesIO()
    Freezer(stream).dump(thing)
    return stream.getvalue()


@cache
def tests(calls: str) -> Tests:
    """Give the tests of this process."""
    return Tests(Path(calls))


def assert_right(calls: str, exercise: str, check: str, names: dict[str, Any]) -> bool:
    """Make the calls of one check to the functions of a notebook, and compare; what a test cell or an otter test does.

    What goes through a driver is called and not compared: the driver's own reports are not what a test would look at.
    """
    driver, cases = _of_exercise(calls, exercise)
    for case in pickle.loads(cases[check]):  # noqa: S301 -- our own
        args = [_live(arg) for arg in case.args]
        result = driver[case.by](names, *args) if case.by else names[case.function](*args)
        if case.compared and not case.by:
            _compare(case, result)
    return True


@cache
def _of_exercise(calls: str, exercise: str) -> tuple[dict[str, Any], dict[str, bytes]]:
    driver, cases = pickle.loads(Path(calls).read_bytes())[exercise]  # noqa: S301 -- our own
    names: dict[str, Any] = {}
    exec(driver, names)  # noqa: S102 -- the course's
    return names, cases

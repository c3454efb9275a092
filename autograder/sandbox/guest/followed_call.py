"""Follows one call of a learner's function, line by line. Its text is run as part of a driver, in the learner's process.

It imports nothing of the package. What it tells is a claim like everything else that comes from there.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from types import FrameType
from typing import Any

import numpy as np

LINES = 4_000  # that are followed; the call goes on, unfollowed
ENTRIES = 400  # of a value that is looked at
NAMES = 40  # of a frame, or of an object
MOST_TOLD = 400  # names that are told of
PLAIN = (bool, int, float)
GENERATOR = 0x20  # of a code's flags


def followed(
    learner: Mapping[str, Callable[..., object]], function: str, by: str, files: Sequence[str], args: Sequence[object]
) -> list[object]:
    """Call a function of the learner, or the driver's `by` about it, with `args`; say what it returned and how it ran.

    The second value has `[file, line, how often]`, the third `[file, line, name, shapes, parts]` for what got a name there
    (or was returned: the name is ""), with the parts of the result that it is equal to in the end (-1: the whole), the
    fourth `[name, how often, [[file, line], …]]` for functions that were passed. `file` is a position in `files`.
    """
    walk = Walk({name: at for at, name in enumerate(files)}, learner)
    given = [walk.counted(arg) for arg in args]
    called = globals()[by] if by else learner[function]
    sys.settrace(walk.enter)
    try:
        result = called(learner, *given) if by else called(*given)
    finally:
        sys.settrace(None)
    return [result, *walk.told(result)]


class Walk:
    """What happened so far in a call."""

    def __init__(self, files: Mapping[str, int], learner: Mapping[str, Any]) -> None:
        """Follow code of these files, and what objects of the learner's own classes hold."""
        self.files = files
        self.module = learner.get("__name__")
        self.left = LINES
        self.runs: dict[tuple[int, int], int] = {}
        self.named: dict[tuple[int, int, str], list[Any]] = {}  # shapes in turn, and the last value
        self.uses: dict[str, list[Any]] = {}
        self.held: dict[tuple[int, str], Any] = {}  # attributes by object, whoever has changed them
        self.alive: list[object] = []  # so that no object gets the place of another

    def counted(self, arg: Any) -> Any:  # noqa: ANN401 -- any argument
        """Give a function that notes its uses, in the place of one; anything else as it is."""
        if type(arg) is list or type(arg) is tuple:
            return type(arg)(self.counted(item) for item in arg)
        if not callable(arg):
            return arg

        def function(*given: object) -> object:
            use = self.uses.setdefault(name, [0, set()])
            use[0] += 1
            frame: FrameType | None = sys._getframe(1)  # noqa: SLF001 -- the one way to know the line
            while frame is not None and frame.f_code.co_filename not in self.files:
                frame = frame.f_back
            if frame is not None:
                use[1].add((self.files[frame.f_code.co_filename], frame.f_lineno))
            return arg(*given)

        name = getattr(arg, "__name__", "")
        function.__name__ = function.__qualname__ = name
        return function

    def enter(self, frame: FrameType, _event: str, _arg: object) -> Callable[..., Any] | None:
        """Follow a frame of the learner's own source."""
        file = self.files.get(frame.f_code.co_filename)
        if file is None or self.left <= 0:
            return None
        before = self.values(frame)
        last = 0

        def step(frame: FrameType, event: str, arg: Any) -> Callable[..., Any] | None:  # noqa: ANN401 -- whatever is returned
            nonlocal before, last
            self.left -= 1
            if self.left <= 0:
                return None
            now = self.values(frame)
            for name, value in now.items():
                if last and not same(before.get(name), value):
                    self.note(file, last, name, value)
            before = now
            if event == "line":
                last = frame.f_lineno
                self.runs[file, last] = self.runs.get((file, last), 0) + 1
            elif event == "return" and not frame.f_code.co_flags & GENERATOR:
                for part, value in enumerate(arg) if type(arg) is tuple else ((0, arg),):
                    self.note(file, frame.f_lineno, f" {part}", numbers(value))
            return step

        return step

    def note(self, file: int, line: int, name: str, value: Any) -> None:  # noqa: ANN401 -- an array or None
        """Remember what a name has got in a line."""
        if value is None or (len(self.named) >= MOST_TOLD and (file, line, name) not in self.named):
            return
        found = self.named.setdefault((file, line, name), [[], None])
        if list(value.shape) not in found[0] and len(found[0]) < NAMES:
            found[0].append(list(value.shape))
        found[1] = value

    def values(self, frame: FrameType) -> dict[str, Any]:
        """Give the numbers behind the names of a frame; attributes only where they are not as they were anywhere."""
        found: dict[str, Any] = {}
        for name, value in list(frame.f_locals.items())[:NAMES]:
            if getattr(type(value), "__module__", None) != self.module or not self.module:
                found |= {name + inside: numbers(held) for inside, held in parts_of(value)}
                continue
            for attribute, held in attributes(value):
                for inside, part in parts_of(held):
                    read, key = numbers(part), (id(value), attribute + inside)
                    if key not in self.held:
                        self.alive.append(value)
                    if not same(self.held.get(key), read):
                        found[f"{name}.{attribute}{inside}"] = read
                    self.held[key] = read
        return found

    def told(self, result: object) -> list[object]:
        """Give the lines that ran, the names that got a value, and the uses of functions, in plain lists."""
        whole = numbers(result)
        parts = {} if whole is None else {-1: whole}
        if type(result) is tuple or type(result) is list:
            parts |= {at: numbers(part) for at, part in enumerate(result[:ENTRIES])}
        runs = [[file, line, count] for (file, line), count in self.runs.items()]
        named = [
            [file, line, name.strip() if name[0] != " " else "", shapes, [at for at, part in parts.items() if equal(part, value)]]
            for (file, line, name), (shapes, value) in self.named.items()
        ]  # fmt: skip
        uses = [[name, count, [list(place) for place in sorted(places)]] for name, (count, places) in self.uses.items()]
        return [runs, named, uses]


def attributes(value: object) -> list[tuple[str, Any]]:
    """Give what an object holds, without asking any method of its class."""
    try:
        held = object.__getattribute__(value, "__dict__")
    except AttributeError:
        held = {}
    found = list(held.items())[:NAMES] if type(held) is dict else []
    for name in ("value", "gradient"):  # slots have no list of their own on an object
        try:
            found += [] if name in dict(found) else [(name, object.__getattribute__(value, name))]
        except AttributeError:
            continue
    return found


def parts_of(value: Any) -> list[tuple[str, Any]]:  # noqa: ANN401 -- whatever has a name
    """Give a value, and what a list, tuple or dict of arrays holds, each with how it is written behind the name."""
    items: list[tuple[object, Any]] = []
    if type(value) is list or type(value) is tuple:
        items = list(enumerate(value[:NAMES]))
    elif type(value) is dict:
        items = [(repr(key), held) for key, held in list(value.items())[:NAMES] if type(key) in (str, int)]
    return [("", value), *((f"[{at}]", held) for at, held in items if type(held) not in PLAIN)]


def numbers(value: Any) -> Any:  # noqa: ANN401 -- whatever has a name
    """Copy real numbers as an array; None for anything else, and for what is large."""
    if type(value) is list or type(value) is tuple:
        return listed(value)
    if isinstance(value, np.ndarray | np.generic):
        found = np.array(value, copy=True, subok=False)
        return found if found.size <= ENTRIES and found.dtype.kind in "biuf" else None
    return np.array(value) if type(value) in PLAIN else None


def listed(value: Sequence[Any], deep: int = 0) -> Any:  # noqa: ANN401 -- as above
    """Make an array of a list of numbers, or of lists of them with one length."""
    if not value or len(value) > ENTRIES or deep > 3:  # noqa: PLR2004 -- no course has lists of more levels
        return None
    parts = [listed(one, deep + 1) if type(one) in (list, tuple) else numbers(one) for one in value]
    if any(part is None or part.shape != parts[0].shape for part in parts) or len(parts) * parts[0].size > ENTRIES:
        return None
    return np.array(parts)


def same(one: Any, other: Any) -> bool:  # noqa: ANN401 -- arrays or None
    """Whether a value is as it was."""
    if one is None or other is None:
        return one is other
    return bool(one.shape == other.shape and one.dtype == other.dtype and one.tobytes() == other.tobytes())


def equal(part: Any, value: Any) -> bool:  # noqa: ANN401 -- as above
    """Whether two arrays have the same numbers, in the same order, whatever their shapes."""
    return part is not None and part.size == value.size and bool(np.array_equal(np.ravel(part), np.ravel(value)))

"""What functions in a kernel use, directly or through others of the same notebook: names, own functions, modules."""

from __future__ import annotations

import dis
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import CodeType, FunctionType, ModuleType

GLOBAL_NAMES = frozenset({"LOAD_GLOBAL", "LOAD_NAME"})
MOST = 2_000  # names that are followed


@dataclass(slots=True)
class Used:
    """The global names that are used, those of them that are the notebook's own functions, and where modules are used."""

    names: dict[str, str] = field(default_factory=dict)  # each with the function that uses it first
    functions: dict[str, FunctionType] = field(default_factory=dict)
    modules: dict[str, str] = field(default_factory=dict)  # a module's root, with what it is used as


def used_by(asked: Iterable[str], namespace: Mapping[str, object]) -> Used:
    """Follow the functions `asked` through everything of `namespace` that they use."""
    found = Used()
    pending = [(name, namespace[name]) for name in asked if name in namespace]
    seen: set[int] = set()
    while pending and len(seen) < MOST:
        name, value = pending.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        for function in _functions(value, namespace):
            if function is value or getattr(value, "__wrapped__", None) is function:
                found.functions[name] = function
            for kind, used in _uses(function.__code__):
                if kind == "import":
                    found.modules.setdefault(used, used)
                    continue
                found.names.setdefault(used, name)
                if used in namespace:
                    pending.append((used, namespace[used]))
                    home = _home(namespace[used])
                    if home:
                        found.modules.setdefault(home, used)
    return found


def _functions(value: object, namespace: Mapping[str, object]) -> Iterator[FunctionType]:
    """Give the functions of a notebook that a value is, wraps or has as methods."""
    held = list(vars(value).values()) if isinstance(value, type) else [value]
    for one in held:
        function = getattr(one, "__func__", None) or getattr(one, "fget", None) or one
        function = getattr(function, "__wrapped__", function)
        if isinstance(function, FunctionType) and function.__globals__ is namespace:
            yield function


def _uses(code: CodeType) -> Iterator[tuple[str, str]]:
    """Give the global names and the imported modules of a piece of code and of all pieces in it."""
    for instruction in dis.get_instructions(code):
        if instruction.opname in GLOBAL_NAMES:
            yield "name", str(instruction.argval)
        elif instruction.opname == "IMPORT_NAME" and instruction.argval:
            yield "import", str(instruction.argval).partition(".")[0]
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _uses(constant)


def _home(value: object) -> str:
    """Give the root of the module that a value is, or comes from as far as it says; "" if it does not."""
    name = value.__name__ if isinstance(value, ModuleType) else getattr(value, "__module__", None)
    if not isinstance(name, str):
        name = getattr(type(value), "__module__", "")
    root = str(name).partition(".")[0]
    return "" if root == "__main__" or root not in sys.modules else root

"""`@frozen`: the classes that `@dataclass(frozen=True, slots=True)` makes, at a fifth of its cost when they are loaded.

The decorator of the library writes and compiles six methods for each class. With the eighty classes that a cold
`autograder check` loads, that is half of what importing numpy takes, and a learner waits for it each time. Here only
`__init__` is compiled; the other methods are the same for all. What else holds of a dataclass holds of these: `replace`,
`fields`, `asdict`, patterns, and what mypy knows of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from functools import partial
from operator import attrgetter
from reprlib import recursive_repr
from typing import Any, TypeVar, dataclass_transform, overload

T = TypeVar("T")


@overload
def frozen(cls: type[T], /) -> type[T]: ...
@overload
def frozen(*, eq: bool = True) -> Callable[[type[T]], type[T]]: ...
@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T] | None = None, /, *, eq: bool = True) -> Any:
    """Make a class of values with these fields, which are set once; without `eq`, each is equal to itself alone."""
    return partial(_made, eq=eq) if cls is None else _made(cls, eq=eq)


def _made(cls: type[T], *, eq: bool) -> type[T]:
    made: Any = dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    methods = {
        "__init__": _initializer(made),
        "__repr__": _written,
        "__setattr__": _refuse_to_set,
        "__delattr__": _refuse_to_delete,
        "__getstate__": _state,
        "__setstate__": _restore,
    }
    if eq:
        methods |= _comparing([one.name for one in fields(made) if one.compare])
    for name, method in methods.items():
        if name not in vars(made):  # the class's own stay
            setattr(made, name, method)
    return made  # type: ignore[no-any-return]  # it is `cls` with slots


def _initializer(made: Any) -> Callable[..., None]:  # noqa: ANN401 -- a dataclass of any kind
    """Compile `__init__`: its fields in order, with their defaults, then `__post_init__` if there is one."""
    known: dict[str, Any] = {"set_": object.__setattr__, "MISSING": MISSING}
    parameters, lines = ["self"], []
    for one in fields(made):
        name = one.name
        if not one.init:
            continue
        known |= {f"default_{name}": one.default, f"make_{name}": one.default_factory}
        if one.default_factory is not MISSING:
            parameters.append(f"{name}=MISSING")
            lines.append(f" set_(self, {name!r}, make_{name}() if {name} is MISSING else {name})")
        else:
            parameters.append(name if one.default is MISSING else f"{name}=default_{name}")
            lines.append(f" set_(self, {name!r}, {name})")
    if hasattr(made, "__post_init__"):
        lines.append(" self.__post_init__()")
    exec(f"def __init__({', '.join(parameters)}):\n" + "\n".join(lines or [" pass"]), known)  # noqa: S102 -- of our own names
    method: Callable[..., None] = known["__init__"]
    method.__qualname__ = f"{made.__qualname__}.__init__"
    return method


def _comparing(names: list[str]) -> dict[str, Callable[..., Any]]:
    """Make the comparison, and the hash that goes with it, by these fields."""
    read = attrgetter(*names) if names else lambda _: ()
    values = read if len(names) != 1 else lambda one: (read(one),)

    def __eq__(self: object, other: object) -> bool:  # noqa: N807 -- what it becomes
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def __hash__(self: object) -> int:  # noqa: N807 -- as above
        return hash(values(self))

    return {"__eq__": __eq__, "__hash__": __hash__}


@recursive_repr()
def _written(self: Any) -> str:  # noqa: ANN401 -- as above
    values = ", ".join(f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
    return f"{type(self).__qualname__}({values})"


def _refuse_to_set(_self: object, name: str, _value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_self: object, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[object]:  # noqa: ANN401 -- as above
    """Give what is kept of it by pickle and copy."""
    return [getattr(self, one.name) for one in fields(self)]


def _restore(self: Any, state: list[object]) -> None:  # noqa: ANN401 -- as above
    for one, value in zip(fields(self), state, strict=True):
        object.__setattr__(self, one.name, value)

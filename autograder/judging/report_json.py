"""A report read back from its JSON form: what is kept in files and stores becomes the plain value again. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeAlias, Union, get_args, get_origin, get_type_hints

from autograder.judging.report import SCHEMA_VERSION, Report

Read: TypeAlias = Callable[[Any], Any]


def report_from(value: object) -> Report:
    """Read a report as `Report.to_json` gives it. Raises ValueError, with the place, for what is none.

    Keys that are not known are passed over: within a version of the schema there may come more.
    """
    if not isinstance(value, Mapping):
        raise ValueError("a report is an object")  # noqa: TRY004 -- whoever reads files has one kind of error
    version = value.get("schema_version")
    if version != SCHEMA_VERSION:
        raise ValueError(f"schema_version is {version!r}, and only {SCHEMA_VERSION} is known here")
    report: Report = _reader(Report)(value)
    return report


@cache
def _reader(kind: Any) -> Read:  # noqa: ANN401 -- an annotation of any kind
    """Make what reads a value of this type."""
    origin, arguments = get_origin(kind), get_args(kind)
    if kind is Any:
        return lambda value: value
    if isinstance(kind, type) and is_dataclass(kind):
        return _object(kind)
    if origin is Literal:
        return _one_of(arguments)
    if origin in (Union, UnionType):
        inner = _reader(next(one for one in arguments if one is not NoneType))
        return lambda value: None if value is None else inner(value)
    if origin is tuple:
        return _list(_reader(arguments[0]))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _plain(Mapping)
    return _plain(float, int) if kind is float else _plain(kind)


def _object(kind: type) -> Read:
    hints = get_type_hints(kind)
    readers = [(each.name, _reader(hints[each.name])) for each in fields(kind)]
    required = {each.name for each in fields(kind) if each.default is MISSING and each.default_factory is MISSING}

    def read(value: Any) -> Any:  # noqa: ANN401 -- JSON of any kind
        if not isinstance(value, Mapping):
            raise ValueError(f"{type(value).__name__} where an object is expected")  # noqa: TRY004 -- as above
        if not required <= value.keys():
            raise ValueError(f"there is no {min(required - value.keys())}")
        found = {}
        name = ""
        try:
            for name, reader in readers:
                if name in value:
                    found[name] = reader(value[name])
        except ValueError as error:
            raise ValueError(f"{name}: {error}") from None
        return kind(**found)

    return read


def _list(inner: Read) -> Read:
    def read(value: Any) -> Any:  # noqa: ANN401 -- as above
        if not isinstance(value, list | tuple):
            raise ValueError(f"{type(value).__name__} where a list is expected")  # noqa: TRY004 -- as above
        return tuple(map(inner, value))

    return read


def _one_of(allowed: tuple[object, ...]) -> Read:
    def read(value: Any) -> Any:  # noqa: ANN401 -- as above
        if not isinstance(value, str | int) or value not in allowed:
            raise ValueError(f"{value!r} is none of {', '.join(map(str, allowed))}")
        return value

    return read


def _plain(*kinds: type) -> Read:
    def read(value: Any) -> Any:  # noqa: ANN401 -- as above
        if type(value) is kinds[0]:
            return value
        if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
            raise ValueError(f"{type(value).__name__} where {kinds[0].__name__} is expected")
        return value

    return read

"""A class made by `frozen` is what the library's decorator makes of the same body, but for what loading it costs."""

from __future__ import annotations

import builtins
import copy
import pickle
from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, replace

import pytest

from autograder.frozen import frozen


def body(made_by):
    @made_by
    class Point:
        """A point."""

        x: float
        y: float = 0.0
        marks: list[str] = field(default_factory=list)
        note: str = field(default="", compare=False, repr=False)

        def norm(self):
            return abs(self.x) + abs(self.y)

    return Point


def named(made_by):
    @made_by
    class Named:
        """With what its methods make."""

        first: str
        whole: str = field(init=False)

        def __post_init__(self):
            object.__setattr__(self, "whole", f"<{self.first}>")

        def __repr__(self):
            return "a name"

    return Named


STANDARD = dataclass(frozen=True, slots=True)


@frozen
class Kept:
    """At the top of a module, where pickle finds it."""

    value: int
    items: tuple[int, ...] = ()


@frozen
class Single:
    """One field alone."""

    value: object


@pytest.fixture(params=[frozen, STANDARD], ids=["frozen", "dataclass"])
def made_by(request):
    return request.param


def test_values_and_defaults(made_by):
    Point = body(made_by)
    one, other = Point(1.0), Point(1.0)
    assert (one.x, one.y, one.marks, one.note) == (1.0, 0.0, [], "")
    assert one.marks is not other.marks
    assert Point(3.0, y=-4.0).norm() == 7.0
    assert repr(Point(1.0, note="n")) == f"{Point.__qualname__}(x=1.0, y=0.0, marks=[])"
    assert Point.__doc__ == "A point."
    assert Point.__match_args__ == ("x", "y", "marks", "note")
    assert [one.name for one in fields(Point)] == ["x", "y", "marks", "note"]
    assert asdict(Point(1.0, 2.0)) == {"x": 1.0, "y": 2.0, "marks": [], "note": ""}


def test_equal_by_the_fields_that_are_compared(made_by):
    Point, Other = body(made_by), body(made_by)
    assert Point(1.0, note="a") == Point(1.0, note="b")
    assert Point(1.0) != Point(2.0)
    assert Point(1.0) != Other(1.0)
    assert Point(1.0) != (1.0, 0.0, [])
    with pytest.raises(TypeError, match="unhashable type: 'list'"):
        hash(Point(1.0))


def test_known_by_identity_where_asked():
    for made_by in (frozen(eq=False), dataclass(frozen=True, slots=True, eq=False)):
        Point = body(made_by)
        one = Point(1.0)
        assert one == one  # noqa: PLR0124 -- as said
        assert one != Point(1.0)
        assert {one}


def test_nan_is_equal_to_itself_in_one_field_as_in_several():
    nan = float("nan")
    assert Single(nan) == Single(nan)
    assert hash(Single(3)) == hash(Single(3.0))
    assert Kept(3) == Kept(3, ())


def test_nothing_can_be_changed(made_by):
    one = body(made_by)(1.0)
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'x'"):
        one.x = 2.0
    with pytest.raises(FrozenInstanceError, match="cannot delete field 'x'"):
        del one.x
    with pytest.raises((FrozenInstanceError, TypeError)):
        one.z = 1.0
    assert not hasattr(one, "__dict__")
    assert replace(one, y=5.0).y == 5.0


def test_wrong_arguments(made_by):
    Point = body(made_by)
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'x'"):
        Point()
    with pytest.raises(TypeError, match="unexpected keyword argument 'z'"):
        Point(1.0, z=1.0)
    with pytest.raises(TypeError, match="takes from 2 to 5 positional arguments but 6 were given"):
        Point(1, 2, [], "", 5)


def test_its_own_methods_stay(made_by):
    one = named(made_by)("Ada")
    assert one.whole == "<Ada>"
    assert repr(one) == "a name"
    assert one == replace(one)


def test_copied_and_kept():
    one = Kept(1, (2,))
    for again in (copy.copy(one), copy.deepcopy(one), pickle.loads(pickle.dumps(one))):  # noqa: S301 -- our own
        assert again == one
        assert again.items == (2,)


def test_one_method_is_compiled_for_each_class(monkeypatch):
    compiled = []
    monkeypatch.setattr(builtins, "exec", lambda *args, run=exec: (compiled.append(args[0]), run(*args)))
    body(frozen)
    assert len(compiled) == 1
    body(STANDARD)
    assert len(compiled) > 5

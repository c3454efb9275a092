"""Stand-ins for packages that graded code may import, and that have nothing to do here.

A notebook of the course checks itself and draws plots. While it is graded there is nobody to look at either, and
neither may cost a learner the functions that stand below such a line.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any, Self

from autograder import __all__ as offered

SILENT = "autograder"  # whose names take anything, too, and have nothing in them
DRAWING = ("matplotlib", "IPython")  # whose functions return something that takes anything


class Inert:
    """Takes every call, attribute and index, and does nothing."""

    def __call__(self, *_args: object, **_options: object) -> Inert:
        """Give another one."""
        return self

    def __getattr__(self, name: str) -> Inert:
        """Give another one; special names are left alone, numpy and copy ask for many."""
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __getitem__(self, _index: object) -> Inert:
        """Give another one."""
        return self

    def __iter__(self) -> Iterator[Inert]:
        """Give one entry: `line, = ax.plot(…)`."""
        return iter((self,))

    def __enter__(self) -> Self:
        """Open nothing."""
        return self

    def __exit__(self, *_problem: object) -> None:
        """Close nothing."""


class Silent(Inert):
    """Stands for whatever the course's package has, gives or is told, in whatever way it is used.

    It agrees with whatever it is compared with, so that `assert done.score == 8` holds, and `while done.score < 8`
    ends. Nobody but the learner's own code ever sees it: no result may hold one.
    """

    def __bool__(self) -> bool:
        """Say that nothing is there."""
        return False

    def __len__(self) -> int:
        """Count nothing."""
        return 0

    def __iter__(self) -> Iterator[Inert]:
        """Give no entry."""
        return iter(())

    def __contains__(self, _entry: object) -> bool:
        """Hold nothing."""
        return False

    def __setitem__(self, _index: object, _value: object) -> None:
        """Keep nothing."""

    def __setattr__(self, _name: str, _value: object) -> None:
        """Keep nothing."""

    def __eq__(self, _other: object) -> bool:
        """Agree."""
        return True

    def __ne__(self, _other: object) -> bool:
        """Agree."""
        return False

    def __lt__(self, _other: object) -> bool:
        """Agree."""
        return False

    def __le__(self, _other: object) -> bool:
        """Agree."""
        return True

    __ge__ = __le__
    __gt__ = __lt__
    __hash__ = object.__hash__

    def __int__(self) -> int:
        """Be worth nothing."""
        return 0

    def __float__(self) -> float:
        """Be worth nothing."""
        return 0.0

    def __round__(self, _digits: int | None = None) -> int:
        """Be worth nothing."""
        return 0

    def __add__(self, _other: object) -> Silent:
        """Stay what it is: points are added up and divided."""
        return self

    __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __add__

    def __repr__(self) -> str:
        """Say nothing."""
        return ""

    def __format__(self, _style: str) -> str:
        """Say nothing, in any style."""
        return ""


INERT = Inert()
SILENCE = Silent()


def two(*_args: object, **_options: object) -> tuple[Inert, Inert]:
    """Give a figure and its axes, neither of them real."""
    return INERT, INERT


class StandIn(ModuleType):
    """A module that has every name."""

    __version__ = ""  # is printed, at most

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 -- whatever is asked for
        """Give something inert for every name that is not special."""
        if name.startswith("__"):
            raise AttributeError(name)
        return two if name == "subplots" else INERT


class SilentModule(ModuleType):
    """The course's package, or a module of it; `quiz` is one that can be called."""

    __version__ = ""  # as above
    __all__ = offered

    def __getattr__(self, name: str) -> Silent:
        """Give something silent for every name that is not special."""
        if name.startswith("__"):
            raise AttributeError(name)
        return SILENCE

    def __call__(self, *_args: object, **_options: object) -> Silent:
        """Give something silent."""
        return SILENCE


class Finder(MetaPathFinder, Loader):
    """Finds a stand-in for each of these packages and everything below them."""

    def find_spec(
        self, fullname: str, _path: Sequence[str] | None = None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Answer for the packages that are stood in for."""
        if fullname.partition(".")[0] in (SILENT, *DRAWING):
            return ModuleSpec(fullname, self, is_package=True)
        return None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """Make the module."""
        return SilentModule(spec.name) if spec.name.partition(".")[0] == SILENT else StandIn(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Run nothing."""


def install() -> None:
    """Forget the grader's own modules in this process, and put stand-ins in their place."""
    for name in [name for name in sys.modules if name.partition(".")[0] in (SILENT, *DRAWING)]:
        del sys.modules[name]
    sys.meta_path.insert(0, Finder())

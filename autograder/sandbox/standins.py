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

SILENT = "autograder"  # whose functions return None
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


INERT = Inert()


def nothing(*_args: object, **_options: object) -> None:
    """Do nothing."""


def two(*_args: object, **_options: object) -> tuple[Inert, Inert]:
    """Give a figure and its axes, neither of them real."""
    return INERT, INERT


class StandIn(ModuleType):
    """A module that has every name."""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 -- whatever is asked for
        """Give something inert for every name that is not special."""
        if name.startswith("__"):
            raise AttributeError(name)
        if self.__name__.partition(".")[0] == SILENT:
            return nothing
        return two if name == "subplots" else INERT


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
        return StandIn(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Run nothing."""


def install() -> None:
    """Forget the grader's own modules in this process, and put stand-ins in their place."""
    for name in [name for name in sys.modules if name.partition(".")[0] in (SILENT, *DRAWING)]:
        del sys.modules[name]
    sys.meta_path.insert(0, Finder())

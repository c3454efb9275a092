"""Stand-ins for packages that graded code may import, and that have nothing to do here.

A notebook of the course checks itself and draws plots. While it is graded there is nobody to look at either, and
neither may cost a learner the functions that stand below such a line.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

import numpy as np

from autograder import __all__ as offered
from autograder.sandbox.guest.inert import Inert, Silent, grid

SILENT = "autograder"  # whose names take anything, too, and have nothing in them
DRAWING = frozenset(
    ["matplotlib", "mpl_toolkits", "matplotlib_inline", "ipympl", "pylab", "seaborn", "plotly", "IPython", "ipywidgets"]
)  # whose functions return something that takes anything
# What `from matplotlib.pyplot import *` gives, as far as anybody writes it.
PYPLOT = """
annotate arrow autoscale axes axhline axhspan axis axline axvline axvspan bar barbs barh boxplot broken_barh cla clabel
clf clim close cm colorbar colormaps contour contourf draw draw_if_interactive ecdf errorbar eventplot figaspect
figimage figlegend fignum_exists figtext figure fill fill_between fill_betweenx findobj gca gcf gci get_cmap
get_current_fig_manager get_figlabels get_fignums get_plot_commands getp ginput grid hexbin hist hist2d hlines imread
imsave imshow ioff ion isinteractive legend locator_params loglog margins matplotlib matshow minorticks_off
minorticks_on mpl pause pcolor pcolormesh pie plot plt polar psd quiver quiverkey rc rc_context rcdefaults rcParams
rgrids savefig sca scatter sci semilogx semilogy set_cmap setp show specgram spy stackplot stairs stem step
streamplot style subplot subplot2grid subplot_mosaic subplot_tool subplots subplots_adjust suptitle
switch_backend table text thetagrids tick_params ticklabel_format tight_layout title tricontour tricontourf tripcolor
triplot twinx twiny violinplot vlines waitforbuttonpress xcorr xkcd xlabel xlim xscale xticks ylabel ylim
yscale yticks
"""
PYTHONS = frozenset(["abs", "bool", "bytes", "max", "min", "pow", "round"])  # which pylab does not take from numpy
SILENCE = Silent()


def two(*args: Any, **options: Any) -> tuple[Inert, Any]:  # noqa: ANN401 -- as subplots() takes and gives
    """Give a figure and its axes, none of them real."""
    return Inert("figure"), grid(*args, **options)


class StandIn(ModuleType):
    """A module that has every name."""

    __version__ = "3.10.0"  # is compared with others, at most

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 -- whatever is asked for
        """Give something inert for every name that is not special."""
        if name.startswith("__"):
            raise AttributeError(name)
        if name in {"pyplot", "plt"}:
            return import_module("matplotlib.pyplot")
        if name in {"subplots", "subplot_mosaic"}:
            return two if name == "subplots" else lambda *_args, **_options: (Inert("figure"), Inert("axes"))
        return Inert(name)

    def __setattr__(self, name: str, value: object) -> None:
        """Take what Python itself sets, and nothing else: `plt.rcParams = …` changes nothing."""
        if name.startswith("__") or isinstance(value, ModuleType):
            super().__setattr__(name, value)

    def __call__(self, *args: Any, **options: Any) -> Any:  # noqa: ANN401 -- as something inert
        """Be a function too, as `from ipywidgets import interact` may stand for either."""
        return Inert()(*args, **options)


class SilentModule(ModuleType):
    """The course's package, or a module of it; `quiz` is one that can be called."""

    __version__ = ""  # is printed, at most
    __all__ = offered

    def __getattr__(self, name: str) -> Silent:
        """Give something silent for every name that is not special."""
        if name.startswith("__"):
            raise AttributeError(name)
        return SILENCE

    def __call__(self, *_args: object, **_options: object) -> Silent:
        """Give something silent."""
        return SILENCE


class Finder:
    """Finds a stand-in for each of these packages and everything below them.

    `importlib.abc` has base classes for that, and loads archives, temporary files and more, for which every start waits.
    """

    def find_spec(
        self, fullname: str, _path: Sequence[str] | None = None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Answer for the packages that are stood in for."""
        root = fullname.partition(".")[0]
        if root == SILENT or root in DRAWING:
            return ModuleSpec(fullname, self, is_package=True)  # type: ignore[arg-type]  # a loader by what it does
        return None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """Make the module."""
        return SilentModule(spec.name) if spec.name.partition(".")[0] == SILENT else StandIn(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Run nothing; give the names of those modules that are imported as a whole."""
        if module.__name__ in {"pylab", "matplotlib.pylab", "matplotlib.pyplot"}:
            names = {} if module.__name__.endswith("pyplot") else _of_numpy()
            names = {name: getattr(module, name) for name in PYPLOT.split()} | names
            vars(module).update(names | {"__all__": sorted(names)})


def _of_numpy() -> dict[str, object]:
    """Give what pylab takes from numpy: everything, save a few names that stay Python's own."""
    found: dict[str, object] = {}
    for home in (np, np.fft, np.random, np.linalg):
        found |= {name: getattr(home, name) for name in home.__all__ if hasattr(home, name)}
    return {name: value for name, value in found.items() if name not in PYTHONS} | {"np": np, "ma": np.ma}


def install() -> None:
    """Forget the grader's own modules in this process, and put stand-ins in their place."""
    for name in [name for name in sys.modules if name.partition(".")[0] in {SILENT, *DRAWING}]:
        del sys.modules[name]
    sys.meta_path.insert(0, Finder())

"""Where Python, numpy and this package lie on this machine: what the warm process is given to see.

This module imports no numpy: it is used before the warm process is on its way.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from dataclasses import dataclass
from pathlib import Path

LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64")  # what modules of Python are linked with
PACKAGES = ("site-packages", "dist-packages")
# The parts of this package that the warm process imports; exercises, checks and answers lie elsewhere in it.
PARTS = ("__init__.py", "i18n", *(f"sandbox/{part}" for part in ("__init__.py", "guest", "linux", "protocol")))


@dataclass(frozen=True, slots=True)
class Places:
    """Paths, all absolute: the interpreter, its own library, the folders packages are imported from, this package."""

    python: str
    library: tuple[str, ...]
    packages: tuple[str, ...]
    ours: str


def places() -> Places:
    """Find them for the Python that is running; a virtual environment counts with its packages alone."""
    # The interpreter that a virtual environment was made from finds its library without the environment.
    python = getattr(sys, "_base_executable", None) or sys.executable
    library = {os.path.dirname(os.__file__)}  # noqa: PTH120 -- as it is spelt there
    library |= {f"{prefix}/{name}" for prefix in (sys.base_prefix, sys.base_exec_prefix) for name in ("lib", "lib64")}
    return Places(
        python=os.path.realpath(python),
        library=tuple(sorted({str(Path(place).resolve()) for place in library if Path(place).is_dir()})),
        packages=tuple(dict.fromkeys(str(Path(place).resolve()) for place in _packages())),
        ours=str(Path(__file__).resolve().parents[2]),
    )


def _packages() -> list[str]:
    """Give the folders of installed packages, that of numpy among them, in the order of sys.path."""
    found = [place for place in sys.path if Path(place).name in PACKAGES and Path(place).is_dir()]
    numpy = importlib.util.find_spec("numpy")
    if numpy is not None and numpy.origin is not None:
        home = str(Path(numpy.origin).parents[1])
        if home not in found:
            found.insert(0, home)
    return found

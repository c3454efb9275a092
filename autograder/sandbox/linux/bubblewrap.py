"""The outermost layer: namespaces by bubblewrap, and the paths that a learner's process may read."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from autograder.frozen import frozen

LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64")  # what modules of Python are linked with
PACKAGES = ("site-packages", "dist-packages")
# The parts of this package that the warm process imports; exercises, checks and answers lie elsewhere in it.
PARTS = (
    "__init__.py",
    "frozen.py",
    "i18n",
    *(f"sandbox/{part}" for part in ("__init__.py", "guest", "linux", "protocol")),
)


@frozen
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


PROGRAM = "bwrap"
NOBODY = "65534"
DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom")
LINKS = ("/etc/ld.so.cache", "/etc/alternatives")  # how libraries are found, where they are not where they seem
OPTIONS = (
    "--unshare-user --unshare-pid --unshare-net --unshare-ipc --unshare-uts --unshare-cgroup-try "
    "--die-with-parent --new-session --as-pid-1 --cap-drop ALL --hostname sandbox"
)


def program() -> str | None:
    """Find bubblewrap on the grader's PATH."""
    for folder in os.get_exec_path():
        candidate = Path(folder) / PROGRAM
        if candidate.is_absolute() and os.access(candidate, os.X_OK):
            return str(candidate)
    return None


def wrapper(where: Places) -> list[str] | None:
    """Give the words to put before a command that runs `where.python`; None if there is no bubblewrap.

    The command becomes process 1 of its namespace: when it ends, however that comes, the kernel ends all below it.
    """
    found = program()
    if found is None:
        return None
    words = [found, *OPTIONS.split(), "--uid", NOBODY, "--gid", NOBODY]
    for place in _outermost((*LIBRARIES, *where.library, *where.packages, where.python)):
        words += ["--ro-bind", place, place]
    for link in map(Path, LIBRARIES):
        if link.is_symlink():
            words += ["--symlink", str(link.readlink()), str(link)]
    for place in LINKS:
        words += ["--ro-bind-try", place, place]
    words += ["--tmpfs", where.ours]  # over the whole package, wherever it is installed; then what is needed of it
    for part in PARTS:
        words += ["--ro-bind", f"{where.ours}/{part}", f"{where.ours}/{part}"]
    for device in DEVICES:
        words += ["--dev-bind", device, device]
    return [*words, "--proc", "/proc", "--remount-ro", where.ours, "--remount-ro", "/", "--chdir", "/", "--"]


def _outermost(places: tuple[str, ...]) -> Iterator[str]:
    """Give the places that exist, are no links, and lie in no other one of them."""
    there = {place for place in places if Path(place).exists() and not Path(place).is_symlink()}
    for place in sorted(there):
        if not any(str(above) in there for above in Path(place).parents):
            yield place

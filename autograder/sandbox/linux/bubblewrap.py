"""bubblewrap around the warm process: namespaces in which there is nothing but Python and numpy, read-only.

There is no network, no other process, no file of the grader's or of anybody's. Nothing can be written either: a
learner's scratch is in memory (`autograder.sandbox.guest.memory_fs`), and what does not exist on a disk need not be emptied,
measured or cleaned up after a crash.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from autograder.sandbox.linux.paths import LIBRARIES, PARTS, Places

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

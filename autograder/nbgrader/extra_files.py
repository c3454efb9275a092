"""The files that a learner hands in beside the notebooks, such as pictures: copied, since feedback shows them."""

from __future__ import annotations

import contextlib
import stat
from dataclasses import replace
from pathlib import Path

from autograder.atomic_write import replace_file
from autograder.nbgrader.course_directory import TIMESTAMP
from autograder.submission.names import passed_over
from autograder.submission.submission_model import LIMITS, MEGABYTE, Unreadable
from autograder.submission.tree import read_folder

MOST_BYTES = 20 * MEGABYTE  # of a submission's files together
MOST_BYTES_EACH = 10 * MEGABYTE
NOTEBOOK = ".ipynb"


def copy_beside(folder: Path, out: Path, mode: int) -> None:
    """Copy regular files that are no notebooks; links are not followed. Beyond the limits nothing is copied."""
    try:
        found = read_folder(str(folder), _cap_of, replace(LIMITS, folder_bytes=MOST_BYTES))
    except Unreadable:
        return
    for name, data in found.files:
        path = Path(name)
        if name == TIMESTAMP or any(part.lower().endswith(NOTEBOOK) for part in path.parts):
            continue
        with contextlib.suppress(OSError):  # what stands in its place is of another kind, or the name is too long here
            (out / path).parent.mkdir(parents=True, exist_ok=True)
            replace_file(out / path, data, mode)


def sign_of(path: Path, folder: Path) -> str:
    """Tell whether such a file has changed, without reading it; empty where it is none."""
    parts = path.relative_to(folder).parts
    if any(map(passed_over, parts)):
        return ""
    try:
        status = path.lstat()
    except OSError:
        return ""
    return repr((parts, status.st_size, status.st_mtime_ns)) if stat.S_ISREG(status.st_mode) else ""


def _cap_of(name: str) -> int | None:
    return None if name.lower().endswith(NOTEBOOK) else MOST_BYTES_EACH

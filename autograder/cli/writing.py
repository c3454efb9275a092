"""Files are written whole or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

from autograder.cli.problem import Problem
from autograder.core.language import Text
from autograder.core.plain import one_line
from autograder.replacing import replace_file

CANNOT_WRITE = Text(en="{path} cannot be written: {error}", pt="não foi possível gravar {path}: {error}")


def write_whole(path: Path, text: str) -> None:
    """Write a text in one step, making its folder; what was there stays if it fails. Raises `Problem`.

    A link stays a link to what is written; a device or a pipe is written to, not replaced.
    """
    try:
        path = path.resolve()
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.is_file() and not path.is_dir():
            path.write_text(text, encoding="utf-8", newline="\n")
        else:
            replace_file(path, text.encode())
    except (OSError, ValueError) as error:  # ValueError: a null character in the name
        reason = one_line(getattr(error, "strerror", None) or str(error))
        raise Problem(CANNOT_WRITE(path=one_line(str(path)), error=reason)) from None


def check_writable(path: Path) -> None:
    """Make sure that a file can be written, before any work is done for it; makes its folder. Raises `Problem`."""
    try:
        path = path.resolve()
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if not path.exists() or path.is_file():
            descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".writable.")
            os.close(descriptor)
            os.unlink(temporary)  # noqa: PTH108 -- by the name that mkstemp gave
    except (OSError, ValueError) as error:
        reason = one_line(getattr(error, "strerror", None) or str(error))
        raise Problem(CANNOT_WRITE(path=one_line(str(path)), error=reason)) from None


def write_new(path: Path, text: str) -> bool:
    """Write a text unless something is there already; say whether it was written. Raises `Problem`."""
    try:
        if path.exists() or path.is_symlink():
            return False
    except OSError as error:  # a folder that may not be entered
        reason = one_line(error.strerror or str(error))
        raise Problem(CANNOT_WRITE(path=one_line(str(path)), error=reason)) from None
    write_whole(path, text)
    return True

"""Files are written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from autograder.cli.problem import Problem
from autograder.core.language import Text
from autograder.core.plain import one_line

CANNOT_WRITE = Text(en="{path} cannot be written: {error}", pt="não foi possível gravar {path}: {error}")


def write_whole(path: Path, text: str) -> None:
    """Write a text in one step, making its folder; what was there stays if it fails. Raises `Problem`."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
            os.chmod(temporary, 0o666 & ~_umask())  # noqa: PTH101 -- by the name that mkstemp gave
            os.replace(temporary, path)  # noqa: PTH105 -- as above
        except BaseException:
            os.unlink(temporary)  # noqa: PTH108 -- as above
            raise
    except OSError as error:
        reason = one_line(error.strerror or str(error))
        raise Problem(CANNOT_WRITE(path=one_line(str(path)), error=reason)) from None


def write_new(path: Path, text: str) -> bool:
    """Write a text unless something is there already; say whether it was written. Raises `Problem`."""
    if path.exists() or path.is_symlink():
        return False
    write_whole(path, text)
    return True


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask

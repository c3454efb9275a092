"""Files that a command writes, whole or not at all, and their names as a shell takes them."""

from __future__ import annotations

import errno
import os
import re
import shlex
import stat
import tempfile
from pathlib import Path

from autograder.atomic_write import replace_file
from autograder.cli.problem import Problem
from autograder.i18n.language import Text
from autograder.i18n.sanitize import escaped, one_line


def path_typed(path: Path) -> str:
    """Write a path as a shell takes it: quoted where needed, never to be taken for an option.

    What no terminal should be shown is spelled out by its bytes.
    """
    text = str(path)
    if text.startswith("-"):
        text = os.path.join(".", text)  # noqa: PTH118 -- pathlib would drop the dot again
    if os.name == "nt":  # no name there has a quote in it
        return f'"{escaped(text)}"' if " " in text else escaped(text)
    if text == escaped(text) and not {"\n", "\t"} & set(text):
        return shlex.quote(text)
    return "$'" + "".join(_spelled(character) for character in text) + "'"  # as bash, zsh and ksh have it


def option_typed(folder: Path) -> str:
    """Write the option that a command needs to work in `folder`: nothing for this folder."""
    return "" if folder == Path() else f" --dir {path_typed(folder)}"


def _spelled(character: str) -> str:
    if character in "\\'":
        return f"\\{character}"
    if character == escaped(character) and character.isprintable():
        return character
    return "".join(f"\\{byte:03o}" for byte in os.fsencode(character))


CANNOT_WRITE = Text(en="{path} cannot be written: {error}", pt="não foi possível gravar {path}: {error}")
# Names of what is open in this process already. It is written through its descriptor: opened by its name, a file that
# standard output goes to would begin anew, and a socket could not be opened at all.
OPEN = re.compile(r"/dev/(?:fd/(?P<fd>\d{1,6})|std(?P<std>out|err))|/proc/self/fd/(?P<own>\d{1,6})")
STANDARD = {"out": 1, "err": 2}
FAULTS = (OSError, ValueError, RuntimeError)  # a null character in the name, links that lead to each other


def write_whole(path: Path, text: str, *, durable: bool = True) -> None:
    """Write a text in one step, making its folder; what was there stays if it fails. Raises `Problem`.

    A link stays a link to what is written; a device or a pipe is written to, not replaced.
    """
    try:
        descriptor = _descriptor(path)
        if descriptor is not None:
            with os.fdopen(os.dup(descriptor), "wb") as stream:
                stream.write(text.encode())
        elif _is_special(path):
            path.write_bytes(text.encode())
        else:
            path = path.resolve()
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(path, text.encode(), durable=durable)
    except FAULTS as error:
        raise _problem(path, error) from None


def append_whole(path: Path, text: str) -> None:
    """Add a text to a file in one write, an empty line before it if there is anything yet. Raises `Problem`."""
    if _descriptor(path) is not None or _is_special(path):
        write_whole(path, text)
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a+b", buffering=0) as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - 2))
            last = file.read()
            missing = 2 - (len(last) - len(last.rstrip(b"\n"))) if last else 0
            added = b"\n" * missing + text.encode()
            whole = file.write(added) == len(added)
    except FAULTS as error:
        raise _problem(path, error) from None
    if not whole:
        raise _problem(path, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))


def check_writable(path: Path, *, appending: bool = False) -> None:
    """Make sure that a file can be written, before any work is done for it; makes its folder. Raises `Problem`.

    What is appended to is not replaced: the file itself must be writable, not its folder.
    """
    try:
        descriptor = _descriptor(path)
        if descriptor is not None:
            os.write(descriptor, b"")  # fails where it is closed, or open for reading only
        elif not _is_special(path):
            path = path.resolve()
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
            if appending and path.exists():
                path.open("a+b").close()
            else:
                descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".writable.")
                os.close(descriptor)
                os.unlink(temporary)  # noqa: PTH108 -- by the name that mkstemp gave
    except FAULTS as error:
        raise _problem(path, error) from None


def same_file(one: Path, other: Path) -> bool:
    """Say whether both name the same file, or the same open descriptor, however each is spelled."""
    try:
        return _identity(one) == _identity(other)
    except FAULTS:  # a name that is none: `check_writable` says so
        return False


def write_new(path: Path, text: str) -> bool:
    """Write a text unless something is there already; say whether it was written. Raises `Problem`."""
    try:
        if path.exists() or path.is_symlink():
            return False
    except OSError as error:  # a folder that may not be entered
        raise _problem(path, error) from None
    write_whole(path, text)
    return True


def _descriptor(path: Path) -> int | None:
    """Give the descriptor that a name such as /dev/stdout or /dev/fd/63 stands for."""
    found = OPEN.fullmatch(str(path))
    if found is None:
        return None
    return STANDARD[found["std"]] if found["std"] else int(found["fd"] or found["own"])


def _is_special(path: Path) -> bool:
    """Say whether something is there that is no regular file: a pipe, a device."""
    return path.exists() and not path.is_file() and not path.is_dir()


def _identity(path: Path) -> tuple[object, ...]:
    descriptor = _descriptor(path)
    if descriptor is None and not path.is_file():
        return ("path", path.resolve())
    status = path.stat() if descriptor is None else os.fstat(descriptor)
    if descriptor is not None and not stat.S_ISREG(status.st_mode):
        return ("descriptor", descriptor)
    return ("file", status.st_dev, status.st_ino)


def _problem(path: Path, error: Exception) -> Problem:
    reason = one_line(getattr(error, "strerror", None) or str(error))
    return Problem(CANNOT_WRITE(path=one_line(str(path)), error=reason))

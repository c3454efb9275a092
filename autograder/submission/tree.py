"""Reading files and folders that nobody trusts: regular files only, no link followed, everything counted.

Folders are walked by open descriptors where the system has them, so that nothing on the way can be exchanged
for a link between looking and opening.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import partial
from typing import BinaryIO, TypeAlias

from autograder.i18n.language import Message, Text
from autograder.i18n.sanitize import one_line
from autograder.submission.entries import Entry, Kind, collected
from autograder.submission.names import passed_over
from autograder.submission.submission_model import (
    IS_LINK,
    NOT_REGULAR,
    TOO_LARGE,
    CapOf,
    Contents,
    ReadLimits,
    Unreadable,
)

_Folder: TypeAlias = int | str  # an open descriptor, or a path where descriptors of folders do not exist

BY_DESCRIPTOR = os.open in os.supports_dir_fd and os.stat in os.supports_dir_fd and os.scandir in os.supports_fd
# Without O_NONBLOCK opening a fifo would wait for somebody to write into it.
FILE_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_BINARY", 0)
)
FOLDER_FLAGS = FILE_FLAGS | getattr(os, "O_DIRECTORY", 0)
CHUNK = 1 << 20

NO_SUCH = Text(en="there is no such file or folder", pt="não existe esse arquivo ou pasta")
NO_PERMISSION = Text(en="the permission to read it is missing", pt="falta permissão de leitura")
SYSTEM_SAID = Text(en="the system cannot read it ({why})", pt="o sistema não consegue ler ({why})")
DEEPEST = Text(
    en="Folders more than {levels} levels down are not looked into, such as `{folder}`.",
    pt="Pastas a mais de {levels} níveis de profundidade não são examinadas, como `{folder}`.",
)
NOT_ENTERED = Text(en="the folder `{folder}` is not entered: {why}.", pt="a pasta `{folder}` não foi aberta: {why}.")
MOST_LEVELS = 30  # of folders in folders; each one that is open takes a descriptor


def why_not(error: OSError) -> Message:
    """Say what the system's error means."""
    match error.errno:
        case errno.ENOENT | errno.ENOTDIR:
            return NO_SUCH()
        case errno.EACCES | errno.EPERM:
            return NO_PERMISSION()
        case errno.ELOOP:
            return IS_LINK()
        case _:
            return SYSTEM_SAID(why=one_line(error.strerror or type(error).__name__, 100))


def read_regular(name: str, cap: int, folder: int | None = None) -> bytes | Message:
    """Read a regular file (below an open folder, if given) of at most `cap` bytes, or say why not."""
    try:
        before = os.lstat(name) if folder is None else os.stat(name, dir_fd=folder, follow_symlinks=False)
        refused = _refused(before, cap)
        if refused is not None:
            return refused
        descriptor = os.open(name, FILE_FLAGS, dir_fd=folder)
        try:
            return _refused(os.fstat(descriptor), cap) or _read(descriptor, cap)
        finally:
            os.close(descriptor)
    except OSError as error:
        return why_not(error)


@contextmanager
def opened_regular(name: str, cap: int) -> Iterator[BinaryIO | Message]:
    """Open a regular file of at most `cap` bytes, or say why not."""
    refused: Message | None
    try:
        refused = _refused(os.lstat(name), cap)
        descriptor = -1 if refused is not None else os.open(name, FILE_FLAGS)
        refused = refused if refused is not None else _refused(os.fstat(descriptor), cap)
    except OSError as error:
        refused, descriptor = why_not(error), -1
    if descriptor < 0:
        yield refused or NO_SUCH()
        return
    with os.fdopen(descriptor, "rb") as file:
        yield refused or file


def _refused(status: os.stat_result, cap: int) -> Message | None:
    if stat.S_ISLNK(status.st_mode):
        return IS_LINK()
    if not stat.S_ISREG(status.st_mode):
        return NOT_REGULAR()
    return TOO_LARGE(limit=cap) if status.st_size > cap else None


def _read(descriptor: int, cap: int) -> bytes | Message:
    """Read to the end; the file may grow meanwhile, or its size be a lie, as below /proc."""
    chunks: list[bytes] = []
    size = 0
    while chunk := os.read(descriptor, CHUNK):
        size += len(chunk)
        if size > cap:
            return TOO_LARGE(limit=cap)
        chunks.append(chunk)
    return b"".join(chunks)


def read_folder(
    path: str,
    cap_of: CapOf,
    limits: ReadLimits,
    is_other: Callable[[str], bool] = lambda _: False,
    *,
    enter: bool = True,
    own: Callable[[str], str | None] | None = None,
) -> Contents:
    """Read the wanted files of a folder, as `entries.collected` does; raises Unreadable."""
    closed: list[Message] = []
    try:
        # The walk is ended with its descriptors, too, where it is broken off.
        with opened_folder(path, closed) as entries:
            found = collected(entries, cap_of, limits, is_other, enter=enter, own=own)
    except OSError as error:
        raise Unreadable(why_not(error)) from error
    return replace(found, notes=(*closed, *found.notes))


@contextmanager
def opened_folder(path: str, closed: list[Message]) -> Iterator[Iterator[Entry]]:
    """Give the entries of a folder, as deep as folders are looked into; raises OSError, as do the entries on the way.

    `closed` comes to hold what there is to say of folders that are not entered.
    """
    with _opened(path, None) as folder, closing(_walked(folder, "", 1, closed)) as entries:
        yield entries


@contextmanager
def _opened(name: str, parent: _Folder | None) -> Iterator[_Folder]:
    """Open a folder that is no link; raises OSError."""
    if not BY_DESCRIPTOR:
        path = name if parent is None else os.path.join(str(parent), name)  # noqa: PTH118 -- plain strings throughout
        if not stat.S_ISDIR(os.lstat(path).st_mode):
            raise OSError(errno.ELOOP, "not a folder")
        yield path
        return
    descriptor = os.open(name, FOLDER_FLAGS, dir_fd=parent if isinstance(parent, int) else None)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _walked(folder: _Folder, prefix: str, level: int, closed: list[Message]) -> Generator[Entry]:
    """Walk a folder in the order of names; raises OSError if it cannot be listed, `closed` are those below that cannot."""
    with os.scandir(folder) as entries:
        listed = sorted((entry.name, _kind(entry)) for entry in entries)
    for name, kind in listed:
        if passed_over(name):
            continue
        if kind != "folder":
            yield Entry(prefix + name, kind, 0, partial(_read_in, folder, name))
            continue
        yield Entry(prefix + name, "folder", 0, lambda _: NOT_REGULAR())
        if level == MOST_LEVELS:
            closed.append(DEEPEST(levels=MOST_LEVELS, folder=one_line(prefix + name)))
            continue
        try:
            with _opened(name, folder) as inner:
                yield from _walked(inner, f"{prefix}{name}/", level + 1, closed)
        except OSError as error:
            closed.append(NOT_ENTERED(folder=one_line(prefix + name), why=why_not(error)))


def _read_in(folder: _Folder, name: str, cap: int) -> bytes | Message:
    if isinstance(folder, int):
        return read_regular(name, cap, folder)
    return read_regular(os.path.join(folder, name), cap)  # noqa: PTH118 -- plain strings throughout


def _kind(entry: os.DirEntry[str]) -> Kind:
    if entry.is_symlink():
        return "link"
    return "folder" if entry.is_dir(follow_symlinks=False) else "file"

"""Reading files and folders that nobody trusts: regular files only, no link followed, everything counted.

Folders are walked by open descriptors where the system has them, so that nothing on the way can be exchanged
for a link between looking and opening.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeAlias

from autograder.i18n.language import Message, Text
from autograder.i18n.sanitize import escaped, one_line
from autograder.submission.names import is_packed, is_source, passed_over
from autograder.submission.submission_model import (
    DEEPER,
    IS_LINK,
    NOT_READ,
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
NOT_ENTERED = Text(en="the folder `{folder}` is not entered: {why}.", pt="a pasta `{folder}` não foi aberta: {why}.")
TOO_MANY = Text(
    en="the folder holds more than {limit} files and folders. Hand in a folder with the course's files alone.",
    pt="a pasta tem mais de {limit} arquivos e pastas. Entregue uma pasta só com os arquivos do curso.",
)
TOO_MUCH = Text(
    en="the folder's exercise files hold more than {limit} bytes together. Clear the outputs of the notebooks and take out copies.",
    pt="os arquivos de exercício da pasta somam mais de {limit} bytes. Limpe as saídas dos notebooks e retire as cópias.",
)


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


def read_folder(path: str, cap_of: CapOf, limits: ReadLimits) -> Contents:
    """Read the wanted files of a folder; raises Unreadable if it cannot be read or is over the caps."""
    walk = _Walk(cap_of, limits)
    try:
        with _opened(path, None) as folder:
            walk.folder(folder, "", 1)
    except OSError as error:
        raise Unreadable(why_not(error)) from error
    return Contents(
        files=tuple(sorted(walk.files)),
        others=tuple(sorted(walk.others)),
        notes=tuple(walk.notes),
        unread=tuple(walk.unread),
        packed=tuple(sorted(walk.packed)),
    )


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


@dataclass(slots=True)
class _Walk:
    """What was found so far."""

    cap_of: CapOf
    limits: ReadLimits
    files: list[tuple[str, bytes]] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)
    unread: list[tuple[str, Message]] = field(default_factory=list)
    packed: list[str] = field(default_factory=list)
    entries: int = 0
    size: int = 0
    deeper: bool = False

    def folder(self, folder: _Folder, prefix: str, level: int) -> None:
        """Walk one folder, in the order of names; raises OSError if it cannot be listed."""
        for name, kind in self._listed(folder):
            if passed_over(name):
                continue
            if kind == "folder":
                self._enter(folder, name, prefix, level)
            elif kind == "link" and self.cap_of(name) is None:
                self.notes.append(NOT_READ(file=one_line(prefix + name), why=IS_LINK()))
            else:
                self._file(folder, name, prefix)

    def _listed(self, folder: _Folder) -> list[tuple[str, str]]:
        listed: list[tuple[str, str]] = []
        with os.scandir(folder) as entries:
            for entry in entries:
                self.entries += 1
                if self.entries > self.limits.folder_entries:
                    raise Unreadable(TOO_MANY(limit=self.limits.folder_entries))
                listed.append((entry.name, _kind(entry)))
        return sorted(listed)

    def _enter(self, folder: _Folder, name: str, prefix: str, level: int) -> None:
        shown = one_line(prefix + name)
        if self.cap_of(name) is not None:  # a folder named like a file that is wanted
            self._refuse(prefix + name, NOT_REGULAR())
        if level >= self.limits.levels:
            if not self.deeper:
                self.notes.append(DEEPER(levels=self.limits.levels, folder=shown))
            self.deeper = True
            return
        try:
            with _opened(name, folder) as inner:
                self.folder(inner, f"{prefix}{name}/", level + 1)
        except OSError as error:
            self.notes.append(NOT_ENTERED(folder=shown, why=why_not(error)))

    def _file(self, folder: _Folder, name: str, prefix: str) -> None:
        cap = self.cap_of(name)
        if cap is None:
            if is_source(name):
                self.others.append(escaped(prefix + name))
            if is_packed(name):
                self.packed.append(escaped(prefix + name))
            return
        if isinstance(folder, int):
            data = read_regular(name, cap, folder)
        else:
            data = read_regular(os.path.join(folder, name), cap)  # noqa: PTH118 -- plain strings throughout
        if isinstance(data, Message):
            self._refuse(prefix + name, data)
            return
        self.size += len(data)
        if self.size > self.limits.folder_bytes:
            raise Unreadable(TOO_MUCH(limit=self.limits.folder_bytes))
        self.files.append((escaped(prefix + name), data))

    def _refuse(self, name: str, why: Message) -> None:
        """Remember a file that is wanted, but is not read."""
        self.unread.append((escaped(name), NOT_READ(file=one_line(name), why=why)))
        self.notes.append(self.unread[-1][1])


def _kind(entry: os.DirEntry[str]) -> str:
    if entry.is_symlink():
        return "link"
    return "folder" if entry.is_dir(follow_symlinks=False) else "file"

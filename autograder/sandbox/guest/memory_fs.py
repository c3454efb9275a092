"""A scratch for learners' code that is only in memory: what is written can be read again, and vanishes with the process.

The kernel lets a learner's process write no file, so nothing fills a disk and nothing has to be cleaned up. Code that
keeps a log or saves its weights is right all the same: for it, `open` and a few functions of `os` work on files that
are not there. Whoever goes around them meets the kernel.
"""

from __future__ import annotations

import builtins
import contextlib
import errno
import io
import os
import stat
from collections.abc import Callable
from typing import Any

import numpy as np

WRITING = frozenset("wax+")
CHANGING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
FILE, FOLDER = stat.S_IFREG | 0o600, stat.S_IFDIR | 0o700


class Scratch:
    """Files and folders by their absolute paths; a folder needs not be made before something is put into it."""

    def __init__(self) -> None:
        """Begin with nothing, beside the functions that know the real files."""
        self._files: dict[str, bytearray] = {}
        self._folders: set[str] = set()
        self._open: Callable[..., Any] = io.open
        self._open_descriptor: Callable[..., int] = os.open
        self._stat: Callable[..., os.stat_result] = os.stat
        self._listdir: Callable[..., list[Any]] = os.listdir

    def install(self) -> None:
        """Take the places of the functions that make, read and remove files."""
        builtins.open = io.open = self.open
        os.open = self.open_descriptor
        os.stat, os.listdir = self.stat, self.listdir
        os.mkdir, os.rmdir = self.mkdir, self.rmdir
        os.remove = os.unlink = self.remove
        with contextlib.suppress(AttributeError):  # np.savetxt has its own reference, at a place that may move
            np.lib._datasource._file_openers._file_openers[None] = self.open  # type: ignore[attr-defined]  # noqa: SLF001 -- as said

    def open(self, file: Any, mode: str = "r", buffering: int = -1, *rest: Any, **options: Any) -> Any:  # noqa: ANN401 -- as open()
        """Open a file for writing in memory, and for reading there if it is there."""
        path = _path(file)
        ours = path in self._files or (bool(WRITING & set(mode)) and path not in {None, os.devnull})
        if path is None or not ours or options.get("opener"):
            return self._open(file, mode, buffering, *rest, **options)
        if path in self._folders:
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), file)
        if "x" in mode and path in self._files:
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), file)
        if "r" in mode and path not in self._files:  # r+: of a real file there is no changing
            return self._open(file, mode, buffering, *rest, **options)
        held = self._files.setdefault(path, bytearray())
        if "w" in mode:
            held.clear()
        raw = _File(path, held, mode)
        buffered = (
            io.BufferedRandom(raw) if "+" in mode else io.BufferedReader(raw) if "r" in mode else io.BufferedWriter(raw)
        )
        if "b" in mode:
            return buffered
        named = dict(zip(("encoding", "errors", "newline"), rest, strict=False)) | options
        given = {name: named[name] for name in ("errors", "newline") if name in named}
        return io.TextIOWrapper(buffered, named.get("encoding") or "utf-8", **given)

    def open_descriptor(self, path: Any, flags: int, *rest: Any, **options: Any) -> int:  # noqa: ANN401 -- as os.open()
        """Open a real file for reading. None is made, not even where no kernel forbids it: nobody would remove it.

        `tempfile` makes one in every folder that may do, the current one too, to see whether it can write there.
        """
        if flags & CHANGING and _path(path) != os.devnull:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        return self._open_descriptor(path, flags, *rest, **options)

    def stat(self, path: Any, *rest: Any, **options: Any) -> os.stat_result:  # noqa: ANN401 -- as os.stat()
        """Know what is in memory, too."""
        where = _path(path)
        if where in self._files:
            return os.stat_result((FILE, 0, 0, 1, 0, 0, len(self._files[where]), 0, 0, 0))
        if where in self._folders:
            return os.stat_result((FOLDER, 0, 0, 1, 0, 0, 0, 0, 0, 0))
        return self._stat(path, *rest, **options)

    def listdir(self, path: Any = ".") -> list[Any]:  # noqa: ANN401 -- as os.listdir()
        """List a real folder, or one in memory."""
        where = _path(path)
        inside = [name for name in (*self._files, *self._folders) if os.path.dirname(name) == where]  # noqa: PTH120 -- os's own words
        if where not in self._folders and not inside:
            return self._listdir(path)
        return [os.path.basename(name) for name in inside]  # noqa: PTH119 -- as above

    def mkdir(self, path: Any, *_rest: Any, **_options: Any) -> None:  # noqa: ANN401 -- as os.mkdir()
        """Make a folder in memory."""
        where = _path(path)
        if where is None or os.path.exists(where):  # noqa: PTH110 -- as above
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), path)
        self._folders.add(where)

    def rmdir(self, path: Any, **_options: Any) -> None:  # noqa: ANN401 -- as os.rmdir()
        """Remove a folder from memory."""
        where = _path(path)
        if where not in self._folders:
            raise PermissionError(errno.EPERM, os.strerror(errno.EPERM), path)
        self._folders.discard(where)

    def remove(self, path: Any, **_options: Any) -> None:  # noqa: ANN401 -- as os.remove()
        """Remove a file from memory."""
        where = _path(path)
        if where not in self._files:
            self._stat(path)  # says so if there is none
            raise PermissionError(errno.EPERM, os.strerror(errno.EPERM), path)
        del self._files[where]


class _File(io.RawIOBase):
    """One opening of a file: a place in bytes that all openings of it share."""

    def __init__(self, path: str, held: bytearray, mode: str) -> None:
        super().__init__()
        self.name = path
        self.mode = mode
        self._held = held
        self._at = 0

    def readable(self) -> bool:
        return "r" in self.mode or "+" in self.mode

    def writable(self) -> bool:
        return bool(WRITING & set(self.mode))

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:  # noqa: ANN401 -- any writable buffer
        part = self._held[self._at : self._at + len(buffer)]
        buffer[: len(part)] = part
        self._at += len(part)
        return len(part)

    def write(self, data: Any, /) -> int:  # noqa: ANN401 -- any buffer
        if "a" in self.mode:
            self._at = len(self._held)
        self._held.extend(bytes(max(0, self._at - len(self._held))))
        self._held[self._at : self._at + len(data)] = data
        self._at += len(data)
        return len(data)

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        self._at = max(0, offset + (0, self._at, len(self._held))[whence])
        return self._at

    def truncate(self, size: int | None = None, /) -> int:
        length = self._at if size is None else size
        del self._held[length:]
        self._held.extend(bytes(length - len(self._held)))
        return length


def _path(file: Any) -> str | None:  # noqa: ANN401 -- whatever is taken for a path
    """Give the absolute path of what names a file; None for a descriptor, and for what is no name."""
    try:
        return os.path.abspath(os.fsdecode(file))  # noqa: PTH100 -- as above
    except (TypeError, ValueError):
        return None

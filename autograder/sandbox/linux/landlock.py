"""Landlock, where Linux has it: a learner's process reads Python and numpy, and no other file.

The rules are made once, in the warm process; each child enters them for good. Only reading is granted, and
nothing of this package, so the checks that are installed beside it cannot be read either.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from collections.abc import Iterable
from pathlib import Path

from autograder.sandbox.linux.bubblewrap import LIBRARIES

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446  # the same numbers on every architecture
VERSION = 1  # LANDLOCK_CREATE_RULESET_VERSION
PATH_BENEATH = 1  # LANDLOCK_RULE_PATH_BENEATH
WRITE_FILE, READ_FILE, READ_DIR = 1 << 1, 1 << 2, 1 << 3
# The rights on files that each version of Landlock knows: all are taken away, some are granted back.
FILE_RIGHTS = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1, 5: (1 << 16) - 1}
WITH_NETWORK, WITH_SCOPES = 4, 6  # the versions that can also refuse TCP; abstract sockets and signals
BOTH = 3  # both rights on TCP; both scopes
FILES = ("/etc/ld.so.cache", "/dev/urandom", "/dev/zero")


class Rules:
    """The rules of one process and its children; `ready` says whether this kernel took them."""

    def __init__(self, folders: Iterable[str]) -> None:
        """Make the rules for a Python that imports from these folders."""
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._ruleset = -1
        version = self._call(CREATE_RULESET, None, 0, VERSION) if sys.platform.startswith("linux") else -1
        if version < 1:
            return
        attributes = struct.pack(
            "=QQQ",
            FILE_RIGHTS[min(version, max(FILE_RIGHTS))],
            BOTH if version >= WITH_NETWORK else 0,
            BOTH if version >= WITH_SCOPES else 0,
        )
        known = 24 if version >= WITH_SCOPES else 16 if version >= WITH_NETWORK else 8
        self._ruleset = self._call(CREATE_RULESET, attributes, known, 0)
        if self.ready:
            self._grant_all(folders)

    @property
    def ready(self) -> bool:
        """Whether there are rules to enter."""
        return self._ruleset >= 0

    def enter(self) -> bool:
        """Put this process under the rules, for good; PR_SET_NO_NEW_PRIVS must be set."""
        return self.ready and self._call(RESTRICT_SELF, self._ruleset, 0) == 0

    def _grant_all(self, folders: Iterable[str]) -> None:
        hidden = Path(__file__).resolve().parents[2]  # this package, with whatever lies in it
        for root in {Path(folder).resolve() for folder in (*folders, *LIBRARIES)}:
            self._grant_but(root, hidden)
        self._grant([Path(file) for file in FILES], READ_FILE)
        self._grant([Path(os.devnull)], READ_FILE | WRITE_FILE)

    def _grant_but(self, root: Path, hidden: Path) -> None:
        """Grant reading of everything below `root` except `hidden`."""
        if root == hidden:
            return
        if root not in hidden.parents:
            self._grant([root], READ_FILE | READ_DIR if root.is_dir() else READ_FILE)
            return
        self._grant([root], READ_DIR)  # imports list the folders they look in
        for entry in root.iterdir():
            if not entry.is_symlink():  # what a link leads to is granted where it is, or not at all
                self._grant_but(entry, hidden)

    def _grant(self, paths: Iterable[Path], rights: int) -> None:
        for path in paths:
            try:
                descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
            except OSError:
                continue  # not on this system
            try:
                rule = struct.pack("=QI", rights, descriptor)
                self._call(ADD_RULE, self._ruleset, PATH_BENEATH, rule, 0)
            finally:
                os.close(descriptor)

    def _call(self, number: int, *args: int | bytes | None) -> int:
        wide = [ctypes.c_long(arg) if isinstance(arg, int) else arg for arg in args]
        return int(self._libc.syscall(ctypes.c_long(number), *wide))

"""A learner's process where no warm process can fork one: a fresh Python that serves one session, and ends.

It speaks through the descriptors that were its standard input and output, as every system has those.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from autograder.sandbox.guest import imports, memory_fs, refused_calls, stub_modules, worker

LOADED = ("numpy", "numpy.random")  # what even a single call needs; nothing else is waited for
READY = b"ready"


def main(cpu: int, libraries: Sequence[str] = (), packages: Sequence[str] = ()) -> NoReturn:
    """Load numpy and `libraries`, say READY, then serve the session; with limits as far as the system has any.

    Nothing else is ever found in the folders `packages`.
    """
    for name in (*LOADED, *libraries):
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    reading, writing = os.dup(0), os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    imports.close(packages)
    stub_modules.install()
    memory_fs.Scratch().install()
    refused_calls.install()
    sys.argv = [""]
    os.environ.clear()
    _limit(cpu)
    os.write(writing, READY)
    worker.serve(reading, writing)


def _limit(cpu: int) -> None:
    """Set limits where there are any (Windows has none of this kind, and macOS not all)."""
    try:
        import resource
    except ImportError:
        return
    for name, most in (("RLIMIT_CPU", cpu), ("RLIMIT_FSIZE", 0), ("RLIMIT_CORE", 0)):
        with contextlib.suppress(AttributeError, ValueError, OSError):
            resource.setrlimit(getattr(resource, name), (most, most))

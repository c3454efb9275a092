"""Calls that the kernel refuses in a way that Python does not put into words: each becomes a plain PermissionError.

Nothing is refused here: where a call is possible, it goes through.
"""

from __future__ import annotations

import contextlib
import errno
import functools
import os
from collections.abc import Callable
from typing import Any


def install() -> None:
    """Put the calls in the places of those that they pass on to."""
    os.umask = _plainly(os.umask)  # fails without a reason: it never does elsewhere
    with contextlib.suppress(ImportError):  # Windows
        import resource

        # Says "not allowed to raise maximum limit", whatever was to be done with it.
        resource.setrlimit = _plainly(resource.setrlimit)


def _plainly(call: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(call)
    def plainly(*args: Any, **options: Any) -> Any:  # noqa: ANN401 -- as the call
        try:
            return call(*args, **options)
        except OSError:
            pass
        except ValueError as problem:
            if "not allowed" not in str(problem):
                raise
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM), call.__name__)

    return plainly

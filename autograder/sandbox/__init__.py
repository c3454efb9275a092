"""Learners' code, run apart: in its own process, with limits, giving back plain values.

The names are loaded when they are first used: a learner's process imports this package too, and brings along
only what it needs; and `autograder.sandbox.process` can start the warm process before numpy is imported here.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from autograder.sandbox.box import Sandbox
    from autograder.sandbox.inprocess import InProcess
    from autograder.sandbox.limits import Limits
    from autograder.sandbox.process import SandboxError, Zygote
    from autograder.sandbox.session import RemoteSession

__all__ = ["InProcess", "Limits", "RemoteSession", "Sandbox", "SandboxError", "Zygote"]

_HOMES = {
    "InProcess": "inprocess",
    "Limits": "limits",
    "RemoteSession": "session",
    "Sandbox": "box",
    "SandboxError": "process",
    "Zygote": "process",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 -- whatever the name stands for
    if name not in _HOMES:
        raise AttributeError(f"module 'autograder.sandbox' has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)

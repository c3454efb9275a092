"""Learners' code, run apart: in its own process, with limits, giving back plain values.

The names are loaded when they are first used: a learner's process imports this package too, and brings along
only what it needs; and `autograder.sandbox.host.zygote_client` can start the warm process before numpy is imported here.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from autograder.sandbox.host.inprocess import InProcess
    from autograder.sandbox.host.sandbox import Sandbox
    from autograder.sandbox.host.session import RemoteSession
    from autograder.sandbox.host.zygote_client import SandboxError, Zygote
    from autograder.sandbox.protocol.isolation import Limits

__all__ = ["InProcess", "Limits", "RemoteSession", "Sandbox", "SandboxError", "Zygote"]

_HOMES = {
    "InProcess": "host.inprocess",
    "Limits": "protocol.isolation",
    "RemoteSession": "host.session",
    "Sandbox": "host.sandbox",
    "SandboxError": "host.zygote_client",
    "Zygote": "host.zygote_client",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 -- whatever the name stands for
    if name not in _HOMES:
        raise AttributeError(f"module 'autograder.sandbox' has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)

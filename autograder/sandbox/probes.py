"""What keeps learners' code apart here: found by trying forbidden acts in a child, not by reading settings."""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TypeAlias

from autograder.core.calls import Call, Cell, Returned, Session
from autograder.core.report import IsolationReport
from autograder.sandbox.limits import MEBIBYTE, Limits

Open: TypeAlias = Callable[[Sequence[Cell], str, float, float], AbstractContextManager[Session]]

CPU_SECONDS, WALL_SECONDS = 20.0, 60.0
POSSIBLE = "possible"
REFUSED = "refused"

# One function for each act. An act is refused if it raises; whatever it returns, or if it ends the process, it was
# possible.
SOURCE = """
import mmap, os, resource, socket, sys, _thread

def tcp_socket(grader, path, size): socket.socket(socket.AF_INET, socket.SOCK_STREAM)
def unix_socket(grader, path, size): socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
def new_process(grader, path, size):
    if os.fork() == 0:
        os._exit(0)
def new_thread(grader, path, size): _thread.start_new_thread(os.getpid, ())
def signal_grader(grader, path, size): os.kill(grader, 0)
def raise_limits(grader, path, size):
    soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (hard + 60, hard + 60))
def much_memory(grader, path, size): mmap.mmap(-1, size)
def write_file(grader, path, size): os.write(os.open(path, os.O_WRONLY | os.O_CREAT), b"written")
def read_grader_source(grader, path, size): open(path, "rb").read(1)
def read_users(grader, path, size): open("/etc/passwd", "rb").read(1)
def read_grader_environment(grader, path, size): open(f"/proc/{grader}/environ", "rb").read(1)
def read_grader_memory(grader, path, size): open(f"/proc/{grader}/mem", "rb")
def be_root(grader, path, size):
    if os.geteuid() != 0:
        raise PermissionError
def new_program(grader, path, size): os.execv(sys.executable, [sys.executable, "-c", ""])
"""
LIMITED = ("tcp_socket", "unix_socket", "new_process", "new_thread", "signal_grader", "raise_limits", "much_memory")
PRIVATE = ("write_file", "read_grader_source", "read_users", "read_grader_environment", "read_grader_memory", "be_root")
LAST = "new_program"  # where it is possible, the process is another one afterwards
LIMITED_TIER, OFFICIAL_TIER = 1, 2


def probed(open_session: Open, limits: Limits) -> IsolationReport:
    """Try every act in one session; the tier is that of everything that was refused."""
    target = Path(tempfile.gettempdir()) / f"autograder-probe-{secrets.token_hex(8)}"
    probes: dict[str, str] = {}
    try:
        with open_session([Cell("probes", SOURCE)], "probes", CPU_SECONDS, WALL_SECONDS) as session:
            for act in (*LIMITED, *PRIVATE, LAST):
                path = target if act == "write_file" else Path(__file__).resolve()
                args = (os.getpid(), str(path), limits.memory + 64 * MEBIBYTE)
                probes[act] = _tried(session, Call(act, args))
    finally:
        target.unlink(missing_ok=True)
    tier = tier_of(probes)
    return IsolationReport(tier, tier >= OFFICIAL_TIER, probes)


def tier_of(probes: dict[str, str]) -> int:
    """Tier 1 where limits hold and nothing can be started or reached; 2 where nothing can be read or written either."""
    if any(probes[act] != REFUSED for act in (*LIMITED, LAST)):
        return 0
    return LIMITED_TIER if any(probes[act] != REFUSED for act in PRIVATE) else OFFICIAL_TIER


def _tried(session: Session, call: Call) -> str:
    """Make one attempt: an exception that the system raises is a refusal, everything else is none."""
    outcome = session.call(call)
    if isinstance(outcome, Returned):
        return POSSIBLE
    kind = getattr(outcome, "kind", "")
    return REFUSED if kind in SYSTEM_ERRORS else f"{POSSIBLE} ({kind or type(outcome).__name__})"


SYSTEM_ERRORS = (
    "BlockingIOError",
    "FileNotFoundError",
    "MemoryError",
    "OSError",
    "PermissionError",
    "ProcessLookupError",
    "RuntimeError",  # "can't start new thread"
    "ValueError",  # "not allowed to raise maximum limit"
)

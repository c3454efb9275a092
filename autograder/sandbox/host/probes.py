"""What keeps learners' code apart here: found by trying forbidden acts in a child, not by reading settings."""

from __future__ import annotations

import os
import secrets
import socket
import tempfile
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import fields
from pathlib import Path
from typing import TypeAlias

from autograder.frozen import frozen
from autograder.sandbox.linux import bubblewrap
from autograder.sandbox.protocol import isolation
from autograder.sandbox.protocol.calls import Call, Cell, Returned, Session, Value
from autograder.sandbox.protocol.isolation import MEBIBYTE, IsolationReport, Limits

Open: TypeAlias = Callable[[Sequence[Cell], str, float, float], AbstractContextManager[Session]]

CPU_SECONDS, WALL_SECONDS = 20.0, 60.0
APPARMOR = Path("/proc/sys/kernel/apparmor_restrict_unprivileged_userns")  # 1 on ubuntu-24.04, as GitHub runs it
POSSIBLE = "possible"
REFUSED = "refused"
PROCESSES = 500  # of those the grader sees, that are looked for inside

# One function for each act, with what it needs to know as keywords of `attempt`. An act is refused if it raises
# one of REFUSALS; whatever it returns, or if it ends the process, it was possible.
SOURCE = """
import mmap, os, resource, socket, sys, _thread

def tcp_socket(**_): socket.socket(socket.AF_INET, socket.SOCK_STREAM)
def unix_socket(**_): socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
def new_process(**_):
    if os.fork() == 0:
        os._exit(0)
def new_thread(**_): _thread.start_new_thread(os.getpid, ())
def signal_grader(grader, **_): os.kill(grader, 0)
def raise_limits(**_):
    soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (hard + 60, hard + 60))
def much_memory(size, **_): mmap.mmap(-1, size)

def write_file(written, **_): os.write(os.open(written, os.O_WRONLY | os.O_CREAT), b"written")
def read_grader_source(source, **_): open(source, "rb").read(1)
def read_users(**_): open("/etc/passwd", "rb").read(1)
def read_grader_environment(grader, **_): open(f"/proc/{grader}/environ", "rb").read(1)
def read_grader_memory(grader, **_): open(f"/proc/{grader}/mem", "rb")
def be_root(**_):
    if os.geteuid() != 0:
        raise PermissionError

def seen(paths):
    for path in paths:
        try: os.stat(path)
        except OSError: continue
        yield path
def other(processes):  # the same number may stand for somebody in another namespace: this process, or the warm one
    return [f"/proc/{number}" for number in processes if number not in (os.getpid(), os.getppid())]
def refused_unless(found):
    if not found:
        raise FileNotFoundError
def see_grader(grader, **_): refused_unless(list(seen(other([grader]))))
def see_processes(processes, **_):
    there = other(processes)
    refused_unless(2 * len(list(seen(there))) > len(there))
def see_network(interfaces, **_):
    refused_unless(list(seen(f"{folder}/{name}" for name in interfaces
                             for folder in ("/sys/class/net", "/proc/self/net/dev_snmp6", "/proc/sys/net/ipv4/conf"))))
def see_files(outside, **_): refused_unless(list(seen(outside)))

def new_program(**_): os.execv(sys.executable, [sys.executable, "-c", ""])

def attempt(acts, names, values):
    known = dict(zip(names, values))
    kinds = []
    for act in acts:
        try: globals()[act](**known)
        except Exception as problem: kinds.append(type(problem).__name__)
        else: kinds.append("")
    return kinds
"""
LIMITED = ("tcp_socket", "unix_socket", "new_process", "new_thread", "signal_grader", "raise_limits", "much_memory")
PRIVATE = ("write_file", "read_grader_source", "read_users", "read_grader_environment", "read_grader_memory", "be_root")
UNSEEN = ("see_grader", "see_processes", "see_network", "see_files")
LAST = "new_program"  # where it is possible, the process is another one afterwards
ACTS = (*LIMITED, *PRIVATE, *UNSEEN, LAST)
REFUSALS = (
    "BlockingIOError",
    "FileNotFoundError",
    "MemoryError",
    "OSError",
    "PermissionError",
    "ProcessLookupError",
    "RuntimeError",  # "can't start new thread"
    "ValueError",  # "not allowed to raise maximum limit"
)


@frozen
class Known:
    """What the acts are told: where to look for what they should not find."""

    grader: int
    source: str
    written: str
    size: int
    processes: list[Value]
    interfaces: list[Value]
    outside: list[Value]


def known(written: Path, limits: Limits) -> Known:
    """Look at this machine as the grader sees it."""
    interfaces: list[Value] = []
    with suppress(OSError):
        interfaces += [name for _, name in socket.if_nameindex() if name != "lo"]
    processes: list[Value] = []
    with suppress(OSError):
        processes += sorted(
            (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdecimal()), reverse=True
        )
    return Known(
        grader=os.getpid(),
        source=str(
            Path(__file__).resolve().parents[1] / "guest" / "worker.py"
        ),  # in view, and hidden by Landlock alone
        written=str(written),
        size=limits.memory + 64 * MEBIBYTE,
        processes=processes[:PROCESSES] or [os.getpid()],
        interfaces=interfaces,
        outside=["/etc/passwd", "/bin/sh", str(Path(__file__).resolve().parents[2] / "atomic_write.py")],
    )


def probed(open_session: Open, limits: Limits) -> IsolationReport:
    """Try every act in one session; the tier is that of everything that was refused."""
    target = Path(tempfile.gettempdir()).resolve() / f"autograder-probe-{secrets.token_hex(8)}"
    about = known(target, limits)
    try:
        with open_session([Cell("probes", SOURCE)], "probes", CPU_SECONDS, WALL_SECONDS) as session:
            # All at once is quick; one by one is for where an act ends the process.
            probes = _tried(session, ACTS[:-1], about)
            if probes is None:
                probes = {}
                for act in ACTS[:-1]:
                    probes |= _tried(session, [act], about) or {act: POSSIBLE}
            probes |= _tried(session, [LAST], about) or {LAST: POSSIBLE}
    finally:
        target.unlink(missing_ok=True)
    tier = tier_of(probes)
    return IsolationReport(tier, tier >= isolation.FILES, probes, lacking(tier))


def lacking(tier: int) -> str:
    """Name what keeps the isolation below tier 3 on this machine, so that somebody can mend it; "" if nothing does."""
    if tier >= isolation.NAMESPACES:
        return ""
    if not isolation.forks():
        return "linux"
    if isolation.highest() < isolation.NAMESPACES:
        return "asked"
    if bubblewrap.program() is None:
        return "bubblewrap"
    return "apparmor" if _said_by_kernel(APPARMOR) == "1" else "namespaces"


def _said_by_kernel(setting: Path) -> str:
    try:
        return setting.read_text(encoding="ascii").strip()
    except (OSError, ValueError):  # a kernel without it
        return ""


def tier_of(probes: dict[str, str]) -> int:
    """Give the tier of what was refused.

    1 where limits hold and nothing can be started or reached; 2 where nothing can be read or written either; 3 where
    nothing else on the machine can even be seen.
    """
    for tier, acts in ((isolation.NONE, (*LIMITED, LAST)), (isolation.CALLS, PRIVATE), (isolation.FILES, UNSEEN)):
        if any(probes[act] != REFUSED for act in acts):
            return tier
    return isolation.NAMESPACES


def _tried(session: Session, acts: Sequence[str], about: Known) -> dict[str, str] | None:
    """Make attempts: an exception that the system raises is a refusal, everything else is none; None if it ended."""
    names: list[Value] = [one.name for one in fields(about)]
    values: list[Value] = [getattr(about, str(name)) for name in names]
    outcome = session.call(Call("attempt", (list(acts), names, values)))
    if not isinstance(outcome, Returned) or not isinstance(outcome.value, list) or len(outcome.value) != len(acts):
        return None
    return {act: _said(kind) for act, kind in zip(acts, outcome.value, strict=True)}


def _said(kind: Value) -> str:
    if kind in REFUSALS:
        return REFUSED
    return f"{POSSIBLE} ({kind})" if kind else POSSIBLE

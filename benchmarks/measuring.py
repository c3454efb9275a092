"""What a command costs: CPU and wall seconds of a process and of everything it started, and how to show such figures."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = Path(sys.executable).with_name("autograder")
AUTOGRADER = (str(SCRIPT),) if SCRIPT.is_file() else (sys.executable, "-m", "autograder")  # as installed, if it is

# Without these, Python keeps what it has compiled, as it does for everybody who has not asked for the contrary.
UNUSUAL = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "PYTHONPYCACHEPREFIX")


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds, the exit status (None: ended because it took too long), and what was printed."""

    cpu: float
    wall: float
    status: int | None
    printed: str


def measured(
    command: Sequence[str], cwd: Path, more: Mapping[str, str] | None = None, seconds: float | None = None
) -> Cost:
    """Run a command, with more in its environment, and add up what it and its descendants used.

    A process is counted once somebody has waited for it: the sandbox's children are waited for by the warm process,
    that one by the grader, and the grader here, so nothing is missed.
    """
    usual = {name: value for name, value in os.environ.items() if name not in UNUSUAL}
    environment = {**usual, "PYTHONPATH": str(ROOT), **(more or {})}
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    status: int | None
    try:
        done = subprocess.run(
            command,
            cwd=cwd,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
        )
        status, printed = done.returncode, done.stdout.decode(errors="replace")
    except subprocess.TimeoutExpired:
        status, printed = None, ""
    wall, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall, status, printed)


def spread(values: Sequence[float], digits: int = 1) -> str:
    """Write min / median / max."""
    return " / ".join(f"{value:.{digits}f}" for value in (min(values), median(values), max(values)))


def milliseconds(values: Sequence[float], digits: int = 1) -> str:
    """Write min / median / max of seconds as milliseconds."""
    return spread([1000 * value for value in values], digits)


def machine() -> str:
    """Say where the figures come from."""
    busy = ", ".join(f"{load:.2f}" for load in os.getloadavg())
    return f"{sys.platform}, Python {sys.version.split()[0]}, {os.cpu_count()} cores, load average {busy}"

"""`autograder watch`: from a save to the verdict, beyond the learner's own computing. Nothing is asserted.

A solved exercise is saved again and again with another comment, in the way of editors that write beside and rename.
What is measured ends when the whole verdict is on standard output; the learner's own functions take less than a millisecond
of it.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from measuring import AUTOGRADER, ROOT, UNUSUAL, machine, measured

EXERCISE, NUMBER = "sigmoid_backward", "05"
LAST = "Ctrl-C ends it."  # what `watch` says last without a terminal
BETWEEN = 0.3  # seconds from one verdict to the next save


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--saves", type=int, default=50)
    parser.add_argument("--poll", action="store_true")
    options = parser.parse_args()
    usual = {name: value for name, value in os.environ.items() if name not in UNUSUAL}
    with tempfile.TemporaryDirectory() as name:
        workspace = Path(name) / "course"
        measured([*AUTOGRADER, "start", str(workspace)], Path(name))
        path = workspace / f"{NUMBER}_{EXERCISE}.py"
        solution = (ROOT / "solutions" / f"{NUMBER}_{EXERCISE}" / f"{EXERCISE}.py").read_text("utf-8")
        command = [*AUTOGRADER, "watch", EXERCISE, "--lang", "en", *(["--poll"] if options.poll else [])]
        with subprocess.Popen(
            command,
            cwd=workspace,
            env={**usual, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
        ) as watch:
            assert watch.stdout is not None  # noqa: S101 -- it is a pipe
            read = watch.stdout.readline
            verdict_after(read, lambda: None)
            verdict_after(read, lambda: save(path, solution))  # the first one warms up
            seconds = []
            for number in range(options.saves):
                time.sleep(BETWEEN)
                text = f"{solution}\n# {number}\n"
                seconds.append(verdict_after(read, lambda text=text: save(path, text)))  # type: ignore[misc]  # bound now
            watch.send_signal(signal.SIGINT)
    print(f"watch, from save to verdict: {machine()}")
    print(f"{options.saves} saves{', by polling' if options.poll else ''}")
    print(f"median {median(seconds) * 1000:.0f} ms, worst {max(seconds) * 1000:.0f} ms")


def save(path: Path, text: str) -> None:
    """Write as many editors do: beside, then renamed."""
    beside = path.with_name(f".{path.name}.swp")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def verdict_after(read: Callable[[], str], act: Callable[[], None]) -> float:
    """Act, and give the seconds until the verdict has been written whole."""
    begun = time.perf_counter()
    act()
    while LAST not in (line := read()):
        if not line:
            raise SystemExit("watch ended")
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()

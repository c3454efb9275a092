"""What isolation costs: a session of five calls at each tier, against a plain fork of an equally warm process.

Run from the root of the repository: `python benchmarks/isolation.py [sessions]`. All figures are medians of one run, in
which the ways take turns, so that whatever else the machine does falls on all of them alike; compare within a run.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402 -- after the path is set

from autograder.sandbox import Limits, Sandbox  # noqa: E402 -- as above
from autograder.sandbox.guest.zygote import USUAL  # noqa: E402 -- as above
from autograder.sandbox.host.zygote_client import OPTIONS, scrubbed  # noqa: E402 -- as above
from autograder.sandbox.linux.bubblewrap import places  # noqa: E402 -- as above
from autograder.sandbox.protocol.calls import Call, Cell, TimedOut  # noqa: E402 -- as above

SOURCE = "import numpy as np\ndef f(x): return x + 1\n"
CALLS = 5
REPEATED = 200  # of one call
HARM = {
    "loops, 0.5 s of CPU": ("while True: pass", 0.5, 10.0),
    "sleeps, 1 s of wall time": ("import time; time.sleep(100)", 4.0, 1.0),
    "forks": ("import os\n    while True: os.fork()", 4.0, 10.0),
    "floods its output": ("while True: print('x' * 1000)", 4.0, 10.0),
    "ends itself": ("import os; os._exit(0)", 4.0, 10.0),
}

# The plain fork: the same modules, the same source, five calls over a socket, killed and waited for. No limits, no
# filter, no frames of ours: lines with a float in them.
PLAIN = f"""
import gc, importlib, os, signal, socket, sys
sys.path += sys.argv[2:]
for name in {USUAL!r}.split():
    importlib.import_module(name)
gc.collect()
gc.freeze()
control = socket.socket(fileno=int(sys.argv[1]))
while True:
    line, handed, _, _ = socket.recv_fds(control, 100, 1)
    if not line:
        break
    child = os.fork()
    if not child:
        link = socket.socket(fileno=handed[0])
        names = {{}}
        exec(link.recv(1000), names)
        link.send(b"loaded")
        while data := link.recv(100):
            link.send(repr(names["f"](float(data))).encode())
        os._exit(0)
    os.close(handed[0])
    control.send(b"started")
    control.recv(100)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    control.send(b"ended")
"""


class Plain:
    """An equally warm process that forks, and does nothing for isolation."""

    def __init__(self) -> None:
        """Start it."""
        where = places()
        self._control, theirs = socket.socketpair()
        command = [where.python, *OPTIONS, PLAIN, str(theirs.fileno()), *where.packages]
        self._process = subprocess.Popen(command, pass_fds=(theirs.fileno(),), env=scrubbed(os.environ))
        theirs.close()

    def session(self) -> None:
        """Fork, load, call five times, kill, wait."""
        ours, theirs = socket.socketpair()
        socket.send_fds(self._control, [b"fork"], [theirs.fileno()])
        theirs.close()
        self._control.recv(100)
        ours.sendall(SOURCE.encode())
        ours.recv(100)
        for number in range(CALLS):
            ours.sendall(repr(float(number)).encode())
            float(ours.recv(100))
        ours.close()
        self._control.sendall(b"end")
        self._control.recv(100)

    def close(self) -> None:
        """End it."""
        self._control.close()
        self._process.wait()


def session(sandbox: Sandbox) -> None:
    """Do the same in the sandbox."""
    with sandbox.open([Cell("a.py", SOURCE)], "exercise", 10.0, 60.0) as opened:
        for number in range(CALLS):
            opened.call(Call("f", (float(number),)))


def milliseconds(what: Callable[[], object]) -> float:
    """Time one run."""
    begun = time.perf_counter()
    what()
    return 1e3 * (time.perf_counter() - begun)


def compared(ways: dict[str, Callable[[], None]], rounds: int) -> dict[str, float]:
    """Give the median of each way; they take turns."""
    found: dict[str, list[float]] = {name: [] for name in ways}
    for name, way in ways.items():
        for _ in range(5):
            way()
        found[name].clear()
    for _ in range(rounds):
        for name, way in ways.items():
            found[name].append(milliseconds(way))
    return {name: median(times) for name, times in found.items()}


def latency(sandbox: Sandbox, argument: object) -> float:
    """Give the milliseconds of one call with this argument."""
    with sandbox.open([Cell("a.py", SOURCE)], "exercise", 10.0, 60.0) as opened:
        call = Call("f", (argument,))  # type: ignore[arg-type]  # a float or an array
        return median(milliseconds(lambda: opened.call(call)) for _ in range(REPEATED))


def starting(tier: int) -> float:
    """Give the milliseconds from nothing to a first answer."""

    def once() -> None:
        with Sandbox(highest=tier) as sandbox:
            session(sandbox)

    return median(milliseconds(once) for _ in range(7))


def ended(sandbox: Sandbox, body: str, cpu: float, wall: float) -> tuple[float, str]:
    """Give the milliseconds until a harmful submission is over, and what came of it."""
    outcome = None

    def once() -> None:
        nonlocal outcome
        with sandbox.open([Cell("a.py", f"def f():\n    {body}\n")], "exercise", cpu, wall) as opened:
            outcome = opened.call(Call("f", ()))

    taken = milliseconds(once)
    name = type(outcome).__name__
    return taken, f"{name} by its half of the {outcome.clock} time" if isinstance(outcome, TimedOut) else name


def main(rounds: int) -> None:
    """Measure and print."""
    with ExitStack() as stack:
        limits = Limits(
            shortest_call=0.1, sessions_per_zygote=1 << 30
        )  # renewal is the class's affair, not a session's
        asked = {tier: stack.enter_context(Sandbox(limits, highest=tier)) for tier in (3, 2, 1, 0)}
        reached = {tier: sandbox for tier, sandbox in asked.items() if sandbox.isolation().tier == tier}
        plain = Plain()
        stack.callback(plain.close)
        ways: dict[str, Callable[[], None]] = {"plain fork": plain.session}
        ways |= {f"tier {tier}": lambda sandbox=sandbox: session(sandbox) for tier, sandbox in reached.items()}  # type: ignore[misc]
        found = compared(ways, rounds)
        print(f"a session of {CALLS} calls     ms   of a plain fork   of tier 0")
        for name, took in found.items():
            least = found.get("tier 0", took)
            print(f"{name:22} {took:7.2f} {took / found['plain fork']:17.2f} {took / least:11.2f}")
        print("\na call                ms: scalar   1,000 floats")
        for tier, sandbox in reached.items():
            print(f"tier {tier:<17} {latency(sandbox, 1.0):10.3f} {latency(sandbox, np.ones(1_000)):14.3f}")
        print("\nfrom nothing to the end of a first session, and probing alone     ms")
        for tier, sandbox in reached.items():
            sandbox._isolation = None  # noqa: SLF001 -- to probe once more, warm
            print(f"tier {tier:<17} {starting(tier):10.1f} {milliseconds(sandbox.isolation):10.1f}")
        best = max(reached)
        print(f"\nuntil it is over, tier {best}     ms   outcome")
        for name, (body, cpu, wall) in HARM.items():
            taken, outcome = ended(reached[best], body, cpu, wall)
            print(f"{name:26} {taken:8.1f}   {outcome}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 150)

"""Warm processes come and go: nothing under way is disturbed, nothing is lost, nothing is graded twice or left."""

from __future__ import annotations

import os
import resource
import signal
import threading
from functools import partial
from pathlib import Path

import pytest

from autograder.grading.grade_exercise import in_session
from autograder.sandbox import Limits, Sandbox, SandboxError, Zygote
from autograder.sandbox.host import zygote_client
from autograder.sandbox.host.zygote_client import ZygoteDied
from autograder.sandbox.protocol.calls import Call, Cell, Crashed, Returned

CELLS = [Cell("a.py", "def f(x): return x + 1")]
PLACES = ("/tmp", "/dev/shm", "/var/tmp")  # noqa: S108 -- these are looked at, not used


def kill_warm(sandbox):
    """Kill it, and wait until all below it are gone too."""
    there = below(sandbox._warm[()].pid)
    os.kill(sandbox._warm[()].pid, signal.SIGKILL)
    assert wait_for(lambda: not any(running(pid) for pid in there))


def running(pid):
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


def used(sandbox, cells, use, cpu_seconds=60):
    """Use a session as the pipeline does."""
    return in_session(partial(sandbox.open, cells, "exercise", cpu_seconds, 240), use)


def works(sandbox):
    return used(sandbox, CELLS, lambda session: session.call(Call("f", (1,))).value) == 2


def test_the_warm_process_is_renewed_and_sessions_under_way_go_on(tier, children):
    before = children()
    with Sandbox(Limits(sessions_per_zygote=5), highest=tier) as sandbox:
        pids = []
        with sandbox.open(CELLS, "exercise", 60, 240) as under_way:
            for number in range(16):
                assert works(sandbox)
                assert under_way.call(Call("f", (number,))).value == number + 1
                pids.append(sandbox._warm[()].pid)
                if sandbox._warm[()]._next is not None:
                    assert wait_for(lambda: sandbox._warm[()]._next.ready)
            assert len(dict.fromkeys(pids)) >= 3
            assert Path(f"/proc/{pids[0]}").exists()
        assert not Path(f"/proc/{pids[0]}").exists()
    assert children() == before


def wait_for(condition):
    for _ in range(2_000):
        if condition():
            return True
        threading.Event().wait(0.01)
    return False


def test_renewal_with_several_threads_at_once(tier, children):
    before = children()
    wrong = []
    with Sandbox(Limits(sessions_per_zygote=4), highest=tier) as sandbox:

        def use():
            wrong.extend(number for number in range(12) if not works(sandbox))

        threads = [threading.Thread(target=use) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert wrong == []
    assert children() == before


@pytest.mark.parametrize("when", ["at once", "between calls", "during a call"])
def test_what_the_death_of_the_warm_process_cut_short_is_done_once_more(tier, when):
    with Sandbox(highest=tier) as sandbox:
        tries = []

        def use(session):
            tries.append(when)
            first = len(tries) == 1
            if first and when == "at once":
                kill_warm(sandbox)
            assert session.call(Call("f", (1,))) is not None
            if first and when == "between calls":
                kill_warm(sandbox)
            if first and when == "during a call":
                threading.Timer(0.1, kill_warm, (sandbox,)).start()
            return session.call(Call("g", ()))

        cells = [*CELLS, Cell("b.py", "import time\ndef g():\n    time.sleep(0.5)\n    return 'whole'")]
        assert used(sandbox, cells, use).value == "whole"
        assert len(tries) == 2


def test_it_is_done_once_more_and_not_more_often(tier):
    with Sandbox(highest=tier) as sandbox:
        tries = []

        def use(session):
            tries.append(session)
            session.call(Call("f", (1,)))
            kill_warm(sandbox)
            return [session.call(Call("f", (1,))) for _ in range(2)]

        crashed, fine = used(sandbox, CELLS, use)
        assert isinstance(crashed, Crashed)
        assert "ended unexpectedly" in crashed.why.to("en")
        assert isinstance(fine, Returned)
        assert len(tries) == 2


def test_nothing_is_done_twice_on_a_learners_account(tier):
    with Sandbox(highest=tier) as sandbox:
        tries = []

        def use(session):
            tries.append(session)
            return [type(session.call(Call(name, ()))) for name in ("out", "loop", "down")]

        source = "import ctypes, os\ndef out(): os._exit(1)\ndef loop():\n    while True: pass\ndef down(): ctypes.string_at(0)"
        used(sandbox, [Cell("a.py", source)], use, 1)
        assert len(tries) == 1


def test_a_warm_process_killed_before_it_is_used_is_replaced_at_the_same_tier(tier):
    with Sandbox(highest=tier) as sandbox:
        assert works(sandbox)
        for _ in range(3):
            kill_warm(sandbox)
            assert works(sandbox)
            assert sandbox._warm[()]._current.tier == tier


def test_what_cannot_start_is_an_error_and_no_outcome(monkeypatch):
    monkeypatch.setattr(zygote_client, "START", "raise SystemExit")
    with Sandbox() as sandbox, pytest.raises(SandboxError, match="again and again"):
        used(sandbox, CELLS, lambda session: session)
    with pytest.raises(ZygoteDied):
        Zygote(2).ask({"do": "cpu", "child": 1})


def test_nothing_is_left_after_a_run(tier, children):
    def all_there():
        there = {place: {entry.name for entry in Path(place).iterdir()} for place in PLACES if Path(place).is_dir()}
        return len(list(Path("/proc/self/fd").iterdir())), children(), threading.active_count(), there

    def run(sessions):
        with Sandbox(Limits(sessions_per_zygote=20), highest=tier) as sandbox:
            sandbox.isolation()
            for number in range(sessions):
                source = ("def f(x): return x", "import os\ndef f(x): os._exit(0)", "def f(x): print('x' * 10**7)")[
                    number % 3
                ]
                with sandbox.open([Cell("a.py", source)], "exercise", 60, 240) as session:
                    session.call(Call("f", (1,)))

    run(3)
    before, memory = all_there(), resident()
    run(60)
    after = all_there()
    assert after[:3] == before[:3]
    ours = {name for place in PLACES for name in after[3].get(place, set()) - before[3].get(place, set())}
    assert not {name for name in ours if name.startswith(("autograder", "learner"))}
    assert resident() - memory < 16 << 20


def resident():
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize()


def test_the_warm_process_does_not_grow_with_its_sessions(tier):
    def grown(pid, children_of):
        below = [pid, *children_of(pid)]
        return sum(int(Path(f"/proc/{each}/statm").read_text().split()[1]) for each in below) * resource.getpagesize()

    with Sandbox(highest=tier) as sandbox:
        assert works(sandbox)
        first = sandbox._warm[()].pid
        settle(first, tier)
        before = grown(first, below)
        assert all(works(sandbox) for _ in range(60))
        settle(first, tier)
        assert sandbox._warm[()].pid == first
        assert grown(first, below) - before < 4 << 20


def below(root):
    """List the processes below one."""
    found = []
    for task in Path(f"/proc/{root}/task").iterdir():
        for child in map(int, (task / "children").read_text().split()):
            found += [child, *below(child)]
    return found


def settle(root, tier):
    """Wait until learners' processes have been taken leave of: then at most bubblewrap has a child, the warm process."""
    assert wait_for(lambda: len(below(root)) == (tier == 3))

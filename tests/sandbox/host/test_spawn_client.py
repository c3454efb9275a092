"""Where nothing can be forked, each learner's process is started by itself: the same outcomes, at tier 0."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from autograder.sandbox import Limits, Sandbox, SandboxError
from autograder.sandbox.host import spawn_client
from autograder.sandbox.host.spawn_client import Spawner
from autograder.sandbox.protocol import isolation
from autograder.sandbox.protocol.calls import Call, Callback, Cell, Crashed, Raised, Seeded, TimedOut

pytestmark = pytest.mark.slow  # a Python started anew for each exercise

SOURCE = """
import os, sys, time
import numpy as np
def double(x): return x * 2
def ask(J): return J(3.0) + 1
def draw(rng): return rng.random()
def loops():
    while True: pass
def sleeps(): time.sleep(99)
def exits(): os._exit(3)
def prints(): print("said"); os.write(1, b"garbage"); return 1
def raises(): raise ValueError("no")
def secrets(): return sorted(os.environ), sys.argv, [name for name in sys.modules if name.startswith("autograder")]
def writes():
    open("a.txt", "w").write("1"); return open("a.txt").read()
def large(n): return np.zeros(n)
"""


@pytest.fixture
def sandbox(monkeypatch):
    monkeypatch.setenv(isolation.SPAWN_VARIABLE, "1")
    with Sandbox(Limits(shortest_call=1.0)) as opened:
        assert isinstance(opened._warm[()], Spawner)
        yield opened


def children():
    found = set()
    for entry in Path("/proc").iterdir():
        with suppress(OSError):  # it may end meanwhile
            if entry.name.isdigit() and int((entry / "stat").read_text().rpartition(")")[2].split()[1]) == os.getpid():
                found.add(int(entry.name))
    return found


def test_outcomes_are_as_ever(sandbox):
    before = children()
    with sandbox.open([Cell("a.py", SOURCE)], "exercise", 20, 60) as session:
        assert session.call(Call("double", (np.arange(3.0),))).value.tolist() == [0, 2, 4]
        assert session.call(Call("ask", (Callback("J", lambda w: w * w),))).value == 10.0
        assert session.call(Call("draw", (Seeded(7),))).value == np.random.default_rng(7).random()
        assert session.call(Call("prints", ())).value == 1
        assert session.printed == "said\n"
        raised = session.call(Call("raises", ()))
        assert isinstance(raised, Raised)
        assert raised.where == 'line 12: def raises(): raise ValueError("no")'
        assert session.call(Call("writes", ())).value == "1"
        assert session.call(Call("large", (1_000_000,))).value.shape == (1_000_000,)
        environment, arguments, ours = session.call(Call("secrets", ())).value
        assert [name for name in environment if name != "LC_CTYPE"] == []
        assert (arguments, ours) == ([""], [])
        crashed = session.call(Call("exits", ()))
        assert isinstance(crashed, Crashed)
        assert "status 3" in crashed.why.to("en")
        assert session.call(Call("double", (2,))).value == 4
    assert children() <= before


@pytest.mark.parametrize(
    ("function", "cpu", "wall"), [("loops", 1.0, 20.0), ("sleeps", 1.0, 20.0), ("sleeps", 20.0, 2.0)]
)
def test_what_takes_too_long_is_ended(sandbox, function, cpu, wall):
    with sandbox.open([Cell("a.py", SOURCE)], "exercise", cpu, wall) as session:
        begun = time.monotonic()
        assert isinstance(session.call(Call(function, ())), TimedOut)
        assert time.monotonic() - begun < 30  # it would have gone on for ever, or for 99 seconds
    assert session._child is None


def test_the_report_says_tier_0(sandbox):
    isolation = sandbox.isolation()
    assert (isolation.tier, isolation.official) == (0, False)
    assert isolation.probes["tcp_socket"] == "possible"


def test_a_library_is_loaded_where_it_is_asked_for(sandbox):
    cells = [Cell("a.py", "import sys\nhere = 'sympy' in sys.modules\ndef f(): return here")]
    for libraries in ((), ("sympy",)):
        with sandbox.open(cells, "exercise", 20, 60, libraries=libraries) as session:
            assert session.call(Call("f", ())).value is bool(libraries)


def test_closing_ends_what_runs(sandbox):
    before = children()
    with sandbox.open([Cell("a.py", SOURCE)], "exercise", 20, 60) as session:
        assert session.call(Call("double", (1,))).value == 2
        assert len(children() - before) == 1
        sandbox.close()
        assert children() <= before
    with pytest.raises(SandboxError):
        Spawner.spawn(sandbox._warm[()], {"cpu": 1.0})


def test_a_python_that_does_not_come_up_is_told(sandbox, monkeypatch):
    monkeypatch.setattr(spawn_client, "START", "raise SystemExit(1)")
    before = children()
    with pytest.raises(SandboxError, match="could not be started"), sandbox.open([], "exercise", 60, 240):
        pass
    assert children() <= before


def test_grade_and_check_work_and_official_refuses(tmp_path):
    (tmp_path / "linear_backward.py").write_text(
        "def linear(X, W, b): return X @ W + b\ndef linear_backward(g, X, W, b): return g @ W.T, X.T @ g, g.sum(0)\n"
    )
    environment = os.environ | {isolation.SPAWN_VARIABLE: "1", "PYTHONWARNINGS": "error"}

    def ran(*args):
        command = [sys.executable, "-m", "autograder", *args]
        return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)

    done = ran("grade", str(tmp_path), "--json", "-", "--lang", "en")
    (report,) = json.loads(done.stdout)
    assert (done.returncode, report["score"], report["isolation"]["tier"]) == (0, 14, 0)
    refused = ran("grade", str(tmp_path), "--json", "-", "--official", "--lang", "en")
    assert refused.returncode == 1
    assert "tier 0" in json.loads(refused.stdout)[0]["reason"]
    checked = ran("check", "linear_backward", "--dir", str(tmp_path), "--lang", "en")
    assert (checked.returncode, checked.stderr) == (0, "")


LOOKS_FOR_A_PLACE = """
import os, tempfile
def place():
    try: return tempfile.gettempdir()
    except FileNotFoundError: return ""
def here(): return os.getcwd()
def make(path): return os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR)
"""


def test_no_empty_file_is_left_where_the_user_is(sandbox, tmp_path, monkeypatch):
    """`tempfile` tries every folder by making a file there, which it could not remove: `os.remove` knows none of it."""
    monkeypatch.chdir(tmp_path)
    with sandbox.open([Cell("a.py", LOOKS_FOR_A_PLACE)], "exercise", 60, 240) as session:
        assert session.call(Call("place", ())).value == ""
        assert session.call(Call("here", ())).value != str(tmp_path)
        made = session.call(Call("make", (str(tmp_path / "made"),)))
    assert isinstance(made, Raised)
    assert made.kind == "PermissionError"
    assert list(tmp_path.iterdir()) == []

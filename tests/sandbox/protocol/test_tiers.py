"""What happens where a layer is there, where it is not, and where it does not work."""

from __future__ import annotations

import os
import stat
import sys
import threading

import pytest

from autograder.sandbox import Sandbox, Zygote
from autograder.sandbox.linux import bubblewrap
from autograder.sandbox.linux.bubblewrap import PARTS, places
from autograder.sandbox.protocol import isolation
from autograder.sandbox.protocol.calls import Call, Cell

CELLS = [Cell("a.py", "def f(x): return x + 1")]


def works(sandbox):
    with sandbox.open(CELLS, "exercise", 60, 240) as session:
        return session.call(Call("f", (1,))).value == 2


def test_every_tier_can_be_forced(tier):
    if tier is None:
        pytest.skip("no official tier here")
    for highest in range(tier + 1):
        with Sandbox(highest=highest) as sandbox:
            assert sandbox.isolation().tier == highest
            assert sandbox.isolation().official == (highest >= 2)


@pytest.mark.parametrize(
    ("said", "asked", "highest"),
    [
        ("", None, 3),
        ("2", None, 2),
        ("2", 3, 2),
        ("2", 1, 1),
        ("9", None, 3),
        ("x", None, 3),
        ("-1", 2, 2),
        ("0", 3, 0),
    ],
)
def test_the_environment_may_lower_the_tier_and_never_raises_it(monkeypatch, said, asked, highest):
    monkeypatch.setenv(isolation.VARIABLE, said)
    assert isolation.highest(asked) == highest


@pytest.mark.parametrize(
    "script",
    [
        None,
        "#!/bin/sh\necho 'bwrap: setting up uid map: Permission denied' >&2\nexit 1\n",
        "#!/bin/sh\nkill -9 $$\n",
        "not a program",
    ],
    ids=["missing", "refused", "killed", "broken"],
)
def test_without_namespaces_it_goes_on_without_and_says_so(monkeypatch, tmp_path, script):
    if script is not None:
        file = tmp_path / bubblewrap.PROGRAM
        file.write_text(script)
        file.chmod(file.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(tmp_path))
    with Sandbox(highest=3) as sandbox:
        assert works(sandbox)
        assert sandbox.isolation().tier <= 2


def test_a_warm_process_that_did_not_come_up_inside_is_not_mistaken_for_a_dead_one(monkeypatch, tmp_path):
    (tmp_path / bubblewrap.PROGRAM).write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / bubblewrap.PROGRAM).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    zygote = Zygote(3)
    zygote._process.wait(20)
    with Sandbox(zygote=zygote) as sandbox:
        assert works(sandbox)
        assert zygote.alive
        assert zygote.tier == 2


def test_only_what_is_needed_of_this_package_is_inside():
    where = places()
    words = bubblewrap.wrapper(where)
    if words is None:
        pytest.skip("no bubblewrap here")
    bound = [words[at + 1] for at, word in enumerate(words) if word in ("--ro-bind", "--ro-bind-try")]
    inside = [place for place in bound if place.startswith(where.ours)]
    assert inside == [f"{where.ours}/{part}" for part in PARTS]
    assert not [part for part in PARTS if "host" in part or part == "sandbox"]
    assert words.index("--tmpfs") > max(at for at, word in enumerate(words) if word in where.packages)
    assert not {"/", "/home", "/root", "/etc", "/var", os.path.expanduser("~")} & set(bound)  # noqa: PTH111 -- a string
    assert "numpy" in {entry for place in where.packages for entry in os.listdir(place)}  # noqa: PTH208 -- as above


def test_a_warm_process_outlives_the_thread_that_started_it(tier):
    with Sandbox(highest=tier) as sandbox:
        fine = []
        thread = threading.Thread(target=lambda: fine.append(works(sandbox)))
        thread.start()
        thread.join()
        first = sandbox._warm[()].pid
        threading.Event().wait(0.2)  # what ends with the thread would have ended by now
        assert fine == [True]
        assert works(sandbox)
        assert sandbox._warm[()].pid == first


@pytest.mark.skipif(sys.platform != "linux", reason="namespaces are Linux's")
def test_inside_namespaces_there_is_nobody_else():
    source = """
import os
def f():
    seen = [n for n in range(1, 5000) if os.path.exists(f"/proc/{n}")]
    there = [p for p in ("/etc/passwd", "/home", "/sys", "/usr/bin/env", "/run", "/var") if os.path.exists(p)]
    return seen, os.getpid(), os.getuid(), os.uname().nodename, there
"""
    with Sandbox(highest=3) as sandbox:
        if sandbox.isolation().tier < 3:
            pytest.skip("no bubblewrap, or no namespaces, on this machine; where changes are taken, both are required")
        with sandbox.open([Cell("a.py", source)], "exercise", 60, 240) as session:
            seen, pid, user, node, there = session.call(Call("f", ())).value
    assert seen == [1, pid]
    assert (user, node, there) == (65534, "sandbox", [])

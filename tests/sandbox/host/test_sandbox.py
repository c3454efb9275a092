from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from autograder.sandbox import Sandbox, SandboxError, Zygote
from autograder.sandbox.host import zygote_client
from autograder.sandbox.host.probes import ACTS, LAST, SOURCE, tier_of
from autograder.sandbox.host.zygote_client import scrubbed
from autograder.sandbox.protocol.calls import Call, Cell

CELLS = [Cell("a.py", "def f(x): return x + 1")]


def own(processes):
    """Leave out bubblewrap's own process, which waits for the warm one."""
    return {pid for pid in processes if Path(f"/proc/{pid}/comm").read_text() != "bwrap\n"}


def descriptors():
    return len(list(Path("/proc/self/fd").iterdir()))


def test_nothing_is_left_after_close(children):
    before = descriptors(), children()
    with Sandbox() as sandbox, sandbox.open(CELLS, "exercise", 60, 240) as session:
        assert session.call(Call("f", (1,))).value == 2
        assert len(own(children() - before[1])) == 2
        with sandbox.open([Cell("a.py", "import os\ndef f(): os._exit(1)")], "exercise", 60, 240) as crashing:
            crashing.call(Call("f", ()))
        assert len(own(children() - before[1])) == 2
    assert (descriptors(), children()) == before


def test_a_session_that_was_left_open_is_ended_too(children):
    before = descriptors(), children()
    sandbox = Sandbox()
    context = sandbox.open(CELLS, "exercise", 60, 240)
    context.__enter__()
    sandbox.close()
    assert (descriptors(), children()) == before


def test_a_closed_sandbox_says_so():
    sandbox = Sandbox()
    sandbox.close()
    with pytest.raises(SandboxError, match="closed already"), sandbox.open(CELLS, "exercise", 60, 240):
        pass


def test_a_warm_process_started_before_is_used_and_closed(children):
    before = children()
    zygote = Zygote()
    with Sandbox(zygote=zygote) as sandbox, sandbox.open(CELLS, "exercise", 60, 240) as session:
        assert session.call(Call("f", (1,))).value == 2
        assert zygote.pid in children()
    assert children() == before
    assert not zygote.alive


def test_several_sessions_at_once(sandbox):
    wrong = []

    def use(number):
        for _ in range(5):
            with sandbox.open([Cell("a.py", f"def f(x): return x + {number}")], "exercise", 60, 240) as session:
                wrong.extend(k for k in range(20) if session.call(Call("f", (k,))).value != k + number)

    threads = [threading.Thread(target=use, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_the_grader_ending_abruptly_leaves_no_process(tmp_path):
    script = tmp_path / "grader.py"
    script.write_text("""
import os, sys
sys.path.insert(0, sys.argv[1])
from autograder.sandbox.protocol.calls import Cell
from autograder.sandbox import Sandbox
sandbox = Sandbox()
context = sandbox.open([Cell("a.py", "x = 1")], "exercise", 60, 240)
context.__enter__()
print(sandbox._warm[()].pid, flush=True)
os.kill(os.getpid(), 9)
""")
    root = str(Path(__file__).parents[3])
    done = subprocess.run([sys.executable, str(script), root], capture_output=True, text=True, timeout=300, check=False)
    zygote = int(done.stdout)
    for _ in range(500):
        if not Path(f"/proc/{zygote}").exists() or "\nState:\tZ" in Path(f"/proc/{zygote}/status").read_text():
            return
        threading.Event().wait(0.01)
    pytest.fail("the warm process outlives the grader")


def test_the_warm_process_sees_nothing_of_the_environment():
    kept = scrubbed({"SECRET": "x", "PYTHONPATH": "y", "LD_LIBRARY_PATH": "z", "PATH": "w"})
    assert kept["LD_LIBRARY_PATH"] == "z"
    assert kept["OPENBLAS_NUM_THREADS"] == "1"
    assert not {"SECRET", "PYTHONPATH", "PATH"} & set(kept)


def test_starting_the_warm_process_needs_no_numpy():
    code = "import sys; sys.path.insert(0, sys.argv[1]); import autograder.sandbox.host.zygote_client; print('numpy' in sys.modules)"
    root = str(Path(__file__).parents[3])
    done = subprocess.run([sys.executable, "-I", "-c", code, root], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_isolation_is_found_by_trying_and_remembered(sandbox):
    report = sandbox.isolation()
    assert set(report.probes) == set(ACTS)
    assert report.tier == tier_of(report.probes)
    assert report.official == (report.tier >= 2)
    assert sandbox.isolation() is report


def test_the_probes_see_that_acts_are_possible_where_nothing_is_locked(tmp_path):
    target = tmp_path / "written"
    code = f"""{SOURCE}
own = ("read_grader_environment", "read_grader_memory")
about = dict(written=sys.argv[1], source=sys.argv[1], size=1 << 20, processes=[1, os.getppid()],
             interfaces=["default"], outside=["/etc/passwd"])
for act in sys.argv[2].split():
    globals()[act](grader=os.getpid() if act in own else int(sys.argv[3]), **about)
"""
    acts = [act for act in ACTS if act not in ("raise_limits", "be_root")]  # they depend on who runs this
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as somebody:
        command = [sys.executable, "-c", code, str(target), " ".join(acts), str(somebody.pid)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        somebody.communicate(b"\n")
    assert done.returncode == 0, done.stderr
    assert target.read_text() == "written"


@pytest.mark.parametrize(
    ("possible", "tier"),
    [((), 3), (("see_files",), 2), (("read_users",), 1), (("be_root",), 1), (("tcp_socket",), 0), ((LAST,), 0)],
)
def test_the_tier_is_that_of_all_that_is_refused(possible, tier):
    probes = dict.fromkeys(ACTS, "refused") | dict.fromkeys(possible, "possible")
    assert tier_of(probes) == tier


@pytest.mark.skipif(sys.platform != "linux", reason="these layers are Linux's")
@pytest.mark.parametrize(
    ("missing", "tier", "still_refused"),
    [
        ("landlock.CREATE_RULESET = 0xFFF", 1, {"tcp_socket", "new_process", "write_file", "much_memory"}),
        ("seccomp.architecture = lambda: None", 0, {"write_file", "read_users", "read_grader_environment"}),
    ],
)
@pytest.mark.parametrize("tier_asked", [3, 2])
def test_a_missing_layer_lowers_the_tier_and_graded_code_still_runs(
    monkeypatch, missing, tier, still_refused, tier_asked
):
    patched = f"from autograder.sandbox.linux import landlock, seccomp\n{missing}\nzygote.main("
    monkeypatch.setattr(zygote_client, "START", zygote_client.START.replace("zygote.main(", patched))
    with Sandbox(highest=tier_asked) as sandbox:
        report = sandbox.isolation()
        with sandbox.open(CELLS, "exercise", 60, 240) as session:
            assert session.call(Call("f", (1,))).value == 2
    assert report.tier == tier
    assert not report.official
    assert {act for act, found in report.probes.items() if found == "refused"} >= still_refused

"""Learners' code that does harm, on purpose or not: a clear outcome, and the next session as if nothing had been."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import numpy as np
import pytest

from autograder.sandbox import Limits, Sandbox
from autograder.sandbox.protocol.calls import Call, Callback, Cell, Crashed, Raised, Rejected, Returned, TimedOut

GOOD = [Cell("exercise.py", "def f(): return 'fine'")]


@pytest.fixture(autouse=True)
def _next_session_is_unaffected(sandbox):
    yield
    with sandbox.open(GOOD, "exercise", 60, 240) as session:
        assert session.call(Call("f", ())).value == "fine"


def said(outcome):
    """Give what an outcome says, having made sure that it says it in two languages."""
    assert isinstance(outcome, Crashed | Rejected)
    assert outcome.why.to("pt-BR") != outcome.why.to("en")
    return outcome.why.to("en")


@pytest.mark.parametrize(
    "body",
    [
        "while True: pass",
        "while True:\n        try: f()\n        except BaseException: pass",
        "import signal\n    for n in range(1, 65):\n        try: signal.signal(n, signal.SIG_IGN)\n        except Exception: pass\n    while True: pass",
        "import sys; sys.settrace(lambda *a: None); sum(iter(int, 1))",
        "return 10 ** 10 ** 10",
        "class E(Exception):\n        def __str__(self):\n            while True: pass\n    raise E",
    ],
)
def test_an_endless_computation_is_ended(outcome, body):
    ended = outcome(f"def f():\n    {body}", cpu=0.6)
    assert (type(ended), ended.clock) == (TimedOut, "cpu")
    assert ended.seconds == pytest.approx(0.3, abs=0.15)


def test_sleep_is_ended_by_the_wall_clock(outcome):
    ended = outcome("import time\ndef f(): time.sleep(100)", wall=2.0)
    assert (type(ended), ended.clock) == (TimedOut, "wall")


def test_other_functions_keep_their_points_after_a_timeout_and_a_crash(sandbox):
    source = "import os\ndef loop():\n    while True: pass\ndef out(): os._exit(3)\ndef f(): return 1"
    with sandbox.open([Cell("a.py", source)], "exercise", 2.0, 240) as session:
        first, used = session.call(Call("f", ())), session.cpu_used
        outcomes = [first, *(session.call(Call(name, ())) for name in ("loop", "f", "out", "f"))]
        assert [type(each) for each in outcomes] == [Returned, TimedOut, Returned, Crashed, Returned]
        assert "status 3" in said(outcomes[3])
        assert outcomes[1].seconds == pytest.approx((2.0 - used) / 2, abs=0.02)
        assert used + outcomes[1].seconds <= session.cpu_used < 2.0
    assert used + outcomes[1].seconds <= session.cpu_used < 2.0


def test_each_call_has_half_of_what_is_left_and_then_none(sandbox):
    with sandbox.open([Cell("a.py", "def f():\n    while True: pass")], "exercise", 0.4, 240) as session:
        seconds = [session.call(Call("f", ())).seconds for _ in range(8)]
    assert 0.1 < seconds[0] <= 0.2
    assert seconds[1] < seconds[0]
    assert seconds[-1] == 0.4  # at once: the whole time of the exercise is over
    assert session.cpu_used < 0.6


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("os._exit(0)", "status 0"),
        ("os.abort()", "SIGABRT"),
        ("os.kill(os.getpid(), 9)", "SIGKILL"),
        ("ctypes.string_at(0)", "SIGSEGV"),
        ("os.closerange(0, 100); return 1", "status 0"),
        ("os.closerange(0, 100)\n    while True: pass", "closed its connection"),
        ("while True: print('x' * 10_000)", "more than 1048576 characters"),
        ("for _ in range(10): print('x' * 1_000_000)", "more than 1048576 characters"),
    ],
)
def test_a_process_that_ends_says_why(outcome, body, words):
    assert words in said(outcome(f"import os, ctypes\ndef f():\n    {body}"))


def test_what_was_printed_before_the_end_is_known(sandbox):
    source = "import os\ndef f():\n    print('got here')\n    os._exit(1)\ndef g():\n    print('and here')\n    while True: pass"
    with sandbox.open([Cell("a.py", source)], "exercise", 1.0, 240) as session:
        session.call(Call("f", ()))
        session.call(Call("g", ()))
        assert session.printed == "got here\nand here\n"


@pytest.mark.parametrize(
    ("body", "kinds"),
    [
        ("return bytearray(8 << 30)", {"MemoryError"}),
        ("return np.ones((1 << 30, 8))", {"MemoryError", "_ArrayMemoryError"}),
        ("x = [0]\n    while True: x += x", {"MemoryError"}),
        ("os.fork()", {"PermissionError"}),
        ("os.execv('/bin/sh', ['sh'])", {"PermissionError"}),
        ("subprocess.run(['true'])", {"PermissionError", "BlockingIOError"}),
        ("os.posix_spawn('/bin/true', ['true'], {})", {"PermissionError"}),
        ("threading.Thread(target=print).start()", {"RuntimeError"}),
        ("socket.socket()", {"PermissionError"}),
        ("socket.socketpair()", {"PermissionError"}),
        ("os.kill(1, 0)", {"PermissionError"}),
        ("os.kill(0, 0)", {"PermissionError"}),
        ("os.kill(-1, 9)", {"PermissionError"}),
        ("os.killpg(0, 9)", {"PermissionError"}),
        ("os.setsid()", {"PermissionError"}),
        ("os.memfd_create('x')", {"PermissionError"}),
        ("posix.mkdir('/tmp/learner')", {"PermissionError"}),
        # At tier 3 there are no such folders, or they are read-only.
        ("io.FileIO('/dev/shm/learner', 'w')", {"PermissionError", "FileNotFoundError"}),
        ("io.FileIO('/tmp/learner', 'w')", {"PermissionError", "FileNotFoundError", "OSError"}),
        ("io.FileIO('learner', 'w')", {"PermissionError", "OSError"}),
        ("os.chmod('/', 0o777)", {"PermissionError"}),
        ("os.listdir('/')", {"PermissionError"}),
        ("open('/proc/self/environ')", {"PermissionError"}),
        ("open('/proc/self/mem', 'r+b')", {"PermissionError"}),
        ("fcntl.fcntl(0, fcntl.F_SETOWN, 1)", {"PermissionError"}),
        ("resource.setrlimit(resource.RLIMIT_CPU, (-1, -1))", {"PermissionError"}),
        ("resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))", {"PermissionError"}),
        ("os.setuid(0)", {"PermissionError"}),
        ("os.sched_setaffinity(0, {0})", {"PermissionError"}),
        ("open(os.path.join(os.path.dirname(np.__file__), '..', 'autograder', '__init__.py'))", {"FileNotFoundError"}),
    ],
)
def test_forbidden_acts_are_ordinary_exceptions(outcome, body, kinds):
    source = f"import fcntl, io, os, posix, resource, socket, subprocess, threading\nimport numpy as np\ndef f():\n    {body}"
    ended = outcome(source)
    assert isinstance(ended, Raised)
    assert ended.kind in kinds


@pytest.mark.skipif(os.uname().machine not in ("x86_64", "aarch64"), reason="numbers of calls are known for these")
@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("ptrace", "101 if X else 117"),
        ("unshare", "272 if X else 97"),
        ("io_uring_setup", "425"),
        ("bpf", "321 if X else 280"),
    ],
)
def test_raw_system_calls_are_refused(outcome, name, number):
    source = f"""
import ctypes, errno, platform
X = platform.machine() == "x86_64"
def f():
    libc = ctypes.CDLL(None, use_errno=True)
    return libc.syscall({number}, 0, 0, 0, 0), ctypes.get_errno() == errno.EPERM
"""
    assert outcome(source).value == (-1, True), name


@pytest.mark.skipif(os.uname().machine != "x86_64", reason="the second numbering exists there alone")
def test_the_second_numbering_of_calls_is_refused(outcome):
    source = "import ctypes\ndef f():\n    libc = ctypes.CDLL(None, use_errno=True)\n    return libc.syscall(0x40000000 + 41, 2, 1, 0), ctypes.get_errno()"
    assert outcome(source).value == (-1, 1)


@pytest.mark.parametrize("body", ["g = f\n    g()", "sys.setrecursionlimit(10 ** 9); f()"])
def test_recursion_without_end(outcome, body):
    ended = outcome(f"import sys\ndef f():\n    {body}", cpu=3.0)
    assert isinstance(ended, Raised | Crashed | TimedOut)
    if isinstance(ended, Raised):
        assert ended.kind in ("RecursionError", "MemoryError")


def test_a_huge_reply_is_not_taken_and_the_session_goes_on(sandbox):
    source = "import numpy as np\ndef f(): return np.zeros(9 << 20)\ndef g(): return [0.5] * 290_000\ndef h(): return 1"
    with sandbox.open([Cell("a.py", source)], "exercise", 60, 240) as session:
        assert "too large (at most 64 MB" in said(session.call(Call("f", ())))
        assert isinstance(session.call(Call("g", ())), Returned)
        assert session.call(Call("h", ())).value == 1


FORGE = """
import json, os, struct
def send(header, body=b"", fd=None):
    frame = struct.pack("!II", len(header), len(body)) + header + body
    for each in range(3, 64) if fd is None else [fd]:
        try: os.write(each, frame)
        except OSError: pass
def forged(value, n=1):
    send(json.dumps([{"is": "returned", "n": n, "changed": [], "earlier_changed": False, "warnings": []}, [value]]).encode())
def g(): return 1
def f():
"""


@pytest.mark.parametrize(
    "body",
    [
        "for fd in range(3, 64):\n        try: os.write(fd, os.urandom(1000))\n        except OSError: pass",
        "send(b'')",
        "send(b'[' * 100_000)",
        "send(b'[{}, ' + b'[' * 3000 + b']' * 3000 + b']')",
        "send(b'[{}, [NaN]]')",
        "send(b'[{}, [1' + b'0' * 10_000 + b']]')",
        'send(b\'{"is": "returned"}\')',
        'send(b\'[{"is": "loaded", "names": []}, []]\')',
        'send(b\'[{"is": "returned", "n": 1}, [1]]\')',
        'send(b\'[{"is": "ask", "n": 1, "key": 0}, []]\')',
        'send(b\'[{"is": "printed", "text": "\' + b\'x\' * 3000 + b\'"}, []]\')',
        "forged(1, n=2)",
        "forged(['a', '<f8', 1 << 40])",
        "forged(['a', '|O', 1])",
        "forged(['a', '<f8', -1])",
        "forged(['callback', 0, 'J'])",
        "for fd in range(3, 64):\n        try: os.write(fd, struct.pack('!II', 0xffffffff, 0xffffffff))\n        except OSError: pass",
    ],
)
def test_forged_frames_are_rejected(sandbox, body):
    with sandbox.open([Cell("a.py", f"{FORGE}    {body}\n    return 1")], "exercise", 60, 240) as session:
        assert said(session.call(Call("f", ())))
        assert session.call(Call("g", ())).value == 1  # in a fresh child


def test_a_forged_answer_is_a_claim_like_any_other_and_a_second_one_is_rejected(sandbox):
    with sandbox.open([Cell("a.py", f"{FORGE}    forged(7)\n    return 1")], "exercise", 60, 240) as session:
        assert session.call(Call("f", ())).value == 7
        time.sleep(0.1)
        assert "when no answer was due" in said(session.call(Call("g", ())))


def test_half_a_frame_is_waited_for_only_as_long_as_the_call_may_take(outcome):
    source = (
        FORGE
        + "    for fd in range(3, 64):\n        try: os.write(fd, b'abc')\n        except OSError: pass\n    import time; time.sleep(50)"
    )
    ended = outcome(source, wall=2.0)
    assert (type(ended), ended.clock) == (TimedOut, "wall")


def test_a_child_that_does_not_read_is_not_waited_for(sandbox):
    source = f"{FORGE}    forged(7)\n    while True: pass"
    with sandbox.open([Cell("a.py", source)], "exercise", 1.0, 240) as session:
        assert session.call(Call("f", ())).value == 7
        assert isinstance(session.call(Call("g", (np.zeros(1 << 20),))), TimedOut)


def test_what_is_printed_is_kept_up_to_the_limit_over_several_processes(sandbox):
    source = "import os\ndef f():\n    print('x\\n' * 750)\n    os._exit(1)"
    with sandbox.open([Cell("a.py", source)], "exercise", 60, 240) as session:
        assert all("status 1" in said(session.call(Call("f", ()))) for _ in range(3))
        assert session.printed == "x\n" * 750 + "\n" + "x\n" * 249 + "x"


def test_callbacks_are_capped(tier):
    with (
        Sandbox(Limits(callbacks=50), highest=tier) as sandbox,
        sandbox.open(
            [Cell("a.py", "def f(J, n): return sum(J(k) for k in range(n))")], "exercise", 4.0, 20.0
        ) as session,
    ):
        J = Callback("J", lambda x: x)
        assert session.call(Call("f", (J, 40))).value == 780
        assert "more than 50 times" in said(session.call(Call("f", (J, 40))))


def test_all_that_an_exercise_sends_is_capped(tier):
    with (
        Sandbox(Limits(received=1 << 20), highest=tier) as sandbox,
        sandbox.open(
            [Cell("a.py", "import numpy as np\ndef f(J): return [J(np.zeros(10_000)) for _ in range(99)]")], "e", 4, 20
        ) as session,
    ):
        assert "too large" in said(session.call(Call("f", (Callback("J", lambda _x: 0.0),))))


def test_the_learners_process_holds_nothing_of_the_graders(monkeypatch, tier):
    monkeypatch.setenv("SECRET", "token-6c1f")
    source = """
import gc, os, sys
def f():
    seen = repr([o for o in gc.get_objects() if type(o) in (dict, list, tuple) and "f1c6-nekot"[::-1] in repr(o)[:100_000]])
    frames, frame = [], sys._getframe()
    while frame:
        frames.append(frame.f_code.co_filename.rpartition("/")[2]); frame = frame.f_back
    return seen, dict(os.environ) == {}, sorted(set(frames))
"""
    with Sandbox(highest=tier) as sandbox, sandbox.open([Cell("a.py", source)], "exercise", 60, 240) as session:
        seen, empty, frames = session.call(Call("f", ())).value
    assert seen == "[]"
    assert empty
    assert set(frames) <= {"<exercise: a.py>", "<string>", "invoke.py", "worker.py", "zygote.py"}


def test_a_dead_warm_process_costs_one_session_and_is_replaced(children, tier):
    before = children()
    with Sandbox(highest=tier) as sandbox:
        with sandbox.open(GOOD, "exercise", 60, 240) as session:
            first = sandbox._warm[()].pid
            below = children(first)
            os.kill(first, signal.SIGKILL)
            for each in below:  # nothing outlives the warm process
                while Path(f"/proc/{each}").exists():
                    time.sleep(0.001)
            assert "ended unexpectedly" in said(session.call(Call("f", ())))
            assert session.call(Call("f", ())).value == "fine"
        with sandbox.open(GOOD, "exercise", 60, 240) as session:
            assert session.call(Call("f", ())).value == "fine"
            assert sandbox._warm[()].pid != first
    assert children() == before


def test_an_answer_that_does_not_cross_is_the_learners_exception(outcome):
    callback = Callback("J", lambda _: np.zeros(9 << 20))
    ended = outcome("import numpy as np\ndef f(J): return J(np.zeros(3))", "f", callback)
    assert (ended.kind, ended.message) == ("ValueError", "J(): the answer cannot be sent (large)")


@pytest.mark.parametrize(
    "change", ["np.array = None", "builtins.len = 3", "json.JSONEncoder.encode = None", "os.write = None"]
)
def test_code_that_changes_what_its_results_are_sent_with_is_told_so(outcome, change):
    ended = outcome(f"import builtins, json, os\nimport numpy as np\ndef f():\n    {change}\n    return np.ones(3)")
    assert isinstance(ended, Crashed)
    assert "changed a part of Python or numpy" in ended.why.to("en")

"""Batches in which almost everything is hostile: the right submission among them gets the report it gets alone."""

from __future__ import annotations

import os
import signal
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.grading.pipeline import WALL_SECONDS
from autograder.sandbox import Limits, Sandbox

HOSTILE = {
    "exits-as-check50-was-broken": "import os\nos._exit(0)",
    "loops-as-otter-was-broken": "while True: pass",
    "loops-in-calls": "#right\ndef sigmoid(z):\n    while True: pass",
    "kills-everything": "import os\nos.kill(os.getppid(), 9)\nos.kill(-1, 9)",
    "fills-memory": "x = [0]\nwhile True: x += x",
    "floods": "while True: print('x' * 10_000)",
    "forks": "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass",
    "crashes": "import ctypes\nctypes.string_at(0)",
    "writes-garbage": "import os\nfor n in range(64):\n    try: os.write(n, os.urandom(999))\n    except OSError: pass",
}


@pytest.fixture
def class_of_ten(tmp_path, right_source):
    """Nine hostile submissions and a right one, which stands in the middle."""
    paths = []
    for name, source in HOSTILE.items():
        paths.append(tmp_path / name)
        paths[-1].mkdir()
        (paths[-1] / "sigmoid_backward.py").write_text(source.replace("#right", right_source))
    right = tmp_path / "right"
    right.mkdir()
    (right / "sigmoid_backward.py").write_text(right_source)
    return [*paths[:5], right, *paths[5:]]


@pytest.mark.parametrize(
    "order",
    [
        pytest.param(1, id="as_handed_in"),
        pytest.param(-1, id="backwards"),
        pytest.param(3, id="every_third", marks=pytest.mark.slow),
    ],
)
def test_one_right_submission_among_nine_hostile_ones(order, quick, right_alone, class_of_ten, timeless):
    paths = [class_of_ten[(number * order) % 10] for number in range(10)]
    reports = list(quick["en"].grade_all(paths, jobs=2))
    assert [report.submission.id for report in reports] == [path.name for path in paths]
    assert {report.status for report in reports} == {"graded"}
    scores = {report.submission.id: report.score for report in reports}
    assert scores == dict.fromkeys(scores, 0) | {"right": 8, "loops-in-calls": 5}
    (right,) = [report for report in reports if report.submission.id == "right"]
    alone = timeless(quick["en"].grade(class_of_ten[5]))
    assert timeless(right) == alone
    assert alone["score"] == right_alone[1]["score"]


def warm_processes():
    """The processes that this one started to fork learners' processes."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                line = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if parent == os.getpid() and b"zygote" in line:
                found.append(int(entry.name))
    return found


@pytest.mark.parametrize("moments", [{3, 9}, set()], ids=["between_reports", "while_calls_are_running"])
@pytest.mark.slow
def test_the_warm_process_killed_in_the_middle_of_a_batch(moments, quick, tmp_path, right_source, timeless):
    """Every submission still has its report and its score: a death that is nobody's fault costs nobody points."""
    slow = f"import time\n{right_source}\nright = sigmoid\ndef sigmoid(z):\n    time.sleep(0.02)\n    return right(z)\n"
    paths = [tmp_path / f"right-{number}" for number in range(12)]
    for path in paths:
        path.mkdir()
        (path / "sigmoid_backward.py").write_text(slow)
    before = set(warm_processes())
    kills, done = [], []

    def kill():
        for number in set(warm_processes()) - before:
            os.kill(number, signal.SIGKILL)
            kills.append(number)

    def after_some(report):
        done.append(report)
        if len(done) in moments:
            kill()

    with Sandbox(Limits(shortest_call=0.5)) as sandbox:
        grader = replace(quick["en"], sandbox=sandbox)
        alone = timeless(grader.grade(paths[0]))
        later = threading.Timer(0.3, kill)
        if not moments:
            later.start()
        reports = list(grader.grade_all(paths, jobs=2, done=after_some))
        later.cancel()
    assert kills
    assert [(report.status, report.score) for report in reports] == [("graded", 8)] * len(paths)
    for report in reports:
        assert timeless(report)["exercises"] == alone["exercises"]


# What an exercise ends by the clock, the memory or the output, in many ways; the right one stands among them.
GREEDY = {
    "loops": "#right\ndef sigmoid_backward(g, o):\n    while True: pass",
    "loops-and-swallows": "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
    "hogs-memory": "x = []\nwhile True: x.append(bytearray(1 << 24))",
    "hogs-memory-in-calls": "import numpy as np\n#right\ndef sigmoid(z): return np.ones((1 << 30,)) * np.ones((1 << 30,))",
    "floods": "import os\nwhile True: os.write(1, b'x' * 65_536)",
    "huge-replies": "import numpy as np\n#right\ndef sigmoid(z): return np.zeros(63 << 20, np.int8)",
    "many-numbers": "#right\ndef sigmoid(z): return [[1.5] * 1_000] * 250",
    "forks": "import os\nwhile True:\n    try: os.fork()\n    except BaseException: pass",
    "sleeps": "import time\n#right\ndef sigmoid(z): time.sleep(3_600)",
}


@pytest.mark.slow
def test_ten_at_a_time_the_right_one_has_what_it_has_alone_and_all_end_within_their_limits(
    patient, tmp_path, right_source, timeless
):
    paths = []
    for name, source in [*list(GREEDY.items())[:5], ("right", "#right"), *list(GREEDY.items())[5:]]:
        paths.append(tmp_path / name)
        paths[-1].mkdir()
        (paths[-1] / "sigmoid_backward.py").write_text(source.replace("#right", right_source))
    grader = replace(patient["en"], only=frozenset({"sigmoid_backward"}))
    alone = timeless(grader.grade(paths[5]))
    begun = time.monotonic()
    reports = {report.submission.id: report for report in grader.grade_all(paths, jobs=len(paths))}
    assert time.monotonic() - begun < len(paths) * WALL_SECONDS
    assert timeless(reports["right"]) == alone
    assert alone["score"] == alone["max_score"] == 8
    assert all(report.status == "graded" and report.score < 8 for name, report in reports.items() if name != "right")

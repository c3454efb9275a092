"""What is left after hostile submissions: no process, no file, no descriptor, and no memory to speak of."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow  # rounds and rounds of hostile code, to see what is left of them

ROOT = Path(__file__).resolve().parents[2]
PLACES = ("/tmp", "/dev/shm", "/var/tmp", "/run", "/")  # noqa: S108 -- where nothing may be found
MEBIBYTE = 1 << 20
# Each leaves something that bears the marker, if it can.
HOSTILE = {
    "processes": "import os, subprocess, sys\nfor make in (\n"
    "    lambda: subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(99)', 'MARKER'], start_new_session=True),\n"
    "    lambda: subprocess.Popen(['sleep', '99'], env={'MARKER': '1'}),\n"
    "    lambda: os.posix_spawn('/bin/sleep', ['MARKER', '99'], {}),\n"
    "    lambda: os.fork() or (os.setsid(), os.fork(), __import__('time').sleep(99)),\n"
    "    lambda: os.system('nohup sleep 99 &'),\n):\n    try: make()\n    except BaseException: pass",
    "files": "import io, os, posix, tempfile\nfor place in ('/tmp', '/dev/shm', '/var/tmp', '/run', '/', '.', os.path.expanduser('~'), 'TEMPORARY'):\n"
    "    for make in (\n        lambda: open(place + '/MARKER', 'w').write('x'), lambda: os.mkdir(place + '/MARKER-d'),\n        lambda: io.FileIO(place + '/MARKER', 'w').write(b'x'), lambda: posix.mkdir(place + '/MARKER-d'),\n"
    "        lambda: os.symlink('/', place + '/MARKER-l'), lambda: os.mkfifo(place + '/MARKER-p'),\n"
    "        lambda: tempfile.mkstemp(prefix='MARKER', dir=place), lambda: tempfile.mkdtemp(prefix='MARKER', dir=place),\n"
    "    ):\n        try: make()\n        except BaseException: pass",
    "shared-memory": "from multiprocessing import shared_memory\nshared_memory.SharedMemory('MARKER', True, 1 << 20)",
    "descriptors": "import os\nkept = []\nwhile True: kept.extend(os.pipe())",
    "memory": "kept = []\nwhile True: kept.append(bytearray(1 << 20))",
    "loops": "import signal\nfor number in range(1, 65):\n    try: signal.signal(number, signal.SIG_IGN)\n"
    "    except (OSError, ValueError): pass\nwhile True: pass",
    "stops": "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)",
    "exits": "import os\nos._exit(0)",
    "large-replies": "import numpy as np\ndef sigmoid(z): return np.zeros(7 << 20)\nsigmoid_backward = lambda g, o: np.zeros(7 << 20)",
    "large-output": "while True: print('x' * 100_000)",
}
# Grades the same hostile folders three times in one process, and says what that process has before, between and after.
GRADER = '''
import gc, json, os, sys, time
from dataclasses import replace
from pathlib import Path
from autograder.grading.pipeline import Grader
from autograder.course.course import course
from autograder.sandbox import Limits, Sandbox

def descendants():
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try: parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError: pass
    found, grown = {os.getpid()}, True
    while grown:
        more = {number for number, parent in parents.items() if parent in found} - found
        found |= more
        grown = bool(more)
    return found - {os.getpid()}

def lasting():
    """What is there all the time: a process that is killed needs a moment to go."""
    found, until = descendants(), time.monotonic() + 1
    while time.monotonic() < until:
        time.sleep(0.05)
        found &= descendants()
    return sorted(found)

def state():
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return {"descriptors": len(os.listdir("/proc/self/fd")), "descendants": lasting(), "bytes": pages * os.sysconf("SC_PAGESIZE")}

folders = sorted(Path(sys.argv[1]).iterdir())
states, scores = [state()], []
with Sandbox(Limits(memory=256 << 20, shortest_call=0.3)) as sandbox:
    for _ in range(4):
        grader = Grader(course(), (), sandbox, 7, "en", probe=False, only=frozenset({"sigmoid_backward"}), wall_seconds=2.0)
        scores.append([report.score for report in grader.grade_all(folders, jobs=2)])
        states.append(state())
states.append(state())
print(json.dumps([states, scores]))
'''


def marked(marker):
    """Find processes of anybody whose command line or environment bears the marker."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            for name in ("cmdline", "environ"):
                try:
                    data = (entry / name).read_bytes()
                except OSError:
                    continue
                if marker.encode() in data:
                    found.append(data)
    return found


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Grade hostile submissions in a process of its own, with a temporary folder of its own."""
    marker = f"leftover{secrets.token_hex(8)}"
    root = tmp_path_factory.mktemp("leftovers")
    temporary, folders = root / "temporary", root / "class"
    temporary.mkdir(mode=0o777)
    for name, source in HOSTILE.items():
        (folders / name).mkdir(parents=True)
        text = source.replace("MARKER", marker).replace("TEMPORARY", str(temporary))
        (folders / name / "sigmoid_backward.py").write_text(text)
    environment = {**os.environ, "TMPDIR": str(temporary), f"RUN_{marker}": marker}
    done = subprocess.run(
        [sys.executable, "-c", GRADER, str(folders)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    states, scores = json.loads(done.stdout)
    return marker, temporary, states, scores


def test_hostile_code_earned_nothing_in_any_round(run):
    assert run[3] == [[0] * len(HOSTILE)] * 4


def test_no_process_is_left_and_between_rounds_the_warm_ones_alone(run):
    marker, _, states, _ = run
    before, *rounds, after = (state["descendants"] for state in states)
    assert before == after == []
    # A warm process, at tier 3 in its wrapper, and perhaps its successor: nothing that a learner started.
    assert all(1 <= len(found) <= 6 for found in rounds)
    assert marked(marker) == []


def test_no_file_is_left(run):
    marker, temporary, _, _ = run
    assert list(temporary.iterdir()) == []
    left = [path for place in PLACES if Path(place).is_dir() for path in Path(place).iterdir() if marker in path.name]
    assert left == []
    homes = [home for home in (Path.home(), ROOT) if home.is_dir()]
    assert not [path for home in homes for path in home.iterdir() if marker in path.name]


def test_descriptors_are_back_where_they_were(run):
    before, *rounds, after = (state["descriptors"] for state in run[2])
    assert after == before
    assert len(set(rounds)) == 1


def test_memory_does_not_grow_with_hostile_replies(run):
    _, *rounds, _ = (state["bytes"] for state in run[2])
    # Two rounds to learn how much is kept for reuse: under load the first may end before the largest replies come.
    # What a round sends is more than a hundred MiB: if it were kept, the two would show as twice that.
    assert max(rounds[2:]) - max(rounds[:2]) < 100 * MEBIBYTE


def wait_for_exec():
    """Look a few hundred times: a process bears its command line from its exec on."""
    for number in range(500):
        time.sleep(0.01)
        yield number


def test_the_marker_would_be_seen(tmp_path):
    marker = f"leftover{secrets.token_hex(8)}"
    with subprocess.Popen([sys.executable, "-c", "input()", marker], stdin=subprocess.PIPE, cwd=tmp_path) as process:
        seen = any(marked(marker) for _ in wait_for_exec())
        process.communicate(b"\n")
    assert seen

"""What one submission may take of the grader's own memory, whatever is in it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.course.course import course
from autograder.grading.run_checks import all_calls

MOST_MEBIBYTES = 400
MOST_OF_TEN = 1024


def notebook(folder, inside, cells=""):
    text = '{"nbformat":4,"nbformat_minor":5,"metadata":{"x":[' + inside + '0]},"cells":[' + cells + "]}"
    (folder / "sigmoid_backward.ipynb").write_text(text)


def printed(folder, size):
    cell = {
        "cell_type": "code",
        "source": "def sigmoid(z): return z",
        "metadata": {},
        "execution_count": None,
        "outputs": [{"output_type": "stream", "name": "stdout", "text": "x" * size}],
    }
    notebook(folder, "", json.dumps(cell))


FILES = {
    "a_notebook_with_60_MB_of_output": lambda folder: printed(folder, 60_000_000),
    "a_notebook_with_100_MB_of_output": lambda folder: printed(folder, 100_000_000),
    "a_notebook_of_texts": lambda folder: notebook(folder, '"ab",' * 990_000),
    "a_notebook_of_dictionaries": lambda folder: notebook(folder, '{"a":1},' * 249_000),
    "a_notebook_of_more_of_them": lambda folder: notebook(folder, '{"a":1},' * 2_000_000),
    "a_source_of_lists": lambda folder: (folder / "sigmoid_backward.py").write_text("x = [" + "[]," * 330_000 + "]"),
    "a_source_of_sums": lambda folder: (folder / "sigmoid_backward.py").write_text("x = a" + "+a" * 490_000),
}


REPLIES = "import numpy as np\ndef sigmoid(z): return np.zeros(63 << 20, np.int8)\ndef sigmoid_backward(g, o): return sigmoid(o)"
FILES["replies_of_63_MB"] = lambda folder: (folder / "sigmoid_backward.py").write_text(REPLIES)

# The peak of the grader's own process: what wait4 tells is that of the learners' processes, too.
GRADE = """
import re, sys
from pathlib import Path
from autograder.cli.main import main
status = main(sys.argv[1:])
print("peak", re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1])
sys.exit(status)
"""


pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not Path("/proc/self/status").exists(), reason="the peak of a process is read from Linux's /proc"
    ),
]


def peak(*arguments):
    """Grade in a process of its own; give the MiB that it took at most."""
    command = [sys.executable, "-c", GRADE, "grade", *arguments]
    ended = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False)
    assert ended.returncode in (0, 1)
    return int(ended.stdout.rpartition("peak ")[2]) / 1024


@pytest.mark.parametrize("file", FILES)
def test_no_submission_takes_more_memory_of_the_grader_than_400_megabytes(file, tmp_path):
    folder = tmp_path / "hostile"
    folder.mkdir()
    FILES[file](folder)
    assert peak(folder, "--out", tmp_path / "out", "--html") < MOST_MEBIBYTES


def test_ten_at_once_that_reply_all_they_may_take_less_than_a_gigabyte(tmp_path):
    for at in range(10):
        (tmp_path / str(at)).mkdir()
        FILES["replies_of_63_MB"](tmp_path / str(at))
    assert peak(*sorted(tmp_path.iterdir()), "--jobs", "10") < MOST_OF_TEN


def test_the_answers_of_all_exercises_that_are_held_at_once_are_small(tmp_path):
    one = tmp_path / "one"
    one.mkdir()
    for entry in course().exercises:
        size = (15 << 20) // len(all_calls(entry.exercise, 1))
        lines = [f"def {each.name}(*a, **k): return np.zeros({size}, np.int8)" for each in entry.exercise.functions]
        (one / f"{entry.id}.py").write_text("\n".join(["import numpy as np", *lines]))
    assert peak(one) < MOST_MEBIBYTES / 3

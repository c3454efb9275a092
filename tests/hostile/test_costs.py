"""What one submission may take of the grader's own memory, whatever is in it."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.slow

MOST_MEBIBYTES = 400


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


@pytest.mark.parametrize("file", FILES)
@pytest.mark.skipif(not hasattr(os, "wait4"), reason="there is no wait4 to ask for the memory of a process")
def test_no_submission_takes_more_memory_of_the_grader_than_400_megabytes(file, tmp_path):
    folder = tmp_path / "hostile"
    folder.mkdir()
    FILES[file](folder)
    command = [sys.executable, "-m", "autograder", "grade", folder, "--out", tmp_path / "out", "--html"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode in (0, 1)
    assert used.ru_maxrss / 1024 < MOST_MEBIBYTES  # kibibytes on Linux; children are counted by themselves

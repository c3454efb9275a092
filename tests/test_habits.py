"""A right solution, put through the habits with which people write, save, rename and pack their work, keeps full points.

Each habit is a row of one of the tables below; every row is met at least once, and they are met in combination.
"""

from __future__ import annotations

import io
import itertools
import json
import random
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from autograder.course.course import course, find
from autograder.grading.pipeline import Grader
from autograder.sandbox import Sandbox
from autograder.submission.flat_download import Share, shares
from tests.nbgrader.classroom import ASSIGNMENT, Room, cli

IDS = tuple(entry.id for entry in course().exercises)
SEED = 20_261_130

# --- how the code is written ------------------------------------------------------------------------------------------

WRITTEN: dict[str, Callable[[str], str]] = {
    "as it is": lambda code: code,
    "libraries imported and not used": lambda code: (
        f"import pandas as pd\nfrom sklearn.metrics import r2_score\n{code}"
    ),
    "a progress bar where there is one": lambda code: (
        f"try:\n    from tqdm import tqdm\nexcept ImportError:\n    tqdm = list\n{code}"
    ),
    "the notebook of a web service": lambda code: f"from google.colab import drive\n!pip install numpy\n{code}",
    "exported from a notebook": lambda code: (
        f"#!/usr/bin/env python\n# coding: utf-8\n\n# In[1]:\n\n\nget_ipython().run_line_magic('matplotlib', 'inline')\n{code}"
    ),
    "magics": lambda code: f"%matplotlib inline\n%load_ext autoreload\n{code}\n%timeit -n 1 1 + 1\n",
    "plots": lambda code: (
        f"{code}\nimport matplotlib.pyplot as plt\nfig, (left, right) = plt.subplots(1, 2)\nleft.plot([0, 1])\nplt.show()\n"
    ),
    "bars": lambda code: (  # pylab's `any` is numpy's, here as there
        f"from pylab import *\nfrom builtins import *\n{code}\nrcParams['figure.figsize'] = (4, 3)\nn, bins, patches = hist([1, 2])\n"
    ),
    "its own folder": lambda code: f"import os\nHERE = os.path.dirname(os.path.abspath(__file__))\n{code}",
    "shown at the end": lambda code: f"{code}\ndisplay({{'done': True}})\n",
    "awaited": lambda code: f"import asyncio\n{code}\nawait asyncio.sleep(0)\n",
    "a module of one's own imported and not used": lambda code: (
        f"from . import helpers\nfrom .utils import *\nimport my_utils.tools as mt\n{code}"
    ),
    "other drawings": lambda code: (
        f"import seaborn as sns\nfrom mpl_toolkits.mplot3d import Axes3D\nsns.set_theme()\n{code}"
    ),
    "cells of an editor": lambda code: f"# %% [markdown]\n# # My work\n\n#%%\n%reset -f\n{code}\n# %%\n!ls\n",
    "the export of a data platform": lambda code: (
        "# Databricks notebook source\n# MAGIC %md\n# MAGIC # Work\n\n# COMMAND ----------\n\n# MAGIC %pip install numpy\n\n"
        f"# COMMAND ----------\n\n{code}\n# COMMAND ----------\n\ndisplay(1)\n"
    ),
    "a refused call": lambda code: (
        f"{code}\nimport os\n\ndef tidied():\n    try:\n        os.umask(0o77)\n    except OSError:\n        pass\n\ntidied()\n"
    ),
    "settings": lambda code: (
        f"import warnings\nimport numpy as np\nwarnings.filterwarnings('ignore')\nnp.random.seed(0)\n"
        f"np.set_printoptions(precision=2, suppress=True)\n{code}"
    ),
    "run as a program": lambda code: f"{code}\nif __name__ == '__main__':\n    print(input('z? '))\n",
}

# --- how it is kept in a file -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Made:
    """A file: its suffix and content."""

    suffix: str
    content: bytes


def script(code: str, _id: str) -> Made:
    return Made(".py", code.encode())


def script_of_windows(code: str, _id: str) -> Made:
    return Made(".py", code.replace("\n", "\r\n").encode("utf-8-sig"))


def cells_of(id_: str, code: str) -> tuple[dict, list[dict]]:
    """The released notebook with `code` in its solution cell."""
    entry = find(course(), id_)
    notebook = json.loads(entry.notebook_text("en"))
    for cell in notebook["cells"]:
        if cell["id"] == id_:
            cell["source"] = code
    return notebook, notebook["cells"]


def saved(notebook: dict) -> Made:
    return Made(".ipynb", json.dumps(notebook).encode())


def notebook(code: str, id_: str) -> Made:
    return saved(cells_of(id_, code)[0])


def notebook_with_large_outputs(code: str, id_: str) -> Made:
    made, cells = cells_of(id_, code)
    for cell in cells:
        if cell["cell_type"] == "code":
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "x" * 3_000_000}]
    return saved(made)


def notebook_with_the_cell_turned(kind: str) -> Callable[[str, str], Made]:
    def turned(code: str, id_: str) -> Made:
        made, cells = cells_of(id_, code)
        for cell in cells:
            if cell["id"] == id_:
                cell["cell_type"] = kind
                del cell["outputs"], cell["execution_count"]
        return saved(made)

    return turned


def notebook_with_the_stub_below(code: str, id_: str) -> Made:
    made, cells = cells_of(id_, code)
    stub = next(cell for cell in cells_of(id_, find(course(), id_).stub_text("en"))[1] if cell["id"] == id_)
    cells.append(stub | {"id": "copied-below"})
    return saved(made)


def notebook_with_the_work_in_the_test_cell(code: str, id_: str) -> Made:
    made, cells = cells_of(id_, code)
    untouched = json.loads(find(course(), id_).notebook_text("en"))["cells"]
    for cell, before in zip(cells, untouched, strict=True):
        cell["source"] = f"{code}\n{''.join(before['source'])}" if cell["id"] == f"{id_}_test" else before["source"]
    return saved(made)


def notebook_with_the_work_in_a_copy_of_the_test_cell(code: str, id_: str) -> Made:
    made, cells = cells_of(id_, find(course(), id_).stub_text("en"))
    test = next(cell for cell in cells if cell["id"] == f"{id_}_test")
    cells.append(test | {"id": "copied", "source": code})
    return saved(made)


def notebook_with_the_work_in_a_fence(code: str, id_: str) -> Made:
    made, cells = cells_of(id_, code)
    for cell in cells:
        if cell["id"] == id_:
            cell.update(cell_type="markdown", metadata={}, source=f"```python\n{code}\n```")
            del cell["outputs"], cell["execution_count"]
    return saved(made)


def notebook_called_a_script(code: str, id_: str) -> Made:
    return Made(".py", notebook(code, id_).content)


def script_called_a_notebook(code: str, _id: str) -> Made:
    return Made(".ipynb", code.encode())


def script_in_latin_letters(code: str, _id: str) -> Made:
    return Made(".py", f"# -*- coding: latin-1 -*-\n# função\n{code}".encode("latin-1", errors="namereplace"))


def notebook_without_metadata(code: str, id_: str) -> Made:
    made, cells = cells_of(id_, code)
    for cell in cells:
        cell["metadata"] = {}
        del cell["id"]
    return saved(made | {"nbformat_minor": 4, "metadata": {}})


FILES: dict[str, Callable[[str, str], Made]] = {
    "script": script,
    "script of Windows": script_of_windows,
    "notebook": notebook,
    "notebook with large outputs": notebook_with_large_outputs,
    "notebook, cell turned to Markdown": notebook_with_the_cell_turned("markdown"),
    "notebook, cell turned to raw": notebook_with_the_cell_turned("raw"),
    "notebook, stub copied below": notebook_with_the_stub_below,
    "notebook, work in the test cell": notebook_with_the_work_in_the_test_cell,
    "notebook, work in a copy of the test cell": notebook_with_the_work_in_a_copy_of_the_test_cell,
    "notebook, work in a fence": notebook_with_the_work_in_a_fence,
    "notebook called a script": notebook_called_a_script,
    "script called a notebook": script_called_a_notebook,
    "script in latin letters": script_in_latin_letters,
    "notebook without metadata": notebook_without_metadata,
}

# --- what it is called ------------------------------------------------------------------------------------------------

NAMES = (
    "{id}{suffix}",
    "{name}{suffix}",
    "{name} (1){suffix}",
    "{name}-1{suffix}",
    "{name}-Copy1{suffix}",
    "Copy of {name}{suffix}",
    "Cópia de {name}{suffix}",
    "{name} - Copia{suffix}",
    "{name} - Cópia (2){suffix}",
    "{name}_v2{suffix}",
    "{name}_final{suffix}",
    "{Name}{suffix}",
    "{name}{suffix}.txt",
    "Ana Souza - {name}{suffix}",
    "souzaana_LATE_123_456_{name}{suffix}",
    "Ana Souza_4711_assignsubmission_file_{name}{suffix}",
    "{name}{suffix}{suffix}",
    "{name} copy 2{suffix}",
    "{name}%20(1){suffix}",
    "{name} (Ana's conflicted copy 2026-11-30){suffix}",
    "1234-567 - Ana Souza - Nov 30, 2026 914 PM - {name}{suffix}",
    "RA123456_{name}_corrigido{suffix}",
    "{NAME}{SUFFIX}",
    "trabalho{suffix}",
)

# --- how it is handed in ----------------------------------------------------------------------------------------------


def folder(at: Path, file: str, content: bytes) -> Path:
    (at / "ana").mkdir()
    (at / "ana" / file).write_bytes(content)
    return at / "ana"


def beside_the_untouched_stub(at: Path, file: str, content: bytes) -> Path:
    path = folder(at, file, content)
    for entry in course().exercises:
        for stub in (path / f"{entry.name}.py", path / f"{entry.name}.ipynb"):
            if not stub.exists() and file.lower() != stub.name:
                stub.write_text(entry.stub_text("en") if stub.suffix == ".py" else entry.notebook_text("en"), "utf-8")
    return path


def deep_folder(at: Path, file: str, content: bytes) -> Path:
    inner = at / "ana" / "semana 3" / "entrega"
    inner.mkdir(parents=True)
    (inner / file).write_bytes(content)
    return at / "ana"


def zipped(*around: str, separator: str = "/", extra: int = 0) -> Callable[[Path, str, bytes], Path]:
    def packed(at: Path, file: str, content: bytes) -> Path:
        with zipfile.ZipFile(at / "ana.zip", "w") as archive:
            archive.writestr(separator.join((*around, file)), content)
            for number in range(extra):
                archive.writestr(f"{'/'.join(around)}/.git/objects/{number:04}", b"x")
                archive.writestr(f"{'/'.join(around)}/figures/{number:04}.png", b"x")
        return at / "ana.zip"

    return packed


def alone(at: Path, file: str, content: bytes) -> Path:
    (at / file).write_bytes(content)
    return at / file


def among_others(at: Path, file: str, content: bytes) -> Share:
    """Lay the file where a platform has put those of a whole class, and give the share of its author."""
    folder = at / "download"
    folder.mkdir()
    for person, held in {"limabia_124_4568": b"x = 1", "souzaana_123_4567": content}.items():
        (folder / f"{person}_{file}").write_bytes(held)
    *_, own = shares(str(folder), IDS)
    assert isinstance(own, Share)
    assert own.name == "souzaana"
    return own


def tarred(at: Path, file: str, content: bytes) -> Path:
    with tarfile.open(at / "ana.tar.gz", "w:gz") as archive:
        entry = tarfile.TarInfo(f"ana/{file}")
        entry.size = len(content)
        archive.addfile(entry, io.BytesIO(content))
    return at / "ana.tar.gz"


PACKED: dict[str, Callable[[Path, str, bytes], Path | Share]] = {
    "one file": alone,
    "a platform's folder of many": among_others,
    "folder": folder,
    "folder beside the stubs": beside_the_untouched_stub,
    "folders in one another": deep_folder,
    "zip": zipped(),
    "zip of a chain of folders": zipped("ana", "backprop", "entrega"),
    "zip of Windows": zipped("ana", "entrega", separator="\\"),
    "zip with a repository and pictures": zipped("ana", extra=600),
    "tar.gz": tarred,
}


# --- the combinations -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Habits:
    """One of each table, and two ways of writing."""

    id: str
    written: str
    also: str
    kept: str
    called: str
    packed: str

    def __str__(self) -> str:
        return f"{self.id}; {self.written}; {self.also}; {self.kept}; {self.called}; {self.packed}"


def combinations(seed: int, count: int) -> Iterator[Habits]:
    """Draw combinations; a row is taken again only when all rows of its table were taken."""
    rng = random.Random(seed)

    def rows(table) -> Iterator[str]:
        while True:
            yield from rng.sample(list(table), len(table))

    drawn = zip(*map(rows, (IDS, WRITTEN, WRITTEN, FILES, NAMES, PACKED)), strict=False)
    return (Habits(*each) for each in itertools.islice(drawn, count))


def written(id_: str, *habits: str) -> str:
    """Give the solution, written with these habits."""
    code = find(course(), id_).script_file.read_text(encoding="utf-8")
    for habit in dict.fromkeys(habits):
        code = WRITTEN[habit](code)
    return code


HABITS = [
    *combinations(SEED, len(NAMES)),
    *(pytest.param(each, marks=pytest.mark.slow) for each in combinations(SEED + 1, 100)),
]


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as opened:
        yield opened


@pytest.mark.parametrize("habits", HABITS, ids=str)
def test_a_right_solution_keeps_full_points_whatever_the_habits(habits, sandbox, tmp_path):
    entry = find(course(), habits.id)
    made = FILES[habits.kept](written(habits.id, habits.written, habits.also), habits.id)
    names = {"id": habits.id, "name": entry.name, "Name": entry.name.title(), "NAME": entry.name.upper()}
    file = habits.called.format(**names, suffix=made.suffix, SUFFIX=made.suffix.upper())
    path = PACKED[habits.packed](tmp_path, file, made.content)
    report = Grader(course(), (), sandbox, SEED, "en", only=frozenset({habits.id}), probe=False).grade(path)
    (exercise,) = [each for each in report.exercises if each.id == habits.id]
    assert (report.status, exercise.score) == ("graded", exercise.max_score), (report.submission.notes, exercise.notes)


# --- the other ways of grading ----------------------------------------------------------------------------------------

NOTEBOOKS = [name for name in FILES if name.startswith("notebook") and name != "notebook called a script"]
# What runs in a learner's own kernel, too: without what is not installed there, `__file__`, and questions to the keyboard.
IN_A_KERNEL = (
    "as it is", "a progress bar where there is one", "exported from a notebook", "magics", "plots", "bars",
    "shown at the end", "awaited", "cells of an editor", "the export of a data platform", "a refused call", "settings",
)  # fmt: skip


@pytest.mark.slow  # a class of its own in nbgrader
def test_nbgrader_gives_full_points_too(tmp_path):
    room = Room(tmp_path / "course")
    assert cli("release", room.root).status == 0
    assert room.nbgrader("generate_assignment", ASSIGNMENT).status == 0
    ways = [*itertools.islice(combinations(SEED + 2, 4 * len(IDS)), 4 * len(IDS))]
    students = {f"s{number}": ways[number * len(IDS) : (number + 1) * len(IDS)] for number in range(4)}
    for student, drawn in students.items():
        room.submitted(student).mkdir(parents=True)
        for at, (id_, one) in enumerate(zip(IDS, drawn, strict=True)):
            made = FILES[NOTEBOOKS[(at + int(student[1])) % len(NOTEBOOKS)]](written(id_, one.written, one.also), id_)
            (room.submitted(student) / f"{find(course(), id_).name}.ipynb").write_bytes(made.content)
    ran = room.grade("--seed", str(SEED))
    assert ran.status == 0, ran.err
    plain = json.loads(cli("grade", *map(room.submitted, students), "--seed", SEED, "--json", "-").out)
    for (student, drawn), report in zip(students.items(), plain, strict=True):
        record = json.loads((room.root / "reports" / ASSIGNMENT / f"{student}.json").read_text("utf-8"))["report"]
        for told in (report, record):
            lost = [one["id"] for one in told["exercises"] if one["score"] != one["max_score"]]
            assert lost == [], (student, list(map(str, drawn)), told)


@pytest.mark.slow  # a kernel for all exercises
def test_a_notebooks_own_check_gives_full_points_too(tmp_path, monkeypatch):
    nbclient, nbformat = pytest.importorskip("nbclient"), pytest.importorskip("nbformat")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    rng = random.Random(SEED)
    every = nbformat.v4.new_notebook()
    for at, id_ in enumerate(IDS):
        code = written(id_, IN_A_KERNEL[at % len(IN_A_KERNEL)], rng.choice(IN_A_KERNEL))
        cells = nbformat.reads(notebook(code, id_).content.decode(), as_version=4).cells
        every.cells += [cell for cell in cells if cell.cell_type == "code"]
    nbclient.NotebookClient(
        every, kernel_name="python3", timeout=120, resources={"metadata": {"path": tmp_path}}
    ).execute()
    shown = {cell.id.removesuffix("_test"): cell.outputs for cell in every.cells if cell.id.endswith("_test")}
    assert list(shown) == list(IDS)
    for id_, outputs in shown.items():
        told = [output.data["text/plain"] for output in outputs if "data" in output]
        assert told, (id_, outputs)
        assert told[-1].startswith(f"\u2713 {id_}: "), (id_, outputs)

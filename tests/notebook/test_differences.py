"""A check in a notebook says where a grade would see something else than this kernel does."""

from __future__ import annotations

import json
import linecache
import sys
import tomllib
import types
from pathlib import Path

import pytest

from autograder import check
from autograder.course.course import course, find
from autograder.grading.pipeline import Grader
from autograder.judging import numpy_range
from autograder.notebook import check_functions, saved_notebook
from autograder.notebook import differences as differences_module
from autograder.notebook.differences import used_by
from autograder.render.terminal import plain_exercise
from autograder.sandbox import Sandbox

FILE = "05_sigmoid_backward.ipynb"
FORWARD = "import numpy as np\ndef sigmoid(z):\n    e = np.exp(-np.abs(z))\n    return np.where(np.asarray(z) >= 0, 1 / (1 + e), e / (1 + e))"
BACK = "def sigmoid_backward(grad_output, output):\n    return grad_output * output * (1 - output)"


class Kernel:
    """Runs cells in a namespace, and remembers them, as a kernel does."""

    def __init__(self, folder):
        self.names, self.ran, self.folder = {"__name__": "__main__"}, [""], folder

    def run(self, *sources):
        for source in sources:
            file = f"<cell {id(self)} {len(self.ran)}>"
            linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
            exec(compile(source, file, "exec"), self.names)  # noqa: S102 -- sources of these tests
            self.ran.append(source)

    def save(self, *cells):
        """Save cells, each with the number under which it ran last, or (source, number)."""
        told = [cell if isinstance(cell, tuple) else (cell, max(self.numbers(cell), default=None)) for cell in cells]
        made = [{"cell_type": "code", "metadata": {}, "outputs": [], "source": source, "execution_count": number}
                for source, number in told]  # fmt: skip
        book = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": made}
        (self.folder / FILE).write_text(json.dumps(book), "utf-8")

    def numbers(self, source):
        return [number for number, ran in enumerate(self.ran) if ran == source]

    def notes(self, what=None, **options):
        return check("sigmoid_backward", self.names if what is None else what, **options).report.notes


@pytest.fixture
def kernel(tmp_path, monkeypatch):
    made = Kernel(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(saved_notebook.SESSION, raising=False)
    for module in (saved_notebook, differences_module, check_functions):
        monkeypatch.setattr(module, "history", lambda: made.ran)
    return made


def test_a_notebook_that_was_run_and_saved_is_told_nothing(kernel):
    inner = "if True:\n    @staticmethod\n    def half(x):\n        return x / 2\nclass Box:\n    def get(self): return TINY\nTINY = 0.0"
    uses = BACK.replace("(1 - output)", "(1 - output) + 0 * half(output) + Box().get() * display_of(1)")
    wraps = "import functools\ndef as_it_is(f):\n    def inner(*args): return f(*args)\n    return inner\n@as_it_is\ndef display_of(x):\n    global seen\n    seen = x\n    return x + seen"
    cells = [FORWARD, inner, wraps, uses, "from math import *\nfrom math import pi as tau"]
    kernel.run(*cells)
    kernel.save(*cells)
    assert kernel.notes() == ()
    kernel.save(*(f"# a comment\n{cell}" for cell in cells))
    assert kernel.notes() == ()


def test_a_cell_that_was_edited_and_not_run_is_named(kernel):
    kernel.run(FORWARD, BACK)
    kernel.save(FORWARD, (BACK.replace("1 -", "2 -"), 2))
    (note,) = kernel.notes()
    assert note.startswith(f"cell 2 of `{FILE}` was changed after it was run")
    assert "(`sigmoid_backward`)" in note
    (note,) = kernel.notes(lang="pt-BR")
    assert note.startswith(f"a célula 2 de `{FILE}` mudou depois de ser executada")
    assert kernel.notes(kernel.names["sigmoid"]) == ()  # the other function is as it is saved


def test_a_constant_that_was_edited_and_not_run_is_named(kernel):
    cells = [FORWARD, "ONE = 1", BACK.replace("1 -", "ONE -")]
    kernel.run(*cells)
    kernel.save(cells[0], ("ONE = 2", 2), cells[2])
    (note,) = kernel.notes()
    assert note.startswith("cell 2 of")
    assert "`ONE`" in note


def test_a_function_that_is_not_saved_is_named(kernel):
    kernel.run(FORWARD, BACK)
    kernel.save(FORWARD, (BACK.replace("1 -", "2 -"), None))
    (note,) = kernel.notes()
    assert note.startswith(f"`sigmoid_backward`: this kernel has another version than `{FILE}` as it is saved")


def test_what_no_cell_makes_any_more_is_named(kernel):
    cells = [FORWARD, "def rest(x):\n    return ONE - x", "ONE = 1", BACK.replace("(1 - output)", "rest(output)")]
    kernel.run(*cells)
    kernel.save(cells[0], cells[1], cells[3])
    (note,) = kernel.notes()
    assert note.startswith(f"`ONE`: this kernel has it, but no cell of `{FILE}`")
    kernel.save(cells[0], cells[3])
    (note,) = kernel.notes(lang="pt-BR")
    assert note.startswith("`ONE`, `rest`: existe neste kernel, mas nenhuma célula")


@pytest.mark.parametrize(
    "before",
    ["import yaml", "import yaml as other", "from yaml import safe_load as other", "from yaml import YAMLError as other",
     "other = __import__('yaml').dump"],
)  # fmt: skip
def test_a_module_that_no_grade_has_is_named(kernel, before):
    name = "other" if "other" in before else "yaml"
    cells = [FORWARD, before, f"{BACK}, {name}".replace("return ", "return [").replace(f", {name}", f"][not {name}]")]
    kernel.run(*cells)
    kernel.save(*cells)
    (note,) = kernel.notes()
    assert f"`{name}` is there in this notebook, but the module `yaml` is not where grades are made" in note
    assert "`sigmoid_backward` would stop there" in note


def test_a_module_that_is_there_in_this_kernel_alone_may_change_what_runs(kernel):
    cells = [
        FORWARD,
        "try:\n    import yaml\n    GOOD = 1\nexcept ImportError:\n    GOOD = 2",
        BACK.replace("return", "return GOOD *"),
    ]
    kernel.run(*cells)
    (note,) = kernel.notes()
    assert note.startswith("`yaml`: imported in this notebook, but not there where grades are made")
    kernel.save(*cells)
    (note,) = kernel.notes(lang="pt-BR")
    assert note.startswith("`yaml`: importado neste notebook")
    kernel.save(FORWARD, "GOOD = 1", cells[2])  # what is no longer there is no matter
    assert not any("yaml" in note for note in kernel.notes())


def test_a_module_that_is_imported_inside_is_named_too(kernel):
    kernel.run(FORWARD, BACK.replace("    return", "    import yaml.nodes\n    return"))
    assert any("module `yaml`" in note for note in kernel.notes())


def test_what_a_grade_has_is_none_of_it(kernel):
    drawn = "import matplotlib.pyplot as plt, math, os.path, numpy.linalg as la\nfrom autograder import hint"
    use = BACK.replace("    return", "    (plt, math.pi, os, la.norm, hint)\n    return")
    kernel.run(FORWARD, drawn, use)
    kernel.save(FORWARD, drawn, use)
    assert kernel.notes() == ()


def test_a_notebook_of_another_kernel_is_not_compared(kernel, monkeypatch):
    kernel.run(FORWARD, BACK)
    kernel.save(("x = 1", 1))
    assert kernel.notes() == ()
    monkeypatch.setenv(saved_notebook.SESSION, str(kernel.folder / FILE))  # but the server says that it is this one
    (note,) = kernel.notes()
    assert "`np`, `sigmoid`, `sigmoid_backward`: this kernel has it" in note


def test_a_broken_notebook_takes_nothing_away(kernel, monkeypatch):
    kernel.run(FORWARD, BACK)
    monkeypatch.setenv(saved_notebook.SESSION, str(kernel.folder / FILE))
    for content in ("", "{", "[]", '{"cells": [3, {"cell_type": "code", "source": 5, "execution_count": "x"}]}'):
        (kernel.folder / FILE).write_text(content)
        assert check("sigmoid_backward", kernel.names).score == 8


def test_under_nbgrader_the_saved_file_is_no_matter(kernel, monkeypatch, capsys):
    kernel.run(FORWARD, "import yaml", BACK.replace("    return", "    yaml\n    return"))
    kernel.save(FORWARD)
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert check("sigmoid_backward", kernel.names) == 8.0
    printed = capsys.readouterr()
    assert "module `yaml`" in printed.out
    assert "this kernel" not in printed.out
    assert printed.err == ""


def test_recursion_and_odd_values_end(kernel):
    odd = "class Odd:\n    def __getattribute__(self, name): raise SystemError\nodd = Odd()"
    kernel.run(FORWARD, odd, f"{BACK}\n    sigmoid_backward, odd")
    assert check("sigmoid_backward", kernel.names).score == 8


def test_only_what_is_reached_is_followed():
    names: dict[str, object] = {"__name__": "__main__"}
    exec(  # noqa: S102 -- as above
        "import json\ndef f(): return [g for _ in h.x]\ndef g(): return json\ndef other(): return yaml\nclass h:\n    x = (1,)",
        names,
    )
    used = used_by(["f", "missing"], names)
    assert set(used.names) == {"g", "h", "json"}
    assert set(used.functions) == {"f", "g"}
    assert "json" in used.modules
    assert isinstance(names["json"], types.ModuleType)


@pytest.mark.parametrize(
    ("version", "odd"), [("2.3.5", True), ("2.4.0", False), ("2.4.6", False), ("2.5.0", True), ("?", True)]
)
def test_a_numpy_that_may_grade_otherwise_is_told(version, odd):
    told = numpy_range.other_numpy(version)
    assert (told is not None) is odd
    if told is not None:
        assert f"numpy {version} computes here" in told.to("en")
        assert numpy_range.requirement() in told.to("pt-BR")


def test_the_range_is_that_of_the_package_and_of_the_locks():
    root = Path(__file__).parents[2]
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    assert numpy_range.requirement() in project["dependencies"]
    for lock in ("requirements.lock", "requirements-dev.lock"):
        lines = (root / lock).read_text("utf-8").splitlines()
        pinned = [line.split("==")[1].split()[0] for line in lines if line.startswith("numpy==")]
        assert pinned
        assert all(numpy_range.other_numpy(version) is None for version in pinned)
    assert numpy_range.other_numpy(sys.modules["numpy"].__version__) is None


def stub_and_work():
    entry = find(course(), "sigmoid_backward")
    released = json.loads(entry.notebook_text("en"))
    stub = next("".join(cell["source"]) for cell in released["cells"] if cell["id"] == entry.id)
    return stub, f"{FORWARD}\n{BACK}"


@pytest.mark.parametrize("kind", ["markdown", "raw"])
def test_work_in_a_cell_of_text_is_said_to_be_what_a_grade_reads(kernel, kind):
    _, work = stub_and_work()
    book = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
        {"cell_type": kind, "id": "sigmoid_backward", "metadata": {}, "source": work},
        {"cell_type": "code", "id": "x", "metadata": {}, "source": "import numpy as np", "outputs": [], "execution_count": 1},
    ]}  # fmt: skip
    kernel.run("import numpy as np")
    (kernel.folder / FILE).write_text(json.dumps(book), "utf-8")
    for lang, start, said in (
        ("en", f"A grade reads `{FILE}` as it was meant", "cell 1 is a cell of text"),
        ("pt-BR", f"A nota lê `{FILE}`", "célula 1 é uma célula de texto"),
    ):
        (note,) = kernel.notes(lang=lang)
        assert note.startswith(start)
        assert said in note


def test_a_stub_copied_below_the_work_is_said_to_win_here_alone(kernel):
    stub, work = stub_and_work()
    kernel.run(work, stub)
    kernel.save(work, stub)
    (note,) = kernel.notes()
    assert note.startswith(f"A grade reads `{FILE}` as it was meant")
    assert "stands below the work (`sigmoid`, `sigmoid_backward`); the work counts" in note


OWN_DATA = f"{FORWARD}\nA = np.array([0.2, 0.7])\n{BACK.replace('return grad_output * output * (1 - output)', 'return grad_output * A.mean() * (1 - A.mean())')}"
OTHER_ORDER = f"{FORWARD}\n{BACK.replace('grad_output, output', 'output, grad_output', 1)}"


@pytest.mark.parametrize(
    ("code", "told"),
    [(OWN_DATA, "own-data-for-arguments"), (OTHER_ORDER, "(output, grad_output)")],
)
def test_what_the_source_alone_gives_away_is_told_as_in_a_grade(kernel, tmp_path, code, told):
    kernel.run(code)
    here = repr(check("sigmoid_backward", kernel.names))
    assert told in here
    (tmp_path / "05_sigmoid_backward.py").write_text(code, "utf-8")
    with Sandbox() as sandbox:
        graded = Grader(course(), (), sandbox, 1, "en", only=frozenset({"sigmoid_backward"}), probe=False).grade(
            tmp_path
        )
    (exercise,) = [one for one in graded.exercises if one.id == "sigmoid_backward"]
    assert told in plain_exercise(exercise, "en")


def test_a_cell_that_did_not_run_after_a_restart_is_told_apart_from_one_that_is_missing(kernel):
    kernel.run(FORWARD)
    kernel.save((FORWARD, 1), (BACK, 7))
    (note,) = kernel.notes(lang="en")
    assert note.startswith("`sigmoid_backward`: written in cell 2 of `05_sigmoid_backward.ipynb`, which has not run")
    kernel.save((FORWARD, 1))
    assert kernel.notes() == ()


def test_a_syntax_error_does_not_keep_what_passed_before(kernel):
    kernel.run(FORWARD, BACK)
    kernel.save(FORWARD, BACK)
    assert check("sigmoid_backward", kernel.names).score == 8
    broken = BACK.replace("(1 - output)", "(1 - output")
    kernel.ran.append(broken)
    kernel.save((FORWARD, 1), (broken, 3))
    found = check("sigmoid_backward", kernel.names, lang="en")
    assert found.score == 3
    assert any(
        note.startswith("`sigmoid_backward`: the cell ran last with a syntax error") for note in found.report.notes
    )
    kernel.run(BACK)
    kernel.save(FORWARD, BACK)
    found = check("sigmoid_backward", kernel.names)
    assert (found.score, found.report.notes) == (8, ())


def test_an_endless_loop_that_is_interrupted_says_so_and_the_rest_is_judged(kernel):
    called = []

    def endless(*_):
        called.append(1)
        raise KeyboardInterrupt

    kernel.run(FORWARD)
    kernel.names["sigmoid_backward"] = endless
    found = check("sigmoid_backward", kernel.names, lang="en")
    by_id = {one.id: one for one in found.report.checks}
    assert by_id["sigmoid"].status == "passed"
    assert "had not answered after" in by_id["backward"].rationale
    assert "Is there a loop whose condition never becomes false?" in by_id["backward"].help
    assert len(called) == 1

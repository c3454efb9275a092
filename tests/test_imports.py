"""What is loaded when, and what may import what. Only what is needed, or starting is slow."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from autograder.sandbox import Sandbox
from autograder.sandbox.host.zygote_client import START
from autograder.sandbox.protocol.calls import Call, Cell, Returned

ROOT = Path(__file__).resolve().parents[1]
HEAVY = {
    "nbgrader",
    "IPython",
    "sympy",
    "matplotlib",
    "rich",
    "jsonschema",
    "tomlkit",
    "jupytext",
    "nbformat",
    "jupyter_client",
    "sqlalchemy",
    "alembic",
    "psycopg2",
    "distributed",
}
GOOD = "def sigmoid(z):\n    return z\n\n\ndef sigmoid_backward(grad_output, output):\n    return grad_output\n"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    folder = tmp_path_factory.mktemp("workspace")
    (folder / "sigmoid_backward.py").write_text(GOOD)
    (folder / "answers.toml").write_text("[answers]\nslope-of-square-at-3 = 6\n")
    return folder


def loaded(program):
    """Run a program in a process of its own; give the modules that were loaded at its end."""
    listing = "import atexit, sys\natexit.register(lambda: print('LOADED', *sys.modules, file=sys.stderr))\n"
    ended = subprocess.run(
        [sys.executable, "-c", listing + program], capture_output=True, text=True, cwd=ROOT, check=False, timeout=300
    )
    assert "Traceback" not in ended.stderr, ended.stderr
    return set(ended.stderr.rpartition("LOADED ")[2].split())


def run_by(*arguments):
    return loaded(f"from autograder.cli.main import main\nraise SystemExit(main({list(map(str, arguments))!r}))")


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["grade", "--help"], ["nonsense"]])
def test_help_waits_for_nothing(arguments):
    modules = run_by(*arguments)
    assert "autograder.cli.main" in modules
    assert {name.partition(".")[0] for name in modules} & (HEAVY | {"numpy"}) == set()
    assert not any(name.startswith(("autograder.course", "autograder.sandbox", "autograder.quiz")) for name in modules)


def test_the_warm_process_of_a_check_starts_before_numpy_is_here():
    modules = loaded(
        "import sys\nfrom autograder.sandbox.host import zygote_client\n"
        "def started(*_, **__): raise SystemExit(0)\n"
        "zygote_client.Zygote.__init__ = started\n"
        "from autograder.cli.main import main\nmain(['check', '05'])"
    )
    assert "autograder.cli.check" in modules
    assert "numpy" not in modules


def test_commands_load_nothing_heavy(workspace):
    for arguments in (["hint", "06"], ["check", "05", "--dir", workspace], ["start", workspace / "new"],
                      ["grade", workspace, "--json", workspace / "out.json", "--junit", workspace / "out.xml", "--out",
                       workspace / "out", "--html", "--key", ROOT / "solutions" / "quiz"]):  # fmt: skip
        modules = run_by(*arguments)
        assert "autograder.course.course" in modules
        assert {name.partition(".")[0] for name in modules} & HEAVY == set(), arguments


# What a right submission waits for nothing of: names of mistakes, hints on what was raised, other ways to hand in.
ONLY_AFTER_A_FAILURE = {
    *(
        f"autograder.judging.{name}"
        for name in (
            "counterexample", "diagnose", "mistake_names", "pattern_model", "patterns", "raised_mistakes",
            "source_diagnosis", "syntax_hints",
        )
    ),
    "autograder.submission.nothing_defined",
}  # fmt: skip
NEVER_IN_A_CHECK = {
    *(f"autograder.gradcheck.{name}" for name in ("check_backward", "compare_slopes", "inputs", "ladder", "result")),
    *(f"autograder.sandbox.host.{name}" for name in ("inprocess", "probes", "spawn_client")),
    "autograder.sandbox.guest.invoke",
    "autograder.sandbox.guest.worker",
    "numpy.ma",  # a quarter of what importing numpy costs
}


def test_the_check_of_what_is_right_loads_nothing_that_explains(tmp_path):
    (name,) = ROOT.glob("solutions/*_sigmoid_backward/sigmoid_backward.py")
    (tmp_path / name.name).write_bytes(name.read_bytes())
    modules = run_by("check", "05", "--dir", tmp_path)
    assert {"autograder.judging.judge", "numpy"} <= modules
    assert modules & (ONLY_AFTER_A_FAILURE | NEVER_IN_A_CHECK) == set()
    assert modules & {"autograder.cli.writing", "autograder.submission.answer_cells", "difflib", "tomllib"} == set()


def test_the_check_of_what_is_wrong_loads_what_names_mistakes(workspace):
    modules = run_by("check", "05", "--dir", workspace)
    assert "autograder.judging.diagnose" in modules
    assert modules & NEVER_IN_A_CHECK == set()


def test_a_notebook_s_check_loads_nothing_heavy():
    modules = loaded("from autograder import check\ncheck('05', {})._repr_html_()")
    assert "numpy" in modules
    assert {name.partition(".")[0] for name in modules} & HEAVY == set()


def test_the_package_alone_loads_nothing():
    modules = loaded("import autograder\nautograder.__version__")
    assert {name for name in modules if name.startswith("autograder")} == {"autograder"}
    assert "numpy" not in modules


@pytest.mark.parametrize("name", ["Report", "check", "grade", "hint", "quiz"])
def test_every_name_of_the_package_is_there_as_an_attribute(name):
    modules = loaded(f"import autograder\nassert callable(autograder.{name})\nassert '{name}' in autograder.__all__")
    assert {one.partition(".")[0] for one in modules} & HEAVY == set()


def test_the_quiz_is_there_without_what_asks_it():
    modules = loaded("import autograder\nassert autograder.quiz.answer\nassert autograder.quiz is autograder.quiz")
    assert "autograder.quiz" in modules
    assert not {"numpy", "autograder.notebook.ask_quiz"} & modules


def test_this_very_test_sees_what_is_loaded():
    assert "rich" in loaded("import rich")


GRADERS = (
    "author", "authoring", "class_grading", "cli", "course", "gradcheck", "grading", "judging", "nbgrader", "notebook", "quiz", "render",
    "sandbox.host", "submission",
)  # fmt: skip


def warm(kind):
    """Give the modules of a warm process as it comes up, before it serves anybody."""
    before, _, _ = START.partition("zygote.main(")
    served = before + "zygote.main = None\nprint(*sys.modules)\n"
    ended = subprocess.run(
        [sys.executable, "-I", "-c", served, ROOT, "0", "3", kind],
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    return set(ended.stdout.split())


def test_the_warm_process_of_a_check_leaves_to_its_children_what_few_of_them_use():
    modules = warm("little")
    assert "numpy" in modules
    assert modules & {"numpy.ma", "numpy.random", "autograder.sandbox.guest.batch"} == set()


def test_the_warm_process_holds_nothing_of_the_judge():
    modules = warm("usual")
    assert "autograder.sandbox.guest.zygote" in modules
    assert {name.partition(".")[0] for name in modules} & HEAVY == set()
    assert not {name for name in modules if name.startswith(tuple(f"autograder.{part}" for part in GRADERS))}


def test_a_learner_finds_no_module_of_the_grader():
    source = "import sys\n\n\ndef f():\n    return [name for name in sys.modules if 'autograder' in name]\n"
    with Sandbox() as sandbox, sandbox.open([Cell("x.py", source)], "exercise", 5.0, 20.0) as session:
        outcome = session.call(Call("f", ()))
    assert isinstance(outcome, Returned)
    assert outcome.value == []


def test_the_contracts_on_imports_hold():
    pytest.importorskip("importlinter")
    program = Path(sys.executable).with_name("lint-imports")
    ended = subprocess.run([program, "--no-cache"], capture_output=True, text=True, cwd=ROOT, check=False, timeout=300)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    assert f"Contracts: {len(contracts)} kept, 0 broken." in ended.stdout

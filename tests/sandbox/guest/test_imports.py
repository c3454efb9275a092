"""What learners' code may import, and imports of anything else: unused they cost nothing, used they fail by name."""

from __future__ import annotations

import sys

import pytest

from autograder.sandbox import Sandbox
from autograder.sandbox.guest.imports import FAILED, Failures, Placeholder, compiled, loaded_already
from autograder.sandbox.protocol import isolation
from autograder.sandbox.protocol.calls import Call, Cell, Raised, Returned


@pytest.fixture
def run(monkeypatch):
    """Run a source in this process as a learner's process does; give its names and the imports that failed."""

    def ran(source):
        failures = Failures()
        monkeypatch.setitem(sys.modules, FAILED, failures)
        names = {"__name__": "exercise", "__package__": ""}
        exec(compiled(source, "<file>", loaded_already(sys.modules)), names)  # noqa: S102 -- sources of these tests
        return names, failures

    return ran


@pytest.mark.parametrize(
    "source",
    [
        "import nowhere",
        "import nowhere as n, other",
        "import nowhere.deep.down as n",
        "from nowhere import this as that, more",
        "from nowhere.deep import *",
        "from . import beside",
        "from .beside import this",
        "from numpy import not_in_numpy",
        "import numpy.not_in_numpy as n",
        "if True:\n    import nowhere",
        "for n in range(1):\n    from nowhere import this",
        "class A:\n    import nowhere",
        "try:\n    import nowhere\nfinally:\n    y = 1",
        "try:\n    1 / 0\nexcept ZeroDivisionError:\n    import nowhere",
        "import warnings\nwith warnings.catch_warnings():\n    import nowhere",
        "match 1:\n    case 1:\n        import nowhere",
        "import math, nowhere; x = math.pi",
    ],
)
def test_a_plain_import_that_nothing_uses_stops_nothing_and_is_told(run, source):
    names, failures = run(f'"""Docs."""\nfrom __future__ import annotations\n{source}\nlast = 1')
    assert (names["last"], names["__doc__"]) == (1, "Docs.")
    assert failures.misses
    assert {(miss.file, miss.line > 2) for miss in failures.misses} == {("<file>", True)}


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("try:\n    import nowhere\nexcept ImportError:\n    seen = 1", 1),
        ("try:\n    from nowhere import this\nexcept ModuleNotFoundError as error:\n    seen = error.name", "nowhere"),
        ("try:\n    if True:\n        import nowhere\nexcept Exception:\n    seen = 2", 2),
        ("import contextlib\nseen = 3\nwith contextlib.suppress(ImportError):\n    import nowhere\n    seen = 4", 3),
        ("def f():\n    import nowhere\ntry: f()\nexcept ImportError: seen = 5", 5),
    ],
)
def test_where_a_failing_import_is_asked_for_it_fails(run, source, seen):
    names, failures = run(source)
    assert names["seen"] == seen
    assert failures.misses == []


USES = (
    "x.a", "x()", "x[0]", "x + 1", "1 - x", "-x", "list(x)", "bool(x)", "len(x)", "float(x)", "x < 1", "1 in x", "x.__version__",
    "isinstance(1, x)", "[*x]", "f'{x:.2f}'", "type('A', (), {}) if x else 0", "a, b = x", "x[0] = 1",
    "with x: pass", "for i in x: pass", "@x\ndef g(): pass", "class A(x): pass",
)  # fmt: skip


@pytest.mark.parametrize("use", USES)
def test_the_first_use_fails_by_the_module_s_name(run, use):
    for source in ("import nowhere as x", "from nowhere.deep import x"):
        names, _ = run(source)
        assert type(names["x"]) is Placeholder
        with pytest.raises(ModuleNotFoundError, match="No module named 'nowhere'"):
            exec(use, names)  # noqa: S102 -- as above
    names, _ = run("from .beside import x")
    with pytest.raises(ImportError, match="attempted relative import with no known parent package"):
        exec(use, names)  # noqa: S102 -- as above


def test_what_was_there_stays(run):
    names, _ = run(
        "import os\ndef g(): return 1\nfrom nowhere import g\nimport os.nothing\nfrom numpy import array, nothing"
    )
    assert names["g"]() == 1
    assert names["os"].sep
    assert names["array"]([1]).shape == (1,)


def test_syntax_errors_and_depth_are_as_ever():
    with pytest.raises(SyntaxError, match="invalid syntax"):
        compiled("import", "<file>", bool)
    with pytest.raises(SyntaxError, match="'return' outside function"):
        compiled("import nowhere\nreturn 1", "<file>", bool)
    assert compiled("x = " + "-" * 80 + "1", "<file>", bool)


# pytest, rich and tomlkit are installed beside the grader, and no business of learners' code.
SOURCE = """
import pytest, rich.table as table
from tomlkit import *
try:
    import pytest as there
except ImportError:
    there = None
def unused(): return 1
def used(): return table.Table()
def starred(): return dumps({})
def inside():
    import rich
def optional(): return there is None
def sought():
    import importlib.util
    return [name for name in ("rich", "pytest", "sympy", "mpmath", "pip") if importlib.util.find_spec(name)]
def parts():
    import numpy.polynomial.chebyshev, numpy.f2py, xml.dom.minidom, sysconfig
    return sysconfig.get_config_var("nothing") is None
def file(): return __file__
"""


@pytest.mark.parametrize("way", ["warm", "spawned"])
def test_nothing_that_is_installed_beside_the_grader_is_there(monkeypatch, way):
    if way == "spawned":
        monkeypatch.setenv(isolation.SPAWN_VARIABLE, "1")
    with Sandbox() as sandbox, sandbox.open([Cell("a.py", SOURCE)], "exercise", 20, 60) as session:
        assert session.loaded.problems == ()
        assert [miss.problem.where for miss in session.loaded.missed] == [
            "line 2: import pytest, rich.table as table",
            "line 3: from tomlkit import *",
        ]
        assert not {"pytest", "table", "there"} & set(session.loaded.names)
        got = {name: session.call(Call(name, ())) for name in
               ("unused", "used", "starred", "inside", "optional", "sought", "parts", "file")}  # fmt: skip
    returned = {name: outcome.value for name, outcome in got.items() if isinstance(outcome, Returned)}
    raised = {name: outcome.message for name, outcome in got.items() if isinstance(outcome, Raised)}
    assert returned == {"unused": 1, "optional": True, "sought": [], "parts": True, "file": "/exercise.py"}
    assert raised == {
        "used": "No module named 'rich'",
        "starred": "name 'dumps' is not defined (No module named 'tomlkit')",
        "inside": "No module named 'rich'",
    }


def test_what_the_exercise_names_is_there():
    source = "import sympy\ndef f(): return float(sympy.diff(sympy.Symbol('x') ** 2).subs('x', 3))\nimport pytest"
    cells = [Cell("a.py", source)]
    with Sandbox() as sandbox, sandbox.open(cells, "exercise", 20, 60, libraries=("sympy",)) as session:
        assert session.call(Call("f", ())).value == 6.0
        assert [miss.problem.message for miss in session.loaded.missed] == ["No module named 'pytest'"]

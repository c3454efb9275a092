"""A small course on disk, and a stand-in for the sandbox that runs code right here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from autograder.author.folders import Finding, folders, read_right
from autograder.author.proofs import Bench
from autograder.author.source import script_of
from autograder.sandbox import Sandbox
from autograder.sandbox.protocol.calls import Call, Cell, CellProblem, Loaded, Missing, Outcome, Raised, Returned

SCRIPT = '''\
# %% [markdown] lang="en"
# # 01 · Doubling
#
# Twice as much.

# %% [markdown] lang="pt-BR"
# # 01 · O dobro
#
# Duas vezes mais.

# %% grade_id="double"
import numpy as np


def double(x):
    """Give 2x.

    x: array.

    [pt-BR]
    Devolve 2x.

    x: array.
    """
    ### BEGIN SOLUTION
    return 2 * np.asarray(x)
    ### END SOLUTION


def quadruple(x):
    """Give 4x.

    [pt-BR]
    Devolve 4x.
    """
    ### BEGIN SOLUTION
    return double(double(x))
    ### END SOLUTION
'''
CHECKS = '''\
"""Checks of doubling."""

import numpy as np

from autograder.sandbox.protocol.calls import Call
from autograder.judging.model import Case, Check, Exercise, Expected, Function, Mistake
from autograder.i18n.language import Text


def plan_double(rng):
    x = rng.normal(0, 1, (2, 3))
    return [Case(Call("double", (x,)), Expected("double(x)", 2 * x, np.zeros(x.shape)))]


def plan_quadruple(rng):
    x = rng.normal(0, 1, 4)
    return [Case(Call("quadruple", (x,)), Expected("quadruple(x)", 4 * x, np.zeros(x.shape)))]


SQUARED = Mistake(
    "squared-not-doubled",
    why=Text(en="This is x squared.", pt="Isto é x ao quadrado."),
    next=Text(en="Which operation doubles?", pt="Qual operação dobra?"),
    formula=lambda x: x**2,
)
TRIPLED = Mistake(
    "tripled",
    why=Text(en="This is 3x.", pt="Isto é 3x."),
    next=Text(en="Look at the factor.", pt="Veja o fator."),
    formula=lambda x: 3 * x,
)

EXERCISE = Exercise(
    id="double",
    title=Text(en="Doubling", pt="O dobro"),
    functions=(Function("double", ("x",)), Function("quadruple", ("x",))),
    checks=(
        Check(
            "double",
            Text(en="Twice", pt="Duas vezes"),
            points=3,
            plan=plan_double,
            help=Text(en="Is it twice?", pt="É o dobro?"),
            mistakes=(SQUARED, TRIPLED),
        ),
        Check(
            "quadruple",
            Text(en="Four times", pt="Quatro vezes"),
            points=2,
            plan=plan_quadruple,
            needs=("double",),
            help=Text(en="Twice twice.", pt="O dobro do dobro."),
            mistakes=(TRIPLED,),
        ),
    ),
    hints=(Text(en="One.", pt="Um."), Text(en="Two.", pt="Dois."), Text(en="Three.", pt="Três.")),
    texts=("derivadas",),
)
'''
SQUARED = '''\
"""The square.

diagnosis: squared-not-doubled
fails: double
waits: quadruple
"""


def double(x):
    return x**2
'''
QUIZ = """\
text = "derivadas"

[[questions]]
id = "slope-at-3"
kind = "number"
graded = true
value = 6
tolerance = 0.01
prompt.en = "The slope of w² at 3?"
prompt."pt-BR" = "A inclinação de w² em 3?"
right.en = "It is 2w."
right."pt-BR" = "É 2w."
wrong.en = "It is 2w."
wrong."pt-BR" = "É 2w."
"""


@pytest.fixture
def script() -> str:
    """A script of an exercise that is as it should be."""
    return SCRIPT


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course of one exercise and one question, not built yet."""
    folder = tmp_path / "course" / "solutions" / "01_double"
    (folder / "mistakes").mkdir(parents=True)
    (folder / "double.py").write_text(SCRIPT, encoding="utf-8")
    (folder / "checks.py").write_text(CHECKS, encoding="utf-8")
    (folder / "mistakes" / "squared.py").write_text(SQUARED, encoding="utf-8")
    (folder.parent / "quiz").mkdir()
    (folder.parent / "quiz" / "derivadas.toml").write_text(QUIZ, encoding="utf-8")
    return tmp_path / "course"


class Direct:
    """A session that runs code in this very process: for code of these tests only."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        self.namespace: dict[str, object] = {"__name__": "exercise"}
        problems = []
        for cell in cells:
            try:
                exec(compile(cell.source, cell.label, "exec"), self.namespace)  # noqa: S102 -- code of these tests
            except Exception as error:  # noqa: BLE001 -- whatever it raises
                problems.append(CellProblem(cell.label, Raised(type(error).__name__, str(error))))
        self.loaded = Loaded(tuple(problems), tuple(self.namespace))
        self.printed = ""

    def call(self, call: Call) -> Outcome:
        function = self.namespace.get(call.function)
        if not callable(function):
            return Missing(call.function)
        try:
            return Returned(function(*(arg.copy() if isinstance(arg, np.ndarray) else arg for arg in call.args)))
        except Exception as error:  # noqa: BLE001 -- whatever it raises
            return Raised(type(error).__name__, str(error), "line 1")


class DirectSandbox:
    """Stands for the sandbox, and remembers what it was asked to open."""

    def __init__(self) -> None:
        self.opened: list[tuple[str, ...]] = []

    @contextmanager
    def open(
        self,
        cells: Sequence[Cell],
        module: str,
        cpu_seconds: float,
        wall_seconds: float,
        *,
        driver: str = "",
        libraries: tuple[str, ...] = (),
    ) -> Iterator[Direct]:
        assert (driver, libraries) == ("", ())
        assert module.isidentifier()
        assert 0 < cpu_seconds <= wall_seconds
        self.opened.append(tuple(cell.label for cell in cells))
        yield Direct(cells)


@pytest.fixture
def direct() -> Callable[[], object]:
    """What `check` takes for `sandboxes`."""

    @contextmanager
    def sandboxes() -> Iterator[DirectSandbox]:
        yield DirectSandbox()

    return sandboxes


@pytest.fixture
def broken_lines() -> Callable[[list[Finding]], list[str]]:
    """Give what is broken, one line each, after seeing that it reads well in both languages."""

    def lines(findings: list[Finding]) -> list[str]:
        for finding in findings:
            for lang in ("en", "pt-BR"):
                line = finding.line(lang)
                assert line.startswith(finding.file + ": ")
                assert "\n" not in line
                assert "Text(" not in line
                assert "Message(" not in line
        return [finding.line("en") for finding in findings if not finding.ok]

    return lines


@pytest.fixture
def lost_by_right_ones() -> Callable[[Path, str], dict[str, tuple[list[str], list[str]]]]:
    """Grade the files of right/ of one exercise; give by file the checks that did not pass, and those with a remark."""

    def lost(root: Path, id_: str) -> dict[str, tuple[list[str], list[str]]]:
        (folder,) = [folder for folder in folders(root) if folder.id == id_]
        exercise, script, found = folder.load(keep_bytecode=False), script_of(folder), {}
        with Sandbox() as sandbox:
            bench = Bench(exercise, folder.shown(folder.checks_file), sandbox, (1,), str)
            for path in folder.right_files:
                right = read_right(folder, path, exercise)
                trial = bench.try_out(right.file, [Cell(script.file, script.code), Cell(right.file, right.code)], 1)
                assert not isinstance(trial, Finding)
                remarked = [id_ for id_, verdict in trial.verdicts.items() if verdict.remarks]
                found[path.name] = (trial.but("passed"), remarked)
        return found

    return lost

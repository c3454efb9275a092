"""`autograder grade` against one pytest process per submission, in CPU and wall seconds, over the sample class.

Both make the calls of the same checks on the same inputs. What is compared is what each takes beyond the learners'
own computing time L, measured with the calls that each really makes (pytest's tests share none). Runs of the two
alternate, so that whatever else the machine does hits both. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import contextlib
import inspect
import multiprocessing
import os
import re
import resource
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import fmean, median

import numpy as np
from measuring import AUTOGRADER, ROOT, Cost, machine, measured, milliseconds, spread
from plain import FOLDER, LEARNER_CPU, Generator, Part, PlainCase, Stopwatch, frozen

from autograder.course.course import course
from autograder.grading.pipeline import Grader
from autograder.grading.run_checks import run_checks
from autograder.judging.model import Case, Check, Expected, planned
from autograder.sandbox import InProcess, Sandbox
from autograder.sandbox.protocol.calls import Argument, Callback, Seeded
from autograder.submission.read import read_submission
from autograder.submission.submission_model import Submission

SAMPLE_CLASS = ROOT / "tests" / "submissions"
SEED = 20_240_607
ENDLESS = 5  # CPU seconds of one submission's own code, beyond which it is left out
MEMORY = 4 << 30
PATIENCE = 120.0  # seconds for one pytest process; none should need them
GRADE = {"grade --jobs 1": 1, "grade --jobs 2": 2}
# As it comes, and told not to start threads for linear algebra, which cost CPU time here and are of no use.
PYTEST: dict[str, dict[str, str]] = {"pytest": {}, "pytest, 1 thread": {"OPENBLAS_NUM_THREADS": "1"}}
TEST = """

def test_{exercise}_{check}():
    tests(CALLS).check("{exercise}", "{check}")
"""


@dataclass(frozen=True, slots=True)
class Student:
    """A submission: where it is, its sources as plain files, and the CPU seconds of its own code when graded."""

    path: Path
    sources: Path
    own: float


@dataclass(frozen=True, slots=True)
class Figures:
    """Means over the submissions of one run, in seconds: all CPU time, the learners' own, wall time."""

    cpu: float
    own: float
    wall: float

    @property
    def beyond(self) -> float:
        """CPU seconds beyond the learners' own."""
        return self.cpu - self.own


# --- what pytest is given -------------------------------------------------------------------------------------------


def write_tests(folder: Path) -> tuple[Path, int]:
    """Work out calls and values, and generate the test file: one test for each check; give it and their number."""
    calls = {
        entry.id: {check.id: frozen(_plain_cases(check, entry.exercise.id)) for check in entry.exercise.checks}
        for entry in course().exercises
    }
    (folder / "calls.pickle").write_bytes(frozen(calls))
    shutil.copy(Path(__file__).with_name("plain.py"), folder)
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="ascii")
    file = folder / "test_course.py"
    head = f"from plain import tests\n\nCALLS = {str(folder / 'calls.pickle')!r}\n"
    tests = [TEST.format(exercise=exercise, check=check) for exercise in calls for check in calls[exercise]]
    file.write_text(head + "".join(tests), encoding="ascii")
    return file, len(tests)


def _plain_cases(check: Check, id_: str) -> list[PlainCase]:
    exercise = next(entry.exercise for entry in course().exercises if entry.id == id_)
    return [_plain_case(case, check.part) for case in planned(exercise, check.plan, SEED)]


def _plain_case(case: Case, part: int | None) -> PlainCase:
    whole = isinstance(case.expected, Expected)
    expected = (case.expected,) if isinstance(case.expected, Expected) else case.expected
    parts = {
        position: Part(one.value, 10 * float(np.max(one.error, initial=0.0)) + 1e-8)
        for position, one in enumerate(expected)
        if part is None or whole or part == position
    }
    args = tuple(_plain_argument(arg) for arg in case.call.args)
    return PlainCase(case.call.function, args, parts, whole=whole, compared=case.remark is None)


def _plain_argument(arg: Argument) -> object:
    match arg:
        case Seeded(seed):
            return Generator(seed)
        case Callback(function=function):  # the bare function, without the grader's checks of what it is asked
            return inspect.getclosurevars(function).nonlocals.get("function", function)
    return arg


# --- the learners' own time ------------------------------------------------------------------------------------------


def students(folder: Path, paths: Sequence[Path]) -> list[Student]:
    """Read every submission, write its sources as plain files, and measure its own code; leave out what never ends."""
    grader = Grader(course(), (), Sandbox(), SEED, "en")
    for entry in course().exercises:
        for check in entry.exercise.checks:
            planned(entry.exercise, check.plan, SEED)
    found = []
    for path in paths:
        submission = read_submission(path, grader.wanted)
        runs = [_own_seconds(submission)]
        if runs[0] is not None:
            runs += [_own_seconds(submission) for _ in range(2)]
        times = [run for run in runs if run is not None]
        if len(times) < len(runs):
            print(f"left out: {path.name} (its code runs on, or ends its process, on both sides)")
            continue
        sources = folder / path.name
        sources.mkdir()
        for exercise, source in submission.sources.items():
            text = "\n".join(cell.source for cell in source.cells)
            (sources / f"{exercise}.py").write_text(text, encoding="utf-8", errors="replace")
        found.append(Student(path, sources, median(times)))
    return found


def _own_seconds(submission: Submission) -> float | None:
    """Make the grader's calls in a plain process, once; None if that does not come to an end."""
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(submission, theirs))
    process.start()
    theirs.close()
    seconds = None
    if ours.poll(PATIENCE):
        with contextlib.suppress(EOFError):
            seconds = float(ours.recv())
    process.kill()
    process.join()
    return seconds


def _run(submission: Submission, result: Connection) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (ENDLESS, ENDLESS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in range(3):
        os.dup2(nowhere, descriptor)
    stopwatch = Stopwatch()
    for entry in course().exercises:
        source = submission.sources.get(entry.id)
        if source is None or not source.attempted or source.problem is not None:
            continue
        namespace: dict[str, object] = {"__name__": entry.id}
        for cell in source.cells:
            with contextlib.suppress(Exception, SystemExit):
                stopwatch.timed(exec)(compile(cell.source, entry.id, "exec"), namespace)
        timed = {name: stopwatch.timed(value) for name, value in namespace.items() if callable(value)}
        run_checks(entry.exercise, SEED, InProcess(timed))
    result.send(stopwatch.seconds)


# --- the two graders -------------------------------------------------------------------------------------------------


def grade(folder: Path, class_: Sequence[Student], copies: int, jobs: int) -> Figures:
    """Grade the whole class, each submission `copies` times, with one command."""
    paths = [str(student.path) for student in class_] * copies
    options = ["--jobs", str(jobs), "--seed", str(SEED), "--out", str(folder / f"reports-{jobs}")]
    cost = measured([*AUTOGRADER, "grade", *options, *paths], folder)
    if cost.status != 0:
        sys.exit(f"autograder grade ended with status {cost.status}")
    return Figures(cost.cpu / len(paths), fmean(student.own for student in class_), cost.wall / len(paths))


@dataclass(frozen=True, slots=True)
class PytestRun:
    """One pytest process on one submission."""

    cost: Cost
    own: float

    @property
    def passed(self) -> int:
        """How many tests passed."""
        count = re.search(r"(\d+) passed", self.cost.printed)
        return int(count[1]) if count else 0


def pytest(test: Path, student: Student, more: Mapping[str, str]) -> PytestRun:
    """Run pytest on one submission, without the plugins that happen to be installed."""
    own = test.with_name("own.txt")
    own.write_text("0", encoding="ascii")
    environment = {FOLDER: str(student.sources), LEARNER_CPU: str(own), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", **more}
    cost = measured([sys.executable, "-m", "pytest", "-q", test.name], test.parent, environment, PATIENCE)
    return PytestRun(cost, float(own.read_text("ascii")))


def together(runs: Sequence[PytestRun]) -> Figures:
    """Give the means over submissions."""
    return Figures(
        fmean(run.cost.cpu for run in runs), fmean(run.own for run in runs), fmean(run.cost.wall for run in runs)
    )


# --- showing -----------------------------------------------------------------------------------------------------------


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--copies", type=int, default=20, help="how often each submission is graded in one command")
    parser.add_argument("--rounds", type=int, default=2, help="how often everything is measured")
    options = parser.parse_args()
    print(f"Grading a class: {machine()}")
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        class_ = students(folder, sorted(path for path in SAMPLE_CLASS.iterdir() if not path.name.startswith(".")))
        test, checks = write_tests(folder)
        solved = _reference(folder, test)
        print(f"{len(class_)} submissions of {checks} checks; graded × {options.copies}, {options.rounds} rounds")
        print(f"the tests of pytest pass {solved} of {checks} on the reference solutions\n")
        rows: dict[str, list[Figures]] = {name: [] for name in (*GRADE, *PYTEST)}
        half = len(class_) // 2
        for _ in range(options.rounds):
            runs: dict[str, list[PytestRun]] = {name: [] for name in PYTEST}
            for (row, jobs), part in zip(GRADE.items(), (class_[:half], class_[half:]), strict=True):
                for name, more in PYTEST.items():
                    runs[name] += [pytest(test, student, more) for student in part]
                rows[row].append(grade(folder, class_, options.copies, jobs))
            for name in PYTEST:
                rows[name].append(together(runs[name]))
    _show(rows)


def _reference(folder: Path, test: Path) -> int:
    """Try the tests on the reference solutions, which also warms everything up."""
    sources = folder / "reference"
    sources.mkdir()
    for entry in course().exercises:
        shutil.copy(entry.checks_file.with_name(f"{entry.id}.py"), sources)
    return pytest(test, Student(sources, sources, 0.0), {}).passed


def _show(rows: dict[str, list[Figures]]) -> None:
    print(f"{'ms per submission':18}{'CPU':>24}{'L':>20}{'CPU beyond L':>24}{'wall':>24}")
    for name, figures in rows.items():
        columns = (
            (24, [one.cpu for one in figures]),
            (20, [one.own for one in figures]),
            (24, [one.beyond for one in figures]),
            (24, [one.wall for one in figures]),
        )
        print(f"{name:18}" + "".join(f"{milliseconds(values):>{width}}" for width, values in columns))
    print("\ntimes less, round by round")
    for plain_name in PYTEST:
        for name in GRADE:
            pairs = list(zip(rows[plain_name], rows[name], strict=True))
            beyond = spread([plain.beyond / ours.beyond for plain, ours in pairs])
            wall = spread([plain.wall / ours.wall for plain, ours in pairs])
            print(f"{f'{name} than {plain_name}':62}{beyond:>24}{wall:>24}")
    print(
        "\nmin / median / max of the rounds. CPU: all processes of both. L: inside the learners' functions and modules."
    )


if __name__ == "__main__":
    main()

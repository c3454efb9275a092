"""What grading costs, as ratios measured in one run: against pytest, a bare fork, nbgrader and Otter; and what cannot be had.

    python benchmarks/performance.py --otter /path/to/a/python/with/otter-grader

All costs are CPU seconds, user and system, of whole process trees. Ways that are compared take turns, and their ratio is
formed in each round; shown is the median of the rounds, with the least and the largest. Our own figures are those of one
command `autograder grade` on a class of copies, all in: its start, its warm processes and the probing of the isolation are
shared by the class. Nothing is asserted. docs/performance.md says what the rows mean.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import json
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from measuring import AUTOGRADER, ROOT, machine, measured, spread

sys.path.insert(0, str(ROOT))

from grading import Student, _plain_case, pytest
from plain import Generator, Lambda, PlainCase, Stopwatch, _live, frozen

from autograder.course.course import course
from autograder.grading.run_checks import all_calls, run_checks
from autograder.judging.model import planned
from autograder.sandbox import InProcess
from autograder.sandbox.guest.zygote import USUAL
from autograder.sandbox.protocol.calls import Callback, Seeded

STARRED = ("derivative_estimates", "sigmoid_backward", "linear_backward", "delta_rule", "xor_training")
SEED = 20_240_607
ASSIGNMENT = "backpropagation"
ENTRIES = {entry.id: entry for entry in course().exercises if not entry.exercise.extra}
TEST = "\n\ndef test_{exercise}_{check}():\n    tests(CALLS).check({exercise!r}, {check!r})\n"
HOSTILE = {
    "loops": "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
    "sleeps": "import time\ntime.sleep(1000)",
    "takes memory": "x = []\nwhile True: x.append(bytearray(1 << 20))",
    "forks": "import os\nwhile True: os.fork()",
    "prints": "while True: print('x' * 1000)",
    "ends": "import os\nos._exit(0)",
    "recurses": "import sys\nsys.setrecursionlimit(10**9)\ndef f(): f()\nf()",
    "kills": "import os\nos.kill(os.getppid(), 9)",
    "returns much": "def {name}(*args): return [1] * 100_000",
}


def solved(id_: str) -> str:
    """Give the reference solution of an exercise."""
    return ENTRIES[id_].script_file.read_text(encoding="utf-8")


def scripts(folder: Path, ids: Sequence[str]) -> Path:
    """Write the solutions of some exercises as plain files."""
    folder.mkdir(parents=True)
    for id_ in ids:
        (folder / f"{id_}.py").write_text(solved(id_), encoding="utf-8")
    return folder


def copies(folder: Path, of: Path, count: int) -> list[str]:
    """Make a class whose code is the same but for a comment, so that nothing kept by a source's text serves two of them."""
    made = [shutil.copytree(of, folder / f"student-{at:03}") for at in range(count)]
    for at, place in enumerate(made):
        for file in sorted(place.glob("*.py")):
            file.write_text(f"{file.read_text(encoding='utf-8')}\n# {at}\n", encoding="utf-8")
        for file in sorted(place.glob("[01]*.ipynb")):
            notebook = json.loads(file.read_text(encoding="utf-8"))
            for cell in notebook["cells"]:
                if cell["cell_type"] == "code":
                    cell["source"] = "".join([*cell["source"], f"\n# {at}"])
            file.write_text(json.dumps(notebook), encoding="utf-8")
    return list(map(str, made))


def graded(paths: Sequence[str], cwd: Path, *options: str) -> float:
    """Grade with one command; give the CPU seconds of a submission, all in."""
    cost = measured([*AUTOGRADER, "grade", "--jobs", "1", "--json", os.devnull, *options, *paths], cwd)
    if cost.status != 0:
        sys.exit(f"autograder grade ended with status {cost.status}")
    return cost.cpu / len(paths)


def children_cpu(run: Callable[[], object]) -> float:
    """Give the CPU seconds of this process and of its children while something runs."""
    before = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    run()
    after = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(b.ru_utime + b.ru_stime - a.ru_utime - a.ru_stime for a, b in zip(before, after, strict=True))


def own_seconds(ids: Sequence[str]) -> float:
    """Give the CPU seconds that the solutions' own functions and modules take in the calls that we make."""
    stopwatch = Stopwatch()
    for id_ in ids:
        names: dict[str, Any] = {"__name__": id_}
        stopwatch.timed(exec)(compile(solved(id_), id_, "exec", dont_inherit=True), names)
        timed = {name: stopwatch.timed(value) for name, value in names.items() if callable(value)}
        run_checks(ENTRIES[id_].exercise, SEED, InProcess(timed, driver=ENTRIES[id_].exercise.driver))
    return stopwatch.seconds


# --- the floor ------------------------------------------------------------------------------------------------------


def floor(ids: Sequence[str], rounds: int, *, one_process: bool) -> float:
    """Give the CPU seconds of forking here, where all is warm, loading, making the same calls, and reaping.

    The arguments are there before the fork, functions of the course are called as they are, nothing is sent back, and
    nothing keeps the code in. One process for all exercises, or one for each.
    """
    program = [
        (
            solved(id_),
            [(call.function, [_argument(arg) for arg in call.args]) for call in all_calls(ENTRIES[id_].exercise, SEED)],
        )
        for id_ in ids
    ]
    gc.collect()
    gc.freeze()

    def forked(part: Sequence[Any]) -> None:
        child = os.fork()
        if not child:
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    for source, calls in part:
                        names: dict[str, Any] = {"__name__": "exercise"}
                        exec(compile(source, "exercise", "exec", dont_inherit=True), names)  # noqa: S102 -- ours
                        for function, args in calls:
                            names[function](*[_live(arg) for arg in args])
            finally:
                os._exit(0)
        os.waitpid(child, 0)

    def all_of_them() -> None:
        for _ in range(rounds):
            for part in [program] if one_process else [[one] for one in program]:
                forked(part)

    found = children_cpu(all_of_them) / rounds
    gc.unfreeze()
    return found


# --- the others -----------------------------------------------------------------------------------------------------


def pytest_file(folder: Path) -> Path:
    """Write the tests of the starred exercises for pytest: one for each check, on the same calls."""
    calls = {id_: {check.id: frozen(_cases(id_, check)) for check in ENTRIES[id_].exercise.checks} for id_ in STARRED}
    (folder / "calls.pickle").write_bytes(frozen(calls))
    shutil.copy(Path(__file__).with_name("plain.py"), folder)
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="ascii")
    file = folder / "test_course.py"
    head = f"from plain import tests\n\nCALLS = {str(folder / 'calls.pickle')!r}\n"
    file.write_text(head + "".join(TEST.format(exercise=e, check=c) for e in calls for c in calls[e]), encoding="ascii")
    return file


def _cases(id_: str, check: Any) -> list[PlainCase]:  # noqa: ANN401 -- a Check
    exercise = ENTRIES[id_].exercise
    found = []
    for case in planned(exercise, check.plan, SEED):
        plain = _plain_case(case, check.part)
        args = tuple(map(_argument, case.call.args))
        by = case.call.via_driver
        found.append(PlainCase(plain.function, args, plain.parts, plain.whole, plain.compared, by))
    return found


def _argument(arg: object) -> object:
    match arg:
        case Seeded(seed):
            return Generator(seed)
        case Callback(source=source):
            return Lambda(source)
        case list() | tuple():
            return type(arg)(map(_argument, arg))
    return arg


def plain_calls(folder: Path) -> Path:
    """Write calls and values of the whole course where test cells and Otter's tests find them, with what compares."""
    folder.mkdir(exist_ok=True)
    shutil.copy(Path(__file__).with_name("plain.py"), folder)
    whole = {
        id_: (
            entry.exercise.driver,
            {check.id: frozen(_cases(id_, check)) for check in entry.exercise.checks if not check.judge},
        )
        for id_, entry in ENTRIES.items()
    }
    (folder / "calls.pickle").write_bytes(frozen(whole))
    return folder


def asserting(folder: Path, id_: str) -> list[str]:
    """Give the lines that test an exercise by itself, one for each check; those of a check with a judge of its own are left out."""
    calls = str(folder / "calls.pickle")
    checks = [check.id for check in ENTRIES[id_].exercise.checks if not check.judge]
    return [f"assert_right({calls!r}, {id_!r}, {check!r}, globals())" for check in checks]


def importing(folder: Path) -> str:
    """Give the line by which a notebook finds `assert_right`."""
    return f"import sys; sys.path.insert(0, {str(folder)!r}); from plain import assert_right"


def nbgrader_course(folder: Path, tests: Path) -> Path:
    """Lay out the course for nbgrader, with numpy's asserts in the test cells; one student has solved all of it."""
    measured([*AUTOGRADER, "release", str(folder)], ROOT)
    (folder / "nbgrader_config.py").write_text(
        f'c = get_config()\nc.CourseDirectory.course_id = "{ASSIGNMENT}"\n', "ascii"
    )
    source = folder / "source" / ASSIGNMENT
    for file in sorted(source.glob("[01]*.ipynb")):
        id_ = file.stem[3:]
        notebook = json.loads(file.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            marks = cell["metadata"]["nbgrader"]
            if cell["cell_type"] == "code" and marks["grade"]:
                cell["source"] = "\n".join(
                    ["### BEGIN HIDDEN TESTS", importing(tests), *asserting(tests, id_), "### END HIDDEN TESTS"]
                )
        file.write_text(json.dumps(notebook), encoding="utf-8")
    environment = {"PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])}
    made = measured([sys.executable, "-m", "nbgrader", "generate_assignment", ASSIGNMENT], folder, environment)
    if made.status != 0:
        sys.exit("nbgrader generate_assignment failed")
    handed_in = shutil.copytree(folder / "release" / ASSIGNMENT, folder / "submitted" / "ana" / ASSIGNMENT)
    for file in sorted(handed_in.glob("[01]*.ipynb")):
        notebook = json.loads(file.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code" and cell["metadata"]["nbgrader"]["solution"]:
                cell["source"] = code_of(solved(file.stem[3:]))
        file.write_text(json.dumps(notebook), encoding="utf-8")
    return handed_in


def code_of(script: str) -> str:
    """Give the code of a py:percent script."""
    cells = script.split("\n# %% ")
    return "\n".join(cell.partition("\n")[2] for cell in cells if not cell.partition("\n")[0].startswith("[markdown]"))


def by_nbgrader(folder: Path) -> float:
    """Grade the one student by `nbgrader autograde`; give the CPU seconds, all in."""
    environment = {"PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])}
    command = [sys.executable, "-m", "nbgrader", "autograde", ASSIGNMENT, "--student", "ana", "--force"]
    cost = measured(command, folder, environment, 1200.0)
    if cost.status != 0:
        print(f"    (nbgrader autograde ended with status {cost.status})")
    return cost.cpu


def otter_zips(folder: Path, tests: Path, otter: str) -> dict[str, Path]:
    """Let Otter make an autograder of each exercise, with one doctest for each check."""
    found = {}
    for id_ in ENTRIES:
        place = folder / id_ / "tests"
        place.mkdir(parents=True)
        lines = asserting(tests, id_) or ["True"]
        cases = [
            {"code": f">>> {importing(tests)}\n>>> {line}\nTrue\n", "hidden": False, "locked": False} for line in lines
        ]
        suite = {
            "cases": cases,
            "scored": True,
            "setup": "",
            "teardown": "",
            "type": "doctest",
        }
        test = {"name": id_, "points": 1, "suites": [suite]}
        (place / f"{id_}.py").write_text(f"OK_FORMAT = True\n\ntest = {test!r}\n", encoding="utf-8")
        command = [
            str(Path(otter).with_name("otter")),
            "generate",
            "-t",
            "tests",
            "-o",
            "autograder.zip",
            "--no-environment",
        ]
        measured(command, place.parent)
        found[id_] = place.parent / "autograder.zip"
    return found


def by_otter(zips: dict[str, Path], notebooks: Path, otter: str) -> tuple[float, int]:
    """Run Otter on each notebook; give the CPU seconds of all and how many got all points."""
    seconds, full = 0.0, 0
    for id_, zip_ in zips.items():
        notebook = next(notebooks.glob(f"[01]*_{id_}.ipynb"))
        out = zip_.parent / "out"
        out.mkdir(exist_ok=True)
        environment = {"PYTHONPATH": "", "PATH": os.pathsep.join([str(Path(otter).parent), os.environ.get("PATH", "")])}
        command = [
            str(Path(otter).with_name("otter")),
            "run",
            str(notebook),
            "-a",
            str(zip_),
            "-o",
            str(out),
            "--no-logo",
        ]
        cost = measured(command, zip_.parent, environment, 600.0)
        seconds += cost.cpu
        results = json.loads((out / "results.json").read_text(encoding="utf-8")) if cost.status == 0 else {"tests": []}
        scored = [test for test in results["tests"] if "score" in test]
        full += bool(scored) and all(test["score"] == test["max_score"] for test in scored)
    return seconds, full


# --- what cannot be had ---------------------------------------------------------------------------------------------


def beside_hostile(folder: Path) -> str:
    """Grade one right submission and nine hostile ones at once; give the scores."""
    folder.mkdir()
    honest = scripts(folder / "honest", list(ENTRIES))
    paths = [str(honest)]
    for at, body in enumerate(HOSTILE.values()):
        place = folder / f"hostile-{at}"
        place.mkdir()
        for id_, entry in ENTRIES.items():
            name = entry.exercise.functions[0].name
            (place / f"{id_}.py").write_text(body.replace("{name}", name), encoding="utf-8")
        paths.append(str(place))
    out = folder / "reports.json"
    cost = measured([*AUTOGRADER, "grade", "--jobs", "10", "--json", str(out), *paths], folder)
    reports = json.loads(out.read_text(encoding="utf-8"))
    worst = max(reports[1:], key=lambda report: report["seconds"])
    return (
        f"{reports[0]['score']}/{reports[0]['max_score']}, the others {max(one['score'] for one in reports[1:])} at most; "
        f"all in {cost.wall:.0f} s of wall time, the longest {worst['seconds']:.0f} s"
    )


def worst_file(folder: Path) -> str:
    """Grade each hostile submission by itself; give the longest wall time, beyond that of one that ends at once."""
    taken = {}
    for at, name in enumerate(HOSTILE):
        begun = time.monotonic()
        measured([*AUTOGRADER, "grade", "--json", os.devnull, str(folder / f"hostile-{at}")], folder)
        taken[name] = time.monotonic() - begun
    name = max(taken, key=lambda one: taken[one])
    beyond = taken[name] - taken["ends"]  # which has the command's start and as many processes
    return f"{beyond:.0f} s (“{name}” in all twelve files: {taken[name]:.0f} s; “ends”: {taken['ends']:.0f} s)"


# --- showing --------------------------------------------------------------------------------------------------------


def row(what: str, goal: str, found: str) -> None:
    """Print a row as soon as it is there."""
    print(f"| {what} | {goal} | {found} |", flush=True)


def times(of: Sequence[float]) -> str:
    """Write a median ratio, with the least and the largest."""
    return f"{median(of):.1f} ({min(of):.1f} to {max(of):.1f})"


def starred(folder: Path, count: int, rounds: int) -> None:
    """Compare the five starred exercises with pytest and with the floor."""
    one = scripts(folder / "starred", STARRED)
    paths = copies(folder / "class", one, count)
    (folder / "pytest").mkdir()
    file = pytest_file(folder / "pytest")
    student = Student(one, one, 0.0)
    for name in USUAL.split():
        importlib.import_module(name)
    own = median(own_seconds(STARRED) for _ in range(5))
    pytest(file, student, {})
    beyond, of_floor, of_floors, alone = [], [], [], []
    for _ in range(rounds):
        run = pytest(file, student, {"OPENBLAS_NUM_THREADS": "1"})
        ours = graded(paths, folder, "--seed", str(SEED))
        least, least_of_five = floor(STARRED, 10, one_process=True), floor(STARRED, 10, one_process=False)
        beyond.append((run.cost.cpu - run.own) / (ours - own))
        of_floor.append(ours / least)
        of_floors.append(ours / least_of_five)
        alone.append((run.cost.cpu, ours, least, least_of_five))
    row("five ★, CPU beyond the learners' own functions: one pytest process over ours", "30", times(beyond))
    row("five ★: ours over a floor with a fork for each exercise", "at most 2", times(of_floors))
    row("five ★: ours over a floor with one fork for all", "", times(of_floor))
    shown = [spread([1e3 * value for value in column]) for column in zip(*alone, strict=True)]
    print(
        f"    ms of CPU, min / median / max: pytest {shown[0]}; ours {shown[1]}, with {1e3 * own:.1f} of the learners' own;"
    )
    print(f"    floor {shown[2]}, with five forks {shown[3]}; pytest {run.passed} of its tests passed", flush=True)


def whole(folder: Path, count: int, rounds: int, otter: str | None) -> None:
    """Compare twelve notebooks and the quiz with nbgrader and with Otter."""
    tests = plain_calls(folder / "tests")
    root = folder / "nbgrader"
    notebooks = nbgrader_course(root, tests)
    shutil.copy(ROOT / "solutions" / "answers.toml", notebooks)
    paths = copies(folder / "whole", notebooks, count)
    zips = otter_zips(folder / "otter", tests, otter) if otter else {}
    ratios, others, costs = [], [], []
    full = 0
    for _ in range(rounds):
        ours = graded(paths, folder, "--key", str(ROOT / "solutions" / "quiz"))
        theirs = by_nbgrader(root)
        ratios.append(theirs / ours)
        costs.append((ours, theirs))
        if otter:
            seconds, full = by_otter(zips, notebooks, otter)
            others.append(seconds / ours)
    row("12 notebooks and the quiz, CPU all in: nbgrader autograde over ours", "100", times(ratios))
    skipped = "skipped: say where a Python with otter-grader is by --otter"
    row("the same 12 notebooks: otter run over ours", "100", times(others) if otter else skipped)
    ours, theirs = (spread([1e3 * one[at] for one in costs]) for at in (0, 1))
    print(
        f"    ms of CPU: ours {ours}, nbgrader {theirs}; Otter gave full points for {full} of {len(zips)}", flush=True
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--copies", type=int, default=50, help="submissions of a class, that share its warm start")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--otter", help="a Python with otter-grader, ipykernel and sympy")
    parser.add_argument("--only", choices=("starred", "whole", "hostile"))
    options = parser.parse_args()
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    print(f"{machine()}; classes of {options.copies}, {options.rounds} rounds\n\n| | goal | measured |\n|---|---|---|")
    with tempfile.TemporaryDirectory(prefix="performance-") as made:
        folder = Path(made)
        if options.only in (None, "starred"):
            starred(folder, options.copies, options.rounds)
        if options.only in (None, "whole"):
            whole(folder, options.copies, options.rounds, options.otter)
        if options.only in (None, "hostile"):
            row("a right submission beside nine hostile ones, --jobs 10", "100/100", beside_hostile(folder / "hostile"))
            row("the worst of them alone, wall time of its code", "65 s", worst_file(folder / "hostile"))


if __name__ == "__main__":
    main()

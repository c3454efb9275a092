"""A class graded by `autograder grade-class`: what it costs, how that grows, and what is left of it after being killed.

    python benchmarks/class.py                       # all of it, in the sizes that docs/class.md shows; hours
    python benchmarks/class.py grow --students 200 --grown 2000
    python benchmarks/class.py kills dask databases --students 60

Each student hands in all twelve exercises: right in many styles, wrong in typical ways, and a few hostile ones. Costs are
CPU seconds of all processes; what hangs on the clock (two workers against one) is measured in turns. Nothing is asserted,
but what must hold is printed as holds or fails, and a failure is the exit status.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from measuring import AUTOGRADER, ROOT, machine, spread

from autograder.class_grading.grade_chunk import packed
from autograder.class_grading.store import Found, Store, unpacked

SOLUTIONS = ROOT / "solutions"
KEY = SOLUTIONS / "quiz"
HOSTILE = (
    "while True:\n    pass\n",
    "import os\n\nos._exit(0)\n",
    "x = [0] * 10**12\n",
    "print('x' * 10**9)\n",
    "import os\n\nwhile True:\n    os.fork()\n",
)
EVERY_HOSTILE = 50  # one in so many is hostile in one exercise
TOGETHER = 0.1  # seconds within which results came with the same task
PARTS = ("time", "grow", "kills", "dask", "databases", "writes")
failures: list[str] = []


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run cost: CPU and wall seconds, and the most memory (MiB) of the grading process and of one worker."""

    cpu: float
    own: float  # of it in the process that reads and stores
    wall: float
    memory: float
    worker: float
    status: int


def lay_class(folder: Path, count: int, options: argparse.Namespace) -> Path:
    """Lay out `count` submissions: `options.sample` different ones, repeated, each with a line of its own in every file."""
    exercises = sorted(
        path
        for path in SOLUTIONS.glob("[0-9][0-9]_*")
        if path.is_dir() and (not options.only or path.name[3:] in options.only.split(","))
    )
    sample = options.sample
    versions = {
        path: (
            [path / f"{path.name[3:]}.py"],
            sorted((path / "right").glob("*.py")),
            sorted((path / "mistakes").glob("*.py")),
        )
        for path in exercises
    }
    for number in range(count):
        chance = random.Random(number % sample)  # noqa: S311 -- a class, not a secret
        student = folder / f"s{number:06d}"
        student.mkdir(parents=True)
        skill = chance.random()
        hostile = chance.randrange(len(exercises)) if number % sample % EVERY_HOSTILE == EVERY_HOSTILE - 1 else -1
        for at, path in enumerate(exercises):
            solution, right, wrong = versions[path]
            among = (
                wrong
                if wrong and chance.random() > skill
                else right
                if right and chance.random() < skill / 2
                else solution
            )
            source = chance.choice(among).read_text(encoding="utf-8")
            if at == hostile:
                source += "\n\n" + chance.choice(HOSTILE)
            (student / f"{path.name[3:]}.py").write_text(f"{source}\n# {number}\n", encoding="utf-8")
        shutil.copy(SOLUTIONS / "answers.toml", student)
    return folder


def command(folder: Path, store: str, *more: object) -> list[str]:
    """Give the command that grades a class."""
    return [*AUTOGRADER, "grade-class", str(folder), "--store", store, "--key", str(KEY), *map(str, more)]


def ran(folder: Path, store: str, *more: object) -> Ran:
    """Grade a class, and measure."""
    before, begun = _used(), time.perf_counter()
    most, worker, own = 0.0, 0.0, 0.0
    with subprocess.Popen(command(folder, store, *more), stderr=subprocess.DEVNULL, env=_environment()) as process:
        while process.poll() is None:
            most, own = max(most, _peak(process.pid)), max(own, _cpu(process.pid))
            worker = max([worker, *map(_peak, _children(process.pid))])
            time.sleep(0.2)
    return Ran(_used() - before, own, time.perf_counter() - begun, most, worker, process.returncode)


def rate_of(folder: Path, store: str, *more: object) -> tuple[float, float]:
    """Grade a class; give the students a second from the first result to the last, and the CPU seconds of the grading process."""
    before, times = _used(), []
    with subprocess.Popen(
        command(folder, store, *more), stderr=subprocess.PIPE, env=_environment(), text=True
    ) as process:
        assert process.stderr is not None  # noqa: S101 -- a pipe was asked for
        times = [time.perf_counter() for line in process.stderr if line.startswith("[")]
    behind = sum(moment - times[0] > TOGETHER for moment in times)
    return behind / (times[-1] - times[0]), _used() - before


def table(store: str) -> list[tuple[object, ...]]:
    """Give what the class came to: what counts of each student, and how often it was graded."""
    with Store(store) as opened:
        return [
            (one.student.id, one.latest.counts.score, one.latest.counts.quiz_score, one.latest.counts.receipt)
            if one.latest and one.latest.counts
            else (one.student.id, None)
            for one in opened.students()
        ]


def with_the_seed_of(store: str, other: str) -> None:
    """Make a store whose class has the seed of another's, so that even the receipts must be the same."""
    with Store(store) as one, Store(other, create=True) as made:
        run = one.class_run()
        assert run is not None  # noqa: S101 -- it was graded before
        assert run.inputs is not None  # noqa: S101 -- as above
        inputs = {name: value for name, value in asdict(run.inputs).items() if name != "seed"}
        made.begin(run.folder, run.seed, inputs)


def gradings(store: str) -> tuple[int, int]:
    """Give how many students have no grade, and how many gradings there are beyond one for each."""
    with Store(store) as opened:
        counts = [sum(len(one.gradings) for one in record.attempts) for record in opened.students()]
    return sum(count == 0 for count in counts), sum(max(count - 1, 0) for count in counts)


def part_time(room: Path, options: argparse.Namespace) -> None:
    """A class on this machine's cores."""
    folder = lay_class(room / "class", options.students, options)
    done = ran(folder, str(room / "class.db"), "--jobs", options.jobs)
    again = ran(folder, str(room / "class.db"), "--jobs", options.jobs)
    count = options.students
    print(f"{count} students, 12 exercises each, --jobs {options.jobs}: {_told(done, count)}")
    print(f"  again, with nothing to do: {_told(again, count)}")
    size = (room / "class.db").stat().st_size
    print(f"  store: {size / 1e6:.1f} MB, {size / count / 1e3:.1f} kB a student")
    _holds("every student has one grade", gradings(str(room / "class.db")) == (0, 0))


def part_grow(room: Path, options: argparse.Namespace) -> None:
    """The same class ten times over: cost and memory."""
    sizes = (options.students, options.grown)
    runs = []
    for count in sizes:
        folder = lay_class(room / f"class{count}", count, options)
        runs.append(ran(folder, str(room / f"{count}.db"), "--jobs", options.jobs))
        print(f"{count} students: {_told(runs[-1], count)}", flush=True)
        shutil.rmtree(folder)
    times = runs[1].cpu / runs[0].cpu
    allowed = 1.1 * sizes[1] / sizes[0]
    memory = runs[1].memory / runs[0].memory - 1
    _holds(
        f"{sizes[1] / sizes[0]:.0f} times the students cost {times:.2f} times the CPU (at most {allowed:.1f})",
        times <= allowed,
    )
    _holds(f"memory of the grading process: {100 * memory:+.1f} % (at most 10)", memory <= 0.1)  # noqa: PLR2004 -- as said


def part_kills(room: Path, options: argparse.Namespace) -> None:
    """Killed at random moments, resumed each time."""
    folder = lay_class(room / "class", options.students, options)
    whole, killed = str(room / "whole.db"), str(room / "killed.db")
    cost = ran(folder, whole, "--jobs", options.jobs)
    with_the_seed_of(whole, killed)
    chance = random.Random(options.seed)  # noqa: S311 -- moments, not secrets
    kills = 0
    while True:
        # Each run gets on average so far that the class is done after as many kills as are asked for.
        wait = chance.uniform(0, 2) * cost.wall / options.kills + 3 if kills < options.kills else None
        with subprocess.Popen(
            command(folder, killed, "--jobs", options.jobs), stderr=subprocess.DEVNULL, env=_environment()
        ) as process:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(wait)
            if process.poll() is not None:
                if kills < options.kills:  # done before it could be killed often enough: once more from the beginning
                    _compared(whole, killed)
                    for file in room.glob("killed.db*"):
                        file.unlink()
                    with_the_seed_of(whole, killed)
                    continue
                break
            process.kill()
            kills += 1
    print(f"{options.students} students, SIGKILL at {kills} random moments:")
    _compared(whole, killed)


def _compared(whole: str, killed: str) -> None:
    lost, doubled = gradings(killed)
    _holds(f"{lost} lost, {doubled} doubled", (lost, doubled) == (0, 0))
    _holds("the same final table as without interruption", table(whole) == table(killed))


def part_dask(room: Path, options: argparse.Namespace) -> None:
    """One worker of one core against two, in turns."""
    folder = lay_class(room / "class", options.students, options)
    here = str(room / "here.db")
    ran(folder, here, "--jobs", options.jobs)
    rates: dict[int, list[float]] = {1: [], 2: []}
    costs: dict[int, list[float]] = {1: [], 2: []}
    for turn in range(options.turns):
        for workers in (1, 2) if turn % 2 == 0 else (2, 1):
            with cluster(room, workers) as url:
                store = str(room / f"dask{turn}{workers}.db")
                with_the_seed_of(here, store)
                rate, cpu = rate_of(folder, store, "--executor", url)
            rates[workers].append(rate)
            costs[workers].append(cpu)
            print(f"  {workers} worker{'s' * (workers > 1)}: {rate:.2f} students a second", flush=True)
    ratios = [two / one for one, two in zip(rates[1], rates[2], strict=True)]
    print(f"two workers against one: {spread(ratios, 2)}")
    print(f"CPU of the process that reads and stores: {1000 * median(costs[2]) / options.students:.1f} ms a student")
    _holds(f"two workers do at least 1.7 times as much as one ({max(ratios):.2f})", max(ratios) >= 1.7)  # noqa: PLR2004 -- as said
    _holds("the same table as on this machine alone", table(here) == table(str(room / "dask02.db")))


def part_databases(room: Path, options: argparse.Namespace) -> None:
    """The same class into SQLite and into PostgreSQL."""
    from tests.nbgrader.test_databases import postgresql

    folder = lay_class(room / "class", options.students, options)
    here = str(room / "class.db")
    with postgresql() as url:
        one = ran(folder, here, "--jobs", options.jobs)
        with_the_seed_of(here, url)
        other = ran(folder, url, "--jobs", options.jobs)
        print(f"SQLite: {_told(one, options.students)}")
        print(f"PostgreSQL, its server apart: {_told(other, options.students)}")
        _holds("the same table in both", table(here) == table(url))


def part_writes(room: Path, options: argparse.Namespace) -> None:
    """Grades stored one transaction each, without grading: what a store takes."""
    from tests.nbgrader.test_databases import postgresql

    folder = lay_class(room / "class", 1, options)
    ran(folder, str(room / "one.db"), "--jobs", 1)
    with Store(str(room / "one.db")) as one:
        report = next(one.graded_attempts()).report.to_json()
    with postgresql() as url:
        for name, store in (("SQLite", str(room / "writes.db")), ("PostgreSQL", url)):
            with Store(store, create=True) as opened:
                _, inputs = opened.begin("/class", 1, {
                    "course_sha256": "c" * 64, "grader_version": "0", "key_sha256": "", "official": False, "lang": "en",
                })  # fmt: skip
                begun, cpu = time.perf_counter(), time.process_time()
                for number in range(options.writes):
                    (due,) = opened.due(f"s{number}", [Found(f"{number:064x}", "x", "")], inputs)
                    opened.save(due, inputs, packed(report))
                wall, cpu = time.perf_counter() - begun, time.process_time() - cpu
            print(f"{name}: {options.writes / wall:.0f} a second, {1000 * cpu / options.writes:.2f} ms of our CPU each")
        print(
            f"a report: {len(packed(report)) / 1e3:.1f} kB stored, {len(unpacked(packed(report))) / 1e3:.1f} kB as JSON"
        )


@contextlib.contextmanager
def cluster(room: Path, workers: int) -> Iterator[str]:
    """Start a Dask scheduler and workers of one thread each on loopback."""
    from distributed import Client

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address, processes = f"tcp://127.0.0.1:{port}", []

    def start(*arguments: object) -> None:
        with (room / "cluster.log").open("a") as log:
            processes.append(
                subprocess.Popen(
                    [sys.executable, "-m", *map(str, arguments)], stdout=log, stderr=log, env=_environment(),
                    start_new_session=True,
                )
            )  # fmt: skip

    try:
        start("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard")
        for number in range(workers):
            start("distributed.cli.dask_worker", address, "--nthreads", 1, "--no-nanny", "--no-dashboard",
                  "--local-directory", room / f"worker{number}")  # fmt: skip
        with Client(address, timeout=120, set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=120)
        yield f"dask://127.0.0.1:{port}"
    finally:
        for process in processes:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _told(run: Ran, count: int) -> str:
    return (
        f"{run.cpu:.1f} s of CPU ({1000 * run.cpu / count:.0f} ms each), {run.own:.1f} of them to read and store; "
        f"{run.wall:.1f} s of wall time; "
        f"memory {run.memory:.0f} MiB, a worker {run.worker:.0f} MiB; status {run.status}"
    )


def _holds(what: str, holds: bool) -> None:  # noqa: FBT001 -- that is what it tells
    print(f"  {'holds' if holds else 'FAILS'}: {what}", flush=True)
    if not holds:
        failures.append(what)


def _used() -> float:
    times = os.times()
    return times.children_user + times.children_system


def _peak(pid: int) -> float:
    with contextlib.suppress(OSError, StopIteration, ValueError):
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace").splitlines()
        return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024
    return 0.0


def _cpu(pid: int) -> float:
    """Give the CPU seconds of a process itself; 0 if it has ended."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return 0.0


def _children(pid: int) -> list[int]:
    with contextlib.suppress(OSError):
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]
    return []


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def main() -> int:
    """Measure the parts that are asked for."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("parts", nargs="*", metavar="PART", help=f"which: {', '.join(PARTS)}; by default all")
    options.add_argument("--students", type=int, default=1000)
    options.add_argument("--grown", type=int, default=10_000)
    options.add_argument("--sample", type=int, default=200, help="submissions that differ; the class repeats them")
    options.add_argument("--only", metavar="ID,ID", help="exercises that are handed in; by default all")
    options.add_argument("--jobs", type=int, default=2)
    options.add_argument("--kills", type=int, default=20)
    options.add_argument("--turns", type=int, default=3)
    options.add_argument("--writes", type=int, default=2000)
    options.add_argument("--seed", type=int, default=1)
    asked = options.parse_args()
    unknown = set(asked.parts) - set(PARTS)
    if unknown:
        options.error(f"no part {', '.join(sorted(unknown))}")
    sys.path.insert(0, str(ROOT))
    print(machine())
    for name in asked.parts or PARTS:
        part = globals()[f"part_{name}"]
        print(f"\n{part.__doc__.splitlines()[0]}", flush=True)
        with tempfile.TemporaryDirectory(prefix="class-") as room:
            part(Path(room), asked)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())

"""A class graded by `autograder grade-class`: what it costs, how that grows, and what is left of it after being killed.

    python benchmarks/class.py --out figures.txt          # all of it, in the sizes of docs/class.md: about two hours
    python benchmarks/class.py time report                # some parts of it
    python benchmarks/class.py grow --grow 200 2000       # in other sizes

In `time`, `kills`, `dask` and `databases` each student hands in all twelve exercises: right in many styles, wrong in typical
ways, and a few hostile ones. Costs are CPU seconds of all processes; what hangs on the clock (two workers against one) is
measured in turns. Nothing is asserted, but what must hold is printed as holds or fails, and a failure is the exit status.
Each figure is printed, and added to the file of `--out`, once it is there.
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
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import TextIO

from laid_class import SOLUTIONS, lay_class, repeat_store
from measuring import AUTOGRADER, ROOT, machine, spread

from autograder.class_grading.grade_chunk import packed
from autograder.class_grading.store import Found, Store, unpacked

KEY = SOLUTIONS / "quiz"
GROWN = ("sigmoid_backward",)  # the exercise that is handed in where a class grows: sizes count there, not exercises
TOGETHER = 0.1  # seconds within which results came with the same task
MOST_REPORT = 20.0  # CPU seconds of a report of 1,000 students
failures: list[str] = []
written: list[TextIO] = []


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run cost: CPU and wall seconds, and the most memory (MiB) of the grading process and of one worker."""

    cpu: float
    own: float  # of it in the process that reads and stores
    wall: float
    memory: float
    worker: float
    status: int


@dataclass(frozen=True, slots=True)
class Part:
    """A part of what is measured: its sizes, unless others are asked for, and what they count."""

    measure: Callable[[Path, list[int], argparse.Namespace], None]
    sizes: tuple[int, ...]
    counts: str


def say(what: str = "") -> None:
    """Print a line, and keep it, at once."""
    for stream in (sys.stdout, *written):
        print(what, file=stream, flush=True)


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
    if not times or times[-1] == times[0]:
        return 0.0, _used() - before
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


def part_time(room: Path, sizes: list[int], options: argparse.Namespace) -> None:
    """A class with all twelve exercises on this machine's cores."""
    (count,) = sizes
    folder = lay_class(room / "class", count, options.sample)
    store = str(room / "class.db")
    say(
        f"{count} students, 12 exercises each, --jobs {options.jobs}: {_told(ran(folder, store, *_jobs(options)), count)}"
    )
    say(f"  again, with nothing to do: {_told(ran(folder, store, *_jobs(options)), count)}")
    size = (room / "class.db").stat().st_size
    say(f"  store: {size / 1e6:.1f} MB, {size / count / 1e3:.1f} kB a student")
    _holds("every student has one grade", gradings(store) == (0, 0))


def part_grow(room: Path, sizes: list[int], options: argparse.Namespace) -> None:
    """A class of one exercise a student as it grows, a sample repeated: cost and memory."""
    runs = []
    for count in sizes:
        folder = lay_class(room / f"class{count}", count, options.sample, GROWN)
        runs.append(ran(folder, str(room / f"{count}.db"), *_jobs(options)))
        say(f"{count} students: {_told(runs[-1], count)}")
        shutil.rmtree(folder)
    first, last = runs[0], runs[-1]
    grown, cost = sizes[-1] / sizes[0], last.cpu / first.cpu
    _holds(
        f"{grown:.0f} times the students cost {cost:.2f} times the CPU (at most {1.1 * grown:.1f})", cost <= 1.1 * grown
    )
    memory = last.memory / first.memory - 1
    _holds(f"memory of the grading process: {100 * memory:+.1f} % (at most 10)", memory <= 0.1)  # noqa: PLR2004 -- as said


def part_report(room: Path, sizes: list[int], options: argparse.Namespace) -> None:
    """The report of a class, from a graded sample repeated, with 1 to 5 attempts each: what it adds to a run."""
    sample = lay_class(room / "sample", options.graded, options.sample)
    ran(sample, str(room / "sample.db"), *_jobs(options))
    for count in sizes:
        folder = room / f"class{count}"
        store, attempts = repeat_store(str(room / "sample.db"), sample, folder, count)
        without = ran(folder, store, *_jobs(options))
        done = ran(folder, store, *_jobs(options), "--report", room / "report")
        made = (room / "report" / "index.html").is_file()
        _holds(f"a report of {count} students is made", made)
        if not made:
            continue
        pages = [page.stat().st_size for page in (room / "report").rglob("*.html")]
        index = (room / "report" / "index.html").stat().st_size
        cost = done.cpu - without.cpu
        say(
            f"{count} students, {attempts} attempts: {cost:.1f} s of CPU ({1000 * cost / count:.1f} ms each) beside "
            f"{without.cpu:.1f} s for the run; {done.wall - without.wall:.1f} s of wall time; memory {done.memory:.0f} MiB "
            f"({without.memory:.0f} without); status {without.status}, {done.status}"
        )
        say(f"  {len(pages)} pages, {sum(pages) / 1e6:.1f} MB; index.html {index / 1e6:.2f} MB")
        if count <= 1000:  # noqa: PLR2004 -- as said
            _holds(f"{cost:.1f} s of CPU for the report (at most {MOST_REPORT:.0f})", cost <= MOST_REPORT)
        shutil.rmtree(room / "report")
        shutil.rmtree(folder)


def part_kills(room: Path, sizes: list[int], options: argparse.Namespace) -> None:
    """Killed at random moments, resumed each time."""
    (count,) = sizes
    folder = lay_class(room / "class", count, options.sample)
    whole, killed = str(room / "whole.db"), str(room / "killed.db")
    cost = ran(folder, whole, *_jobs(options))
    with_the_seed_of(whole, killed)
    chance = random.Random(options.seed)  # noqa: S311 -- moments, not secrets
    kills = 0
    while True:
        # Each run gets on average so far that the class is done after as many kills as are asked for.
        wait = chance.uniform(0, 2) * cost.wall / options.times_killed + 3 if kills < options.times_killed else None
        with subprocess.Popen(
            command(folder, killed, *_jobs(options)), stderr=subprocess.DEVNULL, env=_environment()
        ) as process:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(wait)
            if process.poll() is not None:
                if (
                    kills < options.times_killed
                ):  # done before it could be killed often enough: once more from the beginning
                    _compared(whole, killed)
                    for file in room.glob("killed.db*"):
                        file.unlink()
                    with_the_seed_of(whole, killed)
                    continue
                break
            process.kill()
            kills += 1
    say(f"{count} students, SIGKILL at {kills} random moments:")
    _compared(whole, killed)


def _compared(whole: str, killed: str) -> None:
    lost, doubled = gradings(killed)
    _holds(f"{lost} lost, {doubled} doubled", (lost, doubled) == (0, 0))
    _holds("the same final table as without interruption", table(whole) == table(killed))


def part_dask(room: Path, sizes: list[int], options: argparse.Namespace) -> None:
    """One worker of one core against two, in turns."""
    (count,) = sizes
    folder = lay_class(room / "class", count, options.sample)
    here = str(room / "here.db")
    ran(folder, here, *_jobs(options))
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
            say(f"  {workers} worker{'s' * (workers > 1)}: {rate:.2f} students a second")
    ratios = [two / one for one, two in zip(rates[1], rates[2], strict=True)]
    say(f"two workers against one: {spread(ratios, 2)}")
    say(f"CPU of the process that reads and stores: {1000 * median(costs[2]) / count:.1f} ms a student")
    middle = median(ratios)
    _holds(f"two workers do at least 1.7 times as much as one (median {middle:.2f})", middle >= 1.7)  # noqa: PLR2004 -- as said
    _holds("the same table as on this machine alone", table(here) == table(str(room / "dask02.db")))


def part_databases(room: Path, sizes: list[int], options: argparse.Namespace) -> None:
    """The same class into SQLite and into PostgreSQL."""
    from tests.nbgrader.test_databases import postgresql

    (count,) = sizes
    folder = lay_class(room / "class", count, options.sample)
    here = str(room / "class.db")
    with postgresql() as url:
        say(f"SQLite: {_told(ran(folder, here, *_jobs(options)), count)}")
        with_the_seed_of(here, url)
        say(f"PostgreSQL, its server apart: {_told(ran(folder, url, *_jobs(options)), count)}")
        _holds(f"the same table of {count} students in both", len(table(here)) == count and table(here) == table(url))


def part_writes(room: Path, sizes: list[int], options: argparse.Namespace) -> None:
    """Grades stored one transaction each, without grading: what a store takes."""
    from tests.nbgrader.test_databases import postgresql

    (count,) = sizes
    folder = lay_class(room / "class", 1, options.sample)
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
                for number in range(count):
                    (due,) = opened.due(f"s{number}", [Found(f"{number:064x}", "x", "")], inputs)
                    opened.save(due, inputs, packed(report))
                wall, cpu = time.perf_counter() - begun, time.process_time() - cpu
            say(f"{count} grades, {name}: {count / wall:.0f} a second, {1000 * cpu / count:.2f} ms of our CPU each")
    say(f"a report: {len(packed(report)) / 1e3:.1f} kB stored, {len(unpacked(packed(report))) / 1e3:.1f} kB as JSON")


PARTS: Mapping[str, Part] = {
    "time": Part(part_time, (1000,), "students"),
    "grow": Part(part_grow, (1000, 10_000), "students"),
    "report": Part(part_report, (1000, 10_000), "students"),
    "kills": Part(part_kills, (60,), "students"),
    "dask": Part(part_dask, (100,), "students"),
    "databases": Part(part_databases, (100,), "students"),
    "writes": Part(part_writes, (2000,), "grades"),
}


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


def _jobs(options: argparse.Namespace) -> tuple[str, str]:
    return "--jobs", str(options.jobs)


def _told(run: Ran, count: int) -> str:
    return (
        f"{run.cpu:.1f} s of CPU ({1000 * run.cpu / count:.0f} ms each), {run.own:.1f} of them to read and store; "
        f"{run.wall:.1f} s of wall time; "
        f"memory {run.memory:.0f} MiB, a worker {run.worker:.0f} MiB; status {run.status}"
    )


def _holds(what: str, holds: bool) -> None:  # noqa: FBT001 -- that is what it tells
    say(f"  {'holds' if holds else 'FAILS'}: {what}")
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
    for name, part in PARTS.items():
        default = " ".join(map(str, part.sizes))
        told = f"{part.counts} of `{name}` (default: {default})"
        options.add_argument(f"--{name}", type=int, nargs=len(part.sizes), metavar="N", default=part.sizes, help=told)
    options.add_argument("--out", metavar="FILE", help="a file that each figure is added to")
    options.add_argument("--sample", type=int, default=200, help="submissions that differ; the class repeats them")
    options.add_argument(
        "--graded", type=int, default=60, help="students graded for `report`, whose reports it repeats"
    )
    options.add_argument("--jobs", type=int, default=2)
    options.add_argument("--times-killed", type=int, default=20)
    options.add_argument("--turns", type=int, default=3, help="of `dask`")
    options.add_argument("--seed", type=int, default=1, help="of the moments of `kills`")
    asked = options.parse_args()
    unknown = set(asked.parts) - set(PARTS)
    if unknown:
        options.error(f"no part {', '.join(sorted(unknown))}")
    sys.path.insert(0, str(ROOT))
    with contextlib.ExitStack() as stack:
        if asked.out is not None:
            written.append(stack.enter_context(Path(asked.out).open("a", encoding="utf-8")))
        say(machine())
        for name in asked.parts or PARTS:
            part, begun = PARTS[name], time.perf_counter()
            say(f"\n{name}: {str(part.measure.__doc__).splitlines()[0]}")
            with tempfile.TemporaryDirectory(prefix="class-") as room:
                part.measure(Path(room), list(getattr(asked, name)), asked)
            say(f"  (took {(time.perf_counter() - begun) / 60:.1f} minutes)")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())

"""Classes to measure: submissions laid out, and a store filled with a graded sample repeated."""

from __future__ import annotations

import json
import random
import shutil
import zlib
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from measuring import ROOT
from sqlalchemy import insert

from autograder.class_grading.open_store import opened_engine, parse_url
from autograder.class_grading.store import Store
from autograder.class_grading.tables import ATTEMPT, GRADING, STUDENT
from autograder.course.course import course
from autograder.submission.read import handed_in

SOLUTIONS = ROOT / "solutions"
HOSTILE = (
    "while True:\n    pass\n",
    "import os\n\nos._exit(0)\n",
    "x = [0] * 10**12\n",
    "print('x' * 10**9)\n",
    "import os\n\nwhile True:\n    os.fork()\n",
)
EVERY_HOSTILE = 50  # one in so many is hostile in one exercise
EVERY_COPIED = 40  # one in so many has lines of the student before
ATTEMPTS = (1, 1, 1, 2, 2, 3, 5)  # by how many a student of a repeated sample has, drawn at random
OPERATORS = ("+", "-", "*", "/", "//", "%", "**", "@")
GRADED_AT = "2026-03-01T10:00:00+00:00"


def lay_class(folder: Path, count: int, sample: int, only: Sequence[str] = ()) -> Path:
    """Lay out `count` submissions: `sample` different ones, repeated, each with a line of its own in every file.

    Of `only` these exercises, by default of all, each has a file: right, right in another style, or wrong in a typical way.
    """
    exercises = sorted(
        path for path in SOLUTIONS.glob("[0-9][0-9]_*") if path.is_dir() and (not only or path.name[3:] in only)
    )
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


def repeat_store(sample: str, sample_folder: Path, folder: Path, count: int) -> tuple[str, int]:
    """Lay out `count` students beside a store that has them graded: the sample's reports repeated, one to five attempts each.

    The last attempt's files are there, with lines of each student's own, so that texts are compared as those of a class
    are. Gives the store's name, and how many attempts it holds.
    """
    url = f"{folder}.db"
    with Store(sample) as store:
        run = store.class_run()
        assert run is not None  # noqa: S101 -- it was graded before
        assert run.inputs is not None  # noqa: S101 -- as above
        reports = [
            (one.student.id, json.loads(store.report_json(one.grading.id)), one.grading)
            for one in store.graded_attempts()
        ]
    folder.mkdir()
    with Store(url, create=True) as made:
        inputs = {name: value for name, value in asdict(run.inputs).items() if name != "seed"}
        _, inputs_id = made.begin(str(folder.resolve()), run.seed, inputs)
    engine, _ = opened_engine(parse_url(url), create=False)
    ids = [entry.id for entry in course().exercises]
    attempts = 0
    before: list[str] = []
    with engine.begin() as connection:  # one transaction: to store is measured elsewhere
        for number in range(count):
            chance = random.Random(number)  # noqa: S311 -- a class, not a secret
            name = f"s{number:06d}"
            tries = chance.choice(ATTEMPTS)
            drawn = sorted((chance.choice(reports) for _ in range(tries)), key=lambda each: each[2].score)
            student = folder / name
            shutil.copytree(sample_folder / drawn[-1][0], student)
            own = _own_lines(chance)
            before = _sign(student, before if number % EVERY_COPIED == EVERY_COPIED - 1 else own)
            connection.execute(insert(STUDENT).values(id=name, name=f"Student {name}", email="", handed_in=True))
            for at, (_, report, grading) in enumerate(drawn, 1):
                last = at == tries
                sha256 = handed_in(student, ids).sha256 if last else f"{number:032x}{at:032x}"
                report["submission"] |= {"id": name, "name": name, "sha256": sha256}
                values = {
                    "student_id": name, "sha256": sha256, "path": name, "handed_in_at": f"2026-03-{at:02}T10:00:00+00:00",
                    "place": 1 if last else None,
                }  # fmt: skip
                (attempt,) = connection.execute(insert(ATTEMPT).values(values)).inserted_primary_key or ()
                stored = {
                    column.name: getattr(grading, column.name) for column in GRADING.c if hasattr(grading, column.name)
                }
                stored |= {"attempt_id": attempt, "inputs_id": inputs_id, "regrade_id": 0, "graded_at": GRADED_AT}
                stored["report"] = zlib.compress(json.dumps(report, ensure_ascii=False).encode(), 1)
                del stored["id"]
                connection.execute(insert(GRADING).values(stored))
            attempts += tries
    engine.dispose()
    return url, attempts


def _own_lines(chance: random.Random) -> list[str]:
    """Write lines that hardly anybody else writes."""
    return [
        f"x{at} = {' '.join(f'x {chance.choice(OPERATORS)} {chance.randrange(100)} {chance.choice(OPERATORS)}' for _ in range(3))} 1"
        for at in range(8)
    ]


def _sign(student: Path, lines: list[str]) -> list[str]:
    """Put lines into each of a student's files."""
    for file in student.glob("*.py"):
        with file.open("a", encoding="utf-8") as stream:
            stream.write("\n\ndef scratch(x):\n" + "".join(f"    {line}\n" for line in lines))
    return lines

"""The store of a class's grades: what is written is one transaction each, and nothing that was graded is ever removed."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import groupby
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError

from autograder.class_grading.open_store import StoreError, opened_engine, parse_url, reason, shown_url
from autograder.class_grading.store_records import (
    ClassRun,
    GradedAttempt,
    Inputs,
    Student,
    StudentRecord,
)
from autograder.class_grading.tables import (
    ATTEMPT,
    CLASS_RUN,
    GRADING,
    INPUTS,
    REGRADE,
    STUDENT,
    AnyRow,
    inputs_of,
    record_of,
)
from autograder.frozen import frozen
from autograder.judging.report import Report
from autograder.judging.report_json import report_from

AT_A_TIME = 200  # rows fetched of a long answer
MOST_REPORT = 50_000_000  # bytes of a report, unpacked: one of ours has at most two million


@frozen
class Found:
    """One attempt as it was found in the class's folder."""

    sha256: str
    path: str
    handed_in_at: str


@frozen
class Due:
    """An attempt to grade, and the wish to have it graded again (`regrade_id`, 0: none) with its reason."""

    attempt_id: int
    sha256: str
    regrade_id: int
    why: str


class Store:
    """An open store. It is used by one thread; several processes may use one store at the same time."""

    def __init__(self, url: str, *, create: bool = False) -> None:
        """Open the store, at the newest schema; `create` makes it if it is not there. Raises `StoreError`."""
        self.url = parse_url(url)
        self._engine: Engine
        self._engine, self.remarks = opened_engine(self.url, create=create)
        self.shown = shown_url(self.url)

    def __enter__(self) -> Self:
        """Use it in a `with`."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Close it."""
        self._engine.dispose()

    # What is there.

    def class_run(self) -> ClassRun | None:
        """Give the class that is graded here; None before the first run."""
        with self._reading() as connection:
            row = connection.execute(select(CLASS_RUN)).one_or_none()
            if row is None:
                return None
            found = connection.execute(select(INPUTS).where(INPUTS.c.id == row.inputs_id)).one_or_none()
        return ClassRun(row.folder, row.begun_at, row.seed, None if found is None else inputs_of(found))

    def students(self) -> Iterator[StudentRecord]:
        """Give every student with all attempts and gradings, in the order of their ids, without the reports."""
        graded = [column for column in GRADING.c if column.name not in ("report", "attempt_id")]
        query = (
            select(
                STUDENT,
                *(column.label(f"attempt_{column.name}") for column in ATTEMPT.c),
                *(column.label(f"grading_{column.name}") for column in graded),
                *(column.label(f"inputs_{column.name}") for column in INPUTS.c),
                (INPUTS.c.id == select(CLASS_RUN.c.inputs_id).scalar_subquery()).label("newest"),
            )
            .outerjoin(ATTEMPT, ATTEMPT.c.student_id == STUDENT.c.id)
            .outerjoin(GRADING, GRADING.c.attempt_id == ATTEMPT.c.id)
            .outerjoin(INPUTS, INPUTS.c.id == GRADING.c.inputs_id)
            .order_by(STUDENT.c.id)
        )
        with self._reading() as connection:
            rows = connection.execution_options(yield_per=AT_A_TIME).execute(query)
            for _, of_one in groupby(rows, key=lambda row: row.id):
                yield record_of(list(of_one))

    def report(self, grading_id: int) -> Report:
        """Give the report of a grading, as it was made. Raises KeyError if there is no such grading."""
        return report_from(json.loads(self.report_json(grading_id)))

    def report_json(self, grading_id: int) -> bytes:
        """Give the report of a grading as JSON in UTF-8. Raises KeyError if there is no such grading."""
        with self._reading() as connection:
            packed = connection.execute(select(GRADING.c.report).where(GRADING.c.id == grading_id)).scalar()
        if packed is None:
            raise KeyError(grading_id)
        return unpacked(packed)

    def graded_attempts(self, *, all_attempts: bool = False) -> Iterator[GradedAttempt]:
        """Give the report that counts of each student's last attempt (or of all attempts), one after the other.

        One report at a time is in memory.
        """
        for record in self.students():
            for attempt in record.attempts if all_attempts else record.attempts[-1:]:
                if attempt.counts is not None:
                    report = self.report(attempt.counts.id)
                    yield GradedAttempt(record.student, attempt, attempt.counts, report)

    # What is written.

    def begin(self, folder: str, seed: int, inputs: Mapping[str, Any]) -> tuple[ClassRun, int]:
        """Begin a run, or go on with one: give the class, whose seed is that of its first run, and the inputs' number.

        `inputs` are all of `Inputs` but the seed.
        """
        folder = folder.encode("utf-8", "surrogateescape").decode(
            "utf-8", "backslashreplace"
        )  # any file system's names
        with self._writing() as connection:
            row = connection.execute(select(CLASS_RUN)).one_or_none()
            if row is None:
                values = {"id": 1, "folder": folder, "begun_at": _now(), "seed": seed, "inputs_id": None}
                connection.execute(self._insert(CLASS_RUN).values(values).on_conflict_do_nothing())
                row = connection.execute(select(CLASS_RUN)).one()
            whole = Inputs(seed=row.seed, **inputs)
            connection.execute(self._insert(INPUTS).values(asdict(whole)).on_conflict_do_nothing())
            same = [INPUTS.c[name] == value for name, value in asdict(whole).items()]
            inputs_id: int = connection.execute(select(INPUTS.c.id).where(*same)).scalar_one()
            if (row.folder, row.inputs_id) != (folder, inputs_id):
                connection.execute(update(CLASS_RUN).values(folder=folder, inputs_id=inputs_id))
        return ClassRun(folder, row.begun_at, row.seed, whole), inputs_id

    def save_roster(self, students: Iterable[Student]) -> None:
        """Put the roster in the place of the one before; students it no longer names keep what they handed in."""
        with self._writing() as connection:
            connection.execute(update(STUDENT).values(roster=None, name="", email=""))
            connection.execute(
                delete(STUDENT).where(
                    ~STUDENT.c.handed_in, ~select(ATTEMPT.c.id).where(ATTEMPT.c.student_id == STUDENT.c.id).exists()
                )
            )
            for student in students:
                values = {
                    "id": student.id,
                    "name": student.name,
                    "email": student.email,
                    "roster": None if student.roster is None else json.dumps(student.roster, ensure_ascii=False),
                }
                made = self._insert(STUDENT).values(**values, handed_in=False)
                connection.execute(made.on_conflict_do_update(index_elements=["id"], set_=values))

    def due(self, student: str, found: Sequence[Found], inputs_id: int) -> list[Due]:
        """Note a student's attempts as they are found now, in the order of time; give those that are to be graded.

        Nothing is written where nothing is new.
        """
        places = {one.sha256: place for place, one in enumerate(found, 1)}  # the same files twice: the later place
        last = {one.sha256: one for one in found}
        with self._reading() as connection:
            known = self._attempts(connection, student, inputs_id)
            handed_in = connection.execute(select(STUDENT.c.handed_in).where(STUDENT.c.id == student)).scalar()
        unchanged = handed_in is True and all(row.place == places.get(sha256) for sha256, row in known.items())
        if not unchanged or places.keys() - known.keys():
            with self._writing() as connection:
                self._save_attempts(connection, student, last, places)
                known = self._attempts(connection, student, inputs_id)
        due = [Due(row.id, sha256, 0, "") for sha256, row in known.items() if sha256 in places and not row.graded]
        due.sort(key=lambda one: places[one.sha256])
        newest = known[max(places, key=lambda sha256: places[sha256])] if places else None
        if newest is not None and newest.graded:
            due += self._asked_again(student, newest)
        return due

    def save(self, due: Due, inputs_id: int, packed: bytes) -> Mapping[str, Any] | None:
        """Store a report as `grade_chunk.packed` gives it; give its JSON object, or None where the like was stored before.

        One that could not be graded gives way to what a later run makes of it.
        """
        report = json.loads(unpacked(packed))
        values = {
            "attempt_id": due.attempt_id,
            "inputs_id": inputs_id,
            "regrade_id": due.regrade_id,
            "why": due.why,
            "graded_at": _now(),
            "status": report["status"],
            "score": report["score"],
            "max_score": report["max_score"],
            "quiz_score": report["quiz"]["score"],
            "quiz_max_score": report["quiz"]["max_score"],
            "seconds": report["seconds"],
            "receipt": report["receipt"],
            "report": packed,
        }
        made = self._insert(GRADING).values(values)
        one_of = ["attempt_id", "inputs_id", "regrade_id"]
        with self._writing() as connection:
            done = connection.execute(
                made.on_conflict_do_update(index_elements=one_of, set_=values, where=GRADING.c.status == "ungradable")
            )
            if due.regrade_id and report["status"] == "graded":
                connection.execute(update(REGRADE).where(REGRADE.c.id == due.regrade_id).values(done=True))
        return report if done.rowcount > 0 else None

    def ask_again(self, students: Iterable[str], why: str) -> tuple[str, ...]:
        """Ask for the last attempts of these students to be graded again; give the ids that the store does not know.

        Nothing is asked for if one is unknown. What was asked for, and is not done yet, is not asked for twice.
        """
        with self._writing() as connection:
            wanted = list(dict.fromkeys(students))
            known = set(connection.execute(select(STUDENT.c.id).where(STUDENT.c.id.in_(wanted))).scalars())
            unknown = tuple(one for one in wanted if one not in known)
            if unknown:
                return unknown
            open_ = select(REGRADE.c.student_id).where(~REGRADE.c.done, REGRADE.c.why == why)
            waiting = set(connection.execute(open_).scalars())
            for one in wanted:
                if one not in waiting:
                    connection.execute(insert(REGRADE).values(student_id=one, why=why, asked_at=_now(), done=False))
        return ()

    def _attempts(self, connection: Connection, student: str, inputs_id: int) -> dict[str, AnyRow]:
        graded = (
            select(func.count())
            .select_from(GRADING)
            .where(GRADING.c.attempt_id == ATTEMPT.c.id, GRADING.c.inputs_id == inputs_id, GRADING.c.status == "graded")
            .scalar_subquery()
        )
        query = select(ATTEMPT.c.id, ATTEMPT.c.sha256, ATTEMPT.c.place, graded.label("graded"))
        return {row.sha256: row for row in connection.execute(query.where(ATTEMPT.c.student_id == student))}

    def _save_attempts(
        self, connection: Connection, student: str, last: Mapping[str, Found], places: Mapping[str, int]
    ) -> None:
        new = {"id": student, "name": "", "email": "", "roster": None, "handed_in": True}
        made = self._insert(STUDENT).values(new)
        connection.execute(made.on_conflict_do_update(index_elements=["id"], set_={"handed_in": True}))
        connection.execute(update(ATTEMPT).where(ATTEMPT.c.student_id == student).values(place=None))
        for sha256, one in last.items():
            values = {**asdict(one), "student_id": student, "place": places[sha256]}
            of_attempt = self._insert(ATTEMPT).values(values)
            connection.execute(of_attempt.on_conflict_do_update(index_elements=["student_id", "sha256"], set_=values))

    def _asked_again(self, student: str, newest: AnyRow) -> list[Due]:
        query = select(REGRADE).where(REGRADE.c.student_id == student, ~REGRADE.c.done).order_by(REGRADE.c.id)
        with self._reading() as connection:
            return [Due(newest.id, newest.sha256, row.id, row.why) for row in connection.execute(query)]

    def _insert(self, table: Any) -> Any:  # noqa: ANN401 -- each dialect has a class of its own for it
        return (postgresql if self._engine.dialect.name == "postgresql" else sqlite).insert(table)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except DBAPIError as error:
            raise StoreError(reason(error, self.url), passing=_passes(error)) from None

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        try:
            with self._engine.connect().execution_options(reads=True) as connection:
                yield connection
        except DBAPIError as error:
            raise StoreError(reason(error, self.url), passing=_passes(error)) from None


def unpacked(packed: bytes) -> bytes:
    """Give the JSON, in UTF-8, of a report as it is stored."""
    return zlib.decompressobj().decompress(packed, MOST_REPORT)


def _passes(error: DBAPIError) -> bool:
    """Whether trying again may help: the connection was cut, or somebody else is writing."""
    return error.connection_invalidated or "locked" in str(error.orig)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")

"""The tables of a store of grades, and what their rows stand for.

What tables are changed to is written as a migration beside them, never here alone.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, TypeAlias

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Row,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from autograder.class_grading.store_records import Attempt, Grading, Inputs, Student, StudentRecord

AnyRow: TypeAlias = "Row[*tuple[Any, ...]]"

VERSION_TABLE = "autograder_schema"  # of our own name: nbgrader's gradebooks have an `alembic_version`, too
METADATA = MetaData()
# Sorted by code points everywhere, so that both databases give a class in the same order.
NAME = Text().with_variant(Text(collation="C"), "postgresql")
SHA256 = String(64)
TIME = String(32)  # ISO 8601 in UTC: SQLite has no type for it, and texts sort as times do

INPUTS = Table(
    "inputs",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("course_sha256", SHA256, nullable=False),
    Column("grader_version", Text, nullable=False),
    Column("key_sha256", String(64), nullable=False),
    Column("seed", BigInteger, nullable=False),
    Column("official", Boolean, nullable=False),
    Column("lang", String(8), nullable=False),
    UniqueConstraint("course_sha256", "grader_version", "key_sha256", "seed", "official", "lang", name="equal_inputs"),
)
CLASS_RUN = Table(
    "class_run",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("folder", Text, nullable=False),
    Column("begun_at", TIME, nullable=False),
    Column("seed", BigInteger, nullable=False),
    Column("inputs_id", ForeignKey("inputs.id"), nullable=True),
    CheckConstraint("id = 1", name="one_class_a_store"),
)
STUDENT = Table(
    "student",
    METADATA,
    Column("id", NAME, primary_key=True),
    Column("name", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("roster", Text, nullable=True),  # JSON: the row's columns in their order
    Column("handed_in", Boolean, nullable=False),
)
ATTEMPT = Table(
    "attempt",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("student_id", ForeignKey("student.id"), nullable=False),
    Column("sha256", SHA256, nullable=False),
    Column("path", Text, nullable=False),
    Column("handed_in_at", TIME, nullable=False),
    Column("place", Integer, nullable=True),
    UniqueConstraint("student_id", "sha256", name="same_files_same_attempt"),
)
REGRADE = Table(
    "regrade",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("student_id", ForeignKey("student.id"), nullable=False),
    Column("why", Text, nullable=False),
    Column("asked_at", TIME, nullable=False),
    Column("done", Boolean, nullable=False),
)
GRADING = Table(
    "grading",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("attempt_id", ForeignKey("attempt.id"), nullable=False),
    Column("inputs_id", ForeignKey("inputs.id"), nullable=False),
    Column("regrade_id", Integer, nullable=False),  # 0: nobody asked for it. No key: NULLs would all differ
    Column("why", Text, nullable=False),
    Column("graded_at", TIME, nullable=False),
    Column("status", String(16), nullable=False),
    Column("score", Integer, nullable=False),
    Column("max_score", Integer, nullable=False),
    Column("quiz_score", Integer, nullable=False),
    Column("quiz_max_score", Integer, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("receipt", SHA256, nullable=False),
    Column("report", LargeBinary, nullable=False),  # JSON in UTF-8, compressed by zlib: a fifth of its size
    UniqueConstraint("attempt_id", "inputs_id", "regrade_id", name="graded_once"),
)
Index("regrades_open", REGRADE.c.student_id, REGRADE.c.done)


def inputs_of(row: AnyRow, prefix: str = "") -> Inputs:
    """Read inputs from a row in which their columns begin with `prefix`."""
    values = row._mapping  # noqa: SLF001 -- its public name has the underscore, so that no column hides it
    return Inputs(**{name: values[prefix + name] for name in Inputs.__dataclass_fields__})


def record_of(rows: Sequence[AnyRow]) -> StudentRecord:
    """Read a student from rows that join student, attempts, gradings and inputs (see `Store.students`)."""
    first = rows[0]
    roster = None if first.roster is None else json.loads(first.roster)
    student = Student(first.id, first.name, first.email, roster, first.handed_in)
    attempts: dict[int, list[AnyRow]] = {}
    for row in rows:
        if row.attempt_id is not None:
            attempts.setdefault(row.attempt_id, []).append(row)
    found = [_attempt(of_one) for of_one in attempts.values()]
    found.sort(key=lambda one: (one.place is not None, one.place or 0, one.id))
    return StudentRecord(student, tuple(found))


def _attempt(rows: Sequence[AnyRow]) -> Attempt:
    first = rows[0]
    graded = sorted((row for row in rows if row.grading_id is not None), key=_weight)
    gradings = tuple(_grading(row) for row in graded)
    return Attempt(
        first.attempt_id,
        first.attempt_sha256,
        first.attempt_path,
        first.attempt_handed_in_at,
        first.attempt_place,
        gradings,
    )


def _weight(row: AnyRow) -> tuple[object, ...]:
    """Sort gradings so that the one that counts stands last: graded, with the newest run's inputs, asked for last."""
    return row.grading_status == "graded", bool(row.newest), row.grading_regrade_id, row.grading_id


def _grading(row: AnyRow) -> Grading:
    values = row._mapping  # noqa: SLF001 -- as above
    plain = {name: values[f"grading_{name}"] for name in Grading.__dataclass_fields__ if name != "inputs"}
    return Grading(inputs=inputs_of(row, "inputs_"), **plain)

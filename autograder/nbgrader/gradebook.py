"""nbgrader's gradebook, written a submission at a time without anything being executed.

The tables are nbgrader's own; they are written directly, in one transaction a submission, because its methods take a
query for every cell. What a person has entered (manual scores, extra credit, comments) is never touched.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from types import TracebackType
from typing import Any, Self

from nbgrader.api import (
    Assignment,
    Comment,
    Grade,
    Gradebook,
    MissingEntry,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import Connection, bindparam, case, func, select

from autograder.frozen import frozen
from autograder.nbgrader.cell_results import Judged, Notebook, Score
from autograder.nbgrader.cells import Handed, Written
from autograder.nbgrader.records import grade_name

ASSIGNMENTS, STUDENTS = Assignment.__table__, Student.__table__
SUBMISSIONS, NOTEBOOKS = SubmittedAssignment.__table__, SubmittedNotebook.__table__
GRADES, COMMENTS = Grade.__table__, Comment.__table__


class NoAssignmentError(Exception):
    """The gradebook does not know the assignment; `known` are those it knows."""

    def __init__(self, known: Iterable[str]) -> None:
        """Remember which there are."""
        super().__init__("no such assignment")
        self.known = tuple(sorted(known))


@frozen
class _Cells:
    """The ids of a notebook's cells by their names: of those with points, and of those with comments."""

    notebook: str
    graded: Mapping[str, str]
    commented: Mapping[str, str]


@frozen
class Standing:
    """How a submission stands in the gradebook, whoever wrote there."""

    score: float  # a person's scores and extra credit in it, penalties taken off
    penalty: float
    penalised: bool  # a penalty is stored, be it 0
    waiting: int  # cells that need a person
    late: float  # seconds


class Book:
    """The gradebook of one assignment. It is used by one thread."""

    def __init__(self, db_url: str, course_id: str, assignment: str) -> None:
        """Open it. Raises `NoAssignmentError`, and SQLAlchemy's errors where the database cannot be used."""
        self._gradebook = Gradebook(db_url, course_id)
        self.db_url = db_url
        try:
            self._read(assignment)
        except BaseException:
            self._gradebook.close()
            raise

    def _read(self, assignment: str) -> None:
        try:
            entry = self._gradebook.find_assignment(assignment)
        except MissingEntry:
            raise NoAssignmentError(one.name for one in self._gradebook.assignments) from None
        self._assignment = entry.id
        self._cells: dict[str, _Cells] = {}
        self.notebooks: dict[str, Notebook] = {}
        for notebook in entry.notebooks:
            graded = {cell.name: cell for cell in (*notebook.grade_cells, *notebook.task_cells)}
            solved = {cell.name: cell.id for cell in notebook.solution_cells}
            tasks = {cell.name: cell.id for cell in notebook.task_cells}
            self.notebooks[notebook.name] = Notebook(
                notebook.name, tuple(_handed(cell, graded, solved, tasks) for cell in notebook.source_cells)
            )
            ids = {name: cell.id for name, cell in graded.items()}
            self._cells[notebook.name] = _Cells(notebook.id, ids, {**solved, **tasks})
        self._gradebook.db.commit()

    def __enter__(self) -> Self:
        """Use it in a `with`."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Close the database."""
        self._gradebook.close()

    def as_released(self, released: Mapping[str, Sequence[Written]]) -> None:
        """Put the cells of each notebook in the order of the released ones, with their pictures; the database keeps neither."""
        for name, cells in released.items():
            place = {cell.grade_id: at for at, cell in enumerate(cells)}
            pictures = {cell.grade_id: cell.attachments for cell in cells}
            handed = sorted(self.notebooks[name].cells, key=lambda cell: (place.get(cell.name, len(place)), cell.name))
            shown = (replace(cell, attachments=pictures.get(cell.name, {})) for cell in handed)
            self.notebooks[name] = Notebook(name, tuple(shown))

    def grades(self) -> dict[str, dict[str, float | None]]:
        """Give the machine's scores of the whole class as they stand: by student, then by `grade_name`."""
        names = {
            (cells.notebook, id_): grade_name(notebook, cell)
            for notebook, cells in self._cells.items()
            for cell, id_ in cells.graded.items()
        }
        query = (
            select(SUBMISSIONS.c.student_id, NOTEBOOKS.c.notebook_id, GRADES.c.cell_id, GRADES.c.auto_score)
            .join(NOTEBOOKS, NOTEBOOKS.c.assignment_id == SUBMISSIONS.c.id)
            .join(GRADES, GRADES.c.notebook_id == NOTEBOOKS.c.id)
            .where(SUBMISSIONS.c.assignment_id == self._assignment)
        )
        found: dict[str, dict[str, float | None]] = {}
        with self._gradebook.engine.connect() as connection:
            for student, notebook, cell, score in connection.execute(query):
                name = names.get((notebook, cell))
                if name is not None:
                    found.setdefault(student, {})[name] = score
        return found

    def standings(self) -> dict[str, Standing]:
        """Tell how the whole class stands, by student."""
        of_assignment = SUBMISSIONS.c.assignment_id == self._assignment
        given = func.coalesce(GRADES.c.manual_score, GRADES.c.auto_score)  # without either, extra credit does not count
        score = func.coalesce(given + func.coalesce(GRADES.c.extra_credit, 0.0), 0.0)
        waiting = case((GRADES.c.needs_manual_grade, 1), else_=0)
        graded = (
            select(SUBMISSIONS.c.id, func.sum(score).label("score"), func.sum(waiting).label("waiting"))
            .join(NOTEBOOKS, NOTEBOOKS.c.assignment_id == SUBMISSIONS.c.id)
            .join(GRADES, GRADES.c.notebook_id == NOTEBOOKS.c.id)
            .where(of_assignment)
            .group_by(SUBMISSIONS.c.id)
        )
        penalty = NOTEBOOKS.c.late_submission_penalty
        penalties = (
            select(SUBMISSIONS.c.id, func.sum(penalty).label("penalty"))
            .join(NOTEBOOKS, NOTEBOOKS.c.assignment_id == SUBMISSIONS.c.id)
            .where(of_assignment, penalty.is_not(None))
            .group_by(SUBMISSIONS.c.id)
        )
        submissions = select(SUBMISSIONS, ASSIGNMENTS.c.duedate)
        submissions = submissions.join(ASSIGNMENTS, ASSIGNMENTS.c.id == SUBMISSIONS.c.assignment_id)
        with self._gradebook.engine.connect() as connection:
            sums = {row.id: row for row in connection.execute(graded)}
            taken = {row.id: float(row.penalty) for row in connection.execute(penalties)}
            found = connection.execute(submissions.where(of_assignment)).all()
        return {
            row.student_id: Standing(
                max(0.0, float(sums[row.id].score) - taken.get(row.id, 0.0)),
                taken.get(row.id, 0.0),
                row.id in taken,
                int(sums[row.id].waiting),
                _seconds_late(row),
            )
            for row in found
            if row.id in sums
        }

    def write(self, student: str, judged: Mapping[str, Judged], timestamp: datetime | None) -> float:
        """Write one submission, in one transaction; give the seconds by which it is late."""
        with self._gradebook.engine.begin() as connection:
            submission = _submission(connection, self._assignment, student, timestamp)
            notebooks = self._submitted(connection, submission)
            _write_grades(connection, self._wanted_grades(notebooks, judged))
            _write_comments(connection, self._wanted_comments(notebooks, judged))
            late = _late(connection, submission)
            if not late:
                cleared = NOTEBOOKS.update().where(NOTEBOOKS.c.id.in_(sorted(notebooks.values())))
                cleared = cleared.where(NOTEBOOKS.c.late_submission_penalty.is_not(None))
                connection.execute(cleared.values(late_submission_penalty=None))
        return late

    def _submitted(self, connection: Connection, submission: str) -> dict[str, str]:
        """Give the ids of the submission's notebooks by the ids of the assignment's, making those that are missing."""
        known = [cells.notebook for cells in self._cells.values()]
        query = select(NOTEBOOKS.c.notebook_id, NOTEBOOKS.c.id)
        query = query.where(NOTEBOOKS.c.notebook_id.in_(known), NOTEBOOKS.c.assignment_id == submission)
        there = {row.notebook_id: row.id for row in connection.execute(query)}
        made = {notebook: _new_id() for notebook in known if notebook not in there}
        if made:
            rows = [
                {"id": id_, "assignment_id": submission, "notebook_id": notebook, "flagged": False}
                for notebook, id_ in made.items()
            ]
            connection.execute(NOTEBOOKS.insert(), rows)
        return {**there, **made}

    def _wanted_grades(
        self, notebooks: Mapping[str, str], judged: Mapping[str, Judged]
    ) -> Iterator[tuple[str, str, Score]]:
        for name, one in judged.items():
            cells = self._cells[name]
            for cell, score in one.scores.items():
                yield notebooks[cells.notebook], cells.graded[cell], score

    def _wanted_comments(
        self, notebooks: Mapping[str, str], judged: Mapping[str, Judged]
    ) -> Iterator[tuple[str, str, str | None]]:
        for name, one in judged.items():
            cells = self._cells[name]
            for cell, id_ in cells.commented.items():
                yield notebooks[cells.notebook], id_, one.comments.get(cell)


def _handed(cell: Any, graded: Mapping[str, Any], solved: Mapping[str, str], tasks: Mapping[str, str]) -> Handed:  # noqa: ANN401 -- nbgrader has no types
    scored = graded.get(cell.name)
    return Handed(
        name=cell.name,
        kind=cell.cell_type,
        source=cell.source or "",
        locked=bool(cell.locked),
        grade=scored is not None and cell.name not in tasks,
        solution=cell.name in solved,
        task=cell.name in tasks,
        points=None if scored is None else float(scored.max_score),
        checksum=cell.checksum,
    )


def _new_id() -> str:
    """Make an id of 32 characters, as nbgrader's; those made later come later, so that indexes grow at their ends."""
    return f"{time.time_ns():016x}{secrets.token_hex(8)}"


def _submission(connection: Connection, assignment: str, student: str, timestamp: datetime | None) -> str:
    """Give the id of the student's submission; student and submission are made where there are none."""
    if connection.execute(select(STUDENTS.c.id).where(STUDENTS.c.id == student)).first() is None:
        connection.execute(STUDENTS.insert().values(id=student))
    query = select(SUBMISSIONS.c.id)
    query = query.where(SUBMISSIONS.c.assignment_id == assignment, SUBMISSIONS.c.student_id == student)
    found: str | None = connection.execute(query).scalar()
    if found is None:
        found = _new_id()
        made = {"id": found, "assignment_id": assignment, "student_id": student, "timestamp": timestamp}
        connection.execute(SUBMISSIONS.insert().values(**made))
    elif timestamp is not None:
        connection.execute(SUBMISSIONS.update().where(SUBMISSIONS.c.id == found).values(timestamp=timestamp))
    return found


def _late(connection: Connection, submission: str) -> float:
    """Count the seconds after the due date, an extension included, as nbgrader does."""
    query = select(SUBMISSIONS.c.timestamp, SUBMISSIONS.c.extension, ASSIGNMENTS.c.duedate)
    query = query.join(ASSIGNMENTS, ASSIGNMENTS.c.id == SUBMISSIONS.c.assignment_id)
    return _seconds_late(connection.execute(query.where(SUBMISSIONS.c.id == submission)).one())


def _seconds_late(row: Any) -> float:  # noqa: ANN401 -- as above
    if row.timestamp is None or row.duedate is None:
        return 0.0
    due = row.duedate if row.extension is None else row.duedate + row.extension
    return max(0.0, float((row.timestamp - due).total_seconds()))


def _write_grades(connection: Connection, wanted: Iterable[tuple[str, str, Score]]) -> None:
    """Write the machine's scores. Where a person gave one and the machine's has changed, the person is asked again."""
    scores = {(notebook, cell): score for notebook, cell, score in wanted}
    there = {(row.notebook_id, row.cell_id): row for row in _rows(connection, GRADES, scores)}
    new, changed = [], []
    for (notebook, cell), score in scores.items():
        row = there.get((notebook, cell))
        review = score.points is None or score.review
        if row is None:
            entry = {"notebook_id": notebook, "cell_id": cell, "auto_score": score.points}
            new.append({"id": _new_id(), **entry, "needs_manual_grade": review})
            continue
        if row.manual_score is not None:
            review = row.needs_manual_grade or row.auto_score != score.points
        if (row.auto_score, row.needs_manual_grade) != (score.points, review):
            changed.append({"row": row.id, "auto_score": score.points, "needs_manual_grade": review})
    _execute(connection, GRADES, new, changed)


def _write_comments(connection: Connection, wanted: Iterable[tuple[str, str, str | None]]) -> None:
    comments = {(notebook, cell): comment for notebook, cell, comment in wanted}
    there = {(row.notebook_id, row.cell_id): row for row in _rows(connection, COMMENTS, comments)}
    new, changed = [], []
    for (notebook, cell), comment in comments.items():
        row = there.get((notebook, cell))
        if row is None:
            new.append({"id": _new_id(), "notebook_id": notebook, "cell_id": cell, "auto_comment": comment})
        elif row.auto_comment != comment:
            changed.append({"row": row.id, "auto_comment": comment})
    _execute(connection, COMMENTS, new, changed)


def _rows(connection: Connection, table: Any, keys: Iterable[tuple[str, str]]) -> Sequence[Any]:  # noqa: ANN401 -- as above
    """Read the rows of these notebooks and cells; with both named, the tables' only index is used, which begins with cells."""
    notebooks, cells = (sorted({key[at] for key in keys}) for at in (0, 1))
    query = select(table).where(table.c.cell_id.in_(cells), table.c.notebook_id.in_(notebooks))
    return connection.execute(query).all()


def _execute(connection: Connection, table: Any, new: list[dict[str, Any]], changed: list[dict[str, Any]]) -> None:  # noqa: ANN401 -- as above
    if new:
        connection.execute(table.insert(), new)
    if changed:
        values: dict[str, Any] = {name: bindparam(name) for name in changed[0] if name != "row"}
        connection.execute(table.update().where(table.c.id == bindparam("row")).values(values), changed)

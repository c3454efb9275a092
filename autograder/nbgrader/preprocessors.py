"""What nbgrader's own `autograde`, and with it the formgrader's button, uses in the place of a kernel.

`nbgrader_config.py` names these classes. A submission is graded once, isolated, from the files as they were handed in; its
notebooks come out as `autograder nbgrader grade` writes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.preprocessors import SaveAutoGrades as NbGraderSaveAutoGrades
from traitlets import Unicode

from autograder.course.course import course
from autograder.course.quiz_key import load_key
from autograder.grading.pipeline import Grader, fresh_seed
from autograder.i18n.language import Lang, lang_named
from autograder.i18n.sanitize import one_line
from autograder.judging.report import Report
from autograder.nbgrader import nbgrader_messages
from autograder.nbgrader.cell_results import Judged, Notebook
from autograder.nbgrader.cells import notebook_json
from autograder.nbgrader.course_directory import TIMESTAMP, Desk, handed_in
from autograder.nbgrader.grade_assignment import assign_penalties, write_pages
from autograder.nbgrader.gradebook import Book
from autograder.nbgrader.marking import Marker, digest, exercises_in, node_of, questions_in
from autograder.nbgrader.records import read_record, spoil
from autograder.quiz.parse import Key, parse_questions
from autograder.sandbox import Sandbox

OURS = "autograder"  # where the resources of a conversion hold what this notebook came to


class SubmissionExporter(NotebookExporter):
    """Hands an empty notebook to the preprocessors: what a learner wrote is read under limits, and by the grader alone.

    nbgrader's own reading ends with an error at a notebook whose JSON is broken, and the whole submission gets no grade.
    Nor does one with a timestamp.txt that it cannot read; so times are read by us.
    """

    def __init__(self, *arguments: Any, **settings: Any) -> None:  # noqa: ANN401 -- as nbconvert has it
        """Read times for the converter that this belongs to."""
        super().__init__(*arguments, **settings)  # type: ignore[no-untyped-call]  # nbconvert has no types
        directory = getattr(self.parent, "coursedir", None)
        if directory is not None:
            directory.get_existing_timestamp = _time_of
            # A folder of such a name would stand where feedback is to be written.
            directory.ignore = [*directory.ignore, "*.html"]

    def from_filename(
        self,
        filename: str,
        resources: dict[str, Any] | None = None,
        **settings: Any,  # noqa: ANN401 -- as nbconvert has it
    ) -> tuple[Any, dict[str, Any]]:
        """Convert without reading the file."""
        del filename
        empty = node_of(notebook_json((), ()))
        output, after = self.from_notebook_node(empty, resources, **settings)  # type: ignore[no-untyped-call]  # nbconvert has no types
        return output, after


def _time_of(folder: str) -> datetime | None:
    """Read when a submission was handed in, as nbgrader asks for it; what cannot be read is told where it is graded."""
    return handed_in(Path(folder)).at


class GradeIsolated(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """Grades the submission a notebook belongs to, isolated and without a kernel; stands in the place of `Execute`."""

    lang = Unicode("en", help="Language of comments and feedback: en or pt-BR").tag(config=True)
    key = Unicode("", help="Key of the quiz's graded questions: a TOML file, or a folder of them").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Give the notebook as it was handed in, mended, with its report and its points as outputs."""
        del nb  # it is empty; see SubmissionExporter
        about = resources["nbgrader"]
        directory = self.parent.parent.coursedir  # the exporter's converter
        desk = Desk(Path(directory.root), directory.config, about["assignment"], directory)
        lang = lang_named(self.lang) or "en"
        key = str(Path(directory.root) / self.key) if self.key else ""
        record = read_record(desk, about["student"])
        if record is not None and record.keyed and record.digest and not key:
            self.log.warning(nbgrader_messages.KEY_MISSING(student=one_line(about["student"], 60)).to(lang))
        spoil(desk, about["student"])
        marked = _marked(_Asked(desk, about["student"], about["db_url"], directory.course_id, lang, key))
        _save_passed_over(desk, about["student"], about["db_url"], directory.course_id, marked)
        judged = marked[about["notebook"]]
        resources[OURS] = judged
        late = handed_in(desk.folder("submitted", about["student"])).problem
        if late is not None:
            self.log.warning("%s: %s", one_line(about["student"], 60), late.to(lang))
            (desk.folder("autograded", about["student"]) / TIMESTAMP).unlink(missing_ok=True)
        return node_of(judged.page), resources


class SaveGrades(NbGraderSaveAutoGrades):  # type: ignore[misc]  # nbgrader has no types
    """Saves the scores and comments that `GradeIsolated` found; what a person entered stays."""

    def _add_score(self, cell: NotebookNode, resources: ResourcesDict) -> None:
        judged: Judged = resources[OURS]
        score = judged.scores[cell.metadata.nbgrader.grade_id]
        grade = self._found(self.gradebook.find_grade, cell)
        review = score.points is None or score.review
        if grade.manual_score is not None:
            review = grade.needs_manual_grade or grade.auto_score != score.points
        grade.auto_score, grade.needs_manual_grade = score.points, review
        self.gradebook.db.commit()

    def _add_comment(self, cell: NotebookNode, resources: ResourcesDict) -> None:
        judged: Judged = resources[OURS]
        comment = self._found(self.gradebook.find_comment, cell)
        comment.auto_comment = judged.comments.get(cell.metadata.nbgrader.grade_id)
        self.gradebook.db.commit()

    def _found(self, find: Any, cell: NotebookNode) -> Any:  # noqa: ANN401 -- nbgrader has no types
        return find(cell.metadata.nbgrader.grade_id, self.notebook_id, self.assignment_id, self.student_id)


@dataclass(frozen=True)
class _Asked:
    """Which submission is to be graded, and how."""

    desk: Desk
    student: str
    db_url: str
    course_id: str
    lang: Lang
    key: str


_last: list[tuple[str, Mapping[str, Judged]]] = []  # nbgrader converts a submission's notebooks one after the other


def _marked(asked: _Asked) -> Mapping[str, Judged]:
    """Grade a submission, or give what was found a moment ago for another of its notebooks."""
    folder = asked.desk.folder("submitted", asked.student)
    with Book(asked.db_url, asked.course_id, asked.desk.assignment) as book:
        book.as_released(asked.desk.released(tuple(book.notebooks)))
        notebooks = book.notebooks
    the_course = course()
    key = load_key(Path(asked.key)) if asked.key else None
    same = digest(folder, the_course.sha256, str(folder), asked.lang, key, notebooks)
    if _last and _last[0][0] == same:
        return _last[0][1]
    report, judged = _graded(asked, folder, notebooks, key)
    _last[:] = [(same, judged)] if report.status == "graded" else []  # what failed is tried again
    return judged


def _save_passed_over(desk: Desk, student: str, db_url: str, course_id: str, marked: Mapping[str, Judged]) -> None:
    """Write grades, comments and pages of the notebooks that nbgrader passes over, for want of a file of their name.

    It has given them 0 just before, although the work may be there under another name, and leaves their old comments.
    """
    folder = desk.folder("submitted", student)
    passed = {name: one for name, one in marked.items() if not (folder / f"{name}.ipynb").exists()}
    if not passed:
        return
    with Book(db_url, course_id, desk.assignment) as book:
        book.write(student, passed, None)
    assign_penalties(desk, db_url, student, passed)
    write_pages(desk, student, passed)


def _graded(
    asked: _Asked, folder: Path, notebooks: Mapping[str, Notebook], key: Key | None
) -> tuple[Report, Mapping[str, Judged]]:
    the_course = course()
    questions = parse_questions(the_course.questions)
    with Sandbox() as sandbox:
        grader = Grader(
            the_course,
            questions=questions,
            sandbox=sandbox,
            seed=fresh_seed(),
            lang=asked.lang,
            key=key,
            asked=questions_in(notebooks, questions),
            only=exercises_in(notebooks, [entry.id for entry in the_course.exercises]),
        )
        marker = Marker(asked.desk, grader, notebooks)
        return marker.judged(folder, grader.graded(folder, asked.student))

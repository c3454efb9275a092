"""What is kept of each student for the pages of a class, so that reports need not all be held at once; and what it comes to."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from autograder.class_report.behaviour import (
    Cluster,
    Example,
    Stuck,
    cluster_of,
    example_of,
    mistake_of,
    smaller,
    stuck_in,
    unusual_of,
)
from autograder.class_report.class_model import Student, failing
from autograder.class_report.similarity import NONE, Hashes, Prints, prints_of
from autograder.class_report.statistics import Answer
from autograder.judging.model import CheckStatus
from autograder.judging.report import CheckReport, ExerciseReport, ExerciseStatus, QuestionReport, Report

JUDGED = frozenset({"right", "wrong", "unanswered"})  # a question that is only recorded says nothing yet


@dataclass(frozen=True, slots=True)
class Done:
    """What a student did in one exercise."""

    status: ExerciseStatus
    score: int
    checks: tuple[CheckStatus, ...]  # beside those of the exercise in `Catalogue`
    cluster: str = ""  # its id


@dataclass(frozen=True, slots=True)
class Row:
    """One student of the class: `name` and `id` are as they are shown, `page` is "" where there is none."""

    name: str
    id: str
    page: str
    status: Literal["graded", "ungradable", "missing"] = "missing"
    reason: str = ""
    score: int = 0
    quiz: int | None = None  # None: not taken
    attempts: int = 0
    at: datetime | None = None
    exercises: Mapping[str, Done] = field(default_factory=dict)
    stuck: tuple[Stuck, ...] = ()
    notes: tuple[str, ...] = ()
    said: str = ""  # of the roster, to be searched


@dataclass(frozen=True, slots=True)
class Asked:
    """An exercise of the course: its title, its points, and (id, title, points) of its checks."""

    id: str
    title: str
    max_score: int
    checks: tuple[tuple[str, str, int], ...]


@dataclass(slots=True)
class Mistake:
    """A known mistake in an exercise: who makes it, by their places in the class, and the smallest example of it."""

    exercise: str
    id: str
    name: str = ""
    why: str = ""
    students: list[int] = field(default_factory=list)
    example: Example | None = None


@dataclass(slots=True)
class Group:
    """A cluster, and its students by their places in the class."""

    cluster: Cluster
    students: list[int] = field(default_factory=list)
    example: Example | None = None
    said: str = ""  # what one of its checks said, where no mistake is known


@dataclass(slots=True)
class Summary:
    """A class as it is read, student after student."""

    rows: list[Row] = field(default_factory=list)
    asked: dict[str, Asked] = field(default_factory=dict)
    questions: dict[str, str] = field(default_factory=dict)  # prompts by id
    mistakes: dict[tuple[str, str], Mistake] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    answers: list[Mapping[str, Answer]] = field(default_factory=list)  # of those who took the quiz
    prints: list[Mapping[str, Prints]] = field(default_factory=list)
    wrong: list[Collection[tuple[str, str]]] = field(default_factory=list)
    max_score: int = 0
    quiz_max: int = 0
    recorded: bool = False  # some answers could not be judged for want of the key
    graders: set[tuple[str, str]] = field(default_factory=set)  # versions and courses
    official: set[bool] = field(default_factory=set)

    def add(self, row: Row, student: Student, report: Report | None, known: Mapping[str, Hashes]) -> None:
        """Add a student: `row` says who it is, `report` is what came of the work; `known` is left out of comparisons."""
        place = len(self.rows)
        prints: dict[str, Prints] = {}
        wrong: set[tuple[str, str]] = set()
        if report is not None:
            self.max_score = max(self.max_score, report.max_score)
            self.quiz_max = max(self.quiz_max, report.quiz.max_score)
            self.graders.add((report.grader.version, report.grader.course_sha256))
            self.official.add(report.isolation.official)
            row = replace(row, status=report.status, reason=report.reason)
        if report is not None and report.status == "graded":
            row = replace(
                row,
                score=report.score,
                quiz=report.quiz.score if taken(report) else None,
                exercises={exercise.id: self._exercise(exercise, place) for exercise in report.exercises},
                stuck=stuck_in(student.attempts),
            )
            self._quiz(report)
            where = f"{report.grader.seed} {report.grader.course_sha256}"  # other seeds draw other inputs
            wrong = {(each.id, f"{where} {said}") for each in report.exercises for said in unusual_of(each)}
            tried = {exercise.id for exercise in report.exercises if exercise.status != "not_attempted"}
            sources = {id_: text for id_, text in student.sources.items() if id_ in tried}
            prints = {id_: prints_of(text, known.get(id_, NONE)) for id_, text in sources.items()}
        self.rows.append(row)
        self.prints.append(prints)
        self.wrong.append(wrong)

    def _exercise(self, exercise: ExerciseReport, place: int) -> Done:
        asked = self.asked.get(exercise.id)
        if asked is None:
            checks = tuple((check.id, check.title, check.max_score) for check in exercise.checks)
            asked = self.asked[exercise.id] = Asked(exercise.id, exercise.title, exercise.max_score, checks)
        for check in failing(exercise):
            if mistake_of(check):
                self._mistake(exercise.id, check, place)
        cluster = cluster_of(exercise)
        if cluster is not None:
            group = self.groups.setdefault(cluster.id, Group(cluster))
            group.students.append(place)
            for check in failing(exercise):
                group.example = smaller(group.example, example_of(check))
            group.said = group.said or failing(exercise)[0].rationale
        statuses = {check.id: check.status for check in exercise.checks}
        of_course: tuple[CheckStatus, ...] = tuple(statuses.get(id_, "not_attempted") for id_, _, _ in asked.checks)
        return Done(exercise.status, exercise.score, of_course, cluster.id if cluster else "")

    def _mistake(self, exercise: str, check: CheckReport, place: int) -> None:
        id_, diagnosis = mistake_of(check), check.diagnosis or {}
        found = self.mistakes.setdefault((exercise, id_), Mistake(exercise, id_))
        found.name = found.name or str(diagnosis.get("name") or "")
        found.why = found.why or str(diagnosis.get("why") or check.help)
        found.example = smaller(found.example, example_of(check))
        if place not in found.students[-1:]:
            found.students.append(place)

    def _quiz(self, report: Report) -> None:
        for question in report.quiz.questions:
            self.questions.setdefault(question.id, question.prompt)
        if taken(report):
            self.recorded = self.recorded or any(each.status == "recorded" for each in report.quiz.questions)
            judged = [question for question in report.quiz.questions if question.status in JUDGED]
            self.answers.append({question.id: _answer(question) for question in judged})


def _answer(question: QuestionReport) -> Answer:
    return Answer(question.score, question.status != "unanswered", question.status == "right")


def taken(report: Report) -> bool:
    """Whether any question of the quiz was answered."""
    return any(question.status != "unanswered" for question in report.quiz.questions)


def ordered(mistakes: Sequence[Mistake]) -> list[Mistake]:
    """Sort mistakes, the commonest first."""
    return sorted(mistakes, key=lambda mistake: (-len(mistake.students), mistake.exercise, mistake.id))

"""A class made by hand: reports of a few exercises, with mistakes, hostile names and several attempts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser

from autograder.class_report.class_model import Attempt, Student
from autograder.judging.report import (
    CheckReport,
    ExerciseReport,
    GraderReport,
    QuestionReport,
    QuizReport,
    Report,
    SubmissionReport,
)
from autograder.sandbox.protocol.isolation import IsolationReport

GRADER = GraderReport("0.1.0", "c" * 64, 7, "3.11.2", "2.4.6")
BEGIN = datetime(2026, 3, 2, 8, tzinfo=UTC)
VOID = {"meta", "br", "wbr", "input"}


def check(id_, status="passed", points=2, mistake="", **changes):
    diagnosis = {"mistake": mistake, "name": f"the {mistake}", "confidence": 1.0, "why": f"why {mistake}"}
    values = {"rationale": f"{id_} is {status}", "help": "", "diagnosis": diagnosis if mistake else None} | changes
    return CheckReport(id_, f"Check {id_}", status, points if status == "passed" else 0, points, **values)


def exercise(id_, *checks, **changes):
    checks = checks or (check("values"),)
    score, most = sum(one.score for one in checks), sum(one.max_score for one in checks)
    untouched = all(one.status == "not_attempted" for one in checks)
    status = "not_attempted" if untouched else "passed" if score == most else "partial" if score else "failed"
    return ExerciseReport(id_, f"Exercise {id_}", status, score, most, checks, **changes)


def quiz(*statuses):
    questions = tuple(
        QuestionReport(f"q{at}", "xor", f"Question {at}?", None, status, "", int(status == "right"), 1)
        for at, status in enumerate(statuses)
    )
    return QuizReport(sum(one.score for one in questions), len(questions), questions)


def report(*exercises, id_="s", quiz_=None, lang="en", **changes):
    values = {
        "submission": SubmissionReport(id_, f"class/{id_}", "a" * 64, ()),
        "grader": GRADER,
        "lang": lang,
        "status": "graded",
        "reason": "",
        "score": sum(one.score for one in exercises),
        "max_score": sum(one.max_score for one in exercises),
        "exercises": tuple(exercises),
        "quiz": quiz_ or quiz(),
        "isolation": IsolationReport(2, official=True, probes={"network": "refused"}),
        "seconds": 1.0,
    } | changes
    return Report(**values)


def attempts(*reports):
    return tuple(Attempt(one, BEGIN + timedelta(days=at)) for at, one in enumerate(reports))


def student(id_, *reports, name="", **changes):
    return Student(id_, name, attempts=attempts(*reports), **changes)


class Tree(HTMLParser):
    """Reads a page strictly: every tag closed in order; keeps links, ids, tags and what is shown."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.tags, self.links, self.ids, self.shown, self.handlers = [], [], [], [], [], []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name == "href"]
        self.ids += [value for name, value in attrs if name == "id"]
        self.handlers += [name for name, _ in attrs if name.startswith("on")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if not {"style", "script"} & set(self.open):
            self.shown.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.shown).split())

"""An extra exercise: its points stand beside those of the course, in every form of a report."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from autograder.course.course import course
from autograder.grading.pipeline import Grader
from autograder.judging.report_json import report_from
from autograder.render.csv_text import scores_csv
from autograder.render.json_text import report_json
from autograder.render.junit import junit_xml
from autograder.render.markdown import summary_markdown
from autograder.render.page import html_report
from autograder.render.table import plain_table
from autograder.render.terminal import plain_report
from autograder.sandbox import Sandbox
from tests.solutions.sessions import solution_of

OTHER = "sigmoid_backward"


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """A submission with all of exercise 13 and nothing else of two exercises."""
    folder = tmp_path_factory.mktemp("ana")
    (folder / "gradient_check.py").write_text(solution_of("gradient_check"), encoding="utf-8")
    only = frozenset({"gradient_check", OTHER})
    with Sandbox() as sandbox:
        yield Grader(course(), (), sandbox, 1, "en", probe=False, only=only).grade(folder)


def test_its_points_are_in_no_other_sum(report):
    assert (report.score, report.max_score) == (0, 8)
    assert (report.extra.score, report.extra.max_score) == (10, 10)
    assert [exercise.id for exercise in report.exercises if exercise.extra] == ["gradient_check"]


def test_the_course_has_a_hundred_points_without_it():
    exercises = [entry.exercise for entry in course().exercises]
    assert sum(exercise.points for exercise in exercises if not exercise.extra) == 100


def test_every_form_shows_it_apart(report):
    told = json.loads(report_json(report))
    assert (told["score"], told["max_score"], told["extra"]) == (0, 8, {"score": 10, "max_score": 10})
    assert report_from(told) == report
    (row,) = csv.DictReader(scores_csv([report]).splitlines())
    assert (row["score"], row["max_score"], row["gradient_check"]) == ("0", "8", "10")
    assert (row["extra_score"], row["extra_max_score"]) == ("10", "10")
    suite = ET.fromstring(junit_xml([report])).find("testsuite/properties")  # noqa: S314 -- ours
    facts = {one.get("name"): one.get("value") for one in suite}
    assert (facts["score"], facts["extra.score"], facts["extra.max_score"]) == ("0", "10", "10")
    assert "Total: 0/8 points · extra: 10/10" in plain_report(report)
    assert "Total: 0/8 points · extra: 10/10" in html_report(report)
    assert "0/8, extra: 10/10" in summary_markdown([report]).replace("&#47;", "/").replace("&#58;", ":")
    assert plain_table([report]).splitlines()[3].split()[1:4] == ["–", "10", "0"]


def test_alone_it_is_what_a_heading_counts(report):
    extra = tuple(exercise for exercise in report.exercises if exercise.extra)
    alone = replace(report, exercises=extra, score=0, max_score=0)
    told = plain_report(alone)
    assert ": 10/10 points" in told.splitlines()[0]
    assert "Total:" not in told


def test_it_is_offered_once_all_else_is_done(report):
    done = [replace(one, status="not_attempted" if one.extra else "passed", checks=()) for one in report.exercises]
    assert "next: the extra exercise gradient_check" in plain_report(replace(report, exercises=tuple(done)))
    begun = [replace(one, status="not_attempted", checks=()) for one in report.exercises]
    assert f"next: start {OTHER}" in plain_report(replace(report, exercises=tuple(begun)))

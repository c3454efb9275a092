"""The course of this repository is as it says: built, without strays, and every claim about points proved."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from autograder.author.build import drift, make, points_of_notebooks, strays
from autograder.author.course_check import check
from autograder.author.folders import files_below, folders, quiz_sources
from autograder.quiz.answers import read_answers
from autograder.quiz.judge_answers import score_quiz
from autograder.quiz.parse import parse_key, parse_questions
from autograder.quiz.publish import shipped

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def made():
    return make(ROOT)


@pytest.mark.parametrize("prove", [drift, strays, points_of_notebooks])
def test_what_is_committed_is_what_the_sources_make(prove, made):
    assert [problem.line("en") for problem in made.problems] == []
    assert [finding.line("en") for finding in prove(ROOT, made) if not finding.ok] == []


def imported(checks):
    """The names that a checks.py takes from this package."""
    nodes = [node for node in ast.walk(ast.parse(checks)) if isinstance(node, ast.ImportFrom)]
    return [alias.name for node in nodes if (node.module or "").startswith("autograder") for alias in node.names]


@pytest.mark.parametrize("folder", folders(ROOT), ids=lambda folder: folder.id)
def test_an_exercise_is_written_in_few_lines_and_with_few_names(folder):
    checks = (folder.source / "checks.py").read_text(encoding="utf-8")
    assert checks.count("\n") <= 500
    assert 0 < len(imported(checks)) <= 20


def test_no_to_do_is_left():
    files = [path for path in files_below(ROOT / "solutions") if path.suffix in {".py", ".toml"}]
    assert len(files) > 100
    assert [path for path in files if "TODO:" in path.read_text(encoding="utf-8")] == []


@pytest.mark.slow  # each once more than in tests/solutions, in the sandbox, as `autograder author check` does
@pytest.mark.parametrize("folder", folders(ROOT), ids=lambda folder: folder.name)
def test_solution_stubs_and_mistakes_earn_what_they_should(folder):
    findings = [finding for finding in check(ROOT, ids=[folder.id], seeds=(3,)) if f"/{folder.name}/" in finding.file]
    assert [finding.line("en") for finding in findings if not finding.ok] == []
    assert any("earns all" in finding.line("en") for finding in findings)


@pytest.mark.parametrize("lang", ["en", "pt-BR"])
def test_the_reference_answers_earn_the_whole_quiz(lang):
    sources = quiz_sources(ROOT)
    questions = parse_questions(shipped(sources)["questions.toml"])
    answers = read_answers((ROOT / "solutions" / "answers.toml").read_text(encoding="utf-8"))
    report = score_quiz(questions, parse_key(sources), answers, lang)
    assert [question.id for question in report.questions if question.status != "right"] == []
    assert (report.score, report.notes) == (report.max_score, ())
    assert report.max_score >= 40

"""Results for PrairieLearn and for Moodle's VPL, and what runs there."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.cli.main import main
from autograder.i18n.language import LANGUAGES
from autograder.render.platforms import PRAIRIELEARN_BYTES, prairielearn_results, vpl_lines

# What PrairieLearn documents of results.json.
TEST = {
    "type": "object",
    "required": ["name", "points", "max_points"],
    "properties": {
        "name": {"type": "string"},
        "description": {"type": "string"},
        "points": {"type": "number", "minimum": 0},
        "max_points": {"type": "number"},
        "message": {"type": "string"},
        "output": {"type": "string"},
    },
    "additionalProperties": False,
}
RESULTS = {
    "type": "object",
    "properties": {
        "gradable": {"type": "boolean"},
        "score": {"type": "number", "minimum": 0, "maximum": 1},
        "message": {"type": "string"},
        "output": {"type": "string"},
        "tests": {"type": "array", "items": TEST},
        "format_errors": {"type": "array", "items": {"type": "string"}, "minItems": 1},
    },
    "additionalProperties": False,
    "if": {"properties": {"gradable": {"const": False}}},
    "then": {"required": ["gradable", "format_errors"]},
    "else": {"required": ["gradable", "score", "tests"]},
}


def read(text):
    assert len(text.encode()) <= PRAIRIELEARN_BYTES
    results = json.loads(text)
    jsonschema.validate(results, RESULTS)
    return results


def test_prairielearn_takes_every_scene(scenes):
    for report in scenes.values():
        results = read(prairielearn_results(report))
        if report.status == "graded":
            assert results["score"] == report.score / report.max_score
            assert sum(test["points"] for test in results["tests"]) == report.score
        else:
            assert results["format_errors"][0] == report.reason


def test_a_megabyte_is_not_passed(scenes):
    report = scenes["half_en"]
    check = replace(report.exercises[5].checks[2], rationale="é" * 5_000, help="é" * 5_000)
    exercise = replace(report.exercises[5], checks=(check,) * 900)
    results = read(prairielearn_results(replace(report, exercises=(exercise,))))
    assert len(results["tests"]) == 900
    assert results["score"] == 0.21


def moodle(text):
    """Read an execution as VPL does: the last line that begins with the tag is the grade, lines in a block are comments."""
    assert "\r" not in text
    grade, comments, within = "", [], False
    for raw in text.split("\n"):
        line = raw.rstrip()
        if line.startswith("Grade :=>>"):
            grade = line.removeprefix("Grade :=>>").strip()
        if within:
            within = line.strip() != "--|>"
        elif line.startswith("Comment :=>>"):
            comments.append(line.removeprefix("Comment :=>>"))
        else:
            within = line.strip() == "<|--"
            assert not line or line.startswith("Grade :=>>"), line
    assert text.count("\nGrade :=>>") == 1
    return float(grade), comments


def test_vpl_takes_every_scene(scenes):
    for report in scenes.values():
        grade, comments = moodle(vpl_lines(report))
        assert grade == pytest.approx(100 * report.score / report.max_score, abs=0.01)
        assert comments[0].startswith("-")


def test_vpl_grades_on_the_activitys_scale(scenes):
    assert moodle(vpl_lines(scenes["half_en"], 0, 10))[0] == 2.1
    assert moodle(vpl_lines(scenes["half_en"], 1, 5))[0] == 1.84


FORGED = st.text(alphabet="Grade :=>>10\n\r\x0b\x0c\x1c\x85\u2028\u2029<|-", max_size=60)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=FORGED)
def test_no_learners_text_is_a_grade(scenes, text):
    report = scenes["half_en"]
    exercise = report.exercises[5]
    check = replace(exercise.checks[2], title=text, rationale=text, help=text, remarks=(text,))
    changed = replace(exercise, checks=(check, *exercise.checks[1:]), printed=text, title=text, notes=(text,))
    submission = replace(report.submission, notes=(text,), name=text)
    told = vpl_lines(replace(report, submission=submission, exercises=(changed,)))
    assert moodle(told)[0] == 21.0


def test_there_is_room_for_the_grade(scenes):
    report = scenes["half_en"]
    exercise = replace(
        report.exercises[5], checks=(replace(report.exercises[5].checks[2], rationale="é" * 1_900),) * 100
    )
    told = vpl_lines(replace(report, exercises=(exercise,) * 3))
    assert len(told) < 70_000
    assert moodle(told)[0] == 21.0


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["prairielearn", "vpl"])
def test_bundles_are_laid_out(tmp_path, name, lang, capsys):
    assert main(["export", name, str(tmp_path / "new"), "--lang", lang]) == 0
    files = {str(path.relative_to(tmp_path / "new")) for path in (tmp_path / "new").rglob("*") if path.is_file()}
    assert {"vpl": "server/setup.sh", "prairielearn": "setup.sh"}[name] in files
    assert len(files) > 100
    capsys.readouterr()
    assert main(["export", name, str(tmp_path / "new"), "--lang", lang]) == 0
    assert re.search("kept|mantido", capsys.readouterr().out)
    for path in {*(tmp_path / "new").rglob("*.sh")} - {*(tmp_path / "new").rglob("templates/**/*")}:
        text = path.read_text()
        assert not re.search(r"@[A-Z]+@", text)
        assert path.stat().st_mode & 0o111


@pytest.mark.slow  # a bundle is set up
def test_prairielearns_script_grades(installed, work, offline, wheelhouse, tmp_path):
    assert main(["export", "prairielearn", str(tmp_path / "image"), "--lang", "en"]) == 0
    (tmp_path / "image" / "autograder-tools").symlink_to(installed / "autograder-tools")
    for kind, score in (("right", 1.0), ("hostile", 0.0), ("huge", 0.0)):
        grade = tmp_path / kind
        work(grade / "student", kind)
        offline("bash", tmp_path / "image" / "run.sh", cwd=grade, env=wheelhouse.environment(GRADE=str(grade)))
        assert read((grade / "results" / "results.json").read_text(encoding="utf-8"))["score"] == score


@pytest.mark.slow  # a bundle is set up
def test_vpls_scripts_grade(installed, work, offline, wheelhouse, tmp_path):
    assert main(["export", "vpl", str(tmp_path / "files"), "--lang", "pt-BR"]) == 0
    env = wheelhouse.environment(AUTOGRADER_TOOLS=str(installed / "autograder-tools"))
    for kind, grade in (("right", 10.0), ("hostile", 0.0)):
        folder = work(tmp_path / kind, kind)
        for name in ("vpl_evaluate.sh", "vpl_execute.sh"):
            (folder / name).write_bytes((tmp_path / "files" / name).read_bytes())
        (folder / "vpl_environment.sh").write_text("export VPL_GRADEMIN=0\nexport VPL_GRADEMAX='10'\n")
        offline("bash", "vpl_evaluate.sh", cwd=folder, env=env)
        ended = offline("./vpl_execution", cwd=folder, env=env)
        found, comments = moodle(ended.out)
        assert found == grade
        assert any(comment.startswith("-") for comment in comments)
    ended = offline("./vpl_execution", cwd=folder, env={**env, "AUTOGRADER_TOOLS": "/nowhere"}, status=1)
    assert ended.out.startswith("Comment :=>>O curso não está instalado neste servidor de execução: não há /nowhere.")
    assert "Grade" not in ended.out

"""The bundle for Classroom 50, run as its runner does; its result read by the rules of the schema and of the runner."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.cli.main import main
from autograder.export.run import _committed
from autograder.render.platforms import classroom50_result

REQUIRED = {
    "schema", "classroom", "assignment", "assignment_type", "owner", "submission", "commit", "release", "review", "datetime",
    "score", "max-score", "tests",
}  # fmt: skip
INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ")
LARGEST = 10 * 1024 * 1024  # of a bundle, and of a result
ASSET = re.compile(r"[A-Za-z0-9_-](?:[A-Za-z0-9._-]{0,253}[A-Za-z0-9_-])?", re.ASCII)
RUNNER = {
    "CLASSROOM": "cs-1",
    "ASSIGNMENT": "backpropagation",
    "ASSIGNMENT_TYPE": "individual",
    "OWNER": "ana-lima",
    "USERNAME": "ana-lima",
    "SUBMISSION_TAG": "submit/2026-03-01T14-32-05Z-a1b2c3d",
    "COMMIT_URL": "https://example.org/o/cs-1-backpropagation-ana-lima/commit/a1b2c3d",
    "RELEASE_URL": "https://example.org/o/cs-1-backpropagation-ana-lima/releases/tag/x",
    "REVIEW_URL": "",
}


def points(value):
    return type(value) is int and value >= 0


def read(result, runner=RUNNER):
    """Hold a result to the schema classroom50/result/v1, and to what its runner checks beside."""
    assert REQUIRED <= result.keys() <= REQUIRED | {"graded_at", "submitted_by"}
    assert result["schema"] == "classroom50/result/v1"
    assert result["assignment_type"] in {"individual", "group"}
    assert (result["classroom"], result["assignment"]) == (runner["CLASSROOM"], runner["ASSIGNMENT"])
    assert result["owner"].lower() == runner["OWNER"].lower()
    assert result["submission"].startswith("submit/")
    for name in ("commit", "release", "review"):
        assert isinstance(result[name], str)
        assert result[name]
    assert INSTANT.fullmatch(result["datetime"])
    assert INSTANT.fullmatch(result.get("graded_at", result["datetime"]))
    assert points(result["score"])
    assert points(result["max-score"])
    assert result["score"] <= result["max-score"]
    for test in result["tests"]:
        assert isinstance(test["test-name"], str)
        assert test["test-name"]
        assert type(test["passed"]) is bool
        assert points(test["score"])
        assert points(test["max-score"])
        assert test["score"] <= test["max-score"]
    assert result["score"] == sum(test["score"] for test in result["tests"])
    assert result["max-score"] == sum(test["max-score"] for test in result["tests"])
    return result


def test_every_scene_can_be_read(scenes):
    for report in scenes.values():
        result = read(classroom50_result(report, RUNNER, "2026-03-01T14:32:01Z", "2026-03-01T14:33:11Z"))
        assert result["score"] == report.score
        assert result["tests"]
        assert all(test["passed"] for test in result["tests"]) == (report.score == report.max_score)


def test_each_check_is_told_beside_its_exercise(scenes):
    result = classroom50_result(scenes["half_en"], RUNNER, "2026-03-01T14:32:01Z", "2026-03-01T14:33:11Z")
    linear = next(test for test in result["tests"] if test["test-name"] == "linear_backward")
    assert (linear["score"], linear["exact-score"]) == (6, 6)
    assert sum(check["score"] for check in linear["checks"]) == linear["exact-score"]
    assert linear["checks"][2]["message"] == scenes["half_en"].exercises[5].checks[2].rationale


def test_no_key_can_go_in(tmp_path, root, capsys):
    assert (
        main(["export", "classroom50", str(tmp_path / "b"), "--key", str(root / "solutions/quiz"), "--lang", "en"]) == 2
    )
    assert "--key" in capsys.readouterr().err
    assert not (tmp_path / "b").exists()
    assert main(["export", "classroom50", str(tmp_path / "b"), "--lang", "en"]) == 0
    assert "no key is in it; grades made in a learner's own repository are advice" in capsys.readouterr().out
    assert not [path for path in (tmp_path / "b").rglob("*") if path.name == "key" or "mistakes" in path.parts]


def test_what_was_committed_when(tmp_path):
    assert _committed(tmp_path) == ""
    git = ["git", "-C", str(tmp_path), "-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run([*git, "init", "--quiet"], check=True)
    dated = {"GIT_COMMITTER_DATE": "1700000000 +0100", "PATH": "/usr/bin:/bin"}
    subprocess.run([*git, "commit", "--quiet", "--allow-empty", "--message", "x"], check=True, env=dated)
    assert _committed(tmp_path) == "2023-11-14T22:13:20Z"


@pytest.fixture(scope="module")
def graded(tmp_path_factory, wheelhouse, offline, work):
    """Unpack the bundle as the runner does, and run it in a checkout of a learner's."""
    temporary = tmp_path_factory.mktemp("classroom50")
    bundle = temporary / "bundle"
    assert main(["export", "classroom50", "--out", str(bundle), "--lang", "pt-BR"]) == 0
    packed = shutil.make_archive(str(temporary / "packed"), "gztar", bundle)
    assert Path(packed).stat().st_size < LARGEST
    (bundle / "requirements.lock").write_text(wheelhouse.lock)
    env = wheelhouse.environment(RUNNER_TEMP=str(temporary / "temp"), **RUNNER)
    (temporary / "temp").mkdir()

    def grade(kind, *, again=False):
        checkout = temporary / kind
        if not again:
            work(checkout, kind)
        before = {path.name for path in checkout.iterdir()}
        command = [sys._base_executable or sys.executable, bundle / "autograder.py"]
        offline(*command, cwd=checkout, env=env)
        assert {path.name for path in checkout.iterdir()} == before | {"result.json", "release-body.md", "report.html"}
        return checkout, read(json.loads((checkout / "result.json").read_text(encoding="utf-8")))

    return grade


@pytest.mark.slow  # a bundle is set up three times, and grades
def test_it_grades_a_learners_checkout(graded, work, tmp_path):
    checkout, right = graded("right")
    assert (right["score"], right["max-score"]) == (100, 100)
    assert ASSET.fullmatch("report.html")
    assert "100/100" in (checkout / "report.html").read_text(encoding="utf-8")
    body = (checkout / "release-body.md").read_text(encoding="utf-8")
    assert "é só uma indicação" in body
    assert "overrides" in body
    hostile = work(checkout.parent / "hostile", "hostile")
    (tmp_path / "elsewhere").write_text("mine")
    (hostile / "result.json").symlink_to(tmp_path / "elsewhere")
    (hostile / "report.html").mkdir()
    (hostile / "report.html" / "x").write_text("x")
    assert graded("hostile", again=True)[1]["score"] == 0
    assert (tmp_path / "elsewhere").read_text() == "mine"
    assert not (hostile / "result.json").is_symlink()


def scores_of(text):
    """Hold scores.json to the schema classroom50/scores/v1."""
    scores = json.loads(text)
    assert scores.keys() == {"schema", "assignments"}
    assert scores["schema"] == "classroom50/scores/v1"
    for slug, bucket in scores["assignments"].items():
        assert re.fullmatch(r"[a-z0-9][a-z0-9-]{1,99}", slug)
        assert {"type", "entries"} <= bucket.keys() <= {"type", "entries", "collected_at"}
        assert bucket["type"] in {"individual", "group"}
        owners = [entry["owner"].lower() for entry in bucket["entries"]]
        assert len(owners) == len(set(owners))
        for entry in bucket["entries"]:
            assert entry["submissions"]
            for record in entry["submissions"]:
                assert "assignment" not in record
                read(
                    {**record, "assignment": slug},
                    {"CLASSROOM": record["classroom"], "ASSIGNMENT": slug, "OWNER": entry["owner"]},
                )
    return scores


@pytest.fixture
def reports(tmp_path, scenes):
    file = tmp_path / "reports.json"
    made = [replace(scenes["half_en"], submission=replace(scenes["half_en"].submission, id="Bruno")), scenes["full_en"]]
    file.write_text(json.dumps([report.to_json() for report in made]), encoding="utf-8")
    return file


def test_official_scores_go_back_as_overrides(tmp_path, reports, scenes):
    out = tmp_path / "scores.json"
    collected = classroom50_result(
        scenes["untouched_en"], {**RUNNER, "OWNER": "bruno"}, "2026-03-01T14:32:01Z", "2026-03-01T14:33:11Z"
    )
    del collected["assignment"]
    other = {"owner": "carla", "submissions": [{**collected, "owner": "carla"}], "note": "é dela"}
    bucket = {"type": "individual", "entries": [{"owner": "bruno", "submissions": [collected]}, other]}
    out.write_text(
        json.dumps(
            {
                "schema": "classroom50/scores/v1",
                "assignments": {"backpropagation": bucket, "hw-1": {"type": "group", "entries": []}},
            }
        )
    )
    command = [
        "export",
        "classroom50-scores",
        str(reports),
        "--column",
        "cs-1/backpropagation",
        "--out",
        str(out),
        "--lang",
        "en",
    ]
    for _ in range(2):  # again: the override is replaced, not doubled
        assert main(command) == 0
        scores = scores_of(out.read_text(encoding="utf-8"))
        bruno, carla, ana = scores["assignments"]["backpropagation"]["entries"]
        assert bruno["override"] is True
        assert [record["score"] for record in bruno["submissions"]] == [21, 0]
        assert carla == other
        assert (ana["owner"], ana["submissions"][0]["score"]) == ("ana-lima", 100)
        assert "hw-1" in scores["assignments"]


@pytest.mark.parametrize(
    ("before", "column", "said"),
    [
        (None, "backpropagation", "--column CLASSROOM/ASSIGNMENT"),
        ("{}", "cs-1/backpropagation", "no scores.json"),
        (
            '{"schema": "classroom50/scores/v1", "assignments": {"x": {"entries": [3]}}}',
            "cs-1/backpropagation",
            "no scores.json",
        ),
        ("[" * 100_000, "cs-1/backpropagation", "no scores.json"),
    ],
)
def test_what_cannot_be_added_to_is_left_as_it_is(tmp_path, reports, capsys, before, column, said):
    out = tmp_path / "scores.json"
    if before is not None:
        out.write_text(before)
    assert (
        main(["export", "classroom50-scores", str(reports), "--column", column, "--out", str(out), "--lang", "en"]) == 1
    )
    assert said in capsys.readouterr().err
    assert (out.read_text() if out.exists() else None) == before


def test_only_logins_of_github_are_owners(tmp_path, reports, capsys):
    text = reports.read_text(encoding="utf-8").replace('"Bruno"', '"São João"')
    reports.write_text(text, encoding="utf-8")
    command = [
        "export",
        "classroom50-scores",
        str(reports),
        "--column",
        "cs-1/hw-1",
        "--out",
        str(tmp_path / "x"),
        "--lang",
        "en",
    ]
    assert main(command) == 1
    assert "these are no GitHub logins: São João" in capsys.readouterr().err

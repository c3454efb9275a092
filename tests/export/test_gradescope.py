"""The zip for Gradescope, set up and run as Gradescope does; its results read by the documented rules."""

from __future__ import annotations

import json
import re
import shutil
import stat
import zipfile
from html.parser import HTMLParser

import pytest

from autograder.cli.main import main
from autograder.course.course import course, find
from autograder.export import run
from autograder.i18n.language import LANGUAGES
from autograder.render.platforms import gradescope_results

TOP = {"score", "execution_time", "output", "output_format", "visibility", "stdout_visibility", "tests"}
OF_A_TEST = {"name", "number", "score", "max_score", "status", "output", "output_format", "tags", "visibility"}
SHOWN = {"hidden", "after_due_date", "after_published", "visible"}


class Tags(HTMLParser):
    """The tags of a page, each closed, none that runs or fetches anything."""

    def __init__(self, page):
        super().__init__()
        self.open, self.all = [], set()
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        assert not {name for name, _ in attrs} & {"src", "href", "onload", "onerror"}
        self.all.add(tag)
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def read(results):
    """Hold results to what Gradescope documents."""
    assert results.keys() <= TOP
    assert type(results["score"]) in (int, float)
    assert results["visibility"] in SHOWN
    assert results["stdout_visibility"] in SHOWN
    for test in results["tests"]:
        assert test.keys() <= OF_A_TEST
        assert 0 <= test["score"] <= test["max_score"]
        assert test["status"] in {"passed", "failed"}
        assert (test["status"] == "passed") == (test["score"] == test["max_score"]) or not test["max_score"]
        assert test["output_format"] in {"text", "html", "simple_format", "md", "ansi"}
        assert test["visibility"] == "visible"  # a hidden test hides the student's total
        assert re.fullmatch(r"\d+(\.\d+)?", test["number"])
        assert not Tags(test["output"]).all & {"script", "img", "iframe", "style"}
    assert not Tags(results["output"]).all & {"script", "img", "iframe"}
    return results


def test_every_scene_can_be_read(scenes):
    for report in scenes.values():
        results = read(json.loads(json.dumps(gradescope_results(report), allow_nan=False)))
        assert results["score"] == report.score


def test_what_is_not_graded_yet_is_said(scenes):
    results = read(gradescope_results(scenes["half_en"], exercises=13))
    assert "Only 12 of 13 exercises are graded so far" in results["output"]
    assert "Only" not in gradescope_results(scenes["half_en"])["output"]


def test_since_the_last_try(scenes):
    now = scenes["half_en"]
    before = gradescope_results(now)
    tests = [
        {**test, "score": 0 if test["name"].startswith("chain_rule") else test["score"]} for test in before["tests"]
    ]
    output = gradescope_results(now, {"score": "7", "tests": tests, "extra": None})["output"]
    assert "Better now: chain_rule: values" in output
    output = gradescope_results(now, {"score": 7.5, "tests": [{**tests[0], "score": 99}, None, 3, {"score": "x"}]})[
        "output"
    ]
    assert "Since your last try: 7.5 → 21 points." in output
    assert "Worse now: derivative_estimates: values" in output
    assert "Every test comes out as on your last try." in gradescope_results(now, before)["output"]
    assert "last try" not in gradescope_results(now, {"score": None, "tests": "none"})["output"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_zip_holds_what_gradescope_asks_for_and_no_key(tmp_path, lang, capsys):
    archive = tmp_path / "new" / "bundle.zip"
    assert main(["export", "gradescope", "--out", str(archive), "--lang", lang]) == 0
    with zipfile.ZipFile(archive) as packed:
        modes = {entry.filename: stat.S_IMODE(entry.external_attr >> 16) for entry in packed.infolist()}
        assert f"--lang {lang}" in packed.read("run_autograder").decode()
    assert modes["setup.sh"] == modes["run_autograder"] == 0o755
    assert not [name for name in modes if name.startswith("key") or "solutions" in name or "mistakes/" in name]
    assert main(["export", "gradescope", str(archive), "--lang", lang]) == 0  # the same again: kept
    archive.write_bytes(b"somebody's")
    assert main(["export", "gradescope", str(archive), "--lang", lang]) == 2
    assert archive.read_bytes() == b"somebody's"
    assert str(archive) in capsys.readouterr().err


def test_a_key_goes_in_on_request_for_its_owner_alone(tmp_path, root, capsys):
    archive = tmp_path / "bundle.zip"
    assert (
        main(["export", "gradescope", "--out", str(archive), "--key", str(root / "solutions/quiz"), "--lang", "en"])
        == 0
    )
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    with zipfile.ZipFile(archive) as packed:
        keys = [entry for entry in packed.infolist() if entry.filename.startswith("key/")]
    assert keys
    assert {stat.S_IMODE(entry.external_attr >> 16) for entry in keys} == {0o600}
    assert "for the course staff alone" in capsys.readouterr().out
    assert (
        main(["export", "gradescope", "--out", str(tmp_path / "x"), "--key", str(root / "README.md"), "--lang", "en"])
        == 2
    )
    assert not (tmp_path / "x").exists()


USERS = [{"email": "Ana@example.org", "id": 7, "name": "Ana Lima"}]


def metadata(home, **more):
    (home / "submission_metadata.json").write_text(json.dumps({"users": USERS, "previous_submissions": [], **more}))


@pytest.fixture(scope="module")
def graded(installed, work, offline, wheelhouse):
    def grade(kind, **more):
        shutil.rmtree(installed / "submission", ignore_errors=True)
        shutil.rmtree(installed / "results", ignore_errors=True)
        work(installed / "submission", kind)
        metadata(installed, **more)
        offline(installed / "run_autograder", cwd=installed, env=wheelhouse.environment())
        return read(json.loads((installed / "results" / "results.json").read_text()))

    return grade


@pytest.mark.slow  # a bundle is set up, and grades six submissions
def test_it_grades_offline_after_its_set_up(graded, installed):
    right = graded("right")
    assert right["score"] == 100
    wrong = graded(
        "wrong", previous_submissions=[{"submission_time": "2026-01-01", "score": "100.0", "results": right}]
    )
    assert 0 < wrong["score"] < 60
    assert "Worse now: derivative_estimates: " in wrong["output"]
    hostile = graded("hostile")
    assert hostile["score"] == 0
    assert "<script>" not in json.dumps(hostile)
    assert "ana@example.org" in hostile["tests"][-1]["output"].casefold()
    assert graded("huge")["score"] == 0
    assert (installed / "results" / "results.json").stat().st_size < 2_000_000
    broken = graded("broken", users="none", previous_submissions=[3])
    assert "SyntaxError" in json.dumps(broken)
    assert graded("empty")["score"] == 0


def test_wrong_arrays_are_drawn(tmp_path, work):
    work(tmp_path / "submission", "wrong")
    run.gradescope(tmp_path, "en")
    results = read(json.loads((tmp_path / "results" / "results.json").read_text(encoding="utf-8")))
    drawn = [test for test in results["tests"] if "ag-heat" in test["output"]]
    assert drawn
    assert all(test["status"] == "failed" for test in drawn)
    assert "yours&nbsp;−&nbsp;right" in drawn[0]["output"]


def test_what_a_page_draws_of_an_exercise_stands_at_its_last_check(tmp_path, root):
    (tmp_path / "submission").mkdir()
    solution = root / "solutions" / "01_derivative_estimates" / "derivative_estimates.py"
    (tmp_path / "submission" / solution.name).write_bytes(solution.read_bytes())
    run.gradescope(tmp_path, "pt-BR")
    results = read(json.loads((tmp_path / "results" / "results.json").read_text(encoding="utf-8")))
    (drawn,) = [test for test in results["tests"] if "<svg" in test["output"]]
    last = find(course(), "derivative_estimates").exercise.checks[-1]
    assert drawn["name"].endswith(last.title.pt)


def test_results_are_there_before_all_is_graded(tmp_path, work, monkeypatch):
    """Each exercise leaves a file that can be read, whatever ends the run then."""
    work(tmp_path / "submission", "broken")
    written = []

    def keep(file, content, mode=None):
        written.append(read(json.loads(content)))
        assert (file.name, mode) == ("results.json", 0o644)

    monkeypatch.setattr(run, "replace_file", keep)
    run.gradescope(tmp_path, "pt-BR")
    assert len(written) >= 12
    assert "Só 1 de " in written[0]["output"]
    assert "exercícios foram avaliados até agora" not in written[-1]["output"]

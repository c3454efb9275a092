from __future__ import annotations

import argparse
import getpass
import json
import os
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from autograder.cli.start import SHARED, learner_of, new_answers, run, usual_name, without_markers
from autograder.cli.writing import path_typed
from autograder.course.course import course
from autograder.quiz.parse import parse_questions
from autograder.quiz.variants import drawn
from autograder.submission.read import read_submission

BASH = shutil.which("bash")
QUESTIONS = parse_questions(course().questions)


@pytest.fixture(autouse=True)
def ana(monkeypatch):
    """She is logged in."""
    monkeypatch.setattr(getpass, "getuser", lambda: "ana")


def files(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("lang", ["en", "pt-BR"])
def test_a_workspace_is_whole(cli, tmp_path, lang):
    ran = cli("start", tmp_path / "new" / "ws", "--lang", lang)
    assert (ran.status, ran.err) == (0, "")
    made = files(tmp_path / "new" / "ws")
    stems = [f"{entry.number}_{entry.id}" for entry in course().exercises]
    assert set(made) == {
        "answers.toml",
        "README.md",
        "READINGS.md",
        "quiz.ipynb",
        *(f"{stem}{end}" for stem in stems for end in (".py", ".ipynb")),
    }
    for entry in course().exercises:
        assert made[f"{entry.number}_{entry.id}.py"] == entry.stub(lang).read_bytes()
        json.loads(made[f"{entry.number}_{entry.id}.ipynb"])
    assert made["answers.toml"].decode() == new_answers(course(), lang, "ana")
    readme = made["README.md"].decode()
    assert all(f"`{entry.id}`: {entry.exercise.title.to(lang)}" in readme for entry in course().exercises)
    assert "{" not in readme
    for name in made:
        assert name in ran.out


def test_nothing_counts_as_attempted_yet(cli, tmp_path):
    cli("start", tmp_path)
    from autograder.grading.pipeline import _wanted

    read = read_submission(tmp_path, {entry.id: _wanted(entry) for entry in course().exercises})
    assert len(read.sources) == len(course().exercises)
    assert not any(source.attempted for source in read.sources.values())


def test_work_is_never_overwritten(cli, tmp_path):
    cli("start", tmp_path)
    mine = tmp_path / "06_linear_backward.py"
    mine.write_text("my work")
    (tmp_path / "answers.toml").unlink()
    before = files(tmp_path)
    ran = cli("start", tmp_path, "--lang", "pt")
    assert ran.status == 0
    assert "mantido: 06_linear_backward.py (já existia)" in ran.out
    assert "criado: answers.toml" in ran.out
    assert ran.out.count("criado:") == 1
    assert files(tmp_path) == before | {"answers.toml": new_answers(course(), "pt-BR", "ana").encode()}


def test_a_link_that_leads_nowhere_is_kept_too(cli, tmp_path):
    (tmp_path / "README.md").symlink_to(tmp_path / "elsewhere")
    assert "kept  README.md" in cli("start", tmp_path).out
    assert not (tmp_path / "elsewhere").exists()


def test_the_next_step_can_be_pasted(cli, program, tmp_path):
    first = course().exercises[0].id
    assert cli("start", tmp_path / "my course").out.endswith(f"autograder check {first} --dir '{tmp_path}/my course'\n")
    assert program("start", cwd=tmp_path).out.endswith(f"then run: autograder check {first}\n")
    assert (tmp_path / "answers.toml").is_file()


def test_a_file_is_no_folder(cli, one_line, tmp_path):
    (tmp_path / "file").write_text("mine")
    ran = cli("start", tmp_path / "file")
    assert (ran.status, one_line(ran)) == (2, f"{tmp_path}/file is a file; name a folder")
    ran = cli("start", tmp_path / "file" / "below", "--lang", "pt")
    assert ran.status == 2
    assert "não foi possível gravar" in one_line(ran)
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.parametrize("name", ["a\0b", "x" * 300], ids=["null", "long"])
def test_names_that_cannot_be(cli, one_line, tmp_path, name):
    ran = cli("start", tmp_path / name)
    assert ran.status in {1, 2}
    one_line(ran)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_to(cli, one_line, tmp_path):
    if sys.platform.startswith("linux"):
        folder = "/proc/self"  # not even root may write there
    else:
        folder = tmp_path
        folder.chmod(0o500)
    ran = cli("start", folder)
    assert ran.status == 2
    assert "cannot be written" in one_line(ran)


def started(folder, learner=None, lang="en"):
    return run(argparse.Namespace(dir=str(folder), lang=lang, learner=learner))


def named(folder):
    return tomllib.loads((folder / "answers.toml").read_text())["learner"]


def test_the_login_name_draws_the_numbers(cli, tmp_path):
    cli("start", tmp_path)
    assert named(tmp_path) == "ana"
    text = " ".join((tmp_path / "answers.toml").read_text().replace("\n# ", " ").split())
    drawn_ones = [question for question in QUESTIONS if question.draw]
    assert len(drawn_ones) >= 10
    for question in drawn_ones:
        assert drawn(question, "ana").prompt.to("en") in text


def test_the_name_may_be_chosen(tmp_path, capsys):
    assert started(tmp_path, "  Bia\tLima ") == 0
    assert named(tmp_path) == "Bia Lima"
    assert learner_of(tmp_path / "answers.toml") == "bia lima"
    assert "answers.toml was there" not in capsys.readouterr().out


def test_a_name_once_chosen_is_kept(tmp_path, capsys, monkeypatch):
    started(tmp_path, "bia")
    before = files(tmp_path)
    monkeypatch.setattr(getpass, "getuser", lambda: "somebody-else")
    for learner in (None, "bia", "BIA", "carla"):
        started(tmp_path, learner)
        assert files(tmp_path) == before
        out = capsys.readouterr().out
        assert ("keeps its numbers" in out) == (learner == "carla")
        assert ("drawn for bia; carla would get others" in out) == (learner == "carla")


def test_an_old_answers_file_keeps_the_default_numbers(tmp_path, capsys):
    (tmp_path / "answers.toml").write_text('[answers]\nslope-at-negative-w = "-6"\n')
    started(tmp_path, "bia", "pt-BR")
    assert "sorteados para ninguém em particular; bia receberia outros" in capsys.readouterr().out
    assert (tmp_path / "answers.toml").read_text() == '[answers]\nslope-at-negative-w = "-6"\n'


@pytest.mark.parametrize("name", ["a\x1b[2Jb", "a\nb", '"]\nx = 1', "\ud800", "ã" * 500, "\u202eb"])
def test_odd_names_are_written_down_harmlessly(tmp_path, capsys, name):
    assert started(tmp_path, name) == 0
    kept = named(tmp_path)
    assert kept
    assert len(kept) <= 80
    assert kept.isprintable()
    started(tmp_path, "carla\x1b[2J")
    assert "\x1b" not in capsys.readouterr().out


@pytest.mark.parametrize("login", ["root", "jovyan", "Codespace", "", "  "])
def test_a_name_that_many_share_gives_way_to_chance(monkeypatch, login):
    monkeypatch.setattr(getpass, "getuser", lambda: login)
    names = {usual_name() for _ in range(20)}
    assert len(names) == 20
    assert names.isdisjoint(SHARED)


def test_a_system_without_names(monkeypatch):
    def nobody():
        raise KeyError("getpwuid(): uid not found: 1000")

    monkeypatch.setattr(getpass, "getuser", nobody)
    assert len(usual_name()) == 8


def test_what_is_no_answers_file_names_nobody(tmp_path):
    (tmp_path / "answers.toml").mkdir()
    assert learner_of(tmp_path / "answers.toml") == learner_of(tmp_path / "none") == ""
    (tmp_path / "binary").write_bytes(b"\xff\xfe")
    assert learner_of(tmp_path / "binary") == ""


@pytest.mark.parametrize("lang", ["en", "pt-BR"])
def test_the_language_is_written_down_with_what_it_is_for(cli, tmp_path, lang):
    cli("start", tmp_path, "--lang", lang)
    text = (tmp_path / "answers.toml").read_text()
    assert tomllib.loads(text)["lang"] == lang
    lines = text.splitlines()
    above = lines[lines.index(f'lang = "{lang}"') - 1]
    assert above.startswith("# ")
    assert "`autograder check`, `hint`" in above


def test_over_existing_work_its_language_is_spoken_unless_another_is_asked_for(cli, tmp_path):
    cli("start", tmp_path, "--lang", "pt")
    (tmp_path / "README.md").unlink()
    again = cli("start", tmp_path)
    assert "criado: README.md" in again.out
    assert (tmp_path / "README.md").read_text().startswith("# Backpropagation, passo a passo")
    assert "answers.toml já existia e fica" not in again.out
    other = cli("start", tmp_path, "--lang", "en")
    assert 'its line `lang`, above [answers], must be lang = "en"' in other.out
    assert tomllib.loads((tmp_path / "answers.toml").read_text())["lang"] == "pt-BR"


def test_an_old_answers_file_is_told_how_to_remember_the_language(cli, tmp_path):
    (tmp_path / "answers.toml").write_text("[answers]\n")
    assert (
        'a linha `lang` dele, acima de [answers], precisa ser lang = "pt-BR"'
        in cli("start", tmp_path, "--lang", "pt").out
    )
    assert "[answers]" not in cli("start", tmp_path, "--lang", "en").out  # as the environment has it
    assert (tmp_path / "answers.toml").read_text() == "[answers]\n"


@pytest.mark.parametrize("lang", ["en", "pt-BR"])
def test_notebooks_show_no_marks_for_nbgrader_and_are_else_the_shipped_ones(cli, tmp_path, lang):
    cli("start", tmp_path, "--lang", lang)
    for entry in course().exercises:
        shipped = json.loads(entry.notebook(lang).read_text())
        mine = json.loads((tmp_path / f"{entry.number}_{entry.id}.ipynb").read_text())
        help_ = "".join(mine["cells"].pop()["source"])
        assert f'hint("{entry.id}")' in help_
        sources = ["".join(cell.pop("source")) for cell in shipped["cells"]]
        kept = ["".join(cell.pop("source")) for cell in mine["cells"]]
        assert mine == shipped
        assert any("### BEGIN SOLUTION" in source for source in sources)
        for source, without in zip(sources, kept, strict=True):
            lines = [
                line for line in source.split("\n") if not line.strip().startswith("###") or "SOLUTION" not in line
            ]
            assert without == "\n".join(lines)


def test_only_code_loses_its_marks():
    text = ["### BEGIN SOLUTION\n", "is a mark"]
    cells = [
        {"cell_type": "markdown", "source": text},
        {"cell_type": "code", "source": [*text, "\n", "### END SOLUTION"]},
    ]
    page = json.loads(without_markers(json.dumps({"cells": cells})))
    assert [cell["source"] for cell in page["cells"]] == [text, ["is a mark"]]


def test_a_notebook_is_graded_the_same_with_and_without_the_marks(tmp_path):
    from autograder.grading.grade_path import grade

    entry = next(entry for entry in course().exercises if entry.id == "linear_backward")
    body = "    return X @ W + b"
    reports = []
    for name, strip in (("with", str), ("without", without_markers)):
        page = json.loads(strip(entry.notebook("en").read_text()))
        for cell in page["cells"]:
            source = "".join(cell["source"])
            cell["source"] = source.replace("    raise NotImplementedError  # your code here", body, 1)
        (tmp_path / name).mkdir()
        (tmp_path / name / "06_linear_backward.ipynb").write_text(json.dumps(page))
        (report,) = [one for one in grade(tmp_path / name, seed=1).exercises if one.id == entry.id]
        reports.append([(check.id, check.status, check.score) for check in report.checks])
    assert reports[0] == reports[1]
    assert {status for _, status, _ in reports[0]} > {"passed"}


ODD = [
    "my  course",
    "it's",
    'a "b"',
    "$HOME",
    "-x",
    "--lang",
    "~",
    "#1",
    "a\nb\tc",
    "caf\u00e9",
    "a\u202eb",
    "\udcff",
    "\x1b[2J",
    "a\\'\n7",
]


@pytest.mark.skipif(BASH is None, reason="needs bash")
@pytest.mark.parametrize("lang", ["en", pytest.param("pt-BR", marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", ODD)
def test_what_is_printed_can_be_typed_whatever_the_folder_is_called(cli, tmp_path, monkeypatch, name, lang):
    monkeypatch.chdir(tmp_path)
    ran = cli("start", "--lang", lang, "--", name)
    assert (ran.status, ran.err) == (0, "")
    last = ran.out.splitlines()[-1]
    assert last.isprintable()
    command = last[last.index("autograder check ") + len("autograder ") :]
    ended = subprocess.run([BASH, "-c", f"printf '%s\\0' {command}"], capture_output=True, check=True, timeout=300)
    ran = cli(*map(os.fsdecode, ended.stdout.split(b"\0")[:-1]))
    assert ran.err == ""
    assert ran.status == 1
    assert ("não iniciado" in ran.out, "not started" in ran.out) == (lang == "pt-BR", lang == "en")
    assert path_typed(Path(name) / f"01_{course().exercises[0].id}.py") in last


def test_ordinary_names_are_printed_as_they_are(cli, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    first = course().exercises[0]
    for given, shown in (("work", "work/"), ("./work/", "work/"), ("./", "")):
        last = cli("start", given).out.splitlines()[-1]
        assert f"open {shown}{first.number}_{first.id}.py in" in last
        assert last.endswith(f"check {first.id}" + (f" --dir {shlex.quote(shown.rstrip('/'))}" if shown else ""))

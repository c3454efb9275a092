from __future__ import annotations

import json
import sys

import pytest

from autograder.course.catalogue import course
from autograder.submission.read import read_submission


def files(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("lang", ["en", "pt-BR"])
def test_a_workspace_is_whole(cli, tmp_path, lang):
    ran = cli("start", tmp_path / "new" / "ws", "--lang", lang)
    assert (ran.status, ran.err) == (0, "")
    made = files(tmp_path / "new" / "ws")
    stems = [f"{entry.number}_{entry.id}" for entry in course().exercises]
    assert set(made) == {"answers.toml", "README.md", *(f"{stem}{end}" for stem in stems for end in (".py", ".ipynb"))}
    for entry in course().exercises:
        assert made[f"{entry.number}_{entry.id}.py"] == entry.stub(lang).read_bytes()
        json.loads(made[f"{entry.number}_{entry.id}.ipynb"])
    assert made["answers.toml"] == course().answers(lang).read_bytes()
    readme = made["README.md"].decode()
    assert all(f"`{entry.id}`: {entry.exercise.title.to(lang)}" in readme for entry in course().exercises)
    assert "{" not in readme
    for name in made:
        assert name in ran.out


def test_nothing_counts_as_attempted_yet(cli, tmp_path):
    cli("start", tmp_path)
    from autograder.batch import _wanted

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
    assert files(tmp_path) == before | {"answers.toml": course().answers("pt-BR").read_bytes()}


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

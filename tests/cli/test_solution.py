"""`autograder solution`: after a pass, never before."""

from __future__ import annotations

import contextlib
import io
import re

import pytest

from autograder.cli.main import main
from autograder.course.course import course, find
from autograder.course.exercise_folder import ExerciseFolder
from autograder.course.sealed_solution import unseal
from autograder.workspace.progress_file import read_progress

NAME = "05_sigmoid_backward.py"
SEEN = {"en": "see how others write it: ", "pt-BR": "veja como outros escrevem: "}


def unfolded(text):
    return " ".join(text.split())


@pytest.fixture(scope="module")
def opened():
    entry = find(course(), "05")
    return unseal(entry.id, entry.sealed_file.read_bytes())


@pytest.fixture
def lang():
    return "en"


@pytest.fixture
def workspace(cli, tmp_path, lang):
    cli("start", tmp_path / "w", "--lang", lang)
    return tmp_path / "w"


@pytest.fixture
def passing(workspace, solved):
    """A workspace in which exercise 05 passes."""
    (workspace / NAME).write_text((solved / "sigmoid_backward.py").read_text())
    return workspace


def told(ran, opened):
    """Name what the output shows of a solution: its own lines, the words to it, the other ways."""
    text = unfolded(ran.out + ran.err)
    parts = [(solution, lang) for lang, solution in opened.items()]
    found = {f"{lang} discussion" for one, lang in parts if unfolded(one.discussion) in text}
    found |= {f"{lang} code" for one, lang in parts if unfolded(one.code) in text}
    found |= {f"{lang} {other.title}" for one, lang in parts for other in one.others if unfolded(other.code) in text}
    return found


@pytest.mark.parametrize(
    ("lang", "old", "new"),
    [
        ("en", "* (1 - output)", ""),
        ("pt-BR", "return grad_output * output", "raise ValueError(1) #"),
        ("en", "def sigmoid_backward", "def other"),
    ],
)
def test_before_a_pass_it_says_what_is_to_be_mended(cli, passing, opened, lang, old, new):
    code = (passing / NAME).read_text()
    assert old in code
    (passing / NAME).write_text(code.replace(old, new))
    ran = cli("solution", "05", "--dir", passing)
    assert (ran.status, ran.err) == (1, "")
    assert told(ran, opened) == set()
    assert unfolded(ran.out).startswith(
        {
            "en": "The solution of sigmoid_backward is shown once your own code passes, and it does not yet: ",
            "pt-BR": "A solução de sigmoid_backward aparece quando o seu próprio código passa, e ele ainda não passa: ",
        }[lang]
    )
    assert {"en": "next: ", "pt-BR": "próximo passo: "}[lang] in ran.out
    assert SEEN[lang] not in cli("check", "05", "--dir", passing).out


def test_an_untouched_stub_opens_nothing(cli, workspace, opened):
    ran = cli("solution", "05", "--dir", workspace)
    assert (ran.status, ran.err, told(ran, opened)) == (1, "", set())


@pytest.mark.parametrize("lang", ["en", "pt-BR"])
def test_after_a_pass_it_is_shown_with_its_words_and_other_ways(cli, passing, opened, lang):
    checked = cli("check", "05", "--dir", passing)
    assert f"\n{SEEN[lang]}autograder solution sigmoid_backward --dir {passing}\n" in checked.out
    ran = cli("solution", "sigmoid-backward", "--dir", passing)
    assert (ran.status, ran.err) == (0, "")
    other_languages = {one for one in told(ran, opened) if not one.startswith(lang)}
    own = opened[lang]
    assert told(ran, opened) - other_languages == {
        f"{lang} discussion",
        f"{lang} code",
        *(f"{lang} {other.title}" for other in own.others),
    }
    assert other_languages <= {f"{one} {other.title}" for one, page in opened.items() for other in page.others}
    assert all(unfolded(other.title) in unfolded(ran.out) for other in own.others)
    assert SEEN[lang] not in ran.out
    next_step = {"en": "next: ", "pt-BR": "próximo passo: "}[lang]
    assert ran.out.rpartition(next_step)[2] == checked.out.rpartition(next_step)[2]
    # What was passed once is checked again, here and now.
    (passing / NAME).write_text("def sigmoid(z):\n    return z\n")
    again = cli("solution", "05", "--dir", passing)
    assert (again.status, told(again, opened)) == (1, set())


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_narrow_terminal_cuts_no_line_of_code(passing, opened, monkeypatch):
    for name, value in (("COLUMNS", "40"), ("TERM", "xterm-256color"), ("NO_COLOR", "")):
        monkeypatch.setenv(name, value)
    with contextlib.redirect_stdout(Terminal()) as out:
        assert main(["solution", "05", "--dir", str(passing)]) == 0
    shown = re.sub(r"\x1b\[[\d;]*m", "", out.getvalue())
    assert shown != out.getvalue()
    code = opened["en"].code
    assert max(map(len, code.splitlines())) > 60
    assert {f"    {line}".rstrip() for line in code.splitlines()} <= {line.rstrip() for line in shown.splitlines()}


def test_asking_counts_as_a_check(cli, passing):
    cli("solution", "05", "--dir", passing)
    assert read_progress(passing).checked["sigmoid_backward"].status == "passed"


@pytest.mark.parametrize("lang", ["pt-BR"])
def test_where_the_course_staff_left_it_out_one_line_says_so(cli, passing, one_line, lang, monkeypatch, tmp_path):
    monkeypatch.setattr(ExerciseFolder, "sealed_file", tmp_path / "none")
    line = one_line(cli("solution", "05", "--dir", passing))
    assert line.startswith(
        {"en": "this install has no solution of ", "pt-BR": "esta instalação não tem solução "}[lang]
    )
    assert cli("solution", "05", "--dir", passing).status == 1
    checked = cli("check", "05", "--dir", passing)
    assert (checked.status, SEEN[lang] in checked.out) == (0, False)


def test_a_damaged_one_is_one_line(cli, passing, one_line, monkeypatch, tmp_path):
    (tmp_path / "cut").write_bytes(find(course(), "05").sealed_file.read_bytes()[:-9])
    monkeypatch.setattr(ExerciseFolder, "sealed_file", tmp_path / "cut")
    ran = cli("solution", "05", "--dir", passing)
    assert ran.status == 1
    assert str(tmp_path / "cut") in one_line(ran)


def test_wrong_usage(cli, tmp_path, workspace, one_line):
    for arguments in (("05", "--dir", tmp_path), ("99", "--dir", workspace), ("--dir", workspace)):
        ran = cli("solution", *arguments)
        assert ran.status == 2
        one_line(ran)

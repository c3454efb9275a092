"""A new exercise: laid out whole or not at all, green at once, with everything that is left to write named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from autograder.author import new_exercise
from autograder.author.build import build
from autograder.author.course_check import check
from autograder.author.new_exercise import TEMPLATE, TODOS, NewExerciseError, lay_out
from autograder.i18n.language import LANGUAGES

FOLDER = Path(new_exercise.__file__).with_name("template")
FILES = ["softmax.py", "checks.py", "texts.toml", "mistakes/missing_upstream.py", "right/entry_by_entry.py"]


def below(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_builds_and_checks_at_once(course, broken_lines, lang):
    made = lay_out(course, "softmax", lang)
    assert list(made.files) == [f"solutions/02_softmax/{name}" for name in FILES]
    assert below(course / "solutions" / "02_softmax") == set(FILES)
    assert build(course).ok
    findings = check(course)
    assert broken_lines(findings) == []
    said = [finding.line("en") for finding in findings]
    assert "solutions: exercises: 2; points: 8" in said
    assert "solutions/02_softmax/mistakes/missing_upstream.py: loses just backward; diagnosis: missing-upstream" in said
    assert sum("02_softmax" in line for line in said) == 9


def test_what_is_called_right_is_right(course, lost_by_right_ones):
    lay_out(course, "softmax", "en")
    assert lost_by_right_ones(course, "softmax") == {"entry_by_entry.py": ([], [])}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_to_do_is_named_where_it_stands(course, lang):
    made = lay_out(course, "softmax", lang)
    assert len(made.todos) == len(TODOS)
    for todo in made.todos:
        line = (course / todo.file).read_text(encoding="utf-8").split("\n")[todo.line - 1]
        assert line.strip().endswith(f"# TODO: {todo.what.to(lang)}")
    written = "".join((course / file).read_text(encoding="utf-8") for file in made.files)
    assert written.count("TODO") == len(made.todos)


def test_the_template_names_each_to_do_once_and_only_those():
    assert {path.name for path in FOLDER.iterdir() if path.is_file()} == set(TEMPLATE)
    text = "".join((FOLDER / name).read_text(encoding="utf-8") for name in TEMPLATE)
    assert sorted(re.findall(r"TODO: (.*)", text)) == sorted(TODOS)


def test_nothing_of_the_template_s_own_names_is_left(course):
    made = lay_out(course, "softmax", "en")
    for file in made.files:
        assert not re.search(r"\bNN\b|NEW_ID", (course / file).read_text(encoding="utf-8"))


def test_the_number_is_the_next_one_that_nothing_has(course):
    (course / "solutions" / "05_draft").mkdir()
    assert lay_out(course, "softmax", "en").files[0] == "solutions/06_softmax/softmax.py"
    (course / "exercises" / "08_left_over").mkdir(parents=True)
    assert lay_out(course, "relu", "en").files[0] == "solutions/09_relu/relu.py"


@pytest.mark.parametrize(
    ("id_", "said"),
    [
        ("", "'' is no id"),
        ("Softmax", "'Softmax' is no id"),
        ("13_softmax", "'13_softmax' is no id"),
        ("soft-max", "'soft-max' is no id"),
        ("soft max", "'soft max' is no id"),
        ("../softmax", "'../softmax' is no id"),
        ("softmáx", "'softm\\xe1x' is no id"),
        ("softmax\n", "'softmax\\n' is no id"),
        ("lambda", "'lambda' is no id"),
        ("double", "there is an exercise double already: solutions/01_double"),
        ("numpy", "numpy is the name of a Python module"),
        ("random", "random is the name of a Python module"),
        ("checks", "checks is the name of a Python module, or of a file of the course"),
        ("quiz", "quiz is the name of a Python module, or of a file of the course"),
        ("answers", "answers is the name of a Python module, or of a file of the course"),
    ],
)
def test_an_id_that_cannot_be_is_refused_and_nothing_is_written(course, id_, said):
    before = below(course)
    with pytest.raises(NewExerciseError) as caught:
        lay_out(course, id_, "en")
    for lang in LANGUAGES:
        assert "\n" not in caught.value.message.to(lang)
    assert caught.value.message.to("en").startswith(said)
    assert below(course) == before


def test_there_is_an_end_to_numbers(course):
    (course / "solutions" / "99_last").mkdir()
    with pytest.raises(NewExerciseError, match="there is no number left"):
        lay_out(course, "softmax", "en")


def test_it_is_laid_out_whole_or_not_at_all(course, monkeypatch):
    def full(path, *args, **options):
        if path.name == "right.py" or path.parent.name == "right":
            raise OSError(28, "No space left on device")
        return written(path, *args, **options)

    written = Path.write_text
    monkeypatch.setattr(Path, "write_text", full)
    before = sorted(course.rglob("*"))
    with pytest.raises(OSError, match="No space left"):
        lay_out(course, "softmax", "en")
    assert sorted(course.rglob("*")) == before

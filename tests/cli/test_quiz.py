from __future__ import annotations

import tomllib

import pytest

from autograder.course.catalogue import course
from autograder.quiz.questions import parse_questions

QUESTIONS = parse_questions(course().questions)


def answers(folder):
    return tomllib.loads((folder / "answers.toml").read_text())["answers"]


FIRST = QUESTIONS[0]
RIGHT = str(FIRST.part.key.value)


def test_answers_are_saved_one_by_one_until_the_input_ends(cli, tmp_path):
    assert not FIRST.graded
    ran = cli("quiz", "--dir", tmp_path, typed=f"nonsense\n-999\n{RIGHT}\n\n")
    assert (ran.status, ran.err) == (0, "")
    assert "Not yet." in ran.out
    assert "Right." in ran.out
    assert "Stopped here; what you answered is saved." in ran.out
    given = answers(tmp_path)
    assert given[FIRST.id] == float(RIGHT)
    assert [id_ for id_, value in given.items() if value] == [FIRST.id]
    assert given.keys() == {question.id for question in QUESTIONS}


def test_q_quits_and_comments_stay(cli, tmp_path):
    text = course().answers("pt-BR").read_text() + "\n# minha anotação ✓\n"
    (tmp_path / "answers.toml").write_text(text)
    ran = cli("quiz", "--dir", tmp_path, "--lang", "pt", typed=f"{RIGHT}\nq\n")
    assert ran.status == 0
    assert "Certo!" in ran.out
    assert "Questão 1 de" in ran.out
    now = (tmp_path / "answers.toml").read_text()
    changed = [(old, new) for old, new in zip(text.splitlines(), now.splitlines(), strict=True) if old != new]
    assert [old for old, _ in changed] == [f'{FIRST.id} = ""']


def test_what_is_answered_is_asked_only_again(cli, tmp_path):
    cli("quiz", "--dir", tmp_path, typed=f"{RIGHT}\nq\n")
    assert "Question 1 of" not in cli("quiz", "--dir", tmp_path, typed="q\n").out
    assert "Question 1 of" in cli("quiz", "--dir", tmp_path, "--again", typed="q\n").out


def test_a_graded_answer_is_recorded_without_a_word_on_it(cli, tmp_path):
    graded = next(number for number, question in enumerate(QUESTIONS) if question.graded)
    ran = cli("quiz", "--dir", tmp_path, typed="\n" * graded + "a\nq\n")
    assert "Recorded; it is judged later." in ran.out
    assert "Right." not in ran.out
    assert answers(tmp_path)[QUESTIONS[graded].id] == "a"


@pytest.mark.parametrize(
    ("broken", "said"),
    [("[answers]\nx = b\n", "line 2 is `x = b`"), ("[answers\n", "line 1 is `[answers`"), ("answers = 5\n", "`answers` is not a table"),
     ("x = 1\n" * 3, "stands there twice"), ("a = " + "1" * 500, "has more than 400 characters")],
)  # fmt: skip
def test_a_broken_file_is_named_and_left_alone(cli, one_line, tmp_path, broken, said):
    (tmp_path / "answers.toml").write_text(broken)
    ran = cli("quiz", "--dir", tmp_path, typed="6\n")
    assert ran.status == 1
    line = one_line(ran)
    assert said in line
    assert line.endswith("The file was left as it is.")
    assert (tmp_path / "answers.toml").read_text() == broken


def test_what_is_no_text_is_named_and_left_alone(cli, one_line, tmp_path):
    (tmp_path / "answers.toml").write_bytes(b"\xff\xfe[\0a\0")
    ran = cli("quiz", "--dir", tmp_path, "--lang", "pt")
    assert ran.status == 1
    assert one_line(ran).startswith(f"não foi possível ler {tmp_path}/answers.toml: ")
    assert (tmp_path / "answers.toml").read_bytes() == b"\xff\xfe[\0a\0"


def test_a_folder_in_its_place(cli, one_line, tmp_path):
    (tmp_path / "answers.toml").mkdir()
    ran = cli("quiz", "--dir", tmp_path)
    assert (ran.status, one_line(ran)) == (1, f"{tmp_path}/answers.toml cannot be read: Is a directory")


def test_a_link_that_leads_nowhere(cli, one_line, tmp_path):
    (tmp_path / "answers.toml").symlink_to(tmp_path / "gone")
    ran = cli("quiz", "--dir", tmp_path)
    assert ran.status == 1
    one_line(ran)


def test_no_workspace(cli, one_line, tmp_path):
    ran = cli("quiz", "--dir", tmp_path / "none")
    assert (ran.status, one_line(ran)) == (2, f"there is no folder {tmp_path}/none")
    assert not (tmp_path / "none").exists()


def test_it_runs_as_a_program(program, shell, tmp_path):
    ran = program("quiz", "--dir", tmp_path, typed=b"\xff\xfe\n" + RIGHT.encode() + b"\nq\n")
    assert (ran.status, ran.err) == (0, "")
    assert answers(tmp_path)[FIRST.id] == float(RIGHT)
    ran = shell(f"$A quiz --dir {tmp_path} <&-")
    assert (ran.status, ran.err) == (0, "")
    assert "Stopped here" in ran.out

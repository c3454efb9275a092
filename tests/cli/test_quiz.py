from __future__ import annotations

import os
import subprocess
import sys
import tomllib

import pytest

from autograder.course.course import course
from autograder.course.quiz_key import load_key
from autograder.quiz.answers import read_answers
from autograder.quiz.judge_answers import score_quiz
from autograder.quiz.parse import Ordering, parse_questions
from autograder.quiz.variants import drawn, known_as

QUESTIONS = parse_questions(course().questions)


def answers(folder):
    return tomllib.loads((folder / "answers.toml").read_text())["answers"]


@pytest.fixture
def workspace(cli, tmp_path):
    cli("start", tmp_path)
    return tmp_path


FIRST = QUESTIONS[0]
RIGHT = str(FIRST.part.key.value)


def test_answers_are_saved_one_by_one_until_the_input_ends(cli, workspace):
    assert not FIRST.graded
    ran = cli("quiz", "--dir", workspace, typed=f"nonsense\n-999\n{RIGHT}\n\n")
    assert (ran.status, ran.err) == (0, "")
    assert "Not yet." in ran.out
    assert "Right." in ran.out
    assert "Stopped here; what you answered is saved." in ran.out
    given = answers(workspace)
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


def test_what_is_answered_is_asked_only_again(cli, workspace):
    cli("quiz", "--dir", workspace, typed=f"{RIGHT}\nq\n")
    assert "Question 1 of" not in cli("quiz", "--dir", workspace, typed="q\n").out
    assert "Question 1 of" in cli("quiz", "--dir", workspace, "--again", typed="q\n").out


def test_a_graded_answer_is_recorded_without_a_word_on_it(cli, workspace):
    graded = next(number for number, question in enumerate(QUESTIONS) if question.graded)
    ran = cli("quiz", "--dir", workspace, typed="\n" * graded + "a\nq\n")
    assert "Recorded; it is judged later." in ran.out
    assert "Right." not in ran.out
    assert answers(workspace)[QUESTIONS[graded].id] == "a"


@pytest.mark.parametrize(
    ("broken", "said"),
    [("[answers]\nx = b\n", "line 2 cannot be read: `x = b`"), ("[answers\n", "line 1 cannot be read: `[answers`"), ("answers = 5\n", "`answers` is not a table"),
     ("x = 1\n" * 3, "line 2 says once more what line 1 says"), ("a = " + "1" * 500, "has more than 400 characters")],
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


def test_it_runs_as_a_program(program, shell, workspace):
    ran = program("quiz", "--dir", workspace, typed=b"\xff\xfe\n" + RIGHT.encode() + b"\nq\n")
    assert (ran.status, ran.err) == (0, "")
    assert answers(workspace)[FIRST.id] == float(RIGHT)
    ran = shell(f"$A quiz --dir {workspace} <&-")
    assert (ran.status, ran.err) == (0, "")
    assert "Stopped here" in ran.out


def place_of(wanted):
    return next(number for number, question in enumerate(QUESTIONS) if wanted(question))


def test_the_help_says_what_it_does(cli):
    for lang, says in (("en", "answers go to answers.toml"), ("pt-BR", "as respostas vão para answers.toml")):
        ran = cli("quiz", "--help", "--lang", lang)
        assert (ran.status, ran.err) == (0, "")
        assert says in " ".join(ran.out.split())
        assert "--again" in ran.out


def test_an_order_at_the_terminal(cli, workspace):
    at = place_of(lambda question: isinstance(question.part, Ordering) and not question.graded)
    question = QUESTIONS[at]
    wrong = [option.letter for option in question.part.options]
    right = list(question.part.key.letters)
    ran = cli("quiz", "--dir", workspace, typed="\n" * at + f"{' > '.join(wrong)}\n{''.join(right)}\nq\n")
    assert "Not yet. Place 1 belongs to another letter." in ran.out
    assert "Right." in ran.out
    assert answers(workspace)[question.id] == right


def test_drawn_numbers_at_the_terminal_are_those_that_are_graded(cli, tmp_path, root):
    (tmp_path / "answers.toml").write_text('learner = "Ana"\n\n[answers]\n')
    key = load_key(root / "solutions" / "quiz")
    for practice in (True, False):
        at = place_of(lambda question, graded=not practice: bool(question.draw) and question.graded == graded)
        asked = drawn(key[QUESTIONS[at].id], known_as("Ana"))
        assert asked.prompt != drawn(key[asked.id], "").prompt
        typed = f"{asked.part.key.value:.10g}".replace(".", ",").replace("-", "−")
        before = "\n" * (at - sum(bool(value) for value in answers(tmp_path).values()))
        ran = cli("quiz", "--dir", tmp_path, typed=f"{before}{typed}\nq\n")
        assert asked.prompt.to("en") in " ".join(ran.out.split())
        assert ("Right." in ran.out, "Recorded" in ran.out) == (practice, not practice)
    text = (tmp_path / "answers.toml").read_text()
    assert text.startswith('learner = "Ana"\n\n[answers]\n')
    report = score_quiz(QUESTIONS, key, read_answers(text), "en")
    assert report.score == 2


def test_a_learner_that_is_no_name_is_said_and_the_quiz_goes_on(cli, tmp_path):
    (tmp_path / "answers.toml").write_text('learner = ["ana"]\n[answers]\nwhy-nine-not-eight = "b"\n')
    ran = cli("quiz", "--dir", tmp_path, typed=f"{RIGHT}\nq\n")
    assert ran.status == 0
    assert "`learner` is no name" in ran.out
    assert answers(tmp_path)[FIRST.id] == float(RIGHT)


@pytest.mark.parametrize("name", ["C", "C.UTF-8", "xx_XX.UTF-8"])
def test_a_true_minus_sign_arrives_at_a_terminal_whatever_the_locale(environment, root, tmp_path, name):
    """Readline would drop it, and keep the number with the other sign, where the locale is not UTF-8."""
    pty = pytest.importorskip("pty")
    (tmp_path / "answers.toml").write_text("[answers]\n")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "autograder", "quiz", "--dir", str(tmp_path), "--lang", "en"]
    with subprocess.Popen(
        command,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=root,
        env=environment(LC_ALL=name),
        start_new_session=True,
    ) as quiz:
        os.close(theirs)
        seen = _read_until(ours, "> ")
        os.write(ours, "−6,5\nq\n".encode())
        seen += _read_until(ours, "Answered: ")
        quiz.wait(30)
    os.close(ours)
    assert "Stopped here" in seen
    assert answers(tmp_path)[FIRST.id] == -6.5


def _read_until(terminal, words):
    """Read from a terminal until these words have come, or its other end is closed."""
    seen = b""
    while words.encode() not in seen:
        try:
            more = os.read(terminal, 4096)
        except OSError:  # how Linux says that nobody holds the other end any more
            break
        if not more:
            break
        seen += more
    return seen.decode(errors="replace")


def test_an_answer_leaves_the_language_as_it_is(cli, tmp_path):
    before = f'# mine\nlearner = "ana"\nlang = "pt-BR"  # yes\n\n[answers]\n{FIRST.id} = ""\n'
    (tmp_path / "answers.toml").write_text(before)
    ran = cli("quiz", "--dir", tmp_path, typed=f"{RIGHT}\nq\n")
    assert "Certo!" in ran.out
    assert (tmp_path / "answers.toml").read_text() == before.replace('""', f"{float(RIGHT):g}")
    assert read_answers(before).notes == ()


def test_a_folder_without_a_workspace_stays_as_it_is(cli, one_line, tmp_path):
    ran = cli("quiz", "--dir", tmp_path)
    assert ran.status == 2
    assert one_line(ran).endswith(f"To make one there: autograder start {tmp_path}")
    assert list(tmp_path.iterdir()) == []


def test_the_questions_of_one_text(cli, one_line, workspace):
    first = next(number for number, question in enumerate(QUESTIONS, 1) if question.text_source == "xor")
    assert f"Question {first} of" in cli("quiz", "--dir", workspace, "--text", "xor", typed="q\n").out
    ran = cli("quiz", "--dir", workspace, "--text", "xro")
    assert (ran.status, "(did you mean xor?)" in one_line(ran)) == (2, True)


@pytest.mark.parametrize("lang", ["en", "pt-BR"])
def test_what_was_missed_is_listed_on_whole_lines_and_the_end_names_a_next_step(cli, workspace, lang):
    wrong = "9999\n\n" + "f\ne\nd\nc\nb\na\n9\n\n" * 12 + "q\n"
    out = cli("quiz", "--text", "xor", "--dir", workspace, "--lang", lang, typed=wrong).out
    missed = out[out.index({"en": "to read again:", "pt-BR": "vale reler:"}[lang]) :].split("\n\n")[0].splitlines()[1:]
    assert len(missed) > 2
    assert all(line.startswith("- xor") for line in missed)  # none is folded
    assert out.splitlines()[-1].startswith("  autograder ")


def test_only_what_was_wrong_is_asked_again(cli, workspace):
    assert "No question is left to ask here" in cli("quiz", "--dir", workspace, "--wrong").out
    ran = cli("quiz", "--dir", workspace, typed=f"-999\n{RIGHT}\nq\n")
    assert "Not right at the first try" in ran.out
    ran = cli("quiz", "--dir", workspace, "--wrong", typed=f"{RIGHT}\n")
    assert ran.out.count("Question ") == 1
    assert "Not right at the first try" not in ran.out


@pytest.mark.parametrize("above", ['lang = "fr"', "lang = 3", 'learner = ["ana"]'])
def test_a_line_that_says_nothing_is_noted_though_nothing_is_answered_yet(cli, tmp_path, above):
    (tmp_path / "answers.toml").write_text(f"{above}\n[answers]\n")
    ran = cli("quiz", "--dir", tmp_path, typed=f"{RIGHT}\nq\n")
    assert (ran.status, ran.err) == (0, "")
    assert f"In answers.toml, `{above.split()[0]}` " in " ".join(ran.out.split())
    assert answers(tmp_path) == {FIRST.id: float(RIGHT)}


@pytest.mark.parametrize("value", ['""', '"en"', '"pt-BR"', '"pt_BR.UTF-8"'])
def test_a_language_is_no_answer(value):
    read = read_answers(f'lang = {value}\n[answers]\nx = "a"\n')
    assert (read.values, read.notes) == ({"x": "a"}, ())


@pytest.mark.parametrize(
    "text",
    ['lang = "xx"\n[answers]\n', "lang = []\n[answers]\n", "lang = true\n", '[answers]\nlang = "en"\n', "[lang]\n"],
)
def test_a_language_that_is_none_or_stands_below_is_noted(text):
    read = read_answers(text)
    assert read.values == {}
    (note,) = read.notes
    assert 'make that line lang = "en" or lang = "pt-BR", above' in note.to("en")
    assert 'faça dessa linha lang = "en" ou lang = "pt-BR", acima' in note.to("pt-BR")

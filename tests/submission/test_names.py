import os
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.submission.names import (
    ID_LENGTH,
    ExerciseFile,
    copied_file,
    exercise_file,
    is_answers,
    is_packed,
    is_quiz,
    is_source,
    last_part,
    nearest,
    passed_over,
    safe_id,
    unique_ids,
)

IDS = ("sigmoid_backward", "linear_backward", "xor_training")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("sigmoid_backward.py", ExerciseFile("sigmoid_backward", 0)),
        ("05_sigmoid_backward.py", ExerciseFile("sigmoid_backward", 1)),
        ("5-sigmoid_backward.py", ExerciseFile("sigmoid_backward", 1)),
        ("sigmoid_backward.ipynb", ExerciseFile("sigmoid_backward", 2)),
        ("05_sigmoid_backward.ipynb", ExerciseFile("sigmoid_backward", 3)),
        ("05sigmoid_backward.py", None),
        ("Sigmoid_backward.py", None),
        ("sigmoid_backward.PY", None),
        ("sigmoid_backward.py.bak", None),
        ("sigmoid_backward", None),
        ("my_sigmoid_backward.py", None),
        ("٠٥_sigmoid_backward.py", None),
        ("sigmoid_backward\n.py", None),
    ],
)
def test_a_file_is_known_by_its_name(name, expected):
    assert exercise_file(name, IDS) == expected


@pytest.mark.parametrize(
    "name",
    [
        "05_sigmoid_backward (1).py",
        "05_sigmoid_backward(2).ipynb",
        "sigmoid_backward 2.py",
        "05_sigmoid_backward - Copia.py",
        "05_sigmoid_backward - Cópia (2).py",
        "05_sigmoid_backward - Co\u0301pia.py",
        "05_sigmoid_backward - Copy (3).py",
        "05_sigmoid_backward_copy.py",
        "05_sigmoid_backward-Copy1.ipynb",
        "05_sigmoid_backward copy 2.py",
        "05_sigmoid_backward (another copy).py",
        "05_sigmoid_backward (3ª cópia).py",
        "Copy of 05_sigmoid_backward.ipynb",
        "Cópia de Cópia de 05_sigmoid_backward (1).ipynb",
        "05_sigmoid_backward-1.py",
        "05_sigmoid_backward_v2.py",
        "05_sigmoid_backward_FINAL_v3.ipynb",
        "05_sigmoid_backward_final (1).py",
        "sigmoid_backward2.py",
        "sigmoid_backward_2024-05-01.py",
        "05_sigmoid_backward_versão_final.py",
        "05_sigmoid_backward.py.txt",
        "05_sigmoid_backward.py (1).txt",
        "05_sigmoid_backward.py.py",
        "05_sigmoid_backward.py.1",
        "05_sigmoid_backward.txt",
        "05_sigmoid_backward.ipynb.json",
        "05_sigmoid_backward.ipynb.txt",
        "05_sigmoid_backward.json",
        "05 sigmoid backward.ipynb",
        "05%20sigmoid%20backward.ipynb",
        "05-sigmoid-backward.py",
        "5. Sigmoid Backward.py",
        "SigmoidBackward.py",
        "Ana Silva - 05_sigmoid_backward.ipynb",
        "Ana Silva - Cópia de 05_sigmoid_backward.ipynb",
        "silvaana_4711_98765_05_sigmoid_backward-1.py",
        "silvaana_LATE_4711_98765_sigmoid_backward.py",
        "Ana Silva_4711_assignsubmission_file_05_sigmoid_backward.py",
        "Lab 1_ana_attempt_2024-05-01-10-11-12_05_sigmoid_backward.py",
        "4711-98 - Ana Silva - Mar 1, 2024 1011 PM - 05_sigmoid_backward.py",
        "Cópia de sigmoid_backward.ipynb",
        "05_Sigmoid_Backward.PY",
        "SIGMOID_BACKWARD.ipynb",
    ],
)
def test_a_copy_is_known_by_its_name(name):
    copy = copied_file(name, IDS)
    assert copy is not None
    assert copy.exercise == "sigmoid_backward"
    assert copy.rank > exercise_file("05_sigmoid_backward.ipynb", IDS).rank


@pytest.mark.parametrize(
    "name",
    [
        "05_sigmoid_backward.py",
        "sigmoid_backward.ipynb",
        "sigmoid_backward_tests.py",
        "sigmoid_backward (old).py",
        "my_sigmoid_backward (1).py",
        "sigmoid_bakward (1).py",
        "sigmoid_backward (1).py.bak",
        "homework - Copy.py",
        "copy.py",
        "",
    ],
)
def test_other_names_are_no_copies(name):
    assert copied_file(name, IDS) is None


@pytest.mark.parametrize("piece", [" copy 1", "(1)", "- copy_", "(copy", "\ufdfa", " 1"])
def test_names_made_to_be_slow_are_not(piece):
    started = time.process_time()
    for length in (99, 65_000):
        assert copied_file(("sigmoid_backward" + piece * length)[: length - 4] + "!x.py", IDS) is None
        assert copied_file((piece * length)[:200] + "x sigmoid_backward.py", IDS) is None
    assert time.process_time() - started < 1


def test_names_in_other_letters_come_before_copies():
    names = ["xor_training (1).py", "Xor_training.ipynb", "01_xor_training (1).py", "1_XOR_training.py"]
    names.sort(key=lambda name: copied_file(name, IDS).rank)
    assert names == ["1_XOR_training.py", "Xor_training.ipynb", "xor_training (1).py", "01_xor_training (1).py"]


def test_archives_are_known_by_their_names():
    names = ["a.zip", "a.TAR.GZ", "a.tgz", "a.rar", "a.7z", "zip", "a.zip.py", "a.npz"]
    assert [is_packed(name) for name in names] == [True] * 5 + [False] * 3


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ana", "ana"),
        ("lab.tar.gz", "lab"),
        ("lab.TGZ", "lab"),
        ("lab.ZIP", "lab"),
        ("sigmoid_backward.py", "sigmoid_backward"),
        ("x.ipynb", "x"),
        ("lab.zip.zip", "lab.zip"),
        ("José da Silva (2)", "Jose_da_Silva__2_"),
        ("João Gonçalves", "Joao_Goncalves"),
        ("Jose\u0301.zip", "Jose"),  # as macOS writes it: the accent is a character of its own
        ("Weiß, Łukasz & Søren Ærø", "Weiss__Lukasz___Soren_AEro"),
        ("Đorđe Þór", "Dorde_Thor"),
        ("\u2026x", "_x"),
        ("김민수.zip", "김민수"),
        ("Иван Йоргов", "Иван_Йоргов"),
        ("प्रिया शर्मा", "प्रिया_शर्मा"),
        ("がく", "がく"),
        ("が", "が"),  # two characters become the one that looks alike
        ("محمد", "محمد"),
        ("q\u0301", "q"),
        ("\u202ex\u200b", "_x_"),
        ("\u0301", "_"),
        ("李", "李"),
        ("李" * 200, "李" * 66),  # file systems count bytes
        ("=cmd|' /C calc'!A0", "_cmd____C_calc__A0"),
        (".hidden", "_hidden"),
        ("..", "__"),
        ("..x", "_.x"),
        ("-rf", "_rf"),
        ("index.html", "index_html"),
        ("a.b.JSON", "a.b_JSON"),
        ("con", "con_"),
        ("NUL.x", "NUL_.x"),
        ("com1." + "李" * 100, "com_1." + "李" * 64),
        ("ana.", "ana_"),
        (".zip", "_"),
        ("", "_"),
        ("a" * 300, "a" * ID_LENGTH),
    ],
)
def test_an_id_is_safe_for_file_names(name, expected):
    assert safe_id(name) == expected


@given(st.text())
def test_any_name_becomes_a_safe_id(name):
    made = safe_id(name)
    assert 1 <= len(made) <= ID_LENGTH
    assert not made.startswith((".", "-"))
    assert not made.endswith((".", ".html", ".json"))
    assert len(made.encode()) <= 200
    assert all(unicodedata.category(c)[0] in "LMN" or c in "._-" for c in made)
    assert made == unicodedata.normalize("NFC", made)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["a", "b"], ("a", "b")),
        (["a", "a", "a"], ("a", "a-2", "a-3")),
        (["a", "a", "a-2"], ("a", "a-2", "a-2-2")),
        (["Ana", "ana"], ("Ana", "ana-2")),
        ([safe_id("José"), safe_id("Josè"), safe_id("jose")], ("Jose", "Jose-2", "jose-3")),
        (["x" * 100, "x" * 100], ("x" * 100, "x" * 98 + "-2")),
    ],
)
def test_equal_ids_are_told_apart(names, expected):
    assert unique_ids(names) == expected


@given(st.lists(st.sampled_from(["a", "A", "a-2", "a-3", "b" * 100])))
def test_no_two_ids_are_equal(names):
    made = unique_ids(names)
    assert len({name.casefold() for name in made}) == len(names)
    assert all(len(name) <= ID_LENGTH for name in made)


def test_the_last_part_of_a_path_has_its_dots_resolved(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert last_part(".") == tmp_path.name
    assert last_part("a/b/") == "b"
    assert last_part("a/..") == tmp_path.name
    assert last_part(os.sep) == ""


def test_a_working_folder_that_is_gone_is_no_crash(monkeypatch):
    def gone():
        raise FileNotFoundError

    monkeypatch.setattr(os, "getcwd", gone)
    assert last_part("a/b") == "b"


def test_the_nearest_exercise_is_named():
    assert nearest("05_sigmoid_bakward.py", IDS) == "sigmoid_backward"
    assert nearest("Linear-Backward.ipynb", IDS) == "linear_backward"
    assert nearest("homework.py", IDS) is None


def test_caches_and_hidden_files_are_passed_over():
    names = [".ipynb_checkpoints", ".venv", "__pycache__", "node_modules", "__MACOSX", "._a.py", "exercises"]
    assert [passed_over(name) for name in names] == [True] * 6 + [False]


@pytest.mark.parametrize(
    ("kept", "added", "found"),
    [
        (18, 4, "vanishing_and_exploding"),  # likeness 2 · 18 / (23 + 22) = 0.8
        (19, 6, None),  # 2 · 19 / (23 + 25) = 0.792
    ],
)
def test_a_name_is_taken_for_a_misspelled_one_from_a_likeness_of_four_fifths_on(kept, added, found):
    stem = "vanishing_and_exploding"[:kept] + "0" * added
    assert nearest(f"{stem}.py", ["vanishing_and_exploding"]) == found


@pytest.mark.parametrize(
    "name",
    [
        "answers.toml",
        "answers (1).toml",
        "answers-1.toml",
        "Answers.toml",
        "answers.toml.txt",
        "answers copy.toml",
        "answers - Copia.toml",
        "answers_final.toml",
        "Ana - answers.toml",
        "ana_123_4567_answers.toml",
        "answers.txt",
    ],
)
def test_answers_are_known_by_their_name(name):
    assert is_answers(name)


@pytest.mark.parametrize("name", ["my_answers.toml", "answers.py", "answers.ipynb", "pyproject.toml", "answers.pdf"])
def test_other_names_are_no_answers(name):
    assert not is_answers(name)


def test_the_quiz_is_known_by_its_name():
    names = [
        "quiz.ipynb",
        "Quiz (1).ipynb",
        "Cópia de quiz.ipynb",
        "quiz-Copy1.ipynb",
        "quiz.ipynb.json",
        "Ana - quiz.ipynb",
    ]
    assert all(map(is_quiz, names))
    assert not any(map(is_quiz, ["quiz.py", "quiz.toml", "my_quiz.ipynb", "quizzes.ipynb"]))


def test_scripts_and_notebooks_are_known_by_the_first_of_their_endings():
    names = ["a.py", "a.IPYNB", "a.py.txt", "a.ipynb (1).json", "a.py.download", "a.txt", "a.py.zip", "a.json", "py"]
    assert [is_source(name) for name in names] == [True] * 5 + [False] * 4

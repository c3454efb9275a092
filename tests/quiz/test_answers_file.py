import os
import tomllib

import pytest

from autograder.quiz.answers import read_answers
from autograder.quiz.publish import shipped
from autograder.workspace.answers_file import NotSavedError, save_answer

OWN = """\
# mine
[answers]
# 1. What?
#   a) this
first = ""   # think again
second = []

# a note at the end
third = "b"
"""


def test_one_answer_is_set_and_the_rest_stays(tmp_path):
    path = tmp_path / "answers.toml"
    path.write_text(OWN, encoding="utf-8")
    save_answer(path, "first", "b")
    assert path.read_text(encoding="utf-8") == OWN.replace('first = ""   #', 'first = "b"   #')
    save_answer(path, "second", ["a", "c"])
    save_answer(path, "third", 0.25)
    text = path.read_text(encoding="utf-8")
    assert read_answers(text).values == {"first": "b", "second": ["a", "c"], "third": 0.25}
    assert "# a note at the end\n" in text
    assert [entry.name for entry in tmp_path.iterdir()] == ["answers.toml"]


def test_a_new_id_is_added_to_the_table(tmp_path):
    path = tmp_path / "answers.toml"
    path.write_text(OWN, encoding="utf-8")
    save_answer(path, "fourth", 6)
    assert path.read_text(encoding="utf-8").startswith(OWN)
    assert read_answers(path.read_text(encoding="utf-8")).values["fourth"] == 6


def test_every_question_of_the_course_can_be_saved(tmp_path, hand_written, key):
    path = tmp_path / "answers.toml"
    before = shipped(hand_written)["pt-BR/answers.toml"]
    path.write_text(before, encoding="utf-8")
    for question_id in key:
        save_answer(path, question_id, "a")
    after = path.read_text(encoding="utf-8")
    assert read_answers(after).values == dict.fromkeys(key, "a")
    comments = [line for line in before.split("\n") if line.startswith("#")]
    assert [line for line in after.split("\n") if line.startswith("#")] == comments


def test_a_missing_or_empty_file_is_made(tmp_path):
    path = tmp_path / "answers.toml"
    save_answer(path, "first", "b")
    assert path.read_text(encoding="utf-8") == '[answers]\nfirst = "b"\n'
    (tmp_path / "empty.toml").touch()
    save_answer(tmp_path / "empty.toml", "first", 6)
    assert tomllib.loads((tmp_path / "empty.toml").read_text()) == {"answers": {"first": 6}}


def test_mode_line_ends_and_byte_order_mark_stay(tmp_path):
    path = tmp_path / "answers.toml"
    path.write_bytes("\ufeff[answers]\r\nfirst = 1\r\n".encode())
    path.chmod(0o660)
    save_answer(path, "first", 2)
    assert path.read_bytes() == "\ufeff[answers]\r\nfirst = 2\r\n".encode()
    assert path.stat().st_mode & 0o777 == 0o660


def test_answers_above_the_table_stay_there(tmp_path):
    path = tmp_path / "answers.toml"
    path.write_text('first = "a"\n', encoding="utf-8")
    save_answer(path, "second", "b")
    assert tomllib.loads(path.read_text()) == {"first": "a", "answers": {"second": "b"}}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"[answers]\nfirst = b\n", "line 2"),
        (b'[answers]\nfirst = "b"\nfirst = "c"\n', "not alike"),
        (b"answers = 3\n", "[answers] was not found"),
        (b"answers = {first = 3}\n", "[answers] was not found"),
        (b"[[answers]]\nfirst = 3\n", "[answers] was not found"),
        (b"\xff\xfe[answers]", "UTF-8"),
        (b"x = " + b"[\n" * 5_000, "cannot be read"),
        (b"#" * 1_000_001, "larger than"),
    ],
)
def test_what_cannot_be_changed_safely_is_left_as_it_is(tmp_path, content, says):
    path = tmp_path / "answers.toml"
    path.write_bytes(content)
    with pytest.raises(NotSavedError) as caught:
        save_answer(path, "first", "b")
    message = caught.value.message
    assert "answers.toml" in message.to("en")
    assert "the file is as it was" in message.to("en")
    assert says in message.to("en")
    assert "\n" not in message.to("pt-BR")
    assert path.read_bytes() == content
    assert [entry.name for entry in tmp_path.iterdir()] == ["answers.toml"]


def test_a_symbolic_link_is_not_followed(tmp_path):
    outside = tmp_path / "outside.toml"
    outside.write_text("[answers]\n", encoding="utf-8")
    path = tmp_path / "answers.toml"
    path.symlink_to(outside)
    with pytest.raises(NotSavedError, match="symbolic link"):
        save_answer(path, "first", "b")
    assert outside.read_text(encoding="utf-8") == "[answers]\n"
    assert path.is_symlink()


def test_a_folder_in_its_place_and_a_missing_folder_are_said(tmp_path):
    (tmp_path / "answers.toml").mkdir()
    with pytest.raises(NotSavedError, match="not a file"):
        save_answer(tmp_path / "answers.toml", "first", "b")
    with pytest.raises(NotSavedError, match="The system says"):
        save_answer(tmp_path / "absent" / "answers.toml", "first", "b")


def test_a_write_that_fails_leaves_the_file_and_no_litter(tmp_path, monkeypatch):
    path = tmp_path / "answers.toml"
    path.write_text(OWN, encoding="utf-8")

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NotSavedError, match="No space left"):
        save_answer(path, "first", "b")
    assert path.read_text(encoding="utf-8") == OWN
    assert [entry.name for entry in tmp_path.iterdir()] == ["answers.toml"]


@pytest.mark.parametrize("head", ['learner = "ana"\n', '# mine\nlearner = "ana"   # that is me\n\n'])
def test_the_learner_stays(tmp_path, head):
    path = tmp_path / "answers.toml"
    path.write_text(head + OWN, encoding="utf-8")
    save_answer(path, "second", ["c", "a", "b"])
    save_answer(path, "fourth", -0.25)
    text = path.read_text(encoding="utf-8")
    assert text.startswith(head)
    assert read_answers(text).learner == "ana"
    assert read_answers(text).values["second"] == ["c", "a", "b"]

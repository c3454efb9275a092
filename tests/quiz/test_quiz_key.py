import pytest

from autograder.course.quiz_key import load_key
from autograder.quiz.parse import QuestionsError
from autograder.quiz.publish import shipped


def test_a_file_and_a_folder_give_the_key(tmp_path, small_text, small):
    (tmp_path / "xor.toml").write_text(small_text, encoding="utf-8")
    (tmp_path / "notes.txt").write_text("not read", encoding="utf-8")
    expected = {question.id: question for question in small}
    assert load_key(tmp_path / "xor.toml") == expected
    assert load_key(tmp_path) == expected


def test_what_is_no_key_gives_one_line(tmp_path, hand_written):
    (tmp_path / "empty").mkdir()
    (tmp_path / "shipped.toml").write_text(shipped(hand_written)["questions.toml"], encoding="utf-8")
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "answers.toml").write_text("[answers]\nx = 1\n", encoding="utf-8")
    (tmp_path / "huge.toml").write_bytes(b"#" * 4_000_001)
    for name, says in {
        "absent.toml": "no such file",
        "empty": "no .toml file",
        "shipped.toml": "as learners get them",
        "binary.toml": "UTF-8",
        "answers.toml": "no questions",
        "huge.toml": "larger than",
    }.items():
        with pytest.raises(QuestionsError) as caught:
            load_key(tmp_path / name)
        for lang in ("en", "pt-BR"):
            line = caught.value.message.to(lang)
            assert name in line
            assert "\n" not in line
        assert says in caught.value.message.to("en")

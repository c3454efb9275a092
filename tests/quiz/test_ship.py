import tomllib

import pytest

from autograder.core.language import LANGUAGES
from autograder.quiz.answers import read_answers
from autograder.quiz.questions import Number, QuestionsError, parse_key, parse_questions
from autograder.quiz.score import score_quiz
from autograder.quiz.ship import ANSWERS_FILES, WIDTH, answers_toml, questions_toml, shipped


def explanations(question):
    key = question.part.key
    if isinstance(question.part, Number):
        return [key.right, key.wrong, *(typical.why for typical in key.typical)]
    return list(key.why.values())


def test_graded_questions_lose_key_and_explanations(hand_written, key):
    made = shipped(hand_written)
    everything = "".join(made.values())
    graded = [question for question in key.values() if question.graded]
    assert graded
    for question in graded:
        for why in explanations(question):
            for lang in LANGUAGES:
                assert why.to(lang) not in everything
                assert why.to(lang).replace('"', '\\"') not in everything
    tables = {table["id"]: table for table in tomllib.loads(made["questions.toml"])["questions"]}
    allowed = {"id", "text", "section", "kind", "points", "graded", "prompt", "options"}
    for question in graded:
        table = tables[question.id]
        assert set(table) <= allowed
        assert all(set(option) == {"en", "pt-BR"} for option in table.get("options", {}).values())


def test_what_is_shipped_is_read_back_as_it_was(hand_written, key):
    read = parse_questions(shipped(hand_written)["questions.toml"])
    assert read == tuple(question.without_key() if question.graded else question for question in key.values())


def test_awkward_characters_survive(small_text):
    awkward = r"He said \"{x}\" \\ and\u007f\tmore"
    text = small_text.replace("Which ones?", awkward).replace("alpha belongs", awkward)
    key = parse_key({"xor.toml": text})
    read = parse_questions(questions_toml(tuple(key.values())))
    assert read[1].prompt == key["pick-some"].prompt
    assert read[1].prompt.to("en") == 'He said "{x}" \\ and\x7f\tmore'


def test_the_same_questions_give_the_same_bytes_in_any_order_of_files(hand_written):
    backwards = dict(reversed(hand_written.items()))
    assert list(backwards) != list(hand_written)
    assert list(shipped(hand_written).items()) == list(shipped(backwards).items())


def test_the_files_have_their_names(hand_written):
    assert set(shipped(hand_written)) == {"questions.toml", "answers.toml", "pt-BR/answers.toml"}


def test_a_hand_written_file_without_key_is_refused(hand_written):
    with pytest.raises(QuestionsError, match="as learners get them"):
        shipped({"questions.toml": shipped(hand_written)["questions.toml"]})


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_answers_file_shows_every_question_and_answers_none(hand_written, key, lang):
    made = shipped(hand_written)
    text = made[ANSWERS_FILES[lang]]
    assert text == answers_toml(tuple(key.values()), lang)
    assert max(map(len, text.split("\n"))) <= WIDTH
    comments = " ".join(" ".join(line.lstrip("# ") for line in text.split("\n")).split())
    for question in key.values():
        assert question.prompt.to(lang) in comments
        for option in getattr(question.part, "options", ()):
            assert f"{option.letter}) {option.text.to(lang)}" in comments
    answers = read_answers(text)
    assert set(answers.values) == set(key)
    assert not answers.notes
    report = score_quiz(parse_questions(made["questions.toml"]), key, answers, lang)
    assert {question.status for question in report.questions} == {"unanswered"}
    assert (report.score, report.max_score, report.notes) == (0, len(key), ())

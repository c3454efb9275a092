import tomllib
from dataclasses import replace

import pytest

from autograder.i18n.language import LANGUAGES
from autograder.quiz.answers import read_answers
from autograder.quiz.judge_answers import score_quiz
from autograder.quiz.parse import Number, QuestionsError, parse_key, parse_questions
from autograder.quiz.publish import ANSWERS_FILES, WIDTH, answers_toml, questions_toml, shipped
from autograder.quiz.variants import drawn, known_as


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
            for words in (why.en, why.pt):
                as_written = words.replace("{{", "{").replace("}}", "}")
                assert as_written not in everything
                assert as_written.replace('"', '\\"') not in everything
        for why in explanations(drawn(question, "")):
            for lang in LANGUAGES:
                assert why.to(lang) not in everything
    tables = {table["id"]: table for table in tomllib.loads(made["questions.toml"])["questions"]}
    allowed = {"id", "text", "section", "kind", "points", "graded", "prompt", "options", "draw"}
    for question in graded:
        table = tables[question.id]
        assert set(table) <= allowed
        assert ("draw" in table) == bool(question.draw)
        if question.draw:
            assert question.part.key.formula not in str(table)
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
        assert drawn(question, "").prompt.to(lang) in comments
        for option in getattr(question.part, "options", ()):
            assert f"{option.letter}) {option.text.to(lang)}" in comments
    answers = read_answers(text)
    assert set(answers.values) == set(key)
    assert not answers.notes
    report = score_quiz(parse_questions(made["questions.toml"]), key, answers, lang)
    assert {question.status for question in report.questions} == {"unanswered"}
    assert (report.score, report.max_score, report.notes) == (0, len(key), ())


@pytest.mark.parametrize("learner", ["ana", "José da Silva", 'a "b" \\ c', "x" * 300])
def test_a_learner_s_answers_file_shows_that_learner_s_numbers(key, learner):
    text = answers_toml(tuple(key.values()), "pt-BR", learner)
    assert tomllib.loads(text)["learner"] == learner
    comments = " ".join(" ".join(line.lstrip("# ") for line in text.split("\n")).split())
    known = known_as(learner)
    for question in key.values():
        assert drawn(question, known).prompt.to("pt-BR") in comments
    if learner != "x" * 300:  # a line that long is not read
        assert read_answers(text).learner == known


def test_what_ships_of_a_graded_question_is_enough_to_ask_it(hand_written, key):
    """Learner and grader come to the same prompt, though only the grader has the formula."""
    shipped_ones = {question.id: question for question in parse_questions(shipped(hand_written)["questions.toml"])}
    graded = [question for question in key.values() if question.graded and question.draw]
    assert len(graded) >= 5
    for question in graded:
        for learner in ("", "ana", "bruno"):
            asked = drawn(shipped_ones[question.id], learner)
            assert asked == drawn(question, learner).without_key()
            assert asked.part.key is None


def test_an_ordering_is_shipped_as_it_is_shown(other):
    read = parse_questions(questions_toml(other))
    assert read == (other[0], other[1].without_key())
    assert "put-in-order = []" in answers_toml(other, "en")
    assert "(put them all in order)" in answers_toml(other, "en")
    graded = replace(other[0], graded=True)
    text = questions_toml((graded,))
    assert parse_questions(text) == (graded.without_key(),)
    assert "key" not in tomllib.loads(text)["questions"][0]
    assert "needs" not in text

"""The course's own questions: complete, in both languages, and judged as their key says."""

from collections import Counter

import pytest

from autograder.core.language import LANGUAGES
from autograder.quiz.answers import Answers
from autograder.quiz.judging import judge_answer
from autograder.quiz.questions import LETTERS, TEXTS, Choice, Choices, Number
from autograder.quiz.score import score_quiz

PORTUGUESE_ONLY = set("ãõçáéíóúâêôà")


def texts_of(question):
    yield question.prompt
    if isinstance(question.part, Number):
        key = question.part.key
        yield from (key.right, key.wrong, *(typical.why for typical in key.typical))
    else:
        yield from (option.text for option in question.part.options)
        yield from question.part.key.why.values()


def right_answer(question):
    match question.part:
        case Choice(key=key):
            return key.letters[0]
        case Choices(key=key):
            return list(key.letters)
        case Number(key=key):
            return key.value


def test_there_are_enough_of_each(key):
    questions = key.values()
    per_text = Counter(question.text_source for question in questions)
    assert set(per_text) == set(TEXTS)
    assert min(per_text.values()) >= 3
    assert len(questions) >= 16
    assert sum(not question.graded for question in questions) >= 10
    assert {question.text_source for question in questions if question.graded} == set(TEXTS)
    assert {type(question.part) for question in questions} == {Choice, Choices, Number}
    assert all(question.points == 1 for question in questions)


def test_each_file_holds_the_questions_of_its_text(hand_written):
    assert set(hand_written) == {f"{name}.toml" for name in TEXTS}
    for name, text in hand_written.items():
        assert f'text = "{name.removesuffix(".toml")}"\n' in text


def test_every_text_is_said_in_both_languages(key):
    for question in key.values():
        for text in texts_of(question):
            english, portuguese = (text.to(lang) for lang in LANGUAGES)
            assert english.strip()
            assert portuguese.strip()
            assert not PORTUGUESE_ONLY & set(english.lower()), english
            if english == portuguese:
                assert len(english) < 30, english  # a formula


def test_no_decimal_point_is_left_in_portuguese_prose(key):
    import re

    for question in key.values():
        for text in texts_of(question):
            points = re.findall(r"(?<!lr = )\b\d+\.\d+", text.to("pt-BR"))
            assert not points, text.to("pt-BR")


def test_every_key_gives_full_points(key):
    answers = Answers({question.id: right_answer(question) for question in key.values()})
    for lang in LANGUAGES:
        report = score_quiz(tuple(key.values()), None, answers, lang)
        assert report.score == report.max_score == len(key)
        assert not report.notes


def test_every_other_answer_is_wrong_and_explained(key):
    for question in key.values():
        if isinstance(question.part, Number):
            for typical in question.part.key.typical:
                judged = judge_answer(question, typical.value)
                assert (judged.right, judged.why) == (False, typical.why()), (question.id, typical.value)
            assert not judge_answer(question, 1234.5).right
        else:
            for option in question.part.options:
                letter = option.letter
                given = letter if isinstance(question.part, Choice) else [letter]
                assert judge_answer(question, given).right == (question.part.key.letters == (letter,))


def test_the_right_option_has_no_favourite_letter(key):
    letters = Counter(question.part.key.letters[0] for question in key.values() if isinstance(question.part, Choice))
    total = sum(letters.values())
    assert set(letters) == set(LETTERS[:4])
    assert max(letters.values()) <= total / 2


def test_the_right_option_is_seldom_the_longest(key):
    choices = [question.part for question in key.values() if isinstance(question.part, Choice)]
    longest = [max(part.options, key=lambda option: len(option.text.en)).letter in part.key.letters for part in choices]
    assert sum(longest) <= len(choices) / 3


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_explanation_of_a_wrong_practice_answer_does_not_name_the_right_letter(key, lang):
    for question in key.values():
        if isinstance(question.part, Choice) and not question.graded:
            right = question.part.key.letters[0]
            for letter, why in question.part.key.why.items():
                if letter != right:
                    assert f" {right})" not in why.to(lang)
                    assert f"({right})" not in why.to(lang)


def test_questions_come_in_the_order_of_the_texts(key):
    places = [TEXTS.index(question.text_source) for question in key.values()]
    assert places == sorted(places)

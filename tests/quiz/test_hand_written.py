"""The course's own questions: complete, in both languages, and judged as their key says."""

import re
from collections import Counter

import pytest

from autograder.i18n.language import LANGUAGES
from autograder.quiz.answers import Answers
from autograder.quiz.judge_answers import judge_answer, score_quiz
from autograder.quiz.parse import LETTERS, TEXTS, Choice, Choices, Number, Ordering
from autograder.quiz.question_model import question_lines
from autograder.quiz.variants import drawn, every_draw, figure, with_numbers

PORTUGUESE_ONLY = set("ãõçáéíóúâêôà")

SECTIONS = {  # the texts' own headings; derivadas, a transcript, has times instead
    "derivadas": {"0:00", "4:00", "6:06", "7:54", "10:57", "12:40", "16:48", "18:28", "20:15"},
    "chain-rule": {"Derivadas", "Chain Rule"},
    "cap-18.3": {
        "Entendendo a Regra da Cadeia", "Aplicação no Treinamento de Redes Neurais", "Calculando os Gradientes",
        "Algoritmo de Otimização: Gradiente Descendente", "Desafios do Backpropagation", "Conclusão",
    },
    "pytorch": {
        "Uma analogia para derivadas", "Funções convexas e não convexas",
        "Conexão de derivativos e treinamento de modelos", "Conceitos de retropropagação",
        "Retropropagação no PyTorch", "Atualização manual dos parâmetros do modelo", "Descida do gradiente",
    },
    "xor": {"Forward Pass", "Backpropagation"},
}  # fmt: skip


@pytest.fixture(scope="session")
def asked(key):
    """Every question as everybody may get it: once, or once for each combination of its numbers."""
    return [with_numbers(question, numbers) for question in key.values() for numbers in every_draw(question)]


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
        case Ordering(key=key):
            return list(key.letters)
        case Number(key=key):
            return key.value


def test_there_are_enough_of_each(key):
    questions = key.values()
    per_text = Counter(question.text_source for question in questions)
    assert set(per_text) == set(TEXTS)
    assert min(per_text.values()) >= 7
    assert len(questions) >= 44
    assert sum(not question.graded for question in questions) >= 15
    assert {question.text_source for question in questions if question.graded} == set(TEXTS)
    assert {question.text_source for question in questions if not question.graded} == set(TEXTS)
    for kind, least in {Choice: 20, Choices: 5, Ordering: 4, Number: 12}.items():
        assert {question.graded for question in questions if isinstance(question.part, kind)} == {True, False}
        assert sum(isinstance(question.part, kind) for question in questions) >= least
    assert {bool(question.draw) for question in questions if question.graded} == {True, False}
    assert sum(bool(question.draw) for question in questions) >= 10
    assert all(question.points == 1 for question in questions)


def test_every_question_names_a_place_in_its_text(key):
    for question in key.values():
        assert question.section in SECTIONS[question.text_source], question.id


def test_every_number_states_its_tolerance(asked):
    for question in asked:
        if isinstance(question.part, Number):
            tolerance = figure(question.part.key.tolerance)
            assert f"tolerance ±{tolerance.en}" in question.prompt.to("en"), question.id
            assert f"tolerância ±{tolerance.pt}" in question.prompt.to("pt-BR"), question.id


def test_no_place_is_left_open_whatever_is_drawn(asked):
    for question in asked:
        for text in texts_of(question):
            for lang in LANGUAGES:
                assert not {"{", "}"} & set(text.to(lang)), (question.id, text.to(lang))


def test_another_learner_gets_other_numbers(key):
    learners = [f"learner {number}" for number in range(200)]
    for question in key.values():
        prompts = {drawn(question, learner).prompt.to("en") for learner in learners}
        assert len(prompts) == (len(list(every_draw(question))) if question.draw else 1), question.id


def test_the_default_numbers_are_the_first(key):
    for question in key.values():
        assert drawn(question, "") == with_numbers(question, next(every_draw(question)))


def test_each_file_holds_the_questions_of_its_text(hand_written):
    assert set(hand_written) == {f"{name}.toml" for name in TEXTS}
    for name, text in hand_written.items():
        assert f'text = "{name.removesuffix(".toml")}"\n' in text


def test_every_text_is_said_in_both_languages(asked):
    for question in asked:
        for text in texts_of(question):
            english, portuguese = (text.to(lang) for lang in LANGUAGES)
            assert english.strip()
            assert portuguese.strip()
            assert not PORTUGUESE_ONLY & set(english.lower()), english
            if english == portuguese:
                assert len(english) < 30, english  # a formula


def test_no_decimal_point_is_left_in_portuguese_prose(asked):
    for question in asked:
        for text in texts_of(question):
            points = re.findall(r"(?<!lr = )\b\d+\.\d+", text.to("pt-BR"))
            assert not points, text.to("pt-BR")


@pytest.mark.parametrize("learner", ["", "ana", "bruno", "2024-117"])
def test_every_key_gives_full_points(key, learner):
    values = {question.id: right_answer(drawn(question, learner)) for question in key.values()}
    for lang in LANGUAGES:
        report = score_quiz(tuple(key.values()), None, Answers(values, learner=learner), lang)
        assert report.score == report.max_score == len(key)
        assert not report.notes


def test_every_other_answer_is_wrong_and_explained(asked):
    for question in asked:
        match question.part:
            case Number(key=number):
                known = [typical.why() for typical in number.typical]
                for typical in number.typical:
                    judged = judge_answer(question, typical.value)
                    assert not judged.right, (question.id, typical.value)
                    assert judged.why in known
                assert not judge_answer(question, 1234.5).right
            case Ordering(options=options, key=order):
                judged = judge_answer(question, [option.letter for option in options])
                assert not judged.right
                assert all(
                    f"{letter})" in judge_answer(question, list(order.letters)).why.to("en") for letter in order.letters
                )
            case Choice() | Choices():
                for option in question.part.options:
                    given = option.letter if isinstance(question.part, Choice) else [option.letter]
                    assert judge_answer(question, given).right == (question.part.key.letters == (option.letter,))


def test_a_practice_number_is_not_told_to_whoever_was_wrong(key):
    for question in key.values():
        if question.draw and not question.graded:
            for numbers in every_draw(question):
                shown = with_numbers(question, numbers)
                right = figure(shown.part.key.value)
                for text in (shown.part.key.wrong, *(typical.why for typical in shown.part.key.typical)):
                    assert not re.search(rf"(?<![\d.]){re.escape(right.en)}(?![\d.]\d)", text.to("en")), (
                        question.id,
                        numbers,
                    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_question_can_be_read_at_a_glance(asked, lang):
    for question in asked:
        assert len(list(question_lines(question, lang, 88))) <= 18, question.id


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

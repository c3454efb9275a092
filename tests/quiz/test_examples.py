"""What is shown of how to write an answer answers nothing, whatever is drawn."""

import re
from html import unescape
from importlib import import_module
from inspect import getmembers

import pytest

from autograder.i18n.language import LANGUAGES, Message, Text
from autograder.nbgrader import nbgrader_messages
from autograder.notebook.ask_quiz import _example, asking
from autograder.quiz import question_model
from autograder.quiz.answers import Answers
from autograder.quiz.judge_answers import score_quiz
from autograder.quiz.parse_answers import NotUnderstood, understood
from autograder.quiz.parse_numbers import read_number
from autograder.quiz.publish import HEADER
from autograder.quiz.question_model import Choice, Number, Ordering
from autograder.quiz.variants import every_draw, with_numbers

# Where a learner reads how to write an answer; of nbgrader's words, only the head of the quiz.
MODULES = (
    *(
        f"autograder.quiz.{name}"
        for name in ("answers", "broken_lines", "ask", "parse_numbers", "publish", "question_model", "parse_answers")
    ),
    *(f"autograder.notebook.{name}" for name in ("ask_quiz", "quiz_session")),
)
RAISED = "⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹"
NUMBER = re.compile(
    rf"[-−]?(?:\d+[.,]\d+|[.,]?\d+)(?:/\d+|e-?\d+| · 10[{RAISED}]+)?(?![\w/])|[¼½¾⅓⅔]"  # as far as the examples go
)
LETTERS = (question_model.TYPED_LETTERS, "a c", '["a", "c"]')  # as in HEADER and in nbgrader's QUIZ_HEADER
ORDERS = (question_model.TYPED_ORDER, '["b", "c", "a"]')
STRANGE = ("b", "beta", "?", "6 %", "1_000", "2*3", "w = 6", ["a", 1], "9" * 41)


def numbers_in(text):
    """Find the numbers that are written in a text, as they are read in an answer."""
    for written in NUMBER.findall(text):
        value = read_number(written, written)
        assert not isinstance(value, Message), written
        yield value


def examples():
    texts = {
        name: text for module in MODULES for name, text in getmembers(import_module(module)) if isinstance(text, Text)
    }
    texts["QUIZ_HEADER"] = nbgrader_messages.QUIZ_HEADER
    for name, text in texts.items():
        for lang, template in zip(LANGUAGES, (text.en, text.pt), strict=True):
            for value in numbers_in(re.sub(r"\{\w*\}", " ", template)):
                yield value, f"{name} ({lang})"
    yield question_model.A_DECIMAL, "A_DECIMAL"


def right_numbers(key):
    for question in key.values():
        if isinstance(question.part, Number):
            for numbers in every_draw(question):
                yield question.id, with_numbers(question, numbers).part.key


def test_the_examples_are_found():
    found = {}
    for value, where in examples():
        found.setdefault(where, set()).add(value)
    minus = -2 / 3
    assert found["TYPED_NUMBERS (en)"] == found["TYPED_NUMBERS (pt-BR)"] == {7.5, 0.35, minus}
    assert found["TOML_NUMBERS (en)"] == found["TOML_NUMBERS (pt-BR)"] == {7.5, 0.35, minus, 0.0025}
    assert found["QUIZ_HEADER (en)"] == found["QUIZ_HEADER (pt-BR)"] == {7.5, 0.35, minus}
    assert found["TOML_LINES (en)"] == found["TOML_LINES (pt-BR)"] == {7.5, 0.35, minus}
    assert {"PER_CENT (en)", "CALCULATION (pt-BR)", "COMMA_NUMBER (en)", "LOOK_AT_IT (pt-BR)"} <= set(found)
    assert found["BARE_NUMBER (en)"] == {0.5, -3, 0.0025}


def test_no_example_answers_a_question_whatever_is_drawn(key):
    right = list(right_numbers(key))
    for value, where in set(examples()):
        for id_, number in right:
            assert abs(value - number.value) > number.tolerance, (where, value, id_)


def test_the_first_examples_do_not_even_differ_by_a_sign(key):
    """Whoever reads 1/4 above a question whose answer is −1/4 has been told half of it."""
    for id_, number in right_numbers(key):
        for value in (7.5, 0.35, 2 / 3):
            assert abs(value - abs(number.value)) > number.tolerance, (id_, value)


def test_no_prompt_has_an_example_that_answers_it_whatever_is_drawn(key):
    found = set()
    for question in key.values():
        for numbers in every_draw(question):
            asked = with_numbers(question, numbers)
            for lang in LANGUAGES:
                for written in re.findall(r"(?:such as|como) ([-−]?\d[\d.,/]*\d)", asked.prompt.to(lang)):
                    value = read_number(written, written)
                    found.add(written)
                    assert isinstance(value, int | float), written
                    assert abs(abs(value) - abs(asked.part.key.value)) > asked.part.key.tolerance, question.id
    assert found == {"3/7"}


@pytest.mark.parametrize("which", ["slope-of-square-at-3", "training-loop-in-order"])
def test_what_is_typed_into_a_field_of_a_notebook_is_explained_as_it_is_typed(which, tmp_path, monkeypatch):
    pytest.importorskip("ipywidgets", reason="ipywidgets comes with nbgrader")
    from autograder.notebook.quiz_session import open_desk

    monkeypatch.chdir(tmp_path)
    desk = open_desk(tmp_path)
    box = asking(desk, desk.chosen(which, "pt-BR"), "pt-BR")
    field, buttons, reply = box.children[1:4]
    field.value = "?"
    buttons.children[0].click()
    example = field.placeholder.removeprefix("por exemplo ")
    assert example in ("7,5 ou 0,35 ou -2/3", "b > c > a")
    said = unescape(reply.value)
    assert ("como 7,5 ou 0,35 ou -2/3." in said) or ("por exemplo: d > c > b > a." in said)
    assert '["' not in said
    typed = desk.answer(desk.chosen(which, "en")[0], "?").messages[0].to("en")  # as `quiz.answer` in Python has it
    assert '"0,35"' in typed or '["d", "c", "b", "a"]' in typed


def test_the_examples_are_numbers_to_the_quiz():
    for lang in LANGUAGES:
        for name in ("TYPED_NUMBERS", "TOML_NUMBERS", "DECIMAL"):
            assert list(numbers_in(getattr(question_model, name).to(lang)))
        assert question_model.TOML_LINES.to(lang) in HEADER(numbers=question_model.TOML_LINES).to(lang)


def test_no_example_with_letters_is_a_whole_key(key):
    """One letter is an example of one letter whatever it is; more of them could be told apart, and are."""
    for question in key.values():
        if isinstance(question.part, Choice | Number):
            continue
        right = list(question.part.key.letters)
        order = isinstance(question.part, Ordering)
        shown = [_example(question), *(ORDERS if order else LETTERS)]
        for raw in ("?", "2 1 3", ["a", 1]):
            for spelled in ("toml", "typed"):
                why = understood(question, raw, spelled).why.to("en")
                shown.append(re.search(r"for example: (.*)\.$", why)[1])
        for example in shown:
            given = understood(question, example)
            assert given not in (None, right), (question.id, example)
            # Three letters are no answer where four are to be put in order, and nor is another's order.
            assert order or not isinstance(given, NotUnderstood), example


def test_the_letters_shown_are_those_of_the_texts():
    for text in (HEADER, nbgrader_messages.QUIZ_HEADER):
        for lang in (text.en, text.pt):
            assert "b > c > a" in lang
    assert '["a", "c"]' in HEADER.en
    assert "`a, c`" in nbgrader_messages.QUIZ_HEADER.en
    assert question_model.TYPED_ORDER == "b > c > a"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_typed_is_not_explained_in_toml(key, lang):
    for question in key.values():
        for raw in STRANGE:
            found = understood(question, raw, "typed")
            if isinstance(found, NotUnderstood) and isinstance(raw, str):
                said = found.why.to(lang)
                assert not re.search(r"""\["|"0,35"|"-2/3"|in "a"|quotes|aspas""", said), said
                assert lang == "en" or "0.35" not in said


def test_each_spelling_says_what_is_written_there(small, ordering):
    one, some, number = small
    for question, raw, toml, typed in (
        (one, "beta", 'between quotes, as in "a".', "Type one of these letters and nothing else."),
        (some, "?", 'Write the letters alone, for example: ["a", "b"].', "Write the letters alone, for example: a b."),
        (
            ordering,
            "?",
            'Write all of them, for example: ["c", "b", "a"].',
            "Write all of them, for example: c > b > a.",
        ),
        (number, "?", 'such as 7.5, 0.35, "0,35", "-2/3" or 2.5e-3.', "such as 7.5, 0.35 or -2/3."),
        (number, "6 %", "write 35 % as 0.35.", "write 35 % as 0.35."),
    ):
        assert understood(question, raw).why.to("en").endswith(toml)
        assert understood(question, raw, "typed").why.to("en").endswith(typed)
        (report,) = score_quiz((question,), None, Answers({question.id: raw}), "en").questions
        assert report.explanation.endswith(toml)  # of answers.toml, a report speaks as that file is written
        (report,) = score_quiz((question,), None, Answers({question.id: raw}), "en", "typed").questions
        assert (report.status, report.explanation.endswith(typed)) == ("wrong", True)
    assert understood(number, "6 %", "typed").why.to("pt-BR").endswith("escreva 35 % como 0,35.")
    assert understood(number, "?", "typed").why.to("pt-BR").endswith("como 7,5 ou 0,35 ou -2/3.")

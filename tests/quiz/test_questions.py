import pytest

from autograder.core.language import Text
from autograder.quiz.questions import Choice, Choices, Number, QuestionsError, parse_key, parse_questions


def test_each_kind_is_read_with_its_key(small_text):
    one, some, number = parse_questions(small_text)
    assert isinstance(one.part, Choice)
    assert one.part.key.letters == ("b",)
    assert one.part.key.why["c"] == Text("third is wrong", "a terceira está errada")
    assert [option.letter for option in one.part.options] == ["a", "b", "c"]
    assert (one.source, one.points, one.graded) == ("xor, Forward Pass", 1, False)
    assert isinstance(some.part, Choices)
    assert (some.part.key.letters, some.points, some.graded, some.source) == (("a", "c"), 2, True, "xor")
    assert isinstance(number.part, Number)
    assert (number.part.key.value, number.part.key.tolerance) == (0.899, 0.001)
    assert number.part.key.typical[0].value == 9


def test_braces_in_a_question_are_shown_as_they_are(small):
    assert small[0].prompt.to("en") == "Which {one}?"
    assert small[0].prompt.to("pt-BR") == "Qual {delas}?"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('prompt.en = "Which {one}?"\n', "", "pick-one: `prompt.en`: it is missing"),
        ('"pt-BR" = "segunda"', '"pt-BR" = " "', "pick-one: `options.b.pt-BR`: it is empty"),
        ('why."pt-BR" = "a segunda está certa"', "", "pick-one: `options.b.why.pt-BR`: it is missing"),
        ('key = "b"', 'key = "d"', "pick-one: `key`: there is no option d"),
        ('key = "b"', "", "pick-one: `key`: it is missing"),
        ('key = "b"', "key = 2", "pick-one: `key`: a string is expected, not a whole number"),
        ('key = "b"', 'keys = "b"', "pick-one: `keys`: there is no such key"),
        ('key = ["a", "c"]', "key = []", "pick-some: `key`: it is empty"),
        ('key = ["a", "c"]', 'key = ["a", "a"]', "pick-some: `key`: a letter stands there twice"),
        ('key = ["a", "c"]', 'key = [["a"]]', "pick-some: `key`: there is no option ['a']"),
        ("[questions.options.c]", "[questions.options.d]", "`options`: options take the letters a, b, c"),
        ('kind = "number"', 'kind = "ordering"', "give-number: `kind`: it must be one of choice, choices, number"),
        ('id = "pick-one"', 'id = "Pick_one"', "Pick_one: `id`: an id is written in lower-case"),
        ('id = "pick-some"', 'id = "pick-one"', "pick-one: `id`: another question has the same id"),
        ('id = "pick-one"\n', "", "№ 1: `id`: it is missing"),
        ('text = "xor"', 'text = "novel"', "pick-one: `text`: it must be one of derivadas"),
        ("points = 2", "points = 0", "pick-some: `points`"),
        ("tolerance = 0.001", "tolerance = -1", "give-number: `tolerance`"),
        ("tolerance = 0.001", "", "give-number: `tolerance`: it is missing"),
        ("value = 0.899", "value = nan", "give-number: `value`: it must be a finite number"),
        ("value = 0.899", "value = true", "give-number: `value`: a number is expected, not true or false"),
        ("value = 9", "value = 0.8995", "give-number: `typical.1.value`: 0.8995 is within"),
        ('text = "xor"', 'text = "xor"\nextra = 1', "`extra`: there is no such key"),
        ('text = "xor"', "text = ", "xor.toml: this is not valid TOML"),
    ],
)
def test_what_is_wrong_is_named_with_file_question_and_entry(small_text, old, new, says):
    assert old in small_text
    with pytest.raises(QuestionsError) as caught:
        parse_questions(small_text.replace(old, new, 1), "xor.toml")
    message = caught.value.message
    assert message.to("en").startswith("xor.toml: ")
    assert says in message.to("en")
    assert "\n" not in message.to("en")
    assert message.to("pt-BR") != message.to("en")


@pytest.mark.parametrize("text", ["", "questions = 3", "questions = []", "questions = [1]", "[answers]\na = 1"])
def test_a_file_without_questions_is_refused(text):
    with pytest.raises(QuestionsError, match="no questions"):
        parse_questions(text)


def test_only_a_graded_question_may_come_without_key(small_text):
    kept = [line for line in small_text.split("\n") if line != 'key = ["a", "c"]']
    text = "\n".join(kept).replace("alpha belongs", "x")
    for letter in ("alpha belongs", "x", "beta is out", "gamma belongs"):
        text = text.replace(f'why.en = "{letter}"\n', "")
    for letter in ("alfa vale", "beta não vale", "gama vale"):
        text = text.replace(f'why."pt-BR" = "{letter}"\n', "")
    assert parse_questions(text)[1].part.key is None
    with pytest.raises(QuestionsError, match=r"pick-some: `key`: it is missing: this looks like the questions as"):
        parse_key({"questions.toml": text})


def test_an_id_in_two_files_is_refused(small_text):
    with pytest.raises(QuestionsError, match=r"b\.toml: question pick-one"):
        parse_key({"a.toml": small_text, "b.toml": small_text})

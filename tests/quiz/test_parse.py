import pytest

from autograder.i18n.language import Text
from autograder.quiz.parse import Choice, Choices, Number, Ordering, QuestionsError, parse_key, parse_questions


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
        (
            'kind = "number"',
            'kind = "essay"',
            "give-number: `kind`: it must be one of choice, choices, ordering, number",
        ),
        ('kind = "choice"', 'kind = "ordering"', "pick-one: `key`: a list is expected, not a string"),
        ('id = "pick-one"', 'id = "learner"', "learner: `id`: this word says in answers.toml whose numbers"),
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


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('["c", "a", "b"]', '["c", "a"]', "put-in-order: `key`: an ordering holds every letter once"),
        ('["c", "a", "b"]', '["c", "a", "a"]', "put-in-order: `key`: a letter stands there twice"),
        ('["c", "a", "b"]', '["a", "b", "c"]', "put-in-order: `key`: the items are in order already"),
        ('["c", "a", "b"]', "[]", "put-in-order: `key`: it is empty"),
        ("w = [2, 4, -5]", "w = []", "drawn-slope: `draw.w`: [] is no list of different finite numbers"),
        ("w = [2, 4, -5]", "w = [2, 2]", "drawn-slope: `draw.w`: [2, 2] is no list of different"),
        ("w = [2, 4, -5]", "w = [2, nan]", "drawn-slope: `draw.w`: [2, nan] is no list"),
        ("w = [2, 4, -5]", 'w = ["2"]', "drawn-slope: `draw.w`: ['2'] is no list"),
        ("w = [2, 4, -5]", "w = [2, true]", "drawn-slope: `draw.w`: [2, True] is no list"),
        ("w = [2, 4, -5]", "w = 2", "drawn-slope: `draw.w`: 2 is no list"),
        ("w = [2, 4, -5]", f"w = {list(range(1, 600))}", "`draw`: there are 1198 combinations to draw; 1000 are enough"),
        ("w = [2, 4, -5]", "w = [2]\nv = [1, 2]", "drawn-slope: `draw`: the prompt never shows v"),
        ("w = [2, 4, -5]", "v = [2, 4]", "drawn-slope: `prompt`: {w} is no place to fill"),
        ("p = [3, -1]\nw = [2, 4, -5]", "p = [-1]\nw = [0]", "`formula`: with p = -1, w = 0 the formula power-slope gives no finite"),
        ("p = [3, -1]", "p = [3, 4]", "`prompt`: with p = 4, w = 2 the formula power-name gives no finite number"),
        ("w = [2, 4, -5]", "w = [0]", "`typical.1.formula`: with p = 3, w = 0 this typical wrong number is within"),
        ("w = [2, 4, -5]", "w = [2, 40]", "`typical.1.formula`: with p = -1, w = 40 this typical wrong number is within"),
        ("[questions.draw]\np = [3, -1]\nw = [2, 4, -5]", "[questions.draw]", "drawn-slope: `draw`: it is empty"),
        ('formula = "power-slope"\ntol', 'formula = "w**2"\ntol', "`formula`: there is no formula w**2; there are: power,"),
        ('formula = "power-slope"\ntol', 'formula = "square-fall"\ntol', "the formula square-fall needs x, which is not drawn"),
        ('formula = "power-slope"\ntol', "tol", "drawn-slope: `formula`: it is missing"),
        ('formula = "power-slope-opposite"', "value = 3", "drawn-slope: `typical.1.value`: there is no such key"),
        ("its slope at {w}?", "its slope {power-slope} at {w}?", "`prompt`: the two languages fill different places: power-slope"),
        ("so it is: ", "so it is: {1} ", "drawn-slope: `right`: { } is no place to fill"),
        ("it would be {", "it would be {{", "drawn-slope: `wrong`: { } is no place to fill"),
        ("it would be {power-slope}", "it would be {power-fall}", "drawn-slope: `wrong`: {power-fall} is no place"),
        ("the sign of {power-slope}", "the sign of {power-rise}", "drawn-slope: `typical.1."),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_order_or_a_draw_is_named(other_text, old, new, says):
    assert old in other_text
    with pytest.raises(QuestionsError) as caught:
        parse_questions(other_text.replace(old, new, 1), "pytorch.toml")
    message = caught.value.message
    assert says in message.to("en")
    assert "\n" not in message.to("en")
    assert message.to("pt-BR") != message.to("en")


def test_a_prompt_that_shows_its_key_is_refused(other_text):
    with pytest.raises(QuestionsError, match=r"the prompt shows what is asked for, \{power-slope\}"):
        parse_questions(other_text.replace("{w}?", "{w}, {power-slope}?"))


def test_an_ordering_and_a_draw_are_read(ordering, slope):
    assert isinstance(ordering.part, Ordering)
    assert ordering.part.key.letters == ("c", "a", "b")
    assert slope.draw == {"p": (3.0, -1.0), "w": (2.0, 4.0, -5.0)}
    assert (slope.part.key.formula, slope.part.key.typical[0].formula) == ("power-slope", "power-slope-opposite")


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

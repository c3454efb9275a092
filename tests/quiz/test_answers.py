import tomllib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.i18n.sanitize import escaped
from autograder.quiz.answers import MOST_CHARACTERS, Answers, notes_on_unknown, read_answers
from autograder.quiz.judge_answers import score_quiz


def said(answers, lang="en"):
    return [note.to(lang) for note in answers.notes]


def test_no_file_and_an_empty_one_are_unanswered():
    assert read_answers(None) == Answers()
    assert read_answers("") == Answers()
    assert read_answers("[answers]\n") == Answers()


def test_values_are_read_with_bom_and_crlf():
    assert read_answers('\ufeff[answers]\r\na-b = "b"\r\nc = 6\r\n').values == {"a-b": "b", "c": 6}


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("x = b", "between quotes"),
        ("x = [a, c]", "between quotes"),
        ("x = “b”", "curly"),
        ("x = 0,25", "decimal comma"),
        ("x = -1/4", "fraction"),
        ("x = ", "Nothing stands after"),
        ("learner = ana", "names go between quotes"),
        ("x = b > a > c", "or for an order"),
        ("x = ½", "needs quotes"),
        ("x = −3", "needs quotes"),
        ("x = .5", "needs quotes"),
        ("x = 2.5·10⁻³", "needs quotes"),
        ("x = 2*3", "needs quotes"),
        ("x = # later", "Nothing stands after"),
        ('x = "b', "opened and not closed"),
        ("x", "a line of its own"),
        ('x = "b" "c"', "Compare it with the examples"),
    ],
)
def test_a_bad_line_costs_its_answer_alone_and_is_named_with_the_likely_cause(line, hint):
    answers = read_answers(f'[answers]\nfirst = "a"\n{line}\nlast = [\n  "b",  # as in the text\n  "c",\n]\n')
    assert answers.values == {"first": "a", "last": ["b", "c"]}
    note = said(answers)[0]
    assert "line 3" in note
    assert hint in note
    assert said(answers, "pt-BR") != [note]


def test_an_answer_given_twice_and_not_alike_is_none():
    answers = read_answers('[answers]\nx = "a"\ny = 1\nx = "b"\ny = 1\n')
    assert (answers.values, list(answers.unread)) == ({"y": 1}, ["x"])
    note, again = said(answers)
    assert "line 4" in note
    assert "line 2" in note
    assert "line 5 says once more what line 3 says" in again


def test_an_end_in_the_middle_is_said():
    answers = read_answers('[answers]\ny = 1\nx = ["a",')
    assert (answers.values, list(answers.unread)) == ({"y": 1}, ["x"])
    assert "line 3 cannot be read" in said(answers)[0]


def test_an_answer_that_cannot_be_read_is_no_unanswered_question(small):
    text = "\ufeff[answers]\r\npick-one = “b”\r\npick-some =\r\ngive-number 6\r\n"
    report = score_quiz(small, None, read_answers(text), "en")
    one, some, number = report.questions[:3]
    assert (one.status, some.status, number.status) == ("wrong", "unanswered", "wrong")
    assert one.explanation.startswith(
        "Answered, but the answer cannot be read: line 2 of answers.toml is `pick-one = “b”`"
    )
    assert (one.answer, number.answer) == ("b", "6")
    assert "line 4" in number.explanation
    portuguese = score_quiz(small, None, read_answers(text), "pt-BR")
    assert portuguese.questions[0].explanation.startswith("Respondida, mas não é possível ler a resposta: a linha 2")
    assert len(portuguese.notes) == 3


def test_a_name_without_quotes_still_draws_the_learner_s_numbers():
    answers = read_answers('learner = Ana Lima  # me\n[answers]\nx = "a"\n')
    assert (answers.learner, answers.values, answers.unread) == ("ana lima", {"x": "a"}, {})
    assert "line 1 cannot be read" in said(answers)[0]


@pytest.mark.parametrize("head", ["[answers", "[[answers]]", "[Answers]", "[ answers ]", "answers]"])
def test_a_heading_that_is_none_costs_nothing(head):
    assert read_answers(f'{head}\nx = "a"\ny = b\n').values == {"x": "a"}
    assert read_answers(f'{head}\nx = "a"\n').values == {"x": "a"}


def test_a_file_full_of_bad_lines_is_given_up_and_that_is_said():
    found = read_answers("[answers]\n" + "x = [\n[\n" * 10_000 + 'y = "a"\n')
    assert found.values == {}
    assert "was not looked at" in said(found)[-1]


def test_answers_above_the_table_count_with_a_note():
    answers = read_answers('x = "a"\n[answers]\ny = "b"\n')
    assert answers.values == {"x": "a", "y": "b"}
    assert "`x`" in said(answers)[0]
    assert read_answers('x = "a"\n').values == {"x": "a"}


def test_answers_that_are_no_table_are_said():
    answers = read_answers("answers = 3\n")
    assert answers.values == {}
    assert "not a table" in said(answers)[0]


def test_unknown_ids_are_named_with_the_nearest(small):
    found = [note.to("en") for note in notes_on_unknown(small, read_answers('[answers]\npick-onee = "b"\nzzz = 1\n'))]
    assert "Is it `pick-one`?" in found[0]
    assert found[1].endswith("no such question.")
    many = read_answers("[answers]\n" + "".join(f"u{n} = 1\n" for n in range(20)))
    assert [note.to("en") for note in notes_on_unknown(small, many)][-1].endswith("do not exist: 15.")
    assert not list(notes_on_unknown(small, read_answers('[answers]\npick-one = "b"\n')))


@pytest.mark.parametrize(
    "text",
    [
        "#" * (MOST_CHARACTERS + 1),
        "x = " + "[" * 5_000,
        "x = " + "[\n" * 50_000,
        "x = " + "9" * 5_000,
        "x = [" + "9" * 390 + "]",
        "x = 0x" + "f" * 390,
        ".".join("a" * 60_000) + " = 1",
        "x = " + "{a=" * 90 + "1" + "}" * 90,
        "[answers." + ".".join("a" * 190) + "]\n" + ".".join("a" * 190) + " = 1",
        "x = '\x00'",
        "x = '\ud800'",
        "x = 1979-05-27T07:32:00Z",
    ],
)
def test_absurd_texts_are_read_or_refused_without_a_crash(text, small):
    answers = read_answers(text)
    report = score_quiz(
        small, None, Answers({**answers.values, "pick-one": answers.values.get("x")}, answers.notes), "en"
    )
    assert report.score == 0
    for shown in (*report.notes, *(question.explanation for question in report.questions)):
        assert len(shown) < 600
        assert shown == escaped(shown)


def test_a_long_comment_is_fine_and_a_long_answer_is_not():
    assert read_answers("# " + "x" * 5_000 + '\n[answers]\nx = "a"\n').values == {"x": "a"}
    assert "line 2 cannot be read" in said(read_answers("[answers]\nx = '" + "x" * 5_000 + "'\n"))[0]


@given(st.text())
@settings(deadline=None)
def test_any_text_is_read_without_an_exception(text):
    for note in read_answers(text).notes:
        assert escaped(note.to("en")) == note.to("en")
        assert "\n" not in note.to("pt-BR")


SCALARS = (
    st.text(max_size=20)
    | st.integers()
    | st.floats()
    | st.booleans()
    | st.sampled_from(["b", "B)", "a, c", "ac", "0,25", "-1/4", "1/0", "nan", "1e999", "\u202eb"])
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
)


def toml_of(value):
    match value:
        case bool():
            return str(value).lower()
        case str():
            return '"' + "".join(f"\\U{ord(c):08x}" if not 0xD800 <= ord(c) < 0xE000 else "?" for c in value) + '"'
        case list():
            return "[" + ", ".join(map(toml_of, value)) + "]"
        case dict():
            return "{" + ", ".join(f"{toml_of(name)} = {toml_of(item)}" for name, item in value.items()) + "}"
        case _:
            return repr(value)


@given(values=st.dictionaries(st.sampled_from(["pick-one", "pick-some", "give-number", "elsewhere"]), VALUES))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])  # the fixture is a frozen value
def test_any_toml_value_is_scored_without_an_exception(small, values):
    text = "[answers]\n" + "".join(f"{name} = {toml_of(value)}\n" for name, value in values.items())
    tomllib.loads(text)
    report = score_quiz(small, None, read_answers(text), "pt-BR")
    assert report.max_score == 4
    assert 0 <= report.score <= 4


@pytest.mark.parametrize(
    ("text", "learner"),
    [
        ('learner = "Ana Lima"\n[answers]\nx = "a"\n', "ana lima"),
        ('learner = 117\n[answers]\nx = "a"\n', "117"),
        ('learner = ""\n[answers]\nx = "a"\n', ""),
        ('[answers]\nx = "a"\n', ""),
        ('[answers]\nx = "a"\nlearner = "ana"\n', "ana"),
        ('learner = ""\n[answers]\nx = "a"\nlearner = "ana"\n', "ana"),
        ('learner = "bia"\n[answers]\nx = "a"\nlearner = "ana"\n', "bia"),
        ('learner = "\\u001b[2J"\n[answers]\nx = "a"\n', "\x1b[2j"),
    ],
)
def test_the_learner_is_read_and_is_no_answer(text, learner):
    assert read_answers(text) == Answers({"x": "a"}, (), learner)


@pytest.mark.parametrize("value", ["true", "1.5", '["ana"]', "{a = 1}", "2024-01-01", "nan", "9" * 30])
def test_a_learner_that_is_no_name_is_said(value):
    answers = read_answers(f'learner = {value}\n[answers]\nx = "a"\n')
    assert (answers.values, answers.learner) == ({"x": "a"}, "")
    assert "`learner` is no name" in said(answers)[0]
    assert said(answers, "pt-BR") != said(answers)


@given(learner=VALUES, order=VALUES, number=VALUES)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])  # the fixture is a frozen value
def test_any_learner_any_order_and_any_number_are_scored(other, learner, order, number):
    text = (
        f"learner = {toml_of(learner)}\n[answers]\nput-in-order = {toml_of(order)}\ndrawn-slope = {toml_of(number)}\n"
    )
    tomllib.loads(text)
    for questions, key in ((other, None), (other, {question.id: question for question in other})):
        report = score_quiz(questions, key, read_answers(text), "pt-BR")
        assert (report.max_score, len(report.questions)) == (3, 2)
        assert 0 <= report.score <= 3
        for question in report.questions:
            assert "{" not in question.prompt
            assert escaped(question.explanation) == question.explanation

from dataclasses import replace

import pytest

from autograder.quiz.answers import Answers
from autograder.quiz.ask import ask_quiz
from autograder.quiz.variants import drawn


class Terminal:
    """Types the lines of a script, and keeps what is shown and saved."""

    def __init__(self, *lines, end=EOFError):
        self.lines = list(lines)
        self.end = end
        self.shown = []
        self.saved = []

    def read(self):
        if not self.lines:
            raise self.end
        self.shown.append(f"> {self.lines[0]}")
        return self.lines.pop(0)

    def run(self, questions, answers=None, lang="en", *, again=False):
        return ask_quiz(
            questions,
            answers or Answers(),
            say=self.shown.append,
            read=self.read,
            save=lambda id_, value: self.saved.append((id_, value)),
            lang=lang,
            again=again,
        )

    @property
    def text(self):
        return "\n".join(self.shown)


@pytest.fixture
def quiz(small):
    return tuple(question.without_key() if question.graded else question for question in small)


def test_practice_is_judged_at_once_and_asked_again_until_right(quiz):
    terminal = Terminal("a", "zz", "C", "b", "ac", "0,9")
    end = terminal.run(quiz)
    assert terminal.saved == [
        ("pick-one", "a"),
        ("pick-one", "c"),
        ("pick-one", "b"),
        ("pick-some", ["a", "c"]),
        ("give-number", 0.9),
    ]
    assert not end.stopped
    assert end.values == {"pick-one": "b", "pick-some": ["a", "c"], "give-number": 0.9}
    assert "Not yet. first is wrong" in terminal.text
    assert 'This question asks for one letter (a, b, c), and the answer is "zz".' in terminal.text
    assert "Right. second is right" in terminal.text
    assert "Answered: 3 of 3. Practice: 2 right of 2. Graded: 1 recorded of 1." in terminal.text


def test_graded_is_recorded_without_a_verdict_even_where_the_key_is_at_hand(small):
    terminal = Terminal("", "b", "")
    terminal.run(small)
    assert terminal.saved == [("pick-some", ["b"])]
    assert "Recorded" in terminal.text
    assert "beta is out" not in terminal.text


def test_what_is_recorded_is_the_last_answer_also_if_it_is_wrong(quiz):
    terminal = Terminal("c", "", "", "")
    end = terminal.run(quiz)
    assert end.values == {"pick-one": "c"}
    assert terminal.saved == [("pick-one", "c")]


@pytest.mark.parametrize("word", ["q", "Q", "sair"])
def test_q_quits_and_keeps_what_was_answered(quiz, word):
    terminal = Terminal("b", word)
    end = terminal.run(quiz)
    assert end.stopped
    assert terminal.saved == [("pick-one", "b")]
    assert "Stopped here; what you answered is saved." in terminal.text
    assert "Question 3" not in terminal.text


@pytest.mark.parametrize("end", [EOFError, KeyboardInterrupt])
def test_the_end_of_the_input_is_polite(quiz, end):
    terminal = Terminal("a", end=end)
    assert terminal.run(quiz, lang="pt-BR").stopped
    assert "Paramos aqui; o que você respondeu está salvo." in terminal.text
    assert terminal.saved == [("pick-one", "a")]


def test_answered_questions_are_passed_over_unless_asked_again(quiz):
    answers = Answers({"pick-one": "a", "pick-some": "", "give-number": 3})
    terminal = Terminal("b")
    terminal.run(quiz, answers)
    assert terminal.saved == [("pick-some", ["b"])]
    assert "Question 2 of 3" in terminal.text
    assert "Question 1" not in terminal.text
    again = Terminal("b", "a", "0.899")
    again.run(quiz, answers, again=True)
    assert [id_ for id_, _ in again.saved] == ["pick-one", "pick-some", "give-number"]


def test_when_all_is_answered_nothing_is_asked(quiz):
    terminal = Terminal()
    end = terminal.run(quiz, Answers({"pick-one": "a", "pick-some": ["a"], "give-number": 3}))
    assert not end.stopped
    assert "Every question has an answer already." in terminal.text
    assert "Practice: 0 right of 2" in terminal.text


def test_an_answer_in_the_file_that_is_none_is_asked_and_explained(quiz):
    terminal = Terminal("q")
    terminal.run(quiz, Answers({"pick-one": "\x1b[2Jz"}))
    assert "Your answers file has this" in terminal.text
    assert "\x1b" not in terminal.text


def test_the_missing_options_are_counted_not_named_while_trying(small):
    terminal = Terminal("a", "q")
    terminal.run((replace(small[1], graded=False),))
    assert "Not yet. One more option is right." in terminal.text
    assert "gamma belongs" not in terminal.text


def test_what_save_raises_is_passed_on(quiz):
    def refuse(id_, value):
        raise RuntimeError(id_, value)

    with pytest.raises(RuntimeError):
        ask_quiz(quiz, Answers(), say=lambda _line: None, read=lambda: "b", save=refuse, lang="en")


@pytest.mark.parametrize("lang", ["en", "pt-BR"])
def test_lines_are_short_and_single(key, lang):
    terminal = Terminal(*["d", "b", "a", ""] * 60)
    terminal.run(tuple(key.values()), lang=lang)
    assert all(len(line) <= 88 and "\n" not in line for line in terminal.shown)


def test_an_order_is_asked_for_until_it_is_right(ordering):
    terminal = Terminal("b a", "c > b > a", "cab")
    end = terminal.run((ordering,))
    assert terminal.saved == [("put-in-order", ["c", "b", "a"]), ("put-in-order", ["c", "a", "b"])]
    assert end.values == {"put-in-order": ["c", "a", "b"]}
    assert "Which order? (put them all in order)" in terminal.text
    assert "for example b > c > a" in terminal.text
    assert 'In "b a", the letter c is missing' in terminal.text
    assert "Not yet. Up to place 1 it is right; place 2 is not." in terminal.text
    assert "Right. c) the start needs nothing" in terminal.text
    assert "Practice: 1 right of 1." in terminal.text


@pytest.mark.parametrize("learner", ["", "ana", "bruno", "carla"])
def test_drawn_numbers_are_those_of_the_learner(slope, learner):
    practice = replace(slope, graded=False)
    asked = drawn(practice, learner)
    right = f"{asked.part.key.value:g}".replace(".", ",")
    terminal = Terminal("1000", right)
    terminal.run((practice,), Answers(learner=learner))
    assert asked.prompt.to("en") in terminal.text
    assert f"Not yet. {asked.part.key.wrong.to('en')}" in terminal.text
    assert f"Right. {asked.part.key.right.to('en')}" in terminal.text


def test_a_graded_drawn_number_is_recorded_without_a_verdict(slope):
    for question in (slope, slope.without_key()):
        terminal = Terminal("12")
        terminal.run((question,), Answers(learner="ana"))
        assert drawn(slope, "ana").prompt.to("en") in terminal.text
        assert terminal.saved == [("drawn-slope", 12)]
        assert "Recorded" in terminal.text
        assert "so it is" not in terminal.text


def test_what_is_no_number_is_explained_and_asked_again(slope):
    terminal = Terminal("6%", "2*3", "2w = 6", "12")
    terminal.run((slope,))
    said = " ".join(terminal.text.split())
    for what in ("Per cent", "carry it out", "more than a number"):
        assert what in said
    assert terminal.saved == [("drawn-slope", 12)]


def test_how_to_write_it_is_said_as_it_is_typed(quiz, ordering, slope):
    terminal = Terminal("?", "", "?", "", "?", "", "?", "", "?", "")
    terminal.run((*quiz, ordering, slope), lang="pt-BR")
    said = " ".join(terminal.text.split())
    for example in (
        "Digite uma dessas letras",
        "por exemplo: a b.",
        "por exemplo: c > b > a.",
        "como 7,5 ou 0,35 ou -2/3.",
    ):
        assert example in said
    assert '["' not in said
    assert "aspas" not in said


def test_what_the_file_holds_is_explained_as_it_is_typed_now(ordering):
    terminal = Terminal("q")
    terminal.run((ordering,), Answers({"put-in-order": ["b"]}))
    assert 'In ["b"], these letters are missing: a, c.' in terminal.text
    terminal.run((ordering,), Answers({"put-in-order": "?"}))
    assert "Write all of them, for example: c > b > a." in " ".join(terminal.text.split())


def test_one_answer_makes_a_portuguese_sentence(quiz):
    terminal = Terminal("b", "b", "")
    terminal.run(quiz, lang="pt-BR")
    said = " ".join(terminal.text.split())
    assert "Respondidas: 2 de 3. Prática, respostas certas: 1 de 2." in said
    assert "Avaliadas, respostas registradas: 1 de 1." in said


def test_several_missing_letters_are_in_the_plural(ordering):
    for lang, typed, says in (
        ("en", "b", "these letters are missing: a, c."),
        ("en", "ba", "the letter c is missing"),
        ("pt-BR", "b", "faltam estas letras: a, c."),
        ("pt-BR", "ba", "falta a letra c:"),
    ):
        terminal = Terminal(typed, "q")
        terminal.run((ordering,), lang=lang)
        assert says in " ".join(terminal.text.split())

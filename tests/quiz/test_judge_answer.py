import pytest

from autograder.quiz.judge_answers import judge_answer
from autograder.quiz.variants import drawn


def test_a_choice_is_explained_by_the_option_chosen(small):
    assert judge_answer(small[0], "b").right
    assert judge_answer(small[0], "b").why.to("pt-BR") == "a segunda está certa"
    assert not judge_answer(small[0], "c").right
    assert judge_answer(small[0], "c").why.to("en") == "third is wrong"


@pytest.mark.parametrize(
    ("given", "why", "nudge"),
    [
        (["a"], "Missing: c) gamma belongs", "One more option is right."),
        (["a", "b", "c"], "Does not belong: b) beta is out", "Does not belong: b) beta is out"),
        (
            ["b"],
            "Does not belong: b) beta is out Missing: a) alpha belongs c) gamma belongs",
            "Does not belong: b) beta is out 2 more options are right.",
        ),
    ],
)
def test_choices_are_right_only_when_complete_and_exact(small, given, why, nudge):
    judged = judge_answer(small[1], given)
    assert not judged.right
    assert judged.why.to("en") == why
    assert judged.nudge.to("en") == nudge


def test_the_right_choices_are_all_explained(small):
    judged = judge_answer(small[1], ["a", "c"])
    assert judged.right
    assert judged.why.to("pt-BR") == "a) alfa vale c) gama vale"


@pytest.mark.parametrize(
    ("given", "right", "why"),
    [
        (0.899, True, "just so"),
        (0.9, True, "just so"),  # the bound, though 0.9 − 0.899 is a little above 0.001
        (0.898, True, "just so"),
        (0.9001, False, "another one"),
        (-0.899, False, "another one"),
        (9, False, "nine is the height"),
        (9.0005, False, "nine is the height"),
        (1e308, False, "another one"),
    ],
)
def test_numbers_are_judged_within_the_tolerance(small, given, right, why):
    judged = judge_answer(small[2], given)
    assert (judged.right, judged.why.to("en")) == (right, why)


def test_without_a_key_nothing_is_judged(small):
    with pytest.raises(ValueError, match="pick-one"):
        judge_answer(small[0].without_key(), "b")


def test_the_right_order_is_explained_item_by_item(ordering):
    judged = judge_answer(ordering, ["c", "a", "b"])
    assert judged.right
    assert judged.why.to("en") == "c) the start needs nothing a) the middle needs a start b) the end needs a middle"


@pytest.mark.parametrize(
    ("given", "why", "nudge"),
    [
        (
            ["c", "b", "a"],
            "At place 2 stands b) “end”, but a) “middle” belongs there: the middle needs a start The whole order is c a b.",
            "Up to place 1 it is right; place 2 is not. b) the end needs a middle",
        ),
        (
            ["a", "c", "b"],
            "At place 1 stands a) “middle”, but c) “start” belongs there: the start needs nothing The whole order is c a b.",
            "Place 1 belongs to another letter. a) the middle needs a start",
        ),
    ],
)
def test_a_wrong_order_is_told_by_its_first_wrong_place(ordering, given, why, nudge):
    judged = judge_answer(ordering, given)
    assert not judged.right
    assert judged.why.to("en") == why
    assert judged.nudge.to("en") == nudge
    assert "posição" in judged.nudge.to("pt-BR")


def test_the_nudge_does_not_give_the_order_away(ordering):
    from itertools import permutations

    for given in permutations("abc"):
        judged = judge_answer(ordering, list(given))
        assert judged.right == (given == ("c", "a", "b"))
        if not judged.right:
            assert "c a b" not in judged.nudge.to("en")


def test_a_number_is_judged_only_once_it_is_drawn(slope):
    with pytest.raises(ValueError, match="drawn-slope"):
        judge_answer(slope, 12)
    asked = drawn(slope, "")
    assert judge_answer(asked, 12).why.to("en") == "so it is: 3w² is 12"
    assert judge_answer(asked, -12).why.to("pt-BR") == "o sinal de 12 está trocado"
    assert judge_answer(asked, 11).why.to("en") == "it would be 12"


def test_several_left_out_or_too_many_are_in_the_plural(small):
    why = {"".join(given): judge_answer(small[1], given).why.to("pt-BR") for given in (["b"], ["a"], ["a", "b", "c"])}
    assert why["b"].startswith("Não deveria estar marcada: b) ")
    assert "Faltaram: a) alfa vale c) gama vale" in why["b"]
    assert why["a"] == "Faltou: c) gama vale"
    assert why["abc"] == "Não deveria estar marcada: b) beta não vale"


@pytest.mark.parametrize(
    ("lang", "says"), [("en", "Do not belong: a) "), ("pt-BR", "Não deveriam estar marcadas: a) ")]
)
def test_several_too_many_are_in_the_plural(key, lang, says):
    question = key["remedies-for-vanishing-gradients"]
    assert judge_answer(question, ["a", "b", "c", "d"]).why.to(lang).startswith(says)

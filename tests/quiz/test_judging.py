import pytest

from autograder.quiz.judging import judge_answer


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

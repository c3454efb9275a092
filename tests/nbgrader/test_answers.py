"""What a comment says of an answer to the quiz."""

from __future__ import annotations

import pytest

from autograder.course.catalogue import course
from autograder.nbgrader.answers import said
from autograder.quiz.answers import Answers
from autograder.quiz.collected import score_collected
from autograder.quiz.draws import drawn
from autograder.quiz.questions import parse_questions

QUESTIONS = {question.id: question for question in parse_questions(course().questions)}
DRAWN = [question for question in QUESTIONS.values() if question.draw and question.part.key is not None]


@pytest.mark.parametrize("asked", DRAWN, ids=lambda question: question.id)
def test_a_wrong_number_is_told_apart_by_the_numbers_of_its_own_document(asked):
    typical = drawn(asked, "").part.key.typical[0]
    answers = Answers({asked.id: typical.value}, learner="ana", cells=frozenset({asked.id}))
    (report,) = score_collected([asked], None, answers, "en").questions
    assert report.status == "wrong"
    assert said(asked, None, report, answers, "en") == typical.why.to("en")

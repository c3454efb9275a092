"""What a comment says of an answer to the quiz."""

from __future__ import annotations

import pytest

from autograder.course.course import course
from autograder.nbgrader.cell_results import said
from autograder.quiz.answers import Answers
from autograder.quiz.merge import score_collected
from autograder.quiz.parse import parse_questions
from autograder.quiz.variants import drawn

QUESTIONS = {question.id: question for question in parse_questions(course().questions)}
DRAWN = [question for question in QUESTIONS.values() if question.draw and question.part.key is not None]


@pytest.mark.parametrize("asked", DRAWN, ids=lambda question: question.id)
def test_a_wrong_number_is_told_apart_by_the_numbers_of_its_own_document(asked):
    typical = drawn(asked, "").part.key.typical[0]
    answers = Answers({asked.id: typical.value}, learner="ana", cells=frozenset({asked.id}))
    (report,) = score_collected([asked], None, answers, "en").questions
    assert report.status == "wrong"
    assert said(asked, None, report, answers, "en") == typical.why.to("en")

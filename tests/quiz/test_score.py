from dataclasses import replace

from autograder.i18n.language import Text
from autograder.quiz.answers import Answers, read_answers
from autograder.quiz.judge_answers import score_quiz
from autograder.quiz.parse import parse_questions
from autograder.quiz.publish import shipped
from autograder.quiz.variants import drawn


def as_shipped(questions):
    return tuple(question.without_key() if question.graded else question for question in questions)


def by_id(report):
    return {question.id: question for question in report.questions}


def test_practice_counts_and_graded_is_recorded_without_the_key(small):
    answers = Answers({"pick-one": "B)", "pick-some": "c, a", "give-number": "0,899"})
    report = score_quiz(as_shipped(small), None, answers, "en")
    assert [question.status for question in report.questions] == ["right", "recorded", "right"]
    assert [question.answer for question in report.questions] == ["b", ["a", "c"], 0.899]
    assert (report.score, report.max_score, report.notes) == (2, 4, ())
    assert "belongs" not in by_id(report)["pick-some"].explanation


def test_the_key_judges_graded_questions(small):
    key = {question.id: question for question in small}
    right = score_quiz(as_shipped(small), key, Answers({"pick-some": ["a", "c"]}), "pt-BR")
    assert (right.score, right.max_score) == (2, 4)
    assert by_id(right)["pick-some"].explanation == "a) alfa vale c) gama vale"
    wrong = score_quiz(as_shipped(small), key, Answers({"pick-some": ["a"]}), "pt-BR")
    assert (wrong.score, by_id(wrong)["pick-some"].status) == (0, "wrong")
    assert by_id(wrong)["pick-some"].explanation == "Faltou: c) gama vale"


def test_unanswered_points_to_the_text(small):
    report = score_quiz(small, None, Answers(), "pt-BR")
    first = report.questions[0]
    assert (first.status, first.answer, first.score, first.max_score) == ("unanswered", None, 0, 1)
    assert first.explanation == "Sem resposta. Onde ler: xor, Forward Pass."
    assert first.text_source == "xor, Forward Pass"
    assert first.prompt == "Qual {delas}?"


def test_an_answer_that_cannot_be_one_is_wrong_with_and_without_key(small):
    key = {question.id: question for question in small}
    for known in (None, key):
        report = by_id(score_quiz(as_shipped(small), known, Answers({"pick-some": 7, "pick-one": "z"}), "en"))
        assert report["pick-some"].status == report["pick-one"].status == "wrong"
        assert "one or more letters" in report["pick-some"].explanation
        assert report["pick-one"].answer == '"z"'


def test_notes_tell_what_belongs_to_no_question(small):
    report = score_quiz(small, None, read_answers('pick-one = "b"\nother = 1\n'), "en")
    assert report.score == 1
    assert "above the line [answers]" in report.notes[0]
    assert "no such question" in report.notes[1]


def test_a_key_of_another_version_is_said(small):
    key = {question.id: question for question in small}
    key["pick-some"] = replace(small[1], prompt=Text("Other?", "Outra?"))
    report = score_quiz(as_shipped(small), key, Answers(), "en")
    (note,) = report.notes
    assert "`pick-some`" in note
    assert by_id(report)["pick-some"].prompt == "Other?"


def test_the_course_and_its_key_fit(hand_written, key):
    questions = parse_questions(shipped(hand_written)["questions.toml"])
    report = score_quiz(questions, key, Answers(), "en")
    assert report.notes == ()
    assert report.max_score == len(questions) == len(key)


def test_a_part_of_the_key_is_enough_for_its_part(hand_written, key):
    questions = parse_questions(shipped(hand_written)["questions.toml"])
    part = {"third-hidden-node": key["third-hidden-node"]}
    report = by_id(
        score_quiz(questions, part, Answers({"third-hidden-node": 0.378, "chain-rule-with-numbers": 42}), "en")
    )
    assert report["third-hidden-node"].status == "right"
    assert report["chain-rule-with-numbers"].status == "recorded"


def test_control_characters_of_learners_never_come_through(small):
    answers = read_answers('[answers]\npick-one = "\\u001b[2J\\u202e"\n"\\u0007bell" = 1\n')
    report = score_quiz(small, None, answers, "en")
    shown = " ".join((*report.notes, report.questions[0].explanation, str(report.questions[0].answer)))
    assert not set("\x1b\x07\u202e") & set(shown)
    assert "\\x1b[2J" in shown


def test_the_report_shows_the_question_as_the_learner_got_it(other, slope):
    for learner in ("", "ana", "bruno"):
        asked = drawn(slope, learner)
        key = {question.id: question for question in other}
        right = Answers({"drawn-slope": asked.part.key.value, "put-in-order": "c > a > b"}, learner=learner)
        for lang in ("en", "pt-BR"):
            report = score_quiz(as_shipped(other), key, right, lang)
            shown = by_id(report)["drawn-slope"]
            assert (shown.status, shown.prompt) == ("right", asked.prompt.to(lang))
            assert shown.explanation == asked.part.key.right.to(lang)
            assert (report.score, report.notes) == (3, ())
            assert by_id(report)["put-in-order"].answer == ["c", "a", "b"]


def test_another_learner_s_number_is_wrong(other, slope):
    key = {question.id: question for question in other}
    others = [name for name in ("ana", "bruno", "carla") if drawn(slope, name).prompt != drawn(slope, "").prompt]
    assert others
    for learner in others:
        answers = Answers({"drawn-slope": drawn(slope, "").part.key.value}, learner=learner)
        report = by_id(score_quiz(as_shipped(other), key, answers, "en"))["drawn-slope"]
        assert (report.status, report.score) == ("wrong", 0)


def test_the_key_s_numbers_are_drawn_not_the_submission_s(other, slope):
    """What the submission says is who it is; what is asked and what is right is the key's."""
    forged = replace(slope, draw={"p": (3.0,), "w": (1.0,)}).without_key()
    key = {question.id: question for question in other}
    report = score_quiz((forged,), key, Answers({"drawn-slope": 3}, learner="ana"), "en")
    assert by_id(report)["drawn-slope"].prompt == drawn(slope, "ana").prompt.to("en")
    assert by_id(report)["drawn-slope"].status == "wrong"
    assert "`drawn-slope`" in report.notes[0]


def test_a_wrong_order_names_its_place(ordering):
    report = score_quiz((ordering,), None, Answers({"put-in-order": ["c", "b", "a"]}), "pt-BR").questions[0]
    assert report.status == "wrong"
    assert "Na posição 2 está b) “fim”, mas ali entra a) “meio”" in report.explanation
    assert report.text_source == "pytorch"


def test_a_learner_s_name_never_shows(other):
    report = score_quiz(other, None, read_answers('learner = "\\u001b[2J{w}"\n[answers]\ndrawn-slope = 1\n'), "en")
    assert "[2j" not in repr(report).lower()

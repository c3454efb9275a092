from __future__ import annotations

from dataclasses import replace

import pytest

from autograder.render.outline import answer_shown, outline


def shown(report):
    return [f"{line.lead}{line.text}" for line in outline(report)]


def next_step(report):
    return next(line.text for line in outline(report) if line.style == "next")


def without_failures(report):
    keep = ("passed", "not_attempted")
    return replace(report, exercises=tuple(each for each in report.exercises if each.status in keep))


def test_the_first_check_to_mend_is_named_before_what_is_not_started(scenes):
    assert next_step(scenes["half_en"]) == "mend “sigmoid” in sigmoid_backward"


def test_then_what_is_not_started(scenes):
    assert next_step(without_failures(scenes["half_en"])) == "start symbolic_derivatives (“Symbolic derivatives”)"
    assert next_step(scenes["untouched_pt"]).startswith("começar derivative_estimates")


def test_then_a_function_not_written_yet_in_an_exercise_begun(scenes):
    exercise = scenes["half_en"].exercises[5]
    checks = (exercise.checks[0], replace(exercise.checks[2], status="not_attempted"))
    report = replace(scenes["half_en"], exercises=(replace(exercise, checks=checks),))
    assert next_step(report) == "write “grad_W” in linear_backward"


def test_then_the_quiz_then_nothing(scenes):
    full = scenes["full_en"]
    assert next_step(replace(full, quiz=scenes["half_en"].quiz)).startswith("the quiz (questions not right yet: 3)")
    assert next_step(full) == "nothing is left to do"


@pytest.mark.parametrize(
    ("lang", "cell", "file", "said"),
    [
        ("en", "work.py", "work.py", "mend line 7 of work.py"),
        ("pt-BR", "work.py", "work.py", "corrigir a linha 7 de work.py"),
        ("en", "cell 3", "work.ipynb", "mend line 7 of cell 3 in work.ipynb"),
        ("pt-BR", "cell 3", "work.ipynb", "corrigir a linha 7 da célula 3 de work.ipynb"),
    ],
)
def test_what_keeps_a_file_from_being_read_is_mended_first_by_its_line(scenes, lang, cell, file, said):
    exercise = scenes["half_en"].exercises[4]
    evidence = {"stopped": {"cell": cell, "line": 7}}
    checks = tuple(replace(check, evidence=evidence) for check in exercise.checks)
    stopped = replace(exercise, checks=checks, file=file)
    report = replace(scenes["half_en"], lang=lang, exercises=(stopped,))
    assert next_step(report) == said
    assert not any(line.text.startswith("autograder hint") for line in outline(report))


def test_a_check_on_which_the_grader_failed_is_not_the_learner_s_to_mend(scenes):
    exercise = scenes["half_en"].exercises[4]
    checks = tuple(replace(check, evidence={"grader_failed": "IndexError"}) for check in exercise.checks)
    failed = replace(exercise, checks=checks)
    report = scenes["half_en"]
    assert next_step(replace(report, exercises=(failed, *report.exercises[5:]))) == "mend “grad_W” in linear_backward"


def test_what_was_said_in_an_exercise_is_not_said_again(scenes):
    lines = shown(scenes["half_en"])
    assert sum("SyntaxError" in line for line in lines) == 1
    assert any(line.endswith("(as above)") for line in lines)


def test_the_same_words_in_another_exercise_are_said_there_too(scenes):
    report = scenes["half_en"]
    sigmoid = report.exercises[4]
    twice = replace(report, exercises=(sigmoid, replace(sigmoid, id="forward_pass")))
    assert sum("SyntaxError" in line for line in shown(twice)) == 2


def two_checks(scenes, **second):
    """Give lines on a wrong check of a known mistake, and on a second like it but for this."""
    exercise = scenes["half_en"].exercises[5]
    first = replace(exercise.checks[2], evidence={})
    both = (first, replace(first, title="grad_b", rationale="grad_b is wrong", **second))
    lines = shown(replace(scenes["half_en"], exercises=(replace(exercise, checks=both, notes=()),)))
    return first, lines[lines.index("grad_b is wrong") + 1 :]


def test_help_that_was_given_is_pointed_to(scenes):
    _, after = two_checks(scenes)
    assert after[:2] == ["→ (as above)", "known mistake: divided-by-batch-size"]


def test_help_of_its_own_is_given_and_none_is_not_pointed_to(scenes):
    _, after = two_checks(scenes, help="Add up.")
    assert after[:2] == ["→ Add up.", "known mistake: divided-by-batch-size"]
    _, after = two_checks(scenes, help="")
    assert after[0] == "known mistake: divided-by-batch-size"


def test_no_call_is_shown_of_what_is_not_written(scenes):
    evidence = {"call": "linear_backward(1)"}
    assert "call: linear_backward(1)" in two_checks(scenes, evidence=evidence)[1]
    after = two_checks(scenes, evidence=evidence, status="not_attempted")[1]
    assert not any("linear_backward(1)" in line for line in after)


STOPPED = "work.py stopped with SyntaxError: '(' was never closed (line 3: f()"


def stopped(scenes, *notes):
    exercise = scenes["half_en"].exercises[4]
    checks = tuple(
        replace(check, rationale=f"`{check.id}` was not reached: {STOPPED}", help="Count the brackets.")
        for check in exercise.checks
    )
    return shown(replace(scenes["half_en"], exercises=(replace(exercise, checks=checks, notes=notes),)))


def test_what_stopped_the_file_is_said_once_before_the_checks(scenes):
    lines = stopped(scenes, f"{STOPPED}. Count the brackets.")
    assert sum("SyntaxError" in line for line in lines) == 1
    assert sum("Count the brackets" in line for line in lines) == 1
    at = lines.index(f"note: {STOPPED}. Count the brackets.")
    short = [lines.index(f"`{name}` was not reached (as above)") for name in ("sigmoid", "sigmoid_backward")]
    assert at < short[0] < short[1]
    assert not any(lines[place + 1].startswith("→") for place in short)


@pytest.mark.parametrize("note", [None, "work.py was taken.", "line 3: f()", "no"])
def test_what_no_note_says_is_said_by_the_checks(scenes, note):
    lines = stopped(scenes, *([] if note is None else [note]))
    assert sum(STOPPED in line for line in lines) == 2
    assert "→ Count the brackets." in lines


def test_only_some_of_what_was_printed_is_shown(scenes):
    lines = shown(scenes["half_en"])
    assert sum(line.startswith("│ ") for line in lines) == 8
    assert "… (lines not shown: 5)" in lines


def test_very_long_texts_are_cut(scenes):
    exercise = scenes["half_en"].exercises[5]
    check = replace(exercise.checks[2], rationale="r" * 100_000, evidence={"call": "c" * 100_000})
    report = replace(scenes["half_en"], exercises=(replace(exercise, checks=(check,)),))
    assert max(map(len, shown(report))) < 2_100


def test_the_smallest_wrong_call_is_shown_whole_with_its_result(scenes):
    lines = outline(scenes["half_en"])
    (at,) = (at for at, line in enumerate(lines) if line.lead == "smallest wrong case: ")
    assert (
        lines[at].text
        == "linear_backward(np.array([[2.0], [4.0]]), np.array([[1.0], [3.0]]), np.array([[5.0]]), np.array([0.5]))[1]"
    )
    assert not lines[at].folds
    assert lines[at + 1].text == "result: [[7]]; right: [[14]]"


@pytest.mark.parametrize("broken", [None, {}, [], "f(1)", {"got": "1", "expected": "2"}])
def test_evidence_of_another_kind_shows_no_smallest_call(scenes, broken):
    exercise = scenes["half_en"].exercises[5]
    check = replace(exercise.checks[2], evidence={"counterexample": broken})
    report = replace(scenes["half_en"], exercises=(replace(exercise, checks=(check,)),))
    assert not any("smallest" in line for line in shown(report))


def test_nothing_harmful_is_left(scenes):
    for line in outline(scenes["hostile_en"]):
        assert not set("\x1b\x00\r\u202e\ud800") & set(line.lead + line.text)


def test_a_quiz_without_questions_is_not_shown(scenes):
    report = replace(scenes["full_en"], quiz=replace(scenes["full_en"].quiz, questions=(), score=0, max_score=0))
    assert not any("quiz" in line.lower() for line in shown(report))


def test_recorded_answers_are_counted(scenes):
    quiz = scenes["half_en"].quiz
    questions = tuple(replace(each, status="recorded", score=0) for each in quiz.questions)
    lines = shown(replace(scenes["half_en"], quiz=replace(quiz, questions=questions, score=0)))
    assert "Quiz · 0/5 · recorded, to be judged later: 4" in lines


def test_notes_of_an_untouched_exercise_stand_on_its_line(scenes):
    exercise = replace(scenes["untouched_en"].exercises[0], notes=("only comments in it",))
    lines = shown(replace(scenes["untouched_en"], exercises=(exercise,)))
    assert "– derivative_estimates: Derivative estimates · 0/10, not started; only comments in it" in lines


@pytest.mark.parametrize(
    ("answer", "text"),
    [("b", "b"), (["c", "a"], "c, a"), (0.25, "0.25"), (True, "true"), (None, "null"), ({"a": 1}, '{"a": 1}')],
)
def test_answers_are_shown_bare(answer, text):
    assert answer_shown(answer) == text


def test_the_receipt_of_a_grade_stands_in_its_foot_and_a_check_has_none(scenes):
    report = replace(scenes["full_en"], receipt="ab" * 32)
    assert [line.text for line in outline(report)][-1] == f"receipt {'ab' * 32}"
    checked = replace(report, isolation=replace(report.isolation, probes={}))
    assert not any("receipt" in line.text for line in outline(checked))

from __future__ import annotations

from dataclasses import replace

import pytest

from autograder.render.columns import width
from autograder.render.table import grid, plain_table, short_heads


def named(report, id_):
    return replace(report, submission=replace(report.submission, id=id_))


def test_heads_are_initials_and_differ():
    assert short_heads(["chain_rule", "xor_training", "vanishing_and_exploding"]) == ("cr", "xt", "vae")
    assert short_heads(["chain_rule", "cross_ratio", "c_r"]) == ("cr", "cr2", "cr3")


@pytest.mark.parametrize("cells", [80, 100, 120])
def test_a_class_fits_its_width_with_twelve_exercises_and_long_names(scenes, cells):
    names = ["maria-antonieta-da-conceição-de-souza-e-silva-2", "北京大学人工智能研究院-2024", "u" * 300]
    reports = [named(scenes["half_en"], name) for name in names] + [scenes["ungradable_en"]]
    lines = plain_table(reports, cells).split("\n\n")[0].splitlines()
    assert len(lines) == 7
    assert all(width(line) <= cells for line in lines)


def test_columns_of_less_use_are_left_out_where_there_is_no_room(scenes):
    heads = [cell.text for cell in grid([named(scenes["half_en"], "a" * 30)], 60).rows[0]]
    assert heads[0] == "submission"
    assert heads[-1] == "total"
    assert len(heads) == 14


def test_equal_names_stay_apart_when_cut(scenes):
    names = ["a-very-long-name-of-a-learner", "a-very-long-name-of-a-learner-2"]
    first, second = (row[0].text for row in grid([named(scenes["half_en"], name) for name in names], 100).rows[2:])
    assert first != second


def test_scores_and_what_was_not_attempted(scenes):
    laid = grid([scenes["half_en"]], 100)
    row = [cell.text for cell in laid.rows[2]]
    assert row == ["bruno", "10", "–", "5", "–", "0", "6", *["–"] * 6, "21", "1", "graded", "3.2"]
    assert [cell.text for cell in laid.rows[1]][1:4] == ["10", "5", "5"]


def test_seconds_have_the_decimal_mark_of_their_language(scenes):
    assert grid([scenes["half_en"]], 100).rows[2][-1].text == "3.2"
    assert grid([scenes["full_pt"]], 100).rows[2][-1].text == "3,2"
    assert grid([scenes["ungradable_pt"]], 100).rows[2][-1].text == "0,0"


def test_reasons_stand_in_one_line_below(scenes):
    broken = replace(scenes["ungradable_en"], reason="first\nsecond \x1b[2J")
    assert plain_table([scenes["full_en"], broken]).endswith("Could not be graded:\n  lost: first second \\x1b[2J\n")


def test_what_is_odd_in_a_submission_stands_in_one_line_below(scenes):
    report = scenes["full_en"]
    odd = replace(report, submission=replace(report.submission, notes=("`a.py`\nis not graded", "b", "c")))
    text = plain_table([odd, report])
    assert text.endswith(
        f"To look at:\n  {odd.submission.id}: `a.py` is not graded (notes in its report beside this one: 2)\n"
    )
    assert plain_table([odd] * 22).endswith("  further submissions with notes: 2\n")
    assert "To look at" not in plain_table([report, report])


def test_only_ungradable_submissions(scenes):
    text = plain_table([scenes["ungradable_pt"]])
    assert "sem nota" in text
    assert "Não foi possível avaliar:\n  lost: lost.zip" in text


def test_an_unanswered_quiz_is_a_dash(scenes):
    row = [cell.text for cell in grid([scenes["untouched_en"]], 100).rows[2]]
    assert row[-3] == "–"


def test_no_submissions():
    assert plain_table([]) == "no submissions\n"


def test_a_name_in_a_log_commands_nothing(scenes):
    text = plain_table([named(scenes["full_en"], "::error::x"), named(scenes["ungradable_en"], "::error::y")])
    assert not any(line.strip().startswith("::") for line in text.splitlines())

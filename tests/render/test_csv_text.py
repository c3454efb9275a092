from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.render.csv_text import FORMULAS, cell, scores_csv


def rows(*reports):
    return list(csv.DictReader(io.StringIO(scores_csv(reports), newline="")))


def test_a_row_for_each_submission(scenes):
    half, lost = rows(scenes["half_en"], scenes["ungradable_pt"])
    assert (half["submission"], half["status"], half["score"], half["max_score"]) == ("bruno", "graded", "21", "100")
    assert (half["linear_backward"], half["delta_rule"], half["quiz_max_score"]) == ("6", "", "5")
    assert (lost["status"], lost["score"], lost["linear_backward"], lost["quiz_score"]) == ("ungradable", "", "", "")
    assert lost["reason"] == scenes["ungradable_pt"].reason


def test_no_reports_are_a_head_alone():
    assert scores_csv([]).count("\r\n") == 1


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "\t=1", " \n=1", "\u202e=1"])
def test_a_name_is_never_a_formula(scenes, name):
    report = scenes["half_en"]
    (row,) = rows(replace(report, submission=replace(report.submission, name=name)))
    assert not row["name"].startswith((*FORMULAS, "\t", "\n", " "))
    assert "1" in row["name"]


def test_commas_quotes_and_line_ends_stay_in_their_cell(scenes):
    report = scenes["half_en"]
    (row,) = rows(replace(report, submission=replace(report.submission, name='Silva, "Zé"\nx')))
    assert row["name"] == 'Silva, "Zé" x'


@given(st.text())
def test_any_text_is_one_harmless_cell(text):
    made = cell(text)
    assert not made.startswith(FORMULAS)
    assert not set(made) & set("\r\n\t\x00\x1b")

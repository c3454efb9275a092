"""The class's report of an assignment: of what was graded now and before."""

from __future__ import annotations

import pytest

from tests.nbgrader.classroom import GOOD, PARTIAL, wrote

pytestmark = pytest.mark.slow  # a course is released, and graded twice


def test_the_report_of_an_assignment_has_everybody_graded_now_or_before(room, tmp_path):
    for student, text in (("ana", GOOD), ("bob", PARTIAL)):
        room.hand_in(student, wrote(text))
    out = tmp_path / "report"
    ran = room.grade("--report", str(out), "--lang", "en")
    assert ran.status == 0, ran.err
    index = (out / "index.html").read_text(encoding="utf-8")
    again = room.grade("--report", str(out), "--lang", "en")
    assert "graded before and unchanged: 2" in again.err
    for page in (index, (out / "index.html").read_text(encoding="utf-8")):
        assert '<a href="students/ana.html">' in page
        assert '<a href="students/bob.html">' in page
        assert "missing-upstream" in page
        assert "only wrong results were compared" not in page
    assert "ana" not in (out / "students" / "bob.html").read_text(encoding="utf-8")
    refused = room.grade("--report", "pages", "--pseudonyms")
    assert refused.status == 2
    assert "grade-class" in refused.err
    refused = room.grade("--comments", "x.toml")
    assert (refused.status, "--report" in refused.err) == (2, True)

"""Where the line is, at which a learner should look."""

from __future__ import annotations

import pytest

from autograder.grading.grade_exercise import with_places
from autograder.i18n.language import Text
from autograder.judging.model import Verdict
from autograder.sandbox.protocol.calls import Cell

WHY = Text(en="it is wrong", pt="está errado")


@pytest.mark.parametrize(
    ("cells", "place"),
    [
        ([Cell("a.py", "import math\n\n\ndef f(x):\n    return x\n")], {"line": 4}),
        ([Cell("a.py", "def f(x): ...\n\nclass A:\n    async  def f(x): ...\n")], {"line": 4}),
        ([Cell("a.py", "f = lambda x: x\n")], {"line": 1}),
        ([Cell("a.py:3", "\n\ndef f(x): ...\n"), Cell("a.py:9", "\n" * 8 + "print(f(1))\n")], {"line": 3}),
        ([Cell("cell 2", "def f(x): ...\n"), Cell("cell 4", "\ndef f(x): ...\n")], {"cell": "cell 4", "line": 2}),
    ],
)
def test_what_went_wrong_in_no_line_is_where_the_function_is_defined(cells, place):
    (verdict,) = with_places([Verdict("failed", WHY(), evidence={"function": "f"})], cells)
    assert verdict.evidence == {"function": "f", "place": place}


@pytest.mark.parametrize(
    ("status", "evidence"),
    [
        ("failed", {"function": "g"}),
        ("failed", {}),
        ("passed", {"function": "f"}),
        ("error", {"function": "f", "place": {"line": 7}}),
        ("error", {"function": "f", "stopped": {"cell": "a.py", "line": 7}}),
    ],
)
def test_no_place_is_made_up_or_changed(status, evidence):
    (verdict,) = with_places([Verdict(status, WHY(), evidence=evidence)], [Cell("a.py", "def f(x): ...\nf == f\n")])
    assert verdict.evidence == evidence

"""`release --solutions`: source/ holds the solutions, and what nbgrader releases is what it would be without them."""

from __future__ import annotations

import json

import pytest

from tests.nbgrader.classroom import ASSIGNMENT, ROOT, Room, cli


def cells(path):
    return [
        (cell["cell_type"], "".join(cell["source"])) for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
    ]


@pytest.mark.slow
def test_nbgrader_clears_the_instructor_s_version(released, tmp_path):
    room = Room(tmp_path / "staff")
    ran = cli("release", room.root, "--solutions", ROOT / "solutions", "--key", ROOT / "solutions" / "quiz")
    assert (ran.status, ran.err) == (0, "")
    assert "keep it from learners" in ran.out
    source = room.root / "source" / ASSIGNMENT
    assert any(
        "return grad_output * output * (1 - output)" in text for _, text in cells(source / "05_sigmoid_backward.ipynb")
    )
    answers = "".join(text for _, text in cells(source / "quiz.ipynb"))
    assert "Your answer" not in answers.partition("1.")[2]
    pages = sorted(path.name for path in (released.root / "release" / ASSIGNMENT).glob("*.ipynb"))
    for file in source.iterdir():
        if file.name not in pages:
            file.unlink()
    made = room.nbgrader("generate_assignment", ASSIGNMENT)
    assert made.status == 0, made.err
    for name in pages:
        assert cells(room.root / "release" / ASSIGNMENT / name) == cells(released.root / "release" / ASSIGNMENT / name)

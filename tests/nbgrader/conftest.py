"""The course laid out once, and graded once, for all tests of a process."""

from __future__ import annotations

import shutil

import pytest

from tests.impatient import impatient
from tests.nbgrader.classroom import ASSIGNMENT, KEPT, SEED, Ran, Room, cli, hand_in_all


@pytest.fixture(scope="session")
def released(tmp_path_factory) -> Room:
    """A course as `release` and nbgrader's `generate_assignment` leave it, nothing handed in."""
    root = tmp_path_factory.mktemp("course") / "course"
    assert cli("release", root).status == 0
    for file in (root / "source" / ASSIGNMENT).iterdir():
        if file.stem not in KEPT:
            file.unlink()
    made = Room(root).nbgrader("generate_assignment", ASSIGNMENT)
    assert made.status == 0, made.err
    assert "WARNING" not in made.err
    assert "ERROR" not in made.err
    return Room(root)


@pytest.fixture(scope="session")
def whole_class(released, tmp_path_factory) -> tuple[Room, Ran]:
    """The course with a class, graded; the tests that use it leave it as it is."""
    root = tmp_path_factory.mktemp("class") / "course"
    shutil.copytree(released.root, root)
    room = Room(root)
    hand_in_all(room)
    with impatient():
        return room, room.grade("--seed", str(SEED))


@pytest.fixture
def room(released, tmp_path) -> Room:
    """A course of one's own, nothing handed in."""
    shutil.copytree(released.root, tmp_path / "course")
    return Room(tmp_path / "course")

"""A class of three, of whom the one in the middle hands in what is to stop the grading: it stops nobody's but its own."""

from __future__ import annotations

import os
import shutil
import socket
from pathlib import Path

import pytest

from tests.nbgrader.classroom import ASSIGNMENT, EXERCISE, GOOD, QUIZ, Room, wrote

DIGITS = b'{"nbformat": 4, "metadata": {"x": %s}, "cells": []}' % (b"9" * 6_000)


def nested(folder):
    """Make folders in folders, deeper than any path can name."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for _ in range(50):
            Path("d" * 200).mkdir()
            os.chdir("d" * 200)


def odd_files(folder):
    os.mkfifo(folder / "data.txt")
    os.mkfifo(folder / "more.ipynb")
    (folder / "endless.txt").symlink_to("/dev/zero")
    (folder / "loop.py").symlink_to("loop.py")
    (folder / "upwards").symlink_to("..")
    (folder / ("n" * 250)).mkdir()
    with socket.socket(socket.AF_UNIX) as end, pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        end.bind("talk.py")


def pages(folder):
    (folder / EXERCISE.replace("ipynb", "html")).mkdir()
    (folder / EXERCISE.replace("ipynb", "html") / "note.txt").write_text("x")
    (folder / "look.svg").write_text("<svg onload='alert(1)'/>")
    (folder / "plot.png").write_bytes(b"x")


def as_timestamp(make):
    return lambda folder: make(folder / "timestamp.txt")


# What is done to a submission of right work, its points for the exercise, and what its line says.
HOSTILE = {
    "nested": (nested, 8, "Folders more than 30 levels down are not looked into"),
    "odd_files": (odd_files, 8, "`more.ipynb` is not read: it is no regular file"),
    "exercise_of_digits": (lambda folder: (folder / EXERCISE).write_bytes(DIGITS), 0, "holds nothing at all"),
    "quiz_of_digits": (lambda folder: (folder / QUIZ).write_bytes(DIGITS), 8, "holds nothing at all"),
    "deep_json": (lambda folder: (folder / QUIZ).write_bytes(b"[" * 100_000), 8, "nested more than 64 levels"),
    "timestamp_of_digits": (as_timestamp(lambda file: file.write_bytes(b"9" * 900)), 8, "is no time"),
    "timestamp_pipe": (as_timestamp(os.mkfifo), 8, "it is no regular file"),
    "timestamp_of_10_MB": (as_timestamp(lambda file: file.write_bytes(bytes(10_000_000))), 8, "larger than 1000 bytes"),
    "pages": (pages, 8, ""),
}


@pytest.fixture(scope="module")
def graded(released, tmp_path_factory):
    """The class, graded twice: its rows by name, each with its reasons; and the course."""
    room = Room(tmp_path_factory.mktemp("hostile") / "course")
    shutil.copytree(released.root, room.root)
    for student in ("a-honest", "z-honest"):
        room.hand_in(student, wrote(GOOD))
    for student, (make, *_) in HOSTILE.items():
        make(room.hand_in(student, wrote(GOOD)))
    return room, room.grade(), room.grade()


def test_the_honest_ones_have_what_they_have_alone(graded):
    room, ran, again = graded
    assert ran.status == again.status == 0
    assert "the grader itself failed" not in ran.out
    for student in ("a-honest", "z-honest"):
        assert room.score(student) == 8
        assert f"{student}: 8/66\n" in ran.out
    assert "graded: 0; graded before and unchanged: 11;" in again.err


@pytest.mark.parametrize("student", HOSTILE)
def test_the_hostile_one_has_its_points_and_its_reason(graded, student):
    room, ran, _ = graded
    _, score, said = HOSTILE[student]
    assert room.score(student) == score
    assert said in ran.out.partition(f"\n{student}: ")[2].partition("/66")[2].partition("/66")[0]


def test_nothing_is_copied_that_is_named_like_a_page_or_that_a_browser_would_run(graded):
    room, *_ = graded
    out = room.root / "autograded" / "pages" / ASSIGNMENT
    assert {path.name for path in out.iterdir()} == {EXERCISE, QUIZ, "plot.png"}


def test_who_cannot_be_written_has_a_row_that_says_so(room):
    for student in ("a-honest", "bad", "z-honest"):
        room.hand_in(student, wrote(GOOD))
    (room.root / "autograded" / "bad" / ASSIGNMENT / EXERCISE).mkdir(parents=True)
    ran = room.grade()
    assert ran.status == 1
    assert "bad: 0/66, no grade\n    this submission was graded and could not be written (IsADirectoryError" in ran.out
    assert ran.out.count("honest: 8/66\n") == 2
    (room.root / "autograded" / "bad" / ASSIGNMENT / EXERCISE).rmdir()
    assert room.grade().out.count("graded before") == 2
    assert room.score("bad") == 8

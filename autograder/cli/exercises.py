"""Exercises as they are named on the command line."""

from __future__ import annotations

from difflib import get_close_matches

from autograder.cli import words
from autograder.cli.problem import Problem
from autograder.core.plain import one_line
from autograder.course.catalogue import Course, CourseExercise, find


def named(course: Course, name: str) -> CourseExercise:
    """Find an exercise by id, number, or both (`06`, `linear_backward`, `06_linear_backward`, a file's name).

    Raises `Problem` with the nearest id.
    """
    entry = find(course, name)
    if entry is not None:
        return entry
    ids = [entry.id for entry in course.exercises]
    close = get_close_matches(name, ids, 1)
    near = words.NEAR(id=close[0]) if close else ""
    raise Problem(words.UNKNOWN_EXERCISE(id=one_line(ascii(name), 60), near=near, all=", ".join(ids)))

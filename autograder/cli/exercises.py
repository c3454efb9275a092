"""Exercises as they are named on the command line."""

from __future__ import annotations

from autograder.cli.problem import Problem
from autograder.course.course import Course, find, unknown
from autograder.course.exercise_folder import ExerciseFolder


def named(course: Course, name: str) -> ExerciseFolder:
    """Find an exercise by id, number, or both (`06`, `linear_backward`, `06_linear_backward`, a file's name).

    Raises `Problem` with the nearest id.
    """
    entry = find(course, name)
    if entry is None:
        raise Problem(unknown(course, name))
    return entry

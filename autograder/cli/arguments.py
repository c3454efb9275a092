"""Exercises and a learner's folder, as they are named on the command line."""

from __future__ import annotations

from pathlib import Path

from autograder.cli import messages
from autograder.cli.problem import Problem
from autograder.course.course import Course, find, unknown
from autograder.course.exercise_folder import ExerciseFolder
from autograder.i18n.sanitize import one_line


def named(course: Course, name: str) -> ExerciseFolder:
    """Find an exercise by id, number, or both (`06`, `linear_backward`, `06_linear_backward`, a file's name).

    Raises `Problem` with the nearest id.
    """
    entry = find(course, name)
    if entry is None:
        raise Problem(unknown(course, name))
    return entry


def folder_at(name: str) -> Path:
    """Find the folder of that name. Raises `Problem` if there is none, or it may not be looked into."""
    folder = Path(name)
    try:
        found = folder.is_dir()
    except OSError as error:
        reason = one_line(error.strerror or str(error))
        raise Problem(messages.CLOSED_FOLDER(dir=one_line(name), error=reason)) from None
    if not found:
        raise Problem(messages.NO_FOLDER(dir=one_line(name)))
    return folder

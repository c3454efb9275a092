"""Exercises and a learner's folder, as they are named on the command line."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.cli import messages
from autograder.cli.problem import Problem
from autograder.i18n.language import Text
from autograder.i18n.sanitize import one_line

if TYPE_CHECKING:  # the course brings numpy, for which a warm process need not wait
    from autograder.course.course import Course
    from autograder.course.exercise_folder import ExerciseFolder

ONLY_HERE = Text(
    en="the exercise {id} is in this checkout, and the course in use is {used}; say python -m autograder here, or install in place: pip install --editable .",
    pt="o exercício {id} está nesta pasta, e o curso em uso é {used}; use aqui python -m autograder, ou instale sem copiar: pip install --editable .",
)
SEED_KNOWN = Text(
    en="--official and --seed exclude each other: who knows a seed can prepare for its inputs. Leave --seed out; or leave --official out, to repeat an earlier run",
    pt="--official e --seed não combinam: quem conhece uma semente pode se preparar para as entradas dela. Retire o --seed; ou retire o --official, para repetir uma correção anterior",
)


def named(course: Course, name: str) -> ExerciseFolder:
    """Find an exercise by id, number, or both (`06`, `linear_backward`, `06_linear_backward`, a file's name).

    Raises `Problem` with the nearest id; or with what to do where only the checkout that one stands in has it.
    """
    from autograder.course.course import Course, course_root, find, unknown
    from autograder.course.exercise_folder import exercise_folders

    entry = find(course, name)
    if entry is not None:
        return entry
    here = find(Course(exercise_folders(Path("solutions"), Path("exercises")), Path("exercises")), name)
    if here is not None:
        raise Problem(ONLY_HERE(id=here.id, used=one_line(str(course_root()))))
    raise Problem(unknown(course, name))


def chosen_seed(options: Namespace) -> int:
    """Give the seed asked for, or a new one. Raises `Problem` where grades shall be official and somebody knows theirs."""
    from autograder.grading.pipeline import fresh_seed

    if options.seed is None:
        return fresh_seed()
    if getattr(options, "official", False):
        raise Problem(SEED_KNOWN())
    return int(options.seed)


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

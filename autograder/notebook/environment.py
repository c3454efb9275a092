"""Where this process runs, in a kernel of Jupyter or under nbgrader, and what is meant by the words given to a call."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from autograder.course.course import course, find, unknown
from autograder.i18n.language import Lang, lang_asked_for
from autograder.judging.model import Exercise
from autograder.workspace.language_line import workspace_lang

NBGRADER = "NBGRADER_EXECUTION"  # set by nbgrader to "autograde" or "validate" while it runs a notebook


def graded_here() -> bool:
    """Whether nbgrader runs this notebook: what a cell shows last is then a grade."""
    return bool(os.environ.get(NBGRADER))


def in_kernel() -> bool:
    """Whether somebody looks at this process through a notebook."""
    ipython = sys.modules.get("IPython")  # a kernel has loaded it; nobody else needs to
    shell = None if ipython is None else ipython.get_ipython()
    return getattr(shell, "kernel", None) is not None


def language(name: str | None) -> Lang:
    """Find a learner's language: the one named, else the one this folder remembers, else the environment's.

    Raises ValueError for one that there is none of.
    """
    here = workspace_lang(Path()) if name is None and not graded_here() else None
    return here or lang_asked_for(name, os.environ)


def as_asked(lang: Lang) -> str:
    """Give what a line to run must end with to be answered in `lang`: nothing, if it is the language here already."""
    return "" if lang == language(None) else f', lang="{lang}"'


def exercise_named(target: object, lang: Lang) -> Exercise:
    """Find an exercise of the course. Raises ValueError with the nearest id."""
    entry = find(course(), str(target))
    if entry is None:
        raise ValueError(unknown(course(), str(target)).to(lang))
    return entry.exercise

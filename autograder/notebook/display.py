"""Where this process runs, and what a cell shows there: text everywhere, HTML in a notebook."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from autograder.course.course import course, find, unknown
from autograder.frozen import frozen
from autograder.i18n.language import Lang, lang_asked_for
from autograder.i18n.sanitize import escaped
from autograder.judging.model import Exercise
from autograder.render.html import lines_html
from autograder.render.outline import Line, Style
from autograder.render.terminal import plain_lines
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


@frozen
class Shown:
    """Some lines in one language; `name` says to those who do not see them what they are."""

    lines: Sequence[Line]
    lang: Lang
    name: str

    def __repr__(self) -> str:
        """Say it in plain text."""
        return plain_lines(self.lines).rstrip("\n")

    def _repr_html_(self) -> str:
        return lines_html(self.lines, self.lang, self.name)


def line(text: str, lead: str = "", indent: int = 0, style: Style = "text") -> Line:
    """Make a line of text, escaped, that folds."""
    return Line(style, escaped(text), lead, indent)


def code(text: str, lead: str = "", indent: int = 0) -> Line:
    """Make a line to copy, which stays whole."""
    return Line("code", escaped(text), lead, indent, folds=False)

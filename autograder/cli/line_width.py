"""How wide the lines are that a person reads."""

from __future__ import annotations

import shutil
import sys

from autograder.render.columns import READABLE, USUAL


def cells() -> int:
    """Give the cells of a line on standard output: as many as its terminal has, but no more than can be read well."""
    if not sys.stdout.isatty():
        return USUAL
    return min(shutil.get_terminal_size((USUAL, 24)).columns, READABLE)

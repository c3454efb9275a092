"""What a cell shows: text everywhere, HTML in a notebook, both made of the same lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.i18n.language import Lang
from autograder.i18n.sanitize import escaped
from autograder.render.html import lines_html
from autograder.render.outline import Line, Style
from autograder.render.terminal import plain_lines


@dataclass(frozen=True, slots=True)
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

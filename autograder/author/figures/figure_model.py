"""What a figure is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from autograder.i18n.language import Lang, Text

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure of the course, known by its name.

    `alt` is for those who do not see it: one line that says what there is to see. `caption` stands below it on the
    page of all figures, with the text it belongs to. `draw` gives the figure with its words in one language.
    """

    name: str
    title: Text
    alt: Text
    caption: Text
    draw: Callable[[Lang], Figure]

"""What a figure is, how all figures look, and how they become files with the same bytes at every run.

matplotlib is imported here and in the functions that draw, nowhere at the top: building the course does without it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from autograder.frozen import frozen
from autograder.i18n.language import Lang, Text

if TYPE_CHECKING:
    from matplotlib.figure import Figure
import io

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


@frozen
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


WIDTH = 7.2  # inches; the height is each figure's own
# Okabe and Ito's colours, told apart by colour-blind readers too.
BLUE, RED, GREEN, GREY = "#0072B2", "#C44E00", "#007A5A", "#6B6B6B"
PALE_BLUE, PALE_RED, PALE_GREY = "#D6E8F5", "#FBE3D2", "#EFEFEF"
COLORS = 64  # in a PNG
DPI = 130  # of a PNG: as wide as a notebook's cell, and sharp enough for its smallest letters

# Letters are drawn as paths: whoever looks may not have the font, and labels must stay where they fit.
# The ground is white: black on nothing could not be read on a dark page.
STYLE = {
    "axes.axisbelow": True,
    "axes.edgecolor": GREY,
    "axes.grid": False,
    "axes.labelsize": 10,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlesize": 10.5,
    "figure.facecolor": "white",
    "font.family": "DejaVu Sans",  # comes with matplotlib
    "font.size": 10,
    "legend.fontsize": 9,
    "legend.frameon": False,
    "lines.linewidth": 1.8,
    "savefig.facecolor": "white",
    "svg.fonttype": "path",
    "xtick.labelsize": 9,
    "ytick.labelsize": 9,
}


def drawn(picture: Picture, lang: Lang) -> tuple[bytes, bytes]:
    """Draw a figure in one language, whatever the reader's own matplotlib settings: as SVG, and as PNG."""
    from matplotlib import style

    salt = {"svg.hashsalt": picture.name}  # ids in the file are made of it instead of chance
    with style.context(["default", STYLE | salt]):
        figure = picture.draw(lang)
        svg, png = io.BytesIO(), io.BytesIO()
        # No date, and no version of matplotlib.
        described = {"Title": picture.title.to(lang), "Date": None, "Creator": None, "Format": None, "Type": None}
        figure.savefig(svg, format="svg", metadata=described)
        figure.savefig(png, format="png", dpi=DPI)
    return svg.getvalue(), _with_few_colors(png)


def _with_few_colors(png: io.BytesIO) -> bytes:
    """Write a PNG with a palette: a third of the bytes, and notebooks carry them."""
    from PIL import Image

    small = io.BytesIO()
    Image.open(png).convert("RGB").quantize(COLORS).save(small, format="png", optimize=True)
    return small.getvalue()


def sheet(height: float, panels: int = 1) -> tuple[Figure, list[Axes]]:
    """Begin a figure of this height in inches, with its panels side by side."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, height), layout="constrained")
    axes = figure.subplots(1, panels, squeeze=False)
    return figure, list(axes[0])


def number(value: float, places: int, lang: Lang) -> str:
    """Write a number as the language does, with a real minus sign."""
    text = f"{value:.{places}f}".replace("-", "−")
    return text if lang == "en" else text.replace(".", ",")

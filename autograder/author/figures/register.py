"""All figures, in the order of the exercises that show them."""

from __future__ import annotations

from autograder.author.figures.descent import RATES_PICTURE, VALLEYS_PICTURE
from autograder.author.figures.figure_model import Picture
from autograder.author.figures.graph import GRAPH
from autograder.author.figures.slopes import SWEEP, TANGENTS
from autograder.author.figures.vanishing import VANISHING
from autograder.author.figures.xor_boundary import BOUNDARY_PICTURE
from autograder.author.figures.xor_network import NETWORK

PICTURES: dict[str, Picture] = {
    picture.name: picture
    for picture in (TANGENTS, SWEEP, NETWORK, GRAPH, RATES_PICTURE, VALLEYS_PICTURE, BOUNDARY_PICTURE, VANISHING)
}

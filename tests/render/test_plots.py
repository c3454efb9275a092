from __future__ import annotations

import re

import numpy as np
import pytest

from autograder.render.plots import CORNERS, HIGH, LEFT, LOW, SIDE, TOP, Network, middles, network_html


def network(losses=(0.25, 0.2, 0.1), outputs=None, answers=None, *, own_start=True):
    return Network(losses, 2.0, own_start=own_start, outputs=outputs, answers=answers)


def diagonal(n=11):
    """Give outputs that are one half where x₀ = x₁, and rise with x₀."""
    x1, x0 = np.meshgrid(middles(n), middles(n), indexing="ij")
    return 1 / (1 + np.exp(-3 * (x0 - x1)))


def test_the_curve_goes_from_the_first_cost_to_the_last():
    text = network_html(network((0.4, 0.2, 0.1)), "en")
    points = [tuple(map(float, pair.split(","))) for pair in re.search(r'points="(.*?)"', text)[1].split()]
    assert points == [(LEFT, TOP), (LEFT + SIDE / 2, TOP + SIDE / 2), (LEFT + SIDE, TOP + 0.75 * SIDE)]
    assert "from 0.4 to 0.1 in 3 epochs" in text
    assert text.count("<svg") == 1


def test_a_long_training_is_thinned_and_keeps_its_ends():
    losses = tuple(np.linspace(1, 0, 5000))
    points = re.search(r'points="(.*?)"', network_html(network(losses), "en"))[1].split()
    assert len(points) <= 150
    assert points[0] == f"{LEFT:.1f},{TOP:.1f}"
    assert points[-1] == f"{LEFT + SIDE:.1f},{TOP + SIDE:.1f}"


@pytest.mark.parametrize("losses", [(0.3,), (0.0, 0.0)])
def test_curves_of_nearly_nothing(losses):
    assert "nan" not in network_html(network(losses), "en").lower()


def test_the_line_is_where_the_output_is_one_half():
    text = network_html(network(outputs=diagonal(), answers=(0, 0, 1, 0)), "en")
    ends = [
        list(map(float, found))
        for found in re.findall(r'x1="([\d.]+)" y1="([\d.]+)" x2="([\d.]+)" y2="([\d.]+)"', text)
    ]
    assert len(ends) >= 10
    for x1, y1, x2, y2 in ends:
        for x, y in ((x1, y1), (x2, y2)):
            assert (x - LEFT) / SIDE == pytest.approx(1 - (y - TOP) / SIDE, abs=1e-2)


def test_a_saddle_has_two_lines_in_one_square():
    text = network_html(network(outputs=np.array([[1.0, 0.0], [0.0, 1.0]]), answers=(0, 0, 0, 0)), "en")
    assert text.count('<line class="ag-edge"') == 2


def test_shades_fill_the_plane_once():
    outputs = np.random.default_rng(0).uniform(-0.5, 1.5, (7, 7))
    text = network_html(network(outputs=outputs, answers=(0, 0, 0, 0)), "en")
    rects = re.findall(r'<rect class="ag-(?:high|low)".*? width="([\d.]+)" height="([\d.]+)"', text)
    assert sum(float(width) * float(height) for width, height in rects) == pytest.approx(SIDE**2, rel=1e-3)


def test_orange_is_one_and_blue_is_nought():
    text = network_html(network(outputs=np.array([[0.0, 0.0], [1.0, 1.0]]), answers=(0, 0, 0, 0)), "en")
    low, high = (re.search(rf'class="ag-{kind}".*? y="([\d.]+)"', text)[1] for kind in ("low", "high"))
    assert float(low) > float(high)  # the second row of outputs is the upper one: x₁ goes up


@pytest.mark.parametrize(
    ("answers", "lang", "said"),
    [((0, 1, 1, 0), "en", "It answers all four corners"), ((0, 1, 0, 0), "en", "It answers 3 of the four"),
     ((0, 1, 1, 0), "pt-BR", "Ela acerta os quatro"), ((1, 0, 0, 1), "pt-BR", "Ela acerta 0 dos quatro")],
)  # fmt: skip
def test_right_corners_are_counted(answers, lang, said):
    text = network_html(network(outputs=diagonal(), answers=answers), lang)
    assert said in text
    assert text.count('role="img" aria-label="') == 2
    assert text.count("<title>") == 2


def test_whose_start_it_is():
    assert "your init_weights" in network_html(network(), "en")
    assert "there is no init_weights" in network_html(network(own_start=False), "en")


def test_the_four_corners_lie_inside():
    assert [target for *_, target in CORNERS] == [x0 ^ x1 for x0, x1, _ in CORNERS]
    places = {place for *at, _ in CORNERS for place in at}
    assert LOW < min(places) < max(places) < HIGH
    assert LOW < middles(4)[0] < middles(4)[-1] < HIGH

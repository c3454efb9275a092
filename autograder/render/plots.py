"""A learner's own XOR network in small pictures beside the right one: the cost by epoch, and what it answers over the plane.

SVG written here, in the page's own text colour, so that it reads in light and dark; it runs and fetches nothing. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import groupby
from typing import Any

import numpy as np

from autograder.frozen import frozen
from autograder.i18n.language import Lang, Text, decimal
from autograder.render.inline_text import marked
from autograder.sandbox.protocol.calls import Array

LOW, HIGH = -0.3, 1.3  # the part of the plane that is drawn, either way
THRESHOLD = 0.5  # xor: the step function says 1 from here on
CORNERS = ((0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 0))  # x₀, x₁, XOR of the two
MOST_POINTS = 150  # of the curve; more are not told apart at its width
BANDS = 10  # shades of the output
SIDE = 170  # of either picture's inner square, in its own units
LEFT, TOP, RIGHT, BOTTOM = 40, 24, 12, 34
WIDTH, HEIGHT = LEFT + SIDE + RIGHT, TOP + SIDE + BOTTOM

STYLE = """
.autograder figure { margin: 8px 0; }
.autograder figcaption { margin-top: 4px; }
.autograder .ag-drawn { display: flex; flex-wrap: wrap; gap: 4px 12px; }
.autograder svg { width: 244px; max-width: 100%; height: auto; font: 11px var(--jp-content-font-family, system-ui, sans-serif); }
.autograder svg text { fill: currentColor; }
.autograder .ag-frame { fill: none; stroke: currentColor; stroke-opacity: .5; }
.autograder .ag-curve { fill: none; stroke: var(--wait); stroke-width: 2; stroke-linejoin: round; }
.autograder .ag-right { fill: none; stroke: currentColor; stroke-width: 1.5; stroke-dasharray: 5 4; }
.autograder .ag-edge { fill: none; stroke: currentColor; stroke-width: 2; }
.autograder .ag-hidden { stroke: currentColor; stroke-width: 1; stroke-dasharray: 2 3; }
.autograder .ag-high, .autograder .ag-low { shape-rendering: crispEdges; }
.autograder .ag-high { fill: rgb(213, 94, 0); }
.autograder .ag-low { fill: rgb(0, 114, 178); }
.autograder .ag-point { fill: var(--jp-layout-color0, var(--page, Canvas)); stroke: currentColor; stroke-width: 1.5; }
"""

TITLE = Text(en="Your own network", pt="A sua própria rede")
CURVE = Text(
    en="The cost by epoch: from {first} to {last} in {epochs} epochs.",
    pt="O custo por época: de {first} a {last} em {epochs} épocas.",
)
CURVE_RIGHT = Text(
    en="The right training, dashed, comes to {last}.",
    pt="O treinamento certo, tracejado, chega a {last}.",
)
YOURS = Text(en="yours", pt="a sua")
THE_RIGHT = Text(en="right", pt="a certa")
COST = Text(en="cost", pt="custo")
EPOCH = Text(en="epoch", pt="época")
PLANE = Text(
    en="What the network answers over the plane of x₀ and x₁: orange towards 1, blue towards 0, and a line where it is one half; each dotted line is where the sum of a hidden unit is 0. The four corners of XOR with their targets; right: {right} of 4.",
    pt="O que a rede responde no plano de x₀ e x₁: laranja perto de 1, azul perto de 0, e uma linha onde a resposta é meio; cada linha pontilhada é onde a soma de uma unidade oculta é 0. Os quatro cantos do XOR com seus alvos; certos: {right} de 4.",
)
DRAWN_START = Text(en="a start drawn by your init_weights", pt="pesos iniciais sorteados pelo seu init_weights")
GIVEN_START = Text(
    en="a start drawn here, since there is no init_weights to draw one",
    pt="pesos iniciais sorteados aqui, na falta de um init_weights",
)
HOW = Text(
    en="Trained by your own code from {start}: {epochs} epochs at learning rate {rate}, cost {first} → {last}.",
    pt="Treinada pelo seu próprio código com {start}: {epochs} épocas com taxa de aprendizagem {rate}, custo {first} → {last}.",
)
SOLVED = Text(en="It answers all four corners of XOR rightly.", pt="Ela acerta os quatro cantos do XOR.")
STUCK = Text(
    en="It answers {right} of the four corners rightly. Some starts get stuck even with perfect code: check again for another.",
    pt="Ela acerta {right} dos quatro cantos. Alguns inícios empacam mesmo com código perfeito: verifique de novo para sortear outro.",
)


@frozen(eq=False)
class Network:
    """One training of a learner's network: `losses` by epoch, and how it was made.

    `outputs` (n, n) is what it answers over the plane, `outputs[i, j]` where x₁ and x₀ are the i-th and j-th of
    `middles(n)`; `answers` are its classes at the four corners. Both are None where they could not be had.
    `hidden` (3, h) has the weights of the hidden units: those of x₀ and x₁, and the bias. `right` is the same training as
    it should be.
    """

    losses: Sequence[float]
    learning_rate: float
    own_start: bool
    outputs: Array | None = None
    answers: tuple[int, ...] | None = None
    hidden: Array | None = None
    right: Network | None = None
    epochs: int = 0  # of which `losses` has some at even steps, from the first to the last; 0: it has all


def plain_of(network: Network) -> dict[str, Any]:
    """Give a network's plain form: as many numbers, to as many digits, as a picture of this size shows."""
    epochs = network.epochs or len(network.losses)
    kept = sorted({round(at) for at in np.linspace(0, len(network.losses) - 1, min(len(network.losses), MOST_POINTS))})
    return {
        "losses": [float(f"{network.losses[at]:.4g}") for at in kept],
        "epochs": epochs,
        "learning_rate": network.learning_rate,
        "own_start": network.own_start,
        "outputs": None if network.outputs is None else np.round(network.outputs, 3).tolist(),
        "answers": network.answers,
        "hidden": None if network.hidden is None else np.round(network.hidden, 4).tolist(),
        "right": None if network.right is None else plain_of(network.right),
    }


def network_of(plain: Mapping[str, Any]) -> Network:
    """Read a network from its plain form. Raises ValueError, TypeError or KeyError for what is none."""
    outputs, answers, hidden, right = (plain.get(key) for key in ("outputs", "answers", "hidden", "right"))
    network = Network(
        [float(loss) for loss in plain["losses"]],
        float(plain["learning_rate"]),
        bool(plain["own_start"]),
        None if outputs is None else np.array(outputs, np.float64),
        None if answers is None else tuple(map(int, answers)),
        None if hidden is None else np.array(hidden, np.float64),
        None if right is None else network_of(right),
        int(plain["epochs"]),
    )
    if not network.losses or not np.isfinite(network.losses).all():
        raise ValueError("no losses to draw")
    for array in (network.outputs, network.hidden):
        if array is not None and (array.ndim != 2 or not np.isfinite(array).all()):  # noqa: PLR2004 -- a matrix
            raise ValueError("no plane to draw")
    return network


def middles(n: int) -> Array:
    """Give the middles of n even steps from LOW to HIGH, shape (n,)."""
    found: Array = LOW + (np.arange(n, dtype=np.float64) + 0.5) * ((HIGH - LOW) / n)
    return found


def network_html(network: Network, lang: Lang, *, titled: bool = True) -> str:
    """Draw what there is of a network, with a caption, and with its title above unless that stands there already."""
    right_one = network.right
    pictures = [_curve(network, lang)]
    said = HOW(
        start=DRAWN_START if network.own_start else GIVEN_START,
        epochs=network.epochs or len(network.losses),
        rate=decimal(f"{network.learning_rate:g}"),
        first=_short(network.losses[0]),
        last=_short(network.losses[-1]),
    ).to(lang)
    if network.answers is not None:
        right = sum(answer == target for answer, (_, _, target) in zip(network.answers, CORNERS, strict=True))
        said += " " + (SOLVED.to(lang) if right == len(CORNERS) else STUCK(right=right).to(lang))
        pictures += _planes(network, YOURS, lang)
    if right_one is not None:
        pictures += _planes(right_one, THE_RIGHT, lang)
    drawn = f'<div class="ag-drawn">\n{"".join(pictures)}</div>\n'
    title = f'<p class="ag-row ag-top" style="--indent: 0"><span class="ag-what">{escape(TITLE.to(lang))}</span></p>\n'
    return f"<figure>{title if titled else ''}{drawn}<figcaption>{marked(said)}</figcaption></figure>\n"


def _short(cost: float) -> Text:
    return decimal(f"{cost:.3g}")


def _planes(network: Network, label: Text, lang: Lang) -> Iterator[str]:
    if network.outputs is not None and network.answers is not None:
        right = sum(answer == target for answer, (_, _, target) in zip(network.answers, CORNERS, strict=True))
        yield _plane(network.outputs, network.hidden, right, label, lang)


def _curve(network: Network, lang: Lang) -> str:
    losses, right = network.losses, None if network.right is None else network.right.losses
    first, last, epochs = losses[0], losses[-1], network.epochs or len(losses)
    most = max([*losses, *(right or ())]) or 1.0
    said = CURVE(first=_short(first), last=_short(last), epochs=epochs).to(lang)
    lines = [f'<polyline class="ag-curve" points="{_points(losses, most)}"></polyline>']
    if right:
        said += " " + CURVE_RIGHT(last=_short(right[-1])).to(lang)
        lines.append(f'<polyline class="ag-right" points="{_points(right, most)}"></polyline>')
        lines += [
            f'<line class="ag-curve" x1="{LEFT}" y1="12" x2="{LEFT + 20}" y2="12"></line>',
            _text(LEFT + 24, 16, YOURS.to(lang)),
            f'<line class="ag-right" x1="{LEFT + 72}" y1="12" x2="{LEFT + 92}" y2="12"></line>',
            _text(LEFT + 96, 16, THE_RIGHT.to(lang)),
        ]
    return _picture(
        said,
        *lines,
        _text(LEFT - 5, TOP + 8, _short(most).to(lang), "end"),
        _text(LEFT - 5, TOP + SIDE, "0", "end"),
        _text(LEFT - 5, TOP + SIDE / 2, COST.to(lang), "end"),
        _text(LEFT, TOP + SIDE + 14, "0"),
        _text(LEFT + SIDE, TOP + SIDE + 14, str(epochs), "end"),
        _text(LEFT + SIDE / 2, TOP + SIDE + 28, EPOCH.to(lang), "middle"),
    )


def _points(losses: Sequence[float], most: float) -> str:
    epochs = len(losses)
    kept = sorted({round(at) for at in np.linspace(0, epochs - 1, min(epochs, MOST_POINTS))})
    return " ".join(
        f"{LEFT + SIDE * at / max(epochs - 1, 1):.1f},{TOP + SIDE * (1 - losses[at] / most):.1f}" for at in kept
    )


def _hidden_lines(hidden: Array | None) -> Iterator[str]:
    """Draw where w₀ x₀ + w₁ x₁ + b is 0, as far as that is in the picture."""
    for w0, w1, bias in [] if hidden is None else hidden.T:
        ends = []
        for at in (LOW, HIGH):
            if w1 and LOW <= (x1 := -(w0 * at + bias) / w1) <= HIGH:
                ends.append((at, x1))
            if w0 and LOW < (x0 := -(w1 * at + bias) / w0) < HIGH:
                ends.append((x0, at))
        if len(ends) == 2:  # noqa: PLR2004 -- where it comes in and where it leaves
            (x, y), (to_x, to_y) = ends
            yield (
                f'<line class="ag-hidden" x1="{_place(x):.1f}" y1="{_place(y, upward=True):.1f}" '
                f'x2="{_place(to_x):.1f}" y2="{_place(to_y, upward=True):.1f}"></line>'
            )


def _plane(outputs: Array, hidden: Array | None, right: int, label: Text, lang: Lang) -> str:
    marks = []
    for x0, x1, target in CORNERS:
        x, y = _place(x0), _place(x1, upward=True)
        marks.append(f'<circle class="ag-point" cx="{x:.1f}" cy="{y:.1f}" r="9"></circle>')
        marks.append(_text(x, y + 4, str(target), "middle"))
    ticks = [_text(_place(at), TOP + SIDE + 14, str(at), "middle") for at in (0, 1)]
    ticks += [_text(LEFT - 5, _place(at, upward=True) + 4, str(at), "end") for at in (0, 1)]
    return _picture(
        f"{label.to(lang)}: {PLANE(right=right).to(lang)}",
        _text(LEFT + SIDE / 2, 16, label.to(lang), "middle"),
        *_shades(outputs),
        *_edges(outputs),
        *_hidden_lines(hidden),
        *marks,
        *ticks,
        _text(_place(0.5), TOP + SIDE + 28, "x₀", "middle"),
        _text(LEFT - 22, _place(0.5, upward=True), "x₁", "middle"),
    )


def _place(value: float, *, upward: bool = False) -> float:
    share = (value - LOW) / (HIGH - LOW)
    return TOP + SIDE * (1 - share) if upward else LEFT + SIDE * share


def _shades(outputs: Array) -> Iterator[str]:
    """Fill the plane in bands, neighbours of one band in one piece; the cell of a point lies around it."""
    n = len(outputs)
    side = SIDE / n
    bands = np.clip(np.floor(np.clip(outputs, 0, 1) * BANDS), 0, BANDS - 1).astype(int)
    for row in range(n):
        y, at = TOP + SIDE - (row + 1) * side, 0
        for band, cells in groupby(bands[row].tolist()):
            width = len(list(cells))
            kind, depth = ("high", band - BANDS // 2) if band >= BANDS // 2 else ("low", BANDS // 2 - 1 - band)
            yield (
                f'<rect class="ag-{kind}" fill-opacity="{0.08 + 0.12 * depth:.2f}" x="{LEFT + at * side:.2f}" '
                f'y="{y:.2f}" width="{width * side:.2f}" height="{side:.2f}"></rect>'
            )
            at += width


def _edges(outputs: Array) -> Iterator[str]:
    """Draw where the output is one half: in each square of four neighbours a straight line (marching squares)."""
    n = len(outputs)
    side = SIDE / n
    for row in range(n - 1):
        for column in range(n - 1):
            crossings = list(_crossings(outputs[row : row + 2, column : column + 2] - THRESHOLD))
            for (x, y), (to_x, to_y) in zip(crossings[::2], crossings[1::2], strict=False):
                left, low = LEFT + (column + 0.5) * side, TOP + SIDE - (row + 0.5) * side
                yield (
                    f'<line class="ag-edge" x1="{left + x * side:.1f}" y1="{low - y * side:.1f}" '
                    f'x2="{left + to_x * side:.1f}" y2="{low - to_y * side:.1f}"></line>'
                )


def _crossings(corners: Array) -> Iterator[tuple[float, float]]:
    """Give where zero is crossed on the four sides of a unit square, in order around it."""
    (a, b), (d, c) = corners
    around = ((a, b, (0, 0), (1, 0)), (b, c, (1, 0), (0, 1)), (c, d, (1, 1), (-1, 0)), (d, a, (0, 1), (0, -1)))
    for start, end, (x, y), (dx, dy) in around:
        if (start >= 0) != (end >= 0):
            share = float(start / (start - end))
            yield x + share * dx, y + share * dy


def _picture(said: str, *parts: str) -> str:
    frame = f'<rect class="ag-frame" x="{LEFT}" y="{TOP}" width="{SIDE}" height="{SIDE}"></rect>'
    return (
        f'<svg role="img" aria-label="{escape(said)}" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f"<title>{escape(said)}</title>{''.join(parts)}{frame}</svg>\n"
    )


def _text(x: float, y: float, text: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'

"""Numbers over a logarithmic axis, a learner's own beside the right ones: errors by step, gradient norms by layer.

SVG written here, as in `autograder.render.plots`. Pure.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

import numpy as np

from autograder.frozen import frozen
from autograder.i18n.language import Lang, Text, decimal
from autograder.i18n.sanitize import one_line
from autograder.render.inline_text import marked

WIDE, HIGH = 300, 200  # of the inner rectangle, in the picture's own units
LEFT, TOP, RIGHT, BOTTOM = 46, 10, 14, 36
KEY_LINE = 16  # height of a line of the key, below the picture
LEAST, MOST = 1e-18, 1e18  # what is drawn of numbers lies between; what is smaller, zero too, lies on the lower edge
MOST_TICKS = 7
MOST_SERIES = 4
LONG, FAR = 1e-4, 10.0  # the slope is measured at steps from here on, where the error is so far above rounding
OFF = 0.2  # an order that differs by more is another one
KINDS = ("a", "b", "c", "d")

STYLE = """
.autograder svg.ag-lines { width: 420px; flex: 0 1 auto; }
.autograder .ag-series { fill: none; stroke-width: 2; stroke-linejoin: round; }
.autograder .ag-mark { stroke: none; }
.autograder .ag-a { stroke: rgb(213, 94, 0); } .autograder .ag-mark.ag-a { fill: rgb(213, 94, 0); }
.autograder .ag-b { stroke: var(--wait); } .autograder .ag-mark.ag-b { fill: var(--wait); }
.autograder .ag-c { stroke: var(--good); } .autograder .ag-mark.ag-c { fill: var(--good); }
.autograder .ag-d { stroke: var(--half); } .autograder .ag-mark.ag-d { fill: var(--half); }
.autograder .ag-floor { fill: none; stroke: currentColor; stroke-width: 1.5; stroke-dasharray: 1 4; stroke-linecap: round; }
.autograder .ag-grid { stroke: currentColor; stroke-opacity: .15; }
"""

STEP = Text(en="step ε", pt="passo ε")
ERROR = Text(en="error", pt="erro")
LAYER = Text(en="layer", pt="camada")
NORM = Text(en="norm", pt="norma")
OF_ORDER = Text(en="{name}: right, like ε{power}", pt="{name}: certo, como ε{power}")
FLOOR = Text(en="rounding, like 1/ε", pt="arredondamento, como 1/ε")
RIGHT_ONES = Text(en="right", pt="certo")
SWEEP_TITLE = Text(en="Your estimates, step by step", pt="As suas estimativas, passo a passo")
SWEEP = Text(
    en="How far your own functions are from the slope of {formula} at w = {w}, for steps from {first} down to {last}, both axes logarithmic.",
    pt="Quanto as suas próprias funções se afastam da inclinação de {formula} em w = {w}, com passos de {first} até {last}, os dois eixos em escala logarítmica.",
)
SLOPE = Text(
    en="{name}: with long steps the error falls like ε to the power {found}; right is {order}.",
    pt="{name}: com passos longos o erro cai como ε elevado a {found}; o certo é {order}.",
)
NO_SLOPE = Text(
    en="{name}: the error does not fall with the step as it should, like ε to the power {order}.",
    pt="{name}: o erro não cai com o passo como deveria, como ε elevado a {order}.",
)
LEAST_ERROR = Text(
    en="Its error is smallest, {error}, at a step of {step}; below that, rounding takes over.",
    pt="O erro é menor, {error}, com passo {step}; abaixo disso, o arredondamento domina.",
)
NORMS_TITLE = Text(en="Your gradients, layer by layer", pt="Os seus gradientes, camada por camada")
NORMS = Text(
    en="What your own function measures in networks of {count} layers, on a logarithmic axis.",
    pt="O que a sua própria função mede em redes de {count} camadas, em escala logarítmica.",
)
FROM_LAST = Text(
    en="{name}: {last} in the last layer, {first} in the first; right is {right_last} and {right_first}.",
    pt="{name}: {last} na última camada, {first} na primeira; o certo é {right_last} e {right_first}.",
)


@frozen
class Series:
    """What the learner's code gave, point by point, beside what is right; `name` is the function's, or the network's.

    Of an error that falls with the step, `order` is the power of ε that it falls like.
    """

    name: str
    got: tuple[float, ...]
    right: tuple[float, ...]
    order: int = 0


@frozen
class Steps:
    """The errors of estimates of one slope, that of `formula` at w, by step; `rounding` is what rounding J comes to."""

    formula: str
    w: float
    steps: tuple[float, ...]
    rounding: tuple[float, ...]
    series: tuple[Series, ...]


def series_of(plain: Sequence[Mapping[str, Any]], points: int | None = None) -> tuple[Series, ...]:
    """Read series from their plain form, all of so many points. Raises ValueError, TypeError or KeyError for what is none."""
    found = tuple(
        Series(str(one["name"]), _figures(one["got"]), _figures(one["right"]), int(one.get("order", 0)))
        for one in plain[:MOST_SERIES]
    )
    many = points or len(found[0].got) if found else 0
    if many < 2 or any(len(side) != many for one in found for side in (one.got, one.right)):  # noqa: PLR2004 -- a line
        raise ValueError("no series to draw")
    return found


def steps_of(plain: Mapping[str, Any]) -> Steps:
    """Read a sweep from its plain form. Raises as `series_of` does."""
    steps, rounding = _figures(plain["steps"]), _figures(plain["rounding"])
    if len(steps) != len(rounding) or not all(step > 0 for step in steps):
        raise ValueError("no steps to draw")
    return Steps(str(plain["formula"]), float(plain["w"]), steps, rounding, series_of(plain["series"], len(steps)))


def _figures(values: Sequence[Any]) -> tuple[float, ...]:
    found = tuple(float(value) for value in values)
    if not all(map(math.isfinite, found)):
        raise ValueError("a number that is not finite")
    return found


def steps_html(sweep: Steps, lang: Lang) -> str:
    """Draw the errors by step, both axes logarithmic, with the right slopes and what rounding leaves."""
    said = SWEEP(
        formula=one_line(sweep.formula, 60),
        w=_short(sweep.w),
        first=_short(max(sweep.steps)),
        last=_short(min(sweep.steps)),
    )
    sentences = [said.to(lang), *(sentence for one in sweep.series for sentence in _of_order(one, sweep, lang))]
    least = min([*sweep.rounding, *(value for one in sweep.series for value in one.got if value > 0)]) / 3
    guides = [
        (
            OF_ORDER(name=one_line(one.name), power="" if one.order == 1 else _raised(one.order)).to(lang),
            "ag-right",
            one.right,
        )
        for one in sweep.series
    ]
    guides.append((FLOOR.to(lang), "ag-floor", sweep.rounding))
    axis = [math.log10(step) for step in sweep.steps]
    drawn = _drawn(axis, sweep.series, guides, least, (STEP.to(lang), ERROR.to(lang)), sentences, powers=True)
    return _figure(drawn, sentences)


def _of_order(one: Series, sweep: Steps, lang: Lang) -> Iterator[str]:
    points = [
        (math.log10(step), math.log10(error))
        for step, error, floor in zip(sweep.steps, one.got, sweep.rounding, strict=True)
        if step >= LONG and error > FAR * floor
    ]
    name, found = one_line(one.name), math.nan
    if len(points) > 2:  # noqa: PLR2004 -- a slope
        x, y = np.array(points).T
        found = float(np.polyfit(x, y, 1)[0])
    if not abs(found - one.order) <= OFF:
        yield NO_SLOPE(name=name, order=one.order).to(lang)
        return
    yield SLOPE(name=name, found=decimal(f"{found:.2f}"), order=one.order).to(lang)
    best = int(np.argmin(one.got))
    yield LEAST_ERROR(error=_short(one.got[best]), step=_short(sweep.steps[best])).to(lang)


def norms_html(series: Sequence[Series], lang: Lang) -> str:
    """Draw the norms layer by layer over a logarithmic axis."""
    count = len(series[0].got)
    sentences = [NORMS(count=count).to(lang), *(_from_last(one, lang) for one in series)]
    guides = [(RIGHT_ONES.to(lang), "ag-right", one.right) for one in series]
    axis = [float(layer) for layer in range(1, count + 1)]
    drawn = _drawn(axis, series, guides, LEAST, (LAYER.to(lang), NORM.to(lang)), sentences, powers=False)
    return _figure(drawn, sentences)


def _from_last(one: Series, lang: Lang) -> str:
    (last, first), (right_last, right_first) = (map(_short, (side[-1], side[0])) for side in (one.got, one.right))
    said = FROM_LAST(name=one_line(one.name), last=last, first=first, right_last=right_last, right_first=right_first)
    return said.to(lang)


def _figure(drawn: str, sentences: Sequence[str]) -> str:
    return (
        f'<figure><div class="ag-drawn">{drawn}</div><figcaption>{marked(" ".join(sentences))}</figcaption></figure>\n'
    )


def _drawn(
    axis: Sequence[float],
    series: Sequence[Series],
    guides: Sequence[tuple[str, str, Sequence[float]]],
    least: float,
    labels: tuple[str, str],
    sentences: Sequence[str],
    *,
    powers: bool,
) -> str:
    """Draw series and guides over `axis`, their values logarithmically; `powers`: the axis is one of powers of ten."""
    values = [abs(value) for one in series for value in (*one.got, *one.right)]
    values += [value for _, kind, guide in guides if kind == "ag-floor" for value in guide]
    kept = [min(max(value, least, LEAST), MOST) for value in values]
    low, high = math.floor(math.log10(min(kept))), math.ceil(math.log10(max(kept)))
    high = max(high, low + 1)
    left, right = min(axis), max(axis)

    def at(x: float, value: float) -> tuple[float, float]:
        power = math.log10(min(max(abs(value), 10.0**low), MOST))
        return LEFT + WIDE * (x - left) / (right - left), TOP + HIGH * (high - power) / (high - low)

    parts = [*_grid_of_values(low, high), *_ticks(left, right, powers=powers)]
    keys: list[tuple[str, str]] = []
    over: list[str] = []  # what is right lies over what was given, which is broader
    for label, kind, guide in guides:
        shown = [at(x, value) for x, value in zip(axis, guide, strict=True) if abs(value) >= 10.0**low]
        over.append(_line(kind, shown))
        keys.append((kind, label))
    for number, one in enumerate(series):
        places = [at(x, value) for x, value in zip(axis, one.got, strict=True)]
        kind = f"ag-{KINDS[number]}"
        parts.append(_line(f"ag-series {kind}", places))
        parts += [_mark(number, *place) for place in places]
        keys.insert(number, (f"ag-series {kind}", one_line(one.name)))
    parts += over
    for number, (kind, label) in enumerate(dict.fromkeys(keys)):
        y = TOP + HIGH + BOTTOM + KEY_LINE * (number + 0.7)
        parts.append(_line(kind, [(LEFT, y - 4), (LEFT + 30, y - 4)]))
        if number < len(series):
            parts.append(_mark(number, LEFT + 15, y - 4))
        parts.append(_text(LEFT + 38, y, label))
    parts.append(_text(LEFT + WIDE / 2, TOP + HIGH + 30, labels[0], "middle"))
    parts.append(_upright(10, TOP + HIGH / 2, labels[1]))
    said = escape(" ".join(sentences))
    height = TOP + HIGH + BOTTOM + KEY_LINE * len(dict.fromkeys(keys)) + 4
    return (
        f'<svg class="ag-lines" role="img" aria-label="{said}" viewBox="0 0 {LEFT + WIDE + RIGHT} {height}">'
        f"<title>{said}</title>{''.join(parts)}"
        f'<rect class="ag-frame" x="{LEFT}" y="{TOP}" width="{WIDE}" height="{HIGH}"></rect></svg>\n'
    )


def _grid_of_values(low: int, high: int) -> Iterator[str]:
    """Rule a line at powers of ten, so few that their labels have room."""
    every = math.ceil((high - low) / MOST_TICKS)
    for power in range(low, high + 1, every):
        y = TOP + HIGH * (high - power) / (high - low)
        yield f'<line class="ag-grid" x1="{LEFT}" y1="{y:.1f}" x2="{LEFT + WIDE}" y2="{y:.1f}"></line>'
        yield _text(LEFT - 5, y + 4, _power(power), "end")


def _ticks(left: float, right: float, *, powers: bool) -> Iterator[str]:
    first, last = math.ceil(left), math.floor(right)
    for tick in range(first, last + 1, math.ceil((last - first) / MOST_TICKS) if powers else 1):
        x = LEFT + WIDE * (tick - left) / (right - left)
        yield _text(x, TOP + HIGH + 14, _power(tick) if powers else str(tick), "middle")


def _line(kind: str, places: Sequence[tuple[float, float]]) -> str:
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    return f'<polyline class="{kind}" points="{points}"></polyline>'


def _mark(number: int, x: float, y: float) -> str:
    """Mark a point: series differ in form, too, for whom their colours do not."""
    kind = f"ag-mark ag-{KINDS[number]}"
    if number % 2:
        return f'<rect class="{kind}" x="{x - 3:.1f}" y="{y - 3:.1f}" width="6" height="6"></rect>'
    return f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="3"></circle>'


def _text(x: float, y: float, text: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _upright(x: float, y: float, text: str) -> str:
    """Write the name of the upright axis along it, where it has room beside the figures whatever they are."""
    turned = f"rotate(-90 {x:.1f} {y:.1f})"
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle" transform="{turned}">{escape(text)}</text>'


def _power(power: int) -> str:
    return {0: "1", 1: "10"}.get(power, f"10{_raised(power)}")


def _raised(power: int) -> str:
    return str(power).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))


def _short(value: float) -> Text:
    return decimal(f"{value:.2g}")

"""A computational graph with a learner's numbers beside the right ones, and the first wrong one marked.

SVG written here, as in `autograder.render.plots`, and the same once more as a table. What is wrong is told by a mark, a line
and a word, never by colour alone. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import pairwise
from typing import Any

from autograder.frozen import frozen
from autograder.i18n.language import Lang, Message, Text
from autograder.i18n.sanitize import one_line
from autograder.render.graph_layout import WIDTH, Layout, Point, layout
from autograder.render.heat import tables_open
from autograder.render.inline_text import marked

MOST_NODES = 30
LINE, PAD = 15, 6  # of a box: height of a line of text, and what is left free around it
LONGEST_NAME, LONGEST_WORD = 17, 13  # characters: of a title in a box, of what stands for a number in a table
LONGEST_IN_ROW = 9  # of what stands for a number in a box, beside its label
MARK = 9  # half the size of an arrow's head

STYLE = """
.autograder svg.ag-graph { width: calc(var(--wide) * 1px); font-size: 12px; flex: 0 1 auto; }
.autograder .ag-box { fill: rgba(128, 128, 128, .1); stroke: currentColor; stroke-opacity: .55; }
.autograder .ag-box.ag-off { fill: none; stroke: var(--bad); stroke-opacity: 1; stroke-width: 1.5; stroke-dasharray: 4 3; }
.autograder .ag-box.ag-first { fill: none; stroke: var(--bad); stroke-opacity: 1; stroke-width: 3; }
.autograder .ag-band { fill: var(--bad); }
.autograder svg .ag-on-band { fill: var(--jp-layout-color0, var(--page, Canvas)); font-weight: 700; }
.autograder svg .ag-name { font-weight: 700; }
.autograder svg .ag-small { font-size: 10.5px; fill-opacity: .8; }
.autograder svg .ag-tell { fill: var(--bad); font-weight: 700; }
.autograder .ag-way { fill: none; stroke: currentColor; stroke-opacity: .55; }
.autograder .ag-head-of-way { fill: currentColor; fill-opacity: .7; }
.autograder .ag-wrong-way { fill: none; stroke: var(--bad); stroke-width: 4; stroke-dasharray: 9 4; }
.autograder table.ag-nodes th { white-space: normal; text-align: left; }
.autograder .ag-head-of-wrong-way { fill: var(--bad); }
"""

TITLE = {
    "value": Text(en="The graph, with its values: the first wrong one is {first}", pt="O grafo, com seus valores: o primeiro errado é o de {first}"),
    "gradient": Text(en="The graph, on the way back: the first wrong gradient is that of {first}", pt="O grafo, no caminho de volta: o primeiro gradiente errado é o de {first}"),
}  # fmt: skip
FIRST = Text(en="✗ first wrong", pt="✗ primeiro errado")
VALUE, YOURS, RIGHT = Text(en="value", pt="valor"), Text(en="yours", pt="o seu"), Text(en="right", pt="o certo")
NODE, WRONG = Text(en="node", pt="nó"), Text(en="wrong", pt="erradas")
NUMBER = Text(en="one number", pt="um número")
VALUES_OF = Text(en="the values", pt="os valores")
GRADIENTS_OF = Text(en="the gradients", pt="os gradientes")
AS_TABLE = Text(en="The same as a table", pt="O mesmo em uma tabela")
IS = Text(en="{name}{entry} is {got}, and {right} is right.", pt="{name}{entry} é {got}, e o certo é {right}.")
BACK = Text(
    en="Going back from {cost}, everything that this check looks at is right up to there.",
    pt="Voltando a partir de {cost}, até ali está certo tudo o que este teste olha.",
)
FORWARD = Text(
    en="Everything it is computed from is right: look at what {kind} computes.",
    pt="Tudo de que ele é calculado está certo: veja o que {kind} calcula.",
)
INPUT = Text(
    en="It is an Input: its value was given, and must stay.",
    pt="É um Input: o valor foi dado e tem de ficar como está.",
)
ONE_EDGE = Text(
    en="It comes by one edge, drawn thick and dashed: look at what {user} ({kind}) hands to {first}.",
    pt="Ele chega por uma só aresta, desenhada grossa e tracejada: veja o que {user} ({kind}) entrega a {first}.",
)
MISSING = Text(
    en="What is missing is just the share that comes by the edge drawn thick and dashed, from {user} ({kind}): shares must be added.",
    pt="O que falta é justamente a parte que chega pela aresta grossa e tracejada, de {user} ({kind}): as partes têm de ser somadas.",
)
TWICE = Text(
    en="The share that comes by the edge drawn thick and dashed, from {user} ({kind}), is in it twice.",
    pt="A parte que chega pela aresta grossa e tracejada, de {user} ({kind}), entrou duas vezes.",
)
MANY_EDGES = Text(
    en="It is the sum of what comes by the edges drawn thick and dashed, from {users}: look at each share, and at how they are added.",
    pt="Ele é a soma do que chega pelas arestas grossas e tracejadas, de {users}: veja cada parte e como elas são somadas.",
)
NO_EDGE = Text(
    en="Here the way back begins, with ∂cost/∂cost = 1.", pt="Aqui começa o caminho de volta, com ∂custo/∂custo = 1."
)
AND = Text(en="{one} and {other}", pt="{one} e {other}")
TURNS = (  # after the first
    Text(en="This is the second run of the same graph; the first one was right.", pt="Esta é a segunda execução do mesmo grafo; a primeira deu certo."),
    Text(en="This is the third run, with new values of {names}; the runs before were right.", pt="Esta é a terceira execução, com novos valores de {names}; as anteriores deram certo."),
)  # fmt: skip
ONE_ENTRY = Text(
    en="Of every array one entry is shown: the one furthest off, or the first.",
    pt="De cada array mostra-se uma entrada: a mais distante do certo, ou a primeira.",
)


@frozen
class Node:
    """A node: what it is computed from, and one entry `at` an index of what was `got` beside what is `right`.

    `got` is a text where it is no such number. `value` is the learner's value there, where gradients are shown.
    """

    name: str
    kind: str
    inputs: tuple[str, ...]
    shape: tuple[int, ...]
    at: tuple[int, ...]
    got: float | str
    right: float
    wrong: int
    size: int
    value: float | None = None


@frozen
class Graph:
    """Nodes, inputs first; whether values or gradients are shown (`part`), and the first wrong one.

    `edges` (user, place) are those by which the first wrong gradient came; `error` says of a single one that its share is
    "missing" or there "twice". `turn` counts runs from 0, and `renewed` are the inputs with new values.
    """

    part: str
    nodes: tuple[Node, ...]
    first: str
    edges: tuple[tuple[str, int], ...]
    error: str
    turn: int
    renewed: tuple[str, ...]

    def node(self, name: str) -> Node:
        """Find a node by its name."""
        return next(node for node in self.nodes if node.name == name)


def graph_of(plain: Mapping[str, Any]) -> Graph:
    """Read a graph from its plain form. Raises ValueError, TypeError, KeyError or AttributeError for what is none."""
    nodes = tuple(_node(one) for one in plain["nodes"])
    part, first, turn = str(plain["part"]), str(plain["first"]), int(plain["turn"])
    edges = tuple((str(edge["user"]), int(edge["place"])) for edge in plain["edges"])
    inputs = {node.name: node.inputs for node in nodes}
    if part not in TITLE or first not in inputs or not 0 <= turn <= len(TURNS):
        raise ValueError("no graph to draw")
    if not 1 < len(inputs) == len(nodes) <= MOST_NODES:
        raise ValueError("not so many nodes")
    if any(user not in inputs or inputs[user][place : place + 1] != (first,) for user, place in edges):
        raise ValueError("an edge that is none")
    return Graph(part, nodes, first, edges, str(plain["error"]), turn, tuple(map(str, plain["renewed"])))


def _node(plain: Mapping[str, Any]) -> Node:
    value, got = plain.get("value"), plain["got"]
    return Node(
        str(plain["name"]),
        str(plain["kind"]),
        tuple(map(str, plain["inputs"])),
        tuple(map(int, plain["shape"])),
        tuple(map(int, plain["at"])),
        _read(got),
        float(plain["right"]),
        int(plain["wrong"]),
        int(plain["size"]),
        None if value is None else float(value),
    )


def _read(got: object) -> float | str:
    """Read a number, which may be a text if it is not finite, or a text that stands for one."""
    try:
        return float(got)  # type: ignore[arg-type]  # whatever it is
    except ValueError:
        return str(got)


def graph_html(graph: Graph, lang: Lang, *, shown: bool) -> str:
    """Draw the graph under a line that shows and hides it. Raises ValueError where the nodes are no such graph."""
    title = TITLE[graph.part](first=one_line(graph.first)).to(lang)
    sentences = [sentence.to(lang) for sentence in _sentences(graph)]
    said = " ".join(sentences)
    table = _table(graph, lang)
    return (
        f'<details{" open" if shown else ""} style="--indent: 6"><summary>{escape(title)}</summary>\n'
        f'<figure><div class="ag-drawn">{_drawn(graph, f"{title}. {said}", lang)}</div>\n'
        f"<figcaption>{marked(said)}</figcaption></figure>\n"
        f'<details style="--indent: 0"><summary>{escape(AS_TABLE.to(lang))}</summary>\n{table}</details>\n</details>\n'
    )


def _sentences(graph: Graph) -> Iterator[Message]:
    """Say what is wrong first, and what that leaves to look at."""
    first = graph.node(graph.first)
    name, entry = f"{first.name}.{graph.part}", list(first.at) if first.at and not isinstance(first.got, str) else ""
    yield IS(name=one_line(name), entry=str(entry), got=_number(first.got), right=_right(first))
    if graph.turn:
        yield TURNS[graph.turn - 1](names=", ".join(map(one_line, graph.renewed)))
    if graph.part == "value":
        yield FORWARD(kind=one_line(first.kind)) if first.inputs else INPUT()
    else:
        yield from _way_back(graph)
    if any(node.size > 1 for node in graph.nodes):
        yield ONE_ENTRY()


def _way_back(graph: Graph) -> Iterator[Message]:
    first, users = one_line(graph.first), list(dict.fromkeys(user for user, _ in graph.edges))
    if graph.first == graph.nodes[-1].name:
        yield NO_EDGE()
        return
    yield BACK(cost=one_line(graph.nodes[-1].name))
    if not graph.edges:
        return
    told = {"missing": MISSING, "twice": TWICE}.get(graph.error, ONE_EDGE)
    if len(graph.edges) == 1:
        user = graph.node(users[0])
        yield told(user=one_line(user.name), kind=one_line(user.kind), first=first)
        return
    names: str | Message = one_line(users[0])
    for user_name in users[1:]:
        names = AND(one=names, other=one_line(user_name))
    yield MANY_EDGES(users=names)


def _drawn(graph: Graph, said: str, lang: Lang) -> str:
    heights = {node.name: _height(node, graph) for node in graph.nodes}
    placed = layout({node.name: node.inputs for node in graph.nodes}, heights)
    wrong_ways = [(graph.first, user, place) for user, place in graph.edges]
    right_ways = [way for way in placed.edges if way not in wrong_ways]
    parts = [_way(placed.edges[way], wrong=False) for way in right_ways]
    parts += [_way(placed.edges[way], wrong=True) for way in wrong_ways]  # what is wrong lies over the rest
    for node in graph.nodes:
        parts += _box(node, graph, placed, heights[node.name], lang)
    return (
        f'<svg class="ag-graph" style="--wide: {placed.width:.0f}" role="img" aria-label="{escape(said)}" viewBox="0 0 {placed.width:.0f} {placed.height:.0f}">'
        f"<title>{escape(said)}</title>{''.join(parts)}</svg>\n"
    )


def _height(node: Node, graph: Graph) -> int:
    lines = 3 + (graph.part == "gradient") + (node.wrong > 0) + (node.name == graph.first)
    return lines * LINE + PAD


def _way(points: Sequence[Point], *, wrong: bool) -> str:
    """Draw an edge; a wrong one with its head at the upper end, as a gradient goes."""
    path = f"M{points[0][0]:.1f} {points[0][1]:.1f}"
    for number, ((x, y), (to_x, to_y)) in enumerate(pairwise(points)):
        half = (y + to_y) / 2
        straight = number % 2 == 1  # through a layer
        path += f"V{to_y:.1f}" if straight else f"C{x:.1f} {half:.1f} {to_x:.1f} {half:.1f} {to_x:.1f} {to_y:.1f}"
    kind = "wrong-way" if wrong else "way"
    (x, y), size = (points[0], MARK) if wrong else (points[-1], -MARK * 0.6)
    head = f"M{x:.1f} {y:.1f}l{-size * 0.6:.1f} {size:.1f}h{size * 1.2:.1f}z"
    return f'<path class="ag-{kind}" d="{path}"></path><path class="ag-head-of-{kind}" d="{head}"></path>'


def _box(node: Node, graph: Graph, placed: Layout, height: int, lang: Lang) -> Iterator[str]:
    x, y = placed.boxes[node.name]
    first = node.name == graph.first
    kind = " ag-first" if first else " ag-off" if node.wrong else ""
    yield f'<rect class="ag-box{kind}" x="{x:.1f}" y="{y:.1f}" width="{WIDTH}" height="{height}" rx="4"></rect>'
    line = y + LINE - 1
    if first:
        yield f'<rect class="ag-band" x="{x:.1f}" y="{y:.1f}" width="{WIDTH}" height="{LINE + 2}"></rect>'
        yield _text(x + WIDTH / 2, line - 1, FIRST.to(lang), "middle", "on-band")
        line += LINE + 1
    yield _text(x + WIDTH / 2, line, one_line(f"{node.name} = {node.kind}", LONGEST_NAME), "middle", "name")
    line += LINE
    yield _text(x + WIDTH / 2, line - 1, _place(node, lang), "middle", "small")
    if graph.part == "gradient":
        line += LINE
        yield from _row(x, line, VALUE.to(lang), "–" if node.value is None else _number(node.value))
    line += LINE
    mark = "✗" if node.wrong else "✓"
    yield from _row(x, line, f"{mark} {YOURS.to(lang)}", _fitting(_number(node.got)), "tell" if node.wrong else "")
    if node.wrong:
        yield from _row(x, line + LINE, RIGHT.to(lang), _fitting(_right(node)))


def _fitting(word: str) -> str:
    """Write what stands in a box beside its label: of a shape the numbers alone, which have room there."""
    return one_line(word.removeprefix("shape "), LONGEST_IN_ROW)


def _row(x: float, y: float, label: str, number: str, kind: str = "") -> Iterator[str]:
    yield _text(x + 5, y, label, "start", kind)
    yield _text(x + WIDTH - 5, y, number, "end", kind)


def _table(graph: Graph, lang: Lang) -> str:
    caption = (VALUES_OF if graph.part == "value" else GRADIENTS_OF).to(lang)
    heads = [NODE, *([VALUE] if graph.part == "gradient" else []), YOURS, RIGHT, WRONG]
    head = "".join(f'<th scope="col">{escape(one.to(lang))}</th>' for one in heads)
    rows = []
    for node in graph.nodes:
        made = f"{node.name} = {node.kind}" + (f"({', '.join(node.inputs)})" if node.inputs else "")
        tell = f" · {FIRST.to(lang).removeprefix('✗ ')}" if node.name == graph.first else ""
        value = "" if graph.part == "value" else f"<td>{'–' if node.value is None else _number(node.value)}</td>"
        mark, kind = ('<span class="ag-lead">✗</span> ', ' class="ag-wrong"') if node.wrong else ("", "")
        rows.append(
            f'<tr><th scope="row">{escape(one_line(f"{made} · {_place(node, lang)}{tell}"))}</th>{value}'
            f"<td{kind}>{mark}{escape(_number(node.got))}</td><td>{escape(_right(node))}</td>"
            f"<td>{node.wrong}/{node.size}</td></tr>\n"
        )
    return (
        f'{tables_open(caption)}<table class="ag-heat ag-nodes"><caption>{escape(caption)}</caption>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>{''.join(rows)}</tbody></table></div>\n"
    )


def _place(node: Node, lang: Lang) -> str:
    """Say of what shape a node is, and at which index it is shown."""
    return f"{node.shape} {list(node.at)}" if node.at else NUMBER.to(lang)


def _number(value: float | str) -> str:
    """Write a number to three digits, as Python does and as the messages and the tables of arrays have it."""
    return one_line(value, LONGEST_WORD) if isinstance(value, str) else f"{value:.3g}"


def _right(node: Node) -> str:
    """Write what is right: a shape where the shape is wrong."""
    wrong_shape = isinstance(node.got, str) and node.got.startswith("shape ")
    return one_line(f"shape {node.shape}" if wrong_shape else f"{node.right:.3g}", LONGEST_WORD)


def _text(x: float, y: float, text: str, anchor: str, kind: str = "") -> str:
    named = f' class="ag-{kind}"' if kind else ""
    return f'<text{named} x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'

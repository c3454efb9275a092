"""The graph that is drawn of exercise 08: the place that is marked is where each wrong version goes wrong."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import numpy as np
import pytest

from autograder.grading.build_report import exercise_report
from autograder.grading.heat_maps import Recorded, with_drawings
from autograder.grading.run_checks import run_checks
from autograder.judging.report import strict
from autograder.render.graph import graph_html, graph_of
from autograder.render.graph_layout import WIDTH, layout
from autograder.render.html import html_exercise
from tests.render.test_html import Page
from tests.solutions.sessions import exercise_of, mistake_of, session_of, solution_of

ID = "graph_backpropagation"


def graphs_of(code):
    """Give, by check, the graphs that are kept of the solution with some code in place of its own, and the verdicts."""
    exercise = exercise_of(ID)
    seen = Recorded(session_of(f"{solution_of(ID)}\n{code}", exercise.driver))
    verdicts = with_drawings(exercise, 1, run_checks(exercise, 1, seen), seen)
    pairs = list(zip(exercise.checks, verdicts, strict=True))
    return {check.id: one.evidence["graph"] for check, one in pairs if "graph" in one.evidence}, verdicts


def marked(name):
    found, _ = graphs_of(mistake_of(ID, name).code)
    return {
        check: (one["part"], one["first"], [edge["user"] for edge in one["edges"]], one["error"], one["turn"])
        for check, one in found.items()
    }


@pytest.mark.parametrize(
    ("mistake", "expected"),
    [
        ("sigmoid_without_upstream", {"gradients": ("gradient", "z", ["s"], "", 0)}),
        ("mse_without_factor_two", {"gradients": ("gradient", "l", ["cost"], "", 0)}),
        ("bias_not_summed", {"gradients": ("gradient", "b", ["l"], "", 0)}),
        ("fan_out_overwritten", {"shared": ("gradient", "b", ["l"], "missing", 0)}),
        ("first_share_kept", {"shared": ("gradient", "b", ["l1"], "missing", 0)}),
        ("target_gradient_sign", {"ends": ("gradient", "y", ["cost"], "", 0)}),
        ("cost_without_gradient", {"ends": ("gradient", "cost", [], "", 0)}),
        ("bias_forgotten", {"values": ("value", "l", [], "", 0)}),
        ("mse_value_summed", {"values": ("value", "cost", [], "", 0)}),
        ("gradients_of_inputs_pile_up", {"again": ("gradient", "b2", [], "", 1)}),
        ("result_cached", {"again": ("value", "l1", [], "", 2)}),
        ("linear_without_bias", {}),  # nothing came back
        ("order_reversed", {}),  # no numbers
    ],
)
def test_the_marked_place_is_where_it_goes_wrong(mistake, expected):
    assert marked(mistake) == expected


def test_nothing_is_drawn_of_right_work():
    assert graphs_of("")[0] == {}


def test_numbers_are_those_that_were_judged():
    found, verdicts = graphs_of(mistake_of(ID, "sigmoid_without_upstream").code)
    evidence = next(one.evidence for one in verdicts if "graph" in one.evidence)
    first = next(node for node in found["gradients"]["nodes"] if node["name"] == "z")
    assert (first["at"], first["got"], first["right"]) == (evidence["index"], evidence["got"], evidence["expected"])
    assert first["wrong"] == evidence["wrong"]
    assert [node["name"] for node in found["gradients"]["nodes"] if node["wrong"]] == ["z"]


@pytest.fixture(scope="module")
def plain():
    found, _ = graphs_of(mistake_of(ID, "fan_out_overwritten").code)
    return json.loads(json.dumps(strict(found["shared"])))


@pytest.mark.parametrize(("lang", "word"), [("en", "first wrong"), ("pt-BR", "primeiro errado")])
def test_a_graph_is_told_by_more_than_colour_and_to_who_does_not_see_it(plain, lang, word):
    text = graph_html(graph_of(plain), lang, shown=True)
    Page(text)
    assert text.count('class="ag-wrong-way"') == 1
    assert text.count('class="ag-box ag-first"') == 1
    assert text.count(f">✗ {word}</text>") == 1
    said = re.search(r"<title>(.*?)</title>", text)[1]
    assert re.search(r"b\.gradient\[\d\]", said)
    assert "(Linear)" in said
    rows = re.findall(r'<th scope="row">(.*?)</th>', text)
    assert len(rows) == len(plain["nodes"])
    assert [row for row in rows if word in row] == [row for row in rows if row.startswith("b = ")]


@pytest.mark.parametrize("lang", ["en", "pt-BR"])
def test_a_label_and_what_stands_beside_it_have_room_in_a_box(plain, lang):
    given = [-1.23e-5, "shape (6, 1)", "shape (12, 1)", "shape (2, 3, 4)", "x" * 40, *[1.0] * len(plain["nodes"])]
    nodes = [
        {**node, "got": got, "right": -1.23e-5, "wrong": 1} for node, got in zip(plain["nodes"], given, strict=False)
    ]
    text = graph_html(graph_of({**plain, "nodes": nodes}), lang, shown=True)
    pairs = re.findall(r'text-anchor="start">([^<]*)</text><text[^>]* text-anchor="end">([^<]*)<', text)
    assert [word for label, word in pairs if label.startswith("✗")][:2] == ["-1.23e-05", "(6, 1)"]
    assert max(len(label) + len(word) for label, word in pairs) <= 16  # bold, of about 8 units each, and narrower signs
    assert "shape (6, 1)" in text.split("<table")[1]


def test_every_node_and_edge_has_a_place_of_its_own(plain):
    graph = graph_of(plain)
    placed = layout({node.name: node.inputs for node in graph.nodes}, dict.fromkeys((n.name for n in graph.nodes), 80))
    assert len(set(placed.boxes.values())) == len(graph.nodes)
    assert len(placed.edges) == sum(len(node.inputs) for node in graph.nodes)
    boxes = [(x, y) for x, y in placed.boxes.values()]
    for (source, user, _), points in placed.edges.items():
        assert points[0][1] < points[-1][1], (source, user)
        for x, y in points[1:-1]:  # a long edge goes beside the boxes
            assert not any(left < x < left + WIDTH and top < y < top + 80 for left, top in boxes)


@pytest.mark.parametrize("got", ["</title><script>", '"><b>', "\x1b[2J", "", "nan", "-inf", 1e308, -1e-300, None])
def test_hostile_values_and_names_are_text(plain, got):
    name = "" if got is None else str(got)
    nodes = [
        {**node, "name": node["name"] + name, "kind": name + node["kind"], "inputs": [one + name for one in node["inputs"]],
         "got": "None" if got is None else got, "value": got if isinstance(got, float) else None}
        for node in plain["nodes"]
    ]  # fmt: skip
    edges = [{**edge, "user": edge["user"] + name} for edge in plain["edges"]]
    hostile = {**plain, "nodes": nodes, "first": plain["first"] + name, "edges": edges, "renewed": [name], "turn": 2}
    for lang in ("en", "pt-BR"):
        text = graph_html(graph_of(hostile), lang, shown=False)
        assert not {"script", "b"} & set(Page(text).tags)
        assert "\x1b" not in text


@pytest.mark.parametrize(
    "broken", [1, "x", [], {}, {"nodes": []}, {"nodes": [{"name": "x"}]}, {"first": "nobody"}, {"part": "<b>"}, {"turn": 9},
               {"edges": [{"user": "l", "place": 7}]}]
)  # fmt: skip
def test_what_is_no_graph_leaves_the_words(plain, broken):
    _, verdicts = graphs_of(mistake_of(ID, "fan_out_overwritten").code)
    graph = {**plain, **broken} if isinstance(broken, dict) and broken else broken
    verdicts = [
        replace(one, evidence={**one.evidence, "graph": graph}) if "graph" in one.evidence else one for one in verdicts
    ]
    text = html_exercise(exercise_report(exercise_of(ID), verdicts, "en"), "en")
    assert "<svg" not in text
    assert "branches overwritten" in text


def test_learners_values_of_any_kind_are_named():
    code = """
class Sigmoid(Sigmoid):
    def backward(self):
        self.inputs[0].gradient = {value}
"""
    for value, told in (("'<b>'", "str"), ("np.ones(7)", "shape (7,)"), ("self.value * np.inf", float("inf"))):
        found, _ = graphs_of(code.format(value=value))
        node = next(one for one in found["gradients"]["nodes"] if one["name"] == "z")
        assert node["got"] == told
        assert node["wrong"] == node["size"]
        assert np.isfinite(node["right"])

import numpy as np
import pytest

from autograder.authoring import graphs

RULES = {
    "Product": lambda a, b: a * b,
    "Sum": lambda a: np.sum(a, axis=(-2, -1)),
    "Linear": lambda X, W, b: X @ W + b[..., None, :],
}
# a is used by p and by cost's q: the short path and the long one meet in it
GRAPH = graphs.graph_of("p = Product(a, b); q = Product(a, p); cost = Sum(q)", {"a": [[2.0, 3.0]], "b": [[-1.0, 5.0]]})


def test_a_graph_is_described_by_plain_lists_and_written_again():
    assert [row[:2] for row in GRAPH] == [
        ["a", "Input"], ["b", "Input"], ["p", "Product"], ["q", "Product"], ["cost", "Sum"],
    ]  # fmt: skip
    assert graphs.sources_of(GRAPH) == {"a": [], "b": [], "p": ["a", "b"], "q": ["a", "p"], "cost": ["q"]}
    assert graphs.below(GRAPH, "p") == {"p", "a", "b"}
    nodes = "p = Product(a, b); q = Product(a, p); cost = Sum(q)"
    assert graphs.shown(GRAPH) == f"Input: a (1, 2), b (1, 2); {nodes}"
    assert graphs.statements(GRAPH) == f"a = Input(np.array([[2.0, 3.0]])); b = Input(np.array([[-1.0, 5.0]])); {nodes}"
    assert graphs.changed(GRAPH, [["b", 7]])[1] == ["b", "Input", 7]


def test_values_and_gradients_are_those_of_a_squared_times_b():
    assert graphs.values_of(RULES, GRAPH)["cost"] == 4 * -1 + 9 * 5
    found = graphs.gradients_of(RULES, GRAPH)
    np.testing.assert_allclose(found["a"], [[2 * 2 * -1, 2 * 3 * 5]], rtol=1e-15)
    np.testing.assert_allclose(found["b"], [[4, 9]], rtol=1e-15)
    assert found["cost"] == 1


def test_a_sweep_gives_the_true_gradients_unless_something_goes_wrong():
    true = graphs.gradients_of(RULES, GRAPH)
    for name, gradient in graphs.swept(RULES, GRAPH).items():
        np.testing.assert_allclose(gradient, true[name], rtol=1e-15)
    last = graphs.swept(RULES, GRAPH, keep=lambda _old, new: new)["a"]
    np.testing.assert_allclose(last, [[-2, 15]])  # what p hands it, after q
    halved = graphs.wrong_share(RULES, "Product", (1,), lambda _G, right, *_: right / 2)
    np.testing.assert_allclose(graphs.swept(RULES, GRAPH, share=halved)["b"], true["b"] / 4)
    started = graphs.swept(RULES, GRAPH, start={"b": np.ones((1, 2))})["b"]
    np.testing.assert_allclose(started, true["b"] + 1)


def test_a_share_has_the_shape_of_its_input():
    rng = np.random.default_rng(0)
    X, W, b, G = rng.normal(size=(4, 3)), rng.normal(size=(3, 2)), rng.normal(size=2), rng.normal(size=(4, 2))
    for at, expected in enumerate((G @ W.T, X.T @ G, G.sum(axis=0))):
        np.testing.assert_allclose(graphs.share_of(RULES, "Linear", at, G, [X, W, b]), expected, rtol=1e-12)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (graphs.backwards(GRAPH), "cost q p b a"),
        (graphs.walked(GRAPH, by_depth=True, once=True), "cost q a p b"),
        (graphs.walked(GRAPH, by_depth=False, once=False), "cost q a p a b"),
        (graphs.along_paths(GRAPH), "cost q p b a a"),
    ],
)
def test_walks_from_the_cost(found, expected):
    assert " ".join(found) == expected


def test_a_node_before_its_inputs_is_found():
    assert graphs.too_early(GRAPH, ["b", "a", "p", "q", "cost"]) is None
    assert graphs.too_early(GRAPH, ["a", "p", "b", "q", "cost"]) == ("p", "b")

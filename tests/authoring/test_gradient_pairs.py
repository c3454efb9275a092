from __future__ import annotations

import numpy as np
import pytest

from autograder.authoring import gradient_pairs, numeric_gradient, upstream_gradient
from autograder.judging.model import Case
from autograder.sandbox.protocol.calls import Call

RNG = np.random.default_rng(4)
LAYERS = (*gradient_pairs.SMOOTH, gradient_pairs.RELU, gradient_pairs.scaled(gradient_pairs.TANH, 1e3))


@pytest.mark.parametrize("layer", LAYERS, ids=lambda layer: layer.formula)
def test_the_right_gradients_are_those_of_differences(layer):
    arguments = layer.draw(RNG, 2, 3, 4)
    G = upstream_gradient(RNG, layer.forward(*arguments).shape)
    for at, given in enumerate(layer.backward(G, *arguments)):

        def cost(moved, at=at):
            return float(np.sum(G * layer.forward(*arguments[:at], moved, *arguments[at + 1 :])))

        numeric = numeric_gradient(cost, arguments[at])
        assert given.shape == arguments[at].shape
        assert np.abs(given - numeric.value).max() <= 1e-6 * np.abs(given).max() + numeric.error.max()


@pytest.mark.parametrize(
    ("change", "same"),
    [
        (gradient_pairs.written_upstream, True),
        (gradient_pairs.written_argument, True),
        (gradient_pairs.replaced(1, gradient_pairs.row_lost), False),
        (gradient_pairs.replaced(0, gradient_pairs.rows_exchanged), False),
        (gradient_pairs.entry_off(RNG, 1, (2, 4)), False),
    ],
    ids=["writes into the upstream", "writes into an argument", "a row lost", "rows exchanged", "an entry off"],
)
def test_a_pair_is_wrong_in_what_it_gives_or_in_what_it_writes_and_never_touches_what_was_drawn(change, same):
    arguments = gradient_pairs.PRODUCT.draw(RNG, 2, 3, 4)
    kept = [array.copy() for array in arguments]
    pair = gradient_pairs.wrong("some", gradient_pairs.PRODUCT, arguments, change)
    G = pair.some_upstream()
    gradients, written = pair.answer(G, *arguments)
    assert not pair.is_right
    right = gradient_pairs.PRODUCT.backward(pair.some_upstream(), *kept)
    assert all(map(np.array_equal, gradients, right)) == same
    assert any(array is not None for array in written) == same
    assert all(map(np.array_equal, (G, *arguments), (pair.some_upstream(), *kept)))


def test_a_right_pair_is_right_and_is_found_again_in_its_call():
    pair = gradient_pairs.right("smooth", *gradient_pairs.drawn(RNG, gradient_pairs.LINEAR))
    assert pair.is_right
    assert not gradient_pairs.misshapen(pair)
    assert gradient_pairs.pair_of(Case(Call("check", pair.callbacks))) is pair
    with pytest.raises(TypeError):
        gradient_pairs.pair_of(Case(Call("check", (1,))))


def test_what_does_not_fit_is_told_in_both_languages():
    pair = gradient_pairs.right("smooth", *gradient_pairs.drawn(RNG, gradient_pairs.PRODUCT))
    with pytest.raises(TypeError, match="takes 2 arrays, not 1 / recebe 2 arrays, e não 1"):
        pair(pair.arguments[0])
    with pytest.raises(ValueError, match=r"argument 1 has shape .* o argumento 1 tem shape .*, e não \(\)"):
        pair(pair.arguments[0], 1.0)

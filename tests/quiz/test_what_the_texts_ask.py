"""Every question that the texts ask is asked in the quiz, in its own words."""

import pytest

# What the texts ask, in fifteen groups, and the questions in which it is asked here.
ASKED = {
    "1 derivadas": {
        "J when w rises by ε": {"slope-of-square-at-3"},
        "ε = 0.002": {"value-after-epsilon"},
        "at w = 2": {"times-epsilon-at-2"},
        "at w = −3": {"slope-at-negative-w"},
    },
    "2 derivadas": {
        "a small derivative": {"small-and-large-derivative"},
        "a large derivative": {"small-and-large-derivative"},
    },
    "3 derivadas": {
        "w³ at 2": {"slope-of-a-power", "slopes-at-2-in-order"},
        "w at 2": {"slopes-at-2-in-order"},
        "1/w at 2": {"slope-of-reciprocal-at-2", "slopes-at-2-in-order"},
        "which is exact": {"which-increase-is-exact"},
        "why it is exact": {"why-the-line-is-exact"},
    },
    "4 derivadas": {
        "why not exactly 6ε": {"excess-over-six-epsilon"},
        "how the excess scales": {"how-the-excess-grows"},
    },
    "5 derivadas": {
        "what a derivative means": {"what-a-derivative-means"},
        "d and ∂": {"straight-d-and-curly-d"},
    },
    "6 chain-rule": {
        "the effect of one parameter on the cost": {"effect-of-first-weights-on-cost", "what-the-gradient-holds"},
        "why 9 and not 8": {"why-nine-not-eight", "fall-when-x-goes-down"},
        "where the slope is 9": {"where-slope-is-nine"},
    },
    "7 chain-rule": {
        "the order of the backward pass": {"nodes-of-the-backward-pass"},
        "what a node needs": {"backward-order-and-needs", "gradient-through-the-sigmoid"},
    },
    "8 cap-18.3": {"what backpropagation is for": {"what-backpropagation-is-for"}},
    "9 cap-18.3": {
        "η too high": {"learning-rate-too-high-too-low", "where-the-step-lands"},
        "η too low": {"learning-rate-too-high-too-low"},
        "what vanishing gradients are": {"what-vanishing-gradients-are", "through-many-sigmoids"},
        "what exploding gradients are": {"what-exploding-gradients-do"},
        "what helps against vanishing": {"remedies-for-vanishing-gradients"},
        "what helps against exploding": {"remedies-for-exploding-gradients"},
    },
    "10 pytorch": {
        "which gradients come first": {"first-gradients-of-three-layers"},
        "the derivative at the valley floor": {"slope-at-the-valley-floor", "steps-down-the-valley"},
        "convex or not": {"which-functions-are-convex", "flat-place-of-a-non-convex-loss"},
    },
    "11 pytorch": {
        "the new weight": {"new-weight-after-one-step"},
        "what the optimizer's step does": {"what-the-optimizer-step-does"},
    },
    "12 xor": {
        "why a hidden layer": {"why-xor-needs-a-hidden-layer"},
        "why a column of ones": {"what-the-column-of-ones-does"},
        "which layer has no bias": {"layer-without-bias"},
        "the shapes of the matrices": {"weight-shapes-with-bias-column"},
    },
    "13 xor": {
        "the output for (0, 1)": {"output-for-zero-one"},
        "what the step function says": {"what-the-step-function-says"},
        "why 0.506 is not good enough": {"why-just-above-half-is-not-enough"},
    },
    "14 xor": {
        "a positive derivative": {"what-the-delta-rule-does"},
        "a negative derivative": {"what-the-delta-rule-does", "delta-rule-with-numbers"},
        "a derivative of zero": {"what-the-delta-rule-does", "when-the-derivative-is-zero"},
        "what decides how long training takes": {"what-decides-how-many-iterations"},
    },
    "15 xor": {
        "why the activation is differentiable": {"why-the-activation-is-differentiable"},
        "training through the step function": {"training-through-the-step-function"},
    },
}


@pytest.mark.parametrize("group", ASKED)
def test_every_item_that_the_texts_ask_is_asked(key, group):
    text = group.partition(" ")[2]
    for item, ids in ASKED[group].items():
        assert ids, item
        assert ids <= set(key), (item, ids - set(key))
        assert {key[id_].text_source for id_ in ids} == {text}, item


def test_the_groups_are_complete():
    assert [int(group.split()[0]) for group in ASKED] == list(range(1, 16))
    assert [len(items) for items in ASKED.values()] == [4, 2, 5, 2, 2, 3, 2, 1, 6, 3, 2, 4, 3, 4, 2]


def test_five_things_decide_how_long_training_takes(key):
    assert len(key["what-decides-how-many-iterations"].part.key.letters) == 5

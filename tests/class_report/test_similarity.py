"""What is alike is found however it is dressed up, and what is no sign of anything is not."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.class_report import similarity
from autograder.class_report.similarity import COMMON, WINDOW, K, alike, prints_of, runs_of, tokens_of

STUB = "import numpy as np\n\n\ndef sigmoid(z):\n    # write it here\n    raise NotImplementedError\n"
REFERENCE = (
    "import numpy as np\n\n\ndef sigmoid(z):\n    e = np.exp(-np.abs(z))\n    return np.where(z >= 0, 1, e) / (1 + e)\n"
)
ODD = """
def train(data, rate):
    total, seen = 0.25, []
    for row in data:
        guess = sum(w * x for w, x in zip(row[::2], row[1::2]))
        total -= rate * (guess - 17) ** 3 / 41
        seen.append(total if total > -3 else 2.5)
    return np.tanh(np.array(seen).cumsum(axis=0))
"""
RENAMED = '''
def train(exemplos, taxa):
    """Uma docstring que não estava lá."""
    soma, vistos = 0.25, []  # com comentário
    for linha in exemplos:
        palpite = sum(p * v for p, v in zip(linha[::2],
                                            linha[1::2]))
        soma -= taxa * (palpite - 17) ** 3 / 41

        vistos.append(soma if soma > -3 else 2.5)
    return np.tanh(np.array(vistos).cumsum(axis=0))
'''


def other(seed):
    """Give another text of about that length, in which hardly a run of tokens is like those of others."""
    draw = random.Random(seed)
    lines = [
        f"    a{at} = {draw.randrange(10**6)} {draw.choice('+-*/')} b[{draw.randrange(10**6)}]" for at in range(12)
    ]
    return "def train(data, rate):\n" + "\n".join(lines)


def classroom(*sources, more=20):
    texts = [*sources, *(other(seed) for seed in range(more))]
    known = runs_of([STUB, REFERENCE])
    return [{"train": prints_of(text, known)} for text in texts]


def test_renaming_layout_comments_and_docstrings_hide_nothing():
    assert tokens_of(ODD)[0] == tokens_of(RENAMED)[0]
    (pair,), count = alike(classroom(ODD, RENAMED))
    assert (pair.one, pair.other, count) == (0, 1, 1)
    assert pair.share == 1
    (passage,) = pair.passages
    assert passage.exercise == "train"
    assert ODD.split("\n")[passage.lines[0] - 1].startswith("def train")
    assert "tanh" in RENAMED.split("\n")[passage.other_lines[1] - 1]


def test_a_passage_is_found_wherever_it_was_moved():
    (pair,), _ = alike(classroom(other(98) + ODD, RENAMED + "\n" + other(99)))
    assert (pair.one, pair.other) == (0, 1)
    assert 0.25 <= pair.share < 1


def test_other_texts_are_not_alike():
    assert alike(classroom(ODD, more=60)) == ((), 0)


def test_what_the_stub_and_the_reference_hold_says_nothing():
    assert alike(classroom(STUB, STUB, REFERENCE, REFERENCE)) == ((), 0)
    (pair,), _ = alike([{"sigmoid": prints_of(text)} for text in (REFERENCE, REFERENCE, *map(other, range(9)))])
    assert (pair.one, pair.other) == (0, 1)


def test_what_many_have_says_nothing():
    assert alike(classroom(*[ODD] * COMMON))[1] == COMMON * (COMMON - 1) // 2
    assert alike(classroom(*[ODD] * (COMMON + 1))) == ((), 0)


def test_the_heaviest_come_first_and_the_rest_is_counted():
    pairs, count = alike(classroom(ODD, ODD, other(50), other(50), ODD + other(51), ODD + other(51)), most=2)
    assert count > 2
    assert (pairs[0].one, pairs[0].other) == (4, 5)
    assert pairs[0].weight >= pairs[1].weight


def test_equal_wrong_results_of_two_are_told_and_of_three_are_not():
    said = ("linear", "grad_W: [1, 0]: 3.25")
    nothing = [{} for _ in range(4)]
    (pair,), _ = alike(nothing, [{said}, set(), {said}, set()])
    assert (pair.one, pair.other, pair.wrong, pair.passages) == (0, 2, ("linear",), ())
    assert alike(nothing, [{said}, {said}, {said}, set()]) == ((), 0)
    assert alike([{}, {}], [{said}, {said}]) == ((), 0)  # of two nobody can say what is unusual


@pytest.mark.parametrize(
    "text", ["", "x", "def f(:\n  '", '"""never closed', "\0\x01", "'" * 99, "é = 1 ¬ 2", "1.2.3e+x"]
)
def test_any_text_has_tokens(text):
    tokens, lines = tokens_of(text)
    assert len(tokens) == len(lines)
    prints_of(text)


@given(st.text(max_size=200))
def test_no_text_is_too_odd(text):
    prints_of(text)


@given(st.integers(0, 10**6), st.integers(0, 60), st.integers(0, 60))
def test_the_guarantee_of_winnowing(seed, before, after):
    """Whatever two texts share over K + WINDOW − 1 tokens has a fingerprint in both."""
    draw = random.Random(seed)
    words = lambda count: [str(draw.randrange(10**9)) for _ in range(count)]  # noqa: E731 -- said once, used thrice
    shared = words(K + WINDOW - 1)
    one = " ".join([*words(before), *shared, *words(after)])
    two = " ".join([*words(after), *shared, *words(before)])
    assert {*prints_of(one).hashes.tolist()} & {*prints_of(two).hashes.tolist()}


def test_lines_are_those_of_the_text():
    text = '"""A docstring\nof two lines."""\n\n# and a comment\n' + ODD
    tokens, lines = tokens_of(text)
    assert text.split("\n")[lines[0] - 1].startswith("def train")
    assert len(tokens) == len(tokens_of(ODD)[0])


def test_the_work_grows_with_the_students_and_not_with_their_pairs(monkeypatch):
    """Counted, not timed: pairs looked at for a class of n, everybody with one text of many copies and one of few."""
    looked = []
    real = similarity._pairs

    def counting(who, class_size):
        for found in real(who, class_size):
            looked.append(len(found))
            yield found

    monkeypatch.setattr(similarity, "_pairs", counting)
    counts = []
    texts = [prints_of(other(seed)) for seed in range(40)]
    for size in (400, 4000):
        looked.clear()
        alike([{"train": texts[at % 40], f"own{at // 2}": texts[0]} for at in range(size)])
        counts.append(sum(looked))
    assert 0 < counts[1] <= 11 * counts[0]

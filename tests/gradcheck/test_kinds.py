import numpy as np
import pytest

from autograder.gradcheck import gradient_check

SEEDS = [
    pytest.param(range(1), id="seed 0"),
    pytest.param(range(1, 5), id="seeds 1 to 4", marks=pytest.mark.slow),
]
WRONG = 28
RIGHT = 22


def statuses(kind, seed):
    backward = kind.start()
    return {
        gradient_check(kind.forward, backward, arguments, seed=seed + place).status
        for place, arguments in enumerate(kind.draw(np.random.default_rng(seed)))
    }


def test_the_kinds_are_as_many_as_the_tests_of_them_and_of_different_names(kinds):
    assert (len(kinds.WRONG), len(kinds.RIGHT)) == (WRONG, RIGHT)
    assert len({kind.name for kind in kinds.WRONG + kinds.RIGHT}) == WRONG + RIGHT
    assert not any(kind.right for kind in kinds.WRONG)
    assert all(kind.right for kind in kinds.RIGHT)


@pytest.mark.parametrize("seeds", SEEDS)
@pytest.mark.parametrize("place", range(WRONG))
def test_every_wrong_kind_fails_on_every_seed(kinds, place, seeds):
    kind = kinds.WRONG[place]
    missed = [seed for seed in seeds if "failed" not in statuses(kind, seed)]
    assert not missed, kind.name


@pytest.mark.parametrize("seeds", SEEDS)
@pytest.mark.parametrize("place", range(RIGHT))
def test_every_right_kind_passes_on_every_seed(kinds, place, seeds):
    kind = kinds.RIGHT[place]
    alarmed = {seed: found for seed in seeds if (found := statuses(kind, seed)) != {"passed"}}
    assert not alarmed, kind.name

"""A checker object, with one step for all entries and 1e-4 as its tolerance."""

from dataclasses import dataclass

import numpy as np


@dataclass
class Checker:
    forward: object
    arguments: tuple
    G: np.ndarray
    step: float = 1e-6

    def cost(self, *arguments):
        return np.tensordot(self.G, self.forward(*arguments), self.G.ndim)

    def slope(self, at, index):
        shift = np.zeros(self.arguments[at].shape)
        shift[index] = self.step
        after = [a + shift if k == at else a for k, a in enumerate(self.arguments)]
        before = [a - shift if k == at else a for k, a in enumerate(self.arguments)]
        return (self.cost(*after) - self.cost(*before)) / (2 * self.step)

    def gradient(self, at):
        slopes = [self.slope(at, index) for index in np.ndindex(self.arguments[at].shape)]
        return np.reshape(slopes, self.arguments[at].shape)

    def agrees(self, gradients):
        for at, given in enumerate(gradients):
            if given.shape != self.arguments[at].shape:
                return False
            numeric = self.gradient(at)
            if not np.abs(given - numeric).max() <= 1e-4 * np.abs(given).max():
                return False
        return len(gradients) == len(self.arguments)


def check_gradient(forward, backward, arguments, rng):
    G = rng.normal(size=np.shape(forward(*arguments)))
    handed = [np.copy(array) for array in (G, *arguments)]
    gradients = backward(*handed)
    if any(np.any(a != b) for a, b in zip(handed, (G, *arguments))):
        return False
    return Checker(forward, arguments, G).agrees(gradients)

"""The gradient of a true cost by complex steps: no backpropagation is in it, and it is exact to rounding (see `training`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.authoring.training import STEP
from autograder.sandbox.protocol.values import Array


def complex_step_gradient(cost: Callable[[NDArray[Any]], NDArray[Any]], at: Array) -> Array:
    """Give ∂cost/∂at, shaped like `at`, all entries at once.

    `cost` maps a stack of m = at.size nudged copies of `at`, (m, *at.shape) and complex, to their costs, (m,).
    """
    nudges = (1j * STEP * np.eye(at.size)).reshape(at.size, *at.shape)
    return np.asarray(cost(at + nudges).imag / STEP, np.float64).reshape(at.shape)

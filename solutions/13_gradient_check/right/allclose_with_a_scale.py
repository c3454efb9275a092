"""np.allclose with both tolerances, the absolute one made of the size of the gradient."""

import numpy as np


def check_gradient(forward, backward, arguments, rng):
    grad_output = rng.uniform(-1, 1, size=forward(*arguments).shape)
    copy = grad_output.copy()
    copies = [a.copy() for a in arguments]
    gradients = backward(grad_output, *copies)
    if np.any(copy != grad_output) or any(np.any(a != b) for a, b in zip(arguments, copies)):
        return False
    for number, argument in enumerate(arguments):
        numeric = np.empty_like(argument)
        it = np.nditer(argument, flags=["multi_index"])
        for value in it:
            eps = 1e-6 * (1 + abs(float(value)))
            inputs = [a.copy() for a in arguments]
            inputs[number][it.multi_index] = value + eps
            plus = forward(*inputs)
            inputs[number][it.multi_index] = value - eps
            minus = forward(*inputs)
            numeric[it.multi_index] = ((plus - minus) * copy).sum() / (2 * eps)
        given = gradients[number]
        if given.shape != numeric.shape:
            return False
        if not np.allclose(given, numeric, rtol=1e-5, atol=1e-5 * np.abs(numeric).max()):
            return False
    return True

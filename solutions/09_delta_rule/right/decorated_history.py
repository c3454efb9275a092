"""A decorator keeps the history; the function itself only steps."""

from functools import wraps

import numpy as np


def with_history(step):
    @wraps(step)
    def run(derivative, w, learning_rate, steps):
        history = [float(w)]
        for _ in range(steps):
            history.append(step(derivative, history[-1], learning_rate))
        return np.array(history)

    return run


@with_history
def gradient_descent(derivative, w, learning_rate):
    return delta_rule_update(w, derivative(w), learning_rate)


def delta_rule_update(weight, derivative, learning_rate):
    return np.add(weight, np.negative(np.asarray(derivative) * learning_rate))

"""match over the kinds of arguments, star-args, walrus."""

import numpy as np


def delta_rule_update(*args):
    match args:
        case (int() | float() as w, g, rate):
            return w - g * rate
        case (w, g, rate):
            return w - np.asarray(g) * rate


def gradient_descent(*args):
    slope, w, rate, steps = args
    path = [w := float(w)]
    path += [w := delta_rule_update(w, slope(w), rate) for _ in range(steps)]
    return np.array([*path])

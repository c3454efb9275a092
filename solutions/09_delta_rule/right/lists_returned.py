"""Nested lists and a plain list are returned.

remarks: update_array, path, path_edges
"""


def delta_rule_update(weight, derivative, learning_rate):
    if hasattr(weight, "shape") and weight.shape:
        return [delta_rule_update(v, g, learning_rate) for v, g in zip(weight, derivative)]
    return float(weight) - learning_rate * float(derivative)


def gradient_descent(derivative, w, learning_rate, steps):
    path = [float(w)]
    for _ in range(steps):
        path.append(delta_rule_update(path[-1], derivative(path[-1]), learning_rate))
    return path

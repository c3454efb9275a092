def delta_rule_update(weight, derivative, learning_rate):
    def one(w, d):
        if isinstance(w, list):
            return [one(a, b) for a, b in zip(w, d)]
        return w - d * learning_rate

    if hasattr(weight, "tolist"):
        return one(weight.tolist(), derivative.tolist())
    return one(weight, derivative)


def gradient_descent(derivative, w, learning_rate, steps):
    path = [float(w)]
    for _ in range(steps):
        path.append(delta_rule_update(path[-1], derivative(path[-1]), learning_rate))
    return path

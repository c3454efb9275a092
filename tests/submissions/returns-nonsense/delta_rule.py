def delta_rule_update(weight, derivative, learning_rate):
    return [weight - learning_rate * derivative, [weight]]


def gradient_descent(derivative, w, learning_rate, steps):
    path = {0: w}
    for i in range(steps):
        path[i + 1] = path[i] - learning_rate * derivative(path[i])
    return path

def delta_rule_update(weight, derivative, learning_rate):
    assert learning_rate > 1, "taxa muito pequena"
    return weight - learning_rate * derivative


def gradient_descent(derivative, w, learning_rate, steps):
    total = int(input("Quantos passos? "))
    return [w] * total

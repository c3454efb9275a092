def delta_rule_update(weight, derivative, learning_rate):
    return weight - learning_rate * derivative

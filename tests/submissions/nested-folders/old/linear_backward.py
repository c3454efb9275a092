def linear(X, W, b):
    return X * W + b


def linear_backward(grad_output, X, W, b):
    return None

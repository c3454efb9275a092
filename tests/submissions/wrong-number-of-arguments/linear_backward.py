def linear(X, W):
    return X @ W


def linear_backward(grad_output):
    return grad_output, grad_output.T, grad_output.sum(axis=0)

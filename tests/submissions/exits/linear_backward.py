class DimensaoErrada(Exception):
    pass


def linear(X, W, b):
    if X.shape[1] == W.shape[0]:
        raise DimensaoErrada(f"X {X.shape} não combina com W {W.shape}")
    return X @ W + b


def linear_backward(grad_output, X, W, b):
    return linear_backward(grad_output, X, W, b)

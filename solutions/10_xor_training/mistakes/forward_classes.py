"""The step function inside forward, where training gets its outputs from.

diagnosis: step-inside-forward
fails: forward
waits: steps, loss_falls, convergence
"""


def forward(X, W1, W2):
    hidden = 1 / (1 + np.exp(-X @ W1))
    return hidden, (hidden @ W2 >= 0).astype(float)

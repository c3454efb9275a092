"""Lists, loops and math.exp only; nested lists are returned.

remarks: forward, gradient_W1, gradient_W2, steps, convergence, predict
"""

import math


def init_weights(rng):
    return [[rng.uniform(-1, 1) for _ in range(3)] for _ in range(3)], [[rng.uniform(-1, 1)] for _ in range(3)]


def σ(z):
    return 1 / (1 + math.exp(-z))


def forward(X, W1, W2):
    hidden = [[σ(sum(x[i] * W1[i][j] for i in range(3))) for j in range(3)] for x in X]
    return hidden, [[σ(sum(h[j] * W2[j][0] for j in range(3)))] for h in hidden]


def train_xor(X, y, W1, W2, learning_rate, epochs):
    W1, W2 = [[float(v) for v in row] for row in W1], [[float(row[0])] for row in W2]
    X, y, losses = [list(map(float, row)) for row in X], [float(row[0]) for row in y], []
    for _ in range(epochs):
        hidden, output = forward(X, W1, W2)
        losses.append(sum((o[0] - t) ** 2 for o, t in zip(output, y)) / 4)
        δ = [2 * (o[0] - t) / 4 * o[0] * (1 - o[0]) for o, t in zip(output, y)]
        δh = [[δ[n] * W2[j][0] * hidden[n][j] * (1 - hidden[n][j]) for j in range(3)] for n in range(4)]
        W2 = [[W2[j][0] - learning_rate * sum(hidden[n][j] * δ[n] for n in range(4))] for j in range(3)]
        W1 = [
            [W1[i][j] - learning_rate * sum(X[n][i] * δh[n][j] for n in range(4)) for j in range(3)] for i in range(3)
        ]
    return W1, W2, losses


def predict(X, W1, W2):
    return [[1 if o[0] >= 0.5 else 0] for o in forward(X, W1, W2)[1]]

from math import exp


def s(z):
    return 1 / (1 + exp(-z)) if z > 0 else exp(z) / (1 + exp(z))


def init_weights(rng):
    return ([[rng.random() * 2 - 1 for _ in range(3)] for _ in range(3)],
            [[rng.random() * 2 - 1] for _ in range(3)])


def one_row(x, W1, W2):
    h = [s(sum(x[i] * W1[i][j] for i in range(3))) for j in range(3)]
    return h, s(sum(h[j] * W2[j][0] for j in range(3)))


def forward(X, W1, W2):
    W1, W2 = W1.tolist(), W2.tolist()
    rows = [one_row(x, W1, W2) for x in X.tolist()]
    return [h for h, o in rows], [[o] for h, o in rows]


def train_xor(X, y, W1, W2, learning_rate, epochs):
    X, y, W1, W2 = X.tolist(), y.tolist(), W1.tolist(), W2.tolist()
    losses = []
    for epoch in range(epochs):
        g1 = [[0.0] * 3 for _ in range(3)]
        g2 = [0.0] * 3
        loss = 0.0
        for x, (t,) in zip(X, y):
            h, o = one_row(x, W1, W2)
            loss += (o - t) ** 2 / 4
            d = (o - t) / 2 * o * (1 - o)
            for j in range(3):
                g2[j] += d * h[j]
                back = d * W2[j][0] * h[j] * (1 - h[j])
                for i in range(3):
                    g1[i][j] += back * x[i]
        losses.append(loss)
        for j in range(3):
            W2[j][0] -= learning_rate * g2[j]
            for i in range(3):
                W1[i][j] -= learning_rate * g1[i][j]
    return W1, W2, losses


def predict(X, W1, W2):
    return [[int(o >= 0.5)] for (o,) in forward(X, W1, W2)[1]]

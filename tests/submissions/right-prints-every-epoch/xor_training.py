import numpy as np

print("carregando o exercício do XOR...")


def init_weights(rng):
    W1 = rng.uniform(-1, 1, (3, 3))
    W2 = rng.uniform(-1, 1, (3, 1))
    print("W1 =", W1)
    print("W2 =", W2)
    return W1, W2


def forward(X, W1, W2):
    hidden = 1 / (1 + np.exp(-X @ W1))
    output = 1 / (1 + np.exp(-hidden @ W2))
    return hidden, output


def train_xor(X, y, W1, W2, learning_rate, epochs):
    losses = []
    for epoca in range(epochs):
        hidden, output = forward(X, W1, W2)
        custo = np.mean((output - y) ** 2)
        losses.append(custo)
        print(f"época {epoca}: custo = {custo:.6f}")
        dout = 2 * (output - y) / 4 * output * (1 - output)
        dhid = dout @ W2.T * hidden * (1 - hidden)
        W2 = W2 - learning_rate * hidden.T @ dout
        W1 = W1 - learning_rate * X.T @ dhid
    print("treino terminado!!!")
    return W1, W2, losses


def predict(X, W1, W2):
    saida = forward(X, W1, W2)[1]
    print(saida)
    return (saida >= 0.5) * 1

"""A script: it seeds numpy, trains, prints and plots as soon as it is loaded; comments in Portuguese."""

import matplotlib.pyplot as plt
import numpy as np

np.random.seed(1)  # para repetir o resultado


# função de ativação e a sua derivada
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def sigmoid_prime(a):
    return a * (1 - a)


def init_weights(rng):
    return rng.uniform(-1, 1, (3, 3)), rng.uniform(-1, 1, (3, 1))


def forward(X, W1, W2):
    hidden = sigmoid(np.dot(X, W1))
    output = sigmoid(np.dot(hidden, W2))
    return hidden, output


def train_xor(X, y, W1, W2, learning_rate, epochs):
    losses = []
    for epoch in range(epochs):
        hidden, output = forward(X, W1, W2)
        erro = output - y
        losses.append(np.mean(erro**2))
        # gradientes
        d_output = 2 / len(X) * erro * sigmoid_prime(output)
        d_hidden = np.dot(d_output, W2.T) * sigmoid_prime(hidden)
        gW2 = np.dot(hidden.T, d_output)
        gW1 = np.dot(X.T, d_hidden)
        # atualização dos pesos
        W2 = W2 - learning_rate * gW2
        W1 = W1 - learning_rate * gW1
    return W1, W2, losses


def predict(X, W1, W2):
    return (forward(X, W1, W2)[1] >= 0.5).astype(int)


X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[0], [1], [1], [0]])
W1, W2 = init_weights(np.random.default_rng(0))
W1, W2, losses = train_xor(X, y, W1, W2, 2.0, 2000)
print("custo final:", losses[-1])
print(predict(X, W1, W2))
plt.plot(losses)
plt.xlabel("época")
plt.show()

if __name__ == "__main__":
    print("pronto")

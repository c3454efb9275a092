# %% [markdown] lang="en"
# # 10 · Train a network on XOR
#
# *Read before: xor (all of it). Builds on 04, 05, 06 and 09. About 60 minutes.*
#
# XOR answers 1 when its two inputs differ. No single line separates its ones from its zeros, so a hidden layer is
# needed (xor, “Forward Pass”). The bias is a column of ones in the data, so a 2-2-1 network becomes a **3-3-1** one:
#
# | x₀ | x₁ | bias | y |
# |---|---|---|---|
# | 0 | 0 | 1 | 0 |
# | 0 | 1 | 1 | 1 |
# | 1 | 0 | 1 | 1 |
# | 1 | 1 | 1 | 0 |
#
# | array | shape | what it is |
# |---|---|---|
# | `X` | (4, 3) | the inputs, the bias column already in place |
# | `W1` | (3, 3) | from the inputs to the hidden units |
# | `W2` | (3, 1) | from the hidden units to the output; the output layer has no bias |
# | `y` | (4, 1) | the targets |
#
# Forward: hidden = σ(X W1), output = σ(hidden W2). The cost is the mean over all entries of (output − y)².
# Backward: the chain rule, from the cost back to each weight; then the delta rule (xor, “Backpropagation”):
#
# $$W \leftarrow W - \text{learning rate} \cdot \frac{\partial\,\text{cost}}{\partial W}$$
#
# What it comes to, for one start: the network separates the points with a boundary that no single line could be.
#
# ![](figure:xor-boundary)
#
# *Worked forward pass* (the weights of the text's figure, the row (0, 1, 1)): the three hidden units receive
# 1.076 + 1.116 = 2.192, −0.165 + 0.542 = 0.377 and −0.165 − 0.331 = −0.496, so hidden = (0.899, 0.593, 0.378);
# the output is σ(0.899·0.383 − 0.593·0.327 − 0.378·0.329) = 0.506 (figures cut off after three digits, as
# in the text). The step function says 1, without confidence.
# *Erratum:* the text prints the sums of units 2 and 3 without their minus signs; with the printed signs the output
# would be 0.480, and the answer 0, the wrong class.
#
# ![](figure:xor-network)
#
# What counts in `train_xor`:
#
# - full batch: one **epoch** is one update with all the rows of `X`, both matrices from the *same* forward pass;
# - `losses[i]` is the cost of the weights after `i` updates, so `losses[0]` is that of the start, and there are
#   `epochs` of them;
# - the arrays that come in stay as they are; with `epochs = 0` the start comes back and `losses` is empty.
#
# Not every start leads to a solution, even with perfect code: of those drawn between −1 and 1
# about one in eight gets stuck. You are not graded on luck.

# %% [markdown] lang="pt-BR"
# # 10 · Treine uma rede para o XOR
#
# *Leia antes: xor (o texto inteiro). Usa o que você fez em 04, 05, 06 e 09. Cerca de 60 minutos.*
#
# O XOR responde 1 quando suas duas entradas são diferentes. Nenhuma reta separa os uns dos zeros, por isso é preciso
# uma camada oculta (xor, “Forward Pass”). O viés entra como uma coluna de uns nos dados, e a rede 2-2-1 vira **3-3-1**:
#
# | x₀ | x₁ | viés | y |
# |---|---|---|---|
# | 0 | 0 | 1 | 0 |
# | 0 | 1 | 1 | 1 |
# | 1 | 0 | 1 | 1 |
# | 1 | 1 | 1 | 0 |
#
# | array | shape | o que é |
# |---|---|---|
# | `X` | (4, 3) | as entradas, já com a coluna do viés |
# | `W1` | (3, 3) | das entradas para as unidades ocultas |
# | `W2` | (3, 1) | das unidades ocultas para a saída; a camada de saída não tem viés |
# | `y` | (4, 1) | os alvos |
#
# Para frente: hidden = σ(X W1), output = σ(hidden W2). O custo é a média, sobre todas as entradas, de (output − y)².
# Para trás: a regra da cadeia, do custo até cada peso; depois a regra delta (xor, “Backpropagation”):
#
# $$W \leftarrow W - \text{taxa de aprendizagem} \cdot \frac{\partial\,\text{custo}}{\partial W}$$
#
# Aonde se chega, a partir de um certo início: a rede separa os pontos com uma fronteira que nenhuma reta poderia ser.
#
# ![](figure:xor-boundary)
#
# *Passagem para frente, com números* (os pesos da figura do texto, a linha (0, 1, 1)): as três unidades ocultas recebem
# 1,076 + 1,116 = 2,192, −0,165 + 0,542 = 0,377 e −0,165 − 0,331 = −0,496, logo hidden = (0,899; 0,593; 0,378);
# a saída é σ(0,899·0,383 − 0,593·0,327 − 0,378·0,329) = 0,506 (valores cortados na terceira casa, como
# no texto). A função degrau diz 1, mas sem confiança.
# *Errata:* o texto imprime as somas das unidades 2 e 3 sem os sinais de menos; com os sinais impressos a saída seria
# 0,480, e a resposta 0, a classe errada.
#
# ![](figure:xor-network)
#
# O que vale em `train_xor`:
#
# - lote completo: uma **época** é uma atualização com todas as linhas de `X`, e as duas matrizes usam a *mesma*
#   passagem para frente;
# - `losses[i]` é o custo dos pesos depois de `i` atualizações: `losses[0]` é o custo do início, e são `epochs` valores;
# - os arrays recebidos ficam como estavam; com `epochs = 0` voltam os pesos iniciais e `losses` fica vazio.
#
# Nem todo início leva a uma solução, mesmo com código perfeito: dos sorteados entre −1 e 1,
# cerca de um em cada oito empaca. Sorte não vale nota.

# %% grade_id="xor_training"
import numpy as np


def init_weights(rng):
    """Draw a start for training.

    rng: numpy.random.Generator; draw from it, and from nothing else.
    Returns W1 (3, 3), W2 (3, 1): different for each unit, and not too small.

    [pt-BR]
    Sorteia os pesos iniciais do treinamento.

    rng: numpy.random.Generator; sorteie com ele, e com nada mais.
    Devolve W1 (3, 3), W2 (3, 1): diferentes para cada unidade, e não pequenos demais.
    """
    ### BEGIN SOLUTION
    return rng.uniform(-1, 1, (3, 3)), rng.uniform(-1, 1, (3, 1))
    ### END SOLUTION


def forward(X, W1, W2):
    """Run the network: hidden = σ(X W1), output = σ(hidden W2).

    X (n, 3) with its bias column, W1 (3, 3), W2 (3, 1). Returns (hidden (n, 3), output (n, 1)).

    [pt-BR]
    Executa a rede: hidden = σ(X W1), output = σ(hidden W2).

    X (n, 3) já com a coluna do viés, W1 (3, 3), W2 (3, 1). Devolve (hidden (n, 3), output (n, 1)).
    """
    ### BEGIN SOLUTION
    hidden = 1 / (1 + np.exp(-(X @ W1)))
    output = 1 / (1 + np.exp(-(hidden @ W2)))
    return hidden, output
    ### END SOLUTION


def train_xor(X, y, W1, W2, learning_rate, epochs):
    """Train by full-batch gradient descent on cost = mean of (output − y)².

    X (4, 3) with its bias column, y (4, 1), W1 (3, 3), W2 (3, 1): none of them is changed.
    Returns (W1, W2, losses): the weights after `epochs` updates; losses[i] is the cost after i updates.

    [pt-BR]
    Treina por descida do gradiente com lote completo e custo = média de (output − y)².

    X (4, 3) já com a coluna do viés, y (4, 1), W1 (3, 3), W2 (3, 1): nenhum deles é alterado.
    Devolve (W1, W2, losses): os pesos depois de `epochs` atualizações; losses[i] é o custo depois de i atualizações.
    """
    ### BEGIN SOLUTION
    losses = []
    for _ in range(epochs):
        hidden, output = forward(X, W1, W2)
        losses.append(np.mean((output - y) ** 2))
        delta_output = 2 * (output - y) / output.size * output * (1 - output)
        delta_hidden = (delta_output @ W2.T) * hidden * (1 - hidden)
        W1, W2 = W1 - learning_rate * (X.T @ delta_hidden), W2 - learning_rate * (hidden.T @ delta_output)
    return W1, W2, losses
    ### END SOLUTION


def predict(X, W1, W2):
    """Answer with classes: 1 where the output is at least 0.5, else 0.

    X (n, 3) with its bias column. Returns integers, shape (n, 1).

    [pt-BR]
    Responde com classes: 1 onde a saída é pelo menos 0,5; senão, 0.

    X (n, 3) já com a coluna do viés. Devolve inteiros, shape (n, 1).
    """
    ### BEGIN SOLUTION
    return (forward(X, W1, W2)[1] >= 0.5).astype(int)
    ### END SOLUTION

# %% [markdown] lang="en"
# # 04 · The forward pass
#
# *Read before: xor (“Forward Pass”). About 25 minutes.*
#
# Later exercises go back through what you write here: 05 through the sigmoid, 10 through the whole network.
#
# A network turns inputs into an answer by going through its layers one after the other: a product with the weights, then
# an activation, and the same again. Text xor does it with the sigmoid, two inputs and a hidden layer:
#
# $$\text{hidden} = \sigma(X\,W_1) \qquad \text{output} = \sigma(\text{hidden}\;W_2) \qquad \sigma(z) = \frac{1}{1 + e^{-z}}$$
#
# σ acts on every entry by itself. The two products are matrix products: each row of $X$ meets each column of $W_1$.
#
# **The bias is a column.** Instead of adding a bias in every layer, put a column of ones into the data: the weights that
# meet it are the biases, and they are trained like all others. The text allows it to stand first or last; **here it is
# last**. So the two inputs of XOR become three, and the matrices are $(3, 3)$ and $(3, 1)$. The hidden layer gets no such
# column: the output layer has no bias.
#
# *Worked example.* The row $(0, 1)$ becomes $(0, 1, 1)$. With the weights of the text's figure the three hidden units add up
#
# | unit | sum | σ |
# |---|---|---|
# | 1 | 0·0.351 + 1·1.076 + 1·1.116 = 2.192 | 0.899 |
# | 2 | 0·0.097 − 1·0.165 + 1·0.542 = 0.377 | 0.593 |
# | 3 | 0·0.457 − 1·0.165 − 1·0.331 = −0.496 | 0.378 |
#
# and the output is σ(0.899·0.383 − 0.593·0.327 − 0.378·0.329) = σ(0.026) = 0.506 (figures cut off after three digits, as in
# the text). The **step function** makes a class of it: 0.506 is at least 0.5, so the answer is 1. That is right, but without
# confidence: it should be nearer to 0.98 or 0.99, and bringing it there is what training is for (exercise 10).
#
# *Erratum.* The text prints the sums of units 2 and 3 without their minus signs: +0.165 + 0.542 and +0.165 + 0.331. Only
# with the minus signs do the 0.593 and 0.378 come out that it prints itself. Do the lost signs matter? See for yourself,
# when your functions are written; here `abs` takes the signs off as the text does:
#
# ```python
# X = add_bias_column(np.array([[0.0, 1.0]]))
# figure = np.array([[0.351, 0.097, 0.457], [1.076, -0.165, -0.165], [1.116, 0.542, -0.331]])
# W2 = np.array([[0.383], [-0.327], [-0.329]])
# for W1 in (figure, abs(figure)):
#     both = forward(X, W1, W2)
#     print(*both, step(both[1]))
# ```
#
# The second line must show hidden ≈ (0.8995, 0.6697, 0.6215) and output ≈ 0.4803, so class 0: **the wrong class**. Three signs
# decide the answer. (The signs of 0.097 and 0.457 cannot be told from the text; here they are multiplied by 0.)
#
# ![](figure:xor-network)
#
# Write four functions:
#
# - `sigmoid(z)`, for arrays of any shape. At $z = -1000$ the formula above asks for $e^{1000}$, which no float holds: numpy
#   warns of an overflow. Your sigmoid must give 0 at −1000 and 1 at 1000 **without a warning**; that is one of the six
#   points.
# - `add_bias_column(X)`: a new array, with the ones as its last column.
# - `forward(X, W1, W2)`: both hidden and output, since training needs both. $X$ has its bias column already.
# - `step(output, threshold=0.5)`: integers, 1 where the output is at least the threshold (the threshold itself included),
#   else 0.
#
# Any number of rows, inputs, hidden units and outputs may come. Arguments stay as they are.

# %% [markdown] lang="pt-BR"
# # 04 · A passagem para frente
#
# *Leia antes: xor (“Forward Pass”). Cerca de 25 minutos.*
#
# Exercícios seguintes fazem o caminho de volta pelo que você escreve aqui: o 05 pela sigmoide, o 10 pela rede inteira.
#
# Uma rede transforma entradas em resposta passando pelas camadas, uma depois da outra: um produto com os pesos, depois uma
# ativação, e de novo o mesmo. O texto xor faz isso com a sigmoide, duas entradas e uma camada oculta:
#
# $$\text{hidden} = \sigma(X\,W_1) \qquad \text{output} = \sigma(\text{hidden}\;W_2) \qquad \sigma(z) = \frac{1}{1 + e^{-z}}$$
#
# σ age em cada entrada separadamente. Os dois produtos são produtos de matrizes: cada linha de $X$ encontra cada coluna de
# $W_1$.
#
# **O viés é uma coluna.** Em vez de somar um viés em cada camada, ponha uma coluna de uns nos dados: os pesos que a encontram
# são os vieses, e são treinados como todos os outros. O texto permite que ela seja a primeira ou a última; **aqui é a
# última**. Assim, as duas entradas do XOR viram três, e as matrizes são $(3, 3)$ e $(3, 1)$. A camada oculta não ganha essa
# coluna: a camada de saída não tem viés.
#
# *Um exemplo.* A linha $(0, 1)$ vira $(0, 1, 1)$. Com os pesos da figura do texto, as três unidades ocultas somam
#
# | unidade | soma | σ |
# |---|---|---|
# | 1 | 0·0,351 + 1·1,076 + 1·1,116 = 2,192 | 0,899 |
# | 2 | 0·0,097 − 1·0,165 + 1·0,542 = 0,377 | 0,593 |
# | 3 | 0·0,457 − 1·0,165 − 1·0,331 = −0,496 | 0,378 |
#
# e a saída é σ(0,899·0,383 − 0,593·0,327 − 0,378·0,329) = σ(0,026) = 0,506 (valores cortados na terceira casa, como no texto).
# A **função degrau** transforma isso em classe: 0,506 é pelo menos 0,5, então a resposta é 1. Está certa, mas sem confiança:
# deveria estar mais perto de 0,98 ou 0,99, e é para chegar lá que serve o treinamento (exercício 10).
#
# *Errata.* O texto imprime as somas das unidades 2 e 3 sem os sinais de menos: +0,165 + 0,542 e +0,165 + 0,331. Só com os
# sinais de menos saem os 0,593 e 0,378 que o próprio texto imprime. Os sinais perdidos fazem diferença? Veja você mesmo,
# quando suas funções estiverem prontas; aqui `abs` tira os sinais, como no texto:
#
# ```python
# X = add_bias_column(np.array([[0.0, 1.0]]))
# figura = np.array([[0.351, 0.097, 0.457], [1.076, -0.165, -0.165], [1.116, 0.542, -0.331]])
# W2 = np.array([[0.383], [-0.327], [-0.329]])
# for W1 in (figura, abs(figura)):
#     both = forward(X, W1, W2)
#     print(*both, step(both[1]))
# ```
#
# A segunda linha deve mostrar hidden ≈ (0,8995; 0,6697; 0,6215) e output ≈ 0,4803, portanto classe 0: **a classe errada**. Três
# sinais decidem a resposta. (Os sinais de 0,097 e 0,457 não dá para saber pelo texto; aqui eles são multiplicados por 0.)
#
# ![](figure:xor-network)
#
# Escreva quatro funções:
#
# - `sigmoid(z)`, para arrays de qualquer shape. Em $z = -1000$ a fórmula acima pede $e^{1000}$, que não cabe em nenhum float: o
#   numpy avisa que houve overflow. A sua sigmoide deve dar 0 em −1000 e 1 em 1000 **sem nenhum aviso**; isso vale um dos
#   seis pontos.
# - `add_bias_column(X)`: um array novo, com os uns na última coluna.
# - `forward(X, W1, W2)`: hidden e output, os dois, porque o treinamento precisa dos dois. $X$ já vem com a coluna do viés.
# - `step(output, threshold=0.5)`: inteiros, 1 onde a saída é pelo menos o limiar (o próprio limiar conta), senão 0.
#
# Pode vir qualquer número de linhas, entradas, unidades ocultas e saídas. Os argumentos devem ficar como estavam.

# %% grade_id="forward_pass"
# ruff: noqa: ERA001 -- the text shows code to try
import numpy as np


def sigmoid(z):
    """Squash every entry of z into (0, 1): σ(z) = 1 / (1 + e⁻ᶻ), without a warning even at z = ±1000.

    z: array of any shape. Returns an array of that shape.

    [pt-BR]
    Comprime cada entrada de z no intervalo (0, 1): σ(z) = 1 / (1 + e⁻ᶻ), sem nenhum aviso mesmo em z = ±1000.

    z: array de qualquer shape. Devolve um array do mesmo shape.
    """
    ### BEGIN SOLUTION
    decayed = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, decayed) / (1.0 + decayed)
    ### END SOLUTION


def add_bias_column(X):
    """Put a column of ones beside X, on the right.

    X: (n, d), one example per row. Returns a new array of shape (n, d + 1): X, and ones in the last column.

    [pt-BR]
    Põe uma coluna de uns ao lado de X, à direita.

    X: (n, d), um exemplo por linha. Devolve um array novo de shape (n, d + 1): X, e uns na última coluna.
    """
    ### BEGIN SOLUTION
    return np.column_stack([X, np.ones(len(X))])
    ### END SOLUTION


def forward(X, W1, W2):
    """Run the network: hidden = σ(X W1), output = σ(hidden W2).

    X: (n, d), with its bias column already. W1: (d, h). W2: (h, k). No bias is added here.
    Returns (hidden, output): shapes (n, h) and (n, k), in this order.

    [pt-BR]
    Executa a rede: hidden = σ(X W1), output = σ(hidden W2).

    X: (n, d), já com a coluna do viés. W1: (d, h). W2: (h, k). Nenhum viés é acrescentado aqui.
    Devolve (hidden, output): shapes (n, h) e (n, k), nesta ordem.
    """
    ### BEGIN SOLUTION
    hidden = sigmoid(X @ W1)
    output = sigmoid(hidden @ W2)
    return hidden, output
    ### END SOLUTION


def step(output, threshold=0.5):
    """Make classes of outputs: 1 where the output is at least the threshold, else 0.

    output: array of any shape. threshold: a number; an output equal to it gives 1.
    Returns integers, an array of the shape of `output`.

    [pt-BR]
    Transforma saídas em classes: 1 onde a saída é pelo menos o limiar; senão, 0.

    output: array de qualquer shape. threshold: um número; uma saída igual a ele dá 1.
    Devolve inteiros, num array do shape de `output`.
    """
    ### BEGIN SOLUTION
    return (output >= threshold).astype(int)
    ### END SOLUTION

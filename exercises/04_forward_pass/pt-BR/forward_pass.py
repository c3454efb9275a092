# %% [markdown]
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
# (Figura no notebook: a rede 3-3-1 para a linha (0, 1, 1): as unidades ocultas valem 0,899, 0,593 e 0,378, e a saída,
# 0,506; estão marcados os três pesos que o texto traz sem o sinal de menos: −0,165 até a segunda unidade, −0,165 e
# −0,331 até a terceira.)
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
#
# *Para conferir seu trabalho: `autograder check forward_pass`; no notebook, execute a última célula.
# Ela também leva às dicas e, quando passar, a uma solução e a perguntas sobre o seu código.*

# %%
import numpy as np


def sigmoid(z):
    """Comprime cada entrada de z no intervalo (0, 1): σ(z) = 1 / (1 + e⁻ᶻ), sem nenhum aviso mesmo em z = ±1000.

    z: array de qualquer shape. Devolve um array do mesmo shape.
    """
    raise NotImplementedError  # seu código aqui


def add_bias_column(X):
    """Põe uma coluna de uns ao lado de X, à direita.

    X: (n, d), um exemplo por linha. Devolve um array novo de shape (n, d + 1): X, e uns na última coluna.
    """
    raise NotImplementedError  # seu código aqui


def forward(X, W1, W2):
    """Executa a rede: hidden = σ(X W1), output = σ(hidden W2).

    X: (n, d), já com a coluna do viés. W1: (d, h). W2: (h, k). Nenhum viés é acrescentado aqui.
    Devolve (hidden, output): shapes (n, h) e (n, k), nesta ordem.
    """
    raise NotImplementedError  # seu código aqui


def step(output, threshold=0.5):
    """Transforma saídas em classes: 1 onde a saída é pelo menos o limiar; senão, 0.

    output: array de qualquer shape. threshold: um número; uma saída igual a ele dá 1.
    Devolve inteiros, num array do shape de `output`.
    """
    raise NotImplementedError  # seu código aqui

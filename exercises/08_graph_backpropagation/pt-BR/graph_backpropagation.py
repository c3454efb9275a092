# %% [markdown]
# # 08 · Backpropagation em um grafo
#
# *Leia antes: chain-rule (“Chain Rule”, com o grafo), pytorch (“Conceitos de retropropagação”). Usa o que você fez em
# 05, 06 e 07. Cerca de 50 minutos.*
#
# Até aqui, você escreveu cada passagem para trás à mão, na ordem certa. Uma biblioteca não conhece a sua rede de antemão:
# ela recebe um **grafo** de nós e descobre a ordem sozinha. Neste exercício você escreve uma biblioteca assim, com quatro
# tipos de nó:
#
# | nó | valor | entradas |
# |---|---|---|
# | `Input(value)` | o array que recebeu | nenhuma |
# | `Linear(X, W, b)` | X W + b, de shape (n, k) | X (n, d), W (d, k), b (k,) |
# | `Sigmoid(z)` | σ(z), entrada por entrada | z, de qualquer shape |
# | `MSE(prediction, target)` | a média, sobre todas as entradas, de (prediction − target)², um número | as duas do mesmo shape |
#
# A rede de chain-rule é montada assim (lá o `Input()` ainda está vazio; aqui ele já recebe o seu array):
#
# ```
# X, y = Input(...), Input(...)
# W1, b1, W2, b2 = Input(...), Input(...), Input(...), Input(...)
# l1 = Linear(X, W1, b1)
# s1 = Sigmoid(l1)
# l2 = Linear(s1, W2, b2)
# cost = MSE(l2, y)
# ```
#
# **Na passagem para frente**, cada nó calcula o seu valor a partir dos valores das suas entradas; por isso, as entradas vêm
# primeiro. Uma ordem assim se chama *topológica*: `X, W1, b1, l1, s1, W2, b2, l2, y, cost` é uma delas, e há outras.
#
# **Na passagem para trás**, os nós são visitados do último ao primeiro. Cada um tem um `.gradient`, ∂custo/∂(seu valor), no
# shape do seu valor, e só precisa conhecer a si mesmo e as suas entradas: pega o gradiente que chegou de cima e entrega a cada
# entrada a parte que cabe a ela. É o que se vê também em pytorch: primeiro saem os gradientes de L2, com eles se calculam os
# de L1, e com estes os de L0. Para o próprio custo, ∂custo/∂custo = 1.
#
# (Figura no notebook: o grafo Linear, Sigmoid, Linear, MSE com as entradas X, W1, b1, W2, b2 e y; para frente, os
# valores são 0, 0,5, 2 e o custo 1; para trás, os gradientes são 1 no custo, 2 no segundo Linear, 4 no Sigmoid, 1 no
# primeiro Linear e depois 0,5 para X, 2 para W1, 1 para b1; para W2 1, para b2 2, para y −2.)
#
# **Onde um valor é usado mais de uma vez, os efeitos se somam.** Tome f(x) = x², de chain-rule, em x = 4, escrita como
# `Linear(x, x, b)`, com x um array 1 × 1 e b = 0: o valor é 4 · 4 = 16. Pelo primeiro lugar, x tem efeito 4; pelo segundo,
# também 4; juntos, 8 = f′(4). Um nó que guarda apenas a última parte que recebeu termina com 4. E ninguém pode levar adiante
# o gradiente de um nó antes que **todos** os nós que o usam tenham entregado a sua parte: é isso que se garante percorrendo a
# ordem topológica de trás para frente.
#
# *O mesmo número, de outro jeito:* `MSE(x, t)`, com x = 4 e t = 0, custa (4 − 0)² = 16. O gradiente de x é 8, e o de t é −8: o
# alvo é um nó como qualquer outro. (Numa rede, o alvo costuma ser uma entrada em que ninguém mexe, mas também pode ser
# calculado, ou ser o próprio X, como num autoencoder.)
#
# *Duas correções a chain-rule.* A fórmula ∂(f∘g)/∂x = ∂g/∂x · ∂f/∂g só pode ser lida em qualquer ordem quando se trata de
# números; com as matrizes de `Linear`, a ordem dos fatores importa (06). E a nota sobre derivadas de vetores que o texto cita é
# de Erik Learned-Miller, da UMass Amherst; o curso cs231n, de Stanford, apenas a hospeda.
#
# A afirmação que se testa: um nó precisa apenas da própria computação e das suas entradas, e mesmo assim todos os gradientes
# saem certos, seja qual for o grafo. Suas classes são montadas em grafos que você não viu, e o gradiente de cada nó é comparado
# com um numérico.
#
# Os construtores já estão prontos; escreva o resto. O que vale:
#
# - `backpropagate(cost)` faz tudo de novo a cada chamada: passagem para frente, depois passagem para trás. Chamada duas vezes,
#   dá o mesmo. Se alguém fizer `W1.value = outro_array` entre uma e outra, a chamada seguinte usa esse array.
# - De fora, só se chamam `backpropagate` e `topological_order`; como `forward` e `backward` dividem o trabalho entre si é
#   decisão sua. Você pode acrescentar classes, funções e atributos.
# - Os arrays passados a `Input` ficam como estão.
#
# *Para conferir seu trabalho: `autograder check graph_backpropagation`; no notebook, execute a última célula.
# Ela também leva às dicas e, quando passar, a uma solução e a perguntas sobre o seu código.*

# %%
import numpy as np


class Input:
    """Um nó que recebe o seu valor: dados, uma matriz de pesos, um viés, um alvo.

    value: um array de qualquer shape; pode ser trocado a qualquer momento, atribuindo outro a `.value`.
    """

    def __init__(self, value):
        """Guarda o valor."""
        self.inputs = ()
        self.value = value
        self.gradient = None

    def forward(self):
        """Não calcula nada: o valor já é dado."""

    def backward(self):
        """Não entrega nada: não há entradas."""


class Linear:
    """X W + b, de shape (n, k).

    X (n, d), W (d, k) e b (k,) são nós de qualquer tipo.
    """

    def __init__(self, X, W, b):
        """Guarda os três nós a partir dos quais é calculado."""
        self.inputs = (X, W, b)
        self.value = None
        self.gradient = None

    def forward(self):
        """Calcula `.value`, de shape (n, k), a partir dos valores das entradas."""
        raise NotImplementedError  # seu código aqui

    def backward(self):
        """A partir de `.gradient`, (n, k), entrega a cada entrada a sua parte: X (n, d), W (d, k), b (k,)."""
        raise NotImplementedError  # seu código aqui


class Sigmoid:
    """σ(z), entrada por entrada, no shape do nó z."""

    def __init__(self, z):
        """Guarda o nó a partir do qual é calculado."""
        self.inputs = (z,)
        self.value = None
        self.gradient = None

    def forward(self):
        """Calcula `.value`, no shape de z, a partir do valor de z."""
        raise NotImplementedError  # seu código aqui

    def backward(self):
        """A partir de `.gradient`, no shape de z, entrega a z a sua parte."""
        raise NotImplementedError  # seu código aqui


class MSE:
    """O custo: a média, sobre todas as entradas, de (prediction − target)², um número.

    `prediction` e `target` são nós do mesmo shape.
    """

    def __init__(self, prediction, target):
        """Guarda os dois nós a partir dos quais é calculado."""
        self.inputs = (prediction, target)
        self.value = None
        self.gradient = None

    def forward(self):
        """Calcula `.value`, um número, a partir dos valores das duas entradas."""
        raise NotImplementedError  # seu código aqui

    def backward(self):
        """A partir de `.gradient`, um número, entrega a `prediction` e a `target` as suas partes, no shape deles."""
        raise NotImplementedError  # seu código aqui


def topological_order(cost):
    """Lista os nós a partir dos quais `cost` é calculado, cada um uma vez.

    cost: o último nó de um grafo.
    Devolve uma lista de nós: as entradas antes dos nós que as usam, o custo por último. Qualquer ordem assim serve.
    """
    raise NotImplementedError  # seu código aqui


def backpropagate(cost):
    """Executa de novo as passagens para frente e para trás por todo o grafo de `cost`.

    cost: o último nó de um grafo, um `MSE`.
    Devolve o valor do custo, um número. Depois disso, o `.value` de cada nó vem dos valores atuais dos nós `Input`, e o
    `.gradient` de cada nó é ∂custo/∂nó, no shape do seu valor.
    """
    raise NotImplementedError  # seu código aqui

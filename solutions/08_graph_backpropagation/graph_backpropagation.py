# %% [markdown] lang="en"
# # 08 · Backpropagation through a graph
#
# *Read before: chain-rule (“Chain Rule”, the graph included), pytorch (“Conceitos de retropropagação”). Builds on 05,
# 06 and 07. About 50 minutes.*
#
# So far you wrote each backward pass by hand, in the right order. A library does not know your network beforehand: it is
# given a **graph** of nodes and finds the order by itself. This exercise writes such a library, with four kinds of node:
#
# | node | value | its inputs |
# |---|---|---|
# | `Input(value)` | the array it was given | none |
# | `Linear(X, W, b)` | X W + b, shape (n, k) | X (n, d), W (d, k), b (k,) |
# | `Sigmoid(z)` | σ(z), entry by entry | z, any shape |
# | `MSE(prediction, target)` | the mean over all entries of (prediction − target)², a number | both of one shape |
#
# The network of chain-rule is built like this (there `Input()` is still empty; here it gets its array at once):
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
# **Forward**, each node computes its value from the values of its inputs, so inputs come first. Such an order is called
# *topological*: `X, W1, b1, l1, s1, W2, b2, l2, y, cost` is one, and there are others.
#
# **Backward**, the nodes are visited from the last to the first. Each one has a `.gradient`, ∂cost/∂(its value), in the shape
# of its value, and needs to know only itself and its inputs: it takes the gradient that has reached it from above and hands
# every input that input's share. The same happens in pytorch: the gradients of L2 come first, they are used for those of L1,
# and these for L0. For the cost itself ∂cost/∂cost = 1.
#
# ![](figure:graph)
#
# **Where a value is used more than once, its effects add.** Take f(x) = x² of chain-rule at x = 4, written as
# `Linear(x, x, b)` with x a 1 × 1 array and b = 0: its value is 4 · 4 = 16. Through the first place x has the effect 4, through
# the second 4 as well, together 8 = f′(4). A node that only keeps the last share it was handed ends up with 4. And nobody may
# take a node's gradient further before **all** the nodes that use it have handed in their share: that is what going through
# the topological order backwards ensures.
#
# *The same number once more:* `MSE(x, t)` with x = 4, t = 0 costs (4 − 0)² = 16. The gradient of x is 8, and that of t is −8: a
# target is a node like any other. (In a network the target is often an input nobody changes, but it may just as well be
# computed, or be X itself, as in an autoencoder.)
#
# *Two corrections to chain-rule.* Its formula ∂(f∘g)/∂x = ∂g/∂x · ∂f/∂g may be read in any order only for numbers; with the
# matrices of `Linear` the order of the factors counts (06). And the note on vector derivatives that it quotes is by Erik
# Learned-Miller of UMass Amherst; Stanford's cs231n only hosts it.
#
# The claim that is tested: a node needs only its own computation and its inputs, and yet every gradient in the graph comes
# out right, whatever the graph. Your classes are put together to graphs that you have not seen, and every node's gradient
# is held against a numeric one.
#
# The constructors are there; write the rest. What counts:
#
# - `backpropagate(cost)` does everything anew in each call: forward pass, then backward pass. Called twice, it gives the same.
#   If somebody sets `W1.value = another_array` in between, the next call uses that array.
# - Only `backpropagate` and `topological_order` are called from outside; how your `forward` and `backward` share the work
#   between them is up to you. You may add classes, functions and attributes.
# - The arrays given to `Input` stay as they are.

# %% [markdown] lang="pt-BR"
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
# ![](figure:graph)
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

# %% grade_id="graph_backpropagation"
# ruff: noqa: ERA001, ANN204 -- the text shows code to try; learners' functions are not annotated
import numpy as np


class Input:
    """A node that is given its value: data, a weight matrix, a bias, a target.

    value: an array of any shape; it may be replaced at any time by setting `.value`.

    [pt-BR]
    Um nó que recebe o seu valor: dados, uma matriz de pesos, um viés, um alvo.

    value: um array de qualquer shape; pode ser trocado a qualquer momento, atribuindo outro a `.value`.
    """

    def __init__(self, value):
        """Keep the value.

        [pt-BR]
        Guarda o valor.
        """
        self.inputs = ()
        self.value = value
        self.gradient = None

    def forward(self):
        """Compute nothing: the value is given.

        [pt-BR]
        Não calcula nada: o valor já é dado.
        """

    def backward(self):
        """Hand on nothing: there are no inputs.

        [pt-BR]
        Não entrega nada: não há entradas.
        """


class Linear:
    """X W + b, of shape (n, k).

    X (n, d), W (d, k) and b (k,) are nodes of any kind.

    [pt-BR]
    X W + b, de shape (n, k).

    X (n, d), W (d, k) e b (k,) são nós de qualquer tipo.
    """

    def __init__(self, X, W, b):
        """Remember the three nodes it is computed from.

        [pt-BR]
        Guarda os três nós a partir dos quais é calculado.
        """
        self.inputs = (X, W, b)
        self.value = None
        self.gradient = None

    def forward(self):
        """Compute `.value`, of shape (n, k), from the values of the inputs.

        [pt-BR]
        Calcula `.value`, de shape (n, k), a partir dos valores das entradas.
        """
        ### BEGIN SOLUTION
        X, W, b = (node.value for node in self.inputs)
        self.value = X @ W + b
        ### END SOLUTION

    def backward(self):
        """From `.gradient`, (n, k), hand each input its share: X (n, d), W (d, k), b (k,).

        [pt-BR]
        A partir de `.gradient`, (n, k), entrega a cada entrada a sua parte: X (n, d), W (d, k), b (k,).
        """
        ### BEGIN SOLUTION
        X, W, b = self.inputs
        X.gradient = X.gradient + self.gradient @ W.value.T
        W.gradient = W.gradient + X.value.T @ self.gradient
        b.gradient = b.gradient + np.sum(self.gradient, axis=0)
        ### END SOLUTION


class Sigmoid:
    """σ(z), entry by entry, in the shape of the node z.

    [pt-BR]
    σ(z), entrada por entrada, no shape do nó z.
    """

    def __init__(self, z):
        """Remember the node it is computed from.

        [pt-BR]
        Guarda o nó a partir do qual é calculado.
        """
        self.inputs = (z,)
        self.value = None
        self.gradient = None

    def forward(self):
        """Compute `.value`, in the shape of z, from the value of z.

        [pt-BR]
        Calcula `.value`, no shape de z, a partir do valor de z.
        """
        ### BEGIN SOLUTION
        (z,) = self.inputs
        self.value = 1 / (1 + np.exp(-z.value))
        ### END SOLUTION

    def backward(self):
        """From `.gradient`, in the shape of z, hand z its share.

        [pt-BR]
        A partir de `.gradient`, no shape de z, entrega a z a sua parte.
        """
        ### BEGIN SOLUTION
        (z,) = self.inputs
        z.gradient = z.gradient + self.gradient * self.value * (1 - self.value)
        ### END SOLUTION


class MSE:
    """The cost: the mean over all entries of (prediction − target)², a number.

    `prediction` and `target` are nodes of one shape.

    [pt-BR]
    O custo: a média, sobre todas as entradas, de (prediction − target)², um número.

    `prediction` e `target` são nós do mesmo shape.
    """

    def __init__(self, prediction, target):
        """Remember the two nodes it is computed from.

        [pt-BR]
        Guarda os dois nós a partir dos quais é calculado.
        """
        self.inputs = (prediction, target)
        self.value = None
        self.gradient = None

    def forward(self):
        """Compute `.value`, a number, from the values of both inputs.

        [pt-BR]
        Calcula `.value`, um número, a partir dos valores das duas entradas.
        """
        ### BEGIN SOLUTION
        prediction, target = self.inputs
        self.value = np.mean((prediction.value - target.value) ** 2)
        ### END SOLUTION

    def backward(self):
        """From `.gradient`, a number, hand `prediction` and `target` their shares, in their shape.

        [pt-BR]
        A partir de `.gradient`, um número, entrega a `prediction` e a `target` as suas partes, no shape deles.
        """
        ### BEGIN SOLUTION
        prediction, target = self.inputs
        share = self.gradient * 2 * (prediction.value - target.value) / prediction.value.size
        prediction.gradient = prediction.gradient + share
        target.gradient = target.gradient - share
        ### END SOLUTION


def topological_order(cost):
    """List the nodes that `cost` is computed from, each once.

    cost: the last node of a graph.
    Returns a list of nodes: inputs before the nodes that use them, the cost last. Any such order will do.

    [pt-BR]
    Lista os nós a partir dos quais `cost` é calculado, cada um uma vez.

    cost: o último nó de um grafo.
    Devolve uma lista de nós: as entradas antes dos nós que as usam, o custo por último. Qualquer ordem assim serve.
    """
    ### BEGIN SOLUTION
    order = []
    seen = set()

    def visit(node):
        if id(node) in seen:
            return
        seen.add(id(node))
        for source in node.inputs:
            visit(source)
        order.append(node)

    visit(cost)
    return order
    ### END SOLUTION


def backpropagate(cost):
    """Run the forward and the backward pass anew through the whole graph of `cost`.

    cost: the last node of a graph, an `MSE`.
    Returns the cost's value, a number. Afterwards every node's `.value` is computed from the present values of the
    `Input` nodes, and every node's `.gradient` is ∂cost/∂node, in the shape of its value.

    [pt-BR]
    Executa de novo as passagens para frente e para trás por todo o grafo de `cost`.

    cost: o último nó de um grafo, um `MSE`.
    Devolve o valor do custo, um número. Depois disso, o `.value` de cada nó vem dos valores atuais dos nós `Input`, e o
    `.gradient` de cada nó é ∂custo/∂nó, no shape do seu valor.
    """
    ### BEGIN SOLUTION
    order = topological_order(cost)
    for node in order:
        node.forward()
        node.gradient = np.zeros(np.shape(node.value))
    cost.gradient = np.ones(np.shape(cost.value))
    for node in reversed(order):
        node.backward()
    return cost.value
    ### END SOLUTION

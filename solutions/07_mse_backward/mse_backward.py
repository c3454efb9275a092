# %% [markdown] lang="en"
# # 07 · Back through the cost
#
# *Read before: chain-rule (“Derivadas”, and “Chain Rule” down to the graph). Builds on 01 and 03. About 20 minutes.*
#
# The last node of the graph in chain-rule is the cost. `MSE(prediction, target)` makes one number of all that the network got
# wrong, the **mean squared error**: with $N$ entries in all,
#
# $$\text{cost} = \frac{1}{N} \sum_i (\text{prediction}_i - \text{target}_i)^2$$
#
# The backward pass begins here (chain-rule: the gradients flow from the last node to the first). Nothing lies above the
# cost, so no upstream gradient arrives: ∂cost/∂cost is 1. And the node needs nothing but its own computation and its own
# inputs. What it passes on is ∂cost/∂prediction, one partial derivative per entry: **an array of the shape of
# `prediction`**, and the first upstream gradient that the layers below will see.
#
# *Worked example.* Let prediction = (7, 1, 5) and target = (3, 2, 5). The errors are (4, −1, 0), their squares (16, 1, 0), and
# the cost is $17/3 \approx 5.667$.
#
# - Nudge the first prediction alone. Only the first square moves, and at 4 the slope of $x^2$ is 8 (chain-rule). The mean
#   lets a third of that through: $8/3$.
# - The second error is negative: a larger prediction makes it *smaller*. Slope $-2$, a third of it: $-2/3$.
# - The third is exactly right: slope 0. There is nothing to gain.
#
# The gradient is $(8/3,\ -2/3,\ 0)$: positive where the prediction is too high. Now write this down for any $N$.
#
# *A slip in chain-rule.* It says that a step of 1 from $x = 4$, up or down, changes $x^2$ by 8. That is true in the limit of
# small steps only: a whole step up gives $25 - 16 = 9$, a whole step down $16 - 9 = 7$. The derivative lies between the two.
#
# **Mind the shapes.** numpy subtracts a row of $N$ numbers from a column of $N$ numbers without complaint: every entry meets
# every other one, and out come $N \times N$ differences. With prediction $(3, 1)$ and target $(3,)$ the mean is then taken over
# 9 numbers, and the network learns to answer the same to everything. Here both arguments come in **one** shape: with no axis
# at all, one, two or three; $(n, 1)$ meets $(n, 1)$. Leave the shape alone and nothing goes wrong.
#
# What counts here:
#
# - The mean is over **all** entries, not over rows or columns, whatever the shape. Some books put a ½ in front or leave out the
#   mean; here the formula is the one above.
# - `mse` returns one number, `mse_backward` a new array. Arguments stay as they are.
# - Check yourself with `numerical_gradient` of exercise 01.

# %% [markdown] lang="pt-BR"
# # 07 · De volta pelo custo
#
# *Leia antes: chain-rule (“Derivadas”, e “Chain Rule” até o grafo). Usa o que você fez em 01 e 03. Cerca de 20
# minutos.*
#
# O último nó do grafo de chain-rule é o custo. `MSE(prediction, target)` reúne num número só tudo o que a rede errou, o **erro
# quadrático médio**: com $N$ entradas ao todo,
#
# $$\text{custo} = \frac{1}{N} \sum_i (\text{previsão}_i - \text{alvo}_i)^2$$
#
# A passagem para trás começa aqui (chain-rule: os gradientes fluem do último nó para o primeiro). Acima do custo não há nada,
# então não chega nenhum gradiente a montante: ∂custo/∂custo é 1. E o nó só precisa da própria conta e das próprias entradas.
# O que ele passa adiante é ∂custo/∂previsão, uma derivada parcial por entrada: **um array com o shape de `prediction`**, o
# primeiro gradiente a montante que as camadas de baixo vão receber.
#
# *Um exemplo.* Sejam a previsão (7, 1, 5) e o alvo (3, 2, 5). Os erros são (4, −1, 0), os quadrados deles (16, 1, 0), e o custo
# é $17/3 \approx 5{,}667$.
#
# - Altere só a primeira previsão. Só o primeiro quadrado muda, e em 4 a inclinação de $x^2$ é 8 (chain-rule). A média deixa
#   passar um terço: $8/3$.
# - O segundo erro é negativo: uma previsão maior o torna *menor*. Inclinação $-2$, um terço dela: $-2/3$.
# - A terceira previsão está exata: inclinação 0. Não há nada a ganhar.
#
# O gradiente é $(8/3;\ -2/3;\ 0)$: positivo onde a previsão está alta demais. Agora escreva isso para qualquer $N$.
#
# *Um deslize de chain-rule.* O texto diz que um passo de 1 a partir de $x = 4$, para cima ou para baixo, muda $x^2$ em 8. Isso
# só vale no limite de passos pequenos: um passo inteiro para cima dá $25 - 16 = 9$; para baixo, $16 - 9 = 7$. A derivada fica
# entre os dois.
#
# **Cuidado com os shapes.** O numpy subtrai uma linha de $N$ números de uma coluna de $N$ números sem reclamar: cada entrada
# encontra todas as outras, e saem $N \times N$ diferenças. Com previsão $(3, 1)$ e alvo $(3,)$, a média é feita sobre 9 números, e
# a rede aprende a responder sempre a mesma coisa. Aqui os dois argumentos vêm com **um só** shape: sem nenhum eixo, com um,
# dois ou três; $(n, 1)$ encontra $(n, 1)$. Não altere o shape, e nada dá errado.
#
# O que vale aqui:
#
# - A média é sobre **todas** as entradas, e não por linha ou por coluna, seja qual for o shape. Alguns livros põem um ½ na
#   frente ou deixam a média de fora; aqui a fórmula é a de cima.
# - `mse` devolve um número; `mse_backward`, um array novo. Os argumentos devem ficar como estavam.
# - Confira o seu resultado com a `numerical_gradient` do exercício 01.

# %% grade_id="mse_backward"
import numpy as np


def mse(prediction, target):
    """Give the mean squared error: the mean of (prediction − target)² over all entries.

    prediction, target: arrays of one and the same shape, with any number of axes.
    Returns a float.

    [pt-BR]
    Devolve o erro quadrático médio: a média de (prediction − target)² sobre todas as entradas.

    prediction, target: arrays com o mesmo shape, com qualquer número de eixos.
    Devolve um float.
    """
    ### BEGIN SOLUTION
    return float(np.mean((prediction - target) ** 2))
    ### END SOLUTION


def mse_backward(prediction, target):
    """Give the gradient of the mean squared error: ∂mse/∂prediction.

    prediction, target: arrays of one and the same shape, with any number of axes.
    Returns ∂mse/∂prediction, a new array of that shape.

    [pt-BR]
    Devolve o gradiente do erro quadrático médio: ∂mse/∂prediction.

    prediction, target: arrays com o mesmo shape, com qualquer número de eixos.
    Devolve ∂mse/∂prediction, um array novo com esse shape.
    """
    ### BEGIN SOLUTION
    return 2 * (prediction - target) / np.size(prediction)
    ### END SOLUTION

# %% [markdown] lang="en"
# # 09 · The delta rule
#
# *Read before: xor (“Delta Rule”), cap-18.3 (“Algoritmo de Otimização: Gradiente Descendente”), pytorch (slides on
# convex functions and on updating parameters by hand), derivadas (what gradient descent does with a derivative). Builds
# on 01. About 20 minutes.*
#
# Derivatives are known; now something is done with them. The **delta rule** (xor) changes a weight against its derivative:
#
# $$\text{new weight} = \text{old weight} - \text{derivative} \times \text{learning rate}$$
#
# A positive derivative says that more weight means more error: the weight goes down. A negative one: it goes up. Zero: it
# stays; the point is flat, as the floor of a valley is (the top of a hill is flat as well). A large derivative makes a
# large step, a small one a small step (derivadas, pytorch).
#
# *Worked example.* $J(w) = w^2$ has the derivative $2w$, which is 6 at $w = 3$. With a learning rate of 0.1 the new weight
# is $3 - 6 \cdot 0.1 = 2.4$. At $w = -3$ the derivative is $-6$, and the new weight $-3 + 0.6 = -2.4$: both times towards
# the minimum at 0.
#
# **Gradient descent** is that step again and again, each time with the derivative **at the weight just reached**. From 3,
# with learning rate 0.1: $3,\ 2.4,\ 1.92,\ 1.536, \ldots$ With 1.1 instead: $3,\ -3.6,\ 4.32, \ldots$ — too high a rate jumps
# over the minimum, too low a rate takes forever (cap-18.3).
#
# ![](figure:learning-rates)
#
# On a non-convex function the start decides which valley the path ends in, and that need not be the deepest one (pytorch).
#
# ![](figure:two-valleys)
#
# What counts here:
#
# - `delta_rule_update` works for plain numbers and for arrays, of floats or integers; an array is updated entry by entry.
#   The arguments must be unchanged when you return: give back a new array.
# - `gradient_descent` returns all the weights of its path in one array of `steps + 1` floats: the start first, the last
#   weight last. With `steps = 0` that is the start alone.
# - `derivative` is a function; call it as `derivative(w)` with one number.

# %% [markdown] lang="pt-BR"
# # 09 · A regra delta
#
# *Leia antes: xor (“Delta Rule”), cap-18.3 (“Algoritmo de Otimização: Gradiente Descendente”), pytorch (os slides sobre
# funções convexas e sobre a atualização manual dos parâmetros), derivadas (o que a descida do gradiente faz com uma
# derivada). Usa o que você fez em 01. Cerca de 20 minutos.*
#
# As derivadas já são conhecidas; agora elas vão servir para alguma coisa. A **regra delta** (xor) muda um peso no sentido
# contrário ao da derivada:
#
# $$\text{novo peso} = \text{peso antigo} - \text{derivada} \times \text{taxa de aprendizagem}$$
#
# Derivada positiva quer dizer que mais peso dá mais erro: o peso diminui. Negativa: o peso aumenta. Zero: o peso fica onde
# está; o ponto é plano, como a base de um vale (o topo de um morro também é plano). Derivada grande, passo grande; derivada
# pequena, passo pequeno (derivadas, pytorch).
#
# *Um exemplo.* $J(w) = w^2$ tem derivada $2w$, que vale 6 em $w = 3$. Com taxa de aprendizagem 0,1, o novo peso é
# $3 - 6 \cdot 0{,}1 = 2{,}4$. Em $w = -3$ a derivada é $-6$, e o novo peso é $-3 + 0{,}6 = -2{,}4$: nos dois casos, rumo ao
# mínimo em 0.
#
# A **descida do gradiente** é esse passo repetido, sempre com a derivada **no peso a que se acabou de chegar**. A partir de
# 3, com taxa 0,1: $3;\ 2{,}4;\ 1{,}92;\ 1{,}536; \ldots$ Já com 1,1: $3;\ -3{,}6;\ 4{,}32; \ldots$ Uma taxa alta demais salta
# por cima do mínimo, e uma baixa demais leva uma eternidade (cap-18.3).
#
# ![](figure:learning-rates)
#
# Numa função não convexa, é o ponto de partida que decide em que vale o caminho termina, e não precisa ser o mais fundo
# (pytorch).
#
# ![](figure:two-valleys)
#
# O que vale aqui:
#
# - `delta_rule_update` funciona para números e para arrays, de floats ou de inteiros; um array é atualizado entrada por
#   entrada. Os argumentos devem estar como antes quando a função terminar: devolva um array novo.
# - `gradient_descent` devolve todos os pesos do caminho em um array de `steps + 1` floats: primeiro o ponto de partida, por
#   último o peso final. Com `steps = 0`, só o ponto de partida.
# - `derivative` é uma função; chame-a como `derivative(w)`, com um número.

# %% grade_id="delta_rule"
import numpy as np


def delta_rule_update(weight, derivative, learning_rate):
    """Take one step of the delta rule: new weight = old weight − derivative × learning rate.

    weight: number, or array of any shape, of floats or integers; it stays as it is.
    derivative: ∂cost/∂weight, a number or an array of the same shape. learning_rate: float.
    Returns the new weight: a number, or a new array of the same shape.

    [pt-BR]
    Dá um passo da regra delta: novo peso = peso antigo − derivada × taxa de aprendizagem.

    weight: número, ou array de qualquer shape, de floats ou inteiros; não deve ser alterado.
    derivative: ∂custo/∂peso, um número ou um array do mesmo shape. learning_rate: float.
    Devolve o novo peso: um número, ou um novo array do mesmo shape.
    """
    ### BEGIN SOLUTION
    return weight - derivative * learning_rate
    ### END SOLUTION


def gradient_descent(derivative, w, learning_rate, steps):
    """Follow the delta rule from w for a number of steps, and return the whole path.

    derivative: function of one number, the derivative of the cost there. w: the start, int or float.
    learning_rate: float. steps: int, 0 or more.
    Returns a float array of shape (steps + 1,): the start, then the weight after each step.

    [pt-BR]
    Segue a regra delta a partir de w por um número de passos e devolve o caminho inteiro.

    derivative: função de um número, a derivada do custo naquele ponto. w: o ponto de partida, int ou float.
    learning_rate: float. steps: int, 0 ou mais.
    Devolve um array de floats de shape (steps + 1,): o ponto de partida, depois o peso após cada passo.
    """
    ### BEGIN SOLUTION
    path = [float(w)]
    for _ in range(steps):
        w = delta_rule_update(w, derivative(w), learning_rate)
        path.append(w)
    return np.array(path)
    ### END SOLUTION

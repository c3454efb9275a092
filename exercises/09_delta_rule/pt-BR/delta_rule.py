# %% [markdown]
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
# (Figura no notebook: seis passos da descida do gradiente em J = w² a partir de w = 3: com taxa de aprendizagem 0,02, w
# só chegou a 2,35; com 0,3, está em 0,012, quase no mínimo; com 1,1, cada passo salta por cima do mínimo para o outro
# lado, e mais para o alto, até 8,96.)
#
# Numa função não convexa, é o ponto de partida que decide em que vale o caminho termina, e não precisa ser o mais fundo
# (pytorch).
#
# (Figura no notebook: a descida do gradiente a partir de w = −1,7 e de w = 1,7: na função convexa J = w², os dois
# caminhos terminam no único mínimo, 0; na não convexa J = w⁴ − 2w² + 0,4w, o caminho da esquerda termina no mínimo
# global, em −1,05, e o da direita num mínimo local, em 0,95, que fica mais alto.)
#
# O que vale aqui:
#
# - `delta_rule_update` funciona para números e para arrays, de floats ou de inteiros; um array é atualizado entrada por
#   entrada. Os argumentos devem estar como antes quando a função terminar: devolva um array novo.
# - `gradient_descent` devolve todos os pesos do caminho em um array de `steps + 1` floats: primeiro o ponto de partida, por
#   último o peso final. Com `steps = 0`, só o ponto de partida.
# - `derivative` é uma função; chame-a como `derivative(w)`, com um número.
#
# *Para conferir seu trabalho: `autograder check delta_rule`; no notebook, execute a última célula.
# Ela também leva às dicas e, quando passar, a uma solução e a perguntas sobre o seu código.*

# %%
import numpy as np


def delta_rule_update(weight, derivative, learning_rate):
    """Dá um passo da regra delta: novo peso = peso antigo − derivada × taxa de aprendizagem.

    weight: número, ou array de qualquer shape, de floats ou inteiros; não deve ser alterado.
    derivative: ∂custo/∂peso, um número ou um array do mesmo shape. learning_rate: float.
    Devolve o novo peso: um número, ou um novo array do mesmo shape.
    """
    raise NotImplementedError  # seu código aqui


def gradient_descent(derivative, w, learning_rate, steps):
    """Segue a regra delta a partir de w por um número de passos e devolve o caminho inteiro.

    derivative: função de um número, a derivada do custo naquele ponto. w: o ponto de partida, int ou float.
    learning_rate: float. steps: int, 0 ou mais.
    Devolve um array de floats de shape (steps + 1,): o ponto de partida, depois o peso após cada passo.
    """
    raise NotImplementedError  # seu código aqui

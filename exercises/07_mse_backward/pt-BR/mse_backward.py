# %% [markdown]
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
#
# *Para conferir seu trabalho: `autograder check mse_backward`; no notebook, execute a última célula.
# Ela também leva às dicas e, quando passar, a uma solução e a perguntas sobre o seu código.*

# %%
import numpy as np


def mse(prediction, target):
    """Devolve o erro quadrático médio: a média de (prediction − target)² sobre todas as entradas.

    prediction, target: arrays com o mesmo shape, com qualquer número de eixos.
    Devolve um float.
    """
    raise NotImplementedError  # seu código aqui


def mse_backward(prediction, target):
    """Devolve o gradiente do erro quadrático médio: ∂mse/∂prediction.

    prediction, target: arrays com o mesmo shape, com qualquer número de eixos.
    Devolve ∂mse/∂prediction, um array novo com esse shape.
    """
    raise NotImplementedError  # seu código aqui

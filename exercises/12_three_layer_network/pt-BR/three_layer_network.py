# %% [markdown]
# # 12 · Uma rede de três camadas
#
# *Leia antes: pytorch (de “Conceitos de retropropagação” até “Descida do gradiente”). Usa o que você fez em 06, 07 e
# 09. Cerca de 50 minutos.*
#
# Os slides de pytorch põem três camadas lineares em sequência, 16→8→4→2, tomam a entropia cruzada do que sai, deixam o
# `loss.backward()` achar os gradientes e então movem cada parâmetro em −lr · gradiente. Aqui você escreve o que essas
# chamadas fazem.
#
# **De pontuações a probabilidades.** A última camada dá $k$ pontuações por linha, os **logits** $z$. A softmax transforma
# uma linha deles em $k$ probabilidades; cada linha se resolve sozinha:
#
# $$p_j = \frac{e^{z_j}}{\sum_i e^{z_i}}$$
#
# Some o mesmo número a todos os logits de uma linha: em cima e embaixo da fração aparece o mesmo fator, e $p$ não muda. Isso
# não é só curiosidade. `np.exp(1000)` não cabe em float64; por isso, antes de chamar `exp`, `softmax` precisa trocar a linha
# por outra mais bem situada, com a mesma resposta. A sua é testada com logits em torno de ±1000.
#
# **O custo.** `targets` traz um **índice de classe** por linha, 0 … k − 1 (não são linhas one-hot). A entropia cruzada de uma
# linha é −ln da probabilidade dada à própria classe; o custo é a **média sobre as $n$ linhas**, como na `CrossEntropyLoss` do
# PyTorch. Sendo $t$ a classe da linha,
#
# $$-\ln p_t = \ln \sum_i e^{z_i} - z_t$$
#
# *Um exemplo.* Os logits $(2, 1, 0)$ dão $(e^2, e^1, e^0) = (7{,}389;\ 2{,}718;\ 1)$, soma 11,107; logo
# $p = (0{,}665;\ 0{,}245;\ 0{,}090)$. Se a classe é 0, a linha custa $-\ln 0{,}665 = 0{,}408$; se é 2, custa 2,408. Um lote com
# essas duas linhas custa 1,408.
#
# **O primeiro gradiente a montante.** O lado direito da igualdade acima é fácil de derivar: mexa em $z_j$ e veja o que faz o
# primeiro termo; mexa em $z_t$, e o segundo também se move. Para conferir: só com $(2, 1, 0)$, classe 0, o gradiente é
# $(-0{,}335;\ 0{,}245;\ 0{,}090)$. A soma é 0 (por quê?). Cada logit de uma linha mexe em todas as probabilidades dela; por isso
# nenhum gradiente ali é 0. Com $n$ linhas, lembre-se da média.
#
# **Depois, camada por camada.** pytorch diz a ordem: comece pelos gradientes da camada L2, use-os para L1, depois para L0.
# O que é preciso guardar da passagem para frente?
#
# | camada | entra | W | b | sai |
# |---|---|---|---|---|
# | L0 | X (n, 16) | (16, 8) | (8,) | (n, 8) |
# | L1 | (n, 8) | (8, 4) | (4,) | (n, 4) |
# | L2 | (n, 4) | (4, 2) | (2,) | logits (n, 2) |
#
# Não há ativação entre as camadas, como no `Sequential` dos slides. (Três camadas lineares em sequência não fazem mais do que
# uma só; o que esta rede ensina é a ordem dos gradientes.) O PyTorch guarda o peso de uma camada como (saídas, entradas); aqui
# é (entradas, saídas), como em 06.
#
# **O passo.** Como em 09: parâmetro − taxa de aprendizagem · gradiente. Os slides fazem isso à mão para `model[0]` e depois
# deixam `optim.SGD(..., lr=0.001).step()` fazer para todas as camadas: a afirmação a testar é que as duas coisas dão no mesmo.
# Com lr = 0,001, um peso 0,5 de gradiente 2 passa a 0,498. O otimizador do PyTorch escreve nos parâmetros; `sgd_step` devolve
# parâmetros novos.
#
# Escreva as cinco funções. `parameters` e os gradientes são listas `[(W0, b0), (W1, b1), (W2, b2)]`, a primeira camada
# primeiro. Os argumentos devem ficar como estavam.
#
# *Para conferir seu trabalho: `autograder check three_layer_network`; no notebook, execute a última célula.
# Ela também leva às dicas e, quando passar, a uma solução e a perguntas sobre o seu código.*

# %%
import numpy as np


def softmax(logits):
    """Transforma cada linha de logits em probabilidades: e^z dividido pela soma de e^z da linha.

    logits: (n, k), também em torno de ±1000. Devolve um array de shape (n, k); cada linha soma 1.
    """
    raise NotImplementedError  # seu código aqui


def cross_entropy(logits, targets):
    """Média, sobre as linhas, de −ln(probabilidade da classe da própria linha).

    logits: (n, k). targets: (n,), inteiros, o índice da classe de cada linha, 0 … k − 1. Devolve um float.
    """
    raise NotImplementedError  # seu código aqui


def cross_entropy_backward(logits, targets):
    """Dá ∂custo/∂logits de `cross_entropy`.

    logits: (n, k). targets: (n,), índices de classe. Devolve um array de shape (n, k).
    """
    raise NotImplementedError  # seu código aqui


def network_backward(X, parameters, targets):
    """Percorre três camadas lineares e a entropia cruzada para frente, depois volta até o começo.

    X: (n, 16). parameters: [(W0, b0), (W1, b1), (W2, b2)], com W (16, 8), (8, 4), (4, 2) e b (8,), (4,), (2,).
    targets: (n,), índices de classe, 0 ou 1.
    Devolve [(grad_W0, grad_b0), (grad_W1, grad_b1), (grad_W2, grad_b2)], cada um no shape do seu parâmetro.
    """
    raise NotImplementedError  # seu código aqui


def sgd_step(parameters, gradients, learning_rate):
    """Move cada parâmetro em −learning_rate · seu gradiente, como faz `optimizer.step()`.

    parameters, gradients: listas [(W0, b0), (W1, b1), (W2, b2)] dos mesmos shapes; não devem ser alteradas.
    learning_rate: float. Devolve os novos parâmetros, uma lista do mesmo tipo.
    """
    raise NotImplementedError  # seu código aqui

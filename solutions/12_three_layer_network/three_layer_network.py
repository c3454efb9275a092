# %% [markdown] lang="en"
# # 12 · A three-layer network
#
# *Read before: pytorch (from “Conceitos de retropropagação” to “Descida do gradiente”). Builds on 06, 07 and 09. About
# 50 minutes.*
#
# The slides of pytorch put three linear layers in a row, 16→8→4→2, take the cross-entropy of what comes out, let
# `loss.backward()` find the gradients and then move every parameter by −lr · gradient. Here you write what those calls do.
#
# **From scores to probabilities.** The last layer gives $k$ scores per row, the **logits** $z$. The softmax turns a row of
# them into $k$ probabilities; each row is a matter of its own:
#
# $$p_j = \frac{e^{z_j}}{\sum_i e^{z_i}}$$
#
# Add the same number to all the logits of a row: above and below the line the same factor appears, and $p$ stays as it is.
# That is more than a curiosity. `np.exp(1000)` is beyond float64, and so `softmax` must choose a better-placed row with the
# same answer before it calls `exp`. Yours is tried with logits around ±1000.
#
# **The cost.** `targets` holds one **class index** per row, 0 … k − 1 (not one-hot rows). The cross-entropy of a row is
# −ln of the probability given to its own class; the cost is the **mean over the $n$ rows**, as in PyTorch's
# `CrossEntropyLoss`. With $t$ the class of a row,
#
# $$-\ln p_t = \ln \sum_i e^{z_i} - z_t$$
#
# *Worked example.* The logits $(2, 1, 0)$ give $(e^2, e^1, e^0) = (7.389, 2.718, 1)$, sum 11.107, so $p = (0.665, 0.245, 0.090)$.
# If the class is 0 the row costs $-\ln 0.665 = 0.408$; if it is 2, 2.408. A batch of these two rows costs 1.408.
#
# **The first upstream gradient.** The right-hand side above is easy to differentiate: nudge $z_j$ and ask what the first
# term does; nudge $z_t$ and the second one moves as well. Check: for $(2, 1, 0)$ alone, class 0, the gradient is
# $(-0.335, 0.245, 0.090)$. It sums to 0 (why?). All the logits of a row move all of its probabilities, so no logit's
# gradient is 0. With $n$ rows, remember the mean.
#
# **Then layer by layer.** pytorch tells the order: start with the gradients of layer L2, use them for L1, then for L0.
# What must be kept of the forward pass?
#
# | layer | goes in | W | b | comes out |
# |---|---|---|---|---|
# | L0 | X (n, 16) | (16, 8) | (8,) | (n, 8) |
# | L1 | (n, 8) | (8, 4) | (4,) | (n, 4) |
# | L2 | (n, 4) | (4, 2) | (2,) | logits (n, 2) |
#
# There is no activation between the layers, just as in the slides' `Sequential`. (Three linear layers in a row can do no
# more than one; the order of the gradients is what this network teaches.) PyTorch keeps a layer's weight as (out, in); here
# it is (in, out), as in 06.
#
# **The step.** As in 09: parameter − learning rate · gradient. The slides do it by hand for `model[0]` and then let
# `optim.SGD(..., lr=0.001).step()` do it for all the layers: the claim to test is that the two are the same. With lr = 0.001 a
# weight 0.5 whose gradient is 2 becomes 0.498. PyTorch's optimizer writes into the parameters; `sgd_step` returns new ones.
#
# Write the five functions. `parameters` and gradients are lists `[(W0, b0), (W1, b1), (W2, b2)]`, first layer first. Arguments
# stay as they are.

# %% [markdown] lang="pt-BR"
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

# %% grade_id="three_layer_network"
import numpy as np


def softmax(logits):
    """Turn every row of logits into probabilities: e^z divided by the row's sum of e^z.

    logits: (n, k), also around ±1000. Returns an array of shape (n, k); each row sums to 1.

    [pt-BR]
    Transforma cada linha de logits em probabilidades: e^z dividido pela soma de e^z da linha.

    logits: (n, k), também em torno de ±1000. Devolve um array de shape (n, k); cada linha soma 1.
    """
    ### BEGIN SOLUTION
    powers = np.exp(logits - np.max(logits, axis=1, keepdims=True))
    return powers / np.sum(powers, axis=1, keepdims=True)
    ### END SOLUTION


def cross_entropy(logits, targets):
    """Mean over the rows of −ln(probability of the row's own class).

    logits: (n, k). targets: (n,), ints, the class index 0 … k − 1 of each row. Returns a float.

    [pt-BR]
    Média, sobre as linhas, de −ln(probabilidade da classe da própria linha).

    logits: (n, k). targets: (n,), inteiros, o índice da classe de cada linha, 0 … k − 1. Devolve um float.
    """
    ### BEGIN SOLUTION
    chosen = softmax(logits)[np.arange(len(targets)), targets]
    return -np.mean(np.log(chosen))
    ### END SOLUTION


def cross_entropy_backward(logits, targets):
    """Give ∂cost/∂logits of `cross_entropy`.

    logits: (n, k). targets: (n,), class indices. Returns an array of shape (n, k).

    [pt-BR]
    Dá ∂custo/∂logits de `cross_entropy`.

    logits: (n, k). targets: (n,), índices de classe. Devolve um array de shape (n, k).
    """
    ### BEGIN SOLUTION
    gradient = softmax(logits)
    gradient[np.arange(len(targets)), targets] -= 1
    return gradient / len(targets)
    ### END SOLUTION


def network_backward(X, parameters, targets):
    """Run three linear layers and the cross-entropy forward, then all the way back.

    X: (n, 16). parameters: [(W0, b0), (W1, b1), (W2, b2)] with W (16, 8), (8, 4), (4, 2) and b (8,), (4,), (2,).
    targets: (n,), class indices 0 or 1.
    Returns [(grad_W0, grad_b0), (grad_W1, grad_b1), (grad_W2, grad_b2)], each shaped like its parameter.

    [pt-BR]
    Percorre três camadas lineares e a entropia cruzada para frente, depois volta até o começo.

    X: (n, 16). parameters: [(W0, b0), (W1, b1), (W2, b2)], com W (16, 8), (8, 4), (4, 2) e b (8,), (4,), (2,).
    targets: (n,), índices de classe, 0 ou 1.
    Devolve [(grad_W0, grad_b0), (grad_W1, grad_b1), (grad_W2, grad_b2)], cada um no shape do seu parâmetro.
    """
    ### BEGIN SOLUTION
    kept = [X]
    for W, b in parameters:
        kept.append(kept[-1] @ W + b)
    upstream = cross_entropy_backward(kept.pop(), targets)
    gradients = []
    for W, _ in reversed(parameters):
        gradients.insert(0, (kept.pop().T @ upstream, np.sum(upstream, axis=0)))
        upstream = upstream @ W.T
    return gradients
    ### END SOLUTION


def sgd_step(parameters, gradients, learning_rate):
    """Move every parameter by −learning_rate · its gradient, as `optimizer.step()` does.

    parameters, gradients: lists [(W0, b0), (W1, b1), (W2, b2)] of the same shapes; they stay as they are.
    learning_rate: float. Returns the new parameters, a list of the same kind.

    [pt-BR]
    Move cada parâmetro em −learning_rate · seu gradiente, como faz `optimizer.step()`.

    parameters, gradients: listas [(W0, b0), (W1, b1), (W2, b2)] dos mesmos shapes; não devem ser alteradas.
    learning_rate: float. Devolve os novos parâmetros, uma lista do mesmo tipo.
    """
    ### BEGIN SOLUTION
    pairs = zip(parameters, gradients, strict=True)
    return [(W - learning_rate * grad_W, b - learning_rate * grad_b) for (W, b), (grad_W, grad_b) in pairs]
    ### END SOLUTION

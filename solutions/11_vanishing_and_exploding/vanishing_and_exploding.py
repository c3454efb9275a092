# %% [markdown] lang="en"
# # 11 · Vanishing and exploding gradients
#
# *Read before: cap-18.3 (“Desafios do Backpropagation”). Builds on 05 and 06. About 35 minutes.*
#
# Going backward, a gradient is multiplied in every layer by the slope of the activation and by the weights (05 and 06). Many
# layers make many factors, and the text names what that does:
#
# - **Vanishing**: with factors below 1 the product shrinks from layer to layer, and the first layers hardly learn.
#   The sigmoid's slope is never above $\tfrac14$, so ten layers leave at most $0.25^{10} \approx 0.00000095$ of the signal, if the
#   weights are around 1.
# - **Exploding**: with factors above 1 it grows. Weights of 2 and slopes of 1 make $2^{10} = 1024$ of 1.
#
# The text names three remedies: careful initialisation (10), an activation such as ReLU, and gradient clipping. You write the
# last two, and then measure whether the first claim is true.
#
# **ReLU**: $\text{relu}(z) = \max(0, z)$, entry by entry. Where $z > 0$ its slope is 1, so it takes nothing from what passes; where
# $z < 0$ the slope is 0 and nothing passes. At $z = 0$ there is a kink and no derivative: the slopes from the two sides are 0
# and 1. **Here, take 0 there** (any number from 0 to 1 gets through, with a remark). ReLU came into deep networks with Nair and
# Hinton, “Rectified linear units improve restricted Boltzmann machines” (2010), and Glorot, Bordes and Bengio, “Deep sparse
# rectifier neural networks” (2011).
#
# **Clipping by the norm** (Pascanu, Mikolov and Bengio, “On the difficulty of training recurrent neural networks”, 2013): all the
# gradients of a network together are one long vector. If its length, the **global norm**, exceeds a limit, every gradient is
# multiplied by the same number, so that the length becomes the limit:
#
# $$\text{norm} = \sqrt{\textstyle\sum_{\text{all arrays}} \sum_{\text{all entries}} g^2} \qquad g \leftarrow g \cdot \min\!\left(1,\ \frac{\text{max\_norm}}{\text{norm}}\right)$$
#
# *Worked example.* Two gradients, $(3, 0)$ and $(4)$: the norm is $\sqrt{9 + 0 + 16} = 5$. With `max_norm` = 1 they become $(0.6, 0)$
# and $(0.8)$: shorter, in the same direction. Cutting each entry off at 1 would give $(1, 0)$ and $(1)$, another direction; scaling
# each array by its own norm would, too. With `max_norm` = 10, or 5, nothing changes. If all are zero, they stay zero.
#
# **Measuring.** For a network without biases, $h_0 = X$ and $h_{l+1} = \text{act}(h_l\,W_l)$, with the activation after every layer, the
# last one included, `gradient_norms` gives one number per layer: the Frobenius norm (the root of the sum of the squared entries)
# of ∂(sum of all outputs)/∂$W_l$, the first layer first.
#
# When your functions are written, see the claim of the text with your own eyes. Ten layers of one unit, first with all weights
# 1, then 2:
#
# ```python
# X = np.ones((1, 1))
# for weight in (1.0, 2.0):
#     for activation in ("sigmoid", "relu"):
#         layers = [np.full((1, 1), weight) for _ in range(10)]
#         print(weight, activation, np.array(gradient_norms(X, layers, activation)))
# ```
#
# With weights 1, the sigmoid's norms fall from 0.148 in the last layer to 0.00000028 in the first, and ReLU's are all 1. With
# weights 2, ReLU's are all $2^9 = 512$, and the sigmoid's vanish still. So ReLU is a remedy for one of the two ills only; what helps
# against the other?
#
# ![](figure:vanishing-gradients)
#
# Write the four functions. Arguments, and the arrays in the lists, stay as they are.

# %% [markdown] lang="pt-BR"
# # 11 · Gradientes que desaparecem e que explodem
#
# *Leia antes: cap-18.3 (“Desafios do Backpropagation”). Usa o que você fez em 05 e 06. Cerca de 35 minutos.*
#
# Na passagem para trás, o gradiente é multiplicado em cada camada pela inclinação da ativação e pelos pesos (05 e 06). Muitas
# camadas são muitos fatores, e o texto dá nome ao que acontece:
#
# - **Desvanecimento**: com fatores abaixo de 1, o produto encolhe de camada em camada, e as primeiras quase não aprendem.
#   A inclinação da sigmoide nunca passa de $\tfrac14$; dez camadas deixam no máximo $0{,}25^{10} \approx 0{,}00000095$ do sinal, se os
#   pesos estão em torno de 1.
# - **Explosão**: com fatores acima de 1, ele cresce. Pesos 2 e inclinações 1 transformam 1 em $2^{10} = 1024$.
#
# O texto cita três remédios: inicialização cuidadosa (10), uma ativação como a ReLU e o corte de gradiente (*gradient
# clipping*). Você escreve os dois últimos e depois mede se o que o texto diz é verdade.
#
# **ReLU**: $\text{relu}(z) = \max(0, z)$, entrada por entrada. Onde $z > 0$ a inclinação é 1, e o que passa não perde nada; onde
# $z < 0$ a inclinação é 0, e nada passa. Em $z = 0$ há um bico, e a derivada não existe: as inclinações dos dois lados são 0 e 1.
# **Aqui, use 0 nesse ponto** (qualquer número de 0 a 1 é aceito, com uma observação). A ReLU chegou às redes profundas com Nair e
# Hinton, “Rectified linear units improve restricted Boltzmann machines” (2010), e Glorot, Bordes e Bengio, “Deep sparse rectifier
# neural networks” (2011).
#
# **Corte pela norma** (Pascanu, Mikolov e Bengio, “On the difficulty of training recurrent neural networks”, 2013): todos os
# gradientes de uma rede, juntos, formam um vetor comprido. Se o comprimento dele, a **norma global**, passa de um limite, todos
# os gradientes são multiplicados pelo mesmo número, de modo que o comprimento passe a ser o limite:
#
# $$\text{norma} = \sqrt{\textstyle\sum_{\text{todos os arrays}} \sum_{\text{todas as entradas}} g^2} \qquad g \leftarrow g \cdot \min\!\left(1,\ \frac{\text{max\_norm}}{\text{norma}}\right)$$
#
# *Um exemplo.* Dois gradientes, $(3, 0)$ e $(4)$: a norma é $\sqrt{9 + 0 + 16} = 5$. Com `max_norm` = 1 eles viram $(0{,}6,\ 0)$ e
# $(0{,}8)$: mais curtos, na mesma direção. Cortar cada entrada em 1 daria $(1, 0)$ e $(1)$, outra direção; reduzir cada array pela
# própria norma também. Com `max_norm` = 10, ou 5, nada muda. Se todos são zero, continuam zero.
#
# **Medir.** Para uma rede sem viés, $h_0 = X$ e $h_{l+1} = \text{act}(h_l\,W_l)$, com a ativação depois de cada camada, inclusive da
# última, `gradient_norms` dá um número por camada: a norma de Frobenius (a raiz da soma dos quadrados das entradas) de ∂(soma de
# todas as saídas)/∂$W_l$, começando pela primeira camada.
#
# Quando suas funções estiverem prontas, veja com os próprios olhos o que o texto afirma. Dez camadas de uma unidade só, primeiro
# com todos os pesos 1, depois 2:
#
# ```python
# X = np.ones((1, 1))
# for peso in (1.0, 2.0):
#     for activation in ("sigmoid", "relu"):
#         camadas = [np.full((1, 1), peso) for _ in range(10)]
#         print(peso, activation, np.array(gradient_norms(X, camadas, activation)))
# ```
#
# Com pesos 1, as normas da sigmoide caem de 0,148 na última camada para 0,00000028 na primeira, e as da ReLU são todas 1. Com
# pesos 2, as da ReLU são todas $2^9 = 512$, e as da sigmoide continuam desaparecendo. A ReLU, então, é remédio para só um dos dois
# males; o que ajuda contra o outro?
#
# ![](figure:vanishing-gradients)
#
# Escreva as quatro funções. Os argumentos, e os arrays dentro das listas, devem ficar como estavam.

# %% grade_id="vanishing_and_exploding"
# ruff: noqa: ERA001 -- the text shows code to try
import numpy as np


def relu(z):
    """Apply the rectifier to every entry of z: max(0, z).

    z: array of any shape. Returns an array of that shape.

    [pt-BR]
    Aplica o retificador a cada entrada de z: max(0, z).

    z: array de qualquer shape. Devolve um array do mesmo shape.
    """
    ### BEGIN SOLUTION
    return np.maximum(z, 0)
    ### END SOLUTION


def relu_backward(grad_output, z):
    """Pass the upstream gradient back through ReLU: ∂cost/∂z.

    grad_output: ∂cost/∂relu(z), array of any shape. z: same shape; where it is 0, take 0 as the derivative.
    Returns ∂cost/∂z, same shape.

    [pt-BR]
    Leva o gradiente a montante de volta pela ReLU: ∂custo/∂z.

    grad_output: ∂custo/∂relu(z), array de qualquer shape. z: mesmo shape; onde vale 0, use 0 como derivada.
    Devolve ∂custo/∂z, mesmo shape.
    """
    ### BEGIN SOLUTION
    return np.where(z > 0, grad_output, 0)
    ### END SOLUTION


def clip_gradients(gradients, max_norm):
    """Shorten gradients whose global norm exceeds max_norm, without turning them.

    gradients: list of arrays of any shapes. max_norm: a positive number.
    Returns a list of arrays of the same shapes: each times min(1, max_norm / norm), where norm is the L2 norm of all
    entries of all arrays together. Zeros stay zeros.

    [pt-BR]
    Encurta gradientes cuja norma global passa de max_norm, sem mudar a direção deles.

    gradients: lista de arrays de quaisquer shapes. max_norm: um número positivo.
    Devolve uma lista de arrays dos mesmos shapes: cada um vezes min(1, max_norm / norma), em que norma é a norma L2 de
    todas as entradas de todos os arrays juntos. Zeros continuam zeros.
    """
    ### BEGIN SOLUTION
    norm = np.sqrt(sum(np.sum(np.square(gradient)) for gradient in gradients))
    factor = max_norm / norm if norm > max_norm else 1.0
    return [gradient * factor for gradient in gradients]
    ### END SOLUTION


def gradient_norms(X, weights, activation):
    """Measure how much of the gradient reaches each layer of a network without biases.

    X: (n, d). weights: list of arrays (d, h), (h, h'), …; each output of a layer is activation(input @ W).
    activation: "sigmoid" or "relu", applied after every layer, the last one too.
    Returns one number per layer, first layer first: the Frobenius norm of ∂(sum of all outputs)/∂W.

    [pt-BR]
    Mede quanto do gradiente chega a cada camada de uma rede sem viés.

    X: (n, d). weights: lista de arrays (d, h), (h, h'), …; a saída de cada camada é activation(entrada @ W).
    activation: "sigmoid" ou "relu", aplicada depois de cada camada, inclusive da última.
    Devolve um número por camada, começando pela primeira: a norma de Frobenius de ∂(soma de todas as saídas)/∂W.
    """
    ### BEGIN SOLUTION
    entered, sums, values = [], [], X
    for W in weights:
        entered.append(values)
        sums.append(values @ W)
        values = relu(sums[-1]) if activation == "relu" else 1 / (1 + np.exp(-sums[-1]))
    grad = np.ones_like(values)
    norms = []
    for W, before, z in zip(reversed(weights), reversed(entered), reversed(sums), strict=True):
        if activation == "relu":
            delta = relu_backward(grad, z)
        else:
            a = 1 / (1 + np.exp(-z))
            delta = grad * a * (1 - a)
        norms.append(np.linalg.norm(before.T @ delta))
        grad = delta @ W.T
    return norms[::-1]
    ### END SOLUTION

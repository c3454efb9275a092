# %% [markdown]
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
# (Figura no notebook: a norma do gradiente de cada camada em redes de dez camadas, em escala logarítmica: com a
# sigmoide, cai de 15 na última camada para 0,00014 na primeira; com a ReLU, fica entre 40 e 100 nas dez.)
#
# Escreva as quatro funções. Os argumentos, e os arrays dentro das listas, devem ficar como estavam.
#
# *Para conferir seu trabalho: `autograder check vanishing_and_exploding`; no notebook, execute a última célula.
# Ela também leva às dicas e, quando passar, a uma solução e a perguntas sobre o seu código.*

# %%
import numpy as np


def relu(z):
    """Aplica o retificador a cada entrada de z: max(0, z).

    z: array de qualquer shape. Devolve um array do mesmo shape.
    """
    raise NotImplementedError  # seu código aqui


def relu_backward(grad_output, z):
    """Leva o gradiente a montante de volta pela ReLU: ∂custo/∂z.

    grad_output: ∂custo/∂relu(z), array de qualquer shape. z: mesmo shape; onde vale 0, use 0 como derivada.
    Devolve ∂custo/∂z, mesmo shape.
    """
    raise NotImplementedError  # seu código aqui


def clip_gradients(gradients, max_norm):
    """Encurta gradientes cuja norma global passa de max_norm, sem mudar a direção deles.

    gradients: lista de arrays de quaisquer shapes. max_norm: um número positivo.
    Devolve uma lista de arrays dos mesmos shapes: cada um vezes min(1, max_norm / norma), em que norma é a norma L2 de
    todas as entradas de todos os arrays juntos. Zeros continuam zeros.
    """
    raise NotImplementedError  # seu código aqui


def gradient_norms(X, weights, activation):
    """Mede quanto do gradiente chega a cada camada de uma rede sem viés.

    X: (n, d). weights: lista de arrays (d, h), (h, h'), …; a saída de cada camada é activation(entrada @ W).
    activation: "sigmoid" ou "relu", aplicada depois de cada camada, inclusive da última.
    Devolve um número por camada, começando pela primeira: a norma de Frobenius de ∂(soma de todas as saídas)/∂W.
    """
    raise NotImplementedError  # seu código aqui

# %% [markdown] lang="en"
# # 05 · Back through the sigmoid
#
# *Read before: chain-rule (“Chain Rule”), cap-18.3 (“Calculando os Gradientes”). Builds on 03 and 04. About 20
# minutes.*
#
# In a network the sigmoid stands between two linear layers. Going forward it squashes every entry $z$ into $(0, 1)$:
#
# $$\sigma(z) = \frac{1}{1 + e^{-z}}$$
#
# Going backward it receives one number per entry, the **upstream gradient** ∂cost/∂σ, and must pass on ∂cost/∂z.
# The chain rule (cap-18.3) says how: multiply by the local derivative.
#
# $$\frac{\partial\,\text{cost}}{\partial z} =
# \frac{\partial\,\text{cost}}{\partial a} \cdot \frac{\partial a}{\partial z} \qquad a = \sigma(z)$$
#
# The derivative of σ has a pleasant property: it can be written with the output $a$ alone, without $z$. Find it on
# paper; the example tells whether you did.
#
# *Worked example.* At $z = 0$ the output is $a = 0.5$ and the local derivative is $0.25$, the largest it ever gets. If 2
# arrives from above, $2 \cdot 0.25 = 0.5$ is passed on. At $z = 4$, where $a \approx 0.982$, the same 2 shrinks to about
# $0.035$.
#
# Some libraries write this function with $z$ as argument, others with $a$. **Here it takes the output** $a$.
#
# Write both functions. Arrays may have any shape, zeros and large values included; arguments stay as they are. `sigmoid`
# counts for $|z| \le 500$; further out you get a remark at most. `sigmoid_backward` counts also where the curve is so flat
# that almost nothing is passed on.

# %% [markdown] lang="pt-BR"
# # 05 · De volta pela sigmoide
#
# *Leia antes: chain-rule (“Chain Rule”), cap-18.3 (“Calculando os Gradientes”). Usa o que você fez em 03 e 04. Cerca de
# 20 minutos.*
#
# Numa rede, a sigmoide fica entre duas camadas lineares. Na passagem para frente, ela comprime cada entrada $z$ no
# intervalo $(0, 1)$:
#
# $$\sigma(z) = \frac{1}{1 + e^{-z}}$$
#
# Na passagem para trás, ela recebe um número por entrada, o **gradiente a montante** ∂custo/∂σ, isto é, o gradiente que
# chega (em inglês, *upstream*), e precisa passar adiante ∂custo/∂z. A regra da cadeia (cap-18.3) diz como:
# multiplique pela derivada local.
#
# $$\frac{\partial\,\text{custo}}{\partial z} =
# \frac{\partial\,\text{custo}}{\partial a} \cdot \frac{\partial a}{\partial z} \qquad a = \sigma(z)$$
#
# A derivada de σ tem uma propriedade simpática: pode ser escrita só com a saída $a$, sem $z$. Encontre-a no papel; o
# exemplo diz se você acertou.
#
# *Um exemplo.* Em $z = 0$ a saída é $a = 0{,}5$ e a derivada local é $0{,}25$, o maior valor que ela atinge. Se chega um
# 2 de cima, segue adiante $2 \cdot 0{,}25 = 0{,}5$. Em $z = 4$, onde $a \approx 0{,}982$, o mesmo 2 encolhe para cerca
# de $0{,}035$.
#
# Algumas bibliotecas escrevem essa função recebendo $z$, outras recebendo $a$. **Aqui ela recebe a saída** $a$.
#
# Escreva as duas funções. Os arrays podem ter qualquer shape, com zeros e valores grandes; os argumentos devem ficar como
# estavam. `sigmoid` vale nota para $|z| \le 500$; fora dessa faixa, no máximo sai uma observação. `sigmoid_backward`
# vale nota também onde a curva é tão plana que quase nada segue adiante.

# %% grade_id="sigmoid_backward"
import numpy as np


def sigmoid(z):
    """Squash every entry of z into (0, 1): σ(z) = 1 / (1 + e⁻ᶻ).

    z: array of any shape. Returns an array of that shape.

    [pt-BR]
    Comprime cada entrada de z no intervalo (0, 1): σ(z) = 1 / (1 + e⁻ᶻ).

    z: array de qualquer shape. Devolve um array do mesmo shape.
    """
    ### BEGIN SOLUTION
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, small) / (1 + small)
    ### END SOLUTION


def sigmoid_backward(grad_output, output):
    """Pass the upstream gradient back through the sigmoid: ∂cost/∂z.

    grad_output: ∂cost/∂output, array of any shape.
    output: sigmoid(z), same shape. (Not z: the other convention exists, this function takes the output.)
    Returns ∂cost/∂z, same shape.

    [pt-BR]
    Leva o gradiente a montante de volta pela sigmoide: ∂custo/∂z.

    grad_output: ∂custo/∂output, array de qualquer shape.
    output: sigmoid(z), mesmo shape. (Não é z: a outra convenção existe, mas esta função recebe a saída.)
    Devolve ∂custo/∂z, mesmo shape.
    """
    ### BEGIN SOLUTION
    return grad_output * output * (1 - output)
    ### END SOLUTION

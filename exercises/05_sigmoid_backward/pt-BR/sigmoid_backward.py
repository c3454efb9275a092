# %% [markdown]
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
#
# *Para conferir seu trabalho: `autograder check sigmoid_backward`; no notebook, execute a última célula.
# Ela também leva às dicas e, quando passar, a uma solução e a perguntas sobre o seu código.*

# %%
import numpy as np


def sigmoid(z):
    """Comprime cada entrada de z no intervalo (0, 1): σ(z) = 1 / (1 + e⁻ᶻ).

    z: array de qualquer shape. Devolve um array do mesmo shape.
    """
    raise NotImplementedError  # seu código aqui


def sigmoid_backward(grad_output, output):
    """Leva o gradiente a montante de volta pela sigmoide: ∂custo/∂z.

    grad_output: ∂custo/∂output, array de qualquer shape.
    output: sigmoid(z), mesmo shape. (Não é z: a outra convenção existe, mas esta função recebe a saída.)
    Devolve ∂custo/∂z, mesmo shape.
    """
    raise NotImplementedError  # seu código aqui

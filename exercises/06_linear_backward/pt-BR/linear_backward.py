# %% [markdown]
# # 06 · De volta pela camada linear
#
# *Leia antes: chain-rule (“Chain Rule”, até o grafo). Usa o que você fez em 03. Cerca de 40 minutos.*
#
# No grafo de chain-rule, `Linear(X, W, b)` é o nó que tem parâmetros; portanto, é ele que aprende. Na passagem para
# frente, ele mistura as $d$ características de cada uma das $n$ linhas de $X$ em $k$ novas:
#
# $$Z = X\,W + b \qquad X: (n, d) \quad W: (d, k) \quad b: (k,) \quad Z: (n, k)$$
#
# O mesmo $b$ é somado a todas as linhas. Na passagem para trás, ele recebe o **gradiente a montante** $G$ = ∂custo/∂Z, um
# número por entrada de $Z$, ou seja, de shape $(n, k)$. Como tem três entradas, precisa devolver três gradientes, cada um
# com o shape da sua própria entrada.
#
# **A ordem dos fatores.** chain-rule escreve ∂(f∘g)/∂x = ∂g/∂x · ∂f/∂g. Com números, a ordem não importa. Aqui os fatores
# são matrizes, e aí importa: $A\,B$ e $B\,A$ são coisas diferentes, e muitas vezes só uma delas existe.
#
# *Primeiro, uma linha só.* Sejam $x = (1, 2, 3)$, de shape $(1, 3)$, e $g = (1, -1)$, de shape $(1, 2)$; então $W$ é $(3, 2)$.
#
# - Cada $z_j = \sum_i x_i W_{ij} + b_j$. Altere $W_{ij}$ em ε: só $z_j$ muda, em $x_i\,\varepsilon$, e com ele o custo, em $x_i\,g_j\,\varepsilon$.
#   Logo ∂custo/∂$W_{ij} = x_i\,g_j$: cada característica com cada saída. Em forma de matriz, é uma coluna vezes uma linha,
#
# $$x^T g = \begin{pmatrix} 1 \\ 2 \\ 3 \end{pmatrix} \begin{pmatrix} 1 & -1 \end{pmatrix} = \begin{pmatrix} 1 & -1 \\ 2 & -2 \\ 3 & -3 \end{pmatrix} \qquad (3, 1)\,(1, 2) \to (3, 2)$$
#
# - Altere $x_i$ em ε: **todos** os $z_j$ mudam, cada um em $W_{ij}\,\varepsilon$. Efeitos de caminhos paralelos se somam:
#   ∂custo/∂$x_i = \sum_j g_j W_{ij}$.
# - Altere $b_j$ em ε: $z_j$ muda exatamente ε. Logo ∂custo/∂$b_j = g_j$.
#
# *Agora, quatro linhas*, $(n, d, k) = (4, 3, 2)$; a primeira é a de cima:
#
# $$X = \begin{pmatrix} 1 & 2 & 3 \\ 0 & 1 & 0 \\ 2 & 0 & 1 \\ 0 & 0 & 1 \end{pmatrix} \quad W = \begin{pmatrix} 1 & 0 \\ 2 & 1 \\ 0 & -1 \end{pmatrix} \quad b = (10, 20) \quad G = \begin{pmatrix} 1 & -1 \\ 2 & 0 \\ 0 & 3 \\ 1 & 1 \end{pmatrix}$$
#
# Para frente, $(4, 3)\,(3, 2) + (2,) \to (4, 2)$: as linhas de $Z$ são $(15, 19)$, $(12, 21)$, $(12, 19)$, $(10, 19)$. Para trás:
#
# - **W serve a todas as linhas, então os efeitos das linhas se somam.** A primeira linha dá a matriz de cima, cada uma das
#   outras dá a sua, e a soma delas é o que o produto de matrizes calcula com $X^T$ à esquerda: ele soma ao longo do eixo
#   interno, o das linhas.
#
# $$X^T G = \begin{pmatrix} 1 & 0 & 2 & 0 \\ 2 & 1 & 0 & 0 \\ 3 & 0 & 1 & 1 \end{pmatrix} \begin{pmatrix} 1 & -1 \\ 2 & 0 \\ 0 & 3 \\ 1 & 1 \end{pmatrix} = \begin{pmatrix} 1 & 5 \\ 4 & -2 \\ 4 & 1 \end{pmatrix} \qquad (3, 4)\,(4, 2) \to (3, 2)$$
#
#   A outra ordem, $G\,X^T$, juntaria $(4, 2)$ com $(3, 4)$: os tamanhos internos, 2 e 3, não se encaixam.
#
# - **Cada linha de X segue o seu próprio caminho, então linhas continuam linhas;** o que se soma são as $k$ saídas, o eixo
#   que $G$ e $W$ têm em comum:
#
# $$G\,W^T = \begin{pmatrix} 1 & -1 \\ 2 & 0 \\ 0 & 3 \\ 1 & 1 \end{pmatrix} \begin{pmatrix} 1 & 2 & 0 \\ 0 & 1 & -1 \end{pmatrix} = \begin{pmatrix} 1 & 1 & 1 \\ 2 & 4 & 0 \\ 0 & 3 & -3 \\ 1 & 3 & -1 \end{pmatrix} \qquad (4, 2)\,(2, 3) \to (4, 3)$$
#
# - **b é somado às quatro linhas, então recolhe das quatro:** coluna por coluna, $1 + 2 + 0 + 1 = 4$ e
#   $-1 + 0 + 3 + 1 = 3$. O gradiente é $(4, 3)$, de shape $(2,)$ como $b$.
#
# Nada é dividido por $n$: se o custo é uma média sobre as linhas, o $1/n$ dele já desceu dentro de $G$.
#
# Escreva as duas funções, para quaisquer $n$, $d$ e $k$. Os argumentos devem ficar como estavam; os resultados são arrays
# novos. Quando $d = k$, uma transposta esquecida não gera erro nenhum; por isso o seu código é testado com shapes variados.
#
# *Para conferir seu trabalho: `autograder check linear_backward`; no notebook, execute a última célula.
# Ela também leva às dicas e, quando passar, a uma solução e a perguntas sobre o seu código.*

# %%
import numpy as np


def linear(X, W, b):
    """Aplica uma camada linear a cada linha de X: X W + b.

    X: (n, d), um exemplo por linha. W: (d, k), os pesos. b: (k,), o viés, somado a todas as linhas.
    Devolve um array de shape (n, k).
    """
    raise NotImplementedError  # seu código aqui


def linear_backward(grad_output, X, W, b):
    """Leva o gradiente a montante de volta pela camada linear.

    grad_output: ∂custo/∂(X W + b), (n, k). X: (n, d), W: (d, k) e b: (k,), tais como foram passados a `linear`.
    Devolve (grad_X, grad_W, grad_b): ∂custo/∂X (n, d), ∂custo/∂W (d, k) e ∂custo/∂b (k,), nesta ordem.
    """
    raise NotImplementedError  # seu código aqui

# %% [markdown] lang="en"
# # 06 · Back through the linear layer
#
# *Read before: chain-rule (“Chain Rule”, down to the graph). Builds on 03. About 40 minutes.*
#
# In the graph of chain-rule, `Linear(X, W, b)` is the node that has parameters, so it is the one that learns. Going
# forward it mixes the $d$ features of each of the $n$ rows of $X$ into $k$ new ones:
#
# $$Z = X\,W + b \qquad X: (n, d) \quad W: (d, k) \quad b: (k,) \quad Z: (n, k)$$
#
# The same $b$ is added to every row. Going backward it receives the **upstream gradient** $G$ = ∂cost/∂Z, one number per
# entry of $Z$, so of shape $(n, k)$. It has three inputs, so it owes three gradients, each in the shape of its own input.
#
# **The order of the factors.** chain-rule writes ∂(f∘g)/∂x = ∂g/∂x · ∂f/∂g. For single numbers the order does not matter.
# Here the factors are matrices, and then it does: $A\,B$ and $B\,A$ are different things, and often only one of them exists.
#
# *One row first.* Let $x = (1, 2, 3)$, of shape $(1, 3)$, and $g = (1, -1)$, of shape $(1, 2)$, so that $W$ is $(3, 2)$.
#
# - Each $z_j = \sum_i x_i W_{ij} + b_j$. Nudge $W_{ij}$ by ε: only $z_j$ moves, by $x_i\,\varepsilon$, and so the cost by $x_i\,g_j\,\varepsilon$.
#   Hence ∂cost/∂$W_{ij} = x_i\,g_j$: every feature with every output. As a matrix this is a column times a row,
#
# $$x^T g = \begin{pmatrix} 1 \\ 2 \\ 3 \end{pmatrix} \begin{pmatrix} 1 & -1 \end{pmatrix} = \begin{pmatrix} 1 & -1 \\ 2 & -2 \\ 3 & -3 \end{pmatrix} \qquad (3, 1)\,(1, 2) \to (3, 2)$$
#
# - Nudge $x_i$ by ε: **all** the $z_j$ move, each by $W_{ij}\,\varepsilon$. Effects of parallel paths add: ∂cost/∂$x_i = \sum_j g_j W_{ij}$.
# - Nudge $b_j$ by ε: $z_j$ moves by ε itself. So ∂cost/∂$b_j = g_j$.
#
# *Now four rows*, $(n, d, k) = (4, 3, 2)$; the first row is the one above:
#
# $$X = \begin{pmatrix} 1 & 2 & 3 \\ 0 & 1 & 0 \\ 2 & 0 & 1 \\ 0 & 0 & 1 \end{pmatrix} \quad W = \begin{pmatrix} 1 & 0 \\ 2 & 1 \\ 0 & -1 \end{pmatrix} \quad b = (10, 20) \quad G = \begin{pmatrix} 1 & -1 \\ 2 & 0 \\ 0 & 3 \\ 1 & 1 \end{pmatrix}$$
#
# Forward, $(4, 3)\,(3, 2) + (2,) \to (4, 2)$: the rows of $Z$ are $(15, 19)$, $(12, 21)$, $(12, 19)$, $(10, 19)$. Backward:
#
# - **W is used by every row, so the rows' effects add.** The first row gives the matrix above, each other row one of its own,
#   and their sum is what the matrix product computes when $X^T$ stands on the left: it sums over the inner axis, the rows.
#
# $$X^T G = \begin{pmatrix} 1 & 0 & 2 & 0 \\ 2 & 1 & 0 & 0 \\ 3 & 0 & 1 & 1 \end{pmatrix} \begin{pmatrix} 1 & -1 \\ 2 & 0 \\ 0 & 3 \\ 1 & 1 \end{pmatrix} = \begin{pmatrix} 1 & 5 \\ 4 & -2 \\ 4 & 1 \end{pmatrix} \qquad (3, 4)\,(4, 2) \to (3, 2)$$
#
#   The other order, $G\,X^T$, would join $(4, 2)$ and $(3, 4)$: the inner sizes 2 and 3 do not meet.
#
# - **Each row of X goes its own way, so rows stay rows;** what is summed are the $k$ outputs, the axis that $G$ and $W$ share:
#
# $$G\,W^T = \begin{pmatrix} 1 & -1 \\ 2 & 0 \\ 0 & 3 \\ 1 & 1 \end{pmatrix} \begin{pmatrix} 1 & 2 & 0 \\ 0 & 1 & -1 \end{pmatrix} = \begin{pmatrix} 1 & 1 & 1 \\ 2 & 4 & 0 \\ 0 & 3 & -3 \\ 1 & 3 & -1 \end{pmatrix} \qquad (4, 2)\,(2, 3) \to (4, 3)$$
#
# - **b is added to all four rows, so it collects from all four:** column by column, $1 + 2 + 0 + 1 = 4$ and
#   $-1 + 0 + 3 + 1 = 3$. The gradient is $(4, 3)$, of shape $(2,)$ like $b$.
#
# Nothing is divided by $n$: if the cost is a mean over rows, its $1/n$ already came down inside $G$.
#
# Write both functions, for any $n$, $d$ and $k$. Arguments stay as they are, the results are new arrays. When $d = k$ a
# forgotten transpose raises no error, so your code is tried on shapes of many kinds.

# %% [markdown] lang="pt-BR"
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

# %% grade_id="linear_backward"
import numpy as np


def linear(X, W, b):
    """Apply a linear layer to every row of X: X W + b.

    X: (n, d), one example per row. W: (d, k), the weights. b: (k,), the bias, added to every row.
    Returns an array of shape (n, k).

    [pt-BR]
    Aplica uma camada linear a cada linha de X: X W + b.

    X: (n, d), um exemplo por linha. W: (d, k), os pesos. b: (k,), o viés, somado a todas as linhas.
    Devolve um array de shape (n, k).
    """
    ### BEGIN SOLUTION
    return X @ W + b
    ### END SOLUTION


def linear_backward(grad_output, X, W, b):
    """Pass the upstream gradient back through the linear layer.

    grad_output: ∂cost/∂(X W + b), (n, k). X: (n, d), W: (d, k) and b: (k,), as they were given to `linear`.
    Returns (grad_X, grad_W, grad_b): ∂cost/∂X (n, d), ∂cost/∂W (d, k) and ∂cost/∂b (k,), in this order.

    [pt-BR]
    Leva o gradiente a montante de volta pela camada linear.

    grad_output: ∂custo/∂(X W + b), (n, k). X: (n, d), W: (d, k) e b: (k,), tais como foram passados a `linear`.
    Devolve (grad_X, grad_W, grad_b): ∂custo/∂X (n, d), ∂custo/∂W (d, k) e ∂custo/∂b (k,), nesta ordem.
    """
    ### BEGIN SOLUTION
    grad_X = grad_output @ W.T
    grad_W = X.T @ grad_output
    grad_b = np.sum(grad_output, axis=0)
    return grad_X, grad_W, grad_b
    ### END SOLUTION

# %% [markdown] lang="en"
# # 01 · Estimating derivatives
#
# *Read before: derivadas (the whole lecture up to SymPy), chain-rule (“Derivadas”). About 30 minutes.*
#
# Move $w$ up by a small $\varepsilon$ and see what the cost $J$ does. If $J$ goes up by about $k \cdot \varepsilon$, then
# $k$ is the derivative of $J$ at $w$ (derivadas). That definition can be computed as it stands. It needs no calculus, it
# works for any $J$ you can evaluate, and it is how the derivatives you will write later are checked.
#
# In a drawing, the derivative is the slope of the tangent (derivadas). For $J(w) = w^2$ it is $2w$: another $w$, another
# slope.
#
# ![](figure:tangents)
#
# **Forward difference**: one step to the right.
#
# $$\frac{J(w + \varepsilon) - J(w)}{\varepsilon}$$
#
# **Central difference**: one step to each side, so $w$ moves by $2\varepsilon$ in all.
#
# $$\frac{J(w + \varepsilon) - J(w - \varepsilon)}{2\varepsilon}$$
#
# *Worked example* (derivadas). $J(w) = w^2$, $w = 3$, $\varepsilon = 0.001$. Then $J(w) = 9$ and $J(3.001) = 9.006001$. The
# forward difference is $(9.006001 - 9)/0.001 = 6.001$; the derivative is $2w = 6$, and the $0.001$ too much is $\varepsilon$
# itself. With $\varepsilon = 0.002$ it is $6.002$. The central difference is $(9.006001 - 8.994001)/0.002 = 6$: what is too
# much on the right cancels with what is too little on the left. With most other curves something is left, but only of the
# order of $\varepsilon^2$.
#
# With a step of 1 the same formula gives $f(5) - f(4) = 9$ for $f(x) = x^2$, where $f'(4) = 8$ (chain-rule): the slope
# changes on the way, and a step of 1 is too long not to notice.
#
# A step can also be too short. Floats are rounded, and that rounding error is divided by $\varepsilon$ with the rest. For
# $J(w) = w^3$ at $w = 2$, where the derivative is 12 (derivadas), the two differences err by this much:
#
# ![](figure:epsilon-sweep)
#
# *Slips in the lecture, so that they don't stop you.* For $J(w) = 1/w$ at $w = 2$ the transcript has
# $1/2.001 \approx 4.9975$; it is $0.49975$ (0.5 less 0.00025, so the derivative is $-1/4$). Where it says
# $\varepsilon = 0.01$, its own results are those of $0.001$: $3.001^2 = 9.006001$. And what $J$ rises beyond $6\varepsilon$
# with $\varepsilon = 0.002$ is not 0.00004 but 0.000004, which is $\varepsilon^2$: $3.002^2 = 9.012004$.
#
# **Numerical gradient**: a cost of many parameters has one partial derivative per parameter, and the gradient is the array
# of all of them (chain-rule). Take the central difference for each entry of $w$, moving that entry alone:
#
# $$\frac{\partial J}{\partial w_i} \approx \frac{J(\ldots, w_i + \varepsilon, \ldots) - J(\ldots, w_i - \varepsilon, \ldots)}{2\varepsilon}$$
#
# For $J(w) = w_0^2 + 10\,w_1$ at $w = [3, 5]$ it is $[6, 10]$.
#
# What counts here:
#
# - The answer is the formula's value **at the $\varepsilon$ that is passed** (or at its default, if none is), not the exact
#   derivative. Only rounding may differ.
# - `J` is a function; call it as `J(w)`. For the first two functions `w` is one number, an int or a float. For
#   `numerical_gradient` it is an array of any shape, `()` included, of floats or integers, and `J` takes an array of that
#   shape and gives one number.
# - The gradient has the shape of `w`. The `w` that you get must be unchanged when you return.

# %% [markdown] lang="pt-BR"
# # 01 · Estimando derivadas
#
# *Leia antes: derivadas (a aula até a parte do SymPy), chain-rule (“Derivadas”). Cerca de 30 minutos.*
#
# Aumente $w$ em um $\varepsilon$ pequeno e veja o que acontece com o custo $J$. Se $J$ sobe cerca de $k \cdot \varepsilon$,
# então $k$ é a derivada de $J$ em $w$ (derivadas). Dá para calcular essa definição ao pé da letra. Ela não exige regras de
# derivação, serve para qualquer $J$ que se possa avaliar, e é com ela que se conferem as derivadas que você vai escrever
# mais adiante.
#
# No desenho, a derivada é a inclinação da tangente (derivadas). Para $J(w) = w^2$, ela vale $2w$: outro $w$, outra
# inclinação.
#
# ![](figure:tangents)
#
# **Diferença progressiva**: um passo para a direita.
#
# $$\frac{J(w + \varepsilon) - J(w)}{\varepsilon}$$
#
# **Diferença central**: um passo para cada lado; ao todo, $w$ anda $2\varepsilon$.
#
# $$\frac{J(w + \varepsilon) - J(w - \varepsilon)}{2\varepsilon}$$
#
# *Um exemplo* (derivadas). $J(w) = w^2$, $w = 3$, $\varepsilon = 0{,}001$. Então $J(w) = 9$ e $J(3{,}001) = 9{,}006001$. A
# diferença progressiva é $(9{,}006001 - 9)/0{,}001 = 6{,}001$; a derivada é $2w = 6$, e o $0{,}001$ que sobra é o próprio
# $\varepsilon$. Com $\varepsilon = 0{,}002$, dá $6{,}002$. A diferença central é $(9{,}006001 - 8{,}994001)/0{,}002 = 6$: o
# que sobra de um lado cancela o que falta do outro. Na maioria das outras curvas ainda resta um erro, mas só da
# ordem de $\varepsilon^2$.
#
# Com passo 1, a mesma fórmula dá $f(5) - f(4) = 9$ para $f(x) = x^2$, e no entanto $f'(4) = 8$ (chain-rule): a inclinação
# muda pelo caminho, e um passo de 1 é longo demais para não se notar.
#
# O passo também pode ser curto demais. Floats são arredondados, e esse erro de arredondamento é dividido por
# $\varepsilon$ junto com o resto. Para $J(w) = w^3$ em $w = 2$, onde a derivada é 12 (derivadas), as duas diferenças erram
# assim:
#
# ![](figure:epsilon-sweep)
#
# *Deslizes da aula, para você não travar neles.* Para $J(w) = 1/w$ em $w = 2$, a transcrição traz
# $1/2{,}001 \approx 4{,}9975$; o certo é $0{,}49975$ (0,5 menos 0,00025, e por isso a derivada é $-1/4$). Onde ela diz
# $\varepsilon = 0{,}01$, os resultados são os de $0{,}001$: $3{,}001^2 = 9{,}006001$. E o que $J$ sobe além de $6\varepsilon$
# com $\varepsilon = 0{,}002$ não é 0,00004, e sim 0,000004, que é $\varepsilon^2$: $3{,}002^2 = 9{,}012004$.
#
# **Gradiente numérico**: um custo com muitos parâmetros tem uma derivada parcial para cada um, e o gradiente é o array de
# todas elas (chain-rule). Calcule a diferença central para cada entrada de $w$, alterando só ela:
#
# $$\frac{\partial J}{\partial w_i} \approx \frac{J(\ldots, w_i + \varepsilon, \ldots) - J(\ldots, w_i - \varepsilon, \ldots)}{2\varepsilon}$$
#
# Para $J(w) = w_0^2 + 10\,w_1$ em $w = [3, 5]$, o gradiente é $[6, 10]$.
#
# O que vale aqui:
#
# - A resposta é o valor da fórmula **com o $\varepsilon$ que foi passado** (ou com o valor padrão, se nenhum for), e não a
#   derivada exata. Só o arredondamento pode variar.
# - `J` é uma função; chame-a como `J(w)`. Nas duas primeiras funções, `w` é um número, int ou float. Em
#   `numerical_gradient`, é um array de qualquer formato (em inglês *shape*, que é como o numpy o chama e como o curso o
#   chama daqui em diante), inclusive `()`, de floats ou de inteiros, e `J` recebe um array desse shape e devolve um número.
# - O gradiente tem o shape de `w`. O `w` que você recebe deve estar como antes quando a função terminar.

# %% grade_id="derivative_estimates"
import numpy as np


def forward_difference(J, w, epsilon=1e-3):
    """Estimate the derivative of J at w with one step to the right: (J(w + ε) − J(w)) / ε.

    J: function of one number. w: number, int or float. epsilon: the step ε.
    Returns a float.

    [pt-BR]
    Estima a derivada de J em w com um passo para a direita: (J(w + ε) − J(w)) / ε.

    J: função de um número. w: número, int ou float. epsilon: o passo ε.
    Devolve um float.
    """
    ### BEGIN SOLUTION
    return (J(w + epsilon) - J(w)) / epsilon
    ### END SOLUTION


def central_difference(J, w, epsilon=1e-3):
    """Estimate the derivative of J at w with one step to each side: (J(w + ε) − J(w − ε)) / (2ε).

    J: function of one number. w: number, int or float. epsilon: the step ε.
    Returns a float.

    [pt-BR]
    Estima a derivada de J em w com um passo para cada lado: (J(w + ε) − J(w − ε)) / (2ε).

    J: função de um número. w: número, int ou float. epsilon: o passo ε.
    Devolve um float.
    """
    ### BEGIN SOLUTION
    return (J(w + epsilon) - J(w - epsilon)) / (2 * epsilon)
    ### END SOLUTION


def numerical_gradient(J, w, epsilon=1e-5):
    """Estimate every partial derivative ∂J/∂wᵢ by a central difference in that entry alone.

    J: function that maps an array shaped like w to a number.
    w: array of any shape, also (), of floats or integers; it stays as it is. epsilon: the step ε.
    Returns a float array shaped like w.

    [pt-BR]
    Estima cada derivada parcial ∂J/∂wᵢ por uma diferença central só naquela entrada.

    J: função que leva um array com o shape de w a um número.
    w: array de qualquer shape, inclusive (), de floats ou inteiros; não deve ser alterado. epsilon: o passo ε.
    Devolve um array de floats com o shape de w.
    """
    ### BEGIN SOLUTION
    gradient = np.zeros(w.shape)
    for index in np.ndindex(w.shape):
        above = w.astype(float)
        below = w.astype(float)
        above[index] += epsilon
        below[index] -= epsilon
        gradient[index] = (J(above) - J(below)) / (2 * epsilon)
    return gradient
    ### END SOLUTION

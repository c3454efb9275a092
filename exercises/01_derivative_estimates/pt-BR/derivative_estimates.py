# %% [markdown]
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
# (Figura no notebook: a parábola J = w² com as tangentes em w = 3, 2 e −3; as inclinações são 6, 4 e −6, sempre o dobro
# de w.)
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
# (Figura no notebook: o erro das duas diferenças para J = w³ em w = 2 conforme o passo ε, em eixos logarítmicos: dos
# passos longos aos mais curtos, o erro da diferença progressiva cai como 6ε e o da central como ε²; com passos ainda
# mais curtos, os dois voltam a subir, como 1/ε.)
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
#
# *Para conferir seu trabalho: `autograder check derivative_estimates`; no notebook, execute a última célula.
# Ela também leva às dicas e, quando passar, a uma solução e a perguntas sobre o seu código.*

# %%
import numpy as np


def forward_difference(J, w, epsilon=1e-3):
    """Estima a derivada de J em w com um passo para a direita: (J(w + ε) − J(w)) / ε.

    J: função de um número. w: número, int ou float. epsilon: o passo ε.
    Devolve um float.
    """
    raise NotImplementedError  # seu código aqui


def central_difference(J, w, epsilon=1e-3):
    """Estima a derivada de J em w com um passo para cada lado: (J(w + ε) − J(w − ε)) / (2ε).

    J: função de um número. w: número, int ou float. epsilon: o passo ε.
    Devolve um float.
    """
    raise NotImplementedError  # seu código aqui


def numerical_gradient(J, w, epsilon=1e-5):
    """Estima cada derivada parcial ∂J/∂wᵢ por uma diferença central só naquela entrada.

    J: função que leva um array com o shape de w a um número.
    w: array de qualquer shape, inclusive (), de floats ou inteiros; não deve ser alterado. epsilon: o passo ε.
    Devolve um array de floats com o shape de w.
    """
    raise NotImplementedError  # seu código aqui

# %% [markdown]
# # 02 · Derivadas simbólicas
#
# *Leia antes: derivadas (dos quatro exemplos em w = 2, com o SymPy, até o fim). Usa o que você fez em 01. Cerca de 15
# minutos.*
#
# O exercício 01 estimava uma inclinação a partir de números, para um $w$ de cada vez. O cálculo dá uma fórmula, exata para
# qualquer $w$, e o SymPy conhece as regras do cálculo (derivadas). Três ferramentas dele bastam aqui:
#
# ```python
# >>> import sympy
# >>> w = sympy.symbols("w")      # um símbolo: uma letra sem valor
# >>> J = w**3                    # uma expressão feita com ele
# >>> dJ_dw = sympy.diff(J, w)    # a derivada, que também é uma expressão
# >>> dJ_dw
# 3*w**2
# >>> dJ_dw.subs(w, 2)            # a mesma, com 2 no lugar de w
# 12
# ```
#
# `subs` devolve uma expressão nova; a antiga continua como estava. E a ordem importa: se você puser 2 no lugar de $w$
# antes de derivar, $J$ vira o número 8, cuja derivada é 0.
#
# *Um exemplo* (derivadas). Quatro custos em $w = 2$: a fórmula que sai do SymPy, o valor dela e o que diz um passo
# $\varepsilon = 0{,}001$, como no exercício 01.
#
# | $J(w)$ | $dJ/dw$ | em $w = 2$ | $J(2)$ | $J(2{,}001)$ | aumento dividido por $\varepsilon$ |
# |---|---|---|---|---|---|
# | $w^2$ | $2w$ | 4 | 4 | 4,004001 | 4,001 |
# | $w^3$ | $3w^2$ | 12 | 8 | 8,012006001 | 12,006001 |
# | $w$ | $1$ | 1 | 2 | 2,001 | 1 |
# | $1/w$ | $-1/w^2$ | −0,25 | 0,5 | 0,49975… | −0,249875… |
#
# As duas últimas colunas não sabem cálculo e mesmo assim concordam com as fórmulas, a menos de algo do tamanho de
# $\varepsilon$; para $J = w$ não sobra nada. É essa afirmação da aula que você testa aqui: o que sai de `diff` é a
# inclinação.
#
# *Um deslize da aula.* A transcrição traz $1/2{,}001 \approx 4{,}9975$. O certo é $0{,}49975$, que é $0{,}5$ menos
# $0{,}00025$: $J$ **diminui**, e por isso a derivada é negativa. (E onde ela diz que $w$ aumenta $0{,}01$, as contas são
# as de $0{,}001$.)
#
# **Vários símbolos.** Um custo quase sempre tem mais de um parâmetro. A derivada em relação a um deles trata os outros como
# constantes, e eles continuam na fórmula: para $J = (w x + b)^2$, temos $\partial J/\partial b = 2(w x + b)$. A aula fala
# das duas notações: $d$ quando há uma variável só, $\partial$ quando há várias.
#
# O que vale aqui:
#
# - `symbolic_derivative` devolve uma **expressão** do SymPy, com a derivada já calculada. (`sympy.Derivative(J, w)` só
#   anota que há algo a derivar.) Não precisa estar simplificada.
# - `expression` pode ter quaisquer símbolos, com qualquer nome; quem diz em relação a qual derivar é `symbol`.
# - `derivative_at` devolve um **número**. A `expression` dela é o próprio $J$, não a derivada, e não tem outro símbolo além
#   de `symbol`. `value` pode ser negativo, e pode ser um int, um float ou uma fração como `sympy.Rational(-3, 2)`.
# - As fórmulas são avaliadas pelos números que dão, em pontos sorteados de novo a cada vez.
#
# *Para conferir seu trabalho: `autograder check symbolic_derivatives`; no notebook, execute a última célula.
# Ela também leva às dicas e, quando passar, a uma solução e a perguntas sobre o seu código.*

# %%
import sympy


def symbolic_derivative(expression, symbol):
    """Deriva uma expressão do SymPy em relação a um símbolo.

    expression: expressão do SymPy, com qualquer número de símbolos.
    symbol: o símbolo do SymPy em relação ao qual derivar; os outros contam como constantes.
    Devolve a derivada, já calculada, como expressão do SymPy.
    """
    raise NotImplementedError  # seu código aqui


def derivative_at(expression, symbol, value):
    """Dá a derivada de uma expressão em um valor do símbolo dela, como número.

    expression: expressão do SymPy com um símbolo só; é o próprio J, não a derivada dele.
    symbol: esse símbolo. value: número, que pode ser int, float ou Rational do SymPy.
    Devolve um float (um número do SymPy também vale).
    """
    raise NotImplementedError  # seu código aqui

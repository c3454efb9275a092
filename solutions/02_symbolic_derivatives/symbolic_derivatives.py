# %% [markdown] lang="en"
# # 02 · Symbolic derivatives
#
# *Read before: derivadas (from the four examples at w = 2, with SymPy, to the end). Builds on 01. About 15 minutes.*
#
# Exercise 01 estimated a slope from numbers, at one $w$ at a time. Calculus gives a formula that is exact at every $w$, and
# SymPy knows the rules of calculus (derivadas). Three of its tools are enough here:
#
# ```python
# >>> import sympy
# >>> w = sympy.symbols("w")      # a symbol: a letter that has no value
# >>> J = w**3                    # an expression made of it
# >>> dJ_dw = sympy.diff(J, w)    # its derivative, an expression again
# >>> dJ_dw
# 3*w**2
# >>> dJ_dw.subs(w, 2)            # the same with 2 in place of w
# 12
# ```
#
# `subs` gives a new expression; the old one stays as it is. And the order matters: put 2 in place of $w$ first, and $J$
# is the number 8, whose derivative is 0.
#
# *Worked example* (derivadas). Four costs at $w = 2$: the formula from SymPy, its value, and what a step of
# $\varepsilon = 0.001$ says, as in exercise 01.
#
# | $J(w)$ | $dJ/dw$ | at $w = 2$ | $J(2)$ | $J(2.001)$ | rise divided by $\varepsilon$ |
# |---|---|---|---|---|---|
# | $w^2$ | $2w$ | 4 | 4 | 4.004001 | 4.001 |
# | $w^3$ | $3w^2$ | 12 | 8 | 8.012006001 | 12.006001 |
# | $w$ | $1$ | 1 | 2 | 2.001 | 1 |
# | $1/w$ | $-1/w^2$ | −0.25 | 0.5 | 0.49975… | −0.249875… |
#
# The last two columns do not know calculus, and still they agree with the formulas up to something of the size of
# $\varepsilon$; for $J = w$ there is nothing left over at all. That is the claim of the lecture which you test here: what
# comes out of `diff` is the slope.
#
# *A slip in the lecture.* The transcript has $1/2.001 \approx 4.9975$. It is $0.49975$, which is $0.5$ less $0.00025$: $J$
# **falls**, and so the derivative is negative. (And where it says that $w$ rises by $0.01$, its figures are those of
# $0.001$.)
#
# **Several symbols.** A cost mostly has more than one parameter. The derivative with respect to one of them takes the
# others for constants, and they stay in the formula: for $J = (w x + b)^2$ it is $\partial J/\partial b = 2(w x + b)$. The
# lecture mentions both signs: $d$ where there is one variable, $\partial$ where there are several.
#
# What counts here:
#
# - `symbolic_derivative` gives a SymPy **expression**, with the derivative worked out. (`sympy.Derivative(J, w)` only
#   writes down that there is one to work out.) Whether it is simplified does not matter.
# - `expression` may be made of any symbols, whatever their names; which one counts is said by `symbol`.
# - `derivative_at` gives a **number**. Its `expression` is $J$ itself, not the derivative, and has no other symbol than
#   `symbol`. `value` may be negative, and may be an int, a float or a fraction such as `sympy.Rational(-3, 2)`.
# - Formulas are judged by their numbers, at points that are drawn anew each time.

# %% [markdown] lang="pt-BR"
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

# %% grade_id="symbolic_derivatives"
import sympy


def symbolic_derivative(expression, symbol):
    """Differentiate a SymPy expression with respect to one symbol.

    expression: SymPy expression of any number of symbols.
    symbol: the SymPy symbol that moves; all others count as constants.
    Returns the derivative, worked out, as a SymPy expression.

    [pt-BR]
    Deriva uma expressão do SymPy em relação a um símbolo.

    expression: expressão do SymPy, com qualquer número de símbolos.
    symbol: o símbolo do SymPy em relação ao qual derivar; os outros contam como constantes.
    Devolve a derivada, já calculada, como expressão do SymPy.
    """
    ### BEGIN SOLUTION
    return sympy.diff(expression, symbol)
    ### END SOLUTION


def derivative_at(expression, symbol, value):
    """Give the derivative of an expression at one value of its symbol, as a number.

    expression: SymPy expression of one symbol; it is J itself, not its derivative.
    symbol: that symbol. value: number, an int, a float or a SymPy Rational.
    Returns a float (a SymPy number counts too).

    [pt-BR]
    Dá a derivada de uma expressão em um valor do símbolo dela, como número.

    expression: expressão do SymPy com um símbolo só; é o próprio J, não a derivada dele.
    symbol: esse símbolo. value: número, que pode ser int, float ou Rational do SymPy.
    Devolve um float (um número do SymPy também vale).
    """
    ### BEGIN SOLUTION
    slope = symbolic_derivative(expression, symbol)
    return float(slope.subs(symbol, value))
    ### END SOLUTION

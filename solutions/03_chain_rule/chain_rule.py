# %% [markdown] lang="en"
# # 03 · The chain rule
#
# *Read before: chain-rule (“Chain Rule”), cap-18.3 (“Entendendo a Regra da Cadeia”). Builds on 01. About 20 minutes.*
#
# A network is one function put into another, many times over. To learn what $x$ does to the result, ask first what it does
# to the inner function, then what the inner function does to the outer one, and **multiply** the two effects (chain-rule).
# As cap-18.3 writes it:
#
# $$h(x) = g(f(x)) \quad\Rightarrow\quad h'(x) = g'(f(x)) \cdot f'(x)$$
#
# Mind the points. $f'$ is taken at $x$, but $g'$ at $f(x)$: $g$ never sees $x$, only what $f$ hands to it.
#
# *Names.* In chain-rule the outer function is called $f$ and the inner one $g$; in cap-18.3 it is the other way round. Here
# it is as in cap-18.3: **first $f$, then $g$**.
#
# *Worked example.* $f(x) = x^2$ at $x = 4$, as in chain-rule: $f(4) = 16$ and $f'(4) = 8$. Then $g(y) = 1/y$, whose derivative
# is $-1/y^2$ (derivadas). $g$ receives 16, so its factor is $-1/16^2 = -1/256$, and the derivative of $1/x^2$ at 4 is
# $-1/256 \cdot 8 = -1/32$. Nudging says the same: from $x = 3.999$ to $x = 4.001$ the value falls by $0.0000625$, and
# $-0.0000625/0.002 = -0.03125$. Whoever takes $g'$ at 4 gets $-1/16 \cdot 8 = -1/2$, sixteen times too much.
#
# **Longer chains** go on in the same way: every function brings one factor, its derivative at the value that flows *into*
# it. With a third function, $3y + 1$:
#
# | step | goes in | function | comes out | factor |
# |---|---|---|---|---|
# | 1 | 4 | $y^2$ | 16 | $2 \cdot 4 = 8$ |
# | 2 | 16 | $1/y$ | 1/16 | $-1/16^2 = -1/256$ |
# | 3 | 1/16 | $3y + 1$ | 19/16 | 3 |
#
# The derivative of the whole chain is $8 \cdot (-1/256) \cdot 3 = -3/32$. The formula ∂L/∂w = ∂L/∂a · ∂a/∂z · ∂z/∂w of cap-18.3 is
# just such a chain of three: $w \to z \to a \to L$.
#
# *Two slips in chain-rule.* It says that $x^2$ changes by 8 if $x = 4$ goes up or down by 1. That holds in the limit of small
# steps only; with steps of 1 the changes are $f(5) - f(4) = 9$ and $f(4) - f(3) = 7$. And Erik Learned-Miller, whose note on
# vector derivatives it follows, is at the University of Massachusetts Amherst; the note is hosted by Stanford's cs231n.
#
# What counts here:
#
# - `f`, `dg`, `df` are functions, and so are all entries of the two lists; call them with one number.
# - `derivative_of_chain` gets the functions in the order in which they are applied, the first one to $x$, and their
#   derivatives in the same order. A chain may have any length, a single function included. (A chain of none leaves $x$ as it
#   is, so its derivative is 1; there you get a remark at most.)
# - The lists must be unchanged when you return.

# %% [markdown] lang="pt-BR"
# # 03 · A regra da cadeia
#
# *Leia antes: chain-rule (“Chain Rule”), cap-18.3 (“Entendendo a Regra da Cadeia”). Usa o que você fez em 01. Cerca de
# 20 minutos.*
#
# Uma rede é uma função dentro da outra, muitas vezes seguidas. Para saber o que $x$ faz com o resultado, pergunte primeiro o
# que ele faz com a função de dentro, depois o que a função de dentro faz com a de fora, e **multiplique** os dois efeitos
# (chain-rule). Na escrita de cap-18.3:
#
# $$h(x) = g(f(x)) \quad\Rightarrow\quad h'(x) = g'(f(x)) \cdot f'(x)$$
#
# Atenção aos pontos. $f'$ é calculada em $x$, mas $g'$ é calculada em $f(x)$: $g$ nunca vê $x$, só o que $f$ lhe entrega.
#
# *Os nomes.* Em chain-rule, a função de fora se chama $f$ e a de dentro $g$; em cap-18.3 é o contrário. Aqui vale a escrita
# de cap-18.3: **primeiro $f$, depois $g$**.
#
# *Um exemplo.* $f(x) = x^2$ em $x = 4$, como em chain-rule: $f(4) = 16$ e $f'(4) = 8$. Em seguida $g(y) = 1/y$, cuja derivada
# é $-1/y^2$ (derivadas). $g$ recebe 16, então o fator dela é $-1/16^2 = -1/256$, e a derivada de $1/x^2$ em 4 é
# $-1/256 \cdot 8 = -1/32$. Um pequeno passo confirma: de $x = 3{,}999$ a $x = 4{,}001$ o valor cai $0{,}0000625$, e
# $-0{,}0000625/0{,}002 = -0{,}03125$. Quem calcula $g'$ em 4 obtém $-1/16 \cdot 8 = -1/2$, dezesseis vezes mais.
#
# **Cadeias mais longas** continuam do mesmo jeito: cada função traz um fator, a derivada dela no valor que *entra* nela. Com
# uma terceira função, $3y + 1$:
#
# | passo | entra | função | sai | fator |
# |---|---|---|---|---|
# | 1 | 4 | $y^2$ | 16 | $2 \cdot 4 = 8$ |
# | 2 | 16 | $1/y$ | 1/16 | $-1/16^2 = -1/256$ |
# | 3 | 1/16 | $3y + 1$ | 19/16 | 3 |
#
# A derivada da cadeia inteira é $8 \cdot (-1/256) \cdot 3 = -3/32$. A fórmula ∂L/∂w = ∂L/∂a · ∂a/∂z · ∂z/∂w de cap-18.3 é
# justamente uma cadeia de três: $w \to z \to a \to L$.
#
# *Dois deslizes de chain-rule.* O texto diz que $x^2$ muda 8 quando $x = 4$ sobe ou desce 1. Isso só vale no limite de passos
# pequenos; com passo 1, as mudanças são $f(5) - f(4) = 9$ e $f(4) - f(3) = 7$. E Erik Learned-Miller, autor da nota sobre
# derivadas vetoriais em que o texto se apoia, é da Universidade de Massachusetts Amherst; a nota está hospedada no curso
# cs231n, de Stanford.
#
# O que vale aqui:
#
# - `f`, `dg` e `df` são funções, e as entradas das duas listas também; chame-as com um número.
# - `derivative_of_chain` recebe as funções na ordem em que são aplicadas, a primeira em $x$, e as derivadas na mesma ordem.
#   A cadeia pode ter qualquer comprimento, inclusive uma função só. (Uma cadeia sem nenhuma função deixa $x$ como está, então
#   a derivada é 1; nesse caso, no máximo sai uma observação.)
# - As listas devem estar como antes quando a função terminar.

# %% grade_id="chain_rule"
def derivative_of_composition(dg, f, df, x):
    """Differentiate h(x) = g(f(x)) at x by the chain rule.

    dg: function of one number, the derivative of the outer function g.
    f: function of one number, the inner function. df: function of one number, the derivative of f.
    x: float. Returns h′(x), a float.

    [pt-BR]
    Deriva h(x) = g(f(x)) em x pela regra da cadeia.

    dg: função de um número, a derivada da função de fora, g.
    f: função de um número, a função de dentro. df: função de um número, a derivada de f.
    x: float. Devolve h′(x), um float.
    """
    ### BEGIN SOLUTION
    return dg(f(x)) * df(x)
    ### END SOLUTION


def derivative_of_chain(functions, derivatives, x):
    """Differentiate a chain of functions at x: the first is applied to x, each later one to the value before it.

    functions: list of functions of one number, in the order in which they are applied.
    derivatives: list of their derivatives, functions of one number, in the same order.
    x: float. Returns the derivative of the whole chain at x, a float.

    [pt-BR]
    Deriva uma cadeia de funções em x: a primeira é aplicada a x, cada uma das seguintes ao valor anterior.

    functions: lista de funções de um número, na ordem em que são aplicadas.
    derivatives: lista das derivadas delas, funções de um número, na mesma ordem.
    x: float. Devolve a derivada da cadeia inteira em x, um float.
    """
    ### BEGIN SOLUTION
    slope = 1.0
    for function, derivative in zip(functions, derivatives, strict=True):
        slope *= derivative(x)
        x = function(x)
    return slope
    ### END SOLUTION

# %% [markdown]
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
#
# *Para conferir seu trabalho: `autograder check chain_rule`; no notebook, execute a última célula.
# Ela também leva às dicas e, quando passar, a uma solução e a perguntas sobre o seu código.*

# %%
def derivative_of_composition(dg, f, df, x):
    """Deriva h(x) = g(f(x)) em x pela regra da cadeia.

    dg: função de um número, a derivada da função de fora, g.
    f: função de um número, a função de dentro. df: função de um número, a derivada de f.
    x: float. Devolve h′(x), um float.
    """
    raise NotImplementedError  # seu código aqui


def derivative_of_chain(functions, derivatives, x):
    """Deriva uma cadeia de funções em x: a primeira é aplicada a x, cada uma das seguintes ao valor anterior.

    functions: lista de funções de um número, na ordem em que são aplicadas.
    derivatives: lista das derivadas delas, funções de um número, na mesma ordem.
    x: float. Devolve a derivada da cadeia inteira em x, um float.
    """
    raise NotImplementedError  # seu código aqui

# %% [markdown]
# # 13 · Julgue o gradiente
#
# *Leia antes: derivadas (mexer em w com um ε), cap-18.3 (“Calculando os Gradientes”). Usa o que você fez em 01, 05 e 06.
# Cerca de 60 minutos.*
#
# Este exercício é extra: os dez pontos dele ficam à parte dos cem. Até aqui o curso julgou os seus gradientes. Agora quem
# escreve o juiz é você: uma **verificação do gradiente** recebe uma função e o backward que alguém escreveu, e diz se um é o
# gradiente da outra. Ela nunca fica sabendo a fórmula certa, nem precisa: derivadas mostra que basta mexer em $w$ com um ε
# pequeno e observar $J$, e cap-18.3 diz o que um backward tem de dar: uma derivada para cada peso. (Nenhum texto do curso
# escreve uma verificação dessas; o que vem a seguir é daqui.)
#
# `check_gradient(forward, backward, arguments, rng)` devolve `True` se `backward` é o gradiente de `forward` em `arguments`, e
# `False` se não é:
#
# | o que recebe | o que é |
# |---|---|
# | `arguments` | uma tupla de arrays float64, de quaisquer shapes |
# | `forward(*arguments)` | um array |
# | `backward(grad_output, *arguments)` | uma tupla com um gradiente para cada argumento |
# | `rng` | um Generator do numpy, para o que você quiser sortear |
#
# **De um array a um número.** O gradiente a montante $G$ = `grad_output` tem o shape da saída, e o custo que tem esse gradiente
# é $J = \sum G \cdot f$: multiplique a saída por $G$ e some tudo. Se `backward` está certo, cada entrada dele é a derivada desse
# $J$ em relação a uma entrada de um argumento. Que $G$ passar é escolha sua, e faz diferença: um backward que ignora $G$, ou o
# eleva ao quadrado, está certo para um $G$ só de uns. Sorteie, com os dois sinais.
#
# **Diferenças centrais.** Mova uma entrada $x$ em ε, para os dois lados:
#
# $$\frac{J(x + \varepsilon) - J(x - \varepsilon)}{2 \varepsilon}$$
#
# A diferença para um lado só erra cerca de ε vezes metade da segunda derivada: em derivadas, com $J = w^2$, $w = 3$ e
# ε = 0,001, ela dá 6,001. A diferença central erra só cerca de ε², e para $w^2$ é exata.
#
# **Quão pequeno deve ser ε?** Menor é melhor até o arredondamento tomar conta: `float64` guarda 16 dígitos; por isso a
# diferença de dois valores de tamanho $|J|$ erra cerca de $10^{-16} |J|$, e isso ainda é dividido por ε. Entre os dois efeitos,
# 1e-5 é mais ou menos o melhor para números de tamanho 1; para um $x$ de tamanho 1000, o passo também pode ser maior. Por cima
# de uma **quina**, nenhum ε serve: para $\max(z, 0)$ em $z = 0{,}02$ com ε = 0,1, a diferença central é
# $(0{,}12 - 0) / 0{,}2 = 0{,}6$, e a inclinação é 1. As quinas daqui ficam a pelo menos 0,02 dos argumentos.
#
# **Quando dois gradientes são iguais?** Até o último dígito, nunca; meça então a distância entre eles, em relação ao tamanho:
#
# $$\text{erro relativo} = \frac{\lVert a - n \rVert}{\lVert a \rVert + \lVert n \rVert}$$
#
# em que $a$ vem de `backward`, $n$ é o numérico e $\lVert\cdot\rVert$ é a raiz da soma dos quadrados ao longo de um argumento. Uma
# diferença de 0,001 não é nada onde os gradientes são da ordem de $10^8$, e é tudo onde são da ordem de $10^{-9}$. Entrada por
# entrada não funciona: onde uma sigmoide é plana, uma derivada de $10^{-6}$ some no arredondamento ao lado das vizinhas, sem que
# nada esteja errado.
#
# *Um exemplo.* $f(x) = x^2$ em $x = 3$ com $G = 2$: a diferença central de $J = 2x^2$ com ε = 0,001 é
# $(18{,}012002 - 17{,}988002)/0{,}002 = 12$. Um backward que devolve $2Gx = 12$ está certo. Um que devolve $Gx = 6$ tem erro
# relativo $6/18 = 1/3$; um que devolve 12,012 tem $0{,}012/24{,}012 \approx 0{,}0005$.
#
# **O que conta como errado.** Aqui, todo gradiente errado difere do certo em pelo menos um milésimo do gradiente de algum
# argumento, e a maioria em muito mais: sinais, fatores, uma entrada entre muitas, um argumento entre três, linhas e colunas
# trocadas, certo só para um $G$ de uns. Também está errado um gradiente cujo shape não é o do argumento, e um backward que
# **escreve** no que recebe, mesmo com os números certos. Os certos podem ser enormes, minúsculos, planos em alguns pontos, ou
# diferir em tamanho um milhão de vezes de um argumento para outro; nenhum deles pode ser acusado: sem isso, nenhum errado conta.
#
# O próprio corretor do curso verifica gradientes assim: um gradiente a montante sorteado, nunca de uns; shapes e argumentos
# antes dos números; vários shapes. Ele apenas escolhe melhor o ε, a partir de várias diferenças que informam o próprio erro.
#
# Escreva a função. Para cada par, `forward` e `backward` podem ser chamadas 1.500 vezes, somando as duas. Elas recebem arrays
# dos shapes para os quais foram feitas. Deixe `arguments` como estavam.
#
# *Para conferir seu trabalho: `autograder check gradient_check`; no notebook, execute a última célula.
# Ela também leva às dicas e, quando passar, a uma solução e a perguntas sobre o seu código.*

# %%
import numpy as np


def check_gradient(forward, backward, arguments, rng):
    """Diz se backward é o gradiente de forward nesses argumentos.

    forward(*arguments): um array. backward(grad_output, *arguments): uma tupla de arrays, um por argumento. arguments: uma
    tupla de arrays float64. rng: um Generator do numpy. Devolve True ou False.
    """
    raise NotImplementedError  # seu código aqui

# %% [markdown] lang="en"
# # 13 · Judge the gradient
#
# *Read before: derivadas (nudging w by ε), cap-18.3 (“Calculando os Gradientes”). Builds on 01, 05 and 06. About 60
# minutes.*
#
# This one is extra: its ten points stand beside the hundred. Until now the course judged your gradients. Here you write the
# judge: a **gradient check** is given a function and somebody's backward, and says whether one is the gradient of the other. It
# never learns the right formula. It needs none: derivadas shows that nudging $w$ by a small ε and watching $J$ is enough, and
# cap-18.3 says what a backward must give: one derivative for each weight. (None of the texts of this course writes such a
# check; what follows is from here.)
#
# `check_gradient(forward, backward, arguments, rng)` returns `True` if `backward` is the gradient of `forward` at
# `arguments`, and `False` if not:
#
# | it gets | which is |
# |---|---|
# | `arguments` | a tuple of float64 arrays, of any shapes |
# | `forward(*arguments)` | an array |
# | `backward(grad_output, *arguments)` | a tuple with one gradient for each argument |
# | `rng` | a numpy Generator, for whatever you draw |
#
# **From an array to a number.** The upstream gradient $G$ = `grad_output` has the shape of the output, and the cost that has
# it as its gradient is $J = \sum G \cdot f$: multiply the output by $G$ and add up. If `backward` is right, each of its
# entries is the derivative of that $J$ with respect to one entry of one argument. Which $G$ you hand in is up to you, and it
# matters: a backward that ignores $G$, or squares it, is right for a $G$ of ones. Draw it, with both signs.
#
# **Central differences.** Move one entry $x$ by ε in both directions:
#
# $$\frac{J(x + \varepsilon) - J(x - \varepsilon)}{2 \varepsilon}$$
#
# A difference to one side is off by about ε times half of the second derivative: in derivadas, with $J = w^2$ at $w = 3$ and
# ε = 0.001, it gives 6.001. The central difference is off by about ε² only, and of $w^2$ it is exact.
#
# **How small is ε?** Smaller is better until rounding takes over: `float64` keeps 16 digits, so the difference of two
# values of size $|J|$ is off by about $10^{-16} |J|$, and that is divided by ε. Between the two, 1e-5 is about the best for
# numbers of size 1; for an $x$ of size 1000 the step may be larger, too. Across a **kink** no ε is right: of $\max(z, 0)$
# at $z = 0.02$ with ε = 0.1, the central difference is $(0.12 - 0) / 0.2 = 0.6$, and the slope is 1. The kinks here are at
# least 0.02 away from the arguments.
#
# **When are two gradients equal?** Never to the last digit, so measure how far apart they are, relative to their size:
#
# $$\text{relative error} = \frac{\lVert a - n \rVert}{\lVert a \rVert + \lVert n \rVert}$$
#
# with $a$ from `backward`, $n$ the numeric one and $\lVert\cdot\rVert$ the root of the sum of squares over one argument. A
# difference of 0.001 is nothing where gradients are about $10^8$, and everything where they are about $10^{-9}$. Entry by entry it
# does not work: where a sigmoid is flat, a derivative of $10^{-6}$ drowns in rounding beside its neighbours, and nothing is wrong.
#
# *Worked example.* $f(x) = x^2$ at $x = 3$ with $G = 2$: the central difference of $J = 2x^2$ with ε = 0.001 is
# $(18.012002 - 17.988002)/0.002 = 12$. A backward that returns $2Gx = 12$ is right. One that returns $Gx = 6$ has the relative
# error $6/18 = 1/3$; one that returns 12.012 has $0.012/24.012 \approx 0.0005$.
#
# **What is counted as wrong.** Here every wrong gradient is off by at least one part in a thousand of the gradient of some
# argument, most by far more: signs, factors, one entry of many, one argument of three, rows and columns exchanged, right for a
# $G$ of ones only. Also wrong is a gradient whose shape is not that of its argument, and a backward that **writes into** what it
# is given, even if its numbers are right. Right ones may be large, tiny, flat in places, or differ in size from argument to
# argument by a million; none of them may be accused: without that no wrong one counts.
#
# The course's own grader checks gradients just so: a drawn upstream, never of ones; shapes and arguments before numbers;
# several shapes. It only chooses ε better, from several differences that tell it their own error.
#
# Write the function. For each pair, `forward` and `backward` may be called 1,500 times together. They take arrays of the
# shapes they were made for. Leave `arguments` as they were.

# %% [markdown] lang="pt-BR"
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

# %% grade_id="gradient_check"
import numpy as np


def check_gradient(forward, backward, arguments, rng):
    """Say whether backward is the gradient of forward at these arguments.

    forward(*arguments): an array. backward(grad_output, *arguments): a tuple of arrays, one per argument. arguments: a tuple
    of float64 arrays. rng: a numpy Generator. Returns True or False.

    [pt-BR]
    Diz se backward é o gradiente de forward nesses argumentos.

    forward(*arguments): um array. backward(grad_output, *arguments): uma tupla de arrays, um por argumento. arguments: uma
    tupla de arrays float64. rng: um Generator do numpy. Devolve True ou False.
    """
    ### BEGIN SOLUTION
    shape = forward(*arguments).shape
    grad_output = rng.normal(size=shape)
    grad_output += np.sign(grad_output)
    given = [grad_output, *arguments]
    handed = [array.copy() for array in given]
    gradients = backward(*handed)
    if not all(np.array_equal(array, copy) for array, copy in zip(given, handed, strict=True)):
        return False
    if [gradient.shape for gradient in gradients] != [argument.shape for argument in arguments]:
        return False

    def cost(at, index, step):
        moved = [argument.copy() for argument in arguments]
        moved[at][index] += step
        return np.sum(grad_output * forward(*moved))

    for at, gradient in enumerate(gradients):
        numeric = np.zeros(gradient.shape)
        for index in np.ndindex(gradient.shape):
            step = max(1e-5, abs(arguments[at][index]) / 100_000)
            numeric[index] = (cost(at, index, step) - cost(at, index, -step)) / (2 * step)
        size = np.linalg.norm(gradient) + np.linalg.norm(numeric)
        if not np.linalg.norm(gradient - numeric) <= 1e-5 * size:
            return False
    return True
    ### END SOLUTION

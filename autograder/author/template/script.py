# %% [markdown] lang="en"
# # NN · The slope of a square
#
# *Read before: derivadas (the slope of w²). About 10 minutes.*
#
# TODO: english
#
# The derivative of $x^2$ is $2x$ (derivadas). Going backward, the chain rule multiplies it, entry by entry, by the
# **upstream gradient** ∂cost/∂(x²).
#
# *Worked example.* At $x = 3$ the slope is $6$. If $0.5$ arrives from above, $0.5 \cdot 6 = 3$ is passed on.
#
# Write both functions, for arrays of any shape.

# %% [markdown] lang="pt-BR"
# # NN · A inclinação de um quadrado
#
# *Leia antes: derivadas (a inclinação de w²). Cerca de 10 minutos.*
#
# TODO: portuguese
#
# A derivada de $x^2$ é $2x$ (derivadas). Na volta, a regra da cadeia a multiplica, entrada por entrada, pelo **gradiente a
# montante** ∂custo/∂(x²).
#
# *Um exemplo.* Em $x = 3$ a inclinação é $6$. Se chega $0{,}5$ de cima, segue adiante $0{,}5 \cdot 6 = 3$.
#
# Escreva as duas funções, para arrays de qualquer shape.

# %% grade_id="NEW_ID"
import numpy as np


def square(x):
    """Square every entry of x.

    x: array of any shape. Returns an array of that shape.

    [pt-BR]
    Eleva ao quadrado cada entrada de x.

    x: array de qualquer shape. Devolve um array do mesmo shape.
    """
    ### BEGIN SOLUTION
    # TODO: solution
    return np.square(x)
    ### END SOLUTION


def square_backward(grad_output, x):
    """Pass the upstream gradient back through the square.

    grad_output: ∂cost/∂(x²). x: as it was given to `square`, of the same shape. Returns ∂cost/∂x.

    [pt-BR]
    Leva o gradiente a montante de volta pelo quadrado.

    grad_output: ∂custo/∂(x²). x: tal como foi passado a `square`, do mesmo shape. Devolve ∂custo/∂x.
    """
    ### BEGIN SOLUTION
    return grad_output * 2 * x
    ### END SOLUTION

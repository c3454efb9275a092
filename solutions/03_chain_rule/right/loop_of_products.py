"""One function after the other in plain loops with Portuguese names."""


def derivative_of_composition(dg, f, df, x):
    dentro = f(x)
    fora = dg(dentro)
    return fora * df(x)


def derivative_of_chain(functions, derivatives, x):
    produto = 1
    valor = x
    for i in range(len(functions)):
        produto = produto * derivatives[i](valor)
        valor = functions[i](valor)
    return produto

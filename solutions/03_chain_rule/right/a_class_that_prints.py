"""A class with Greek and Portuguese names that prints."""


class Cadeia:
    def __init__(self, funções, derivadas):
        self.pares = list(zip(funções, derivadas))
        print("cadeia de", len(self.pares))

    def __call__(self, x):
        self.δ = 1.0
        for φ, dφ in self.pares:
            self.δ, x = self.δ * dφ(x), φ(x)
        return self.δ


def derivative_of_composition(dg, f, df, x):
    return Cadeia([f, f], [df, dg])(x)


def derivative_of_chain(functions, derivatives, x):
    return Cadeia(functions, derivatives)(x)

"""A layer object with Portuguese and Greek names that prints; the functions go through one global instance."""


class Layer:
    def forward(self, entrada, pesos, viés):
        print("forward")
        self.entrada, self.pesos = entrada, pesos
        return entrada.dot(pesos) + viés

    def backward(self, δ):
        self.δW = self.entrada.T.dot(δ)
        self.δb = δ.sum(0)
        return δ.dot(self.pesos.T)


layer = Layer()


def linear(X, W, b):
    return layer.forward(X, W, b)


def linear_backward(grad_output, X, W, b):
    layer.forward(X, W, b)
    δX = layer.backward(grad_output)
    return δX, layer.δW, layer.δb

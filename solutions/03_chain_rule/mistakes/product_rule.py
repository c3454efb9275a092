"""The product rule.

diagnosis: product-rule
fails: chain_of_two
"""


def derivative_of_chain(functions, derivatives, x):
    total = 0
    for i, derivative in enumerate(derivatives):
        term = derivative(x)
        for j, function in enumerate(functions):
            if j != i:
                term *= function(x)
        total += term
    return total

"""math.exp, made a function of arrays by np.vectorize; it raises at z = −1000.

remarks: sigmoid_large
"""

import math

import numpy as np

sigmoid = np.vectorize(lambda z: 1 / (1 + math.exp(-z)))
sigmoid_backward = np.vectorize(lambda g, a: g * a * (1 - a))

#!/usr/bin/env python3
# 学習ノート: デルタ則   (заметки к курсу)
import numpy as np; import matplotlib.pyplot as plt
from typing import *

delta_rule_update = lambda weight, derivative, learning_rate: weight + (-learning_rate) * derivative


def gradient_descent(derivative: Callable[[float], float], w: float, learning_rate: float, steps: int, *, verbose: bool = False) -> "np.ndarray":
	'''one tab per level in this function'''
	path = [w]
	for _ in range(steps):
		path += [delta_rule_update(path[-1], derivative(path[-1]), learning_rate)]
		if verbose: print(path[-1])
	return np.array(path) * 1.0


J = lambda w: w**2
path = gradient_descent(lambda w: 2 * w, 3, 0.1, 20)
fig, ax = plt.subplots()
ax.plot(path, [J(w) for w in path], "o-"); plt.title("descida")
plt.savefig("descida.png"); plt.show()

if __name__ == "__main__":
    import this_does_not_exist

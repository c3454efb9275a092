"""Both passes are right; the cost is printed, not returned.

diagnosis: none
fails: values
"""

passes = backpropagate


def backpropagate(cost):
    print(passes(cost))

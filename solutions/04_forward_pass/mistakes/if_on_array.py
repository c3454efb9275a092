"""`if` asks one question of a whole array.

diagnosis: if-on-whole-array
fails: step
"""


def step(output, threshold=0.5):
    if output >= threshold:
        return 1
    return 0

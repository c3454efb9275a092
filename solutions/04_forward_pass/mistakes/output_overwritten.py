"""The classes are written into the caller's array.

diagnosis: argument-modified-in-place
fails: step
"""


def step(output, threshold=0.5):
    high = output >= threshold
    output[high] = 1
    output[~high] = 0
    return output

"""The threshold must be passed.

diagnosis: default-threshold-missing
fails: step
"""


def step(output, threshold):
    return (output >= threshold).astype(int)

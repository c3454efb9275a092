"""int cuts the decimals off: everything below 1 becomes 0.

diagnosis: none
fails: step
"""


def step(output, threshold=0.5):
    return (output + threshold - 0.5).astype(int)

"""> for ≥.

diagnosis: threshold-excluded
fails: step
"""


def step(output, threshold=0.5):
    return (output > threshold).astype(int)

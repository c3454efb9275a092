"""A graph that was run once is not run again.

diagnosis: changed-input-ignored
fails: again
"""

run_once = backpropagate


def backpropagate(cost):
    if cost.gradient is None:
        run_once(cost)
    return cost.value

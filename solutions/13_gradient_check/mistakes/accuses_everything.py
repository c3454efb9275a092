"""No gradient is good enough.

diagnosis: accuses-everything
fails: right
waits: size, part, hidden, slight
"""

def check_gradient(forward, backward, arguments, rng):
    return False

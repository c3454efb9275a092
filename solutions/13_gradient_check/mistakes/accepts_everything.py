"""Every gradient is good.

diagnosis: accepts-everything
fails: right
waits: size, part, hidden, slight
"""

def check_gradient(forward, backward, arguments, rng):
    return True

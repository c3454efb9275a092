"""Hands forward and backward to the learner's check, counts their calls, and writes where a backward writes.

`backward` answers with the gradients and, for each array it was given, with what it wrote there, or None: functions of
the grader cannot reach the learner's arrays themselves.
"""

MOST = 1_500  # calls of both together in one check
SPENT = []  # once that was not enough for a pair, the others need not wait for it
TOO_MANY = (
    f"forward and backward may be called {MOST} times in all for each pair / forward e backward podem ser chamadas, "
    f"somadas, no máximo {MOST} vezes para cada par"
)


def checked(learner, forward, backward, arguments, rng):
    """Call `check_gradient` once; "raised" says that it raised where a gradient had not the shape of its argument."""
    calls = 0
    misshapen = False

    def counted():
        nonlocal calls
        calls += 1
        if calls > MOST or SPENT:
            SPENT.append(calls)
            raise RuntimeError(TOO_MANY)

    def counted_forward(*given):
        counted()
        return forward(*given)

    def writing_backward(*given):
        nonlocal misshapen
        counted()
        gradients, written = backward(*given)
        for array, values in zip(given, written, strict=False):
            if values is not None:
                array[...] = values
        shapes = [array.shape for array in arguments]
        misshapen = misshapen or [gradient.shape for gradient in gradients] != shapes
        return tuple(gradients)

    counted_forward.__name__, writing_backward.__name__ = "forward", "backward"
    try:
        return learner["check_gradient"](counted_forward, writing_backward, arguments, rng)
    except NotImplementedError:
        raise
    except Exception:
        if misshapen:
            return "raised"
        raise

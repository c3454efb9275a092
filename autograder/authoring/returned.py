"""What a call returned, for judges that look at it themselves."""

from __future__ import annotations

from autograder.judging.numbers import Numbers, as_numbers
from autograder.sandbox.protocol.values import Array, Value


def arrays_in(value: Value) -> list[Array | None]:
    """Read the parts of a returned list or tuple as arrays, None for a part that is no numbers; [] of anything else."""
    parts = map(as_numbers, value if isinstance(value, list | tuple) else ())
    return [part.array if isinstance(part, Numbers) else None for part in parts]

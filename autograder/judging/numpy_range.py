"""The versions of numpy that give the same grades, as in pyproject.toml; others run some learners' code otherwise."""

from __future__ import annotations

import re

from autograder.i18n.language import Message, Text

# 2.3 stores a 1 × 1 array where one number goes. 2.5 has no `np.row_stack` any more, its `cross` takes no vectors of two
# entries, and its `bincount` no floats. Wheels of 2.4 are there for Python 3.11 to 3.14.
FROM, BELOW = (2, 4), (2, 5)

OTHER_NUMPY = Text(
    en="numpy {here} computes here, and grades are made with {first} or newer, below {last}: some code passes with one and stops with the other. Install a version in that range, as in `pip install '{wanted}'`.",
    pt="Aqui o numpy é o {here}, e as notas usam a versão {first} ou mais nova, abaixo da {last}: há código que passa em uma e para na outra. Instale uma versão nessa faixa, como em `pip install '{wanted}'`.",
)


def requirement() -> str:
    """Write the range as pip takes it."""
    return f"numpy>={_spelt(FROM)},<{_spelt(BELOW)}"


def other_numpy(version: str) -> Message | None:
    """Say that a version of numpy is none of those that grade alike; None if it is one."""
    found = re.match(r"(\d+)\.(\d+)", version)
    if found is not None and FROM <= (int(found[1]), int(found[2])) < BELOW:
        return None
    return OTHER_NUMPY(here=version, first=_spelt(FROM), last=_spelt(BELOW), wanted=requirement())


def _spelt(version: tuple[int, int]) -> str:
    return ".".join(map(str, version))

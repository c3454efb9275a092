"""What lies in the course's folders, held against what its sources make; nothing is run or written."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from itertools import zip_longest
from pathlib import Path

from autograder.author.build import Made, page_names, stray_files
from autograder.author.folders import EXERCISES, SOLUTIONS, Finding, broken, proved, solution_strays
from autograder.i18n.language import LANGUAGES, Text

SAME = Text(
    en="all {count} generated files are what the sources make",
    pt="os {count} arquivos gerados são o que as fontes produzem",
)
NOT_BUILT = Text(en="it is missing; run `autograder author build`", pt="não existe; execute `autograder author build`")
DRIFTED = Text(
    en="it is not what its source makes, from line {line} on; change the source under solutions/, then run `autograder author build`",
    pt="não é o que a fonte produz, a partir da linha {line}; altere a fonte em solutions/ e execute `autograder author build`",
)
STRAY = Text(
    en="no source makes this file; delete it, or move it out of exercises/",
    pt="nenhuma fonte produz este arquivo; apague-o ou tire-o de exercises/",
)
STRAY_SOURCE = Text(
    en="this file is no part of an exercise (NN_id/id.py, checks.py, texts.toml, driver.py, equivalent.toml, mistakes/*.py, right/*.py) or of the quiz (quiz/*.toml, answers.toml)",
    pt="este arquivo não faz parte de um exercício (NN_id/id.py, checks.py, texts.toml, driver.py, equivalent.toml, mistakes/*.py, right/*.py) nem do quiz (quiz/*.toml, answers.toml)",
)
NO_STRAYS = Text(en="no stray files", pt="nenhum arquivo sobrando")
OTHER_POINTS = Text(
    en="its cells give {got} points, and the checks of EXERCISE add up to {expected}",
    pt="as células valem {got} pontos, mas os testes de EXERCISE somam {expected}",
)
COURSE = Text(en="exercises: {count}; points: {points}", pt="exercícios: {count}; pontos: {points}")


def drift(root: Path, made: Made) -> Iterator[Finding]:
    """Hold every generated file against what the sources make, byte for byte."""
    found = [
        finding for name, content in sorted(made.files.items()) for finding in _different(root / name, name, content)
    ]
    yield from found
    if made.files and not found:
        yield proved(EXERCISES, SAME(count=len(made.files)))


def strays(root: Path, made: Made, below: Collection[str] | None = None) -> Iterator[Finding]:
    """Find files that no source makes, and files in `solutions/` that are no source; or those `below` some folders."""
    for top, found, what in (
        (EXERCISES, stray_files(root, made), STRAY),
        (SOLUTIONS, solution_strays(root), STRAY_SOURCE),
    ):
        names = [name for name in found if below is None or name.split("/")[1] in below]
        yield from (broken(name, what()) for name in names)
        if not names and below is None:
            yield proved(top, NO_STRAYS())


def points_of_notebooks(root: Path, made: Made) -> Iterator[Finding]:
    """Hold the points that notebooks carry against those of the checks."""
    for folder, exercise in made.exercises.items():
        for lang in LANGUAGES:
            _, name = page_names(folder, lang)
            got = _points_in(root / name)
            if got is not None and got != exercise.points:
                yield broken(name, OTHER_POINTS(got=f"{got:g}", expected=exercise.points))


def totals(made: Made) -> Iterator[Finding]:
    """Say what the course adds up to."""
    points = sum(exercise.points for exercise in made.exercises.values())
    yield proved(SOLUTIONS, COURSE(count=len(made.exercises), points=points))


def _different(path: Path, name: str, content: bytes) -> Iterator[Finding]:
    if not path.is_file():
        yield broken(name, NOT_BUILT())
        return
    committed = path.read_bytes()
    if committed != content:
        pairs = zip_longest(committed.split(b"\n"), content.split(b"\n"))
        line = next(number for number, (one, other) in enumerate(pairs, 1) if one != other)
        yield broken(name, DRIFTED(line=line))


def _points_in(notebook: Path) -> float | None:
    """Add up the points of a notebook's cells; None where it is no notebook (then it has drifted)."""
    try:
        cells = json.loads(notebook.read_bytes())["cells"]
        return float(sum(cell["metadata"].get("nbgrader", {}).get("points", 0) for cell in cells))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None

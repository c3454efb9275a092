"""What the drawn inputs of an exercise show: its known mistakes differ on them, from one another and from what is right."""

from __future__ import annotations

from collections.abc import Iterator

from autograder.author.collisions import collisions
from autograder.author.findings import Finding, broken, proved
from autograder.i18n.language import Text
from autograder.i18n.sanitize import one_line
from autograder.judging.failed_calls import shown_call
from autograder.judging.model import Exercise

TOLD_APART = Text(
    en="the known mistakes ({ids}) differ from one another and from the right answer in each of {draws} draws",
    pt="os erros conhecidos ({ids}) diferem entre si e da resposta certa em cada um de {draws} sorteios",
)
COLLIDE = Text(
    en="check {check}: {one} and {other} give the same numbers in every case (seed {seed}), as in {call}",
    pt="teste {check}: {one} e {other} dão os mesmos números em todos os casos (semente {seed}), como em {call}",
)
RIGHT_ANSWER = Text(en="the right answer", pt="a resposta certa")
CANNOT_COMPUTE = Text(
    en="the formulas of the known mistakes fail (seed {seed}): {kind}: {error}",
    pt="as fórmulas dos erros conhecidos falham (semente {seed}): {kind}: {error}",
)


def prove_told_apart(file: str, exercise: Exercise, draws: int) -> Iterator[Finding]:
    """Compare the formulas of all known mistakes in `draws` draws, seeds 0, 1, …; the first that collide are told."""
    ids = {mistake.id for check in exercise.checks for mistake in check.mistakes if mistake.formula}
    if not ids:
        return
    for seed in range(draws):
        try:
            found = collisions(exercise, seed)
        except Exception as error:  # noqa: BLE001 -- a plan or a formula of an author can fail in any way
            yield broken(file, CANNOT_COMPUTE(seed=seed, kind=type(error).__name__, error=one_line(str(error))))
            return
        for each in found:
            call = shown_call(exercise, each.call)
            other = each.other or RIGHT_ANSWER
            yield broken(file, COLLIDE(check=each.check, one=each.one, other=other, seed=seed, call=call))
        if found:
            return
    yield proved(file, TOLD_APART(ids=len(ids), draws=draws))

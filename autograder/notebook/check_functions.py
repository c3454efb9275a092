"""What a notebook calls: `check` one's own functions, in this very process."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import ModuleType

from autograder.grading.build_report import exercise_report
from autograder.grading.grade_path import checked_seed
from autograder.grading.run_checks import run_checks
from autograder.i18n.language import Lang, Text
from autograder.i18n.sanitize import one_line
from autograder.judging.model import Exercise, planned
from autograder.judging.report import ExerciseReport
from autograder.notebook.display import code
from autograder.notebook.environment import as_asked, exercise_named, graded_here, language
from autograder.notebook.network import own_network
from autograder.notebook.recording import Recorded, heat_maps
from autograder.render import labels
from autograder.render.heat import HeatMap
from autograder.render.html import html_exercise
from autograder.render.plots import Network
from autograder.render.terminal import plain_exercise
from autograder.sandbox import InProcess

NO_FUNCTION = Text(
    en="`{given}` is no function of {exercise}; hand in globals(), or one of: {functions}",
    pt="`{given}` não é uma função de {exercise}; passe globals(), ou uma destas: {functions}",
)


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of one exercise came to; a notebook shows it as HTML, anything else as text."""

    report: ExerciseReport
    lang: Lang
    heats: Mapping[str, HeatMap] = field(default_factory=dict)  # by check
    network: Network | None = None

    @property
    def score(self) -> int:
        """The points earned."""
        return self.report.score

    @property
    def max_score(self) -> int:
        """The points there are."""
        return self.report.max_score

    def __repr__(self) -> str:
        """Explain in plain text."""
        return plain_exercise(self.report, self.lang).rstrip("\n")

    def _repr_html_(self) -> str:
        line = f'from autograder import hint; hint("{self.report.id}"{as_asked(self.lang)})'
        nudge = code(line, labels.HINT.to(self.lang))
        below = () if self.report.status in ("passed", "not_attempted") else (nudge,)
        return html_exercise(self.report, self.lang, self.heats, self.network, below)


def check(
    target: str,
    namespace: Mapping[str, object] | ModuleType | Callable[..., object],
    *,
    lang: str | None = None,
    seed: int | None = None,
) -> Checked | float:
    """Check the functions of the exercise `target` in this very process, as a notebook does.

    `namespace` is where the functions are, as `globals()` or a module; or one of the functions, which is then checked
    by itself. Nothing is isolated here and no time limit holds: the result is advice, not a grade. Raises ValueError
    for an unknown exercise or language, for a function that is none of the exercise's, and for a seed that is none.

    While nbgrader runs the notebook, what there is to say is printed and the points are returned, as the float from
    which nbgrader takes partial credit.
    """
    words = language(lang)
    exercise = exercise_named(target, words)
    drawn = checked_seed(seed, words)
    names = _names(namespace, exercise, words)
    if names is not namespace and callable(namespace):
        exercise = _only(exercise, next(iter(names)), drawn)
    session = Recorded(InProcess(names, driver=exercise.driver))
    with warnings.catch_warnings():  # learners' own are told as remarks; any other is no matter of theirs
        warnings.simplefilter("ignore")  # and on standard error it would cost them a cell that nbgrader grades
        verdicts = run_checks(exercise, drawn, session)
    report = exercise_report(exercise, verdicts, words, printed=session.printed)
    if graded_here():
        sys.stdout.write(plain_exercise(report, words))
        return float(report.score)
    network = own_network(exercise.own_network, names, drawn) if exercise.own_network else None
    return Checked(report, words, heat_maps(exercise, drawn, verdicts, session), network)


def _names(namespace: object, exercise: Exercise, lang: Lang) -> Mapping[str, object]:
    if isinstance(namespace, Mapping):
        return namespace
    if isinstance(namespace, ModuleType):
        return vars(namespace)
    asked = [function.name for function in exercise.functions]
    name = getattr(namespace, "__name__", None)
    if not callable(namespace) or name not in asked:
        given = one_line(name if isinstance(name, str) else ascii(namespace), 60)
        raise ValueError(NO_FUNCTION(given=given, exercise=exercise.id, functions=", ".join(asked)).to(lang))
    return {name: namespace}


def _only(exercise: Exercise, function: str, seed: int) -> Exercise:
    """Give the exercise with the checks of one function alone; what they need of other functions is not asked for."""
    calls = {check.id: planned(exercise, check.plan, seed)[0].call.function for check in exercise.checks}
    kept = tuple(
        replace(
            check,
            needs=tuple(need for need in check.needs if calls[need] == function),
            uses=tuple(used for used in check.uses if calls[used] == function),
        )
        for check in exercise.checks
        if calls[check.id] == function
    )
    return replace(exercise, checks=kept)

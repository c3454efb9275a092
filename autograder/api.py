"""What a program or a notebook calls: `grade` a submission, `check` one's own functions."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType

from autograder.batch import SEED_BITS, Grader, fresh_seed
from autograder.core.exercise import Exercise, planned
from autograder.core.language import LANGUAGES, Lang, Text, lang_named, lang_of_environment
from autograder.core.plain import one_line
from autograder.core.report import ExerciseReport, Report
from autograder.course.catalogue import course, find, unknown
from autograder.grading import run_checks
from autograder.quiz.key import load_key
from autograder.quiz.questions import parse_questions
from autograder.render.html import html_exercise
from autograder.render.terminal import plain_exercise
from autograder.reporting import exercise_report
from autograder.sandbox import InProcess, Sandbox

NO_FUNCTION = Text(
    en="`{given}` is no function of {exercise}; hand in globals(), or one of: {functions}",
    pt="`{given}` não é uma função de {exercise}; passe globals(), ou uma destas: {functions}",
)
NO_SEED = Text(
    en="{seed} is no seed: a whole number from 0 to {most} is",
    pt="{seed} não é uma semente: é preciso um número inteiro de 0 a {most}",
)


def grade(
    path: str | Path, *, lang: str | None = None, seed: int | None = None, key: str | Path | None = None
) -> Report:
    """Grade one submission (a folder, a .zip or .tar.gz, one .py or .ipynb), isolated, and give its report.

    `key` is the key of the quiz's graded questions, a TOML file or a folder of them. Raises ValueError for an
    unknown language or a seed that is none, `autograder.quiz.questions.QuestionsError` for a key that is none.
    """
    language = _lang(lang)
    with Sandbox() as sandbox:
        return Grader(
            course(),
            questions=parse_questions(course().questions),
            sandbox=sandbox,
            seed=_seed(seed, language),
            lang=language,
            key=load_key(Path(key)) if key is not None else None,
        ).grade(path)


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of one exercise came to; a notebook shows it as HTML, anything else as text."""

    report: ExerciseReport
    lang: Lang

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
        return html_exercise(self.report, self.lang)


def check(
    target: str,
    namespace: Mapping[str, object] | ModuleType | Callable[..., object],
    *,
    lang: str | None = None,
    seed: int | None = None,
) -> Checked:
    """Check the functions of the exercise `target` in this very process, as a notebook does.

    `namespace` is where the functions are, as `globals()` or a module; or one of the functions, which is then checked
    by itself. Nothing is isolated here and no time limit holds: the result is advice, not a grade. Raises ValueError
    for an unknown exercise or language, for a function that is none of the exercise's, and for a seed that is none.
    """
    language = _lang(lang)
    exercise = _exercise(target, language)
    drawn = _seed(seed, language)
    names = _names(namespace, exercise, language)
    if names is not namespace and callable(namespace):
        exercise = _only(exercise, next(iter(names)), drawn)
    session = InProcess(names, driver=exercise.driver)
    verdicts = run_checks(exercise, drawn, session)
    return Checked(exercise_report(exercise, verdicts, language, printed=session.printed), language)


def _exercise(target: str, lang: Lang) -> Exercise:
    entry = find(course(), str(target))
    if entry is None:
        raise ValueError(unknown(course(), str(target)).to(lang))
    return entry.exercise


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
        replace(check, needs=tuple(need for need in check.needs if calls[need] == function))
        for check in exercise.checks
        if calls[check.id] == function
    )
    return replace(exercise, checks=kept)


def _seed(seed: int | None, lang: Lang) -> int:
    if seed is None:
        return fresh_seed()
    if not 0 <= seed <= 2**SEED_BITS:
        raise ValueError(NO_SEED(seed=seed, most=2**SEED_BITS).to(lang))
    return seed


def _lang(name: str | None) -> Lang:
    if name is None:
        return lang_of_environment(os.environ)
    lang = lang_named(name)
    if lang is None:
        raise ValueError(f"there is no language {name!r}; there are: {', '.join(LANGUAGES)}")
    return lang

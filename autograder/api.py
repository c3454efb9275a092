"""What a program or a notebook calls: `grade` a submission, `check` one's own functions."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.batch import Grader, fresh_seed
from autograder.core.exercise import Exercise
from autograder.core.language import LANGUAGES, Lang, lang_named, lang_of_environment
from autograder.core.report import ExerciseReport, Report
from autograder.course.catalogue import course, find
from autograder.grading import run_checks
from autograder.quiz.key import load_key
from autograder.quiz.questions import parse_questions
from autograder.render.html import html_exercise
from autograder.render.terminal import plain_exercise
from autograder.reporting import exercise_report
from autograder.sandbox import InProcess, Sandbox


def grade(
    path: str | Path, *, lang: str | None = None, seed: int | None = None, key: str | Path | None = None
) -> Report:
    """Grade one submission (a folder, a .zip or .tar.gz, one .py or .ipynb), isolated, and give its report.

    `key` is the key of the quiz's graded questions, a TOML file or a folder of them. Raises ValueError for an
    unknown language, `autograder.quiz.questions.QuestionsError` for a key that is none.
    """
    with Sandbox() as sandbox:
        return Grader(
            course(),
            questions=parse_questions(course().questions),
            sandbox=sandbox,
            seed=fresh_seed() if seed is None else seed,
            lang=_lang(lang),
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
    namespace: Mapping[str, object] | Callable[..., object],
    *,
    lang: str | None = None,
    seed: int | None = None,
) -> Checked | float:
    """Check the functions of the exercise `target` in this very process, as a notebook does.

    `namespace` is where the functions are, as `globals()`, or one of the functions. Nothing is isolated here and no
    time limit holds: the result is advice, not a grade. Raises ValueError for an unknown exercise or language.

    When nbgrader runs the cell, the explanation is printed and the points are returned as a float: that is how
    nbgrader takes partial credit, and anything else that is not an error would be full marks to it.
    """
    exercise = _exercise(target)
    names = namespace if isinstance(namespace, Mapping) else {namespace.__name__: namespace}
    session = InProcess(names)
    language = _lang(lang)
    verdicts = run_checks(exercise, fresh_seed() if seed is None else seed, session)
    checked = Checked(exercise_report(exercise, verdicts, language, printed=session.printed), language)
    if os.environ.get("NBGRADER_EXECUTION"):
        print(checked)  # noqa: T201 -- to the cell's output, where nbgrader's feedback shows it
        return float(checked.score)
    return checked


def _exercise(target: str) -> Exercise:
    entry = find(course(), target)
    if entry is None:
        raise ValueError(
            f"there is no exercise {target!r}; there are: {', '.join(one.id for one in course().exercises)}"
        )
    return entry.exercise


def _lang(name: str | None) -> Lang:
    if name is None:
        return lang_of_environment(os.environ)
    lang = lang_named(name)
    if lang is None:
        raise ValueError(f"there is no language {name!r}; there are: {', '.join(LANGUAGES)}")
    return lang

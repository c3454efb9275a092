"""What a program calls: `grade` one submission."""

from __future__ import annotations

import os
from pathlib import Path

from autograder.course.course import course
from autograder.course.quiz_key import load_key
from autograder.grading.pipeline import SEED_BITS, Grader, fresh_seed
from autograder.i18n.language import Lang, Text, lang_asked_for
from autograder.judging.report import Report
from autograder.quiz.parse import parse_questions
from autograder.sandbox import Sandbox

NO_SEED = Text(
    en="{seed} is no seed: a whole number from 0 to {most} is",
    pt="{seed} não é uma semente: é preciso um número inteiro de 0 a {most}",
)


def grade(
    path: str | Path, *, lang: str | None = None, seed: int | None = None, key: str | Path | None = None
) -> Report:
    """Grade one submission (a folder, a .zip or .tar.gz, one .py or .ipynb), isolated, and give its report.

    `key` is the key of the quiz's graded questions, a TOML file or a folder of them. Raises ValueError for an
    unknown language or a seed that is none, `autograder.quiz.parse.QuestionsError` for a key that is none.
    """
    words = lang_asked_for(lang, os.environ)
    with Sandbox() as sandbox:
        return Grader(
            course(),
            questions=parse_questions(course().questions),
            sandbox=sandbox,
            seed=checked_seed(seed, words),
            lang=words,
            key=load_key(Path(key)) if key is not None else None,
        ).grade(path)


def checked_seed(seed: int | None, lang: Lang) -> int:
    """Give the seed, or a fresh one for None. Raises ValueError for one that is none."""
    if seed is None:
        return fresh_seed()
    if not 0 <= seed <= 2**SEED_BITS:
        raise ValueError(NO_SEED(seed=seed, most=2**SEED_BITS).to(lang))
    return seed

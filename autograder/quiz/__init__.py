"""The quiz: questions as data, answers as a file, and what is said about each answer.

In a notebook this very name asks: `from autograder import quiz`, then `quiz("xor")`. A module of that name is there
already, so the module itself can be called.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

ASKING = "autograder.notebook.ask_quiz"  # loaded when somebody asks: the quiz itself knows of no notebook


class _Quiz(ModuleType):
    def __call__(self, which: str = "", *, lang: str | None = None) -> Any:  # noqa: ANN401 -- a widget, or what is shown
        """Ask the quiz, as `autograder.notebook.ask_quiz.quiz` does."""
        return import_module(ASKING).quiz(which, lang=lang)

    def answer(self, question: str, value: object, *, lang: str | None = None) -> Any:  # noqa: ANN401 -- as above
        """Answer one question, as `autograder.notebook.ask_quiz.answer` does."""
        return import_module(ASKING).answer(question, value, lang=lang)


sys.modules[__name__].__class__ = _Quiz

"""`autograder quiz`: the questions in the terminal, the answers in answers.toml."""

from __future__ import annotations

import argparse
import contextlib
import locale

from autograder.cli.arguments import folder_at
from autograder.cli.problem import Problem
from autograder.cli.start import new_answers, usual_name
from autograder.cli.streams import cells
from autograder.cli.writing import write_new
from autograder.course.course import course
from autograder.i18n.language import Text
from autograder.i18n.sanitize import one_line
from autograder.quiz.answers import NO_LANG, NO_LEARNER, read_answers
from autograder.quiz.ask import ask_quiz
from autograder.quiz.parse import parse_questions
from autograder.workspace.answers_file import NotSavedError, save_answer
from autograder.workspace.language_line import ANSWERS

NOT_TEXT = Text(en="{path} cannot be read: {error}", pt="não foi possível ler {path}: {error}")
HARMLESS = (NO_LANG, NO_LEARNER)  # notes on lines that stand in no answer's way
BROKEN = Text(en="answers.toml is not valid TOML.", pt="O answers.toml não é um TOML válido.")
UNCHANGED = Text(en="{why} The file was left as it is.", pt="{why} O arquivo ficou como estava.")


def run(options: argparse.Namespace) -> int:
    """Ask what is not answered yet, saving every answer at once."""
    path = folder_at(options.dir) / ANSWERS
    write_new(path, new_answers(course(), options.lang, usual_name()))
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = one_line(getattr(error, "strerror", None) or str(error))
        raise Problem(NOT_TEXT(path=one_line(str(path)), error=reason), status=1) from None
    questions = parse_questions(course().questions)
    answers = read_answers(text)
    grave = [note for note in answers.notes if note.text not in HARMLESS]
    if answers.broken or (grave and not answers.values):  # an answer could not be saved into this
        raise Problem(UNCHANGED(why=(grave or [BROKEN()])[0]), status=1)
    for note in answers.notes:
        print(note.to(options.lang))
    _edit_lines()
    try:
        ask_quiz(
            questions,
            answers,
            say=print,
            read=lambda: input("> "),
            save=lambda id_, value: save_answer(path, id_, value),
            lang=options.lang,
            again=options.again,
            width=cells(),
        )
    except NotSavedError as error:
        raise Problem(error.message, status=1) from None
    return 0


def _edit_lines() -> None:
    """Let what is typed be edited, where that loses nothing.

    In a locale that is not UTF-8, or not installed, readline drops every other character without a word: of a pasted
    −0.3, with a true minus sign, it would leave 0.3.
    """
    if locale.getencoding().lower().replace("-", "") == "utf8":
        with contextlib.suppress(ImportError):
            import readline  # noqa: F401 -- only when questions are asked

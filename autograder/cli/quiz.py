"""`autograder quiz`: the questions in the terminal, the answers in answers.toml."""

from __future__ import annotations

import argparse
import contextlib
from pathlib import Path

from autograder.cli import words
from autograder.cli.problem import Problem
from autograder.cli.start import ANSWERS, new_answers, usual_name
from autograder.cli.writing import write_new
from autograder.core.language import Text
from autograder.core.plain import one_line
from autograder.course.catalogue import course
from autograder.quiz.answers import read_answers
from autograder.quiz.ask import ask_quiz
from autograder.quiz.questions import parse_questions
from autograder.quiz.store import NotSavedError, save_answer

NOT_TEXT = Text(en="{path} cannot be read: {error}", pt="não foi possível ler {path}: {error}")
UNCHANGED = Text(en="{why} The file was left as it is.", pt="{why} O arquivo ficou como estava.")


def run(options: argparse.Namespace) -> int:
    """Ask what is not answered yet, saving every answer at once."""
    folder = Path(options.dir)
    if not folder.is_dir():
        raise Problem(words.NO_FOLDER(dir=one_line(options.dir)))
    path = folder / ANSWERS
    write_new(path, new_answers(course(), options.lang, usual_name()))
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = one_line(getattr(error, "strerror", None) or str(error))
        raise Problem(NOT_TEXT(path=one_line(str(path)), error=reason), status=1) from None
    questions = parse_questions(course().questions)
    answers = read_answers(text)
    if answers.notes and not answers.values:  # an answer could not be saved into this
        raise Problem(UNCHANGED(why=answers.notes[0]), status=1)
    for note in answers.notes:
        print(note.to(options.lang))
    with contextlib.suppress(ImportError):  # line editing, where there is any
        import readline  # noqa: F401 -- only when questions are asked
    try:
        ask_quiz(
            questions,
            answers,
            say=print,
            read=lambda: input("> "),
            save=lambda id_, value: save_answer(path, id_, value),
            lang=options.lang,
            again=options.again,
        )
    except NotSavedError as error:
        raise Problem(error.message, status=1) from None
    return 0

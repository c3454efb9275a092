"""`autograder quiz [--text T] [--wrong]`: the questions in the terminal, the answers in answers.toml."""

from __future__ import annotations

import argparse
import contextlib
import locale
from collections.abc import Sequence
from pathlib import Path

from autograder.cli.arguments import folder_at
from autograder.cli.problem import Problem
from autograder.cli.progress import say_step
from autograder.cli.standing import desk_at, needs_workspace, remember, remembered, today
from autograder.cli.streams import cells
from autograder.course.course import course
from autograder.i18n.did_you_mean import did_you_mean
from autograder.i18n.language import Text
from autograder.i18n.sanitize import one_line
from autograder.quiz.answers import NO_LANG, NO_LEARNER, Answers, read_answers
from autograder.quiz.ask import ask_quiz
from autograder.quiz.judge_answers import score_quiz
from autograder.quiz.parse import Question, parse_questions
from autograder.quiz.question_model import TEXTS
from autograder.workspace.answers_file import NotSavedError, save_answer
from autograder.workspace.language_line import ANSWERS
from autograder.workspace.next_step import next_step
from autograder.workspace.progress_file import Progress, ReviewItem
from autograder.workspace.spaced_review import to_come_back

NOT_TEXT = Text(en="{path} cannot be read: {error}", pt="não foi possível ler {path}: {error}")
HARMLESS = (NO_LANG, NO_LEARNER)  # notes on lines that stand in no answer's way
BROKEN = Text(en="answers.toml is not valid TOML.", pt="O answers.toml não é um TOML válido.")
NO_TEXT = Text(
    en="there is no text {name}{near}. There are: {all}", pt="não existe o texto {name}{near}. Existem: {all}"
)
UNCHANGED = Text(en="{why} The file was left as it is.", pt="{why} O arquivo ficou como estava.")


def run(options: argparse.Namespace) -> int:
    """Ask what is not answered yet, saving every answer at once; what was missed comes back on another day."""
    folder = folder_at(options.dir)
    needs_workspace(folder)
    if options.text not in (None, *TEXTS):
        near = did_you_mean(options.text, TEXTS)
        raise Problem(NO_TEXT(name=one_line(options.text), near=near, all=", ".join(TEXTS)))
    path = folder / ANSWERS
    questions = parse_questions(course().questions)
    answers = readable_answers(path)
    for note in answers.notes:
        print(note.to(options.lang))
    progress = remembered(folder, options.lang)
    only = {one.id for one in questions if options.text in (None, one.text_source)}
    if options.wrong:
        only &= _wrong(questions, answers, progress or Progress())
    _edit_lines()
    try:
        ended = ask_quiz(
            questions,
            answers,
            say=print,
            read=lambda: input("> "),
            save=lambda id_, value: save_answer(path, id_, value),
            lang=options.lang,
            again=options.again or options.wrong,
            only=only if options.wrong or options.text else None,
            width=cells(),
        )
    except NotSavedError as error:
        raise Problem(error.message, status=1) from None
    if progress is not None and ended.missed:
        missed = [ReviewItem("question", id_, today()) for id_ in ended.missed]
        progress = to_come_back(progress, missed, today())
        remember(folder, progress, options.lang)
    print()
    say_step(next_step(desk_at(folder, progress or Progress())), folder, options.lang)
    return 0


def readable_answers(path: Path) -> Answers:
    """Read an answers file into which an answer can be saved. Raises `Problem` of any other."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = one_line(getattr(error, "strerror", None) or str(error))
        raise Problem(NOT_TEXT(path=one_line(str(path)), error=reason), status=1) from None
    answers = read_answers(text)
    grave = [note for note in answers.notes if note.text not in HARMLESS]
    if answers.broken or (grave and not answers.values):
        raise Problem(UNCHANGED(why=(grave or [BROKEN()])[0]), status=1)
    return answers


def _wrong(questions: Sequence[Question], answers: Answers, progress: Progress) -> set[str]:
    """Give the questions whose answer is wrong now, or that were not right at the first try and come back."""
    scored = score_quiz(questions, None, answers, "en")
    return {one.id for one in scored.questions if one.status == "wrong"} | {
        item.id for item in progress.review if item.kind == "question"
    }


def _edit_lines() -> None:
    """Let what is typed be edited, where that loses nothing.

    In a locale that is not UTF-8, or not installed, readline drops every other character without a word: of a pasted
    −0.3, with a true minus sign, it would leave 0.3.
    """
    if locale.getencoding().lower().replace("-", "") == "utf8":
        with contextlib.suppress(ImportError):
            import readline  # noqa: F401 -- only when questions are asked

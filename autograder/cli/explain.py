"""`autograder explain ID`: after a pass, up to three questions about one's own code; nothing of it is graded."""

from __future__ import annotations

import argparse
import sys

from autograder.cli.arguments import folder_at, named
from autograder.cli.check import all_passed, remembered_step, show
from autograder.cli.standing import needs_workspace
from autograder.cli.streams import cells
from autograder.course.course import course
from autograder.grading.own_code import own_questions
from autograder.grading.own_question import OwnQuestion
from autograder.grading.pipeline import Grader, fresh_seed
from autograder.i18n.language import Lang, Message, Text
from autograder.render.columns import wrapped
from autograder.render.outline import GAP
from autograder.render.terminal import plain_lines
from autograder.sandbox import Sandbox
from autograder.submission.read import understood
from autograder.submission.submission_model import LIMITS

NOT_YET = Text(
    en="Questions about your code are asked once it passes, and it does not yet:",
    pt="As perguntas sobre o seu código vêm quando ele passa, e ele ainda não passa:",
)
NONE = Text(
    en="No question can be made of this code: none of its calls gave a number, a shape or a line to ask about within 5 s.",
    pt="Não dá para fazer perguntas com este código: nenhuma chamada deu um número, um shape ou uma linha sobre os quais perguntar em 5 s.",
)
BEGIN = Text(
    en="About your own code; nothing of it is graded. Ctrl-D ends it.",
    pt="Sobre o seu próprio código; nada vale nota. Ctrl-D encerra.",
)
RIGHT = Text(en="Right.", pt="Certo.")
NOT_SO = Text(en="Not so. It is {right}.", pt="Não é isso. É {right}.")
DONE = Text(en="Right: {right} of {count}.", pt="Certas: {right} de {count}.")


def run(options: argparse.Namespace) -> int:
    """Check the exercise here and now; if it passes, ask about it."""
    folder, lang = folder_at(options.dir), options.lang
    needs_workspace(folder)
    entry = named(course(), options.id)
    seed = fresh_seed()
    with Sandbox() as sandbox:
        grader = Grader(
            course(), questions=(), sandbox=sandbox, seed=seed, lang=lang, only=frozenset({entry.id}), probe=False,
            at_once=False,
        )  # fmt: skip
        read = grader.handed_in(folder)
        report = grader.grade(read)
        source = understood(read, grader.wanted, LIMITS).sources.get(entry.id)
        if source is None or not all_passed(report):
            _say(NOT_YET(), lang)
            print()
            show(report, folder)
            return 1
        questions = own_questions(entry.exercise, source, sandbox, seed)
    _ask(questions, lang)
    sys.stdout.write(plain_lines([GAP, *remembered_step(report, folder)]))
    return 0


def _ask(questions: tuple[OwnQuestion, ...], lang: Lang) -> None:
    if not questions:
        _say(NONE(), lang)
        return
    _say(BEGIN(), lang)
    right = asked = 0
    for question in questions:
        print()
        _say(question.prompt, lang)
        try:
            typed = input("> ")
        except EOFError:
            print()
            break
        asked += 1
        if question.is_right(typed):
            right += 1
            _say(RIGHT(), lang)
        else:
            _say(NOT_SO(right=question.answer(lang)), lang)
    print()
    _say(DONE(right=right, count=asked), lang)


def _say(message: Message, lang: Lang) -> None:
    for line in wrapped(message.to(lang), cells()):
        sys.stdout.write(f"{line}\n")

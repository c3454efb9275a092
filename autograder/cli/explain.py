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
from autograder.grading.pipeline import Grader, fresh_seed
from autograder.notebook.after_pass import NO_QUESTIONS_YET, ask
from autograder.render.outline import GAP, Line
from autograder.render.terminal import plain_lines
from autograder.sandbox import Sandbox
from autograder.submission.read import understood
from autograder.submission.submission_model import LIMITS


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
            sys.stdout.write(plain_lines([Line("text", NO_QUESTIONS_YET.to(lang)), GAP], cells()))
            show(report, folder)
            return 1
        questions = own_questions(entry.exercise, source.cells, sandbox, seed)
    ask(questions, lang, cells(), "Ctrl-D")
    sys.stdout.write(plain_lines([GAP, *remembered_step(report, folder)], cells()))
    return 0

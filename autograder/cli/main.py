"""The command line: which command, with which options, in which language.

Imports here are light on purpose: `--help` and `hint` must not wait for numpy, and the sandbox's own process is
started before the rest is imported.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from autograder import __version__
from autograder.cli import export, messages
from autograder.cli.parsing import Parser, file_name, output_name, per_cent, whole
from autograder.cli.problem import Problem
from autograder.cli.streams import flush_or_give_up, give_up_output, make_usable
from autograder.i18n.language import LANGUAGES, Lang, Message, Text, lang_named, lang_of_environment
from autograder.i18n.sanitize import one_line
from autograder.render.outputs import ALWAYS_OF_A_SUBMISSION, OF_A_RUN, OF_A_SUBMISSION
from autograder.workspace.language_line import workspace_lang

FAILED = 1
INTERRUPTED = 130  # as shells have it for Ctrl-C
MOST = 1000  # jobs, and hints
MOST_DRAWS = 100_000
# Commands that speak the language of the workspace.
AT_THE_DESK = frozenset(
    {"check", "explain", "hint", "next", "progress", "quiz", "report", "reset", "review", "solution", "watch"}
)
LARGEST_SEED = 2**53  # JSON readers keep integers exactly up to here


def run() -> None:
    """Run the command of this process and exit with its status."""
    # Arrays here are small: a second BLAS thread only costs time to start. It must be said before numpy is imported.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    sys.exit(main(sys.argv[1:]))


def main(arguments: Sequence[str]) -> int:
    """Run the command with these arguments; give its exit status."""
    make_usable()
    lang = lang_of_environment(os.environ)
    try:
        lang = _language(arguments, lang)
        status = _run(arguments, lang)
        sys.stdout.flush()
    except Problem as problem:
        return _failed(problem.message, lang, problem.status)
    except KeyboardInterrupt:
        print(messages.INTERRUPTED.to(lang), file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output has gone (`autograder … | head`)
        give_up_output()
        return FAILED
    except OSError as error:  # a full disk under our output, a folder that may not be entered
        flush_or_give_up()
        return _failed(messages.SYSTEM(error=one_line(str(error))), lang, FAILED)
    except Exception as error:
        message = getattr(error, "message", None)  # errors of ours carry what there is to say; others are bugs
        if not isinstance(message, Message):
            raise
        return _failed(message, lang, FAILED)
    return status


def _run(arguments: Sequence[str], lang: Lang) -> int:
    try:
        options = parser(lang).parse_args(arguments)
    except SystemExit as end:  # the help is shown, or what is wrong is said
        return int(end.code or 0)
    options.lang_chosen = _chosen_language(arguments) is not None
    options.lang = lang
    status: int = import_module(options.module).run(options)
    return status


def _failed(message: Message, lang: Lang, status: int) -> int:
    print(f"autograder: {message.to(lang)}", file=sys.stderr)
    return status


def parser(lang: Lang) -> Parser:
    """Build the parser, its help in `lang`."""
    top = Parser(prog="autograder", description=messages.PROGRAM.to(lang), lang=lang)
    top.add_argument("--version", action="version", version=f"autograder {__version__}", help=messages.VERSION.to(lang))
    _add_lang(top, lang)
    top.set_defaults(module="autograder.cli.progress", dir=".")  # without a command: where one stands
    commands = top.add_commands("command", required=False)

    def command(name: str, module: str, about: Text) -> Parser:
        made = commands.add_parser(name, help=about.to(lang), description=about.to(lang), lang=lang)
        made.set_defaults(module=f"autograder.cli.{module}")
        _add_lang(made, lang, messages.LANG_HERE if name in AT_THE_DESK | {"start"} else messages.LANG)
        return made

    start = command("start", "start", messages.START)
    start.add_argument("dir", nargs="?", default=".", metavar="DIR", help=messages.START_DIR.to(lang))
    start.add_argument("--learner", metavar="NAME", help=messages.LEARNER.to(lang))

    _add_desk(command, lang)

    grade = command("grade", "grade", messages.GRADE)
    grade.add_argument("paths", nargs="+", metavar="PATH", help=messages.PATH.to(lang))
    (always,) = ALWAYS_OF_A_SUBMISSION
    grade.add_argument("--out", type=output_name(lang), metavar="DIR", help=always.about.to(lang))
    for output in OF_A_SUBMISSION:
        grade.add_argument(f"--{output.name}", action="store_true", help=output.about.to(lang))
    for output in OF_A_RUN:
        name = file_name(lang) if output.takes_stdout else output_name(lang)
        grade.add_argument(f"--{output.name}", type=name, metavar="FILE", help=output.about.to(lang))
    grade.add_argument("--comments", type=file_name(lang), metavar="FILE", help=messages.COMMENTS.to(lang))
    grade.add_argument("--pseudonyms", action="store_true", help=argparse.SUPPRESS)  # refused with a reason
    grade.add_argument("--append", action="store_true", help=messages.APPEND.to(lang))
    grade.add_argument("--jobs", type=whole(lang, 1, MOST), metavar="N", help=messages.JOBS.to(lang))
    grade.add_argument("--official", action="store_true", help=messages.OFFICIAL.to(lang))
    grade.add_argument("--seed", type=whole(lang, 0, LARGEST_SEED), metavar="S", help=messages.SEED.to(lang))
    grade.add_argument("--key", type=file_name(lang), metavar="FILE", help=messages.KEY.to(lang))
    grade.add_argument("--fail-under", type=per_cent(lang), metavar="PERCENT", help=messages.FAIL_UNDER.to(lang))

    _add_class(command("grade-class", "grade_class", messages.GRADE_CLASS), lang)
    _add_replay(command("replay", "replay", messages.REPLAY), lang)

    release = command("release", "release", messages.RELEASE)
    release.add_argument("dir", metavar="DIR", help=messages.RELEASE_DIR.to(lang))
    release.add_argument("--solutions", type=file_name(lang), metavar="DIR", help=messages.SOLUTIONS.to(lang))
    release.add_argument("--key", type=file_name(lang), metavar="FILE", help=messages.RELEASE_KEY.to(lang))
    which = release.options.add_mutually_exclusive_group()
    which.add_argument("--one-assignment", action="store_true", help=messages.ONE_ASSIGNMENT.to(lang))
    which.add_argument("--assignment-per-exercise", action="store_true", help=messages.PER_EXERCISE.to(lang))

    export.add_arguments(command("export", "export", messages.EXPORT), lang)
    _add_nbgrader(command("nbgrader", "nbgrader", messages.NBGRADER), lang)
    _add_author(command("author", "author", messages.AUTHOR), lang)
    return top


def _add_class(of_class: Parser, lang: Lang) -> None:
    of_class.add_argument("dir", metavar="DIR", help=messages.CLASS_DIR.to(lang))
    of_class.add_argument("--store", metavar="URL", help=messages.STORE.to(lang))
    of_class.add_argument("--jobs", type=whole(lang, 1, MOST), metavar="N", help=messages.JOBS.to(lang))
    of_class.add_argument("--executor", metavar="URL", help=messages.EXECUTOR.to(lang))
    of_class.add_argument("--roster", type=file_name(lang), metavar="CSV", help=messages.ROSTER.to(lang))
    of_class.add_argument("--regrade", nargs="+", action="extend", metavar="STUDENT", help=messages.REGRADE.to(lang))
    of_class.add_argument("--why", metavar="TEXT", help=messages.WHY.to(lang))
    of_class.add_argument("--report", type=output_name(lang), metavar="DIR", help=messages.CLASS_REPORT.to(lang))
    of_class.add_argument("--comments", type=file_name(lang), metavar="FILE", help=messages.COMMENTS.to(lang))
    of_class.add_argument("--pseudonyms", action="store_true", help=messages.PSEUDONYMS.to(lang))
    of_class.add_argument("--oral", action="store_true", help=messages.ORAL.to(lang))
    of_class.add_argument("--official", action="store_true", help=messages.OFFICIAL.to(lang))
    of_class.add_argument("--key", type=file_name(lang), metavar="FILE", help=messages.KEY.to(lang))


def _add_replay(replay: Parser, lang: Lang) -> None:
    replay.add_argument("student", nargs="?", metavar="STUDENT", help=messages.REPLAYED.to(lang))
    replay.add_argument("--store", required=True, metavar="URL", help=messages.STORE_OF.to(lang))
    replay.add_argument("--dir", metavar="DIR", help=messages.REPLAY_DIR.to(lang))
    replay.add_argument("--jobs", type=whole(lang, 1, MOST), metavar="N", help=messages.JOBS.to(lang))
    replay.add_argument("--key", type=file_name(lang), metavar="FILE", help=messages.KEY.to(lang))


def _add_desk(command: Callable[[str, str, Text], Parser], lang: Lang) -> None:
    """Add what a learner uses in a workspace."""
    for name, module, about in (
        ("next", "progress", messages.NEXT),
        ("progress", "progress", messages.PROGRESS),
        ("check", "check", messages.CHECK),
        ("watch", "watch", messages.WATCH),
        ("hint", "hint", messages.HINT),
        ("quiz", "quiz", messages.QUIZ),
        ("review", "review", messages.REVIEW),
        ("solution", "solution", messages.SOLUTION),
        ("explain", "explain", messages.EXPLAIN),
        ("reset", "reset", messages.RESET),
        ("report", "report", messages.REPORT),
    ):
        made = command(name, module, about)
        made.add_argument("--dir", default=".", metavar="DIR", help=messages.WORKSPACE.to(lang))
        if name == "check":
            made.add_argument("ids", nargs="*", metavar="ID", help=messages.CHECK_ID.to(lang))
        if name == "watch":
            made.add_argument("id", nargs="?", metavar="ID", help=messages.WATCH_ID.to(lang))
            made.add_argument("--poll", action="store_true", help=messages.POLL.to(lang))
        if name in {"check", "watch", "report"}:
            made.add_argument("--seed", type=whole(lang, 0, LARGEST_SEED), metavar="S", help=messages.SEED.to(lang))
        if name == "hint":
            count = whole(lang, 1, MOST)
            made.add_argument("id", nargs="?", metavar="ID", help=messages.HINT_ID.to(lang))
            made.add_argument("count", nargs="?", type=count, metavar="N", help=messages.HINT_COUNT.to(lang))
        if name == "quiz":
            made.add_argument("--again", action="store_true", help=messages.AGAIN.to(lang))
            made.add_argument("--wrong", action="store_true", help=messages.QUIZ_WRONG.to(lang))
            made.add_argument("--text", metavar="TEXT", help=messages.QUIZ_TEXT.to(lang))
        if name in {"explain", "reset", "solution"}:
            made.add_argument("id", metavar="ID", help=messages.ONE_ID.to(lang))
        if name == "report":
            made.add_argument("--open", action="store_true", help=messages.OPEN.to(lang))
            made.add_argument("--out", type=output_name(lang), metavar="FILE", help=messages.REPORT_PAGE.to(lang))


def _add_nbgrader(nbgrader: Parser, lang: Lang) -> None:
    acts = nbgrader.add_commands("act")
    about = messages.NBGRADER_GRADE.to(lang)
    grade = acts.add_parser("grade", help=about, description=about, lang=lang)
    grade.add_argument("course", metavar="COURSE", help=messages.NBGRADER_COURSE.to(lang))
    grade.add_argument("assignment", metavar="ASSIGNMENT", help=messages.NBGRADER_ASSIGNMENT.to(lang))
    grade.add_argument("--jobs", type=whole(lang, 1, MOST), metavar="N", help=messages.JOBS.to(lang))
    grade.add_argument("--again", action="store_true", help=messages.NBGRADER_AGAIN.to(lang))
    grade.add_argument("--report", type=output_name(lang), metavar="DIR", help=messages.CLASS_REPORT.to(lang))
    grade.add_argument("--comments", type=file_name(lang), metavar="FILE", help=messages.COMMENTS.to(lang))
    grade.add_argument("--pseudonyms", action="store_true", help=argparse.SUPPRESS)  # refused with a reason
    grade.add_argument("--db", metavar="URL", help=messages.NBGRADER_DB.to(lang))
    grade.add_argument("--official", action="store_true", help=messages.OFFICIAL.to(lang))
    grade.add_argument("--seed", type=whole(lang, 0, LARGEST_SEED), metavar="S", help=messages.SEED.to(lang))
    grade.add_argument("--key", type=file_name(lang), metavar="FILE", help=messages.KEY.to(lang))
    grade.add_argument("--lang", metavar="|".join(LANGUAGES), help=messages.NBGRADER_LANG.to(lang))


def _add_author(author: Parser, lang: Lang) -> None:
    acts = author.add_commands("act")
    for name, about in (
        ("new", messages.AUTHOR_NEW),
        ("build", messages.AUTHOR_BUILD),
        ("check", messages.AUTHOR_CHECK),
        ("figures", messages.AUTHOR_FIGURES),
        ("report", messages.AUTHOR_REPORT),
    ):
        act = acts.add_parser(name, help=about.to(lang), description=about.to(lang), lang=lang)
        act.add_argument("--root", default=".", metavar="DIR", help=messages.ROOT.to(lang))
        if name == "new":
            act.add_argument("id", metavar="ID", help=messages.NEW_ID.to(lang))
        if name == "check":
            act.add_argument("--only", action="append", metavar="ID", help=messages.ONLY.to(lang))
            act.add_argument("--quiet", action="store_true", help=messages.QUIET.to(lang))
            act.add_argument("--draws", type=whole(lang, 1, MOST_DRAWS), metavar="N", help=messages.DRAWS.to(lang))
        if name == "report":
            act.add_argument("--seeds", type=whole(lang, 1, MOST), metavar="N", help=messages.SEEDS.to(lang))
            act.add_argument("--jobs", type=whole(lang, 1, MOST), metavar="N", help=messages.GRADINGS.to(lang))
            act.add_argument("--out", metavar="FILE", help=messages.REPORT_OUT.to(lang))
        _add_lang(act, lang)


def _add_lang(command: Parser, lang: Lang, about: Text = messages.LANG) -> None:
    command.add_argument("--lang", metavar="|".join(LANGUAGES), help=about.to(lang))


def _language(arguments: Sequence[str], environment: Lang) -> Lang:
    """Find the language before anything is parsed, so that errors are in it too. Raises `Problem`."""
    chosen = _chosen_language(arguments)
    if chosen is None:
        return _language_of_the_desk(arguments) or environment
    lang = lang_named(chosen)
    if lang is None:
        raise Problem(messages.UNKNOWN_LANG(lang=ascii(chosen)[:40], languages=", ".join(LANGUAGES)))
    return lang


def _language_of_the_desk(arguments: Sequence[str]) -> Lang | None:
    """Give the language that the workspace remembers, for a learner's commands."""
    command = next((argument for argument in arguments if not argument.startswith("-")), None)
    if command is not None and command not in AT_THE_DESK:
        return None
    return workspace_lang(Path(_last("--dir", arguments) or "."))


def _chosen_language(arguments: Sequence[str]) -> str | None:
    """Give the last language that the command line names, as it is written there."""
    return _last("--lang", arguments)


def _last(option: str, arguments: Sequence[str]) -> str | None:
    """Give the last value that the command line has for an option."""
    chosen: str | None = None
    for argument, following in zip(arguments, [*arguments[1:], None], strict=False):
        if argument == "--":
            break
        if argument.startswith(f"{option}="):
            chosen = argument.removeprefix(f"{option}=")
        elif argument == option and following is not None and not following.startswith("-"):
            chosen = following
    return chosen

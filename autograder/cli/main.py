"""The command line: which command, with which options, in which language.

Imports here are light on purpose: `--help` and `hint` must not wait for numpy, and the sandbox's own process is
started before the rest is imported.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from autograder import __version__
from autograder.cli import words
from autograder.cli.problem import Problem
from autograder.core.language import LANGUAGES, Lang, Text, lang_named, lang_of_environment

USAGE = 2  # exit status of wrong usage
INTERRUPTED = 130  # as shells have it for Ctrl-C


def run() -> None:
    """Run the command of this process and exit with its status."""
    sys.exit(main(sys.argv[1:]))


def main(arguments: Sequence[str]) -> int:
    """Run the command with these arguments; give its exit status."""
    _write_utf8()
    lang = _language(arguments)
    options = parser(lang).parse_args(arguments)
    options.lang = lang
    try:
        status: int = import_module(options.module).run(options)
        sys.stdout.flush()
    except Problem as problem:
        print(f"autograder: {problem.message.to(lang)}", file=sys.stderr)
        return problem.status
    except KeyboardInterrupt:
        print(words.INTERRUPTED.to(lang), file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output has gone (`autograder … | head`)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return status


def parser(lang: Lang) -> argparse.ArgumentParser:
    """Build the parser, its help in `lang`."""
    top = _Parser(prog="autograder", description=words.PROGRAM.to(lang), lang=lang)
    top.add_argument("--version", action="version", version=f"autograder {__version__}")
    commands = top.add_subparsers(metavar=words.COMMAND.to(lang), required=True, parser_class=_Parser)

    def command(name: str, module: str, about: Text) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=about.to(lang), description=about.to(lang), lang=lang)
        made.set_defaults(module=f"autograder.cli.{module}", command=name)
        _add_lang(made, lang)
        return made

    start = command("start", "start", words.START)
    start.add_argument("dir", nargs="?", default=".", metavar="DIR", help=words.START_DIR.to(lang))

    check = command("check", "check", words.CHECK)
    check.add_argument("ids", nargs="*", metavar="ID", help=words.CHECK_ID.to(lang))
    check.add_argument("--dir", default=".", metavar="DIR", help=words.WORKSPACE.to(lang))
    check.add_argument("--seed", type=_seed, metavar="S", help=words.SEED.to(lang))

    hint = command("hint", "hint", words.HINT)
    hint.add_argument("id", metavar="ID", help=words.HINT_ID.to(lang))
    hint.add_argument("count", nargs="?", type=_positive, default=1, metavar="N", help=words.HINT_COUNT.to(lang))

    quiz = command("quiz", "quiz", words.QUIZ)
    quiz.add_argument("--dir", default=".", metavar="DIR", help=words.WORKSPACE.to(lang))
    quiz.add_argument("--again", action="store_true", help=words.AGAIN.to(lang))

    grade = command("grade", "grade", words.GRADE)
    grade.add_argument("paths", nargs="+", metavar="PATH", help=words.PATH.to(lang))
    grade.add_argument("--out", metavar="DIR", help=words.OUT.to(lang))
    grade.add_argument("--html", action="store_true", help=words.HTML.to(lang))
    grade.add_argument("--json", metavar="FILE", help=words.JSON.to(lang))
    grade.add_argument("--junit", metavar="FILE", help=words.JUNIT.to(lang))
    grade.add_argument("--jobs", type=_positive, metavar="N", help=words.JOBS.to(lang))
    grade.add_argument("--official", action="store_true", help=words.OFFICIAL.to(lang))
    grade.add_argument("--seed", type=_seed, metavar="S", help=words.SEED.to(lang))
    grade.add_argument("--key", metavar="FILE", help=words.KEY.to(lang))
    grade.add_argument("--fail-under", type=_percent, metavar="PERCENT", help=words.FAIL_UNDER.to(lang))

    _add_author(command("author", "author", words.AUTHOR), lang)
    return top


def _add_author(author: argparse.ArgumentParser, lang: Lang) -> None:
    acts = author.add_subparsers(metavar=words.COMMAND.to(lang), required=True, dest="act", parser_class=_Parser)
    for name, about in (("build", words.AUTHOR_BUILD), ("check", words.AUTHOR_CHECK)):
        act = acts.add_parser(name, help=about.to(lang), description=about.to(lang), lang=lang)
        act.add_argument("--root", default=".", metavar="DIR", help=words.ROOT.to(lang))
        _add_lang(act, lang)


def _add_lang(command: argparse.ArgumentParser, lang: Lang) -> None:
    command.add_argument("--lang", metavar="|".join(LANGUAGES), help=words.LANG.to(lang))


class _Parser(argparse.ArgumentParser):
    """A parser that says one line on wrong usage, and where to read more."""

    def __init__(self, *, prog: str, description: str, lang: Lang, **settings: object) -> None:
        del settings  # `add_parser` passes its own help along
        super().__init__(prog=prog, description=description, allow_abbrev=False)
        self.lang = lang

    def error(self, message: str) -> None:  # type: ignore[override]  # it does not return
        more = words.USAGE(command=self.prog).to(self.lang)
        self.exit(USAGE, f"autograder: {' '.join(message.split())}. {more}\n")


def _language(arguments: Sequence[str]) -> Lang:
    """Find the language before anything is parsed, so that errors are in it too."""
    chosen: str | None = None
    for position, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument.startswith("--lang="):
            chosen = argument.removeprefix("--lang=")
        elif argument == "--lang":
            chosen = arguments[position + 1] if position + 1 < len(arguments) else None
    environment = lang_of_environment(os.environ)
    if chosen is None:
        return environment
    lang = lang_named(chosen)
    if lang is None:
        message = words.UNKNOWN_LANG(lang=ascii(chosen)[:40], languages=", ".join(LANGUAGES))
        print(f"autograder: {message.to(environment)}", file=sys.stderr)
        sys.exit(USAGE)
    return lang


def _write_utf8() -> None:
    """Write UTF-8 whatever the locale is: σ and ç are in nearly every line."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _positive(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text[:10]) <= 1000:  # noqa: PLR2004 -- said in the message
        raise argparse.ArgumentTypeError(f"{ascii(text)[:40]} is not a whole number from 1 to 1000")
    return int(text)


def _seed(text: str) -> int:
    # JSON readers keep integers exactly up to 2⁵³.
    if not text.isascii() or not text.isdigit() or int(text[:20]) > 2**53:
        raise argparse.ArgumentTypeError(f"{ascii(text)[:40]} is not a whole number from 0 to 2^53")
    return int(text)


def _percent(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 100:  # noqa: PLR2004 -- per cent
        raise argparse.ArgumentTypeError(f"{ascii(text)[:40]} is not a number from 0 to 100")
    return value

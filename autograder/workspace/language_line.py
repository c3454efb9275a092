"""A learner's workspace: a folder with an answers.toml, which also remembers the language that is spoken there."""

from __future__ import annotations

import re
from pathlib import Path

from autograder.i18n.language import Lang, lang_named

ANSWERS = "answers.toml"
MOST_BYTES = 100_000  # of a file that is looked at; the line stands near its top
LINE = re.compile(r"\s*lang\s*=.{1,80}")
AS_WRITTEN = re.compile(r"""lang = "([A-Za-z-]*)\"""")  # by `autograder start`


def workspace_lang(folder: Path) -> Lang | None:
    """Give the language that a workspace remembers; None if it remembers none, or is no workspace. Never raises."""
    path = folder / ANSWERS
    try:
        if not path.is_file():  # a pipe would never end
            return None
        with path.open("rb") as file:
            return lang_in(file.read(MOST_BYTES).decode("utf-8", "replace"))
    except (OSError, ValueError):  # ValueError: a null character in the name
        return None


def lang_in(answers: str) -> Lang | None:
    """Find the line `lang = "pt-BR"` above the first table of an answers.toml.

    The rest is not read, so a quote that is missing further down is told in the right language too.
    """
    for line in answers.removeprefix("\ufeff").splitlines():
        if line.lstrip().startswith("["):
            return None
        if LINE.fullmatch(line):
            return _named(line)
    return None


def _named(line: str) -> Lang | None:
    if (written := AS_WRITTEN.fullmatch(line)) is not None:
        return lang_named(written[1])
    import tomllib  # a line that somebody else has written

    try:
        value = tomllib.loads(line.strip())["lang"]
    except ValueError:
        return None
    return lang_named(value) if isinstance(value, str) else None

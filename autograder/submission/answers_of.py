"""Of the files that may hold the answers to the quiz, the one that counts, as text. Pure.

A file is found by its exact name, then by a name to which something was added, then by what is in it; one in which
something is answered counts before one in which nothing is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from autograder.i18n.language import Message, Text
from autograder.i18n.sanitize import one_line
from autograder.submission.added_names import kind_of, named_in
from autograder.submission.choose import last, some
from autograder.submission.names import ANSWERS
from autograder.submission.sources import any_text

# A line `[answers]`, and one that answers something: anything but "", '' and [] stands behind its equals sign.
TABLE = re.compile(r"^\s*\[\s*[\"']?answers[\"']?\s*\]", re.MULTILINE)
ANSWERED = re.compile(
    r"^[ \t]*[\w\"'-]+[ \t]*=[ \t]*(?!\"\"[ \t]*(?:#|\r?$)|''[ \t]*(?:#|\r?$)|\[[ \t]*\])\S", re.MULTILINE
)

MEANT = re.compile(r"answer|resposta|quiz", re.IGNORECASE)  # in the name of a file that may have been meant for them

TAKEN = Text(
    en="`{taken}` holds the quiz answers; these are passed over: {others}.",
    pt="As respostas do quiz são as de `{taken}`; não contam: {others}.",
)
OTHER_NAME = Text(
    en="`{file}` is taken for the quiz answers. Rename it to `answers.toml`.",
    pt="`{file}` vale como as respostas do quiz. Renomeie para `answers.toml`.",
)
NO_ANSWERS = Text(
    en="`{file}` is not read: it has no line `[answers]`, so it is not the file of the quiz answers.",
    pt="`{file}` não foi lido: não tem uma linha `[answers]`, ou seja, não é o arquivo de respostas do quiz.",
)
ODD = Text(
    en="`{file}` is not UTF-8 text; it is read as {encoding}, which it looks like. Save the file as UTF-8.",
    pt="`{file}` não é texto em UTF-8; foi lido como {encoding}, que é o que parece ser. Salve o arquivo em UTF-8.",
)


def answers_in(files: Sequence[tuple[str, bytes]]) -> tuple[str | None, tuple[Message, ...]]:
    """Give the text of the file that holds the answers, and what there is to say; what it says is for the quiz to judge."""
    ranked = sorted((place, name, data) for name, data in files if (place := _place(name, data)) is not None)
    notes = [
        NO_ANSWERS(file=one_line(name))
        for name, data in files
        if kind_of(last(name)) == "toml" and _place(name, data) is None and MEANT.search(last(name))
    ]
    if not ranked:
        return None, tuple(notes)
    _, name, data = next((one for one in ranked if is_answered(one[2])), ranked[0])
    others = [other for _, other, _ in ranked if other != name]
    if others:
        notes.insert(0, TAKEN(taken=one_line(name), others=some(others)))
    if last(name) != ANSWERS:
        notes.insert(0, OTHER_NAME(file=one_line(name)))
    text, encoding = any_text(data)
    return text, (*notes, ODD(file=one_line(name), encoding=encoding)) if encoding else tuple(notes)


def is_answered(data: bytes) -> bool:
    """Whether anything stands behind the equals sign of a question, as far as its lines tell."""
    text, _ = any_text(data)
    table = TABLE.search(text)
    return ANSWERED.search(text, table.end() if table else 0) is not None


def _place(name: str, data: bytes) -> tuple[int, int, bool, tuple[int, ...], str] | None:
    """Rank a file by its name, the newest copy first, or by what is in it; None if it holds no answers."""
    depth, file = name.count("/"), last(name)
    if file == ANSWERS:
        return 0, depth, True, (), name
    named = named_in(file, ("answers",), "toml")
    if named is not None and named.kind == "toml" and (kind_of(file) == "toml" or _has_table(data)):
        final, numbers = named.version
        return (2 if named.added else 1), depth, not final, tuple(-number for number in numbers) or (1,), name
    if kind_of(file) == "toml" and _has_table(data):
        return 3, depth, True, (), name
    return None


def _has_table(data: bytes) -> bool:
    return TABLE.search(any_text(data)[0]) is not None

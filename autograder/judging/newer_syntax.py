"""Syntax that a newer Python than the grader's has, told by the line at which reading stopped.

A learner's own Python may well run what the grader's cannot read: "invalid syntax" alone would be no help.
"""

from __future__ import annotations

import re
import sys

from autograder.i18n.language import Message, Text

Version = tuple[int, int]

HERE: Version = sys.version_info[:2]

NEWER = Text(
    en="This is Python {needed} syntax ({what}); the grader runs {here}, which cannot read it. {instead}",
    pt="Isto é sintaxe do Python {needed} ({what}); o corretor usa o {here}, que não a lê. {instead}",
)
TYPE_PARAMETERS = Text(
    en="type parameters in square brackets behind a name",
    pt="parâmetros de tipo entre colchetes depois de um nome",
)
NO_BRACKETS = Text(
    en="Take the brackets behind the name out; the code runs the same without them.",
    pt="Retire os colchetes depois do nome; o código roda igual sem eles.",
)
TYPE_STATEMENT = Text(en="a `type` statement", pt="um comando `type`")
NO_TYPE_STATEMENT = Text(
    en="Write `Name = …` without the word `type` in front.",
    pt="Escreva `Nome = …`, sem a palavra `type` na frente.",
)
F_STRING = Text(
    en="an f-string with the same quotes, a backslash, a comment or a line break inside its braces",
    pt="uma f-string com as mesmas aspas, barra invertida, comentário ou quebra de linha dentro das chaves",
)
OTHER_QUOTES = Text(
    en="Use other quotes inside the braces than around the string, or give the value a name on a line before.",
    pt="Use dentro das chaves aspas diferentes das que cercam a string, ou dê um nome ao valor numa linha anterior.",
)
BARE_EXCEPT = Text(en="`except` with several types and no parentheses", pt="`except` com vários tipos sem parênteses")
PARENTHESES = Text(
    en="Write `except (A, B):`; to give the exception a name, `except A as error:`.",
    pt="Escreva `except (A, B):`; para dar um nome à exceção, `except A as erro:`.",
)
TEMPLATE = Text(en='a template string, t"…"', pt='uma template string, t"…"')
NO_TEMPLATE = Text(en='Write an f-string: f"…".', pt='Escreva uma f-string: f"…".')
LAZY = Text(en="a lazy import", pt="um import preguiçoso (lazy)")
NO_LAZY = Text(en="Take the word `lazy` out.", pt="Retire a palavra `lazy`.")
UNPACKED = Text(
    en="unpacking by * or ** in a comprehension", pt="desempacotamento com * ou ** numa compreensão de lista"
)
TWO_LOOPS = Text(
    en="Write a second `for` in the comprehension instead: `[x for part in parts for x in part]`.",
    pt="Em vez disso, escreva um segundo `for` na compreensão: `[x for parte in partes for x in parte]`.",
)

GENERIC = re.compile(r"(?:async\s+)?(?:def|class)\s+\w+\s*\[(?P<inside>[^\]]*)")
ALIAS = re.compile(r"type\s+\w+\s*(?:\[(?P<inside>.*)\]\s*)?=(?!=)")
SEVERAL = re.compile(r"except\*?\s+[\w.]+\s*,[^:()]*:(?!=)")
T_STRING = re.compile(r"(?<![\w\"'])(?:t|rt|tr)[\"']", re.IGNORECASE)
LAZILY = re.compile(r"lazy\s+(?:import|from)\s")
BEFORE_LINE = re.compile(r"(?:cell \d+, )?line \d+: ")
F_PREFIX = re.compile(r"(?<![\w\"'])(?:f|rf|fr)(?P<quote>\"\"\"|'''|\"|')", re.IGNORECASE)
GOES_ON = frozenset("{([,+-*/")  # a line that ends so is meant to have a next one
QUOTES = re.compile(r"\"\"\"|'''|\"|'")


def newer_syntax(message: str, where: str, here: Version = HERE) -> Message | None:
    """Name the newer syntax that a SyntaxError with this message is about, if it is; `where` ends with the line."""
    line = BEFORE_LINE.sub("", where, count=1).strip()
    found = _found(message, line)
    if found is None or found[0] <= here:
        return None
    needed, what, instead = found
    return NEWER(needed=_spelt(needed), what=what, here=_spelt(here), instead=instead)


def _spelt(version: Version) -> str:
    return ".".join(map(str, version))


def _found(message: str, line: str) -> tuple[Version, Text, Text] | None:
    generic = GENERIC.match(line)
    if generic is not None:
        return ((3, 13) if "=" in generic["inside"] else (3, 12)), TYPE_PARAMETERS, NO_BRACKETS
    alias = ALIAS.match(line)
    if alias is not None:
        return ((3, 13) if "=" in (alias["inside"] or "") else (3, 12)), TYPE_STATEMENT, NO_TYPE_STATEMENT
    if LAZILY.match(line):
        return (3, 15), LAZY, NO_LAZY
    if message.startswith("multiple exception types must be parenthesized") and SEVERAL.match(line):
        return (3, 14), BARE_EXCEPT, PARENTHESES
    if "unpacking cannot be used in" in message and "comprehension" in message:
        return (3, 15), UNPACKED, TWO_LOOPS
    if any(_nests_freely(line, begin) for begin in F_PREFIX.finditer(line)):
        return (3, 12), F_STRING, OTHER_QUOTES
    return ((3, 14), TEMPLATE, NO_TEMPLATE) if T_STRING.search(line) and message == "invalid syntax" else None


def _nests_freely(line: str, begin: re.Match[str]) -> bool:
    """Whether an f-string has in its braces what only newer Pythons take, and is whole by their rules."""
    quote, at, odd = begin["quote"], begin.end(), False
    while at < len(line):
        if line.startswith(quote, at):
            return odd
        if line[at] == "\\" or line.startswith(("{{", "}}"), at):
            at += 2
        elif line[at] == "{":
            end, free = _field(line, at + 1, quote)
            odd = odd or free
            if end is None:
                return free
            at = end
        else:
            at += 1
    return False


def _field(line: str, at: int, quote: str) -> tuple[int | None, bool]:
    """Walk through one pair of braces: where it ends (None: not on this line), whether it has what is newer."""
    depth, odd = 1, False
    while at < len(line):
        string = QUOTES.match(line, at)
        if string is not None:
            end = line.find(string[0], string.end())
            if end < 0:
                return None, False
            odd = odd or string[0] == quote or "\\" in line[string.end() : end]
            at = end + len(string[0])
            continue
        odd = odd or line[at] in "\\#"
        depth += (line[at] in "{[(") - (line[at] in "}])")
        at += 1
        if not depth:
            return at, odd
    return None, len(quote) == 1 and line[-1] in GOES_ON

r"""IPython's own syntax in notebook cells: `%magic`, `%%magic`, `!command` and `help?` are no Python. Pure.

A cell that parses as Python is left as it is. In any other, a line is a magic only where a statement may begin:
lines inside strings and brackets, and those that continue the line before by a backslash, never are.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from keyword import iskeyword

from autograder.submission.sources import parsed

# Cell magics whose body is Python that runs here; of others the whole cell is no Python, or runs elsewhere.
PYTHON_CELLS = frozenset({"capture", "memit", "prun", "time", "timeit"})

TIME = "%time"  # is all that is left out of a line whose statement is run

# Possessive quantifiers (`*+`) keep all of these linear, whatever they are given.
MAGIC = re.compile(
    r"""
    (?P<indent>[ \t]*+)
    (?P<magic>
      (?: %time[ \t]++(?P<timed>[^\n]++) (?=\n|\Z)
        | %{1,2}[A-Za-z_] | !(?!=) | \?{1,2}[\w%.*]
        | (?P<target>[\w.,\x20]++)=[ \t]*+(?:%[A-Za-z_]|!(?!=))
        | (?:pip3?|conda|mamba|uv[ ]pip)[ ]++(?:install|uninstall|list|show|freeze)\b | matplotlib[ ]++\w )
        (?: [^\\\n]++ | \\. )*+ \\?+
    | %{0,2}[\w.*\[\]]++\?{1,2}[ \t]*+;?[ \t]*+(?=\n|\Z)
    )
    """,
    re.VERBOSE | re.DOTALL,
)
TOKEN = re.compile(
    r"""
      \"\"\" (?: [^"\\]++ | \\. | "(?!"") )*+ (?:\"\"\")?+
    | ''' (?: [^'\\]++ | \\. | '(?!'') )*+ (?:''')?+
    | " (?: [^"\\\n]++ | \\. )*+ "?+
    | ' (?: [^'\\\n]++ | \\. )*+ '?+
    | \#[^\n]*+
    | (?P<open>[(\[{])
    | (?P<close>[)\]}])
    | \\\n
    | (?P<newline>\n)
    | [^"'#()\[\]{}\\\n]++
    | .
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Stripped:
    """A cell without magics: its Python (None if it is none at all), and what was taken out, as (line, text)."""

    source: str | None
    dropped: tuple[tuple[int, str], ...] = ()


def without_magics(source: str) -> Stripped:
    """Replace magics by `pass`, so that every other line keeps its number.

    A name that a magic gives something to becomes a name that takes anything; what `%time` does with names is done.
    """
    if parsed(source) is not None:
        return Stripped(source)
    lines = source.split("\n")
    dropped: list[tuple[int, str]] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        if not line.startswith("%%"):
            break
        dropped.append((number, line))
        name = re.match(r"\w*", line[2:])
        if name is None or name[0] not in PYTHON_CELLS:
            return Stripped(None, tuple(dropped))
        lines[number - 1] = "pass"
    rest = "\n".join(lines)
    if dropped and parsed(rest) is not None:
        return Stripped(rest, tuple(dropped))
    return _without_line_magics(rest, dropped)


def _in_place_of(magic: re.Match[str]) -> str:
    if magic["timed"] is not None:
        return magic["timed"] if binds(magic["timed"]) else "pass"
    target = (magic["target"] or "").strip()
    return f"from IPython import {target}" if target.isidentifier() and not iskeyword(target) else "pass"


def binds(source: str) -> bool:
    """Whether a source is Python that gives something to a name: what is timed is work then, or is used below."""
    module = parsed(source)
    bound = (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.FunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)
    return module is not None and any(isinstance(statement, bound) for statement in module.body)


def _without_line_magics(source: str, dropped: list[tuple[int, str]]) -> Stripped:
    pieces: list[str] = []
    position, depth, line, begins = 0, 0, 1, True
    while position < len(source):
        magic = MAGIC.match(source, position) if begins else None
        if magic is not None:
            newlines = magic[0].count("\n")
            dropped.append((line, TIME if magic["timed"] and binds(magic["timed"]) else magic["magic"]))
            pieces.append(magic["indent"] + _in_place_of(magic) + "\n" * newlines)
            position, line, begins = magic.end(), line + newlines, False
            continue
        token = TOKEN.match(source, position)
        assert token is not None  # noqa: S101 -- its last branch takes any character
        if token["open"]:
            depth += 1
        elif token["close"]:
            depth = max(0, depth - 1)
        begins = token["newline"] is not None and depth == 0
        pieces.append(token[0])
        position, line = token.end(), line + token[0].count("\n")
    return Stripped("".join(pieces), tuple(dropped))

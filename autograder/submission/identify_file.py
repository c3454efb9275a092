"""For which exercise a file is: by its name, whatever people and platforms wrote around it, or by what it defines. Pure.

`Ana Silva_4711_assignsubmission_file_05_sigmoid_backward - Cópia (2).py.txt` is a script for `sigmoid_backward`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Literal, TypeAlias

from autograder.frozen import frozen
from autograder.sandbox.protocol.calls import Cell
from autograder.submission.sources import defined_names, parsed, written_names
from autograder.submission.submission_model import Wanted

Kind: TypeAlias = Literal["py", "ipynb", "toml"]

Version: TypeAlias = tuple[
    bool, tuple[int, ...]
]  # whether it calls itself final, and its numbers: the greatest is newest

LONGEST = 255  # characters of a name that is looked at; file systems have no longer ones
# Letters that Unicode does not take for a plain one with a mark.
LETTERS = str.maketrans(
    {"ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O"}
    | {"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i"}
)
CODED = re.compile(r"%([2-7][0-9A-Fa-f])")  # as in addresses: %20 is a blank
# A name's endings, each perhaps with the number of a download behind it: `.py`, `.py.txt`, `.ipynb (1).json`, `.py.1`.
ENDINGS = re.compile(
    r"(?P<stem>.*?)(?P<endings>(?:\.(?:py|ipynb|toml|txt|json|download)(?:\s*\(\d{1,3}\)|[-_ .]\d{1,2})?)+)[. ]*",
    re.DOTALL | re.IGNORECASE,
)
ENDING = re.compile(r"\.(py|ipynb|toml|txt|json|download)", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]+|\d+")
DIGITS = 8  # of a number in a name: a date, at most
COPY_WORDS = frozenset({"copy", "copia", "copie", "kopie", "kopia"})
FINAL_WORDS = frozenset(
    {"final", "finalissima", "finalissimo", "finalized", "definitiva", "definitivo", "last", "latest", "ultima", "ultimo"}
)  # fmt: skip
# Words that stand behind the name of one more version of the same file.
VERSION_WORDS = COPY_WORDS | FINAL_WORDS | frozenset(
    {"a", "another", "o", "outra", "outro", "more", "st", "nd", "rd", "th", "v", "ver", "versao", "version", "rev"}
    | {"revised", "revisada", "revisado", "new", "nova", "novo", "fixed", "fix", "corrigida", "corrigido", "corrected"}
    | {"correcao", "updated", "update", "atualizada", "atualizado", "done", "pronta", "pronto", "ok", "feito", "feita"}
    | {"submit", "submission", "submitted", "entrega", "entregue", "enviar", "resubmission", "reenvio", "late"}
    | {"solved", "resolvida", "resolvido", "solution", "solucao", "complete", "completo", "completa"}
    | {"download", "downloaded", "checkpoint"}
)  # fmt: skip
COPY_OF = re.compile(r"(?:(?:the |a )?(?:copy of|copia de|copie de|kopie von|kopia av)|(?:copy|copia))[ _-]+$")
NUMBER = re.compile(r"(?:^|(?<=[^\d]))\d{1,2}[-_. ]{0,3}$")

CANVAS = re.compile(r"(?P<owner>[^/_]+)_(?:late_)?(?P<who>\d{3,12})_(?:late_)?\d{3,12}_", re.IGNORECASE)
NUMBER_FIRST = re.compile(r"(?P<who>\d{6,12})[ _-]+(?P<owner>[^\W\d_]+(?: [^\W\d_]+)+)[ _-]+")  # SIGAA, and habit
# What a learning platform writes before the name of every file when the files of many people lie in one folder.
FILED = (
    re.compile(  # Moodle
        r"(?P<owner>[^/]+?)_(?P<who>\d{1,12})_assignsubmission_(?:file|onlinetext)(?:_|$)", re.IGNORECASE
    ),
    CANVAS,
    re.compile(  # Blackboard
        r"(?:[^/]+_)?(?P<owner>[^/_]+)(?P<who>)_(?:attempt|tentativa|intento)_\d{4}(?:-\d\d){3,5}_?", re.IGNORECASE
    ),
    re.compile(r"(?P<who>\d+-\d+) [-–] (?P<owner>[^/]+?) [-–] (?:[^/]* [-–] )?"),  # Brightspace
    re.compile(r"(?P<owner>submission_(?P<who>\d{5,12}))$"),  # Gradescope's folders
    re.compile(r"(?P<owner>[^/(),]+, [^/(),]+)\((?P<who>[^/()]+)\)$"),  # Sakai's folders
    NUMBER_FIRST,
)
TITLED = re.compile(r"(?P<owner>[^/]+?)(?P<who>) [-–—] (?:[^/]* [-–—] )?")  # Google Classroom: `Name - title`


@frozen
class Owner:
    """Whose file a learning platform says that it is."""

    key: tuple[str, str]
    name: str
    sure: bool  # a platform's own words stand there
    numbered: bool  # numbers stand there, as of a platform; they may be a date, too
    rest: str  # the name of the file without it


@frozen
class Named:
    """A name of the course's, found inside a file's name."""

    id: str
    kind: Kind
    numbered: bool
    added: bool  # whether anything was added to the name; else it differs in its letters or its separators
    version: Version


def plain_letters(text: str) -> str:
    """Write a text in letters without marks, as far as it has such letters, in lower case."""
    parts = unicodedata.normalize("NFKD", text.translate(LETTERS))
    return "".join(character for character in parts if not unicodedata.combining(character)).lower()


def kind_of(name: str) -> Kind | None:
    """Say what kind of file a name promises; of several endings the first that is one of ours: `.py.txt` is a script."""
    found = ENDINGS.fullmatch(name[-LONGEST:])
    endings = ENDING.findall(found["endings"].lower()) if found else []
    return next((ending for ending in endings if ending in {"py", "ipynb", "toml"}), None)


def owner_of(name: str) -> Owner | None:
    """Say whose file this is, if its name begins as a learning platform begins the names of many people's files."""
    short = name[:LONGEST]
    for form in (*FILED, TITLED):
        found = form.match(short)
        if found:
            who = found["owner"].strip(), found["who"]
            numbered = form in {CANVAS, NUMBER_FIRST}
            return Owner(who, who[0], form is not TITLED and not numbered, numbered, name[found.end() :])
    return None


def named_in(name: str, ids: Collection[str], bare: Kind | None = None) -> Named | None:
    """Find one of the course's names inside a file's name, if all that stands around it is what tools add.

    `bare` is the kind of a file without a telling ending, such as `answers.txt`; None: such names are none.
    """
    if len(name) > LONGEST or "/" in name:
        return None
    found = ENDINGS.fullmatch(unicodedata.normalize("NFC", CODED.sub(lambda code: chr(int(code[1], 16)), name)))
    kind = kind_of(name)
    if found is None or (kind is None and bare is None):
        return None
    stem, endings = found["stem"], found["endings"]
    if kind is None:
        kind = "ipynb" if bare == "py" and endings.lower().startswith(".json") else bare
    matches = list(_ids(frozenset(ids)).finditer(stem))
    if not matches or kind is None:
        return None
    match = matches[-1]  # what stands before the last one may be anybody's name
    id_ = next(one for one in ids if _squeezed(one) == _squeezed(match[0]))
    version = _version(stem[match.end() :] + " ".join(re.findall(r"\d+", endings)))
    numbered = _numbered(stem[: match.start()])
    if version is None or numbered is None:
        return None
    bare_number, before = numbered
    added = bool(before or stem[match.end() :] or endings.lower() != f".{kind}")
    return Named(id_, kind, bare_number, added, version)


@lru_cache(maxsize=16)
def _ids(ids: frozenset[str]) -> re.Pattern[str]:
    """Make a pattern for any of the names, whatever separates their words."""
    longest_first = sorted(ids, key=lambda one: (-len(one), one))
    names = "|".join(r"[\s_+.-]{0,3}".join(map(re.escape, one.split("_"))) for one in longest_first)
    return re.compile(rf"(?<![^\W\d_])(?:{names or '(?!)'})(?![^\W\d_])", re.IGNORECASE)


def _squeezed(text: str) -> str:
    return re.sub(r"[\s_+.-]", "", text).lower()


def _version(tail: str) -> Version | None:
    """Read what stands behind a name as that of a version of it, or give None if it is something else."""
    words = WORD.findall(plain_letters(tail))
    numbers = [word for word in words if word.isdigit()]
    letters = [word for word in words if not word.isdigit()]
    if any(len(number) > DIGITS for number in numbers) or not VERSION_WORDS.issuperset(letters):
        return None
    return not FINAL_WORDS.isdisjoint(letters), tuple(map(int, numbers))


def _numbered(head: str) -> tuple[bool, str] | None:
    """Read what stands before a name: whether it is the exercise's number, and what else is added; None: other words."""
    number = NUMBER.search(head)
    for cut in (number, None) if number else (None,):
        before = head[: cut.start()] if cut else head
        rest = plain_letters(before)
        while copy := COPY_OF.search(rest):
            rest = rest[: copy.start()]
        if not rest.strip(" _-") or _is_owner(rest):
            return cut is not None, before
    return None


def _is_owner(head: str) -> bool:
    """Whether all of this is what a learning platform writes before a name."""
    return any(form.fullmatch(head) for form in (*FILED, TITLED))


# What a cell that Python does not take seems to define.
DEFINES = re.compile(r"^(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)", re.MULTILINE)


def defined_in(cells: Sequence[Cell]) -> frozenset[str]:
    """Give the names that the cells define at their top, those of cells with a mistake in their syntax too."""
    broken = [cell.source for cell in cells if parsed(cell.source) is None]
    return defined_names(cells).union(*(DEFINES.findall(source) for source in broken))


def exercises_of(defined: Collection[str], wanted: Mapping[str, Wanted]) -> list[str]:
    """Give the exercises that a file is for that defines these names: those with a function that no other asks for.

    Where it has no such function, the one exercise that it is whole for, or the only one that it has anything of.
    """
    names = frozenset(defined)
    whole = [exercise for exercise in wanted if is_whole(names, wanted[exercise])]
    partly = [exercise for exercise, one in wanted.items() if not names.isdisjoint(one.functions)]
    own = [exercise for exercise in partly if not _shared(names.intersection(wanted[exercise].functions), wanted)]
    return own or next((group for group in (whole, partly) if len(group) == 1), [])


def is_whole(defined: Collection[str], wanted: Wanted) -> bool:
    """Whether all functions of an exercise are defined."""
    return bool(wanted.functions) and frozenset(defined).issuperset(wanted.functions)


def is_whole_and_own(defined: Collection[str], exercise: str, wanted: Mapping[str, Wanted]) -> bool:
    """Whether all functions of an exercise are defined, one of which no other exercise asks for."""
    one = wanted[exercise]
    return is_whole(defined, one) and not _shared(one.functions, wanted)


def _shared(functions: Collection[str], wanted: Mapping[str, Wanted]) -> bool:
    """Whether each of these functions is asked for by several exercises, so that none tells which one it is for."""
    return all(sum(function in one.functions for one in wanted.values()) > 1 for function in functions)


def is_worked_on(cells: Sequence[Cell], functions: Collection[str], stubs: frozenset[str]) -> bool:
    """Whether one of these functions is written, beyond the statements of the `stubs`."""
    broken = [cell.source for cell in cells if parsed(cell.source) is None]
    return not written_names(cells, stubs).union(*map(DEFINES.findall, broken)).isdisjoint(functions)

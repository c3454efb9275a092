"""Submissions alike: winnowed fingerprints of what was written, for a person to look at, never a verdict. Pure.

The method is that of S. Schleimer, D. S. Wilkerson and A. Aiken, Winnowing: Local Algorithms for Document Fingerprinting,
SIGMOD 2003: hashes of runs of K tokens, and of every WINDOW of them the least one. Whatever two texts share over
K + WINDOW − 1 tokens or more has a fingerprint in both, wherever it stands. Names, layout, comments and docstrings do not
count, so that renaming and moving things about hides nothing; what the stub and the reference solution hold, and what many
have, says nothing about two.
"""

from __future__ import annotations

import builtins
import keyword
import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

K = 10  # tokens in a run
WINDOW = 6  # runs
LEAST_SHARED = 3  # fingerprints of which two students' work is worth a look
LEAST_SHARE = 0.25  # of the fingerprints of the one that has fewer
COMMON, COMMON_SHARE, COMMON_MOST = 4, 0.01, 15  # students who have a fingerprint, from which on it tells nothing
WRONG_WEIGHT = 6.0  # of an exercise with equal wrong results: that of a fingerprint which two of a few hundred have
MOST_TOKENS = 50_000  # of one source: what is larger was not typed for an exercise

TOKEN = re.compile(
    r"""(?:[^\S\n]|\\\n)*+(?:
      (?P<name>[^\W\d]\w*+)(?!["'])
    | (?P<line>\n|\#[^\n]*+\n?)
    | (?P<long>[rbufRBUF]{0,2}(?:\"{3}(?:\\.|[^\\])*?(?:\"{3}|\Z)|'{3}(?:\\.|[^\\])*?(?:'{3}|\Z)))
    | (?P<text>[rbufRBUF]{0,2}(?:"(?:\\.|[^"\\\n])*+"?|'(?:\\.|[^'\\\n])*+'?))
    | (?P<number>(?:\d|\.\d)(?:[eE][+-]|[\w.])*+)
    | (?P<letters>[^\W\d]\w*+)
    | (?P<sign>\*\*=?|//=?|->|:=|[-+*/%@&|^=<>!]=|.))""",
    re.VERBOSE | re.DOTALL,
)
KEPT = frozenset({*keyword.kwlist, *dir(builtins)})  # these mean the same in every text
MODULES = frozenset({"np", "numpy", "math", "sp", "sympy", "scipy", "random"})  # and so do the names in these
BASE = np.uint64(0x100000001B3)  # odd, so that products keep all of their bits
Hashes = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Prints:
    """The fingerprints of a text, each with the line where its run of tokens begins and the one where it ends."""

    lines: Mapping[int, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Passage:
    """What two students share in one exercise: lines (first, last) of the one and of the other."""

    exercise: str
    count: int
    lines: tuple[int, int]
    other_lines: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Alike:
    """Two students whose work is alike: places in the class, `share` of the fingerprints of the one that has fewer.

    `weight` is larger the more they share and the fewer others have it. `wrong` are exercises in which both returned
    the same wrong numbers that hardly anybody else has.
    """

    one: int
    other: int
    share: float
    weight: float
    passages: tuple[Passage, ...]
    wrong: tuple[str, ...] = ()


def tokens_of(source: str) -> tuple[list[int], list[int]]:
    """Give the tokens of Python text, whether or not it is valid, as numbers, and the line that each stands in.

    A name is as good as another, unless Python, numpy or math gives it its meaning; a text is as good as another.
    """
    tokens: list[int] = []
    lines: list[int] = []
    line, at, module = 1, 0, ""  # `module`: a name of MODULES, with or without a dot behind it, is what came last
    for match in TOKEN.finditer(source):
        kind = match.lastgroup or ""
        said = match[kind]
        if match.end() - at > len(said):  # what was skipped may hold line ends
            line += source.count("\n", at, match.start(kind))
        at = match.end()
        if kind in {"line", "long"}:
            line += said.count("\n")
            continue
        if kind in {"name", "letters"}:
            of_module = module.endswith(".")
            plain = said if said in KEPT or said in MODULES or of_module else "name"
            module = said if said in MODULES and not of_module else ""
        else:
            plain = "text" if kind == "text" else said
            module = f"{module}." if said == "." and module in MODULES else ""
        tokens.append(_number(plain))
        lines.append(line)
        if len(tokens) >= MOST_TOKENS:
            break
    return tokens, lines


@lru_cache(maxsize=10_000)
def _number(token: str) -> int:
    return crc32(token.encode(errors="replace"))


def _runs(tokens: Sequence[int]) -> Hashes:
    """Hash every run of K tokens, shape (len(tokens) − K + 1,); a shorter text has none."""
    values = np.asarray(tokens, dtype=np.uint64)
    count = len(values) - K + 1
    if count < 1:
        return np.empty(0, dtype=np.uint64)
    hashes = np.zeros(count, dtype=np.uint64)
    for at in range(K):  # wraps around at 2⁶⁴, as hashes may
        hashes = hashes * BASE + values[at : at + count]
    # The least of a window must not favour some tokens: mix the bits (the finalizer of splitmix64).
    hashes ^= hashes >> np.uint64(30)
    hashes *= np.uint64(0xBF58476D1CE4E5B9)
    hashes ^= hashes >> np.uint64(27)
    hashes *= np.uint64(0x94D049BB133111EB)
    return hashes ^ (hashes >> np.uint64(31))


def prints_of(source: str, without: Collection[int] = ()) -> Prints:
    """Winnow a text: of every WINDOW runs the least hash; a text with fewer runs has the least of all."""
    tokens, lines = tokens_of(source)
    hashes = _runs(tokens)
    if not len(hashes):
        return Prints({})
    wide = min(WINDOW, len(hashes))
    count = len(hashes) - wide + 1
    least = hashes[:count].copy()
    for at in range(1, wide):
        np.minimum(least, hashes[at : at + count], out=least)
    chosen = set(least.tolist()).difference(without)
    places = ((hash_, at) for at, hash_ in enumerate(hashes.tolist()) if hash_ in chosen)
    return Prints({hash_: (lines[at], lines[at + K - 1]) for hash_, at in places})


def runs_of(sources: Iterable[str]) -> frozenset[int]:
    """Give the hashes of all runs of some texts, chosen or not: what is to be left out of others."""
    return frozenset(hash_ for source in sources for hash_ in _runs(tokens_of(source)[0]).tolist())


def alike(
    prints: Sequence[Mapping[str, Prints]],
    wrong: Sequence[Collection[tuple[str, str]]] = (),
    *,
    most: int = 100,
) -> tuple[tuple[Alike, ...], int]:
    """Find pairs that are alike, what weighs most first: at most `most` of them, and how many there are.

    `prints` are each student's by exercise, `wrong` the unusual wrong numbers that each returned as (exercise, what). The
    work grows with the students, not with the pairs of them: what more than a few have is passed over.
    """
    class_size = len(prints)
    common = min(COMMON_MOST, max(COMMON, round(COMMON_SHARE * class_size)))
    sizes = [0] * class_size
    shared: dict[tuple[int, int], list[tuple[str, int]]] = {}
    weights: dict[tuple[int, int], float] = {}
    for (exercise, hash_), who in _index(prints).items():
        if len(who) > common:
            continue
        for student in who:
            sizes[student] += 1
        for pair in combinations(who, 2):
            shared.setdefault(pair, []).append((exercise, hash_))
            weights[pair] = weights.get(pair, 0.0) + math.log(1 + class_size / len(who))
    wrong_in = _wrong_in(wrong, class_size)
    found = []
    for pair in shared.keys() | wrong_in.keys():
        one, other = pair
        both = shared.get(pair, [])
        share = len(both) / min(sizes[one], sizes[other]) if both else 0.0
        enough = len(both) >= LEAST_SHARED and share >= LEAST_SHARE
        exercises = tuple(sorted(wrong_in.get(pair, ())))
        if enough or exercises:
            passages = _passages(prints[one], prints[other], both) if enough else ()
            weight = (weights[pair] if enough else 0.0) + WRONG_WEIGHT * len(exercises)
            found.append(Alike(one, other, share if enough else 0.0, weight, passages, exercises))
    found.sort(key=lambda each: (-each.weight, each.one, each.other))
    return tuple(found[:most]), len(found)


def _index(prints: Sequence[Mapping[str, Prints]]) -> dict[tuple[str, int], list[int]]:
    """Give for each fingerprint of an exercise the students who have it."""
    index: dict[tuple[str, int], list[int]] = {}
    for student, of_exercises in enumerate(prints):
        for exercise, of_one in of_exercises.items():
            for hash_ in of_one.lines:
                index.setdefault((exercise, hash_), []).append(student)
    return index


def _wrong_in(wrong: Sequence[Collection[tuple[str, str]]], class_size: int) -> dict[tuple[int, int], set[str]]:
    """Give the exercises in which two, and nobody else, returned the same wrong numbers."""
    who: dict[tuple[str, str], list[int]] = {}
    for student, of_one in enumerate(wrong):
        for said in of_one:
            who.setdefault(said, []).append(student)
    found: dict[tuple[int, int], set[str]] = {}
    if class_size > 2:  # noqa: PLR2004 -- of two, nobody can say what is unusual
        for (exercise, _), students in who.items():
            if len(students) == 2:  # noqa: PLR2004 -- a pair
                found.setdefault((students[0], students[1]), set()).add(exercise)
    return found


def _passages(
    one: Mapping[str, Prints], other: Mapping[str, Prints], shared: Sequence[tuple[str, int]]
) -> tuple[Passage, ...]:
    passages = []
    for exercise in dict.fromkeys(exercise for exercise, _ in shared):
        hashes = [hash_ for name, hash_ in shared if name == exercise]
        places = [one[exercise].lines[hash_] for hash_ in hashes]
        others = [other[exercise].lines[hash_] for hash_ in hashes]
        passages.append(Passage(exercise, len(hashes), _span(places), _span(others)))
    return tuple(sorted(passages, key=lambda each: (-each.count, each.exercise)))


def _span(places: Sequence[tuple[int, int]]) -> tuple[int, int]:
    return min(first for first, _ in places), max(last for _, last in places)

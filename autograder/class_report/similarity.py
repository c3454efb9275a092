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
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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

# What comes most often is tried first. Where none of the alternatives of a group that is repeated possessively (`*+`)
# matches, Pythons before 3.11.5 go on from where the last of them was given up: it begins with a lookahead, and so gives up at once.
TOKEN = re.compile(
    r"""[^\S\n]*+(?:
      (?P<name>[^\W\d]\w*+)(?!["'])
    | (?P<sign>[](),[{}]|\.(?!\d)|\*\*=?|//=?|->|:=|[-+*/%@&|^=<>!]=|[-+*/%@&|^=<>:;~])
    | (?P<line>\\?\n|\#[^\n]*+\n?)
    | (?P<long>[rbufRBUF]{0,2}(?:\"{3}(?:[^"\\]++|"(?!"")|(?=\\)\\.?+)*+(?:\"{3})?+|'{3}(?:[^'\\]++|'(?!'')|(?=\\)\\.?+)*+(?:'{3})?+))
    | (?P<text>[rbufRBUF]{0,2}(?:"(?:\\.?+|[^"\\\n])*+"?|'(?:\\.?+|[^'\\\n])*+'?))
    | (?P<number>(?:\d|\.\d)(?:[eE][+-]|[\w.])*+)
    | (?P<letters>[^\W\d]\w*+)
    | (?P<other>.))""",
    re.VERBOSE | re.DOTALL,
)
KEPT = frozenset({*keyword.kwlist, *dir(builtins)})  # these mean the same in every text
MODULES = frozenset({"np", "numpy", "math", "sp", "sympy", "scipy", "random"})  # and so do the names in these
MEANING = KEPT | MODULES
BASE = np.uint64(0x100000001B3)  # odd, so that products keep all of their bits
Hashes = NDArray[np.uint64]
NONE: Hashes = np.empty(0, dtype=np.uint64)


@dataclass(frozen=True, slots=True)
class Prints:
    """The fingerprints of a text: `hashes`, shape (n,), rising; `lines`, shape (n, 2), where each run begins and ends."""

    hashes: Hashes
    lines: NDArray[np.int32]


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
    line, module = 1, ""  # `module`: a name of MODULES, with or without a dot behind it, is what came last
    any_name, any_text = _number("name"), _number("text")
    for name, sign, end, long, text, number, letters, other in TOKEN.findall(source):
        if said := name or letters:
            of_module = module.endswith(".")
            tokens.append(_number(said) if of_module or said in MEANING else any_name)
            module = said if said in MODULES and not of_module else ""
        elif text:
            tokens.append(any_text)
            module = ""
        elif end or long:
            line += (end or long).count("\n")
            continue
        else:
            tokens.append(_number(sign or number or other))
            module = f"{module}." if sign == "." and module in MODULES else ""
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
        return NONE
    hashes = np.zeros(count, dtype=np.uint64)
    for at in range(K):  # wraps around at 2⁶⁴, as hashes may
        hashes = hashes * BASE + values[at : at + count]
    # The least of a window must not favour some tokens: mix the bits (the finalizer of splitmix64).
    hashes ^= hashes >> np.uint64(30)
    hashes *= np.uint64(0xBF58476D1CE4E5B9)
    hashes ^= hashes >> np.uint64(27)
    hashes *= np.uint64(0x94D049BB133111EB)
    return hashes ^ (hashes >> np.uint64(31))


def prints_of(source: str, without: Hashes = NONE) -> Prints:
    """Winnow a text: of every WINDOW runs the least hash; a text with fewer runs has the least of all."""
    tokens, lines = tokens_of(source)
    hashes = _runs(tokens)
    if not len(hashes):
        return Prints(NONE, np.empty((0, 2), dtype=np.int32))
    wide = min(WINDOW, len(hashes))
    count = len(hashes) - wide + 1
    least = hashes[:count].copy()
    for at in range(1, wide):
        np.minimum(least, hashes[at : at + count], out=least)
    chosen = np.setdiff1d(least, without)
    order = np.argsort(hashes, kind="stable")
    last = order[np.searchsorted(hashes[order], chosen, side="right") - 1]  # where the run stands last
    of_tokens = np.asarray(lines, dtype=np.int32)
    return Prints(chosen, np.stack([of_tokens[last], of_tokens[last + K - 1]], axis=1))


def runs_of(sources: Iterable[str]) -> Hashes:
    """Give the hashes of all runs of some texts, chosen or not, rising: what is to be left out of others."""
    return np.unique(np.concatenate([NONE, *(_runs(tokens_of(source)[0]) for source in sources)]))


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
    shared = _shared(prints)
    wrong_in = _wrong_in(wrong, len(prints))
    found = []
    for pair in shared.pairs.keys() | wrong_in.keys():
        share, weight = shared.pairs.get(pair, (0.0, 0.0))
        exercises = tuple(sorted(wrong_in.get(pair, ())))
        found.append(Alike(*pair, share, weight + WRONG_WEIGHT * len(exercises), (), exercises))
    found.sort(key=lambda each: (-each.weight, each.one, each.other))
    return tuple(
        replace(each, passages=_passages(prints[each.one], prints[each.other], shared.common)) if each.share else each
        for each in found[:most]
    ), len(found)


@dataclass(frozen=True, slots=True)
class _Shared:
    """Pairs that share enough, each with the share and the weight of it; and what too many have, by exercise."""

    pairs: Mapping[tuple[int, int], tuple[float, float]]
    common: Mapping[str, Hashes]


def _shared(prints: Sequence[Mapping[str, Prints]]) -> _Shared:
    """Find the pairs that share fingerprints which hardly anybody else has."""
    class_size = len(prints)
    most = min(COMMON_MOST, max(COMMON, round(COMMON_SHARE * class_size)))
    sizes = np.zeros(class_size, dtype=np.int64)
    common: dict[str, Hashes] = {}
    found: list[tuple[NDArray[np.int64], float]] = []
    for exercise, hashes, students in _by_exercise(prints):
        starts = np.flatnonzero(np.concatenate([[True], hashes[1:] != hashes[:-1]]))
        having = np.diff(np.concatenate([starts, [len(hashes)]]))
        common[exercise] = hashes[starts[having > most]]
        sizes += np.bincount(students[np.repeat(having <= most, having)], minlength=class_size)
        for count in range(2, most + 1):
            who = students[starts[having == count][:, np.newaxis] + np.arange(count)]
            weight = math.log(1 + class_size / count)
            found += [(codes, weight) for codes in _pairs(who, class_size)]
    if not found:
        return _Shared({}, common)
    weights = np.repeat([weight for _, weight in found], [len(codes) for codes, _ in found])
    pairs, place = np.unique(np.concatenate([codes for codes, _ in found]), return_inverse=True)
    both, weight_of = np.bincount(place), np.bincount(place, weights)
    one, other = np.divmod(pairs, class_size)
    share = both / np.minimum(sizes[one], sizes[other])
    enough = (both >= LEAST_SHARED) & (share >= LEAST_SHARE)
    chosen = (part[enough].tolist() for part in (one, other, share, weight_of))
    return _Shared({(one, other): (share, weight) for one, other, share, weight in zip(*chosen, strict=True)}, common)


def _by_exercise(prints: Sequence[Mapping[str, Prints]]) -> Iterator[tuple[str, Hashes, NDArray[np.int64]]]:
    """Give of each exercise all fingerprints, rising, and whose each is; equal ones stand in the order of the class."""
    of_all: dict[str, list[tuple[int, Hashes]]] = {}
    for student, of_exercises in enumerate(prints):
        for exercise, of_one in of_exercises.items():
            if len(of_one.hashes):
                of_all.setdefault(exercise, []).append((student, of_one.hashes))
    for exercise, of_students in of_all.items():
        hashes = np.concatenate([found for _, found in of_students])
        students = np.repeat([student for student, _ in of_students], [len(found) for _, found in of_students])
        order = np.argsort(hashes, kind="stable")
        yield exercise, hashes[order], students[order]


def _pairs(who: NDArray[np.int64], class_size: int) -> Iterator[NDArray[np.int64]]:
    """Give all pairs within each row of students, each pair as one number."""
    if len(who):
        for one, other in combinations(range(who.shape[1]), 2):
            yield who[:, one] * class_size + who[:, other]


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
    one: Mapping[str, Prints], other: Mapping[str, Prints], common: Mapping[str, Hashes]
) -> tuple[Passage, ...]:
    """Give where the texts of two are alike, what is longest first."""
    passages = []
    for exercise in sorted(one.keys() & other.keys()):
        left, right = one[exercise], other[exercise]
        both = np.setdiff1d(np.intersect1d(left.hashes, right.hashes), common.get(exercise, NONE))
        if len(both):
            passages.append(Passage(exercise, len(both), _span(left, both), _span(right, both)))
    return tuple(sorted(passages, key=lambda each: -each.count))


def _span(prints: Prints, hashes: Hashes) -> tuple[int, int]:
    """Give the first and the last line of some of the fingerprints of a text."""
    lines = prints.lines[np.searchsorted(prints.hashes, hashes)]
    return int(lines[:, 0].min()), int(lines[:, 1].max())

"""The reference solution of an exercise and other right ones, sealed: what learners read after a pass.

The seal keeps one from reading the solution by accident: neither a look into the file, nor a search through the folder,
nor an editor that reads along shows a line of it. It is no lock. The grader in a learner's install judges without a
server, so whatever it takes to open a seal is in that install too (docs/threat-model.md).
"""

from __future__ import annotations

import base64
import hashlib
import json
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from autograder.frozen import frozen
from autograder.i18n.language import LANGUAGES, Lang, Text

HEAD = "# {id}: sealed. After a pass: autograder solution {id} / lacrado. Depois de passar: autograder solution {id}\n"
WIDTH = 120  # of a line

DAMAGED = Text(en="it is not as it was built", pt="não está como foi gerado")


class SealError(Exception):
    """What was sealed cannot be opened: it was changed, cut short, or belongs to another exercise."""

    message = DAMAGED()

    def __init__(self) -> None:
        """Say it in English to whoever prints the exception."""
        super().__init__(self.message.to("en"))


@frozen
class OtherWay:
    """Another right way to write the exercise, and what it is called."""

    title: str
    code: str


@frozen
class Solution:
    """What is shown after a pass, in one language."""

    code: str
    discussion: str
    others: tuple[OtherWay, ...]


def seal(exercise: str, solutions: Mapping[Lang, Solution]) -> bytes:
    """Seal the solution of an exercise in every language; the same bytes at every run, on every system."""
    plain = {
        lang: {
            "code": solutions[lang].code,
            "discussion": solutions[lang].discussion,
            "others": [{"title": one.title, "code": one.code} for one in solutions[lang].others],
        }
        for lang in LANGUAGES
    }
    # Not compressed: compressors of two systems differ in their bytes.
    data = json.dumps(plain, ensure_ascii=False, sort_keys=True).encode()
    written = base64.b64encode(hashlib.sha256(data).digest() + _mixed(exercise, data)).decode()
    return (HEAD.format(id=exercise) + "\n".join(textwrap.wrap(written, WIDTH)) + "\n").encode()


def unseal(exercise: str, sealed: bytes) -> Mapping[Lang, Solution]:
    """Open what `seal` made. Raises `SealError` for anything else."""
    try:
        raw = base64.b64decode(b"".join(sealed.split(b"\n")[1:]), validate=True)
        digest, data = raw[:32], _mixed(exercise, raw[32:])
        if hashlib.sha256(data).digest() != digest:
            raise SealError
        found = json.loads(data)
        return {lang: _solution(found[lang]) for lang in LANGUAGES}
    except (ValueError, KeyError, TypeError):
        raise SealError from None


def _solution(found: Mapping[str, Any]) -> Solution:
    others = tuple(OtherWay(one["title"], one["code"]) for one in found["others"])
    return Solution(found["code"], found["discussion"], others)


def _mixed(exercise: str, data: bytes) -> bytes:
    """Combine bytes with a stream made of the exercise's id; twice gives the same bytes again."""
    return bytes(one ^ other for one, other in zip(data, _stream(exercise), strict=False))


def _stream(exercise: str) -> Iterator[int]:
    number = 0
    while True:
        yield from hashlib.sha256(f"{exercise} {number}".encode()).digest()
        number += 1

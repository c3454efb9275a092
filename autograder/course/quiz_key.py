"""The key of the quiz, from a file or a folder: the one place where the quiz reads files of the course's staff."""

from __future__ import annotations

import hashlib
from pathlib import Path

from autograder.i18n.language import Text
from autograder.i18n.sanitize import one_line
from autograder.quiz.parse import parse_key
from autograder.quiz.question_model import Key
from autograder.quiz.validation import WRONG_FILE, QuestionsError

MOST_BYTES = 4_000_000  # the whole key is some hundred kilobytes
NOT_THERE = Text(en="there is no such file or folder", pt="não existe esse arquivo nem essa pasta")
NO_TOML_FILES = Text(
    en="there is no .toml file in this folder; the key is the hand-written questions, one file per text",
    pt="não há nenhum arquivo .toml nesta pasta; o gabarito são as questões escritas à mão, um arquivo por texto",
)
UNREADABLE = Text(en="it cannot be read: {error}", pt="não foi possível ler: {error}")
TOO_LARGE = Text(
    en="it is larger than {most} bytes, so it cannot be a key", pt="tem mais de {most} bytes; não pode ser um gabarito"
)
NOT_UTF8 = Text(
    en="it is not text in UTF-8, so it cannot be a key", pt="não é um texto em UTF-8; não pode ser um gabarito"
)


def load_key(path: Path) -> Key:
    """Read the key from one TOML file of hand-written questions, or from all `*.toml` of a folder.

    Raises `QuestionsError`, whose `message` is one line, for whatever is wrong with it.
    """
    return parse_key({_name(one): _text(one) for one in _files(path)})


def key_sha256(path: Path) -> str:
    """Identify a key: equal keys judge alike, wherever they lie. Raises `QuestionsError` as `load_key` does."""
    digest = hashlib.sha256()
    for one in _files(path):
        text = _text(one).encode()
        digest.update(len(text).to_bytes(8, "big") + text)
    return digest.hexdigest()


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        paths = sorted(path.glob("*.toml"))
        if not paths:
            raise QuestionsError(WRONG_FILE(file=_name(path), what=NO_TOML_FILES()))
        return paths
    if not path.exists():
        raise QuestionsError(WRONG_FILE(file=_name(path), what=NOT_THERE()))
    return [path]


def _name(path: Path) -> str:
    return one_line(str(path))


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        reason = UNREADABLE(error=one_line(error.strerror or str(error)))
        raise QuestionsError(WRONG_FILE(file=_name(path), what=reason)) from None
    if len(data) > MOST_BYTES:
        raise QuestionsError(WRONG_FILE(file=_name(path), what=TOO_LARGE(most=MOST_BYTES)))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise QuestionsError(WRONG_FILE(file=_name(path), what=NOT_UTF8())) from None

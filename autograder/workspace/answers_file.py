"""Writing one answer into a learner's answers.toml, leaving everything else in it as it is."""

from __future__ import annotations

import stat
import tomllib
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Table

from autograder.atomic_write import replace_file
from autograder.i18n.language import Message, Text
from autograder.i18n.sanitize import one_line
from autograder.quiz.answers import read_answers
from autograder.quiz.parse_answers import Given

MOST_BYTES = 1_000_000
BOM = "\ufeff"

NOT_SAVED = Text(
    en="{file}: the answer was not saved, and the file is as it was. {why}",
    pt="{file}: a resposta não foi salva, e o arquivo ficou como estava. {why}",
)
IS_LINK = Text(
    en="It is a symbolic link; put the file itself in its place.",
    pt="É um link simbólico; coloque o próprio arquivo no lugar dele.",
)
NO_FILE = Text(en="It is not a file.", pt="Não é um arquivo.")
UNREADABLE = Text(en="The system says: {error}.", pt="O sistema diz: {error}.")
TOO_LARGE = Text(en="It is larger than {most} bytes.", pt="Tem mais de {most} bytes.")
NOT_UTF8 = Text(
    en="It is not text in UTF-8: save it as UTF-8 in your editor.",
    pt="Não é um texto em UTF-8: salve-o como UTF-8 no seu editor.",
)
NO_PLACE = Text(
    en="The line [answers] was not found as the head of a table; put it above your answers.",
    pt="A linha [answers] não foi encontrada como início de uma tabela; coloque-a acima das respostas.",
)
TOO_ODD = Text(
    en="Its layout is one that cannot be changed safely; write this answer in by hand.",
    pt="O formato dele não permite uma mudança segura; escreva esta resposta à mão.",
)


class NotSavedError(Exception):
    """The answer was not saved and the file is untouched; `message` says in one line why."""

    def __init__(self, path: Path, why: Message) -> None:
        """Remember the message, and give it in English to whoever prints the exception."""
        self.message = NOT_SAVED(file=one_line(path.name), why=why)
        super().__init__(self.message.to("en"))


def save_answer(path: Path, question_id: str, value: Given) -> None:
    """Set one answer in the answers.toml at `path`, keeping comments, layout, line ends and file mode.

    The file is replaced as a whole or not at all; a missing one is made. Raises `NotSavedError` where the file
    cannot be read as TOML, is a symbolic link, or cannot be written.
    """
    try:
        before, mode = _read(path)
        after = _with_answer(path, before, question_id, value)
        replace_file(path, after.encode(), mode)
    except OSError as error:
        raise NotSavedError(path, UNREADABLE(error=one_line(error.strerror or str(error)))) from None


def _read(path: Path) -> tuple[str, int | None]:
    """Give the text at `path` and its mode; an empty text and None if there is no file."""
    try:
        status = path.lstat()
    except FileNotFoundError:
        return "", None
    if stat.S_ISLNK(status.st_mode):
        raise NotSavedError(path, IS_LINK())
    if not stat.S_ISREG(status.st_mode):
        raise NotSavedError(path, NO_FILE())
    if status.st_size > MOST_BYTES:
        raise NotSavedError(path, TOO_LARGE(most=MOST_BYTES))
    try:
        return path.read_bytes().decode("utf-8"), stat.S_IMODE(status.st_mode)
    except UnicodeDecodeError:
        raise NotSavedError(path, NOT_UTF8()) from None


def _with_answer(path: Path, before: str, question_id: str, value: Given) -> str:
    """Give the text with the answer in it, and nothing else changed."""
    text = before.removeprefix(BOM)
    try:
        old = tomllib.loads(text)
        document = tomlkit.parse(text)
    except (ValueError, RecursionError, TOMLKitError):
        notes = read_answers(before).notes or (TOO_ODD(),)
        raise NotSavedError(path, notes[0]) from None
    if "answers" not in document:
        document["answers"] = tomlkit.table()
    answers = document["answers"]
    if not isinstance(answers, Table):
        raise NotSavedError(path, NO_PLACE())
    answers[question_id] = value
    after = tomlkit.dumps(document)
    expected: dict[str, Any] = {**old, "answers": {**old.get("answers", {}), question_id: value}}
    try:
        same = tomllib.loads(after) == expected
    except ValueError:
        same = False
    if not same:
        raise NotSavedError(path, TOO_ODD())
    return before[: len(before) - len(text)] + after

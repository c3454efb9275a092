"""Tables of hand-written TOML, read entry by entry, with errors that say file, question and entry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from autograder.i18n.language import LANGUAGES, Message, Text
from autograder.i18n.sanitize import one_line

WRONG_FILE = Text(en="{file}: {what}", pt="{file}: {what}")
WRONG_KEY = Text(en="{file}: question {id}: `{key}`: {what}", pt="{file}: questão {id}: `{key}`: {what}")
ABSENT = Text(en="it is missing", pt="está faltando")
UNKNOWN = Text(en="there is no such key; known here: {known}", pt="essa chave não existe; as que valem aqui: {known}")
TYPE = Text(en="{expected} is expected, not {got}", pt="o esperado é {expected}, e não {got}")
EMPTY = Text(en="it is empty", pt="está vazio")


class QuestionsError(Exception):
    """Questions or a key that cannot be used; `message` says in one line which file, question and entry."""

    def __init__(self, message: Message) -> None:
        """Remember the message, and give it in English to whoever prints the exception."""
        super().__init__(message.to("en"))
        self.message = message


T = TypeVar("T")
NAMES: Mapping[type, Text] = {
    str: Text(en="a string", pt="uma string"),
    bool: Text(en="true or false", pt="true ou false"),
    int: Text(en="a whole number", pt="um número inteiro"),
    float: Text(en="a number", pt="um número"),
    list: Text(en="a list", pt="uma lista"),
    dict: Text(en="a table", pt="uma tabela"),
}


class Table:
    """A TOML table whose entries are taken by name and type, with errors that say where."""

    def __init__(self, file: str, where: str, data: Mapping[str, Any], known: Iterable[str], path: str = "") -> None:
        """Hold `data`, the table at `path` of the question `where`; `known` are the entries it may have."""
        self.file = file
        self.where = where
        self.data = data
        self.known = tuple(known)
        self.path = path

    def error(self, key: str, what: Message) -> QuestionsError:
        """Give the error that says what is wrong with one entry."""
        return QuestionsError(WRONG_KEY(file=self.file, id=one_line(self.where, 80), key=self.path + key, what=what))

    def only_known(self) -> None:
        """Refuse an entry that is none of the known ones: it is misspelled, or in the wrong place."""
        for key in self.data:
            if key not in self.known:
                raise self.error(one_line(key, 80), UNKNOWN(known=", ".join(self.known)))

    def take(self, key: str, kind: type[T], default: T | None = None) -> T:
        """Take one entry of just this type (an int also counts as a float), or the default if it is absent."""
        if key not in self.data:
            if default is None:
                raise self.error(key, ABSENT())
            return default
        value = self.data[key]
        if kind is float and type(value) is int:
            value = float(value)
        if type(value) is not kind:
            got = NAMES.get(type(value), type(value).__name__)
            raise self.error(key, TYPE(expected=NAMES[kind], got=got))
        return value

    def inner(self, key: str, known: Iterable[str]) -> Table:
        """Take one entry that is a table itself."""
        table = Table(self.file, self.where, self.take(key, dict), known, f"{self.path}{key}.")
        table.only_known()
        return table

    def words(self) -> Text:
        """Take the text that this table holds, in both languages."""
        said = {lang: self.take(lang, str) for lang in LANGUAGES}
        for lang, words in said.items():
            if not words.strip():
                raise self.error(lang, EMPTY())
        # A brace in a question is a brace, not a place to fill.
        plain = {lang: words.strip().replace("{", "{{").replace("}", "}}") for lang, words in said.items()}
        return Text(en=plain["en"], pt=plain["pt-BR"])

    def text(self, key: str) -> Text:
        """Take one entry that is a table of nothing but a text in both languages."""
        return self.inner(key, LANGUAGES).words()

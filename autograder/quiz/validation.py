"""What may be wrong with hand-written questions, and tables of TOML that are read entry by entry and say so."""

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


NO_TOML = Text(en="this is not valid TOML: {error}", pt="não é um TOML válido: {error}")
NO_QUESTIONS = Text(
    en="there are no questions in it; each one begins with a line [[questions]]",
    pt="não há nenhuma questão; cada uma começa com uma linha [[questions]]",
)
NOT_KEBAB = Text(
    en="an id is written in lower-case words joined by hyphens, as slope-of-square-at-3",
    pt="um id é escrito em palavras minúsculas ligadas por hífen, como slope-of-square-at-3",
)
TWICE = Text(en="another question has the same id", pt="outra questão já usa esse id")
ONE_OF = Text(en="it must be one of {known}, not {got}", pt="precisa ser um destes: {known}, e não {got}")
LETTERS_IN_ORDER = Text(
    en="options take the letters a, b, c … in this order, and there are at least two",
    pt="as opções usam as letras a, b, c … nesta ordem, e são pelo menos duas",
)
NO_SUCH_OPTION = Text(en="there is no option {letter}", pt="não existe a opção {letter}")
LETTER_TWICE = Text(en="a letter stands there twice", pt="há uma letra repetida")
FINITE = Text(en="it must be a finite number", pt="precisa ser um número finito")
POSITIVE = Text(en="it must be a finite number above zero", pt="precisa ser um número finito maior que zero")
TYPICAL_IS_RIGHT = Text(
    en="{value} is within the tolerance of the right value", pt="{value} cabe na tolerância do valor certo"
)
EVERY_LETTER = Text(en="an ordering holds every letter once", pt="uma ordem contém cada letra uma vez")
IN_ORDER_ALREADY = Text(
    en="the items are in order already as they are shown; give them other letters",
    pt="os itens já aparecem na ordem certa; troque as letras deles",
)
RESERVED = Text(
    en="this word says in answers.toml whose numbers are drawn",
    pt="essa palavra indica, no answers.toml, de quem são os números",
)
NO_NUMBERS = Text(
    en="{got} is no list of different finite numbers to draw from",
    pt="{got} não é uma lista de números finitos diferentes para sortear",
)
TOO_MANY_DRAWS = Text(
    en="there are {count} combinations to draw; {most} are enough",
    pt="há {count} combinações para sortear; {most} bastam",
)
NO_FORMULA = Text(
    en="there is no formula {name}; there are: {known}", pt="não existe a fórmula {name}; existem: {known}"
)
NOT_DRAWN = Text(
    en="the formula {name} needs {missing}, which is not drawn",
    pt="a fórmula {name} precisa de {missing}, que não é sorteado",
)
NO_PLACE = Text(
    en="{place} is no place to fill: neither a drawn number nor a formula of them",
    pt="{place} não é um lugar a preencher: nem número sorteado, nem fórmula deles",
)
OTHER_PLACES = Text(
    en="the two languages fill different places: {names}", pt="os dois idiomas preenchem lugares diferentes: {names}"
)
GIVEN_AWAY = Text(
    en="the prompt shows what is asked for, {{{name}}}", pt="o enunciado mostra o que é perguntado, {{{name}}}"
)
NOT_SHOWN = Text(
    en="the prompt never shows {name}, so nobody could answer",
    pt="o enunciado nunca mostra {name}, e assim ninguém poderia responder",
)
NO_VALUE = Text(
    en="with {numbers} the formula {name} gives no finite number",
    pt="com {numbers}, a fórmula {name} não dá um número finito",
)
RIGHT_BY_CHANCE = Text(
    en="with {numbers} this typical wrong number is within the tolerance of the right one",
    pt="com {numbers}, este erro típico cabe na tolerância do valor certo",
)
KEY_MISSING = Text(
    en="it is missing: this looks like the questions as learners get them; the key is in the hand-written files (solutions/quiz)",
    pt="está faltando: parecem ser as questões como os alunos as recebem; o gabarito fica nos arquivos escritos à mão (solutions/quiz)",
)

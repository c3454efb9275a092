"""What holds of every text of a catalogue, an exercise's texts.toml and the quiz's questions alike.

A text is a table with the keys of the languages, `en` and `pt-BR`, each a string that is not empty; both fill the same
places. A catalogue is whatever tables and lists they stand in.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from string import Formatter
from typing import Any, TypeAlias

from autograder.i18n.language import LANGUAGES, Message, Text

Places: TypeAlias = Callable[[str], Collection[str]]  # names the places of a text in one language

MISSING = Text(en="it is missing", pt="está faltando")
EMPTY = Text(en="it is empty", pt="está vazio")
UNKNOWN_KEY = Text(
    en="there is no such key; known here: {known}", pt="essa chave não existe; as que valem aqui: {known}"
)
OTHER_PLACES = Text(
    en="the two languages fill different places: {names}", pt="os dois idiomas preenchem lugares diferentes: {names}"
)
NO_STRING = Text(en="a string is expected", pt="o esperado é uma string")
NO_TEXT = Text(
    en="a text is expected, a table with the keys {known}", pt="o esperado é um texto, uma tabela com as chaves {known}"
)
NOWHERE = "{}"  # stands for a brace that opens or closes nothing


def format_places(template: str) -> frozenset[str]:
    """Name the places that `str.format` fills; a brace without its other half counts as one."""
    try:
        return frozenset(name for _, name, _, _ in Formatter().parse(template) if name is not None)
    except ValueError:
        return frozenset({NOWHERE})


def no_places(template: str) -> frozenset[str]:
    """Say of a text that is shown as it is that it fills nothing."""
    del template
    return frozenset()


def wrong_in_pair(text: Text, places: Places = format_places) -> Iterator[tuple[str, Message]]:
    """Give what is wrong with a text, with the key of its language, or "" where it is wrong with both."""
    pair = dict(zip(LANGUAGES, (text.en, text.pt), strict=True))
    empty = [lang for lang, words in pair.items() if not words.strip()]
    for lang in empty:
        yield lang, EMPTY()
    different = set(places(text.en)) ^ set(places(text.pt))
    if different and not empty:
        yield "", OTHER_PLACES(names=", ".join(sorted(different)))


def wrong_in_catalogue(entry: Any, path: str = "") -> Iterator[tuple[str, Message]]:  # noqa: ANN401 -- whatever TOML holds
    """Give all that is wrong with the texts of a catalogue, each with its place, such as "hints.2.pt-BR"."""
    if isinstance(entry, list):
        for number, inner in enumerate(entry):
            yield from wrong_in_catalogue(inner, _below(path, number))
    elif not isinstance(entry, dict):
        yield path, NO_TEXT(known=", ".join(LANGUAGES))
    elif not entry:
        yield path, EMPTY()
    elif not entry.keys() & set(LANGUAGES):
        for key, inner in entry.items():
            yield from wrong_in_catalogue(inner, _below(path, key))
    else:
        yield from ((_below(path, key), what) for key, what in _wrong_in_table(entry))


def texts_in_catalogue(entry: Any, path: str = "") -> Iterator[str]:  # noqa: ANN401 -- as above
    """Name the places of all texts of a catalogue."""
    if isinstance(entry, list):
        for number, inner in enumerate(entry):
            yield from texts_in_catalogue(inner, _below(path, number))
    elif isinstance(entry, dict) and not entry.keys() & set(LANGUAGES):
        for key, inner in entry.items():
            yield from texts_in_catalogue(inner, _below(path, key))
    else:
        yield path


def _wrong_in_table(table: dict[str, Any]) -> Iterator[tuple[str, Message]]:
    """Give what is wrong with the table of one text, with the key it is wrong with."""
    for key in table:
        if key not in LANGUAGES:
            yield key, UNKNOWN_KEY(known=", ".join(LANGUAGES))
    strings = [table[lang] for lang in LANGUAGES if isinstance(table.get(lang), str)]
    if len(strings) == len(LANGUAGES):
        yield from wrong_in_pair(Text(*strings))
        return
    for lang in LANGUAGES:
        if lang not in table:
            yield lang, MISSING()
        elif not isinstance(table[lang], str):
            yield lang, NO_STRING()


def _below(path: str, key: str | int) -> str:
    return ".".join(part for part in (path, str(key)) if part)

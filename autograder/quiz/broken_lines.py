"""An answers.toml that is no TOML, read line by line: one bad line costs that answer alone. Pure."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from autograder.frozen import frozen
from autograder.i18n.language import Message, Text
from autograder.i18n.sanitize import one_line

LONGEST_LINE = 400  # of characters; comment lines may be longer. tomllib needs quadratic time for a line of dotted keys
LONGEST_VALUE = 40  # lines of one value
MOST_BROKEN = 100  # lines; beyond them the file is no list of answers

CURLY_QUOTES = Text(
    en='The quotes are curly, which TOML does not know: type straight ones, as in id = "b".',
    pt='As aspas são curvas, e o TOML não as conhece: use aspas retas, como em id = "b".',
)
OPEN_QUOTE = Text(
    en='A quote is opened and not closed: write "b", with one before and one after.',
    pt='Há aspas abertas que não fecham: escreva "b", com uma antes e outra depois.',
)
NOTHING_AFTER = Text(
    en='Nothing stands after the = sign. An unanswered question is written id = "".',
    pt='Não há nada depois do sinal de =. Uma questão sem resposta se escreve id = "".',
)
COMMA_NUMBER = Text(
    en='A decimal comma needs quotes here, as in "0,35"; or write a point, as in 0.35.',
    pt='Aqui a vírgula decimal precisa de aspas, como em "0,35"; ou use o ponto, como em 0.35.',
)
FRACTION = Text(
    en='A fraction needs quotes here, as in "2/3".',
    pt='Aqui uma fração precisa de aspas, como em "2/3".',
)
BARE_WORD = Text(
    en='Letters and names go between quotes: write "b" for one letter, ["a", "c"] for several, or for an order.',
    pt='Letras e nomes vão entre aspas: escreva "b" para uma letra, ["a", "c"] para várias, ou para uma ordem.',
)
BARE_NUMBER = Text(
    en='Written like this, the number needs quotes: "½", "−3", "2,5 · 10⁻³", ".5"; without them it is 0.5, -3, 2.5e-3.',
    pt='Escrito assim, o número precisa de aspas: "½", "−3", "2,5 · 10⁻³", ".5"; sem elas, é 0.5, -3, 2.5e-3.',
)
ANSWERED_TWICE = Text(
    en="The same question stands in line {first} too, and not alike: keep one of the two lines.",
    pt="A mesma questão está também na linha {first}, e não igual: fique com uma das duas linhas.",
)
NO_EQUALS = Text(
    en='Every answer is a line of its own, as in id = "b"; a comment begins with #.',
    pt='Cada resposta fica numa linha só, como em id = "b"; um comentário começa com #.',
)
BROKEN_HEAD = Text(
    en="A heading is a line of its own with both brackets, as in [answers].",
    pt="Um título fica numa linha só, com os dois colchetes, como em [answers].",
)
TOO_LONG_A_LINE = Text(
    en="It has more than {most} characters, and no answer is that long; long notes go into comment lines, which begin with #.",
    pt="Ela tem mais de {most} caracteres, e nenhuma resposta é tão longa; anotações longas vão em linhas de comentário, que começam com #.",
)
LOOK_AT_IT = Text(
    en='Compare it with the examples at the top of the file: id = "b", id = ["a", "c"], id = 7.5.',
    pt='Compare com os exemplos no início do arquivo: id = "b", id = ["a", "c"], id = 7.5.',
)

ENTRY = re.compile(r"\s*(?:\"([^\"=]*)\"|'([^'=]*)'|([\w-]+))\s*[=:]")
BEGINS = re.compile(r"\s*[\"'“”‘’]?([A-Za-z0-9_-]+)")
HEADER = re.compile(r"\s*\[{1,2}\s*([A-Za-z0-9_.\"' -]+?)\s*\]{1,2}\s*(?:#.*)?")
OPENS = re.compile(r"=\s*(\[|\"\"\"|'''|\{)")

# What a line that breaks the TOML looks like, and what to say about it; the first that fits.
HINTS = (
    (r"^\s*\[", BROKEN_HEAD),
    (r"[“”‘’„]", CURLY_QUOTES),
    (r"=\s*(#.*)?$", NOTHING_AFTER),
    (r"=\s*[-+−]?\d*,\d", COMMA_NUMBER),
    (r"=\s*[-+−]?\d+\s*/", FRACTION),
    (r"=\s*\[?\s*[A-Za-z]", BARE_WORD),
    (r"=\s*([−–¼½¾⅓⅔]|[-+]?\d*\s*[.¼½¾⅓⅔·×^*]|[-+]?\d+\.?\d*\s*[.¼½¾⅓⅔·×^*])", BARE_NUMBER),
    (r"^[^\"]*(\"[^\"]*\"[^\"]*)*\"[^\"]*$", OPEN_QUOTE),
    (r"^[^=]*$", NO_EQUALS),
)


@frozen
class Unread:
    """A line that could not be read: its number, how it begins, the id it seems to answer ("" for none), and why."""

    line: int
    shown: str
    id: str
    hint: Message
    bare: str  # what stands behind the id, without quotes and comment; "" if nothing does


@dataclass(slots=True)
class LineByLine:
    """What the lines hold that could be read, as `tomllib` would give it, and those that could not."""

    data: dict[str, Any] = field(default_factory=dict)
    unread: list[Unread] = field(default_factory=list)
    repeated: list[tuple[int, int]] = field(default_factory=list)  # lines that say what an earlier one says
    more: bool = False  # lines that were not even tried, because too many before them could not be read


def line_by_line(text: str) -> LineByLine:
    """Read a text that is no TOML as a whole. Never raises."""
    found = LineByLine()
    table = ""
    seen: dict[tuple[str, str], tuple[int, object]] = {}
    lines = text.split("\n")
    for number, block in _blocks(lines):
        if len(found.unread) >= MOST_BROKEN:
            found.more = True
            break
        header = HEADER.fullmatch(block)
        if header:
            table = header[1].strip("\"' ")
            continue
        values = _loaded(block)
        if values is None:
            found.unread.append(_unread(number, block))
            continue
        for key, value in values.items():
            if (table, key) not in seen:
                seen[table, key] = number, value
            elif seen[table, key][1] == value:
                found.repeated.append((number, seen[table, key][0]))
            else:
                twice = ANSWERED_TWICE(first=seen[table, key][0])
                found.unread.append(Unread(number, one_line(block, 80), key, twice, _bare(block)))
    twice_ids = {one.id for one in found.unread if one.hint.text is ANSWERED_TWICE}
    for (table, key), (_, value) in seen.items():
        if key not in twice_ids:
            _put(found.data, table, key, value)
    return found


def _put(data: dict[str, Any], table: str, key: str, value: object) -> None:
    if not table:
        data.setdefault(key, value)
        return
    inner = data.setdefault(table, {})
    if isinstance(inner, dict):
        inner.setdefault(key, value)


def _blocks(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Give the entries, each with its line: one line, or the lines of a value that goes over several."""
    at = 0
    while at < len(lines):
        line = lines[at].rstrip("\r")
        number, at = at + 1, at + 1
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if OPENS.search(line) and len(line) <= LONGEST_LINE and _loaded(line) is None:
            last = _end(lines, number - 1)
            if last is not None:
                yield number, "\n".join(lines[number - 1 : last])
                at = last
                continue
        yield number, line


def _end(lines: Sequence[str], first: int) -> int | None:
    """Find where a value ends that is open at the end of its first line; None if the next entry begins before."""
    for last in range(first + 1, min(len(lines), first + LONGEST_VALUE)):
        line = lines[last]
        if ENTRY.match(line) or HEADER.fullmatch(line.rstrip("\r")) or len(line) > LONGEST_LINE:
            return None
        if (
            any(mark in line for mark in ("]", "}", '"""', "'''"))
            and _loaded("\n".join(lines[first : last + 1])) is not None
        ):
            return last + 1
    return None


def _loaded(block: str) -> Mapping[str, Any] | None:
    if max(map(len, block.split("\n"))) > LONGEST_LINE:
        return None
    try:
        return tomllib.loads(block)
    except (ValueError, RecursionError):
        return None


def _unread(number: int, line: str) -> Unread:
    entry = ENTRY.match(line) or BEGINS.match(line)
    id_ = next((group for group in entry.groups() if group), "") if entry else ""
    return Unread(number, one_line(line, 80), id_, hint_on(line), _bare(line[entry.end() :] if entry else line))


def _bare(text: str) -> str:
    """Give a value as it was meant, if it is one plain word or several."""
    return one_line(text.partition("#")[0].strip().strip("=:").strip(" \t\r\"'“”‘’„"), 80)


def hint_on(line: str) -> Message:
    """Say what is usual in a line like this."""
    if len(line) > LONGEST_LINE:
        return TOO_LONG_A_LINE(most=LONGEST_LINE)
    found = (hint for pattern, hint in HINTS if re.search(pattern, line.rstrip()))
    return next(found, LOOK_AT_IT)()

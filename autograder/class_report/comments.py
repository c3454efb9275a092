"""Comments that an instructor writes once for all who are wrong in the same way, kept in a TOML file. Pure."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping

from autograder.i18n.language import Message, Text
from autograder.i18n.sanitize import escaped, one_line

TABLE = "comments"
MOST = 20_000  # characters of one comment

NOT_TOML = Text(en="it is not valid TOML: {why}", pt="não é TOML válido: {why}")
NO_TABLE = Text(
    en="it has no table [comments], under which each line is the name of a group and its text",
    pt="falta a tabela [comments], em que cada linha traz o nome de um grupo e o seu texto",
)
NO_TEXT = Text(
    en="the comment for {id} is no text: write it between quotes, or between three of them for several lines",
    pt="o comentário para {id} não é um texto: escreva-o entre aspas, ou entre três delas se tiver várias linhas",
)
TOO_LONG = Text(
    en="the comment for {id} has more than {most} characters",
    pt="o comentário para {id} tem mais de {most} caracteres",
)


class CommentsError(Exception):
    """A file of comments that cannot be used; `message` says why."""

    def __init__(self, message: Message) -> None:
        """Remember what there is to say."""
        super().__init__(message.to("en"))
        self.message = message


def read_comments(text: str) -> dict[str, str]:
    """Read comments by the ids of their clusters. Raises `CommentsError`."""
    try:
        found = tomllib.loads(text.removeprefix("\ufeff"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise CommentsError(NOT_TOML(why=one_line(str(error)))) from None
    table = found.get(TABLE)
    if not isinstance(table, Mapping):
        raise CommentsError(NO_TABLE())
    comments: dict[str, str] = {}
    for id_, said in table.items():
        if not isinstance(said, str):
            raise CommentsError(NO_TEXT(id=one_line(id_, 80)))
        if len(said) > MOST:
            raise CommentsError(TOO_LONG(id=one_line(id_, 80), most=MOST))
        if said.strip():
            comments[id_] = said.strip()
    return comments


def line_to_paste(id_: str, comment: str = "") -> str:
    """Write the line of a comments file for a cluster, as TOML has it."""
    written = json.dumps(comment, ensure_ascii=False)  # as TOML's basic strings are, but for what nobody should see raw
    return f"{id_} = {''.join(map(_visible, written))}"


def _visible(character: str) -> str:
    if escaped(character) == character:
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"  # noqa: PLR2004 -- what four digits can say

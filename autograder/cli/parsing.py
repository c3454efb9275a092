"""argparse in both languages: the headings of its help, and its dozen sentences on wrong usage."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, NoReturn

from autograder.cli import messages
from autograder.i18n.did_you_mean import did_you_mean
from autograder.i18n.language import Lang, Message, Text
from autograder.i18n.sanitize import one_line

USAGE = 2  # exit status of wrong usage
DIGITS = 16  # of the largest number that is taken anywhere: 2⁵³
SHOWN = 40  # characters of what was typed

# What argparse says, in its own English words, and the same in Portuguese. A test holds the English ones against
# argparse itself.
ARGUMENT = Text(en="argument {name}: {problem}", pt="argumento {name}: {problem}")
CHOICE = Text(  # commands are the only choices here, and are told with the nearest one
    en="argument {name}: invalid choice: {value} (choose from {choices})",
    pt="argumento {name}: opção inválida: {value} (escolha entre {choices})",
)
NO_COMMAND = Text(
    en="there is no command {value}{near}. There are: {choices}",
    pt="não existe o comando {value}{near}. Existem: {choices}",
)
SENTENCES = (
    Text(en="the following arguments are required: {names}", pt="falta indicar: {names}"),
    Text(en="one of the arguments {names} is required", pt="é preciso indicar um destes: {names}"),
    Text(en="unrecognized arguments: {names}", pt="argumentos desconhecidos: {names}"),
    Text(en="expected one argument", pt="falta o valor"),
    Text(en="expected at most one argument", pt="aceita no máximo um valor"),
    Text(en="expected at least one argument", pt="precisa de pelo menos um valor"),
    Text(en="expected {count} arguments", pt="precisa de {count} valores"),
    Text(en="expected {count} argument", pt="precisa de {count} valor"),
    Text(en="ignored explicit argument {value}", pt="não aceita valor, e recebeu {value}"),
    Text(en="not allowed with argument {name}", pt="não combina com o argumento {name}"),
    Text(en="ambiguous option: {option} could match {matches}", pt="opção ambígua: {option} pode ser {matches}"),
    Text(en="unexpected option string: {option}", pt="opção inesperada: {option}"),
    Text(en="invalid {type} value: {value}", pt="valor inválido para {type}: {value}"),
)
PLACE = re.compile(r"\{(\w+)\}")
VALUE = re.compile(r"(?!-)|-$|-\d|.* ")  # what argparse takes for the value of an option, not for an option


class Parser(argparse.ArgumentParser):
    """A parser that says one line on wrong usage, and where to read more, in the language of `lang`."""

    def __init__(self, *, prog: str, description: str, lang: Lang, **settings: object) -> None:
        """Make a parser with its `--help`; long options cannot be abbreviated."""
        del settings  # `add_parser` passes its own help along
        super().__init__(
            prog=prog,
            description=description,
            allow_abbrev=False,
            add_help=False,
            formatter_class=partial(_Help, lang=lang),
        )
        self.lang = lang
        self.arguments = self.add_argument_group(messages.ARGUMENTS.to(lang))
        self.options = self.add_argument_group(messages.OPTIONS.to(lang))
        self.add_argument("-h", "--help", action="help", help=messages.HELP.to(lang))

    def add_argument(self, *names: str, **settings: Any) -> argparse.Action:  # noqa: ANN401 -- as argparse has it
        """Add an argument or an option, under our own heading."""
        group = self.options if names[0].startswith("-") else self.arguments
        return group.add_argument(*names, **settings)

    def add_commands(self, dest: str, *, required: bool = True) -> argparse._SubParsersAction[Parser]:
        """Begin the commands, one of which must be named unless said otherwise; parsers for them are of this class."""
        return self.add_subparsers(
            title=messages.COMMANDS.to(self.lang),
            metavar=messages.COMMAND.to(self.lang),
            required=required,
            dest=dest,
            parser_class=Parser,
        )

    def parse_known_args(self, args: Iterable[str] | None = None, namespace: Any = None) -> tuple[Any, list[str]]:  # noqa: ANN401 -- as argparse has it
        """Take options wherever they stand; a command itself says what it does not know, and where to read more."""
        if args is None or self._subparsers is not None:
            return super().parse_known_args(args, namespace)
        known, unknown = super().parse_known_args(self._options_first(args), namespace)
        if unknown:
            self.error(f"unrecognized arguments: {' '.join(unknown)}")
        return known, unknown

    def _options_first(self, args: Iterable[str]) -> list[str]:
        """Put options with their values before the rest: argparse takes no `hint 06 --lang pt-BR 2` as it is.

        Where an option lacks its value all stays in its place, so that just this is said. An option that takes all
        the words behind it stands behind the rest instead.
        """
        given = list(args)
        several = False
        options: list[str] = []
        rest: list[str] = []
        words_left = given.copy()
        while words_left and words_left[0] != "--":
            word = words_left.pop(0)
            option = self._option_string_actions.get(word)
            if option is None:
                rest.append(word)
                continue
            options.append(word)
            if option.nargs is None:
                if not words_left or not VALUE.match(words_left[0]):
                    return given
                options.append(words_left.pop(0))
            elif option.nargs == "+":
                several = True
                while words_left and VALUE.match(words_left[0]):
                    options.append(words_left.pop(0))
        return [*rest, *options, *words_left] if several else [*options, *rest, *words_left]

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, in one line, and exit."""
        said = one_line(translated(message, self.lang), 400)
        more = messages.USAGE(command=self.prog).to(self.lang)
        self.exit(USAGE, f"autograder: {said.removesuffix('.')}. {more}\n")


class _Help(argparse.HelpFormatter):
    """The help's own layout, with the word before the usage in our language."""

    def __init__(self, prog: str, *, lang: Lang) -> None:
        super().__init__(prog)
        self._lang: Lang = lang

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        if prefix is None:
            prefix = messages.USAGE_PREFIX.to(self._lang)
        super().add_usage(usage, actions, groups, prefix)


def translated(message: str, lang: Lang) -> str:
    """Say a sentence of argparse in `lang`; one that is none of `SENTENCES` stays as it is."""
    choice = _values(CHOICE, message)
    if choice is not None:
        return _no_command(choice["value"], re.findall(r"[\w-]+", choice["choices"])).to(lang)
    outer = _values(ARGUMENT, message)
    if outer is not None:
        return ARGUMENT(name=outer["name"], problem=translated(outer["problem"], lang)).to(lang)
    for sentence in SENTENCES:
        values = _values(sentence, message)
        if values is not None:
            return sentence(**values).to(lang)
    return message


def pattern(sentence: Text) -> re.Pattern[str]:
    """Make a pattern of a sentence in English: its places take anything."""
    parts = PLACE.split(sentence.en)  # words, name, words, name, …, words
    made = [f"(?P<{part}>.*?)" if number % 2 else re.escape(part) for number, part in enumerate(parts)]
    return re.compile("".join(made), re.DOTALL)


def _values(sentence: Text, message: str) -> dict[str, str] | None:
    match = pattern(sentence).fullmatch(message)
    return None if match is None else match.groupdict()


def _no_command(value: str, choices: list[str]) -> Message:
    near = did_you_mean(value.strip("'\""), choices)
    return NO_COMMAND(value=one_line(value, SHOWN), near=near, choices=", ".join(choices))


def whole(lang: Lang, least: int, most: int) -> Callable[[str], int]:
    """Make what reads a whole number from `least` to `most`."""

    def read(text: str) -> int:
        number = int(text) if text.isascii() and text.isdigit() and len(text) <= DIGITS else -1
        if not least <= number <= most:
            wrong = messages.NOT_WHOLE(value=ascii(text)[:SHOWN], least=least, most=most)
            raise argparse.ArgumentTypeError(wrong.to(lang))
        return number

    return read


def file_name(lang: Lang) -> Callable[[str], str]:
    """Make what reads the name of a file or a folder: one that is not empty."""

    def read(text: str) -> str:
        if not text:
            raise argparse.ArgumentTypeError(messages.EMPTY_NAME.to(lang))
        return text

    return read


def output_name(lang: Lang) -> Callable[[str], str]:
    """Make what reads the name of something to be written that is not standard output, which `-` would stand for."""
    not_empty = file_name(lang)

    def read(text: str) -> str:
        if text == "-":
            raise argparse.ArgumentTypeError(messages.NO_OUTPUT.to(lang))
        return not_empty(text)

    return read


def per_cent(lang: Lang) -> Callable[[str], float]:
    """Make what reads a number from 0 to 100."""

    def read(text: str) -> float:
        try:
            number = float(text)
        except ValueError:
            number = -1.0
        if not 0 <= number <= 100:  # noqa: PLR2004 -- per cent
            raise argparse.ArgumentTypeError(messages.NOT_PER_CENT(value=ascii(text)[:SHOWN]).to(lang))
        return number

    return read

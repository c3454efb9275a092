from __future__ import annotations

import argparse
import ast
import inspect
import re

import pytest

from autograder.cli.main import parser
from autograder.cli.parsing import ARGUMENT, CHOICE, PLACE, SENTENCES, per_cent, translated, whole


def spoken():
    """Give what argparse hands to gettext, its places marked by %."""
    for node in ast.walk(ast.parse(inspect.getsource(argparse))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"_", "ngettext"}:
            for given in node.args:
                if isinstance(given, ast.Constant) and isinstance(given.value, str):
                    yield re.sub(r"%(\(\w+\))?[sr]", "%", given.value)


# What argparse says to programmers, and what our own words replace.
NOT_ABOUT_INPUT = re.compile(
    r"conflict|subparser|cannot merge|cannot have|invalid option string|dest=|is not callable|must be optional|positional|"
    r"unknown parser|usage|^options$|show |argument \"-\" with|can't open|not defined|default|error:|warning:|deprecated|^%:$"
)
ALL = ", ".join(next(one.choices for one in parser("en")._actions if one.dest == "command"))
WRONG = (
    (["chek"], f"there is no command 'chek' (did you mean check?). There are: {ALL}",
     f"não existe o comando 'chek' (seria check?). Existem: {ALL}"),
    (["xyz"], f"there is no command 'xyz'. There are: {ALL}",
     f"não existe o comando 'xyz'. Existem: {ALL}"),
    (["author", "biuld"], "there is no command 'biuld' (did you mean build?). There are: new, build, check, figures, report",
     "não existe o comando 'biuld' (seria build?). Existem: new, build, check, figures, report"),
    (["author"], "the following arguments are required: COMMAND", "falta indicar: COMANDO"),
    (["grade"], "the following arguments are required: PATH", "falta indicar: PATH"),
    (["reset"], "the following arguments are required: ID", "falta indicar: ID"),
    (["grade", "x", "--nonsense"], "unrecognized arguments: --nonsense", "argumentos desconhecidos: --nonsense"),
    (["grade", "x", "--off"], "unrecognized arguments: --off", "argumentos desconhecidos: --off"),
    (["start", "a", "b"], "unrecognized arguments: b", "argumentos desconhecidos: b"),
    (["check", "--lang"], "argument --lang: expected one argument", "argumento --lang: falta o valor"),
    (["check", "--lang", "--dir", "x"], "argument --lang: expected one argument", "argumento --lang: falta o valor"),
    (["grade", "x", "--out"], "argument --out: expected one argument", "argumento --out: falta o valor"),
    (["grade", "x", "--html=yes"], "argument --html: ignored explicit argument 'yes'",
     "argumento --html: não aceita valor, e recebeu 'yes'"),
    (["grade", "x", "--jobs", "0"], "argument --jobs: '0' is not a whole number from 1 to 1000",
     "argumento --jobs: '0' não é um número inteiro de 1 a 1000"),
    (["grade", "x", "--jobs", "1001"], "argument --jobs: '1001' is not a whole number from 1 to 1000",
     "argumento --jobs: '1001' não é um número inteiro de 1 a 1000"),
    (["hint", "06", "two"], "argument N: 'two' is not a whole number from 1 to 1000",
     "argumento N: 'two' não é um número inteiro de 1 a 1000"),
    (["author", "check", "--draws", "0"], "argument --draws: '0' is not a whole number from 1 to 100000",
     "argumento --draws: '0' não é um número inteiro de 1 a 100000"),
    (["grade", "x", "--fail-under", "101"], "argument --fail-under: '101' is not a number from 0 to 100",
     "argumento --fail-under: '101' não é um número de 0 a 100"),
)  # fmt: skip
NO_SEEDS = ("-1", "1.5", "", "x", "٣", "1e3", "9007199254740993", "0" * 30 + "9007199254740993", "9" * 5000)
NO_PER_CENTS = ("nan", "inf", "-inf", "-0.1", "100.001", "", "all", "1e400", "NaN", "5%")


@pytest.mark.parametrize("sentence", [ARGUMENT, CHOICE, *SENTENCES], ids=lambda sentence: sentence.en)
def test_sentences_are_those_of_argparse(sentence):
    said = sentence.en.removeprefix("argument {name}: ") if sentence is CHOICE else sentence.en
    assert PLACE.sub("%", said) in set(spoken())


def test_every_sentence_of_argparse_about_input_is_translated():
    about_input = [text.replace("%", "one") for text in spoken() if not NOT_ABOUT_INPUT.search(text)]
    assert len(about_input) >= 14
    known = [text for text in about_input if translated(f"argument X: {text}", "pt-BR") != f"argumento X: {text}"]
    assert known == about_input


@pytest.mark.parametrize(("arguments", "english", "portuguese"), WRONG, ids=" ".join)
def test_wrong_usage_is_one_line_in_both_languages(cli, one_line, arguments, english, portuguese):
    prog = {"author": "autograder author"}.get(arguments[0], "autograder") if arguments else "autograder"
    for before, expected, see in (([], english, "See"), (["--lang=pt-BR"], portuguese, "Veja")):
        ran = cli(*before, *arguments)
        assert ran.status == 2
        line = one_line(ran)
        assert line.startswith(f"{expected}. {see} `{prog}")
        assert line.endswith(" --help`.")


def test_what_argparse_says_newly_stays_as_it_is():
    assert translated("something nobody knows", "pt-BR") == "something nobody knows"
    assert translated("argument X: news", "pt-BR") == "argumento X: news"


@pytest.mark.parametrize("text", NO_SEEDS, ids=lambda text: text[:40])
def test_whole_refuses(text):
    with pytest.raises(argparse.ArgumentTypeError, match="não é um número inteiro de 0 a 9007199254740992") as caught:
        whole("pt-BR", 0, 2**53)(text)
    assert len(str(caught.value)) < 120


def test_whole_takes_the_ends():
    assert [whole("en", 0, 2**53)(text) for text in ("0", "007", "9007199254740992")] == [0, 7, 2**53]


@pytest.mark.parametrize("text", NO_PER_CENTS)
def test_per_cent_refuses(text):
    with pytest.raises(argparse.ArgumentTypeError, match="is not a number from 0 to 100"):
        per_cent("en")(text)


def test_per_cent_takes_the_ends():
    assert [per_cent("en")(text) for text in ("0", "59.5", "100")] == [0, 59.5, 100]


@pytest.mark.parametrize(
    "command", [(), ("start",), ("check",), ("hint",), ("quiz",), ("grade",), ("author",), ("author", "build")]
)
def test_help_is_whole_in_both_languages(cli, command):
    english, portuguese = cli(*command, "--help"), cli(*command, "--help", "--lang", "pt_BR.UTF-8")
    for ran in (english, portuguese):
        assert (ran.status, ran.err) == (0, "")
    assert english.out.startswith("usage: autograder")
    assert "options:" in english.out
    assert portuguese.out.startswith("uso: autograder")
    assert "opções:" in portuguese.out
    assert "-h, --help" in portuguese.out
    ours = {line.strip() for line in english.out.splitlines()} & {line.strip() for line in portuguese.out.splitlines()}
    assert [line for line in ours if len(line.split()) > 3 and not line.startswith(("[--", "-", "autograder"))] == []
    assert not re.search(r"usage:|options:|positional|show |exit\b", portuguese.out)


def test_options_of_every_command_have_a_help():
    for lang in ("en", "pt-BR"):
        made = parser(lang)
        pending = [made]
        while pending:
            one = pending.pop()
            for action in one._actions:
                if isinstance(action, argparse._SubParsersAction):
                    pending.extend(action.choices.values())
                else:
                    assert action.help, (one.prog, action)


def test_an_empty_name_of_a_key_is_told_for_nbgrader_too(cli, one_line):
    ran = cli("nbgrader", "grade", ".", "backpropagation", "--key", "", "--lang", "pt")
    assert ran.status == 2
    assert one_line(ran).startswith("argumento --key: o nome está vazio")

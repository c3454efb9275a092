from __future__ import annotations

import argparse
import inspect
import re

import pytest

from autograder.cli.main import parser
from autograder.cli.parsing import ARGUMENT, CHOICE, PLACE, SENTENCES, per_cent, translated, whole

SOURCE = "".join(re.findall(r"'([^']*)'", inspect.getsource(argparse).replace('"', "'")))
WRONG = (
    ([], "the following arguments are required: COMMAND", "falta indicar: COMANDO"),
    (["chek"], "there is no command 'chek' (did you mean check?). There are: start, check, hint, quiz, grade, author",
     "não existe o comando 'chek' (seria check?). Existem: start, check, hint, quiz, grade, author"),
    (["xyz"], "there is no command 'xyz'. There are: start, check, hint, quiz, grade, author",
     "não existe o comando 'xyz'. Existem: start, check, hint, quiz, grade, author"),
    (["author", "biuld"], "there is no command 'biuld' (did you mean build?). There are: build, check",
     "não existe o comando 'biuld' (seria build?). Existem: build, check"),
    (["author"], "the following arguments are required: COMMAND", "falta indicar: COMANDO"),
    (["grade"], "the following arguments are required: PATH", "falta indicar: PATH"),
    (["hint"], "the following arguments are required: ID", "falta indicar: ID"),
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
    (["grade", "x", "--fail-under", "101"], "argument --fail-under: '101' is not a number from 0 to 100",
     "argumento --fail-under: '101' não é um número de 0 a 100"),
)  # fmt: skip
NO_SEEDS = ("-1", "1.5", "", "x", "٣", "1e3", "9007199254740993", "0" * 30 + "9007199254740993", "9" * 5000)
NO_PER_CENTS = ("nan", "inf", "-inf", "-0.1", "100.001", "", "all", "1e400", "NaN", "5%")


@pytest.mark.parametrize("sentence", [ARGUMENT, CHOICE, *SENTENCES], ids=lambda sentence: sentence.en)
def test_sentences_are_those_of_argparse(sentence):
    said = PLACE.sub("%", sentence.en.removeprefix("argument {name}: ") if sentence is CHOICE else sentence.en)
    assert said in re.sub(r"%(\(\w+\))?[sr]", "%", SOURCE)


def test_every_sentence_of_argparse_about_the_command_line_is_translated():
    spoken = re.findall(r"_\('([^']*)'\)", inspect.getsource(argparse).replace('"', "'"))
    about_programs = re.compile(r"conflict|subparser|cannot|invalid option string|dest=|callable|optional|positional|parser|"
                                r"usage|options|help|version|mode|open|not defined|merge|group|default|error:|warning:|deprecated|heading")  # fmt: skip
    sentences = [re.sub(r"%\((\w+)\)[sr]", "one", text).replace("%s", "one").replace("%r", "one") for text in spoken]
    about_input = [text for text in sentences if not about_programs.search(text)]
    assert len(about_input) >= 10
    assert [text for text in about_input if translated(text, "pt-BR") == text] == []


@pytest.mark.parametrize(("arguments", "english", "portuguese"), WRONG, ids=lambda value: " ".join(value))
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


@pytest.mark.parametrize("command", [(), ("start",), ("check",), ("hint",), ("quiz",), ("grade",), ("author",), ("author", "build")])
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


def test_options_of_every_command_have_a_help(cli):
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

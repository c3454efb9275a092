from __future__ import annotations

import pytest

from autograder import __version__
from autograder.cli import main as main_module
from autograder.i18n.language import Text


@pytest.mark.parametrize("before", [[], ["--lang", "pt"], ["--lang=en"]])
def test_version(cli, before):
    ran = cli(*before, "--version")
    assert (ran.status, ran.out, ran.err) == (0, f"autograder {__version__}\n", "")


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [(["check", "--lang", "xx"], "'xx'"), (["--lang=", "hint", "06"], "''"), (["hint", "06", "--lang", "\x1b[2J"], r"'\\x1b[2J'"),
     (["hint", "06", "--lang", "klingon" * 50], "'klingonklingon")],
)  # fmt: skip
def test_unknown_language(cli, one_line, arguments, shown):
    ran = cli(*arguments)
    assert ran.status == 2
    line = one_line(ran)
    assert line.startswith(f"there is no language {shown.replace(chr(92) * 2, chr(92))}")
    assert line.endswith("there are: en, pt-BR")
    assert len(line) < 120


def test_the_last_language_counts_wherever_it_stands(cli):
    english, portuguese = cli("hint", "06", "--lang", "pt", "--lang", "en"), cli("--lang", "pt", "hint", "06")
    assert english.out.startswith("Hint 1 of ")
    assert portuguese.out.startswith("Dica 1 de ")


def test_what_stands_after_two_dashes_is_no_option(cli, one_line):
    assert one_line(cli("hint", "--", "--lang", "1")).startswith("there is no exercise '--lang'")


@pytest.mark.parametrize(
    ("variables", "start"),
    [({"LC_ALL": "pt_BR.UTF-8"}, "Dica 1"), ({"LANG": "pt_PT"}, "Dica 1"), ({"LANG": "C"}, "Hint 1"), ({}, "Hint 1"),
     ({"LANG": "de_DE.UTF-8"}, "Hint 1"), ({"LC_ALL": "C", "LANG": "pt_BR"}, "Hint 1")],
)  # fmt: skip
def test_the_environment_chooses_the_language(program, variables, start):
    assert program("hint", "06", **variables).out.startswith(start)


@pytest.mark.parametrize(
    "variables",
    [{"PYTHONIOENCODING": "latin-1"}, {"PYTHONUTF8": "0", "LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii:strict"}],
)
def test_output_is_utf8_whatever_the_locale(program, variables):
    ran = program("hint", "05", "5", "--lang", "pt", **variables)
    assert (ran.status, ran.err) == (0, "")
    assert "σ" in ran.out


MUCH = """\
import sys
from autograder.cli import hint, main

sys.argv[1:] = ["hint", "06"]
hint.run = lambda _: print("x" * 5_000_000) or 0
main.run()
"""


def test_a_reader_that_leaves_is_no_fault(shell):
    ran = shell("$A hint 06 9 | true; echo ${PIPESTATUS[0]}")
    assert ran.err == ""
    assert ran.out in {"0\n", "1\n"}  # it may be quicker than the reader


def test_a_reader_that_leaves_in_the_middle(shell, tmp_path):
    (tmp_path / "much.py").write_text(MUCH)
    ran = shell(f"${{A%% *}} {tmp_path}/much.py | head -c 1; exit ${{PIPESTATUS[0]}}")
    assert (ran.status, ran.out, ran.err) == (1, "x", "")


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&-", "<&- >&- 2>&-"])
def test_closed_streams(shell, solved, tmp_path, closed):
    ran = shell(f"$A grade {solved} --json {tmp_path}/report.json {closed}")
    assert "Traceback" not in ran.err
    assert ran.status == 0
    assert '"score": 8' in (tmp_path / "report.json").read_text()
    assert (ran.out == "") == (">&-" in closed.split())


def test_messages_never_slip_into_standard_output(shell, solved):
    ran = shell(f"$A grade {solved} --json - 2>&- | ${{A%% *}} -m json.tool > /dev/null")
    assert ran.status == 0


def test_a_full_disk_is_one_line(shell, one_line):
    ran = shell("$A hint 06 --lang pt > /dev/full")
    assert ran.status == 1
    assert one_line(ran).startswith("o sistema diz: ")


def test_an_interrupt_is_one_line(cli, one_line, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(main_module, "_run", interrupted)
    ran = cli("hint", "06")
    assert (ran.status, one_line(ran)) == (130, "interrupted")


def test_errors_that_know_what_to_say_say_it(cli, one_line, monkeypatch):
    class OursError(Exception):
        message = Text(en="this is missing", pt="isto falta")()

    def failing(*_):
        raise OursError

    monkeypatch.setattr(main_module, "_run", failing)
    assert one_line(cli("hint", "06")) == "this is missing"
    assert one_line(cli("hint", "06", "--lang", "pt")) == "isto falta"
    assert cli("hint", "06").status == 1


def test_bugs_are_not_hidden(cli, monkeypatch):
    monkeypatch.setattr(main_module, "_run", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        cli("hint", "06")

"""The command line as it is called in these tests: in this process, or as a program of its own."""

from __future__ import annotations

import contextlib
import io
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from autograder.cli.main import main
from autograder.i18n.language import LOCALE_VARIABLES

ROOT = Path(__file__).resolve().parents[2]
GOOD = """\
import numpy as np


def sigmoid(z):
    shrunk = np.exp(-np.abs(z))
    return np.where(np.asarray(z) >= 0, 1 / (1 + shrunk), shrunk / (1 + shrunk))


def sigmoid_backward(grad_output, output):
    return grad_output * output * (1 - output)
"""


@dataclass(frozen=True)
class Ran:
    """What a command came to."""

    status: int
    out: str
    err: str


def without_progress(text: str) -> str:
    """Leave out the lines on progress, which come or not as the machine is slow or fast."""
    return re.sub(r"^(grading|corrigindo): \d+ (of|de) \d+ .*\n", "", text, flags=re.MULTILINE)


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def cli() -> Callable[..., Ran]:
    """Run the command in this process, with this text on standard input, in English unless told otherwise."""

    def run(*arguments: object, typed: str = "") -> Ran:
        out, err, before = io.StringIO(), io.StringIO(), sys.stdin
        sys.stdin = io.StringIO(typed)
        with pytest.MonkeyPatch.context() as patch:
            for name in LOCALE_VARIABLES:
                patch.delenv(name, raising=False)
            try:
                with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                    status = main([str(argument) for argument in arguments])
            finally:
                sys.stdin = before
        return Ran(status, out.getvalue(), err.getvalue())

    return run


@pytest.fixture(scope="session")
def environment() -> Callable[..., dict[str, str]]:
    """Make an environment in which the package is found, with these variables and no language but theirs."""

    def made(**variables: str) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in {*LOCALE_VARIABLES, "NO_COLOR"}}
        return {**kept, "PYTHONPATH": str(ROOT), **variables}

    return made


@pytest.fixture(scope="session")
def program(environment: Callable[..., dict[str, str]]) -> Callable[..., Ran]:
    """Run `python -m autograder` as a program of its own."""

    def run(*arguments: object, cwd: Path | None = None, typed: bytes = b"", **variables: str) -> Ran:
        command = [sys.executable, "-m", "autograder", *map(str, arguments)]
        ended = subprocess.run(
            command, input=typed, capture_output=True, cwd=cwd, env=environment(**variables), check=False, timeout=300
        )
        return Ran(ended.returncode, ended.stdout.decode(), without_progress(ended.stderr.decode()))

    return run


@pytest.fixture
def shell(environment: Callable[..., dict[str, str]]) -> Callable[..., Ran]:
    """Run a line of bash in which `$A` is the command."""

    def run(line: str, **variables: str) -> Ran:
        command = ["bash", "-o", "pipefail", "-c", line]
        more = {"A": f"{sys.executable} -m autograder", **variables}
        ended = subprocess.run(command, capture_output=True, env=environment(**more), check=False, timeout=300)
        return Ran(ended.returncode, ended.stdout.decode(), without_progress(ended.stderr.decode()))

    return run


@pytest.fixture
def solved(tmp_path: Path) -> Path:
    """A submission with one exercise, solved."""
    folder = tmp_path / "ana"
    folder.mkdir()
    (folder / "sigmoid_backward.py").write_text(GOOD)
    return folder


@pytest.fixture
def one_line() -> Callable[[Ran], str]:
    """See that nothing but one line of ours was said, on standard error, and give it."""

    def said(ran: Ran) -> str:
        assert ran.out == ""
        assert ran.err.startswith("autograder: ")
        assert ran.err.count("\n") == 1
        assert "Traceback" not in ran.err
        return ran.err.removeprefix("autograder: ").rstrip("\n")

    return said

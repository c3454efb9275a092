"""What people hand in, or could, that stops a class: each kind is done to a folder of right work.

Every command that grades a class is given the same ones.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.nbgrader.classroom import ACTIVE, EXERCISE, GOOD, QUIZ, edit, wrote

DIGITS = b"9" * 6_000
FULL = 8
COMMANDS = (
    "##teamcity[testFailed]\\n##vso[task.complete]\\n::error::x\\n::set-output name=a::b\\n\\x1b]0;x\\x07\\x1b[2J"
)


@dataclass(frozen=True)
class Kind:
    """What is done to a submission, the points for its exercise all the same, and what is said of it."""

    make: Callable[[Path], object]
    points: int = FULL
    said: str = ""


# --- folders and files ----------------------------------------------------------------------------------------------


def _nested(folder):
    """Make folders in folders, deeper than any path can name."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for _ in range(50):
            Path("d" * 200).mkdir()
            os.chdir("d" * 200)


def _odd_files(folder):
    os.mkfifo(folder / "data.txt")
    os.mkfifo(folder / "more.ipynb")
    (folder / "endless.txt").symlink_to("/dev/zero")
    (folder / "loop.py").symlink_to("loop.py")
    (folder / "upwards").symlink_to("..")
    (folder / ("n" * 250)).mkdir()
    with socket.socket(socket.AF_UNIX) as end, pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        end.bind("talk.py")


def _pages(folder):
    """Name folders like the pages that feedback is written to, and hand in what a browser would run."""
    for name in (EXERCISE, QUIZ):
        (folder / name.replace("ipynb", "html")).mkdir()
        (folder / name.replace("ipynb", "html") / "note.txt").write_text("x")
    (folder / "look.svg").write_text("<svg onload='alert(1)'/>")
    (folder / "plot.png").write_bytes(b"x")


def _in_place_of(name, make):
    def change(folder):
        (folder / name).unlink()
        make(folder / name)

    return change


def _many_files(folder):
    for at in range(1_500):
        (folder / f"part-{at}.py").write_bytes(b"")


def _names(folder):
    for name in ("::error::x.py", "##vso[x].ipynb", "=cmd|x.py", "a\nb.py", "\x1b[2J.py", "<b>.py", "\u202egpj.py"):
        (folder / name).write_bytes(b"x = 1\n")
    with open(os.fsencode(folder) + b"/\xff\xfe.py", "wb") as file:  # noqa: PTH123 -- a name that is no text
        file.write(b"x = 1\n")


def _outputs(folder):
    """Hand in what the graders themselves write."""
    for name in ("report.json", "report.html", "index.html", "gradebook.db", "comments.toml", ".grades.db"):
        (folder / name).write_bytes(b"\0")
    for name in ("autograded", "feedback", ".nbgrader", "students"):
        (folder / name).mkdir()


def _bomb(folder):
    with zipfile.ZipFile(folder / "work.zip", "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("../../05_sigmoid_backward.ipynb", bytes(60_000_000))


def _closed(folder):
    (folder / "closed").mkdir(mode=0)


# --- timestamps -----------------------------------------------------------------------------------------------------


def _stamp(content):
    return lambda folder: (folder / "timestamp.txt").write_bytes(content)


def _clock(seconds):
    def change(folder):
        for path in folder.iterdir():
            os.utime(path, (seconds, seconds))

    return change


# --- notebooks ------------------------------------------------------------------------------------------------------


def _bytes(content, name=EXERCISE):
    return lambda folder: (folder / name).write_bytes(content)


def _book(change, name=EXERCISE):
    """Change a whole notebook, its right work in it."""

    def made(folder):
        notebook = json.loads((folder / name).read_text("utf-8"))
        changed = change(notebook)
        (folder / name).write_text(json.dumps(notebook if changed is None else changed), "utf-8")

    return made


def _cells(change, name=EXERCISE):
    return lambda folder: edit(folder / name, change)


def _huge_numbers(folder):
    """Write integers of more digits than Python reads where nbformat has numbers."""
    text = (folder / EXERCISE).read_text("utf-8")
    for name in ('"nbformat_minor"', '"points"', '"schema_version"', '"execution_count"'):
        text = text.replace(f"{name}: ", f'{name}: {DIGITS.decode()}, "x": ')
    (folder / EXERCISE).write_text(text, "utf-8")


def _marks(value):
    def change(cells):
        for cell in cells:
            cell["metadata"] = value

    return _cells(change)


def _grade_id(value):
    def change(cells):
        for cell in cells:
            cell["metadata"]["nbgrader"]["grade_id"] = value

    return _cells(change)


def _texts(*sources):
    def change(cells):
        for source in sources:
            for kind in ("markdown", "raw"):
                cells.insert(0, {"cell_type": kind, "metadata": {"nbgrader": {}}, "source": source})

    return _cells(change)


def _outputs_of_cells(cells):
    for cell in cells:
        if cell["cell_type"] == "code":
            cell["outputs"] = [
                {"output_type": "display_data", "metadata": {}, "data": {"text/html": ACTIVE, "image/svg+xml": "<svg onload=HOSTILE>"}},
                {"output_type": 3}, "x", {"output_type": "error", "ename": 1, "evalue": [], "traceback": [None]},
            ]  # fmt: skip


def _prints(folder):
    code = f"print('{COMMANDS}')\n{GOOD}\n_s = sigmoid\ndef sigmoid(z):\n    print('{COMMANDS}')\n    return _s(z)\n"
    edit(folder / EXERCISE, wrote(code))


def _raises(folder):
    edit(folder / EXERCISE, wrote(f"def sigmoid(z):\n    raise ValueError('{COMMANDS} <script>HOSTILE()</script>')\n"))


def _work(code):
    return lambda folder: edit(folder / EXERCISE, wrote(code))


KINDS: dict[str, Kind] = {
    "nested": Kind(_nested, said="Folders more than 30 levels down are not looked into"),
    "odd_files": Kind(_odd_files, said="`more.ipynb` is not read: it is no regular file"),
    "pages": Kind(_pages),
    "many_files": Kind(_many_files),
    "names_of_files": Kind(_names),
    "outputs": Kind(_outputs),
    "zip_bomb": Kind(_bomb),
    "closed_folder": Kind(_closed),
    "exercise_is_a_folder": Kind(_in_place_of(EXERCISE, os.mkdir), 0),
    "exercise_is_a_pipe": Kind(_in_place_of(EXERCISE, os.mkfifo), 0),
    "exercise_is_a_link": Kind(_in_place_of(EXERCISE, lambda path: path.symlink_to("/dev/zero")), 0),
    "quiz_is_a_folder": Kind(_in_place_of(QUIZ, os.mkdir)),
    "empty": Kind(lambda folder: [path.unlink() for path in folder.iterdir()], 0),
    "is_a_file": Kind(lambda folder: (shutil.rmtree(folder), folder.write_bytes(b"x")), 0),
    "is_a_link": Kind(lambda folder: (shutil.rmtree(folder), folder.symlink_to("/etc")), 0),
    "is_a_pipe": Kind(lambda folder: (shutil.rmtree(folder), os.mkfifo(folder)), 0),
    # timestamps
    "timestamp_of_digits": Kind(_stamp(b"9" * 900), said="is no time"),
    "timestamp_far_off": Kind(_stamp(b"99999-12-31 23:59:59 UTC"), said="is no time"),
    "timestamp_of_bytes": Kind(_stamp(b"\xff\xfe\0\xd8"), said="is no time"),
    "timestamp_of_commands": Kind(_stamp(b"##vso[task.complete]\n::error::x"), said="is no time"),
    "timestamp_pipe": Kind(lambda folder: os.mkfifo(folder / "timestamp.txt"), said="it is no regular file"),
    "timestamp_folder": Kind(lambda folder: (folder / "timestamp.txt").mkdir(), said="it is no regular file"),
    "timestamp_link": Kind(lambda folder: (folder / "timestamp.txt").symlink_to("/dev/zero")),
    "timestamp_of_10_MB": Kind(_stamp(bytes(10_000_000)), said="larger than 1000 bytes"),
    "clock_of_1901": Kind(_clock(-(2**31))),
    "clock_of_2400": Kind(_clock(2**33 + 2**32)),
    # notebooks
    "exercise_of_digits": Kind(
        _bytes(b'{"nbformat": 4, "metadata": {"x": %s}, "cells": []}' % DIGITS), 0, "holds nothing at all"
    ),
    "quiz_of_digits": Kind(
        _bytes(b'{"nbformat": 4, "metadata": {"x": %s}, "cells": []}' % DIGITS, QUIZ), said="holds nothing at all"
    ),
    "numbers_of_digits": Kind(_huge_numbers),
    "deep_json": Kind(_bytes(b"[" * 100_000, QUIZ), said="nested more than 64 levels"),
    "deep_exercise": Kind(_bytes(b'{"cells":' * 100_000), 0, said="nested more than 64 levels"),
    "infinite": Kind(_book(lambda book: book.update(metadata={"x": [float("inf"), float("nan")]}))),
    "null": Kind(_bytes(b"null"), 0),
    "list": Kind(_bytes(b"[[], {}]"), 0),
    "cells_of_numbers": Kind(_book(lambda book: {**book, "cells": [1, None, [], {}]}), 0),
    "cells_a_dictionary": Kind(_book(lambda book: {**book, "cells": {"a": 1}}), 0),
    "sources_of_numbers": Kind(_cells(lambda cells: [cell.update(source=[1, None]) for cell in cells]), 0),
    "metadata_of_lists": Kind(_marks([1, [2]])),
    "marks_of_text": Kind(_marks({"nbgrader": "text"})),
    "marks_of_numbers": Kind(_marks({"nbgrader": {"grade_id": 7, "points": "x", "solution": [], "grade": {}}})),
    "grade_id_of_surrogates": Kind(_grade_id("\ud800")),
    "grade_id_endless": Kind(_grade_id("x" * 100_000)),
    "format_of_the_future": Kind(_book(lambda book: book.update(nbformat=10**30, nbformat_minor=-1))),
    "format_of_the_past": Kind(
        _book(lambda book: {"nbformat": 3, "metadata": {}, "worksheets": [{"cells": book["cells"]}]}), 0
    ),
    "utf_16": Kind(lambda folder: (folder / EXERCISE).write_bytes((folder / EXERCISE).read_text().encode("utf-16")), 0),
    "latin_1": Kind(_bytes(b'{"cells": [], "x": "\xe9\xe8"}'), 0),
    "nulls": Kind(_bytes(bytes(1_000)), 0),
    "surrogates": Kind(_texts("\ud800 lone \udfff")),
    "outputs_of_cells": Kind(_cells(_outputs_of_cells)),
    "many_cells": Kind(
        _book(lambda book: book["cells"].extend([{"cell_type": "code", "metadata": {}, "source": ""}] * 20_000)), 0
    ),
    # texts and commands
    "active_texts": Kind(_texts(ACTIVE, f"# title\n\n- {ACTIVE}\n\n```\n{ACTIVE}")),
    "huge_text": Kind(_texts("<b>x</b> " * 200_000)),
    "prints_commands": Kind(_prints),
    "raises_commands": Kind(_raises, 0),
    "patches_the_grader": Kind(
        _work(f"{GOOD}\nimport sys, builtins\nsys.modules.clear()\nbuiltins.__import__ = builtins.len = None\n"), 0
    ),
    "ends": Kind(_work(f"{GOOD}\nimport os\nos._exit(0)\n"), 0),
    "answers_of_digits": Kind(_bytes(b"[answers]\nslope-of-square-at-3 = " + DIGITS + b"\n", "answers.toml")),
    "answers_deep": Kind(_bytes(b"a = " + b"[" * 50_000, "answers.toml")),
}  # fmt: skip

# Those of which nothing can be read, and so nothing is graded.
REFUSED = ("is_a_file", "is_a_link", "is_a_pipe")

# Names of submissions that outputs, systems, shells, tables, logs and pages have a meaning for.
NAMES = (
    "index.html", "report.json", "students", "con", "..x", "-rf", "=1+1", "@x", "a b", "a,b;c", 'a"b', "$(x)", "%s{0}",
    "9" * 200, "é" * 100, "::error::x", "##vso[x]", "<img src=x onerror=HOSTILE()>", "\x1b[2J", "a\nb", "\u202egpj", "comments.toml",
    "feedback", "2026-03-01", "v2", "notebook.ipynb.d", "INDEX.HTML", "NUL", "x.zip.d", "...", "_", "~", "'", "a\\b", os.fsdecode(b"\xff\xfe"),
)  # fmt: skip


def lay(release: Path, place: Callable[[str], Path], names: Iterable[str] = NAMES) -> None:
    """Hand in right work under all `names`, and each of the `KINDS`, where `place` says; before and after them honest ones."""
    for name in ("a-honest", *KINDS, *names, "z-honest"):
        folder = place(name)
        shutil.copytree(release, folder)
        edit(folder / EXERCISE, wrote(GOOD))
        if name in KINDS:
            KINDS[name].make(folder)

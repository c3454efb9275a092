from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from autograder.render.columns import USUAL, width
from autograder.render.terminal import plain_exercise, plain_report, plain_table

GOLDEN = Path(__file__).parent / "golden"
WRITE = "WRITE_GOLDEN" in os.environ  # set it to write the texts anew, then read every line that changed


def same_as_golden(name, text):
    path = GOLDEN / f"{name}.txt"
    if WRITE:
        path.write_text(text, "utf-8", newline="\n")
    assert text == path.read_text("utf-8")


def test_every_scene_reads_as_it_was_read_before(scene):
    name, report = scene
    same_as_golden(name, plain_report(report))


def test_no_golden_text_is_left_over(scenes):
    assert {path.stem for path in GOLDEN.iterdir()} == {*scenes, "table_en", "table_pt"}


def test_tables_read_as_they_were_read_before(scenes):
    same_as_golden("table_en", plain_table([scenes[name] for name in ("full_en", "half_en", "ungradable_en")]))
    same_as_golden("table_pt", plain_table([scenes[name] for name in ("full_pt", "syntax_error_pt", "ungradable_pt")]))


def test_lines_fold_except_those_to_be_copied(scene):
    _, report = scene
    for line in plain_report(report).splitlines():
        # a call to be copied may be long, and a spelled-out log command is three cells wider
        assert width(line) <= USUAL + 3 or line.strip().startswith(("call: ", "chamada: ", "smallest wrong case: ")), (
            line
        )


def test_plain_text_has_no_escapes_and_no_log_commands(scene):
    _, report = scene
    text = plain_report(report) + plain_table([report])
    assert text.isprintable() or set(filter(lambda character: not character.isprintable(), text)) == {"\n"}
    assert not any(line.strip().startswith("::") for line in text.splitlines())
    text.encode()


def test_plain_output_never_loads_rich():
    program = (
        "import sys, autograder.render.terminal, autograder.render.json_text, autograder.render.junit\n"
        "print(sorted({name.split('.')[0] for name in sys.modules} & {'rich', 'nbgrader', 'IPython', 'sympy'}))"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"


def test_a_rationale_that_a_ci_server_would_obey_is_spelled_out(scenes):
    report = replace(scenes["ungradable_en"], reason="first\n::error::x\n##[error]y")
    lines = plain_report(report).splitlines()
    assert lines[1:4] == ["! first", "  \\x3a:error::x", "  \\x23#[error]y"]


def test_one_exercise_reads_as_it_does_in_its_report(scenes):
    exercise = scenes["half_en"].exercises[5]
    text = plain_exercise(exercise, "en")
    assert text in (GOLDEN / "half_en.txt").read_text("utf-8")
    assert text.startswith("~ linear_backward: Backward through a linear layer")


def test_one_exercise_shows_its_checks_even_when_nothing_is_written(scenes):
    text = plain_exercise(replace(scenes["untouched_pt"].exercises[0], notes=("\x1b[2J",)), "pt-BR")
    assert "– valores · 0/10, ainda não escrito" in text
    assert "aviso: \\x1b[2J" in text

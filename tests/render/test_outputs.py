"""The one list of outputs: what it names can be written, and is told of in the docs."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.cli.main import parser
from autograder.render.outputs import ALWAYS_OF_A_SUBMISSION, OF_A_RUN, OF_A_SUBMISSION

ROOT = Path(__file__).resolve().parents[2]
OPTIONS = [*OF_A_RUN, *OF_A_SUBMISSION]


@pytest.mark.parametrize("output", OF_A_RUN, ids=lambda output: output.name)
def test_every_output_of_a_run_can_be_made_of_every_scene(output, scenes):
    assert output.text(list(scenes.values())).strip()
    assert isinstance(output.text([]), str)


@pytest.mark.parametrize("output", [*ALWAYS_OF_A_SUBMISSION, *OF_A_SUBMISSION], ids=lambda output: output.name)
def test_every_output_of_a_submission_can_be_made_of_every_scene(output, scene):
    _, report = scene
    assert output.text(report).strip()


@pytest.mark.parametrize("lang", ["en", "pt-BR"])
def test_the_help_has_every_output(lang, capsys):
    with pytest.raises(SystemExit):
        parser(lang).parse_args(["grade", "--help"])
    said = " ".join(capsys.readouterr().out.split())
    for output in OPTIONS:
        assert f"--{output.name}" in said
        assert output.about.to(lang).split("; ")[0].split(",")[0] in said


@pytest.mark.parametrize("readme", ["README.md", "README.pt-BR.md"])
def test_the_readmes_have_every_output(readme):
    text = (ROOT / readme).read_text(encoding="utf-8")
    assert [output.name for output in OPTIONS if f"--{output.name}" not in text] == []


def test_no_two_outputs_are_the_same_option():
    names = [output.name for output in OPTIONS]
    assert len(names) == len(set(names))

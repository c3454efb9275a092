"""The one list of formats: what it names can be written, is told of by the command and in the docs."""

from __future__ import annotations

import pytest

from autograder.cli.export import listed
from autograder.cli.main import main
from autograder.export.formats import FORMATS, QUESTION_BANKS, named
from autograder.i18n.language import LANGUAGES
from autograder.render.outputs import OF_A_RUN, OF_A_SUBMISSION


@pytest.mark.parametrize("format_", FORMATS, ids=lambda format_: format_.name)
def test_every_format_has_a_writer(format_):
    assert callable(format_.load())
    assert named(format_.name) is format_


def test_no_two_formats_have_the_same_name():
    names = [format_.name for format_ in FORMATS]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_list_tells_of_all_that_can_be_written_with_its_limits(lang, capsys):
    assert main(["export", "--list", "--lang", lang]) == 0
    said = capsys.readouterr().out
    assert said == "\n".join(listed(lang)) + "\n"
    for one in (*FORMATS, *OF_A_RUN, *OF_A_SUBMISSION):
        assert f"  {one.name}: " in said or f"  --{one.name}: " in said
        assert one.limits.to(lang) in said
        assert one.read_back.to(lang) in said


def test_a_format_must_be_named(capsys):
    assert main(["export", "--lang", "en"]) == 2
    assert "github" in capsys.readouterr().err
    assert main(["export", "gihtub", "--lang", "en"]) == 2
    assert "did you mean github?" in capsys.readouterr().err


def test_the_docs_have_every_row_of_the_list(root):
    page = (root / "docs" / "exports.md").read_text(encoding="utf-8")
    rows = [(f"--{one.name}", one) for one in (*OF_A_RUN, *OF_A_SUBMISSION)] + [(one.name, one) for one in FORMATS]
    rows += [(f"quiz --to {one.name}", one) for one in QUESTION_BANKS]
    for name, one in rows:
        assert f"| `{name}` | {one.about.en} | {one.limits.en} | {one.read_back.en} |\n" in page
    assert page.count("\n| `") >= len(rows)

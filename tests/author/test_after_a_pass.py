"""What learners read after a pass is made of the solution, of right/ and of after_a_pass.toml."""

from __future__ import annotations

import pytest

from autograder.author.build import build, drift, make
from autograder.author.folders import solution_strays
from autograder.course.sealed_solution import unseal

NOTES = """\
[discussion]
en = "Two times, and no more."
pt-BR = "Duas vezes, e mais nada."

[[others]]
file = "added.py"
title.en = "By adding"
title.pt-BR = "Somando"
"""
ADDED = '''\
"""Added, for authors."""

import numpy as np


def double(x):
    return np.add(x, x)
'''
SEALED = "exercises/01_double/solution.sealed"
FILE = "solutions/01_double/after_a_pass.toml"


@pytest.fixture
def noted(course):
    """The small course, with words for after a pass."""
    folder = course / "solutions" / "01_double"
    (folder / "right").mkdir()
    (folder / "right" / "added.py").write_text(ADDED)
    (folder / "after_a_pass.toml").write_text(NOTES, encoding="utf-8")
    return course


def problems(root):
    return [finding.line("en") for finding in make(root).problems]


def test_an_exercise_may_do_without(course):
    assert SEALED not in make(course).files


def test_the_solution_is_sealed_in_both_languages(noted):
    made = make(noted)
    assert made.problems == []
    assert solution_strays(noted) == ()
    opened = unseal("double", made.files[SEALED])
    english, portuguese = opened["en"], opened["pt-BR"]
    assert english.code.startswith('import numpy as np\n\n\ndef double(x):\n    """Give 2x.\n')
    assert "    return 2 * np.asarray(x)\n" in english.code
    assert "Devolve 2x." in portuguese.code
    assert "SOLUTION" not in english.code + portuguese.code
    assert (english.discussion, portuguese.discussion) == ("Two times, and no more.", "Duas vezes, e mais nada.")
    assert [one.title for one in (*english.others, *portuguese.others)] == ["By adding", "Somando"]
    assert english.others[0].code == "import numpy as np\n\n\ndef double(x):\n    return np.add(x, x)\n"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[discussion]", "[discussion", "line 1: this is not valid TOML: "),
        ("[discussion]", "[discussions]", "line 1: it holds [discussion] and, in a list [[others]], each with"),
        ("[[others]]", "[others]", "line 1: it holds [discussion]"),
        ('file = "added.py"\n', "", "line 1: it holds [discussion]"),
        ('pt-BR = "Duas vezes, e mais nada."', "", "line 1: discussion.pt-BR: it is missing"),
        ('title.pt-BR = "Somando"', 'title.pt-BR = " "', "line 1: others.0.pt-BR: it is empty"),
        ("added.py", "../../x.py", "line 1: right/ has no file ../../x.py"),
    ],
)
def test_what_is_wrong_with_the_words_is_said(noted, old, new, said):
    assert old in NOTES
    (noted / FILE).write_text(NOTES.replace(old, new, 1), encoding="utf-8")
    (line,) = problems(noted)
    assert line.startswith(f"{FILE}: {said}")


@pytest.mark.parametrize(
    ("name", "line"), [("right/added.py", "    return np.add(x, x)"), ("double.py", "    return 2 * np.asarray(x)")]
)
def test_a_comment_that_learners_would_read_in_one_language_is_told(noted, name, line):
    path = noted / "solutions" / "01_double" / name
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(line, f"    # twice\n{line}"), encoding="utf-8")
    (said,) = problems(noted)
    assert said.startswith(f"solutions/01_double/{name}: line ")
    assert "a comment that learners read after a pass is in one language only: # twice;" in said
    path.write_text(text.replace(line, f"{line}  # noqa: PLR2004"), encoding="utf-8")
    assert problems(noted) == []


def test_a_style_that_is_no_python_is_told(noted):
    (noted / "solutions" / "01_double" / "right" / "added.py").write_text("def double(x):\n    return (\n")
    (said,) = problems(noted)
    assert said.startswith("solutions/01_double/right/added.py: line 2: this is not valid Python: ")


def test_a_seal_that_is_not_what_its_sources_make_has_drifted(noted):
    assert SEALED in build(noted).written
    assert all(finding.ok for finding in drift(noted, make(noted)))
    (noted / FILE).write_text(NOTES.replace("Two", "Twice two"), encoding="utf-8")
    (finding,) = drift(noted, make(noted))
    assert (finding.ok, finding.file) == (False, SEALED)
    (noted / SEALED).unlink()
    (finding,) = drift(noted, make(noted))
    assert finding.line("en") == f"{SEALED}: it is missing; run `autograder author build`"

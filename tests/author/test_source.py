from __future__ import annotations

import pytest

from autograder.author.folders import findings_of
from autograder.author.source import read_script
from autograder.course.exercise_folder import SourceError


def error_in(text: str) -> str:
    with pytest.raises(SourceError) as caught:
        read_script(text, "double", "solutions/01_double/double.py")
    (finding,) = findings_of(caught.value)
    assert finding.line("pt-BR") != finding.line("en")
    return finding.line("en")


def test_each_language_gets_its_text_and_both_get_the_code(script):
    read = read_script(script, "double", "double.py")
    assert read.texts == {
        "en": ("# 01 · Doubling\n\nTwice as much.",),
        "pt-BR": ("# 01 · O dobro\n\nDuas vezes mais.",),
    }
    assert read.code.startswith("import numpy as np\n\n\ndef double(x):\n")
    assert read.code.endswith("    ### END SOLUTION\n")
    assert script.split("\n")[read.code_line - 1] == "import numpy as np"


def test_several_text_cells_keep_their_order(script):
    more = '# %% [markdown] lang="en"\n# More.\n\n# %% [markdown] lang="pt-BR"\n# Mais.\n\n# %% grade_id'
    read = read_script(script.replace("# %% grade_id", more), "double", "double.py")
    assert read.texts["en"] == ("# 01 · Doubling\n\nTwice as much.", "More.")
    assert read.texts["pt-BR"][1] == "Mais."


def test_a_missing_portuguese_cell_is_named(script):
    start, end = script.index('# %% [markdown] lang="pt-BR"'), script.index("# %% grade_id")
    said = error_in(script[:start] + script[end:])
    assert said.startswith("solutions/01_double/double.py: line 1:")
    assert "pt-BR" in said


def test_a_missing_english_cell_is_named(script):
    said = error_in(script[script.index('# %% [markdown] lang="pt-BR"') :])
    assert "line 1:" in said
    assert "its en version" in said


def test_two_cells_of_one_language_in_a_row_are_refused(script):
    assert "line 1:" in error_in(script.replace('lang="pt-BR"', 'lang="en"'))


@pytest.mark.parametrize("wrong", ["", ' lang="pt"', ' lang="fr"'])
def test_a_cell_without_a_known_language_is_named(script, wrong):
    said = error_in(script.replace(' lang="pt-BR"', wrong))
    assert "line 6:" in said
    assert "language" in said


@pytest.mark.parametrize(("marker", "got"), [('# %% grade_id="doubled"', "'doubled'"), ("# %%", "None")])
def test_a_code_cell_without_the_exercise_s_grade_id_is_refused(script, marker, got):
    said = error_in(script.replace('# %% grade_id="double"', marker))
    assert "line 11:" in said
    assert said.endswith(f"its grade_id is {got}")


def test_code_between_the_texts_is_refused(script):
    before = '# %% [markdown] lang="pt-BR"'
    assert "line 9: a cell follows the code cell" in error_in(script.replace(before, f"# %%\nx = 1\n\n{before}"))


def test_text_without_code_is_refused(script):
    assert "no code cell" in error_in(script[: script.index("# %% grade_id")])


def test_code_without_text_is_refused(script):
    assert "no text before" in error_in(script[script.index("# %% grade_id") :])


def test_a_cell_after_the_code_is_refused(script):
    assert "follows the code cell" in error_in(script + '\n# %% [markdown] lang="en"\n# More.\n')


def test_an_empty_cell_is_refused(script):
    assert "line 6: this cell is empty" in error_in(script.replace("# # 01 · O dobro\n#\n# Duas vezes mais.\n", ""))


@pytest.mark.parametrize("text", ["", "\n\n", "x = 1\n"])
def test_a_script_that_does_not_begin_with_a_cell_is_refused(text):
    assert "cell marker" in error_in(text)


def test_a_marker_inside_a_string_is_refused(script):
    assert "inside a string" in error_in(script + 'text = """\n# %% no cell\n"""\n')

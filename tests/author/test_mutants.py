"""Mutants: made anew and always the same, told stably, and those that are right listed with a reason."""

from __future__ import annotations

import ast

import pytest

from autograder.author.folders import findings_of, folders
from autograder.author.mutants import Mutation, equivalents, mutants
from autograder.author.source import read_script, script_of
from autograder.course.exercise_folder import SourceError
from tests.author.test_this_course import ROOT

ENTRY = '[[equivalent]]\noperator = "NumberReplacer"\nline = "return 2"\noccurrence = 1\nreason = "It is."\n'


def _mutants(script: str) -> dict[Mutation, str]:
    return {mutant.mutation: mutant.code for mutant in mutants(read_script(script, "double", "double.py"))}


def test_one_thing_is_changed_and_only_between_the_markers(script):
    script = script.replace('"""Give 2x.', 'k = 3 + 4\n    """Give 2x.')
    code = read_script(script, "double", "double.py").code
    made = _mutants(script)
    assert len(made) == len(set(made.values())) >= 13
    for mutation, mutated in made.items():
        assert mutation.line == "return 2 * np.asarray(x)"
        ast.parse(mutated)
        before, after = code.split("\n"), mutated.split("\n")
        (changed,) = [at for at, (one, other) in enumerate(zip(before, after, strict=True)) if one != other]
        assert before[changed].strip() == mutation.line
    assert "    return 2 + np.asarray(x)" in made[Mutation("ReplaceBinaryOperator_Mul_Add", mutation.line, 1)]
    assert {1, 2} == {mutation.occurrence for mutation in made if mutation.operator == "NumberReplacer"}


def test_they_are_the_same_ones_each_time(script):
    assert list(_mutants(script).items()) == list(_mutants(script).items())


def test_their_names_do_not_hang_on_what_stands_elsewhere(script):
    before = _mutants(script)
    moved = script.replace("import numpy as np\n", "import numpy as np\n\nSIX = 2 * 3\n")
    moved = moved.replace("return double(double(x))", "y = 2 * double(x)\n    return y")
    after = _mutants(moved)
    assert before.keys() < after.keys()


def test_lines_of_the_same_text_are_counted(script):
    made = _mutants(script.replace("return double(double(x))", "x = double(x)\n    return 2 * np.asarray(x)"))
    found = sorted(mutation for mutation in made if mutation.operator == "ReplaceBinaryOperator_Mul_Add")
    assert [mutation.occurrence for mutation in found] == [1, 2]
    first, second = (made[mutation].index("return 2 + np") for mutation in found)
    assert first < second


def test_a_loop_and_a_comparison_are_changed(script):
    made = _mutants(script.replace("return double(double(x))", "for _ in range(2):\n        x = x if x > 0 else x"))
    operators = {mutation.operator for mutation in made}
    assert {"ZeroIterationForLoop", "ReplaceComparisonOperator_Gt_GtE"} <= operators


def test_equivalents_are_read_with_their_reasons(course):
    (folder,) = folders(course)
    assert equivalents(folder) == {}
    folder.equivalents_file.write_text(ENTRY, encoding="utf-8")
    assert equivalents(folder) == {Mutation("NumberReplacer", "return 2", 1): "It is."}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("equivalent = [", "this is not valid TOML: "),
        ("equivalent = 3", "entry 1 is none"),
        ("equivalent = [3]", "entry 1 is none"),
        (ENTRY.replace("[[equivalent]]", "[[equal]]"), "entry 1 is none"),
        (ENTRY.replace('"It is."', '""'), "entry 1 is none"),
        (ENTRY.replace("= 1", "= 0"), "entry 1 is none"),
        (ENTRY.replace("= 1", "= true"), "entry 1 is none"),
        (ENTRY.replace("operator", "operators"), "entry 1 is none"),
        (ENTRY + ENTRY.replace('"It is."', '"So it is."'), "entry 2 stands here twice"),
    ],
)
def test_what_is_no_list_of_equivalents_is_said(course, text, said):
    (folder,) = folders(course)
    folder.equivalents_file.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError) as raised:
        equivalents(folder)
    assert str(raised.value).startswith(f"solutions/01_double/equivalent.toml: line 1: {said}")
    assert findings_of(raised.value)[0].line("pt-BR") != findings_of(raised.value)[0].line("en")


@pytest.mark.slow
@pytest.mark.parametrize("folder", folders(ROOT), ids=lambda folder: folder.name)
def test_the_mutants_that_this_course_lists_exist(folder):
    made = {mutant.mutation for mutant in mutants(script_of(folder))}
    assert [str(mutation) for mutation in equivalents(folder) if mutation not in made] == []

from __future__ import annotations

import base64

import pytest

from autograder.course.course import course
from autograder.course.sealed_solution import OtherWay, SealError, Solution, seal, unseal

CODE = "def double(x):\n    return 2 * x\n"
SOLUTIONS = {
    "en": Solution(CODE, "Twice.", (OtherWay("By adding", "def double(x):\n    return x + x\n"),)),
    "pt-BR": Solution(CODE, "O dobro, ação.", ()),
}


def test_what_was_sealed_is_what_is_opened():
    assert unseal("double", seal("double", SOLUTIONS)) == SOLUTIONS


def test_the_same_is_sealed_to_the_same_bytes():
    assert seal("double", SOLUTIONS) == seal("double", SOLUTIONS)


def test_nothing_can_be_read_by_looking():
    sealed = seal("double", SOLUTIONS)
    head, *rest = sealed.split(b"\n")
    assert b"autograder solution double" in head
    for words in (b"return", b"Twice", b"By adding", b"discussion"):
        assert words not in sealed
        assert words not in base64.b64decode(b"".join(rest))


SEALED = seal("double", SOLUTIONS)


@pytest.mark.parametrize(
    "bad",
    [b"", b"\n", SEALED[:-9], SEALED[:-5], SEALED + b"AAAA\n", SEALED.replace(b"\n", b"\nA", 1), SEALED[200:], b"\xff" * 99,
     SEALED.split(b"\n")[0] + b"\nAAAA\n", seal("triple", SOLUTIONS)],
)  # fmt: skip
def test_what_is_not_as_it_was_built_is_not_opened(bad):
    with pytest.raises(SealError, match="it is not as it was built"):
        unseal("double", bad)


@pytest.mark.parametrize("entry", course().exercises, ids=lambda entry: entry.id)
def test_every_exercise_of_the_course_has_a_solution_to_show(entry):
    opened = unseal(entry.id, entry.sealed_file.read_bytes())
    for solution in opened.values():
        compile(solution.code, entry.id, "exec")
        assert "SOLUTION" not in solution.code
        assert "NotImplementedError" not in solution.code
        assert len(solution.discussion) > 200
        assert len(solution.others) >= 2
        for other in solution.others:
            compile(other.code, entry.id, "exec")
            assert all(f"{function.name}" in other.code for function in entry.exercise.functions)
    english, portuguese = opened["en"], opened["pt-BR"]
    assert english.code != portuguese.code
    assert [one.code for one in english.others] == [one.code for one in portuguese.others]

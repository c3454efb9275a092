"""What an exercise builds on, and what to read before it, is said once and shown in its text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from autograder.author.agreements import out_of_order, read_before
from autograder.author.folders import folders
from autograder.author.source import script_of
from autograder.i18n.language import Text

COURSE = Path(__file__).resolve().parents[2]
NUMBERS = {folder.id: folder.number for folder in folders(COURSE)}


def parts(exercise_id):
    folder = next(folder for folder in folders(COURSE) if folder.id == exercise_id)
    return folder, folder.load(keep_bytecode=False), script_of(folder)


@pytest.mark.parametrize("exercise_id", sorted(NUMBERS))
def test_every_exercise_says_where_it_stands(exercise_id):
    folder, exercise, script = parts(exercise_id)
    assert exercise.reading is not None
    assert 5 <= exercise.minutes <= 90
    assert list(out_of_order(folder, exercise, script, NUMBERS)) == []


def test_only_the_first_exercises_build_on_nothing():
    assert {id_ for id_ in NUMBERS if not parts(id_)[1].after} == {"derivative_estimates", "forward_pass"}


def test_the_line_is_as_people_write_it():
    _, exercise, _ = parts("xor_training")
    said = read_before(exercise, NUMBERS)
    assert said.to("en") == "*Read before: xor (all of it). Builds on 04, 05, 06 and 09. About 60 minutes.*"
    assert (
        said.to("pt-BR")
        == "*Leia antes: xor (o texto inteiro). Usa o que você fez em 04, 05, 06 e 09. Cerca de 60 minutos.*"
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"after": ("xor_training",)}, "`after` names xor_training"),
        ({"after": ("linear_backward",)}, "`after` names linear_backward"),
        ({"after": ("nowhere",)}, "`after` names nowhere"),
        ({"minutes": 41}, "must have this line"),
        ({"after": ()}, "must have this line"),
        ({"reading": Text(en="xor", pt="xor")}, "does not mention chain-rule"),
    ],
)
def test_what_does_not_agree_is_found(change, said):
    folder, exercise, script = parts("linear_backward")
    found = [finding.line("en") for finding in out_of_order(folder, replace(exercise, **change), script, NUMBERS)]
    assert found
    assert all(said in line or "must have this line" in line for line in found)
    assert any(said in line for line in found)

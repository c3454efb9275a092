from __future__ import annotations

import pytest

from autograder.course.course import course, find


def unfolded(text):
    return " ".join(text.split())


@pytest.fixture(scope="module")
def exercise():
    return find(course(), "06").exercise


@pytest.mark.parametrize("name", ["06", "6", "linear_backward", "linear-backward", "Linear_Backward", "06_linear_backward",
                                  "06_linear_backward.ipynb", "my/work/linear_backward.py"])  # fmt: skip
def test_an_exercise_has_many_names(cli, exercise, name):
    ran = cli("hint", name)
    assert (ran.status, ran.err) == (0, "")
    assert exercise.hints[0].en in unfolded(ran.out)
    assert exercise.hints[1].en not in unfolded(ran.out)
    assert ran.out.endswith("\nOne more:\n  autograder hint linear_backward 2\n")


def test_the_ladder_goes_to_its_end_and_stays_there(cli, exercise):
    count = len(exercise.hints)
    ran = cli("hint", "06", count - 1, "--lang", "pt")
    assert ran.out.endswith(f"Mais uma:\n  autograder hint linear_backward {count}\n")
    last = cli("hint", "06", count, "--lang", "pt")
    text = unfolded(last.out)
    assert all(f"Dica {number} de {count}: {hint.pt}" in text for number, hint in enumerate(exercise.hints, 1))
    assert f"Essa foi a última. Releia: {exercise.reading.pt}." in text
    # Whoever is stuck is sent back to what this one builds on.
    assert text.endswith(
        "depende de 03 chain_rule: se isso ainda não passa, volte lá primeiro: autograder check chain_rule"
    )
    assert "depende de" not in ran.out
    assert cli("hint", "06", 1000, "--lang", "pt") == last


@pytest.mark.parametrize("lang", ["en", "pt"])
@pytest.mark.parametrize("id_", [entry.id for entry in course().exercises])
def test_lines_are_folded(cli, id_, lang):
    ran = cli("hint", id_, 1000, "--lang", lang)
    assert 60 < max(map(len, ran.out.splitlines())) <= 80


@pytest.mark.parametrize(
    ("name", "near"),
    [("linear_bakward", " (did you mean linear_backward?)"), ("XOR_trainin", " (did you mean xor_training?)"), ("99", ""),
     ("", ""), ("٦", ""), ("..", ""), ("\x1b[2J\n" * 100, "")],
)  # fmt: skip
def test_an_unknown_exercise(cli, one_line, name, near):
    ran = cli("hint", name)
    assert ran.status == 2
    line = one_line(ran)
    assert line.startswith("there is no exercise ")
    assert line.endswith(f"{near}. There are: {', '.join(entry.id for entry in course().exercises)}")
    assert len(line) < 400


def test_an_unknown_exercise_in_portuguese(cli, one_line):
    ran = cli("hint", "delta-rul", "--lang", "pt")
    assert one_line(ran).startswith("não existe o exercício 'delta-rul' (seria delta_rule?). Existem: ")

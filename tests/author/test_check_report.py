"""The report on the checks, on a small course: false alarms, misses and names, each told with its file."""

from __future__ import annotations

from contextlib import nullcontext

import pytest

from autograder.author.check_report import HEADINGS, page, report
from autograder.cli.main import main

SCRIPT = "solutions/01_double/double.py"
RIGHT = "solutions/01_double/right/sums.py"
SUMS = '"""Sums."""\n\n\ndef double(x):\n    return x + x\n\n\ndef quadruple(x):\n    return x + x + x + x\n'
MISTAKE = '"""{what}.\n\ndiagnosis: {diagnosis}\nfails: double\nwaits: quadruple\n"""\n\n\ndef double(x):\n    {body}\n'
POWER = "return 2 * np.asarray(x) ** 1"


@pytest.fixture
def write(course):
    """Write files of the course's only exercise."""

    def written(name, text):
        path = course / "solutions" / "01_double" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")

    written("right/sums.py", SUMS)
    return written


@pytest.fixture
def problems(course, direct, broken_lines):
    """Give what is not as it should be."""
    return lambda **settings: broken_lines(list(report(course, sandboxes=direct, **settings).problems))


def _row(text):
    """Give the figures of the exercise by heading."""
    line = next(line for line in text.splitlines() if line.startswith("| 01_double"))
    return dict(
        zip([heading.en for heading in HEADINGS], [cell.strip() for cell in line.split("|")[1:-1]], strict=True)
    )


@pytest.mark.parametrize("jobs", [1, 3])
def test_a_sound_course_has_figures_and_no_problem(course, write, direct, jobs):
    del write
    shown = []
    found = report(course, lambda *step: shown.append(step), seeds=4, jobs=jobs, sandboxes=direct)
    assert found.problems == ()
    assert shown == [(done, 4, "01_double") for done in (1, 2, 3, 4)]
    figures = _row(page(found, "en"))
    mutants = int(figures["mutants caught"])
    assert mutants >= 13
    assert figures == {
        "exercise": "01_double", "right": "2", "false alarms": "0", "wrong": str(1 + mutants), "missed": "0",
        "named right": "1", "named wrong": "0", "not named": "0", "no name": "0",
        "mutants caught": str(mutants), "equivalent": "0", "seeds": "4",
    }  # fmt: skip
    assert "## Not as it should be\n\nNothing.\n" in page(found, "en")
    assert "## O que não está como deveria\n\nNada.\n" in page(found, "pt-BR")


def test_a_right_one_that_loses_is_a_false_alarm(course, write, direct, problems):
    write("right/sums.py", SUMS.replace("x + x + x + x", "None"))
    (line,) = problems(seeds=3)
    assert line.startswith(f"{RIGHT}: false alarm: quadruple is failed at 3 of 3 seeds (first at 1): `quadruple`, ")
    assert _row(page(report(course, seeds=3, sandboxes=direct), "en"))["false alarms"] == "1"


def test_a_false_alarm_at_some_seeds_only_is_found(write, problems):
    write("right/sums.py", SUMS.replace("return x + x\n", "return x + x if x[0, 0] > 0 else 2\n"))
    (line,) = problems(seeds=12)
    count = int(line.partition(" at ")[2].split()[0])
    assert 0 < count < 12


def test_a_wrong_one_that_earns_all_is_missed(course, write, direct, problems):
    write("mistakes/sums.py", MISTAKE.format(what="Sums", diagnosis="none", body="return x + x"))
    assert problems(seeds=2) == [
        "solutions/01_double/mistakes/sums.py: missed: it earns all points at 2 of 2 seeds (first at 1)"
    ]
    assert _row(page(report(course, seeds=2, sandboxes=direct), "en"))["missed"] == "1"


def test_a_wrong_one_that_is_caught_at_most_seeds_is_missed(write, problems):
    write(
        "mistakes/some.py", MISTAKE.format(what="Some", diagnosis="none", body="return x + x if x.sum() > 0 else x - 1")
    )
    (line,) = problems(seeds=12)
    count = int(line.partition(" at ")[2].split()[0])
    assert 0 < count < 12


def test_names_are_counted_and_wrong_ones_told(course, write, direct, problems):
    write("mistakes/tripled.py", MISTAKE.format(what="3x", diagnosis="squared-not-doubled", body="return 3 * x"))
    write("mistakes/half.py", MISTAKE.format(what="x/2", diagnosis="tripled", body="return x / 2"))
    write("mistakes/minus.py", MISTAKE.format(what="-x", diagnosis="none", body="return -x"))
    write("mistakes/third.py", MISTAKE.format(what="3x", diagnosis="none", body="return 3 * x"))
    assert problems(seeds=2) == [
        "solutions/01_double/mistakes/half.py: named none at 2 of 2 seeds (first at 1); `diagnosis` says tripled",
        "solutions/01_double/mistakes/third.py: named tripled at 2 of 2 seeds (first at 1); `diagnosis` says none",
        "solutions/01_double/mistakes/tripled.py: named tripled at 2 of 2 seeds (first at 1); `diagnosis` says squared-not-doubled",
    ]
    figures = _row(page(report(course, seeds=2, sandboxes=direct), "en"))
    assert [figures[f"{how}"] for how in ("named right", "named wrong", "not named", "no name")] == ["1", "2", "1", "1"]


def test_a_mutant_that_earns_all_must_be_listed(course, script, write, direct, problems):
    write("double.py", script.replace("return 2 * np.asarray(x)", POWER))
    lines = problems(seeds=2)
    operators = ["ReplaceBinaryOperator_Pow_Mul", "ReplaceBinaryOperator_Pow_Div"]
    assert len(lines) == 2
    for line, operator in zip(sorted(lines, reverse=True), operators, strict=True):
        assert line == (
            f"{SCRIPT}: missed: the mutant {operator} #1 in `{POWER}` earns all points at 2 of 2 seeds (first at 1), "
            "and equivalent.toml does not list it"
        )
    entry = f'[[equivalent]]\noperator = "{{}}"\nline = "{POWER}"\noccurrence = 1\nreason = "x to the 1 is x."\n'
    write("equivalent.toml", "".join(map(entry.format, operators)))
    assert problems(seeds=2) == []
    found = report(course, seeds=2, sandboxes=direct)
    figures = _row(page(found, "en"))
    assert (figures["equivalent"], figures["missed"]) == ("2", "0")
    assert f"  - {operators[0]} #1 in `{POWER}`: x to the 1 is x." in page(found, "en")


def test_a_listed_mutant_that_is_caught_or_gone_is_told(write, problems):
    entry = '[[equivalent]]\noperator = "{}"\nline = "return 2 * np.asarray(x)"\noccurrence = 1\nreason = "None."\n'
    write("equivalent.toml", entry.format("ReplaceBinaryOperator_Mul_Add") + entry.format("AddNot"))
    gone, caught = problems(seeds=2)
    where = "in `return 2 * np.asarray(x)`"
    assert gone == f"solutions/01_double/equivalent.toml: AddNot #1 {where} is listed, and there is no such mutant"
    assert caught.startswith(
        f"solutions/01_double/equivalent.toml: ReplaceBinaryOperator_Mul_Add #1 {where} is listed, but it is caught at 2 of 2 seeds"
    )


def test_remarks_are_listed_and_held_against_the_header(course, write, direct, problems):
    lists = SUMS.replace("return x + x\n", "return [list(row) for row in x + x]\n")
    write("right/sums.py", lists)
    assert problems(seeds=2) == [f"{RIGHT}: `remarks` says none; remarks are made by double (seed 1)"]
    write("right/sums.py", lists.replace('"""Sums."""', '"""Lists.\n\nremarks: double\n"""'))
    found = report(course, seeds=2, sandboxes=direct)
    assert found.problems == ()
    assert f"- {RIGHT}\n  - double: double(x): it is a list; the numbers count, an array was asked for\n" in page(
        found, "en"
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"""Sums."""\n', "", "line 1: it must begin with a docstring"),
        ('"""Sums."""', '"""remarks: double"""', "line 1: it must begin with a docstring"),
        (
            '"""Sums."""',
            '"""Sums.\n\nremarks: triple\n"""',
            "line 1: `remarks` names triple, and the exercise has no such",
        ),
        ("def quadruple(x):", "def quadruple(x:", "line "),
    ],
)
def test_what_cannot_be_read_is_said(write, problems, old, new, said):
    write("right/sums.py", SUMS.replace(old, new))
    (line,) = problems(seeds=1)
    assert line.startswith(f"{RIGHT}: {said}")


def test_checks_that_fail_themselves_are_told_once(course, problems, write):
    del write
    file = course / "solutions" / "01_double" / "checks.py"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("    x = rng.normal(0, 1, 4)\n", "    x = rng.normal(0, -1, 4)\n"), encoding="utf-8")
    (line,) = problems(seeds=3)
    assert line.startswith("solutions/01_double/checks.py: the checks themselves fail on ")


def test_broken_off_it_leaves_the_rest(course, write, direct):
    del write

    def progress(*_):
        raise KeyboardInterrupt

    with direct() as whole:
        report(course, seeds=1, sandboxes=lambda: nullcontext(whole))
    with direct() as broken_off:
        with pytest.raises(KeyboardInterrupt):
            report(course, progress, seeds=100, sandboxes=lambda: nullcontext(broken_off))
        assert len(broken_off.opened) < 50 * len(whole.opened)


def test_without_exercises_there_is_nothing_to_report_on(tmp_path, direct, broken_lines):
    (tmp_path / "solutions").mkdir()
    found = report(tmp_path, sandboxes=direct)
    assert broken_lines(list(found.problems)) == ["solutions: there are no exercises to report on"]
    assert "Not as it should be" in page(found, "en")


def test_the_command_prints_in_the_language_and_writes_in_english(course, write, capsys):
    del write
    assert main(["--lang", "pt", "author", "report", "--root", str(course), "--seeds", "1", "--jobs", "2"]) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith("# Os testes, postos à prova\n")
    file = course / "docs" / "check-report.md"
    written = file.read_text(encoding="utf-8")
    assert written.startswith("# The checks, tried out\n")
    assert _row(written) == _row(printed.out)
    assert main(["author", "report", "--root", str(course), "--seeds", "1", "--lang", "en"]) == 0
    assert capsys.readouterr().out == file.read_text(encoding="utf-8") == written


def test_the_command_fails_where_something_is_missed(course, write, tmp_path, capsys):
    write("mistakes/sums.py", MISTAKE.format(what="Sums", diagnosis="none", body="return x + x"))
    out = tmp_path / "elsewhere" / "report.md"
    assert main(["author", "report", "--root", str(course), "--seeds", "1", "--out", str(out), "--lang", "en"]) == 1
    assert "mistakes/sums.py: missed: " in out.read_text(encoding="utf-8")
    assert "mistakes/sums.py: missed: " in capsys.readouterr().out
    assert not (course / "docs").exists()

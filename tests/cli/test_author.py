from __future__ import annotations

import shutil
import sys

import pytest


@pytest.fixture
def checkout(root, tmp_path):
    """A course of one exercise of ours and the quiz."""
    copy = tmp_path / "course"
    shutil.copytree(root / "solutions" / "04_forward_pass", copy / "solutions" / "04_forward_pass",
                    ignore=shutil.ignore_patterns("__pycache__"))  # fmt: skip
    shutil.copytree(root / "solutions" / "quiz", copy / "solutions" / "quiz")
    shutil.copytree(root / "docs" / "figures", copy / "docs" / "figures")
    return copy


@pytest.mark.slow  # a whole checkout
def test_a_course_is_built_and_proved(cli, checkout):
    pytest.importorskip("jupytext")
    built = cli("author", "build", "--root", checkout)
    assert (built.status, built.err) == (0, "")
    assert "wrote exercises/04_forward_pass/forward_pass.py\n" in built.out
    assert built.out.endswith(" files written, 0 unchanged\n")
    again = cli("author", "build", "--root", checkout, "--lang", "pt")
    assert again.out.startswith("0 arquivos gravados, ")
    stray = checkout / "exercises" / "04_forward_pass" / "old.py"
    stray.write_text("")
    assert (
        "exercises/04_forward_pass/old.py: nenhuma fonte gera"
        in cli("author", "build", "--root", checkout, "--lang", "pt").out
    )
    assert cli("author", "build", "--root", checkout).status == 1
    stray.unlink()

    proved = cli("author", "check", "--root", checkout, "--lang", "pt")
    assert (proved.status, "✗" in proved.out) == (0, False), proved.out
    assert proved.out.splitlines()[-1].endswith(" coisas provadas, 0 quebradas")

    stub = checkout / "exercises" / "04_forward_pass" / "forward_pass.py"
    stub.write_text(stub.read_text() + "\n")
    broken = cli("author", "check", "--root", checkout)
    assert broken.status == 1
    assert "✗ exercises/04_forward_pass/forward_pass.py: " in broken.out
    assert broken.out.splitlines()[-1].endswith(" 1 broken")


LEFT_OUT = "in forward_pass alone: neither other exercises nor the quiz nor the course's totals were looked at"


@pytest.mark.slow  # as above
def test_one_exercise_is_proved_by_itself_and_quietly(cli, one_line, checkout):
    pytest.importorskip("jupytext")
    cli("author", "build", "--root", checkout)
    (checkout / "solutions" / "quiz" / "xor.toml").write_text("broken")
    check = ("author", "check", "--root", checkout, "--only", "forward_pass")
    loud = cli(*check)
    assert loud.status == 0
    assert len(loud.out.splitlines()) > 10
    quiet = cli(*check, "--only", "04", "--quiet")
    assert (quiet.status, quiet.err) == (0, "")
    assert quiet.out == f"{len(loud.out.splitlines()) - 1} things proved, 0 broken, {LEFT_OUT}\n"

    stub = checkout / "exercises" / "04_forward_pass" / "forward_pass.py"
    stub.write_text(stub.read_text() + "\n")
    broken = cli(*check, "--quiet", "--lang", "pt")
    assert broken.status == 1
    first, last = broken.out.splitlines()
    assert first.startswith("✗ exercises/04_forward_pass/forward_pass.py: não é o que a fonte produz")
    assert last.endswith(
        " 1 quebradas, só em forward_pass: os outros exercícios, o quiz e os totais do curso não foram verificados"
    )

    unknown = cli("author", "check", "--root", checkout, "--only", "forward_pass", "--only", "foward_pass")
    assert unknown.status == 2
    assert one_line(unknown).startswith("there is no exercise 'foward_pass' (did you mean forward_pass?)")


def test_a_new_exercise_is_laid_out_with_its_to_dos(cli, one_line, checkout):
    pytest.importorskip("jupytext")
    made = cli("author", "new", "softmax", "--root", checkout)
    assert (made.status, made.err) == (0, "")
    lines = made.out.splitlines()
    assert lines[0] == "wrote solutions/05_softmax/softmax.py"
    to_dos = lines[lines.index("what is left to write:") + 1 : -1]
    assert to_dos[0].startswith("1. solutions/05_softmax/softmax.py:6: your text in English")
    assert [line.split(".")[0] for line in to_dos] == [str(number) for number in range(1, len(to_dos) + 1)]
    assert lines[-1] == (
        f"it works as it is: autograder author build --root {checkout}; autograder author check --root {checkout} --only softmax"
    )
    assert cli("author", "build", "--root", checkout).status == 0
    proved = cli("author", "check", "--root", checkout, "--only", "softmax", "--quiet")
    assert (proved.status, proved.out.count("\n")) == (0, 1)

    again = cli("author", "new", "softmax", "--root", checkout, "--lang", "pt")
    assert again.status == 2
    assert one_line(again) == "já existe um exercício softmax: solutions/05_softmax"
    assert cli("author", "new", "--root", checkout).status == 2


@pytest.mark.parametrize("act", ["new", "build", "check", "figures", "report"])
def test_the_help_tells_every_exit_status(cli, act):
    for lang, word in (("en", "Exit status: 0 "), ("pt", "Status de saída: 0 ")):
        said = " ".join(cli("author", act, "--help", "--lang", lang).out.split())
        assert word in said
        assert ", 2 " in said


@pytest.mark.parametrize("act", ["build", "check"])
def test_the_wrong_folder(cli, one_line, tmp_path, act):
    for place in (tmp_path, tmp_path / "none", "a\0b"):
        ran = cli("author", act, "--root", place)
        assert ran.status == 2
        assert "has no solutions/ folder" in one_line(ran)
    ran = cli("author", act, "--root", tmp_path, "--lang", "pt")
    assert "não tem a pasta solutions/" in one_line(ran)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("act", ["build", "check"])
@pytest.mark.parametrize("missing", ["jupytext", "nbformat"])
def test_without_the_authors_extra(cli, one_line, checkout, monkeypatch, act, missing):
    for name in [
        name for name in sys.modules if name.startswith("autograder.author") or name.partition(".")[0] == missing
    ]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, missing, None)
    ran = cli("author", act, "--root", checkout)
    assert ran.status == 2
    assert one_line(ran) == f"authors' tools need {missing}; in the course's checkout: pip install '.[author]'"

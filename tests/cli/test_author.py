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
    assert one_line(ran) == f"authors' tools need {missing}: pip install 'backpropagation-autograder[author]'"

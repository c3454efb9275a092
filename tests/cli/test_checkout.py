"""An exercise added in a checkout is there for learners' commands once it is built, without installing again."""

from __future__ import annotations

import shutil

import pytest

pytest.importorskip("jupytext")


@pytest.fixture(scope="module")
def tree(root, tmp_path_factory):
    """A checkout with one exercise of ours, and a new one that is not built."""
    tree = tmp_path_factory.mktemp("checkout")
    for name in ("autograder", "docs/figures", "solutions/04_forward_pass", "solutions/quiz", "exercises/04_forward_pass",
                 "exercises/quiz"):  # fmt: skip
        shutil.copytree(root / name, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(root / "pyproject.toml", tree)
    shutil.copy(root / "solutions" / "answers.toml", tree / "solutions")
    return tree


@pytest.fixture(scope="module")
def there(program, tree):
    """Run a command in that checkout, with the package it holds."""
    return lambda *arguments, cwd=tree: program(*arguments, cwd=cwd, PYTHONPATH=str(tree))


@pytest.mark.slow  # a whole checkout
def test_a_new_exercise_is_there_once_it_is_built(there, one_line, tree, tmp_path):
    assert there("author", "new", "softmax").status == 0
    (tmp_path / "empty").mkdir()
    english = f"the exercise softmax is not built yet; in {tree}, run: autograder author build"
    portuguese = f"o exercício softmax ainda não foi gerado; em {tree}, execute: autograder author build"
    for *arguments, said in (
        ("start", tmp_path / "ws", english),
        ("start", tmp_path / "ws", "--lang", "pt", portuguese),
        ("check", "--dir", tmp_path / "empty", "--lang", "pt", portuguese),
        ("check", "softmax", english),
        ("grade", tmp_path, english),
    ):
        ran = there(*arguments)
        assert (ran.status, one_line(ran)) == (1, said)
    assert not (tmp_path / "ws").exists()
    assert there("check", "forward_pass", "--dir", tmp_path / "empty").err == ""

    built = there("author", "build")
    assert built.status == 0, built.out
    assert "use the course in" not in built.out
    started = there("start", tmp_path / "ws")
    assert (started.status, started.err) == (0, "")
    assert "wrote 05_softmax.py" in started.out
    assert "`softmax`: The slope of a square. 3 points" in (tmp_path / "ws" / "README.md").read_text()
    untouched = there("check", "softmax", "--dir", tmp_path / "ws")
    assert "softmax: The slope of a square · 0/3, not started" in untouched.out
    shutil.copy(tree / "solutions" / "05_softmax" / "softmax.py", tmp_path / "ws" / "05_softmax.py")
    assert there("check", "05", cwd=tmp_path / "ws").status == 0


@pytest.mark.slow  # as above
def test_where_another_course_is_in_use_it_is_said_what_to_do(program, there, one_line, root, tree):
    assert (tree / "solutions" / "05_softmax").is_dir() or there("author", "new", "softmax").status == 0

    def ours(*arguments):
        return program(*arguments, cwd=tree, PYTHONSAFEPATH="1")  # as an installed program, it looks not here first

    ran = ours("check", "softmax")
    assert ran.status == 2
    assert one_line(ran).startswith(
        f"the exercise softmax is in this checkout, and the course in use is {root}; say python -m"
    )
    assert "o exercício softmax está nesta pasta" in ours("hint", "softmax", "--lang", "pt").err
    (tree / "exercises" / "04_forward_pass" / "forward_pass.py").unlink()
    built = ours("author", "build")
    assert f"`start` and `check` use the course in {root}, not this one" in built.out

"""The report of a store, written: from `grade-class` on, with comments, and under pseudonyms."""

from __future__ import annotations

import re

import pytest

from autograder.cli.main import main

pytestmark = pytest.mark.slow  # submissions are graded, and graded anew
SIGMOID = "import numpy as np\n\n\ndef sigmoid(z):\n    return 1 / (1 + np.exp(-z))\n\n\ndef sigmoid_backward(grad_output, output):\n    return {body}\n"
BODIES = {
    "ana-lima": "output * (1 - output)",
    "bob": "output * (1 - output)",
    "eva": "grad_output * output * (1 - output)",
}


@pytest.fixture(scope="module")
def class_(tmp_path_factory):
    """Give a class's folder and a store, and its report's folder, once it is graded."""
    base = tmp_path_factory.mktemp("class")
    for name, body in BODIES.items():
        (base / "in" / name).mkdir(parents=True)
        (base / "in" / name / "sigmoid_backward.py").write_text(SIGMOID.format(body=body))
    (base / "roster.csv").write_text("id,name,email\nana-lima,Ana Lima,al@example.org\nbob,Bob Dias,b@example.org\neva,Éva Zoé,e@example.org\nleo,Leo,l@example.org\n")  # fmt: skip
    assert graded(base, "--report", base / "out") == 0
    return base


def graded(base, *options):
    store = f"sqlite:///{base / 'grades.db'}"
    return main(["grade-class", str(base / "in"), "--store", store, "--roster", str(base / "roster.csv"), "--lang", "en", *map(str, options)])  # fmt: skip


def texts(folder):
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.rglob("*.html")}


def test_everybody_is_there_and_each_page_is_of_one(class_):
    pages = texts(class_ / "out")
    assert {path for path in pages if path.startswith("students/")} == {f"students/{name}.html" for name in BODIES}
    for said in ("Ana Lima", "Bob Dias", "Éva Zoé", "Leo", "nothing handed in"):
        assert said in pages["index.html"]
    assert "bob" not in pages["students/ana-lima.html"].lower()
    assert "only wrong results were compared" not in pages["index.html"]


def test_a_comment_is_written_once_for_both(class_, capsys):
    page = texts(class_ / "out")["exercise-sigmoid_backward.html"]
    (line,) = re.findall(r"(sigmoid_backward-[0-9a-f]{8}) = &quot;&quot;", page)
    comments = class_ / "said.toml"
    comments.write_text(f"[comments]\n{line} = 'Where is G?'\n")
    assert graded(class_, "--report", class_ / "out", "--comments", comments) == 0
    pages = texts(class_ / "out")
    assert ["Where is G?" in pages[f"students/{name}.html"] for name in BODIES] == [True, True, False]
    assert "graded before and unchanged: 3" in capsys.readouterr().err


def test_under_pseudonyms_nobody_is_named_and_all_are_the_same_again(class_, capsys):
    assert graded(class_, "--report", class_ / "hidden", "--pseudonyms") == 0
    pages = texts(class_ / "hidden")
    for path, text in pages.items():
        assert not re.search(r"\b(?:ana|lima|bob|dias|eva|éva|zoé|leo)\b|example\.org", path + text, re.IGNORECASE), (
            path
        )
    assert graded(class_, "--report", class_ / "hidden", "--pseudonyms") == 0
    assert texts(class_ / "hidden").keys() == pages.keys()
    assert graded(class_, "--report", class_ / "out", "--pseudonyms") == 2
    assert "holds pages with names" in capsys.readouterr().err


def test_work_that_has_changed_since_is_not_compared_and_that_is_said(class_):
    (class_ / "gone").mkdir()
    (class_ / "in").rename(class_ / "gone" / "in")
    (class_ / "in" / "eva").mkdir(parents=True)
    try:
        assert graded(class_, "--report", class_ / "out") == 0
        assert "only wrong results were compared; students: 2" in texts(class_ / "out")["index.html"]
    finally:
        (class_ / "in" / "eva").rmdir()
        (class_ / "in").rmdir()
        (class_ / "gone" / "in").rename(class_ / "in")


@pytest.mark.parametrize("option", [["--comments", "x.toml"], ["--pseudonyms"]])
def test_what_is_for_the_report_needs_one(class_, option, capsys):
    assert graded(class_, *option) == 2
    said = capsys.readouterr().err
    assert option[0] in said
    assert said.count("\n") == 1


def test_questions_for_an_oral_stand_on_a_page_for_the_staff_alone(class_, capsys):
    """Of code that passes, with the answers folded, and on no student's own page; under pseudonyms nobody is named."""
    (class_ / "in" / "eva" / "sigmoid_backward.py").write_text(
        SIGMOID.format(body="grad_output * output * (1 - output)").replace(
            "    return 1 / (1 + np.exp(-z))",
            "    éva_zoé = np.exp(-np.abs(z))\n    return np.where(z >= 0, 1, éva_zoé) / (1 + éva_zoé)",
        )
    )
    assert graded(class_, "--report", class_ / "oral", "--oral") == 0
    pages = texts(class_ / "oral")
    assert 'href="oral.html"' in pages["index.html"]
    page = pages["oral.html"]
    assert "Éva Zoé" in page
    assert "Ana Lima" not in page  # nothing of hers passes
    assert page.count("<details>") == page.count("<li>") >= 2
    assert "éva_zoé = np.exp" in page
    assert "Which shape" in page
    assert all("Which shape" not in text for path, text in pages.items() if path.startswith("students/"))
    assert graded(class_, "--report", class_ / "oral") == 0
    assert "oral.html" not in texts(class_ / "oral")["index.html"]
    assert graded(class_, "--report", class_ / "oral-hidden", "--oral", "--pseudonyms") == 0
    hidden = texts(class_ / "oral-hidden")["oral.html"]
    assert not re.search(r"eva|éva|zoé", hidden, re.IGNORECASE)
    assert "Which shape" in hidden
    assert graded(class_, "--oral") == 2
    assert "--oral" in capsys.readouterr().err

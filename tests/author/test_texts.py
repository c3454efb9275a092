"""Catalogues, checks.py and the quiz are held against one rule: whole in both languages, and all of it used."""

from __future__ import annotations

import pytest

from autograder.author.course_check import check
from autograder.author.folders import folders
from autograder.author.texts import exercise_texts, quiz_findings

CHECKS = """
from autograder.authoring import Catalogue, known

TEXTS = Catalogue.beside(__file__)
TEXTS.text("remark")
EXERCISE = TEXTS.exercise(
    "small", {"f": "x"}, [TEXTS.check("f", 1, lambda rng: [], lambda: [], [known("off", lambda x: x)])],
    texts=("xor",), minutes=5,
)
"""
TEXTS = """
title.en = "A title"
title.pt-BR = "Um título"
reading.en = "xor"
reading.pt-BR = "xor"
[checks.f]
title.en = "A check"
title.pt-BR = "Um teste"
help.en = "Help"
help.pt-BR = "Ajuda"
[mistakes.off]
why.en = "Off by {one}"
why.pt-BR = "Falta {one}"
next.en = "Look"
next.pt-BR = "Veja"
[messages.remark]
en = "A remark"
pt-BR = "Uma observação"
"""
FILE = "solutions/01_small/texts.toml"


@pytest.fixture
def small(tmp_path):
    """The folder of an exercise with a catalogue."""
    folder = tmp_path / "solutions" / "01_small"
    folder.mkdir(parents=True)
    (folder / "checks.py").write_text(CHECKS)
    (folder / "texts.toml").write_text(TEXTS, encoding="utf-8")
    return folders(tmp_path)[0]


def lines(folder, *, loaded=True):
    return [
        finding.line("en") for finding in exercise_texts(folder, folder.load(keep_bytecode=False) if loaded else None)
    ]


def test_a_catalogue_is_counted_where_it_is_whole_and_used(small):
    (finding,) = exercise_texts(small, small.load(keep_bytecode=False))
    assert finding.ok
    assert finding.line("en") == f"{FILE}: texts: 7, each in both languages, each asked for by checks.py"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Falta {one}", "Falta {um}", "mistakes.off.why: the two languages fill different places: one, um"),
        ('help.pt-BR = "Ajuda"', 'help.pt-BR = "Ajuda"\nhelp.pt = "Ajuda"', "checks.f.help.pt: there is no such key; known here: en, pt-BR"),
        ("[messages.remark]", '[messages.other]\nen = "One"\npt-BR = "Um"\n[messages.remark]', "messages.other: checks.py asks for no such text"),
        ("[messages.remark]", '[message.remark]\nen = "One"\npt-BR = "Um"\n[messages.remark]', "message.remark: checks.py asks for no such text"),
        ("[messages.remark]", '[mistakes."f/of"]\nwhy.en = "One"\nwhy.pt-BR = "Um"\n[messages.remark]', "mistakes.f/of.why: checks.py asks for no such text"),
    ],
)  # fmt: skip
def test_what_is_not_whole_or_not_used_is_found_once(small, old, new, said):
    assert old in TEXTS
    small.texts_file.write_text(TEXTS.replace(old, new), encoding="utf-8")
    assert lines(small) == [f"{FILE}: {said}"]


def test_what_a_judge_asks_for_only_when_it_judges_counts_as_asked_for(small):
    later = 'def judge():\n    return TEXTS.text("later")\n'
    small.checks_file.write_text(CHECKS + later)
    messages = '[messages.later]\nen = "Later"\npt-BR = "Depois"\n'
    small.texts_file.write_text(TEXTS + messages, encoding="utf-8")
    assert lines(small) == [f"{FILE}: texts: 8, each in both languages, each asked for by checks.py"]


def test_all_of_a_catalogue_is_held_even_where_its_checks_cannot_be_loaded(small):
    small.texts_file.write_text(
        TEXTS.replace('title.pt-BR = "Um título"', "").replace('"Veja"', '""'), encoding="utf-8"
    )
    assert lines(small, loaded=False) == [
        f"{FILE}: title.pt-BR: it is missing",
        f"{FILE}: mistakes.off.next.pt-BR: it is empty",
    ]


@pytest.mark.parametrize(
    ("content", "said"), [(b"a = ", "this is not valid TOML"), (b"a\xff", "line 1: this is not text in UTF-8")]
)
def test_what_is_no_toml_is_named(small, content, said):
    small.texts_file.write_bytes(content)
    (line,) = lines(small, loaded=False)
    assert line.startswith(f"{FILE}: {said}")


def test_a_text_written_in_a_checks_file_is_held_too(small):
    text = 'LOOSE = Text(en="Loose {one}", pt="Solto")\n'
    small.checks_file.write_text(f"from autograder.i18n.language import Text\n{text}{CHECKS}")
    assert lines(small)[1:] == [
        "solutions/01_small/checks.py: LOOSE: the two languages fill different places: one (“Loose {one}”)"
    ]


def test_the_course_check_tells_what_is_wrong_with_a_catalogue(small, direct, broken_lines):
    small.texts_file.write_text(TEXTS.replace("{one}", "{two}", 1), encoding="utf-8")
    said = broken_lines(check(small.root, sandboxes=direct))
    assert f"{FILE}: mistakes.off.why: the two languages fill different places: one, two" in said


def test_the_quiz_s_texts_are_counted(course):
    assert [finding.line("en") for finding in quiz_findings(course)] == [
        "solutions/quiz: questions: 1; texts: 3, each in both languages"
    ]
    quiz = course / "solutions" / "quiz" / "derivadas.toml"
    quiz.write_text(quiz.read_text(encoding="utf-8").replace('right."pt-BR" = "É 2w."', ""), encoding="utf-8")
    assert quiz_findings(course) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('right."pt-BR" = "É 2w."', 'right."pt-BR" = " "', "question slope-at-3: `right.pt-BR`: it is empty"),
        ('right."pt-BR" = "É 2w."', "", "question slope-at-3: `right.pt-BR`: it is missing"),
        ('right."pt-BR" = "É 2w."', 'right.pt = "É 2w."', "`right.pt`: there is no such key; known here: en, pt-BR"),
    ],
)
def test_the_quiz_s_texts_are_held_by_the_same_rule(course, direct, broken_lines, old, new, said):
    quiz = course / "solutions" / "quiz" / "derivadas.toml"
    text = quiz.read_text(encoding="utf-8")
    assert old in text
    quiz.write_text(text.replace(old, new), encoding="utf-8")
    assert [line for line in broken_lines(check(course, sandboxes=direct)) if said in line]

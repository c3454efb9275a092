"""quiz() with ipywidgets, clicked without a browser; test_lab.py has the browser."""

from __future__ import annotations

import re
import tomllib

import pytest

from autograder.notebook import quiz_session
from autograder.notebook.ask_quiz import asking, quiz
from autograder.notebook.quiz_session import open_desk

widgets = pytest.importorskip("ipywidgets", reason="ipywidgets comes with nbgrader")

PRACTICE, GRADED = "slope-of-square-at-3", "which-increase-is-exact"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(quiz_session, "_remembered", {})
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    return tmp_path


class Shown:
    """What stands before the learner."""

    def __init__(self, which="", lang="en"):
        opened = open_desk(quiz_session.Path.cwd())
        self.box = asking(opened, opened.chosen(which, lang), lang)

    @property
    def field(self):
        return self.box.children[1]

    @property
    def buttons(self):
        return {button.description: button for button in self.box.children[2].children}

    @property
    def text(self):
        """The words of the question, the reply and the progress."""
        shown = "".join(part.value for part in (self.box.children[0], *self.box.children[3:]))
        return " ".join(re.sub(r"<style>.*?</style>|<[^>]*>", " ", shown, flags=re.DOTALL).split())


def kept(folder):
    return tomllib.loads((folder / "answers.toml").read_text())["answers"]


def test_a_choice_is_clicked_and_kept(folder):
    shown = Shown(GRADED)
    assert isinstance(shown.field, widgets.RadioButtons)
    assert shown.field.value is None
    assert [label[:3] for label, _ in shown.field.options] == ["a) ", "b) ", "c) ", "d) "][: len(shown.field.options)]
    shown.field.value = "b"
    shown.buttons["Answer"].click()
    assert "Recorded; it is judged later" in shown.text
    assert kept(folder) == {GRADED: "b"}
    assert Shown(GRADED).field.value == "b"  # as it was left


def test_a_practice_question_can_be_tried_again(folder):
    shown = Shown(PRACTICE)
    shown.buttons["Answer"].click()
    assert "There is no answer to judge yet." in shown.text
    shown.field.value = "5"
    shown.buttons["Answer"].click()
    assert "✗ Not yet." in shown.text
    shown.field.value = "6"
    shown.buttons["Answer"].click()
    assert "✓ Right." in shown.text
    assert 'role="status"' in shown.box.children[3].value
    assert kept(folder) == {PRACTICE: 6}


def test_one_after_the_other():
    shown = Shown("xor", "pt-BR")
    first = shown.text
    assert shown.buttons["Anterior"].disabled
    assert "Respondidas: 0 de 15." in first
    shown.buttons["Próxima"].click()
    assert shown.text != first
    shown.buttons["Anterior"].click()
    assert shown.text == first
    for _ in range(20):
        shown.buttons["Próxima"].click()
    assert shown.buttons["Próxima"].disabled


def test_it_begins_with_the_first_that_has_no_answer(folder):
    ids = [question.id for question in open_desk(folder).chosen("xor", "en")]
    (folder / "answers.toml").write_text(f"[answers]\n{ids[0]} = 0.5\n")
    assert Shown("xor").text.startswith(
        f"Question {open_desk(folder).place(open_desk(folder).chosen(ids[1], 'en')[0])} of"
    )
    assert "Answered: 1 of 15." in Shown("xor").text


def test_every_question_can_be_answered_as_it_is_asked(folder):
    shown = Shown()
    count = len(open_desk(folder).questions)
    for _ in range(count):
        match shown.field:
            case widgets.RadioButtons():
                shown.field.value = "a"
            case widgets.VBox():
                shown.field.children[0].value = True
            case _ if "put them all in order" in shown.text:
                shown.field.value = " > ".join(sorted(re.findall(r"\b([a-h])\)", shown.text)))
            case _:
                shown.field.value = "0,25"
        shown.buttons["Answer"].click()
        shown.buttons["Next"].click()
    assert f"Answered: {count} of {count}." in shown.text
    assert len(kept(folder)) == count


def test_outside_a_kernel_there_are_no_widgets():
    assert not isinstance(quiz(), widgets.Widget)

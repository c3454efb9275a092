from __future__ import annotations

import re

import pytest

from autograder.course.course import course
from autograder.quiz.question_model import TEXTS
from autograder.workspace.readings import FILE, READINGS, readings_page

PAGES = {"en": "docs/readings.md", "pt-BR": "docs/readings.pt-BR.md"}


def test_every_short_name_of_the_course_is_explained():
    assert [one.name for one in READINGS] == list(TEXTS)
    assert {text for entry in course().exercises for text in entry.exercise.texts} <= set(TEXTS)


@pytest.mark.parametrize("lang", PAGES)
def test_the_page_of_the_docs_is_the_one_that_learners_get(pytestconfig, lang):
    assert (pytestconfig.rootpath / PAGES[lang]).read_text(encoding="utf-8") == readings_page(lang)


@pytest.mark.parametrize("lang", PAGES)
def test_a_workspace_has_the_page_and_its_readme_leads_there(tmp_path, lang):
    from autograder.cli.main import main

    assert main(["start", str(tmp_path), "--lang", lang]) == 0
    assert (tmp_path / FILE).read_text(encoding="utf-8") == readings_page(lang)
    assert re.search(rf"\({re.escape(FILE)}\)", (tmp_path / "README.md").read_text(encoding="utf-8"))

"""The report of a submission in a real browser, with all its pictures: nothing keeps people out, on a phone and on paper too."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from autograder.course.course import course
from autograder.grading.pipeline import Grader
from autograder.render.page import html_report
from autograder.sandbox import Sandbox
from tests.solutions.sessions import mistake_of, solution_of

pytestmark = pytest.mark.slow
SIZES = {"wide": {"width": 1280, "height": 900}, "narrow": {"width": 360, "height": 740}}
WRONG = Path(__file__).parents[1] / "submissions" / "wrong-typical-1"


@pytest.fixture(scope="module", params=["en", "pt-BR"])
def address(request, tmp_path_factory):
    """Grade wrong work in which there is everything to draw; give the page's address."""
    folder = tmp_path_factory.mktemp("work")
    for file in WRONG.glob("*.py"):
        shutil.copy(file, folder)
    (folder / "vanishing_and_exploding.py").write_text(solution_of("vanishing_and_exploding"), encoding="utf-8")
    wrong = solution_of("graph_backpropagation") + mistake_of("graph_backpropagation", "fan_out_overwritten").code
    (folder / "graph_backpropagation.py").write_text(wrong, encoding="utf-8")
    with Sandbox() as sandbox:
        grader = Grader(course(), (), sandbox, 1, request.param, probe=False, pictures=True, more_pictures=True)
        text = html_report(grader.grade(folder))
    assert text.count("<svg") == 6
    assert text.count("ag-wrong-way") > 1
    assert text.count("ag-heat") > 6
    page = tmp_path_factory.mktemp("page") / "report.html"
    page.write_text(text, encoding="utf-8")
    return page.as_uri()


@pytest.fixture
def opened(browser, address):
    """Open the page; whatever the browser complains of or fetches from elsewhere fails the test."""
    said, contexts = [], []

    def open_(scheme="light", size="wide", *, axe=False):
        context = browser.new_context(viewport=SIZES[size], color_scheme=scheme, bypass_csp=axe)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: request.url.startswith("file:") or said.append(request.url))
        page.goto(address)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert said == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_keeps_people_out(opened, scheme, size):
    sync = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = opened(scheme, size, axe=True)
    page.evaluate("() => document.querySelectorAll('details').forEach(one => one.open = true)")
    found = sync.Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"], one["nodes"][0]["failureSummary"]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"]


def test_pictures_are_unfolded_from_the_keyboard(opened):
    page = opened()
    exercise = page.locator("details.ag-part", has=page.locator("figure")).first
    exercise.evaluate("one => one.open = false")
    exercise.locator("> summary").focus()
    page.keyboard.press("Enter")
    picture = exercise.locator("details", has=page.locator("figure")).first
    assert not picture.locator("figure").is_visible()
    picture.locator("summary").focus()
    page.keyboard.press("Enter")
    assert picture.locator("figure").is_visible()


def test_paper_is_white_and_has_every_picture(opened):
    page = opened("dark")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert all(figure.bounding_box()["height"] > 100 for figure in page.locator("figure").all())

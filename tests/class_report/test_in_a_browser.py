"""The pages in a real browser, from the file system: no request, no error, nothing that keeps people out."""

from __future__ import annotations

import pytest

from autograder.class_report.behaviour import cluster_of
from autograder.class_report.report import ClassReport, Settings
from tests.class_report.made_reports import check, exercise, quiz, report, student
from tests.class_report.test_report import HOSTILE, ODD, WRONG

pytestmark = pytest.mark.slow
SIZES = {"wide": {"width": 1440, "height": 900}, "narrow": {"width": 390, "height": 844}}


@pytest.fixture(scope="module", params=["en", "pt-BR"])
def site(request, tmp_path_factory):
    """Write the report of a class of 40 in which everything is that a page can show; give its folder."""
    folder = tmp_path_factory.mktemp("site")
    names = ["Zoé", "Édson", "ana", "Bob", HOSTILE, "\u202e", "明", "محمد", "Ávila", "x" * 300]
    right = exercise("linear", check("a"), check("b"))
    statuses = ("right", "wrong", "unanswered")
    class_report = ClassReport(
        Settings(
            request.param,
            title="2026",
            comments={cluster_of(WRONG).id: "Look at `/ n`.\n\n<b>Again</b>", "linear-0": "x"},
        )
    )
    for at in range(40):
        work = (WRONG, right, exercise("linear", check("a", "not_attempted"), check("b", "error")))[at % 3]
        answers = quiz(*(statuses[(at * each) % 3] for each in (1, 2, 5)))
        graded = [report(work, exercise("other"), id_=f"s{at}", quiz_=answers)] * (1 + at % 2)
        if at == 38:
            graded = [report(id_="s38", status="ungradable", reason=HOSTILE)]
        source = {"linear": ODD if at in (3, 4) else f"x = {at}"}
        name = f"{names[at % len(names)]} {at if at >= len(names) else ''}".strip()
        page = class_report.add(student(f"s{at}", *([] if at == 39 else graded), name=name, sources=source))
        if page is not None:
            (folder / page.path).parent.mkdir(exist_ok=True)
            (folder / page.path).write_text(page.text, encoding="utf-8")
    for page in class_report.pages():
        (folder / page.path).write_text(page.text, encoding="utf-8")
    return folder


@pytest.fixture
def opened(browser, site):
    """Open pages; whatever the browser complains of or fetches from elsewhere fails the test."""
    said, contexts = [], []

    def open_(name, *, scheme="light", size="wide", axe=False):
        context = browser.new_context(viewport=SIZES[size], color_scheme=scheme, bypass_csp=axe)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: request.url.startswith("file:") or said.append(request.url))
        page.on("dialog", lambda dialog: (said.append("a dialog"), dialog.dismiss()))
        page.goto((site / name).as_uri())
        return page

    yield open_
    for context in contexts:
        context.close()
    assert said == []


@pytest.mark.parametrize("name", ["index.html", "exercise-linear.html", "students/s0.html"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_keeps_people_out(opened, name, size, scheme):
    sync = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = opened(name, scheme=scheme, size=size, axe=True)
    page.evaluate("() => document.querySelectorAll('details').forEach(one => one.open = true)")
    found = sync.Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"], one["nodes"][0]["failureSummary"]) for one in found] == []


@pytest.mark.parametrize("name", ["index.html", "exercise-linear.html", "students/s0.html"])
def test_a_phone_scrolls_no_page_sideways(opened, name):
    page = opened(name, size="narrow")
    page.evaluate("() => document.querySelectorAll('details').forEach(one => one.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_tables_are_sorted_and_searched_from_the_keyboard(opened):
    page = opened("index.html")
    table = page.locator("section[aria-labelledby=students] table")
    shown = lambda: [text.strip() for text in table.locator("tbody tr:visible th").all_inner_texts()]  # noqa: E731
    before = shown()
    assert before.index("Ávila") < before.index("Bob") < before.index("Édson") < before.index("Zoé")
    head = table.locator("thead th").nth(2)  # the totals
    head.locator("button").focus()
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "descending"
    totals = [int(text) if text.strip().isdigit() else -1 for text in table.locator("tbody tr td:nth-child(3)").all_inner_texts()]  # fmt: skip
    assert totals == sorted(totals, reverse=True)
    assert len(set(totals)) > 2
    page.keyboard.press("Space")
    assert head.get_attribute("aria-sort") == "ascending"
    table.locator("thead th button").first.click()
    assert shown() == before
    page.locator("section[aria-labelledby=students] input[type=search]").fill("avila")
    assert [name.split()[0] for name in shown()] == ["Ávila"] * 4
    assert "4" in page.locator("section[aria-labelledby=students] [role=status]").inner_text()


def test_every_student_is_reached(opened, site):
    page = opened("index.html")
    page.locator("section[aria-labelledby=students] tbody a", has_text="Bob").first.click()
    assert page.url.startswith((site / "students").as_uri())
    assert page.locator("h1, .ag-head").first.is_visible()


def test_paper_has_every_row_and_no_controls(opened):
    page = opened("index.html", scheme="dark")
    page.emulate_media(media="print")
    assert not page.locator("input[type=search]").first.is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    box = page.locator("section[aria-labelledby=students] .ag-scroll").first
    assert box.evaluate("one => one.scrollHeight <= one.clientHeight")

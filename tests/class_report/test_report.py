"""The pages of a class: whole, linked, harmless, in both languages; each student's own page says nothing of others."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from autograder.class_report.behaviour import cluster_of
from autograder.class_report.report import ClassReport, Settings
from autograder.judging.report import SubmissionReport
from tests.class_report.made_reports import Tree, check, exercise, quiz, report, student

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>&amp;\u202egnp.exe\x1b[2J\r\n' + "x" * 300
WRONG = exercise(
    "linear",
    check("a"),
    check(
        "b", "failed", mistake="averaged", evidence={"counterexample": {"call": "f([2])", "got": "7", "expected": "14"}}
    ),
)
RIGHT = exercise("linear", check("a"), check("b"))
COMMENT = "Look at <b>`/ n`</b>.\n\nThen again."
ODD = "\n".join(f"x{at} = {at * 7919} + y[{at * 31}]" for at in range(20))


def pages_of(*students, **settings):
    class_report = ClassReport(Settings(**({"lang": "en"} | settings)))
    own = [class_report.add(one) for one in students]
    return {page.path: page.text for page in (*own, *class_report.pages()) if page is not None}


def classroom():
    return (
        student("ana", report(WRONG, id_="ana", quiz_=quiz("right", "wrong")), report(WRONG, id_="ana", quiz_=quiz("right", "right")), name="Ana Ávila", sources={"linear": ODD}),
        student("bob", report(RIGHT, id_="bob", quiz_=quiz("wrong", "unanswered")), name="Bob", sources={"linear": ODD}),
        student("eva", report(WRONG, id_="eva"), name="Éva", sources={"linear": "x = 1"}),
        student("zoe", name="Zoé"),
        student("dan", report(id_="dan", status="ungradable", reason="`dan.zip` is no archive"), name="Dan"),
    )  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "pt-BR"])
def test_every_page_is_whole_and_every_link_leads_somewhere(lang):
    pages = pages_of(*classroom(), lang=lang, title="2026")
    assert set(pages) == {"index.html", "exercise-linear.html", *(f"students/{id_}.html" for id_ in ("ana", "bob", "eva", "dan"))}  # fmt: skip
    for path, text in pages.items():
        page = Tree(text)
        assert f'<html lang="{lang if "students" not in path else "en"}">' in text
        for link in page.links:
            assert link[1:] in page.ids if link.startswith("#") else link in pages
        assert len(page.ids) == len(set(page.ids))
        assert page.handlers == []
        assert "http" not in text.replace("http-equiv", "")  # nothing is fetched from anywhere


def test_the_page_of_the_class_says_what_there_is():
    text = Tree(pages_of(*classroom())["index.html"]).text
    for said in ("5 students", "3 graded", "1 could not be graded", "1 nothing handed in", "the averaged", "f([2])",
                 "gives 7; right: 14", "Dan : dan.zip is no archive", "linear: Check b", "too few"):  # fmt: skip
        assert said in text


def test_a_student_s_page_says_nothing_of_anybody_else():
    shared = (
        "For a person to look at, it changes no score: `answers.toml`, with 9 answers, is the same as that of `bob`."
    )
    own = report(WRONG, id_="ana", submission=SubmissionReport("ana", "ana", "a" * 64, (), (shared, "a note for ana")))
    others = classroom()[1:]
    pages = pages_of(student("ana", own, name="Ana"), *others, staff=("For a person to look at",))
    page = pages["students/ana.html"]
    assert "a note for ana" in page
    assert not re.search(r"\b(?:bob|eva|zoe|dan)\b", page, re.IGNORECASE)
    assert "is the same as that of" in pages["index.html"]


def test_hostile_names_and_texts_do_no_harm():
    bad = check("b", "failed", rationale=HOSTILE, help=HOSTILE, evidence={"counterexample": {"call": HOSTILE, "got": HOSTILE, "expected": HOSTILE}})  # fmt: skip
    worst = report(exercise("linear", check("a"), bad, file=HOSTILE, notes=(HOSTILE,)), id_="x", quiz_=quiz("right"))
    first = student("../../etc/passwd", worst, worst, name=HOSTILE, columns={HOSTILE: HOSTILE}, sources={"linear": ODD + HOSTILE})  # fmt: skip
    second = student(HOSTILE, worst, name="\u200f\u202e", sources={"linear": ODD + HOSTILE})
    third = student("a" * 300, report(id_="z", status="ungradable", reason=HOSTILE))
    some = cluster_of(worst.exercises[0]).id
    pages = pages_of(
        first, second, third, title=HOSTILE, comments={some: HOSTILE, HOSTILE: HOSTILE}, comments_file=HOSTILE
    )
    for path, text in pages.items():
        page = Tree(text)
        assert page.tags.count("script") == (0 if path.startswith("students/") else 1), path
        assert "img" not in page.tags
        assert page.handlers == []
        assert not {"\u202e", "\x1b", "\r"} & set(text)
        assert ".." not in path.split("/")
        assert len(path.encode()) < 255
    assert len(pages) == 5


def test_the_script_runs_and_nothing_else_does():
    text = pages_of(*classroom())["index.html"]
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)[1]
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-")


def test_a_comment_reaches_everyone_in_its_group_and_nobody_else():
    some = cluster_of(WRONG).id
    pages = pages_of(*classroom(), comments={some: COMMENT, "linear-00000000": "nobody"})
    for id_, there in (("ana", True), ("eva", True), ("bob", False), ("dan", False)):
        page = pages[f"students/{id_}.html"]
        assert ("comment from your instructor" in page) == there
        assert ("Look at &lt;b&gt;<code>/ n</code>&lt;/b&gt;.<br><br>Then again." in page) == there
        assert "nobody" not in page
    of_exercise = pages["exercise-linear.html"]
    assert "Look at &lt;b&gt;" in of_exercise
    assert f"{some} = &quot;Look at &lt;b&gt;" in of_exercise
    assert "linear-00000000" in pages["index.html"]


def test_a_line_to_paste_stands_at_each_group():
    text = Tree(pages_of(*classroom())["exercise-linear.html"]).text
    assert f'{cluster_of(WRONG).id} = ""' in text
    assert "comments.toml" in text


def test_names_are_sorted_by_the_alphabet():
    names = ["Zoé", "Édson", "Eduardo", "eva", "Ávila 10", "Ávila 9", "Bob"]
    students = [student(f"s{at}", report(RIGHT), name=name) for at, name in enumerate(names)]
    rows = re.findall(r'<th scope="row" data-v="(\d+)"><a [^>]*><bdi>([^<]*)', pages_of(*students)["index.html"])
    assert [name for _, name in rows] == ["Ávila 9", "Ávila 10", "Bob", "Édson", "Eduardo", "eva", "Zoé"]
    assert [rank for rank, _ in rows] == [str(at) for at in range(7)]


def test_equal_names_have_a_page_each():
    pages = pages_of(*(student(id_, report(RIGHT), name="Ana") for id_ in ("ana", "Ana", "a na", "a_na")))
    assert {path for path in pages if path.startswith("students/")} == {"students/ana.html", "students/Ana-2.html", "students/a_na.html", "students/a_na-2.html"}  # fmt: skip


def test_a_class_of_nobody_and_of_one_has_pages():
    assert set(pages_of()) == {"index.html"}
    alone = pages_of(student("ana"))
    assert set(alone) == {"index.html"}
    Tree(alone["index.html"])
    assert "Nobody has a grade" not in pages_of(student("ana", report(RIGHT)))["index.html"]


def test_alike_submissions_stand_beside_each_other():
    text = Tree(pages_of(*classroom())["index.html"]).text
    assert "Ana Ávila and Bob" in text
    assert "x3 = 23757 + y[93]" in text
    assert "never a verdict" in text


def test_what_was_not_at_hand_is_said():
    without = [replace(one, sources={}) for one in classroom()]
    assert "only wrong results were compared; students: 3" in pages_of(*without)["index.html"]
    assert "only wrong results" not in pages_of(*classroom())["index.html"]


def test_grades_of_other_graders_are_told_apart():
    other = report(RIGHT, id_="x")
    other = replace(other, grader=replace(other.grader, course_sha256="d" * 64))
    text = pages_of(*classroom(), student("x", other, sources={"linear": "y"}))["index.html"]
    assert "there are 2 of them here" in text
    assert "of them here" not in pages_of(*classroom())["index.html"]


def test_an_exercise_s_page_has_everybody_s_checks():
    text = Tree(pages_of(*classroom())["exercise-linear.html"]).text
    assert "Bob 4 ✓ right ✓ right" in text
    assert "Éva 2 ✓ right ✗ wrong" in text
    assert "Zoé" not in text  # who has handed in nothing has no checks


def test_five_thousand_of_one_name_have_a_page_each_and_are_looked_up_once():
    """Counted, not timed: names that are tried for pages of students whose ids are written alike in a file's name."""
    tried = []

    class Counting(dict):
        def __contains__(self, name):
            tried.append(name)
            return super().__contains__(name)

    made = ClassReport(Settings("en"))
    made._taken = Counting()
    pages = {made._page(student("Ana?" if at % 2 else "ANA!", name="Ana"), "Ana").casefold() for at in range(5000)}
    assert len(pages) == 5000
    assert len(tried) < 4 * 5000

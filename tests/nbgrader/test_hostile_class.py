"""A class of three, of whom the one in the middle hands in what is to stop the grading: it stops nobody's but its own."""

from __future__ import annotations

import json
import os
import re
import shutil

import pytest

from autograder.class_grading.store import Store
from tests.nbgrader.classroom import ASSIGNMENT, EXERCISE, GOOD, QUIZ, Room, cli, wrote
from tests.nbgrader.hostile_kinds import FULL, KINDS, NAMES, REFUSED, lay
from tests.nbgrader.test_with_nbgrader import Seen

QUICK = (
    "nested", "odd_files", "exercise_of_digits", "quiz_of_digits", "deep_json", "timestamp_of_digits", "timestamp_pipe",
    "timestamp_of_10_MB", "pages", "is_a_file",
)  # fmt: skip


@pytest.fixture(scope="module")
def graded(released, tmp_path_factory):
    """The class, graded twice: its rows by name, each with its reasons; and the course."""
    room = Room(tmp_path_factory.mktemp("hostile") / "course")
    shutil.copytree(released.root, room.root)
    for student in ("a-honest", "z-honest"):
        room.hand_in(student, wrote(GOOD))
    for student in QUICK:
        KINDS[student].make(room.hand_in(student, wrote(GOOD)))
    return room, room.grade(), room.grade()


def test_the_honest_ones_have_what_they_have_alone(graded):
    room, ran, again = graded
    assert ran.status == again.status == 1  # one of them is no folder
    assert "the grader itself failed" not in ran.out
    for student in ("a-honest", "z-honest"):
        assert room.score(student) == 8
        assert f"{student}: 8/66\n" in ran.out
    assert "graded: 0; graded before and unchanged: 11; could not be graded: 1" in again.err


@pytest.mark.parametrize("student", QUICK)
def test_the_hostile_one_has_its_points_and_its_reason(graded, student):
    room, ran, _ = graded
    assert room.score(student) == KINDS[student].points
    assert KINDS[student].said in ran.out.partition(f"\n{student}: ")[2].partition("/66")[2].partition("/66")[0]


def test_nothing_is_copied_that_is_named_like_a_page_or_that_a_browser_would_run(graded):
    room, *_ = graded
    out = room.root / "autograded" / "pages" / ASSIGNMENT
    assert {path.name for path in out.iterdir()} == {EXERCISE, QUIZ, "plot.png"}


def test_who_cannot_be_written_has_a_row_that_says_so(room):
    for student in ("a-honest", "bad", "z-honest"):
        room.hand_in(student, wrote(GOOD))
    (room.root / "autograded" / "bad" / ASSIGNMENT / EXERCISE).mkdir(parents=True)
    ran = room.grade()
    assert ran.status == 1
    assert "bad: 0/66, no grade\n    this submission was graded and could not be written (IsADirectoryError" in ran.out
    assert ran.out.count("honest: 8/66\n") == 2
    (room.root / "autograded" / "bad" / ASSIGNMENT / EXERCISE).rmdir()
    assert room.grade().out.count("graded before") == 2
    assert room.score("bad") == 8


# --- every kind and every name, by each command that grades a class --------------------------------------------------

HIDDEN = {name for name in NAMES if name.startswith(".")}  # passed over where folders are listed, as everywhere
WITH_PAGES = (
    "active_texts", "grade_id_of_surrogates", "index.html", "infinite", "is_a_link", "numbers_of_digits", "outputs_of_cells",
    "pages", "prints_commands", "raises_commands", "surrogates",
)  # fmt: skip
NO_NAMES = {"a\nb", os.fsdecode(b"\xff\xfe")}  # that nbgrader could take


def expected(*left_out):
    """Give the points of everybody, None for what cannot be graded."""
    names = {"a-honest", "z-honest", *KINDS, *NAMES}.difference(*left_out)
    return {name: None if name in REFUSED else KINDS[name].points if name in KINDS else FULL for name in names}


def looked_at(folder, *texts):
    """See that nothing that was written or printed does anything; give the number of pages."""
    for text in texts:
        assert "grader itself failed" not in text
        assert "Traceback" not in text
        assert not re.search(r"^\s*(::|##\w*\[)|[\x00-\x08\x0b-\x1f\u202e]", text, re.MULTILINE)
    pages = [path for path in folder.rglob("*.html") if path.is_file()]
    for path in pages:
        seen = Seen()
        seen.feed(path.read_text("utf-8").replace("_img_src_x_onerror_HOSTILE__", "a-safe-name"))
        assert seen.active == [], path
    return len(pages)


@pytest.mark.slow
def test_grade_survives_every_kind(released, tmp_path):
    place = tmp_path / "class"
    lay(released.root / "release" / ASSIGNMENT, lambda name: place / name)
    files = {option: tmp_path / option.strip("-") for option in ("--json", "--csv", "--markdown", "--junit")}
    named = [text for option, file in files.items() for text in (option, file)]
    paths = sorted(place.iterdir())
    ran = cli("grade", *paths, "--out", tmp_path / "out", "--html", *named, "--jobs", "10", "--lang", "en")
    assert ran.status == 1
    reports = json.loads(files["--json"].read_text("utf-8"))
    got = {
        path.name: report["score"] if report["status"] == "graded" else None
        for path, report in zip(paths, reports, strict=True)
    }
    assert got == expected()
    ids = [report["submission"]["id"] for report in reports]
    assert {path.name for path in (tmp_path / "out").iterdir() if path.is_dir()} == set(ids)
    texts = [file.read_text("utf-8") for option, file in files.items() if option != "--json"]
    assert looked_at(tmp_path / "out", ran.out, ran.err, *texts) == len(ids) + 1 + len(reports[0]["exercises"])


@pytest.mark.slow
def test_grade_class_survives_every_kind(released, tmp_path):
    place = tmp_path / "class"
    lay(released.root / "release" / ASSIGNMENT, lambda name: place / name)
    url = f"sqlite:///{tmp_path / 'grades.db'}"
    ran = cli("grade-class", place, "--store", url, "--report", tmp_path / "out", "--jobs", "2", "--lang", "en")
    assert ran.status == 1
    with Store(url) as store:
        got = {
            one.student.id: one.latest.counts.score if one.latest.counts.status == "graded" else None
            for one in store.students()
        }
    wanted = expected(HIDDEN, NO_NAMES, {"is_a_file", "is_a_pipe"})
    assert got == {**wanted, "a\nb": FULL, r"\xff\xfe": FULL}
    assert "passed over, no folder and no archive (2): is_a_file, is_a_pipe" in ran.err
    assert looked_at(tmp_path / "out", ran.out, ran.err) > len(got)


@pytest.mark.slow
def test_nbgrader_grade_and_its_feedback_survive_every_kind(released, tmp_path):
    room = Room(tmp_path / "course")
    shutil.copytree(released.root, room.root)
    lay(released.root / "release" / ASSIGNMENT, room.submitted)
    ran = room.grade("--lang", "en")
    assert ran.status == 1
    with room.database() as book:
        got = {
            one["student"]: None if one["needs_manual_grade"] and not one["score"] else one["score"]
            for one in book.submission_dicts(ASSIGNMENT)
        }
    assert got == expected(HIDDEN, NO_NAMES)
    assert ran.out.count("the name of this folder is no text that a gradebook can hold; rename it") == len(NO_NAMES)
    assert looked_at(room.root / "feedback", ran.out, ran.err) == 0
    for name in {path.name for path in (room.root / "autograded").iterdir()}.difference(WITH_PAGES):
        shutil.rmtree(room.root / "autograded" / name)  # each takes a second
    made = room.nbgrader("generate_feedback", ASSIGNMENT)
    assert made.status == 0, made.err
    assert "ERROR" not in made.err
    assert looked_at(room.root / "feedback") == 2 * len(WITH_PAGES)

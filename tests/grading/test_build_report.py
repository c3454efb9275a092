from __future__ import annotations

import pytest

from autograder.grading.build_report import exercise_report, unreadable, untouched
from autograder.i18n.language import Text
from autograder.judging.model import Check, Diagnosis, Exercise, Mistake, Verdict

ANY = Text(en="any", pt="qualquer")
EXERCISE = Exercise(
    "twice",
    Text(en="Twice", pt="O dobro"),
    (),
    tuple(
        Check(id_, Text(en=f"The {id_}", pt=f"O {id_}"), points, lambda _: (), ANY)
        for id_, points in (("a", 2), ("b", 3))
    ),
    (),
    (),
)


def reported(*statuses, **more):
    return exercise_report(EXERCISE, [Verdict(status, ANY()) for status in statuses], "en", **more)


@pytest.mark.parametrize(
    ("statuses", "status", "score"),
    [
        (("passed", "passed"), "passed", 5),
        (("passed", "failed"), "partial", 2),
        (("not_attempted", "passed"), "partial", 3),
        (("failed", "waiting"), "failed", 0),
        (("error", "error"), "failed", 0),
        (("not_attempted", "failed"), "failed", 0),
        (("not_attempted", "not_attempted"), "not_attempted", 0),
        (("not_attempted", "waiting"), "not_attempted", 0),
    ],
)
def test_points_come_from_what_passed_alone(statuses, status, score):
    report = reported(*statuses)
    assert (report.status, report.score, report.max_score) == (status, score, 5)
    assert [check.score for check in report.checks] == [
        points if one == "passed" else 0 for one, points in zip(statuses, (2, 3), strict=True)
    ]
    assert [check.max_score for check in report.checks] == [2, 3]


def test_everything_is_in_the_language_asked_for():
    mistake = Mistake("squared", Text(en="It squares.", pt="Eleva ao quadrado."), Text(en="Look.", pt="Olhe."))
    verdict = Verdict(
        "failed",
        Text(en="{x} is wrong", pt="{x} está errado")(x="y"),
        Text(en="Why?", pt="Por quê?")(),
        Diagnosis(mistake, 0.75),
        {"call": "f(1)"},
        (Text(en="By the way.", pt="Aliás.")(),),
    )
    for lang, expected in (
        ("en", ("Twice", "The a", "y is wrong", "Why?", "It squares.", "Look.", "By the way.", "Note.")),
        ("pt-BR", ("O dobro", "O a", "y está errado", "Por quê?", "Eleva ao quadrado.", "Olhe.", "Aliás.", "Nota.")),
    ):
        note = Text(en="Note.", pt="Nota.")()
        report = exercise_report(
            EXERCISE, [verdict, Verdict("passed", ANY())], lang, file="x.py", notes=[note], printed="hi"
        )
        check = report.checks[0]
        assert (report.title, check.title, check.rationale, check.help) == expected[:4]
        assert check.diagnosis == {"mistake": "squared", "confidence": 0.75, "why": expected[4], "next": expected[5]}
        assert (check.remarks, report.notes) == ((expected[6],), (expected[7],))
        assert (report.file, report.printed, check.evidence) == ("x.py", "hi", {"call": "f(1)"})
        assert report.checks[1].diagnosis is None
        assert report.checks[1].help == ""


def test_as_many_verdicts_as_checks():
    with pytest.raises(ValueError, match="shorter"):
        reported("passed")


def test_untouched():
    report = untouched(EXERCISE, "pt-BR", file="a.py")
    assert (report.status, report.score, report.max_score, report.file) == ("not_attempted", 0, 5, "a.py")
    assert {check.rationale for check in report.checks} == {"ainda não tentado"}


def test_unreadable():
    report = unreadable(EXERCISE, Text(en="no Python", pt="não é Python")(), "en", file="a.py")
    assert (report.status, report.score, report.max_score) == ("failed", 0, 5)
    assert {(check.status, check.rationale) for check in report.checks} == {("error", "no Python")}
    assert all(check.help for check in report.checks)

"""Every mistake that a report can name has a short name in both languages."""

import pytest

from autograder.grading import build_report
from autograder.i18n.language import LANGUAGES
from autograder.judging import diagnose, raised_mistakes, source_diagnosis
from autograder.judging.mistake_names import NAMES, name_of
from autograder.judging.model import Diagnosis, Mistake, Verdict
from autograder.judging.source_diagnosis import OWN_DATA
from autograder.render.labels import mistake_told, pattern_told
from tests.solutions.sessions import IDS, MISTAKES, exercise_of, mistake_of

EVERYWHERE = [
    value.id
    for module in (diagnose, source_diagnosis, raised_mistakes, diagnose)
    for value in vars(module).values()
    if isinstance(value, Mistake)
] + [OWN_DATA.id]


def test_every_mistake_of_the_course_has_a_name():
    all_ = [mistake for id_ in IDS for check in exercise_of(id_).checks for mistake in check.mistakes]
    of_checks = {mistake.id for mistake in all_ if mistake.name is None}
    of_versions = {found for id_, name in MISTAKES for found in mistake_of(id_, name).diagnoses}
    in_catalogues = {mistake.id for mistake in all_ if mistake.name is not None}
    asked = of_checks | (of_versions - in_catalogues) | set(EVERYWHERE)
    assert {id_ for id_ in asked if name_of(id_) is None} == set()


def test_names_are_short_and_in_the_order_of_their_ids():
    assert list(NAMES) == sorted(NAMES)
    for id_, both in NAMES.items():
        for name in map(both.to, LANGUAGES):
            assert 2 < len(name) <= 70, (id_, name)
            assert not name.endswith("."), id_
            assert name[0].islower() or name[0] in "*^aεσ", (id_, name)


@pytest.mark.parametrize(
    ("lang", "told"),
    [("en", "bias-forgotten (bias forgotten)"), ("pt-BR", "bias-forgotten (viés esquecido)")],
)
def test_a_report_tells_the_id_and_the_name(lang, told):
    exercise = exercise_of("linear_backward")
    check = exercise.checks[0]
    mistake = next(one for one in check.mistakes if one.id == "bias-forgotten")
    verdicts = [Verdict("failed", mistake.why(), mistake.next(), Diagnosis(mistake, 1.0)) for _ in exercise.checks]
    report = build_report.exercise_report(exercise, verdicts, lang)
    assert mistake_told(report.checks[0].diagnosis) == told
    assert mistake_told({"mistake": "unheard-of"}) == "unheard-of"
    assert mistake_told(None) == ""


def test_patterns_have_names_too():
    assert pattern_told("transposed", "pt-BR") == "transposed (linhas e colunas trocadas)"
    assert pattern_told("unheard-of", "en") == "unheard-of"

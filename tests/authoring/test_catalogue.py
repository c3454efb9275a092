from __future__ import annotations

import numpy as np
import pytest

from autograder import authoring
from autograder.authoring import Call, Case, Catalogue, Exercise, Expected, by_formula, decimal, known
from autograder.grading.build_report import _diagnosis
from autograder.i18n.language import Text
from autograder.judging.model import Diagnosis, Verdict, planned

TEXTS = {
    "mistakes": {
        "clipped": {
            "why": {"en": "Beyond ±{limit}, {gap} away, {{as is}}", "pt-BR": "Além de ±{limit}, a {gap}, {{assim}}"},
            "next": {"en": "Look.", "pt-BR": "Veja."},
        }
    }
}


def test_places_are_filled_for_good_and_decimals_have_each_language_s_mark():
    row = known("clipped", fill={"limit": 5, "gap": decimal("0.007")})
    mistake = Catalogue(TEXTS).mistake(row)
    assert mistake.why.to("en") == "Beyond ±5, 0.007 away, {as is}"
    assert mistake.why.to("pt-BR") == "Além de ±5, a 0,007, {assim}"


@pytest.mark.parametrize("value", ["{", "{0}", "{limit}"])
def test_a_value_may_hold_braces(value):
    mistake = Catalogue(TEXTS).mistake(known("clipped", fill={"limit": value, "gap": ""}))
    assert mistake.why.to("en") == f"Beyond ±{value},  away, {{as is}}"


def test_what_nobody_asked_for_is_unused():
    catalogue = Catalogue(TEXTS | {"title": {"en": "A", "pt-BR": "B"}})
    catalogue.mistake(known("clipped"))
    assert list(catalogue.unused()) == ["title"]


def test_a_mistake_may_bring_its_name_with_its_words():
    catalogue = Catalogue(TEXTS)
    assert catalogue.mistake(known("clipped")).name is None
    name = {"en": "clipped too early", "pt-BR": "cortado cedo demais"}
    own = {"mistakes": {"clipped": TEXTS["mistakes"]["clipped"] | {"name": name}}}
    mistake = Catalogue(own).mistake(known("clipped", fill={"limit": 5, "gap": 1}))
    assert [mistake.name.to(lang) for lang in name] == list(name.values())
    diagnosis = _diagnosis(Verdict("failed", mistake.why(), mistake.next(), Diagnosis(mistake, 1.0)), "pt-BR")
    assert diagnosis["name"] == "cortado cedo demais"


def test_a_verdict_is_said_by_a_message_and_its_help_whatever_their_places_are_called():
    both = {"en": "{name}, {status}", "pt-BR": "{name}: {status}"}
    catalogue = Catalogue({"messages": {"odd": both, "odd-help": both}})
    says = catalogue.verdicts("odd")
    verdict = says("odd", "waiting", name="X", status="full")
    assert verdict.status == "waiting"
    assert says("odd", name="X", status="full").status == "failed"
    assert verdict.help is not None
    assert (verdict.rationale.to("en"), verdict.help.to("pt-BR")) == ("X, full", "X: full")
    assert list(catalogue.unused()) == []


@pytest.mark.parametrize("takes_it", [False, True])
def test_a_plan_draws_the_same_with_a_mistake_in_force_whether_it_takes_it_or_not(takes_it):
    def plan(rng):
        drawn = rng.uniform(size=2).tolist()
        return [Case(Call("f", (x,)), Expected("f(x)", np.array(x), np.array(0.0))) for x in drawn]

    def plan_with(rng, in_force=None):
        return by_formula(in_force, plan(rng))

    plan_with.__name__ = "plan"
    text = {"en": "A", "pt-BR": "B"}
    catalogue = Catalogue({"checks": {"f": {"title": text, "help": text}}})
    check = catalogue.check("f", 1, plan_with if takes_it else plan, None, carried=lambda failed: [failed["g"]])
    (carried,) = check.carried({"g": lambda x: 2 * x})
    exercise = Exercise("any", Text("A", "B"), (), (check,), (), ())
    right, wrong = (planned(exercise, one.plan, 3) for one in (check, carried))
    assert [case.call.args for case in wrong] == [case.call.args for case in right]
    assert [case.expected.value for case in wrong] == [2 * case.call.args[0] for case in right]


def test_every_name_that_a_table_is_written_with_is_there():
    assert set(authoring.__all__) >= {"Catalogue", "known", "graphs"}
    assert all(getattr(authoring, name) is not None for name in authoring.__all__)
    with pytest.raises(AttributeError, match="nonsense"):
        _ = authoring.nonsense

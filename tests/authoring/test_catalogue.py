from __future__ import annotations

import pytest

from autograder import authoring
from autograder.authoring import Catalogue, decimal, known
from autograder.grading.build_report import _diagnosis
from autograder.judging.model import Diagnosis, Verdict

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


def test_every_name_that_a_table_is_written_with_is_there():
    assert set(authoring.__all__) >= {"Catalogue", "known", "graphs"}
    assert all(getattr(authoring, name) is not None for name in authoring.__all__)
    with pytest.raises(AttributeError, match="nonsense"):
        _ = authoring.nonsense

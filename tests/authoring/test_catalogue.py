from __future__ import annotations

import pytest

from autograder.authoring import Catalogue, decimal, known

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

from __future__ import annotations

import pytest

from autograder.i18n.language import Message, Text, lang_named, lang_of_environment, said

LAYER = Text(en="layer {number}", pt="camada {number}")


def test_a_text_is_said_in_the_language_asked_for():
    text = Text(en="slope", pt="inclinação")
    assert (text.to("en"), text.to("pt-BR")) == ("slope", "inclinação")


def test_a_filled_place_may_itself_be_a_text_or_a_message():
    outer = Text(en="in {where}: {what}", pt="em {where}: {what}")
    message = outer(where=LAYER(number=2), what=Text(en="cost", pt="custo"))
    assert message.to("en") == "in layer 2: cost"
    assert message.to("pt-BR") == "em camada 2: custo"


def test_braces_in_a_value_stay_as_they_are():
    assert Text(en="{what}", pt="{what}")(what="{0} {what} {").to("en") == "{0} {what} {"


def test_a_place_that_is_not_filled_is_an_error_of_ours():
    with pytest.raises(KeyError):
        LAYER.to("en")


def test_a_figure_is_written_as_its_place_asks():
    text = Text(en="{got:.3g} of shape {shape}", pt="{got:.3g} com shape {shape}")
    assert text(got=1.23456, shape=(3, 2)).to("en") == "1.23 of shape (3, 2)"


def test_saying_a_plain_value():
    assert said((3, 2), "pt-BR") == (3, 2)
    assert said(Message(LAYER, {"number": 1}), "pt-BR") == "camada 1"


@pytest.mark.parametrize(
    ("name", "lang"),
    [
        ("pt", "pt-BR"),
        ("pt_BR.UTF-8", "pt-BR"),
        ("PT-br", "pt-BR"),
        ("pt_PT@euro", "pt-BR"),
        ("en", "en"),
        ("en_US.UTF-8", "en"),
        (" en-GB ", "en"),
        ("ptolemaic", None),
        ("english", None),
        ("C.UTF-8", None),
        ("de_DE", None),
        ("", None),
    ],
)
def test_languages_by_name(name, lang):
    assert lang_named(name) == lang


@pytest.mark.parametrize(
    ("environment", "lang"),
    [
        ({}, "en"),
        ({"LANG": "pt_BR.UTF-8"}, "pt-BR"),
        ({"LANG": "pt_BR.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "pt_BR"}, "pt-BR"),
        ({"LC_ALL": "", "LANG": "pt_BR"}, "pt-BR"),
        ({"LC_ALL": "C", "LANG": "pt_BR"}, "en"),
    ],
)
def test_the_first_locale_variable_that_is_set_decides(environment, lang):
    assert lang_of_environment(environment) == lang


@pytest.mark.parametrize(
    ("why", "said"),
    [("it is a link", "it is a link."), ("It is. Mend it.", "It is. Mend it."), ("is it?", "is it?"), ("…", "…")],
)
def test_a_sentence_before_a_full_stop_keeps_one(why, said):
    unread = Text(en="`{file}` is not read: {why}.", pt="({why}.) {file}.txt; {why}. {{why}}.")
    message = unread(file="a.", why=Text(en=why, pt=why))
    assert message.to("en") == f"`a.` is not read: {said}"
    assert message.to("pt-BR") == f"({said}) a..txt; {said} {{why}}."

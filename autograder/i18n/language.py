"""Texts in both languages of the course, and sentences made of them.

A text cannot exist in one language only: `Text` asks for both. Which language is shown
is decided at the very end, when a report is made.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from autograder.frozen import frozen

Lang = Literal["en", "pt-BR"]
LANGUAGES: tuple[Lang, ...] = ("en", "pt-BR")

# Where the environment names its language, strongest first (POSIX locale(7)).
LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")

SENTENCE_ENDS = (".", "!", "?", "…")


@frozen
class Text:
    """One text in English and in Brazilian Portuguese.

    `{name}` marks a place that `Text.__call__` fills; a literal brace is doubled, as in `str.format`.
    """

    en: str
    pt: str

    def __call__(self, **values: object) -> Message:
        """Fill the places of this text; a value may itself be a `Text` or a `Message`."""
        return Message(self, values)

    def to(self, lang: Lang) -> str:
        """Give this text, which has no places to fill, in one language."""
        return Message(self).to(lang)


@frozen
class Message:
    """A text whose places are filled: a sentence that can be said in either language."""

    text: Text
    values: Mapping[str, object] = field(default_factory=dict)

    def to(self, lang: Lang) -> str:
        """Say it in one language."""
        template = self.text.en if lang == "en" else self.text.pt
        if not self.values and "{" not in template and "}" not in template:  # the usual case, at once
            return template
        values = {name: said(value, lang) for name, value in self.values.items()}
        for name, value in values.items():
            if isinstance(value, str) and value.endswith(SENTENCE_ENDS):
                template = without_full_stop(template, name)
        return template.format_map(values)


def without_full_stop(template: str, name: str) -> str:
    """Drop the full stop behind a place that a whole sentence fills: one that ends with a mark of its own."""
    if f"{{{name}}}." not in template:  # the usual case: no pattern is compiled for it
        return template
    return re.sub(rf"({{{re.escape(name)}}})\.(?=[\s)]|$)", r"\1", template)


def as_text(message: Message) -> Text:
    """Give what a message says as a text without places."""
    en, pt = (message.to(lang).replace("{", "{{").replace("}", "}}") for lang in LANGUAGES)
    return Text(en=en, pt=pt)


def said(value: object, lang: Lang) -> object:
    """Give texts and messages as words in `lang`, anything else as it is."""
    return value.to(lang) if isinstance(value, Text | Message) else value


def figure(value: float, digits: int = 1) -> Text:
    """Write a measured figure, such as seconds, with so many decimals and each language's own decimal mark."""
    return decimal(f"{value:.{digits}f}")


def decimal(written: str) -> Text:
    """Give a number that is written with a point, with each language's own decimal mark."""
    return Text(en=written, pt=written.replace(".", ","))


def lang_named(name: str) -> Lang | None:
    """Find the language that `name` means (`pt`, `pt_BR.UTF-8`, `en-US`, …), or None."""
    match = re.match(r"(pt|en)(?:[-_.@]|$)", name.strip(), re.IGNORECASE)
    if match is None:
        return None
    return "en" if match[1].lower() == "en" else "pt-BR"


def lang_of_environment(environment: Mapping[str, str]) -> Lang:
    """Choose the language by the locale variables: the first one set decides; English if none does."""
    for variable in LOCALE_VARIABLES:
        if environment.get(variable):
            return lang_named(environment[variable]) or "en"
    return "en"


def lang_asked_for(name: str | None, environment: Mapping[str, str]) -> Lang:
    """Find the language that `name` means; without a name, the environment's. Raises ValueError for one there is none of."""
    if name is None:
        return lang_of_environment(environment)
    lang = lang_named(name)
    if lang is None:
        raise ValueError(f"there is no language {name!r}; there are: {', '.join(LANGUAGES)}")
    return lang

"""The quiz as Moodle XML: each question a category, its variants the questions in it, to be drawn from at random.

Written by the documentation of Moodle XML (docs.moodle.org, "Moodle XML format"); orderings are core questions since
Moodle 4.4, and those of the plugin "ordering" before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from autograder.export.question_bank import READ_AGAIN, Bank, html
from autograder.i18n.language import Lang, Text
from autograder.i18n.sanitize import escaped
from autograder.quiz.question_model import Choice, Choices, LettersKey, NumberKey, Ordering, Question

COURSE = "$course$/top/Backpropagation"
WHOLE = 100.0
# What Moodle accepts for a part of the points, in per cent; anything else is refused when a file is read.
SHARES = {1: "100", 2: "50", 3: "33.33333", 4: "25", 5: "20", 6: "16.66667", 7: "14.28571", 8: "12.5"}
ABOUT_BANK = Text(en="{source}. Variants: {count}.", pt="{source}. Variantes: {count}.")


def moodle_xml(made: Sequence[Bank], lang: Lang) -> bytes:
    """Write the banks as one file."""
    quiz = Element("quiz")
    for bank in made:
        category = SubElement(quiz, "question", type="category")
        _text(category, "category", f"{COURSE}/{bank.question.text_source}/{bank.id}")
        about = ABOUT_BANK(source=bank.question.source, count=len(bank.variants))
        _text(category, "info", html(about.to(lang)), format="html")
        for number, question in enumerate(bank.variants, 1):
            name = bank.id if len(bank.variants) == 1 else f"{bank.id} {number:02}"
            quiz.append(_question(question, name, lang))
    indent(quiz, " ")
    written: bytes = tostring(quiz, encoding="utf-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + written + b"\n"


def _question(question: Question, name: str, lang: Lang) -> Element:
    match question.part:
        case Choice() | Choices():
            kind = "multichoice"
        case Ordering():
            kind = "ordering"
        case _:
            kind = "numerical"
    made = Element("question", type=kind)
    _text(made, "name", name)
    _text(made, "questiontext", f"<p>{html(question.prompt.to(lang))}</p>", format="html")
    _text(made, "generalfeedback", html(READ_AGAIN(source=question.source).to(lang)), format="html")
    for tag, value in (("defaultgrade", str(question.points)), ("penalty", "0.3333333"), ("hidden", "0")):
        SubElement(made, tag).text = value
    SubElement(made, "idnumber").text = name.replace(" ", "-")
    match question.part:
        case Choice(key=LettersKey() as key) | Choices(key=LettersKey() as key):
            _add_choices(made, question.part, key, lang)
        case Ordering(key=LettersKey() as key):
            _add_ordering(made, question.part, key, lang)
        case part if isinstance(part.key, NumberKey):
            _add_number(made, part.key, lang)
        case _:
            raise ValueError(f"question {question.id} has no key, so it cannot be exported")
    return made


def _add_choices(made: Element, part: Choice | Choices, key: LettersKey, lang: Lang) -> None:
    single = isinstance(part, Choice)
    for tag, value in (("single", str(single).lower()), ("shuffleanswers", "true"), ("answernumbering", "abc")):
        SubElement(made, tag).text = value
    for option in part.options:
        right = SHARES[1] if single else SHARES[len(key.letters)]
        wrong = "0" if single else "-100"  # the course gives the point for exactly the right ones
        answer = SubElement(made, "answer", fraction=right if option.letter in key.letters else wrong, format="html")
        SubElement(answer, "text").text = html(option.text.to(lang))
        _text(answer, "feedback", html(key.why[option.letter].to(lang)), format="html")


def _add_ordering(made: Element, part: Ordering, key: LettersKey, lang: Lang) -> None:
    """Add the items in their right order: `fraction` is the place of each, counted from 1."""
    texts = {option.letter: option.text.to(lang) for option in part.options}
    why = "".join(f"<li>{html(texts[one])}: {html(key.why[one].to(lang))}</li>" for one in key.letters)
    for tag in ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"):
        _text(made, tag, f"<ol>{why}</ol>", format="html")
    for tag, value in (
        ("layouttype", "VERTICAL"),
        ("selecttype", "ALL"),
        ("selectcount", str(len(key.letters))),
        ("gradingtype", "ALL_OR_NOTHING"),
        ("showgrading", "SHOW"),
        ("numberingstyle", "none"),
    ):
        SubElement(made, tag).text = value
    for place, letter in enumerate(key.letters, 1):
        answer = SubElement(made, "answer", fraction=str(place), format="html")
        SubElement(answer, "text").text = html(texts[letter])


def _add_number(made: Element, key: NumberKey, lang: Lang) -> None:
    """Add the right number, then each wrong one that has a known cause, then all others."""
    for value, fraction, why, tolerance in _numbers(key, lang):
        answer = SubElement(made, "answer", fraction=fraction, format="moodle_auto_format")
        SubElement(answer, "text").text = value
        _text(answer, "feedback", html(why), format="html")
        SubElement(answer, "tolerance").text = tolerance
    for tag, value in (("unitgradingtype", "0"), ("unitpenalty", "0.1"), ("showunits", "3"), ("unitsleft", "0")):
        SubElement(made, tag).text = value


def _numbers(key: NumberKey, lang: Lang) -> Iterator[tuple[str, str, str, str]]:
    tolerance = repr(key.tolerance)
    yield repr(key.value), "100", key.right.to(lang), tolerance
    for typical in key.typical:
        yield repr(typical.value), "0", typical.why.to(lang), tolerance
    yield "*", "0", key.wrong.to(lang), "0"


def _text(parent: Element, tag: str, text: str, **attributes: str) -> None:
    SubElement(SubElement(parent, tag, attributes), "text").text = escaped(text)

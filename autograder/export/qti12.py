"""The quiz as QTI 1.2 in a zip, as Canvas and its kin read it: each question a section from which one variant is taken.

Written by IMS Question & Test Interoperability 1.2 (ASI information model and best practice guide), with the item kinds
that Canvas names in `question_type`. It knows no orderings there: the right order is chosen among wrong ones.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from hashlib import sha256
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from autograder.export.question_bank import CHOOSE_ORDER, READ_AGAIN, Bank, html, ordered_text, wrong_orders
from autograder.i18n.language import Lang, Text
from autograder.i18n.sanitize import escaped
from autograder.quiz.question_model import LETTERS, Choice, Choices, LettersKey, NumberKey, Option, Ordering, Question

QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
PACKAGING = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
STAMP = (1980, 1, 1, 0, 0, 0)  # the same bank has the same bytes whenever it is made
TITLE = Text(en="Backpropagation quiz", pt="Quiz de backpropagation")
RESPONSE = "response1"


def qti12(made: Sequence[Bank], lang: Lang) -> bytes:
    """Write the banks as the bytes of a zip: an assessment and its manifest."""
    assessment = _assessment(made, lang)
    id_ = f"backpropagation-{sha256(assessment).hexdigest()[:16]}"
    file = f"{id_}/{id_}.xml"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (("imsmanifest.xml", _manifest(id_, file)), (file, assessment)):
            archive.writestr(zipfile.ZipInfo(name, STAMP), data, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _manifest(id_: str, file: str) -> bytes:
    manifest = Element("manifest", xmlns=PACKAGING, identifier=f"{id_}-manifest")
    metadata = SubElement(manifest, "metadata")
    SubElement(metadata, "schema").text = "IMS Content"
    SubElement(metadata, "schemaversion").text = "1.1.3"
    SubElement(manifest, "organizations")
    resources = SubElement(manifest, "resources")
    resource = SubElement(resources, "resource", identifier=id_, type="imsqti_xmlv1p2")
    SubElement(resource, "file", href=file)
    return _bytes(manifest)


def _assessment(made: Sequence[Bank], lang: Lang) -> bytes:
    root = Element("questestinterop", xmlns=QTI)
    assessment = SubElement(root, "assessment", ident="backpropagation", title=TITLE.to(lang))
    top = SubElement(assessment, "section", ident="root_section")
    for bank in made:
        section = SubElement(top, "section", ident=bank.id, title=bank.question.source)
        ordering = SubElement(SubElement(section, "selection_ordering"), "selection")
        SubElement(ordering, "selection_number").text = "1"
        extension = SubElement(ordering, "selection_extension")
        SubElement(extension, "points_per_item").text = f"{bank.question.points:.1f}"
        for number, question in enumerate(bank.variants, 1):
            section.append(_item(question, f"{bank.id}-{number:02}", lang))
    return _bytes(root)


def _item(question: Question, ident: str, lang: Lang) -> Element:
    item = Element("item", ident=ident, title=question.id)
    match question.part:
        case Choice(key=LettersKey() as key):
            why = {letter: text.to(lang) for letter, text in key.why.items()}
            options = _options(question.part.options, lang)
            _add_choice(item, question, options, key.letters, why, lang, kind="multiple_choice_question")
        case Choices(key=LettersKey() as key):
            why = {letter: text.to(lang) for letter, text in key.why.items()}
            options = _options(question.part.options, lang)
            _add_choice(item, question, options, key.letters, why, lang, kind="multiple_answers_question")
        case Ordering(key=LettersKey() as key):
            _add_order(item, question, question.part, key, lang)
        case part if isinstance(part.key, NumberKey):
            _add_number(item, question, part.key, lang)
        case _:
            raise ValueError(f"question {question.id} has no key, so it cannot be exported")
    return item


def _add_order(item: Element, question: Question, part: Ordering, key: LettersKey, lang: Lang) -> None:
    """Ask for the right order among wrong ones, in an order that depends on the question alone."""
    orders = sorted((key.letters, *wrong_orders(part, key.letters, question.id)))
    options = list(zip(LETTERS, (ordered_text(part, order, lang) for order in orders), strict=False))
    items = {option.letter: option.text.to(lang) for option in part.options}
    explained = "\n".join(f"{items[one]}: {key.why[one].to(lang)}" for one in key.letters)
    right = [letter for (letter, _), order in zip(options, orders, strict=True) if order == key.letters]
    why = {letter: explained for letter, _ in options}
    _add_choice(item, question, options, right, why, lang, kind="multiple_choice_question", more=CHOOSE_ORDER.to(lang))


def _options(options: Sequence[Option], lang: Lang) -> list[tuple[str, str]]:
    return [(option.letter, option.text.to(lang)) for option in options]


def _add_choice(
    item: Element,
    question: Question,
    options: Sequence[tuple[str, str]],
    right: Sequence[str],
    why: dict[str, str],
    lang: Lang,
    *,
    kind: str,
    more: str = "",
) -> None:
    letters = [letter for letter, _ in options]
    _metadata(item, kind, question, letters)
    several = kind == "multiple_answers_question"
    presentation = _presentation(item, question, lang, more)
    response = SubElement(
        presentation, "response_lid", ident=RESPONSE, rcardinality="Multiple" if several else "Single"
    )
    choices = SubElement(response, "render_choice")
    for letter, text in options:
        _material(SubElement(choices, "response_label", ident=letter), text)
    processing = _processing(item)
    for letter in letters:
        _feedback_on(processing, letter, [("varequal", letter)])
    condition = _scored(processing)
    if several:
        both = SubElement(condition, "and")
        for letter in letters:
            place = both if letter in right else SubElement(both, "not")
            SubElement(place, "varequal", respident=RESPONSE).text = letter
    else:
        SubElement(condition, "varequal", respident=RESPONSE).text = right[0]
    for letter in letters:
        _feedback(item, letter, why[letter])
    _feedback(item, "general", READ_AGAIN(source=question.source).to(lang))


def _add_number(item: Element, question: Question, key: NumberKey, lang: Lang) -> None:
    _metadata(item, "numerical_question", question, ["answer1"])
    presentation = _presentation(item, question, lang)
    response = SubElement(presentation, "response_str", ident=RESPONSE, rcardinality="Single")
    SubElement(SubElement(response, "render_fib", fibtype="Decimal"), "response_label", ident="answer1")
    processing = _processing(item)
    for number, typical in enumerate(key.typical, 1):
        _feedback_on(processing, f"typical{number}", _around(typical.value, key.tolerance))
    condition = SubElement(_scored(processing, "correct"), "or")
    SubElement(condition, "varequal", respident=RESPONSE).text = repr(key.value)
    _add_range(SubElement(condition, "and"), _around(key.value, key.tolerance))
    other = SubElement(processing, "respcondition", {"continue": "Yes"})
    SubElement(SubElement(other, "conditionvar"), "other")
    SubElement(other, "displayfeedback", feedbacktype="Response", linkrefid="general_incorrect_fb")
    for number, typical in enumerate(key.typical, 1):
        _feedback(item, f"typical{number}", typical.why.to(lang))
    _feedback(item, "correct", key.right.to(lang))
    _feedback(item, "general_incorrect", key.wrong.to(lang))
    _feedback(item, "general", READ_AGAIN(source=question.source).to(lang))


def _around(value: float, tolerance: float) -> list[tuple[str, str]]:
    return [("vargte", repr(value - tolerance)), ("varlte", repr(value + tolerance))]


def _metadata(item: Element, kind: str, question: Question, answers: Sequence[str]) -> None:
    fields = SubElement(SubElement(item, "itemmetadata"), "qtimetadata")
    for label, entry in (
        ("question_type", kind),
        ("points_possible", f"{question.points:.1f}"),
        ("original_answer_ids", ",".join(answers)),
    ):
        one = SubElement(fields, "qtimetadatafield")
        SubElement(one, "fieldlabel").text = label
        SubElement(one, "fieldentry").text = entry


def _presentation(item: Element, question: Question, lang: Lang, more: str = "") -> Element:
    presentation = SubElement(item, "presentation")
    _material(presentation, "\n".join(filter(None, (question.prompt.to(lang), more))))
    return presentation


def _processing(item: Element) -> Element:
    processing = SubElement(item, "resprocessing")
    outcomes = SubElement(processing, "outcomes")
    SubElement(outcomes, "decvar", maxvalue="100", minvalue="0", varname="SCORE", vartype="Decimal")
    condition = SubElement(processing, "respcondition", {"continue": "Yes"})
    SubElement(SubElement(condition, "conditionvar"), "other")
    SubElement(condition, "displayfeedback", feedbacktype="Response", linkrefid="general_fb")
    return processing


def _feedback_on(processing: Element, name: str, tests: Sequence[tuple[str, str]]) -> None:
    condition = SubElement(processing, "respcondition", {"continue": "Yes"})
    _add_range(SubElement(condition, "conditionvar"), tests)
    SubElement(condition, "displayfeedback", feedbacktype="Response", linkrefid=f"{name}_fb")


def _add_range(condition: Element, tests: Sequence[tuple[str, str]]) -> None:
    for tag, value in tests:
        SubElement(condition, tag, respident=RESPONSE).text = value


def _scored(processing: Element, feedback: str = "") -> Element:
    """Add the condition under which all points are given, and give the place for it."""
    right = SubElement(processing, "respcondition", {"continue": "No"})
    condition = SubElement(right, "conditionvar")
    SubElement(right, "setvar", action="Set", varname="SCORE").text = "100"
    if feedback:
        SubElement(right, "displayfeedback", feedbacktype="Response", linkrefid=f"{feedback}_fb")
    return condition


def _feedback(item: Element, name: str, text: str) -> None:
    flow = SubElement(SubElement(item, "itemfeedback", ident=f"{name}_fb"), "flow_mat")
    _material(flow, text)


def _material(parent: Element, text: str) -> None:
    content = SubElement(SubElement(parent, "material"), "mattext", texttype="text/html")
    content.text = escaped(f"<p>{html(text)}</p>")


def _bytes(root: Element) -> bytes:
    indent(root, " ")
    written: bytes = tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + written + b"\n"

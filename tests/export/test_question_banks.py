"""Question banks read back by readers made from the platforms' documented rules, which answer every question."""

from __future__ import annotations

import io
import itertools
import stat
import zipfile
from html.parser import HTMLParser

import pytest
from lxml import etree

from autograder.cli.main import main
from autograder.course.course import course
from autograder.course.quiz_key import load_key
from autograder.export.moodle_xml import moodle_xml
from autograder.export.qti12 import PACKAGING, QTI, qti12
from autograder.export.question_bank import banks, html, wrong_orders
from autograder.quiz.judge_answers import judge_answer
from autograder.quiz.parse import parse_questions
from autograder.quiz.question_model import Choice, Choices, Ordering

QUESTIONS = parse_questions(course().questions)
VARIANTS = 6
# The parts of the points that Moodle's importer takes, in per cent; with others it refuses the file.
MOODLE_FRACTIONS = {100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667, 14.28571, 12.5, 11.11111, 10, 5, 0}  # fmt: skip
LANGS = ("en", "pt-BR")


@pytest.fixture(scope="module")
def key(request):
    return load_key(request.config.rootpath / "solutions" / "quiz")


@pytest.fixture(scope="module")
def made(key):
    return banks(QUESTIONS, key, VARIANTS, graded=True)


class _Text(HTMLParser):
    """Reads the HTML of a text as a browser would: only the tags that are meant."""

    def __init__(self):
        super().__init__()
        self.words = []

    def handle_starttag(self, tag, attrs):
        assert (tag, attrs) in [(tag, []) for tag in ("p", "br", "code", "ol", "li")]
        if tag == "br":
            self.words.append("\n")

    def handle_data(self, data):
        self.words.append(data)


def shown(fragment):
    reader = _Text()
    reader.feed(fragment)
    reader.close()
    return "".join(reader.words)


def guesses(question):
    """Give answers to a drawn question: all of its options, or numbers around the right one and the known wrong ones."""
    part = question.part
    match part:
        case Choice():
            return [option.letter for option in part.options]
        case Choices():
            letters = [option.letter for option in part.options]
            return [list(some) for size in range(1, len(letters) + 1) for some in itertools.combinations(letters, size)]
        case Ordering():
            return [list(order) for order in itertools.permutations(option.letter for option in part.options)]
        case _:
            at, by = part.key.value, part.key.tolerance
            near = [at, at + 0.9 * by, at - 0.9 * by, at + 1.1 * by, at - 1.1 * by]
            return [*near, *(typical.value for typical in part.key.typical), at + 12345.678]


# Moodle.


def moodle_points(element, given, question):
    """Grade an answer as Moodle's question types do: the share of the points, from 0 to 1, and the feedback shown."""
    answers = element.findall("answer")
    texts = {option.letter: option.text.to("en") for option in getattr(question.part, "options", ())}
    match element.get("type"):
        case "multichoice":
            by_text = {shown(one.findtext("text")): one for one in answers}
            picked = [by_text[texts[letter]] for letter in ([given] if isinstance(given, str) else given)]
            if element.findtext("single") == "true":
                assert len(picked) == 1
            share = sum(float(one.get("fraction")) for one in picked) / 100
            return max(0.0, min(1.0, share)), shown(picked[0].findtext("feedback/text"))
        case "ordering":
            right = [shown(one.findtext("text")) for one in sorted(answers, key=lambda one: float(one.get("fraction")))]
            return float([texts[letter] for letter in given] == right), ""
        case "numerical":
            for one in answers:
                text, tolerance = one.findtext("text"), float(one.findtext("tolerance"))
                if text == "*" or abs(given - float(text)) <= tolerance * (1 + 1e-9):
                    return float(one.get("fraction")) / 100, shown(one.findtext("feedback/text"))
    raise AssertionError(element.get("type"))


def moodle_questions(data):
    """Read a file of Moodle XML as its importer does: by category. Anything that it would refuse fails."""
    root = etree.fromstring(data)
    assert root.tag == "quiz"
    category, found = None, {}
    for element in root:
        assert element.tag == "question"
        if element.get("type") == "category":
            category = element.findtext("category/text")
            assert category.startswith("$course$/top/")
            continue
        name = element.findtext("name/text")
        assert category is not None
        assert name
        assert element.find("questiontext").get("format") == "html"
        found.setdefault(category.rpartition("/")[2], []).append(element)
        fractions = [float(one.get("fraction")) for one in element.findall("answer")]
        if element.get("type") == "ordering":
            assert fractions == list(range(1, len(fractions) + 1))
            continue
        assert {abs(fraction) for fraction in fractions} <= MOODLE_FRACTIONS
        total = sum(fraction for fraction in fractions if fraction > 0)
        assert total == pytest.approx(100, abs=0.01)
        assert element.findtext("single") != "true" or max(fractions) == 100
    names = [one.findtext("idnumber") for some in found.values() for one in some]
    assert len(set(names)) == len(names)
    return found


def test_moodle_gives_points_as_the_course_does(made):
    found = moodle_questions(moodle_xml(made, "en"))
    assert list(found) == [bank.id for bank in made]
    for bank in made:
        for element, question in zip(found[bank.id], bank.variants, strict=True):
            assert shown(element.findtext("questiontext/text")) == question.prompt.to("en")
            for given in guesses(question):
                judged = judge_answer(question, given)
                points, feedback = moodle_points(element, given, question)
                assert (points > 0.999) == judged.right, (question.id, given)
                if isinstance(question.part, Choice):
                    assert feedback == judged.why.to("en")


# QTI 1.2.


class Item:
    """An item of QTI 1.2 that is answered: response conditions in their order, `continue` and all."""

    def __init__(self, element):
        self.element = element
        for one in element.iter():
            one.tag = etree.QName(one).localname
        assert [one.tag for one in element][:3] == ["itemmetadata", "presentation", "resprocessing"]
        self.kind = next(
            one.findtext("fieldentry")
            for one in element.iter("qtimetadatafield")
            if one.findtext("fieldlabel") == "question_type"
        )
        self.labels = {one.get("ident"): one.findtext("material/mattext") for one in element.iter("response_label")}
        (response,) = [one for one in element.find("presentation") if one.tag.startswith("response_")]
        assert response.tag == ("response_str" if self.kind == "numerical_question" else "response_lid")
        feedback = [one.get("ident") for one in element.findall("itemfeedback")]
        assert len(set(feedback)) == len(feedback)
        assert {one.get("linkrefid") for one in element.iter("displayfeedback")} <= set(feedback)
        assert {one.get("respident") for one in element.iter() if one.get("respident")} == {response.get("ident")}

    def holds(self, test, given):
        match test.tag:
            case "other":
                return True
            case "varequal" if self.kind == "numerical_question":
                return float(test.text) == given
            case "varequal":
                assert test.text in self.labels
                return test.text in given
            case "vargte":
                return given >= float(test.text) - 1e-12
            case "varlte":
                return given <= float(test.text) + 1e-12
            case "and" | "conditionvar":
                return all(self.holds(one, given) for one in test)
            case "or":
                return any(self.holds(one, given) for one in test)
            case "not":
                return not any(self.holds(one, given) for one in test)
        raise AssertionError(test.tag)

    def answered(self, given):
        """Give the score, from 0 to 1, and the texts of all feedback."""
        score, said = 0.0, []
        for condition in self.element.find("resprocessing").findall("respcondition"):
            if self.holds(condition.find("conditionvar"), given):
                for one in condition.findall("setvar"):
                    assert (one.get("action"), one.get("varname")) == ("Set", "SCORE")
                    score = float(one.text) / 100
                said += [one.get("linkrefid") for one in condition.findall("displayfeedback")]
                if condition.get("continue") == "No":
                    break
        texts = {one.get("ident"): shown(one.findtext(".//mattext")) for one in self.element.findall("itemfeedback")}
        return score, [texts[one] for one in said]


def qti_banks(data):
    """Read a zip of QTI 1.2 as a learning platform does: the manifest, then the assessment it names."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        manifest = etree.fromstring(archive.read("imsmanifest.xml"))
        (resource,) = manifest.iter(f"{{{PACKAGING}}}resource")
        assert resource.get("type") == "imsqti_xmlv1p2"
        (file,) = [one.get("href") for one in resource]
        assert set(archive.namelist()) == {"imsmanifest.xml", file}
        root = etree.fromstring(archive.read(file))
    assert root.tag == f"{{{QTI}}}questestinterop"
    (top,) = root.findall("q:assessment/q:section", {"q": QTI})
    sections = top.findall("q:section", {"q": QTI})
    for one in sections:
        assert one.findtext("q:selection_ordering/q:selection/q:selection_number", namespaces={"q": QTI}) == "1"
    return {one.get("ident"): [Item(item) for item in one.findall("q:item", {"q": QTI})] for one in sections}


def test_qti_gives_points_as_the_course_does(made):
    found = qti_banks(qti12(made, "en"))
    assert list(found) == [bank.id for bank in made]
    for bank in made:
        for item, question in zip(found[bank.id], bank.variants, strict=True):
            if isinstance(question.part, Ordering):
                scores = [item.answered([label])[0] for label in item.labels]
                assert sorted(scores) == [0.0] * (len(scores) - 1) + [1.0]
                right = next(text for label, text in item.labels.items() if item.answered([label])[0] == 1)
                texts = {one.letter: one.text.to("en") for one in question.part.options}
                assert shown(right) == " → ".join(texts[letter] for letter in question.part.key.letters)
                continue
            for given in guesses(question):
                judged = judge_answer(question, given)
                score, said = item.answered([given] if isinstance(given, str) else given)
                assert (score == 1) == judged.right, (question.id, given)
                if isinstance(question.part, Choice):
                    assert judged.why.to("en") in said


def test_a_known_wrong_number_has_its_own_answer(made):
    moodle, qti = moodle_questions(moodle_xml(made, "en")), qti_banks(qti12(made, "en"))
    numbers = [
        (bank, at, one) for bank in made for at, one in enumerate(bank.variants) if hasattr(one.part.key, "typical")
    ]
    assert len(numbers) > 20
    for bank, at, question in numbers:
        for typical in question.part.key.typical:
            if judge_answer(question, typical.value).right:
                continue
            why = judge_answer(question, typical.value).why.to("en")
            assert moodle_points(moodle[bank.id][at], typical.value, question) == (0, why)
            assert why in qti[bank.id][at].answered(typical.value)[1]


@pytest.mark.parametrize("lang", LANGS)
def test_every_word_is_in_the_language_asked_for(made, lang):
    other = next(one for one in LANGS if one != lang)
    text = moodle_xml(made, lang).decode()
    for bank in made:
        said, unsaid = (
            html(bank.variants[0].prompt.to(one)).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            for one in (lang, other)
        )
        assert said in text
        assert said == unsaid or unsaid not in text


def test_the_same_bank_is_the_same_bytes(made, key):
    again = banks(QUESTIONS, key, VARIANTS, graded=True)
    assert (moodle_xml(made, "en"), qti12(made, "en")) == (moodle_xml(again, "en"), qti12(again, "en"))


def test_variants_are_distinct_and_those_of_the_course(made):
    for bank in made:
        assert len({one.prompt for one in bank.variants}) == len(bank.variants) == min(VARIANTS, bank.possible)


def test_wrong_orders_are_wrong_and_distinct(made):
    for bank in made:
        if isinstance(bank.question.part, Ordering):
            right = bank.question.part.key.letters
            wrong = wrong_orders(bank.question.part, right, bank.id)
            assert len(set(wrong)) == len(wrong) == 4
            assert right not in wrong


def test_code_and_signs_show_as_they_are():
    assert html("`a < b` & c") == "<code>a &lt; b</code> &amp; c"
    assert shown(html("a ` b < c\nd")) == "a ` b < c\nd"


# The command.


def run(capsys, *arguments):
    status = main([*map(str, arguments), "--lang", "en"])
    return status, *capsys.readouterr()


@pytest.mark.parametrize("form", ["moodle-xml", "qti12"])
def test_without_a_wish_no_graded_answer_leaves_the_house(capsys, tmp_path, form):
    status, out, _ = run(capsys, "export", "quiz", "--to", form, "--out", tmp_path / "x")
    assert status == 0
    assert "graded questions left out: 25" in out
    data = (tmp_path / "x").read_bytes()
    ids = set(moodle_questions(data) if form == "moodle-xml" else qti_banks(data))
    assert ids == {one.id for one in QUESTIONS if not one.graded}


def test_with_graded_questions_the_file_is_the_key_and_is_kept_private(capsys, tmp_path, root):
    status, out, _ = run(
        capsys,
        "export",
        "quiz",
        "--to",
        "moodle-xml",
        "--graded",
        "--key",
        root / "solutions" / "quiz",
        "--out",
        tmp_path / "x",
    )
    assert status == 0
    assert "it is the key" in out
    assert stat.S_IMODE((tmp_path / "x").stat().st_mode) == 0o600
    assert len(moodle_questions((tmp_path / "x").read_bytes())) == len(QUESTIONS)


def test_fewer_draws_than_asked_for_are_said(capsys, tmp_path):
    _, out, _ = run(capsys, "export", "quiz", "--to", "qti12", "--variants", 50, "--out", tmp_path / "x")
    assert "value-after-epsilon (12)" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["--to", "moodel-xml"], "did you mean moodle-xml?"), (["--to", "qti12", "--variants", "0"], "not a whole number"),
     (["--to", "qti12", "--graded", "--key", "none.toml"], "there is no such file"), ([], "--to")],
)  # fmt: skip
def test_wrong_usage_writes_nothing(capsys, tmp_path, arguments, said):
    status, out, err = run(capsys, "export", "quiz", *arguments, "--out", tmp_path / "x")
    assert (status, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1
    assert not (tmp_path / "x").exists()

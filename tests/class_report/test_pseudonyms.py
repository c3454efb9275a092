"""Under pseudonyms nothing says who anybody is, and who is who stays the same."""

from __future__ import annotations

from dataclasses import replace

from autograder.class_report.pseudonyms import Pseudonyms, scrubber, under_pseudonym, words_of_course
from autograder.class_report.report import ClassReport, Settings
from autograder.judging.report import SubmissionReport
from tests.class_report.made_reports import check, exercise, quiz, report, student

NAME, ID, MAIL = "Maria João Conceição", "up201805321", "mjc@example.org"


def told_everywhere():
    """Give a report in which the student's names stand wherever a learner can put them."""
    said = f"NameError: {NAME.upper()} of {ID}, maria_joao, conceicao@home, {MAIL}"
    wrong = check(
        "b", "failed", mistake="averaged", rationale=said, help=f"see {NAME}",
        evidence={"call": f"f('{NAME}')", "counterexample": {"call": f"f('{ID}')", "got": f"'{NAME}'", "expected": "1"}},
        remarks=(said,),
    )  # fmt: skip
    one = exercise("linear", wrong, file=f"{ID}_linear.ipynb", notes=(f"`{ID}_linear.ipynb` was taken",), printed=said)
    questions = quiz("wrong", "right")
    asked = replace(questions.questions[0], answer=[NAME, 3], explanation=f"{NAME} is wrong")
    return report(
        one, id_=ID, quiz_=replace(questions, questions=(asked, questions.questions[1]), notes=(said,)),
        submission=SubmissionReport(ID, f"class/{NAME}", "a" * 64, (f"{ID}.py",), (said,)), receipt="b" * 64,
    )  # fmt: skip


def leaks(text):
    folded = text.casefold()
    return [word for word in ("maria", "joão", "joao", "concei", ID, MAIL, "b" * 64) if word.casefold() in folded]


def test_no_page_says_whose_it_is():
    person = student(ID, told_everywhere(), told_everywhere(), name=NAME, columns={"email": MAIL, "phone": "5551234567"}, sources={"linear": f"# {NAME}\ndef f(x):\n    return '{ID}'\n" + "x = 1 + y * 2 - z / 3\n" * 9})  # fmt: skip
    other = replace(person, id="another", name="Somebody Else", attempts=())
    class_report = ClassReport(Settings("en", pseudonyms=Pseudonyms(b"key")))
    pages = [class_report.add(person), class_report.add(other), *class_report.pages()]
    pages = [page for page in pages if page is not None]
    assert len(pages) == 3
    for page in pages:
        assert leaks(page.path) == []
        assert leaks(page.text) == [], page.path
        assert "Somebody" not in page.text
        assert "5551234567" not in page.text
    pseudonym = Pseudonyms(b"key").of(ID)
    assert pages[0].path == f"students/{pseudonym}.html"
    assert pseudonym in pages[1].text


def test_the_text_is_the_same_but_for_the_names():
    before = told_everywhere()
    after = under_pseudonym(before, student(ID, name=NAME), "K7QF-M2XA")
    assert (after.score, after.status, after.lang) == (before.score, before.status, before.lang)
    assert after.exercises[0].checks[0].title == "Check b"
    assert after.exercises[0].file == "linear.ipynb"
    assert "NameError: … of …" in after.exercises[0].checks[0].rationale


def test_a_status_is_no_name():
    somebody = student("passed", name="Graded En Failed")
    found = under_pseudonym(report(exercise("linear", check("a"), check("b", "failed"))), somebody, "X")
    assert (found.status, found.lang, found.exercises[0].status) == ("graded", "en", "partial")
    assert [one.status for one in found.exercises[0].checks] == ["passed", "failed"]


def test_the_course_s_own_words_stay():
    graded = report(exercise("max_pooling", replace(check("max"), title="The max of a window")))
    scrub = scrubber(student("m1", name="Max Weber"), words_of_course(graded))
    assert scrub("np.max(x) by Weber, Max Weber") == "np.max(x) by …, …"


def test_pseudonyms_stay_the_same_and_are_nobody_else_s():
    one, two = Pseudonyms(b"key"), Pseudonyms(b"key")
    names = [one.of(str(at)) for at in range(3000)]
    assert len(set(names)) == 3000
    assert [two.of(str(at)) for at in reversed(range(3000))] == names[::-1]
    assert Pseudonyms(b"other").of("1") != names[1]


def test_staff_notes_name_pseudonyms():
    pseudonyms = Pseudonyms(b"key")
    ana = pseudonyms.of("ana")
    assert pseudonyms.in_text("the same as that of `ana`, `bob`") == f"the same as that of `{ana}`, `…`"

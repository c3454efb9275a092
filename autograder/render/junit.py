"""Reports as JUnit XML, as CI servers read it: the same reports give the same bytes, but for the seconds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

from autograder.i18n.sanitize import one_line
from autograder.judging.report import CheckReport, ExerciseReport, QuestionReport, Report, harmless
from autograder.render import labels
from autograder.render.findings import place_of
from autograder.render.outline import answer_shown

DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
NOT_MEASURED = "0.000"  # checks share their calls, so only a submission has a time; clients want a number here
OUTCOMES = {"failed": "failure", "error": "error", "not_attempted": "skipped", "waiting": "skipped"}
LONGEST = 2_000  # characters of a message: an attribute is no place for more


def junit_xml(reports: Sequence[Report]) -> str:
    """Give JUnit XML: a suite for each submission, a case for each check and each question, one erroneous case for no grade.

    A wrong answer is a failure; a crash, a time-out or an exception is an error; what was not attempted or waits
    for another check is skipped. Scores are properties. What XML 1.0 cannot hold is spelled out. A case has the file
    and the line to look at, as far as they are known: of a notebook only the file.
    """
    root = ET.Element("testsuites")
    root.extend(_suite(harmless(report)) for report in reports)
    _count(root, root.findall("testsuite"))
    root.set("time", f"{sum(report.seconds for report in reports):.3f}")
    ET.indent(root)
    return DECLARATION + ET.tostring(root, encoding="unicode") + "\n"


def _suite(report: Report) -> ET.Element:
    suite = ET.Element("testsuite", name=report.submission.id)
    suite.append(_properties(_facts(report)))
    if report.status == "ungradable":
        suite.append(_ungradable(report))
    for exercise in report.exercises:
        for check, name in zip(exercise.checks, _names(exercise), strict=True):
            suite.append(_case(check, name, exercise, report))
    if report.status == "graded":
        suite.extend(_question(question, report) for question in report.quiz.questions)
    cases = suite.findall("testcase")
    suite.set("tests", str(len(cases)))
    suite.set("failures", str(sum(case.find("failure") is not None for case in cases)))
    suite.set("errors", str(sum(case.find("error") is not None for case in cases)))
    suite.set("skipped", str(sum(case.find("skipped") is not None for case in cases)))
    suite.set("time", f"{report.seconds:.3f}")
    if report.status == "graded" and report.submission.notes:
        ET.SubElement(suite, "system-out").text = "\n".join(report.submission.notes)
    return suite


def _count(root: ET.Element, suites: Sequence[ET.Element]) -> None:
    for key in ("tests", "failures", "errors"):
        root.set(key, str(sum(int(suite.get(key, "0")) for suite in suites)))


def _names(exercise: ExerciseReport) -> list[str]:
    """Name the checks by their titles; readers keep only the first of equal names, so those get their ids as well."""
    titles = [one_line(check.title) for check in exercise.checks]
    return [
        title if titles.count(title) == 1 else f"{title} [{check.id}]"
        for title, check in zip(titles, exercise.checks, strict=True)
    ]


def _facts(report: Report) -> Iterator[tuple[str, object]]:
    yield "submission", report.submission.name
    yield "status", report.status
    yield "score", report.score
    yield "max_score", report.max_score
    for exercise in report.exercises:
        yield f"{exercise.id}.score", exercise.score
        yield f"{exercise.id}.max_score", exercise.max_score
    yield "quiz.score", report.quiz.score
    yield "quiz.max_score", report.quiz.max_score
    yield "extra.score", report.extra.score
    yield "extra.max_score", report.extra.max_score
    yield "grader.version", report.grader.version
    yield "python", report.grader.python
    yield "numpy", report.grader.numpy
    yield "course.sha256", report.grader.course_sha256
    if not report.isolation.official:  # a learner's CI shows it
        yield "seed", report.grader.seed
    yield "isolation.tier", report.isolation.tier
    yield "official", str(report.isolation.official).lower()


def _properties(facts: Iterator[tuple[str, object]]) -> ET.Element:
    properties = ET.Element("properties")
    for name, value in facts:
        ET.SubElement(properties, "property", name=name, value=str(value))
    return properties


def _ungradable(report: Report) -> ET.Element:
    case = ET.Element("testcase", classname=report.submission.id, name="submission", time=NOT_MEASURED)
    error = ET.SubElement(case, "error", message=one_line(report.reason, LONGEST), type="ungradable")
    error.text = "\n".join(report.submission.notes)
    return case


def _case(check: CheckReport, name: str, exercise: ExerciseReport, report: Report) -> ET.Element:
    case = ET.Element("testcase", classname=f"{report.submission.id}.{exercise.id}", name=name, time=NOT_MEASURED)
    if exercise.file:
        file, line = place_of(check, exercise, report)
        case.set("file", file)
        if line is not None:
            case.set("line", str(line))
    case.append(_properties(iter([("id", check.id), ("score", check.score), ("max_score", check.max_score)])))
    outcome = OUTCOMES.get(check.status)
    if outcome is not None:
        element = ET.SubElement(case, outcome, message=one_line(check.rationale, LONGEST))
        if outcome != "skipped":  # readers of the format know no type there
            element.set("type", _kind(check))
        element.text = "\n".join(_details(check, report))
    elif check.remarks:
        ET.SubElement(case, "system-out").text = "\n".join(_remarks(check, report))
    return case


def _question(question: QuestionReport, report: Report) -> ET.Element:
    case = ET.Element("testcase", classname=f"{report.submission.id}.quiz", name=question.id, time=NOT_MEASURED)
    case.append(_properties(iter([("score", question.score), ("max_score", question.max_score)])))
    if question.status == "wrong":
        element = ET.SubElement(case, "failure", message=one_line(question.prompt, LONGEST), type="wrong")
        answer = labels.YOUR_ANSWER.to(report.lang) + answer_shown(question.answer)
        read = labels.READ_AGAIN.to(report.lang) + question.text_source
        element.text = f"{answer}\n{question.explanation}\n{read}"
    elif question.status != "right":
        status = labels.QUESTION_STATUS[question.status].to(report.lang)
        ET.SubElement(case, "skipped", message=f"{status}: {one_line(question.prompt, LONGEST)}")
    return case


def _kind(check: CheckReport) -> str:
    """Say what kind of failure it is: the known mistake, or else the status."""
    return str((check.diagnosis or {}).get("mistake") or check.status)


def _details(check: CheckReport, report: Report) -> Iterator[str]:
    yield check.title
    if check.help:
        yield check.help
    if check.evidence.get("call") and check.status != "not_attempted":  # any call ends like this
        yield labels.CALL.to(report.lang) + str(check.evidence["call"])
    yield from _remarks(check, report)


def _remarks(check: CheckReport, report: Report) -> Iterator[str]:
    yield from (labels.REMARK.to(report.lang) + remark for remark in check.remarks)

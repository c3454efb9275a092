from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import junitparser
from lxml import etree

from autograder.render.junit import junit_xml


def parsed(*reports):
    return ET.fromstring(junit_xml(reports).encode())  # noqa: S314 -- our own output


def cases(suite):
    """The cases by exercise and check, as their properties name it; those of the quiz by question."""
    return {(case.get("classname"), _id(case)): case for case in suite.findall("testcase")}


def _id(case):
    return properties(case).get("id", case.get("name"))


def properties(element):
    return {each.get("name"): each.get("value") for each in element.findall("properties/property")}


def test_a_suite_for_each_submission_and_a_case_for_each_check(scenes):
    root = parsed(scenes["half_en"], scenes["full_pt"])
    assert [suite.get("name") for suite in root] == ["bruno", "joão-conceição"]
    checks = sum(len(exercise.checks) for exercise in scenes["half_en"].exercises)
    questions = len(scenes["half_en"].quiz.questions)
    assert root[0].get("tests") == str(checks + questions) == str(len(root[0].findall("testcase")))
    assert ("bruno.linear_backward", "grad_W") in cases(root[0])


def test_statuses_become_outcomes(scenes):
    found = cases(parsed(scenes["half_en"])[0])

    def outcomes(exercise, check):
        case = found[f"bruno.{exercise}", check]
        return [child.tag for child in case if child.tag in ("failure", "error", "skipped")]

    assert outcomes("linear_backward", "forward") == []
    assert outcomes("linear_backward", "grad_W") == ["failure"]
    assert outcomes("linear_backward", "grad_b") == ["skipped"]
    assert outcomes("sigmoid_backward", "sigmoid") == ["error"]
    assert outcomes("xor_training", "values") == ["skipped"]


def test_counts_are_those_of_the_cases(scenes):
    root = parsed(*scenes.values())
    for suite in root:
        for key, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(suite.get(key)) == len(suite.findall(f"testcase/{tag}"))
    for key in ("tests", "failures", "errors"):
        assert int(root.get(key)) == sum(int(suite.get(key)) for suite in root)


def test_a_failure_says_what_happened_what_to_do_and_which_mistake_it_is(scenes):
    failure = cases(parsed(scenes["half_en"])[0])["bruno.linear_backward", "grad_W"].find("failure")
    check = scenes["half_en"].exercises[5].checks[2]
    assert failure.get("message") == check.rationale
    assert failure.get("type") == "divided-by-batch-size"
    assert check.help in failure.text
    assert check.evidence["call"] in failure.text


def test_no_call_is_told_of_what_is_not_written(scenes):
    exercise = scenes["half_en"].exercises[5]
    check = replace(exercise.checks[2], status="not_attempted")
    report = replace(scenes["half_en"], exercises=(replace(exercise, checks=(check,)),))
    skipped = cases(parsed(report)[0])["bruno.linear_backward", "grad_W"].find("skipped")
    assert check.help in skipped.text
    assert check.evidence["call"] not in skipped.text


def test_scores_are_properties(scenes):
    suite = parsed(scenes["half_en"])[0]
    assert properties(suite)["score"] == "21"
    assert properties(suite)["linear_backward.score"] == "6"
    assert properties(suite)["quiz.max_score"] == "5"
    assert properties(cases(suite)["bruno.linear_backward", "grad_X"]) == {
        "id": "grad_X", "score": "4", "max_score": "4",
    }  # fmt: skip


def test_an_ungradable_submission_is_one_error(scenes):
    (suite,) = parsed(scenes["ungradable_pt"])
    (case,) = suite.findall("testcase")
    assert (suite.get("tests"), suite.get("errors")) == ("1", "1")
    assert case.find("error").get("message") == scenes["ungradable_pt"].reason
    assert (case.get("classname"), case.get("name")) == ("lost", "submission")


def test_hostile_texts_are_data(scenes):
    root = parsed(scenes["hostile_en"])
    assert root.find(".//script") is None
    assert "\\x1b[2J<script>" in root.find(".//failure").get("message")


def test_what_xml_cannot_hold_is_spelled_out(scenes):
    everything = "".join(map(chr, [*range(0x300), *range(0x2000, 0x2070), 0xD800, 0xDFFF, 0xFFFE, 0xFFFF, 0x1FFFF]))
    report = replace(scenes["ungradable_en"], reason=everything)
    message = parsed(report)[0].find("testcase/error").get("message")
    assert "\\x00" in message
    assert "\\ud800" in message
    assert "\\uffff" in message


def test_the_same_reports_give_the_same_text(scenes):
    reports = list(scenes.values())
    text = junit_xml(reports)
    assert text == junit_xml(reports)
    assert text.startswith('<?xml version="1.0" encoding="utf-8"?>\n<testsuites ')
    assert "timestamp" not in text
    assert "hostname" not in text


def test_no_reports_give_an_empty_document():
    root = parsed()
    assert (root.tag, root.get("tests"), len(root)) == ("testsuites", "0", 0)


def test_names_are_titles_and_unique_in_a_file(scenes):
    found = [(case.classname, case.name) for suite in read(*scenes.values()) for case in suite]
    assert ("bruno.linear_backward", "forward: X W + b") in found
    report = scenes["half_en"]
    exercise = replace(report.exercises[5], checks=(report.exercises[5].checks[0],) * 2)
    again = replace(report, exercises=(exercise,))
    names = [case.name for suite in read(again) for case in suite][:2]
    assert names == ["forward: X W + b [forward]"] * 2  # the same check twice, which no course has


def test_a_case_has_its_file_and_line(scenes):
    report = scenes["half_en"]
    exercise = report.exercises[4]
    checks = tuple(
        replace(check, evidence={"stopped": {"cell": "sigmoid_backward.py", "line": 7}}) for check in exercise.checks
    )
    submission = replace(report.submission, name="work/bruno")
    changed = replace(report, submission=submission, exercises=(replace(exercise, checks=checks),))
    case = next(iter(parsed(changed)[0].findall("testcase")))
    assert (case.get("file"), case.get("line")) == ("work/bruno/sigmoid_backward.py", "7")


def test_a_cell_of_a_notebook_is_no_line_of_its_file(scenes):
    report = scenes["half_en"]
    exercise = report.exercises[5]
    checks = tuple(replace(check, evidence={"place": {"cell": "cell 3", "line": 7}}) for check in exercise.checks)
    case = next(iter(parsed(replace(report, exercises=(replace(exercise, checks=checks),)))[0].findall("testcase")))
    assert (case.get("file"), case.get("line")) == ("bruno/06_linear_backward.ipynb", None)


def test_the_quiz_is_there(scenes):
    found = cases(parsed(scenes["half_en"])[0])
    wrong = found["bruno.quiz", "chain-rule-order"].find("failure")
    question = scenes["half_en"].quiz.questions[1]
    assert wrong.get("message") == question.prompt
    assert question.explanation in wrong.text
    assert "your answer: b" in wrong.text
    assert found["bruno.quiz", "derivadas-slope"].find("failure") is None
    assert found["bruno.quiz", "xor-epochs"].find("skipped").get("message").startswith("not answered: ")


def read(*reports):
    """What junitparser makes of it."""
    return junitparser.JUnitXml.fromstring(junit_xml(reports).encode())


def test_junitparser_reads_the_same(scenes):
    reports = list(scenes.values())
    xml = read(*reports)
    assert [suite.name for suite in xml] == [suite.get("name") for suite in parsed(*reports)]
    half = read(scenes["half_en"])
    assert (half.tests, half.failures, half.errors) == (sum(1 for suite in half for _ in suite), 3, 2)
    assert sum(case.is_passed for suite in half for case in suite) == 5
    message = next(case.result[0].message for suite in half for case in suite if case.name == "grad_W")
    assert message == scenes["half_en"].exercises[5].checks[2].rationale


def test_the_schema_of_jenkins_takes_it(scene):
    """Of a case it does not know file and line, as GitLab reads them, and properties, as newer readers do."""
    _, report = scene
    schema = etree.XMLSchema(etree.parse(Path(__file__).parents[1] / "schemas" / "junit-10.xsd"))
    tree = etree.fromstring(junit_xml([report]).encode())
    assert not tree.xpath("//testcase[not(properties) and @name!='submission']")
    for case in tree.iter("testcase"):
        for name in ("file", "line"):
            case.attrib.pop(name, None)
        for properties_ in case.findall("properties"):
            case.remove(properties_)
    schema.assertValid(tree)

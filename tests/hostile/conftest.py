"""One hostile submission at a time, told of in both languages; after each a right one, which must not have noticed.

A table of attacks is a mapping `TABLE` in a test module: its name → what is handed in and what must come of it.

- what: `source`, of `sigmoid_backward.py` or of the `exercise` named; or `files`, by name; or `make`, which gets an
  empty folder and gives the path to grade. `#right` in a source stands for a right solution of sigmoid_backward.
  `clock` where the clock may be what ends it: then it has little CPU time. `wall` where it waits: so many seconds in
  all. All other rows have the course's own limits, so that no verdict hangs on how fast the machine is.
- what must come of it: the `score` (0 unless said), regular expressions that the words of the report must match, `en`
  in English, `pt` in Portuguese, `both` in both, and `never` for what may not stand anywhere in it. `ungradable` where
  nothing can be read.
"""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from dataclasses import fields, replace
from functools import cached_property, lru_cache

import fastjsonschema
import pytest
from markdown_it import MarkdownIt

from autograder.course.course import PACKAGE, course
from autograder.course.exercise_folder import ExerciseFolder
from autograder.grading import grade_together
from autograder.grading.pipeline import Grader
from autograder.i18n.sanitize import HARMFUL
from autograder.judging.report import harmless
from autograder.quiz.parse import parse_questions
from autograder.render.csv_text import FORMULAS, scores_csv
from autograder.render.json_text import report_json
from autograder.render.junit import junit_xml
from autograder.render.markdown import summary_markdown
from autograder.render.page import html_report
from autograder.render.terminal import plain_report
from autograder.sandbox import Limits, Sandbox
from tests.once import Once, kept_by_once

CPU_SECONDS = 0.6  # an exercise, of which a loop takes half: what never ends is ended alike at any speed
MEMORY = 256 << 20
SEED = 6_204_113_377_881_029
LANGS = ("en", "pt-BR")
RIGHT = """
import numpy as np

def sigmoid(z):
    shrunk = np.exp(-np.abs(z))
    return np.where(np.asarray(z) >= 0, 1 / (1 + shrunk), shrunk / (1 + shrunk))

def sigmoid_backward(grad_output, output):
    return grad_output * output * (1 - output)
"""
GRADER_FAULT = r"Traceback|zygote|the grader itself|o próprio corretor falhou"
MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
OUR_MARKDOWN = {
    "heading", "inline", "text", "table", "thead", "tbody", "tr", "th", "td", "paragraph", "bullet_list", "list_item",
    "strong", "code_inline", "softbreak", "hardbreak", "html_inline",
}  # fmt: skip
OUR_HTML = {"<br>", "<!-- -->"}
valid = fastjsonschema.compile(json.loads((PACKAGE / "report.schema.json").read_text("utf-8")))


class Impatient(ExerciseFolder):
    """An exercise whose endless loops end early."""

    @cached_property
    def exercise(self):
        return replace(ExerciseFolder(**values_of(self)).exercise, cpu_seconds=CPU_SECONDS)


def values_of(entry):
    return {field.name: getattr(entry, field.name) for field in fields(ExerciseFolder)}


def pytest_generate_tests(metafunc):
    if "attack" in metafunc.fixturenames:
        metafunc.parametrize("attack", metafunc.module.TABLE)


@pytest.fixture(scope="session")
def right_source():
    """A right solution of sigmoid_backward."""
    return RIGHT


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox(Limits(memory=MEMORY, shortest_call=0.5)) as opened:
        yield opened


@pytest.fixture(scope="module")
def patient(sandbox):
    """Graders with the course's own limits, by language."""
    questions = parse_questions(course().questions)
    return {lang: Grader(course(), questions, sandbox, SEED, lang, probe=False) for lang in LANGS}


@pytest.fixture(scope="module")
def quick(patient):
    """Graders in which loops end early, by language; and so does the try at once, which costs nobody a point."""
    exercises = tuple(Impatient(**values_of(entry)) for entry in course().exercises)
    hurried = replace(course(), exercises=exercises)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(grade_together, "BATCH_CPU", CPU_SECONDS / 2)
        yield {lang: replace(each, course=hurried) for lang, each in patient.items()}


@pytest.fixture(scope="module", autouse=True)
def run_once():
    """Where a `Once` stands in the sandbox's place, learners' code runs once for both languages."""
    with kept_by_once():
        yield


def of_one_exercise(grader, id_="sigmoid_backward"):
    """Leave out of the report what the row has nothing to do with."""
    return replace(grader, only=frozenset({id_}), questions=())


@pytest.fixture(scope="module")
def right_alone(patient, tmp_path_factory):
    """A right submission, and the report that it gets where nothing else is graded."""
    folder = tmp_path_factory.mktemp("right") / "right"
    folder.mkdir()
    (folder / "sigmoid_backward.py").write_text(RIGHT)
    report = timeless(of_one_exercise(patient["en"]).grade(folder))
    assert report["score"] == 8
    return folder, report


def timeless(report):
    """Give a report as JSON without what depends on the clock."""
    text = json.dumps(replace(report, seconds=0.0).to_json(), ensure_ascii=False)
    return json.loads(re.sub(r"\b\d+\.\d s\b", "… s", text))


@pytest.fixture(name="timeless")
def _timeless():
    return timeless


@pytest.fixture
def handed_in(tmp_path):
    """Write what a row of a table hands in, and give its path."""

    def made(row, name="hostile"):
        folder = tmp_path / name
        folder.mkdir()
        if "make" in row:
            return row["make"](folder)
        exercise = row.get("exercise", "sigmoid_backward")
        for file, content in (row.get("files") or {f"{exercise}.py": row["source"]}).items():
            data = (content if isinstance(content, bytes) else content.encode()).replace(b"#right", RIGHT.encode())
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (folder / file).write_bytes(data)
        return folder

    return made


@pytest.fixture(scope="module")
def narrowed(quick, patient):
    """Graders of one exercise, made once: by language, exercise, and whether its loops end early."""
    return lru_cache(lambda lang, id_, hurried: of_one_exercise((quick if hurried else patient)[lang], id_))


@pytest.fixture
def judged(quick, patient, narrowed, right_alone, handed_in):
    """Grade a row, then a right submission; hold the reports in both languages against the row."""

    def done(row, name="hostile"):
        path = handed_in(row, name)
        folder, alone = right_alone
        hurried = row.get("clock", False)
        once = Once(patient["en"].sandbox)
        hostile = {}
        for lang in LANGS:
            if "source" in row:
                grader = narrowed(lang, row.get("exercise", "sigmoid_backward"), hurried)
            else:  # in files and archives anything may be, answers too
                grader = (quick if hurried else patient)[lang]
            hostile[lang] = replace(grader, sandbox=once, wall_seconds=row.get("wall", grader.wall_seconds)).grade(path)
        right = narrowed("en", "sigmoid_backward", False).grade(folder)
        assert timeless(right) == alone, "the next submission was not graded as if nothing had been"
        problems = [*complaints(hostile["en"], row), *complaints(hostile["pt-BR"], row), *differences(hostile)]
        assert problems == [], "\n".join(problems)
        return hostile

    return done


def words(report):
    """Everything that a report says of the learner's work, except what the learner's code printed."""
    report = harmless(report)  # as every rendering does first
    yield report.reason
    yield from report.submission.notes
    yield from report.quiz.notes
    for exercise in report.exercises:
        yield from exercise.notes
        for check in exercise.checks:
            if exercise.file is not None:
                yield from (check.rationale, check.help, *check.remarks)


def complaints(report, row):
    """Say what of a report is not as its row has it, or as no report may be."""
    said = "\n".join(words(report))
    status = "ungradable" if row.get("ungradable") else "graded"
    if (report.status, report.score) != (status, row.get("score", 0)):
        yield f"{report.status}, {report.score} points: {said}"
    for key in ("both", "en" if report.lang == "en" else "pt"):
        if not re.search(row.get(key, ""), said):
            yield f"{report.lang} does not say {row[key]!r} but: {said}"
    if found := re.search(GRADER_FAULT, said):
        yield f"{report.lang} says {found[0]!r}: {said}"
    written = json.dumps(report.to_json(), ensure_ascii=False, allow_nan=False)
    if "never" in row and (found := re.search(row["never"], written)):
        yield f"{report.lang} holds {found[0]!r}: {said}"
    try:
        valid(report.to_json())
    except fastjsonschema.JsonSchemaException as error:
        yield str(error)
    for check in (check for exercise in report.exercises for check in exercise.checks):
        if not check.rationale or (check.status in {"failed", "error"} and not check.help):
            yield f"{check.id} is {check.status} without a word"
    yield from unsafe(report)


def unsafe(report):
    """Say where a rendering holds what a terminal, a CI server or a browser would obey."""
    rendered = {
        "terminal": plain_report(report),
        "html": html_report(report),
        "junit": junit_xml([report]),
        "csv": scores_csv([report]).replace("\r\n", "\n"),
        "markdown": summary_markdown([report]),
        "json": report_json(report),
    }
    for name, text in rendered.items():
        harmful = {hex(ord(each)) for each in set(text) - set("\n\t") if unicodedata.category(each) in HARMFUL}
        if harmful:
            yield f"{name} holds {harmful}"
    if re.search(r"^\s*::|##\w*\[", rendered["terminal"], re.MULTILINE):  # what stands in a CI server's log
        yield "the terminal's text holds a workflow command"
    if re.search(r"^\s*::", rendered["json"], re.MULTILINE):
        yield "the JSON holds a line that is a workflow command"
    for row in csv.reader(io.StringIO(rendered["csv"])):
        if any(entry.startswith(FORMULAS) for entry in row):
            yield "the CSV holds a formula"
    parts = [part for token in MARKDOWN.parse(rendered["markdown"]) for part in (token, *(token.children or ()))]
    if not {part.type.removesuffix("_open").removesuffix("_close") for part in parts} <= OUR_MARKDOWN:
        yield "the Markdown holds markup of the learner's"
    if {part.content for part in parts if part.type in {"html_inline", "html_block"}} - OUR_HTML:
        yield "the Markdown holds HTML of the learner's"
    if re.search(r"^\s*::|##\w*\[", rendered["markdown"], re.MULTILINE):
        yield "the Markdown holds a workflow command"
    if re.search(r"<(script|img|iframe|a|svg|object)\b", rendered["html"]):
        yield "the page holds an element of the learner's"
    if len(rendered["json"]) > 2_000_000:
        yield "the report is too large"


def differences(reports):
    """Say where the two languages do not say the same, or say it in the same words."""
    english, portuguese = reports["en"], reports["pt-BR"]
    if english.reason and english.reason == portuguese.reason:
        yield f"one reason for both languages: {english.reason}"
    for one, other in zip(english.exercises, portuguese.exercises, strict=True):
        for check, same in zip(one.checks, other.checks, strict=True):
            if (check.status, check.score) != (same.status, same.score):
                yield f"{one.id}.{check.id}: {check.status} in English, {same.status} in Portuguese"
            if check.status not in {"passed", "not_attempted"} and check.rationale == same.rationale:
                yield f"{one.id}.{check.id} has one rationale for both languages: {check.rationale}"

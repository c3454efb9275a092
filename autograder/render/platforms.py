"""A report in the forms that learning platforms read of a grader that ran on them. Pure: report in, plain values out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from autograder.i18n.language import Lang
from autograder.i18n.sanitize import one_line
from autograder.judging.report import CheckReport, ExerciseReport, Json, Report, harmless
from autograder.render import labels
from autograder.render.findings import isolation_line, not_started
from autograder.render.html import checks_html, lines_html
from autograder.render.outline import CHECK_STYLES, Line, next_step, outline, quiz_outline

LONGEST = 2_000  # characters of one text
PRAIRIELEARN_BYTES = 1_000_000  # of results.json
CUTS = (LONGEST, 500, 100, 0)  # characters of a message, until the file fits
VPL_CHARACTERS = 60_000  # of all comments
CLASSROOM50 = "classroom50/result/v1"


# Gradescope ---------------------------------------------------------------------------------------------------------


def gradescope_results(
    report: Report, previous: Mapping[str, object] | None = None, exercises: int | None = None
) -> Json:
    """Give results.json: a test for each check, and the quiz as one; the total is that of the exercises.

    `previous` are the results of the last submission. `exercises` says how many there are where only the first of them
    are graded yet: whatever ends the run then, what is known stands there.
    """
    report = harmless(report)
    lang = report.lang
    tests: list[Json] = []
    for number, exercise in enumerate(report.exercises, 1):
        tests += _gradescope_tests(number, exercise, lang)
    if report.quiz.questions:
        tests.append(_gradescope_quiz(report))
    head = [line for line in outline(report) if line.style in ("head", "total", "next")]
    if report.status == "ungradable":
        head.append(Line("bad", report.reason, "! "))
    if exercises is not None:
        head.insert(0, Line("bad", labels.UNFINISHED(done=len(report.exercises), all=exercises).to(lang), "! "))
    head += [Line("text", note, labels.NOTE.to(lang)) for note in report.submission.notes]
    if previous is not None:
        head += [Line("text", text) for text in since(previous, tests, report)]
    head.append(Line("faint", isolation_line(report)))
    return {
        "score": report.score,
        "execution_time": round(report.seconds, 1),
        "output": lines_html(head, lang, report.submission.id),
        "output_format": "html",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": tests,
    }


def _gradescope_tests(number: int, exercise: ExerciseReport, lang: Lang) -> Iterator[Json]:
    for at, (check, page) in enumerate(zip(exercise.checks, checks_html(exercise, lang), strict=True), 1):
        yield {
            "name": f"{exercise.id}: {one_line(check.title)}",
            "number": f"{number}.{at}",
            "score": check.score,
            "max_score": check.max_score,
            "status": "passed" if check.status == "passed" else "failed",
            "output": page,
            "output_format": "html",
            "tags": [exercise.id, check.status],
            "visibility": "visible",
        }


def _gradescope_quiz(report: Report) -> Json:
    return {
        "name": labels.QUIZ.to(report.lang),
        "number": str(len(report.exercises) + 1),
        "score": report.quiz.score,
        "max_score": report.quiz.max_score,
        "status": "passed" if report.quiz.score == report.quiz.max_score else "failed",
        "output": lines_html(
            quiz_outline(report.quiz, report.lang), report.lang, labels.QUIZ.to(report.lang), styled=False
        ),
        "output_format": "html",
        "tags": ["quiz"],
        "visibility": "visible",
    }


def since(previous: Mapping[str, object], tests: Sequence[Json], report: Report) -> Iterator[str]:
    """Say what became of the tests since the last submission, whose results may be of any form."""
    before: dict[str, float] = {}
    found = previous.get("tests")
    for test in found if isinstance(found, list) else ():
        if isinstance(test, Mapping) and isinstance(test.get("score"), int | float):
            before[str(test.get("name"))] = float(test["score"])
    if not before:
        return
    now = {str(test["name"]): float(test["score"]) for test in tests if isinstance(test, dict)}  # type: ignore[arg-type]
    gained = [name for name, score in now.items() if name in before and score > before[name]]
    lost = [name for name, score in now.items() if name in before and score < before[name]]
    total = previous.get("score")
    if isinstance(total, int | float) and not isinstance(total, bool):
        yield labels.SINCE(before=f"{total:g}", now=report.score).to(report.lang)
    if gained:
        yield labels.GAINED(tests="; ".join(gained)).to(report.lang)
    if lost:
        yield labels.LOST(tests="; ".join(lost)).to(report.lang)
    if not gained and not lost:
        yield labels.SAME_AS_BEFORE.to(report.lang)


# PrairieLearn -------------------------------------------------------------------------------------------------------


def prairielearn_results(report: Report) -> str:
    """Give results.json: a score from 0 to 1, a test for each check, at most a megabyte."""
    report = harmless(report)
    text = ""
    for longest in CUTS:
        text = json.dumps(_prairielearn(report, longest), ensure_ascii=False, allow_nan=False)
        if len(text.encode()) <= PRAIRIELEARN_BYTES:
            break
    return text + "\n"


def _prairielearn(report: Report, longest: int) -> Json:
    if report.status == "ungradable":  # no attempt is taken for what could not be read
        return {"gradable": False, "format_errors": [report.reason[:LONGEST], *_cut(report.submission.notes, longest)]}
    lines = [note for note in report.submission.notes if longest]
    lines += [line.lead + line.text for line in quiz_outline(report.quiz, report.lang)] if longest else []
    return {
        "gradable": True,
        "score": report.score / report.max_score if report.max_score else 0.0,
        "message": " ".join(_summary(report)),
        "output": "\n".join(_cut(lines, longest)),
        "tests": [
            {
                "name": f"{exercise.id}: {one_line(check.title)}",
                "points": check.score,
                "max_points": check.max_score,
                "message": check.rationale[:longest],
                "output": "\n".join(_cut(_explained(check, report.lang), longest)),
            }
            for exercise in report.exercises
            for check in exercise.checks
            if not exercise.extra
        ],
    }


def _summary(report: Report) -> Iterator[str]:
    yield labels.TOTAL(score=report.score, max=report.max_score).to(report.lang) + "."
    message, _ = next_step(report)
    yield f"{labels.NEXT.to(report.lang)}{message.to(report.lang)}."
    if (unstarted := not_started(report)) is not None:
        yield unstarted.to(report.lang)
    yield isolation_line(report)


def _explained(check: CheckReport, lang: Lang) -> Iterator[str]:
    if check.status == "passed":
        yield from check.remarks
        return
    if check.help:
        yield f"→ {check.help}"
    mistake = labels.mistake_told(check.diagnosis)
    if mistake:
        yield labels.MISTAKE.to(lang) + mistake
    if check.evidence.get("call") and check.status != "not_attempted":
        yield labels.CALL.to(lang) + str(check.evidence["call"])
    yield from check.remarks


def _cut(lines: Iterator[str] | Sequence[str], longest: int) -> list[str]:
    return [line[:longest] for line in lines] if longest else []


# Classroom 50 -------------------------------------------------------------------------------------------------------


def classroom50_result(report: Report, identity: Mapping[str, str], handed_in: str, graded: str) -> Json:
    """Give result.json: a test for each exercise, its checks beside; `identity` are the runner's variables.

    `handed_in` and `graded` are times in UTC, as 2026-03-01T23:59:00Z. Points of this course are whole numbers, so they are
    the integers that the schema asks for; the checks below each test say the same points one by one.
    """
    report = harmless(report)
    tests: list[Json] = [_classroom50_test(exercise) for exercise in report.exercises if not exercise.extra]
    if report.status == "ungradable":  # without a test it would be taken for a pass
        tests = [
            {
                "test-name": "submission",
                "passed": False,
                "score": 0,
                "max-score": report.max_score,
                "message": report.reason,
            }
        ]
    commit = identity.get("COMMIT_URL", "")
    return {
        "schema": CLASSROOM50,
        "classroom": identity.get("CLASSROOM", ""),
        "assignment": identity.get("ASSIGNMENT", ""),
        "assignment_type": identity.get("ASSIGNMENT_TYPE") or "individual",
        "owner": identity.get("OWNER") or identity.get("USERNAME", ""),
        "submission": identity.get("SUBMISSION_TAG", ""),
        "commit": commit,
        "release": identity.get("RELEASE_URL", ""),
        "review": identity.get("REVIEW_URL") or commit,
        "datetime": handed_in,
        "graded_at": graded,
        "score": report.score,
        "max-score": report.max_score,
        "tests": tests,
    }


def _classroom50_test(exercise: ExerciseReport) -> Json:
    return {
        "test-name": exercise.id,
        "passed": exercise.status == "passed",
        "score": exercise.score,
        "max-score": exercise.max_score,
        "exact-score": exercise.score,
        "status": exercise.status,
        "checks": [
            {
                "id": check.id,
                "title": one_line(check.title),
                "status": check.status,
                "score": check.score,
                "max-score": check.max_score,
                "message": one_line(check.rationale, LONGEST),
            }
            for check in exercise.checks
        ],
    }


# Moodle's Virtual Programming Lab -----------------------------------------------------------------------------------


def vpl_lines(report: Report, least: float = 0.0, most: float = 100.0) -> str:
    """Give what VPL reads from standard output: comments, and the grade between `least` and `most` as the last line.

    Every line begins with a tag of ours, and no text has a line end: nothing a learner writes can be a grade.
    """
    report = harmless(report)
    part = report.score / report.max_score if report.max_score and report.status == "graded" else 0.0
    lines: list[str] = []
    room = VPL_CHARACTERS
    for line in _vpl(report):
        room -= len(line)
        if room < 0:
            lines.append(labels.NO_ROOM.to(report.lang))
            break
        lines.append(line)
    made = "".join(f"Comment :=>>{line}\n" for line in lines)
    return f"{made}Grade :=>> {least + part * (most - least):.2f}\n"


def _vpl(report: Report) -> Iterator[str]:
    """Give lines in VPL's form: a title begins with a minus, what is kept as it is with a greater-than."""
    for line in outline(report):
        if line.style == "gap":
            continue
        title = line.style == "head" or (line.parts is not None and not line.indent)
        mark = "-" if title else ">" if line.style == "code" else " "
        lead = (
            line.lead if line.style in (*CHECK_STYLES.values(), "text", "help", "code", "next", "half", "total") else ""
        )
        yield f"{mark}{one_line(lead + line.text, LONGEST)}"

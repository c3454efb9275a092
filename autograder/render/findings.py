"""What there is to mend, one by one, with file and line: annotations for GitHub, Code Quality for GitLab. Pure.

The most important comes first: what keeps a file from being read, then what ends in an error, then what is wrong, by the
points it costs; the quiz and what was only noted come last.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from autograder.frozen import frozen
from autograder.i18n.language import Lang, Message, Text, decimal
from autograder.i18n.sanitize import one_line
from autograder.judging.exception_messages import by_fault, cell_named
from autograder.judging.report import CheckReport, ExerciseReport, Report, harmless
from autograder.render import labels
from autograder.render.headings import ENDINGS, heading_of, sum_of

Kind = Literal["error", "warning", "notice"]

PER_KIND = 10  # annotations of a kind that GitHub shows of one step; what comes after them is dropped without a word
LONGEST = 1_500  # characters of a message
LONGEST_TITLE = 200
SEVERITIES: Mapping[str, str] = {
    "stopped": "blocker",
    "error": "critical",
    "failed": "major",
    "note": "minor",
    "quiz": "info",
}
WEIGHTS = {"ungradable": 0, "stopped": 1, "error": 2, "failed": 3, "note": 4, "quiz": 5}
NOTEBOOK = ".ipynb"


@frozen
class Finding:
    """One thing to look at. `id` names it whatever its line and its numbers are; `line` is None in a notebook."""

    id: str
    what: str  # a key of WEIGHTS
    title: str
    message: str
    file: str = ""
    line: int | None = None
    points: int = 0  # that it costs

    @property
    def kind(self) -> Kind:
        """How GitHub shows it."""
        return {"note": "warning", "quiz": "notice"}.get(self.what, "error")  # type: ignore[return-value]


def findings(report: Report) -> list[Finding]:
    """Give all there is to mend in one submission, the most important first."""
    report = harmless(report)
    return sorted(_all(report), key=_weight)


def _weight(one: Finding) -> tuple[int, int]:
    return WEIGHTS[one.what], -one.points


def _all(report: Report) -> Iterator[Finding]:
    lang, id_ = report.lang, report.submission.id
    if report.status == "ungradable":
        title = labels.HEAD_UNGRADABLE(submission=heading_of(report.submission)).to(lang)
        yield Finding(f"{id_}/submission", "ungradable", title, report.reason, _path(report, ""))
    for number, note in enumerate(report.submission.notes):
        yield Finding(f"{id_}/note-{number}", "note", heading_of(report.submission), note)
    for exercise in report.exercises:
        yield from _of_exercise(exercise, report)
    answered = [file for file in report.submission.files if file.rpartition("/")[2] in ("answers.toml", "quiz.ipynb")]
    answers = _path(report, answered[0]) if answered else ""
    for question in report.quiz.questions:
        if question.status == "wrong":
            title = f"{labels.QUIZ.to(lang)}: {question.id}"
            said = f"{question.prompt} → {question.explanation}"
            yield Finding(f"{id_}/quiz/{question.id}", "quiz", title, said, answers, points=question.max_score)


def _of_exercise(exercise: ExerciseReport, report: Report) -> Iterator[Finding]:
    file = _path(report, exercise.file) if exercise.file else ""
    seen: set[tuple[object, object]] = set()
    for check in exercise.checks:
        if check.status not in ("failed", "error") or by_fault(check.evidence):
            continue
        stopped = check.evidence.get("stopped")
        if isinstance(stopped, Mapping):  # one line keeps all checks of a file from being judged: it is told of once
            at = (stopped.get("cell"), stopped.get("line"))
            if at in seen:
                continue
            seen.add(at)
        yield _of_check(check, exercise, report, file)


def _of_check(check: CheckReport, exercise: ExerciseReport, report: Report, file: str) -> Finding:
    title: str = f"{exercise.id}: {check.title}"
    found = _place(check)
    if file.lower().endswith(NOTEBOOK) and found.get("cell"):
        cell = cell_named(str(found["cell"]))
        title = labels.IN_CELL(title=title, cell=cell, line=found.get("line", 1)).to(report.lang)
    said = f"{check.rationale}\n→ {check.help}" if check.help else check.rationale
    what = "stopped" if isinstance(check.evidence.get("stopped"), Mapping) else check.status
    id_ = f"{report.submission.id}/{exercise.id}/{check.id}"
    line = place_of(check, exercise, report)[1]
    return Finding(id_, what, title, said, file, line, check.max_score - check.score)


def place_of(check: CheckReport, exercise: ExerciseReport, report: Report) -> tuple[str, int | None]:
    """Give the file of a check, and the line to look at; no line in a notebook, where cells count theirs anew."""
    file, line = _path(report, exercise.file or ""), _place(check).get("line")
    return file, line if isinstance(line, int) and not file.lower().endswith(NOTEBOOK) else None


def _place(check: CheckReport) -> Mapping[str, object]:
    found = check.evidence.get("stopped") or check.evidence.get("place")
    return found if isinstance(found, Mapping) else {}


def _path(report: Report, file: str) -> str:
    """Give the path of a submission's file as it stands beside the grader: an archive's own, for what is packed."""
    name = report.submission.name.removeprefix("./").rstrip("/")
    if name.lower().endswith(ENDINGS):
        return name
    return file if name in ("", ".") else f"{name}/{file}".rstrip("/")


# GitHub -------------------------------------------------------------------------------------------------------------


def github_annotations(reports: Sequence[Report], fail_under: float | None = None) -> str:
    """Give workflow commands: at most ten of a kind, the last of which counts those that had no room."""
    found = sorted((one for report in reports for one in findings(report)), key=_weight)
    lang = reports[0].lang if reports else "en"
    lines: list[str] = []
    for kind in ("error", "warning"):
        lines += _commands(kind, [one for one in found if one.kind == kind], lang)
    told = [Finding("", "quiz", title, text) for title, text in _told(reports, fail_under)]
    lines += _commands("notice", [*told, *(one for one in found if one.kind == "notice")], lang)
    return "".join(f"{line}\n" for line in lines)


def _told(reports: Sequence[Report], fail_under: float | None) -> Iterator[tuple[str, str]]:
    """Say what came of each submission; of many, what isolation there was."""
    for report in map(harmless, reports):
        if report.status == "graded" and len(reports) < PER_KIND // 2:
            points = sum_of(report)
            title = labels.HEAD(submission=heading_of(report.submission), score=points.score, max=points.max_score)
            yield title.to(report.lang), " ".join(summary_lines(report, fail_under))
    if reports:
        yield labels.ISOLATED.to(reports[0].lang), isolation_line(harmless(reports[0]))


def summary_lines(report: Report, fail_under: float | None) -> Iterator[str]:
    """Say whether the threshold is reached, what was not started, and where the quiz stands."""
    if (message := threshold_message(report, fail_under)) is not None:
        yield message.to(report.lang)
    if (unstarted := not_started(report)) is not None:
        yield unstarted.to(report.lang)
    if report.quiz.questions:
        quiz = labels.TOTAL_QUIZ(score=report.quiz.score, max=report.quiz.max_score).to(report.lang)
        yield f"{quiz[0].upper()}{quiz[1:]}."


def _commands(kind: Kind, found: Sequence[Finding], lang: Lang) -> Iterator[str]:
    room = PER_KIND if len(found) <= PER_KIND else PER_KIND - 1
    for one in found[:room]:
        yield _command(kind, one)
    if len(found) > room:
        yield _command(kind, Finding("", "note", "", labels.MORE_FOUND(count=len(found) - room).to(lang)))


def _command(kind: Kind, one: Finding) -> str:
    properties = {"file": one.file, "line": one.line, "title": one_line(one.title, LONGEST_TITLE)}
    written = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items() if value)
    message = one.message if len(one.message) <= LONGEST else one.message[: LONGEST - 1] + "…"
    return f"::{kind}{' ' * bool(written)}{written}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


# GitLab -------------------------------------------------------------------------------------------------------------


def code_quality(reports: Sequence[Report]) -> str:
    """Give GitLab's Code Quality report; a finding has the same fingerprint whatever its line and its numbers are."""
    found = [one for report in reports for one in findings(report)]
    return json.dumps([_issue(one) for one in found], ensure_ascii=False, indent=2) + "\n"


def _issue(one: Finding) -> dict[str, object]:
    return {
        "description": one_line(f"{one.title}: {one.message}", LONGEST),
        "check_name": one.id.partition("/")[2],
        "fingerprint": hashlib.sha256(one.id.encode(errors="surrogatepass")).hexdigest(),
        "severity": SEVERITIES.get(one.what, "blocker"),
        "location": {"path": one.file or ".", "lines": {"begin": one.line or 1}},
    }


# What falls short ---------------------------------------------------------------------------------------------------


def is_below(report: Report, fail_under: float | None) -> bool:
    """Whether a score is below so many per cent of the maximum."""
    return fail_under is not None and 100 * report.score < fail_under * report.max_score


def per_cent(report: Report) -> Text:
    """Give a score in per cent, cut and not rounded: 59.96 is below 60."""
    tenths = int(1000 * report.score // report.max_score) if report.max_score else 0
    return decimal(f"{tenths / 10:g}")


def threshold_message(report: Report, fail_under: float | None) -> Message | None:
    """Say whether the threshold is reached, and what it asks for; None if there is none."""
    if fail_under is None or report.status == "ungradable":
        return None
    least, part = decimal(f"{fail_under:g}"), per_cent(report)
    if not is_below(report, fail_under):
        return labels.REACHED(least=least, part=part)
    needed = decimal(f"{fail_under * report.max_score / 100:g}")
    return labels.NOT_REACHED(least=least, score=report.score, max=report.max_score, part=part, needed=needed)


def not_started(report: Report) -> Message | None:
    """Name the exercises of which nothing is there; None if there are none."""
    ids = [one.id for one in report.exercises if one.status == "not_attempted" and not one.extra]
    return labels.NOT_STARTED(exercises=", ".join(ids)) if ids else None


def isolation_line(report: Report) -> str:
    """Say which isolation there was, and what kept it from more."""
    said = labels.TIER(tier=report.isolation.tier, official=_official(report)).to(report.lang)
    lacks = labels.LACKS.get(report.isolation.lacks)
    return said if lacks is None else f"{said} {lacks.to(report.lang)}"


def _official(report: Report) -> Text:
    return labels.OFFICIAL if report.isolation.official else labels.NOT_OFFICIAL

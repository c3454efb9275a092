"""What a terminal shows of a report, line by line: said once here, drawn plainly or in colour elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from autograder.frozen import frozen
from autograder.i18n.language import Lang, Message, Text, figure
from autograder.i18n.sanitize import one_line
from autograder.judging.exception_messages import CELL_LABEL, by_fault
from autograder.judging.report import (
    CheckReport,
    ExerciseReport,
    QuestionReport,
    QuizReport,
    Report,
    SubmissionReport,
    harmless,
)
from autograder.render import labels
from autograder.render.headings import heading_of, sum_of

Style = Literal["head", "good", "half", "bad", "wait", "faint", "text", "help", "code", "total", "next", "gap"]

INDENT = 4
PRINTED_LINES = 8  # what a learner printed is shown to remind, not to read: the files hold all of it
LONGEST = 2_000  # characters of one text; an exception's message can be as long as the learner likes
EXERCISE_STYLES: dict[str, Style] = {"passed": "good", "partial": "half", "failed": "bad", "not_attempted": "faint"}
CHECK_STYLES: dict[str, Style] = {
    "passed": "good",
    "failed": "bad",
    "error": "bad",
    "not_attempted": "faint",
    "waiting": "wait",
}

NEXT_LINE = Text(en="mend line {line} of {file}", pt="corrigir a linha {line} de {file}")
NEXT_CELL_LINE = Text(
    en="mend line {line} of cell {cell} in {file}",
    pt="corrigir a linha {line} da célula {cell} de {file}",
)


@frozen
class Line:
    """A paragraph: `lead` hangs at the left of `text`. One that does not fold stays whole, to be copied.

    `parts` is the text of a heading in three: the title, the points, and what follows them. `link` is where a terminal
    that knows links leads from it.
    """

    style: Style
    text: str = ""
    lead: str = ""
    indent: int = 0
    folds: bool = True
    parts: tuple[str, str, str] | None = None
    link: str = ""


GAP = Line("gap")


def outline(report: Report) -> tuple[Line, ...]:
    """Give what there is to show of a report, escaped, in its language, in reading order."""
    return outline_of_harmless(harmless(report))


def outline_of_harmless(report: Report) -> tuple[Line, ...]:
    """Give the same of a report that is harmless already."""
    if report.status == "ungradable":
        return tuple(_ungradable(report))
    return tuple(_graded(report))


def check_outline(report: Report, step: Sequence[Line] = ()) -> tuple[Line, ...]:
    """Give what a learner's own check shows: what fails first, what passed folded, the next step at the end.

    `step` takes the place of the report's own next step where nothing that was checked is left to mend.
    """
    report = harmless(report)
    if report.status == "ungradable":
        return tuple(_ungradable(report))
    order = {"failed": 0, "partial": 0, "passed": 1, "not_attempted": 2}
    exercises = tuple(sorted(report.exercises, key=lambda one: order[one.status]))
    return tuple(_graded(replace(report, exercises=exercises), folded=True, step=step))


def exercise_outline(exercise: ExerciseReport, lang: Lang) -> tuple[Line, ...]:
    """Give what there is to show of one exercise with all its checks, escaped."""
    return tuple(_exercise(harmless(exercise), lang))


def quiz_outline(quiz: QuizReport, lang: Lang) -> tuple[Line, ...]:
    """Give what there is to show of the quiz; nothing where nothing was asked."""
    return tuple(_quiz(quiz, lang)) if quiz.questions or quiz.notes else ()


def _ungradable(report: Report) -> Iterator[Line]:
    lang = report.lang
    yield Line("head", labels.HEAD_UNGRADABLE(submission=heading_of(report.submission)).to(lang))
    yield Line("bad", _text(report.reason), "! ")
    yield from _submission(report.submission, lang)
    yield from _foot(report)


def _graded(report: Report, *, folded: bool = False, step: Sequence[Line] = ()) -> Iterator[Line]:
    lang = report.lang
    points = sum_of(report)
    head = labels.HEAD(submission=heading_of(report.submission), score=points.score, max=points.max_score)
    yield Line("head", head.to(lang))
    yield from _submission(report.submission, lang)
    previous_was_one_line = False
    for exercise in report.exercises:
        untouched = exercise.status == "not_attempted"
        one_line_too = untouched or (folded and exercise.status == "passed")
        if not (one_line_too and previous_was_one_line):
            yield GAP
        yield from _untouched(exercise, lang) if untouched else _exercise(exercise, lang, folded=folded)
        previous_was_one_line = one_line_too
    if report.quiz.questions or report.quiz.notes:
        yield GAP
        yield from _quiz(report.quiz, lang)
    yield GAP
    yield _total(report)
    if folded:  # what is to be done stands last, where the eye is
        yield from _foot(report)
        yield from step or _next_step(report)
        return
    yield from _next_step(report)
    yield from _foot(report)


def _submission(submission: SubmissionReport, lang: Lang) -> Iterator[Line]:
    if submission.name not in ("", ".", submission.id):  # "." names no more than the id does
        yield Line("faint", labels.GIVEN_AS(name=one_line(submission.name)).to(lang), indent=2)
    for note in submission.notes:
        yield Line("text", _text(note), labels.NOTE.to(lang), 2)


def _headed(style: Style, lead: str, indent: int, title: str, points: str, after: str) -> Line:
    return Line(style, f"{title} · {points}{after}", lead, indent, parts=(title, points, after))


def _heading(style: Style, exercise: ExerciseReport, lang: Lang, notes: str = "") -> Line:
    file = f" ({one_line(exercise.file)})" if exercise.file else ""
    title, points = f"{exercise.id}: {one_line(exercise.title)}", f"{exercise.score}/{exercise.max_score}"
    extra = f", {labels.EXTRA.to(lang)}" if exercise.extra else ""
    after = f"{extra}, {labels.EXERCISE_STATUS[exercise.status].to(lang)}{file}{notes}"
    return _headed(style, f"{labels.EXERCISE_MARKS[exercise.status]} ", 0, title, points, after)


def _untouched(exercise: ExerciseReport, lang: Lang) -> Iterator[Line]:
    notes = "".join(f"; {one_line(note)}" for note in exercise.notes)
    yield _heading("faint", exercise, lang, notes)


def _exercise(exercise: ExerciseReport, lang: Lang, *, folded: bool = False) -> Iterator[Line]:
    """Show an exercise; `folded`, what failed comes first, and what passed without a remark is one line or none."""
    yield _heading(EXERCISE_STYLES[exercise.status], exercise, lang)
    for note in exercise.notes:  # what concerns the whole file comes before what became of its functions
        yield Line("text", _text(note), labels.NOTE.to(lang), INDENT)
    said: set[str] = set()
    quiet = [check for check in exercise.checks if folded and check.status == "passed" and not check.remarks]
    for check in exercise.checks:
        if check not in quiet:
            yield from _check(_after_notes(check, exercise.notes, lang), said, lang)
    if quiet and exercise.status != "passed":
        titles = ", ".join(one_line(check.title) for check in quiet)
        points = f"{sum(check.score for check in quiet)}/{sum(check.max_score for check in quiet)}"
        yield _headed("good", f"{labels.CHECK_MARKS['passed']} ", INDENT, titles, points, "")
    yield from _printed(exercise.printed, lang)


def _after_notes(check: CheckReport, notes: Sequence[str], lang: Lang) -> CheckReport:
    """Leave out what a note has said already: what stopped the file, and the help on that."""
    head, _, tail = check.rationale.partition(": ")
    if not tail or not any(note.startswith(f"{tail}. ") for note in notes):
        return check
    help_ = "" if any(check.help in note for note in notes) else check.help
    return replace(check, rationale=f"{head} ({labels.AS_ABOVE.to(lang)})", help=help_)


def _check(check: CheckReport, said: set[str], lang: Lang) -> Iterator[Line]:
    """Show one check; what an earlier check of the exercise has `said` already is not said again."""
    points = f"{check.score}/{check.max_score}"
    passed = check.status == "passed"
    status = "" if passed else f", {labels.CHECK_STATUS[check.status].to(lang)}"
    known = not passed and check.rationale in said and check.help in said
    above = f" ({labels.AS_ABOVE.to(lang)})" if known else ""
    mark = f"{labels.CHECK_MARKS[check.status]} "
    yield _headed(CHECK_STYLES[check.status], mark, INDENT, one_line(check.title), points, status + above)
    if not passed and not known:
        yield from _explanation(check, said, lang)
    for remark in check.remarks:
        yield Line("text", _text(remark), labels.REMARK.to(lang), INDENT + 2)


def _explanation(check: CheckReport, said: set[str], lang: Lang) -> Iterator[Line]:
    indent = INDENT + 2
    yield Line("text", _text(check.rationale), "", indent)
    if check.help:
        help_ = f"({labels.AS_ABOVE.to(lang)})" if check.help in said else _text(check.help)
        yield Line("help", help_, "→ ", indent)
    said |= {check.rationale, check.help}
    mistake = labels.mistake_told(check.diagnosis)
    if mistake:
        yield Line("faint", one_line(mistake), labels.MISTAKE.to(lang), indent)
    pattern = check.evidence.get("pattern")
    if isinstance(pattern, Mapping) and pattern.get("id"):
        told = labels.pattern_told(str(pattern["id"]), lang)
        yield Line("faint", one_line(told), labels.PATTERN.to(lang), indent)
    if check.evidence.get("call") and check.status != "not_attempted":  # any call ends like this
        call = one_line(str(check.evidence["call"]), LONGEST)
        yield Line("code", call, labels.CALL.to(lang), indent, folds=False)
    yield from _counterexample(check, lang)


def _counterexample(check: CheckReport, lang: Lang) -> Iterator[Line]:
    """Show the line to paste, and what comes of it."""
    found = check.evidence.get("counterexample")
    if isinstance(found, Mapping) and found.get("call"):
        call, got, expected = (one_line(str(found.get(key, "")), LONGEST) for key in ("call", "got", "expected"))
        yield Line("code", call, labels.SMALLEST.to(lang), INDENT + 2, folds=False)
        yield Line("text", labels.RESULT(got=got, expected=expected).to(lang), "", INDENT + 4)


def _printed(printed: str, lang: Lang) -> Iterator[Line]:
    lines = printed.rstrip().split("\n")
    if lines == [""]:
        return
    yield Line("faint", labels.PRINTED.to(lang), indent=INDENT)
    for line in lines[:PRINTED_LINES]:
        yield Line("faint", line.expandtabs(4)[:LONGEST], "│ ", INDENT + 2, folds=False)
    if len(lines) > PRINTED_LINES:
        more = labels.MORE_LINES(count=len(lines) - PRINTED_LINES)
        yield Line("faint", more.to(lang), indent=INDENT + 2)


def _quiz(quiz: QuizReport, lang: Lang) -> Iterator[Line]:
    counted = ", ".join(label(count=count).to(lang) for label, count in _counts(quiz) if count)
    style: Style = "good" if quiz.questions and quiz.score == quiz.max_score else "half" if quiz.score else "faint"
    after = f" · {counted}" if counted else ""
    yield _headed(style, "", 0, labels.QUIZ.to(lang), f"{quiz.score}/{quiz.max_score}", after)
    for question in quiz.questions:
        if question.status == "wrong":
            yield from _wrong_question(question, lang)
    for note in quiz.notes:
        yield Line("text", _text(note), labels.NOTE.to(lang), INDENT)


def _counts(quiz: QuizReport) -> tuple[tuple[Text, int], ...]:
    statuses = [question.status for question in quiz.questions]
    return (
        (labels.RIGHT, statuses.count("right")),
        (labels.WRONG, statuses.count("wrong")),
        (labels.UNANSWERED, statuses.count("unanswered")),
        (labels.RECORDED, statuses.count("recorded")),
    )


def _wrong_question(question: QuestionReport, lang: Lang) -> Iterator[Line]:
    yield Line("bad", f"{one_line(question.id)}: {_text(question.prompt)}", "✗ ", INDENT)
    yield Line("text", answer_shown(question.answer), labels.YOUR_ANSWER.to(lang), INDENT + 2)
    yield Line("help", _text(question.explanation), "→ ", INDENT + 2)
    yield Line("faint", one_line(question.text_source), labels.READ_AGAIN.to(lang), INDENT + 2)


def answer_shown(answer: object) -> str:
    """Write a quiz answer (plain JSON values) on one line: texts and numbers bare, a list with commas."""
    if isinstance(answer, list | tuple):
        return one_line(", ".join(str(item) for item in answer))
    return one_line(answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False))


def _total(report: Report) -> Line:
    quiz = report.quiz if report.quiz.questions else None
    sums = (
        (labels.TOTAL, report if sum_of(report) is report else None),
        (labels.TOTAL_EXTRA, report.extra if report.extra.max_score else None),
        (labels.TOTAL_QUIZ, quiz),
    )
    told = [label(score=one.score, max=one.max_score).to(report.lang) for label, one in sums if one is not None]
    return Line("total", " · ".join(told))


def _foot(report: Report) -> Iterator[Line]:
    official = labels.OFFICIAL if report.isolation.official else labels.NOT_OFFICIAL
    text = labels.FOOT if report.isolation.probes else labels.FOOT_OF_CHECK
    foot = (labels.FOOT_OF_OFFICIAL if report.isolation.official or report.grader.secret else text)(
        seed=report.grader.seed,
        isolation=labels.ISOLATION(tier=report.isolation.tier, official=official),
        seconds=figure(report.seconds),
        version=report.grader.version,
        python=report.grader.python,
        numpy=report.grader.numpy,
    )
    yield Line("faint", foot.to(report.lang))
    if report.receipt and report.isolation.probes:  # a learner's own check is nobody's to compare with
        yield Line("faint", labels.RECEIPT(receipt=report.receipt).to(report.lang))


def _next_step(report: Report) -> Iterator[Line]:
    """Name the first check to mend; without one, what to write or to start first; without that, the quiz."""
    message, hinted = next_step(report)
    yield Line("next", message.to(report.lang), labels.NEXT.to(report.lang))
    if hinted is not None:
        command = labels.HINT_COMMAND.format(exercise=hinted.id)
        yield Line("code", command, labels.HINT.to(report.lang), 2, folds=False)


def next_step(report: Report) -> tuple[Message, ExerciseReport | None]:
    """Say what comes next, and the exercise for which there is a hint on it."""
    exercise, check = to_mend(report)
    if exercise is not None and check is not None:
        line = _stopping_line(check, exercise)
        return (_mend(check, exercise, report), exercise) if line is None else (line, None)
    for exercise in report.exercises:
        if exercise.status == "not_attempted":
            if exercise.extra and len(report.exercises) > 1:
                continue
            return labels.NEXT_START(exercise=exercise.id, title=one_line(exercise.title)), None
        for check in exercise.checks:
            if check.status == "not_attempted":
                return labels.NEXT_WRITE(check=one_line(check.title), exercise=exercise.id), exercise
    unsettled = sum(question.status in ("wrong", "unanswered") for question in report.quiz.questions)
    if unsettled:
        return labels.NEXT_QUIZ(count=unsettled), None
    extra = next((one for one in report.exercises if one.extra and one.status == "not_attempted"), None)
    if extra is not None:
        return labels.NEXT_EXTRA(exercise=extra.id, title=one_line(extra.title)), None
    return labels.NEXT_NOTHING(), None


def to_mend(report: Report) -> tuple[ExerciseReport, CheckReport] | tuple[None, None]:
    """Find the first check that a learner can mend, and its exercise."""
    for exercise in report.exercises:
        for check in exercise.checks:
            if check.status in ("failed", "error") and not by_fault(check.evidence):  # that is not theirs to mend
                return exercise, check
    return None, None


def _stopping_line(check: CheckReport, exercise: ExerciseReport) -> Message | None:
    """Name the line that kept a file or a cell from being loaded: until it is mended, nothing else can be judged."""
    stopped = check.evidence.get("stopped")
    if not isinstance(stopped, Mapping) or not stopped.get("line"):
        return None
    label, line = str(stopped.get("cell", "")), stopped["line"]
    cell = CELL_LABEL.fullmatch(label)
    if cell is None:
        return NEXT_LINE(line=line, file=one_line(exercise.file or label))
    return NEXT_CELL_LINE(line=line, cell=cell["cell"], file=one_line(exercise.file or exercise.id))


def _mend(check: CheckReport, exercise: ExerciseReport, report: Report) -> Message:
    """Name the check, and before it an exercise that it builds on and that was passed over."""
    passed = {other.id for other in report.exercises if other.status == "passed"}
    there = {other.id for other in report.exercises}
    before = next((id_ for id_ in exercise.after if id_ in there - passed), None)
    if before is None:
        return labels.NEXT_MEND(check=one_line(check.title), exercise=exercise.id)
    return labels.NEXT_BACK(check=one_line(check.title), exercise=exercise.id, before=before)


def _text(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"

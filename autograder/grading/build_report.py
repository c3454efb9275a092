"""From verdicts to the report of one submission, in one language. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.i18n.language import Lang, Message, Text
from autograder.judging.model import CheckStatus, Exercise, Verdict
from autograder.judging.report import CheckReport, ExerciseReport, ExerciseStatus

NOT_ATTEMPTED = Text(en="not attempted yet", pt="ainda não tentado")
UNREADABLE_HELP = Text(
    en="Once the file can be read, it is judged as usual.",
    pt="Assim que o arquivo puder ser lido, será avaliado normalmente.",
)


def exercise_report(
    exercise: Exercise,
    verdicts: Sequence[Verdict],
    lang: Lang,
    *,
    file: str | None = None,
    notes: Sequence[Message] = (),
    printed: str = "",
) -> ExerciseReport:
    """Report on an exercise whose checks came to `verdicts`, in order."""
    checks = tuple(
        CheckReport(
            id=check.id,
            title=check.title.to(lang),
            status=verdict.status,
            score=check.points if verdict.status == "passed" else 0,
            max_score=check.points,
            rationale=verdict.rationale.to(lang),
            help=verdict.help.to(lang) if verdict.help else "",
            diagnosis=_diagnosis(verdict, lang),
            evidence=verdict.evidence,
            remarks=tuple(remark.to(lang) for remark in verdict.remarks),
        )
        for check, verdict in zip(exercise.checks, verdicts, strict=True)
    )
    score = sum(check.score for check in checks)
    return ExerciseReport(
        id=exercise.id,
        title=exercise.title.to(lang),
        status=_status([check.status for check in checks], score),
        score=score,
        max_score=exercise.points,
        checks=checks,
        file=file,
        notes=tuple(note.to(lang) for note in notes),
        printed=printed,
        after=exercise.after,
        reading=exercise.reading.to(lang) if exercise.reading else "",
        extra=exercise.extra,
    )


def untouched(
    exercise: Exercise, lang: Lang, *, file: str | None = None, notes: Sequence[Message] = ()
) -> ExerciseReport:
    """Report on an exercise that was not attempted."""
    verdicts = [Verdict("not_attempted", NOT_ATTEMPTED()) for _ in exercise.checks]
    return exercise_report(exercise, verdicts, lang, file=file, notes=notes)


def unreadable(
    exercise: Exercise, problem: Message, lang: Lang, *, file: str, notes: Sequence[Message] = ()
) -> ExerciseReport:
    """Report on an exercise whose file cannot be run at all."""
    verdicts = [Verdict("error", problem, UNREADABLE_HELP()) for _ in exercise.checks]
    return exercise_report(exercise, verdicts, lang, file=file, notes=notes)


def _status(statuses: Sequence[CheckStatus], score: int) -> ExerciseStatus:
    if all(status == "passed" for status in statuses):
        return "passed"
    if score:
        return "partial"
    return "not_attempted" if all(status in {"not_attempted", "waiting"} for status in statuses) else "failed"


def _diagnosis(verdict: Verdict, lang: Lang) -> dict[str, str | float] | None:
    if verdict.diagnosis is None:
        return None
    from autograder.judging.mistake_names import (
        name_of,
    )  # a name for every mistake there is, for the few that are found

    mistake = verdict.diagnosis.mistake
    name = mistake.name or name_of(mistake.id)
    return {
        "mistake": mistake.id,
        **({} if name is None else {"name": name.to(lang)}),
        "confidence": verdict.diagnosis.confidence,
        "why": mistake.why.to(lang),
        "next": mistake.next.to(lang),
    }

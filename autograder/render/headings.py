"""What a submission is called in a heading: as people write it, where that is what its id was made of. Pure."""

from __future__ import annotations

from autograder.i18n.alphabet import unmarked
from autograder.i18n.sanitize import one_line
from autograder.judging.report import ExtraReport, Report, SubmissionReport

ENDINGS = (".tar.gz", ".tgz", ".tar", ".zip", ".py", ".ipynb")  # which an id does not have


def heading_of(submission: SubmissionReport) -> str:
    """Give the last part of the name as given, with its accents; the id where they differ in more than marks and signs."""
    name = submission.name.rstrip("/").rpartition("/")[2]
    ending = next((ending for ending in ENDINGS if name.lower().endswith(ending)), "")
    name = name.removesuffix(name[len(name) - len(ending) :]) if ending else name
    return one_line(name if name and _letters(name) == _letters(submission.id) else submission.id)


def sum_of(report: Report) -> Report | ExtraReport:
    """Give what has the points of a heading: the report itself, or its extra points where nothing else was graded."""
    return report if report.max_score or not report.extra.max_score else report.extra


def _letters(name: str) -> str:
    return "".join(character for character in unmarked(name) if character.isalnum())

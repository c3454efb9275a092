"""From a path to what the grader needs of it, without importing or executing anything of the learner."""

from autograder.submission.names import safe_id, unique_ids
from autograder.submission.read import read_submission
from autograder.submission.sources import is_attempted, statements
from autograder.submission.submission_model import LIMITS, ReadLimits, Source, Submission, Wanted

__all__ = [
    "LIMITS",
    "ReadLimits",
    "Source",
    "Submission",
    "Wanted",
    "is_attempted",
    "read_submission",
    "safe_id",
    "statements",
    "unique_ids",
]

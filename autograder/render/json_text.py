"""Reports as JSON texts: strict, UTF-8, at most two megabytes each."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from autograder.judging.report import Json, Report
from autograder.render import labels

LIMIT = 2_000_000  # bytes of one report, as it stands in the array

# How many characters a text and how many items a list may have, from the mildest cut to the last. Ids, sums and
# file names of a course are shorter than the least of these, and a thousand checks and questions so cut fit.
CUTS = ((20_000, 1_000), (2_000, 100), (400, 20), (100, 0))
CUT_FIRST = frozenset({"evidence", "printed"})
FREE = frozenset({"evidence", "probes", "answer"})  # of any form: objects here may lose keys
STRUCTURE = frozenset({"exercises", "checks", "questions"})  # lists that stay whole


def reports_json(reports: Sequence[Report]) -> str:
    """Give a JSON array of reports, in their order, each under `LIMIT` bytes; a line end at its end."""
    return _dumped([_within_limit(report) for report in reports])


def report_json(report: Report) -> str:
    """Give one report as a JSON object under `LIMIT` bytes; a line end at its end."""
    return _dumped(_within_limit(report))


def _dumped(value: Json) -> str:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=2)
    # Only strings can hold a #. A CI server reads ## as the beginning of a command wherever it stands in a log.
    return text.replace("##", "#\\u0023") + "\n"


def _within_limit(report: Report) -> Json:
    whole: Json = report.to_json()
    if _fits(whole):
        return whole
    note = labels.CUT(limit=LIMIT).to(report.lang)
    smaller = whole
    for smaller in _ever_smaller(whole, note):
        if _fits(smaller):
            break
    return smaller


def _fits(value: Json) -> bool:
    return len(_dumped([value]).encode()) <= LIMIT


def _ever_smaller(whole: Json, note: str) -> Iterator[Json]:
    """Cut evidence and captured output ever shorter, then everything."""
    for characters, items in CUTS:
        yield _noted(_cut_some(whole, characters, items), note)
    for characters, items in CUTS:
        yield _noted(_cut(whole, characters, items), note)


def _noted(report: Json, note: str) -> Json:
    """Say in the submission's notes that the report was cut."""
    if isinstance(report, dict):
        submission = report["submission"]
        if isinstance(submission, dict) and isinstance(notes := submission["notes"], list):
            return {**report, "submission": {**submission, "notes": [*notes, note]}}
    raise ValueError("a report is an object, with notes on its submission")


def _cut_some(value: Json, characters: int, items: int) -> Json:
    """Cut only what is to be cut first."""
    match value:
        case dict():
            return {
                key: _cut(item, characters, items, key) if key in CUT_FIRST else _cut_some(item, characters, items)
                for key, item in value.items()
            }
        case list():
            return [_cut_some(item, characters, items) for item in value]
        case _:
            return value


def _cut(value: Json, characters: int, items: int, key: str = "") -> Json:
    """Cut texts, lists and free objects; `key` says where in the report the value stands."""
    match value:
        case str():
            return _shortened(value, characters)
        case list():
            kept = value if key in STRUCTURE else value[:items]
            return [_cut(item, characters, items, key if key in FREE else "") for item in kept]
        case dict() if key in FREE:
            first = list(value.items())[:items]
            return {_shortened(name, characters): _cut(item, characters, items, key) for name, item in first}
        case dict():
            return {name: _cut(item, characters, items, name) for name, item in value.items()}
        case _:
            return value


def _shortened(text: str, characters: int) -> str:
    return text if len(text) <= characters else text[: characters - 1] + "…"

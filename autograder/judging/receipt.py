"""A report's receipt: one hash by which a learner's copy and the kept one are told to be the same."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import Any

from autograder.judging.report import Report

DRAWN = frozenset({"entries", "graph", "pictures"})  # in the evidence, where a page is asked for


def with_receipt(report: Report) -> Report:
    """Give the report with its receipt: the SHA-256 of what was graded, by what, and what came of it.

    The seed is not part of it, which could be found by trying; nor is what differs from run to run: the time it took,
    the path that the submission was given by, and what pictures are drawn from, which are made only for a page.
    """
    plain: dict[str, Any] = dict(report.to_json())
    del plain["seconds"], plain["receipt"]
    plain["submission"] = {name: value for name, value in plain["submission"].items() if name not in ("id", "name")}
    plain["grader"] = {name: value for name, value in plain["grader"].items() if name not in ("seed", "secret")}
    for check in (check for exercise in plain["exercises"] for check in exercise["checks"]):
        check["evidence"] = {name: value for name, value in check["evidence"].items() if name not in DRAWN}
    text = json.dumps(plain, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return replace(report, receipt=hashlib.sha256(text.encode()).hexdigest())

"""Official grades for Classroom 50: overrides in its scores.json, which its own collection of scores keeps as they are."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from autograder.export.bundles import ExportError
from autograder.export.gradebooks import NOBODY, NOT_GRADED, Graded
from autograder.i18n.language import Lang, Text
from autograder.i18n.sanitize import one_line
from autograder.render.platforms import classroom50_result

SCORES = "classroom50/scores/v1"
PLACE = re.compile(r"(?P<classroom>[a-z0-9][a-z0-9-]{1,99})/(?P<assignment>[a-z0-9][a-z0-9-]{1,99})")
LOGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,38}")
USERNAME = "username"  # the column of Classroom 50's own students.csv
SHOWN = 5

NO_PLACE = Text(
    en="name the classroom and the assignment by their short names: --column CLASSROOM/ASSIGNMENT",
    pt="indique a turma e a atividade pelos nomes curtos: --column TURMA/ATIVIDADE",
)
NO_LOGIN = Text(
    en="these are no GitHub logins: {names}. Name the classroom's students.csv with --roster, whose column username has them",
    pt="estes não são logins do GitHub: {names}. Indique com --roster o students.csv da turma, que os tem na coluna username",
)
NO_SCORES = Text(
    en="the file is there, and is no scores.json of Classroom 50 that could be added to: {why}",
    pt="o arquivo já existe e não é um scores.json do Classroom 50 a que se possa acrescentar: {why}",
)


def scores_json(class_: Sequence[Graded], lang: Lang, before: str | None, place: str) -> str:
    """Give scores.json with an override for each student, all else in it as it was; `before` is what is there already.

    Raises `ExportError`.
    """
    del lang  # a program reads it
    found = PLACE.fullmatch(place)
    if found is None:
        raise ExportError(NO_PLACE())
    if not class_:
        raise ExportError(NOBODY())
    _refuse(NOT_GRADED, [one.student.id for one in class_ if one.report.status != "graded"])
    owners = [_owner(one) for one in class_]
    _refuse(NO_LOGIN, [owner for owner in owners if not LOGIN.fullmatch(owner)])
    scores = _scores(before)
    bucket = scores["assignments"].setdefault(found["assignment"], {"type": "individual", "entries": []})
    entries: dict[str, Any] = {str(entry["owner"]).lower(): entry for entry in bucket["entries"]}
    now = datetime.now(UTC)
    for one, owner in zip(class_, owners, strict=True):
        kept = entries.get(owner.lower(), {"owner": owner, "submissions": []})
        record = _record(one, owner, found["classroom"], found["assignment"], now)
        earlier = [each for each in kept["submissions"] if not str(each.get("submission", "")).startswith(MANUAL)]
        entries[owner.lower()] = {**kept, "override": True, "submissions": [record, *earlier]}
    bucket["entries"] = list(entries.values())
    return json.dumps(scores, ensure_ascii=False, indent=2) + "\n"


MANUAL = "submit/manual-"  # as the web app names what a teacher enters


def _record(one: Graded, owner: str, classroom: str, assignment: str, now: datetime) -> dict[str, object]:
    name = f"{MANUAL}{now:%Y-%m-%dT%H-%M-%SZ}"
    identity = {
        "CLASSROOM": classroom,
        "ASSIGNMENT": assignment,
        "OWNER": owner,
        "SUBMISSION_TAG": name,
        "COMMIT_URL": name,
        "RELEASE_URL": name,
    }
    instant = f"{now:%Y-%m-%dT%H:%M:%SZ}"
    result = classroom50_result(one.report, identity, instant, instant)
    assert isinstance(result, dict)  # noqa: S101 -- it is an object
    return {key: value for key, value in result.items() if key != "assignment"}  # which is the bucket's name


def _owner(one: Graded) -> str:
    roster: Mapping[str, str] = one.student.roster or {}
    return str(roster.get(USERNAME) or one.student.id)


def _scores(before: str | None) -> dict[str, Any]:
    """Read what is there already, as far as it must be understood to be added to."""
    if before is None:
        return {"schema": SCORES, "assignments": {}}
    try:
        scores: dict[str, Any] = json.loads(before)
        if scores["schema"] != SCORES:
            raise ValueError(str(scores["schema"]))  # noqa: TRY301 -- told like every other reason
        for bucket in scores["assignments"].values():
            for entry in bucket["entries"]:
                if not isinstance(entry["owner"], str) or not isinstance(entry["submissions"], list):
                    raise ValueError("entries")  # noqa: TRY004, TRY301 -- as above
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ExportError(NO_SCORES(why=one_line(f"{type(error).__name__}: {error}", 120))) from None
    return scores


def _refuse(why: Text, names: Sequence[str]) -> None:
    if names:
        shown = ", ".join(one_line(name, 60) for name in names[:SHOWN])
        raise ExportError(why(names=shown if len(names) <= SHOWN else f"{shown}, …"))

"""What runs on other platforms: `python -I -m autograder.export.run PLATFORM …`, as a bundle's own script calls it.

Each reads where its platform puts the submission, grades it, and writes the results where the platform looks for them.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from autograder.atomic_write import replace_file
from autograder.course.course import course
from autograder.course.quiz_key import load_key
from autograder.grading.pipeline import Grader, fresh_seed
from autograder.i18n.language import LANGUAGES, Lang
from autograder.judging.report import Report
from autograder.quiz.parse import parse_questions
from autograder.render import labels
from autograder.render.markdown import summary_markdown
from autograder.render.page import html_report
from autograder.render.platforms import classroom50_result, gradescope_results, prairielearn_results, vpl_lines
from autograder.sandbox import Sandbox

MOST_METADATA = 20_000_000  # bytes; previous results stand in it
TIME = "%Y-%m-%dT%H:%M:%SZ"
KEY = "key"  # a folder beside a bundle's scripts, if its maker put one in


def graded(
    path: Path,
    lang: Lang,
    key: Path | None = None,
    learners: Sequence[str] = (),
    so_far: Callable[[Report], None] | None = None,
) -> Report:
    """Grade one submission with a seed of its own."""
    with Sandbox() as sandbox:
        return Grader(
            course(),
            questions=parse_questions(course().questions),
            sandbox=sandbox,
            seed=fresh_seed(),
            lang=lang,
            key=None if key is None else load_key(key),
            learners=tuple(learners),
            so_far=so_far,
            pictures=so_far is not None,
            more_pictures=so_far is not None,
            at_once=so_far is None,  # what is graded one by one is told of one by one
        ).grade(path)


def gradescope(home: Path, lang: Lang) -> None:
    """Grade home/submission into home/results/results.json, written anew after each exercise."""
    results = home / "results" / "results.json"
    results.parent.mkdir(parents=True, exist_ok=True)
    metadata = _metadata(home / "submission_metadata.json")
    previous = _previous(metadata)
    key = home / "source" / KEY
    all_ = len(course().exercises)

    def write(report: Report, exercises: int | None = None) -> None:
        told = replace(report, submission=replace(report.submission, id="submission", name=""))
        _write_json(results, gradescope_results(told, previous, exercises))

    report = graded(
        home / "submission", lang, key if key.is_dir() else None, _learners(metadata), partial(write, exercises=all_)
    )
    write(report)


def _metadata(file: Path) -> Mapping[str, object]:
    try:
        with file.open("rb") as stream:
            data = json.loads(stream.read(MOST_METADATA))
    except (OSError, ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _learners(metadata: Mapping[str, object]) -> list[str]:
    """Give all names by which those who handed in may have drawn their numbers, the first one's e-mail first."""
    users = metadata.get("users")
    names: list[str] = []
    for user in users if isinstance(users, list) else ():
        if isinstance(user, dict):
            email = user.get("email")
            local = email.partition("@")[0] if isinstance(email, str) else ""
            names += [str(name) for name in (email, local, user.get("name"), user.get("sid"), user.get("id")) if name]
    return names


def _previous(metadata: Mapping[str, object]) -> Mapping[str, object] | None:
    """Give the results of the last submission before this one."""
    found = metadata.get("previous_submissions")
    earlier = [one for one in (found if isinstance(found, list) else ()) if isinstance(one, dict)]
    if not earlier:
        return None
    last = max(earlier, key=lambda one: str(one.get("submission_time")))
    results = last.get("results")
    return {**(results if isinstance(results, dict) else {}), "score": last.get("score")}


def prairielearn(home: Path, lang: Lang) -> None:
    """Grade home/student into home/results/results.json."""
    key = Path(sys.prefix).parent / KEY  # beside the environment that setup.sh made
    report = graded(home / "student", lang, key if key.is_dir() else None)
    file = home / "results" / "results.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    replace_file(file, prairielearn_results(report).encode())


def classroom50(folder: Path, lang: Lang) -> None:
    """Grade a learner's checkout; leave result.json, release-body.md and report.html in it."""
    names = ("result.json", "release-body.md", "report.html")
    for name in names:  # whatever the learner committed by these names
        _remove(folder / name)
    report = graded(folder, lang)
    owner = os.environ.get("OWNER") or os.environ.get("USERNAME") or report.submission.id
    report = replace(report, submission=replace(report.submission, id=owner, name="."))
    now = datetime.now(UTC).strftime(TIME)
    result = classroom50_result(report, os.environ, _committed(folder) or now, now)
    body = f"{summary_markdown([report])}\n> {labels.ADVICE.to(lang)}\n"
    for name, text in zip(names, (_json(result), body, html_report(report)), strict=True):
        replace_file(folder / name, text.encode())


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _committed(folder: Path) -> str:
    """Say when the commit was made that is checked out; "" where that cannot be known."""
    command = ["git", "-c", "safe.directory=*", "-C", str(folder), "show", "--no-patch", "--format=%ct", "HEAD"]
    try:
        said = subprocess.run(command, capture_output=True, text=True, timeout=20, check=True).stdout
        return datetime.fromtimestamp(int(said), UTC).strftime(TIME)
    except (OSError, ValueError, OverflowError, subprocess.SubprocessError):
        return ""


def vpl(folder: Path, lang: Lang) -> None:
    """Grade a folder; write comments and the grade to standard output, as VPL reads them.

    There is no key: what learners only run, without evaluating it, is run by the same user as this.
    """
    report = graded(folder, lang)
    told = replace(report, submission=replace(report.submission, name="."))
    sys.stdout.write(vpl_lines(told, _number("VPL_GRADEMIN", 0.0), _number("VPL_GRADEMAX", 100.0)))


def _number(variable: str, otherwise: float) -> float:
    try:
        return float(os.environ.get(variable, ""))
    except ValueError:
        return otherwise


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def _write_json(file: Path, value: object) -> None:
    replace_file(file, _json(value).encode(), 0o644)


PLATFORMS: Mapping[str, Callable[[Path, Lang], None]] = {
    "classroom50": classroom50,
    "gradescope": gradescope,
    "prairielearn": prairielearn,
    "vpl": vpl,
}


def main(arguments: Sequence[str]) -> int:
    """Grade as a platform asks for it; 0 where results were written, whatever the score."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    parser = argparse.ArgumentParser(prog="autograder.export.run", allow_abbrev=False)
    parser.add_argument("platform", choices=list(PLATFORMS))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--lang", choices=LANGUAGES, default="en")
    options = parser.parse_args(arguments)
    PLATFORMS[options.platform](options.folder, options.lang)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

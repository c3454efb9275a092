from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from autograder import grade
from autograder.cli import grade as module
from autograder.cli.grade import _status
from autograder.course.course import course
from autograder.sandbox.host.sandbox import Sandbox
from autograder.sandbox.protocol.isolation import IsolationReport
from tests.cli.conftest import without_progress

WRONG = "def sigmoid(z):\n    return z\n\n\ndef sigmoid_backward(grad_output, output):\n    return grad_output\n"
GOOD = (
    "import numpy as np\n\n\ndef sigmoid(z):\n    shrunk = np.exp(-np.abs(z))\n"
    "    return np.where(np.asarray(z) >= 0, 1 / (1 + shrunk), shrunk / (1 + shrunk))\n\n\n"
    "def sigmoid_backward(grad_output, output):\n    return grad_output * output * (1 - output)\n"
)


@pytest.fixture(scope="module")
def class_(tmp_path_factory):
    """A class: two of one name, one wrong, one zipped, one lost, one that is no archive, one empty."""
    folder = tmp_path_factory.mktemp("class")
    for name, text in (("a/ana", GOOD), ("b/ana", WRONG)):
        (folder / name).mkdir(parents=True)
        (folder / name / "sigmoid_backward.py").write_text(text)
    with zipfile.ZipFile(folder / "Zoé (cópia).zip", "w") as archive:
        archive.writestr("zoe/05_sigmoid_backward.py", GOOD)
    (folder / "no.zip").write_text("this is no archive")
    (folder / "empty").mkdir()
    (folder / "sigmoid_backward.py").write_text(GOOD)
    names = ("a/ana", "missing", "Zoé (cópia).zip", "no.zip", "b/ana", "empty", "sigmoid_backward.py")
    return [folder / name for name in names]


@pytest.fixture(scope="module")
def graded(cli, class_, tmp_path_factory, root):
    """The class graded, with everything written that can be."""
    out = tmp_path_factory.mktemp("out")
    ran = cli(
        "grade", *class_, "--seed", "7", "--jobs", "2", "--out", out / "new" / "reports", "--html",
        "--json", out / "deep" / "er" / "all.json", "--junit", out / "junit.xml", "--key", root / "solutions" / "quiz",
    )  # fmt: skip
    return ran, out


@pytest.fixture(scope="module")
def reports(graded):
    return json.loads((graded[1] / "deep" / "er" / "all.json").read_text(encoding="utf-8"))


IDS = ["ana", "missing", "Zoe__copia_", "no", "ana-2", "empty", "sigmoid_backward"]


def test_reports_come_in_the_order_of_the_paths(reports, class_):
    assert [report["submission"]["id"] for report in reports] == IDS
    assert [report["submission"]["name"] for report in reports] == [str(path) for path in class_]


def test_one_that_is_missing_leaves_the_others_alone(graded, reports):
    assert graded[0].status == 1
    assert [report["status"] for report in reports] == ["graded", "ungradable", "graded", "ungradable", *["graded"] * 3]
    assert [report["score"] for report in reports] == [8, 0, 8, 0, 0, 0, 8]
    assert all(bool(report["reason"]) == (report["status"] == "ungradable") for report in reports)
    maximum = sum(entry.exercise.points for entry in course().exercises if not entry.exercise.extra)
    assert {report["max_score"] for report in reports} == {maximum}
    for report in reports:
        count = 0 if report["status"] == "ungradable" else len(course().exercises)
        assert len(report["exercises"]) == count


def test_every_report_says_how_it_came_about(reports):
    assert {report["grader"]["seed"] for report in reports} == {7}
    assert {report["grader"]["course_sha256"] for report in reports} == {course().sha256}
    assert all(report["isolation"]["probes"] for report in reports)
    assert not any(report["isolation"]["official"] for report in reports)


def test_each_submission_gets_its_files(graded, reports):
    folder = graded[1] / "new" / "reports"
    assert sorted(path.name for path in folder.iterdir() if path.is_dir()) == sorted(IDS)
    for report in reports:
        own = folder / report["submission"]["id"]
        assert sorted(path.name for path in own.iterdir()) == ["report.html", "report.json"]
        assert json.loads((own / "report.json").read_text(encoding="utf-8")) == report
        assert report["submission"]["id"] in (own / "report.html").read_text(encoding="utf-8")


def test_the_page_of_the_run_leads_to_each_report(graded, reports):
    folder = graded[1] / "new" / "reports"
    index = (folder / "index.html").read_text(encoding="utf-8")
    for report in reports:
        assert f'<a href="{report["submission"]["id"]}/report.html">' in index
    for exercise in reports[0]["exercises"]:
        assert (folder / f"exercise-{exercise['id']}.html").is_file()


def test_a_comment_stands_in_the_reports_of_its_group_alone(cli, tmp_path):
    for name, body in (("ana", "output * (1 - output)"), ("bob", "1 * output * (1 - output)"), ("eva", "grad_output * output * (1 - output)")):  # fmt: skip
        (tmp_path / name).mkdir()
        text = f"import numpy as np\n\n\ndef sigmoid(z):\n    return 1 / (1 + np.exp(-z))\n\n\ndef sigmoid_backward(grad_output, output):\n    return {body}\n"
        (tmp_path / name / "sigmoid_backward.py").write_text(text)
    paths = [tmp_path / name for name in ("ana", "bob", "eva")]
    out = tmp_path / "out"
    assert cli("grade", *paths, "--out", out, "--html").status == 0
    page = (out / "exercise-sigmoid_backward.html").read_text(encoding="utf-8")
    (line,) = re.findall(r"(sigmoid_backward-[0-9a-f]{8}) = &quot;&quot;", page)
    (out / "comments.toml").write_text(f"[comments]\n{line} = 'G is <missing>'\nsigmoid_backward-00000000 = 'x'\n")
    ran = cli("grade", *paths, "--out", out, "--html", "--seed", "3")
    assert ran.status == 0
    assert "sigmoid_backward-00000000" in ran.err
    said = [
        "G is &lt;missing&gt;" in (out / name / "report.html").read_text(encoding="utf-8")
        for name in ("ana", "bob", "eva")
    ]
    assert said == [True, True, False]
    assert (out / "comments.toml").is_file()  # an instructor's own file is never written


def test_comments_that_cannot_be_used_are_refused_before_anything_is_graded(cli, solved, tmp_path):
    comments = tmp_path / "said.toml"
    comments.write_text("[comments\n")
    for options, said in (
        (["--html", "--comments", comments], "not valid TOML"),
        (["--html", "--comments", tmp_path / "none.toml"], "cannot be read"),
        (["--comments", comments], "--html"),
        (["--html", "--pseudonyms"], "grade-class"),
    ):
        ran = cli("grade", solved, "--out", tmp_path / "out", *options)
        assert (ran.status, ran.err.count("\n")) == (2, 1)
        assert said in ran.err
        assert not (tmp_path / "out" / "ana").exists()


def test_nothing_is_written_into_a_submission(graded, class_):
    assert graded[0].status == 1
    assert [path.name for path in class_[0].iterdir()] == ["sigmoid_backward.py"]


def test_junit_is_written(graded):
    suites = ET.fromstring((graded[1] / "junit.xml").read_text(encoding="utf-8"))  # noqa: S314 -- our own
    assert [suite.get("name") for suite in suites] == IDS


def test_a_table_is_printed_and_the_rest_said_on_standard_error(graded):
    ran, out = graded
    assert [line.split()[0] for line in ran.out.splitlines()[3:10]] == IDS
    assert "Could not be graded:" in ran.out
    assert without_progress(ran.err) == (
        f"wrote 7 reports under {out}/new/reports\nwrote {out}/deep/er/all.json\nwrote {out}/junit.xml\n"
        f"wrote {out}/new/reports/index.html\n"
    )


def test_the_same_seed_gives_the_same_reports_but_for_the_seconds(cli, class_, reports, root, tmp_path):
    def without_seconds(some):
        for report in some:
            for check in (check for exercise in report["exercises"] for check in exercise["checks"]):
                for drawn in ("entries", "pictures"):  # only where a page is asked for
                    check["evidence"].pop(drawn, None)
        return [{**report, "seconds": None} for report in some]

    cli(
        "grade",
        *class_,
        "--seed",
        "7",
        "--jobs",
        "1",
        "--key",
        root / "solutions" / "quiz",
        "--json",
        tmp_path / "again.json",
    )
    assert without_seconds(json.loads((tmp_path / "again.json").read_text())) == without_seconds(reports)


def test_another_seed_gives_other_inputs(cli, class_, reports):
    ran = cli("grade", class_[4], "--seed", "8", "--json", "-")
    other = json.loads(ran.out)[0]
    assert other["score"] == reports[4]["score"] == 0

    def rationales(report):
        return [check["rationale"] for exercise in report["exercises"] for check in exercise["checks"]]

    assert rationales(other) != rationales(reports[4])


def test_without_a_seed_every_run_draws_its_own(cli, tmp_path):
    seeds = [json.loads(cli("grade", tmp_path, "--json", "-").out)[0]["grader"]["seed"] for _ in range(2)]
    assert seeds[0] != seeds[1]


def test_json_on_standard_output_is_alone_there(program, class_):
    ran = program("grade", class_[0], class_[1], "--json", "-", "--fail-under", "100", "--lang", "pt")
    assert ran.status == 1
    assert [report["lang"] for report in json.loads(ran.out)] == ["pt-BR", "pt-BR"]
    assert "máximo" in ran.err
    assert "Não foi possível avaliar:" in ran.err


@pytest.fixture(scope="module")
def eight_points(class_):
    return grade(class_[0])


@pytest.mark.parametrize(("part", "status"), [(0.0, 0), (0.99, 0), (1.01, 3)])
def test_a_low_score_is_3(eight_points, part, status):
    per_cent = 100 * eight_points.score / eight_points.max_score
    assert _status([eight_points], part * per_cent) == status
    assert _status([eight_points], None) == 0
    assert _status([], 100.0) == 0


def test_a_low_score_ends_the_program_with_3(cli, class_):
    ran = cli("grade", class_[4], "--fail-under", "1")
    assert ran.status == 3
    assert ran.out.startswith("ana: 0/")


def test_one_submission_is_explained_in_full(cli, class_):
    ran = cli("grade", class_[0], "--lang", "pt")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("ana: 8/")
    assert "✓ Valores da sigmoide · 2/2" in ran.out
    assert "\x1b" not in ran.out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--html"], "--html writes DIR/<submission>/report.html: name the DIR with --out"),
        (["--out", "{tmp}/file"], "{tmp}/file/report.json cannot be written: File exists"),
        (["--out", "{tmp}/file/below"], "{tmp}/file/below/report.json cannot be written: Not a directory"),
        (["--out", "{tmp}/out"], "{tmp}/out/ana/report.json cannot be written: File exists"),
        (["--json", "{tmp}"], "{tmp} cannot be written: Is a directory"),
        (["--json", "{tmp}/file/x"], "{tmp}/file/x cannot be written: "),
        (["--junit", "{tmp}"], "{tmp} cannot be written: Is a directory"),
        (["--json", "a\0b"], " cannot be written: "),
        *[
            ([option, ""], f"argument {option}: the name is empty")
            for option in ("--json", "--junit", "--csv", "--markdown", "--out", "--key")
        ],
        (["--markdown="], "argument --markdown: the name is empty"),
        *[
            ([option, "-"], f"argument {option}: - is no name here: only --json and --github write to standard output (--json -)")
            for option in ("--junit", "--csv", "--markdown", "--out")
        ],
        (["--csv", "{tmp}/x", "--json", "{tmp}/empty/../x"], "--json and --csv name the same file: {tmp}/x"),
        (["--junit", "{tmp}/file", "--markdown", "{tmp}/link"], "--junit and --markdown name the same file: {tmp}/link"),
        (["--json", "-", "--csv", "/dev/stdout"], "--json and --csv name the same file: /dev/stdout"),
        (["--csv", "/dev/fd/99999"], "/dev/fd/99999 cannot be written: Bad file descriptor"),
        (["--key", "{tmp}/none"], "{tmp}/none: there is no such file or folder"),
        (["--key", "{tmp}/empty"], "{tmp}/empty: there is no .toml file in this folder"),
        (["--key", "{tmp}/file"], "{tmp}/file: "),
        (["--key", "{root}/exercises/quiz/questions.toml"], "{root}/exercises/quiz/questions.toml: "),
    ],
)  # fmt: skip
def test_what_cannot_work_is_said_before_anything_is_graded(
    cli, one_line, tmp_path, root, class_, monkeypatch, options, said
):
    monkeypatch.setattr(module, "Sandbox", None)
    (tmp_path / "file").write_text("no TOML [")
    (tmp_path / "empty").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "ana").write_text("somebody's file")
    (tmp_path / "link").symlink_to("file")
    monkeypatch.chdir(tmp_path)
    places = {"tmp": tmp_path, "root": root}
    ran = cli("grade", class_[0], *(option.format(**places) for option in options))
    assert ran.status == 2
    assert said.format(**places) in one_line(ran)
    assert (tmp_path / "file").read_text() == "no TOML ["
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "file", "link", "out"]


def test_the_steps_summary_is_appended_to_and_any_other_file_replaced(cli, class_, tmp_path, monkeypatch):
    for name in ("step.md", "other.md"):
        (tmp_path / name).write_text("from an earlier step")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "step.md"))
    (tmp_path / "folder").mkdir()
    for name in ("folder/../step.md", "step.md", "other.md"):
        assert cli("grade", class_[0], "--seed", "7", "--markdown", tmp_path / name).status == 0
    once = (tmp_path / "other.md").read_text(encoding="utf-8")
    assert once.startswith("| submission |")
    assert (tmp_path / "step.md").read_text(encoding="utf-8") == f"from an earlier step\n\n{once.rstrip()}\n\n{once}"


def test_without_a_steps_summary_a_file_is_replaced(cli, class_, tmp_path, monkeypatch):
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "")
    for _ in range(2):
        cli("grade", class_[0], "--seed", "7", "--markdown", tmp_path / "summary.md")
    assert (tmp_path / "summary.md").read_text(encoding="utf-8").count("| submission |") == 1


PIPED = "{option} /dev/stdout | cat > {tmp}/into"


@pytest.mark.parametrize(
    ("line", "option", "begins"),
    [
        (PIPED, "--json", "["),
        (PIPED, "--junit", "<?xml"),
        (PIPED, "--markdown", "| submission |"),
        (PIPED, "--csv", "submission,"),
        ("{option} /dev/stdout > {tmp}/into", "--csv", "submission,"),
        ("{option} /dev/fd/2 2>&1 > /dev/null | cat > {tmp}/into", "--csv", "submission,"),
        ("{option} >(cat > {tmp}/into) > /dev/null; status=$?; wait $!; exit $status", "--csv", "submission,"),
        ("{option} {tmp}/link | cat > {tmp}/into", "--csv", "submission,"),
    ],
)
def test_what_is_no_file_is_written_to(shell, solved, tmp_path, line, option, begins):
    (tmp_path / "link").symlink_to("/dev/stdout")
    ran = shell(f"$A grade {solved} " + line.format(option=option, tmp=tmp_path))
    assert ran.status == 0
    assert "cannot be written" not in ran.err
    written = without_progress((tmp_path / "into").read_text(encoding="utf-8"))
    assert written.startswith(begins)
    if "/dev/stdout" in line:  # what else is said there comes after it
        assert "ana: 8/100 points" in written


@pytest.mark.parametrize("readme", ["README.md", "README.pt-BR.md"])
@pytest.mark.parametrize(("summary", "file"), [("", "summary.md"), ("../step.md", "../step.md")])
def test_the_readmes_line_for_ci_runs_in_a_learners_folder(shell, solved, root, readme, summary, file):
    text = (root / readme).read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith("autograder grade . "))
    ran = shell(f"cd {solved} && $A{line.removeprefix('autograder')}", GITHUB_STEP_SUMMARY=summary)
    assert (ran.status, ran.err.count("\n")) == (3, 4)  # three files written, and what is below 60 per cent
    assert all((solved / name).is_file() for name in ("report.json", "junit.xml", file))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("--csv /dev/full", "/dev/full cannot be written: "),
        ("--markdown /dev/stdout > /dev/full", "/dev/stdout cannot be written: "),
        ("--json - > /dev/full", "standard output cannot be written to: "),
        ("> /dev/full", "standard output cannot be written to: "),
    ],
)
def test_a_full_disk_is_one_line_and_no_statement_about_submissions(shell, solved, one_line, line, said):
    ran = shell(f"$A grade {solved} {line}")
    assert ran.status == 2
    assert one_line(ran).startswith(said)


GONE = "$A grade {paths} {options} | true; exit ${{PIPESTATUS[0]}}"


@pytest.mark.parametrize(
    ("names", "options", "status"),
    [
        (["ana"], "", 0),
        (["ana", "ana"], "", 0),
        (["ana", "missing"], "", 1),
        (["ana"], "--fail-under 99", 3),
        (["ana"], "--json -", 2),
        (["ana", "missing"], "--json -", 2),
    ],
)
def test_a_reader_that_leaves_costs_the_reports_but_no_grade(shell, solved, names, options, status):
    paths = " ".join(str(solved.with_name(name)) for name in names)
    ran = shell(GONE.format(paths=paths, options=options))
    assert (ran.status, ran.out) == (status, "")
    assert "Traceback" not in ran.err
    assert "autograder: " not in ran.err
    assert bool(ran.err) == ("--json" in options or "--fail-under" in options)  # the table is there then


def test_reports_for_a_closed_standard_output_are_not_delivered(shell, solved):
    assert shell(f"$A grade {solved} --json - >&-").status == 2
    assert shell(f"$A grade {solved} --json - > /dev/null").status == 0


@pytest.mark.parametrize("lang", ["en", "pt-BR"])
def test_the_help_says_what_2_means_and_which_file_is_appended_to(cli, lang):
    said = " ".join(cli("grade", "--help", "--lang", lang).out.split())
    assert "GITHUB_STEP_SUMMARY" in said
    assert {"en": "could not be delivered", "pt-BR": "não pôde ser entregue"}[lang] in said


def test_official_grades_need_isolation(cli, class_, monkeypatch):
    monkeypatch.setattr(
        Sandbox, "isolation", lambda _: IsolationReport(1, official=False, probes={"tcp_socket": "refused"})
    )
    ran = cli("grade", class_[0], "--official", "--json", "-")
    report = json.loads(ran.out)[0]
    assert ran.status == 1
    assert (report["status"], report["score"]) == ("ungradable", 0)
    assert "tier 1" in report["reason"]


@pytest.mark.parametrize(("options", "said"), [(["--official"], "tier 3 (official)"), ([], "tier 3 (not official)")])
def test_a_grade_is_official_where_that_was_asked_for_and_granted(cli, class_, monkeypatch, options, said):
    monkeypatch.setattr(Sandbox, "isolation", lambda _: IsolationReport(3, official=False, probes={"tcp": "refused"}))
    assert said in cli("grade", class_[0], *options).out


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="signals and /proc as Linux has them")
def test_an_interrupt_ends_everything_at_once(environment, tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "sigmoid_backward.py").write_text("import time\ntime.sleep(1000)\n")
    command = [
        sys.executable,
        "-m",
        "autograder",
        "grade",
        tmp_path / "one",
        tmp_path / "two",
        "--out",
        tmp_path / "out",
    ]
    # A job in the background of a shell is born ignoring interrupts, and so are its children; this one must not be.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    started = subprocess.Popen(
        command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    signal.signal(signal.SIGINT, before)
    while len(list(_below(started.pid))) < 3:  # the warm process and two learners'
        assert started.poll() is None
        time.sleep(0.02)
    family = list(_below(started.pid))
    os.kill(started.pid, signal.SIGINT)
    out, err = started.communicate(timeout=25)  # the learners' would sleep for 30 s
    assert (started.returncode, out, err) == (130, "", "autograder: interrupted\n")
    assert not any(Path(f"/proc/{pid}").exists() for pid in family)
    assert [path for path in (tmp_path / "out").rglob("*") if path.is_file()] == []


def _below(root):
    """Give the processes below this one."""
    parents = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it has ended meanwhile
            parents[int(status.parent.name)] = int(status.read_text().rpartition(")")[2].split()[1])
    found = {root}
    for _ in range(4):
        found |= {pid for pid, parent in parents.items() if parent in found}
    return found - {root}


CLASS = "submission,name,status,score,note\r\nana,class/ana,graded,3,late\r\nbia,class/bia,graded,5,\r\n"


def rows(path):
    return [line.split(",") for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_classs_scores_are_never_replaced_by_one_students(cli, one_line, class_, tmp_path):
    scores = tmp_path / "class.csv"
    scores.write_text(CLASS, encoding="utf-8")
    ran = cli("grade", class_[0], "--csv", scores)
    assert ran.status == 2
    assert "has rows of other submissions (bia), which would be lost: add --append" in one_line(ran)
    assert scores.read_text(encoding="utf-8") == CLASS.replace("\r\n", "\n")
    assert cli("grade", class_[0], "--csv", scores, "--append").status == 0
    head, ana, bia = rows(scores)
    assert head[:5] == ["submission", "name", "status", "score", "note"]
    assert ana[:5] == ["ana", str(class_[0]), "graded", "8", "late"]
    assert bia[:5] == ["bia", "class/bia", "graded", "5", ""]
    assert cli("grade", class_[5], "--csv", scores, "--append").status == 0
    assert [row[0] for row in rows(scores)] == ["submission", "ana", "bia", "empty"]
    assert list(tmp_path.iterdir()) == [scores]


def test_scores_of_the_same_submissions_are_replaced(cli, one_line, class_, tmp_path):
    scores = tmp_path / "class.csv"
    for _ in range(2):
        assert cli("grade", class_[0], "--csv", scores).status == 0
    assert [row[0] for row in rows(scores)] == ["submission", "ana"]
    scores.write_text("submission,note\nana,late\n", encoding="utf-8")
    assert "has columns that are none of a table of scores (note)" in one_line(cli("grade", class_[0], "--csv", scores))
    scores.write_text("what the dog ate\n", encoding="utf-8")
    ran = cli("grade", class_[0], "--csv", scores, "--append")
    assert ran.status == 2
    assert "is no table of scores to append to" in one_line(ran)
    assert "name the file with --csv" in one_line(cli("grade", class_[0], "--append"))


def test_what_fell_short_is_named(cli, class_):
    ran = cli("grade", class_[0], class_[4], "--fail-under", "8.5", "--lang", "pt")
    assert ran.status == 3
    assert (
        "abaixo de --fail-under 8,5: ana, 8/100 pontos (8 %); faltam sobretudo em xor_training (20), linear_backward (14), derivative_estimates (10)\n"
        in ran.err
    )
    assert "abaixo de --fail-under 8,5: ana-2, 0/100 pontos (0 %); faltam sobretudo em xor_training (20)" in ran.err


def test_a_platforms_download_is_a_report_for_each_person(cli, class_, tmp_path):
    for name, text in {"Érica Lima_12": GOOD, "Eva Souza_13": WRONG}.items():
        (tmp_path / f"{name}_assignsubmission_file_05_sigmoid_backward.py").write_text(text, encoding="utf-8")
    reports = json.loads(cli("grade", tmp_path, class_[0], "--json", "-").out)
    assert [(one["submission"]["id"], one["score"]) for one in reports] == [
        ("Erica_Lima", 8),
        ("Eva_Souza", 0),
        ("ana", 8),
    ]
    assert [one["submission"]["name"].rpartition("/")[2] for one in reports] == ["Érica Lima", "Eva Souza", "ana"]
    (tmp_path / "07_mse_backward.py").write_text("x = 1\n")
    ran = cli("grade", tmp_path)
    assert ran.status == 1
    assert "the files of several people (Eva Souza, Érica Lima)" in " ".join(ran.out.split())


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "--official and --seed exclude each other"), ("pt-BR", "não combinam")]
)
def test_official_grades_have_a_seed_that_nobody_knows(cli, one_line, solved, tmp_path, lang, said):
    ran = cli("grade", solved, "--official", "--seed", "7", "--out", tmp_path / "out", "--lang", lang)
    assert ran.status == 2
    assert said in one_line(ran)
    assert not (tmp_path / "out").exists()
    assert cli("grade", solved, "--seed", "7").status == 0


def test_what_learners_get_of_an_official_grade_names_no_seed(cli, solved, tmp_path):
    ran = cli("grade", solved, "--official", "--out", tmp_path, "--html", "--junit", tmp_path / "junit.xml",
              "--markdown", tmp_path / "summary.md")  # fmt: skip
    assert ran.status == 0
    seed = str(json.loads((tmp_path / "ana" / "report.json").read_text(encoding="utf-8"))["grader"]["seed"])
    assert "isolation tier" in ran.out
    texts = [
        ran.out,
        *(path.read_text(encoding="utf-8") for path in tmp_path.rglob("*") if path.suffix in {".html", ".xml", ".md"}),
    ]
    assert len(texts) == 4 + 1 + len(course().exercises)  # and the pages of the class
    assert not [text for text in texts if seed in text or "seed" in text]

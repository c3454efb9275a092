from __future__ import annotations

import platform
import threading
from dataclasses import replace

import numpy as np
import pytest

from autograder.cli.class_pages import students_of_run
from autograder.course.course import course
from autograder.grading import grade_exercise, pipeline, run_checks
from autograder.grading.pipeline import Grader, fresh_seed
from autograder.i18n.language import Text
from autograder.judging import source_diagnosis
from autograder.judging.report import IsolationReport
from autograder.quiz.parse import parse_questions
from autograder.sandbox import Sandbox, SandboxError

GOOD = (
    "import numpy as np\n\n\ndef sigmoid(z):\n    shrunk = np.exp(-np.abs(z))\n"
    "    return np.where(np.asarray(z) >= 0, 1 / (1 + shrunk), shrunk / (1 + shrunk))\n\n\n"
    "def sigmoid_backward(grad_output, output):\n    return grad_output * output * (1 - output)\n"
)
IDS = [entry.id for entry in course().exercises]


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox() as opened:
        yield opened


@pytest.fixture(scope="module")
def whole(sandbox):
    """A grader of the whole course."""
    return Grader(course(), parse_questions(course().questions), sandbox, 1, "en", probe=False)


@pytest.fixture(scope="module")
def grader(whole):
    """A grader of one quick exercise, without the quiz."""
    return replace(whole, questions=(), only=frozenset({"sigmoid_backward"}))


@pytest.fixture
def submission(tmp_path):
    """Make a submission with this source."""

    def made(name="ana", source=GOOD, file="sigmoid_backward.py"):
        (tmp_path / name).mkdir(exist_ok=True)
        (tmp_path / name / file).write_text(source)
        return tmp_path / name

    return made


def test_a_report_lists_every_exercise(whole, submission):
    report = whole.grade(submission())
    assert (report.status, report.reason, report.score, report.lang) == ("graded", "", 8, "en")
    assert [exercise.id for exercise in report.exercises] == IDS
    assert [exercise.status for exercise in report.exercises].count("not_attempted") == len(IDS) - 1
    assert report.max_score == sum(entry.exercise.points for entry in course().exercises if not entry.exercise.extra)
    assert report.quiz.max_score == sum(question.points for question in whole.questions)
    assert report.submission.files == ("sigmoid_backward.py",)
    assert (report.grader.seed, report.grader.course_sha256) == (1, course().sha256)
    assert report.seconds > 0


def test_a_stub_and_comments_are_not_attempted(whole, submission):
    stub = course().exercises[1].stub("en").read_text()
    folder = submission(source=stub)
    submission(source="# later\n", file="linear_backward.py")
    submission(source="", file="delta_rule.py")
    report = whole.grade(folder)
    assert {exercise.status for exercise in report.exercises} == {"not_attempted"}
    assert report.score == 0
    assert [exercise.file for exercise in report.exercises].count(None) == len(IDS) - 3


def test_what_python_cannot_read_costs_that_exercise_alone(whole, submission):
    folder = submission(source="def sigmoid(z:\n    return z\n")
    (folder / "delta_rule.py").write_bytes(b"\xff\xfe\0\0 not text")
    report = whole.grade(folder)
    by_id = {exercise.id: exercise for exercise in report.exercises}
    assert report.status == "graded"
    for id_ in ("sigmoid_backward", "delta_rule"):
        assert by_id[id_].status == "failed"
        assert {check.status for check in by_id[id_].checks} <= {"error", "waiting"}
    assert by_id["xor_training"].status == "not_attempted"


def test_only_some_exercises_and_no_quiz(grader, submission):
    folder = submission()
    (folder / "answers.toml").write_text('[answers]\nslope-of-square-at-3 = "6"\n')
    report = grader.grade(folder)
    assert [exercise.id for exercise in report.exercises] == ["sigmoid_backward"]
    assert (report.score, report.max_score) == (8, 8)
    assert (report.quiz.questions, report.quiz.notes, report.quiz.max_score) == ((), (), 0)


def test_a_note_says_what_stopped_a_file_that_still_earns_points(grader, submission):
    report = grader.grade(submission(source=GOOD + "\nprint('hello')\n1 / 0\n"))
    assert report.score == 8
    assert any("ZeroDivisionError" in note for note in report.exercises[0].notes)
    assert report.exercises[0].printed == "hello\n"


def test_imports_that_nothing_uses_cost_nothing_and_are_told_in_one_sentence(whole, submission):
    source = f"from tqdm import tqdm\nimport torch.nn as nn\nfrom my_helpers import *\n{GOOD}"
    bare, with_them = whole.grade(submission("bare")), whole.grade(submission("ana", source))
    assert with_them.score == bare.score > 0
    (exercise,) = [one for one in with_them.exercises if one.notes]
    libraries, own = exercise.notes
    assert "No module named 'tqdm' (line 1: `from tqdm import tqdm`); " in libraries
    assert "No module named 'torch' (line 2: `import torch.nn as nn`): what is imported there" in libraries
    assert "No module named 'my_helpers'" in own
    assert "copy it into this file" in own
    (exercise,) = [one for one in replace(whole, lang="pt-BR").grade(submission("b", source)).exercises if one.notes]
    assert all("não custa nada enquanto nada o usar" in note for note in exercise.notes)


def test_a_report_says_which_python_and_numpy_graded(whole, submission):
    report = whole.grade(submission())
    assert (report.grader.python, report.grader.numpy) == (platform.python_version(), np.__version__)
    assert not any("numpy" in note for note in report.submission.notes)


def test_a_numpy_that_may_grade_otherwise_is_told(grader, submission, monkeypatch):
    monkeypatch.setattr(pipeline.np, "__version__", "2.2.0")
    report = grader.grade(submission())
    assert report.grader.numpy == "2.2.0"
    assert report.submission.notes[0].startswith("numpy 2.2.0 computes here")


def test_one_exercise_that_sleeps_leaves_time_to_the_others(whole, submission):
    folder = submission(source="import time\ntime.sleep(1000)\n")
    submission(source="def gradient_step(*a): raise ValueError('reached')\n", file="delta_rule.py")
    pair = replace(whole, only=frozenset({"sigmoid_backward", "delta_rule"}), wall_seconds=6.0, at_once=False)
    report = pair.grade(folder)
    assert [exercise.status for exercise in report.exercises] == ["failed", "failed"]
    assert "still running after " in report.exercises[0].checks[0].rationale
    assert not any("still running" in check.rationale for check in report.exercises[1].checks)
    assert report.status == "graded"


def test_time_counts_only_while_the_learner_s_code_runs_or_is_waited_for(whole, submission, monkeypatch):
    folder = submission()
    submission(file="delta_rule.py")
    walls = []

    def graded(entry, source, sandbox, seed, lang, wall_seconds, **_):
        walls.append(wall_seconds)
        report, used = grade_exercise.grade_exercise(entry, source, sandbox, seed, lang, wall_seconds)
        assert 0 < used < wall_seconds
        return report, 10.0

    clock = iter(range(0, 10**9, 1_000))  # the grader is slow: each look at the clock is a thousand seconds later
    monkeypatch.setattr(pipeline.time, "perf_counter", lambda: next(clock))
    monkeypatch.setattr(pipeline, "grade_exercise", graded)
    only = frozenset({"sigmoid_backward", "delta_rule"})
    replace(whole, only=only, wall_seconds=60.0, at_once=False).grade(folder)
    assert walls == [29.5, 25.0]  # half of what is left without the second that the other one has at least


def test_a_fault_of_the_grader_is_told_and_leaves_the_others(grader, submission, monkeypatch):
    first, second = submission("first"), submission("second")
    checks_run = grade_exercise.run_checks

    def failing(exercise, seed, session):
        if not failed:
            failed.append(True)
            raise ZeroDivisionError("a bug\nof ours \x1b[2J")
        return checks_run(exercise, seed, session)

    failed = []
    monkeypatch.setattr(grade_exercise, "run_checks", failing)
    one, other = replace(grader, at_once=False).grade_all([first, second])
    assert (one.status, one.score, one.max_score, one.exercises) == ("ungradable", 0, 8, ())
    assert "the grader itself failed on this submission (ZeroDivisionError: a bug of ours \\x1b[2J)" in one.reason
    assert one.submission.id == "first"
    assert len(one.submission.sha256) == 64
    assert (other.status, other.score) == ("graded", 8)


def test_a_check_on_which_the_grader_fails_costs_that_check_alone_and_a_person_hears_of_it(
    whole, submission, monkeypatch
):
    judge_values = run_checks.judge_values

    def failing(exercise, check, cases, outcomes):
        if check.id == "sigmoid":
            raise IndexError("tuple index out of range")
        return judge_values(exercise, check, cases, outcomes)

    monkeypatch.setattr(run_checks, "judge_values", failing)
    assert "sigmoid" in {check.id for check in course().exercises[IDS.index("sigmoid_backward")].exercise.checks}
    folder = submission()
    submission(source="1 / 0\n", file="delta_rule.py")
    grader = replace(whole, questions=(), only=frozenset({"sigmoid_backward", "delta_rule"}))
    report = grader.grade(folder)
    by_id = {exercise.id: exercise for exercise in report.exercises}
    checks = {check.id: check for check in by_id["sigmoid_backward"].checks}
    assert (report.status, report.reason) == ("graded", "")
    assert (checks["sigmoid"].status, checks["sigmoid"].score) == ("error", 0)
    assert "IndexError: tuple index out of range" in checks["sigmoid"].rationale
    assert all(check.status == "passed" for id_, check in checks.items() if id_ != "sigmoid")
    assert any("ZeroDivisionError" in check.rationale for check in by_id["delta_rule"].checks)
    (note,) = report.submission.notes
    assert note.startswith(
        f"the grader itself failed while judging sigmoid_backward “{checks['sigmoid'].title}”: a person"
    )
    (note,) = replace(grader, lang="pt-BR").grade(folder).submission.notes
    assert "equipe do curso precisa olhar" in note


def test_a_fault_in_reading_the_order_of_parameters_changes_no_verdict(grader, submission, monkeypatch):
    wrong = submission(source="def sigmoid(z): return z\n")
    before = grader.grade(wrong)
    monkeypatch.setattr(source_diagnosis, "told_of_order", lambda *_: {}["ours"])
    assert replace(grader.grade(wrong), seconds=0.0) == replace(before, seconds=0.0)


@pytest.mark.parametrize("probe", [True, False])
def test_a_sandbox_that_cannot_start_is_no_fault_of_the_learner(grader, submission, monkeypatch, probe):
    def refused(*_args, **_settings):
        raise SandboxError(Text(en="no processes here", pt="não há processos aqui")())

    for way in ("open", "batch", "isolation"):
        monkeypatch.setattr(Sandbox, way, refused)
    report = replace(grader, probe=probe, lang="pt-BR").grade(submission())
    assert (report.status, report.reason, report.score) == ("ungradable", "não há processos aqui", 0)
    assert report.isolation == IsolationReport(0, official=False, probes={})


def test_reading_that_fails_by_a_fault_of_ours(grader, submission, monkeypatch):
    def failing(*_):
        raise RuntimeError("ours")

    monkeypatch.setattr(pipeline, "understood", failing)
    report = grader.grade(submission(), "ana-2")
    assert (report.status, report.submission.id, report.submission.name) == ("ungradable", "ana-2", str(submission()))
    assert "RuntimeError: ours" in report.reason


@pytest.mark.parametrize(
    ("tier", "status", "is_official"), [(2, "graded", True), (1, "ungradable", False), (0, "ungradable", False)]
)
def test_official_grades_need_tier_2(grader, submission, monkeypatch, tier, status, is_official):
    found = IsolationReport(tier, official=tier >= 2, probes={"tcp_socket": "refused"})
    monkeypatch.setattr(Sandbox, "isolation", lambda _: found)
    report = replace(grader, official=True, probe=True).grade(submission())
    assert (report.status, report.isolation.tier, report.isolation.official) == (status, tier, is_official)
    unofficial = replace(grader, probe=True).grade(submission())
    assert (unofficial.status, unofficial.isolation.official) == ("graded", False)


def test_reports_keep_the_order_of_the_paths_whoever_is_ready_first(grader, submission, tmp_path):
    slow = submission("slow", "import time\ntime.sleep(0.5)\n" + GOOD)
    paths = [slow, tmp_path / "none", submission("quick")]
    ready = []
    reports = list(grader.grade_all(paths, 2, lambda report: ready.append(report.submission.id)))
    assert [report.submission.id for report in reports] == ["slow", "none", "quick"]
    assert sorted(ready) == ["none", "quick", "slow"]
    assert ready[0] == "none"


def test_ids_are_safe_and_told_apart(grader, tmp_path):
    paths = [tmp_path / "a" / "x.zip", tmp_path / "b" / "X", str(tmp_path / "ç ã"), f"{tmp_path}/../", "", "a\0b"]
    reports = list(grader.grade_all(paths))
    ids = [report.submission.id for report in reports]
    assert ids[:3] == ["x", "X-2", "c_a"]
    assert all(id_ and "/" not in id_ and "\0" not in id_ and not id_.startswith(".") for id_ in ids)
    assert len({id_.casefold() for id_ in ids}) == len(ids)
    assert [report.submission.name for report in reports] == [str(path) for path in paths]


def test_what_hears_of_reports_may_end_the_run(whole, submission):
    """A report that cannot be written ends it; nothing that runs is waited for, and nothing more is heard of."""
    heard = []
    lock = threading.Lock()

    def done(report):
        with lock:
            heard.append(report.submission.id)
        raise OSError("disk full")

    with Sandbox() as own:
        quick = submission("quick")
        slow = [submission(f"slow{number}", "import time\ntime.sleep(1000)\n") for number in range(3)]
        grader = replace(whole, sandbox=own, only=frozenset({"sigmoid_backward"}))
        with pytest.raises(OSError, match="disk full"):
            list(grader.grade_all([quick, *slow], 2, done))
        assert own._closed
    assert heard == ["quick"]


def test_the_same_seed_gives_the_same_report(grader, submission):
    wrong = submission(source="def sigmoid(z): return z\n")
    one, again, other = (replace(replace(grader, seed=seed).grade(wrong), seconds=0.0) for seed in (1, 1, 2))
    assert one == again
    assert one.exercises != other.exercises


def test_fresh_seeds_can_be_kept_by_any_reader_of_json():
    seeds = {fresh_seed() for _ in range(50)}
    assert len(seeds) == 50
    assert all(0 <= seed < 2**53 and int(float(seed)) == seed for seed in seeds)


def test_parameters_in_another_order_are_told_from_the_source(whole, submission):
    source = (
        "def forward_difference(J, w, epsilon=1e-3):\n    return (J(w + epsilon) - J(w)) / epsilon\n\n\n"
        "def central_difference(w, J, epsilon=1e-3):\n    return (J(w + epsilon) - J(w - epsilon)) / (2 * epsilon)\n"
    )
    grader = replace(whole, questions=(), only=frozenset({"derivative_estimates"}))
    (exercise,) = grader.grade(submission(source=source, file="derivative_estimates.py")).exercises
    forward, central, *_ = exercise.checks
    assert forward.status == "passed"
    assert central.status == "error"
    assert central.diagnosis["mistake"] == "parameters-in-another-order"
    assert "`def central_difference(J, w, epsilon)`" in central.help
    assert "`def central_difference(w, J, epsilon)`" in central.help


def test_answers_that_two_share_are_noted_in_both_reports_and_cost_nothing(whole, submission):
    quick = replace(whole, only=frozenset({"sigmoid_backward"}))
    ids = [question.id for question in whole.questions[:6]]
    text = "[answers]\n" + "".join(f'{id_} = "a"\n' for id_ in ids)
    paths = [submission(name, text, "answers.toml") for name in ("ana", "bia", "caio")]
    (paths[2] / "answers.toml").write_text(text + "# mine\n")
    reports = list(quick.grade_all(paths, 2))
    told = [[note for note in report.submission.notes if "byte for byte" in note] for report in reports]
    assert [len(notes) for notes in told] == [1, 1, 0]
    assert len({report.quiz.score for report in reports}) == 1
    alone = quick.grade(paths[0])
    assert not any("byte for byte" in note for note in alone.submission.notes)


def test_a_script_of_a_notebook_is_graded_as_the_notebook(grader, submission):
    source = (
        "# In[1]:\n\nget_ipython().run_line_magic('matplotlib', 'inline')\nif 'google.colab' in str(get_ipython()):\n"
        "    raise SystemExit\nfiles = !ls\ndisplay(files)\n\n# In[2]:\n\nboom\n\n\n# In[3]:\n\nasync def one():\n    return 1\n\n"
        "unit = await one()\n"
    )
    work = GOOD.replace("1 / (1 + shrunk)", "unit / (1 + shrunk)").replace(
        "    return grad", "    display(output)\n    return grad"
    )
    report = grader.grade(submission(source=source + work))
    (exercise,) = report.exercises
    assert (exercise.status, exercise.score) == ("passed", 8)
    (stopped,) = [note for note in exercise.notes if "stopped with" in note]
    assert "NameError: name 'boom' is not defined" in stopped
    assert "line 11: " in stopped
    assert any("line 3: get_ipython().run_line_magic" in note for note in exercise.notes)


def test_what_changed_after_it_was_graded_is_compared_with_nobody(grader, submission):
    folder = submission()
    report = grader.grade(folder)
    for source, compared in ((GOOD, {"sigmoid_backward": GOOD}), (f"{GOOD}# later", {})):
        submission(source=source)
        (student,) = students_of_run([report], [folder], course())
        assert student.sources == compared

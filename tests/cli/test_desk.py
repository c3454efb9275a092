"""The learner's desk: where one stands, the next step, hints remembered, an exercise begun anew, what comes back."""

from __future__ import annotations

import json
import tomllib
from datetime import date, timedelta

import pytest

from autograder.cli import progress as progress_module
from autograder.cli import review, standing
from autograder.course.course import course, find
from autograder.judging.mistake_names import NAMES
from autograder.workspace.progress_file import PROGRESS, Progress, ReviewItem, read_progress, save_progress

DAY = date(2026, 3, 2)
WRONG = """\
import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -700, 700)))


def sigmoid_backward(grad_output, output):
    return output * (1 - output)
"""


@pytest.fixture
def workspace(cli, tmp_path):
    cli("start", tmp_path)
    return tmp_path


@pytest.fixture
def on(monkeypatch):
    """Make it another day."""

    def day(today):
        for module in (standing, review):
            monkeypatch.setattr(module, "today", lambda: today)

    day(DAY)
    return day


def last_lines(ran):
    return " ".join(ran.out.split("next: ")[-1].split())


def test_without_a_command_in_any_folder_the_way_in_is_shown(cli, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    ran = cli()
    assert (ran.status, ran.err) == (0, "")
    assert "autograder start" in ran.out
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["next", "progress", "hint", "reset", "review", "report", "watch", "quiz"])
def test_elsewhere_than_in_a_workspace_nothing_is_written(cli, one_line, tmp_path, command):
    ran = cli(command, "--dir", tmp_path, *(["05"] if command == "reset" else []))
    assert ran.status == 2
    assert "is no workspace" in one_line(ran)
    assert list(tmp_path.iterdir()) == []


def test_a_check_outside_of_a_workspace_leaves_nothing_behind(cli, solved):
    cli("check", "05", "--dir", solved)
    assert [path.name for path in solved.iterdir()] == ["sigmoid_backward.py"]


def test_where_one_stands_follows_the_files(cli, workspace, monkeypatch, root):
    monkeypatch.chdir(workspace)
    assert "0 of 100 points" in cli().out
    assert "start with" not in cli().out
    (workspace / "05_sigmoid_backward.py").write_text(WRONG)
    assert "05 sigmoid_backward            –/8  not checked as it is now" in cli().out
    assert last_lines(cli("next")).startswith("check what you have written in 05_sigmoid_backward.py")
    cli("check", "05")
    assert "✗ 05 sigmoid_backward" in cli().out or "~ 05 sigmoid_backward" in cli().out
    assert last_lines(cli("next")).startswith(
        "go back to chain_rule (The chain rule), on which sigmoid_backward builds"
    )
    solution = (root / "solutions/05_sigmoid_backward/sigmoid_backward.py").read_text()
    (workspace / "05_sigmoid_backward.py").write_text(solution)
    assert "? 05 sigmoid_backward" in cli().out
    assert cli("check", "05").status == 0
    assert "8 of 100 points" in cli().out
    assert "✓ 05 sigmoid_backward" in cli("progress").out


def test_a_notebook_that_was_run_again_is_the_same_work(cli, workspace):
    path = workspace / "05_sigmoid_backward.ipynb"
    page = json.loads(path.read_text())
    cell = next(cell for cell in page["cells"] if "def sigmoid_backward" in "".join(cell["source"]))
    cell["source"] = WRONG
    path.write_text(json.dumps(page))
    cli("check", "05", "--dir", workspace)
    cell["execution_count"], page["metadata"]["x"] = 7, 1
    path.write_text(json.dumps(page))
    assert "not checked as it is now" not in cli("progress", "--dir", workspace).out
    cell["source"] += "\n\nx = 1\n"
    path.write_text(json.dumps(page))
    assert "not checked as it is now" in cli("progress", "--dir", workspace).out


def test_a_pass_leads_on_in_the_workspace(cli, workspace, root):
    path = workspace / "01_derivative_estimates.py"
    path.write_text((root / "solutions/01_derivative_estimates/derivative_estimates.py").read_text())
    ran = cli("check", "01", "--dir", workspace)
    assert ran.status == 0
    assert last_lines(ran).startswith("open 02_symbolic_derivatives.py")
    assert last_lines(ran).endswith(f"autograder check symbolic_derivatives --dir {workspace}")


def test_what_fails_comes_first_and_what_passed_is_folded(cli, workspace, root):
    (workspace / "03_chain_rule.py").write_text((root / "solutions/03_chain_rule/chain_rule.py").read_text())
    (workspace / "05_sigmoid_backward.py").write_text(WRONG)
    out = cli("check", "--dir", workspace).out
    assert out.index("sigmoid_backward") < out.index("✓ chain_rule") < out.index("derivative_estimates")
    assert "A chain of two functions" not in out  # of an exercise that passed
    assert "    ✓ Values of the sigmoid" in out  # the checks that passed beside the ones that did not


def test_when_everything_is_done_it_is_handed_in(cli, workspace, root, monkeypatch):
    monkeypatch.setattr(standing, "open_questions", lambda _: (0, 0))
    for entry in course().exercises:
        text = (root / "solutions" / entry.name / f"{entry.id}.py").read_text()
        (workspace / f"{entry.name}.py").write_text(text)
    assert "hand in this folder" in last_lines(cli("check", "--dir", workspace))


@pytest.mark.parametrize(("open_", "command"), [((3, 2), "quiz"), ((0, 2), "quiz --wrong")])
def test_the_quiz_that_is_next_has_questions_to_ask(cli, workspace, root, monkeypatch, open_, command):
    monkeypatch.setattr(standing, "open_questions", lambda _: open_)
    entries = course().exercises
    for entry in entries:
        text = (root / "solutions" / entry.name / f"{entry.id}.py").read_text()
        (workspace / f"{entry.name}.py").write_text(text)
    cli("check", "--dir", workspace)
    out = cli("next", "--dir", workspace).out
    assert f"  autograder {command} --dir " in out
    assert f"not right yet: {sum(open_)}" in out


def test_hints_go_on_where_they_were_and_fit_what_failed(cli, workspace):
    hints = find(course(), "05").exercise.hints
    (workspace / "05_sigmoid_backward.py").write_text(WRONG)
    cli("check", "05", "--dir", workspace)
    shown = [" ".join(cli("hint", "05", "--dir", workspace).out.split()) for _ in hints]
    assert "where “∂cost/∂z against the numeric gradient” does not pass yet" in shown[0]
    assert hints[0].en in shown[0]  # it is the one on backward
    assert all(any(hint.en in text for text in shown) for hint in hints)
    again = " ".join(cli("hint", "05", "--dir", workspace).out.split())
    assert "have been shown; here they are again" in again
    assert all(hint.en in again for hint in hints)
    assert read_progress(workspace).hints == {"sigmoid_backward": tuple(range(1, len(hints) + 1))}


def test_a_hint_without_a_name_is_for_the_exercise_at_hand(cli, workspace):
    assert "Hint 1 of" in cli("hint", "--dir", workspace).out
    assert list(read_progress(workspace).hints) == ["derivative_estimates"]


def test_a_hint_without_a_name_is_for_what_was_checked_last_and_fails(cli, workspace):
    (workspace / "05_sigmoid_backward.py").write_text(WRONG)
    (workspace / "03_chain_rule.py").write_text("def derivative_of_chain(fs, ds, x):\n    return 0\n")
    cli("check", "03", "--dir", workspace)
    cli("check", "05", "--dir", workspace)
    assert cli("hint", "--dir", workspace).out.startswith("sigmoid_backward, where “")


def test_reset_keeps_the_old_work_each_time_and_it_counts_no_longer(cli, workspace):
    path = workspace / "05_sigmoid_backward.py"
    stub = path.read_text()
    for text in (WRONG, WRONG + "# again\n"):
        path.write_text(text)
        ran = cli("reset", "05", "--dir", workspace)
        assert (ran.status, ran.err) == (0, "")
        assert path.read_text() == stub
    assert (workspace / "05_sigmoid_backward.py.old").read_text() == WRONG
    assert (workspace / "05_sigmoid_backward.py.2.old").read_text() == WRONG + "# again\n"
    assert "is as it was handed out" in cli("reset", "05", "--dir", workspace).out
    assert "– sigmoid_backward" in cli("check", "05", "--dir", workspace).out


def test_a_notebook_with_work_is_kept_and_one_that_was_only_run_is_left(cli, workspace):
    path = workspace / "05_sigmoid_backward.ipynb"
    page = json.loads(path.read_text())
    page["cells"][-1]["execution_count"] = 3
    path.write_text(json.dumps(page))
    assert cli("reset", "05", "--dir", workspace).out.count("as it was handed out") == 2
    page["cells"].append({"cell_type": "markdown", "metadata": {}, "source": "my thoughts", "id": "x"})
    path.write_text(json.dumps(page))
    cli("reset", "05", "--dir", workspace)
    assert "my thoughts" in (workspace / "05_sigmoid_backward.ipynb.old").read_text()


def test_a_mistake_comes_back_later_and_later_until_it_is_known(cli, workspace, on):
    (workspace / "05_sigmoid_backward.py").write_text(WRONG)
    cli("check", "05", "--dir", workspace)
    (item,) = read_progress(workspace).review
    assert (item.kind, item.exercise, item.due) == ("mistake", "sigmoid_backward", DAY + timedelta(days=1))
    assert "Nothing is due today." in cli("review", "--dir", workspace).out
    day = DAY
    for days in (1, 3, 7, 21):
        day += timedelta(days=days)
        on(day - timedelta(days=1))
        assert "Nothing is due today." in cli("review", "--dir", workspace).out
        on(day)
        assert f"(autograder review --dir {workspace})" in cli("progress", "--dir", workspace).out
        question = review.mistake_question(find(course(), "05").exercise, item, day)
        (right,) = question.part.key.letters
        assert NAMES[item.id].en in next(one.text.en for one in question.part.options if one.letter == right)
        ran = cli("review", "--dir", workspace, typed=f"{right}\n")
        assert "Right at once: 1 of 1." in ran.out
    assert read_progress(workspace).review == ()


@pytest.mark.usefixtures("on")
def test_a_wrong_answer_begins_anew(cli, workspace):
    before = (workspace / "answers.toml").read_text()
    item = ReviewItem("question", "slope-of-square-at-3", DAY, times=2)
    save_progress(workspace, Progress(review=(item,)))
    ran = cli("review", "--dir", workspace, typed="-999\n\n")
    assert "Not yet." in ran.out
    (item,) = read_progress(workspace).review
    assert (item.times, item.due) == (0, DAY + timedelta(days=1))
    assert (workspace / "answers.toml").read_text() == before


@pytest.mark.usefixtures("on")
def test_what_was_skipped_stays_due_and_what_the_course_lost_is_said(cli, workspace):
    items = (ReviewItem("question", "slope-of-square-at-3", DAY), ReviewItem("mistake", "gone", DAY, exercise="gone"))
    save_progress(workspace, Progress(review=items))
    ran = cli("review", "--dir", workspace, typed="\n")
    assert "1 items are no longer in this version" in ran.out
    assert read_progress(workspace).review == items[:1]


@pytest.mark.parametrize(
    ("text", "said"),
    [("x = [", "cannot be read"), ("checked = 3\n", "the entry checked"), ("[checked.x]\non = 3\n", "the entry checked.x.on"),
     ('[hints]\nx = ["a"]\n', "the entry hints.x"), ('[[review]]\nkind = "odd"\nid = "x"\ndue = 2026-01-01\n', "the entry review 1.kind"),
     ("[[review]]\n", "the entry review 1"), ("\udcff", "cannot be read")],
)  # fmt: skip
def test_a_progress_file_that_is_broken_is_named_and_left_as_it_is(cli, workspace, text, said):
    path = workspace / PROGRESS
    path.write_text(text, errors="surrogateescape")
    before = path.read_bytes()
    for command in (["progress"], ["check", "05"], ["hint", "05"]):
        ran = cli(*command, "--dir", workspace)
        assert ran.err.startswith(f"autograder: {path} cannot be read (")
        assert said in ran.err
        assert "Traceback" not in ran.err
    assert cli("review", "--dir", workspace).status == 1
    assert path.read_bytes() == before


def test_progress_survives_odd_texts(tmp_path):
    odd = 'f("a\\\x7f\u2028“”")'
    kept = Progress(review=(ReviewItem("mistake", "m", DAY, 1, "e", odd, "\t", '"'),), hints={"e": (1, 3)})
    save_progress(tmp_path, kept)
    assert read_progress(tmp_path) == kept
    assert tomllib.loads((tmp_path / PROGRESS).read_text())["review"][0]["call"] == odd


def test_start_on_a_folder_half_done_names_the_next_thing(cli, workspace, root):
    path = workspace / "01_derivative_estimates.py"
    path.write_text((root / "solutions/01_derivative_estimates/derivative_estimates.py").read_text())
    cli("check", "01", "--dir", workspace)
    assert last_lines(cli("start", workspace)).startswith("open 02_symbolic_derivatives.py")


def test_the_report_is_a_page_that_is_written_again_but_never_over_another(cli, workspace, one_line):
    ran = cli("report", "--dir", workspace)
    assert ran.status == 1
    assert (workspace / "report.html").read_text().startswith("<!doctype html>")
    assert cli("report", "--dir", workspace).status == 1
    (workspace / "report.html").write_text("mine")
    ran = cli("report", "--dir", workspace)
    assert (ran.status, "is no report of ours" in one_line(ran)) == (2, True)
    assert (workspace / "report.html").read_text() == "mine"


def test_every_state_has_its_words():
    assert progress_module.STATES.keys() == progress_module.MARKS.keys()


def test_what_is_to_be_mended_is_named_by_file_and_line(cli, workspace):
    (workspace / "05_sigmoid_backward.py").write_text(WRONG)
    line = 1 + WRONG.partition("def sigmoid_backward")[0].count("\n")
    place = f"\n  {workspace}/05_sigmoid_backward.py:{line}\n"
    assert cli("check", "05", "--dir", workspace).out.endswith(place)


def test_an_exercise_that_is_looked_at_stays_the_next_one(cli, workspace):
    assert last_lines(cli("check", "09", "--dir", workspace)).startswith("open 09_delta_rule.py")

import zipfile
from pathlib import Path

import pytest

from autograder.submission import read_submission
from autograder.submission.flat_download import Share, shares
from autograder.submission.submission_model import Wanted

WANTED = {"first_steps": Wanted(("f",)), "forward_pass": Wanted(("sigmoid",))}
DONE = "def f(x):\n    return x\n"
CANVAS = [
    "silvaana_4711_9001_first_steps-1.py",
    "silvaana_4711_9002_forward_pass.py",
    "souzabia_LATE_4712_9003_first_steps.py",
]
MOODLE = ["Ana Lima_12_assignsubmission_file_first_steps.py", "Érica_13_assignsubmission_file_homework.py"]
NAMELESS = [
    "Participant_12_assignsubmission_file_first_steps.py",
    "Participant_13_assignsubmission_file_first_steps.py",
]
FOLDERS = [
    "Ana Lima_12_assignsubmission_file_/first_steps.py",
    "Bia Souza_13_assignsubmission_file_/lab/first_steps.py",
]
CLASSROOM = ["Ana Lima - first_steps.py", "Bia Souza - Cópia de first_steps.py"]
BRIGHTSPACE = [
    "12-9 - Ana Lima - May 1, 2024 1011 AM - first_steps.py",
    "13-9 - Bia Souza - May 2, 2024 1011 AM - first_steps.py",
]
BLACKBOARD = [
    "Lab_ana_attempt_2024-05-01-10-11-12_first_steps.py",
    "Lab_bia_attempt_2024-05-01-10-11-12_first_steps.py",
]


GRADESCOPE = ["submission_4711001/first_steps.py", "submission_4711002/first_steps.py"]
SAKAI = [
    "Lima, Ana(ana)/Submission attachment(s)/first_steps.py",
    "Souza, Bia(bia@x.org)/Submission attachment(s)/first_steps.py",
]
SIGAA = ["20210001_ANA LIMA_first_steps.py", "20210002_BIA SOUZA_first_steps.py"]


def folder(path, names):
    for name in names:
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text(DONE, encoding="utf-8")
    return path


def zipped(path, names):
    with zipfile.ZipFile(f"{path}.zip", "w") as archive:
        for name in names:
            archive.writestr(f"download/{name}", DONE)
    return f"{path}.zip"


def people(path):
    return [share.name if isinstance(share, Share) else share for share in shares(str(path), WANTED)]


@pytest.mark.parametrize("pack", [folder, zipped])
@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (CANVAS, ["silvaana", "souzabia"]),
        (MOODLE, ["Ana Lima", "Érica"]),
        (NAMELESS, ["Participant", "Participant"]),
        (FOLDERS, ["Ana Lima", "Bia Souza"]),
        (CLASSROOM, ["Ana Lima", "Bia Souza"]),
        (["silvaana_4711_9001_lab.py", "souzabia_4712_9003_lab.py"], ["silvaana", "souzabia"]),
        (BRIGHTSPACE, ["Ana Lima", "Bia Souza"]),
        (BLACKBOARD, ["ana", "bia"]),
        (GRADESCOPE, ["submission_4711001", "submission_4711002"]),
        (SAKAI, ["Lima, Ana", "Souza, Bia"]),
        (SIGAA, ["ANA LIMA", "BIA SOUZA"]),
    ],
)
def test_each_person_is_a_submission(tmp_path, pack, names, expected):
    path = pack(tmp_path / "class", names)
    assert people(path) == expected
    found = [read_submission(share, WANTED) for share in shares(str(path), WANTED)]
    assert [next(iter(one.sources)) for one in found] == ["first_steps"] * len(found)
    assert len({one.name for one in found}) >= len(set(expected))
    assert all(one.reason is None for one in found)
    if names is CANVAS:
        assert [one.files for one in found] == [("first_steps-1.py", "forward_pass.py"), ("first_steps.py",)]
    # Whoever asks for one report of it all is told what to do.
    assert "the files of several people" in read_submission(path, WANTED).reason.to("en")


@pytest.mark.parametrize(
    "names",
    [
        CANVAS[:2],
        ["semana_1_01_first_steps.py", "semana_2_02_forward_pass.py"],
        ["Ana Lima - first_steps.py", "Bia Souza - forward_pass.py"],  # they may be titles: nothing is there twice
        ["Lab 1 - first_steps.py", "Lab 2 - first_steps.py"],
        ["lab_2024_0501_first_steps.py", "aula_2024_0502_forward_pass.py"],
        ["lab_2024_0501_first_steps.py", "lab_2025_0501_first_steps.py"],
        ["first_steps.py", "first_steps (1).py"],
    ],
)
def test_what_may_be_one_persons_stays_one_submission(tmp_path, names):
    path = folder(tmp_path / "ana", names)
    assert people(path) == [str(path)]
    assert read_submission(path, WANTED).reason is None


def test_where_it_cannot_be_told_what_is_whose_that_is_said(tmp_path):
    path = folder(tmp_path / "class", [*CANVAS, "forward_pass.py"])
    assert people(path) == [str(path)]
    said = read_submission(path, WANTED).reason.to("en")
    assert "(silvaana, souzabia)" in said
    assert "grade those folders: `autograder grade " in said


def test_an_archive_that_is_all_a_person_has_is_the_submission(tmp_path):
    path = folder(tmp_path / "class", CANVAS)
    Path(zipped(tmp_path / "lab", ["first_steps.py"])).rename(path / "zorro_4714_9009_lab.zip")
    *_, zorro = shares(str(path), WANTED)
    found = read_submission(zorro, WANTED)
    assert (found.id, list(found.sources)) == ("zorro", ["first_steps"])


@pytest.mark.parametrize("path", ["nowhere", "no.zip", "a\0b"])
def test_what_cannot_be_read_is_told_of_elsewhere(tmp_path, monkeypatch, path):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "no.zip").write_text("no")
    assert shares(path, WANTED) == [path]

import io
import json
import os
import re
import tarfile
import zipfile
from dataclasses import FrozenInstanceError, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.i18n.language import LANGUAGES
from autograder.sandbox.protocol.calls import Cell
from autograder.submission import LIMITS, Wanted, read_submission, statements

STUB = "def sigmoid(z):\n    raise NotImplementedError\n"
DONE = "def sigmoid(z):\n    return z\n"
WANTED = {
    "sigmoid_backward": Wanted(("sigmoid", "sigmoid_backward"), statements(STUB)),
    "linear_backward": Wanted(("linear", "linear_backward")),
}
FILES = {
    "05_sigmoid_backward.py": DONE.encode(),
    "linear_backward.ipynb": json.dumps({"nbformat": 4, "cells": [{"cell_type": "code", "source": "x = 1"}]}).encode(),
    "answers.toml": b"[answers]\n",
    "notes.txt": b"nothing",
}
posix = pytest.mark.skipif(os.name != "posix", reason="links and pipes as POSIX has them")


def folder(path, files=FILES):
    for name, data in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(data)
    return path


def zipped(path, files=FILES, top=""):
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(top + name, data)
    return path


def tarred(path, files=FILES, top="", mode="w"):
    with tarfile.open(path, mode) as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(top + name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


def english(messages):
    return [message.to("en") for message in messages]


def reason(path, limits=LIMITS):
    found = read_submission(path, WANTED, limits)
    assert found.reason is not None
    assert (found.sources, found.files, found.answers, found.notes) == ({}, (), None, ())
    assert re.fullmatch("[0-9a-f]{64}", found.sha256)
    assert found.reason.to("pt-BR").startswith("não é possível ler")
    return found.reason.to("en")


def test_the_same_files_are_the_same_submission_however_they_come(tmp_path):
    found = [
        read_submission(folder(tmp_path / "lab"), WANTED),
        read_submission(zipped(tmp_path / "lab.zip"), WANTED),
        read_submission(zipped(tmp_path / "top.ZIP", top="lab/"), WANTED),
        read_submission(tarred(tmp_path / "lab.tar"), WANTED),
        read_submission(tarred(tmp_path / "lab.tar.gz", mode="w:gz"), WANTED),
        read_submission(str(tarred(tmp_path / "lab.tgz", mode="w:gz", top="./lab/")), WANTED),
        read_submission(zipped(tmp_path / "really-a-zip.tar.gz"), WANTED),
    ]
    assert [one.id for one in found] == ["lab", "lab", "top", "lab", "lab", "lab", "really-a-zip"]
    assert found[1].name == str(tmp_path / "lab.zip")
    first = found[0]
    assert first.files == ("05_sigmoid_backward.py", "answers.toml", "linear_backward.ipynb")
    assert list(first.sources) == ["sigmoid_backward", "linear_backward"]
    assert first.sources["sigmoid_backward"].cells == (Cell("05_sigmoid_backward.py", DONE),)
    assert first.answers == "[answers]\n"
    assert (first.notes, first.reason) == ((), None)
    for one in found[1:]:
        assert replace(one, id=first.id, name=first.name) == first


def test_the_hash_follows_names_and_contents_of_wanted_files_alone(tmp_path):
    def digest(name, files):
        return read_submission(folder(tmp_path / name, files), WANTED).sha256

    base = {"sigmoid_backward.py": b"x", "answers.toml": b"y"}
    same = digest("a", base)
    assert digest("b", {**base, "notes.txt": b"z"}) == same
    assert digest("c", {**base, "answers.toml": b"z"}) != same
    assert digest("d", {"linear_backward.py": b"x", "answers.toml": b"y"}) != same
    assert digest("e", {"sigmoid_backward.py": b"x"}) != same
    two = digest("f", {"linear_backward.py": b"x", "sigmoid_backward.py": b"y"})
    assert digest("g", {"linear_backward.py": b"xsigmoid_backward.pyy"}) != two


def test_a_submission_is_frozen(tmp_path):
    found = read_submission(tmp_path, WANTED)
    with pytest.raises(FrozenInstanceError):
        found.id = "other"


def test_an_empty_folder_is_readable_and_says_what_is_looked_for(tmp_path):
    found = read_submission(tmp_path, WANTED)
    assert (found.sources, found.reason, found.answers) == ({}, None, None)
    note, empty = english(found.notes)
    assert empty == "There is no file at all in what was handed in."
    assert "`sigmoid_backward`, `linear_backward`" in note


@pytest.mark.parametrize("name", ["sigmoid_backward.py", "05-sigmoid_backward.py", "homework.py", "HOMEWORK.PY"])
def test_a_single_script(tmp_path, name):
    (tmp_path / name).write_text(DONE)
    found = read_submission(tmp_path / name, WANTED)
    assert found.id == name[:-3]
    assert found.files == (name,)
    assert found.sources["sigmoid_backward"].cells == (Cell(name, DONE),)
    assert (len(found.sources["sigmoid_backward"].notes) == 1) == name.lower().startswith("homework")


def test_a_single_notebook(tmp_path):
    (tmp_path / "linear_backward.ipynb").write_bytes(FILES["linear_backward.ipynb"])
    found = read_submission(tmp_path / "linear_backward.ipynb", WANTED)
    assert found.sources["linear_backward"].cells == (Cell("cell 1", "x = 1"),)


def test_a_single_script_that_is_for_no_exercise_is_readable_and_says_so(tmp_path):
    (tmp_path / "sigmoid_bakward.py").write_text("x = 1")
    found = read_submission(tmp_path / "sigmoid_bakward.py", WANTED)
    assert (found.sources, found.reason) == ({}, None)
    assert "nearest: `sigmoid_backward`" in english(found.notes)[0]


def test_nothing_of_the_learner_is_run(tmp_path):
    trap = f"open({str(tmp_path / 'sprung')!r}, 'w')\n"
    cell = {"cell_type": "code", "source": f"!touch {tmp_path / 'sprung'}\n{trap}"}
    files = {
        "sigmoid_backward.py": trap.encode(),
        "linear_backward.ipynb": json.dumps({"nbformat": 4, "cells": [cell]}).encode(),
        "numpy.py": trap.encode(),
        "json.py": trap.encode(),
    }
    found = read_submission(folder(tmp_path / "lab", files), WANTED)
    assert len(found.sources) == 2
    assert not (tmp_path / "sprung").exists()


def test_a_bad_file_is_a_note_and_the_others_go_on(tmp_path):
    folder(tmp_path, {"linear_backward.py": DONE.encode(), "sigmoid_backward.py": b"#" * 1_000_001})
    found = read_submission(tmp_path, WANTED)
    assert list(found.sources) == ["sigmoid_backward", "linear_backward"]
    source = found.sources["sigmoid_backward"]
    assert (source.file, source.cells, source.attempted) == ("sigmoid_backward.py", (), True)
    assert "`sigmoid_backward.py` is not read: it is larger than 1000000 bytes" in source.problem.to("en")
    assert found.sources["linear_backward"].problem is None
    assert (found.notes, found.reason) == ((), None)  # it is said once, where it belongs


def test_a_folder_named_like_a_file_is_a_bad_file(tmp_path):
    (tmp_path / "sigmoid_backward.py").mkdir()
    found = read_submission(tmp_path, WANTED)
    assert "no regular file" in found.sources["sigmoid_backward"].problem.to("en")
    assert (found.notes, found.reason) == ((), None)


@posix
def test_a_file_that_is_a_link_is_a_problem_of_its_exercise(tmp_path):
    (tmp_path / "05_sigmoid_backward.py").symlink_to("nowhere")
    found = read_submission(tmp_path, WANTED)
    assert "links are not followed" in found.sources["sigmoid_backward"].problem.to("en")
    assert found.notes == ()


def test_a_file_in_an_archive_that_cannot_be_read_is_a_problem_of_its_exercise(tmp_path):
    found = read_submission(zipped(tmp_path / "lab.zip", {"sigmoid_backward.py": b"#" * 1_000_001}, "top/"), WANTED)
    assert "`sigmoid_backward.py` is not read: it is larger" in found.sources["sigmoid_backward"].problem.to("en")
    assert found.notes == ()


def test_a_bad_file_beside_a_good_one_is_a_note(tmp_path):
    found = read_submission(folder(tmp_path, {"sigmoid_backward.py": b"#" * 1_000_001, **FILES}), WANTED)
    assert found.sources["sigmoid_backward"].file == "05_sigmoid_backward.py"
    (note,) = english(found.notes)
    assert note.startswith("`sigmoid_backward.py` is not read")


@pytest.mark.parametrize("pack", [folder, zipped], ids=["folder", "zip"])
def test_copies_are_taken_where_nothing_else_is_there(tmp_path, pack):
    quiz = {"cells": [{"cell_type": "code", "source": "answer('a', 1)"}], "nbformat": 4}
    files = {
        "05_sigmoid_backward (1).py": DONE.encode(),
        "Linear_Backward.PY": b"x = 1",
        "06_linear_backward - Copia.py": b"x = 2",
        "linear_backward-Copy1.ipynb": json.dumps(quiz).encode(),
    }
    found = read_submission(pack(tmp_path / "a.zip", files), WANTED)
    assert found.sources["sigmoid_backward"].file == "05_sigmoid_backward (1).py"
    assert found.sources["linear_backward"].file == "Linear_Backward.PY"
    assert found.notes == ()
    proper = read_submission(pack(tmp_path / "b.zip", FILES), WANTED)
    both = read_submission(pack(tmp_path / "c.zip", {**files, **FILES}), WANTED)
    assert {id_: one.file for id_, one in both.sources.items()} == {
        id_: one.file for id_, one in proper.sources.items()
    }
    assert "Passed over: `05_sigmoid_backward (1).py`" in english(both.sources["sigmoid_backward"].notes)[0]


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("05_sigmoid_backward.ipynb.url", "a file of this kind cannot be graded"),
        ("sigmoid_backward.py.lnk", "a file of this kind cannot be graded"),
        (".sigmoid_backward.py.icloud", "a file of this kind cannot be graded"),
        ("sigmoid_backward.py.gz", "are not opened"),
        ("entrega.txt", "There are other files, such as `entrega.txt`"),
        ("sigmoid_backward.deepnote", "a file of this kind cannot be graded"),
        ("answers.json", "has no line `[answers]`"),
        ("respostas.txt", "Quiz answers are read from `answers.toml`"),
        ("quiz.html", "Quiz answers are read from `answers.toml`"),
    ],
)
def test_a_file_that_is_handed_in_for_the_work_is_named(tmp_path, file, said):
    found = read_submission(folder(tmp_path, {file: b"https://example.org"}), WANTED, asked=("slope",))
    assert said in " ".join(english(found.notes))


def test_folders_that_may_be_peoples_are_named(tmp_path):
    done = b"def sigmoid(): pass"
    apart = folder(tmp_path / "class", {"ana/sigmoid_backward.py": done, "bia/w3/sigmoid_backward.py": done})
    assert "The folders `ana`, `bia` hold files for the same exercise" in " ".join(
        english(read_submission(apart, WANTED).notes)
    )
    own = folder(tmp_path / "own", {"sigmoid_backward.py": done, "old/sigmoid_backward.py": done})
    assert read_submission(own, WANTED).notes == ()


def test_the_rest_is_left_unnamed_where_there_is_work(tmp_path):
    files = {
        "sigmoid_backward.py": b"def sigmoid(): pass",
        "notes.txt": b"",
        "quiz.html": b"",
        "answers.toml": b"a = 1",
    }
    assert read_submission(folder(tmp_path, files), WANTED, asked=("slope",)).notes == ()


def test_a_single_copy_is_known_by_its_name(tmp_path):
    path = tmp_path / "05_sigmoid_backward (1).py"
    path.write_text("x = 1")
    assert list(read_submission(path, WANTED).sources) == ["sigmoid_backward"]


@pytest.mark.parametrize("pack", [folder, zipped], ids=["folder", "zip"])
def test_archives_inside_are_named(tmp_path, pack):
    inner = zipped(tmp_path / "ana.zip").read_bytes()
    found = read_submission(pack(tmp_path / "class.zip", {"ana.zip": inner, "b/bruno.tgz": b""}), WANTED)
    nothing, packed = english(found.notes)
    assert nothing.startswith("No file of an exercise was found")
    assert "not opened: `ana.zip`, `b/bruno.tgz`" in packed


def test_a_file_that_cannot_be_decoded_is_a_problem_of_its_exercise(tmp_path):
    found = read_submission(folder(tmp_path, {"sigmoid_backward.py": b"x\0"}), WANTED)
    source = found.sources["sigmoid_backward"]
    assert (source.cells, source.attempted) == ((), True)
    assert "line 1, character 2" in source.problem.to("en")


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (b"a = '\xe9'\nb = 1 # \xc3\xa9", "Windows-1252"),
        ("a = 'é'\nb = 1 # é".encode("utf-16"), "UTF-16"),
        ("a = 'é'\nb = 1 # é".encode("utf-16-le"), "UTF-16"),
        ("a = 'é'\nb = 1 # é".encode("utf-16-be"), "UTF-16"),
    ],
)
def test_answers_in_another_encoding_are_read_and_that_is_said(tmp_path, data, encoding):
    found = read_submission(folder(tmp_path, {"answers.toml": data}), WANTED)
    assert found.answers == "a = 'é'\nb = 1 # é"
    assert any(f"read as {encoding}" in note for note in english(found.notes))


def test_answers_nearest_to_the_top_count_and_a_bom_is_no_matter(tmp_path):
    found = read_submission(folder(tmp_path, {"a/answers.toml": b"1", "answers.toml": b"\xef\xbb\xbf2\r\n"}), WANTED)
    assert found.answers == "2\r\n"
    assert "`answers.toml` holds the quiz answers" in english(found.notes)[0]


def test_huge_answers_are_a_note(tmp_path):
    found = read_submission(folder(tmp_path, {"answers.toml": b"#" * 1_000_001}), WANTED)
    assert found.answers is None
    assert "`answers.toml` is not read" in english(found.notes)[0]


@posix
@pytest.mark.parametrize("slash", ["", "/"])
def test_a_path_that_is_a_link_is_unreadable(tmp_path, slash):
    folder(tmp_path / "lab")
    (tmp_path / "link").symlink_to(tmp_path / "lab")
    assert "links are not followed" in reason(str(tmp_path / "link") + slash)


def test_a_path_below_a_link_is_fine(tmp_path):
    folder(tmp_path / "real" / "lab")
    (tmp_path / "term").symlink_to(tmp_path / "real")
    assert len(read_submission(tmp_path / "term" / "lab", WANTED).sources) == 2


@posix
def test_pipes_and_devices_are_unreadable(tmp_path):
    os.mkfifo(tmp_path / "sigmoid_backward.py")
    os.mkfifo(tmp_path / "lab.zip")
    os.mkfifo(tmp_path / "lab")
    assert "no regular file" in reason(tmp_path / "sigmoid_backward.py")
    assert "no regular file" in reason(tmp_path / "lab.zip")
    assert "none of what can be handed in" in reason(tmp_path / "lab")
    assert "none of what can be handed in" in reason("/dev/null")


@pytest.mark.parametrize("name", ["nowhere", "nowhere.zip", "nowhere/x.py", "", "x" * 5000])
def test_no_such_path_is_unreadable(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    assert "cannot be read" in reason(name)


@pytest.mark.parametrize("name", ["a\0b", "\ud800", "\0", "a\nb\x1b[31m{x}"])
def test_odd_paths_are_unreadable(name):
    said = reason(name)
    assert "\0" not in said
    assert "\x1b" not in said


def test_the_working_folder_has_its_own_name(tmp_path, monkeypatch):
    monkeypatch.chdir(folder(tmp_path / "ana"))
    found = read_submission(".", WANTED)
    assert (found.id, found.name, len(found.sources)) == ("ana", ".", 2)


@pytest.mark.parametrize("name", ["lab.rar", "lab.txt", "lab", "lab.tar.bz2"])
def test_other_kinds_of_files_are_unreadable(tmp_path, name):
    (tmp_path / name).write_bytes(b"x")
    assert "none of what can be handed in" in reason(tmp_path / name)


def test_what_is_over_the_caps_is_unreadable(tmp_path):
    (tmp_path / "sigmoid_backward.py").write_bytes(b"#" * 1_000_001)
    assert "larger than 1000000 bytes" in reason(tmp_path / "sigmoid_backward.py")
    zipped(tmp_path / "lab.zip", {"zeros": bytes(60_000_000), "sigmoid_backward.py": b"x = 1"})
    assert list(read_submission(tmp_path / "lab.zip", WANTED).sources) == ["sigmoid_backward"]  # nobody reads the zeros
    assert "larger than 1000 bytes" in reason(tmp_path / "lab.zip", replace(LIMITS, packed_bytes=1_000))
    folder(tmp_path / "many", {f"{number}/sigmoid_backward.py": b"" for number in range(20)})
    assert "more than 10 entries" in reason(tmp_path / "many", replace(LIMITS, read_entries=10))
    assert "more than 10 files and folders" in reason(tmp_path / "many", replace(LIMITS, seen_entries=10))


def test_unsafe_and_broken_archives_are_unreadable(tmp_path):
    zipped(tmp_path / "a.zip", {"../sigmoid_backward.py": b"x"})
    assert "leads out" in reason(tmp_path / "a.zip")
    (tmp_path / "b.zip").write_bytes(b"not a zip")
    assert "it is no .zip" in reason(tmp_path / "b.zip")
    (tmp_path / "c.zip").mkdir()
    assert read_submission(tmp_path / "c.zip", WANTED).reason is None


def test_a_folder_that_cannot_be_opened_is_unreadable(tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError(13, "no")

    monkeypatch.setattr("autograder.submission.tree.os.open", refuse)
    monkeypatch.setattr("autograder.submission.tree.os.scandir", refuse)
    assert "the permission to read it is missing" in reason(tmp_path)


@posix
def test_long_lists_of_notes_are_cut(tmp_path):
    for number in range(30):
        (tmp_path / f"link{number}").symlink_to("nowhere")
    notes = english(read_submission(tmp_path, WANTED).notes)
    assert notes[20] == "and 10 more notes of this kind"
    assert len(notes) == 22  # and that nothing was found


def test_a_course_without_exercises_has_nothing_to_say(tmp_path):
    folder(tmp_path)
    assert read_submission(tmp_path, {}).notes == ()


NAMES = st.sampled_from(
    ["sigmoid_backward.py", "1_linear_backward.ipynb", "answers.toml", "a/linear_backward.py", "x.py"]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        NAMES, st.binary(max_size=50) | st.text(max_size=50).map(lambda text: text.encode("utf-8", "surrogatepass"))
    )
)
def test_any_contents_are_read_without_a_crash(tmp_path_factory, files):
    path = folder(tmp_path_factory.mktemp("lab"), files)
    found = read_submission(path, WANTED)
    assert found.reason is None
    top = "a/" if files and all(name.startswith("a/") for name in files) else ""
    assert found.files == tuple(sorted(name.removeprefix(top) for name in files))
    messages = list(found.notes)
    for source in found.sources.values():
        messages += [*source.notes, *([source.problem] if source.problem else [])]
        assert source.problem is None or (source.attempted and not source.cells)
    assert all(message.to(lang) for message in messages for lang in LANGUAGES)


def test_every_text_has_the_same_places_in_both_languages():
    from string import Formatter

    from autograder.i18n.language import Text
    from autograder.submission import (
        answer_cells,
        archive,
        choose,
        entries,
        notebook_cells,
        nothing_defined,
        read,
        sources,
        tree,
        unused_files,
    )
    from autograder.submission import submission_model as refusals

    texts = [
        value
        for module in (
            answer_cells,
            archive,
            choose,
            entries,
            nothing_defined,
            notebook_cells,
            read,
            refusals,
            sources,
            tree,
            unused_files,
        )
        for value in vars(module).values()
        if isinstance(value, Text)
    ]
    assert len(texts) > 40
    for text in texts:
        en, pt = ({field for _, field, _, _ in Formatter().parse(words) if field} for words in (text.en, text.pt))
        assert en == pt
        assert text.en != text.pt or not text.en.strip("`{}")


def test_pure_modules_touch_no_files():
    import autograder.submission as package

    here = Path(package.__file__).parent
    touching = {
        path.stem
        for path in here.glob("*.py")
        if re.search(r"\bos\.(open|lstat|stat|scandir)\b|\bopen\(", path.read_text("utf-8"))
    }
    assert touching == {"archive", "flat_download", "read", "tree"}  # archive opens entries in memory

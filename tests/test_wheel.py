"""What is given away: the wheel and the sdist hold all that a learner needs, and no answer."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

from autograder import __version__

pytestmark = pytest.mark.slow  # a wheel is built and installed

ROOT = Path(__file__).resolve().parents[1]
NAME = f"backpropagation_autograder-{__version__}"
SOURCES = (
    "autograder",
    "exercises",
    "solutions",
    "pyproject.toml",
    "README.md",
    "CHANGELOG.md",
    "LICENSE",
    "requirements.lock",
)
SOLUTION = re.compile(r"### BEGIN SOLUTION\n(.*?)### END SOLUTION", re.DOTALL)
ORDINARY = 18  # characters; shorter lines say nothing
LANGUAGES = ("", "pt-BR/")

pytest.importorskip("build")
pytest.importorskip("hatchling")


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    """A copy of what packages are built from."""
    tree = tmp_path_factory.mktemp("tree")
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, tree)
    return tree


def build(tree, out, *options):
    command = [sys.executable, "-m", "build", "--no-isolation", *options, "--outdir", out, tree]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return out


@pytest.fixture(scope="module")
def built(tree, tmp_path_factory):
    """The folder with the wheel and the sdist, both built from the tree."""
    return build(tree, tmp_path_factory.mktemp("dist"), "--wheel", "--sdist")


@pytest.fixture(scope="module")
def wheel(built):
    """The files of the wheel, name → bytes."""
    with zipfile.ZipFile(built / f"{NAME}-py3-none-any.whl") as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def sdist(built):
    """The files of the sdist, name → bytes, below its top folder."""
    files = {}
    with tarfile.open(built / f"{NAME}.tar.gz") as archive:
        for member in archive.getmembers():
            opened = archive.extractfile(member)
            if opened is not None:
                files[member.name.removeprefix(f"{NAME}/")] = opened.read()
    return files


@pytest.fixture(scope="module", params=["wheel", "sdist"])
def package(request):
    return request.getfixturevalue(request.param)


def exercises():
    return [folder for folder in sorted((ROOT / "solutions").iterdir()) if re.match(r"\d\d_", folder.name)]


def files_of(folder):
    return {
        str(path.relative_to(ROOT / folder)): path.read_bytes()
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_the_wheel_is_whole(wheel):
    content = "autograder/course/content/"
    assert {
        name: data for name, data in wheel.items() if name.startswith("autograder/") and not name.startswith(content)
    } == {
        **{f"autograder/{name}": data for name, data in files_of("autograder").items()},
        "autograder/export/requirements.lock": (ROOT / "requirements.lock").read_bytes(),
    }
    for folder in exercises():
        id_ = folder.name[3:]
        assert wheel[f"{content}{folder.name}/checks.py"] == (folder / "checks.py").read_bytes()
        for lang in LANGUAGES:
            assert f"{content}{folder.name}/{lang}{id_}.py" in wheel
            json.loads(wheel[f"{content}{folder.name}/{lang}{id_}.ipynb"])
    for name, data in files_of("exercises").items():
        assert wheel[content + name] == data
    for name in ("quiz/questions.toml", "quiz/answers.toml", "quiz/pt-BR/answers.toml"):
        assert content + name in wheel
    assert {"autograder/py.typed", "autograder/report.schema.json"} <= wheel.keys()


def test_the_wheel_says_what_it_is(wheel):
    info = f"{NAME}.dist-info/"
    metadata = wheel[f"{info}METADATA"].decode()
    assert f"\nVersion: {__version__}\n" in metadata
    assert "\nRequires-Python: >=3.11\n" in metadata
    assert [line for line in metadata.splitlines() if line.startswith("Requires-Dist: ") and "extra" not in line] == [
        f"Requires-Dist: {need}"
        for need in ("numpy<2.5,>=2.4", "rich>=13.9", "sympy>=1.13", "tomlkit>=0.13", "watchfiles>=1.1")
    ]
    assert b"autograder = autograder.cli.main:run" in wheel[f"{info}entry_points.txt"]
    assert f"{info}licenses/LICENSE" in wheel
    assert {name.partition("/")[0] for name in wheel} == {"autograder", info.rstrip("/")}


def test_bundles_carry_what_the_wheel_does(wheel):
    from autograder.export.bundles import LOCK, course_files

    carried = {file.name: file.data for file in course_files()}
    assert carried.pop(LOCK) == wheel[f"autograder/export/{LOCK}"]
    assert carried == {
        name: data for name, data in wheel.items() if name.startswith("autograder/") and not name.endswith(f"/{LOCK}")
    }


def test_the_sdist_makes_the_same_wheel(tree, tmp_path, wheel):
    with zipfile.ZipFile(build(tree, tmp_path) / f"{NAME}-py3-none-any.whl") as archive:  # by way of the sdist
        assert {name: archive.read(name) for name in archive.namelist()} == wheel


def test_only_what_belongs_there_is_there(package):
    for name in package:
        assert not re.search(r"mistakes/|__pycache__|\.pyc$|(^|/)tests?/|(^|/)\.", name.removeprefix(".gitignore")), (
            name
        )
    stray = [
        name
        for name in package
        if re.search(r"/\d\d_\w+/", name) and not name.endswith((".py", ".ipynb", "/texts.json", "/solution.sealed"))
    ]
    assert stray == []


def test_no_solution_is_there(package):
    assert [name for name in package if "solutions" in name and not name.endswith(("/checks.py", "/driver.py"))] == []
    for name, data in package.items():
        if name.startswith("autograder/author/template/"):
            continue  # of the exercise that `author new` lays out, which is none of the course
        for body in SOLUTION.findall(_text(name, data)):
            assert re.sub(r"#.*|raise NotImplementedError(\(.*\))?", "", body).strip() == "", name


def test_no_line_of_a_solution_is_there(package):
    solutions = {folder.name: _lines_of(folder) for folder in exercises()}
    assert sum(map(len, solutions.values())) >= 10
    for name, data in package.items():
        if name.startswith("autograder/") and "/course/content/" not in name:
            continue  # the grader's own modules were written apart from the course
        there = {line.strip() for line in _text(name, data).splitlines()}
        for exercise, lines in solutions.items():
            # Formulas of mistakes in checks.py begin as a solution does: a loop and an empty array are no answer.
            allowed = len(lines) // 2 if name.endswith("/checks.py") else 0
            assert len(lines & there) <= allowed, (name, exercise, lines & there)


def _lines_of(folder):
    text = (folder / f"{folder.name[3:]}.py").read_text(encoding="utf-8")
    lines = {line.strip() for body in SOLUTION.findall(text) for line in body.splitlines()}
    return {line for line in lines if len(line) >= ORDINARY}


def test_no_mistake_is_there(package):
    mistakes = {path.read_bytes() for folder in exercises() for path in (folder / "mistakes").glob("*.py")}
    assert len(mistakes) > 20
    assert [name for name, data in package.items() if data in mistakes or "/mistakes/" in name] == []


def test_no_answer_of_a_graded_question_is_there(package):
    name = next(name for name in package if name.endswith("quiz/questions.toml"))
    questions = tomllib.loads(package[name].decode())["questions"]
    graded = [question for question in questions if question["graded"]]
    assert 0 < len(graded) < len(questions)
    for question in graded:
        assert question.keys() <= {"id", "text", "section", "kind", "graded", "points", "prompt", "options", "draw"}, (
            question["id"]
        )
        for option in question.get("options", {}).values():
            assert option.keys() <= {"en", "pt-BR"}
    said = list(_explanations())
    assert len(said) > 20
    everything = {name: _text(name, data) for name, data in package.items()}
    assert [(text, name) for text in said for name, there in everything.items() if text in there] == []


def _explanations():
    """Give all that is said of answers to graded questions."""
    for path in sorted((ROOT / "solutions" / "quiz").glob("*.toml")):
        for question in tomllib.loads(path.read_text(encoding="utf-8"))["questions"]:
            if not question["graded"]:
                continue
            told = [question.get("right", {}), question.get("wrong", {}), *question.get("typical", [])]
            told += [option["why"] for option in question.get("options", {}).values()]
            for one in told:
                yield from (one[lang] for lang in ("en", "pt-BR") if lang in one)


def _text(name, data):
    """Give a file as text, a notebook as the source of its cells."""
    text = data.decode()
    if name.endswith(".ipynb"):
        return "\n".join("".join(cell["source"]) for cell in json.loads(text)["cells"])
    return text


@pytest.fixture(scope="module")
def installed(built, tmp_path_factory):
    """A fresh environment with the wheel in it, and the libraries of the running one in sight."""
    folder = tmp_path_factory.mktemp("fresh")
    venv.create(folder, with_pip=False, symlinks=True)
    python = folder / "bin" / "python"
    command = [sys.executable, "-m", "pip", "--python", python, "install", "--no-index", "--no-deps", "--quiet"]
    subprocess.run([*command, built / f"{NAME}-py3-none-any.whl"], check=True, capture_output=True, timeout=300)
    site = next(folder.glob("lib/python*/site-packages"))
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return folder


@pytest.fixture
def run(installed, tmp_path):
    """Run the installed command, away from the checkout."""

    def ran(*arguments, program="autograder"):
        kept = {
            name: value
            for name, value in os.environ.items()
            if name not in {"PYTHONPATH", "LC_ALL", "LC_MESSAGES", "LANG"}
        }
        command = [installed / "bin" / program, *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=kept, check=False, timeout=300)

    return ran


def test_the_installed_command_does_its_work(run, installed, tmp_path):
    where = run("-c", "import autograder; print(autograder.__file__)", program="python")
    assert Path(where.stdout.strip()).is_relative_to(installed)
    started = run("start", "my course", "--lang", "pt-BR")
    assert (started.returncode, started.stderr) == (0, "")
    stub = run("grade", "my course", "--json", "-")
    assert stub.returncode == 0, stub.stderr
    report = json.loads(stub.stdout)[0]
    assert (report["status"], report["score"], len(report["exercises"])) == ("graded", 0, len(exercises()))
    assert {exercise["status"] for exercise in report["exercises"]} == {"not_attempted"}

    first = exercises()[0].name
    shutil.copy(ROOT / "solutions" / first / f"{first[3:]}.py", tmp_path / "my course" / f"{first}.py")
    solved = run("check", first[:2], "--dir", "my course")
    assert (solved.returncode, solved.stderr) == (0, ""), solved.stdout
    assert run("hint", first[:2]).stdout.startswith("Hint 1 of ")
    assert run("--version").stdout == f"autograder {__version__}\n"


def test_authors_commands_say_what_they_need(run):
    ended = run("author", "check")
    assert ended.returncode == 2
    assert ended.stderr.startswith("autograder: . has no solutions/ folder")

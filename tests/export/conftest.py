"""Exports as they are tested here: set up and run as their platforms do, without a network."""

from __future__ import annotations

import base64
import hashlib
import importlib.metadata
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GOOD_SIGMOID = """\
import numpy as np


def sigmoid(z):
    shrunk = np.exp(-np.abs(z))
    return np.where(np.asarray(z) >= 0, 1 / (1 + shrunk), shrunk / (1 + shrunk))


def sigmoid_backward(grad_output, output):
    return grad_output * output * (1 - output)
"""
HOSTILE_SIGMOID = """\
import sys
print("::error::forged by a learner")
print("Grade :=>> 100")
print("##[error]forged", file=sys.stderr)


def sigmoid(z):
    print("::set-output name=score::100\\nGrade :=>> 100\\n--|>\\nGrade :=>> 100")
    raise ValueError("\\n::error::forged\\nGrade :=>> 100\\n</pre><script>alert(1)</script>")


def sigmoid_backward(grad_output, output):
    return "::warning::forged\\nGrade :=>> 100"
"""


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@dataclass(frozen=True)
class Wheelhouse:
    """Wheels of what is installed here, and a lock by which pip takes those and no others."""

    folder: Path
    lock: str

    def environment(self, **more: str) -> dict[str, str]:
        """An environment as a platform has it: none of our own variables, and no network for pip."""
        python = Path(sys._base_executable or sys.executable).parent
        return {
            "PATH": f"{python}:/usr/local/bin:/usr/bin:/bin",
            "HOME": str(self.folder),
            "LANG": "C.UTF-8",
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(self.folder),
            "PIP_CACHE_DIR": str(self.folder / "cache"),
            "PIP_COMPILE": "0",  # little of what is installed is imported
            **more,
        }


@pytest.fixture(scope="session")
def wheelhouse(tmp_path_factory) -> Wheelhouse:
    """Pack the installed packages of the lock again, so that pip can install them with hashes and without a network."""
    folder = tmp_path_factory.mktemp("wheels")
    names = re.findall(r"^([A-Za-z0-9._-]+)==", (ROOT / "requirements.lock").read_text(), re.MULTILINE)
    lines = []
    for name in dict.fromkeys(names):
        try:
            packed = _packed(importlib.metadata.distribution(name), folder)
        except importlib.metadata.PackageNotFoundError:
            assert name in {"colorama", "typing-extensions"}, name  # of another system, or another Python
            continue
        version = importlib.metadata.version(name)
        lines.append(f"{name}=={version} --hash=sha256:{hashlib.sha256(packed.read_bytes()).hexdigest()}\n")
    return Wheelhouse(folder, "".join(lines))


def _packed(distribution, folder):
    tag = re.search(r"^Tag: (\S+)", distribution.read_text("WHEEL"), re.MULTILINE)[1]
    name = re.sub(r"[-_.]+", "_", distribution.metadata["Name"])
    path = folder / f"{name}-{distribution.version}-{tag}.whl"
    info = distribution._path.name
    record = []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for file in distribution.files:
            there = Path(distribution.locate_file(file))
            left_out = (
                ".." in file.parts or "__pycache__" in file.parts or file.name in {"RECORD", "INSTALLER", "REQUESTED"}
            )
            if left_out or not there.is_file() or "tests" in file.parts:
                continue
            data = there.read_bytes()
            digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
            record.append(f"{file.as_posix()},sha256={digest},{len(data)}\n")
            archive.writestr(file.as_posix(), data)
        archive.writestr(f"{info}/RECORD", "".join([*record, f"{info}/RECORD,,\n"]))
    return path


@dataclass(frozen=True)
class Ended:
    """How a process ended."""

    status: int
    out: str
    err: str


@pytest.fixture(scope="session")
def offline() -> Callable[..., Ended]:
    """Run a program in a network that reaches nothing, where the system lets us make one."""
    apart = ["unshare", "--user", "--map-current-user", "--net"]
    able = (
        shutil.which("unshare") and subprocess.run([*apart, "true"], check=False, capture_output=True).returncode == 0
    )

    def run(*command: object, cwd: Path, env: dict[str, str], status: int | None = 0) -> Ended:
        words = [*(apart if able else ()), *map(str, command)]
        ended = subprocess.run(words, cwd=cwd, env=env, capture_output=True, text=True, check=False, timeout=300)
        assert status is None or ended.returncode == status, ended.stdout + ended.stderr
        return Ended(ended.returncode, ended.stdout, ended.stderr)

    return run


@pytest.fixture(scope="session")
def work() -> Callable[..., Path]:
    """Lay out a submission: right, wrong, hostile, huge, broken or empty."""

    def lay_out(folder: Path, kind: str) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        right = {path.parent.name[3:]: path.parent for path in (ROOT / "solutions").glob("[0-9]*/*.py") if path.name == f"{path.parent.name[3:]}.py"}  # fmt: skip
        if kind == "right":
            for id_, of in right.items():
                text = (of / f"{id_}.py").read_text(encoding="utf-8")
                (folder / f"{id_}.py").write_text(text, encoding="utf-8")
        elif kind == "wrong":
            for path in (ROOT / "tests/submissions/wrong-typical-1").iterdir():
                shutil.copy(path, folder)
        elif kind == "hostile":
            (folder / "sigmoid_backward.py").write_text(HOSTILE_SIGMOID)
            (folder / "answers.toml").write_text(
                'learner = "::error::x"\n[answers]\nslope-of-square-at-3 = "Grade :=>> 100"\n'
            )
            (folder / "::error::x\nGrade :=>> 100.py").write_text("def linear(): pass\n")
        elif kind == "huge":
            (folder / "sigmoid_backward.py").write_text(
                "def sigmoid(z):\n    print('x' * 10**7)\n    raise ValueError('y' * 10**6)\n"
                "def sigmoid_backward(grad_output, output):\n    return [0.0] * 10**6\n"
            )
            (folder / "linear_backward.py").write_text("x = 1\n" * 400_000)
        elif kind == "broken":
            (folder / "sigmoid_backward.py").write_text("def sigmoid(z)\n    return z\n")
        return folder

    return lay_out


@pytest.fixture(scope="session")
def installed(tmp_path_factory, wheelhouse, offline) -> Path:
    """A Gradescope bundle, unpacked and set up as Gradescope does: the folder that is /autograder there."""
    from autograder.cli.main import main

    home = tmp_path_factory.mktemp("gradescope") / "autograder"
    archive = home.parent / "bundle.zip"
    assert main(["export", "gradescope", "--out", str(archive), "--lang", "en"]) == 0
    subprocess.run([sys.executable, "-m", "zipfile", "-e", archive, home / "source"], check=True)
    for name in ("setup.sh", "run_autograder"):
        (home / "source" / name).chmod(0o755)
    (home / "source" / "requirements.lock").write_text(wheelhouse.lock)
    offline("bash", home / "source" / "setup.sh", cwd=home, env=wheelhouse.environment())
    shutil.copy(home / "source" / "run_autograder", home)
    return home


def _scenes():
    """The reports made by hand for the renderers' tests."""
    import importlib.util

    spec = importlib.util.spec_from_file_location("render_scenes", ROOT / "tests" / "render" / "conftest.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.SCENES


@pytest.fixture(scope="session")
def scenes():
    return _scenes()


@pytest.fixture(scope="session")
def holds_to():
    """Make sure that a file holds to a schema that comes with check-jsonschema, which is loaded once."""
    from check_jsonschema.cli import main
    from click.testing import CliRunner

    def made(schema, file, *options):
        ended = CliRunner().invoke(main, ["--builtin-schema", schema, *options, str(file)])
        assert ended.exit_code == 0, ended.output

    return made

"""A real JupyterLab in a browser without a window, as a student has it before them; every process ends with its test."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

from autograder.author.folders import folders
from autograder.author.source import script_of
from autograder.author.stub import code_in
from autograder.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120  # seconds; only a test that hangs waits so long
THEMES = {"en": "JupyterLab Light", "pt-BR": "JupyterLab Dark"}
LOCALES = {"en": "en_US.UTF-8", "pt-BR": "pt_BR.UTF-8"}


@pytest.fixture(scope="session")
def solution():
    """Give what a learner who solved an exercise has in its cell of code."""

    def code(id_, lang="en"):
        folder = next(folder for folder in folders(ROOT) if folder.id == id_)
        return code_in(script_of(folder), lang, "kept")

    return code


def chromium():
    """Give the path of the browser; without one there is nothing to test here, and in CI that is a failure."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("no chromium on this machine: apt-get install chromium")
    return found


class Lab:
    """A JupyterLab server on a workspace that `autograder start` has laid out."""

    def __init__(self, folder, lang, base):
        self.folder, self.lang = folder, lang
        self.token = secrets.token_hex(16)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        home = base / "home"
        home.mkdir()
        kept = ("PATH", "PYTHONPATH", "VIRTUAL_ENV")
        environment = {name: os.environ[name] for name in kept if name in os.environ}
        environment |= {
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), environment.get("PATH", "")]),  # nbgrader calls alembic
            "HOME": str(home), "LC_ALL": LOCALES[lang], "JUPYTER_PLATFORM_DIRS": "1",
            "JUPYTER_RUNTIME_DIR": str(base / "runtime"), "IPYTHONDIR": str(base / "ipython"), "PYTHONUTF8": "1",
        }  # fmt: skip
        command = [
            sys.executable, "-m", "jupyterlab", "--no-browser", "--ip=127.0.0.1", f"--port={self.port}",
            "--ServerApp.port_retries=0", f"--IdentityProvider.token={self.token}", f"--ServerApp.root_dir={folder}",
            "--allow-root", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        ]  # fmt: skip
        self.log = base / "lab.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)

    def wait(self):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            assert self.process.poll() is None, self.log.read_text()
            try:
                self.ask("GET", "api/status")
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
            else:
                return
        raise AssertionError(self.log.read_text())

    def ask(self, method, path, body=None):
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/{path}", method=method, headers={"Authorization": f"token {self.token}"},
            data=None if body is None else json.dumps(body).encode(),
        )  # fmt: skip
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310 -- our own server
            return json.loads(answer.read() or "null")

    def set(self, plugin, **settings):
        """Change a student's settings, as the settings editor does."""
        self.ask("PUT", f"lab/api/settings/@jupyterlab/{plugin}", {"raw": json.dumps(settings)})

    def address(self, notebook):
        return f"http://127.0.0.1:{self.port}/lab/tree/{notebook}?token={self.token}&reset"

    def end(self):
        """End the server and its kernels, which it ends itself unless something is badly wrong."""
        kernels = children(self.process.pid)
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.left = [pid for pid in kernels if Path(f"/proc/{pid}").exists()]
        for pid in self.left:
            os.kill(pid, signal.SIGKILL)


def children(pid):
    """Give the processes that a process has started, and those that they have."""
    found = []
    for file in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, file.read_text().split()):
            found += [child, *children(child)]
    return found


class Student:
    """Somebody at JupyterLab, with a notebook open."""

    def __init__(self, page, lab, notebook):
        self.page, self.lab = page, lab
        page.set_default_timeout(PATIENCE * 1000)
        page.goto(lab.address(notebook))
        self.cells.last.wait_for()
        page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()  # what is run before that is dropped

    @property
    def cells(self):
        return self.page.locator(".jp-Notebook .jp-CodeCell")

    def write(self, at, source):
        """Replace the source of a code cell."""
        self.cells.nth(at).locator(".cm-content").click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.press("Delete")
        self.page.keyboard.insert_text(source)

    def run(self, at):
        """Run a code cell, and give its output once it has ended."""
        cell = self.cells.nth(at)
        prompt = cell.locator(".jp-InputArea-prompt").first
        before = prompt.inner_text()
        cell.locator(".cm-content").click()
        self.page.keyboard.press("Control+Enter")
        end = time.monotonic() + PATIENCE
        while prompt.inner_text() == before or "*" in prompt.inner_text():
            assert time.monotonic() < end, cell.inner_text()
            time.sleep(0.05)
        self.page.keyboard.press("Escape")
        return cell.locator(".jp-Cell-outputArea")

    def add(self, source):
        """Write a cell below all others, run it, and give its output."""
        self.cells.last.locator(".cm-content").click()
        self.page.keyboard.press("Escape")
        before = self.cells.count()
        self.page.keyboard.press("b")
        self.cells.nth(before).wait_for()
        self.write(before, source)
        return self.run(before)

    def save(self):
        self.page.keyboard.press("Control+s")
        self.page.locator(".jp-mod-dirty").wait_for(state="detached")


@contextmanager
def started(base, lang):
    folder = base / "work"
    assert main(["start", str(folder), "--lang", lang, "--learner", "ana"]) == 0
    with running(folder, lang, base) as lab:
        yield lab


@contextmanager
def running(folder, lang, base):
    """Start a JupyterLab on a folder, and end it."""
    lab = Lab(folder, lang, base)
    try:
        lab.wait()
        lab.set("apputils-extension:notification", fetchNews="false")
        yield lab
    finally:
        lab.end()
    assert lab.left == []  # no kernel outlives its server


@pytest.fixture(scope="module", params=["en", "pt-BR"])
def lab(request, tmp_path_factory):
    """Give a JupyterLab in each language."""
    chromium()
    with started(tmp_path_factory.mktemp("lab"), request.param) as lab:
        yield lab


@pytest.fixture
def student(lab, browser):
    """Open notebooks as a student does: in the theme of the lab, or in the other one."""
    context = browser.new_context(viewport={"width": 1300, "height": 2600})
    page = context.new_page()

    def opened(notebook, *, other_theme=False):
        theme = next(theme for theme in THEMES.values() if (theme == THEMES[lab.lang]) != other_theme)
        lab.set("apputils-extension:themes", theme=theme)
        return Student(page, lab, notebook)

    yield opened
    context.close()

"""The action and the workflows, executed step by step as GitHub's runner does: files, variables, outputs, annotations."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml

from autograder import __version__
from autograder.cli.main import main
from autograder.i18n.language import LANGUAGES

GIT = shutil.which("git")
EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}")
COMMAND = re.compile(r"::(error|warning|notice)((?: [^:]*(?:=[^:]*)?)?)::(.*)")
INSTALL = "Install the course from this action's own checkout, as locked"
SUMMARY_BYTES = 1 << 20


@dataclass
class Job:
    """What became of a job: its status, annotations by step, summaries, artifacts, log."""

    status: str = "success"
    annotations: list[list[tuple[str, dict[str, str], str]]] = field(default_factory=list)
    summary: str = ""
    artifacts: dict[str, Path] = field(default_factory=dict)
    outputs: dict[str, str] = field(default_factory=dict)
    log: str = ""

    def of(self, kind):
        return [(properties, message) for step in self.annotations for one, properties, message in step if one == kind]


@dataclass
class Runner:
    """One job on one machine: `uses` names what `uses:` of the course means here, `tools` is what comes with the machine."""

    workspace: Path
    temporary: Path
    environment: dict[str, str]
    course: Path
    offline: object
    checkout: Path | None = None  # the repository that actions/checkout fetches
    secrets: dict[str, str] = field(default_factory=dict)
    skip: frozenset[str] = frozenset()
    job: Job = field(default_factory=Job)

    def run(self, workflow, inputs=None):
        """Run the one job of a workflow."""
        (job,) = workflow["jobs"].values()
        self.workspace.mkdir(parents=True)
        self.temporary.mkdir(parents=True, exist_ok=True)
        self.steps(job["steps"], {"inputs": inputs or {}, "secrets": self.secrets, "steps": {}})
        return self.job

    def steps(self, steps, context):
        failed = False
        for step in steps:
            condition = step.get("if", "")
            if (failed and "always()" not in condition) or (condition and not self.holds(condition, context)):
                continue
            ended = self.step(step, context)
            failed = failed or not ended
        if failed:
            self.job.status = "failure"
        return not failed

    def step(self, step, context):
        if step.get("name") in self.skip:
            return True
        if "uses" in step:
            given = {name: self.filled(str(value), context) for name, value in step.get("with", {}).items()}
            return self.action(step["uses"], given)
        env = {name: self.filled(str(value), context) for name, value in step.get("env", {}).items()}
        outputs = self.shell(step["run"], env, context.get("action"))
        if "id" in step:
            context["steps"][step["id"]] = {"outputs": outputs[1]}
        return outputs[0]

    def action(self, name, given):
        if name.startswith("actions/checkout@"):
            subprocess.run([GIT, "clone", "--quiet", self.checkout, self.workspace], check=True)
        elif name.startswith("actions/setup-python@"):
            assert given["python-version"] in {"3.11", "3.12", "3.13", "3.14"}
        elif name.startswith("actions/upload-artifact@"):
            assert Path(given["path"]).is_dir()
            self.job.artifacts[given["name"]] = Path(given["path"])
        else:
            assert re.fullmatch(r"[\w-]+/[\w.-]+@[\w.-]+", name), name
            action = yaml.safe_load((self.course / "action.yml").read_text(encoding="utf-8"))
            assert given.keys() <= action["inputs"].keys()
            inputs = {name: given.get(name, one.get("default", "")) for name, one in action["inputs"].items()}
            context = {"inputs": inputs, "steps": {}, "action": self.course}
            passed = self.steps(action["runs"]["steps"], context)
            self.job.outputs = {name: self.filled(one["value"], context) for name, one in action["outputs"].items()}
            return passed
        return True

    def shell(self, script, env, action):
        """Run a step as `shell: bash` does, each with files of its own for outputs and summary."""
        names = ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_ENV")
        number = len(self.job.annotations)
        files = {name: self.temporary / f"{name}-{number}" for name in names}
        for file in files.values():
            file.touch()
        script_file = self.temporary / f"step-{number}.sh"
        script_file.write_text(script, encoding="utf-8")
        variables = {
            **self.environment,
            **{name: str(file) for name, file in files.items()},
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_WORKSPACE": str(self.workspace),
            "RUNNER_TEMP": str(self.temporary),
            **({"GITHUB_ACTION_PATH": str(action)} if action else {}),
            **env,
        }
        words = ["bash", "--noprofile", "--norc", "-eo", "pipefail", script_file]
        ended = self.offline(*words, cwd=self.workspace, env=variables, status=None)
        log = ended.out + ended.err
        self.job.log += log
        self.job.annotations.append([read(line) for line in log.splitlines() if line.lstrip().startswith("::")])
        summary = files["GITHUB_STEP_SUMMARY"].read_bytes()
        assert len(summary) <= SUMMARY_BYTES
        self.job.summary += summary.decode()
        self.environment |= pairs(files["GITHUB_ENV"])
        return ended.status == 0, pairs(files["GITHUB_OUTPUT"])

    def filled(self, text, context):
        return EXPRESSION.sub(lambda found: self.value(found[1].strip(), context), text)

    def value(self, name, context):
        parts = name.split(".")
        if parts[0] == "steps":
            return context["steps"].get(parts[1], {"outputs": {}})["outputs"].get(parts[3], "")
        return context[parts[0]].get(parts[1], "")

    def holds(self, condition, context):
        """Evaluate the few conditions that there are: always(), and values compared with texts."""
        results = []
        for part in condition.split("&&"):
            match = re.fullmatch(r"\s*([\w.-]+) != '([^']*)'\s*", part)
            results.append(part.strip() == "always()" or self.value(match[1], context) != match[2])
        return all(results)


def read(line):
    """Read a workflow command as the runner does."""
    match = COMMAND.fullmatch(line.strip())
    assert match, line
    properties = dict(part.split("=", 1) for part in match[2].strip().split(",") if part)
    return match[1], {name: decoded(value) for name, value in properties.items()}, decoded(match[3])


def decoded(text):
    for code, sign in (("%0A", "\n"), ("%0D", "\r"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, sign)
    return text


def pairs(file):
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if line]
    return dict(line.split("=", 1) for line in lines)


def exported(folder, *more, lang="en"):
    assert main(["export", "github", str(folder), "--lang", lang, *more]) == 0
    (file,) = (folder / ".github" / "workflows").glob("*.yml")
    return file


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("audience", ["student", "class"])
def test_workflows_hold_to_githubs_schema(tmp_path, holds_to, lang, audience):
    file = exported(tmp_path, "--course", "o/n@v1", "--for", audience, lang=lang)
    holds_to("vendor.github-workflows", file)
    workflow = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    text = file.read_text(encoding="utf-8")
    assert not re.search(r"@[A-Z_0-9]+@", text)
    assert f"language: {lang}\n" in text
    assert {"en": "# Grades ", "pt-BR": "# Avalia "}[lang] in text
    assert max(map(len, text.splitlines())) < 170
    assert "secrets." not in str(workflow) or audience == "class"


def test_the_action_holds_to_githubs_schema(root, holds_to):
    holds_to("vendor.github-actions", root / "action.yml")
    action = yaml.safe_load((root / "action.yml").read_text(encoding="utf-8"))
    assert {"path", "version", "language", "fail-under", "key"} <= action["inputs"].keys()
    assert {"score", "max-score", "report"} <= action["outputs"].keys()
    for step in action["runs"]["steps"]:
        assert "${{" not in step.get("run", "")  # what is given comes by the environment: no text becomes a command


def test_a_workflow_that_is_there_is_kept(tmp_path, capsys):
    file = exported(tmp_path)
    assert exported(tmp_path) == file
    assert "kept" in capsys.readouterr().out
    file.write_text("mine")
    assert main(["export", "github", str(tmp_path), "--lang", "en"]) == 2
    assert file.read_text() == "mine"
    assert "COURSE-OWNER/COURSE-REPOSITORY" in exported(tmp_path / "other").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "more", [["--course", "nonsense"], ["--course", "a/b@v1\n      run: x"], ["--course", ""], ["--for", "all"]]
)
def test_what_is_no_course_is_refused(tmp_path, more, capsys):
    assert main(["export", "github", str(tmp_path), "--lang", "en", *more]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.fixture(scope="module")
def course(tmp_path_factory, root, wheelhouse):
    """The action's own checkout: what git has of this folder, with a lock that names the wheels at hand."""
    folder = tmp_path_factory.mktemp("course")
    listed = (
        subprocess.run([GIT, "-C", root, "ls-files", "-z"], check=True, capture_output=True).stdout.decode().split("\0")
    )
    for name in filter(None, listed):
        if name.split("/")[0] in {"tests", "docs", "benchmarks"} or not (root / name).is_file():
            continue
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(root / name, folder / name)
    (folder / "requirements.lock").write_text(wheelhouse.lock)
    return folder


@pytest.fixture(scope="module")
def machine(tmp_path_factory, course, offline, wheelhouse):
    """Make runners. The action's own step installs the course once; the jobs find it installed."""
    there = tmp_path_factory.mktemp("runners")

    def make(**more):
        temporary = there / str(len(list(there.iterdir())))
        temporary.mkdir()
        env = wheelhouse.environment(GITHUB_SERVER_URL="file:///nowhere")
        return Runner(temporary / "workspace", temporary, env, course, offline, **more)

    first = make()
    first.workspace.mkdir()
    passed, _ = first.shell(install_script(course), {"VERSION": __version__}, course)
    assert passed, first.job.log

    def made(**more):
        runner = make(skip=frozenset({INSTALL}), **more)
        (runner.temporary / "autograder-venv").symlink_to(first.temporary / "autograder-venv")
        return runner

    return made


def install_script(course):
    steps = yaml.safe_load((course / "action.yml").read_text(encoding="utf-8"))["runs"]["steps"]
    (script,) = [step["run"] for step in steps if step.get("name") == INSTALL]
    return script


def committed(folder):
    git = [GIT, "-C", str(folder), "-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run([*git, "init", "--quiet", "--initial-branch", "main"], check=True)
    subprocess.run([*git, "add", "--all", "--force"], check=True)
    subprocess.run([*git, "commit", "--quiet", "--message", "x"], check=True)
    return folder


def workflow_of(folder):
    (file,) = (folder / ".github" / "workflows").glob("*.yml")
    return yaml.safe_load(file.read_text(encoding="utf-8"))


@pytest.mark.slow  # the action is installed once, and grades five pushes
def test_from_nothing_to_a_graded_push(tmp_path, machine, work, monkeypatch):
    """The commands of the README, in their order, and what GitHub would make of the push."""
    monkeypatch.chdir(tmp_path)
    assert main(["start", "my-course", "--lang", "en"]) == 0
    exported(tmp_path / "my-course", "--course", "o/course@v0.1.0")
    learner = committed(tmp_path / "my-course")
    job = machine(checkout=learner).run(workflow_of(learner))
    assert job.status == "failure"  # nothing is done yet, and 60 per cent are asked for
    assert job.outputs["score"] == "0"
    assert job.outputs["max-score"] == "100"
    assert any(
        "Below the threshold of 60 %: 0/100 points are 0 %, and 60 are asked for." in said
        for _, said in job.of("notice")
    )
    assert any(properties["title"] == "Isolation" and "tier " in said for properties, said in job.of("notice"))
    assert "Not started: derivative_estimates" in job.summary
    assert "next: start derivative_estimates" in job.summary

    work(learner, "right")
    job = machine(checkout=committed(learner)).run(workflow_of(learner))
    assert job.status == "success", job.log
    assert (job.outputs["score"], job.of("error")) == ("100", [])
    report = job.artifacts["autograder-report"]
    (one,) = json.loads((report / "reports.json").read_text(encoding="utf-8"))
    assert one["score"] == 100
    assert (report / "junit.xml").is_file()
    assert (report / one["submission"]["id"] / "report.html").is_file()
    assert Path(job.outputs["report"]) == report


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_wrong_is_said_at_file_and_line(tmp_path, machine, work, lang):
    learner = work(tmp_path / "learner", "wrong")
    exported(learner, "--course", "o/course@v0.1.0", lang=lang)
    job = machine(checkout=committed(learner)).run(workflow_of(learner))
    assert job.status == "failure"
    errors = job.of("error")
    assert 5 < len(errors) <= 10
    for properties, _ in errors:
        line = int(properties["line"])
        assert (learner / properties["file"]).read_text(encoding="utf-8").splitlines()[line - 1].startswith("def ")
    assert {"en": "Below the threshold", "pt-BR": "Abaixo do limite"}[lang] in job.summary


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["hostile", "huge"])
def test_a_hostile_or_huge_push_forges_nothing(tmp_path, machine, work, kind):
    learner = work(tmp_path / "learner", kind)
    for name in ("autograder", "pip", "json"):  # what Python would import from the folder it is run in
        (learner / name).mkdir()
        (learner / name / "__init__.py").write_text("print('::error::forged'); raise SystemExit(0)\n")
    exported(learner, "--course", "o/course@v0.1.0")
    job = machine(checkout=committed(learner)).run(workflow_of(learner))
    assert (job.status, job.outputs["score"]) == ("failure", "0")
    titles = [properties.get("title", "") for properties, _ in job.of("error")]
    assert [title for title in titles if not title.startswith(("sigmoid_backward", "linear_backward"))] in ([], [""])
    assert not re.search(r"^\s*##\[", job.log, re.MULTILINE)
    assert all(len(step) <= 30 for step in job.annotations)


@pytest.mark.slow
def test_another_version_than_asked_for_stops_the_job(tmp_path, machine, work):
    runner = machine(checkout=committed(work(tmp_path / "learner", "broken")))
    script = install_script(runner.course)
    checking = script[script.index("there=") :].replace("$tools", str(runner.temporary / "autograder-venv"))
    runner.workspace.mkdir()
    passed, _ = runner.shell(checking, {"VERSION": "9.9.9::%0A::error::x"}, None)
    assert not passed
    ((kind, _, said),) = runner.job.annotations[0]
    assert kind == "error"
    assert "9.9.9___0A__error__x, and this action brings" in said
    passed, _ = runner.shell(checking, {"VERSION": ""}, None)
    assert passed


@pytest.mark.slow
def test_a_class_is_graded_in_the_staffs_repository(tmp_path, machine, work, root):
    """Learners' repositories are fetched; names that are none, and one that is missing, are said and cost nobody else."""
    server = tmp_path / "server"
    for name, kind in (("org/ana", "right"), ("org/bruno", "hostile")):
        folder = work(tmp_path / name, kind)
        committed(folder)
        subprocess.run([GIT, "clone", "--quiet", "--bare", folder, server / f"{name}.git"], check=True)
    staff = tmp_path / "staff"
    staff.mkdir()
    (staff / "students.txt").write_text("# the class\norg/ana\r\norg/bruno\norg/gone\n../../etc\n--upload-pack=x/y\n")
    exported(staff, "--course", "o/course@v0.1.0", "--for", "class")
    key = "\n".join(path.read_text(encoding="utf-8") for path in sorted((root / "solutions/quiz").glob("*.toml"))[:1])
    runner = machine(checkout=committed(staff), secrets={"CLASS_TOKEN": "t0ken", "QUIZ_KEY": key})
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "sudo").write_text("#!/bin/sh\nexit 0\n")
    (tools / "sudo").chmod(0o755)
    runner.environment |= {"GITHUB_SERVER_URL": f"file://{server}", "PATH": f"{tools}:{runner.environment['PATH']}"}
    job = runner.run(workflow_of(staff))
    assert job.status == "failure"  # somebody is missing
    said = [message for _, message in job.of("error")]
    assert sum("is no OWNER/REPOSITORY" in one for one in said) == 2
    assert any("org/gone could not be fetched" in one for one in said)
    reports = json.loads((job.artifacts["autograder-report"] / "reports.json").read_text(encoding="utf-8"))
    assert {report["submission"]["id"]: report["score"] for report in reports} == {"org__ana": 100, "org__bruno": 0}
    assert job.outputs["score"] == "100"
    assert job.outputs["max-score"] == "200"
    assert not list(runner.temporary.glob("*key*"))
    assert "t0ken" not in job.log
    assert not any(
        key[:200] in path.read_text(encoding="utf-8", errors="replace")
        for path in job.artifacts["autograder-report"].rglob("*")
        if path.is_file()
    )

"""The pipeline for GitLab: its schema, and its script as a job runs it."""

from __future__ import annotations

import json

import junitparser
import pytest
import yaml

from autograder.cli.main import main
from autograder.i18n.language import LANGUAGES


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_holds_to_gitlabs_schema(tmp_path, holds_to, lang):
    assert (
        main(["export", "gitlab", str(tmp_path), "--lang", lang, "--course", "https://example.org/o/n.git@v0.1.0"]) == 0
    )
    file = tmp_path / ".gitlab-ci.yml"
    holds_to("vendor.gitlab-ci", file, "--data-transform", "gitlab-ci")
    variables = yaml.safe_load(file.read_text(encoding="utf-8"))["autograder"]["variables"]
    assert (variables["COURSE_URL"], variables["COURSE_REF"]) == ("https://example.org/o/n.git", "v0.1.0")


@pytest.mark.parametrize("course", ["git@example.org:o/n.git", "https://example.org/$(x)", "o/n"])
def test_what_is_no_url_is_refused(tmp_path, course, capsys):
    assert main(["export", "gitlab", str(tmp_path), "--lang", "en", "--course", course]) == 2
    assert "URL that begins with https://" in capsys.readouterr().err


@pytest.mark.slow  # a job is run
def test_its_job_grades(installed, work, offline, wheelhouse, tmp_path):
    """The script itself; what comes before it clones the course and installs it by the lock, as the action does."""
    for kind, status in (("right", 0), ("wrong", 3)):
        project = work(tmp_path / kind, kind)
        assert main(["export", "gitlab", str(project), "--lang", "pt-BR"]) == 0
        job = yaml.safe_load((project / ".gitlab-ci.yml").read_text(encoding="utf-8"))["autograder"]
        assert any("--require-hashes" in line for line in job["before_script"])
        script = "\n".join(job["script"]).replace("/tmp/autograder", str(installed / "autograder-tools"))  # noqa: S108 -- the job's
        env = wheelhouse.environment(FAIL_UNDER=job["variables"]["FAIL_UNDER"], CI="true")
        ended = offline("bash", "-eo", "pipefail", "-c", script, cwd=project, env=env, status=status)
        assert ("abaixo de --fail-under 60" in ended.err) == bool(status)
        reports = job["artifacts"]["reports"]
        xml = junitparser.JUnitXml.fromfile(str(project / reports["junit"]))
        quality = json.loads((project / reports["codequality"]).read_text(encoding="utf-8"))
        assert (xml.failures + xml.errors > 0) == bool(status)
        assert {(project / one["location"]["path"]).is_file() for one in quality} <= {True}
        names = [(case.classname, case.name) for suite in xml for case in suite]
        assert len(names) == len(set(names))
        assert (project / "report").is_dir()

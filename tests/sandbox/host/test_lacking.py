"""Why the isolation is below tier 3 on this machine."""

from __future__ import annotations

import pytest

from autograder.render.labels import LACKS
from autograder.sandbox.host import probes
from autograder.sandbox.linux import bubblewrap
from autograder.sandbox.protocol import isolation


@pytest.fixture(autouse=True)
def _ubuntu(monkeypatch, tmp_path):
    """A machine with bubblewrap, whose AppArmor denies it namespaces."""
    setting = tmp_path / "apparmor"
    setting.write_text("1\n")
    monkeypatch.setattr(probes, "APPARMOR", setting)
    monkeypatch.setattr(bubblewrap, "program", lambda: "/usr/bin/bwrap")
    monkeypatch.delenv(isolation.VARIABLE, raising=False)
    monkeypatch.delenv(isolation.SPAWN_VARIABLE, raising=False)


def test_nothing_is_lacking_at_the_highest_tier():
    assert probes.lacking(3) == ""


def test_apparmor_is_named():
    assert probes.lacking(2) == "apparmor"


def test_other_machines_are_told_apart(monkeypatch):
    probes.APPARMOR.write_text("0\n")
    assert probes.lacking(2) == "namespaces"
    probes.APPARMOR.unlink()
    assert probes.lacking(2) == "namespaces"
    monkeypatch.setattr(bubblewrap, "program", lambda: None)
    assert probes.lacking(2) == "bubblewrap"
    monkeypatch.setenv(isolation.VARIABLE, "2")
    assert probes.lacking(2) == "asked"
    monkeypatch.setenv(isolation.SPAWN_VARIABLE, "1")
    assert probes.lacking(0) == "linux"


def test_each_reason_can_be_said():
    assert LACKS.keys() == {"linux", "asked", "bubblewrap", "apparmor", "namespaces"}

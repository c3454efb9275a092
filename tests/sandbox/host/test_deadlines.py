"""The clocks of one turn: what was sent in time is read, and nothing is waited for when time is over."""

from __future__ import annotations

import socket

import pytest

from autograder.sandbox.host import deadlines
from autograder.sandbox.host.deadlines import LATE_READS, OutOfTime, Watch


class Child:
    """A child at the other end of a pair of sockets, which has used no CPU time."""

    def __init__(self, connection):
        self.connection = connection
        self.surplus = bytearray()

    def cpu(self):
        return 0.0


@pytest.fixture
def ends():
    ours, theirs = socket.socketpair()
    ours.setblocking(False)
    with ours, theirs:
        yield ours, theirs


@pytest.fixture
def late(ends, monkeypatch):
    """A watch whose time was over long before it is looked at."""
    watch = Watch(Child(ends[0]), cpu=10.0, cpu_before=0.0, wall=1.0)
    monkeypatch.setattr(deadlines.time, "monotonic", lambda: watch.started + 1_000)
    return watch


def test_a_reply_that_is_there_is_read_however_late_it_is_looked_at(ends, late):
    ends[1].sendall(b"x" * 20_000)
    assert late.read(4) == b"xxxx"
    assert late.read(19_996) == b"x" * 19_996


def test_what_is_not_there_is_not_waited_for(ends, late):
    ends[1].sendall(b"half")
    with pytest.raises(OutOfTime) as over:
        late.read(8)
    assert (over.value.clock, over.value.seconds) == ("wall", 1.0)


def test_what_comes_byte_by_byte_for_ever_is_given_up(ends, late):
    class Trickle(Child):
        def __init__(self, connection):
            super().__init__(self)
            self._connection = connection

        def fileno(self):
            return self._connection.fileno()

        def recv(self, _):
            ends[1].sendall(b"x")
            return self._connection.recv(1)

    late._child = Trickle(ends[0])
    ends[1].sendall(b"x")
    with pytest.raises(OutOfTime):
        late.read(LATE_READS + 1)

"""What learners' code writes can be read again by it, touches no disk, and is gone with its process."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.sandbox.protocol.calls import Call, Cell, Raised, Returned

IMPORTS = "import io, json, os, pickle, csv, logging, shutil, tempfile\nfrom pathlib import Path\nimport numpy as np\n"
WRITTEN = {
    "a text": ("open('/tmp/a.txt', 'w').write('já'); return open('/tmp/a.txt').read()", "já"),
    "a relative path": ("open('log.txt', 'w').write('x'); return open('./log.txt').read()", "x"),
    "lines in other ends": ("open('a', 'w', newline='\\r\\n').write('1\\n2\\n'); return open('a', 'rb').read().hex()", "310d0a320d0a"),
    "added to": ("\n    for i in range(3):\n        with open('log', 'a') as log: print(i, file=log)\n    return open('log').read()", "0\n1\n2\n"),
    "flushed": ("log = open('log', 'w'); log.write('1'); log.flush(); return open('log').read()", "1"),
    "changed": ("open('a', 'w').write('12345'); f = open('a', 'r+'); f.seek(2); f.write('x'); f.close(); return open('a').read()", "12x45"),
    "cut": ("open('a', 'w').write('12345'); f = open('a', 'rb+'); f.truncate(2); f.close(); return open('a').read()", "12"),
    "written anew": ("open('a', 'w').write('12345'); open('a', 'w').write('6'); return open('a').read()", "6"),
    "a path": ("Path('out').mkdir(); p = Path('out') / 'b.txt'; p.write_text('y'); return p.read_text() + str(p.exists()) + str(p.stat().st_size)", "yTrue1"),
    "folders": ("os.makedirs('out/in', exist_ok=True); os.makedirs('out/in', exist_ok=True); open('out/in/c', 'w').close(); return os.listdir('out/in') + os.listdir('out')", ["c", "in"]),
    "removed": ("open('a', 'w').close(); os.remove('a'); return os.path.exists('a')", False),
    "an array": ("np.save('w.npy', np.arange(3.0)); return np.load('w.npy')", [0.0, 1.0, 2.0]),
    "arrays": ("np.savez('w.npz', a=np.ones(2)); return np.load('w.npz')['a']", [1.0, 1.0]),
    "a table": ("np.savetxt('w.csv', np.eye(2), delimiter=','); return np.loadtxt('w.csv', delimiter=',')", [[1.0, 0.0], [0.0, 1.0]]),
    "json": ("json.dump([1], open('a.json', 'w')); return json.load(open('a.json'))", [1]),
    "pickled": ("pickle.dump({1: 2}, open('a', 'wb')); return pickle.load(open('a', 'rb'))[1]", 2),
    "a log": ("logging.basicConfig(filename='x.log', level=logging.INFO); logging.info('loss %s', 1); return open('x.log').read()", "INFO:root:loss 1\n"),
    "exclusive": ("open('a', 'x').close()\n    try: open('a', 'x')\n    except FileExistsError: return 'there'", "there"),
}  # fmt: skip


@pytest.mark.parametrize("what", WRITTEN)
def test_what_is_written_can_be_read(outcome, what):
    body, expected = WRITTEN[what]
    ended = outcome(f"{IMPORTS}def f():\n    {body}")
    assert isinstance(ended, Returned), ended
    assert (ended.value.tolist() if hasattr(ended.value, "tolist") else ended.value) == expected
    for name in ("a", "a.txt", "log", "log.txt", "out", "w.npy"):
        assert not Path("/", name).exists()


def test_it_is_gone_with_the_process(sandbox):
    write, look = (
        "def f():\n    open('/tmp/kept', 'w').write('x')",
        "import os\ndef f():\n    return os.path.exists('/tmp/kept')",
    )
    for source, expected in ((write, None), (look, False)):
        with sandbox.open([Cell("a.py", source)], "exercise", 60, 240) as session:
            assert session.call(Call("f", ())).value is expected


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("open('/nowhere/at/all')", "FileNotFoundError"),
        ("open('a', 'w').read()", "UnsupportedOperation"),
        ("open(np.__file__, 'r+')", "PermissionError OSError"),
        ("os.remove(np.__file__)", "PermissionError"),
        ("os.remove('never there')", "FileNotFoundError"),
        ("os.rmdir('/usr')", "PermissionError"),
        ("os.mkdir('/usr')", "FileExistsError"),
        ("open('a', 'x').close() or open('a', 'x')", "FileExistsError"),
        ("os.mkdir('d') or open('d', 'w')", "IsADirectoryError"),
        ("open('a', 'q')", "ValueError"),
        ("open(1.5, 'w')", "TypeError"),
    ],
)
def test_what_cannot_be_says_so_as_ever(outcome, code, kind):
    ended = outcome(f"{IMPORTS}def f():\n    return {code}")
    assert isinstance(ended, Raised), ended
    assert ended.kind in kind.split()


def test_the_kernel_still_refuses(outcome):
    for code in (
        "os.open('/tmp/real', os.O_WRONLY | os.O_CREAT)",
        "io.FileIO('/tmp/real', 'w')",
        "os.symlink('a', '/tmp/b')",
    ):
        ended = outcome(f"{IMPORTS}def f():\n    return {code}")
        assert isinstance(ended, Raised), ended
        assert ended.kind in {"PermissionError", "OSError", "FileNotFoundError"}
    assert not Path("/tmp/real").exists()  # noqa: S108 -- it is looked for, not used


def test_much_that_is_written_is_memory_and_ends_where_that_ends(outcome):
    ended = outcome("def f():\n    file = open('a', 'wb')\n    while True: file.write(bytes(10_000_000))")
    assert isinstance(ended, Raised), ended
    assert ended.kind == "MemoryError"

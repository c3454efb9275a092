"""Secrets planted all around a learner's process, and code inside it that looks for them everywhere.

The searcher is told how each secret begins, and the hash of the whole: it can recognise one without holding any.
One canary is planted where it can be seen, in the searcher's own source, to show that it does find what is there.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from autograder.course.course import course
from autograder.judging.model import planned

ROOT = Path(__file__).resolve().parents[2]
ATTEMPTS = 4
BEGINS = 6  # bytes of a secret that the searcher is told
SEARCHER = r'''
import ctypes, gc, hashlib, json, os, stat, sys, time
import numpy as np

SECRETS = {name: (bytes.fromhex(begins), length, whole) for name, (begins, length, whole) in json.loads("""__SECRETS__""").items()}
PLACES = json.loads("""__PLACES__""")
# canary: __VISIBLE__
found, opened, counts = set(), set(), {"files": 0, "pages": 0, "refused": 0, "descriptors": []}

def look(data, where):
    for name, (begins, length, whole) in SECRETS.items():
        at = data.find(begins)
        while at >= 0:
            if hashlib.sha256(data[at:at + length]).hexdigest() == whole:
                found.add(name + " in " + where)
                break
            at = data.find(begins, at + 1)

def read(path, where, most=1 << 20):
    try:
        with open(path, "rb") as file:
            data = file.read(most)
    except OSError:
        counts["refused"] += 1
        return
    counts["files"] += 1
    opened.add(where)
    look(data, where)

def look_into_files():
    for place in PLACES:
        read(place, place)
        read(place + "/../" + os.path.basename(place), place)
    until = time.process_time() + 0.8
    roots = ["/", ".", os.path.expanduser("~"), "/root", "/home", "/tmp", "/dev/shm", "/run", "/proc", "/etc", "/autograder"]
    roots += [os.path.dirname(place) for place in PLACES] + sys.path + [sys.prefix, os.path.dirname(np.__file__) + "/../.."]
    for root in roots:
        for folder, _, names in os.walk(root):
            for name in names:
                if not name.endswith((".so", ".pyc", ".js", ".map")):
                    read(os.path.join(folder, name), "a file below " + root)
            if time.process_time() > until:
                return

def look_at_processes():
    pids = {"self", "thread-self", "1", str(os.getppid())}
    pids |= {str(n) for n in range(max(1, os.getpid() - 300), os.getpid() + 300)} | {str(n) for n in PLACES_PIDS}
    for pid in pids:
        mine = not pid.isdigit() or int(pid) == os.getpid()
        for name in ("environ", "cmdline", "maps", "mem", "stat", "task/" + pid + "/mem", "auxv"):
            read(f"/proc/{pid}/{name}", f"/proc/…/{name}")
        for number in range(16):
            read(f"/proc/{pid}/fd/{number}", "an own descriptor" if mine else "/proc/…/fd")

def look_at_descriptors():
    for number in range(256):
        try:
            mode = os.fstat(number).st_mode
        except OSError:
            continue
        counts["descriptors"].append("socket" if stat.S_ISSOCK(mode) else "device" if stat.S_ISCHR(mode) else "file")
        try:
            os.set_blocking(number, False)
            if not stat.S_ISSOCK(mode): look(os.read(number, 1 << 20), "a descriptor")
            os.set_blocking(number, True)
        except OSError:
            pass

def look_into_memory():
    """Read every page that can be reached from a known address; access() says whether a page may be read."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.access.argtypes = [ctypes.c_void_p, ctypes.c_int]
    def readable(address):
        return not (libc.access(address, 0) == -1 and ctypes.get_errno() == 14)
    if readable(8):
        raise SystemError("pages cannot be told apart")
    here = ctypes.c_int()
    starts = {id(o) for o in gc.get_objects()} | {ctypes.addressof(here), id(None), id(look)}
    for name in ("malloc", "environ", "stdout"):
        starts.add(ctypes.cast(getattr(libc, name), ctypes.c_void_p).value)
    gc.unfreeze()
    starts |= {id(o) for o in gc.get_objects()}
    starts |= {o.__array_interface__["data"][0] for o in gc.get_objects() if type(o) is np.ndarray and o.size}
    seen = set()
    for start in {start >> 12 for start in starts}:
        for step in (1, -1):
            page = start if step == 1 else start - 1
            run = []
            while page not in seen and page > 15 and len(seen) < 80_000 and readable(page << 12):
                seen.add(page)
                run.append(page)
                page += step
            if run:
                look(ctypes.string_at(min(run) << 12, len(run) << 12), "memory")
    counts["pages"] = len(seen)

def search_near():
    look_at_descriptors()
    look_at_processes()
    look("\n".join(f"{k}={v}" for k, v in os.environ.items()).encode(), "the environment")
    look(repr(sys.argv).encode() + repr(sys.flags).encode(), "the arguments")
    frame = sys._getframe()
    while frame:
        look(repr({k: v for k, v in frame.f_locals.items() if k != "data"}).encode(errors="replace"), "a frame")
        frame = frame.f_back

calls = 0
def sigmoid(z):
    global calls
    calls += 1
    if calls == 2:
        search_near()
    if calls == 3:
        look_into_memory()
    if calls == 4:
        look_into_files()
        print(json.dumps([sorted(found), sorted(opened)[:9], counts]))
    return z

def sigmoid_backward(grad_output, output):
    return grad_output
'''


def described(secret):
    return [secret[:BEGINS].hex(), len(secret), hashlib.sha256(secret).hexdigest()]


def shapes_of(seed):
    """A seed in the forms in which a process may hold it."""
    digits = b"".join((seed >> (30 * at) & (1 << 30) - 1).to_bytes(4, "little") for at in range(2))
    return {
        "the seed in decimal": str(seed).encode(),
        "the seed in hexadecimal": f"{seed:x}".encode(),
        "the seed as a number": seed.to_bytes(8, "little"),
        "the seed as a number of Python": digits,
    }


def expected_values(seed):
    """The bytes of what must be answered: some entries of each planned case of the exercise searched from."""
    exercise = next(entry.exercise for entry in course().exercises if entry.id == "sigmoid_backward")
    for plan in dict.fromkeys(check.plan for check in exercise.checks):
        for number, case in enumerate(planned(exercise, plan, seed)):
            value = np.ascontiguousarray(case.expected.value).tobytes()
            # From a number on that is not round: memory is full of the zeros in which round numbers begin.
            start = next((at for at in range(0, len(value) - 31, 8) if 0 not in value[at : at + BEGINS]), None)
            if start is not None:
                yield f"expected value {number} of {plan.__name__}", value[start : start + 32]


@pytest.fixture(scope="module")
def searched(tmp_path_factory):
    """Run the grader as its users do, with secrets in all places, and give what the searcher found."""
    folder = tmp_path_factory.mktemp("canaries")
    canary = {
        name: f"{secrets.token_hex(12)}-{name}" for name in ("key", "solution", "submission", "environment", "visible")
    }
    seed = secrets.randbits(53) | 1 << 52
    shutil.copytree(ROOT / "solutions" / "quiz", folder / "key")
    key = folder / "key" / "xor.toml"
    key.write_text(f"# {canary['key']}\n{key.read_text()}")
    (folder / "solutions").mkdir()
    (folder / "solutions" / "sigmoid_backward.py").write_text(f"ANSWER = '{canary['solution']}'\n")
    other = folder / "other"
    other.mkdir()
    (other / "sigmoid_backward.py").write_text(
        f"# {canary['submission']}\ndef sigmoid(z): return '{canary['submission']}'\n"
    )
    told = {name: described(text.encode()) for name, text in canary.items()}
    told |= {name: described(value) for name, value in shapes_of(seed).items()}
    told |= {name: described(value) for name, value in expected_values(seed)}
    real = ROOT / "solutions"
    solution = (real / "05_sigmoid_backward" / "sigmoid_backward.py").read_bytes()
    told["a real solution"] = described(solution[solution.index(b"### BEGIN SOLUTION") :][:60])
    sealed = ROOT / "exercises" / "05_sigmoid_backward" / "solution.sealed"
    told["a sealed solution"] = described(sealed.read_bytes()[:60])
    told["the real key"] = described((real / "quiz" / "xor.toml").read_bytes()[:60])
    places = [
        key,
        other / "sigmoid_backward.py",
        folder / "solutions" / "sigmoid_backward.py",
        real / "05_sigmoid_backward" / "sigmoid_backward.py",
        real / "quiz" / "xor.toml",
        sealed,
        ROOT / "autograder" / "batch.py",
    ]
    source = SEARCHER.replace("__SECRETS__", json.dumps(told)).replace(
        "__PLACES__", json.dumps([str(p) for p in places])
    )
    source = source.replace("PLACES_PIDS", str([os.getpid(), os.getppid()])).replace("__VISIBLE__", canary["visible"])
    searcher = folder / "searcher"
    searcher.mkdir()
    (searcher / "sigmoid_backward.py").write_text(source)
    command = [sys.executable, "-m", "autograder", "grade", str(other), str(searcher), "--key", str(folder / "key")]
    for _ in range(ATTEMPTS):  # on a busy machine searching may take more CPU time than there is
        done = subprocess.run(
            [*command, "--seed", str(seed), "--jobs", "2", "--json", "-"],
            cwd=ROOT,
            env={**os.environ, "GRADER_TOKEN": canary["environment"]},
            capture_output=True,
            text=True,
            timeout=180,
            check=True,
        )
        report = json.loads(done.stdout)[1]
        assert report["grader"]["seed"] == seed
        (printed,) = [each["printed"] for each in report["exercises"] if each["id"] == "sigmoid_backward"]
        if printed:
            return *json.loads(printed), report
    pytest.fail("the searcher did not come to its end")


def test_the_searcher_finds_the_canary_in_its_own_source(searched):
    found, _, counts, _ = searched
    assert "visible in memory" in found
    assert counts["pages"] > 5_000
    assert counts["files"] > 100
    assert counts["refused"] > 100


def test_nothing_that_was_planted_is_found(searched):
    found = [secret for secret in searched[0] if not secret.startswith("visible ")]
    assert found == []


def test_no_file_that_was_named_could_be_read(searched):
    assert not [place for place in searched[1] if place.startswith(str(ROOT)) or "canaries" in place or "proc" in place]


def test_the_only_descriptors_are_the_null_device_and_one_socket(searched):
    assert sorted(searched[2]["descriptors"]) == ["device", "device", "device", "socket"]


def test_searching_earns_nothing(searched):
    report = searched[3]
    assert (report["status"], report["score"]) == ("graded", 0)

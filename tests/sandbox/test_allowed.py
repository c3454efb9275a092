"""What the filter on system calls lets through: all that computing needs; and what it is made of."""

from __future__ import annotations

import ast
import os
import struct

import numpy as np
import pytest

from autograder.sandbox.linux import seccomp
from autograder.sandbox.linux import seccomp as syscalls
from autograder.sandbox.protocol.calls import Call, Cell, Raised, Returned

MODULES = """
abc array ast base64 binascii bisect builtins calendar cmath codecs collections collections.abc colorsys contextlib
copy csv ctypes dataclasses datetime decimal difflib dis email enum errno fractions functools gc getpass glob gzip
hashlib heapq hmac html inspect io itertools json keyword linecache locale logging lzma math mmap multiprocessing
numbers numpy numpy.fft numpy.lib numpy.linalg numpy.ma numpy.polynomial numpy.random numpy.testing numpy.typing
operator os os.path pathlib pickle platform pprint queue random re reprlib secrets select shelve shutil signal socket
sqlite3 ssl stat statistics string struct subprocess sys tempfile textwrap threading time timeit token tokenize
traceback types typing unicodedata unittest urllib.parse uuid warnings weakref zipfile zlib zoneinfo
"""


@pytest.mark.parametrize("name", MODULES.split())
def test_a_module_can_be_imported(outcome, name):
    ended = outcome(f"import {name}\ndef f(): return 1")
    assert isinstance(ended, Returned)


COMPUTED = {
    "linalg": ("float(np.linalg.det(np.linalg.inv(2 * np.eye(3))))", 0.125),
    "svd": ("np.linalg.svd(np.eye(300))[1].sum().item()", 300.0),
    "matmul": ("(np.ones((500, 500)) @ np.ones((500, 500))).max().item()", 500.0),
    "solve": ("np.linalg.solve(3 * np.eye(50), np.ones(50)).sum().item() * 3", 50.0),
    "fft": ("abs(np.fft.fft(np.ones(1024))[0]).item()", 1024.0),
    "einsum": ("np.einsum('ij,jk->', np.ones((20, 30)), np.ones((30, 5)), optimize=True).item()", 3000.0),
    "random": ("np.random.default_rng(1).normal(size=10).shape[0] + len(np.random.rand(3))", 13),
    "python's random": ("random.Random(3).random() < 1 and random.choice([1])", 1),
    "floats": ("'%.3f %r %s' % (0.1, 1e300, np.float64(0.1)) + f'{np.pi:.4g}'", "0.100 1e+300 0.13.142"),
    "arrays printed": ("str(np.array([[1.5, 2.0]]))", "[[1.5 2. ]]"),
    "time": ("time.time() > 1e9 and time.perf_counter() > 0 and time.process_time() > 0 and time.sleep(0.001) is None", True),
    "datetime": ("datetime.datetime.now().year > 2000 and datetime.datetime.now(datetime.timezone.utc).tzname()", "UTC"),
    "local time": ("len(time.strftime('%H:%M', time.localtime()))", 5),
    "re": ("re.sub(r'(a+)b', r'<\\\\1>', 'xaab')", "x<aa>"),
    "json": ("json.loads(json.dumps({'a': [1, 2.5, None]}))['a'][1]", 2.5),
    "decimal": ("str(decimal.Decimal('0.1') + decimal.Decimal('0.2'))", "0.3"),
    "fractions": ("float(fractions.Fraction(1, 4) * 3)", 0.75),
    "itertools": ("sum(1 for _ in itertools.permutations(range(5)))", 120),
    "functools": ("functools.reduce(lambda a, b: a * b, range(1, 6))", 120),
    "dataclasses": ("dataclasses.make_dataclass('A', ['x'])(3).x", 3),
    "typing": ("str(typing.get_origin(typing.List[int]))", "<class 'list'>"),
    "statistics": ("statistics.median([3, 1, 2]) + statistics.stdev([1.0, 3.0]) ** 2", 4.0),
    "math": ("math.fsum([0.1] * 10) + math.comb(5, 2)", 11.0),
    "cmath": ("abs(cmath.exp(1j * cmath.pi) + 1) < 1e-12", True),
    "collections": ("collections.Counter('aab').most_common(1)[0][1]", 2),
    "copy": ("copy.deepcopy([[1], 2])[0][0]", 1),
    "io": ("io.StringIO('a\\\\nb').readlines()[1] + io.BytesIO(b'x').read().decode()", "bx"),
    "os.path": ("os.path.join('a', 'b') + os.path.splitext('c.py')[1] + str(os.path.exists('/nowhere'))", "a/b.pyFalse"),
    "pathlib": ("str(pathlib.Path('a') / 'b.c').upper() + pathlib.Path('x.py').suffix", "A/B.C.py"),
    "inspect": ("inspect.getsource(f).count('def f') + len(inspect.signature(f).parameters)", 2),
    "traceback": ("traceback.format_exception(ValueError('x'))[-1]", "ValueError: x\n"),
    "warnings": ("warnings.simplefilter('ignore') is None and warnings.warn('x') is None", True),
    "string": ("string.Template('$a').substitute(a=1) + string.digits[:2]", "101"),
    "reading numpy": ("os.path.basename(np.__file__) in os.listdir(os.path.dirname(np.__file__))", True),
    "a source of Python": ("len(inspect.getsource(statistics.mean)) > 100", True),
    "urandom": ("len(os.urandom(8)) + len(secrets.token_bytes(4))", 12),
    "cpu count": ("os.cpu_count() is None or os.cpu_count() > 0", True),
    "much memory": ("np.zeros(10_000_000).sum().item()", 0.0),
    "memory given back": ("[np.ones(3_000_000).sum().item() for _ in range(20)][-1]", 3e6),
    "alarm": ("signal.setitimer(signal.ITIMER_REAL, 0)[0]", 0.0),
    "poll": ("select.select([], [], [], 0.001)[0]", []),
    "a pipe": ("[os.write(w, b'abc') and os.read(r, 3) for r, w in [os.pipe()]][0].decode()", "abc"),
    "the null device": ("open(os.devnull, 'w').write('x') + open(os.devnull, 'r').read().count('x')", 1),
    "limits are read": ("resource.getrlimit(resource.RLIMIT_NPROC)[0]", 0),
    "a lock": ("threading.Lock().acquire() and threading.current_thread().name", "MainThread"),
    "who": ("os.getpid() > 1 and os.getuid() > 0 and os.uname().sysname", "Linux"),
    "garbage": ("gc.collect() >= 0", True),
    "ctypes": ("ctypes.CDLL(None).abs(-3)", 3),
    "platform": ("bool(platform.machine())", True),
    "terminal": ("shutil.get_terminal_size().columns", 80),
}  # fmt: skip
IMPORTS = """cmath collections copy ctypes dataclasses datetime decimal fractions functools gc inspect io itertools json
math os pathlib platform random re resource secrets select shutil signal statistics string threading time traceback
typing warnings"""


@pytest.mark.parametrize("what", COMPUTED)
def test_it_computes(outcome, what):
    expression, expected = COMPUTED[what]
    expression = expression.replace("\\\\", "\\")
    ast.parse(expression)
    source = f"import {', '.join(IMPORTS.split())}\nimport numpy as np\ndef f():\n    return {expression}"
    ended = outcome(source)
    assert isinstance(ended, Returned), ended
    if isinstance(expected, float):
        assert ended.value == pytest.approx(expected)
    else:
        assert ended.value == expected


REFUSED = (
    "os.umask(0o22)", "os.nice(1)", "os.setpriority(0, 0, 5)", "os.setsid()", "os.sched_setaffinity(0, {0})",
    "resource.setrlimit(resource.RLIMIT_CPU, (1, 1))", "resource.setrlimit(resource.RLIMIT_NOFILE, (9, 9))",
    "resource.setrlimit(resource.RLIMIT_AS, (-1, -1))",
)  # fmt: skip
HARMLESS = ("os.chdir('/')", "signal.signal(signal.SIGINT, signal.SIG_IGN)", "signal.signal(signal.SIGTERM, print)")


def test_what_changes_the_process_is_refused_or_harmless_and_ends_nothing(sandbox):
    calls = "".join(f"def f{n}(): {call}\n" for n, call in enumerate([*REFUSED, *HARMLESS]))
    tops = [f"import os, resource, signal\n{call}" for call in [*REFUSED, *HARMLESS]]
    cells = [Cell(f"cell {n}", source) for n, source in enumerate([f"import os, resource, signal\n{calls}", *tops], 1)]
    with sandbox.open(cells, "exercise", 9, 40) as session:
        told = [problem.problem for problem in session.loaded.problems]
        assert [problem.kind for problem in told] == ["PermissionError"] * len(REFUSED)
        outcomes = [session.call(Call(f"f{n}", ())) for n in range(len(REFUSED) + len(HARMLESS))]
    assert [getattr(outcome, "kind", "") for outcome in outcomes] == ["PermissionError"] * len(REFUSED) + [""] * len(
        HARMLESS
    )
    assert all(isinstance(outcome, Raised | Returned) for outcome in outcomes)


FLAGS = """
import os
def f(path, flags):
    try: os.close(os.open(path, flags))
    except OSError as error: return error.errno
    return 0
"""


@pytest.mark.parametrize(
    "flags",
    ["O_WRONLY", "O_RDWR", "O_RDONLY|O_TRUNC", "O_WRONLY|O_CREAT", "O_RDONLY|O_CREAT", "O_RDWR|O_TMPFILE", "O_WRONLY|O_APPEND"],
)  # fmt: skip
def test_what_can_be_read_cannot_be_opened_in_a_way_that_changes_it(outcome, flags):
    number = 0
    for flag in flags.split("|"):
        number |= getattr(os, flag)
    there = os.path.realpath(np.__file__)
    new = os.path.dirname(there) + "/new.py"  # noqa: PTH120 -- a string
    assert outcome(FLAGS, "f", new, number).value > 0
    if number != os.O_CREAT:  # which alone changes nothing in a file that is there
        assert outcome(FLAGS, "f", there, number).value > 0
    assert outcome(FLAGS, "f", there, os.O_RDONLY).value == 0


def run(code, number, *args, arch):
    """Interpret a filter as the kernel does; only what ours are made of."""
    data = struct.pack("=iIQ6Q", number, arch, 0, *(*args, *[0] * (6 - len(args))))
    at = held = 0
    while True:
        operation, if_true, if_false, value = struct.unpack_from("=HBBI", code, 8 * at)
        at += 1
        match operation:
            case seccomp.LOAD:
                held = struct.unpack_from("=I", data, value)[0]
            case seccomp.JUMP:
                at += value
            case seccomp.JUMP_EQUAL:
                at += if_true if held == value else if_false
            case seccomp.JUMP_AT_LEAST:
                at += if_true if held >= value else if_false
            case seccomp.JUMP_ANY_BIT:
                at += if_true if held & value else if_false
            case seccomp.RETURN:
                return value
            case _:
                raise AssertionError(operation)


ALLOWED, EPERM, ENOSYS = seccomp.ALLOW, seccomp.REFUSE | 1, seccomp.REFUSE | 38
CALLS = {"x86_64": {"read": 0, "open": 257, "kill": 62, "prlimit": 302, "fcntl": 72, "ioctl": 16, "clone": 56, "socket": 41,
                    "execve": 59, "prctl": 157, "ptrace": 101, "sendmsg": 46, "unlinkat": 263, "tgkill": 234},
         "aarch64": {"read": 63, "open": 56, "kill": 129, "prlimit": 261, "fcntl": 25, "ioctl": 29, "clone": 220, "socket": 198,
                     "execve": 221, "prctl": 167, "ptrace": 117, "sendmsg": 211, "unlinkat": 35, "tgkill": 131}}  # fmt: skip
W, C, T = 1, 0o100, 0o1000
CASES = [
    ("read", (), ALLOWED), ("clone", (), EPERM), ("socket", (), EPERM), ("execve", (), EPERM), ("prctl", (), EPERM),
    ("ptrace", (), EPERM), ("sendmsg", (), EPERM), ("unlinkat", (), EPERM),
    ("kill", (77, 9), ALLOWED), ("kill", (78, 9), EPERM), ("kill", (0, 9), EPERM), ("kill", (2**64 - 1, 9), EPERM),
    ("tgkill", (77, 77, 9), ALLOWED), ("tgkill", (1, 77, 9), EPERM),
    ("prlimit", (0, 7, 0), ALLOWED), ("prlimit", (0, 7, 8), EPERM), ("prlimit", (0, 7, 1 << 40), EPERM),
    ("fcntl", (3, 1), ALLOWED), ("fcntl", (3, 1030), ALLOWED), ("fcntl", (3, 8), EPERM), ("fcntl", (3, 15), EPERM),
    ("ioctl", (0, 0x5401), ALLOWED), ("ioctl", (0, 0x8901), EPERM), ("ioctl", (0, 0x5412), EPERM),
    ("open", (0, 0, 0), ALLOWED), ("open", (0, 0, T), EPERM), ("open", (0, 0, 0o20200000), EPERM),
]  # fmt: skip


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
@pytest.mark.parametrize(("name", "args", "verdict"), CASES)
def test_the_filter_says_the_same_on_every_machine(machine, name, args, verdict):
    target = seccomp.ARCHITECTURES[machine]
    code = seccomp.Filter(target, refuse_writing=False).program(77)
    assert run(code, CALLS[machine][name], *args, arch=target.audit) == verdict


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_the_filter_as_a_whole(machine):
    target = seccomp.ARCHITECTURES[machine]
    other = seccomp.ARCHITECTURES[{"x86_64": "aarch64"}.get(machine, "x86_64")]
    strict, lenient = (seccomp.Filter(target, refuse_writing=refuse).program(77) for refuse in (True, False))
    opening = CALLS[machine]["open"]
    for flags in (W, 2, C, T, W | C | T):
        assert run(strict, opening, 0, 0, flags, arch=target.audit) == EPERM
    for flags in (W, 2, W | C | T):  # to os.devnull; Landlock sees to the rest
        assert run(lenient, opening, 0, 0, flags, arch=target.audit) == ALLOWED
    assert run(strict, 0, arch=other.audit) == seccomp.KILL
    for number in (435, 437, 447, 500):
        assert run(strict, number, arch=target.audit) == ENOSYS
    for number in (0x4000_0000, 0x4000_0029, -1):
        assert run(strict, number, arch=target.audit) == (EPERM if machine == "x86_64" else ENOSYS)
    allowed = {number for number in range(435) if run(strict, number, 1, 2, 3, 4, arch=target.audit) == ALLOWED}
    with_duplicates = {CALLS[machine]["fcntl"]}  # F_DUPFD and F_GETFD, which 2 stands for
    assert allowed == {n for n in syscalls.numbers(syscalls.ALLOWED, target.column) if n < 435} | with_duplicates
    assert len(code_of(strict)) < 4096  # the kernel takes no more


def code_of(code):
    return [code[at : at + 8] for at in range(0, len(code), 8)]

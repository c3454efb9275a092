"""Code that does not end, ends its process, or takes all there is: a clear word on it, and the others are not hurt.

Some rows earn points: those of functions that are honestly right beside the one that misbehaves.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

CLOCK = {"clock": True}  # which may be what ends it
SLOW = CLOCK | {
    "en": r"still computing after|had not answered after",
    "pt": r"ainda estava calculando|não tinha respondido",
}
SLOW_IMPORT = CLOCK | {"en": r"was still running after", "pt": r"ainda estava executando depois"}
WALL = {"en": r"had not answered after", "pt": r"não tinha respondido depois", "wall": 3.0}
GONE = {
    "en": r"ended its own process \(os._exit, status 0\)|closed its connection",
    "pt": r"encerrou o próprio processo|fechou a conexão",
}
EXITED = {"en": r"ended its own process", "pt": r"encerrou o próprio processo"}
MEMORY = {"both": "MemoryError"}
OUTPUT = {"en": r"printed more than 1048576", "pt": r"imprimiu mais de 1048576"}


def signalled(name):
    return {"en": rf"ended by signal \d+ \({name}\)", "pt": rf"encerrado pelo sinal \d+ \({name}\)"}


def in_sigmoid(body, **row):
    """Misbehave in one function; the other one is right, and keeps its five points."""
    return {"source": f"import os, sys\n#right\ndef sigmoid(z):\n    {body}", "score": 5, **row}


def everywhere(body, **row):
    """Misbehave in both functions."""
    source = f"import os, sys\ndef sigmoid(*args):\n    {body}\nsigmoid_backward = sigmoid"
    return {"source": source, **row}


def at_import(body, **row):
    """Misbehave before any function exists."""
    return {"source": f"import os, sys\n{body}\n#right", **row}


SWALLOWING = "while True:\n{0}    try:\n{0}        while True: pass\n{0}    except BaseException: pass"
IGNORING = (
    "import signal\n{0}for number in range(1, 65):\n{0}    try: signal.signal(number, signal.SIG_IGN)\n"
    "{0}    except (OSError, ValueError): pass\n{0}while True: pass"
)
TABLE = {
    # without end
    "endless_loop_in_a_function": in_sigmoid("while True: pass", **SLOW),
    "endless_loop_at_import": at_import("while True: pass", **SLOW_IMPORT),
    "endless_loop_that_swallows_every_exception": everywhere(SWALLOWING.format("    "), **SLOW),
    "endless_loop_at_import_that_swallows_every_exception": at_import(SWALLOWING.format(""), **SLOW_IMPORT),
    "endless_loop_that_ignores_every_signal": everywhere(IGNORING.format("    "), **SLOW),
    "endless_loop_in_c": everywhere("sum(iter(int, 1))", **SLOW),
    "endless_power": everywhere("return 10 ** 10 ** 10", **SLOW),
    "endless_regular_expression": everywhere("import re; re.match('(a+)+$', 'a' * 64 + 'b')", **SLOW),
    "endless_exception_text": everywhere(
        "class E(Exception):\n        def __str__(self):\n            while True: pass\n    raise E", **SLOW
    ),
    "endless_destructor": everywhere(
        "class D:\n        def __del__(self):\n            while True: pass\n    D(); return 0", **SLOW
    ),
    "endless_trace": everywhere(
        "sys.settrace(lambda *_: sigmoid()); len(''); sigmoid()", both="RecursionError|CPU", **CLOCK
    ),
    "endless_generator_in_a_list": everywhere("return list(iter(lambda: 0.5, 1))", both="MemoryError|CPU", **CLOCK),
    "endless_fork_bomb": everywhere("while True:\n        try: os.fork()\n        except OSError: pass", **SLOW),
    "endless_thread_bomb": everywhere(
        "import threading\n    while True:\n        try: threading.Thread(target=sigmoid).start()\n"
        "        except RuntimeError: pass",
        **SLOW,
    ),
    "endless_exec_bomb": everywhere(
        "while True:\n        try: os.execv(sys.executable, ['python'])\n        except OSError: pass", **SLOW
    ),
    # recursion
    "recursion": everywhere("return sigmoid(*args)", both="RecursionError"),
    "recursion_with_a_raised_limit": everywhere(
        "sys.setrecursionlimit(10 ** 9); return sigmoid(*args)", both="MemoryError|SIGSEGV|CPU|RecursionError", **CLOCK
    ),
    "recursion_in_c_with_a_raised_limit": everywhere(
        "sys.setrecursionlimit(10 ** 9)\n    class A:\n        def __repr__(self): return repr([self])\n    repr(A())",
        both="MemoryError|SIGSEGV|CPU|RecursionError",
        **CLOCK,
    ),
    "recursion_at_import_with_a_raised_limit": at_import(
        "sys.setrecursionlimit(10 ** 9)\nf = lambda *a: f(*a)\nf()",
        both="MemoryError|SIGSEGV|seg|still|ainda|RecursionError",
        **CLOCK,
    ),
    # memory
    "memory_bomb": everywhere("x = [0]\n    while True: x += x", **MEMORY),
    "memory_bomb_at_import": at_import("x = [0]\nwhile True: x += x", **MEMORY),
    "memory_bomb_that_tries_again": everywhere(
        "x = []\n    while True:\n        try: x.append(bytearray(1 << 24))\n        except MemoryError: pass", **SLOW
    ),
    "huge_array": everywhere("import numpy as np; return np.ones((1 << 20, 1 << 20))", **MEMORY),
    "huge_array_of_untouched_pages": everywhere("import numpy as np; return np.empty(1 << 36)", **MEMORY),
    "huge_map": everywhere("import mmap; return len(mmap.mmap(-1, 1 << 36))", both="OSError|MemoryError"),
    "huge_text": everywhere("return 'x' * (1 << 40)", **MEMORY),
    "huge_decompression": everywhere(
        "import zlib; data = zlib.compress(bytes(1 << 26), 9); return len(zlib.decompress(data) * 64)",
        both="MemoryError|CPU",
        **CLOCK,
    ),
    "all_descriptors": everywhere("return [os.open('/dev/null', 0) for _ in range(100_000)]", both="OSError"),
    # output
    "output_without_end": everywhere("while True: print('x' * 1000)", **OUTPUT),
    "output_without_end_at_import": at_import("while True: print('x' * 1000)", **OUTPUT),
    "output_of_a_gigabyte": in_sigmoid("for _ in range(1 << 15): print('x' * (1 << 15))", **OUTPUT),
    "output_of_a_gigabyte_to_stderr": in_sigmoid(
        "for _ in range(1 << 15): sys.stderr.write('x' * (1 << 15))", **OUTPUT
    ),
    "output_at_once": in_sigmoid("print('x' * (1 << 26))", **OUTPUT),
    "output_before_a_crash_that_is_printed_again_on_reloading": {
        "source": "import os\nprint('x' * 1500)\n#right\nprint('x' * 400)\ndef sigmoid(z): os._exit(1)",
        "score": 5,
        **EXITED,
    },
    "output_past_the_sink": everywhere("while True: os.write(1, b'x' * 65_536)", **SLOW),
    "output_of_lines_without_end": everywhere("while True: print('\\n' * 1000)", **OUTPUT),
    "output_by_warnings": everywhere("import warnings\n    while True: warnings.warn('x' * 10_000)", **SLOW),
    "filling_the_disk": everywhere(
        "import io\n    with io.FileIO('/tmp/learner-fills', 'w') as file:\n        while True: file.write(bytes(1 << 20))",
        both="PermissionError|OSError|FileNotFoundError",
    ),
    "filling_shared_memory": everywhere(
        "import io\n    with io.FileIO('/dev/shm/learner-fills', 'w') as file:\n        while True: file.write(bytes(1 << 20))",
        both="PermissionError|OSError|FileNotFoundError",
    ),
    "filling_files_in_memory": everywhere(
        "with open('/tmp/learner-fills', 'wb') as file:\n        while True: file.write(bytes(1 << 24))",
        both="MemoryError|computing|calculando",
        **CLOCK,
    ),
    "filling_a_temporary_file": everywhere(
        "import tempfile\n    with tempfile.TemporaryFile() as file:\n        while True: file.write(bytes(1 << 20))",
        both="PermissionError|OSError|FileNotFoundError",
    ),
    # ends of the process
    "os_exit_0": in_sigmoid("os._exit(0)", **EXITED),
    "os_exit_0_at_import": at_import("os._exit(0)", **EXITED),
    "sys_exit_0": in_sigmoid("sys.exit(0)", both="SystemExit"),
    "sys_exit_0_at_import": at_import("sys.exit(0)", both="SystemExit"),
    "exit_at_import": at_import("exit()", both="SystemExit|NameError"),
    "system_exit_with_an_object": everywhere("raise SystemExit(sys)", both="SystemExit"),
    "keyboard_interrupt": everywhere("raise KeyboardInterrupt", both="KeyboardInterrupt"),
    "generator_exit": everywhere("raise GeneratorExit", both="GeneratorExit"),
    "stop_iteration": everywhere("raise StopIteration(1)", both="StopIteration"),
    "abort": in_sigmoid("os.abort()", **signalled("SIGABRT")),
    "segfault_by_ctypes": in_sigmoid("import ctypes; ctypes.string_at(0)", **signalled("SIGSEGV")),
    "segfault_at_import": at_import("import ctypes; ctypes.string_at(0)", en="SIGSEGV", pt="SIGSEGV"),
    "segfault_by_a_forged_object": in_sigmoid(
        "import ctypes; return ctypes.cast(8, ctypes.py_object).value", **signalled("SIGSEGV")
    ),
    "jump_to_nowhere": in_sigmoid("import ctypes; ctypes.CFUNCTYPE(None)(16)()", **signalled("SIGSEGV")),
    "kill_oneself": in_sigmoid("os.kill(os.getpid(), 9)", **signalled("SIGKILL")),
    "terminate_oneself": in_sigmoid("os.kill(os.getpid(), 15)", **signalled("SIGTERM")),
    "alarm": in_sigmoid("import signal; signal.setitimer(0, 0.01); signal.pause()", **signalled("SIGALRM")),
    "limit_of_cpu_time_lowered": in_sigmoid(
        "import signal; os.kill(os.getpid(), signal.SIGXCPU)", en="CPU|SIGXCPU", pt="CPU|SIGXCPU"
    ),
    "closed_descriptors": in_sigmoid("os.closerange(0, 256)", **GONE),
    "closed_descriptors_at_import": at_import("os.closerange(0, 256)", **GONE),
    "descriptors_exchanged": in_sigmoid(
        "null = os.open('/dev/null', os.O_RDWR)\n    for number in range(3, 64):\n"
        "        try: os.fstat(number); os.dup2(null, number)\n        except OSError: pass",
        **GONE,
    ),
    "garbage_in_every_descriptor": in_sigmoid(
        "for number in range(64):\n        try: os.write(number, os.urandom(4096))\n        except OSError: pass",
        en="not in the form|too large",
        pt="não veio na forma|grande demais",
    ),
    "garbage_in_every_descriptor_at_import": at_import(
        "for number in range(64):\n    try: os.write(number, os.urandom(4096))\n    except OSError: pass",
        en="not in the form|too large",
        pt="não veio na forma|grande demais",
    ),
    "work_left_for_the_exit": {
        "source": "import atexit, os\n#right\natexit.register(os.abort)\natexit.register(lambda: sigmoid.loop())",
        "score": 8,
    },
    "hooks_that_never_end": {
        "source": "import sys\n#right\ndef loop(*_):\n    while True: pass\n"
        "sys.excepthook = sys.unraisablehook = sys.breakpointhook = sys.displayhook = loop",
        "score": 8,
    },
    "interactive_debugger": everywhere("breakpoint()", both="BdbQuit|EOFError|OSError|RuntimeError"),
    "interactive_interpreter": everywhere("import code; code.interact()", en="returned None", pt="devolveu None"),
    "interactive_input_at_import": at_import("name = input('name? ')", both="EOFError"),
    "interactive_password": everywhere("import getpass; getpass.getpass()", both="EOFError|OSError|PermissionError"),
    "dump_of_tracebacks_later": everywhere(
        "import faulthandler; faulthandler.dump_traceback_later(0.01, exit=True)",
        both="UnsupportedOperation|RuntimeError",
    ),
}

# What only waits, for the wall's clock to end it, can wait at the same time as all others.
WAITING = {
    "sleep": everywhere("import time; time.sleep(1000)", **WALL),
    "sleep_at_import": at_import("import time; time.sleep(1000)", **SLOW_IMPORT, wall=3.0),
    "waiting_for_a_signal": everywhere("import signal; signal.pause()", **WALL),
    "waiting_for_oneself": everywhere(
        "import threading; lock = threading.Lock(); lock.acquire(); lock.acquire()", **WALL
    ),
    "waiting_for_a_pipe": everywhere("os.read(os.pipe()[0], 1)", **WALL),
    "stopping_oneself": everywhere("import signal; os.kill(os.getpid(), signal.SIGSTOP)", **WALL),
    "reading_the_graders_frames": everywhere(
        "for number in range(3, 64):\n        try: os.read(number, 1)\n        except OSError: pass",
        **WALL,
    ),
}


def test_what_does_not_end_well_is_said_and_earns_only_what_is_right(attack, judged):
    judged(TABLE[attack])


def test_what_waits_without_end_is_said_and_earns_nothing(judged):
    with ThreadPoolExecutor(len(WAITING)) as pool:
        assert len(list(pool.map(judged, WAITING.values(), WAITING))) == len(WAITING)

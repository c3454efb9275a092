"""Files that are traps for whoever reads them, and code that spoils the Python it runs in."""

from __future__ import annotations

import io
import json
import os
import tarfile
import zipfile
from pathlib import Path

NOT_FOUND = {"en": "No file of an exercise was found", "pt": "Nenhum arquivo de exercício foi encontrado"}
LINK = {"en": "links are not followed", "pt": "links não são seguidos"}
NOT_REGULAR = {"en": "no regular file", "pt": "não é um arquivo comum"}
OUT = {"en": "leads out of its folder", "pt": "leva para fora da própria pasta"}
BIG = {"en": r"more than 50000000 bytes unpacked", "pt": r"mais de 50000000 bytes"}
SYNTAX = {"both": "SyntaxError|IndentationError|MemoryError|RecursionError"}
TOO_LONG = {"both": "more than 50000 brackets|mais de 50000 parênteses"}  # to be parsed at all
RIGHT_FILE = "sigmoid_backward.py"


def right(before="", after="", **row):
    """Right functions between two pieces of source; they keep all their points unless the row says otherwise."""
    return {"source": f"{before}\n#right\n{after}", "score": 8, **row}


def file(name, content, **row):
    return {"files": {name: content}, **row}


def linked(target, name=RIGHT_FILE):
    def make(folder):
        (folder / name).symlink_to(target)
        return folder

    return make


def archive(name, *entries, suffix=".zip"):
    """Pack (name, data) into an archive; for tar, a tuple's data may be a TarInfo without data."""

    def make(folder):
        path = folder / f"{name}{suffix}"
        if suffix == ".zip":
            with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
                for entry, data in entries:
                    packed.writestr(entry, data)
            return path
        with tarfile.open(path, "w:gz") as packed:
            for entry, data in entries:
                info = data if isinstance(data, tarfile.TarInfo) else tarfile.TarInfo(entry)
                info.name = entry
                if isinstance(data, bytes):
                    info.size = len(data)
                packed.addfile(info, io.BytesIO(data) if isinstance(data, bytes) else None)
        return path

    return make


def special(kind, target=""):
    info = tarfile.TarInfo()
    info.type, info.linkname = kind, target
    return info


def zip_link(name):
    info = zipfile.ZipInfo(name)
    info.external_attr = 0o120777 << 16
    return info


def sparse(size):
    def make(folder):
        with (folder / RIGHT_FILE).open("wb") as sparse_file:
            sparse_file.truncate(size)
        return folder

    return make


def made(act):
    def make(folder):
        act(folder)
        return folder

    return make


def overlapping_bomb(folder):
    """One packed block of zeros that a thousand entries of the directory share."""
    path = folder / "overlap.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(RIGHT_FILE, bytes(900_000))
        for number in range(900):
            info = zipfile.ZipInfo(f"a/b/{number:03}/{RIGHT_FILE}")
            for field in ("compress_type", "CRC", "compress_size", "file_size", "header_offset"):
                setattr(info, field, getattr(packed.infolist()[0], field))
            packed.filelist.append(info)
        packed._didModify = True
    return path


def damaged(folder):
    (folder / "x.zip").write_bytes(b"PK\3\4" + bytes(99))
    return folder / "x.zip"


def notebook(*sources, outputs=()):
    cells = [
        {"cell_type": "code", "source": source, "outputs": list(outputs), "metadata": {}, "execution_count": None}
        for source in sources
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


DEEP_FOLDER = "/".join("abcdefgh") + "/" + RIGHT_FILE
TABLE = {
    # sources
    "syntax_error": right(after="def f(:", score=0, **SYNTAX),
    "unclosed_bracket_of_a_megabyte": {"source": "(" * 900_000, **TOO_LONG},
    "expression_without_end": {
        "source": "x = " + "-" * 300_000 + "1\n#right",
        **TOO_LONG,
    },
    "operators_without_end": {
        "source": "x = " + "1+" * 100_000 + "1\n#right",
        **TOO_LONG,
    },
    "constant_that_takes_all_memory_to_fold": right("x = 'a' * 1000 * 1000 * 1000 if 0 else 0"),
    "null_bytes": {"source": "x = 1\0\n#right", "en": "null character", "pt": "caractere nulo"},
    "byte_order_mark": file(RIGHT_FILE, b"\xef\xbb\xbf# caf\xc3\xa9\n#right", score=8),
    "latin_1": file(
        RIGHT_FILE, "# coding: latin-1\n#right\nraise ValueError('ação')".encode("latin-1"), score=8, both="ação"
    ),
    "latin_1_without_saying_so": file(
        RIGHT_FILE, "x = 'ação'".encode("latin-1"), en="is not valid utf-8", pt="não é utf-8"
    ),
    "utf_16": file(RIGHT_FILE, "x = 1".encode("utf-16"), both="UTF-16"),
    "coding_that_runs_code": file(RIGHT_FILE, b"# coding: unicode_escape\n#\\x0aimport os; os._exit(0)", both="coding"),
    "coding_that_is_no_charset": file(RIGHT_FILE, b"# coding: zlib\nx", both="coding"),
    "coding_that_shifts": file(RIGHT_FILE, b"# coding: utf-7\nx = 1", en="no function", pt="não existe a função"),
    "half_a_surrogate": file(RIGHT_FILE, b"x = '\xed\xa0\x80'", en="is not valid utf-8", pt="não é utf-8"),
    "letters_that_look_alike": {
        "source": "def ｓigmoid(z): return z\ndef sigmoid_backward(g, o): return g",
        "en": "is right",
        "pt": "o certo é",
    },
    "reversed_by_bidi_controls": {
        "source": "#right\ndef sigmoid(z): return z #\u202e 0 nruter",
        "score": 5,
        "en": "is right",
        "pt": "o certo é",
        "never": "\u202e",
    },
    "source_of_a_hundred_megabytes": {
        "make": sparse(100_000_000),
        "en": "larger than 1000000 bytes",
        "pt": "mais de 1000000 bytes",
    },
    "source_of_a_terabyte": {"make": sparse(1 << 40), "en": "larger than 1000000 bytes", "pt": "mais de 1000000 bytes"},
    "missing_function": {
        "source": "def sigmoid_bakward(g, o): return 1",
        "en": "there is no function `sigmoid`",
        "pt": "não existe a função `sigmoid`",
    },
    "functions_that_are_no_functions": {"source": "sigmoid = 3\nsigmoid_backward = [sum]", "both": "`sigmoid`"},
    "functions_that_are_classes": {
        "source": "#right\nclass sigmoid:\n    def __init__(self, z): pass",
        "score": 5,
        "both": "sigmoid",
    },
    "wrong_signature": {
        "source": "def sigmoid(): return 1\ndef sigmoid_backward(a, b, c, d): return 1",
        "both": "TypeError",
    },
    "functions_deleted_later": right("", "del sigmoid_backward", score=3, both="`sigmoid_backward`"),
    "namespace_cleared": right("", "globals().clear()", score=0, both="`sigmoid`"),
    "names_that_are_no_texts": right("", "globals()[3] = globals()[None] = print"),
    "a_hundred_thousand_names": right("", "for i in range(100_000): globals()[f'n{i}' * 30] = print"),
    "own_module_replaced": right("import sys", "sys.modules[__name__] = None"),
    # spoiling Python for oneself: honest numbers count
    "numpy_errors_raise": right("import numpy as np\nnp.seterr(all='raise')"),
    "warnings_as_errors": right("import warnings\nwarnings.simplefilter('error')"),
    "warnings_replaced": right(
        "import warnings\nwarnings.catch_warnings = warnings.simplefilter = warnings.showwarning = None",
        score=0,
        en="changed a part of Python",
        pt="alterou uma parte do Python",
    ),
    "global_random_state": right("import random\nimport numpy as np\nrandom.seed(0); np.random.seed(0)"),
    "import_hooks": right("import sys\nsys.meta_path.clear(); sys.path.clear(); sys.path_hooks.clear()"),
    "import_replaced": right("", "import builtins\nbuiltins.__import__ = None"),
    "print_options": right("import numpy as np\nnp.set_printoptions(formatter={'all': lambda x: 1 / 0})"),
    "clock_replaced": right("import time\ntime.time = time.monotonic = time.perf_counter = lambda: 1e18"),
    "garbage_collector_off": right("import gc\ngc.disable(); gc.set_threshold(0)"),
    "switch_interval": right("import sys\nsys.setswitchinterval(1e-9); sys.setrecursionlimit(200)"),
    "floats_rounded_by_the_processor": right("import ctypes\nlibm = ctypes.CDLL('libm.so.6')\nlibm.fesetround(0x400)"),
    "missing_library": right("import torch\ntorch.manual_seed(0)", score=0, both="ModuleNotFoundError"),
    "unused_library": right("from tqdm import tqdm", both="No module named 'tqdm'"),
    "plots": right("import matplotlib.pyplot as plt\nplt.plot([1]); plt.show()"),
    "guard_of_a_script": right("", "if __name__ == '__main__':\n    raise SystemExit('main')"),
    # neighbours that would shadow modules
    "files_named_like_modules": {
        "files": dict.fromkeys(
            ("random.py", "numpy.py", "json.py", "numpy/__init__.py", "sitecustomize.py"), "import os; os._exit(3)"
        )
        | {RIGHT_FILE: "import random\n#right"},
        "score": 8,
    },
    "import_of_a_neighbour": {
        "files": {"helper.py": "x = 1", RIGHT_FILE: "import helper\n#right"},  # nothing uses it
        "score": 8,
        "both": "ModuleNotFoundError",
    },
    # folders
    "link_to_the_users": {"make": linked("/etc/passwd"), **LINK, "never": "root:"},
    "link_to_the_solution": {
        "make": linked(Path(__file__).parents[2] / "solutions/05_sigmoid_backward/sigmoid_backward.py"),
        **LINK,
    },
    "link_to_endless_zeros": {"make": linked("/dev/zero"), **LINK},
    "link_to_itself": {"make": linked(RIGHT_FILE), **LINK},
    "folder_linked_to_the_root": {"make": linked("/", "all"), **LINK},
    "answers_linked_to_the_key": {
        "make": linked(Path(__file__).parents[2] / "solutions/quiz/xor.toml", "answers.toml"),
        **LINK,
    },
    "named_pipe": {"make": made(lambda folder: os.mkfifo(folder / RIGHT_FILE)), **NOT_REGULAR},
    "folder_named_like_a_file": {"make": made(lambda folder: (folder / RIGHT_FILE).mkdir()), **NOT_REGULAR},
    "too_deep_down": {
        "files": {DEEP_FOLDER: "#right", "readme.txt": ""},
        "en": "more than 3 levels",
        "pt": "mais de 3 níveis",
    },
    "deep_down_with_nothing_beside_it": file(DEEP_FOLDER, "#right", score=8),
    "twenty_thousand_files": {
        "make": made(lambda folder: [(folder / str(number)).touch() for number in range(20_050)]),
        **NOT_FOUND,
    },
    "names_that_command_a_terminal": file("\x1b[2J\u202e\n::error::.py", "x = 1", **NOT_FOUND),
    "no_such_path": {
        "make": lambda folder: folder / "nowhere",
        "ungradable": True,
        "en": "no such file",
        "pt": "não existe esse",
    },
    "path_with_a_null_byte": {
        "make": lambda folder: f"{folder}/x\0y",
        "ungradable": True,
        "en": "no path that the system knows",
        "pt": "não é um caminho",
    },
    "path_of_a_device": {
        "make": lambda _: "/dev/zero",
        "ungradable": True,
        "en": "none of what can be handed in",
        "pt": "nada do que se pode entregar",
    },
    "path_of_the_system": {
        "make": lambda _: "/proc/self/mem",
        "ungradable": True,
        "en": "none of what can be handed in",
        "pt": "nada do que se pode entregar",
    },
    # archives
    "archive_that_is_none": {"make": damaged, "ungradable": True, "en": "is no .zip", "pt": "não é um pacote"},
    "archive_that_leads_out": {"make": archive("out", ("../../sigmoid_backward.py", b"x")), "ungradable": True, **OUT},
    "archive_with_an_absolute_name": {
        "make": archive("abs", ("/absolute/sigmoid_backward.py", b"x")),
        "ungradable": True,
        **OUT,
    },
    "archive_with_a_backslash": {"make": archive("back", ("..\\sigmoid_backward.py", b"x")), "ungradable": True, **OUT},
    "archive_with_a_link": {"make": archive("link", (zip_link(RIGHT_FILE), b"/etc/passwd")), **LINK, "never": "root:"},
    "tar_with_a_link": {
        "make": archive("link", (RIGHT_FILE, special(tarfile.SYMTYPE, "/etc/passwd")), suffix=".tar.gz"),
        **LINK,
    },
    "tar_with_a_hard_link": {
        "make": archive("hard", (RIGHT_FILE, special(tarfile.LNKTYPE, "/etc/passwd")), suffix=".tar.gz"),
        **LINK,
    },
    "tar_with_a_device": {
        "make": archive("device", (RIGHT_FILE, special(tarfile.CHRTYPE)), suffix=".tar.gz"),
        **NOT_REGULAR,
    },
    "tar_with_a_link_written_through": {
        "make": archive("through", ("sub", special(tarfile.SYMTYPE, "/var")), ("sub/learner", b"x"), suffix=".tar.gz"),
        **NOT_FOUND,
    },
    "tar_that_leads_out": {
        "make": archive("out", ("../../sigmoid_backward.py", b"x"), suffix=".tar.gz"),
        "ungradable": True,
        **OUT,
    },
    "zip_bomb": {"make": archive("bomb", (RIGHT_FILE, bytes(60_000_000))), "ungradable": True, **BIG},
    "tar_bomb": {"make": archive("bomb", (RIGHT_FILE, bytes(60_000_000)), suffix=".tar.gz"), "ungradable": True, **BIG},
    "tar_bomb_that_nobody_reads": {
        "make": archive("idle", ("x.bin", bytes(60_000_000)), suffix=".tar.gz"),
        **NOT_FOUND,
    },
    "zip_bomb_of_overlapping_entries": {"make": overlapping_bomb, "both": "null|nulo|50000000"},
    "zip_bomb_of_entries": {
        "make": archive("many", *((f"{number}/{RIGHT_FILE}", b"") for number in range(1_500))),
        "ungradable": True,
        "en": "more than 1000 entries",
        "pt": "mais de 1000 itens",
    },
    "archive_in_an_archive": {"make": archive("nested", ("inner.zip", b"PK\5\6" + bytes(18))), **NOT_FOUND},
    # notebooks
    "notebook_with_shell_lines": file(
        "sigmoid_backward.ipynb",
        notebook(
            "!touch /tmp/learner",
            "%%bash\nrm -rf /",
            "get_ipython().system('true')",
            "%run /etc/passwd\nimport numpy as np",
        ),
        en="defines none of the functions",
        pt="não define nenhuma das funções",
    ),
    "notebook_with_outputs_that_are_pages": file(
        "sigmoid_backward.ipynb",
        notebook(
            "x = 1", outputs=[{"output_type": "display_data", "data": {"text/html": "<script>alert(1)</script>"}}]
        ),
        never="alert",
    ),
    "notebook_without_end": file("sigmoid_backward.ipynb", "[" * 100_000, both="64"),
    "notebook_of_nested_lists": file(
        "sigmoid_backward.ipynb", '{"cells": ' + "[" * 5_000 + "]" * 5_000 + "}", both="64"
    ),
    "notebook_that_is_no_notebook": file(
        "sigmoid_backward.ipynb", '{"cells": {"a": 1}}', en="no notebook", pt="não é um notebook"
    ),
    # answers
    "answers_of_nested_lists": file("answers.toml", "[answers]\nx = " + "[" * 10_000 + "]" * 10_000),
    "answers_that_are_no_toml": file("answers.toml", b"\xff\0=\n" * 1000, both="UTF-8"),
    "answers_of_a_megabyte": file("answers.toml", "[answers]\n" + "".join(f"q{i} = 'a'\n" for i in range(60_000))),
    "answers_that_are_everything": file(
        "answers.toml", "[answers]\nslope-of-square-at-3 = {a = [nan, inf, 1979-05-27, '\\u001b[2J<script>']}\n"
    ),
}
if os.geteuid():  # root may read every file
    TABLE["file_without_permission"] = {"make": made(lambda folder: (folder / RIGHT_FILE).touch(0o000))}


def test_a_trap_is_told_and_earns_only_what_is_right(attack, judged):
    judged(TABLE[attack])

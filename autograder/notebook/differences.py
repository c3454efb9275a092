"""Where a check in a notebook may say otherwise than a grade: the kernel holds what the grade will not have.

A grade reads the notebook as it is saved, from top to bottom, in a process with Python's own library, numpy and what
the exercise names. A kernel remembers cells that are gone, and has whatever is installed.
"""

from __future__ import annotations

import builtins
import dis
import inspect
import sys
import textwrap
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, FunctionType, ModuleType

import numpy as np

from autograder.course.course import course, find
from autograder.i18n.language import Message, Text
from autograder.i18n.sanitize import one_line
from autograder.judging.exception_messages import cell_named
from autograder.judging.model import Exercise
from autograder.judging.numpy_range import other_numpy
from autograder.notebook.saved_notebook import Saved, history, imported, not_compiled, saved_notebook
from autograder.sandbox.guest.stub_modules import DRAWING, SILENT
from autograder.submission.sources import statements
from autograder.submission.submission_model import Wanted

GLOBAL_NAMES = frozenset({"LOAD_GLOBAL", "LOAD_NAME"})
MOST = 2_000  # names that are followed


@dataclass(slots=True)
class Used:
    """The global names that are used, those of them that are the notebook's own functions, and where modules are used."""

    names: dict[str, str] = field(default_factory=dict)  # each with the function that uses it first
    functions: dict[str, FunctionType] = field(default_factory=dict)
    modules: dict[str, str] = field(default_factory=dict)  # a module's root, with what it is used as


def used_by(asked: Iterable[str], namespace: Mapping[str, object]) -> Used:
    """Follow the functions `asked` through everything of `namespace` that they use."""
    found = Used()
    pending = [(name, namespace[name]) for name in asked if name in namespace]
    seen: set[int] = set()
    while pending and len(seen) < MOST:
        name, value = pending.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        for function in _functions(value, namespace):
            if function is value or getattr(value, "__wrapped__", None) is function:
                found.functions[name] = function
            for kind, used in _uses(function.__code__):
                if kind == "import":
                    found.modules.setdefault(used, used)
                    continue
                found.names.setdefault(used, name)
                if used in namespace:
                    pending.append((used, namespace[used]))
                    home = _home(namespace[used])
                    if home:
                        found.modules.setdefault(home, used)
    return found


def _functions(value: object, namespace: Mapping[str, object]) -> Iterator[FunctionType]:
    """Give the functions of a notebook that a value is, wraps or has as methods."""
    held = list(vars(value).values()) if isinstance(value, type) else [value]
    for one in held:
        function = getattr(one, "__func__", None) or getattr(one, "fget", None) or one
        function = getattr(function, "__wrapped__", function)
        if isinstance(function, FunctionType) and function.__globals__ is namespace:
            yield function


def _uses(code: CodeType) -> Iterator[tuple[str, str]]:
    """Give the global names and the imported modules of a piece of code and of all pieces in it."""
    for instruction in dis.get_instructions(code):
        if instruction.opname in GLOBAL_NAMES:
            yield "name", str(instruction.argval)
        elif instruction.opname == "IMPORT_NAME" and instruction.argval:
            yield "import", str(instruction.argval).partition(".")[0]
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _uses(constant)


def _home(value: object) -> str:
    """Give the root of the module that a value is, or comes from as far as it says; "" if it does not."""
    name = value.__name__ if isinstance(value, ModuleType) else getattr(value, "__module__", None)
    if not isinstance(name, str):
        name = getattr(type(value), "__module__", "")
    root = str(name).partition(".")[0]
    return "" if root == "__main__" or root not in sys.modules else root


ABSENT_MODULE = Text(
    en="`{name}` is there in this notebook, but the module `{module}` is not where grades are made: only Python's own library, numpy and what the exercise names are. `{function}` would stop there. Write that part yourself, with numpy.",
    pt="`{name}` existe neste notebook, mas o módulo `{module}` não existe onde as notas são dadas: lá só há a biblioteca padrão do Python, o numpy e o que o exercício indica. `{function}` pararia ali. Escreva essa parte você mesmo, com numpy.",
)
IMPORTED = Text(
    en="{modules}: imported in this notebook, but not there where grades are made. An import that nothing uses costs nothing there; one inside `try` fails, and what stands under `except` runs.",
    pt="{modules}: importado neste notebook, mas não existe onde as notas são dadas. Lá, um import que nada usa não custa nada; um import dentro de `try` falha, e o que está sob `except` é executado.",
)
NOT_IN_CELLS = Text(
    en="{names}: this kernel has it, but no cell of `{file}` as it is saved makes it, so a grade would not have it. Put it into a code cell and save the notebook; then restart the kernel and run all cells.",
    pt="{names}: existe neste kernel, mas nenhuma célula de `{file}`, tal como está salvo, o cria; na nota não existiria. Coloque-o numa célula de código e salve o notebook; depois reinicie o kernel e execute todas as células.",
)
CHANGED = Text(
    en="{cell} of `{file}` was changed after it was run: this check judged what ran ({names}), a grade takes what the cell says now. Run that cell again, then check again.",
    pt="{cell} de `{file}` mudou depois de ser executada: esta verificação avaliou o que foi executado ({names}), e a nota vale para o que a célula diz agora. Execute essa célula de novo e confira outra vez.",
)
NOT_RUN = Text(
    en="{names}: written in {cell} of `{file}`, which has not run in this kernel: it was never run, or the kernel was restarted since. Run that cell, then check again.",
    pt="{names}: {cell} de `{file}`, que define isso, ainda não foi executada neste kernel: nunca foi executada, ou o kernel foi reiniciado depois. Execute essa célula e confira outra vez.",
)
NOT_COMPILED = Text(
    en="{names}: the cell ran last with a syntax error, so this kernel still holds what was there before, and that is not judged. Mend the error that Python showed below that cell, run it, then check again.",
    pt="{names}: na última execução a célula tinha um erro de sintaxe; o kernel ainda guarda o que havia antes, e isso não é avaliado. Corrija o erro que o Python mostrou abaixo da célula, execute-a e confira outra vez.",
)
NOT_SAVED = Text(
    en="{names}: this kernel has another version than `{file}` as it is saved, and a grade takes what is saved. If the cells are run and right, save the notebook before you hand it in.",
    pt="{names}: a versão deste kernel é diferente da que está salva em `{file}`, e a nota vale para o que está salvo. Se as células foram executadas e estão certas, salve o notebook antes de entregar.",
)
MENDED = Text(
    en="A grade reads `{file}` as it was meant, and this kernel runs it as it stands, so the two may differ: {note}",
    pt="A nota lê `{file}` como ele foi pensado, e este kernel o executa como está; por isso os dois podem divergir: {note}",
)
IN_KERNELS = frozenset({"display", "get_ipython"})  # which a grade has, too
NEEDS = {"sympy": ("mpmath",)}  # what comes along with what an exercise names


def differences(
    exercise: Exercise, asked: tuple[str, ...], namespace: Mapping[str, object], *, cells: bool
) -> tuple[Message, ...]:
    """Say what a grade of these functions would see otherwise than this kernel; about its cells only if asked to."""
    used = used_by(asked, namespace)
    saved = saved_notebook(namespace, exercise.id, wanted_of(exercise), Path.cwd()) if cells else None
    imports = list(imported(history() if saved is None else [cell.source for cell in saved.cells]))
    for name, root in imports:
        if name in used.names and name in namespace:
            used.modules.setdefault(root, name)
    found = [note for note in [other_numpy(np.__version__)] if note is not None]
    broken = not_compiled(history(), [function.name for function in exercise.functions]) if cells else frozenset()
    if broken:
        found.append(NOT_COMPILED(names=_listed(sorted(broken))))
    found += _modules(exercise, used)
    absent = {root for _, root in imports if root not in used.modules and not there_in_a_grade(root, exercise)}
    if absent:
        found.append(IMPORTED(modules=_listed(sorted(absent))))
    if saved is not None:
        found += [MENDED(file=one_line(saved.file), note=note) for note in saved.mended]
        found += _not_run(exercise, saved, {*namespace, *broken})
        found += _cells(saved, used, namespace)
    return tuple(found)


def wanted_of(exercise: Exercise) -> Wanted:
    """Say what a grade looks for in files, for this exercise."""
    entry = find(course(), exercise.id)
    stub = "" if entry is None else entry.stub_text("en")
    return Wanted(tuple(function.name for function in exercise.functions), statements(stub))


def there_in_a_grade(module: str, exercise: Exercise) -> bool:
    """Whether a module, named by its root, can be imported where grades are made."""
    named = {need for library in exercise.libraries for need in (library, *NEEDS.get(library, ()))}
    return module in {SILENT, "numpy", *DRAWING, *named} or module in sys.stdlib_module_names


def _modules(exercise: Exercise, used: Used) -> Iterator[Message]:
    for module, name in used.modules.items():
        if not there_in_a_grade(module, exercise):
            function = used.names.get(name) or next(iter(used.functions), name)
            yield ABSENT_MODULE(name=name, module=one_line(module), function=function)


def _not_run(exercise: Exercise, saved: Saved, known: Collection[str]) -> Iterator[Message]:
    """Tell the functions that are written and are not there from those that are not written."""
    by_cell: dict[str, list[str]] = {}
    for function in exercise.functions:
        label = "" if function.name in known else saved.making(function.name)
        if label:
            by_cell.setdefault(label, []).append(function.name)
    for label, names in by_cell.items():
        yield NOT_RUN(names=_listed(names), cell=cell_named(label), file=one_line(saved.file))


def _cells(saved: Saved, used: Used, namespace: Mapping[str, object]) -> Iterator[Message]:
    wanted = {*used.names, *used.functions}
    told: set[str] = set()
    for label, names in saved.changed():
        mine = sorted(names & wanted)
        if mine:
            told.update(mine)
            yield CHANGED(cell=cell_named(label), file=one_line(saved.file), names=_listed(mine))
    made = saved.binds()
    known = made | told | IN_KERNELS | set(vars(builtins))
    lost = sorted(name for name in wanted if name in namespace and name not in known)
    if lost:
        yield NOT_IN_CELLS(names=_listed(lost), file=one_line(saved.file))
    other = sorted(
        name
        for name, function in used.functions.items()
        if name in made and name not in told and _is_other(saved, name, function)
    )
    if other:
        yield NOT_SAVED(names=_listed(other), file=one_line(saved.file))


def _is_other(saved: Saved, name: str, function: FunctionType) -> bool:
    """Whether a function ran from another source than the one that is saved; False where that is not known."""
    text = source_of_function(function)
    return bool(statements(text)) and not saved.defines(name, text, wrapped=function.__name__ != name)


def source_of_function(function: object) -> str:
    """Give the source that a function ran from; "" where it is not known."""
    try:
        return textwrap.dedent(inspect.getsource(function))  # type: ignore[arg-type]  # what is no function raises TypeError
    except (OSError, TypeError, ValueError, SyntaxError):
        return ""


def _listed(names: list[str]) -> str:
    return ", ".join(f"`{one_line(name)}`" for name in names)

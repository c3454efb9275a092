"""`autograder start [DIR]`: a learner's workspace."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path

from autograder.cli.problem import Problem
from autograder.cli.writing import write_new
from autograder.core.language import Lang, Text
from autograder.core.plain import one_line
from autograder.course.catalogue import Course, course

NOT_A_FOLDER = Text(en="{dir} is a file; name a folder", pt="{dir} é um arquivo; indique uma pasta")
WRITTEN = Text(en="wrote {name}", pt="criado: {name}")
KEPT = Text(en="kept  {name} (it was there already)", pt="mantido: {name} (já existia)")
NEXT = Text(
    en="Next: open {first} in your editor, or the notebook beside it in JupyterLab, then run: autograder check {id}{dir}",
    pt="Agora: abra {first} no seu editor, ou o notebook ao lado no JupyterLab, e depois execute: autograder check {id}{dir}",
)
README = Text(
    en="""# Backpropagation, step by step

Each exercise is here twice: as a script (`NN_id.py`) and as a notebook (`NN_id.ipynb`). Work in the one you like;
the one you have worked in counts. Replace each `raise NotImplementedError` by your code.

| | |
|---|---|
| check everything, or one exercise | `autograder check`, `autograder check {id}` |
| a hint, and the next one | `autograder hint {id}`, `autograder hint {id} 2` |
| answer the quiz (or write into `answers.toml`) | `autograder quiz` |
| texts and messages in Portuguese | add `--lang pt-BR` to `autograder check` |

The exercises, in order:

{exercises}

Hand in this folder, as it is or as a .zip. The secret inputs are drawn anew at every check: what counts is that
the functions are right, not that they fit some numbers.
""",
    pt="""# Backpropagation, passo a passo

Cada exercício está aqui duas vezes: como script (`NN_id.py`) e como notebook (`NN_id.ipynb`). Trabalhe no que preferir;
vale aquele em que você trabalhou. Troque cada `raise NotImplementedError` pelo seu código.

| | |
|---|---|
| conferir tudo, ou um exercício | `autograder check`, `autograder check {id}` |
| uma dica, e a próxima | `autograder hint {id}`, `autograder hint {id} 2` |
| responder ao quiz (ou escreva em `answers.toml`) | `autograder quiz` |
| textos e mensagens em inglês | acrescente `--lang en` a `autograder check` |

Os exercícios, na ordem:

{exercises}

Entregue esta pasta, como está ou em um .zip. As entradas secretas são sorteadas de novo a cada conferência: o que vale
é que as funções estejam certas, e não que acertem alguns números.
""",
)


def run(options: argparse.Namespace) -> int:
    """Lay out the workspace; what is there already stays, and is named."""
    folder, lang = Path(options.dir), options.lang
    if folder.exists() and not folder.is_dir():
        raise Problem(NOT_A_FOLDER(dir=one_line(options.dir)))
    for name, text in workspace(course(), lang).items():
        line = WRITTEN if write_new(folder / name, text) else KEPT
        print(line(name=name).to(lang))
    first = course().exercises[0]
    where = "" if options.dir == "." else f" --dir {shlex.quote(one_line(options.dir))}"
    print()
    print(NEXT(first=one_line(str(folder / f"{first.number}_{first.id}.py")), id=first.id, dir=where).to(lang))
    return 0


def workspace(course_: Course, lang: Lang) -> dict[str, str]:
    """Give the files of a new workspace, name → text."""
    files = {}
    for entry in course_.exercises:
        stem = f"{entry.number}_{entry.id}"
        files[f"{stem}.py"] = entry.stub(lang).read_text(encoding="utf-8")
        files[f"{stem}.ipynb"] = entry.notebook(lang).read_text(encoding="utf-8")
    files["answers.toml"] = course_.answers(lang).read_text(encoding="utf-8")
    lines = [
        f"- {entry.number} `{entry.id}`: {entry.exercise.title.to(lang)} ({entry.exercise.points})"
        for entry in course_.exercises
    ]
    files["README.md"] = README(id=course_.exercises[0].id, exercises="\n".join(lines)).to(lang)
    return files

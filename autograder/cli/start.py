"""`autograder start [DIR]`: a learner's workspace."""

from __future__ import annotations

import argparse
import contextlib
import getpass
import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from autograder.cli.problem import Problem
from autograder.cli.writing import option_typed, path_typed, write_new
from autograder.course.course import Course, course
from autograder.course.exercise_folder import ExerciseFolder
from autograder.i18n.language import Lang, Message, Text, lang_of_environment
from autograder.i18n.sanitize import one_line
from autograder.judging.model import Exercise
from autograder.quiz.answers import read_answers
from autograder.quiz.parse import parse_questions
from autograder.quiz.publish import answers_toml
from autograder.quiz.variants import known_as
from autograder.submission.names import QUIZ
from autograder.workspace.language_line import ANSWERS, workspace_lang
from autograder.workspace.readings import FILE as READINGS
from autograder.workspace.readings import readings_page

LONGEST_NAME = 80  # characters of a learner's name that are written down
# Login names that many people have at once: on a hub, in a container, on a machine of the school.
SHARED = frozenset(
    {"admin", "administrator", "aluno", "codespace", "coder", "docker", "gitpod", "guest", "jovyan", "nobody", "rstudio",
     "root", "runner", "student", "ubuntu", "user", "usuario", "vscode"}
)  # fmt: skip
MARKERS = ("### BEGIN SOLUTION", "### END SOLUTION")  # for nbgrader; they tell a learner nothing

NOT_A_FOLDER = Text(en="{dir} is a file; name a folder", pt="{dir} é um arquivo; indique uma pasta")
WRITTEN = Text(en="wrote {name}", pt="criado: {name}")
KEPT = Text(en="kept  {name} (it was there already)", pt="mantido: {name} (já existia)")
NEXT = Text(
    en="Next: open {first} in your editor, or the notebook beside it in JupyterLab, then run: autograder check {id}{dir}",
    pt="Agora: abra {first} no seu editor, ou o notebook ao lado no JupyterLab, e depois execute: autograder check {id}{dir}",
)
OTHER_LEARNER = Text(
    en="answers.toml was there already and keeps its numbers, drawn for {kept}; {asked} would get others, and answers given would no longer fit",
    pt="o answers.toml já existia e fica com os números sorteados para {kept}; {asked} receberia outros, e as respostas dadas deixariam de servir",
)
OTHER_LANG = Text(
    en='answers.toml was there already and is left as it is; if `check`, `hint` and `quiz` are to speak English here, its line `lang`, above [answers], must be lang = "en"',
    pt='o answers.toml já existia e fica como está; para que `check`, `hint` e `quiz` falem português aqui, a linha `lang` dele, acima de [answers], precisa ser lang = "pt-BR"',
)
NOBODY = Text(en="no one in particular", pt="ninguém em particular")
NOTEBOOK_HELP = Text(
    en="""**Stuck?** In a new cell, `from autograder import hint` and then `hint("{id}")`: each time one more hint. The quiz asks
in [quiz.ipynb](quiz.ipynb); what the names of the readings stand for is in [READINGS.md](READINGS.md).""",
    pt="""**Travou?** Em uma célula nova, `from autograder import hint` e depois `hint("{id}")`: a cada vez, uma dica a mais. O quiz
está em [quiz.ipynb](quiz.ipynb); o que significam os nomes das leituras está em [READINGS.md](READINGS.md).""",
)
QUIZ_TEXT = Text(
    en="""# The quiz

Run the cell below: it asks one question after the other, and saves each answer in `answers.toml` at once. Practice
questions are judged right away, graded ones later.""",
    pt="""# O quiz

Execute a célula abaixo: ela faz uma pergunta depois da outra e salva cada resposta em `answers.toml` na hora. As questões
de prática são corrigidas imediatamente; as avaliadas, depois.""",
)
QUIZ_MORE = Text(
    en="""The questions of one text alone: `quiz("xor")`; the others are `derivadas`, `chain-rule`, `cap-18.3` and `pytorch`
([READINGS.md](READINGS.md) says what they are).""",
    pt="""Só as questões de um texto: `quiz("xor")`; os outros são `derivadas`, `chain-rule`, `cap-18.3` e `pytorch`
([READINGS.md](READINGS.md) diz o que são).""",
)
KERNEL = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
IN_ORDER = Text(
    en="- {number} `{id}`: {title}. {points}{extra} points, about {minutes} minutes{after}. Read before: {reading}.",
    pt="- {number} `{id}`: {title}. {points} pontos{extra}, cerca de {minutes} minutos{after}. Leia antes: {reading}.",
)
EXTRA = Text(en=" extra", pt=" extras")
AFTER = Text(en=", after {numbers}", pt=", depois de {numbers}")
README = Text(
    en="""# Backpropagation, step by step

Each exercise is here twice: as a script (`NN_id.py`) and as a notebook (`NN_id.ipynb`). Work in the one you like;
the one you have worked in counts. Replace each `raise NotImplementedError` by your code.

| | |
|---|---|
| where you stand, and what is next | `autograder`, `autograder next` |
| check everything, or one exercise | `autograder check`, `autograder check {id}` |
| have it checked whenever you save | `autograder watch` |
| a hint, and the next one | `autograder hint {id}`, and again |
| once it passes: how others write it | `autograder solution {id}` |
| once it passes: questions about your own code | `autograder explain {id}` |
| answer the quiz (or write into `answers.toml`) | `autograder quiz`; of one text: `--text xor`; what was wrong: `--wrong` |
| repeat what went wrong on earlier days | `autograder review` |
| begin an exercise anew; the old work is kept | `autograder reset {id}` |
| the report as a page | `autograder report --open` |
| the same in a notebook | `from autograder import check, hint, solution, explain, quiz`; below each check stands the line to run next |
| messages in Portuguese | add `--lang pt-BR`; for good: the line `lang = "pt-BR"` in `answers.toml` |

The exercises, in order; what the names of the readings stand for is told in [READINGS.md](READINGS.md), and none of them is needed:

{exercises}

Hand in this folder, as it is or as a .zip. The secret inputs are drawn anew at every check: what counts is that
the functions are right, not that they fit some numbers.
""",
    pt="""# Backpropagation, passo a passo

Cada exercício está aqui duas vezes: como script (`NN_id.py`) e como notebook (`NN_id.ipynb`). Trabalhe no que preferir;
vale aquele em que você trabalhou. Troque cada `raise NotImplementedError` pelo seu código.

| | |
|---|---|
| ver em que ponto você está e o próximo passo | `autograder`, `autograder next` |
| conferir tudo, ou um exercício | `autograder check`, `autograder check {id}` |
| conferir sempre que salvar | `autograder watch` |
| uma dica, e a próxima | `autograder hint {id}`, e de novo |
| quando passar: como outros escrevem | `autograder solution {id}` |
| quando passar: perguntas sobre o seu próprio código | `autograder explain {id}` |
| responder ao quiz (ou escreva em `answers.toml`) | `autograder quiz`; de um texto: `--text xor`; o que estava errado: `--wrong` |
| rever o que deu errado em outros dias | `autograder review` |
| recomeçar um exercício; o trabalho antigo fica guardado | `autograder reset {id}` |
| o relatório como página | `autograder report --open` |
| o mesmo num notebook | `from autograder import check, hint, solution, explain, quiz`; abaixo de cada verificação está a linha para executar em seguida |
| mensagens em inglês | acrescente `--lang en`; de vez: a linha `lang = "en"` no `answers.toml` |

Os exercícios, na ordem; o que significam os nomes das leituras está em [READINGS.md](READINGS.md), e nenhuma delas é necessária:

{exercises}

Entregue esta pasta, como está ou em um .zip. As entradas secretas são sorteadas de novo a cada conferência: o que vale
é que as funções estejam certas, e não que acertem alguns números.
""",
)


def run(options: argparse.Namespace) -> int:
    """Lay out the workspace; what is there already stays, and is named."""
    folder, chosen = Path(options.dir), getattr(options, "lang_chosen", True)
    lang = options.lang if chosen else workspace_lang(folder) or options.lang
    with contextlib.suppress(OSError):  # a folder that may not be entered is told of where it is written to
        if folder.exists() and not folder.is_dir():
            raise Problem(NOT_A_FOLDER(dir=one_line(options.dir)))
    asked = one_line(getattr(options, "learner", None) or "", LONGEST_NAME)
    for name, text in workspace(course(), lang, asked or usual_name()).items():
        line = WRITTEN if write_new(folder / name, text) else KEPT
        print(line(name=name).to(lang))
    kept = learner_of(folder / ANSWERS)
    if asked and kept != known_as(asked):
        print(OTHER_LEARNER(kept=one_line(kept, LONGEST_NAME) or NOBODY, asked=asked).to(lang))
    if lang != (workspace_lang(folder) or lang_of_environment(os.environ)):
        print(OTHER_LANG.to(lang))
    print()
    _say_next(folder, lang)
    return 0


def _say_next(folder: Path, lang: Lang) -> None:
    """Name the first thing to do; in a folder with work in it, the next."""
    from autograder.cli.progress import say_step
    from autograder.cli.standing import desk_at, remembered
    from autograder.workspace.next_step import next_step
    from autograder.workspace.progress_file import Progress

    desk = desk_at(folder, remembered(folder, lang) or Progress())
    if any(one.state != "not_started" for one in desk.standings):
        say_step(next_step(desk), folder, lang)
        return
    first = course().exercises[0]
    path = folder / f"{first.number}_{first.id}.py"
    print(NEXT(first=path_typed(path), id=first.id, dir=option_typed(folder)).to(lang))


def workspace(course_: Course, lang: Lang, learner: str) -> dict[str, str]:
    """Give the files of a new workspace, name → text; the quiz's numbers are drawn for `learner`."""
    files = {}
    for entry in course_.exercises:
        stem = f"{entry.number}_{entry.id}"
        files[f"{stem}.py"] = entry.stub_text(lang)
        files[f"{stem}.ipynb"] = workspace_notebook(entry, lang)
    files[QUIZ] = quiz_notebook(lang)
    files[ANSWERS] = new_answers(course_, lang, learner)
    lines = [in_order(entry.exercise, course_).to(lang) for entry in course_.exercises]
    files[READINGS] = readings_page(lang)
    files["README.md"] = README(id=course_.exercises[0].id, exercises="\n".join(lines)).to(lang)
    return files


def workspace_notebook(entry: ExerciseFolder, lang: Lang) -> str:
    """Give an exercise's notebook as it lies in a workspace; at its end stands where help is."""
    page = json.loads(without_markers(entry.notebook_text(lang)))
    page["cells"].append(_cell("markdown", "help", NOTEBOOK_HELP(id=entry.id).to(lang)))
    return _written(page)


def without_markers(notebook: str) -> str:
    """Leave the lines out that mark a solution for nbgrader; what is left to write stands between them alone."""
    page = json.loads(notebook)
    for cell in page["cells"]:
        if cell["cell_type"] == "code":
            lines = "".join(cell["source"]).split("\n")
            kept = "\n".join(line for line in lines if line.strip() not in MARKERS)
            cell["source"] = kept.splitlines(keepends=True)
    return _written(page)


def quiz_notebook(lang: Lang) -> str:
    """Give a notebook in which the quiz asks; answers go to answers.toml, as those of `autograder quiz` do."""
    cells = [
        _cell("markdown", "quiz_text", QUIZ_TEXT.to(lang)),
        _cell("code", "quiz_asks", "from autograder import quiz\n\nquiz()"),
        _cell("markdown", "quiz_more", QUIZ_MORE.to(lang)),
    ]
    return _written({"cells": cells, "metadata": KERNEL, "nbformat": 4, "nbformat_minor": 5})


def _cell(kind: str, id_: str, source: str) -> dict[str, object]:
    cell: dict[str, object] = {"cell_type": kind, "id": id_, "metadata": {}, "source": source.splitlines(keepends=True)}
    return cell | {"execution_count": None, "outputs": []} if kind == "code" else cell


def _written(page: Mapping[str, object]) -> str:
    return json.dumps(page, ensure_ascii=False, indent=1) + "\n"


def in_order(exercise: Exercise, course_: Course) -> Message:
    """Give the line of a list: what the exercise builds on, what to read before, how long it takes."""
    numbers = {entry.id: entry.number for entry in course_.exercises}
    before = ", ".join(numbers[id_] for id_ in exercise.after if id_ in numbers)
    return IN_ORDER(
        number=numbers[exercise.id],
        id=exercise.id,
        title=exercise.title,
        points=exercise.points,
        extra=EXTRA if exercise.extra else "",
        minutes=exercise.minutes,
        after=AFTER(numbers=before) if before else "",
        reading=exercise.reading or ", ".join(exercise.texts),
    )


def new_answers(course_: Course, lang: Lang, learner: str) -> str:
    """Write an answers file with no answer in it, and with the numbers that `learner` gets."""
    return answers_toml(parse_questions(course_.questions), lang, learner)


def learner_of(path: Path) -> str:
    """Give the learner that an answers file names, as `known_as` has it; "" if it names none or cannot be read."""
    try:
        return read_answers(path.read_text(encoding="utf-8")).learner
    except (OSError, UnicodeDecodeError):
        return ""


def usual_name() -> str:
    """Name the learner by the login name; where many share one, or there is none, by chance.

    The name only chooses numbers. It is written down once and then stays, so chance does not change them later.
    """
    try:
        name = one_line(getpass.getuser(), LONGEST_NAME)
    except (ImportError, KeyError, OSError):  # a system without accounts, a number without a name
        name = ""
    return secrets.token_hex(4) if not name or name.casefold() in SHARED else name

"""`autograder export quiz --to FORMAT`: the quiz as banks of questions."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.cli.problem import Problem
from autograder.export.formats import QUESTION_BANKS, Format
from autograder.i18n.language import Lang, Text
from autograder.i18n.sanitize import one_line

if TYPE_CHECKING:  # `--help` reads the options alone
    from autograder.cli.parsing import Parser
    from autograder.quiz.question_model import Key

PRIVATE = 0o600
MOST_VARIANTS = 100
TO = Text(en="the format: {formats}", pt="o formato: {formats}")
VARIANTS = Text(
    en="variants of each question with drawn numbers (default: 1, the numbers that everybody sees in the notebook)",
    pt="variantes de cada questão com números sorteados (padrão: 1, com os números que todos veem no notebook)",
)
GRADED = Text(
    en="put the graded questions in too: the file then is the key, for the course staff alone",
    pt="inclui também as questões avaliadas: o arquivo passa a ser o gabarito, só para a equipe do curso",
)
KEY = Text(
    en="the key of the graded questions (default: solutions/quiz of the checkout in use)",
    pt="o gabarito das questões avaliadas (padrão: solutions/quiz da pasta do curso em uso)",
)
OUT = Text(en="the file to write", pt="o arquivo a gravar")
NO_FORMAT = Text(
    en="there is no format {name}{near}. There are: {all}", pt="não existe o formato {name}{near}. Existem: {all}"
)
NO_KEY = Text(
    en="graded questions need their key: --key FILE_OR_FOLDER",
    pt="as questões avaliadas precisam do gabarito: --key ARQUIVO_OU_PASTA",
)
WROTE = Text(
    en="wrote {path}: {questions} questions, {items} items with all variants",
    pt="gravado {path}: {questions} questões, {items} itens com todas as variantes",
)
FEWER = Text(
    en="fewer variants than asked for, as there are no more draws: {questions}",
    pt="menos variantes do que o pedido, pois não há mais sorteios: {questions}",
)
IS_KEY = Text(
    en="This file holds the answers to the graded questions: it is the key. Only you can read it (mode 0600); import it where learners cannot look.",
    pt="Este arquivo contém as respostas das questões avaliadas: é o gabarito. Só você pode lê-lo (modo 0600); importe-o onde os estudantes não tenham acesso.",
)
LEFT_OUT = Text(
    en="graded questions left out: {count} (--graded puts them in)",
    pt="questões avaliadas que ficaram de fora: {count} (--graded as inclui)",
)


def add_arguments(made: Parser, one: Format, lang: Lang) -> None:
    """Add what the question banks take."""
    from autograder.cli.parsing import file_name, output_name, whole

    del one
    names = ", ".join(bank.name for bank in QUESTION_BANKS)
    made.add_argument("--to", required=True, metavar="FORMAT", help=TO(formats=names).to(lang))
    made.add_argument("--variants", type=whole(lang, 1, MOST_VARIANTS), default=1, metavar="N", help=VARIANTS.to(lang))
    made.add_argument("--graded", action="store_true", help=GRADED.to(lang))
    made.add_argument("--key", type=file_name(lang), metavar="FILE", help=KEY.to(lang))
    made.add_argument("--out", type=output_name(lang), required=True, metavar="FILE", help=OUT.to(lang))


def write(format_: Format, options: argparse.Namespace) -> int:
    """Write the banks, and say what is in them; with graded questions the file is for its owner alone."""
    from autograder.atomic_write import replace_file
    from autograder.cli.writing import CANNOT_WRITE, path_typed
    from autograder.course.course import course
    from autograder.export.question_bank import banks, short_of
    from autograder.i18n.did_you_mean import did_you_mean
    from autograder.quiz.parse import parse_questions

    del format_
    chosen = next((one for one in QUESTION_BANKS if one.name == options.to), None)
    if chosen is None:
        names = [one.name for one in QUESTION_BANKS]
        near = did_you_mean(options.to, names)
        raise Problem(NO_FORMAT(name=one_line(options.to, 40), near=near, all=", ".join(names)))
    lang, path = options.lang, Path(options.out)
    questions = parse_questions(course().questions)
    made = banks(questions, _key(options), options.variants, graded=options.graded)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path.resolve(), chosen.load()(made, lang), PRIVATE if options.graded else None)
    except (OSError, RuntimeError) as error:
        reason = one_line(getattr(error, "strerror", None) or str(error))
        raise Problem(CANNOT_WRITE(path=one_line(str(path)), error=reason)) from None
    items = sum(len(bank.variants) for bank in made)
    print(WROTE(path=path_typed(path), questions=len(made), items=items).to(lang))
    fewer = short_of(made, options.variants)
    if fewer:
        print(FEWER(questions=", ".join(f"{id_} ({count})" for id_, count in fewer.items())).to(lang))
    if options.graded:
        print(IS_KEY.to(lang))
    elif len(made) < len(questions):
        print(LEFT_OUT(count=len(questions) - len(made)).to(lang))
    return 0


def _key(options: argparse.Namespace) -> Key | None:
    """Read the key where graded questions are asked for: the one named, else the checkout's. Raises `Problem`."""
    from autograder.course.course import course_root
    from autograder.course.quiz_key import load_key
    from autograder.quiz.validation import QuestionsError

    if not options.graded:
        return None
    path = Path(options.key) if options.key else course_root() / "solutions" / "quiz"
    if not options.key and not path.is_dir():
        raise Problem(NO_KEY())
    try:
        return load_key(path)
    except QuestionsError as error:
        raise Problem(error.message) from None

"""From the hand-written questions to what learners get: questions.toml without the graded key, and answers.toml.

Pure: names and texts in, names and texts out; the same input gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from autograder.core.language import LANGUAGES, Lang, Text
from autograder.quiz.layout import kind_of, question_lines
from autograder.quiz.questions import (
    Choices,
    LettersKey,
    Number,
    NumberKey,
    Option,
    Question,
    parse_key,
)

WIDTH = 100
GENERATED = (
    "# Generated from the hand-written questions; a change belongs there.\n"
    "# Practice questions carry their key and explanations, graded ones do not.\n"
)
ANSWERS_FILES: Mapping[Lang, str] = {"en": "answers.toml", "pt-BR": "pt-BR/answers.toml"}
HEADER = Text(
    en="""\
Your answers to the quiz.

Write each answer after the = sign below its question:
    one letter         id = "b"
    several letters    id = ["a", "c"]
    a number           id = 6    or    id = 0.25    or, in quotes, "0,25" and "-1/4"

What stays "" or [] counts as unanswered and costs no more than that question's point.
Practice questions are judged at once (`autograder quiz`); graded ones are recorded here
and judged later.
Lines that begin with # are comments: yours are kept.""",
    pt="""\
Suas respostas do quiz.

Escreva cada resposta depois do sinal de =, abaixo da questão:
    uma letra          id = "b"
    várias letras      id = ["a", "c"]
    um número          id = 6    ou    id = 0.25    ou, entre aspas, "0,25" e "-1/4"

O que ficar como "" ou [] conta como não respondido e só perde o ponto daquela questão.
As questões de prática são corrigidas na hora (`autograder quiz`); as avaliadas ficam
registradas aqui e são corrigidas depois.
Linhas que começam com # são comentários: os seus são preservados.""",
)


def shipped(files: Mapping[str, str]) -> dict[str, str]:
    """Make learners' files (name → text) from the hand-written ones (name → text).

    Gives `questions.toml`, `answers.toml` (English) and `pt-BR/answers.toml`. Raises `QuestionsError`.
    """
    questions = tuple(parse_key(files).values())
    made = {"questions.toml": questions_toml(questions)}
    for lang in LANGUAGES:
        made[ANSWERS_FILES[lang]] = answers_toml(questions, lang)
    return made


def questions_toml(questions: Sequence[Question]) -> str:
    """Write questions as TOML, graded ones without key and explanations; practice ones must have theirs."""
    tables = ("\n".join(_table(question.without_key() if question.graded else question)) for question in questions)
    return GENERATED + "".join(f"\n{table}\n" for table in tables)


def answers_toml(questions: Sequence[Question], lang: Lang) -> str:
    """Write the answers file with every question unanswered and shown in comments."""
    lines = [*(_comment(line) for line in HEADER.to(lang).split("\n")), "", "[answers]"]
    for number, question in enumerate(questions, 1):
        lines += ["", _comment(f"{number}. {question.source} ({kind_of(question, lang)})")]
        lines += [_comment(line) for line in question_lines(question, lang, WIDTH - 2)]
        empty = "[]" if isinstance(question.part, Choices) else '""'
        lines.append(f"{question.id} = {empty}")
    return "\n".join(lines) + "\n"


def _comment(line: str) -> str:
    return f"# {line}".rstrip()


def _table(question: Question) -> Iterator[str]:
    kind = {"Choice": "choice", "Choices": "choices", "Number": "number"}[type(question.part).__name__]
    yield "[[questions]]"
    yield f"id = {_string(question.id)}"
    yield f"text = {_string(question.text_source)}"
    if question.section:
        yield f"section = {_string(question.section)}"
    yield f"kind = {_string(kind)}"
    if question.points != 1:
        yield f"points = {question.points}"
    yield f"graded = {str(question.graded).lower()}"
    yield from _texts(question.prompt, "prompt.")
    if isinstance(question.part, Number):
        yield from _number(question.part.key)
    else:
        yield from _options(question.part.options, question.part.key, isinstance(question.part, Choices))


def _options(options: Iterable[Option], key: LettersKey | None, several: bool) -> Iterator[str]:  # noqa: FBT001 -- private, one use
    if key is not None:
        letters = [_string(letter) for letter in key.letters]
        yield f"key = [{', '.join(letters)}]" if several else f"key = {letters[0]}"
    for option in options:
        yield f"[questions.options.{option.letter}]"
        yield from _texts(option.text)
        if key is not None:
            yield from _texts(key.why[option.letter], "why.")


def _number(key: NumberKey | None) -> Iterator[str]:
    if key is None:
        return
    yield f"value = {key.value!r}"
    yield f"tolerance = {key.tolerance!r}"
    yield from _texts(key.right, "right.")
    yield from _texts(key.wrong, "wrong.")
    for typical in key.typical:
        yield "[[questions.typical]]"
        yield f"value = {typical.value!r}"
        yield from _texts(typical.why)


def _texts(text: Text, prefix: str = "") -> Iterator[str]:
    for lang in LANGUAGES:
        yield f"{prefix}{lang if lang == 'en' else _string(lang)} = {_string(text.to(lang))}"


def _string(text: str) -> str:
    """Write a TOML basic string: JSON's escapes are TOML's, but for DEL, which TOML wants escaped too."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")

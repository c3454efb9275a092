"""From the hand-written questions to what learners get: questions.toml without the graded key, and answers.toml.

Pure: names and texts in, names and texts out; the same input gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from autograder.i18n.language import LANGUAGES, Lang, Text
from autograder.quiz.parse import parse_key
from autograder.quiz.question_model import (
    TOML_LINES,
    Choice,
    Choices,
    Draw,
    DrawnKey,
    LettersKey,
    Number,
    NumberKey,
    Option,
    Ordering,
    Part,
    Question,
    kind_of,
    question_lines,
)
from autograder.quiz.variants import drawn, known_as, places

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
    an order           id = ["b", "c", "a"]    or, in quotes, "b > c > a"
    a number           {numbers}

The line `learner` says for whom the numbers of some questions are drawn. Leave it as it is:
with another name there come other numbers, and what you answered no longer fits.

What stays "" or [] counts as unanswered and costs no more than that question's point.
Practice questions are judged at once (`autograder quiz`); graded ones are recorded here
and judged later.
Lines that begin with # are comments: yours are kept.""",
    pt="""\
Suas respostas do quiz.

Escreva cada resposta depois do sinal de =, abaixo da questão:
    uma letra          id = "b"
    várias letras      id = ["a", "c"]
    uma ordem          id = ["b", "c", "a"]    ou, entre aspas, "b > c > a"
    um número          {numbers}

A linha `learner` diz para quem são sorteados os números de algumas questões. Deixe-a como está:
com outro nome vêm outros números, e o que você respondeu deixa de servir.

O que ficar como "" ou [] conta como não respondido e só perde o ponto daquela questão.
As questões de prática são corrigidas na hora (`autograder quiz`); as avaliadas ficam
registradas aqui e são corrigidas depois.
Linhas que começam com # são comentários: os seus são preservados.""",
)

LANG_LINE = Text(
    en='The language in which `autograder check`, `hint` and `quiz` speak in this folder: "en" or "pt-BR".',
    pt='O idioma de `autograder check`, `hint` e `quiz` nesta pasta: "en" ou "pt-BR".',
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


def reference_answers(files: Mapping[str, str]) -> str:
    """Write the right answers to the hand-written questions (name → text), as a submission has them. Raises `QuestionsError`."""
    return answers_toml(tuple(parse_key(files).values()), "en", answered=True)


def questions_toml(questions: Sequence[Question]) -> str:
    """Write questions as TOML, graded ones without key and explanations; practice ones must have theirs."""
    tables = ("\n".join(_table(question.without_key() if question.graded else question)) for question in questions)
    return GENERATED + "".join(f"\n{table}\n" for table in tables)


def answers_toml(questions: Sequence[Question], lang: Lang, learner: str = "", *, answered: bool = False) -> str:
    """Write the answers file, every question shown in comments, numbers drawn for `learner`.

    All are unanswered; or, `answered`, all that have their key are answered rightly, as in the reference solutions.
    """
    lines = [
        *(_comment(line) for line in HEADER(numbers=TOML_LINES).to(lang).split("\n")),
        "",
        f"learner = {_string(learner)}",
        *(_comment(line) for line in LANG_LINE.to(lang).split("\n")),
        f"lang = {_string(lang)}",
        "",
        "[answers]",
    ]
    for number, question in enumerate(questions, 1):
        asked = drawn(question, known_as(learner) or "")
        lines += ["", _comment(f"{number}. {asked.source} ({kind_of(asked, lang)})")]
        lines += [_comment(line) for line in question_lines(asked, lang, WIDTH - 2)]
        lines.append(f"{asked.id} = {_answer(asked.part, answered=answered)}")
    return "\n".join(lines) + "\n"


def _answer(part: Part, *, answered: bool) -> str:
    several = isinstance(part, Choices | Ordering)
    if not answered or part.key is None or isinstance(part.key, DrawnKey):
        return "[]" if several else '""'
    if isinstance(part.key, NumberKey):
        return repr(part.key.value)
    return json.dumps(list(part.key.letters) if several else part.key.letters[0])


def _comment(line: str) -> str:
    return f"# {line}".rstrip()


KINDS: Mapping[type[Part], str] = {Choice: "choice", Choices: "choices", Ordering: "ordering", Number: "number"}


def _table(question: Question) -> Iterator[str]:
    yield "[[questions]]"
    yield f"id = {_string(question.id)}"
    yield f"text = {_string(question.text_source)}"
    if question.section:
        yield f"section = {_string(question.section)}"
    yield f"kind = {_string(KINDS[type(question.part)])}"
    if question.points != 1:
        yield f"points = {question.points}"
    yield f"graded = {str(question.graded).lower()}"
    yield from _texts(question.prompt, "prompt.")
    if isinstance(question.part, Number):
        yield from _number(question.part.key, question.draw)
    else:
        yield from _options(question.part.options, question.part.key, not isinstance(question.part, Choice))


def _options(options: Iterable[Option], key: LettersKey | None, several: bool) -> Iterator[str]:  # noqa: FBT001 -- private, one use
    if key is not None:
        letters = [_string(letter) for letter in key.letters]
        yield f"key = [{', '.join(letters)}]" if several else f"key = {letters[0]}"
    for option in options:
        yield f"[questions.options.{option.letter}]"
        yield from _texts(option.text)
        if key is not None:
            yield from _texts(key.why[option.letter], "why.")


def _number(key: NumberKey | DrawnKey | None, draw: Draw) -> Iterator[str]:
    """Write what a number is drawn from, always; its key only where it is at hand."""
    if key is not None:
        right = f"formula = {_string(key.formula)}" if isinstance(key, DrawnKey) else f"value = {key.value!r}"
        yield from (right, f"tolerance = {key.tolerance!r}")
        yield from _texts(key.right, "right.")
        yield from _texts(key.wrong, "wrong.")
    if draw:
        yield "[questions.draw]"
        yield from (f"{name} = {list(numbers)!r}" for name, numbers in draw.items())
    if isinstance(key, NumberKey):
        for typical in key.typical:
            yield from ("[[questions.typical]]", f"value = {typical.value!r}", *_texts(typical.why))
    if isinstance(key, DrawnKey):
        for wrong in key.typical:
            yield from ("[[questions.typical]]", f"formula = {_string(wrong.formula)}", *_texts(wrong.why))


def _texts(text: Text, prefix: str = "") -> Iterator[str]:
    unfilled = text(**{name: f"{{{name}}}" for name in places(text)})
    for lang in LANGUAGES:
        yield f"{prefix}{lang if lang == 'en' else _string(lang)} = {_string(unfilled.to(lang))}"


def _string(text: str) -> str:
    """Write a TOML basic string: JSON's escapes are TOML's, but for DEL, which TOML wants escaped too."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")

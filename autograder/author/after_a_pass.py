"""What learners read after a pass: the solution and some of right/, with the words of after_a_pass.toml, made ready to seal.

    [discussion]                        en, pt-BR: why the solution looks as it does, and what would have gone wrong
    [[others]]                          file = "einsum.py", of right/; title.en, title.pt-BR

An exercise may do without: then nothing is sealed, and `autograder solution` says that there is none.
"""

from __future__ import annotations

import ast
import io
import tokenize
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from autograder.author.source import Script
from autograder.author.stub import BEGIN, END, FOR_TOOLS, SYNTAX, code_in
from autograder.course.exercise_folder import ExerciseFolder, SourceError
from autograder.course.sealed_solution import OtherWay, Solution, seal
from autograder.i18n.catalogue_rules import wrong_in_catalogue
from autograder.i18n.language import LANGUAGES, Lang, Message, Text
from autograder.i18n.sanitize import one_line

NO_TOML = Text(en="this is not valid TOML: {error}", pt="isto não é TOML válido: {error}")
WRONG = Text(en="{where}: {what}", pt="{where}: {what}")
KEYS = Text(
    en="it holds [discussion] and, in a list [[others]], each with `file` and `title`; nothing else",
    pt="contém [discussion] e, numa lista [[others]], cada um com `file` e `title`; mais nada",
)
NO_STYLE = Text(en="right/ has no file {name}", pt="right/ não tem o arquivo {name}")
ONE_LANGUAGE = Text(
    en="a comment that learners read after a pass is in one language only: {comment}; take it out, or say it in after_a_pass.toml",
    pt="um comentário que se lê depois de passar está num idioma só: {comment}; tire-o, ou diga-o em after_a_pass.toml",
)


def sealed_solution(folder: ExerciseFolder, script: Script) -> bytes | None:
    """Seal what is shown after a pass; None where the exercise has no after_a_pass.toml. Raises `SourceError`."""
    if not folder.after_a_pass_file.is_file():
        return None
    notes = _notes(folder)
    others = [(one["title"], _style(folder, one["file"])) for one in notes["others"]]
    codes = {lang: _solved(script, lang) for lang in LANGUAGES}
    english, portuguese = (set(_comments(codes[lang])) for lang in LANGUAGES)
    for comment in sorted(english & portuguese):
        raise SourceError(script.file, script.code_line, ONE_LANGUAGE(comment=one_line(comment)))
    return seal(
        folder.id,
        {
            lang: Solution(
                codes[lang], notes["discussion"][lang], tuple(OtherWay(title[lang], code) for title, code in others)
            )
            for lang in LANGUAGES
        },
    )


def _notes(folder: ExerciseFolder) -> Mapping[str, Any]:
    """Read after_a_pass.toml, its texts whole in both languages."""
    file = folder.after_a_pass_file
    try:
        notes = tomllib.loads(folder.text(file))
    except tomllib.TOMLDecodeError as error:
        raise SourceError(folder.shown(file), 1, NO_TOML(error=one_line(str(error)))) from None
    others = notes.get("others")
    if notes.keys() != {"discussion", "others"} or not isinstance(others, list) or not all(map(_is_style, others)):
        raise SourceError(folder.shown(file), 1, KEYS())
    texts = {"discussion": notes["discussion"], "others": [one["title"] for one in others]}
    wrong: list[Message] = [WRONG(where=where, what=what) for where, what in wrong_in_catalogue(texts)]
    if wrong:
        raise SourceError(folder.shown(file), 1, *wrong)
    return notes


def _is_style(one: object) -> bool:
    return isinstance(one, dict) and one.keys() == {"file", "title"} and isinstance(one["file"], str)


def _solved(script: Script, lang: Lang) -> str:
    lines = code_in(script, lang, "kept").split("\n")
    return "\n".join(line for line in lines if line.strip() not in {BEGIN, END})


def _style(folder: ExerciseFolder, name: str) -> str:
    """Give a file of right/ without its docstring, which is for authors."""
    path = next((path for path in folder.right_files if path.name == name), None)
    if path is None:
        raise SourceError(folder.shown(folder.after_a_pass_file), 1, NO_STYLE(name=one_line(name)))
    text = folder.text(path)
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        raise SourceError(folder.shown(path), error.lineno or 1, SYNTAX(error=error.msg)) from None
    begins = tree.body[0].end_lineno if ast.get_docstring(tree) is not None else 0
    code = "\n".join(text.split("\n")[begins:]).strip("\n") + "\n"
    for comment in _comments(code):
        raise SourceError(folder.shown(path), 1, ONE_LANGUAGE(comment=one_line(comment)))
    return code


def _comments(code: str) -> Iterator[str]:
    """Give the comments of some code that are meant for people."""
    for token in tokenize.generate_tokens(io.StringIO(code).readline):
        if token.type == tokenize.COMMENT and not FOR_TOOLS.match(token.string):
            yield token.string

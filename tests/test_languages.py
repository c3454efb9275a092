"""The two languages say the same, whole, in the words of docs/glossary.md."""

from __future__ import annotations

import argparse
import ast
import io
import re
import tokenize
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from autograder.author.folders import folders
from autograder.author.source import script_of
from autograder.author.stub import code_in
from autograder.cli.main import parser
from autograder.course.exercise_folder import ExerciseFolder
from autograder.i18n.language import Message, Text
from autograder.quiz.parse import TEXTS

ROOT = Path(__file__).resolve().parents[1]
GLOSSARY = ROOT / "docs" / "glossary.md"

# Where a Text is made of what is computed, not of words: its parts are looked at where they come from.
COMPUTED = {
    f"autograder/{name}.py"
    for name in ("authoring/catalogue", "i18n/catalogue_rules", "quiz/validation", "quiz/variants")
}
# The same in both languages: field names of EXERCISE, the quiz's own name, the unit, a sum.
SAME = {"id", "Quiz", "quiz", "quiz: {score}/{max}", "total", "s"}
# Words that no Portuguese sentence has, for English that the glossary does not know.
ENGLISH = (
    "the of and is are was with from not this that which it its to by be at on in an has have should must when where"
)
SENTENCE = Text(en="This is so.", pt="É assim.")
TWO_STOPS = re.compile(r"(?<!\.)\. ?\.(?!\S)")
EUROPEAN = re.compile(
    r"\best(?:á|ão|ava|avam) a \w+[aei]r\b", re.IGNORECASE
)  # “está a calcular”, for “está calculando”


@dataclass(frozen=True)
class Said:
    """One text in both languages, and where it stands. `names` are parameters that it explains."""

    where: str
    en: str
    pt: str
    names: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Glossary:
    """What docs/glossary.md says: English → Portuguese, what is not said → what is, and what stays English."""

    terms: Mapping[str, str]
    instead: Mapping[str, str]
    kept: frozenset[str]
    meanings: tuple[Said, ...]


@cache
def glossary() -> Glossary:
    text = GLOSSARY.read_text(encoding="utf-8")
    terms, avoided, kept = re.split(r"\n## .*\n", text)[0], *reversed(re.split(r"\n## .*\n", text)[1:])
    rows = rows_of(terms)
    return Glossary(
        terms={english: row[1] for row in rows for english in row[0].split(", ")},
        instead={wrong: row[1] for row in rows_of(avoided) for wrong in row[0].split(", ")},
        kept=frozenset(re.split(r",\s+", next(part for part in kept.split("\n\n") if part.startswith("array,")))),
        meanings=tuple(Said(f"docs/glossary.md, {row[0]}", row[2], row[3]) for row in rows),
    )


def rows_of(markdown: str) -> list[list[str]]:
    """Give the cells of a table, without its head."""
    lines = [line for line in markdown.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


# --- the finder --------------------------------------------------------------------------------------------------

OPERATOR = r"[+−·×=@²⁻]|(?<= )[/*](?= )"
CODE = re.compile(
    r"```.*?```|`[^`]*`|https?://\S+|\]\([^)\s]*\)"
    r"|\bautograder (?:start|check|hint|quiz|grade|author)\b(?: (?:build|check|figures|new|report)\b)?"
    r"|\((?:\w+, )*\w*[\d_]\w*(?:, \w+)*\)"  # (W1, W2, losses)
    r"|(?<!\w)[\w.]+[(\[][^()\[\] ][^()\[\]]*[)\]]|[\w.]+\(\)"  # f(x), losses[0], pop()
    r"|\[[^\[\]]*\](?!\()|\"[^\s\"]*\""  # [:, targets], "relu"
    r"|\{[^{}]*\}|--[\w-]+|[\w<>/*-]*\.(?:\w+|\{\w+\})|\w*_\w*|\w*\d\w*"
    rf"|[^\W\d]+(?: ?(?:{OPERATOR})+ ?[^\W\d]+)+|∂[^\W\d]+(?:/∂[^\W\d]+)?",  # prediction − target, ∂cost/∂W
    re.DOTALL,
)
FORMULA = re.compile(r"\$\$.*?\$\$|\$[^$]*\$", re.DOTALL)
QUOTED = re.compile(r"“([^”]*)”")
SHORT_NAMES = re.compile(rf"\b(?:{'|'.join(map(re.escape, TEXTS))})\b")
CLASSES = re.compile(r"\b(?:Input|Linear|Sigmoid|MSE)\b")  # of exercise 08 and of chain-rule


def prose(said: Said) -> str:
    """Give the Portuguese without code, formulas, short names, and titles that the English quotes too."""
    words = " ".join(said.pt.split())
    english = " ".join(said.en.split())
    words = FORMULA.sub(lambda formula: " ".join(re.findall(r"\\text\{([^}]*)\}", formula[0])), words)
    words = QUOTED.sub(lambda quoted: "…" if quoted[0] in english else quoted[0], words)
    words = CLASSES.sub("…", CODE.sub(" … ", SHORT_NAMES.sub("…", words)))
    for name in said.names:
        words = re.sub(rf"\b{name}\b(?=[:,])", "…", words)
    return words


@cache
def phrase(words: str) -> re.Pattern[str]:
    """Find one word or several, whatever the case, in the plural too."""
    spaced = r"[\s-]+".join(map(re.escape, words.split()))
    plural = "(?:es)?" if words.endswith(("s", "x", "ch", "sh")) else "s?"
    return re.compile(rf"(?<![\w-]){spaced}{plural}(?![\w-])", re.IGNORECASE)


def wrong_words(said: Said, known: Glossary) -> list[str]:
    """Say what in the Portuguese is English that is to be translated, or not the glossary's word."""
    words = prose(said)
    for english in known.terms:
        words = re.sub(rf"\(\*?{english}\*?\)", "", words, flags=re.IGNORECASE)  # a gloss: corte (clipping)
    found = [f"“{english}”: {right}" for english, right in known.terms.items() if phrase(english).search(words)]
    found += [f"“{wrong}”: {right}" for wrong, right in known.instead.items() if phrase(wrong).search(words)]
    found += [f"“{word}”: English" for word in ENGLISH.split() if re.search(rf"(?<![\w-]){word}(?![\w-])", words)]
    found += [f"“{european[0]}”: European" for european in EUROPEAN.finditer(words)]
    return [f"{said.where}: {what}" for what in found]


def one_sided(said: Said) -> list[str]:
    """Say what is missing in one language: all of it, a place to fill, or the translation."""
    if not said.en.strip() or not said.pt.strip():
        return [f"{said.where}: empty in {'pt-BR' if said.en.strip() else 'English'}: {said.en}{said.pt}"]
    found = []
    if places(said.en) != places(said.pt):
        found.append(f"{said.where}: other places: {places(said.en)} and {places(said.pt)}")
    if said.en == said.pt and said.en.strip() not in SAME and re.search(r"[A-Za-zÀ-ÿ]{2}", prose(said)):
        found.append(f"{said.where}: not translated: {said.en}")
    return found


def other_figures(said: Said) -> list[str]:
    """Say which figures stand in one language only; 0 may be said in words (“quase nulo”, “zerados”)."""
    en, pt = (Counter(re.findall(r"\d+", words)) for words in (said.en, said.pt))
    found = [*((en - pt).keys()), *((pt - en).keys())]
    return [f"{said.where}: {figure} in one language only" for figure in found if figure != "0"]


def left_in_portuguese(said: Said) -> list[str]:
    """Say which words of the English are spelt as only Portuguese is."""
    words = prose(Said(said.where, said.pt, said.en))
    found = re.findall(r"(?i)\w*[ãõçáéíóúâêôà]\w*", words)
    return [f"{said.where}: “{word}” in the English" for word in found if word != "português"]


def places(template: str) -> set[str]:
    """Name the places of a text that `str.format` fills; braces that are none count as a place of their own."""
    try:
        return {name for _, name, _, _ in Formatter().parse(template) if name is not None}
    except ValueError:
        return {"unbalanced"}


# --- what the course says ----------------------------------------------------------------------------------------


def texts_of_modules() -> Iterator[Said]:
    """Give every Text(…) that is written out in the package, in a checks.py or a driver.py."""
    for path in sorted([*(ROOT / "autograder").rglob("*.py"), *(ROOT / "solutions").glob("*/checks.py")]):
        shown = path.relative_to(ROOT).as_posix()
        if "autograder.i18n.language import" in (source := path.read_text(encoding="utf-8")):
            yield from texts_written(source, shown)


def texts_written(source: str, shown: str) -> Iterator[Said]:
    """Give the texts of one module; one that is put together elsewhere than in `COMPUTED` counts as empty."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Text":
            given = [*node.args, *(keyword.value for keyword in node.keywords)]
            said = [words for part in given if (words := words_of(part)) is not None]
            if len(said) == len(given) or shown not in COMPUTED:
                yield Said(f"{shown}:{node.lineno}", *(*said, "", "")[:2])


def words_of(part: ast.expr) -> str | None:
    """Give a text that is written out, with an empty place for what an f-string fills in; None for anything else."""
    if isinstance(part, ast.Constant) and isinstance(part.value, str):
        return part.value
    if isinstance(part, ast.JoinedStr):
        return "".join(str(piece.value) if isinstance(piece, ast.Constant) else "{}" for piece in part.values)
    return None


def texts_inside(value: object, where: str, seen: set[int]) -> Iterator[Said]:
    """Give every Text in a value, however deep."""
    if id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, Text):
        yield Said(where, value.en, value.pt)
    elif is_dataclass(value) and not isinstance(value, type):
        for part in fields(value):
            yield from texts_inside(getattr(value, part.name), f"{where}.{part.name}", seen)
    elif isinstance(value, tuple | list | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from texts_inside(item, f"{where} {getattr(item, 'id', '')}".rstrip(), seen)


def texts_of_exercise(folder: ExerciseFolder) -> Iterator[Said]:
    """Give what an EXERCISE and the names of its checks.py hold, its text cell by cell, and its code's words."""
    exercise = folder.load(keep_bytecode=False)
    seen: set[int] = set()
    yield from texts_inside(exercise, f"{folder.name}: EXERCISE", seen)
    for name, value in exercise.checks[0].plan.__globals__.items():
        if not name.startswith("__"):
            yield from texts_inside(value, f"{folder.name}: {name}", seen)
    script = script_of(folder)
    for at, (en, pt) in enumerate(zip(script.texts["en"], script.texts["pt-BR"], strict=True), 1):
        yield Said(f"{folder.name}: text {at}", as_template(en), as_template(pt))
    english, portuguese = (words_of_code(code_in(script, lang, "cleared")) for lang in ("en", "pt-BR"))
    for (name, en, parameters), (_, pt, _) in zip(english, portuguese, strict=True):
        yield Said(f"{folder.name}: {name}", as_template(en), as_template(pt), parameters)


def as_template(text: str) -> str:
    """Make braces that are no places to fill stand as `str.format` wants them."""
    return text.replace("{", "{{").replace("}", "}}")


def words_of_code(code: str) -> list[tuple[str, str, frozenset[str]]]:
    """Give the docstrings of a module by name, each with the parameters it may explain, and the comments."""
    nodes = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    found = [(node.name, ast.get_docstring(node) or "", parameters_of(node)) for node in nodes]
    tokens = tokenize.generate_tokens(io.StringIO(code).readline)
    comments = " ".join(token.string.lstrip("# ") for token in tokens if token.type == tokenize.COMMENT)
    return [*(each for each in found if each[1]), ("comments", comments or "—", frozenset())]


def parameters_of(node: ast.FunctionDef | ast.ClassDef) -> frozenset[str]:
    """Name the parameters of a function, or of all the functions of a class."""
    return frozenset(part.arg for part in ast.walk(node) if isinstance(part, ast.arg))


def texts_of_quiz(table: object, where: str) -> Iterator[Said]:
    """Give every pair of `en` and `pt-BR` in a file of questions, one that stands alone with nothing beside it."""
    if isinstance(table, dict):
        where = f"{where} {table.get('id', '')}".rstrip()
        if "en" in table or "pt-BR" in table:
            yield Said(where, table.get("en", ""), table.get("pt-BR", ""))
        for key, value in table.items():
            yield from texts_of_quiz(value, f"{where}.{key}" if isinstance(value, dict) else where)
    elif isinstance(table, list):
        for item in table:
            yield from texts_of_quiz(item, where)


def helps(english: argparse.ArgumentParser, portuguese: argparse.ArgumentParser) -> Iterator[Said]:
    """Give the command line's help, command by command, as it is shown but for the commands' names."""
    shown = (
        re.sub(r"(?m)^    \w+", "", as_template(made.format_help().replace(made.prog, "autograder")))
        for made in (english, portuguese)
    )
    yield Said(f"{english.prog} --help", *shown)
    for one, other in zip(english._actions, portuguese._actions, strict=True):
        if isinstance(one, argparse._SubParsersAction) and isinstance(other, argparse._SubParsersAction):
            for name in one.choices:
                yield from helps(one.choices[name], other.choices[name])


@cache
def everything() -> tuple[Said, ...]:
    said = [*texts_of_modules(), *glossary().meanings, *helps(parser("en"), parser("pt-BR"))]
    for folder in folders(ROOT):
        said += texts_of_exercise(folder)
        said += texts_of_quiz(
            tomllib.loads(folder.text(folder.after_a_pass_file)), folder.shown(folder.after_a_pass_file)
        )
    for path in sorted((ROOT / "solutions" / "quiz").glob("*.toml")):
        said += texts_of_quiz(tomllib.loads(path.read_text(encoding="utf-8")), path.name)
    readmes = (as_template((ROOT / name).read_text(encoding="utf-8")) for name in ("README.md", "README.pt-BR.md"))
    return (*said, Said("README.pt-BR.md", *readmes))


@pytest.mark.parametrize(
    "part",
    [
        "autograder/judging/judge.py:",
        "EXERCISE.checks",
        "EXERCISE.hints",
        "text 1",
        "linear_backward",
        "after_a_pass.toml",
        "xor.toml",
        "grade --help",
        "README",
    ],
)
def test_nothing_is_passed_over(part):
    assert [said for said in everything() if part in said.where and len(prose(said)) > 20]


def test_every_text_is_whole_in_both_languages():
    assert [what for said in everything() for what in one_sided(said)] == []


def test_both_languages_name_the_same_figures():
    assert [what for said in everything() if "README" not in said.where for what in other_figures(said)] == []


def test_the_portuguese_keeps_to_the_glossary():
    assert [what for said in everything() for what in wrong_words(said, glossary())] == []


def test_the_english_holds_no_portuguese():
    assert [what for said in everything() for what in left_in_portuguese(said)] == []


def test_whole_sentences_fill_every_place_without_a_second_full_stop():
    templates = [said for said in everything() if places(said.en) == places(said.pt) and places(said.en) - {""}]
    assert [
        said.where for said in templates if TWO_STOPS.search(f"{filled(said).to('en')}\n{filled(said).to('pt-BR')}")
    ] == []


def filled(said: Said) -> Message:
    """Put a whole sentence into every place that takes words, and a figure where one is asked for."""
    specs = {name: spec for _, name, spec, _ in Formatter().parse(said.en) if name}
    return Text(said.en, said.pt)(**{name: 1 if spec else SENTENCE for name, spec in specs.items()})


@pytest.mark.parametrize("folder", folders(ROOT), ids=lambda folder: folder.name)
def test_text_cells_and_docstrings_have_the_same_build(folder):
    script = script_of(folder)
    for en, pt in zip(script.texts["en"], script.texts["pt-BR"], strict=True):
        assert build_of(en) == build_of(pt)
    english, portuguese = (words_of_code(code_in(script, lang, "cleared")) for lang in ("en", "pt-BR"))
    for (_, en, _), (_, pt, _) in zip(english, portuguese, strict=True):
        assert re.findall(r"(?m)(?:^|\. )(\w+): ", en) == re.findall(r"(?m)(?:^|\. )(\w+): ", pt)


def build_of(markdown: str) -> dict[str, int]:
    """Count what a text is built of: paragraphs, formulas, code, rows, items, titles of texts."""
    marks = {
        "paragraph": r"\n\n",
        "formula": r"\$",
        "code": "`",
        "row": r"(?m)^\|",
        "item": r"(?m)^ *- ",
        "quoted": "“",
    }
    return {name: len(re.findall(mark, markdown)) for name, mark in marks.items()}


# --- the glossary itself -----------------------------------------------------------------------------------------


def test_the_glossary_is_in_order_and_agrees_with_itself():
    known = glossary()
    firsts = [row[0] for row in rows_of(GLOSSARY.read_text(encoding="utf-8").split("\n## ")[0])]
    assert firsts == sorted(firsts)
    assert len(known.terms) > 60
    assert not known.kept & (set(known.terms) | set(known.instead))
    assert not set(known.instead) & set(known.terms.values())
    own = [Said(english, english, portuguese) for english, portuguese in known.terms.items()]
    assert [what for said in own for what in wrong_words(said, known)] == []


def test_words_that_stay_english_are_used_and_both_readmes_link_the_page():
    portuguese = " ".join(said.pt for said in everything())
    assert [word for word in glossary().kept if not phrase(word).search(portuguese)] == []
    for readme in ("README.md", "README.pt-BR.md"):
        assert "(docs/glossary.md)" in (ROOT / readme).read_text(encoding="utf-8")


# --- the finder finds --------------------------------------------------------------------------------------------

KNOWN = Glossary(
    terms={"weight": "peso", "learning rate": "taxa de aprendizagem", "batch": "lote", "clipping": "corte"},
    instead={"taxa de aprendizado": "taxa de aprendizagem", "utilizador": "usuário"},
    kept=frozenset({"array"}),
    meanings=(),
)


@pytest.mark.parametrize(
    ("pt", "found"),
    [
        ("O weight diminui.", ["“weight”: peso"]),
        ("Os Weights (e os batches) diminuem.", ["“weight”: peso", "“batch”: lote"]),
        ("Uma learning\nrate de 0,1.", ["“learning rate”: taxa de aprendizagem"]),
        ("A taxa de aprendizado caiu.", ["“taxa de aprendizado”: taxa de aprendizagem"]),
        ("Cada utilizador está a calcular.", ["“utilizador”: usuário", "“está a calcular”: European"]),
        ("Os pesos of this camada.", ["“of”: English", "“this”: English"]),
        ("“weight” entre aspas", ["“weight”: peso"]),
        ("$\\text{novo weight} = w$", ["“weight”: peso"]),
        ("weight: o que treina", ["“weight”: peso"]),
        ("O `weight` e ```\nweight = 1\n``` são código.", []),
        ("A `learning_rate` e learning_rate, weight[0], f(weight) e weight − batch.", []),
        ("Leia “The weight of an array” em https://example.org/weight.", []),
        ("O corte (*clipping*) limita o array do lote.", []),
        ("O weight ∂J/∂w.", ["“weight”: peso"]),
        ("O peso, ∂custo/∂weight, {weight} e $\\mathrm{weight}$.", []),
    ],
)
def test_english_and_words_not_used_are_found_outside_code(pt, found):
    said = Said("here", "Read “The weight of an array”.", pt)
    assert wrong_words(said, KNOWN) == [f"here: {what}" for what in found]


def test_a_parameter_stands_bare_only_where_a_docstring_explains_it():
    explained = Said("here", "", "weight, batch: números. Devolve o weight.", frozenset({"weight", "batch"}))
    assert wrong_words(explained, KNOWN) == ["here: “weight”: peso"]
    assert wrong_words(replace(explained, pt="weight, batch: números."), KNOWN) == []


@pytest.mark.parametrize(
    ("en", "pt", "found"),
    [
        ("a word", " ", "here: empty in pt-BR: a word "),
        ("", "uma palavra", "here: empty in English: uma palavra"),
        ("{one} word", "{a} palavra", "here: other places: {'one'} and {'a'}"),
        ("{one} word", "{one palavra", "here: other places: {'one'} and {'unbalanced'}"),
        ("the total", "the total", "here: not translated: the total"),
    ],
)
def test_what_one_language_lacks_is_found(en, pt, found):
    assert one_sided(Said("here", en, pt)) == [found]


@pytest.mark.parametrize("same", ["{problem}. {help}", "J(w) = w²", "xor (“Forward Pass”)", "∂cost/∂W1", "quiz"])
def test_what_holds_no_words_may_be_the_same(same):
    assert one_sided(Said("here", same, same)) == []


def test_other_figures_and_portuguese_in_the_english_are_found():
    assert other_figures(Said("here", "0.5 of 12", "0,25 de 12")) == [
        "here: 5 in one language only",
        "here: 25 in one language only",
    ]
    assert left_in_portuguese(Said("here", "the função", "a função")) == ["here: “função” in the English"]
    assert left_in_portuguese(Said("here", "read “Funções convexas”", "leia “Funções convexas”")) == []


def test_a_text_written_in_one_language_or_put_together_is_found_in_a_module():
    source = 'A = Text(en="word", pt="palavra")\nB = Text(en="word")\nC = Text(en=a, pt="palavra")\nD = Text("word", f"{a}")\n'
    found = list(texts_written(source, "here.py"))
    assert [said.where for said in found] == ["here.py:1", "here.py:2", "here.py:3", "here.py:4"]
    assert [bool(one_sided(said)) for said in found] == [False, True, True, True]


def test_every_pair_of_a_question_is_found_and_one_without_its_other_half():
    table = {"questions": [{"id": "a", "prompt": {"en": "one"}, "options": {"a": {"en": "two", "pt-BR": "dois"}}}]}
    found = list(texts_of_quiz(table, "x.toml"))
    assert [(said.en, said.pt) for said in found] == [("one", ""), ("two", "dois")]
    assert one_sided(found[0])
    assert not one_sided(found[1])


def test_a_text_is_found_however_deep_it_is_kept():
    assert [said.pt for said in texts_inside({"a": [(Text(en="one", pt="um"), 2)]}, "here", set())] == ["um"]

"""A learner's answers.toml: read whatever it holds, never fail, and say what could not be read.

    learner = "ana"
    [answers]
    question-id = "b"

What a value means for its question is for `autograder.quiz.parse_answers`; here values are raw.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from autograder.i18n.did_you_mean import nearest
from autograder.i18n.language import Message, Text, lang_named
from autograder.i18n.sanitize import one_line
from autograder.quiz.question_model import Question
from autograder.quiz.variants import known_as

MOST_CHARACTERS = 100_000  # the template has some ten thousand
LONGEST_LINE = 400  # of characters; comment lines may be longer. tomllib needs quadratic time for a line of dotted keys
LEARNER = "learner"
LANG = "lang"  # of check, hint and quiz in the folder; `autograder.workspace.language_line` looks for it
OURS = ("answers", LEARNER, LANG)  # what may stand above the line [answers]
NAMED = 5  # so many unknown ids are named one by one

TOO_LONG = Text(
    en="answers.toml has more than {most} characters and was not read. Start again from a fresh one and keep only the answers.",
    pt="O answers.toml tem mais de {most} caracteres e não foi lido. Recomece de um arquivo novo e guarde só as respostas.",
)
LINE_TOO_LONG = Text(
    en="answers.toml was not read: line {line} has more than {most} characters, and no answer is that long. Shorten it; long notes go into comment lines, which begin with #.",
    pt="O answers.toml não foi lido: a linha {line} tem mais de {most} caracteres, e nenhuma resposta é tão longa. Encurte-a; anotações longas vão em linhas de comentário, que começam com #.",
)
BROKEN = Text(
    en="answers.toml could not be read, so no answer in it counts: {where}. {hint}",
    pt="Não foi possível ler o answers.toml, e por isso nenhuma resposta dele conta: {where}. {hint}",
)
AT_LINE = Text(en="line {line} is `{shown}`", pt="a linha {line} é `{shown}`")
AT_END = Text(en="it ends in the middle of something", pt="ele termina no meio de alguma coisa")
CURLY_QUOTES = Text(
    en='The quotes are curly, which TOML does not know: type straight ones, as in id = "b".',
    pt='As aspas são curvas, e o TOML não as conhece: use aspas retas, como em id = "b".',
)
OPEN_QUOTE = Text(
    en='A quote is opened and not closed: write "b", with one before and one after.',
    pt='Há aspas abertas que não fecham: escreva "b", com uma antes e outra depois.',
)
NOTHING_AFTER = Text(
    en='Nothing stands after the = sign. An unanswered question is written id = "".',
    pt='Não há nada depois do sinal de =. Uma questão sem resposta se escreve id = "".',
)
COMMA_NUMBER = Text(
    en='A decimal comma needs quotes here, as in "0,35"; or write a point, as in 0.35.',
    pt='Aqui a vírgula decimal precisa de aspas, como em "0,35"; ou use o ponto, como em 0.35.',
)
FRACTION = Text(
    en='A fraction needs quotes here, as in "2/3".',
    pt='Aqui uma fração precisa de aspas, como em "2/3".',
)
BARE_WORD = Text(
    en='Letters and names go between quotes: write "b" for one letter, ["a", "c"] for several, or for an order.',
    pt='Letras e nomes vão entre aspas: escreva "b" para uma letra, ["a", "c"] para várias, ou para uma ordem.',
)
BARE_NUMBER = Text(
    en='Written like this, the number needs quotes: "½", "−3", "2,5 · 10⁻³", ".5"; without them it is 0.5, -3, 2.5e-3.',
    pt='Escrito assim, o número precisa de aspas: "½", "−3", "2,5 · 10⁻³", ".5"; sem elas, é 0.5, -3, 2.5e-3.',
)
ANSWERED_TWICE = Text(
    en="The same question stands there twice: keep one of the two lines.",
    pt="A mesma questão aparece duas vezes: fique com uma das duas linhas.",
)
NO_EQUALS = Text(
    en='Every answer is a line of its own, as in id = "b"; a comment begins with #.',
    pt='Cada resposta fica numa linha só, como em id = "b"; um comentário começa com #.',
)
LOOK_AT_IT = Text(
    en='Compare it with the examples at the top of the file: id = "b", id = ["a", "c"], id = 7.5.',
    pt='Compare com os exemplos no início do arquivo: id = "b", id = ["a", "c"], id = 7.5.',
)
OUTSIDE = Text(
    en="In answers.toml, this stands above the line [answers] or without it: {ids}. It counts all the same; answers belong below that line.",
    pt="No answers.toml, isto está acima da linha [answers] ou sem ela: {ids}. Vale do mesmo jeito, mas o lugar das respostas é abaixo dessa linha.",
)
NO_TABLE = Text(
    en="In answers.toml, `answers` is not a table: the answers go below a line that says [answers].",
    pt="No answers.toml, `answers` não é uma tabela: as respostas vão abaixo de uma linha com [answers].",
)
NO_LEARNER = Text(
    en='In answers.toml, `learner` is no name: write it between quotes, as in learner = "ana". The numbers taken are those of a file without that line.',
    pt='No answers.toml, `learner` não é um nome: escreva-o entre aspas, como em learner = "ana". Valeram os números de um arquivo sem essa linha.',
)
NO_LANG = Text(
    en='In answers.toml, `lang` names no language of the course: make that line lang = "en" or lang = "pt-BR", above the line [answers]. Until then the language is chosen as without it.',
    pt='No answers.toml, `lang` não indica um idioma do curso: faça dessa linha lang = "en" ou lang = "pt-BR", acima da linha [answers]. Até lá, o idioma é escolhido como se ela não existisse.',
)
UNKNOWN_ID = Text(
    en="answers.toml answers `{id}`, and there is no such question.{near}",
    pt="O answers.toml responde `{id}`, e essa questão não existe.{near}",
)
NEAR = Text(en=" Is it `{id}`?", pt=" Seria `{id}`?")
MORE_UNKNOWN = Text(
    en="Further answers in answers.toml to questions that do not exist: {count}.",
    pt="Mais respostas no answers.toml a questões que não existem: {count}.",
)


@dataclass(frozen=True, slots=True)
class Answers:
    """Raw values by question id, as TOML has them, and what could not be read (`notes`).

    `learner` is who draws the numbers, in the form of `known_as`; "" is nobody, whose numbers are the first. Those of
    `cells` were given in cells of the quiz's own notebook, which shows nobody's numbers.
    """

    values: Mapping[str, object] = field(default_factory=dict)
    notes: tuple[Message, ...] = ()
    learner: str = ""
    cells: frozenset[str] = frozenset()

    def learner_of(self, question: str) -> str:
        """Say by whose numbers the answer to a question is judged: those that its own document showed."""
        return "" if question in self.cells else self.learner


def read_answers(text: str | None) -> Answers:
    """Read the text of an answers.toml; None (there is no such file) gives no answers. Never raises."""
    if text is None:
        return Answers()
    if len(text) > MOST_CHARACTERS:
        return Answers(notes=(TOO_LONG(most=MOST_CHARACTERS),))
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LONGEST_LINE and not line.lstrip().startswith("#"):
            return Answers(notes=(LINE_TOO_LONG(line=number, most=LONGEST_LINE),))
    try:
        data = tomllib.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        return Answers(notes=(_broken(text, str(error)),))
    outside = {id_: value for id_, value in data.items() if not isinstance(value, dict) and id_ not in OURS}
    notes: list[Message] = []
    if outside:
        notes.append(OUTSIDE(ids=", ".join(f"`{one_line(id_, 80)}`" for id_ in list(outside)[:NAMED])))
    table = data.get("answers", {})
    if not isinstance(table, dict):
        table = {}
        notes.append(NO_TABLE())
    values = {**outside, **table}
    below = values.pop(LEARNER, "")  # written below [answers], it is meant all the same
    learner = known_as(data.get(LEARNER) or below)
    if learner is None:
        notes.append(NO_LEARNER())
    misplaced, lang = values.pop(LANG, ""), data.get(LANG, "")
    if misplaced or (lang != "" and (not isinstance(lang, str) or lang_named(lang) is None)):
        notes.append(NO_LANG())
    return Answers(values, tuple(notes), learner or "")


def notes_on_unknown(questions: Sequence[Question], answers: Answers) -> Iterator[Message]:
    """Say which answers are to no question of the quiz, and which id was probably meant."""
    ids = [question.id for question in questions]
    unknown = [id_ for id_ in answers.values if id_ not in ids]
    for id_ in unknown[:NAMED]:
        shown = one_line(id_, 80)
        near = nearest(shown.lower(), ids)
        yield UNKNOWN_ID(id=shown, near=NEAR(id=near) if near else "")
    if len(unknown) > NAMED:
        yield MORE_UNKNOWN(count=len(unknown) - NAMED)


def _broken(text: str, error: str) -> Message:
    """Say where the TOML breaks off and what is usual there."""
    at = re.search(r"line (\d+)", error)
    lines = text.split("\n")
    if at is None or int(at[1]) > len(lines):
        return BROKEN(where=AT_END(), hint=LOOK_AT_IT())
    line = lines[int(at[1]) - 1]
    return BROKEN(where=AT_LINE(line=at[1], shown=one_line(line, 80)), hint=_hint(line, error))


# What a line that breaks the TOML looks like, and what to say about it; the first that fits.
HINTS = (
    (r"[“”‘’„]", CURLY_QUOTES),
    (r"=\s*(#.*)?$", NOTHING_AFTER),
    (r"=\s*[-+−]?\d*,\d", COMMA_NUMBER),
    (r"=\s*[-+−]?\d+\s*/", FRACTION),
    (r"=\s*\[?\s*[A-Za-z]", BARE_WORD),
    (r"=\s*([−–¼½¾⅓⅔]|[-+]?\d*\s*[.¼½¾⅓⅔·×^*]|[-+]?\d+\.?\d*\s*[.¼½¾⅓⅔·×^*])", BARE_NUMBER),
    (r"^[^\"]*(\"[^\"]*\"[^\"]*)*\"[^\"]*$", OPEN_QUOTE),
    (r"^[^=]*$", NO_EQUALS),
)


def _hint(line: str, error: str) -> Message:
    if "overwrite" in error or "twice" in error:
        return ANSWERED_TWICE()
    found = (hint for pattern, hint in HINTS if re.search(pattern, line.rstrip()))
    return next(found, LOOK_AT_IT)()

"""A learner's answers.toml: read whatever it holds, never fail, and say what could not be read.

    learner = "ana"
    [answers]
    question-id = "b"

What a value means for its question is for `autograder.quiz.parse_answers`; here values are raw.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace

from autograder.frozen import frozen
from autograder.i18n.did_you_mean import nearest
from autograder.i18n.language import Message, Text, lang_named
from autograder.i18n.sanitize import one_line
from autograder.quiz.broken_lines import LONGEST_LINE, LineByLine, Unread, line_by_line
from autograder.quiz.question_model import Question
from autograder.quiz.variants import known_as

MOST_CHARACTERS = 100_000  # the template has some ten thousand
LEARNER = "learner"
LANG = "lang"  # of check, hint and quiz in the folder; `autograder.workspace.language_line` looks for it
OURS = ("answers", LEARNER, LANG)  # what may stand above the line [answers]
NAMED = 5  # so many unknown ids are named one by one

TOO_LONG = Text(
    en="answers.toml has more than {most} characters and was not read. Start again from a fresh one and keep only the answers.",
    pt="O answers.toml tem mais de {most} caracteres e não foi lido. Recomece de um arquivo novo e guarde só as respostas.",
)
LINE_UNREAD = Text(
    en="answers.toml: line {line} cannot be read: `{shown}`. That costs this answer alone; the others count. {hint}",
    pt="answers.toml: não é possível ler a linha {line}: `{shown}`. Isso custa só essa resposta; as outras valem. {hint}",
)
REPEATED = Text(
    en="answers.toml: line {line} says once more what line {first} says; it counts once. Delete one of the two lines.",
    pt="answers.toml: a linha {line} repete a linha {first}; vale uma vez. Apague uma das duas linhas.",
)
MORE_UNREAD = Text(
    en="Further lines of answers.toml that cannot be read: {count}.",
    pt="Mais linhas do answers.toml que não é possível ler: {count}.",
)
NOT_TRIED = Text(
    en="answers.toml has so many lines that cannot be read that what stands below line {line} was not looked at. Start again from a fresh one.",
    pt="O answers.toml tem tantas linhas que não é possível ler que o que está abaixo da linha {line} não foi examinado. Recomece de um arquivo novo.",
)
UNREAD = Text(
    en="Answered, but the answer cannot be read: line {line} of answers.toml is `{shown}`. {hint}",
    pt="Respondida, mas não é possível ler a resposta: a linha {line} do answers.toml é `{shown}`. {hint}",
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
NOT_THEIRS = Text(
    en='answers.toml says learner = "{learner}", and this was handed in by {handed_in}: the numbers taken are those of {handed_in}. Make that line learner = "{handed_in}", look at the questions again with `autograder quiz`, and hand in once more.',
    pt='O answers.toml diz learner = "{learner}", e quem entregou foi {handed_in}: valeram os números de {handed_in}. Troque essa linha por learner = "{handed_in}", veja as questões de novo com `autograder quiz` e entregue outra vez.',
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


@frozen
class Answers:
    """Raw values by question id, as TOML has them, and what could not be read (`notes`).

    `learner` is who draws the numbers, in the form of `known_as`; "" is nobody, whose numbers are the first. Those of
    `cells` were given in cells of the quiz's own notebook, which shows nobody's numbers. `unread` are answers that were
    given in lines that could not be read; `broken` says that the file is no TOML as a whole, and nothing can be saved in it.
    """

    values: Mapping[str, object] = field(default_factory=dict)
    notes: tuple[Message, ...] = ()
    learner: str = ""
    cells: frozenset[str] = frozenset()
    unread: Mapping[str, Unread] = field(default_factory=dict)
    broken: bool = False

    def learner_of(self, question: str) -> str:
        """Say by whose numbers the answer to a question is judged: those that its own document showed."""
        return "" if question in self.cells else self.learner


def of_learners(answers: Answers, learners: Sequence[str]) -> Answers:
    """See that the numbers are those of one of some people; else they are those of the first, and that is said.

    Nothing is said where nothing is answered.
    """
    known = [known_as(learner) or "" for learner in learners]
    if answers.learner in known:
        return answers
    told = NOT_THEIRS(learner=one_line(answers.learner, 80), handed_in=one_line(learners[0], 80))
    notes = (*answers.notes, told) if answers.values else answers.notes
    return replace(answers, learner=known[0], notes=notes)


def read_answers(text: str | None) -> Answers:
    """Read the text of an answers.toml; None (there is no such file) gives no answers. Never raises."""
    if text is None:
        return Answers()
    if len(text) > MOST_CHARACTERS:
        return Answers(notes=(TOO_LONG(most=MOST_CHARACTERS),))
    text = text.removeprefix("\ufeff")
    notes: list[Message] = []
    unread: dict[str, Unread] = {}
    broken = False
    try:
        if any(len(line) > LONGEST_LINE and not line.lstrip().startswith("#") for line in text.split("\n")):
            raise ValueError  # noqa: TRY301 -- tomllib must not see it
        data = tomllib.loads(text)
    except (ValueError, RecursionError):
        found = line_by_line(text)
        broken = True
        data, unread = found.data, {one.id: one for one in reversed(found.unread)}
        notes += _unread_notes(found)
    tables = {name: table for name, table in data.items() if isinstance(table, dict) and name not in OURS}
    outside = {id_: value for id_, value in data.items() if not isinstance(value, dict) and id_ not in OURS}
    for other in tables.values():  # a heading of another name, such as [Answers]
        outside = {**{id_: value for id_, value in other.items() if not isinstance(value, dict)}, **outside}
    if outside:
        notes.append(OUTSIDE(ids=", ".join(f"`{one_line(id_, 80)}`" for id_ in list(outside)[:NAMED])))
    table = data.get("answers", {})
    if isinstance(table, list) and all(isinstance(one, dict) for one in table):  # below [[answers]]
        table = {id_: value for one in table for id_, value in one.items()}
    if not isinstance(table, dict):
        table = {}
        notes.append(NO_TABLE())
    values = {**outside, **table}
    below = values.pop(LEARNER, "")  # written below [answers], it is meant all the same
    if LEARNER in unread:
        below = below or unread[LEARNER].bare  # the numbers of all answers hang on it
    learner = known_as(data.get(LEARNER) or below)
    if learner is None:
        notes.append(NO_LEARNER())
    misplaced, lang = values.pop(LANG, ""), data.get(LANG, "")
    if misplaced or (lang != "" and (not isinstance(lang, str) or lang_named(lang) is None)):
        notes.append(NO_LANG())
    given = {id_: one for id_, one in unread.items() if id_ and one.bare and id_ not in values and id_ not in OURS}
    return Answers(values, tuple(notes), learner or "", unread=given, broken=broken)


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


def unread_answer(one: Unread) -> Message:
    """Say of a question that it is answered, and why the answer cannot be read."""
    return UNREAD(line=one.line, shown=one.shown, hint=one.hint)


def _unread_notes(found: LineByLine) -> Iterator[Message]:
    for one in found.unread[:NAMED]:
        yield LINE_UNREAD(line=one.line, shown=one.shown, hint=one.hint)
    if len(found.unread) > NAMED:
        yield MORE_UNREAD(count=len(found.unread) - NAMED)
    if found.repeated:
        yield REPEATED(line=found.repeated[0][0], first=found.repeated[0][1])
    if found.more:
        yield NOT_TRIED(line=found.unread[-1].line)

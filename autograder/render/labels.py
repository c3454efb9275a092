"""The renderers' own words, in both languages, and the marks that stand for a status."""

from __future__ import annotations

from collections.abc import Mapping

from autograder.i18n.language import Lang, Text
from autograder.judging.model import CheckStatus
from autograder.judging.report import ExerciseStatus

CHECK_MARKS: Mapping[CheckStatus, str] = {
    "passed": "✓",
    "failed": "✗",
    "error": "!",
    "not_attempted": "–",
    "waiting": "…",
}
EXERCISE_MARKS: Mapping[ExerciseStatus, str] = {"passed": "✓", "partial": "~", "failed": "✗", "not_attempted": "–"}

CHECK_STATUS: Mapping[CheckStatus, Text] = {
    "passed": Text(en="right", pt="certo"),
    "failed": Text(en="wrong", pt="errado"),
    "error": Text(en="error", pt="erro de execução"),
    "not_attempted": Text(en="not written yet", pt="ainda não escrito"),
    "waiting": Text(en="waiting", pt="em espera"),
}
EXERCISE_STATUS: Mapping[ExerciseStatus, Text] = {
    "passed": Text(en="passed", pt="completo"),
    "partial": Text(en="passed in part", pt="passou em parte"),
    "failed": Text(en="not passed yet", pt="ainda não passou"),
    "not_attempted": Text(en="not started", pt="não iniciado"),
}

HEAD = Text(en="{submission}: {score}/{max} points", pt="{submission}: {score}/{max} pontos")
HEAD_UNGRADABLE = Text(en="{submission}: could not be graded", pt="{submission}: não foi possível avaliar")
GIVEN_AS = Text(en="given as {name}", pt="recebido como {name}")
MISTAKE = Text(en="known mistake: ", pt="erro conhecido: ")
PATTERN = Text(en="pattern in the numbers: ", pt="padrão nos números: ")
PATTERN_NAMES: Mapping[str, Text] = {
    "constant-factor": Text(en="right but for a factor", pt="certo, a menos de um fator"),
    "transposed": Text(en="rows and columns exchanged", pt="linhas e colunas trocadas"),
    "one-row-wrong": Text(en="one row wrong", pt="uma linha errada"),
    "one-row-right": Text(en="one row right", pt="uma linha certa"),
    "one-column-wrong": Text(en="one column wrong", pt="uma coluna errada"),
    "one-column-right": Text(en="one column right", pt="uma coluna certa"),
    "one-entry-wrong": Text(en="one entry wrong", pt="uma entrada errada"),
    "several-rows-wrong": Text(en="right for one row alone", pt="certo só com uma linha"),
    "not-square-wrong": Text(en="right for square matrices alone", pt="certo só com matrizes quadradas"),
    "large-wrong": Text(en="wrong where numbers are large", pt="errado onde os números são grandes"),
}
CALL = Text(en="call: ", pt="chamada: ")
SMALLEST = Text(en="smallest wrong case: ", pt="menor caso errado: ")
RESULT = Text(en="result: {got}; right: {expected}", pt="resultado: {got}; certo: {expected}")
REMARK = Text(en="remark: ", pt="observação: ")
NOTE = Text(en="note: ", pt="aviso: ")
COMMENT = Text(en="comment from your instructor: ", pt="comentário de quem ensina: ")
AS_ABOVE = Text(en="as above", pt="como acima")
PRINTED = Text(en="your code printed:", pt="seu código imprimiu:")
MORE_LINES = Text(en="… (lines not shown: {count})", pt="… (linhas omitidas: {count})")

QUIZ = Text(en="Quiz", pt="Quiz")
RIGHT = Text(en="right: {count}", pt="certas: {count}")
WRONG = Text(en="wrong: {count}", pt="erradas: {count}")
UNANSWERED = Text(en="unanswered: {count}", pt="sem resposta: {count}")
RECORDED = Text(en="recorded, to be judged later: {count}", pt="registradas, para avaliar depois: {count}")
QUESTION_STATUS: Mapping[str, Text] = {
    "unanswered": Text(en="not answered", pt="sem resposta"),
    "recorded": Text(en="recorded, to be judged later", pt="registrada, para avaliar depois"),
}
YOUR_ANSWER = Text(en="your answer: ", pt="sua resposta: ")
READ_AGAIN = Text(en="read again: ", pt="para reler: ")

TOTAL = Text(en="Total: {score}/{max} points", pt="Total: {score}/{max} pontos")
EXTRA = Text(en="extra points", pt="pontos extras")
TOTAL_EXTRA = Text(en="extra: {score}/{max}", pt="extras: {score}/{max}")
TOTAL_QUIZ = Text(en="quiz: {score}/{max}", pt="quiz: {score}/{max}")
FOOT = Text(
    en="seed {seed}, {isolation}, {seconds} s, grader {version} with Python {python}, numpy {numpy}",
    pt="semente {seed}, {isolation}, {seconds} s, corretor {version} com Python {python}, numpy {numpy}",
)
FOOT_OF_OFFICIAL = Text(  # nothing that is handed to learners names the seed of a grade that counts, or of a class
    en="{isolation}, {seconds} s, grader {version} with Python {python}, numpy {numpy}",
    pt="{isolation}, {seconds} s, corretor {version} com Python {python}, numpy {numpy}",
)
ISOLATION = Text(en="isolation tier {tier} ({official})", pt="isolamento de nível {tier} ({official})")
RECEIPT = Text(en="receipt {receipt}", pt="recibo {receipt}")
FOOT_OF_CHECK = Text(  # a learner's own check: what isolated it is nobody else's business
    en="seed {seed}, {seconds} s, grader {version} with Python {python}, numpy {numpy}",
    pt="semente {seed}, {seconds} s, corretor {version} com Python {python}, numpy {numpy}",
)
OFFICIAL = Text(en="official", pt="oficial")
NOT_OFFICIAL = Text(en="not official", pt="não oficial")

ISOLATED = Text(en="Isolation", pt="Isolamento")
TIER = Text(en="Isolation tier {tier}, {official}.", pt="Isolamento de nível {tier}, {official}.")
# What kept the isolation from tier 3, by `IsolationReport.lacks`, and what can be done about it.
LACKS: Mapping[str, Text] = {
    "linux": Text(
        en="More than tier 0 needs Linux.",
        pt="Para mais que o nível 0 é preciso Linux.",
    ),
    "asked": Text(
        en="AUTOGRADER_HIGHEST_TIER asks for no more.",
        pt="AUTOGRADER_HIGHEST_TIER não pede mais que isso.",
    ),
    "bubblewrap": Text(
        en="For tier 3, install the package `bubblewrap`.",
        pt="Para o nível 3, instale o pacote `bubblewrap`.",
    ),
    "apparmor": Text(
        en="For tier 3, AppArmor must let bubblewrap make user namespaces: `sudo sysctl --write kernel.apparmor_restrict_unprivileged_userns=0`.",
        pt="Para o nível 3, o AppArmor precisa deixar o bubblewrap criar user namespaces: `sudo sysctl --write kernel.apparmor_restrict_unprivileged_userns=0`.",
    ),
    "namespaces": Text(
        en="For tier 3, bubblewrap must be able to make user namespaces, which this machine or its container denies.",
        pt="Para o nível 3, o bubblewrap precisa poder criar user namespaces, o que esta máquina ou o contêiner dela nega.",
    ),
}
REACHED = Text(
    en="The threshold of {least} % is reached: {part} %.", pt="O limite de {least} % foi atingido: {part} %."
)
NOT_REACHED = Text(
    en="Below the threshold of {least} %: {score}/{max} points are {part} %, and {needed} are asked for.",
    pt="Abaixo do limite de {least} %: {score}/{max} pontos são {part} %, e o exigido são {needed}.",
)
NEXT = Text(en="next: ", pt="próximo passo: ")
NEXT_MEND = Text(
    en="mend “{check}” in {exercise}",
    pt="corrigir “{check}” em {exercise}",
)
NEXT_BACK = Text(
    en="go back to {before}, on which {exercise} builds, and then mend “{check}”",
    pt="voltar a {before}, de que {exercise} depende, e depois corrigir “{check}”",
)
NEXT_WRITE = Text(
    en="write “{check}” in {exercise}",
    pt="escrever “{check}” em {exercise}",
)
NEXT_START = Text(en="start {exercise} (“{title}”)", pt="começar {exercise} (“{title}”)")
NEXT_QUIZ = Text(
    en="the quiz (questions not right yet: {count}); all exercises pass",
    pt="o quiz (questões ainda não certas: {count}); os exercícios todos passaram",
)
NEXT_EXTRA = Text(
    en="the extra exercise {exercise} (“{title}”), if you like; all the others pass",
    pt="o exercício extra {exercise} (“{title}”), se quiser; todos os outros passaram",
)
NEXT_NOTHING = Text(en="nothing is left to do", pt="nenhum, está tudo feito")
HINT = Text(en="a nudge: ", pt="uma dica: ")
HINT_COMMAND = "autograder hint {exercise}"

COLUMN_SUBMISSION = Text(en="submission", pt="submissão")
COLUMN_MAXIMUM = Text(en="maximum", pt="máximo")
COLUMN_TOTAL = Text(en="total", pt="total")
COLUMN_QUIZ = Text(en="quiz", pt="quiz")
COLUMN_STATUS = Text(en="status", pt="situação")
COLUMN_SECONDS = Text(en="s", pt="s")
GRADED = Text(en="graded", pt="avaliada")
UNGRADABLE = Text(en="no grade", pt="sem nota")
LEGEND = Text(en="“–”: not started. ", pt="“–”: não iniciado. ")
COMPLETE = Text(en="Complete: {exercises}.", pt="Completos: {exercises}.")
LATER = Text(en="judged later, or not written yet: {checks}", pt="avaliados depois, ou ainda não escritos: {checks}")
OPEN = Text(en="not answered: {questions}", pt="sem resposta: {questions}")
NOTHING_ANSWERED = Text(en="Nothing is answered yet.", pt="Nada foi respondido ainda.")
UNFINISHED = Text(
    en="Only {done} of {all} exercises are graded so far; if this does not change, the run was ended before its end: hand in again, or tell the course staff.",
    pt="Só {done} de {all} exercícios foram avaliados até agora; se isto não mudar, a execução foi interrompida antes do fim: entregue de novo ou avise a equipe do curso.",
)
SINCE = Text(
    en="Since your last try: {before} → {now} points.", pt="Desde a sua última tentativa: {before} → {now} pontos."
)
GAINED = Text(en="Better now: {tests}", pt="Melhoraram: {tests}")
LOST = Text(en="Worse now: {tests}", pt="Pioraram: {tests}")
SAME_AS_BEFORE = Text(
    en="Every test comes out as on your last try.", pt="Todos os testes deram o mesmo que na sua última tentativa."
)
NO_ROOM = Text(
    en="There was no room for the rest: see the report.", pt="Não houve espaço para o resto: veja o relatório."
)
ADVICE = Text(
    en="This grade was made in the learner's own repository, whose workflow the learner can change: it is advice. Official scores come from the course staff, and replace it as overrides.",
    pt="Esta nota foi dada no repositório do próprio estudante, que pode mudar o workflow: é só uma indicação. As notas oficiais vêm da equipe do curso e a substituem como overrides.",
)
NOT_STARTED = Text(en="Not started: {exercises}.", pt="Não iniciados: {exercises}.")
MORE_FOUND = Text(
    en="{count} more of this kind: see the report",
    pt="mais {count} deste tipo: veja o relatório",
)
IN_CELL = Text(en="{title} ({cell}, line {line})", pt="{title} ({cell}, linha {line})")
NOT_SHOWN = Text(en="There was no room for {count} more.", pt="Não houve espaço para mais {count}.")
REASONS = Text(en="Could not be graded:", pt="Não foi possível avaliar:")
NOTES = Text(en="To look at:", pt="A conferir:")
MORE_IN_REPORT = Text(en=" (notes in its report beside this one: {count})", pt=" (outros avisos no relatório: {count})")
MORE_NOTED = Text(en="further submissions with notes: {count}", pt="outras submissões com avisos: {count}")
NO_SUBMISSIONS = Text(en="no submissions", pt="nenhuma submissão")

CUT = Text(
    en="this report was larger than {limit} bytes and was cut: captured output and evidence first",
    pt="este relatório passava de {limit} bytes e foi cortado, a começar pela saída impressa e pelas evidências",
)


def mistake_told(diagnosis: Mapping[str, object] | None) -> str:
    """Give the id of a recognised mistake with its name in the report's language, if it has one; "" of no mistake."""
    found = diagnosis or {}
    id_, name = found.get("mistake"), found.get("name")
    return f"{id_} ({name})" if id_ and name else str(id_ or "")


def pattern_told(id_: str, lang: Lang) -> str:
    """Give the id of a pattern with its name."""
    name = PATTERN_NAMES.get(id_)
    return f"{id_} ({name.to(lang)})" if name else id_

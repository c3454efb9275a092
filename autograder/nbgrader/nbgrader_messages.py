"""What learners and instructors read in nbgrader's notebooks, comments and configuration."""

from __future__ import annotations

from autograder.i18n.language import Text

HEADER = Text(
    en="*Exercise {at} of {count}, {points} points.* Write in the cell with `raise NotImplementedError`. You may add cells; do not delete, copy or relabel those that are here. Keep the file's name, `{file}`: the grader finds your work by it. Save before you hand in.",
    pt="*Exercício {at} de {count}, {points} pontos.* Escreva na célula com `raise NotImplementedError`. Você pode acrescentar células; não apague, não copie e não mude o tipo das que já estão aqui. Mantenha o nome do arquivo, `{file}`: é por ele que o corretor encontra o seu trabalho. Salve antes de entregar.",
)
EXTRA_HEADER = Text(
    en="*An extra exercise: its {points} points stand beside those of the course.* Write in the cell with `raise NotImplementedError`. You may add cells; do not delete, copy or relabel those that are here. Keep the file's name, `{file}`: the grader finds your work by it. Save before you hand in.",
    pt="*Exercício extra: os {points} pontos dele ficam à parte dos pontos do curso.* Escreva na célula com `raise NotImplementedError`. Você pode acrescentar células; não apague, não copie e não mude o tipo das que já estão aqui. Mantenha o nome do arquivo, `{file}`: é por ele que o corretor encontra o seu trabalho. Salve antes de entregar.",
)
QUIZ_HEADER = Text(
    en="""# Quiz

{count} questions, {points} points. Open the cell below a question (double click) and write your answer after “{stub}”:

| asked for | write |
|---|---|
| one letter | `b` |
| one or more letters | `a, c` |
| an order | `b > c > a` |
| a number | `7.5`, `0.35` or `-2/3` |

A question without an answer costs its own point and no more. Keep the file's name, `{file}`, and its cells.""",
    pt="""# Quiz

{count} questões, {points} pontos. Abra a célula abaixo de cada questão (duplo clique) e escreva a resposta depois de “{stub}”:

| a questão pede | escreva |
|---|---|
| uma letra | `b` |
| uma ou mais letras | `a, c` |
| uma ordem | `b > c > a` |
| um número | `7,5`, `0,35` ou `-2/3` |

Uma questão sem resposta só perde o ponto dela. Mantenha o nome do arquivo, `{file}`, e as células.""",
)
ONE_LETTER = Text(en="one letter", pt="uma letra")
LETTERS = Text(en="one or more letters", pt="uma ou mais letras")
ORDER = Text(en="all letters, in order", pt="todas as letras, em ordem")
NUMBER = Text(en="a number", pt="um número")

CONFIG = Text(
    en="""\
# How nbgrader handles this course. Change what you like: `autograder release` never writes over this file.
c = get_config()  # noqa: F821

c.CourseDirectory.course_id = "backpropagation"

# What learners find in the place of a solution, and below a question of the quiz.
c.ClearSolutions.code_stub = {{"python": {code_stub}}}
c.ClearSolutions.text_stub = {text_stub}

# The course's own grader in the place of a kernel: `nbgrader autograde` and the formgrader's button use it with these
# lines. `autograder nbgrader grade` does the same for a whole class, several submissions at a time.
c.Autograde.exporter_class = "autograder.nbgrader.preprocessors.SubmissionExporter"
c.Autograde.sanitize_preprocessors = []
c.Autograde.autograde_preprocessors = [
    "autograder.nbgrader.preprocessors.GradeIsolated",
    "autograder.nbgrader.preprocessors.SaveGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# The language of comments and feedback; the key of the quiz's graded questions, a TOML file or a folder of them.
c.GradeIsolated.lang = "{lang}"
# c.GradeIsolated.key = "/path/to/solutions/quiz"

# Late submissions: what nbgrader offers, or a plugin of yours.
# c.LateSubmissionPlugin.penalty_method = "zero"
""",
    pt="""\
# Como o nbgrader trata este curso. Mude o que quiser: `autograder release` nunca sobrescreve este arquivo.
c = get_config()  # noqa: F821

c.CourseDirectory.course_id = "backpropagation"

# O que os alunos encontram no lugar de uma solução, e abaixo de uma questão do quiz.
c.ClearSolutions.code_stub = {{"python": {code_stub}}}
c.ClearSolutions.text_stub = {text_stub}

# O corretor do próprio curso no lugar de um kernel: com estas linhas, `nbgrader autograde` e o botão do formgrader
# passam a usá-lo. `autograder nbgrader grade` faz o mesmo com a turma toda, várias submissões ao mesmo tempo.
c.Autograde.exporter_class = "autograder.nbgrader.preprocessors.SubmissionExporter"
c.Autograde.sanitize_preprocessors = []
c.Autograde.autograde_preprocessors = [
    "autograder.nbgrader.preprocessors.GradeIsolated",
    "autograder.nbgrader.preprocessors.SaveGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# O idioma dos comentários e devolutivas; o gabarito das questões avaliadas do quiz, um arquivo TOML ou uma pasta deles.
c.GradeIsolated.lang = "{lang}"
# c.GradeIsolated.key = "/caminho/para/solutions/quiz"

# Submissões atrasadas: o que o nbgrader oferece, ou um plugin seu.
# c.LateSubmissionPlugin.penalty_method = "zero"
""",
)

NOT_WRITTEN = Text(
    en="this submission was graded and could not be written ({error}); the gradebook may hold an older score. Mend what is named and grade again",
    pt="esta submissão foi corrigida e não pôde ser gravada ({error}); o gradebook pode ter uma nota antiga. Corrija o que está indicado e avalie de novo",
)
NO_NAME = Text(
    en="the name of this folder is no text that a gradebook can hold; rename it",
    pt="o nome desta pasta não é um texto que caiba num gradebook; renomeie a pasta",
)

# What there is to say about one notebook of a submission.
NOT_HANDED_IN = Text(en="not handed in: {files}{others}", pt="não foi entregue: {files}{others}")
OTHERS = Text(
    en="; not looked at, because of the name: {names}",
    pt="; não examinado, por causa do nome: {names}",
)
EMPTY = Text(
    en="the file is empty: `{file}` holds nothing at all. Perhaps saving it, or handing it in, was broken off; open it in Jupyter, and if your work is there, save it and hand it in again",
    pt="o arquivo está vazio: não há nada em `{file}`. Talvez o salvamento ou o envio tenha sido interrompido; abra-o no Jupyter e, se o seu trabalho estiver lá, salve e entregue de novo",
)
UNTOUCHED = Text(
    en="nothing is written in `{file}`, which is the one that counts; not looked at, because of the name: {names}. If the work is there, it must be called `{file}`",
    pt="não há nada escrito em `{file}`, que é o que vale; não examinado, por causa do nome: {names}. Se o trabalho está ali, o arquivo precisa se chamar `{file}`",
)
TAKEN = Text(en="graded is `{file}`", pt="vale o arquivo `{file}`")
NOT_OPENED = Text(en="`{file}`: {why}", pt="`{file}`: {why}")
CELLS_BACK = Text(
    en="cells that were missing and stand here again as they were handed out: {names}",
    pt="células que faltavam e estão aqui de novo como foram distribuídas: {names}",
)
CELLS_TWICE = Text(
    en="cells that were there more than once; one of each counts: {names}",
    pt="células que apareciam mais de uma vez; vale uma de cada: {names}",
)
CELLS_RELABELLED = Text(
    en="cells whose labels had been changed and are as they were handed out: {names}",
    pt="células cujos rótulos tinham sido alterados e estão como foram distribuídos: {names}",
)
CELLS_FOUND = Text(
    en="cells that had lost their labels and were told by what is in them: {names}",
    pt="células que tinham perdido os rótulos e foram reconhecidas pelo que há nelas: {names}",
)

SCORED = Text(en="{score}/{max} points.", pt="{score}/{max} pontos.")
MEND_FIRST = Text(en="Mend first “{title}”: {rationale}", pt="Corrija primeiro “{title}”: {rationale}")
NO_GRADE = Text(
    en="This submission could not be graded: {reason}",
    pt="Não foi possível corrigir esta submissão: {reason}",
)
BY_HAND = Text(
    en="cells that wait for a person, or for the key of the quiz: {count}",
    pt="células que aguardam correção manual, ou o gabarito do quiz: {count}",
)
KEY_MISSING = Text(
    en="{student} was graded with a key before; as `c.GradeIsolated.key` is not set in nbgrader_config.py, answers to graded questions of the quiz wait for a person now",
    pt="{student}: a correção anterior usou um gabarito; como `c.GradeIsolated.key` não está definido em nbgrader_config.py, as respostas às questões avaliadas do quiz agora aguardam correção manual",
)
KEY_GONE = Text(
    en="the quiz was graded with a key before ({students}), and without it points would be lost; name it with `--key …`, or delete {folder} in the course to grade without one",
    pt="o quiz já foi corrigido com um gabarito ({students}), e sem ele se perderiam pontos; indique-o com `--key …`, ou apague {folder} no curso para corrigir sem gabarito",
)

"""What the pages of a class say, in both languages."""

from __future__ import annotations

from autograder.i18n.language import Text

TITLE = Text(en="Class report", pt="Relatório da turma")
OF = Text(en="{title}: {what}", pt="{title}: {what}")
BACK = Text(en="← the class", pt="← a turma")
CONTENTS = Text(en="On this page", pt="Nesta página")
SUMMARY = Text(en="Summary", pt="Resumo")
SCORES = Text(en="Scores", pt="Notas")
EXERCISES = Text(en="Exercises", pt="Exercícios")
CHECKS = Text(en="Checks", pt="Testes")
MISTAKES = Text(en="Commonest mistakes", pt="Erros mais comuns")
MISTAKES_HERE = Text(en="Known mistakes", pt="Erros conhecidos")
QUIZ = Text(en="Questions of the quiz", pt="Questões do quiz")
STUCK = Text(en="Stuck", pt="Sem avançar")
ALIKE = Text(en="Submissions alike", pt="Submissões parecidas")
STUDENTS = Text(en="Students", pt="Estudantes")
ORAL = Text(en="Questions for an oral", pt="Perguntas para uma prova oral")
ORAL_ABOUT = Text(
    en="For the course staff. Each question is about the student's own code, as it passed; the answers come from running it. Nothing of it is graded.",
    pt="Para a equipe do curso. Cada pergunta é sobre o próprio código do estudante, como ele passou; as respostas vêm da execução dele. Nada disto vale nota.",
)
ANSWER = Text(en="Answer", pt="Resposta")
GROUPS = Text(en="Comment once", pt="Comentar uma vez só")
TO_LOOK_AT = Text(en="To look at", pt="A conferir")

# --- the figures at the top
COUNT_STUDENTS = Text(en="students", pt="estudantes")
COUNT_GRADED = Text(en="graded", pt="com nota")
COUNT_UNGRADABLE = Text(en="could not be graded", pt="sem correção possível")
COUNT_MISSING = Text(en="nothing handed in", pt="sem entrega")
MEDIAN = Text(en="median of {max} points", pt="mediana, de {max} pontos")
MEAN = Text(en="mean of {max} points", pt="média, de {max} pontos")
MEAN_QUIZ = Text(en="mean of {max} in the quiz (took it: {count})", pt="média no quiz, de {max} (fizeram: {count})")
NO_GRADES = Text(en="Nobody has a grade yet.", pt="Ninguém tem nota ainda.")
ADVICE = Text(
    en="These grades are advice, not official ones.",
    pt="Estas notas são orientação, não são oficiais.",
)
SEVERAL_GRADERS = Text(
    en="Not everybody was graded by the same grader and course: there are {count} of them here. Compare with care, or grade anew.",
    pt="Nem todas as pessoas foram avaliadas pelo mesmo corretor e curso: aqui há {count} deles. Compare com cuidado, ou corrija de novo.",
)
NOT_COMPARED = Text(
    en="What was handed in is not at hand any more as it was graded, so that only wrong results were compared; students: {count}.",
    pt="O que foi entregue não está mais disponível como foi corrigido, por isso só se compararam os resultados errados; estudantes: {count}.",
)
NO_REFERENCE = Text(
    en="The reference solutions are not installed here: what is alike because it is like them could not be left out.",
    pt="As soluções de referência não estão instaladas aqui: não foi possível descontar o que se parece por ser igual a elas.",
)
UNUSED = Text(
    en="Nobody is in the group of this comment now: {id}.",
    pt="Ninguém está agora no grupo deste comentário: {id}.",
)
MORE = Text(en="and {count} more", pt="e mais {count}")

# --- tables
SEARCH = Text(en="Search in this table", pt="Buscar nesta tabela")
SHOWN = Text(en="rows shown: {shown} of {all}", pt="linhas na tela: {shown} de {all}")
TABLE = Text(en="{what}, a table that scrolls", pt="{what}, uma tabela que rola")
POINTS = Text(en="points", pt="pontos")
FROM_TO = Text(en="{low} to {high} %", pt="{low} a {high} %")
SCORE_SHARE = Text(en="score", pt="nota")
COUNT = Text(en="students", pt="estudantes")
EXERCISE = Text(en="exercise", pt="exercício")
STARTED = Text(en="started", pt="iniciaram")
PASSED = Text(en="passed", pt="completaram")
MEAN_SHARE = Text(en="mean", pt="média")
CHECK = Text(en="check", pt="teste")
STUDENT = Text(en="student", pt="estudante")
ID = Text(en="id", pt="id")
TOTAL = Text(en="total", pt="total")
QUIZ_SCORE = Text(en="quiz", pt="quiz")
ATTEMPTS = Text(en="attempts", pt="tentativas")
LAST = Text(en="last handed in", pt="última entrega")
STATE = Text(en="status", pt="situação")
GRADED = Text(en="graded", pt="com nota")
UNGRADABLE = Text(en="no grade", pt="sem nota")
MISSING = Text(en="nothing handed in", pt="sem entrega")
SPREAD = Text(
    en="Half of the class has {lower} to {upper} points; the standard deviation is {deviation}.",
    pt="Metade da turma tem de {lower} a {upper} pontos; o desvio padrão é {deviation}.",
)

# --- mistakes and groups
NO_MISTAKES = Text(en="No known mistake was found.", pt="Nenhum erro conhecido foi encontrado.")
MORE_MISTAKES = Text(
    en="Rarer ones, on the pages of the exercises: {count}.",
    pt="Mais raros, nas páginas dos exercícios: {count}.",
)
EXAMPLE = Text(en="smallest example: ", pt="menor exemplo: ")
GIVES = Text(en="gives {got}; right: {expected}", pt="dá {got}; certo: {expected}")
GROUPS_ABOUT = Text(
    en="Each group below is wrong in the same way: the same checks fail, with the same mistake. What you write for a group stands in the report of everyone in it. Put the line into {file} under [comments], write the text between the quotes, and make the report again.",
    pt="Cada grupo abaixo erra da mesma maneira: falham os mesmos testes, com o mesmo erro. O que você escrever para um grupo aparece no relatório de cada pessoa dele. Copie a linha para {file}, abaixo de [comments], escreva o texto entre as aspas e gere o relatório de novo.",
)
GROUP_UNNAMED = Text(
    en="Not every check here has a known mistake, so the reasons may differ: look at one or two reports before you write.",
    pt="Nem todos os testes aqui têm um erro conhecido, e os motivos podem ser diferentes: veja um ou dois relatórios antes de escrever.",
)
ONE_SAYS = Text(en="one report says: ", pt="um dos relatórios diz: ")
LINE = Text(en="line to paste: ", pt="linha para copiar: ")
COMMENT = Text(en="your comment: ", pt="seu comentário: ")
COMMENTED = Text(en="has a comment", pt="já tem comentário")
ALONE = Text(en="groups of one student: {count}", pt="grupos de uma pessoa só: {count}")
NO_GROUPS = Text(en="Nothing is wrong here.", pt="Nada está errado aqui.")

# --- the quiz
QUIZ_ABOUT = Text(
    en="Difficulty is the share of those who took the quiz that are right, unanswered counting as not right: the lower, the harder. Item–total correlation says how far a question agrees with all the others, itself left out: below 0.2, marked with “?”, it hardly tells who knows more; below 0, look at the question and its key. Intervals are of 95 % (Wilson; Fisher’s z).",
    pt="Dificuldade é a fração de acertos entre quem fez o quiz, com as respostas em branco contando como não certas: quanto menor, mais difícil. A correlação item–total diz o quanto uma questão concorda com todas as outras, sem contar ela mesma: abaixo de 0,2, com um “?”, quase não distingue quem sabe mais; abaixo de 0, confira a questão e o gabarito. Os intervalos são de 95 % (Wilson; z de Fisher).",
)
HARDEST = Text(en="The hardest: {items}.", pt="As mais difíceis: {items}.")
WEAK = Text(
    en="Questions that hardly tell who knows more: {count}, above all {items}.",
    pt="Questões que quase não distinguem quem sabe mais: {count}, sobretudo {items}.",
)
ALL_QUESTIONS = Text(en="all questions: {count}", pt="todas as questões: {count}")
QUESTION = Text(en="question", pt="questão")
ANSWERED = Text(en="answered", pt="responderam")
RIGHT = Text(en="right", pt="acertos")
DIFFICULTY = Text(en="difficulty", pt="dificuldade")
DISCRIMINATION = Text(en="item–total correlation", pt="correlação item–total")
WITHIN = Text(en="{value} ({low} to {high})", pt="{value} ({low} a {high})")
TOO_FEW = Text(
    en="Intervals need {enough} students who took the quiz; here there are {count}: too few.",
    pt="Os intervalos precisam de {enough} estudantes com o quiz feito; aqui há {count}: é pouco.",
)
TOO_FEW_CELL = Text(en="{value} (too few)", pt="{value} (é pouco)")
ALL_ALIKE = Text(en="none: all did alike", pt="nenhuma: todos iguais")
NO_QUIZ = Text(en="Nobody has taken the quiz.", pt="Ninguém fez o quiz.")
NOT_JUDGED = Text(
    en="Some answers were recorded, but not judged, for want of the answer key: grade with --key to see them here.",
    pt="Algumas respostas foram registradas, mas não avaliadas, por falta do gabarito: corrija com --key para vê-las aqui.",
)

# --- stuck
STUCK_ABOUT = Text(
    en="Exercises that do not pass yet, in which the last two or more attempts gained nothing. Points gained elsewhere meanwhile say that somebody is at work on something else.",
    pt="Exercícios que ainda não passam e em que as últimas tentativas, duas ou mais, não ganharam nada. Pontos ganhos em outra parte nesse meio-tempo mostram que a pessoa está trabalhando em outra coisa.",
)
STUCK_NEEDS = Text(
    en="Nobody has handed in more than once: where somebody is stuck can be told from the second attempt on.",
    pt="Ninguém entregou mais de uma vez: só a partir da segunda tentativa dá para saber onde alguém não avança.",
)
NOBODY_STUCK = Text(
    en="Whoever has handed in more than once has gained something with the last attempt.",
    pt="Quem entregou mais de uma vez ganhou algo com a última tentativa.",
)
SINCE = Text(en="since", pt="desde")
TRIES = Text(en="attempts since", pt="tentativas desde então")
ELSEWHERE = Text(en="gained elsewhere", pt="ganhos em outra parte")
STUCK_WHERE = Text(en="Where most are stuck", pt="Onde mais gente não avança")
STUCK_WHO = Text(en="Who is stuck", pt="Quem não avança")

# --- alike
ALIKE_ABOUT = Text(
    en="A hint for a person, never a verdict, and it changes no score: short exercises are often solved alike. Names, layout and comments do not count, nor what the stub, the reference solution or many in the class have.",
    pt="Uma indicação para uma pessoa examinar, nunca uma conclusão, e não muda nota alguma: exercícios curtos muitas vezes se resolvem do mesmo jeito. Nomes, formatação e comentários não contam, nem o que o esqueleto, a solução de referência ou muita gente da turma tem.",
)
NOBODY_ALIKE = Text(
    en="No two submissions are alike in this way.", pt="Não há duas submissões parecidas dessa maneira."
)
SHARED = Text(
    en="{exercise}: lines {first}–{last} and {other_first}–{other_last}",
    pt="{exercise}: linhas {first}–{last} e {other_first}–{other_last}",
)
SAME_WRONG = Text(
    en="{exercise}: the same wrong results, which nobody else has",
    pt="{exercise}: os mesmos resultados errados, que mais ninguém tem",
)
AND = Text(en="{one} and {other}", pt="{one} e {other}")
WHERE = Text(en="where", pt="onde")
PAIRS = Text(en="pairs: {count}", pt="pares: {count}")
MORE_ALIKE = Text(
    en="Shown are the {shown} pairs with most in common, of {all}.",
    pt="Aqui estão os {shown} pares com mais em comum, de {all}.",
)

LEGEND = Text(en="“–”: not started.", pt="“–”: não iniciado.")
MADE = Text(en="Made on {when} by autograder {version}.", pt="Gerado em {when} pelo autograder {version}.")

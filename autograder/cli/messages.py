"""The command line's own words."""

from __future__ import annotations

from autograder.i18n.language import Text

PROGRAM = Text(
    en="A graded course on backpropagation: do the exercises, check them, answer the quiz, grade a class.",
    pt="Um curso de backpropagation com correção automática: faça os exercícios, confira, responda ao quiz, corrija a turma.",
)
COMMAND = Text(en="COMMAND", pt="COMANDO")
COMMANDS = Text(en="commands", pt="comandos")
ARGUMENTS = Text(en="arguments", pt="argumentos")
OPTIONS = Text(en="options", pt="opções")
HELP = Text(en="show this help and exit", pt="mostra esta ajuda e sai")
VERSION = Text(en="show the version and exit", pt="mostra a versão e sai")
USAGE_PREFIX = Text(en="usage: ", pt="uso: ")
USAGE = Text(en="See `{command} --help`.", pt="Veja `{command} --help`.")
INTERRUPTED = Text(en="autograder: interrupted", pt="autograder: interrompido")
SYSTEM = Text(en="the system says: {error}", pt="o sistema diz: {error}")
NOT_WHOLE = Text(
    en="{value} is not a whole number from {least} to {most}",
    pt="{value} não é um número inteiro de {least} a {most}",
)
NOT_PER_CENT = Text(en="{value} is not a number from 0 to 100", pt="{value} não é um número de 0 a 100")
EMPTY_NAME = Text(
    en="the name is empty (is a variable not set?)", pt="o nome está vazio (alguma variável ficou sem valor?)"
)
NO_OUTPUT = Text(
    en="- is no name here: only --json and --github write to standard output (--json -)",
    pt="- não serve de nome aqui: só --json e --github escrevem na saída padrão (--json -)",
)
UNKNOWN_LANG = Text(
    en="there is no language {lang} here; there are: {languages}",
    pt="não existe o idioma {lang} aqui; existem: {languages}",
)

START = Text(
    en="Lay out a workspace: stubs, notebooks, the quiz's answers file, a README. Nothing that is there is overwritten. Exit status: 0 all is there, 2 wrong usage, or a folder that cannot be written to.",
    pt="Monta uma pasta de trabalho: esqueletos, notebooks, o arquivo de respostas do quiz, um README. Nada do que já existe é sobrescrito. Status de saída: 0 tudo está lá, 2 uso errado, ou uma pasta em que não se pode gravar.",
)
CHECK = Text(
    en="Check your work and explain what is wrong. Exit status: 0 all that was checked passes, 1 something does not, 2 wrong usage.",
    pt="Confere o seu trabalho e explica o que está errado. Status de saída: 0 tudo o que foi conferido passa, 1 algo não passa, 2 uso errado.",
)
NEXT = Text(
    en="Say the one next step in the workspace. Exit status: 0 said, 2 wrong usage, or no workspace.",
    pt="Diz qual é o próximo passo na pasta de trabalho. Status de saída: 0 dito, 2 uso errado, ou não é uma pasta de trabalho.",
)
PROGRESS = Text(
    en="Show where you stand: points by exercise, what builds on what, the quiz, what is to be repeated. Exit status: 0 shown, 2 wrong usage, or no workspace.",
    pt="Mostra em que ponto você está: pontos por exercício, o que depende de quê, o quiz, o que há para rever. Status de saída: 0 mostrado, 2 uso errado, ou não é uma pasta de trabalho.",
)
WATCH = Text(
    en="Check an exercise whenever its file is saved. Exit status: 0 ended with q or Ctrl-C, 2 wrong usage, or no workspace.",
    pt="Confere um exercício sempre que o arquivo dele é salvo. Status de saída: 0 encerrado com q ou Ctrl-C, 2 uso errado, ou não é uma pasta de trabalho.",
)
HINT = Text(
    en="Show hints for an exercise, from a nudge to almost the answer; without N the next one, without ID for the exercise at hand. Exit status: 0 shown, 2 wrong usage.",
    pt="Mostra dicas de um exercício, de um empurrãozinho até quase a resposta; sem N, a próxima; sem ID, do exercício da vez. Status de saída: 0 dicas mostradas, 2 uso errado.",
)
QUIZ = Text(
    en="Answer the quiz here; answers go to answers.toml. Exit status: 0 all that was answered is saved, 1 answers.toml cannot be read or written, 2 wrong usage, or no workspace.",
    pt="Responda ao quiz aqui; as respostas vão para answers.toml. Status de saída: 0 tudo o que foi respondido está salvo, 1 não dá para ler ou gravar answers.toml, 2 uso errado, ou não é uma pasta de trabalho.",
)
REVIEW = Text(
    en="Repeat what went wrong on earlier days: questions with new numbers, and mistakes to be recognised. Exit status: 0 done or nothing is due, 1 progress.toml cannot be read, 2 wrong usage, or no workspace.",
    pt="Revê o que deu errado em outros dias: questões com números novos, e erros a reconhecer. Status de saída: 0 feito ou nada a rever, 1 não dá para ler progress.toml, 2 uso errado, ou não é uma pasta de trabalho.",
)
EXPLAIN = Text(
    en="After a pass, ask up to three questions about your own code, as many as it allows: a line, a shape, a number. Nothing of it is graded. Exit status: 0 asked, or nothing to ask, 1 your code does not pass yet, 2 wrong usage, or no workspace.",
    pt="Depois de passar, faz até três perguntas sobre o seu próprio código, quantas ele permitir: uma linha, um shape, um número. Nada vale nota. Status de saída: 0 perguntas feitas, ou nada a perguntar, 1 o seu código ainda não passa, 2 uso errado, ou não é uma pasta de trabalho.",
)
SOLUTION = Text(
    en="After a pass, show a solution of the exercise, why it looks so, and other ways to write it; your own code is checked first. Exit status: 0 shown, 1 your code does not pass yet, or there is no solution here, 2 wrong usage, or no workspace.",
    pt="Depois de passar, mostra uma solução do exercício, por que ela é assim, e outros jeitos de escrever; antes, confere o seu código. Status de saída: 0 mostrada, 1 o seu código ainda não passa, ou não há solução aqui, 2 uso errado, ou não é uma pasta de trabalho.",
)
RESET = Text(
    en="Begin an exercise anew; the old files are kept beside the fresh ones. Exit status: 0 done, 1 an old file cannot be kept, 2 wrong usage, or no workspace.",
    pt="Recomeça um exercício; os arquivos antigos ficam guardados ao lado dos novos. Status de saída: 0 feito, 1 um arquivo antigo não pôde ser guardado, 2 uso errado, ou não é uma pasta de trabalho.",
)
REPORT = Text(
    en="Check everything and write report.html into the workspace. Exit status: 0 all passes, 1 something does not, 2 wrong usage, no workspace, or a file that cannot be written.",
    pt="Confere tudo e grava report.html na pasta de trabalho. Status de saída: 0 tudo passa, 1 algo não passa, 2 uso errado, não é uma pasta de trabalho, ou um arquivo que não pode ser gravado.",
)
GRADE = Text(
    en="Grade submissions, each a folder, a .zip or .tar.gz, one .py or one .ipynb. Exit status: 0 all graded, 1 some could not be graded, 2 wrong usage or a report that could not be delivered (a file that cannot be written, a --csv file with rows of other submissions and no --append, --json - with nobody reading on), 3 a score below --fail-under.",
    pt="Corrige submissões: cada uma é uma pasta, um .zip ou .tar.gz, um .py ou um .ipynb. Status de saída: 0 todas corrigidas, 1 alguma não pôde ser corrigida, 2 uso errado ou relatório que não pôde ser entregue (um arquivo que não pode ser gravado, um arquivo de --csv com linhas de outras submissões e sem --append, --json - sem ninguém para ler até o fim), 3 nota abaixo de --fail-under.",
)
GRADE_CLASS = Text(
    en="Grade every submission below DIR (DIR/<student>/…, or an archive a student) into a store that keeps every grade, and go on where an earlier run stopped: what is graded already is not graded again. Exit status: 0 every submission is graded, 1 some could not be graded, or the store or the workers were lost on the way, 2 wrong usage.",
    pt="Corrige cada submissão dentro de DIR (DIR/<estudante>/…, ou um pacote por estudante), guarda todas as notas num banco e continua de onde uma execução anterior parou: o que já foi corrigido não é corrigido de novo. Status de saída: 0 toda submissão foi corrigida, 1 alguma não pôde ser corrigida, ou o banco ou os workers se perderam no caminho, 2 uso errado.",
)
REPLAY = Text(
    en="Grade again what was graded, with the same seed and the same files, and compare field by field: for one student, or for all. With another version of the course it says whose score would change, and why. The store is not changed. Exit status: 0 all agrees, 1 something differs or cannot be graded again, 2 wrong usage.",
    pt="Corrige de novo o que foi corrigido, com a mesma semente e os mesmos arquivos, e compara campo a campo: de um estudante, ou de todos. Com outra versão do curso, diz a nota de quem mudaria, e por quê. O banco não é alterado. Status de saída: 0 tudo confere, 1 algo difere ou não pode ser corrigido de novo, 2 uso errado.",
)
RELEASE = Text(
    en="Lay out a course for nbgrader: its configuration and source notebooks. Nothing that is there is overwritten. Exit status: 0 all is as this version makes it, 1 something there differs and was kept, 2 wrong usage.",
    pt="Monta um curso para o nbgrader: a configuração e os notebooks de origem. Nada do que já existe é sobrescrito. Status de saída: 0 tudo está como esta versão faz, 1 algo que já existia difere e foi mantido, 2 uso errado.",
)
EXPORT = Text(
    en="Write what other platforms take: workflows for CI, bundles that grade there, files for grade books. Nothing that is there and differs is overwritten. Exit status: 0 written, 2 wrong usage, or something that cannot be written.",
    pt="Grava o que outras plataformas recebem: workflows para CI, pacotes que corrigem lá, arquivos para diários de notas. Nada que já exista e seja diferente é sobrescrito. Status de saída: 0 gravado, 2 uso errado, ou algo que não pode ser gravado.",
)
EXPORT_STATUS = Text(
    en="Exit status: 0 written, 2 wrong usage, or something that cannot be written.",
    pt="Status de saída: 0 gravado, 2 uso errado, ou algo que não pode ser gravado.",
)
NBGRADER = Text(en="For courses that are run with nbgrader.", pt="Para cursos que usam o nbgrader.")
NBGRADER_GRADE = Text(
    en="Grade submitted/*/ASSIGNMENT of an nbgrader course into its gradebook, and prepare the feedback. What is graded already is skipped. Exit status: 0 every submission is graded (cells of it may wait for a person), 1 some could not be graded, 2 wrong usage.",
    pt="Corrige submitted/*/ASSIGNMENT de um curso do nbgrader, grava as notas no gradebook e prepara as devolutivas. O que já foi corrigido é pulado. Status de saída: 0 toda submissão foi corrigida (algumas células podem aguardar correção manual), 1 alguma não pôde ser corrigida, 2 uso errado.",
)
AUTHOR = Text(en="For authors of the course.", pt="Para quem escreve o curso.")
AUTHOR_BUILD = Text(
    en="Build exercises/ from solutions/, and docs/architecture.svg from the package's imports. Exit status: 0 built, 1 something cannot be built or stray files are found, 2 wrong usage.",
    pt="Gera exercises/ a partir de solutions/, e docs/architecture.svg a partir dos imports do pacote. Status de saída: 0 tudo gerado, 1 algo não pôde ser gerado ou há arquivos estranhos, 2 uso errado.",
)
AUTHOR_CHECK = Text(
    en="Prove that nothing drifted, texts are whole in both languages, solutions score full points, stubs 0, mistakes what they name. Exit status: 0 all is proved, 1 something is broken, 2 wrong usage.",
    pt="Prova que nada ficou desatualizado, que os textos estão completos nos dois idiomas, que as soluções valem todos os pontos, os esqueletos 0, e os erros o que declaram. Status de saída: 0 tudo provado, 1 algo está quebrado, 2 uso errado.",
)
AUTHOR_NEW = Text(
    en="Lay out a new exercise, a small one that works, under the next free number, and name what is left to write. Nothing that is there is overwritten. Exit status: 0 laid out, 2 wrong usage, or an id that cannot be.",
    pt="Monta um exercício novo, pequeno e que já funciona, com o próximo número livre, e diz o que falta escrever. Nada do que já existe é sobrescrito. Status de saída: 0 montado, 2 uso errado, ou um id que não serve.",
)
AUTHOR_FIGURES = Text(
    en="Draw the figures again: docs/figures/, and the pages that show them. Exit status: 0 drawn, 1 stray files are found, 2 wrong usage.",
    pt="Desenha de novo as figuras: docs/figures/ e as páginas que as mostram. Status de saída: 0 desenhadas, 1 há arquivos estranhos, 2 uso errado.",
)

AUTHOR_REPORT = Text(
    en="Grade right solutions, typical mistakes and mutants at many seeds, and tell what was falsely alarmed or missed. Exit status: 0 nothing was, 1 something was, 2 wrong usage.",
    pt="Corrige soluções certas, erros típicos e mutantes com muitas sementes, e conta os alarmes falsos e o que não foi pego. Status de saída: 0 nenhum, 1 algum, 2 uso errado.",
)

START_DIR = Text(en="the folder (default: this one)", pt="a pasta (padrão: esta)")
CHECK_ID = Text(
    en="exercises to check, as linear_backward or 06 (default: all)",
    pt="exercícios a conferir, como linear_backward ou 06 (padrão: todos)",
)
WORKSPACE = Text(en="your workspace (default: this folder)", pt="a sua pasta de trabalho (padrão: esta)")
SEED = Text(
    en="draw the secret inputs from this seed (default: a new one; reports name it)",
    pt="sorteia as entradas secretas com esta semente (padrão: uma nova; o relatório a informa)",
)
HINT_ID = Text(
    en="the exercise, as linear_backward or 06 (default: the one at hand)",
    pt="o exercício, como linear_backward ou 06 (padrão: o da vez)",
)
HINT_COUNT = Text(
    en="the first N hints (default: the next one not shown yet)",
    pt="as primeiras N dicas (padrão: a próxima ainda não mostrada)",
)
WATCH_ID = Text(
    en="the exercise to begin with, as linear_backward or 06 (default: the next one)",
    pt="o exercício com que começar, como linear_backward ou 06 (padrão: o próximo)",
)
POLL = Text(
    en="look at the files again and again: for folders whose changes the system does not tell of, as on some networks",
    pt="examina os arquivos de tempos em tempos: para pastas cujas mudanças o sistema não avisa, como em algumas redes",
)
AGAIN = Text(en="ask answered questions again", pt="pergunta de novo o que já foi respondido")
QUIZ_WRONG = Text(
    en="ask only what is wrong, or was not right at the first try",
    pt="pergunta só o que está errado, ou não saiu na primeira tentativa",
)
QUIZ_TEXT = Text(
    en="only the questions of one text: derivadas, chain-rule, cap-18.3, pytorch or xor",
    pt="só as questões de um texto: derivadas, chain-rule, cap-18.3, pytorch ou xor",
)
ONE_ID = Text(en="the exercise, as linear_backward or 06", pt="o exercício, como linear_backward ou 06")
OPEN = Text(en="open the page in a browser", pt="abre a página em um navegador")
REPORT_PAGE = Text(
    en="write the page here (default: report.html in the workspace)",
    pt="grava a página aqui (padrão: report.html na pasta de trabalho)",
)
PATH = Text(
    en="a submission; a folder or archive with the files of many people, as learning platforms give them out, is one for each",
    pt="uma submissão; uma pasta ou pacote com os arquivos de várias pessoas, como as plataformas entregam, vale uma para cada",
)
LEARNER = Text(
    en="who works here: the quiz draws its numbers from the name (default: your login name)",
    pt="quem trabalha aqui: o quiz sorteia seus números a partir do nome (padrão: o seu nome de usuário)",
)
JOBS = Text(
    en="submissions graded at a time (default: one per core)",
    pt="submissões corrigidas ao mesmo tempo (padrão: uma por núcleo)",
)
OFFICIAL = Text(
    en="make the grades official: refuse to grade with less isolation than tier 2",
    pt="torna as notas oficiais: recusa-se a corrigir com isolamento abaixo do nível 2",
)
KEY = Text(
    en="the key of the graded questions: a TOML file, or a folder of them",
    pt="o gabarito das questões avaliadas: um arquivo TOML, ou uma pasta deles",
)
FAIL_UNDER = Text(
    en="exit with 3 if a score is below this per cent of the maximum, and say which",
    pt="sai com 3 se alguma nota ficar abaixo desta porcentagem do máximo, e diz qual",
)
APPEND = Text(
    en="with --csv: keep the rows that the file has, and update or add those of the submissions graded now; without it a file that holds others is refused (exit status 2)",
    pt="com --csv: mantém as linhas que o arquivo já tem e atualiza ou acrescenta as das submissões corrigidas agora; sem ela, um arquivo com outras submissões é recusado (status de saída 2)",
)
LANG = Text(
    en="language of texts and reports (default: the environment's)",
    pt="idioma dos textos e relatórios (padrão: o do ambiente)",
)
LANG_HERE = Text(
    en="language of texts and messages (default: the workspace's, else the environment's)",
    pt="idioma dos textos e das mensagens (padrão: o da pasta de trabalho; sem ele, o do ambiente)",
)
NEW_ID = Text(
    en="the new exercise's id: a lower-case name, as softmax_backward",
    pt="o id do exercício novo: um nome em minúsculas, como softmax_backward",
)
ONLY = Text(
    en="look at this exercise alone; may be given several times (default: the whole course)",
    pt="olha só este exercício; pode ser repetida (padrão: o curso inteiro)",
)
QUIET = Text(en="print only what is broken, and the last line", pt="mostra só o que está quebrado, e a última linha")
DRAWS = Text(
    en="tell the known mistakes apart in N draws (default: a few)",
    pt="distinguir os erros conhecidos em N sorteios (padrão: alguns)",
)
SEEDS = Text(en="grade at the seeds 1 to N (default: 20)", pt="corrige com as sementes de 1 a N (padrão: 20)")
GRADINGS = Text(en="gradings at a time (default: one per core)", pt="correções ao mesmo tempo (padrão: uma por núcleo)")
REPORT_OUT = Text(
    en="write the report there, in English (default: under docs/ of the course)",
    pt="grava o relatório ali, em inglês (padrão: em docs/ do curso)",
)
ROOT = Text(en="the course's checkout (default: this folder)", pt="a pasta do curso (padrão: esta)")

RELEASE_DIR = Text(en="the folder of the nbgrader course", pt="a pasta do curso no nbgrader")
SOLUTIONS = Text(
    en="the course's solutions/: source/ then is the instructor's version, which nbgrader clears for release/",
    pt="a pasta solutions/ do curso: source/ passa a ser a versão do professor, que o nbgrader limpa para release/",
)
RELEASE_KEY = Text(
    en="the key of the quiz: its answers then stand in source/ too, with the reasons",
    pt="o gabarito do quiz: as respostas, com os motivos, também ficam em source/",
)
ONE_ASSIGNMENT = Text(
    en="all notebooks in one assignment (the default)", pt="todos os notebooks num só assignment (o padrão)"
)
PER_EXERCISE = Text(en="an assignment for each exercise", pt="um assignment para cada exercício")
NBGRADER_COURSE = Text(
    en="the course's folder, with nbgrader_config.py", pt="a pasta do curso, com o nbgrader_config.py"
)
NBGRADER_ASSIGNMENT = Text(en="the assignment's name", pt="o nome do assignment")
NBGRADER_AGAIN = Text(
    en="grade again what is graded already; what a person graded stays",
    pt="corrige de novo o que já foi corrigido; o que uma pessoa corrigiu permanece",
)
NBGRADER_DB = Text(
    en="the gradebook's URL (default: the one nbgrader is configured with)",
    pt="a URL do gradebook (padrão: a da configuração do nbgrader)",
)
NBGRADER_LANG = Text(
    en="language of messages, comments and feedback (default: the course's, else the environment's)",
    pt="idioma das mensagens, dos comentários e das devolutivas (padrão: o do curso; sem ele, o do ambiente)",
)

CLOSED_FOLDER = Text(
    en="the folder {dir} cannot be opened: {error}", pt="não foi possível abrir a pasta {dir}: {error}"
)
NO_FOLDER = Text(en="there is no folder {dir}", pt="não existe a pasta {dir}")

CLASS_DIR = Text(
    en="the folder that holds a folder or an archive a student",
    pt="a pasta que contém uma pasta ou um pacote por estudante",
)
STORE = Text(
    en="where the grades are kept: a file (SQLite), or postgresql://USER@HOST/DATABASE; by default DIR.grades.db",
    pt="onde ficam as notas: um arquivo (SQLite) ou postgresql://USUÁRIO@HOST/BANCO; o padrão é DIR.grades.db",
)
STORE_OF = Text(en="the store that grade-class made", pt="o banco de notas que o grade-class criou")
EXECUTOR = Text(
    en="grade on the workers of a Dask cluster, dask://HOST:PORT; by default here",
    pt="corrige nos workers de um cluster Dask, dask://HOST:PORTA; o padrão é aqui mesmo",
)
ROSTER = Text(
    en="a CSV file that says who is in the class; folders are matched with its ids, e-mail addresses or names",
    pt="um arquivo CSV que diz quem é da turma; as pastas são associadas pelos ids, e-mails ou nomes dele",
)
REGRADE = Text(
    en="grade the last attempts of these students again; the grade before stays in the store",
    pt="corrige de novo a última tentativa destes estudantes; a nota anterior continua no banco",
)
WHY = Text(
    en="the reason to grade again, which is kept with the grade",
    pt="o motivo da nova correção, que fica guardado com a nota",
)
CLASS_REPORT = Text(
    en="write the class's report there: index.html, and a report a student",
    pt="grava ali o relatório da turma: index.html e um relatório por estudante",
)
COMMENTS = Text(
    en="what to say to groups of students with equal mistakes, TOML (default: comments.toml beside the pages); the pages of the exercises have the lines to paste",
    pt="o que dizer a grupos de estudantes com erros iguais, em TOML (padrão: comments.toml junto das páginas); as páginas dos exercícios trazem as linhas para copiar",
)
PSEUDONYMS = Text(
    en="with --report: stable pseudonyms in the place of names and ids",
    pt="com --report: pseudônimos estáveis no lugar de nomes e ids",
)
ORAL = Text(
    en="with --report: questions for an oral, about the code of up to three exercises that pass, a student; on a page for the staff",
    pt="com --report: perguntas para uma prova oral, sobre o código de até três exercícios que passam, por estudante; numa página para a equipe",
)
NEEDS_REPORT = Text(
    en="{option} is for the class's report: say where with --report DIR",
    pt="{option} vale para o relatório da turma: indique onde com --report DIR",
)
NO_PSEUDONYMS = Text(
    en="--pseudonyms is for a class that has a store, from whose secret they are made: `autograder grade-class DIR --report DIR --pseudonyms`",
    pt="--pseudonyms vale para uma turma com banco de notas, de cujo segredo eles são feitos: `autograder grade-class DIR --report DIR --pseudonyms`",
)
REPLAYED = Text(
    en="the student's id in the store; without one, every student", pt="o id do estudante no banco; sem ele, todos"
)
REPLAY_DIR = Text(
    en="where the submissions lie now, if they have moved", pt="onde as submissões estão agora, se mudaram de lugar"
)

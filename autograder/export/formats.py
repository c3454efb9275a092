"""Every format that `autograder export` knows, in one list: the command line, `--list`, the docs and the tests read it here.

Nothing heavy is loaded for the list itself: a writer's module is imported when something is exported.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, Literal

from autograder.frozen import frozen
from autograder.i18n.language import Text

# What a format takes: nothing but the course (a bundle, a workflow), or the reports of a class.
Kind = Literal["bundle", "workflow", "grades", "questions"]


@frozen
class Format:
    """One format. `writer` is "module:function" in this package; its arguments depend on the kind."""

    name: str  # as `autograder export NAME` has it
    kind: Kind
    about: Text
    limits: Text  # of the platform, and what is done about them
    read_back: Text  # by what the tests read it, that we did not write, or by which rules
    writer: str
    merges: bool = False  # whether the writer is given what the file holds, and keeps what is not its own
    takes_key: bool = False  # whether the key of graded questions may go in: it is for staff alone

    def load(self) -> Callable[..., Any]:
        """Import the writer."""
        module, _, function = self.writer.partition(":")
        made: Callable[..., Any] = getattr(import_module(f"{__package__}.{module}"), function)
        return made


FORMATS = (
    Format(
        "github",
        "workflow",
        Text(
            en="workflows for GitHub Actions: one for a student's repository, one for the course staff's",
            pt="workflows para o GitHub Actions: um para o repositório do estudante, outro para o da equipe do curso",
        ),
        Text(
            en="10 annotations of a kind in a step: the most important come first, the others are counted; a summary of at most 1 MiB",
            pt="10 anotações de cada tipo por passo: as mais importantes vêm primeiro, as outras são contadas; resumo de no máximo 1 MiB",
        ),
        Text(
            en="the schemas of workflows and actions in check-jsonschema; the action is run step by step",
            pt="os esquemas de workflows e actions do check-jsonschema; a action é executada passo a passo",
        ),
        "bundles:github",
    ),
    Format(
        "gitlab",
        "workflow",
        Text(
            en="a pipeline for GitLab CI, with unit-test report and Code Quality",
            pt="um pipeline para o GitLab CI, com relatório de testes e Code Quality",
        ),
        Text(
            en="the unit-test report has one name for each check; Code Quality knows a finding again by a fingerprint without line and value",
            pt="o relatório de testes tem um nome por teste; o Code Quality reconhece um problema por uma impressão digital sem linha nem valor",
        ),
        Text(
            en="the schema of GitLab CI in check-jsonschema; the job's script is run",
            pt="o esquema do GitLab CI no check-jsonschema; o script do job é executado",
        ),
        "bundles:gitlab",
    ),
    Format(
        "classroom50",
        "bundle",
        Text(
            en="a bundle for Classroom 50: autograder.py and what it needs; the grades are advice",
            pt="um pacote para o Classroom 50: autograder.py e o que ele precisa; as notas são só uma indicação",
        ),
        Text(
            en="public, so never a key; at most 10 MB packed; scores are integers",
            pt="público, por isso nunca com gabarito; no máximo 10 MB compactado; notas são inteiros",
        ),
        Text(
            en="a strict reader of the schema classroom50/result/v1 and its runner's rules; the bundle is run",
            pt="um leitor rigoroso do esquema classroom50/result/v1 e das regras do executor dele; o pacote é executado",
        ),
        "bundles:classroom50",
    ),
    Format(
        "gradescope",
        "bundle",
        Text(
            en="the zip of a Gradescope autograder: offline after its set-up, results as they come",
            pt="o zip de um autograder do Gradescope: sem rede depois da instalação, resultados à medida que saem",
        ),
        Text(
            en="10 minutes, half a core, 768 MB; results.json is written anew after each exercise",
            pt="10 minutos, meio núcleo, 768 MB; results.json é regravado após cada exercício",
        ),
        Text(
            en="a strict reader of Gradescope's documented results.json; the zip is set up and run",
            pt="um leitor rigoroso do results.json documentado pelo Gradescope; o zip é instalado e executado",
        ),
        "bundles:gradescope",
        takes_key=True,
    ),
    Format(
        "prairielearn",
        "bundle",
        Text(
            en="an image for PrairieLearn's external grader",
            pt="uma imagem para a correção externa do PrairieLearn",
        ),
        Text(
            en="results of at most 1 MB, a score from 0 to 1; what cannot be read takes no attempt",
            pt="resultados de no máximo 1 MB, nota de 0 a 1; o que não pode ser lido não gasta tentativa",
        ),
        Text(
            en="jsonschema, by the rules that PrairieLearn documents; its script is run",
            pt="jsonschema, pelas regras que o PrairieLearn documenta; o script é executado",
        ),
        "bundles:prairielearn",
        takes_key=True,
    ),
    Format(
        "vpl",
        "bundle",
        Text(
            en="the execution files of an activity of Moodle's Virtual Programming Lab (VPL)",
            pt="os arquivos de execução de uma atividade do Virtual Programming Lab (VPL) do Moodle",
        ),
        Text(
            en="comments of at most 60,000 characters; the last Grade line counts, and only ours can begin a line",
            pt="comentários de no máximo 60.000 caracteres; vale a última linha Grade, e só as nossas podem começar uma linha",
        ),
        Text(
            en="a strict reader made as VPL reads an execution; its scripts are run",
            pt="um leitor rigoroso, como o VPL lê uma execução; os scripts são executados",
        ),
        "bundles:vpl",
    ),
    Format(
        "canvas",
        "grades",
        Text(en="grades as the CSV that Canvas imports", pt="notas no CSV que o Canvas importa"),
        Text(
            en="Canvas knows students by its own columns, so its exported grade book is needed as --roster; two decimals",
            pt="o Canvas conhece os estudantes pelas suas próprias colunas, por isso precisa do livro de notas exportado dele em --roster; duas casas decimais",
        ),
        Text(
            en="a strict reader by Canvas's documented columns, and Python's csv",
            pt="um leitor rigoroso das colunas documentadas do Canvas, e o csv do Python",
        ),
        "gradebooks:canvas_csv",
    ),
    Format(
        "moodle",
        "grades",
        Text(
            en="grades and feedback as the CSV that Moodle imports",
            pt="notas e comentários no CSV que o Moodle importa",
        ),
        Text(
            en="one user that is not known, or one grade that is no number, breaks Moodle's import off: both are refused before writing",
            pt="um usuário desconhecido ou uma nota que não é número interrompe a importação do Moodle: ambos são recusados antes de gravar",
        ),
        Text(
            en="a strict reader by Moodle's documented rules, and Python's csv",
            pt="um leitor rigoroso das regras documentadas do Moodle, e o csv do Python",
        ),
        "gradebooks:moodle_csv",
    ),
    Format(
        "csv",
        "grades",
        Text(
            en="grades as a table: the student, each exercise, the score, the quiz, the roster's columns",
            pt="notas em uma tabela: estudante, cada exercício, a nota, o quiz, as colunas da lista",
        ),
        Text(
            en="formulas of spreadsheets are made texts; --csv-dialect excel-pt for spreadsheets in Portuguese",
            pt="fórmulas de planilha viram texto; --csv-dialect excel-pt para planilhas em português",
        ),
        Text(en="Python's csv", pt="o csv do Python, dos dois dialetos"),
        "gradebooks:plain_csv",
    ),
    Format(
        "classroom50-scores",
        "grades",
        Text(
            en="official grades as overrides in Classroom 50's scores.json",
            pt="notas oficiais como overrides no scores.json do Classroom 50",
        ),
        Text(
            en="--column CLASSROOM/ASSIGNMENT; what the file holds of others is kept as it is",
            pt="--column TURMA/ATIVIDADE; o que o arquivo tem de outros fica como está",
        ),
        Text(
            en="a strict reader of the schema classroom50/scores/v1",
            pt="um leitor rigoroso do esquema classroom50/scores/v1",
        ),
        "classroom50:scores_json",
        merges=True,
    ),
    Format(
        "quiz",
        "questions",
        Text(
            en="the quiz as banks of questions, in the format that --to names",
            pt="o quiz como banco de questões, no formato que --to indica",
        ),
        Text(
            en="questions with drawn numbers as banks of --variants N; graded ones on request alone",
            pt="questões com números sorteados em bancos de --variants N; as avaliadas, só a pedido",
        ),
        Text(en="see the formats of --to", pt="veja os formatos de --to"),
        "question_bank:banks",
    ),
)

# What `export quiz --to` writes.
QUESTION_BANKS = (
    Format(
        "moodle-xml",
        "questions",
        Text(en="Moodle XML, a category for each question", pt="Moodle XML, uma categoria por questão"),
        Text(
            en="several right options give part of the points one by one there, and a wrong one takes all; orderings need Moodle 4.4 or the plugin ordering",
            pt="lá, várias opções certas dão parte dos pontos uma a uma, e uma errada tira tudo; ordenações precisam do Moodle 4.4 ou do plugin ordering",
        ),
        Text(
            en="a strict reader by the rules of Moodle's importer, which answers every question as a learner would",
            pt="um leitor rigoroso das regras do importador do Moodle, que responde a cada questão como um estudante",
        ),
        "moodle_xml:moodle_xml",
    ),
    Format(
        "qti12",
        "questions",
        Text(
            en="QTI 1.2 in a zip, as Canvas and its kin read it",
            pt="QTI 1.2 em um zip, como o Canvas e semelhantes leem",
        ),
        Text(
            en="orderings are a choice among orders, as it knows none",
            pt="ordenações viram uma escolha entre ordens, pois ele não as conhece",
        ),
        Text(
            en="a strict reader by the rules of QTI 1.2, which answers every question as a learner would",
            pt="um leitor rigoroso das regras do QTI 1.2, que responde a cada questão como um estudante",
        ),
        "qti12:qti12",
    ),
)


def named(name: str) -> Format | None:
    """Find a format by its name."""
    return next((one for one in FORMATS if one.name == name), None)

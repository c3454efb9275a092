"""What is laid out for other platforms: workflows as they ship with the package, and bundles that carry the course."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Literal

from autograder import __version__
from autograder.atomic_write import replace_file
from autograder.course.course import PACKAGE, course_root
from autograder.course.quiz_key import load_key
from autograder.frozen import frozen
from autograder.i18n.language import Lang, Message, Text
from autograder.i18n.sanitize import one_line
from autograder.render.columns import wrapped

State = Literal["written", "kept"]
LOCK = "requirements.lock"  # in the checkout; a wheel carries it in this package
OPEN_PLACE = "COURSE-OWNER/COURSE-REPOSITORY"
STAMP = (1980, 1, 1, 0, 0, 0)  # the same bundle has the same bytes whenever it is made

# What stands in the templates at @NAME@, or as a comment of its own at #@NAME@.
WORDS: Mapping[str, Text] = {
    "STUDENT": Text(
        en="Grades every push to this repository, and says at the lines of your files what is wrong. A grade made in a repository of your own is advice, because you can change this file; what counts is graded by the course staff.",
        pt="Avalia cada push deste repositório e diz, nas linhas dos seus arquivos, o que está errado. Uma nota dada num repositório seu é só uma indicação, porque você pode mudar este arquivo; a que vale é dada pela equipe do curso.",
    ),
    "TIER_3": Text(
        en="Learners' code runs apart from the grader at isolation tier 2 here, which is enough for official grades. Tier 3 (bubblewrap) needs user namespaces, which AppArmor denies on ubuntu-24.04 until they are allowed:",
        pt="Aqui o código dos estudantes roda separado do corretor com isolamento de nível 2, que basta para notas oficiais. O nível 3 (bubblewrap) precisa de user namespaces, que o AppArmor nega no ubuntu-24.04 até serem permitidos:",
    ),
    "CLASS": Text(
        en="Grades a class from a private repository of the course staff: the learners' repositories are fetched, graded with the key, and the reports kept as an artifact here. Learners can neither change this file nor read its secrets.",
        pt="Avalia uma turma a partir de um repositório privado da equipe do curso: os repositórios dos estudantes são baixados, avaliados com o gabarito, e os relatórios ficam aqui como artefato. Os estudantes não podem mudar este arquivo nem ler os segredos dele.",
    ),
    "CLASS_NEEDS": Text(
        en="It needs: students.txt, a line OWNER/REPOSITORY for each learner (lines that begin with # are passed over); the secret CLASS_TOKEN, a fine-grained token that may read the contents of those repositories and nothing else; the secret QUIZ_KEY, the key of the graded questions as one TOML text (leave it out, and answers to them are only recorded).",
        pt="Precisa de: students.txt, com uma linha DONO/REPOSITÓRIO por estudante (linhas que começam com # são ignoradas); o segredo CLASS_TOKEN, um fine-grained token que possa ler o conteúdo desses repositórios e nada mais; o segredo QUIZ_KEY, o gabarito das questões avaliadas num só texto TOML (sem ele, as respostas a elas ficam apenas registradas).",
    ),
    "BEFORE": Text(
        en="Grade what was there before this time, such as 2026-03-01T23:59:00-03:00 (default: now)",
        pt="Avaliar o que havia antes deste momento, como 2026-03-01T23:59:00-03:00 (padrão: agora)",
    ),
    "NO_REPOSITORY": Text(
        en="A line of students.txt is no OWNER/REPOSITORY.", pt="Uma linha de students.txt não é DONO/REPOSITÓRIO."
    ),
    "NOT_FETCHED": Text(
        en="$repository could not be fetched: is the name right, and may the token read it?",
        pt="Não foi possível baixar $repository: o nome está certo, e o token pode ler o repositório?",
    ),
    "NOTHING_IN_TIME": Text(
        en="$repository had no commit before $BEFORE.", pt="$repository não tinha nenhum commit antes de $BEFORE."
    ),
    "ALLOW_TIER_3": Text(
        en="For isolation tier 3; without this step it is tier 2, which is enough for official grades.",
        pt="Para o isolamento de nível 3; sem este passo o nível é 2, que basta para notas oficiais.",
    ),
    "PROJECT": Text(
        en="Grades every push to this project: the unit-test report and Code Quality stand in the merge request, the report for people among the job's artifacts. A grade made in a project of your own is advice: you can change this file.",
        pt="Avalia cada push deste projeto: o relatório de testes e o Code Quality aparecem no merge request, e o relatório para pessoas, entre os artefatos do job. Uma nota dada num projeto seu é só uma indicação: você pode mudar este arquivo.",
    ),
    "NOT_INSTALLED": Text(
        en="The course is not installed on this execution server: no $tools. Tell the course staff; this costs nobody points.",
        pt="O curso não está instalado neste servidor de execução: não há $tools. Avise a equipe do curso; isso não tira pontos de ninguém.",
    ),
}
WIDTH = 120  # of a line with a comment
COMMENT = re.compile(r"^(?P<indent> *)#@(?P<word>\w+)@$", re.MULTILINE)

FILL_IN = Text(
    en="next: name your course's repository in the line with {place} (or export again with --course), then commit and push",
    pt="próximo passo: indique o repositório do curso na linha com {place} (ou exporte de novo com --course); depois faça commit e push",
)
COMMIT = Text(
    en="next: commit and push; the next push is graded", pt="próximo passo: commit e push; o próximo push é avaliado"
)
NOT_WHOLE = Text(
    en="the installation is not whole: {file} is missing; install the package again",
    pt="a instalação está incompleta: falta {file}; instale o pacote de novo",
)
IN_THE_WAY = Text(
    en="{file} is there already and differs, so nothing was written. Move it away, or name another place",
    pt="{file} já existe e é diferente; por isso nada foi gravado. Tire-o de lá, ou indique outro lugar",
)


class ExportError(Exception):
    """What cannot be exported; `message` says why in one line."""

    def __init__(self, message: Message) -> None:
        """Remember the line."""
        super().__init__(message.to("en"))
        self.message = message


@frozen
class BundleFile:
    """One file of a bundle: its relative name with slashes, its bytes, its permissions."""

    name: str
    data: bytes
    mode: int = 0o644


@frozen
class Bundle:
    """Everything to be laid out, and what to do next."""

    files: tuple[BundleFile, ...]
    notes: tuple[Message, ...] = ()


def template(name: str) -> str:
    """Give the text of a template."""
    return files(__package__).joinpath("templates").joinpath(name).read_text(encoding="utf-8")


def filled(name: str, lang: Lang, **places: str) -> bytes:
    """Give a template with its places `@NAME@` filled in, and its words in one language."""
    text = COMMENT.sub(partial(_comment, lang), template(name))
    for word, said in WORDS.items():
        text = text.replace(f"@{word}@", said.to(lang))
    for place, value in {"language": lang, **places}.items():
        text = text.replace(f"@{place.upper()}@", value)
    return text.encode()


def _comment(lang: Lang, found: re.Match[str]) -> str:
    begin = f"{found['indent']}# "
    return "\n".join(begin + line for line in wrapped(WORDS[found["word"]].to(lang), WIDTH - len(begin)))


def github(lang: Lang, course: str | None = None, audience: str = "student") -> Bundle:
    """Give the workflow for a learner's repository, or that of the course staff."""
    where = course or OPEN_PLACE
    used = where if "@" in where else f"{where}@v{__version__}"
    name = ".github/workflows/autograder.yml" if audience == "student" else ".github/workflows/grade-class.yml"
    made = BundleFile(name, filled(f"github/{audience}.yml", lang, course=used))
    return Bundle((made,), (_next(course),))


def gitlab(lang: Lang, course: str | None = None) -> Bundle:
    """Give the pipeline for a learner's project."""
    where, _, reference = (course or f"https://gitlab.com/{OPEN_PLACE}.git").rpartition("@")
    if not where or "/" in reference:  # an @ of the URL's own, or none
        where, reference = course or f"https://gitlab.com/{OPEN_PLACE}.git", ""
    text = filled("gitlab/student.yml", lang, course=where, ref=reference or f"v{__version__}")
    return Bundle((BundleFile(".gitlab-ci.yml", text),), (_next(course),))


def _next(course: str | None) -> Message:
    return COMMIT() if course else FILL_IN(place=OPEN_PLACE)


UPLOAD = Text(
    en="next: upload it as the autograder of a programming assignment of 100 points; learners begin with `autograder start --learner THEIR-E-MAIL`, by which the quiz draws their numbers",
    pt="próximo passo: envie-o como autograder de um programming assignment de 100 pontos; os estudantes começam com `autograder start --learner SEU-E-MAIL`, por onde o quiz sorteia os números deles",
)
PUT_INTO = Text(
    en="next: put these files into CLASSROOM/autograders/ASSIGNMENT/ of your classroom50 repository, and report.html into the assignment's release_assets (docs/exports.md)",
    pt="próximo passo: coloque estes arquivos em CLASSROOM/autograders/ASSIGNMENT/ do seu repositório classroom50, e report.html nos release_assets da atividade (docs/exports.md)",
)
PUBLIC = Text(
    en="everybody can read this bundle, so no key is in it; grades made in a learner's own repository are advice, and official scores replace them as overrides",
    pt="qualquer pessoa pode ler este pacote, por isso não há gabarito nele; notas dadas no repositório do próprio estudante são só uma indicação, e as oficiais as substituem como overrides",
)
BUILD_IMAGE = Text(
    en="next: docker build this folder, push the image, name it in the question's info.json (docs/exports.md)",
    pt="próximo passo: faça docker build desta pasta, publique a imagem e indique-a no info.json da questão (docs/exports.md)",
)
ON_SERVER = Text(
    en="next: copy server/ to each execution server and run there, as root: bash server/setup.sh /opt/autograder/autograder-tools; then make vpl_evaluate.sh and vpl_execute.sh execution files of the activity (docs/exports.md)",
    pt="próximo passo: copie server/ para cada servidor de execução e rode lá, como root: bash server/setup.sh /opt/autograder/autograder-tools; depois inclua vpl_evaluate.sh e vpl_execute.sh nos arquivos de execução da atividade (docs/exports.md)",
)
STAFF_ONLY = Text(
    en="the key of the graded questions is in it: it is for the course staff alone",
    pt="o gabarito das questões avaliadas está nele: é só para a equipe do curso",
)


def gradescope(lang: Lang, key: str | None = None) -> Bundle:
    """Give what Gradescope builds its image of."""
    script = BundleFile("run_autograder", filled("gradescope/run_autograder", lang), 0o755)
    notes = (UPLOAD(), *((STAFF_ONLY(),) if key else ()))
    return Bundle((_setup('"$(dirname "$here")/autograder-tools"'), script, *course_files(), *_key_files(key)), notes)


def classroom50(lang: Lang) -> Bundle:
    """Give the bundle of an assignment, which is public: there is no key in it."""
    script = BundleFile("autograder.py", filled("classroom50/autograder.py.in", lang), 0o755)
    return Bundle((script, _setup('"$here/autograder-tools"'), *course_files()), (PUT_INTO(), PUBLIC()))


def prairielearn(lang: Lang, key: str | None = None) -> Bundle:
    """Give what an image for PrairieLearn's external grader is built of."""
    made = (
        BundleFile("Dockerfile", filled("prairielearn/Dockerfile", lang)),
        BundleFile("run.sh", filled("prairielearn/run.sh", lang), 0o755),
        BundleFile("question/info.json", filled("prairielearn/info.json", lang)),
    )
    notes = (BUILD_IMAGE(), *((STAFF_ONLY(),) if key else ()))
    return Bundle((*made, _setup('"$here/autograder-tools"'), *course_files(), *_key_files(key)), notes)


def vpl(lang: Lang) -> Bundle:
    """Give the execution files of an activity, and what its execution servers need."""
    made = [BundleFile(name, filled(f"vpl/{name}", lang), 0o755) for name in ("vpl_evaluate.sh", "vpl_execute.sh")]
    server = [
        replace(file, name=f"server/{file.name}")
        for file in (_setup("/opt/autograder/autograder-tools"), *course_files())
    ]
    return Bundle((*made, *server), (ON_SERVER(),))


def _setup(tools: str) -> BundleFile:
    return BundleFile("setup.sh", filled("setup.sh", "en", tools=tools), 0o755)


def _key_files(key: str | None) -> Iterator[BundleFile]:
    """Give the key's files, once they are seen to be a key, for nobody but their owner. Raises `QuestionsError`."""
    if key is None:
        return
    path = Path(key)
    load_key(path)
    for file in [path] if path.is_file() else sorted(path.glob("*.toml")):
        yield BundleFile(f"key/{file.name}", file.read_bytes(), 0o600)


def course_files() -> Iterator[BundleFile]:
    """Give the installed package with its course, as a wheel would carry it, and the lock: no key, no solution."""
    root = course_root()
    content = PACKAGE / "course" / "content"
    for path in _files(PACKAGE):
        yield BundleFile(f"autograder/{path.relative_to(PACKAGE).as_posix()}", path.read_bytes())
    if root != content:  # a checkout
        for path in _files(root / "exercises"):
            yield BundleFile(
                f"autograder/course/content/{path.relative_to(root / 'exercises').as_posix()}", path.read_bytes()
            )
        for name in ("checks.py", "driver.py"):
            for path in sorted((root / "solutions").glob(f"*/{name}")):
                yield BundleFile(f"autograder/course/content/{path.parent.name}/{name}", path.read_bytes())
    yield BundleFile(LOCK, _lock().read_bytes())


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts and path.name != LOCK:
            yield path


def _lock() -> Path:
    for place in (PACKAGE / "export" / LOCK, PACKAGE.parent / LOCK):
        if place.is_file():
            return place
    raise ExportError(NOT_WHOLE(file=LOCK))


def write_folder(bundle: Bundle, folder: Path) -> list[tuple[str, State]]:
    """Lay a bundle out in a folder; what is there already and the same is kept.

    Raises `ExportError` before anything is written where something is there that differs, and OSError.
    """
    states: list[tuple[str, State]] = []
    for file in bundle.files:
        path = folder / file.name
        if path.is_symlink() or (path.exists() and not (path.is_file() and path.read_bytes() == file.data)):
            raise ExportError(IN_THE_WAY(file=one_line(str(path))))
        states.append((file.name, "kept" if path.exists() else "written"))
    for file, (_, state) in zip(bundle.files, states, strict=True):
        if state == "written":
            path = folder / file.name
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(path, file.data, file.mode)
    return states


def write_zip(bundle: Bundle, path: Path) -> State:
    """Write a bundle as a .zip, the same bytes each time. Raises as `write_folder` does."""
    data = zipped(bundle.files)
    if path.is_symlink() or path.exists():
        if path.is_symlink() or not path.is_file() or path.read_bytes() != data:
            raise ExportError(IN_THE_WAY(file=one_line(str(path))))
        return "kept"
    path.parent.mkdir(parents=True, exist_ok=True)
    private = any(not file.mode & 0o044 for file in bundle.files)
    replace_file(path, data, 0o600 if private else 0o644)
    return "written"


def zipped(bundle: Sequence[BundleFile]) -> bytes:
    """Pack files with their permissions."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in bundle:
            entry = zipfile.ZipInfo(file.name, STAMP)
            entry.external_attr = (0o100000 | file.mode) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, file.data)
    return stream.getvalue()

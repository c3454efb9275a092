"""All figures, the page that shows them, and how an exercise's text shows one."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from textwrap import wrap

from autograder.author.figures.descent import RATES_PICTURE, VALLEYS_PICTURE
from autograder.author.figures.drawing import Picture
from autograder.author.figures.graph import GRAPH
from autograder.author.figures.networks import BOUNDARY_PICTURE, NETWORK, VANISHING
from autograder.author.figures.slopes import SWEEP, TANGENTS
from autograder.i18n.did_you_mean import did_you_mean
from autograder.i18n.language import LANGUAGES, Lang, Message, Text

REFERENCE = re.compile(r"^!\[\]\(figure:([a-z0-9-]+)\)$", re.MULTILINE)
MENTION = re.compile(r"\(figure:")
WIDTH = 118  # of a line of text in a script, after `# `

IN_WORDS = Text(en="(Figure in the notebook: {alt}.)", pt="(Figura no notebook: {alt}.)")
MALFORMED = Text(
    en="a figure is shown by `![](figure:NAME)`, alone on its line, with nothing between the square brackets: its description is filled in",
    pt="uma figura se mostra com `![](figure:NOME)`, sozinha na linha e sem nada entre os colchetes: a descrição é preenchida na geração",
)
UNKNOWN = Text(
    en="there is no figure {name}{near}. There are: {all}",
    pt="não existe a figura {name}{near}. Existem: {all}",
)


def names_in(text: str) -> tuple[str, ...]:
    """Name the figures that a text shows, in their order."""
    return tuple(REFERENCE.findall(text))


def wrong_references(text: str) -> Iterator[tuple[int, Message]]:
    """Find references that show nothing: their line, counted from 1, and what is wrong."""
    for number, line in enumerate(text.split("\n"), 1):
        match = REFERENCE.match(line)
        if match is None:
            if MENTION.search(line):
                yield number, MALFORMED()
        elif match[1] not in PICTURES:
            near = did_you_mean(match[1], PICTURES)
            yield number, UNKNOWN(name=match[1], near=near, all=", ".join(PICTURES))


def in_words(text: str, lang: Lang) -> str:
    """Put each figure's description in its place, as a script's comments have room for it."""

    def said(match: re.Match[str]) -> str:
        alt = PICTURES[match[1]].alt.to(lang)
        return "\n".join(wrap(IN_WORDS(alt=alt).to(lang), WIDTH, break_long_words=False, break_on_hyphens=False))

    return REFERENCE.sub(said, text)


def as_attachments(text: str, lang: Lang) -> str:
    """Let each figure be an image attached to its cell, described in the cell's language."""
    return REFERENCE.sub(lambda match: f"![{PICTURES[match[1]].alt.to(lang)}](attachment:{match[1]}.png)", text)


def attachments(text: str, pngs: Mapping[str, bytes]) -> dict[str, dict[str, str]]:
    """Give what a notebook's cell with this text carries (nbformat 4, “Cell attachments”); `pngs` by figure name.

    PNG, because JupyterLab shows no attached SVG.
    """
    return {f"{name}.png": {"image/png": b64encode(pngs[name]).decode("ascii")} for name in names_in(text)}


PICTURES: dict[str, Picture] = {
    picture.name: picture
    for picture in (TANGENTS, SWEEP, NETWORK, GRAPH, RATES_PICTURE, VALLEYS_PICTURE, BOUNDARY_PICTURE, VANISHING)
}


TITLE = Text(en="The figures of the course", pt="As figuras do curso")
OTHER = Text(en="*[Em português]({file})*", pt="*[In English]({file})*")
INTRODUCTION = Text(
    en="Every number in them is computed by the code that draws them, in `autograder/author/figures/`;\n`autograder author figures` draws them again. Short names in parentheses are the texts they belong to.",
    pt="Todos os números são calculados pelo código que as desenha, em `autograder/author/figures/`;\n`autograder author figures` as desenha de novo. Os nomes curtos entre parênteses são os textos a que pertencem.",
)
SUFFIX: dict[Lang, str] = {"en": "", "pt-BR": ".pt-BR"}


def page_file(lang: Lang) -> str:
    """Name the page in one language."""
    return f"figures{SUFFIX[lang]}.md"


def figure_file(name: str, lang: Lang, kind: str) -> str:
    """Name the file of a figure in one language; `kind` is svg or png."""
    return f"{name}{SUFFIX[lang]}.{kind}"


def page(lang: Lang) -> str:
    """Write the page: each figure with its title and its caption."""
    (other,) = (one for one in LANGUAGES if one != lang)
    parts = [f"# {TITLE.to(lang)}", OTHER(file=page_file(other)).to(lang), INTRODUCTION.to(lang)]
    for picture in PICTURES.values():
        image = f"![{picture.alt.to(lang)}](figures/{figure_file(picture.name, lang, 'svg')})"
        parts += [f"## {picture.title.to(lang)}", image, picture.caption.to(lang)]
    return "\n\n".join(parts) + "\n"

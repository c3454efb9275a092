"""All figures, in the order of the exercises that show them, and the page that shows them in each language."""

from __future__ import annotations

from autograder.author.figures.descent import RATES_PICTURE, VALLEYS_PICTURE
from autograder.author.figures.drawing import Picture
from autograder.author.figures.graph import GRAPH
from autograder.author.figures.slopes import SWEEP, TANGENTS
from autograder.author.figures.vanishing import VANISHING
from autograder.author.figures.xor import BOUNDARY_PICTURE, NETWORK
from autograder.i18n.language import LANGUAGES, Lang, Text

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

"""The texts that the course follows: what each short name stands for, who wrote it, how to find it."""

from __future__ import annotations

from collections.abc import Iterator

from autograder.frozen import frozen
from autograder.i18n.language import Lang, Text

FILE = "READINGS.md"


@frozen
class Reading:
    """One text: its short name, what it is and whose, how to find it, and what of it the course uses."""

    name: str
    what: Text
    find: Text
    used: Text


READINGS = (
    Reading(
        "derivadas",
        Text(
            en="“What is a derivative?”, an optional lecture of an online course on neural networks with TensorFlow, as its transcript in Portuguese. The transcript does not name the speaker.",
            pt="“O que é uma derivada?”, aula opcional de um curso on-line sobre redes neurais com TensorFlow, na transcrição em português. A transcrição não diz quem fala.",
        ),
        Text(
            en="in the part on backpropagation of such a course, among the optional videos; the lecture after it is on computation graphs",
            pt="na parte sobre backpropagation de um curso assim, entre os vídeos opcionais; a aula seguinte trata de grafos de computação",
        ),
        Text(
            en="the derivative as what a small change of w does to J; derivatives with SymPy",
            pt="a derivada como o efeito de uma pequena mudança em w sobre J; derivadas com o SymPy",
        ),
    ),
    Reading(
        "chain-rule",
        Text(
            en="“Compreendendo o Conceito de Derivada e Chain Rule”, from the course Deep Learning I of Data Science Academy, in Portuguese.",
            pt="“Compreendendo o Conceito de Derivada e Chain Rule”, do curso Deep Learning I da Data Science Academy.",
        ),
        Text(
            en="at www.datascienceacademy.com.br, within that course",
            pt="em www.datascienceacademy.com.br, dentro desse curso",
        ),
        Text(
            en="the chain rule, gradients, and the graph of Input, Linear, Sigmoid and MSE nodes",
            pt="a regra da cadeia, gradientes e o grafo com nós Input, Linear, Sigmoid e MSE",
        ),
    ),
    Reading(
        "cap-18.3",
        Text(
            en="“18.3. Backpropagation e Treinamento de Redes Neurais: Cadeia de Regra de Derivação”, a page of a free e-book in Portuguese. The page names no author.",
            pt="“18.3. Backpropagation e Treinamento de Redes Neurais: Cadeia de Regra de Derivação”, página de um e-book gratuito. A página não diz quem a escreveu.",
        ),
        Text(en="by searching for that title, in quotes", pt="buscando esse título, entre aspas"),
        Text(
            en="the chain rule in a network, gradient descent, gradients that vanish or explode",
            pt="a regra da cadeia em uma rede, a descida do gradiente, gradientes que somem ou explodem",
        ),
    ),
    Reading(
        "pytorch",
        Text(
            en="“Derivadas para atualizar parâmetros do modelo”, slides by Jasmin Ludolf for DataCamp's course “Introdução ao Aprendizado Profundo com o PyTorch”.",
            pt="“Derivadas para atualizar parâmetros do modelo”, slides de Jasmin Ludolf para o curso da DataCamp “Introdução ao Aprendizado Profundo com o PyTorch”.",
        ),
        Text(
            en="at www.datacamp.com, in the course Introduction to Deep Learning with PyTorch",
            pt="em www.datacamp.com, no curso Introdução ao Aprendizado Profundo com o PyTorch",
        ),
        Text(
            en="convex and other functions, a network of three layers, weights updated by hand and by SGD",
            pt="funções convexas e não convexas, uma rede de três camadas, pesos atualizados à mão e pelo SGD",
        ),
    ),
    Reading(
        "xor",
        Text(
            en="“Algoritmo Backpropagation Parte 2 – Treinamento de Redes Neurais”, a chapter of the Deep Learning Book of Data Science Academy, in Portuguese.",
            pt="“Algoritmo Backpropagation Parte 2 – Treinamento de Redes Neurais”, capítulo do Deep Learning Book da Data Science Academy.",
        ),
        Text(en="at www.deeplearningbook.com.br, by that title", pt="em www.deeplearningbook.com.br, por esse título"),
        Text(
            en="the forward pass on XOR with a column of ones, the delta rule, when training converges",
            pt="a passagem para a frente no XOR com uma coluna de uns, a regra delta, quando o treinamento converge",
        ),
    ),
)

HEAD = Text(
    en="""# The readings

The exercises and the quiz follow five texts, and cite them by short names. They belong to their authors and are not part
of this course. **None of them is needed:** the text of each exercise suffices by itself. Whoever has a text at hand finds
there, under the section that is named, the same matter told by somebody else.
""",
    pt="""# As leituras

Os exercícios e o quiz seguem cinco textos, citados por nomes curtos. Eles pertencem a seus autores e não fazem parte deste
curso. **Nenhum deles é necessário:** o texto de cada exercício basta por si. Quem tiver um dos textos à mão encontra nele,
na seção indicada, o mesmo assunto contado por outra pessoa.
""",
)
ENTRY = Text(
    en="""## {name}

{what}

- How to find it: {find}.
- What the course takes up: {used}.
""",
    pt="""## {name}

{what}

- Como encontrar: {find}.
- O que o curso aproveita: {used}.
""",
)
SLIPS = Text(
    en="""Where a text has a slip in a figure or a sign, the exercise gives what is right and says so.
""",
    pt="""Onde um texto tem um deslize num número ou num sinal, o exercício traz o que é certo e avisa.
""",
)


def readings_page(lang: Lang) -> str:
    """Write the page on the readings as Markdown."""
    return "\n".join(_parts(lang))


def _parts(lang: Lang) -> Iterator[str]:
    yield HEAD.to(lang)
    for one in READINGS:
        yield ENTRY(name=one.name, what=one.what, find=one.find, used=one.used).to(lang)
    yield SLIPS.to(lang)

"""What may be wrong with hand-written questions."""

from __future__ import annotations

from autograder.i18n.language import Text

NO_TOML = Text(en="this is not valid TOML: {error}", pt="não é um TOML válido: {error}")
NO_QUESTIONS = Text(
    en="there are no questions in it; each one begins with a line [[questions]]",
    pt="não há nenhuma questão; cada uma começa com uma linha [[questions]]",
)
NOT_KEBAB = Text(
    en="an id is written in lower-case words joined by hyphens, as slope-of-square-at-3",
    pt="um id é escrito em palavras minúsculas ligadas por hífen, como slope-of-square-at-3",
)
TWICE = Text(en="another question has the same id", pt="outra questão já usa esse id")
ONE_OF = Text(en="it must be one of {known}, not {got}", pt="precisa ser um destes: {known}, e não {got}")
LETTERS_IN_ORDER = Text(
    en="options take the letters a, b, c … in this order, and there are at least two",
    pt="as opções usam as letras a, b, c … nesta ordem, e são pelo menos duas",
)
NO_SUCH_OPTION = Text(en="there is no option {letter}", pt="não existe a opção {letter}")
LETTER_TWICE = Text(en="a letter stands there twice", pt="há uma letra repetida")
FINITE = Text(en="it must be a finite number", pt="precisa ser um número finito")
POSITIVE = Text(en="it must be a finite number above zero", pt="precisa ser um número finito maior que zero")
TYPICAL_IS_RIGHT = Text(
    en="{value} is within the tolerance of the right value", pt="{value} cabe na tolerância do valor certo"
)
EVERY_LETTER = Text(en="an ordering holds every letter once", pt="uma ordem contém cada letra uma vez")
IN_ORDER_ALREADY = Text(
    en="the items are in order already as they are shown; give them other letters",
    pt="os itens já aparecem na ordem certa; troque as letras deles",
)
RESERVED = Text(
    en="this word says in answers.toml whose numbers are drawn",
    pt="essa palavra indica, no answers.toml, de quem são os números",
)
NO_NUMBERS = Text(
    en="{got} is no list of different finite numbers to draw from",
    pt="{got} não é uma lista de números finitos diferentes para sortear",
)
TOO_MANY_DRAWS = Text(
    en="there are {count} combinations to draw; {most} are enough",
    pt="há {count} combinações para sortear; {most} bastam",
)
NO_FORMULA = Text(
    en="there is no formula {name}; there are: {known}", pt="não existe a fórmula {name}; existem: {known}"
)
NOT_DRAWN = Text(
    en="the formula {name} needs {missing}, which is not drawn",
    pt="a fórmula {name} precisa de {missing}, que não é sorteado",
)
NO_PLACE = Text(
    en="{place} is no place to fill: neither a drawn number nor a formula of them",
    pt="{place} não é um lugar a preencher: nem número sorteado, nem fórmula deles",
)
OTHER_PLACES = Text(
    en="the two languages fill different places: {names}", pt="os dois idiomas preenchem lugares diferentes: {names}"
)
GIVEN_AWAY = Text(
    en="the prompt shows what is asked for, {{{name}}}", pt="o enunciado mostra o que é perguntado, {{{name}}}"
)
NOT_SHOWN = Text(
    en="the prompt never shows {name}, so nobody could answer",
    pt="o enunciado nunca mostra {name}, e assim ninguém poderia responder",
)
NO_VALUE = Text(
    en="with {numbers} the formula {name} gives no finite number",
    pt="com {numbers}, a fórmula {name} não dá um número finito",
)
RIGHT_BY_CHANCE = Text(
    en="with {numbers} this typical wrong number is within the tolerance of the right one",
    pt="com {numbers}, este erro típico cabe na tolerância do valor certo",
)
KEY_MISSING = Text(
    en="it is missing: this looks like the questions as learners get them; the key is in the hand-written files (solutions/quiz)",
    pt="está faltando: parecem ser as questões como os alunos as recebem; o gabarito fica nos arquivos escritos à mão (solutions/quiz)",
)

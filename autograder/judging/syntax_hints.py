"""What a line that Python cannot read shows: the likely cause, and the next step. Pure.

What came in from elsewhere (a merge, a chat, another program) is told by the line itself, the rest by Python's message.
A learner's own Python may well run what the grader's cannot read: syntax of a newer one is told by its line, too.
"""

from __future__ import annotations

import re
import sys
import unicodedata

from autograder.i18n.language import Message, Text

LINE = re.compile(r"(?:cell \d+, )?line \d+: (?P<source>.*)", re.DOTALL)
CHARACTER = re.compile(r"invalid (?:non-printable )?character .*\(?U\+(?P<code>[0-9A-F]{4,6})\)?")
TYPED = {  # what stands on a keyboard for a character that only looks like it
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‘’‚‛′´", "'"),
    **dict.fromkeys("−–—‐‑‒―", "-"),
    **dict.fromkeys("×·∙⋅∗", "*"),
    **dict.fromkeys("÷∕⁄", "/"),
    "²": "**2",
    "³": "**3",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "→": "->",
    "…": "...",
    "√": "np.sqrt(…)",
}

CANNOT_READ = Text(
    en="Python could not read this line, and so nothing of this file (in a notebook: of this cell) exists. {cause}",
    pt="O Python não conseguiu ler essa linha, e por isso nada deste arquivo (num notebook: desta célula) existe. {cause}",
)
INVISIBLE = Text(
    en="There is an invisible character in it, {code}, which comes along when code is copied from a page, a PDF or a chat; in its place belongs an ordinary space, or nothing. Delete the blanks of that line and type them again; other lines may have it, too.",
    pt="Há nela um caractere invisível, {code}, que vem junto quando se copia código de uma página, de um PDF ou de um chat; no lugar dele vai um espaço comum, ou nada. Apague os espaços dessa linha e digite de novo; outras linhas também podem ter um.",
)
LOOKALIKE = Text(
    en="The character {written} in it only looks like one of Python's: type {typed} in its place. A text editor or a page has changed it, perhaps in other lines, too.",
    pt="O caractere {written} apenas se parece com um do Python: digite {typed} no lugar dele. Foi um editor de texto ou uma página que o trocou, talvez em outras linhas também.",
)
STRANGE = Text(
    en="The character {written} in it has no meaning in Python outside of a text in quotes. What did you want to say by it?",
    pt="O caractere {written} não tem significado em Python fora de um texto entre aspas. O que você queria dizer com ele?",
)
BRACKETS = Text(
    en="A bracket that is opened must be closed, by one of its own kind. Count them in this line and in the one before.",
    pt="Todo parêntese, colchete ou chave que abre precisa fechar, com um do mesmo tipo. Conte-os nessa linha e na anterior.",
)
QUOTES = Text(
    en="A text begins with a quote and does not end. Close it with the same quote, in the same line.",
    pt="Um texto começa com aspas e não termina. Feche-o com as mesmas aspas, na mesma linha.",
)
COLON = Text(
    en="A colon is missing: `def`, `if`, `else`, `for`, `while` and `class` lines end with `:`.",
    pt="Faltam os dois-pontos: as linhas de `def`, `if`, `else`, `for`, `while` e `class` terminam com `:`.",
)
TABS = Text(
    en="Tabs and spaces are mixed in the indentation: they look alike, and Python cannot tell which lines belong together. Use four spaces a level everywhere (editors have a command “convert tabs to spaces”).",
    pt="Há tabulações e espaços misturados na indentação: parecem iguais, e o Python não sabe quais linhas ficam juntas. Use quatro espaços por nível em todo o arquivo (os editores têm um comando “converter tabulações em espaços”).",
)
INDENTATION = Text(
    en="The indentation says what belongs together, and here it does not fit: what stands inside a `def`, `if` or `for` is four spaces further in, and lines of one level begin in the same column, with spaces alone and no tabs.",
    pt="A indentação diz o que fica junto, e aqui ela não bate: o que está dentro de um `def`, `if` ou `for` fica quatro espaços mais à direita, e as linhas de um mesmo nível começam na mesma coluna, só com espaços, sem tabulações.",
)
OPERATOR = Text(
    en="Two values stand side by side with nothing between them: is a `*` or another operator missing, or a comma? `2x` is written `2 * x`.",
    pt="Há dois valores lado a lado sem nada entre eles: falta um `*` ou outro operador, ou uma vírgula? `2x` se escreve `2 * x`.",
)
EQUALS = Text(
    en="`=` gives a name to a value; whether two values are equal is asked by `==`.",
    pt="`=` dá nome a um valor; para perguntar se dois valores são iguais, use `==`.",
)
OUTSIDE = Text(
    en="`return` stands outside of any function: does its line begin further left than the rest of the function?",
    pt="Há um `return` fora de qualquer função: essa linha começa mais à esquerda que o resto da função?",
)
PRINT = Text(
    en="In Python 3 `print` is a function: its values stand between parentheses, as in `print(x)`.",
    pt="No Python 3, `print` é uma função: os valores ficam entre parênteses, como em `print(x)`.",
)
FUTURE = Text(
    en="A line `from __future__ import …` stands above all other code, the other imports too. Move it to the top, or delete it: nothing here needs it.",
    pt="Uma linha `from __future__ import …` fica acima de todo o resto do código, também dos outros imports. Leve-a para o topo, ou apague-a: nada aqui precisa dela.",
)
GENERAL = Text(
    en="A bracket, a colon or the indentation of the line before is often the cause.",
    pt="Muitas vezes a causa é um parêntese, os dois-pontos ou a indentação da linha anterior.",
)
FOREIGN = {  # by what the line, without the blanks around it, begins with
    r"<{7}(?!<)|={7}(?!=)|>{7}(?!>)|\|{7}(?!\|)": Text(
        en="It is a mark that git leaves where two versions were merged (`<<<<<<<`, `=======`, `>>>>>>>`). Keep the one of the two versions that is meant, and delete the other one and the marks.",
        pt="Ela é uma marca que o git deixa onde duas versões foram unidas (`<<<<<<<`, `=======`, `>>>>>>>`). Fique com a versão certa e apague a outra e as marcas.",
    ),
    r"(diff --git|@@ -\d|index [0-9a-f]{7}|\+\+\+ |--- )": Text(
        en="It is a line of a diff, which shows changes, and not of the file itself. Save the file, not the changes to it.",
        pt="Ela é uma linha de um diff, que mostra alterações, e não do próprio arquivo. Salve o arquivo, e não as alterações.",
    ),
    r"`{3}|~{3}": Text(
        en="It is the fence that Markdown puts around code (```), copied along with it. Delete the lines with ```, above and below the code.",
        pt="Ela é a cerca que o Markdown põe em volta do código (```), copiada junto com ele. Apague as linhas com ```, acima e abaixo do código.",
    ),
    r">>>|\.\.\.": Text(
        en="It begins with the prompt of Python's console (`>>>` or `...`), copied along with the code. Delete the prompts, and the lines that show results.",
        pt="Ela começa com o sinal do console do Python (`>>>` ou `...`), copiado junto com o código. Apague esses sinais e as linhas que mostram resultados.",
    ),
    r"(In|Out) ?\[[\d* ]*\] ?:": Text(
        en="It begins with a notebook's number (`In [1]:`), copied along with the code. Delete these numbers, and the lines that show results.",
        pt="Ela começa com a numeração de um notebook (`In [1]:`), copiada junto com o código. Apague essa numeração e as linhas que mostram resultados.",
    ),
    r"<(!DOCTYPE|html|head|body|div|meta|script|\?xml)\b": Text(
        en="It is HTML: a web page was saved in place of the file. Open the page and use its button for downloading the file itself (“Raw” or “Download”).",
        pt="Ela é HTML: foi salva uma página da web no lugar do arquivo. Abra a página e use o botão que baixa o próprio arquivo (“Raw” ou “Download”).",
    ),
    r"\{\\rtf": Text(
        en="It is rich text (RTF), as word processors save it. Save the file as plain text.",
        pt="Ela é texto formatado (RTF), como os processadores de texto salvam. Salve o arquivo como texto simples.",
    ),
    r"[%!]\w": Text(
        en="It is a command for notebooks (`%…` or `!…`), which a .py file cannot hold. Delete it.",
        pt="Ela é um comando de notebook (`%…` ou `!…`), que um arquivo .py não aceita. Apague-a.",
    ),
}
NOTEBOOK = Text(
    en="This is a notebook as it is stored (JSON) under a name that ends in .py. Give it the ending .ipynb, or save it from Jupyter as a Python script.",
    pt="Isto é um notebook tal como fica gravado (JSON), com um nome que termina em .py. Troque a terminação por .ipynb, ou salve-o no Jupyter como script Python.",
)
BEHIND_DIGIT = re.compile(r"\d(?:(?P<sign>[^\x00-\x7f])|\\u(?P<code>[0-9a-f]{4}))")
JSON_NAME = re.compile(r"name '(?:null|true|false)' is not defined")
JSON_LINE = re.compile(r'"\w+": ?(?:null|true|false)\b|[\[{]')
BY_MESSAGE: tuple[tuple[str, Text], ...] = (
    (r"inconsistent use of tabs", TABS),
    (r"unindent does not match|unexpected indent|expected an indented block", INDENTATION),
    (r"was never closed|unmatched '|does not match opening|unexpected EOF", BRACKETS),
    (r"unterminated|EOL while scanning", QUOTES),
    (r"expected ':'", COLON),
    (r"'return' outside function", OUTSIDE),
    (r"Maybe you meant '=='", EQUALS),
    (r"Missing parentheses in call to 'print'", PRINT),
    (r"from __future__ imports must", FUTURE),
    (r"Perhaps you forgot a comma|invalid decimal literal", OPERATOR),
)


def syntax_hint(message: str, where: str = "") -> Message:
    """Say why Python could not read a line: `where` is a place as outcomes give it, "line 3: x = 2x"."""
    return CANNOT_READ(cause=_foreign(where) or _character(message) or _behind_digit(where) or _by_message(message))


def pasted_hint(kind: str, message: str, where: str) -> Text | None:
    """Say what a line is that Python could read, though it is none of Python's: JSON, or a notebook's numbering."""
    source = _source(where)
    if kind == "NameError" and JSON_NAME.search(message) and JSON_LINE.match(source):
        return NOTEBOOK
    if kind == "NameError" and re.search(r"name '(In|Out)'", message):
        return _foreign(where)
    return None


def _source(where: str) -> str:
    found = LINE.match(where)
    return found["source"].strip() if found else ""


def _foreign(where: str) -> Text | None:
    source = _source(where)
    return next((text for begins, text in FOREIGN.items() if re.match(begins, source, re.IGNORECASE)), None)


def _character(message: str) -> Message | None:
    found = CHARACTER.search(message)
    return _sign(chr(int(found["code"], 16)), hidden="non-printable" in message) if found else None


def _behind_digit(where: str) -> Message | None:
    """Name a sign that stands behind a number: some Pythons (3.11.2) call that number invalid, and do not name the sign."""
    for found in BEHIND_DIGIT.finditer(_source(where)):
        character = found["sign"] or chr(int(found["code"], 16))
        if not f"_{character}".isidentifier():  # "²" counts as a figure elsewhere, but not in a name
            return _sign(character)
    return None


def _sign(character: str, *, hidden: bool = False) -> Message:
    code = f"U+{ord(character):04X}"
    if hidden or unicodedata.category(character)[0] in "CZ":
        return INVISIBLE(code=code)
    wide = unicodedata.normalize("NFKC", character)
    typed = TYPED.get(character) or (wide if wide != character and wide.isascii() else "")
    written = f"{character} ({code})"
    return LOOKALIKE(written=written, typed=f"`{typed}`") if typed else STRANGE(written=written)


def _by_message(message: str) -> Text:
    return next((text for pattern, text in BY_MESSAGE if re.search(pattern, message)), GENERAL)


Version = tuple[int, int]

HERE: Version = sys.version_info[:2]

NEWER = Text(
    en="This is Python {needed} syntax ({what}); the grader runs {here}, which cannot read it. {instead}",
    pt="Isto é sintaxe do Python {needed} ({what}); o corretor usa o {here}, que não a lê. {instead}",
)
TYPE_PARAMETERS = Text(
    en="type parameters in square brackets behind a name",
    pt="parâmetros de tipo entre colchetes depois de um nome",
)
NO_BRACKETS = Text(
    en="Take the brackets behind the name out; the code runs the same without them.",
    pt="Retire os colchetes depois do nome; o código roda igual sem eles.",
)
TYPE_STATEMENT = Text(en="a `type` statement", pt="um comando `type`")
NO_TYPE_STATEMENT = Text(
    en="Write `Name = …` without the word `type` in front.",
    pt="Escreva `Nome = …`, sem a palavra `type` na frente.",
)
F_STRING = Text(
    en="an f-string with the same quotes, a backslash, a comment or a line break inside its braces",
    pt="uma f-string com as mesmas aspas, barra invertida, comentário ou quebra de linha dentro das chaves",
)
OTHER_QUOTES = Text(
    en="Use other quotes inside the braces than around the string, or give the value a name on a line before.",
    pt="Use dentro das chaves aspas diferentes das que cercam a string, ou dê um nome ao valor numa linha anterior.",
)
BARE_EXCEPT = Text(en="`except` with several types and no parentheses", pt="`except` com vários tipos sem parênteses")
PARENTHESES = Text(
    en="Write `except (A, B):`; to give the exception a name, `except A as error:`.",
    pt="Escreva `except (A, B):`; para dar um nome à exceção, `except A as erro:`.",
)
TEMPLATE = Text(en='a template string, t"…"', pt='uma template string, t"…"')
NO_TEMPLATE = Text(en='Write an f-string: f"…".', pt='Escreva uma f-string: f"…".')
LAZY = Text(en="a lazy import", pt="um import preguiçoso (lazy)")
NO_LAZY = Text(en="Take the word `lazy` out.", pt="Retire a palavra `lazy`.")
UNPACKED = Text(
    en="unpacking by * or ** in a comprehension", pt="desempacotamento com * ou ** numa compreensão de lista"
)
TWO_LOOPS = Text(
    en="Write a second `for` in the comprehension instead: `[x for part in parts for x in part]`.",
    pt="Em vez disso, escreva um segundo `for` na compreensão: `[x for parte in partes for x in parte]`.",
)

GENERIC = re.compile(r"(?:async\s+)?(?:def|class)\s+\w+\s*\[(?P<inside>[^\]]*)")
ALIAS = re.compile(r"type\s+\w+\s*(?:\[(?P<inside>.*)\]\s*)?=(?!=)")
SEVERAL = re.compile(r"except\*?\s+[\w.]+\s*,[^:()]*:(?!=)")
T_STRING = re.compile(r"(?<![\w\"'])(?:t|rt|tr)[\"']", re.IGNORECASE)
LAZILY = re.compile(r"lazy\s+(?:import|from)\s")
BEFORE_LINE = re.compile(r"(?:cell \d+, )?line \d+: ")
F_PREFIX = re.compile(r"(?<![\w\"'])(?:f|rf|fr)(?P<quote>\"\"\"|'''|\"|')", re.IGNORECASE)
GOES_ON = frozenset("{([,+-*/")  # a line that ends so is meant to have a next one
ANY_QUOTES = re.compile(r"\"\"\"|'''|\"|'")


def newer_syntax(message: str, where: str, here: Version = HERE) -> Message | None:
    """Name the newer syntax that a SyntaxError with this message is about, if it is; `where` ends with the line."""
    line = BEFORE_LINE.sub("", where, count=1).strip()
    found = _found(message, line)
    if found is None or found[0] <= here:
        return None
    needed, what, instead = found
    return NEWER(needed=_spelt(needed), what=what, here=_spelt(here), instead=instead)


def _spelt(version: Version) -> str:
    return ".".join(map(str, version))


def _found(message: str, line: str) -> tuple[Version, Text, Text] | None:
    generic = GENERIC.match(line)
    if generic is not None:
        return ((3, 13) if "=" in generic["inside"] else (3, 12)), TYPE_PARAMETERS, NO_BRACKETS
    alias = ALIAS.match(line)
    if alias is not None:
        return ((3, 13) if "=" in (alias["inside"] or "") else (3, 12)), TYPE_STATEMENT, NO_TYPE_STATEMENT
    if LAZILY.match(line):
        return (3, 15), LAZY, NO_LAZY
    if message.startswith("multiple exception types must be parenthesized") and SEVERAL.match(line):
        return (3, 14), BARE_EXCEPT, PARENTHESES
    if "unpacking cannot be used in" in message and "comprehension" in message:
        return (3, 15), UNPACKED, TWO_LOOPS
    if any(_nests_freely(line, begin) for begin in F_PREFIX.finditer(line)):
        return (3, 12), F_STRING, OTHER_QUOTES
    return ((3, 14), TEMPLATE, NO_TEMPLATE) if T_STRING.search(line) and message == "invalid syntax" else None


def _nests_freely(line: str, begin: re.Match[str]) -> bool:
    """Whether an f-string has in its braces what only newer Pythons take, and is whole by their rules."""
    quote, at, odd = begin["quote"], begin.end(), False
    while at < len(line):
        if line.startswith(quote, at):
            return odd
        if line[at] == "\\" or line.startswith(("{{", "}}"), at):
            at += 2
        elif line[at] == "{":
            end, free = _field(line, at + 1, quote)
            odd = odd or free
            if end is None:
                return free
            at = end
        else:
            at += 1
    return False


def _field(line: str, at: int, quote: str) -> tuple[int | None, bool]:
    """Walk through one pair of braces: where it ends (None: not on this line), whether it has what is newer."""
    depth, odd = 1, False
    while at < len(line):
        string = ANY_QUOTES.match(line, at)
        if string is not None:
            end = line.find(string[0], string.end())
            if end < 0:
                return None, False
            odd = odd or string[0] == quote or "\\" in line[string.end() : end]
            at = end + len(string[0])
            continue
        odd = odd or line[at] in "\\#"
        depth += (line[at] in "{[(") - (line[at] in "}])")
        at += 1
        if not depth:
            return at, odd
    return None, len(quote) == 1 and line[-1] in GOES_ON

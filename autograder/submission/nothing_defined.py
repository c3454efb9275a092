"""Why a file defines nothing of what an exercise asks for, where its text tells. Pure."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator, Sequence

from autograder.i18n.did_you_mean import nearest
from autograder.i18n.language import Message, Text
from autograder.sandbox.protocol.calls import Cell
from autograder.submission.sources import parsed

EMPTY = Text(
    en="the file is empty. Was it saved before it was handed in?",
    pt="o arquivo está vazio. Ele foi salvo antes de ser entregue?",
)
IMPORTS = Text(
    en="the file only imports ({modules}), and files are not imported from one another here: write the functions in this file itself.",
    pt="o arquivo só faz imports ({modules}), e aqui um arquivo não é importado de outro: escreva as funções neste próprio arquivo.",
)
IMPORTED = Text(
    en="line {line}: `{name}` is imported from `{module}`, and files are not imported from one another here: write the function in this file itself.",
    pt="linha {line}: `{name}` é importada de `{module}`, e aqui um arquivo não é importado de outro: escreva a função neste próprio arquivo.",
)
IN_COMMENT = Text(
    en="line {line}: `{name}` stands in a comment, so it is not defined. Take the `#` away from its lines.",
    pt="linha {line}: `{name}` está num comentário e por isso não é definida. Retire o `#` das linhas dela.",
)
IN_STRING = Text(
    en="line {line}: `{name}` stands inside a text in quotes that begins in line {start}, so it is not defined. Take the quotes around it away.",
    pt="linha {line}: `{name}` está dentro de um texto entre aspas que começa na linha {start} e por isso não é definida. Retire as aspas em volta dela.",
)
IN_MAIN = Text(
    en='line {line}: `{name}` is defined under `if __name__ == "__main__":`, which does not run here: the file is imported. Move the functions out of it, to the left edge.',
    pt='linha {line}: `{name}` é definida sob `if __name__ == "__main__":`, que aqui não é executado: o arquivo é importado. Tire as funções dali, até a margem esquerda.',
)
IN_IF = Text(
    en="line {line}: `{name}` is defined inside of the `{word}` that begins in line {start}, and that part did not run. Move it out, to the left edge.",
    pt="linha {line}: `{name}` é definida dentro do `{word}` que começa na linha {start}, e essa parte não foi executada. Tire a função dali, até a margem esquerda.",
)
IN_CLASS = Text(
    en="line {line}: `{name}` is a method of the class `{outer}`; the exercise asks for a function. Move it out of the class, to the left edge, and take `self` away.",
    pt="linha {line}: `{name}` é um método da classe `{outer}`; o enunciado pede uma função. Tire-a da classe, até a margem esquerda, e retire o `self`.",
)
IN_FUNCTION = Text(
    en="line {line}: `{name}` is defined inside of the function `{outer}`, so it is not seen from outside. Move it out, to the left edge.",
    pt="linha {line}: `{name}` é definida dentro da função `{outer}`, e por isso não é vista de fora. Tire-a dali, até a margem esquerda.",
)
ONLY_COMMENTS = Text(
    en="the file holds comments or text alone, and no code.",
    pt="o arquivo só tem comentários ou texto, e nenhum código.",
)
OTHERS = Text(
    en="the file defines {names}, and none of the functions asked for: {functions}. Is it the file of another exercise, or are the names others?",
    pt="o arquivo define {names}, e nenhuma das funções pedidas: {functions}. É o arquivo de outro exercício, ou os nomes são outros?",
)
NOTHING = Text(
    en="the file runs code, but defines none of the functions asked for: {functions}. Write each as `def …`, at the left edge.",
    pt="o arquivo executa código, mas não define nenhuma das funções pedidas: {functions}. Escreva cada uma como `def …`, na margem esquerda.",
)
NOTEBOOK = Text(
    en="the file holds a notebook, or a part of one, as it is stored (JSON): no code that Python would run. Give it the ending .ipynb, or save it from Jupyter as a Python script.",
    pt="o arquivo contém um notebook, ou parte de um, tal como fica gravado (JSON): nenhum código que o Python executaria. Troque a terminação por .ipynb, ou salve-o no Jupyter como script Python.",
)
KEYS_OF_NOTEBOOKS = {"cells", "cell_type", "nbformat", "nbformat_minor"}
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
SHOWN = 6  # names in one note


def why_missing(cells: Sequence[Cell], missing: Collection[str], asked: Sequence[str]) -> Message | None:
    """Say why these functions of those that are asked for are not defined; None where the text does not tell.

    A cell that does not parse is told of elsewhere.
    """
    modules = [(cell, parsed(cell.source)) for cell in cells]
    if not missing or any(module is None for _, module in modules):
        return None
    statements = [statement for _, module in modules if module for statement in module.body]
    if any(map(_is_stored_notebook, statements)):
        return NOTEBOOK()
    hidden = [why for _, module in modules if module for why in _hidden(module, missing)]
    hidden += [why for cell in cells for why in _commented(cell, missing)]
    if hidden or len(missing) < len(asked):
        return next(iter(hidden), None)
    if not any(cell.source.strip() for cell in cells):
        return EMPTY()
    if all(isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant) for one in statements):
        return ONLY_COMMENTS()
    imports = [one for one in statements if isinstance(one, ast.Import | ast.ImportFrom)]
    if len(imports) == len(statements):
        return IMPORTS(modules=", ".join(f"`{ast.unparse(one)[:60]}`" for one in imports[:SHOWN]))
    names = ", ".join(f"`{name}`" for name in asked)
    own = sorted(_definitions(statements))[:SHOWN]
    if any(nearest(name, own) for name in missing):
        return None  # each check names the one that is near to what it asks for
    return OTHERS(names=", ".join(f"`{name}`" for name in own), functions=names) if own else NOTHING(functions=names)


def _is_stored_notebook(statement: ast.stmt) -> bool:
    """Whether this is JSON of a notebook, or of its cells, which Python reads as well where no null, true or false is in it."""
    if not isinstance(statement, ast.Expr):
        return False
    value = statement.value
    first = value.elts[0] if isinstance(value, ast.List | ast.Tuple) and value.elts else value
    keys = {one.value for one in first.keys if isinstance(one, ast.Constant)} if isinstance(first, ast.Dict) else set()
    return bool(keys & KEYS_OF_NOTEBOOKS)


def _definitions(statements: Sequence[ast.stmt]) -> set[str]:
    return {one.name for one in statements if isinstance(one, DEFINITIONS)}


def _hidden(module: ast.Module, functions: Collection[str]) -> Iterator[Message]:
    """Find functions that stand in a cell, and not at its top."""
    for statement in module.body:
        match statement:
            case ast.ImportFrom(names=aliases):
                where = "." * statement.level + (statement.module or "")
                names = [alias.asname or alias.name for alias in aliases]
                yield from (
                    IMPORTED(line=statement.lineno, name=name, module=where) for name in names if name in functions
                )
            case ast.Expr(ast.Constant(value=str(text))) | ast.Assign(value=ast.Constant(value=str(text))):
                for name, line in _written(text, functions):
                    yield IN_STRING(line=statement.lineno + line - 1, name=name, start=statement.lineno)
            case _:
                for node in ast.walk(statement):
                    if node is not statement and isinstance(node, DEFINITIONS) and node.name in functions:
                        yield _placed(statement, node)


def _placed(outer: ast.stmt, inner: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> Message:
    """Say in which statement a function stands."""
    match outer:
        case ast.ClassDef(name=name):
            return IN_CLASS(line=inner.lineno, name=inner.name, outer=name)
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
            return IN_FUNCTION(line=inner.lineno, name=inner.name, outer=name)
        case ast.If(test=test) if "'__name__'" in ast.dump(test):
            return IN_MAIN(line=inner.lineno, name=inner.name)
        case _:
            word = type(outer).__name__.lower()
            return IN_IF(line=inner.lineno, name=inner.name, word=word, start=outer.lineno)


def _written(text: str, functions: Collection[str]) -> Iterator[tuple[str, int]]:
    """Find definitions in a text."""
    for number, line in enumerate(text.split("\n"), start=1):
        found = re.match(r"\s*(?:async\s+)?(?:def|class)\s+(\w+)", line)
        if found and found[1] in functions:
            yield found[1], number


def _commented(cell: Cell, functions: Collection[str]) -> Iterator[Message]:
    """Find definitions in comments."""
    plain = "\n".join(
        re.sub(r"^\s*#+", "", line) if line.lstrip().startswith("#") else "" for line in cell.source.split("\n")
    )
    for name, line in _written(plain, functions):
        yield IN_COMMENT(line=line, name=name)

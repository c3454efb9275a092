"""What an answer means for its question: a letter, letters, an order or a number, however it is written.

The same rules hold for answers.toml and for what is typed at a question; only how to write it better is said in the
spelling of the one or the other.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import TypeAlias

from autograder.frozen import frozen
from autograder.i18n.language import LANGUAGES, Message, Text
from autograder.i18n.sanitize import one_line
from autograder.quiz.parse_numbers import LARGEST_WHOLE, NOT_FINITE, no_number, read_number
from autograder.quiz.question_model import (
    Choice,
    Choices,
    Number,
    Option,
    Ordering,
    Question,
    Spelling,
    letters_as,
    order_as,
)

Given: TypeAlias = str | list[str] | int | float  # one letter, letters in order, or a finite number

LONGEST = 60  # characters of an answer that are shown again, and of one that is letters alone
LONGEST_REASONED = 1000  # characters of a letter with words after it
LONGEST_NUMBER = 40  # digits of a number that is shown again
MOST_SHOWN = 10  # entries of a list that are shown again

QUOTES = "\"'“”‘’[]"

ARROWS = re.compile(r"->|=>|[<>→⇒➔|/-]")
SPACES_TOO = re.compile(rf"{ARROWS.pattern}|\s")
LETTER = re.compile(r"\(?\s*([A-Za-z])\s*[).:]?")
PIECE = re.compile(r"[^\s,;\"'“”‘’]+")
APART = set(",;\n")  # what sets a letter apart more than a space does
AND = ("and", "&", "+")  # joins two letters, whatever else separates them; so does "e", which may be an option too

# One letter, with a word before it or words after it: letra c · d) its text · c, porque …
NAMED = r"(?:(?:letra|letter|op[çc][ãa]o|alternativa|option)\b[\s:]*)?"
NAMED_LETTER = re.compile(NAMED + LETTER.pattern, re.IGNORECASE)
REASONED = re.compile(
    rf"{NAMED}\(?\s*([A-Za-z])(?:\s*\)|\s*[.:,](?=\s)|:|\s+[-–—](?=\s)|\s*\n)\s*(\S.*)", re.IGNORECASE | re.DOTALL
)
ARTICLE = re.compile(r"\b[ae]\s+(?!(?:ou|or|and|is|was)\b)(?=[^\W\d_]{2})", re.IGNORECASE)  # of "a reta": no option
A_WORD = re.compile(r"[^\W\d_]{2}")
# Words that make it unclear whether the letter before them is meant, at their beginning and anywhere.
DOUBT = re.compile(
    r"\W*(?:(?:is|é|está)\s+)?(?:ou|or|and|e|mas|but|talvez|maybe|perhaps|também|also|não|nao|not|nem|nor|except|exceto"
    r"|no(?=\W*$|[,.;]))\b"
    r"|.*\b(?:wrong|errad|incorre|fals|letra|letter|op[çc][ãaõo]|option|alternativa|both|amb[ao]s|either)",
    re.IGNORECASE | re.DOTALL,
)

ASKED_LETTER = Text(
    en="This question asks for one letter ({letters}), and the answer is {got}. {how}",
    pt="Esta questão pede uma letra só ({letters}), e a resposta foi {got}. {how}",
)
LETTER_QUOTED = Text(
    en='Write one of them between quotes, as in "{first}".', pt='Escreva uma delas entre aspas, como em "{first}".'
)
LETTER_ALONE = Text(en="Type one of these letters and nothing else.", pt="Digite uma dessas letras e mais nada.")
ASKED_ONE = Text(
    en="This question has one right option, and the answer names several: {got}. Choose one of them.",
    pt="Esta questão tem uma única opção certa, e a resposta traz várias: {got}. Escolha uma delas.",
)
ASKED_LETTERS = Text(
    en="This question asks for one or more letters ({letters}), and the answer is {got}. Write the letters alone, for example: {example}.",
    pt="Esta questão pede uma ou mais letras ({letters}), e a resposta foi {got}. Escreva só as letras, por exemplo: {example}.",
)
NO_OPTION = Text(
    en="There is no option {got}; the options are {letters}.", pt="Não existe a opção {got}; as opções são {letters}."
)
E_OR_AND = Text(
    en="In {got}, the e may be the option e or the Portuguese word for “and”. Write the letters with commas, for example: {example}.",
    pt="Em {got}, o “e” pode ser a opção e ou a conjunção. Separe as letras com vírgulas, por exemplo: {example}.",
)
ASKED_ORDER = Text(
    en="This question asks for all its letters ({letters}) in order, and the answer is {got}. Write all of them, for example: {example}.",
    pt="Esta questão pede todas as letras ({letters}) em ordem, e a resposta foi {got}. Escreva todas, por exemplo: {example}.",
)
STANDS_TWICE = Text(
    en="In {got}, the letter {letter} stands more than once: in an order every letter stands once.",
    pt="Em {got}, a letra {letter} aparece mais de uma vez: numa ordem, cada letra aparece uma vez.",
)
IS_MISSING = Text(
    en="In {got}, the letter {letters} is missing: in an order every letter stands once.",
    pt="Em {got}, falta a letra {letters}: numa ordem, cada letra aparece uma vez.",
)
ARE_MISSING = Text(
    en="In {got}, these letters are missing: {letters}. In an order every letter stands once.",
    pt="Em {got}, faltam estas letras: {letters}. Numa ordem, cada letra aparece uma vez.",
)
A_TABLE = Text(en="a table", pt="uma tabela")
A_NUMBER_LONG = Text(en="a very long number", pt="um número longo demais")
A_DATE = Text(en="a date or time", pt="uma data ou hora")


@frozen
class NotUnderstood:
    """An answer that is none to this question, and why."""

    why: Message


def understood(question: Question, raw: object, spelling: Spelling = "toml") -> Given | NotUnderstood | None:
    """Read the raw answer to `question`; None if it is unanswered (absent, or left empty). Never raises.

    Where the answer is none, what to write instead is said in `spelling`.
    """
    if isinstance(raw, str):
        raw = raw.strip().strip(QUOTES).strip()  # someone types "b" with its quotes in the terminal
    if raw is None or raw in ("", []):
        return None
    match question.part:
        case Choice(options=options):
            return _letter(options, raw, spelling)
        case Choices(options=options):
            return _letters(options, raw, spelling)
        case Ordering(options=options):
            return _order(options, raw, spelling)
        case Number():
            return _number(raw, spelling)


def shown(raw: object) -> str | Text:
    """Show a raw value again: short, on one line, harmless."""
    match raw:
        case bool():
            return "true" if raw else "false"
        case int() if abs(raw) >= 10**LONGEST_NUMBER:
            return A_NUMBER_LONG
        case int() | float():
            return str(raw)
        case str():
            return f'"{one_line(raw, LONGEST)}"'
        case list():
            parts = [_entry(item) for item in raw[:MOST_SHOWN]]
            return one_line(f"[{', '.join(parts)}{', …' if len(raw) > MOST_SHOWN else ''}]", LONGEST)
        case dict():
            return A_TABLE
        case _:
            return A_DATE


def _entry(item: object) -> str:
    known = shown(item) if isinstance(item, str | int | float) else "…"
    return known if isinstance(known, str) else "…"


def _names(options: Sequence[Option]) -> str:
    return ", ".join(option.letter for option in options)


def _letter(options: Sequence[Option], raw: object, spelling: Spelling) -> str | NotUnderstood:
    if isinstance(raw, list) and len(raw) > 1:
        return NotUnderstood(ASKED_ONE(got=shown(raw)))
    one = raw[0] if isinstance(raw, list) else raw
    known = [option.letter for option in options]
    pieces = _split(one, known) if isinstance(one, str) else []
    if len(pieces) > 1 and all(piece in known for piece in pieces):
        return NotUnderstood(ASKED_ONE(got=shown(raw)))
    letter = _one_letter(options, one.strip()) if isinstance(one, str) else None
    if letter is None:
        how = LETTER_QUOTED(first=known[0]) if spelling == "toml" else LETTER_ALONE()
        return NotUnderstood(ASKED_LETTER(letters=_names(options), got=shown(raw), how=how))
    return letter if letter in known else NotUnderstood(NO_OPTION(got=shown(letter), letters=_names(options)))


def _one_letter(options: Sequence[Option], text: str) -> str | None:
    """Read the one letter in a text, alone or followed by what gives a reason; None where it is not clear."""
    if len(text) <= LONGEST and (match := NAMED_LETTER.fullmatch(text)):
        return match[1].lower()
    match = REASONED.fullmatch(text) if len(text) <= LONGEST_REASONED else None
    return match[1].lower() if match and _supports(options, match[1].lower(), match[2]) else None


def _supports(options: Sequence[Option], letter: str, words: str) -> bool:
    """Whether the words after a letter are its option's own, or at least speak of no other option."""
    told = _plain(words)
    texts = {option.letter: [_plain(option.text.to(lang)) for lang in LANGUAGES] for option in options}
    if told in texts.pop(letter, []):
        return True
    if any(told.startswith(other) for others in texts.values() for other in others):
        return False
    named = re.search(rf"(?<!\w)[{''.join(texts)}{letter}](?!\w)", ARTICLE.sub(" ", words), re.IGNORECASE)
    return bool(A_WORD.search(words)) and not named and not DOUBT.match(words)


def _plain(words: str) -> str:
    return " ".join(words.casefold().split()).rstrip(".;")


def _split(text: str, known: Sequence[str]) -> list[str]:
    """Split "a, c", "a c", "a e c" or "ac" into its letters; anything else stays in pieces that are no letters."""
    if len(text) > LONGEST:
        return [text]
    text = re.sub(r"[&+]", r" \g<0> ", text)
    found = list(PIECE.finditer(text))
    if len(found) == 1 and found[0][0].isalpha():
        return list(found[0][0].lower())
    return [
        match[1].lower() if (match := LETTER.fullmatch(piece[0])) else piece[0]
        for place, piece in enumerate(found)
        if _joins(text, found, place, known) is not True
    ]


def _joins(text: str, found: Sequence[re.Match[str]], place: int, known: Sequence[str]) -> bool | None:
    """Whether this piece of a text is no letter but joins two; None where that cannot be told."""
    word = found[place][0].lower()
    if word not in (*AND, "e") or not place:
        return False
    before = text[found[place - 1].end() : found[place].start()]
    if place == len(found) - 1:  # as in "a e", where a letter may have been left out
        unfinished = place == 1 and word == "e" and "e" in known and LETTER.fullmatch(found[0][0])
        return None if unfinished and before.isspace() and not set(before) & APART else False
    if not all(LETTER.fullmatch(found[beside][0]) for beside in (place - 1, place + 1)):
        return False
    if word != "e":
        return True
    after = text[found[place].end() : found[place + 1].start()]
    apart = [before[-1:].isspace() and not set(before) & APART, after[:1].isspace() and not set(after) & APART]
    if "e" not in known or not any(apart):
        return any(apart)
    # "a e c" and "a, c e d" say "and"; "d e f", "a c e b" and "a, e c" may say either.
    last = place == len(found) - 2
    clear = set(text) & APART or (place == 1 and found[-1][0].lower().strip("(") < "e")
    as_written = found[place][0] == "e" or text.isupper()
    return True if all(apart) and last and clear and as_written else None


def _unclear(raw: object, known: Sequence[str]) -> bool:
    """Whether an e in a text may be an option or join two."""
    if not isinstance(raw, str) or len(raw) > LONGEST:
        return False
    found = list(PIECE.finditer(raw))
    return any(_joins(raw, found, place, known) is None for place in range(len(found)))


def _pieces(raw: object, known: Sequence[str]) -> list[str] | None:
    """Give the letters in a text or in a list of texts, in small letters; None if it holds anything else."""
    if isinstance(raw, str):
        pieces = _split(raw, known)
    elif isinstance(raw, list) and all(isinstance(item, str) and len(item) <= LONGEST for item in raw):
        pieces = [match[1].lower() if (match := LETTER.fullmatch(item.strip())) else item for item in raw]
    else:
        return None
    return pieces if all(LETTER.fullmatch(piece) for piece in pieces) else None


def _letters(options: Sequence[Option], raw: object, spelling: Spelling) -> list[str] | NotUnderstood:
    known = [option.letter for option in options]
    if _unclear(raw, known):
        return NotUnderstood(E_OR_AND(got=shown(raw), example=letters_as(known[:2], spelling, ", ")))
    pieces = _pieces(raw, known)
    if not pieces:
        example = letters_as(known[:2], spelling)
        return NotUnderstood(ASKED_LETTERS(letters=_names(options), got=shown(raw), example=example))
    strangers = [piece for piece in pieces if piece not in known]
    if strangers:
        return NotUnderstood(NO_OPTION(got=shown(strangers[0]), letters=_names(options)))
    return sorted(set(pieces))


def _order(options: Sequence[Option], raw: object, spelling: Spelling) -> list[str] | NotUnderstood:
    known = [option.letter for option in options]
    example = order_as(known[::-1], spelling)
    refused = NotUnderstood(ASKED_ORDER(letters=_names(options), got=shown(raw), example=example))
    if isinstance(raw, str):  # where e is an option it joins no two: nothing is left out of an order
        pieces = _pieces((SPACES_TOO if "e" in known else ARROWS).sub(",", raw), known)
    else:
        pieces = _pieces(raw, known)
    if pieces is None:
        return refused
    strangers = [piece for piece in pieces if piece not in known]
    if strangers:
        return NotUnderstood(NO_OPTION(got=shown(strangers[0]), letters=_names(options)))
    twice = [letter for letter in known if pieces.count(letter) > 1]
    if twice:
        return NotUnderstood(STANDS_TWICE(letter=twice[0], got=shown(raw)))
    missing = [letter for letter in known if letter not in pieces]
    if missing:
        told = IS_MISSING if len(missing) == 1 else ARE_MISSING
        return NotUnderstood(told(letters=", ".join(missing), got=shown(raw)))
    return pieces


def _number(raw: object, spelling: Spelling) -> int | float | NotUnderstood:
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        return NotUnderstood(no_number(shown(raw), spelling))
    if isinstance(raw, str):
        found = read_number(raw, shown(raw), spelling)
        return NotUnderstood(found) if isinstance(found, Message) else found
    fits = abs(raw) <= LARGEST_WHOLE if isinstance(raw, int) else math.isfinite(raw)
    return raw if fits else NotUnderstood(NOT_FINITE(got=shown(raw)))

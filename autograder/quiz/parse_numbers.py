"""Numbers as learners write them: 0.35, 0,35, −2/3, ½, 2.5e-3, 2,5 · 10⁻³; and what is said where none is read."""

from __future__ import annotations

import math
import re
import unicodedata

from autograder.i18n.language import Message, Text
from autograder.quiz.question_model import DECIMALS, NUMBERS, Spelling

LONGEST = 40  # characters of a number that is read
LONGEST_BELOW = 1000  # characters below a number that are looked at
LARGEST_WHOLE = 2**53  # beyond, a float holds no longer every whole number

MINUS = str.maketrans(dict.fromkeys("−–‐‑﹣－", "-") | {"⁄": "/", "∕": "/", "÷": "/"})
RAISED = str.maketrans("⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "+-0123456789")
PLAIN = r"[-+]?(?:\d+(?:[.,]\d*)?|[.,]\d+)"
DECIMAL = rf"{PLAIN}(?:[eE][-+]?\d+)?"
FRACTION = re.compile(rf"({DECIMAL})\s*/\s*({DECIMAL})", re.ASCII)
VULGAR = re.compile(r"([-+]?)\s*([0-9]*)\s*([¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])")
TEN_RAISED = re.compile(r"10([⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
POWER_OF_TEN = re.compile(rf"(?:({PLAIN})\s*[x×·*]\s*|([-+]?))10\s*(?:\^|\*\*)\s*\(?([-+]?\d+)\)?", re.ASCII)

# What may stand around a number and be left out. A name is one such as w, w_1, J'(2) or dJ/dw: of 2w = 4 or x^2 = 4,
# the number is not what the name stands for.
NAME = r"[A-Za-zΑ-ω∂](?:(?![⁰¹²³⁴⁵⁶⁷⁸⁹])[\w'′’])*(?:\([^()=]*\))?"
ABOUT = r"(?:[≈≃≅~]|(?:aprox|approx)\.|(?:aprox|approx|aproximadamente|approximately)\b)"
LEAD = re.compile(rf"\A(?:(?:{NAME}(?:/{NAME})?)?\s*(?:=|(?=[≈≃≅~])))?\s*{ABOUT}?\s*", re.IGNORECASE)
SIGN_APART = re.compile(r"\A([-+])\s+(?=[\d.,])")
WORD = re.compile(r"\s+([A-Za-zÀ-ÖØ-öø-ÿ]{3,})\.?")
# Below a number may stand words, but no other number; the 2 of 2w is none.
BECAUSE = re.compile(r"(?:because|since|porque|pois|já que|visto que|uma vez que)\b", re.IGNORECASE)
WORDS = re.compile(r"\(?[^\W\d_]+[,:]?(?=\s)")
LONG_WORD = re.compile(r"[^\W\d_]{2,}")
NUMBER_BELOW = re.compile(r"(?<![\w.,])[-+]?\d[\d.,/]*(?:[eE][-+]?\d+)?(?!\w)|[¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]")
# How a word begins that makes another number of the one before it (35 per cent, 3 mil, 6 negativo, 2 terços), or
# that is a number or a symbol itself.
CHANGES_IT = re.compile(
    r"(?:ou|or|e)\b|mas|but|may|talv|per|por|pct|cent|cem|hund|thou|mil|bil|tri|dez|déc|dec|doz|d[uú]z|"
    r"hal|mei|metade|ter[cç]|third|quart|quint|fif|six|sext|sét|sev|oit|eig|non|nov|nin|ten|part|neg|min|men|mais|plus|"
    r"multiplicad|multiplied|times|vez|divid|over|sobre|squ|quad|cub|raiz|root|pow|pot|elev|dob|dup|dou|not|não|nao|"
    r"and|more|less|"
    r"zero|uma?|dois|duas|tr[eê]s|quatro|cinco|seis|sete|one|two|three|four|five|"
    r"eps|alph|alfa|bet|gam|delt|eta|thet|tet|lamb|sig|phi|psi|omeg|exp|log|sen|sin|cos|tan|sqrt|inf|nan",
    re.IGNORECASE,
)

ASKED_NUMBER = Text(
    en="This question asks for a number, and the answer is {got}. {how}",
    pt="Esta questão pede um número, e a resposta foi {got}. {how}",
)
WRITE_IT_AS = Text(
    en="Write a number in digits, such as {numbers}.", pt="Escreva um número em algarismos, como {numbers}."
)
NOT_FINITE = Text(
    en="{got} is not a number one can calculate with (infinite, not a number, or far too large). A finite number is asked for.",
    pt="{got} não é um número com que se possa calcular (infinito, não numérico ou grande demais). A questão pede um número finito.",
)
OVER_ZERO = Text(
    en="{got} divides by zero. A finite number is asked for.",
    pt="{got} divide por zero. A questão pede um número finito.",
)
NO_LETTERS = Text(
    en="There are no options here to choose a letter from: work the number out and write it.",
    pt="Aqui não há opções com letras para escolher: faça a conta e escreva o número.",
)
PER_CENT = Text(
    en="Per cent are not read: write 35 % as {decimal}.", pt="Porcentagens não são lidas: escreva 35 % como {decimal}."
)
SEPARATORS = Text(
    en="Digits are not grouped here: write one thousand and a half as 1000.5 or 1000,5, with one point or comma at most.",
    pt="Aqui os algarismos não são agrupados: escreva mil e meio como 1000,5 ou 1000.5, com no máximo uma vírgula ou um ponto.",
)
SEVERAL = Text(
    en="These are several numbers, and one is asked for: decide on one.",
    pt="São vários números, e a questão pede um só: escolha um.",
)
CALCULATION = Text(
    en="It is a calculation: carry it out and write the number that it gives; only fractions such as -2/3 may stay.",
    pt="Isso é uma conta: faça-a e escreva o número que resulta; só frações como -2/3 podem ficar.",
)
HEXADECIMAL = Text(en="Write it in decimal digits.", pt="Escreva em algarismos decimais.")
ALONE = Text(
    en="There is more than a number in it: leave out names, units, signs such as = and ≈, and words.",
    pt="Há outras coisas além do número: tire nomes, unidades, palavras e sinais como = e ≈.",
)

# What an answer that is no number looks like, and what to say about it; the first that fits.
HOW = (
    (r"\(?[A-Za-z][).]?", NO_LETTERS),
    (r".*\d\s*%", PER_CENT),
    (r"[-+]?0[xXbBoO][\dA-Fa-f]+", HEXADECIMAL),
    (r"[-+]?\d{1,3}(?:[.,' _\u00a0\u202f]\d{3})+(?:[.,]\d+)?|[-+]?\d*[.,]\d*[.,][\d.,]*|[-+]?\d+_[\d_]+", SEPARATORS),
    (rf"{PLAIN}(?:(?:\s*;\s*|\s+(?:and|or|e|ou)?\s*){PLAIN})+", SEVERAL),
    (r"(?=.*\d)(?:[-+*/^·×√().,\d\s]|sqrt|exp)+", CALCULATION),
    (r".*\d.*", ALONE),
)


def no_number(got: object, spelling: Spelling, how: Text = WRITE_IT_AS) -> Message:
    """Say that a number is asked for, and how to write one in this spelling."""
    return ASKED_NUMBER(got=got, how=how(numbers=NUMBERS[spelling], decimal=DECIMALS[spelling]))


def read_number(raw: str, got: object, spelling: Spelling = "toml") -> int | float | Message:
    """Read a number however it is written, with a point or a comma; else say why it is none, showing `got`.

    Of several lines the first may be the number, if those below only give reasons.
    """
    found = _read(raw.strip(), got, spelling)
    first, _, below = raw.strip().partition("\n")
    if not below or not isinstance(found, Message):
        return found
    number = _read(first.strip(), got, spelling)
    return found if isinstance(number, Message) or not _reasons(below.strip(), number) else number


def _reasons(below: str, number: float) -> bool:
    """Whether what stands below a number is words that speak of no other."""
    if BECAUSE.match(below):
        return True
    if not WORDS.match(below) or CHANGES_IT.match(below.lstrip("(")) or len(below) > LONGEST_BELOW:
        return False
    found = NUMBER_BELOW.findall(below.translate(MINUS))
    return len(LONG_WORD.findall(below)) > 1 and all(_read(other.rstrip(".,"), "", "toml") == number for other in found)


def _read(raw: str, got: object, spelling: Spelling) -> int | float | Message:
    text = TEN_RAISED.sub(lambda found: f"10^{found[1].translate(RAISED)}", raw[: LONGEST + 1]).translate(MINUS)
    if len(raw) > LONGEST:
        return no_number(got, spelling)
    if text.lower().lstrip("+-") in {"nan", "inf", "infinity", "∞"}:
        return NOT_FINITE(got=got)
    try:
        value = _value(text)
        if value is None:  # what is no number as it stands may be one with something around it
            text = _bare(text)
            value = _value(text)
    except ZeroDivisionError:
        return OVER_ZERO(got=got)
    if value is None:
        how = next((said for pattern, said in HOW if re.fullmatch(pattern, text, re.ASCII | re.DOTALL)), WRITE_IT_AS)
        return no_number(got, spelling, how)
    if not math.isfinite(value):
        return NOT_FINITE(got=got)
    return int(value) if value.is_integer() and abs(value) <= LARGEST_WHOLE else value


def _bare(text: str) -> str:
    """Leave out what stands around a number and says no other: a name and =, ≈, a full stop, one plain word."""
    text = SIGN_APART.sub(r"\1", LEAD.sub("", text, count=1))
    word = WORD.search(text)
    if word and word.end() == len(text) and not CHANGES_IT.match(word[1]) and _value(text[: word.start()]) is not None:
        return text[: word.start()]
    return text[:-1] if text.endswith(".") and text[-2:-1].isnumeric() else text


def _value(text: str) -> float | None:
    if fraction := FRACTION.fullmatch(text):
        return _decimal(fraction[1]) / _decimal(fraction[2])
    if vulgar := VULGAR.fullmatch(text):
        size = int(vulgar[2] or 0) + unicodedata.numeric(vulgar[3])
        return -size if vulgar[1] == "-" else size
    if power := POWER_OF_TEN.fullmatch(text):
        return _decimal(f"{power[1] or power[2] + '1'}e{power[3]}")
    return _decimal(text) if re.fullmatch(DECIMAL, text, re.ASCII) else None


def _decimal(text: str) -> float:
    return float(text.replace(",", "."))

"""French typography of numbers, dates and short phrases; pure functions, used by pages, files and sentences.

Spaces follow the Imprimerie nationale: narrow no-break (U+202F) between thousands, no-break (U+00A0) before `%` and
`€`. The minus is the true sign (U+2212), the decimal mark a comma.
"""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

FINE = "\u202f"
INSECABLE = "\u00a0"
MOINS = "\u2212"
APOSTROPHE = "\u2019"

MOIS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)

Nombre = int | float | Decimal


def arrondi(value: Nombre, decimales: int) -> Decimal:
    """The number that `nombre` shows, halves rounded away from zero. Raise ValueError if infinite or undefined."""
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if not exact.is_finite():
        raise ValueError(f"Not a number that can be shown: {value}")
    # An exponent written as a tuple stays exact whatever the size of the number.
    return exact.quantize(Decimal((0, (1,), -decimales)), rounding=ROUND_HALF_UP)


def nombre(value: Nombre, decimales: int | None = None) -> str:
    """Write a number: `26641` → « 26 641 », `-3.5` → « −3,5 ».

    Without `decimales`, a whole number is written without decimals and any other value with one. Halves are rounded
    away from zero, as people do by hand; a value rounded to zero has no sign. Raise ValueError if infinite or
    undefined.
    """
    if decimales is None:
        exact = Decimal(str(value))
        decimales = 0 if exact.is_finite() and exact == exact.to_integral_value() else 1
    rounded = arrondi(value, decimales)
    text = f"{abs(rounded):,f}".replace(",", FINE).replace(".", ",")
    return f"{MOINS}{text}" if rounded < 0 else text


def nombre_signe(value: Nombre, decimales: int | None = None) -> str:
    """Write a difference with its sign, « +3,1 », « −18 », and « 0 » without one."""
    text = nombre(value, decimales)
    return text if text.startswith(MOINS) or not any(digit in text for digit in "123456789") else f"+{text}"


def pourcentage(value: Nombre, decimales: int | None = None) -> str:
    """`19.8` → « 19,8 % »; the value is already in percent."""
    return f"{nombre(value, decimales)}{INSECABLE}%"


def euros(value: Nombre, decimales: int | None = None) -> str:
    """`21350` → « 21 350 € »; cents are shown only when there are some, and then with two digits."""
    if decimales is None:
        exact = value if isinstance(value, Decimal) else Decimal(str(value))
        decimales = 0 if exact.is_finite() and exact == exact.to_integral_value() else 2
    return f"{nombre(value, decimales)}{INSECABLE}€"


def date_longue(value: date) -> str:
    """`2026-06-12` → « 12 juin 2026 »; the first of a month is « 1er »."""
    day = "1er" if value.day == 1 else str(value.day)
    return f"{day}{INSECABLE}{MOIS[value.month - 1]}{INSECABLE}{value.year}"


def periode(debut: date, fin: date) -> str:
    """« du 23 au 29 novembre 2026 », « du 30 novembre au 6 décembre 2026 »: a month or year that both days share is
    written once; « le 23 novembre 2026 » for a single day."""
    if debut == fin:
        return f"le {date_longue(debut)}"
    if debut.year != fin.year:
        start = date_longue(debut)
    elif debut.month != fin.month:
        start = date_longue(debut).rpartition(INSECABLE)[0]
    else:
        start = date_longue(debut).partition(INSECABLE)[0]
    return f"du {start} au {date_longue(fin)}"


def is_pluriel(value: Nombre) -> bool:
    """The French plural starts at two: « 0 place », « 1,5 place », « −1 place », « 2 places »."""
    return value >= 2 or value <= -2


def pluriel(value: Nombre, singulier: str, pluriels: str | None = None) -> str:
    """The noun alone, agreed with a quantity; the default plural adds an « s »."""
    if not is_pluriel(value):
        return singulier
    return f"{singulier}s" if pluriels is None else pluriels


def nombre_accorde(value: Nombre, singulier: str, pluriels: str | None = None) -> str:
    """The number and its noun: « 1 commune », « 35 communes »."""
    return f"{nombre(value)}{INSECABLE}{pluriel(value, singulier, pluriels)}"


def source_datee(source: str, millesime: object) -> str:
    """A source and its year, said once: « Insee, recensement 2022 » has it already."""
    return source if str(millesime) in source else f"{source}, {millesime}"


def taille(octets: int) -> str:
    """The size of a file as people say it: « 512 octets », « 3,9 ko », « 12 Mo »; a ko is 1 024 octets."""
    value, unite = float(octets), ""
    for suivante in ("ko", "Mo", "Go"):
        if value < 1024:
            break
        value, unite = value / 1024, suivante
    if not unite:
        return nombre_accorde(octets, "octet")
    return f"{nombre(value, 1 if value < 10 else 0)}{INSECABLE}{unite}"


def ordinal(value: int, feminin: bool = False) -> str:
    """`1` → « 1er » or « 1re », `2` → « 2e »."""
    if value == 1:
        return "1re" if feminin else "1er"
    return f"{nombre(value)}e"


def duree_minutes(minutes: int) -> str:
    """`210` → « 3 h 30 », `45` → « 45 min », `120` → « 2 h »; never negative."""
    heures, reste = divmod(minutes, 60)
    if not heures:
        return f"{reste}{INSECABLE}min"
    return f"{heures}{INSECABLE}h{INSECABLE}{reste:02d}" if reste else f"{heures}{INSECABLE}h"


def insecables(texte: str) -> str:
    """Make no-break the spaces before « : ; ! ? % € » and those inside quotation marks."""
    return re.sub(r"(?<=\S) (?=[:;?!»%€](?:\s|$|[.,)]))|(?<=«) ", INSECABLE, texte)


def liste_fr(items: Sequence[str], mot: str = "et") -> str:
    """« a », « a et b », « a, b et c »."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {mot} {items[-1]}"


# A name that begins with one of these words takes the article of that word (« la CC du Thouarsais »).
FEMININS = ("CA", "CC", "CU", "communauté", "commune", "métropole", "région", "ville", "presqu'île", "vallée")
MASCULINS = ("département", "pays", "pôle", "syndicat", "territoire", "PETR", "SIVOM", "SIVU")
VOYELLES_FEMININES = ("eurométropole", "agglomération", "EPT", "EPCI", "établissement", "intercommunalité", "IRIS")
# French names whose h is aspirated; every other h is silent (« d’Hyères », « d’Hendaye »).
H_ASPIRES = re.compile(
    r"(?:ha(?:gue|guenau|lles|llu|m\b|mbourg|mel|rdricourt|rfleur|ute?s?\b|utmont|vre)|hénin|hesse|hol|hong|hou)",
    re.IGNORECASE,
)
# A leading « y » before a vowel is pronounced as a consonant (« de Yaoundé »), and so is the « ou » of « Ouagadougou »;
# « onze » and « oui » keep « de » by usage.
SANS_ELISION = re.compile(r"(?:y[aeiou]|onze|oui\b|ouagadougou)", re.IGNORECASE)


def _without_accents(text: str) -> str:
    # Unicode does not decompose Œ and Æ, which are pronounced as vowels.
    text = text.replace("œ", "oe").replace("Œ", "OE").replace("æ", "ae").replace("Æ", "AE")
    return "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))


def is_elidable(mot: str) -> bool:
    """Whether « de » and « que » lose their vowel before this word, which starts with a vowel or a silent h."""
    plain = _without_accents(mot)
    if not plain or SANS_ELISION.match(plain):
        return False
    if plain[0] in "hH":
        return not H_ASPIRES.match(mot)
    return plain[0] in "aeiouyAEIOUY"


def elision(mot: str, devant: str) -> str:
    """`elision("de", "Amiens")` → « d’Amiens »; `elision("que", "Poitiers")` → « que Poitiers »."""
    return f"{mot[:-1]}{APOSTROPHE}{devant}" if is_elidable(devant) else f"{mot} {devant}"


def _is_noun(first: str, nouns: Sequence[str]) -> bool:
    # Acronyms are compared with their case: « CA » is a communauté d’agglomération, « Ca » is not.
    return first in nouns or first.casefold() in (noun for noun in nouns if not noun.isupper())


def _with_preposition(nom: str, mot: str, contracted: dict[str, str]) -> str:
    first, _, rest = nom.partition(" ")
    article = first.casefold()
    if rest and article in contracted:
        return f"{contracted[article]} {rest}"
    if _is_noun(first, FEMININS):
        return f"{mot} la {nom}"
    if _is_noun(first, MASCULINS):
        return f"{contracted['le']} {nom}"
    if _is_noun(first, VOYELLES_FEMININES):
        return f"{mot} l{APOSTROPHE}{nom}"
    return elision(mot, nom) if mot == "de" else f"{mot} {nom}"


def avec_de(nom: str) -> str:
    """A place's name after « de »: « du Mans », « des Herbiers », « d’Amiens », « de la CC du Thouarsais ».

    Names of départements and regions are written without their article in the code list, and their gender is not
    known here: give them with it (« la Vienne » → « de la Vienne », « le Rhône » → « du Rhône »).
    """
    return _with_preposition(nom, "de", {"le": "du", "les": "des"})


def avec_a(nom: str) -> str:
    """A place's name after « à »: « au Mans », « aux Herbiers », « à Amiens », « à la CC du Thouarsais »."""
    return _with_preposition(nom, "à", {"le": "au", "les": "aux"})


def cut(texte: str, lettres: int) -> str:
    """A text on one line, cut at a word."""
    texte = " ".join(texte.split(" ")).replace("\n", " ")
    return texte if len(texte) <= lettres else f"{texte[: lettres - 1].rsplit(' ', 1)[0]}…"

"""How the levels and the actions of a plan are numbered. Pure Python.

A style is a text with marks: `{n}` the rank among the siblings, `{parent}` the number of the parent without its words,
`{a}` the rank as a letter. « Axe {n} » gives « Axe 1 »; « {parent}.{n} » gives « 1.1 »; « FA {parent}.{n} » gives
« FA 1.1 ». A code that was printed in a signed document never changes by itself: renumbering is an explicit act.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

STYLES = ("Axe {n}", "{n}", "{a}", "{parent}.{n}", "FA {parent}.{n}", "Fiche {n}")
"""The styles offered; « Fiche {n} » goes on from one end of the plan to the other."""
STYLE_FICHES = "{parent}.{n}"
STYLES_NIVEAUX = ("Axe {n}", "{parent}.{n}", "{parent}.{n}", "{parent}.{n}")
MARQUES = ("{n}", "{a}", "{parent}")


@dataclass(frozen=True, slots=True)
class Element:
    """A node or an action, as numbering sees it: its parent (None at the root) and its style."""

    cle: object
    parent: object | None
    style: str


def explain_style(style: str) -> str:
    """Why a style cannot number anything; empty when it can."""
    if "{n}" not in style and "{a}" not in style:
        return "Écrivez le premier numéro\u00a0: «\u00a0Axe 1\u00a0», «\u00a01.1\u00a0» ou «\u00a0A\u00a0»."
    if re.search(r"[{}]", re.sub(r"\{(?:n|a|parent)\}", "", style)):
        return "Un numéro s’écrit sans accolade\u00a0: «\u00a0Axe 1\u00a0», «\u00a01.1\u00a0» ou «\u00a0A\u00a0»."
    return ""


def write_exemple(style: str) -> str:
    """The first number that a style gives, as people write it: « Axe 1 », « 1.1 », « A »."""
    return format_code(style, rang=1, parent="1")


def read_exemple(exemple: str) -> str:
    """The style of which this is the first number: « FA 1.1 » is « FA {parent}.{n} ». What is no number comes back as
    it is, for `explain_style` to refuse; a style too, for it to accept."""
    found = re.fullmatch(r"(?P<mots>.*?)\d+(?:[.\-]\d+)*(?P<signe>[.\-])(?P<rang>\d+|[A-Z])", exemple)
    if found:
        return f"{found['mots']}{{parent}}{found['signe']}{'{n}' if found['rang'].isdigit() else '{a}'}"
    found = re.fullmatch(r"(?P<mots>|.*\W)(?P<rang>\d+|[A-Z])", exemple)
    if found:
        return f"{found['mots']}{'{n}' if found['rang'].isdigit() else '{a}'}"
    return exemple


def get_numero(code: str) -> str:
    """The number in a code, without the words around: « 1.2 » of « FA 1.2 », « B » of « Axe B »."""
    found = re.search(r"(?:\b[A-Z][.\-])?[0-9]+(?:[.\-][0-9A-Za-z]+)*", code) or re.search(r"\b[A-Z]\b", code)
    return found.group() if found else ""


def format_lettre(rang: int) -> str:
    """A, B… Z, AA, AB."""
    text = ""
    while rang > 0:
        rang, rest = divmod(rang - 1, len(ascii_uppercase))
        text = ascii_uppercase[rest] + text
    return text


def format_code(style: str, *, rang: int, parent: str) -> str:
    """One code. Without a parent, its mark and the point that follows it go."""
    if not parent:
        style = re.sub(r"\{parent\}[.\-]?", "", style)
    return style.replace("{parent}", parent).replace("{n}", str(rang)).replace("{a}", format_lettre(rang)).strip()


def compute_codes(elements: Sequence[Element]) -> dict[object, str]:
    """The code of each, in the order given: parents before children, siblings in their order.

    A style without `{parent}` below the root goes on from one parent to the next (« Fiche 7 »), so that no code comes
    twice; the others start again under each parent.
    """
    codes: dict[object, str] = {}
    rangs: dict[tuple[object, str], int] = {}
    for element in elements:
        groupe = (element.parent if "{parent}" in element.style else None, element.style)
        rangs[groupe] = rangs.get(groupe, 0) + 1
        numero = get_numero(codes.get(element.parent, "")) if element.parent is not None else ""
        codes[element.cle] = format_code(element.style, rang=rangs[groupe], parent=numero)
    return codes


def propose_code(style: str, *, parent_code: str, pris: Iterable[str], rang: int) -> str:
    """The first free code from `rang` on, for something new: what has a number keeps it."""
    taken, parent = set(pris), get_numero(parent_code)
    while (code := format_code(style, rang=rang, parent=parent)) in taken:
        rang += 1
    return code

"""What people write in the cells of a table: days, yes or no, addresses, lists. Pure Python."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from difflib import get_close_matches
from typing import Any

from convive.socle.noms import fold_nom

FORME_EMAIL = re.compile(r"[^@\s,;<>\"()]+@[^@\s,;<>\"()]+\.[^@\s,;<>\"().]{2,}")
FORME_JOUR = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
FORME_COMMUNE = re.compile(r"\d[0-9AB]\d{3}")
# Day 0 of spreadsheets; a number of five digits in a column of dates counts from there.
JOUR_ZERO = date(1899, 12, 30)
ANNEES = range(1900, 2200)
FORME_TOTAL = re.compile(r"(?:sous[ -])?(?:total|totaux)(?: general)? *(?:$|[:=(\d])")
OUI, NON = frozenset({"oui", "o", "x", "1", "vrai", "true"}), frozenset({"non", "n", "0", "faux", "false"})


class CelluleRefusee(ValueError):
    """A cell that does not say what its column asks; the message can be shown after the name of the column."""


def parse_jour(texte: str) -> date:
    """« 31/12/2026 », « 2026-12-31 », or the number of a spreadsheet."""
    found = FORME_JOUR.fullmatch(texte)
    try:
        if texte.isascii() and texte.isdigit() and len(texte) == 5:
            jour = JOUR_ZERO + timedelta(days=int(texte))
        elif found:
            jour = date(int(found[3]), int(found[2]), int(found[1]))
        else:
            jour = date.fromisoformat(texte[:10])
    except ValueError as error:
        raise CelluleRefusee(f"«\u00a0{texte[:20]}\u00a0» n’est pas une date\u00a0: écrivez 31/12/2026.") from error
    if jour.year not in ANNEES:
        raise CelluleRefusee("vérifiez l’année\u00a0: elle s’écrit avec quatre chiffres.")
    return jour


def parse_oui(texte: str) -> bool:
    folded = fold_nom(texte)
    if folded not in OUI | NON:
        raise CelluleRefusee("écrivez oui ou non.")
    return folded in OUI


def is_total(texte: str) -> bool:
    """« Total : 12 structures », « Sous-total » : what a spreadsheet counts is not one more row."""
    return bool(FORME_TOTAL.match(fold_nom(texte)))


def parse_email(texte: str) -> str:
    email = texte.removeprefix("mailto:")
    if len(email) > 254 or not FORME_EMAIL.fullmatch(email):
        raise CelluleRefusee(f"«\u00a0{texte[:60]}\u00a0» n’est pas une adresse e-mail.")
    return email


def parse_site(texte: str) -> str:
    site = texte if "://" in texte else f"https://{texte}"
    if not re.fullmatch(r"https?://[^\s/]+\.[^\s]+", site):
        raise CelluleRefusee(f"«\u00a0{texte[:60]}\u00a0» n’est pas l’adresse d’un site.")
    return site


def parse_telephone(texte: str) -> str:
    # A spreadsheet takes the first zero away: nine digits are a French number.
    return f"0{texte}" if len(texte) == 9 and texte.isdigit() and texte[0] != "0" else texte


def parse_commune(texte: str) -> str:
    """The Insee code of a commune."""
    code = re.sub(r"[^0-9A-Za-z]", "", texte).upper()
    # A spreadsheet takes the first zero of « 01004 » away.
    code = f"0{code}" if len(code) == 4 and code.isdigit() else code
    if not FORME_COMMUNE.fullmatch(code):
        raise CelluleRefusee(f"«\u00a0{texte[:20]}\u00a0» n’est pas un code Insee de commune (cinq signes).")
    return code


def parse_liste(
    texte: str, connus: Mapping[str, Any], nom: str, *, is_codes: bool = False, noms: Iterable[str] = ()
) -> frozenset[Any]:
    """What names or codes mean, parted by semicolons, commas or bars; a name that holds a comma is tried whole first.

    `connus` gives the meaning of folded names; `nom` says what one of them is. With `is_codes`, a code of commune that
    is not known means itself: it may be that of a neighbour, while a name cannot be guessed. `noms` are proposed.
    """
    found = []
    for part in re.split(r"[;|]", texte):
        pieces = [part] if fold_nom(part) in connus else part.split(",")
        for piece in filter(str.strip, pieces):
            code = piece.strip() if is_codes and FORME_COMMUNE.fullmatch(piece.strip()) else None
            if (cle := connus.get(fold_nom(piece), code)) is None:
                raise CelluleRefusee(f"«\u00a0{piece.strip()[:60]}\u00a0» n’est pas {nom}.{_suggest(piece, noms)}")
            found.append(cle)
    return frozenset(found)


def _suggest(texte: str, noms: Iterable[str]) -> str:
    """A sentence that names the one that is nearest, when one is near."""
    by_folded = {fold_nom(nom): nom for nom in noms}
    near = get_close_matches(fold_nom(texte), by_folded, n=1)
    return f" Peut-être «\u00a0{by_folded[near[0]]}\u00a0»\u00a0?" if near else ""

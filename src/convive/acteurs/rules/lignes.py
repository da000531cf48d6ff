"""One row of an imported directory: what its cells mean, and what is wrong with them. Pure Python."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from convive.acteurs.rules.annuaire import MAX_INTITULE, MAX_NOM, MAX_SIGLE, MAX_SOURCE
from convive.acteurs.rules.colonnes import CHAMPS_PAR_CLE
from convive.acteurs.rules.identifiants import (
    TAILLE_SIREN,
    IdentifiantInvalide,
    compact,
    get_siren,
    parse_rna,
    parse_siren,
    parse_siret,
)
from convive.acteurs.rules.noms import fold_nom

FORME_EMAIL = re.compile(r"[^@\s,;<>\"()]+@[^@\s,;<>\"()]+\.[^@\s,;<>\"().]{2,}")
FORME_JOUR = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
FORME_COMMUNE = re.compile(r"\d[0-9AB]\d{3}")
# Day 0 of spreadsheets; a number of five digits in a column of dates counts from there.
JOUR_ZERO = date(1899, 12, 30)
ANNEES = range(1900, 2200)
OUI, NON = frozenset({"oui", "o", "x", "1", "vrai", "true"}), frozenset({"non", "n", "0", "faux", "false"})
CIVILITES = {"madame": "madame", "mme": "madame", "monsieur": "monsieur", "m": "monsieur", "mr": "monsieur"}
SYNONYMES_TYPES = {
    **dict.fromkeys(("mairie", "ville"), "commune"),
    **dict.fromkeys(("communaute communes", "communaute agglomeration", "agglomeration", "metropole"), "epci"),
    **dict.fromkeys(("conseil departemental",), "departement"),
    **dict.fromkeys(("conseil regional",), "region"),
    **dict.fromkeys(("ccas", "cias"), "ccas"),
    **dict.fromkeys(("centre social", "espace vie sociale"), "centre_social"),
    **dict.fromkeys(("etat", "service etat"), "etat"),
}
TAILLES = {
    **dict.fromkeys(("nom", "nom_personne", "prenom"), MAX_NOM),
    **dict.fromkeys(("source", "source_personne"), MAX_SOURCE),
    **dict.fromkeys(("telephone", "telephone_personne"), 30),
    **{"sigle": MAX_SIGLE, "intitule": MAX_INTITULE, "adresse": 300, "site": 200},
}


@dataclass(frozen=True, slots=True)
class Reperes:
    """What a row may name: types, thématiques, communes by what people write; all folded but the codes."""

    types: Mapping[str, str]
    thematiques: Mapping[str, Any]
    communes: Mapping[str, str]


@dataclass(slots=True)
class LigneLue:
    """The values of a row, by the name of the field; an empty cell says nothing, and is not there."""

    numero: int
    valeurs: dict[str, Any] = field(default_factory=dict)
    erreurs: list[str] = field(default_factory=list)

    def select(self, *champs: str) -> dict[str, Any]:
        return {champ: self.valeurs[champ] for champ in champs if champ in self.valeurs}


class _Refus(ValueError):
    pass


def parse_ligne(numero: int, cellules: Mapping[str, str], reperes: Reperes) -> LigneLue:
    """Each cell by itself, then together."""
    ligne = LigneLue(numero)
    parsers: dict[str, Callable[[str], Any]] = {
        "type": lambda texte: _parse_type(texte, reperes.types),
        "siret": lambda texte: parse_siren(texte) if len(compact(texte)) == TAILLE_SIREN else parse_siret(texte),
        "rna": parse_rna,
        "code_commune": _parse_commune,
        "site": _parse_site,
        "thematiques": lambda texte: frozenset(_parse_liste(texte, reperes.thematiques, "une thématique de l’espace")),
        "communes": lambda texte: frozenset(
            _parse_liste(texte, reperes.communes, "une commune de l’espace", is_codes=True)
        ),
        "civilite": _parse_civilite,
        **dict.fromkeys(("email", "email_personne"), _parse_email),
        **dict.fromkeys(("telephone", "telephone_personne"), _parse_telephone),
        **dict.fromkeys(("is_elu", "is_contact_principal"), _parse_oui),
        **dict.fromkeys(("date_debut", "dernier_jour", "date_collecte"), _parse_jour),
    }
    for cle, texte in cellules.items():
        try:
            if len(texte) > TAILLES.get(cle, 1_000):
                raise _Refus(f"le texte dépasse {TAILLES.get(cle, 1_000)} caractères.")
            ligne.valeurs[cle] = parsers.get(cle, str)(texte)
        except (_Refus, IdentifiantInvalide) as refus:
            ligne.erreurs.append(f"{CHAMPS_PAR_CLE[cle].libelle}\u00a0: {refus}")
    _join(ligne)
    return ligne


def _join(ligne: LigneLue) -> None:
    valeurs = ligne.valeurs
    if numero := valeurs.pop("siret", ""):
        valeurs["siren"] = get_siren(numero)
        if len(numero) > TAILLE_SIREN:
            valeurs["siret"] = numero
    organisation = {"sigle", "type", "siren", "rna", "adresse", "email", "site", "thematiques", "communes"}
    if "nom" not in valeurs and "nom_personne" not in valeurs:
        ligne.erreurs.append("il manque le nom de l’organisation, ou celui du contact.")
    elif "nom" not in valeurs and organisation & valeurs.keys():
        ligne.erreurs.append("il manque le nom de l’organisation.")
    elif "nom_personne" not in valeurs and {"prenom", "email_personne", "telephone_personne"} & valeurs.keys():
        ligne.erreurs.append("il manque le nom du contact.")
    debut, fin = valeurs.get("date_debut"), valeurs.get("dernier_jour")
    if debut and fin and fin < debut:
        ligne.erreurs.append("le dernier jour de la fonction vient avant le premier.")


def _parse_type(texte: str, types: Mapping[str, str]) -> str:
    folded = fold_nom(texte.replace("’", " "))
    found = types.get(folded) or SYNONYMES_TYPES.get(folded)
    if not found:
        raise _Refus(f"«\u00a0{texte[:60]}\u00a0» n’est pas un type connu.")
    return found


def _parse_liste(texte: str, connus: Mapping[str, Any], nom: str, *, is_codes: bool = False) -> list[Any]:
    """Names or codes parted by semicolons, commas or bars; a name that holds a comma is tried whole first."""
    found = []
    for part in re.split(r"[;|]", texte):
        pieces = [part] if fold_nom(part) in connus else part.split(",")
        for piece in filter(str.strip, pieces):
            # A code that we do not know may be that of a neighbour; a name cannot be guessed.
            code = piece.strip() if is_codes and FORME_COMMUNE.fullmatch(piece.strip()) else None
            if (cle := connus.get(fold_nom(piece), code)) is None:
                raise _Refus(f"«\u00a0{piece.strip()[:60]}\u00a0» n’est pas {nom}.")
            found.append(cle)
    return found


def _parse_commune(texte: str) -> str:
    code = compact(texte)
    # A spreadsheet takes the first zero of « 01004 » away.
    code = f"0{code}" if len(code) == 4 and code.isdigit() else code
    if not FORME_COMMUNE.fullmatch(code):
        raise _Refus(f"«\u00a0{texte[:20]}\u00a0» n’est pas un code Insee de commune (cinq signes).")
    return code


def _parse_civilite(texte: str) -> str:
    found = CIVILITES.get(fold_nom(texte))
    if not found:
        raise _Refus("écrivez Madame ou Monsieur, ou laissez vide.")
    return found


def _parse_email(texte: str) -> str:
    email = texte.removeprefix("mailto:")
    if len(email) > 254 or not FORME_EMAIL.fullmatch(email):
        raise _Refus(f"«\u00a0{texte[:60]}\u00a0» n’est pas une adresse e-mail.")
    return email


def _parse_site(texte: str) -> str:
    site = texte if "://" in texte else f"https://{texte}"
    if not re.fullmatch(r"https?://[^\s/]+\.[^\s]+", site):
        raise _Refus(f"«\u00a0{texte[:60]}\u00a0» n’est pas l’adresse d’un site.")
    return site


def _parse_telephone(texte: str) -> str:
    # A spreadsheet takes the first zero away: nine digits are a French number.
    return f"0{texte}" if len(texte) == 9 and texte.isdigit() and texte[0] != "0" else texte


def _parse_oui(texte: str) -> bool:
    folded = fold_nom(texte)
    if folded not in OUI | NON:
        raise _Refus("écrivez oui ou non.")
    return folded in OUI


def _parse_jour(texte: str) -> date:
    found = FORME_JOUR.fullmatch(texte)
    try:
        if texte.isascii() and texte.isdigit() and len(texte) == 5:
            jour = JOUR_ZERO + timedelta(days=int(texte))
        elif found:
            jour = date(int(found[3]), int(found[2]), int(found[1]))
        else:
            jour = date.fromisoformat(texte[:10])
    except ValueError as error:
        raise _Refus(f"«\u00a0{texte[:20]}\u00a0» n’est pas une date\u00a0: écrivez 31/12/2026.") from error
    if jour.year not in ANNEES:
        raise _Refus("vérifiez l’année\u00a0: elle s’écrit avec quatre chiffres.")
    return jour

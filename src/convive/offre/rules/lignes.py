"""One row of an imported inventory: what its cells mean, and what is wrong with them. Pure Python."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from convive.acteurs.rules.identifiants import IdentifiantInvalide, parse_rna, parse_siret
from convive.acteurs.rules.lignes import LigneLue
from convive.documents.rules.cellules import CelluleRefusee, parse_commune, parse_jour, parse_liste, parse_oui
from convive.offre.rules.colonnes import CHAMPS_PAR_CLE
from convive.offre.rules.offre import MAX_NOM, MAX_SOURCE, MAX_TEXTE, MAX_TEXTE_COURT
from convive.offre.rules.uai import parse_uai
from convive.socle.noms import fold_nom

MAX_NOMBRE = 100_000
TAILLES = {
    **dict.fromkeys(("horaires", "tarif", "precisions", "communes", "ps_percues"), MAX_TEXTE),
    **dict.fromkeys(("public", "adresse", "identifiant_motif", "thematiques", "bonus_percus"), MAX_TEXTE_COURT),
    **{"nom": MAX_NOM, "source": MAX_SOURCE},
}


@dataclass(frozen=True, slots=True)
class Reperes:
    """What a row may refer to: folded name → key. `noms` are the names of the types as displayed."""

    types: Mapping[str, str]
    communes: Mapping[str, str]
    thematiques: Mapping[str, Any]
    gestions: Mapping[str, str]
    prestations: Mapping[str, str]
    bonus: Mapping[str, str]
    noms: tuple[str, ...] = ()


def parse_ligne(numero: int, cellules: Mapping[str, str], reperes: Reperes) -> LigneLue:
    """Parse and check each cell, then the cells together."""
    ligne = LigneLue(numero)
    parsers: dict[str, Callable[[str], Any]] = {
        "type_cle": lambda texte: _parse_type(texte, reperes),
        "code_commune": lambda texte: _parse_commune(texte, reperes.communes),
        "statut_gestion": lambda texte: _parse_un(texte, reperes.gestions, "un mode de gestion"),
        "thematiques": lambda texte: parse_liste(texte, reperes.thematiques, "une thématique de l’espace"),
        "communes": lambda texte: parse_liste(texte, reperes.communes, "une commune de l’espace", is_codes=True),
        "ps_percues": lambda texte: parse_liste(texte, reperes.prestations, "une prestation de service"),
        "bonus_percus": lambda texte: parse_liste(texte, reperes.bonus, "un bonus"),
        "siret": parse_siret,
        "rna": parse_rna,
        "uai": parse_uai,
        "etp": lambda texte: _parse_decimal(texte, Decimal(0), Decimal("9999.99"), 2),
        "latitude": lambda texte: _parse_decimal(texte, Decimal(-90), Decimal(90), 6),
        "longitude": lambda texte: _parse_decimal(texte, Decimal(-180), Decimal(180), 6),
        "visible_public": parse_oui,
        **dict.fromkeys(("places", "capacite_agreee"), lambda texte: _parse_entier(texte, MAX_NOMBRE)),
        **dict.fromkeys(("age_min", "age_max"), lambda texte: _parse_entier(texte, 99)),
        **dict.fromkeys(("agrement_debut", "agrement_fin"), parse_jour),
    }
    for cle, texte in cellules.items():
        try:
            if len(texte) > TAILLES.get(cle, 1_000):
                raise CelluleRefusee(f"le texte dépasse {TAILLES.get(cle, 1_000)} caractères.")
            ligne.valeurs[cle] = parsers.get(cle, str)(texte)
        except (CelluleRefusee, IdentifiantInvalide) as refus:
            ligne.erreurs.append(f"{CHAMPS_PAR_CLE[cle].libelle}\u00a0: {refus}")
    _join(ligne)
    return ligne


def _join(ligne: LigneLue) -> None:
    valeurs = ligne.valeurs
    if "nom" not in valeurs:
        ligne.erreurs.append("Il manque le nom du service.")
    debut, fin = valeurs.get("agrement_debut"), valeurs.get("agrement_fin")
    if debut and fin and fin < debut:
        ligne.erreurs.append("La fin de l’agrément vient avant son début.")
    jeune, grand = valeurs.get("age_min"), valeurs.get("age_max")
    if jeune is not None and grand is not None and grand < jeune:
        ligne.erreurs.append("L’âge le plus grand est plus petit que l’autre.")
    if ("latitude" in valeurs) != ("longitude" in valeurs):
        ligne.erreurs.append("La latitude et la longitude vont ensemble.")


def _parse_type(texte: str, reperes: Reperes) -> str:
    found = reperes.types.get(fold_nom(texte))
    if found is None:
        # Refuse with the closest name as a suggestion, as for lists.
        return str(next(iter(parse_liste(texte, reperes.types, "un type de l’espace", noms=reperes.noms))))
    return found


def _parse_commune(texte: str, communes: Mapping[str, str]) -> str:
    return communes.get(fold_nom(texte)) or parse_commune(texte)


def _parse_un(texte: str, connus: Mapping[str, str], nom: str) -> str:
    if (found := connus.get(fold_nom(texte))) is None:
        raise CelluleRefusee(f"«\u00a0{texte[:60]}\u00a0» n’est pas {nom}.")
    return found


def _parse_entier(texte: str, maximum: int) -> int:
    compact = texte.replace("\u202f", "").replace("\u00a0", "").replace(" ", "").removesuffix(".0")
    if not (compact.isascii() and compact.isdigit() and len(compact) < 10 and int(compact) <= maximum):
        raise CelluleRefusee(f"«\u00a0{texte[:20]}\u00a0» n’est pas un nombre entier, {maximum} au plus.")
    return int(compact)


def _parse_decimal(texte: str, minimum: Decimal, maximum: Decimal, decimales: int) -> Decimal:
    try:
        valeur = Decimal(texte.replace("\u00a0", "").replace(" ", "").replace(",", "."))
        if valeur.is_finite() and minimum <= valeur <= maximum:
            return round(valeur, decimales)
    except InvalidOperation:
        pass
    raise CelluleRefusee(f"«\u00a0{texte[:20]}\u00a0» n’est pas un nombre possible ici.")

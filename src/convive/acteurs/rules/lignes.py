"""One row of an imported directory: what its cells mean, and what is wrong with them. Pure Python."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from convive.acteurs.rules.annuaire import MAX_ATTENTES, MAX_INTITULE, MAX_NOM, MAX_SIGLE, MAX_SOURCE
from convive.acteurs.rules.colonnes import CHAMPS_PAR_CLE
from convive.acteurs.rules.contacts import CIVILITES, split_contact
from convive.acteurs.rules.identifiants import (
    TAILLE_SIREN,
    IdentifiantInvalide,
    compact,
    get_siren,
    parse_rna,
    parse_siren,
    parse_siret,
)
from convive.acteurs.rules.liens_organisations import MAX_CELLULE_LIENS, parse_liens
from convive.acteurs.rules.sirene import FERME
from convive.documents.rules.cellules import (
    CelluleRefusee,
    parse_commune,
    parse_email,
    parse_jour,
    parse_liste,
    parse_oui,
    parse_site,
    parse_telephone,
)
from convive.socle.noms import fold_nom

SYNONYMES_TYPES = {
    **dict.fromkeys(("mairie", "ville"), "commune"),
    **dict.fromkeys(("asso", "association loi 1901", "loi 1901"), "association"),
    **dict.fromkeys(("ecole", "college", "lycee", "hopital"), "etablissement_public"),
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
    **dict.fromkeys(("attentes", "position_motif"), MAX_ATTENTES),
    **{"liens": MAX_CELLULE_LIENS, "sigle": MAX_SIGLE, "intitule": MAX_INTITULE, "adresse": 300, "site": 200},
}


@dataclass(frozen=True, slots=True)
class Reperes:
    """What a row may name, by what people write; all folded but the codes.

    `sieges` are communes out of the espace where an organisation may have its seat: name → code. `noms` are those of
    the thématiques, as they are written.
    """

    types: Mapping[str, str]
    positions: Mapping[str, str]
    natures: Mapping[str, str]
    thematiques: Mapping[str, Any]
    communes: Mapping[str, str]
    sieges: Mapping[str, str] = field(default_factory=dict)
    noms: tuple[str, ...] = ()


@dataclass(slots=True)
class LigneLue:
    """The values of a row, by the name of the field; an empty cell says nothing, and is not there."""

    numero: int
    valeurs: dict[str, Any] = field(default_factory=dict)
    erreurs: list[str] = field(default_factory=list)
    avertissements: list[str] = field(default_factory=list)

    def select(self, *champs: str) -> dict[str, Any]:
        return {champ: self.valeurs[champ] for champ in champs if champ in self.valeurs}


def parse_ligne(numero: int, cellules: Mapping[str, str], reperes: Reperes, *, avec_prenom: bool = True) -> LigneLue:
    """Each cell by itself, then together. `avec_prenom`: first names have a column of their own; else they are looked
    for in that of names."""
    ligne = LigneLue(numero)
    parsers: dict[str, Callable[[str], Any]] = {
        "type": lambda texte: _parse_type(texte, reperes.types),
        "siret": lambda texte: parse_siren(texte) if len(compact(texte)) == TAILLE_SIREN else parse_siret(texte),
        "rna": parse_rna,
        "code_commune": lambda texte: _parse_siege(texte, reperes),
        "site": parse_site,
        "thematiques": lambda texte: parse_liste(
            texte, reperes.thematiques, "une thématique de l’espace", noms=reperes.noms
        ),
        "communes": lambda texte: parse_liste(texte, reperes.communes, "une commune de l’espace", is_codes=True),
        "position": lambda texte: _parse_position(texte, reperes.positions),
        "liens": lambda texte: parse_liens(texte, reperes.natures),
        "civilite": _parse_civilite,
        **dict.fromkeys(("email", "email_personne"), parse_email),
        **dict.fromkeys(("telephone", "telephone_personne"), parse_telephone),
        **dict.fromkeys(("is_elu", "is_contact_principal"), parse_oui),
        **dict.fromkeys(("date_debut", "dernier_jour", "date_collecte"), parse_jour),
    }
    for cle, texte in cellules.items():
        try:
            if len(texte) > TAILLES.get(cle, 1_000):
                raise CelluleRefusee(f"le texte dépasse {TAILLES.get(cle, 1_000)} caractères.")
            ligne.valeurs[cle] = parsers.get(cle, str)(texte)
        except (CelluleRefusee, IdentifiantInvalide) as refus:
            ligne.erreurs.append(f"{CHAMPS_PAR_CLE[cle].libelle}\u00a0: {refus}")
    if not avec_prenom and "nom_personne" in ligne.valeurs:
        _split_contact(ligne)
    _join(ligne)
    return ligne


def _split_contact(ligne: LigneLue) -> None:
    contact = split_contact(ligne.valeurs["nom_personne"])
    ligne.valeurs["nom_personne"] = contact.nom
    if contact.prenom:
        ligne.valeurs["prenom"] = contact.prenom
    if contact.civilite:
        ligne.valeurs.setdefault("civilite", contact.civilite)
    if contact.is_devine:
        ligne.avertissements.append(f"Lu ainsi\u00a0: prénom {contact.prenom}, nom {contact.nom}.")


def _join(ligne: LigneLue) -> None:
    valeurs = ligne.valeurs
    if numero := valeurs.pop("siret", ""):
        valeurs["siren"] = get_siren(numero)
        if len(numero) > TAILLE_SIREN:
            valeurs["siret"] = numero
    organisation = {"sigle", "type", "siren", "rna", "adresse", "email", "site", "thematiques", "communes"}
    organisation |= {"attentes", "position", "position_motif", "liens"}
    if "nom" not in valeurs and "nom_personne" not in valeurs:
        ligne.erreurs.append("Il manque le nom de l’organisation, ou celui du contact.")
    elif "nom" not in valeurs and organisation & valeurs.keys():
        ligne.erreurs.append("Il manque le nom de l’organisation.")
    elif "nom_personne" not in valeurs and {"prenom", "email_personne", "telephone_personne"} & valeurs.keys():
        ligne.erreurs.append("Il manque le nom du contact.")
    debut, fin = valeurs.get("date_debut"), valeurs.get("dernier_jour")
    if debut and fin and fin < debut:
        ligne.erreurs.append("Le dernier jour de la fonction vient avant le premier.")


def _parse_type(texte: str, types: Mapping[str, str]) -> str:
    if texte == FERME:
        raise CelluleRefusee("cet établissement est fermé, il n’entre pas dans l’annuaire.")
    folded = fold_nom(texte.replace("’", " "))
    found = types.get(folded) or SYNONYMES_TYPES.get(folded)
    if not found:
        raise CelluleRefusee(
            f"«\u00a0{texte[:60]}\u00a0» n’est pas un type connu\u00a0: écrivez Association, Commune… ou Autre."
        )
    return found


def _parse_position(texte: str, positions: Mapping[str, str]) -> str:
    found = positions.get(fold_nom(texte))
    if not found:
        exemples = "écrivez Favorable, À convaincre… ou laissez vide."
        raise CelluleRefusee(f"«\u00a0{texte[:60]}\u00a0» n’est pas une position\u00a0: {exemples}")
    return found


def _parse_siege(texte: str, reperes: Reperes) -> str:
    folded = fold_nom(texte)
    if code := reperes.communes.get(folded) or reperes.sieges.get(folded):
        return code
    if not any(signe.isdigit() for signe in texte):
        raise CelluleRefusee(
            f"«\u00a0{texte[:50]}\u00a0» n’est pas le nom d’une seule commune\u00a0: écrivez son code Insee."
        )
    return parse_commune(texte)


def _parse_civilite(texte: str) -> str:
    found = CIVILITES.get(fold_nom(texte).rstrip("."))
    if not found:
        raise CelluleRefusee("écrivez Madame ou Monsieur, ou laissez vide.")
    return found

"""A letter written once for many people: its merge fields, and what becomes of each copy. Pure Python."""

import re
from collections.abc import Mapping, Sequence

from convive.acteurs.rules.annuaire import DOMAINE
from convive.socle.enums import EnumLibelle
from convive.socle.formats import liste_fr
from convive.socle.noms import fold_nom

DROIT_LETTRES = (DOMAINE, "Les lettres à un groupe", "écrire et envoyer")
MAX_OBJET = 150
MAX_LETTRE = 20_000
MAX_RAISON = 300
MAX_DESTINATAIRES = 1000
# A mail server that does not answer is tried again so many times, then the page says that it was not.
MAX_ESSAIS = 6
CHAMPS: Mapping[str, str] = {
    "civilite": "civilité",
    "prenom": "prénom",
    "nom": "nom",
    "qualite": "qualité",
    "organisation": "organisation",
}
"""Merge fields, as they are kept and as they are written: « {civilité} »."""
CHAMP = re.compile(r"\{([^{}\n]{1,40})\}")
# What an empty field leaves behind it.
ESPACES = re.compile(r"[ \u00a0]{2,}")
AVANT_VIRGULE = re.compile(r"[ \u00a0]+(?=[,.])")
VIRGULES = re.compile(r",(?:[ \u00a0]*,)+")


class EtatDestinataire(EnumLibelle):
    """`EN_DEPART` longer than a few minutes: the line was cut while it left, nobody knows whether it did."""

    PREVU = "prevu", "choisie"
    A_ENVOYER = "a_envoyer", "attend de partir"
    EN_DEPART = "en_depart", "coupée en partant"
    PARTI = "parti", "partie par e-mail"
    REFUSE = "refuse", "refusée"
    PAPIER = "papier", "à poster"
    ECARTE = "ecarte", "ne veut plus de lettres"


A_REPRENDRE = frozenset({EtatDestinataire.REFUSE, EtatDestinataire.EN_DEPART})


def list_champs(*textes: str) -> list[str]:
    """The merge fields of these texts, each once, in the order of CHAMPS."""
    ecrits = {fold_nom(nom) for texte in textes for nom in CHAMP.findall(texte)}
    return [champ for champ in CHAMPS if champ in ecrits]


def explain_champs() -> str:
    return liste_fr([f"{{{champ}}}" for champ in CHAMPS.values()])


def list_inconnus(*textes: str) -> list[str]:
    """What stands between braces and is no field, as it was written."""
    ecrits = dict.fromkeys(nom for texte in textes for nom in CHAMP.findall(texte))
    return [f"{{{nom}}}" for nom in ecrits if fold_nom(nom) not in CHAMPS]


def explain_inconnus(*textes: str) -> str:
    """The same in a sentence, empty when every field is known."""
    inconnus = list_inconnus(*textes)
    return f"Champ inconnu\u00a0: {liste_fr(inconnus)}. Les champs sont {explain_champs()}." if inconnus else ""


def list_vides(valeurs: Mapping[str, str], *textes: str) -> list[str]:
    """The fields of these texts that are empty for somebody, as they are written."""
    return [CHAMPS[champ] for champ in list_champs(*textes) if not valeurs.get(champ)]


def fill_champs(texte: str, valeurs: Mapping[str, str]) -> str:
    """The text for one person; an empty field leaves neither two spaces nor a comma of its own."""
    rempli = CHAMP.sub(lambda champ: valeurs.get(fold_nom(champ.group(1)), champ.group(0)), texte)
    return "\n".join(_clean_ligne(ligne) for ligne in rempli.split("\n")).strip()


def _clean_ligne(ligne: str) -> str:
    return VIRGULES.sub(",", AVANT_VIRGULE.sub("", ESPACES.sub(" ", ligne))).lstrip(" ,\u00a0").rstrip()


def describe_bilan(comptes: Mapping[str, int], ordre: Sequence[EtatDestinataire] = tuple(EtatDestinataire)) -> str:
    """« 12 parties par e-mail, 3 refusées, 2 à poster »."""
    accords = {
        EtatDestinataire.PREVU: ("choisie", "choisies"),
        EtatDestinataire.A_ENVOYER: ("attend de partir", "attendent de partir"),
        EtatDestinataire.EN_DEPART: ("coupée en partant", "coupées en partant"),
        EtatDestinataire.PARTI: ("partie par e-mail", "parties par e-mail"),
        EtatDestinataire.REFUSE: ("refusée", "refusées"),
        EtatDestinataire.PAPIER: ("à poster", "à poster"),
        EtatDestinataire.ECARTE: ("écartée", "écartées"),
    }
    return ", ".join(f"{comptes[etat]}\u00a0{accords[etat][comptes[etat] > 1]}" for etat in ordre if comptes.get(etat))

"""The lettre de mission: its objectives and where each one stands. Pure Python."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from convive.prise_poste.rules.parcours import DOMAINE
from convive.socle.enums import EnumLibelle

DROIT_LETTRES = (DOMAINE, "Les lettres de mission", "lire et écrire")
DROIT_SA_LETTRE = (DOMAINE, "Sa propre lettre de mission", "lire et écrire")
MIN_OBJECTIFS, MAX_OBJECTIFS = 3, 8
MAX_COURT, MAX_LONG = 200, 3_000
PREMIERE_ANNEE, DERNIERE_ANNEE = 2020, 2099


class EtatObjectif(EnumLibelle):
    A_FAIRE = "a_faire", "Pas commencé"
    EN_COURS = "en_cours", "En cours"
    ATTEINT = "atteint", "Atteint"
    PARTIEL = "partiel", "Atteint en partie"
    ABANDONNE = "abandonne", "Abandonné, d’un commun accord"


FINIS = frozenset({EtatObjectif.ATTEINT, EtatObjectif.PARTIEL, EtatObjectif.ABANDONNE})


@dataclass(frozen=True, slots=True)
class FaitsLettre:
    """What is written of a lettre, to say what it still lacks."""

    agent: str
    employeur: str
    rattachement: str
    quotite: str
    hors_mission: str
    date_signature: date | None
    objectifs: int
    sans_date: int


def list_manques(faits: FaitsLettre) -> list[str]:
    """What would make it clearer, the most useful first; nothing here forbids to print it."""
    manques = [
        (not faits.agent, "à qui elle s’adresse"),
        (not faits.employeur, "l’employeur"),
        (not faits.quotite, "la part du temps qui revient à la CTG"),
        (not faits.rattachement, "le rattachement hiérarchique du poste"),
        (faits.objectifs < MIN_OBJECTIFS, f"trois objectifs au moins (il y en a {faits.objectifs})"),
        (bool(faits.sans_date), f"une date pour chaque objectif ({faits.sans_date} sans date)"),
        (not faits.hors_mission, "ce que le poste ne fera pas"),
        (faits.date_signature is None, "la date de sa signature"),
    ]
    return [phrase for manque, phrase in manques if manque]


def refuse_objectif(etat: str, preuve: str, echeance: date | None, *, debut: date, fin: date) -> dict[str, str]:
    """What is wrong with an objective, by field: a result says how it shows, a date is inside the period."""
    erreurs = {}
    if etat in FINIS and not preuve:
        erreurs["preuve"] = "Indiquez à quoi cela se voit, ou pourquoi il est abandonné."
    if echeance is not None and not debut <= echeance <= fin:
        erreurs["echeance"] = "Cette date est en dehors de la période de la lettre."
    return erreurs


def count_etats(etats: Iterable[str]) -> Sequence[tuple[str, int]]:
    """(label, number) of the states that are there, in order."""
    held = list(etats)
    return [(etat.libelle, count) for etat in EtatObjectif if (count := held.count(etat))]

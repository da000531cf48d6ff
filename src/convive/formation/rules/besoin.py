"""From the needs of an organisation to a first programme: which séquences, when, and why. Pure Python."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from convive.formation.rules.cours import MINUTES_DEMI_JOURNEE, Cours, SequenceCours
from convive.formation.rules.formation import Moment
from convive.formation.rules.questionnaires import Questionnaire
from convive.socle.enums import EnumLibelle
from convive.socle.formats import duree_minutes, liste_fr

DEMI_JOURNEES_PAR_JOUR = 2
JOURS_PAR_DEFAUT = 2
MAX_PERSONNES = 500


class EtatDemande(EnumLibelle):
    RECUE = "recue", "À lire"
    PROPOSEE = "proposee", "Un programme est préparé"
    CLASSEE = "classee", "Classée"


@dataclass(frozen=True, slots=True)
class Proposition:
    """`places` gives the day and moment of each séquence, in order; `raisons` says why, in sentences."""

    jours: int
    places: tuple[tuple[SequenceCours, int, Moment], ...]
    raisons: tuple[str, ...]

    @property
    def minutes(self) -> int:
        return sum(sequence.minutes for sequence, _, _ in self.places)


def build_proposition(cours: Cours, reponses: Mapping[str, Any]) -> Proposition:
    """Choose the most relevant séquences, then fill the remaining time with the rest of the course, in order."""
    jours = _read_jours(reponses)
    place = jours * DEMI_JOURNEES_PAR_JOUR * MINUTES_DEMI_JOURNEE
    dites = reponses.get("sujets")
    sujets = set(dites) if isinstance(dites, list) else set()
    voulues = [row for row in cours.sequences if row.cle in sujets]
    gardees = _fit(voulues, place)
    ecartees = [row for row in voulues if row not in gardees]
    reste = place - sum(row.minutes for row in gardees)
    ajoutees = _fit([row for row in cours.sequences if row.cle not in sujets], reste)
    prises = [row for row in cours.sequences if row in gardees or row in ajoutees]
    libre = place - sum(row.minutes for row in prises)
    raisons = [_say_duree(jours, dit="duree" in reponses)]
    if gardees:
        raisons.append(f"Demandé\u00a0: {_list(gardees)}.")
    if ecartees:
        raisons.append(f"Demandé, mais la durée n’y suffit pas\u00a0: {_list(ecartees)}.")
    if ajoutees:
        raisons.append(f"Ajouté parce qu’il reste du temps\u00a0: {_list(ajoutees)}.")
    if libre:
        raisons.append(f"Il reste {duree_minutes(libre)} à écrire avec l’organisation.")
    return Proposition(jours, tuple(_place(prises, jours)), tuple(raisons))


def build_champs(reponses: Mapping[str, Any], organisation: str) -> dict[str, Any]:
    """The fields of the draft programme that come from the answers."""
    lieux = {
        "sur_place": f"Sur le territoire de {organisation}.",
        "ailleurs": "Dans les locaux de l’organisme.",
        "distance": "À distance.",
    }
    champs: dict[str, Any] = {"modalites_inscription": lieux.get(str(reponses.get("lieu", "")), "")}
    if personnes := read_personnes(reponses):
        champs["effectif_max"] = personnes
    if reponses.get("adaptation"):
        champs["accessibilite"] = f"Demandé\u00a0: {reponses['adaptation']}"
    return champs


def read_personnes(reponses: Mapping[str, Any]) -> int | None:
    """The first number in the answer; None if there is none, or if it cannot be a number of people."""
    found = re.search(r"\d{1,4}", str(reponses.get("personnes", "")))
    nombre = int(found[0]) if found else 0
    return nombre if 0 < nombre <= MAX_PERSONNES else None


def write_reponses(questionnaire: Questionnaire, reponses: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(Question, answer) pairs as text; unanswered questions are left out."""
    dites = []
    for question in questionnaire.questions:
        valeur = reponses.get(question.cle)
        if valeur in (None, "", []):
            continue
        cles: Sequence[Any] = valeur if isinstance(valeur, list) else [valeur]
        dites.append((question.texte, liste_fr([question.get_nom(str(cle)) for cle in cles])))
    return dites


def _read_jours(reponses: Mapping[str, Any]) -> int:
    duree = str(reponses.get("duree", ""))
    return int(duree) if duree in {"1", "2", "3"} else JOURS_PAR_DEFAUT


def _say_duree(jours: int, *, dit: bool) -> str:
    mots = f"{jours}\u00a0jour{'s' if jours > 1 else ''}"
    return f"Durée souhaitée\u00a0: {mots}." if dit else f"Durée non précisée\u00a0: {mots}, comme le cours livré."


def _list(sequences: Sequence[SequenceCours]) -> str:
    return liste_fr([f"«\u00a0{row.titre}\u00a0»" for row in sequences])


def _fit(sequences: Sequence[SequenceCours], place: int) -> list[SequenceCours]:
    """As many séquences as there is room for, in order."""
    gardees = []
    for row in sequences:
        if row.minutes <= place:
            gardees.append(row)
            place -= row.minutes
    return gardees


def _place(sequences: Sequence[SequenceCours], jours: int) -> list[tuple[SequenceCours, int, Moment]]:
    """Place the séquences in order if they fit; otherwise pack them, still keeping the first one of the course
    first."""
    demis = [(jour, moment) for jour in range(1, jours + 1) for moment in Moment]
    groupes = _fill(sequences, len(demis))
    if any(_count(groupe) > MINUTES_DEMI_JOURNEE for groupe in groupes):
        serres = _pack(sequences, len(demis))
        groupes = serres if all(_count(groupe) <= MINUTES_DEMI_JOURNEE for groupe in serres) else groupes
    return [(row, *demi) for demi, groupe in zip(demis, groupes, strict=False) for row in groupe]


def _fill(sequences: Sequence[SequenceCours], combien: int) -> list[list[SequenceCours]]:
    """Fill the demi-journées one after another; the last one takes the rest."""
    groupes: list[list[SequenceCours]] = [[]]
    for row in sequences:
        if groupes[-1] and len(groupes) < combien and _count(groupes[-1]) + row.minutes > MINUTES_DEMI_JOURNEE:
            groupes.append([])
        groupes[-1].append(row)
    return groupes


def _pack(sequences: Sequence[SequenceCours], combien: int) -> list[list[SequenceCours]]:
    """Put the longest first, each in the first demi-journée with room; then sort back into the order of the course."""
    groupes: list[list[SequenceCours]] = [[] for _ in range(combien)]
    for row in sorted(sequences, key=lambda row: -row.minutes):
        libres = (groupe for groupe in groupes if _count(groupe) + row.minutes <= MINUTES_DEMI_JOURNEE)
        next(libres, groupes[-1]).append(row)
    rangs = {row.cle: rang for rang, row in enumerate(sequences)}
    tries = [sorted(groupe, key=lambda row: rangs[row.cle]) for groupe in groupes if groupe]
    return sorted(tries, key=lambda groupe: rangs[groupe[0].cle])


def _count(groupe: Sequence[SequenceCours]) -> int:
    return sum(row.minutes for row in groupe)

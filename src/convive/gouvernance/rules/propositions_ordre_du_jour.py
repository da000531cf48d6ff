"""What an agenda proposes by itself, and why. Pure Python; today is an argument."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from convive.gouvernance.rules.instances import USAGES, TypeInstance
from convive.gouvernance.rules.seances import DUREES_USUELLES, NaturePoint
from convive.plan_action.rules.completude import count_manquants, explain_manquants
from convive.plan_action.rules.retard import count_jours_retard, explain_retard
from convive.socle.enums import EnumLibelle
from convive.socle.formats import date_longue, nombre_accorde

JOURS_NOUVELLE = 120
"""An action validated since then is new to those who follow it."""
JOURS_JALON = 120
JOURS_AGREMENT = 180
JOURS_METEO = 120
"""A météo older than that says no longer where the action is."""
MAX_PRESSANTES = 5
"""Shown at once; the others are folded, by kind."""
MAX_PROPOSITIONS = 20
METEOS_INQUIETES = frozenset({"appuis_necessaires", "compromis"})


class Sorte(EnumLibelle):
    """Why something is proposed: the same object may come back for another reason."""

    DECISIONS = "decisions", "Décisions à suivre"
    ACTION = "action", "Actions du plan"
    ENJEU = "enjeu", "Enjeux à décider"
    JALON = "jalon", "Jalons de la CTG"
    AGREMENT = "agrement", "Agréments qui finissent"
    NOTE = "note", "Notes à trancher"


class Cible(NamedTuple):
    """A `Reference`, without Django."""

    objet_type: str
    objet_uuid: UUID


@dataclass(frozen=True, slots=True)
class Proposition:
    """A point that is proposed. `raisons` are sentences without a final dot; `score` ranks them, the highest first."""

    sorte: Sorte
    cible: Cible
    titre: str
    nature: str
    duree_minutes: int
    raisons: tuple[str, ...]
    score: int

    @property
    def cle(self) -> str:
        """What a form sends back."""
        return f"{self.sorte}:{self.cible.objet_type}:{self.cible.objet_uuid}"

    @property
    def ancre(self) -> str:
        """Its place on the page."""
        return f"propose-{self.sorte}-{self.cible.objet_uuid}"

    @property
    def libelle_nature(self) -> str:
        return NaturePoint(self.nature).libelle

    @property
    def raison(self) -> str:
        phrase = " ; ".join(self.raisons)
        return f"{phrase[:1].upper()}{phrase[1:]}."


@dataclass(frozen=True, slots=True)
class FaitsAction:
    """What the plan says of an action, for a body that may have to speak of it."""

    titre: str
    statut: str
    prochaine_echeance: date | None = None
    is_en_retard: bool = False
    blocage_motif: str = ""
    deblocage_par: str = ""
    deblocage_avant: date | None = None
    meteos: tuple[str, ...] = ()
    date_meteo: date | None = None
    validee_le: date | None = None
    completude: int = 0
    has_pilote: bool = True
    date_fin: date | None = None


@dataclass(frozen=True, slots=True)
class Lecture:
    """Why an action is proposed, to what end, and how much it matters."""

    raisons: tuple[str, ...]
    nature: str
    score: int


SCORES = {"bloquee": 60, "deblocage_passe": 25, "compromis": 45, "appuis": 30, "ecart": 15, "retard": 30, "decider": 40}
COMPLETUDE_A_VALIDER = 60
ECART_METEO = 2
RANGS_METEO = {"objectifs_securises": 0, "atteignables": 1, "appuis_necessaires": 2, "compromis": 3}


def read_action(faits: FaitsAction, type_instance: str, today: date) -> Lecture | None:
    """None when this body has nothing to say of the action today."""
    said: list[str] = []
    score, nature = 0, NaturePoint.INFORMATION
    is_decisionnelle = USAGES[TypeInstance(type_instance)].is_decisionnelle
    if faits.statut == "bloquee":
        score += SCORES["bloquee"]
        nature = NaturePoint.DECISION if is_decisionnelle else NaturePoint.AVIS
        said.append(_explain_blocage(faits))
        if faits.deblocage_avant is not None and faits.deblocage_avant < today:
            score += SCORES["deblocage_passe"]
            said.append(f"on devait l’avoir débloquée le {date_longue(faits.deblocage_avant)}")
    if faits.is_en_retard:
        jours = count_jours_retard(faits.date_fin, faits.prochaine_echeance, today)
        score += SCORES["retard"] + min(jours // 10, 20)
        said.append(explain_retard(faits.date_fin, faits.prochaine_echeance, today))
    meteo_score, meteo = _read_meteos(faits)
    if meteo and not (is_decisionnelle and meteo_score < SCORES["compromis"]):
        score += meteo_score
        said.append(meteo)
        nature = max(nature, NaturePoint.AVIS, key=_rank)
    if faits.statut == "a_preparer" and is_decisionnelle and faits.completude >= COMPLETUDE_A_VALIDER:
        score += SCORES["decider"]
        nature = NaturePoint.DECISION
        manque = explain_manquants(count_manquants(faits.completude))
        said.append(manque or "complète, elle attend d’être validée")
    elif faits.validee_le is not None and not is_decisionnelle and (today - faits.validee_le).days <= JOURS_NOUVELLE:
        score += 10
        said.append(f"nouvelle au plan\u00a0: validée le {date_longue(faits.validee_le)}")
    if not said:
        return None
    if not faits.has_pilote:
        score += 5
        said.append("elle n’a pas de pilote")
    return Lecture(tuple(said), nature.value, score)


def _rank(nature: NaturePoint) -> int:
    return list(NaturePoint).index(nature)


def _explain_blocage(faits: FaitsAction) -> str:
    motif = faits.blocage_motif.strip().rstrip(".")
    phrase = f"bloquée\u00a0: {motif}" if motif else "bloquée"
    return f"{phrase} ; {faits.deblocage_par} peut débloquer" if faits.deblocage_par else phrase


def _read_meteos(faits: FaitsAction) -> tuple[int, str]:
    """How worrying what people see of it is, and the words."""
    worried = [meteo for meteo in faits.meteos if meteo in METEOS_INQUIETES]
    rangs = [RANGS_METEO[meteo] for meteo in faits.meteos if meteo in RANGS_METEO]
    score, said = 0, []
    if "compromis" in worried:
        score, said = SCORES["compromis"], ["un avis la signale comme compromise"]
    elif worried:
        score, said = SCORES["appuis"], ["des appuis sont nécessaires"]
    if rangs and max(rangs) - min(rangs) >= ECART_METEO:
        score += SCORES["ecart"]
        said.append("les météos données diffèrent")
    return score, " et ".join(said)


def build_action(faits: FaitsAction, cible: Cible, lecture: Lecture) -> Proposition:
    return Proposition(
        Sorte.ACTION,
        cible,
        faits.titre,
        lecture.nature,
        DUREES_USUELLES[lecture.nature],
        lecture.raisons,
        lecture.score,
    )


@dataclass(frozen=True, slots=True)
class SuiteDecisions:
    """Where the decisions of a séance are: how many are open, how many of those are late, how many are settled."""

    jour: date
    ouvertes: int
    en_retard: int
    reglees: int


def build_decisions(suite: SuiteDecisions, cible: Cible) -> Proposition:
    """Open decisions open the next agenda."""
    total = suite.ouvertes + suite.reglees
    attend = "attend encore" if suite.ouvertes == 1 else "attendent encore"
    said = [f"{suite.ouvertes} sur {total} {attend}" if total > 1 else "elle attend encore"]
    if suite.en_retard:
        said.append(f"{nombre_accorde(suite.en_retard, 'échéance passée', 'échéances passées')}")
    titre = nombre_accorde(total, "décision", "décisions")
    return Proposition(
        Sorte.DECISIONS,
        cible,
        f"{titre} du {date_longue(suite.jour)}\u00a0: où en est-on\u00a0?",
        NaturePoint.INFORMATION.value,
        10,
        tuple(said),
        100 + 5 * suite.en_retard,
    )


def build_jalon(libelle: str, jour: date, cible: Cible, today: date) -> Proposition:
    jours = (jour - today).days
    if jours < 0:
        raison = f"attendu le {date_longue(jour)}, il n’est pas atteint"
    else:
        raison = f"attendu le {date_longue(jour)}, dans {nombre_accorde(max(jours, 1), 'jour')}"
    return Proposition(
        Sorte.JALON, cible, libelle, NaturePoint.INFORMATION.value, 10, (raison,), 35 if jours < 0 else 20
    )


def is_jalon_proche(jour: date | None, today: date) -> bool:
    return jour is not None and jour <= today + timedelta(days=JOURS_JALON)


def build_agrement(nom: str, jour: date, cible: Cible) -> Proposition:
    return Proposition(
        Sorte.AGREMENT,
        cible,
        f"{nom}\u00a0: la suite de son agrément",
        NaturePoint.INFORMATION.value,
        10,
        (f"l’agrément finit le {date_longue(jour)}",),
        18,
    )


def build_enjeu(libelle: str, cible: Cible, type_instance: str) -> Proposition:
    is_decisionnelle = USAGES[TypeInstance(type_instance)].is_decisionnelle
    nature = NaturePoint.DECISION if is_decisionnelle else NaturePoint.AVIS
    return Proposition(
        Sorte.ENJEU,
        cible,
        f"Enjeu\u00a0: {libelle}",
        nature.value,
        DUREES_USUELLES[nature],
        ("il attend d’être retenu, reporté ou écarté",),
        25 if is_decisionnelle else 12,
    )


def build_note(question: str, attendue_le: date | None, cible: Cible, today: date) -> Proposition:
    """A note that waits for this body to settle it."""
    if attendue_le is None:
        raison, score = "une note d’aide à la décision attend une réponse", 50
    elif attendue_le < today:
        raison, score = f"une réponse était attendue avant le {date_longue(attendue_le)}", 90
    else:
        raison, score = f"une réponse est attendue avant le {date_longue(attendue_le)}", 70
    nature = NaturePoint.DECISION
    return Proposition(Sorte.NOTE, cible, question, nature.value, DUREES_USUELLES[nature], (raison,), score)


def rank(propositions: Iterable[Proposition]) -> list[Proposition]:
    """The most pressing first; the same order for the same facts."""
    return sorted(propositions, key=lambda row: (-row.score, row.titre, row.cle))


def group(propositions: Sequence[Proposition]) -> list[tuple[str, list[Proposition]]]:
    """By kind, each with its name; a kind is where its most pressing one is."""
    found: dict[Sorte, list[Proposition]] = {}
    for row in propositions:
        found.setdefault(row.sorte, []).append(row)
    return [(sorte.libelle, rows) for sorte, rows in found.items()]


def choose(propositions: Iterable[Proposition], reste_minutes: int | None) -> list[Proposition]:
    """Those that fit in the time left, the most pressing first; without hours, all of them."""
    chosen, left = [], reste_minutes
    for row in propositions:
        if left is None:
            chosen.append(row)
        elif row.duree_minutes <= left:
            chosen.append(row)
            left -= row.duree_minutes
    return chosen


def explain_reste(reste_minutes: int | None) -> str:
    """The margin of an agenda, in words."""
    if reste_minutes is None:
        return ""
    if reste_minutes == 0:
        return "juste le temps prévu"
    if reste_minutes > 0:
        return f"{nombre_accorde(reste_minutes, 'minute')} de marge"
    return f"{nombre_accorde(-reste_minutes, 'minute')} de trop"

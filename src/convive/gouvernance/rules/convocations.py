"""Convocations: what leaves, to whom, and what has to be told again. Pure Python."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from convive.gouvernance.rules.instances import DOMAINE
from convive.gouvernance.rules.seances import PARTIES, Presence, Reponse, StatutSeance
from convive.socle.enums import EnumLibelle
from convive.socle.formats import nombre_accorde

REPONDRE, LIRE_ANNULATION = "repondre_convocation", "lire_annulation"
LIRE_COMPTE_RENDU = "lire_compte_rendu"
DROIT_REPONDRE = (DOMAINE, "Les séances où l’on est attendu", "dire si l’on vient")
DELAI_REPRISE = timedelta(minutes=10)
"""After so long, the process that took a message is taken for dead."""
DELAI_RAPPEL = timedelta(hours=20)
"""Nobody is reminded twice within a day."""
DELAI_NOUVEAU_LIEN = timedelta(minutes=2)
"""Two clicks send one link."""


class SorteEnvoi(EnumLibelle):
    CONVOCATION = "convocation", "Convocation"
    RAPPEL = "rappel", "Rappel"
    ANNULATION = "annulation", "Annulation"
    COMPTE_RENDU = "compte_rendu", "Relevé et compte rendu"


class EtatEnvoi(StrEnum):
    A_ENVOYER = "a_envoyer"
    EN_COURS = "en_cours"
    PARTI = "parti"
    ECHEC = "echec"


def is_en_route(etat: str, depuis: datetime, now: datetime) -> bool:
    """Whether a message is simply leaving: written a moment ago, and nothing went wrong. Later, something waits."""
    return etat in (EtatEnvoi.A_ENVOYER, EtatEnvoi.EN_COURS) and now - depuis < DELAI_REPRISE


def build_annonce(jour: date | None, debut: time | None, fin: time | None, lieu: str, visio: str) -> str:
    """What an invitation says of the day and the place, as one text that is compared."""
    return "|".join((str(jour or ""), str(debut or ""), str(fin or ""), lieu, visio))


def is_meme_jour(avant: str, apres: str) -> bool:
    """Whether two texts of `build_annonce` are of the same day and hours: the place alone may have changed."""
    return avant.split("|")[:3] == apres.split("|")[:3]


def can_rappeler(dernier: datetime | None, now: datetime) -> bool:
    """Once a day at most, and only someone whom the convocation has reached."""
    return dernier is not None and now - dernier >= DELAI_RAPPEL


@dataclass(frozen=True, slots=True)
class Reponses:
    """What those who are expected said."""

    viennent: int = 0
    absents: int = 0
    representes: int = 0
    sans_reponse: int = 0

    @property
    def attendus(self) -> int:
        return self.viennent + self.absents + self.representes + self.sans_reponse

    def __str__(self) -> str:
        """« 3 personnes viennent, 1 ne vient pas, 5 n’ont pas répondu »; empty while nobody is expected."""
        if not self.attendus:
            return ""
        if self.sans_reponse == self.attendus:
            return f"{nombre_accorde(self.attendus, 'personne attendue', 'personnes attendues')}, aucune réponse encore"
        rows = (
            (self.viennent, "personne vient", "personnes viennent"),
            (self.absents, "ne vient pas", "ne viennent pas"),
            (self.representes, "est représentée", "sont représentées"),
            (self.sans_reponse, "n’a pas répondu", "n’ont pas répondu"),
        )
        return ", ".join(nombre_accorde(*row) for rang, row in enumerate(rows) if row[0] or not rang)


def build_reponses(reponses: Iterable[str]) -> Reponses:
    counts = Counter(reponses)
    cles = (Reponse.PRESENT, Reponse.EXCUSE, Reponse.REPRESENTE, Reponse.EN_ATTENTE)
    return Reponses(*(counts[cle] for cle in cles))


def explain_fermeture(statut: str, motif: str, jour: date | None, presence: str, today: date) -> str:
    """Why a person says no more whether she comes; empty while she may."""
    if statut in PARTIES:
        dit = "reportée" if statut == StatutSeance.REPORTEE else "annulée"
        return f"Cette séance est {dit}\u00a0: {motif}"
    if statut == StatutSeance.CLOSE or (jour is not None and jour < today):
        return "Cette séance a eu lieu\u00a0: il n’y a plus de réponse à donner."
    if statut == StatutSeance.EN_COURS and presence != Presence.INCONNUE:
        return "La séance a commencé, et votre présence y est déjà notée."
    if statut == StatutSeance.BROUILLON:
        return "La séance n’est pas convoquée, ou ne l’est plus\u00a0: vous répondrez à sa convocation."
    return ""


def explain_reponse(reponse: str, represente_par: str) -> Mapping[str, str]:
    if reponse == Reponse.REPRESENTE and not represente_par:
        return {"represente_par": "Indiquez par qui\u00a0: on l’attendra."}
    return {}

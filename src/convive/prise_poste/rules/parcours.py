"""The first hundred days of a person: which step is when, where each one stands. Pure Python."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from convive.prise_poste.refus import PosteRefuse
from convive.prise_poste.rules.contenus import EtapeParcours
from convive.prise_poste.rules.preuves import Preuve
from convive.socle.enums import EnumLibelle

DOMAINE = "prise de poste"
DROIT_SUIVRE = (DOMAINE, "Sa prise de poste", "suivre")
DROIT_LIRE_PARTAGES = (DOMAINE, "La prise de poste qu’une personne partage", "lire")

DUREE_JOURS = 100
MAX_JOUR = 365
MAX_MOTIF = 300
AUJOURDHUI = 3
"""Steps shown first: more is a list, and nobody begins with a list."""
AVANT_JOURS, APRES_JOURS = 366, 120
"""A first day may be so far behind, or so far ahead."""


class Choix(EnumLibelle):
    """What a person said of a step; none of them when it only moved."""

    FAITE = "faite", "Faite"
    ECARTEE = "ecartee", "Écartée"


class EtatEtape(EnumLibelle):
    FAITE = "faite", "Faite"
    ECARTEE = "ecartee", "Écartée"
    EN_COURS = "en_cours", "C’est le moment"
    A_REPRENDRE = "a_reprendre", "À reprendre quand vous pourrez"
    A_VENIR = "a_venir", "Plus tard"


REGLEES = frozenset({EtatEtape.FAITE, EtatEtape.ECARTEE})
ICONES = {
    EtatEtape.FAITE: "check",
    EtatEtape.ECARTEE: "x",
    EtatEtape.EN_COURS: "clock",
    EtatEtape.A_REPRENDRE: "refresh",
    EtatEtape.A_VENIR: "calendar-event",
}


@dataclass(frozen=True, slots=True)
class SuiviEtape:
    """What a person did with a step. `jour` is its first day when she moved it."""

    choix: str = ""
    faite_le: date | None = None
    motif: str = ""
    jour: int | None = None


@dataclass(frozen=True, slots=True)
class EtapeLue:
    """A step as it stands today. `preuve` is None when nothing can be checked: the person ticks it."""

    etape: EtapeParcours
    debut: date
    fin: date
    premier_jour: int
    etat: EtatEtape
    preuve: Preuve | None
    suivi: SuiviEtape

    @property
    def libelle_etat(self) -> str:
        return self.etat.libelle

    @property
    def icone(self) -> str:
        return ICONES[self.etat]

    @property
    def is_reglee(self) -> bool:
        return self.etat in REGLEES

    @property
    def is_a_la_main(self) -> bool:
        return self.preuve is None

    @property
    def is_confirmee(self) -> bool:
        return self.suivi.choix == Choix.FAITE

    @property
    def phrase(self) -> str:
        """What is counted today, and what remains for the person to say; empty when nothing is checked."""
        if self.preuve is None:
            return ""
        reste = "" if self.is_confirmee else self.etape.confirmer
        return f"{self.preuve.phrase} À vous de confirmer\u00a0: {reste}" if reste else self.preuve.phrase

    @property
    def is_ecartee(self) -> bool:
        return self.etat is EtatEtape.ECARTEE

    @property
    def is_deplacee(self) -> bool:
        return self.suivi.jour is not None


@dataclass(frozen=True, slots=True)
class ParcoursLu:
    """`jour` counts from 1 on the first day; 0 or less before it."""

    jour: int
    etapes: tuple[EtapeLue, ...]

    @property
    def faites(self) -> int:
        return sum(ligne.etat is EtatEtape.FAITE for ligne in self.etapes)

    @property
    def ecartees(self) -> int:
        return sum(ligne.etat is EtatEtape.ECARTEE for ligne in self.etapes)

    @property
    def aujourdhui(self) -> tuple[EtapeLue, ...]:
        """What one can do now: what has begun, the soonest end first, then what comes next."""
        restantes = [ligne for ligne in self.etapes if not ligne.is_reglee]
        restantes.sort(key=lambda ligne: (ligne.etat is EtatEtape.A_VENIR, ligne.fin, ligne.debut))
        return tuple(restantes[:AUJOURDHUI])

    @property
    def is_fini(self) -> bool:
        return self.jour >= DUREE_JOURS or all(ligne.is_reglee for ligne in self.etapes)

    def get(self, cle: str) -> EtapeLue | None:
        return next((ligne for ligne in self.etapes if ligne.etape.cle == cle), None)


def list_candidates(
    etapes: Sequence[EtapeParcours], suivis: Mapping[str, SuiviEtape], debut: date, today: date
) -> list[EtapeParcours]:
    """The steps that may come first today, in their order, up to the first that is surely not done: nobody said so,
    and no count alone could say it."""
    lues = [ligne for ligne in read_parcours(etapes, suivis, {}, debut, today).etapes if not ligne.is_ecartee]
    candidates = []
    for ligne in sorted(lues, key=lambda ligne: (today < ligne.debut, ligne.fin, ligne.debut)):
        candidates.append(ligne.etape)
        if not ligne.is_confirmee and (ligne.etape.confirmer or not ligne.etape.preuve):
            break
    return candidates


def compute_jour(debut: date, today: date) -> int:
    return (today - debut).days + 1


def read_parcours(
    etapes: Sequence[EtapeParcours],
    suivis: Mapping[str, SuiviEtape],
    preuves: Mapping[str, Preuve],
    debut: date,
    today: date,
) -> ParcoursLu:
    """The path of a person, its steps in the order of their days."""
    lues = [_read_etape(etape, suivis.get(etape.cle, SuiviEtape()), preuves, debut, today) for etape in etapes]
    lues.sort(key=lambda ligne: (ligne.debut, ligne.fin))
    return ParcoursLu(compute_jour(debut, today), tuple(lues))


def _read_etape(
    etape: EtapeParcours, suivi: SuiviEtape, preuves: Mapping[str, Preuve], debut: date, today: date
) -> EtapeLue:
    premier = suivi.jour or etape.jours[0]
    dernier = premier + etape.jours[1] - etape.jours[0]
    commence, finit = debut + timedelta(days=premier - 1), debut + timedelta(days=dernier - 1)
    preuve = preuves.get(etape.preuve)
    if suivi.choix == Choix.ECARTEE:
        etat = EtatEtape.ECARTEE
    elif _is_faite(etape, suivi, preuve):
        etat = EtatEtape.FAITE
    elif today < commence:
        etat = EtatEtape.A_VENIR
    else:
        etat = EtatEtape.EN_COURS if today <= finit else EtatEtape.A_REPRENDRE
    return EtapeLue(etape, commence, finit, premier, etat, preuve, suivi)


def _is_faite(etape: EtapeParcours, suivi: SuiviEtape, preuve: Preuve | None) -> bool:
    """What the espace shows, what the person says, or both when the step asks for both."""
    is_dite = suivi.choix == Choix.FAITE
    return is_dite if preuve is None else preuve.is_faite and (is_dite or not etape.confirmer)


def refuse_debut(debut: date, today: date) -> None:
    """Raise PosteRefuse for a first day that is a slip of the keyboard."""
    if not -APRES_JOURS <= (today - debut).days <= AVANT_JOURS:
        raise PosteRefuse(
            champs={"date_debut": "Donnez un premier jour de moins d’un an, ou qui vient dans les quatre mois."}
        )

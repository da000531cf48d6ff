"""The report of a session: attendance, hours, results, satisfaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from convive.formation.models import SessionFormation
from convive.formation.rules.bilan_session import Part
from convive.formation.rules.enquetes import Enquete
from convive.formation.rules.formation import EtatInscription, format_heures
from convive.formation.selectors.enquetes import (
    BilanTest,
    ChoixProgres,
    EnqueteLue,
    build_bilan_test,
    list_enquetes,
    list_progres,
)
from convive.formation.selectors.presence import TableauPresences, build_tableau
from convive.formation.selectors.session_lue import SessionLue, read_session

OPINIONS = (
    Enquete.A_CHAUD,
    Enquete.A_FROID_STAGIAIRE,
    Enquete.A_FROID_EMPLOYEUR,
    Enquete.AVIS_INTERVENANT,
    Enquete.AVIS_FINANCEUR,
)


@dataclass(frozen=True, slots=True)
class BilanSession:
    """`a_pointer` is how many presences are not recorded; if any, the hours are incomplete."""

    lue: SessionLue
    effectifs: tuple[Part, ...]
    heures_prevues: str
    heures_suivies: str
    a_pointer: int
    test: BilanTest
    apparies: int
    progres: tuple[ChoixProgres, ...]
    reponses: tuple[Part, ...]
    opinions: tuple[EnqueteLue, ...]


def build_bilan_session(session: SessionFormation, today: date) -> BilanSession:
    """Build the report in ten queries, whatever the number of people."""
    lue = read_session(session, today)
    enquetes = list_enquetes(session, lue.inscriptions, len(lue.intervenants), today)
    tableau = build_tableau(session)
    test = build_bilan_test(enquetes)
    apparies, progres = list_progres(enquetes)
    return BilanSession(
        lue,
        _count_effectifs(lue, tableau, test),
        format_heures(sum(ligne.assiduite.prevues for ligne in tableau.lignes)),
        format_heures(sum(ligne.assiduite.suivies for ligne in tableau.lignes)),
        sum(ligne.assiduite.a_pointer for ligne in tableau.lignes),
        test,
        apparies,
        tuple(progres),
        tuple(_build_reponse(enquete) for enquete in enquetes if enquete.attendus),
        tuple(enquete for enquete in enquetes if enquete.regle.enquete in OPINIONS and enquete.repondus),
    )


def _count_effectifs(lue: SessionLue, tableau: TableauPresences, test: BilanTest) -> tuple[Part, ...]:
    """Counts of people. Those who withdrew before the first day did not start; those who gave up did."""
    abandons = len(lue.get_inscriptions(EtatInscription.ABANDON))
    desistements = len(lue.get_inscriptions(EtatInscription.DESISTEMENT))
    commencees = len(lue.inscrites) + abandons
    complets = sum(ligne.assiduite.is_complete for ligne in tableau.lignes)
    parts: Sequence[Part] = (
        Part(
            "Personnes qui ont commencé la formation",
            commencees,
            commencees + desistements,
            "sur les personnes inscrites",
        ),
        Part(
            "Personnes qui l’ont suivie en entier", complets, commencees, "toutes les demi-journées, sans retard noté"
        ),
        Part("Abandons", abandons, commencees),
        Part("Seuil du test de fin atteint", test.atteints, test.total, "sur les personnes qui l’ont passé"),
    )
    return tuple(part for part in parts if part.total)


def _build_reponse(enquete: EnqueteLue) -> Part:
    return Part(enquete.regle.libelle, enquete.repondus, enquete.attendus)

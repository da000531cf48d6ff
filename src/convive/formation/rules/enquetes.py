"""What is asked of whom, from when, how often it is recalled: positioning, test, opinions. Pure Python."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

MAX_RAPPELS = 2


class Enquete(StrEnum):
    POSITIONNEMENT_ENTREE = "positionnement_entree"
    POSITIONNEMENT_SORTIE = "positionnement_sortie"
    TEST_FIN = "test_fin"
    A_CHAUD = "a_chaud"
    A_FROID_STAGIAIRE = "a_froid_stagiaire"
    A_FROID_EMPLOYEUR = "a_froid_employeur"
    AVIS_INTERVENANT = "avis_intervenant"
    AVIS_FINANCEUR = "avis_financeur"


class Public(StrEnum):
    STAGIAIRE = "stagiaire"
    EMPLOYEUR = "employeur"
    INTERVENANT = "intervenant"
    FINANCEUR = "financeur"


POSITIONNEMENTS = frozenset({Enquete.POSITIONNEMENT_ENTREE, Enquete.POSITIONNEMENT_SORTIE})
"""Answered on the grid of competences, not on a questionnaire."""
MOMENTS = {"entree": Enquete.POSITIONNEMENT_ENTREE, "sortie": Enquete.POSITIONNEMENT_SORTIE}
"""As an address names them."""
AVANT_JOURS = 10
"""The grid of the first day is recalled so many days before it."""
FINANCEUR_JOURS = 7


@dataclass(frozen=True, slots=True)
class RegleEnquete:
    """`delais` are the days from the first message to each reminder; `is_envoyee`: a message leaves, otherwise it is
    only on the page of the person. `fermeture_jours`: it is not recalled, and not sent, after so long."""

    enquete: Enquete
    public: Public
    libelle: str
    sujet: str
    phrase: str
    delais: tuple[int, ...] = ()
    is_envoyee: bool = True
    fermeture_jours: int = 90


REGLES = {
    regle.enquete: regle
    for regle in (
        RegleEnquete(
            Enquete.POSITIONNEMENT_ENTREE,
            Public.STAGIAIRE,
            "Le positionnement à l’entrée",
            "Avant votre formation : où vous en êtes",
            "Vingt-quatre lignes, dix minutes, pour mesurer le chemin. Personne d’autre ne lit vos réponses.",
            (5,),
            fermeture_jours=AVANT_JOURS - 1,
        ),
        RegleEnquete(
            Enquete.POSITIONNEMENT_SORTIE,
            Public.STAGIAIRE,
            "Le positionnement à la sortie",
            "Après votre formation : le chemin parcouru",
            "La même grille qu’à l’entrée. Personne d’autre ne lit vos réponses.",
            is_envoyee=False,
        ),
        RegleEnquete(
            Enquete.TEST_FIN,
            Public.STAGIAIRE,
            "Le test de fin",
            "Le test de fin de votre formation",
            "Dix questions ; l’explication de chacune vient après.",
            is_envoyee=False,
        ),
        RegleEnquete(
            Enquete.A_CHAUD,
            Public.STAGIAIRE,
            "L’avis à chaud",
            "Votre avis sur la formation",
            "Huit questions, trois minutes.",
            (7, 21),
        ),
        RegleEnquete(
            Enquete.A_FROID_STAGIAIRE,
            Public.STAGIAIRE,
            "L’avis à froid",
            "Quelques mois après : ce qui vous a servi",
            "Quatre questions, trois minutes.",
            (14, 28),
        ),
        RegleEnquete(
            Enquete.A_FROID_EMPLOYEUR,
            Public.EMPLOYEUR,
            "L’avis de l’employeur",
            "Quelques mois après la formation : votre avis d’employeur",
            "Trois questions, deux minutes.",
            (14, 28),
        ),
        RegleEnquete(
            Enquete.AVIS_INTERVENANT,
            Public.INTERVENANT,
            "L’avis des intervenant·es",
            "Votre avis sur la session que vous avez animée",
            "Cinq questions, trois minutes.",
            (7,),
        ),
        RegleEnquete(
            Enquete.AVIS_FINANCEUR,
            Public.FINANCEUR,
            "L’avis de qui finance",
            "La formation que vous avez financée : votre avis",
            "Trois questions, deux minutes.",
            (14,),
        ),
    )
}


def add_mois(jour: date, mois: int) -> date:
    """The same day of the month, or the last one of a shorter month."""
    annee, rang = divmod(jour.year * 12 + jour.month - 1 + mois, 12)
    return date(annee, rang + 1, min(jour.day, monthrange(annee, rang + 1)[1]))


def get_ouverture(enquete: Enquete, debut: date, fin: date, a_froid_mois: int) -> date:
    """The day from which it is answered, and asked for by a message when it is sent."""
    match enquete:
        case Enquete.POSITIONNEMENT_ENTREE:
            return debut - timedelta(days=AVANT_JOURS)
        case Enquete.A_FROID_STAGIAIRE | Enquete.A_FROID_EMPLOYEUR:
            return add_mois(fin, a_froid_mois)
        case Enquete.AVIS_FINANCEUR:
            return fin + timedelta(days=FINANCEUR_JOURS)
        case _:
            return fin


def is_ouverte(enquete: Enquete, debut: date | None, fin: date | None, a_froid_mois: int, today: date) -> bool:
    """Whether it may be answered on its page. The grid of the entry is open as soon as one is enrolled, and closes with
    the first day; the others stay open."""
    if debut is None or fin is None:
        return enquete is Enquete.POSITIONNEMENT_ENTREE
    if enquete is Enquete.POSITIONNEMENT_ENTREE:
        return today <= debut
    return today >= get_ouverture(enquete, debut, fin, a_froid_mois)


def is_a_envoyer(enquete: Enquete, debut: date, fin: date, a_froid_mois: int, today: date) -> bool:
    """Whether its first message leaves today, or should have left: never so late that nobody would understand it."""
    regle, ouverture = REGLES[enquete], get_ouverture(enquete, debut, fin, a_froid_mois)
    return regle.is_envoyee and ouverture <= today <= ouverture + timedelta(days=regle.fermeture_jours)


def is_a_rappeler(enquete: Enquete, parti: date, rappels: int, today: date, rappele: date | None = None) -> bool:
    """`rappels` is how many left already, `rappele` the day of the last. One that was missed is not sent twice: the
    next one comes in its turn, as long after the last as the rule puts between them."""
    regle = REGLES[enquete]
    if rappels >= len(regle.delais) or today > parti + timedelta(days=regle.fermeture_jours):
        return False
    if rappels and rappele is not None:
        ecart = regle.delais[rappels] - regle.delais[rappels - 1]
        return today >= rappele + timedelta(days=ecart)
    return today >= parti + timedelta(days=regle.delais[rappels])

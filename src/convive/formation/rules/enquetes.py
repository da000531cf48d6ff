"""The questionnaires (positionnement, test, opinions): who answers, when, and the reminders. Pure Python.

Delays are dated settings (`contenus/references.yaml`) that an organisme may correct; they are passed as
`DelaisEnquetes`.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

MAX_RAPPELS = 2


class Enquete(StrEnum):
    POSITIONNEMENT_ENTREE = "positionnement_entree"
    BESOIN = "besoin_stagiaire"
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
"""Those answered on the grid of competences, instead of with questions."""
AVANT = frozenset({Enquete.POSITIONNEMENT_ENTREE, Enquete.BESOIN})
"""Those asked before the first day, and useless afterwards."""
MOMENTS = {"entree": Enquete.POSITIONNEMENT_ENTREE, "sortie": Enquete.POSITIONNEMENT_SORTIE}
"""Their names in URLs."""


@dataclass(frozen=True, slots=True)
class RegleEnquete:
    """`rappels` is the key of the setting for its reminders, empty if it has none; `is_envoyee`: it is sent by e-mail,
    otherwise it is only on the person's page."""

    enquete: Enquete
    public: Public
    libelle: str
    sujet: str
    phrase: str
    rappels: str = ""
    is_envoyee: bool = True


REGLES = {
    regle.enquete: regle
    for regle in (
        RegleEnquete(
            Enquete.POSITIONNEMENT_ENTREE,
            Public.STAGIAIRE,
            "Le positionnement à l’entrée",
            "Avant votre formation : où vous en êtes",
            "Vingt-quatre lignes, un quart d’heure, pour mesurer vos progrès. Personne d’autre ne lit vos réponses.",
            "entree_rappels",
        ),
        RegleEnquete(
            Enquete.BESOIN,
            Public.STAGIAIRE,
            "Le besoin de chaque stagiaire",
            "Avant votre formation\u00a0: ce que vous en attendez",
            "Six questions, cinq minutes, pour que la session parte de votre situation.",
            "entree_rappels",
        ),
        RegleEnquete(
            Enquete.POSITIONNEMENT_SORTIE,
            Public.STAGIAIRE,
            "Le positionnement à la sortie",
            "Après votre formation\u00a0: vos progrès",
            "La même grille qu’à l’entrée. Personne d’autre ne lit vos réponses.",
            is_envoyee=False,
        ),
        RegleEnquete(
            Enquete.TEST_FIN,
            Public.STAGIAIRE,
            "Le test de fin",
            "Le test de fin de votre formation",
            "Des questions sur chaque objectif, un quart d’heure. L’explication de chacune vient après.",
            is_envoyee=False,
        ),
        RegleEnquete(
            Enquete.A_CHAUD,
            Public.STAGIAIRE,
            "L’avis à chaud",
            "Votre avis sur la formation",
            "Neuf questions, quatre minutes.",
            "a_chaud_rappels",
        ),
        RegleEnquete(
            Enquete.A_FROID_STAGIAIRE,
            Public.STAGIAIRE,
            "L’avis à froid",
            "Quelques mois après : ce qui vous a servi",
            "Quatre questions, trois minutes.",
            "a_froid_rappels",
        ),
        RegleEnquete(
            Enquete.A_FROID_EMPLOYEUR,
            Public.EMPLOYEUR,
            "L’avis de l’employeur",
            "Quelques mois après la formation : votre avis d’employeur",
            "Trois questions, deux minutes.",
            "a_froid_rappels",
        ),
        RegleEnquete(
            Enquete.AVIS_INTERVENANT,
            Public.INTERVENANT,
            "L’avis des intervenant·es",
            "Votre avis sur la session que vous avez animée",
            "Cinq questions, trois minutes.",
            "intervenant_rappels",
        ),
        RegleEnquete(
            Enquete.AVIS_FINANCEUR,
            Public.FINANCEUR,
            "L’avis du financeur",
            "La formation que vous avez financée : votre avis",
            "Trois questions, deux minutes.",
            "financeur_rappels",
        ),
    )
}


@dataclass(frozen=True, slots=True)
class DelaisEnquetes:
    """The delays of a session. `rappels`: key of the setting → days from the first message to each reminder.
    `fermeture_jours`: no message or reminder is sent after this many days."""

    avant_jours: int
    financeur_jours: int
    a_froid_mois: int
    fermeture_jours: int
    rappels: Mapping[str, tuple[int, ...]]

    def get_rappels(self, enquete: Enquete) -> tuple[int, ...]:
        return self.rappels.get(REGLES[enquete].rappels, ())

    def get_fermeture(self, enquete: Enquete) -> int:
        """Days before a questionnaire closes: one asked before the session closes on the first day."""
        return self.avant_jours - 1 if enquete in AVANT else self.fermeture_jours


def explain_rappel_tardif(delais: DelaisEnquetes) -> str:
    """Why a reminder would never be sent; empty if all of them would."""
    for enquete, regle in REGLES.items():
        dernier = max(delais.get_rappels(enquete), default=0)
        if dernier <= (fermeture := delais.get_fermeture(enquete)):
            continue
        if enquete in AVANT:
            return (
                f"La grille d’entrée part {delais.avant_jours} jours avant le premier jour\u00a0: un rappel {dernier} "
                "jours après viendrait trop tard."
            )
        return (
            f"{regle.libelle}\u00a0: un rappel {dernier} jours après ne partirait pas, les envois cessent au bout de "
            f"{fermeture} jours."
        )
    return ""


def add_mois(jour: date, mois: int) -> date:
    """The same day of the month, or the last day of a shorter month."""
    annee, rang = divmod(jour.year * 12 + jour.month - 1 + mois, 12)
    return date(annee, rang + 1, min(jour.day, monthrange(annee, rang + 1)[1]))


def get_ouverture(enquete: Enquete, debut: date, fin: date, delais: DelaisEnquetes) -> date:
    """The day when it opens and, if it is sent by e-mail, when the message is due."""
    match enquete:
        case Enquete.POSITIONNEMENT_ENTREE | Enquete.BESOIN:
            return debut - timedelta(days=delais.avant_jours)
        case Enquete.A_FROID_STAGIAIRE | Enquete.A_FROID_EMPLOYEUR:
            return add_mois(fin, delais.a_froid_mois)
        case Enquete.AVIS_FINANCEUR:
            return fin + timedelta(days=delais.financeur_jours)
        case _:
            return fin


def is_ouverte(enquete: Enquete, debut: date | None, fin: date | None, delais: DelaisEnquetes, today: date) -> bool:
    """Whether it can be answered on its page. Questionnaires asked before the session are open from the enrolment to
    the first day; the others stay open."""
    if debut is None or fin is None:
        return enquete in AVANT
    if enquete in AVANT:
        return today <= debut
    return today >= get_ouverture(enquete, debut, fin, delais)


def is_a_envoyer(enquete: Enquete, debut: date, fin: date, delais: DelaisEnquetes, today: date) -> bool:
    """Whether its first message is due, today or since an earlier day, unless it is now too late to make sense."""
    regle, ouverture = REGLES[enquete], get_ouverture(enquete, debut, fin, delais)
    return regle.is_envoyee and ouverture <= today <= ouverture + timedelta(days=delais.get_fermeture(enquete))


def is_a_rappeler(
    enquete: Enquete, parti: date, rappels: int, delais: DelaisEnquetes, today: date, rappele: date | None = None
) -> bool:
    """Whether a reminder is due; `rappels` is how many were already sent, `rappele` the day of the last one. After a
    late reminder, the next one keeps the interval of the setting, so that two are never sent together."""
    jours = delais.get_rappels(enquete)
    if rappels >= len(jours) or today > parti + timedelta(days=delais.get_fermeture(enquete)):
        return False
    if rappels and rappele is not None:
        return today >= rappele + timedelta(days=jours[rappels] - jours[rappels - 1])
    return today >= parti + timedelta(days=jours[rappels])

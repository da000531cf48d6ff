"""The menu entry of an organisme's pages, its tabs, those of one session, and the breadcrumbs."""

from convive.espaces.views.page import Page, Pages, Rubrique
from convive.espaces.views.sous_pages import SousPage, build_onglets_groupes
from convive.formation.models import Programme, SessionFormation
from convive.formation.permissions import can_animer, can_lire_formation, can_organiser
from convive.formation.selectors.programme import get_programme
from convive.formation.selectors.session import get_session

ACCUEIL = "espaces:espace_detail"
SESSIONS = "formation:session_list"
PROGRAMMES = "formation:programme_list"
PROGRAMME = "formation:programme_detail"
DEROULE_PROGRAMME = "formation:deroule_detail"
PAIRS = "formation:question_list"
DEMANDES = "formation:demande_list"
QUALITE = "formation:qualite_detail"
REGISTRE = "formation:registre_list"
LIGNE = "formation:registre_update"
REGLAGES = "formation:organisme_update"
SESSION = "formation:session_detail"
HORAIRES = "formation:session_horaires"
LIEU = "formation:session_update"
INTERVENANTS = "formation:session_intervenants"
INSCRIPTIONS = "formation:inscription_list"
CONVOCATIONS = "formation:session_convocation"
DEROULE = "formation:session_deroule"
PRESENCES = "formation:presence_list"
ATELIERS = "formation:atelier_list"
EXERCICES = "formation:exercice_list"
QUESTIONNAIRES = "formation:session_questionnaires"
DOCUMENTS = "formation:document_session_list"
OBSERVATIONS = "formation:observation_list"
BILAN = "formation:session_bilan"
QUALITE_SESSION = "formation:qualite_session"
PROGRAMME_ABSENT = "Ce programme n’est pas dans cet espace."
SESSION_ABSENTE = "Cette session n’est pas dans cet espace."
FORMATS = ("docx", "odt", "pdf")

FORMATION = Rubrique(
    SESSIONS,
    (
        SousPage("Sessions", SESSIONS, "calendar-event", can_lire_formation),
        SousPage("Programmes", PROGRAMMES, "notebook", can_lire_formation),
        SousPage("Entre pairs", PAIRS, "message-circle", can_animer),
        SousPage("Demandes", DEMANDES, "message", can_organiser),
        SousPage("Qualité", QUALITE, "shield", can_lire_formation),
        SousPage("Réglages", REGLAGES, "settings", can_organiser),
    ),
)
AVANT, PENDANT, APRES = "Avant", "Pendant", "Après"
GROUPES_SESSION = {AVANT: "list-check", PENDANT: "users-group", APRES: "chart-line"}
"""The tabs before, during and after a session, each with its icon."""
ONGLETS_SESSION = (
    SousPage("La session", SESSION, "calendar-event", can_lire_formation),
    SousPage("Dates et horaires", HORAIRES, "calendar-event", can_organiser, AVANT, "Les demi-journées"),
    SousPage("Lieu et accueil", LIEU, "map-2", can_organiser, AVANT, "Ce que dira la convocation"),
    SousPage("Formateur·rices", INTERVENANTS, "users", can_organiser, AVANT, "L’équipe, et qui vient d’ailleurs"),
    SousPage("Inscriptions", INSCRIPTIONS, "users", can_animer, AVANT, "Qui vient, qui attend une place"),
    SousPage("Convocations", CONVOCATIONS, "send", can_organiser, AVANT, "Une par personne, relue d’abord"),
    SousPage(
        *("Déroulé", DEROULE, "list-tree", can_lire_formation, PENDANT), "Chaque temps, aux heures de cette session"
    ),
    SousPage("Présences", PRESENCES, "check", can_lire_formation, PENDANT, "Pointer, signer"),
    SousPage("Ateliers", ATELIERS, "users-group", can_animer, PENDANT, "Groupes, cartes, chronomètre"),
    SousPage("Objectifs observés", OBSERVATIONS, "eye", can_animer, PENDANT, "Pas encore, avec aide, seul·e"),
    SousPage("Territoires", EXERCICES, "map-2", can_lire_formation, PENDANT, "Un territoire d’exercice pour chacun·e"),
    SousPage(
        *("Questionnaires", QUESTIONNAIRES, "message-circle", can_animer, APRES),
        "De la grille d’entrée à l’avis à froid",
    ),
    SousPage("Documents", DOCUMENTS, "file-text", can_animer, APRES, "Conventions, attestations, certificats"),
    SousPage("Bilan", BILAN, "chart-line", can_lire_formation, APRES, "Qui est venu, ce que l’on en a pensé"),
    SousPage("Qualité", QUALITE_SESSION, "shield", can_lire_formation, APRES, "Les preuves, indicateur par indicateur"),
)


def build_pages(chemin: str = "", onglet: str = SESSIONS) -> Pages:
    """The pages of a module, under `formation/`."""
    return Pages(FORMATION, f"formation/{chemin}", onglet=onglet, autour=place_formation)


def attach_session(pages: Pages, chemin: str = "", onglet: str = SESSION) -> Pages:
    """The pages of one session, which is passed to their functions."""
    une = pages.objet("sessions/<uuid:session_uuid>/", get_session, SESSION_ABSENTE, autour=place_session)
    return une.sous(chemin, onglet=onglet)


def attach_programme(pages: Pages) -> Pages:
    """The pages of one programme, which is passed to their functions as `lu`."""
    return pages.objet("<uuid:programme_uuid>/", get_programme, PROGRAMME_ABSENT, nom="lu", autour=place_programme)


def place_formation(page: Page) -> None:
    """Add what this membre may do today, and breadcrumbs that start from the sessions."""
    ouvert = not page.espace.is_expire
    page.contexte["peut_organiser"] = ouvert and can_organiser(page.membre)
    page.contexte["peut_animer"] = ouvert and can_animer(page.membre)


def place_programme(page: Page) -> None:
    """Add the list and the programme to the breadcrumbs."""
    place_formation(page)
    programme: Programme = page.contexte["lu"].programme
    page.contexte["programme"] = programme
    page.lead("Programmes", page.get_url(PROGRAMMES))
    page.lead(programme.titre, page.get_url(PROGRAMME, programme.pk))


def place_session(page: Page) -> None:
    """Add the session to the breadcrumbs, and its tabs."""
    place_formation(page)
    session: SessionFormation = page.contexte["session"]
    page.contexte |= build_onglets_groupes(
        ONGLETS_SESSION, GROUPES_SESSION, page.membre, page.onglet, lambda onglet: page.get_url(onglet.vue, session.pk)
    )
    page.lead(f"Session {session.numero}", page.get_url(SESSION, session.pk))

"""The room: the page that is projected, and the wall that stagiaires write on from their own page."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone

from convive.espaces.selectors.espace import is_espace_fictif
from convive.espaces.views.page import Gestes, Page
from convive.formation.actions.salle import create_question_mur, delete_question_mur, update_question_mur
from convive.formation.models import SessionFormation
from convive.formation.permissions import can_animer
from convive.formation.refus import FormationRefusee
from convive.formation.rules.salle import MAX_QUESTION, is_mur_ouvert
from convive.formation.selectors.salle import list_demi_journees, list_questions_mur, read_resultats_test
from convive.formation.views.page_stagiaire import PagesStagiaire, PageStagiaire
from convive.formation.views.rubrique import DEROULE, attach_session, build_pages
from convive.socle.requetes import is_fragment
from convive.socle.uuids import parse_uuid

AUCUNE = UUID(int=0)
"""The key of no question."""

pages = build_pages()
salle = attach_session(pages, "salle/", DEROULE)
mur = PagesStagiaire("mur/")


@salle.ecriture("", droit=can_animer)
def salle_detail(page: Page, session: SessionFormation) -> Gestes | HttpResponse:
    """The page that is projected: no name of anybody is on it."""
    if is_fragment(page.request):
        return page.render("formation/_salle_vivant.html", _read_vivant(session))
    saisie = page.request.POST
    uuid = parse_uuid(saisie.get("question", "")) or AUCUNE
    texte = saisie.get("texte", "")
    return Gestes(
        {
            "ajouter": (lambda: create_question_mur(session=session, texte=texte), ""),
            "cocher": (
                lambda: update_question_mur(session=session, uuid=uuid, repondue_le=timezone.now()),
                "",
            ),
            "decocher": (lambda: update_question_mur(session=session, uuid=uuid, repondue_le=None), ""),
            "retirer": (lambda: delete_question_mur(session=session, uuid=uuid), ""),
        },
        suite=f"{page.request.path}#mur",
        contexte=lambda: {
            "demi_journees": list_demi_journees(session),
            "is_fictif": is_espace_fictif(page.espace),
            "max_question": MAX_QUESTION,
            **_read_vivant(session),
        },
    )


def _read_vivant(session: SessionFormation) -> dict[str, Any]:
    """What changes while the page is shown."""
    questions = list(list_questions_mur(session))
    return {
        "questions": questions,
        "restantes": sum(row.repondue_le is None for row in questions),
        "resultats": read_resultats_test(session),
    }


@mur.ecriture()
def stagiaire_mur(page: PageStagiaire) -> HttpResponse | dict[str, Any]:
    """The questions of the room, and a box to add one while the session lasts."""
    session, today = page.inscription.session, timezone.localdate()
    ouvert = is_mur_ouvert(session.date_debut, session.date_fin, today) and page.inscription.etat == "inscrite"
    refus, texte = "", page.request.POST.get("texte", "")
    if page.is_envoi:
        try:
            if not ouvert:
                raise FormationRefusee("On écrit sur le mur pendant la session.")
            create_question_mur(session=session, texte=texte)
            return page.redirect("#questions")
        except FormationRefusee as faute:
            refus = str(faute)
    return {
        "ouvert": ouvert,
        "refus": refus,
        "texte": texte,
        "max_question": MAX_QUESTION,
        "questions": list(list_questions_mur(session)),
    }


urls = [*pages.urls, *mur.urls]

"""Send the convocations of a session: who gets a message, and what it says."""

from typing import Any

from django.template.loader import render_to_string

from convive.espaces.views.page import Formulaire, Page
from convive.formation.actions.convocation import submit_convocations
from convive.formation.actions.envoi import build_contexte_courriel
from convive.formation.models import Inscription, SessionFormation
from convive.formation.permissions import can_organiser
from convive.formation.selectors.convocation import list_convocations
from convive.formation.selectors.preparation.session import list_etapes_cadre
from convive.formation.selectors.session_lue import SessionLue, read_session
from convive.formation.views.rubrique import CONVOCATIONS, attach_session, build_pages
from convive.socle.formats import nombre_accorde

EXEMPLE = "une personne inscrite"

pages = attach_session(build_pages(), "convoquer/", CONVOCATIONS)


@pages.ecriture("", droit=can_organiser)
def session_convocation(page: Page, session: SessionFormation) -> Formulaire:
    def read() -> dict[str, Any]:
        lue = read_session(session, page.today)
        lignes = list_convocations(lue)
        premiere = next((ligne.inscription for ligne in lignes), None)
        return {
            "lignes": lignes,
            "a_envoyer": sum(ligne.is_a_envoyer for ligne in lignes),
            "manques": [etape for etape in list_etapes_cadre(lue) if not etape.is_faite],
            "exemple": premiere.nom if premiere else EXEMPLE,
            "apercu": _render_apercu(premiere, lue),
        }

    return Formulaire(
        None,
        lambda: submit_convocations(by=page.compte, session=session),
        fait=_say,
        suite=page.request.path,
        contexte=read,
    )


def _say(made: int) -> str:
    if not made:
        return "Tout le monde avait déjà la sienne\u00a0: rien n’est reparti."
    return f"{nombre_accorde(made, 'convocation part', 'convocations partent')}."


def _render_apercu(inscription: Inscription | None, lue: SessionLue) -> str:
    """A preview of the message, without the private link."""
    contexte = {
        **build_contexte_courriel(inscription or Inscription(nom="…"), lue),
        "adresse": "(l’adresse de sa page)",
        "adresse_besoin": "(l’adresse de son questionnaire)",
    }
    return render_to_string("formation/_courriel_convocation.txt", contexte).strip()

"""« Je viens », « Je ne viens pas »: what one answers, in the espace, to the convocation of a séance."""

from typing import Any

from django.http import HttpResponse

from convive.espaces.views.page import Page, Pages, Rendu
from convive.gouvernance.actions.convocation import record_reponse
from convive.gouvernance.forms.reponse import MaReponseForm
from convive.gouvernance.models import ParticipantSeance, Seance
from convive.gouvernance.permissions import can_submit_reponse
from convive.gouvernance.rules.instances import MAX_NOM_PERSONNE, GouvernanceRefusee
from convive.gouvernance.selectors.convocation import list_noms_suppleants
from convive.gouvernance.selectors.seance import get_seance
from convive.gouvernance.selectors.venir import ICI, get_venir
from convive.gouvernance.views.rubrique import ACCUEIL, SEANCE, SEANCE_ABSENTE, SEANCES, place_seance
from convive.plan_action.views.elu import ICI as SA_PAGE
from convive.socle.formulaires import explain_refus
from convive.socle.requetes import is_fragment

FAIT = "Votre réponse est notée. Vous pouvez la changer jusqu’à la séance."
PAS_ATTENDU = "Vous n’êtes pas sur la liste des personnes attendues à cette séance, ou elle n’attend plus de réponse."
RETOURS = {"accueil": ACCUEIL, "elu": SA_PAGE}
"""Where these buttons are, besides the page of the séance."""

pages = Pages(SEANCES, "instances/seances/", onglet=SEANCE, autour=place_seance)
seance = pages.objet("<uuid:seance_uuid>/", get_seance, SEANCE_ABSENTE)


@seance.ecriture("ma-reponse/", droit=can_submit_reponse)
def reponse_update(page: Page, seance: Seance) -> Rendu:
    """The three answers, on a page of its own; the same address takes what the buttons of the other pages send."""
    depuis = page.request.POST.get("depuis", ICI)
    venir = get_venir(page.membre, seance, page.today, depuis=depuis)
    participant = venir.participant if venir else None
    form = MaReponseForm(page.data, participant=participant)
    erreur = "" if participant else PAS_ATTENDU
    if page.is_envoi and participant is not None and form.is_valid():
        try:
            record_reponse(participant=participant, data=_build_data(page, participant, form), by=page.compte)
            return _thank(page, seance, depuis)
        except GouvernanceRefusee as refus:
            erreur = str(refus)
            explain_refus(form, refus)
    if page.is_envoi and is_fragment(page.request):
        return _render_boutons(page, seance, depuis, erreur)
    suppleants = list_noms_suppleants(participant) if participant else []
    contexte = {"form": form, "venir": venir, "suppleants": suppleants, "erreur": erreur}
    return page.render("gouvernance/reponse_update.html", contexte, 422 if page.is_envoi else 200)


def _build_data(page: Page, participant: ParticipantSeance, form: MaReponseForm) -> dict[str, Any]:
    """Whoever answers for an organisation has her name beside it."""
    return form.cleaned_data | {"repondant": "" if participant.personne_id else str(page.compte)[:MAX_NOM_PERSONNE]}


def _thank(page: Page, seance: Seance, depuis: str) -> HttpResponse:
    if is_fragment(page.request):
        return _render_boutons(page, seance, depuis)
    suite = page.get_url(RETOURS[depuis]) if depuis in RETOURS else page.get_url(SEANCE, seance.pk)
    return page.redirect(f"{suite}#venir", FAIT)


def _render_boutons(page: Page, seance: Seance, depuis: str, erreur: str = "") -> HttpResponse:
    """The buttons and the counts as they are now."""
    venir = get_venir(page.membre, seance, page.today, depuis=depuis)
    contexte = {"venir": venir, "erreur": erreur, "is_dit": not erreur}
    return page.render("gouvernance/_venir.html", contexte, 422 if erreur else 200)

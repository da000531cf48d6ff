"""One step of the first hundred days: why, how, what it gives; tick it, put it aside, move it, undo."""

from typing import Any

from django.http import Http404

from convive.espaces.views.page import Formulaire, Gestes, Page, Pages
from convive.prise_poste.actions.prise import close_etape, move_etape, refuse_etape, reopen_etape
from convive.prise_poste.forms.parcours import DeplacerForm, EcarterForm
from convive.prise_poste.models import PrisePoste
from convive.prise_poste.permissions import can_follow_parcours
from convive.prise_poste.rules.parcours import EtapeLue, ParcoursLu
from convive.prise_poste.selectors.parcours import get_prise, list_pages, read_prise
from convive.prise_poste.views.rubrique import POSTE

pages = Pages(POSTE, "prise-de-poste/etapes/")


@pages.ecriture("<slug:cle>/", droit=can_follow_parcours)
def etape_detail(page: Page, cle: str) -> Formulaire | Gestes:
    prise, parcours, ligne = _get_or_404(page, cle)
    by, suite = page.compte, page.get_url("prise_poste:etape_detail", cle)
    ecarter = EcarterForm(page.data if page.geste == "ecarter" else None)
    deplacer = DeplacerForm(page.data if page.geste == "deplacer" else None, prise=prise, ligne=ligne)

    def show() -> dict[str, Any]:
        lues = {"prise": prise, "parcours": parcours, "ligne": ligne}
        return lues | {"pages": list_pages(page.membre, ligne, page.today), "ecarter": ecarter, "deplacer": deplacer}

    if page.geste == "ecarter":
        return Formulaire(
            ecarter,
            lambda: refuse_etape(by=by, prise=prise, cle=cle, motif=ecarter.get_motif()),
            fait="L’étape est écartée.",
            suite=suite,
            contexte=show,
        )
    if page.geste == "deplacer":
        return Formulaire(
            deplacer,
            lambda: move_etape(by=by, prise=prise, cle=cle, jour=deplacer.get_jour()),
            fait=lambda _: "L’étape a changé de date." if deplacer.get_jour() else "L’étape est revenue à sa place.",
            suite=suite,
            contexte=show,
        )
    gestes = {
        "faire": (lambda: close_etape(by=by, prise=prise, cle=cle), "C’est noté."),
        "rouvrir": (lambda: reopen_etape(by=by, prise=prise, cle=cle), "L’étape est de nouveau à faire."),
    }
    return Gestes(gestes, suite, show)


def _get_or_404(page: Page, cle: str) -> tuple[PrisePoste, ParcoursLu, EtapeLue]:
    prise = get_prise(page.membre)
    if prise is None:
        raise Http404("Votre parcours n’est pas commencé dans cet espace.")
    parcours = read_prise(page.membre, prise, page.today)
    ligne = parcours.get(cle)
    if ligne is None:
        raise Http404("Cette étape n’existe pas.")
    return prise, parcours, ligne

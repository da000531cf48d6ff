"""One’s first hundred days; for the direction, those that people share."""

from typing import Any

from convive.espaces.views.page import Formulaire, Gestes, Page, Pages
from convive.prise_poste.actions.prise import create_prise, delete_prise, update_debut, update_partage
from convive.prise_poste.forms.parcours import DebutForm
from convive.prise_poste.models import PrisePoste
from convive.prise_poste.permissions import can_follow_parcours, can_list_partages
from convive.prise_poste.rules.parcours import DUREE_JOURS, compute_jour
from convive.prise_poste.selectors.competences import list_partagees
from convive.prise_poste.selectors.contenus import get_etapes
from convive.prise_poste.selectors.parcours import (
    get_prise,
    get_prise_lue,
    list_pages,
    list_prises_partagees,
    read_prise,
)
from convive.prise_poste.views.rubrique import ABSENTE, FORMATS, PARCOURS, PARTAGES, POSTE

DEBUT = ("", "debut")
"""The question of the first day: alone on the page, then among other gestures."""

pages = Pages(POSTE, "prise-de-poste/")
partages = pages.sous("partages/", onglet=PARTAGES)
partage = partages.objet("<uuid:prise_uuid>/", get_prise_lue, ABSENTE)


@pages.ecriture("", droit=can_follow_parcours)
def parcours_detail(page: Page) -> Formulaire | Gestes:
    """What one can do today, then every step; before it begins, the question of the first day."""
    prise, suite = get_prise(page.membre), page.get_url(PARCOURS)
    initial = {"date_debut": prise.date_debut if prise else page.membre.date_debut}
    form = DebutForm(page.data if page.geste in DEBUT else None, initial=initial)
    if page.geste in DEBUT:
        return Formulaire(
            form,
            lambda: _begin(page, prise, form),
            fait=lambda phrase: phrase,
            suite=suite,
            contexte=lambda: _build_contexte(page, prise, form),
        )
    by, gestes = page.compte, {}
    if prise is not None:
        gestes = {
            "partager": (
                lambda: update_partage(by=by, prise=prise, is_partage=True),
                "La direction peut lire votre parcours.",
            ),
            "reprendre": (
                lambda: update_partage(by=by, prise=prise, is_partage=False),
                "Votre parcours n’est plus partagé.",
            ),
            "supprimer": (
                lambda: delete_prise(by=by, prise=prise),
                "Votre parcours est effacé. Ce que vous avez écrit dans l’espace reste.",
            ),
        }
    return Gestes(gestes, suite, lambda: _build_contexte(page, prise, form))


@partages.lecture("", droit=can_list_partages)
def parcours_list(page: Page) -> dict[str, Any]:
    """For the direction: the paths and the self-assessments that people of the espace share."""
    prises = list_prises_partagees(page.membre)
    return {
        "prises": [(prise, compute_jour(prise.date_debut, page.today)) for prise in prises],
        "evaluations": list_partagees(page.membre),
    }


@partage.lecture("", droit=can_list_partages)
def parcours_partage_detail(page: Page, prise: PrisePoste) -> dict[str, Any]:
    """The path of another person, who shares it: where each step stands, and nothing to press."""
    return {"parcours": read_prise(page.membre, prise, page.today)}


def _begin(page: Page, prise: PrisePoste | None, form: DebutForm) -> str:
    """What was done, in one sentence."""
    debut = form.cleaned_data["date_debut"]
    if prise is None:
        create_prise(by=page.compte, espace=page.espace, date_debut=debut)
        return "Votre parcours est commencé\u00a0: trois étapes pour aujourd’hui, le reste attendra."
    update_debut(by=page.compte, prise=prise, date_debut=debut)
    return "Les étapes sont datées à partir de ce jour."


def _build_contexte(page: Page, prise: PrisePoste | None, form: DebutForm) -> dict[str, Any]:
    contexte = {"form": form, "prise": prise, "formats": FORMATS, "duree": DUREE_JOURS}
    if prise is None:
        return {**contexte, "etapes": get_etapes()}
    parcours = read_prise(page.membre, prise, page.today)
    aujourdhui = [(ligne, list_pages(page.membre, ligne, page.today)) for ligne in parcours.aujourdhui]
    return {**contexte, "parcours": parcours, "aujourdhui": aujourdhui}

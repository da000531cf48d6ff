"""« Et si on partait ? »: hypotheses that one tries, and those that a team keeps."""

from typing import Any

from django import forms

from convive.espaces.forms.cahier import LigneForm
from convive.espaces.views.cahier import Cahier
from convive.espaces.views.ecran import FORMULAIRE, LISTE, SUPPRESSION
from convive.espaces.views.page import Formulaire, Page, Pages
from convive.finances.forms.scenario import CHOIX_CLES, EssaiForm
from convive.finances.models import ScenarioFinances
from convive.finances.permissions import can_list_communes
from convive.finances.rules.scenario import SANS_REGLE
from convive.finances.selectors.poids import list_noms
from convive.finances.selectors.scenario import get_comparaison, list_scenarios
from convive.finances.views.rubrique import COMMUNES, FINANCES


def _build_form(page: Page, scenario: ScenarioFinances | None) -> LigneForm:
    """A scenario begins as the page where one tried it."""
    form = SCENARIOS.build_ligne_form(page, scenario)
    form.fields["cle"] = forms.ChoiceField(
        label="Tout répartir selon", choices=[("", "Comme aujourd’hui"), *CHOIX_CLES], required=False
    )
    if scenario is None:
        form.initial.update({nom: page.request.GET[nom] for nom in SCENARIOS.champs if nom in page.request.GET})
    return form


SCENARIOS = Cahier(
    modele=ScenarioFinances,
    vue="finances:scenario",
    titre="Les scénarios gardés",
    ajouter="Garder un scénario",
    vide="Essayez d’abord\u00a0: une commune qui part, une Caf qui verse moins. Ce qui mérite d’être relu se garde.",
    qui_voit="les membres de l’espace, sauf l’administrateur·rice technique.",
    conseil="On garde des hypothèses\u00a0: les montants se recalculent, avec l’argent du jour.",
    champs=("titre", "partante", "caf_pourcent", "cle"),
    colonnes=("partante", "caf_pourcent", "cle"),
    build_form=_build_form,
    lire=can_list_communes,
)
pages = Pages(FINANCES, "finances/scenarios/", onglet=COMMUNES)
scenario = pages.objet("<uuid:scenario_uuid>/", SCENARIOS.get_ligne, "Ce scénario n’existe pas ici.")


@pages.lecture("", droit=can_list_communes)
def scenario_essai(page: Page) -> dict[str, Any]:
    gardes = list_scenarios(page.membre)
    form = EssaiForm(page.request.GET, noms=list_noms(page.membre), scenarios=gardes)
    return {
        "form": form,
        "gardes": gardes,
        "choisis": set(page.request.GET.getlist("gardes")),
        "comparaison": get_comparaison(page.membre, page.today, form.list_hypotheses()),
        "sans_regle": SANS_REGLE,
        "peut_garder": SCENARIOS.can_update(page.membre) and not page.espace.is_expire,
        "parametres": page.request.GET.urlencode(),
    }


@pages.lecture("gardes/", droit=SCENARIOS.can_list, gabarit=LISTE)
def scenario_list(page: Page) -> dict[str, Any]:
    return SCENARIOS.show_list(page)


@pages.ecriture("garder/", droit=SCENARIOS.can_update, gabarit=FORMULAIRE)
def scenario_create(page: Page) -> Formulaire:
    return SCENARIOS.create(page)


@scenario.ecriture("modifier/", droit=SCENARIOS.can_update, gabarit=FORMULAIRE)
def scenario_update(page: Page, scenario: ScenarioFinances) -> Formulaire:
    return SCENARIOS.update(page, scenario)


@scenario.ecriture("supprimer/", droit=SCENARIOS.can_update, gabarit=SUPPRESSION)
def scenario_delete(page: Page, scenario: ScenarioFinances) -> Formulaire:
    return SCENARIOS.delete(page, scenario)

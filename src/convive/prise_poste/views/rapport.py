"""The activity report of the posts for a year, « ?annee=2026 »: what the espace counts, and what figures do not say."""

from typing import Any

from django.http import Http404

from convive.espaces.views.ecran import FORMULAIRE, Ecran
from convive.espaces.views.page import Formulaire, Page, Pages
from convive.prise_poste.actions.rapport import update_rapport
from convive.prise_poste.forms.rubriques import RubriquesForm
from convive.prise_poste.permissions import can_update_rapport
from convive.prise_poste.rules.rapport import MAX_TEXTE, RUBRIQUES
from convive.prise_poste.selectors.rapport import get_rapport, list_annees, read_rapport
from convive.prise_poste.views.rubrique import BILAN, FORMATS, RAPPORT

pages = Pages(BILAN, "prise-de-poste/rapport/")


@pages.lecture("", droit=can_update_rapport)
def rapport_detail(page: Page) -> dict[str, Any]:
    annee = _get_annee_or_404(page)
    return {
        "lu": read_rapport(page.membre, annee, page.today),
        "annee": annee,
        "annees": list_annees(page.membre, page.today),
        "formats": FORMATS,
    }


@pages.ecriture("ecrire/", droit=can_update_rapport, gabarit=FORMULAIRE)
def rapport_update(page: Page) -> Formulaire:
    annee = _get_annee_or_404(page)
    retour = f"{page.get_url(RAPPORT)}?annee={annee}"
    form = RubriquesForm(page.data, rubriques=RUBRIQUES, objet=get_rapport(page.membre, annee), longueur=MAX_TEXTE)
    return Formulaire(
        form,
        lambda: update_rapport(by=page.compte, espace=page.espace, annee=annee, saisie=form.get_saisie()),
        fait="Le rapport est enregistré.",
        suite=retour,
        brouillon=f"rapport_{annee}",
        ecran=Ecran(
            titre=f"Écrire le rapport {annee}",
            chapeau="Les chiffres viennent de l’espace\u00a0; il reste à les expliquer.",
            qui_voit="les chargé·es de coopération et la direction. Le journal garde la trace de chaque modification.",
            bouton="Enregistrer le rapport",
            retour=("Revenir au rapport", retour),
        ),
    )


def _get_annee_or_404(page: Page) -> int:
    """The year that is asked for; until the end of February, one writes that of the year before."""
    demandee, today = page.request.GET.get("annee", ""), page.today
    annees = list_annees(page.membre, today)
    if not demandee:
        return today.year - 1 if today.month < 3 and today.year - 1 in annees else today.year
    if not demandee.isdecimal() or int(demandee) not in annees:
        raise Http404("Cette année n’a pas de rapport ici.")
    return int(demandee)

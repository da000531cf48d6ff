"""Who said they would do what, and who works with whom."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404

from convive.diagnostic.selectors.element import list_thematiques
from convive.espaces.views.page import Formulaire, Page, Pages
from convive.gouvernance.actions.engagement import create_suivi_engagement
from convive.gouvernance.forms.engagement import EngagementForm, FiltreEngagementsForm
from convive.gouvernance.forms.reseau import FiltreReseauForm
from convive.gouvernance.permissions import (
    can_list_engagements,
    can_list_reseau,
    can_update_engagement,
    can_update_engagements,
    can_update_instances,
)
from convive.gouvernance.rules.engagements import count_etats, explain_compte
from convive.gouvernance.rules.reseau import EXPLICATION
from convive.gouvernance.selectors.engagements import find_engagement, get_organisation, list_engagements, list_suivis
from convive.gouvernance.selectors.reseau import get_reseau, list_absences, read_matiere
from convive.gouvernance.views.rubrique import ENGAGEMENTS, GOUVERNANCE, RESEAU
from convive.socle.objets import Reference
from convive.socle.uuids import parse_uuid

pages = Pages(GOUVERNANCE, "")
engagements = pages.sous("engagements/", onglet=ENGAGEMENTS)
reseau = pages.sous("reseau/", onglet=RESEAU)


@engagements.lecture("", droit=can_list_engagements)
def engagement_list(page: Page) -> dict[str, Any]:
    """Organisation by organisation, and where each commitment is."""
    groupes = list_engagements(page.membre, page.today)
    organisations = [(str(groupe.organisation.pk), groupe.organisation.nom) for groupe in groupes]
    form = FiltreEngagementsForm(page.request.GET, organisations=organisations)
    organisation, etat = form.get_choix()
    choisis = [g for groupe in groupes if (g := groupe.keep(etat)).engagements]
    if organisation:
        choisis = [groupe for groupe in choisis if str(groupe.organisation.pk) == organisation]
    is_filtree, is_ouvert = bool(organisation or etat), not page.espace.is_expire
    return {
        "form": form,
        "groupes": choisis,
        "is_filtree": is_filtree,
        # Of all of them, a summary; in full, those that one asked for, and one’s own.
        "entiers": choisis if is_filtree else [groupe for groupe in choisis if groupe.is_sienne],
        "resume": explain_compte(count_etats(e.etat for groupe in choisis for e in groupe.engagements)),
        "dit_tous": is_ouvert and can_update_instances(page.membre),
        "dit_siens": is_ouvert and can_update_engagements(page.membre),
        "jour": page.today,
    }


@engagements.ecriture("<uuid:organisation_uuid>/<slug:objet_type>/<uuid:objet_uuid>/", droit=can_update_engagements)
def engagement_update(page: Page, organisation_uuid: UUID, objet_type: str, objet_uuid: UUID) -> Formulaire:
    """Say where a commitment is; what was said before stays."""
    cle = organisation_uuid, objet_type, objet_uuid
    engagement = find_engagement(page.membre, page.today, cle)
    organisation = get_organisation(page.membre, organisation_uuid)
    if engagement is None or organisation is None:
        raise Http404("Cet engagement n’existe pas, ou vous n’y avez pas accès.")
    if not can_update_engagement(page.membre, organisation_uuid):
        raise PermissionDenied("On ne met à jour que l’engagement de sa propre organisation.")
    form = EngagementForm(page.data, is_equipe=can_update_instances(page.membre), initial={"etat": engagement.etat})
    return Formulaire(
        form,
        lambda: create_suivi_engagement(
            by=page.compte,
            espace=page.espace,
            organisation=organisation,
            reference=Reference(objet_type, objet_uuid),
            **form.cleaned_data,
        ),
        fait="C’est noté.",
        suite=f"{page.get_url(ENGAGEMENTS)}?organisation={organisation_uuid}",
        contexte={
            "engagement": engagement,
            "organisation": organisation,
            "suivis": list_suivis(page.membre, cle),
        },
    )


@reseau.lecture("", droit=can_list_reseau)
def reseau_detail(page: Page) -> dict[str, Any]:
    """Who works with whom, and who is missing."""
    thematiques = list_thematiques(page.membre)
    form = FiltreReseauForm(page.request.GET, thematiques=thematiques)
    thematique, sorte = form.get_choix()
    choisie = next((row for row in thematiques if row.pk == parse_uuid(thematique)), None)
    cle = choisie.pk if choisie else None
    matiere = read_matiere(page.membre, cle)
    return {
        "form": form,
        "thematique": choisie,
        "reseau": get_reseau(page.membre, matiere, cle, sorte),
        "explication": EXPLICATION,
        "absences": list_absences(matiere, [choisie] if choisie else thematiques),
        "is_filtree": bool(choisie or sorte),
    }

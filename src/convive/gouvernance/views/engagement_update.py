"""Say where a commitment is; what was said before stays."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.acteurs.models import Organisation
from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.gouvernance.actions.engagement import create_suivi_engagement
from convive.gouvernance.forms.engagement import EngagementForm
from convive.gouvernance.permissions import can_update_engagement, can_update_engagements, can_update_instances
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.selectors.engagements import find_engagement, get_organisation, list_suivis
from convive.gouvernance.views.sous_pages import build_contexte_sous_page
from convive.socle.objets import Reference


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def engagement_update(
    request: HttpRequest, espace_uuid: UUID, organisation_uuid: UUID, objet_type: str, objet_uuid: UUID
) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_engagements)
    cle = organisation_uuid, objet_type, objet_uuid
    engagement = find_engagement(membre, timezone.localdate(), cle)
    organisation = get_organisation(membre, organisation_uuid)
    if engagement is None or organisation is None:
        raise Http404("Cet engagement n’est pas ici, ou ne vous est pas ouvert.")
    if not can_update_engagement(membre, organisation_uuid):
        raise PermissionDenied("On dit où en est l’engagement de sa propre organisation.")
    data = request.POST if request.method == "POST" else None
    form = EngagementForm(data, is_equipe=can_update_instances(membre), initial={"etat": engagement.etat})
    if form.is_valid() and _submit(membre, organisation, Reference(objet_type, objet_uuid), form):
        messages.success(request, "C’est noté.")
        liste = reverse("gouvernance:engagement_list", args=[espace_uuid])
        return redirect(f"{liste}?organisation={organisation_uuid}")
    context = build_contexte_sous_page(request, membre, "engagement_list", engagement=engagement, form=form)
    context |= {"organisation": organisation, "suivis": list_suivis(membre, cle)}
    return render(request, "gouvernance/engagement_update.html", context)


def _submit(membre: Membre, organisation: Organisation, reference: Reference, form: EngagementForm) -> bool:
    try:
        create_suivi_engagement(
            by=membre.compte, espace=membre.espace, organisation=organisation, reference=reference, **form.cleaned_data
        )
    except GouvernanceRefusee as refus:
        form.explain_refus(refus)
        return False
    return True

"""Who said they would do what, organisation by organisation, and where each is."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from convive.espaces.views.acces import get_membre_or_404
from convive.gouvernance.forms.engagement import FiltreEngagementsForm
from convive.gouvernance.permissions import can_list_engagements, can_update_engagements, can_update_instances
from convive.gouvernance.rules.engagements import count_etats, explain_compte
from convive.gouvernance.selectors.engagements import list_engagements
from convive.gouvernance.views.sous_pages import build_contexte_sous_page


@login_required
@require_safe
def engagement_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_engagements)
    groupes = list_engagements(membre, timezone.localdate())
    form = FiltreEngagementsForm(
        request.GET, organisations=[(str(groupe.organisation.pk), groupe.organisation.nom) for groupe in groupes]
    )
    organisation, etat = form.get_choix()
    choisis = [g for groupe in groupes if (g := groupe.keep(etat)).engagements]
    if organisation:
        choisis = [groupe for groupe in choisis if str(groupe.organisation.pk) == organisation]
    context = build_contexte_sous_page(request, membre, "engagement_list", form=form, groupes=choisis)
    context["is_filtree"] = bool(organisation or etat)
    # Of all of them, a summary; in full, those that one asked for, and one’s own.
    context["entiers"] = choisis if context["is_filtree"] else [groupe for groupe in choisis if groupe.is_sienne]
    context["resume"] = explain_compte(count_etats(e.etat for groupe in choisis for e in groupe.engagements))
    is_ouvert = not membre.espace.is_expire
    context["dit_tous"] = is_ouvert and can_update_instances(membre)
    context["dit_siens"] = is_ouvert and can_update_engagements(membre)
    context["jour"] = timezone.localdate()
    return render(request, "gouvernance/engagement_list.html", context)

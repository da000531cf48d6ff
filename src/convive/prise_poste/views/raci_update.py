"""Change who does what: the whole table, with its rule."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.prise_poste.actions.raci import update_raci
from convive.prise_poste.forms.raci import RaciForm
from convive.prise_poste.permissions import can_update_raci
from convive.prise_poste.refus import PosteRefuse
from convive.prise_poste.rules.raci import LIBELLES_PARTS, ROLES
from convive.prise_poste.selectors.raci import get_raci, get_raci_propose
from convive.prise_poste.views.sous_pages import build_contexte_poste


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def raci_update(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_raci)
    raci = get_raci(membre, request.GET.get("ctg", ""), timezone.localdate())
    if raci is None:
        raise Http404("Il n’y a pas encore de CTG dans cet espace.")
    form = RaciForm(request.POST if request.method == "POST" else None, lignes=raci.lignes)
    if form.is_valid():
        try:
            empreinte = form.cleaned_data["empreinte"]
            lignes, depart = form.get_lignes(), get_raci_propose()
            update_raci(by=membre.compte, ctg=raci.ctg, lignes=lignes, empreinte=empreinte, depart=depart)
        except PosteRefuse as refus:
            form.explain_refus(refus)
        else:
            messages.success(request, "Le tableau est enregistré.")
            answer = redirect("prise_poste:raci_detail", espace_uuid)
            answer["Location"] += f"?ctg={raci.ctg.pk}"
            return answer
    context = build_contexte_poste(request, membre, "raci_detail", raci=raci, form=form)
    context |= {"roles": list(ROLES.values()), "parts": list(LIBELLES_PARTS.values())}
    return render(request, "prise_poste/raci_update.html", context)

"""Write the objectives of a programme, all on one page."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.views.acces import explain_expire
from convive.formation.actions.programme import update_objectifs
from convive.formation.forms.programme import ObjectifsForm
from convive.formation.permissions import can_organiser
from convive.formation.refus import FormationRefusee
from convive.formation.views.acces_programme import build_contexte_programme, get_programme_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def objectif_programme_update(request: HttpRequest, espace_uuid: UUID, programme_uuid: UUID) -> HttpResponse:
    membre, lu = get_programme_or_404(request, espace_uuid, programme_uuid, can_organiser)
    form = ObjectifsForm(request.POST if request.method == "POST" else None, objectifs=lu.objectifs)
    if form.is_valid():
        try:
            update_objectifs(
                by=membre.compte, programme=lu.programme, objectifs=form.get_objectifs(), depart=form.depart_lu
            )
        except FormationRefusee as refus:
            form.explain_refus(refus)
        else:
            messages.success(request, "Les objectifs sont enregistrés.")
            return redirect("formation:programme_detail", espace_uuid, programme_uuid)
    context = build_contexte_programme(request, membre, lu, "objectif_programme_update", form=form)
    return render(request, "formation/objectif_programme_update.html", context)

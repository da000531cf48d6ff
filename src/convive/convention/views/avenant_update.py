"""Change an avenant that is not signed yet."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.convention.actions.avenant import ApresLaFin, update_avenant
from convive.convention.forms.avenant import AvenantForm
from convive.convention.forms.ctg import explain_refus
from convive.convention.permissions import can_update_ctg
from convive.convention.rules.avenants import Nature
from convive.convention.rules.ctg import ConventionRefusee
from convive.convention.views.acces import build_contexte_ctg, get_dossier_or_404
from convive.convention.views.avenant_detail import get_avenant_or_404
from convive.espaces.selectors.note import list_choix_communes
from convive.espaces.views.acces import explain_expire, get_membre_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def avenant_update(request: HttpRequest, espace_uuid: UUID, ctg_uuid: UUID, avenant_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_ctg)
    dossier = get_dossier_or_404(membre, ctg_uuid)
    avenant = get_avenant_or_404(dossier, membre, avenant_uuid)
    form = AvenantForm(
        request.POST if request.method == "POST" else None,
        ctg=dossier.ctg,
        nature=Nature(avenant.nature),
        signataires=dossier.presents,
        communes=list_choix_communes(membre),
        avenant=avenant,
    )
    context = build_contexte_ctg(request, membre, dossier, "", form=form, avenant=avenant)
    if form.is_valid():
        try:
            version, contenu = form.cleaned_data["version"], form.get_contenu()
            update_avenant(by=membre.compte, avenant=avenant, contenu=contenu, version=version)
            messages.success(request, f"« {contenu.objet} » est enregistré.")
            return redirect("convention:avenant_detail", espace_uuid, ctg_uuid, avenant_uuid)
        except ApresLaFin as refus:
            context["apres_la_fin"] = str(refus)
        except ConventionRefusee as refus:
            explain_refus(form, refus)
    return render(request, "convention/avenant_update.html", context)

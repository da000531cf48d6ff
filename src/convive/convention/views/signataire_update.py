"""Change a signatory, or see how it leaves."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.convention.actions.signataire import delete_signataire, update_signataire
from convive.convention.forms.ctg import explain_refus
from convive.convention.forms.signataire import SignataireUpdateForm
from convive.convention.models import Signataire
from convive.convention.permissions import can_update_ctg
from convive.convention.rules.ctg import ConventionRefusee
from convive.convention.selectors.ctg import DossierCtg
from convive.convention.selectors.signataire import list_personnes
from convive.convention.views.acces import build_contexte_ctg, get_dossier_or_404
from convive.espaces.views.acces import explain_expire, get_membre_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def signataire_update(request: HttpRequest, espace_uuid: UUID, ctg_uuid: UUID, signataire_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_ctg)
    dossier = get_dossier_or_404(membre, ctg_uuid)
    signataire = _get_signataire_or_404(dossier, signataire_uuid)
    is_retrait = request.POST.get("geste") == "retirer"
    data = request.POST if request.method == "POST" and not is_retrait else None
    form, erreur = SignataireUpdateForm(data, signataire=signataire, personnes=list_personnes(signataire)), ""
    try:
        if is_retrait:
            delete_signataire(by=membre.compte, signataire=signataire)
            messages.success(request, f"« {signataire} » n’est plus parmi les signataires.")
            return redirect("convention:signataire_list", espace_uuid, ctg_uuid)
        if form.is_valid():
            actuel = form.get_representant_actuel()
            saisie = form.get_saisie()
            update_signataire(by=membre.compte, signataire=signataire, saisie=saisie, representant_actuel=actuel)
            messages.success(request, "Signataire enregistré.")
            return redirect("convention:signataire_list", espace_uuid, ctg_uuid)
    except ConventionRefusee as refus:
        erreur = "" if form.is_bound else str(refus)
        if form.is_bound:
            explain_refus(form, refus)
    context = build_contexte_ctg(request, membre, dossier, "", form=form, signataire=signataire, erreur=erreur)
    return render(request, "convention/signataire_update.html", context)


def _get_signataire_or_404(dossier: DossierCtg, uuid: UUID) -> Signataire:
    signataire = next((s for s in dossier.signataires if s.pk == uuid), None)
    if signataire is None:
        raise Http404("Ce signataire n’existe pas dans cette CTG.")
    signataire.ctg = dossier.ctg
    return signataire

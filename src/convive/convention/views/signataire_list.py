"""Who must still deliberate or sign: the convention first, then each avenant."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.convention.actions.ctg import sign_ctg
from convive.convention.forms.ctg import SignatureForm, explain_refus
from convive.convention.rules.ctg import ConventionRefusee
from convive.convention.selectors.ctg import set_filiations
from convive.convention.views.acces import build_contexte_ctg, get_dossier_or_404, get_membre_lecteur
from convive.espaces.views.acces import explain_expire

PAGE = "convention:signataire_list"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def signataire_list(request: HttpRequest, espace_uuid: UUID, ctg_uuid: UUID) -> HttpResponse:
    membre = get_membre_lecteur(request, espace_uuid)
    dossier = get_dossier_or_404(membre, ctg_uuid)
    derniere = dossier.tableaux[0].derniere_signature
    form = SignatureForm(request.POST if request.method == "POST" else None, initial={"date_signature": derniere})
    if form.is_valid():
        try:
            sign_ctg(by=membre.compte, ctg=dossier.ctg, date_signature=form.cleaned_data["date_signature"])
            messages.success(request, f"La signature de « {dossier.ctg} » est notée.")
            return redirect(PAGE, espace_uuid, ctg_uuid)
        except ConventionRefusee as refus:
            explain_refus(form, refus)
    is_signable = dossier.ctg.date_signature is None and (derniere is not None or form.is_bound)
    context = build_contexte_ctg(request, membre, dossier, "signataire_list", form=form, is_signable=is_signable)
    set_filiations(dossier)
    context["formats"] = ("docx", "odt", "pdf")
    return render(request, "convention/signataire_list.html", context)

"""Choose what an annex of the convention holds."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from convive.convention.actions.visa import update_annexe
from convive.convention.forms.article import AnnexeForm
from convive.convention.forms.ctg import explain_refus
from convive.convention.permissions import can_update_ctg
from convive.convention.rules.ctg import ConventionRefusee
from convive.convention.selectors.catalogue import list_annexes_usuelles
from convive.convention.selectors.document import list_elements_connus
from convive.convention.selectors.signataire import list_pieces_ctg
from convive.convention.selectors.visa import get_annexe
from convive.convention.views.acces import build_contexte_ctg, get_dossier_or_404
from convive.convention.views.article_list import PAGE
from convive.documents.rules.blocs import place_elements
from convive.espaces.views.acces import explain_expire, get_membre_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def annexe_update(request: HttpRequest, espace_uuid: UUID, ctg_uuid: UUID, numero: int) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_ctg)
    dossier = get_dossier_or_404(membre, ctg_uuid)
    titre = dict(list_annexes_usuelles()).get(numero)
    if titre is None:
        raise Http404("Cette annexe n’existe pas.")
    data = request.POST if request.method == "POST" else None
    form = AnnexeForm(data, annexe=get_annexe(dossier.ctg, numero), pieces=list_pieces_ctg(dossier.ctg))
    if form.is_valid():
        try:
            update_annexe(by=membre.compte, ctg=dossier.ctg, numero=numero, saisie=form.get_saisie())
            messages.success(request, f"Annexe {numero} enregistrée.")
            return redirect(reverse(PAGE, args=[espace_uuid, ctg_uuid]) + f"#annexe-{numero}")
        except ConventionRefusee as refus:
            explain_refus(form, refus)
    elements = place_elements(list_elements_connus(membre, dossier.ctg, numero), 3)
    context = build_contexte_ctg(request, membre, dossier, "", form=form, numero=numero, elements=elements)
    context["titre_annexe"] = f"Annexe {numero} – {titre}"
    return render(request, "convention/annexe_update.html", context)

"""Choose some constats and ask a partner for her avis on them, by one link."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from convive.diagnostic.actions.demande import create_demande_avis
from convive.diagnostic.forms.demande import DemandeAvisForm
from convive.diagnostic.permissions import can_update_constats
from convive.diagnostic.rules.constats import MAX_DEMANDE
from convive.diagnostic.rules.fiches import DiagnosticRefuse
from convive.diagnostic.selectors.avis import get_tableau
from convive.diagnostic.selectors.demande import CLE_OBJET, DONNER_AVIS_LISTE
from convive.diagnostic.views.fiche_acces import PAGE_AVIS, build_contexte_constats
from convive.espaces.views.acces import explain_expire, get_membre_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def demande_avis_create(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_constats)
    lignes = get_tableau(membre, with_attendus=False).lignes
    data = request.POST if request.method == "POST" else None
    # By default, those of which nobody has said anything.
    sans_avis = [str(ligne.constat.pk) for ligne in lignes if not ligne.avis][:MAX_DEMANDE]
    form = DemandeAvisForm(data, lignes=lignes, choisis=request.GET.getlist("constat") or sans_avis)
    if form.is_valid():
        try:
            demande = create_demande_avis(by=membre.compte, espace=membre.espace, constats=form.get_constats())
        except DiagnosticRefuse as refus:
            form.add_error("constats", list(refus.messages))
        else:
            query = urlencode({"objet": f"{CLE_OBJET}:{demande.pk}", "geste": DONNER_AVIS_LISTE})
            return redirect(f"{reverse('espaces:lien_create', args=[espace_uuid])}?{query}")
    context = build_contexte_constats(request, membre, PAGE_AVIS, form=form, maximum=MAX_DEMANDE)
    return render(request, "diagnostic/demande_avis_create.html", context)

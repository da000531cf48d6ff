"""Write what figures do not say of a year."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.espaces.views.saisie import build_cle_brouillon
from convive.prise_poste.actions.rapport import update_rapport
from convive.prise_poste.forms.rubriques import RubriquesForm
from convive.prise_poste.permissions import can_update_rapport
from convive.prise_poste.refus import PosteRefuse
from convive.prise_poste.rules.rapport import MAX_TEXTE, RUBRIQUES
from convive.prise_poste.selectors.rapport import get_rapport
from convive.prise_poste.views.acces_rapport import get_annee_or_404
from convive.prise_poste.views.sous_pages import build_contexte_poste


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def rapport_update(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_rapport)
    annee = get_annee_or_404(request, membre, timezone.localdate())
    data = request.POST if request.method == "POST" else None
    form = RubriquesForm(data, rubriques=RUBRIQUES, objet=get_rapport(membre, annee), longueur=MAX_TEXTE)
    brouillon = build_cle_brouillon(membre.compte, f"rapport_{annee}", espace_uuid)
    retour = f"{reverse('prise_poste:rapport_detail', args=[espace_uuid])}?annee={annee}"
    if form.is_valid():
        textes, version = form.get_textes(), form.cleaned_data["version"]
        try:
            update_rapport(by=membre.compte, espace=membre.espace, annee=annee, textes=textes, version=version)
        except PosteRefuse as refus:
            form.explain_refus(refus)
        else:
            messages.success(request, "Le rapport est enregistré.", extra_tags=brouillon)
            return redirect(retour)
    context = build_contexte_poste(
        request, membre, "rapport_detail", form=form, brouillon=brouillon, annee=annee, retour=retour
    )
    return render(request, "prise_poste/rapport_update.html", context)

"""Write for whoever comes next."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.espaces.views.saisie import build_cle_brouillon
from convive.prise_poste.actions.passation import update_passation
from convive.prise_poste.forms.rubriques import RubriquesForm
from convive.prise_poste.permissions import can_update_passation
from convive.prise_poste.refus import PosteRefuse
from convive.prise_poste.rules.passation import MAX_TEXTE, RUBRIQUES
from convive.prise_poste.selectors.passation import get_passation
from convive.prise_poste.views.sous_pages import build_contexte_poste


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def passation_update(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_passation)
    data = request.POST if request.method == "POST" else None
    form = RubriquesForm(data, rubriques=RUBRIQUES, objet=get_passation(membre), longueur=MAX_TEXTE)
    brouillon = build_cle_brouillon(membre.compte, "passation", espace_uuid)
    if form.is_valid():
        try:
            version = form.cleaned_data["version"]
            update_passation(by=membre.compte, espace=membre.espace, textes=form.get_textes(), version=version)
        except PosteRefuse as refus:
            form.explain_refus(refus)
        else:
            messages.success(request, "Le dossier de passation est enregistré.", extra_tags=brouillon)
            return redirect("prise_poste:passation_detail", espace_uuid)
    context = build_contexte_poste(request, membre, "passation_detail", form=form, brouillon=brouillon)
    return render(request, "prise_poste/passation_update.html", context)

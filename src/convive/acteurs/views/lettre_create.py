"""Write a letter: its object, its text, and the people taken at once when the address names them."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.acteurs.actions.lettre import create_lettre
from convive.acteurs.forms.lettre import LettreForm, SourceForm
from convive.acteurs.permissions import can_create_lettre
from convive.acteurs.rules.annuaire import ActeurRefuse
from convive.acteurs.views.acces import build_contexte_acteurs
from convive.acteurs.views.lettre_acces import PAGE_LETTRES, build_cle_lettre
from convive.espaces.views.acces import explain_expire, get_membre_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def lettre_create(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_create_lettre)
    data = request.POST if request.method == "POST" else None
    form = LettreForm(data)
    source = SourceForm(data, membre=membre, initial={"source": request.GET.get("a", "")})
    brouillon = build_cle_lettre(membre, espace_uuid)
    if form.is_valid() and source.is_valid():
        try:
            lettre = create_lettre(
                by=membre.compte, espace=membre.espace, saisie=form.get_saisie(), cibles=source.list_cibles()
            )
        except ActeurRefuse as error:
            form.add_error(None, list(error.messages))
        else:
            messages.success(request, "Brouillon enregistré\u00a0: rien n’est parti.", extra_tags=brouillon)
            return redirect("acteurs:lettre_detail", espace_uuid, lettre.pk)
    context = build_contexte_acteurs(request, membre, PAGE_LETTRES, form=form, source=source, brouillon=brouillon)
    return render(request, "acteurs/lettre_create.html", context)

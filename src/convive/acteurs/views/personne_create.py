"""Add a person, and the function by which one meets her; someone who looks like her is shown first."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.acteurs.actions.personne import create_personne
from convive.acteurs.forms.personne import FonctionForm, PersonneForm
from convive.acteurs.models import Personne
from convive.acteurs.permissions import can_update_acteurs
from convive.acteurs.rules.annuaire import ActeurRefuse
from convive.acteurs.selectors.doublon import list_personnes_proches
from convive.acteurs.selectors.organisation import list_choix_organisations
from convive.acteurs.views.acces import build_contexte_acteurs
from convive.acteurs.views.personne_list import PAGE_PERSONNES
from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire, get_membre_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def personne_create(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_acteurs)
    data = request.POST if request.method == "POST" else None
    initial = {"organisation": request.GET.get("organisation", "")}
    form = PersonneForm(data)
    fonction = FonctionForm(data, organisations=list_choix_organisations(membre), initial=initial, is_facultative=True)
    proches: list[Personne] = []
    # Both are read, so that both say what is to be corrected.
    if all([form.is_valid(), fonction.is_valid()]):
        if "quand_meme" not in request.POST:
            proches = list_personnes_proches(membre, form.get_saisie().valeurs)
        personne = None if proches else _create(membre, form, fonction)
        if personne is not None:
            messages.success(request, "Personne ajoutée.")
            return redirect("acteurs:personne_detail", espace_uuid, personne.pk)
    context = build_contexte_acteurs(request, membre, PAGE_PERSONNES, form=form, fonction=fonction, proches=proches)
    return render(request, "acteurs/personne_create.html", context)


def _create(membre: Membre, form: PersonneForm, fonction: FonctionForm) -> Personne | None:
    """None when the function is refused, which its form then says."""
    try:
        return create_personne(
            by=membre.compte, espace=membre.espace, saisie=form.get_saisie(), fonction=fonction.get_saisie()
        )
    except ActeurRefuse as error:
        fonction.add_error(None, list(error.messages))
        return None

"""Who works with whom in a workshop, who plays what."""

from random import SystemRandom
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.comptes.models import Compte
from convive.espaces.views.acces import explain_expire
from convive.formation.actions.groupes import clone_places, create_places_hasard, update_places
from convive.formation.forms.groupes import GroupesForm, HasardForm
from convive.formation.models import Atelier
from convive.formation.refus import FormationRefusee
from convive.formation.rules.groupes import suggest_nombre
from convive.formation.selectors.ateliers import get_noms_roles, list_places, list_presents, list_sources
from convive.formation.selectors.feuilles import get_contenu_atelier
from convive.formation.views.acces_atelier import build_contexte_atelier, get_atelier_or_404
from convive.socle.uuids import parse_uuid


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def atelier_groupes(request: HttpRequest, espace_uuid: UUID, session_uuid: UUID, atelier_uuid: UUID) -> HttpResponse:
    membre, atelier = get_atelier_or_404(request, espace_uuid, session_uuid, atelier_uuid)
    presents = list(list_presents(atelier.session))
    geste = request.POST.get("geste", "")
    roles = get_noms_roles(get_contenu_atelier(atelier.sorte, atelier.contenu))
    saisie = request.POST if geste == "ranger" else None
    form = GroupesForm(saisie, inscriptions=presents, places=list_places(atelier), roles=roles)
    nombre = {"nombre": suggest_nombre(len(presents), len(roles) - 1 if roles else 4)}
    hasard = HasardForm(request.POST if geste == "hasard" else None, initial=nombre)
    if request.method == "POST":
        try:
            if _apply(request, membre.compte, atelier, form, hasard):
                return redirect("formation:atelier_detail", espace_uuid, session_uuid, atelier_uuid)
        except FormationRefusee as refus:
            (hasard if geste == "hasard" else form).explain_refus(refus)
            if geste == "reprendre":
                messages.error(request, str(refus))
    context = build_contexte_atelier(
        request, membre, atelier, form=form, hasard=hasard, sources=list_sources(atelier), roles=roles
    )
    return render(request, "formation/atelier_groupes.html", context)


def _apply(request: HttpRequest, by: Compte, atelier: Atelier, form: GroupesForm, hasard: HasardForm) -> bool:
    """Whether something was done. Raise FormationRefusee."""
    geste = request.POST.get("geste", "")
    if geste == "ranger" and form.is_valid():
        update_places(by=by, atelier=atelier, places=form.get_places())
        return True
    if geste == "hasard" and hasard.is_valid():
        presents, nombre = list(list_presents(atelier.session)), hasard.cleaned_data["nombre"]
        create_places_hasard(by=by, atelier=atelier, inscriptions=presents, nombre=nombre, hasard=SystemRandom())
        return True
    uuid = parse_uuid(request.POST.get("source", ""))
    source = next((row for row in list_sources(atelier) if row.pk == uuid), None)
    if geste == "reprendre" and source is not None:
        clone_places(by=by, atelier=atelier, source=source, hasard=SystemRandom())
        return True
    return False

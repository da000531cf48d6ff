"""A register of quality: its lines, those that wait for somebody first."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from convive.formation.selectors.references import Reglages
from convive.formation.selectors.registres import list_lignes
from convive.formation.views.registres import build_contexte_qualite, build_tableau, get_registre_or_404


@login_required
@require_safe
def registre_list(request: HttpRequest, espace_uuid: UUID, registre: str) -> HttpResponse:
    membre, declare = get_registre_or_404(request, espace_uuid, registre)
    lues = list_lignes(declare.modele, Reglages(membre.espace), timezone.localdate())
    context = build_contexte_qualite(
        request,
        membre,
        registre,
        registre=declare,
        lignes=build_tableau(membre, declare, lues),
        attendues=sum(lue.etat.is_attendu for lue in lues),
    )
    context["peut_ecrire"] = declare.is_ecrit(membre) and not membre.espace.is_expire
    return render(request, "formation/registre_list.html", context)

"""The public pages that the law requires, and the record of processing activities, for the administrator."""

from typing import cast

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.comptes.conservation import get_regles
from convive.comptes.models import Compte
from convive.comptes.registre import donnees_personnelles
from convive.comptes.traitements import list_traitements


@require_safe
def donnees_personnelles_detail(request: HttpRequest) -> HttpResponse:
    """« Données personnelles et cookies »."""
    context = {"editeur": settings.EDITEUR, "traitements": list_traitements(), "regles": get_regles().values()}
    return render(request, "comptes/donnees_personnelles_detail.html", context)


@require_safe
def mentions_legales(request: HttpRequest) -> HttpResponse:
    return render(request, "comptes/mentions_legales.html", {"editeur": settings.EDITEUR})


@require_safe
def accessibilite_detail(request: HttpRequest) -> HttpResponse:
    return render(request, "comptes/accessibilite_detail.html", {"editeur": settings.EDITEUR})


@require_safe
@login_required
def registre_traitements(request: HttpRequest) -> HttpResponse:
    if not cast(Compte, request.user).is_staff:
        raise PermissionDenied("Le registre est pour la personne qui administre l’installation.")
    context = {
        "editeur": settings.EDITEUR,
        "traitements": list_traitements(),
        "regles": get_regles().values(),
        "declarations": donnees_personnelles.get_all(),
    }
    return render(request, "comptes/registre_traitements.html", context)

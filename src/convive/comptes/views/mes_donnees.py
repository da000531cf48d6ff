"""« Mes données » : what Convive knows about a person and how long it is kept, with the export and the erasure."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from convive.comptes.actions.effacement import close_effacement
from convive.comptes.models import Compte
from convive.comptes.selectors.adresse import get_adresse_a_prouver
from convive.comptes.selectors.mes_donnees import get_demande, list_resumes


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mes_donnees(request: HttpRequest) -> HttpResponse:
    compte = cast(Compte, request.user)
    if request.method == "POST":
        close_effacement(by=compte)
        return redirect("comptes:mes_donnees")
    rubriques = list_resumes(compte, request.GET.get("rubrique", ""))
    context = {
        "rubriques": [rubrique for rubrique in rubriques if rubrique.nombre],
        "vides": [rubrique for rubrique in rubriques if not rubrique.nombre],
        "demande": get_demande(compte),
        "adresse_a_prouver": get_adresse_a_prouver(compte),
    }
    return render(request, "comptes/mes_donnees.html", context)

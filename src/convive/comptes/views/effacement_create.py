"""Request erasure: what is erased, what is kept and why; a password check, then seven days to cancel."""

from typing import cast

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from convive.comptes.actions.effacement import EffacementRefuse, submit_effacement
from convive.comptes.conservation import get_regle
from convive.comptes.models import Compte
from convive.comptes.registre import Sort, donnees_personnelles
from convive.comptes.selectors.adresse import get_adresse_a_prouver
from convive.comptes.selectors.mes_donnees import get_demande


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator]  # allauth comes without types
def effacement_create(request: HttpRequest) -> HttpResponse:
    compte = cast(Compte, request.user)
    if request.method == "POST":
        try:
            submit_effacement(by=compte)
            messages.success(request, "Votre demande est enregistrée. Un e-mail vous le confirme.")
            return redirect("comptes:mes_donnees")
        except EffacementRefuse:
            pass  # The page rendered below says why.
    declarations = donnees_personnelles.get_all()
    context = {
        "demande": get_demande(compte),
        "adresse_a_prouver": get_adresse_a_prouver(compte),
        "obstacles": donnees_personnelles.list_obstacles(compte),
        "effaces": [d for d in declarations if d.sort is Sort.EFFACER],
        "gardes": [d for d in declarations if d.sort is not Sort.EFFACER],
        "nom": donnees_personnelles.get_noms_de_role(compte).general,
        "delai": get_regle("delai_effacement").duree_libelle,
    }
    return render(request, "comptes/effacement_create.html", context)

"""« Mon compte »: the person's identity, and how she logs in."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.comptes.models import Compte
from convive.comptes.selectors.securite import get_securite


@require_safe
@login_required
def compte_detail(request: HttpRequest) -> HttpResponse:
    compte = cast(Compte, request.user)
    return render(request, "comptes/compte_detail.html", {"compte": compte, "securite": get_securite(compte)})

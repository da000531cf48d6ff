"""The page of an offer to share: opening it changes nothing, a button accepts or declines."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from convive.espaces.actions.partage import refuse_partage, validate_partage
from convive.espaces.forms.partage import ReponsePartageForm
from convive.espaces.models import Partage
from convive.espaces.partages import partages
from convive.espaces.permissions import can_validate_partages
from convive.espaces.rules import PHRASES_PARTAGE, EspaceRefuse, fold_email
from convive.espaces.selectors.partage import get_partage, list_departements
from convive.espaces.views.acces import explain_expire

TEMPLATE = "espaces/partage_detail.html"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def partage_detail(request: HttpRequest, cle: str) -> HttpResponse:
    partage = get_partage(cle)
    if partage is None:
        return render(request, TEMPLATE, {"partage": None}, status=404)
    connecte = request.user if request.user.is_authenticated else None
    departements = list_departements(connecte, can_validate_partages) if connecte else []
    accepte = request.method == "POST" and request.POST.get("geste") == "accepter"
    form, erreur = ReponsePartageForm(request.POST if accepte else None, departements=departements), ""
    try:
        if request.method == "POST" and (response := _submit(request, partage, form)):
            return response
    except EspaceRefuse as error:
        erreur = str(error)
    # The offer as it is now: a gesture that was refused may have met the answer of someone else.
    partage.refresh_from_db()
    context = _build_contexte(request, partage) | {"cle": cle, "form": form, "erreur": erreur}
    return render(request, TEMPLATE, context, status=200 if partage.is_en_attente else 410)


def _build_contexte(request: HttpRequest, partage: Partage) -> dict[str, Any]:
    email = request.user.email if request.user.is_authenticated else ""
    etat = partage.get_etat()
    return {
        "partage": partage,
        "champs": partages.get_for_cles(partage.champs),
        "etat": etat.value,
        "phrase": PHRASES_PARTAGE.get(etat, ""),
        "is_autre_adresse": bool(email) and fold_email(email) != partage.email,
        "url_connexion": f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': request.path})}",
    }


def _submit(request: HttpRequest, partage: Partage, form: ReponsePartageForm) -> HttpResponse | None:
    """Do what the button says; None when the form has to be corrected, or when no button was pressed."""
    compte = request.user if request.user.is_authenticated else None
    if request.POST.get("geste") == "refuser":
        refuse_partage(by=compte, partage=partage)
        return render(request, TEMPLATE, {"partage": partage, "etat": "decline"})
    if compte is not None and form.is_bound and form.is_valid():
        departement = form.cleaned_data["departement"]
        accepte = validate_partage(by=compte, partage=partage, departement=departement)
        return redirect("espaces:territoire_detail", departement.pk, accepte.pk)
    return None

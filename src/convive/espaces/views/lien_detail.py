"""The page of a magic link: opening it changes nothing, a button makes the gesture."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from convive.comptes.tentatives import get_adresse_ip
from convive.espaces.actions.lien import submit_demande, validate_lien
from convive.espaces.middleware import get_suivi
from convive.espaces.models import LienMagique
from convive.espaces.permissions import EspaceExpire
from convive.espaces.rules import EspaceRefuse
from convive.espaces.selectors.espace import is_espace_fictif
from convive.espaces.selectors.lien import LienResolu, resolve_lien
from convive.espaces.views.public import build_url_liste, without_trace

TEMPLATE = "espaces/lien_detail.html"


# The key in the address is the only authority: no cookie is read, so nobody can make a visitor send this form without
# knowing the key. And « no-referrer » makes browsers send « Origin: null », which the CSRF check refuses.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@without_trace
def lien_detail(request: HttpRequest, cle: str) -> HttpResponse:
    lien = get_suivi(request).lien
    if lien is None:
        return render(request, TEMPLATE, {"resolu": None}, status=404)
    if request.method == "POST" and request.POST.get("demande"):
        return _submit_demande(request, lien)
    return _show(request, lien, cle)


def _submit_demande(request: HttpRequest, lien: LienMagique) -> HttpResponse:
    resolu, is_faite = resolve_lien(lien), False
    if resolu.is_redemandable:
        is_faite = submit_demande(liens=[lien], adresse_ip=get_adresse_ip(request), url_liste=build_url_liste(request))
    context = {"resolu": resolu, "demande": "faite" if is_faite else "refusee"}
    return render(request, TEMPLATE, context, status=200 if is_faite else 429)


def _show(request: HttpRequest, lien: LienMagique, cle: str) -> HttpResponse:
    resolu, erreur, form = resolve_lien(lien), "", None
    if resolu.is_actif and resolu.geste:
        form = resolu.geste.build_form(lien, resolu.objet, request.POST if request.method == "POST" else None)
        if form.is_valid():
            try:
                validate_lien(lien=lien, data=form.cleaned_data)
                return redirect(f"{request.path}?fait=1")
            except (EspaceRefuse, EspaceExpire) as error:
                erreur, resolu = str(error), resolve_lien(lien)
    is_fait = request.method != "POST" and lien.usages > 0 and "fait" in request.GET
    context = _build_contexte(resolu) | {
        "form": form,
        "erreur": erreur,
        "is_fait": is_fait,
        "suite": resolu.geste.get_suite(lien, resolu.objet) if is_fait and resolu.is_actif and resolu.geste else "",
        "cle": cle,
        "is_fictif": is_espace_fictif(lien.espace),
    }
    return render(request, TEMPLATE, context, status=200 if resolu.is_actif or is_fait else 410)


def _build_contexte(resolu: LienResolu) -> dict[str, object]:
    geste, objet = resolu.geste, resolu.objet
    shown = geste is not None and objet is not None
    return {
        "resolu": resolu,
        "question": geste.get_question(objet) if shown and geste else "",
        **(geste.get_contexte(objet) if shown and geste else {}),
    }

"""« J’ai perdu mon lien » : the answer is the same whether the address received one or not."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from convive.comptes.tentatives import get_adresse_ip
from convive.espaces.actions.lien import submit_demande_perdue
from convive.espaces.forms.lien import LienPerduForm
from convive.espaces.views.public import build_url_liste, without_trace


# No cookie is read here, and « no-referrer » makes a browser send « Origin: null », which the check would refuse.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@without_trace
def lien_demande(request: HttpRequest) -> HttpResponse:
    form, etat = LienPerduForm(request.POST if request.method == "POST" else None), ""
    if form.is_valid():
        is_faite = submit_demande_perdue(
            email=form.cleaned_data["email"],
            adresse_ip=get_adresse_ip(request),
            url_liste=build_url_liste(request),
        )
        etat = "faite" if is_faite else "refusee"
    status = 429 if etat == "refusee" else 200
    return render(request, "espaces/lien_demande.html", {"form": form, "etat": etat}, status=status)

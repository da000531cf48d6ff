"""The public page that checks the code of a document: genuine or not, cancelled or not, and nothing about the person
without her consent. The number of unknown codes per network address is limited."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from convive.comptes.tentatives import get_adresse_ip
from convive.espaces.rules import FENETRE_TENTATIVES
from convive.espaces.views.public import without_account
from convive.formation.actions.verification import VerificationBloquee, record_verification
from convive.formation.forms.document import VerificationForm

TEMPLATE = "formation/verification_detail.html"


@without_account
def verification_detail(request: HttpRequest) -> HttpResponse:
    """The QR code of a document fills in the form, but only submitting it checks the code: opening the page does not
    count as an attempt."""
    if request.method != "POST":
        return render(request, TEMPLATE, {"form": VerificationForm(initial={"code": request.GET.get("code", "")[:40]})})
    form = VerificationForm(request.POST)
    if not form.is_valid():
        return render(request, TEMPLATE, {"form": form}, status=422)
    try:
        found = record_verification(code=form.cleaned_data["code"], adresse_ip=get_adresse_ip(request))
    except VerificationBloquee:
        response = render(request, TEMPLATE, {"form": form, "is_bloque": True}, status=429)
        response.headers["Retry-After"] = str(int(FENETRE_TENTATIVES.total_seconds()))
        return response
    context = {"form": form, "verification": found, "is_inconnu": found is None}
    return render(request, TEMPLATE, context, status=200 if found else 404)


urls = [path("formation/verification/", verification_detail, name="verification_detail")]

"""The documents of a trainee at her personal address; she says there whether the public page may name her."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from convive.espaces.views.public import without_trace
from convive.formation.actions.document import update_accord
from convive.formation.selectors.document import list_documents_stagiaire
from convive.formation.views.acces_stagiaire import build_contexte_stagiaire, get_inscription_or_404


# The key in the address is the only authority, as on every page of a trainee.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@without_trace
def document_personnel_list(request: HttpRequest, cle: str) -> HttpResponse:
    inscription = get_inscription_or_404(cle)
    if request.method == "POST":
        update_accord(inscription=inscription, accord=request.POST.get("accord") == "oui")
        return redirect(f"{request.path}#accord")
    context = build_contexte_stagiaire(
        cle, inscription, "document_personnel_list", documents=list_documents_stagiaire(inscription)
    )
    return render(request, "formation/document_personnel_list.html", context)

"""What Convive prepares for the person who looks: in an espace, or everywhere."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.comptes.requetes import get_compte
from convive.documents.objets import get_url_travail
from convive.documents.selectors.travail import list_travaux
from convive.documents.views.acces import build_contexte_travaux, get_membre_des_travaux


@login_required
@require_safe
def travail_list(request: HttpRequest, espace_uuid: UUID | None = None) -> HttpResponse:
    membre = get_membre_des_travaux(request, espace_uuid)
    travaux = list_travaux(get_compte(request), membre.espace if membre else None)
    lignes = [(travail, get_url_travail(travail)) for travail in travaux]
    return render(request, "documents/travail_list.html", build_contexte_travaux(request, membre, lignes=lignes))

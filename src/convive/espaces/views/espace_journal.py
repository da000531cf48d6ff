"""Who did what in an espace, and when."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.espaces.permissions import can_get_journal
from convive.espaces.views.acces import build_contexte, get_membre_or_404
from convive.journal.selectors import get_journal

LIMITE = 200


@login_required
@require_safe
def espace_journal(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_get_journal)
    lignes = get_journal(espace_uuid, LIMITE, compte=request.user)
    if membre.limites.is_limitee:
        # The name of an object is already something of it: a limited place reads the lines of what it may open.
        lignes = tuple(ligne for ligne in lignes if ligne.url)
    context = build_contexte(request, membre, "espaces:espace_journal", lignes=lignes, limite=LIMITE)
    return render(request, "espaces/espace_journal.html", context)

"""Who did what in an espace, and when."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from convive.espaces.forms.filtre_journal import FiltreJournalForm
from convive.espaces.permissions import can_delete_corbeille, can_get_journal
from convive.espaces.selectors.journal import get_choix_journal, get_url_ligne, list_journal
from convive.espaces.views.acces import build_contexte, get_membre_or_404
from convive.socle.uuids import parse_uuid
from convive.ui.pagination import build_parametres

PAGE = "espaces:espace_journal"


@login_required
@require_safe
def espace_journal(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    """With `?ligne=`, the page of the object of a line: it is looked for when one goes there, and not for each line."""
    membre = get_membre_or_404(request, espace_uuid, can_get_journal)
    if "ligne" in request.GET:
        uuid = parse_uuid(request.GET["ligne"])
        if not (uuid and (url := get_url_ligne(membre, uuid))):
            raise Http404("Cet objet n’existe plus, ou votre place ne l’ouvre pas.")
        return redirect(url)
    form = FiltreJournalForm(request.GET, choix=get_choix_journal(membre))
    liste, lignes = list_journal(
        membre, form.get_filtre(), request.GET.get("page", ""), with_disparus=can_delete_corbeille(membre)
    )
    context = build_contexte(request, membre, PAGE, form=form, liste=liste, lignes=lignes)
    context["parametres"] = build_parametres(request.GET)
    return render(request, "espaces/espace_journal.html", context)

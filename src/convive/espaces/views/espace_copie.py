"""Take a whole espace away as a ZIP; from here, make another one, put it back, delete it."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods

from convive.espaces.actions.copie import export_copie
from convive.espaces.models import Membre
from convive.espaces.permissions import can_clone_espace, can_delete_espace, can_export_espace, can_reset_espace
from convive.espaces.selectors.copie import list_emportes
from convive.espaces.views.acces import build_contexte, get_membre_or_404

PAGE = "espaces:espace_copie"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def espace_copie(request: HttpRequest, espace_uuid: UUID) -> HttpResponseBase:
    # An espace that has expired is still taken away: nothing here changes it.
    membre = get_membre_or_404(request, espace_uuid, can_export_espace, is_lecture=True)
    if request.method == "POST":
        if request.POST.get("geste") == "emporter":
            return _export(membre)
        raise Http404("Ce geste n’existe pas.")
    context = build_contexte(
        request,
        membre,
        PAGE,
        emportes=list_emportes(membre.espace),
        peut_cloner=can_clone_espace(membre),
        peut_remettre=can_reset_espace(membre),
        peut_supprimer=can_delete_espace(membre),
    )
    return render(request, "espaces/espace_copie.html", context)


def _export(membre: Membre) -> FileResponse:
    """Taking a copy leaves a line in the journal: it is a button, not a link."""
    name = slugify(membre.espace.nom)[:60] or "espace"
    return FileResponse(
        export_copie(by=membre.compte, espace=membre.espace),
        as_attachment=True,
        filename=f"{name}-{timezone.localdate():%Y-%m-%d}.zip",
        content_type="application/zip",
    )

"""Take a whole espace away as a ZIP, or take up the copy of one as another espace."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods

from convive.espaces.actions.copie import export_copie, import_copie
from convive.espaces.copie.archive import CopieRefusee
from convive.espaces.forms.copie import CopieForm
from convive.espaces.models import Membre
from convive.espaces.permissions import can_export_espace
from convive.espaces.views.acces import build_contexte, get_membre_or_404

PAGE = "espaces:espace_copie"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def espace_copie(request: HttpRequest, espace_uuid: UUID) -> HttpResponseBase:
    # An espace that has expired is still taken away: nothing here changes it.
    membre = get_membre_or_404(request, espace_uuid, can_export_espace, is_lecture=True)
    form = CopieForm()
    if request.method == "POST":
        geste = request.POST.get("geste")
        if geste == "emporter":
            return _export(membre)
        if geste != "reprendre":
            raise Http404("Ce geste n’existe pas.")
        form = CopieForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                espace = import_copie(by=membre.compte, source=form.cleaned_data["fichier"].file)
                return redirect("espaces:espace_detail", espace.pk)
            except CopieRefusee as error:
                form.add_error("fichier", str(error))
    return render(request, "espaces/espace_copie.html", build_contexte(request, membre, PAGE, form=form))


def _export(membre: Membre) -> FileResponse:
    """Taking a copy leaves a line in the journal: it is a button, not a link."""
    name = slugify(membre.espace.nom)[:60] or "espace"
    return FileResponse(
        export_copie(by=membre.compte, espace=membre.espace),
        as_attachment=True,
        filename=f"{name}-{timezone.localdate():%Y-%m-%d}.zip",
        content_type="application/zip",
    )

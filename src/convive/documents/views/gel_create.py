"""Freeze an object that one sees: its text is shown, one says why."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.documents.actions.gel import create_gel
from convive.documents.forms.gel import GelForm
from convive.documents.gels import gels
from convive.documents.permissions import can_create_gel, can_create_gel_objet
from convive.documents.refus import DocumentRefuse
from convive.documents.rules.blocs import place_elements
from convive.documents.views.gel_acces import PAGE_GELS
from convive.espaces.views.acces import build_contexte, explain_expire, get_membre_or_404
from convive.socle.objets import Reference


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def gel_create(request: HttpRequest, espace_uuid: UUID, objet_type: str, objet_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_create_gel)
    gelable, objet = gels.get(objet_type), gels.get_objet(Reference(objet_type, objet_uuid), membre.compte, espace_uuid)
    if gelable is None or objet is None:
        raise Http404("Cet objet ne se fige pas, ou n’est pas visible de vous.")
    if not can_create_gel_objet(membre, objet_type, objet):
        raise PermissionDenied("On ne fige que ce que l’on peut écrire.")
    contenu = gelable.build_contenu(membre, objet)
    form = GelForm(request.POST if request.method == "POST" else None, contenu=contenu)
    if form.is_valid():
        saisie = form.cleaned_data
        try:
            gel = create_gel(by=membre, objet=objet, motif=saisie["motif"], vue=saisie["vue"], uuid=saisie["uuid"])
            return redirect("documents:gel_detail", espace_uuid, gel.pk)
        except DocumentRefuse as refus:
            form.add_error(None, list(refus.messages))
            form.show_again(contenu)
    context = build_contexte(request, membre, PAGE_GELS, form=form, contenu=contenu)
    context["elements"], context["url_objet"] = place_elements(contenu.elements, 3), gelable.objet.get_url(objet)
    return render(request, "documents/gel_create.html", context)

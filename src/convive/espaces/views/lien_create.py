"""Send a magic link: from the page of an object, which gives its reference and the gesture in the address."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.actions.lien import submit_lien
from convive.espaces.forms.lien import LienForm
from convive.espaces.permissions import can_list_liens
from convive.espaces.rules import EspaceRefuse
from convive.espaces.selectors.lien import get_cible
from convive.espaces.views.acces import build_contexte, explain_expire, get_membre_or_404
from convive.espaces.views.public import build_url_lien

PAGE = "espaces:lien_list"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def lien_create(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_liens)
    cible = get_cible(membre, request.GET.get("objet", ""), request.GET.get("geste", ""))
    if cible is None:
        raise Http404("Ce dont parlerait ce lien n’existe pas dans cet espace.")
    geste, objet = cible
    if not geste.can_submit(membre, objet):
        raise PermissionDenied("Votre rôle dans cet espace ne permet pas d’envoyer ce lien.")
    form = LienForm(
        request.POST if request.method == "POST" else None,
        initial={**geste.get_destinataire(objet), "duree": str(geste.duree.days)},
    )
    if form.is_valid():
        try:
            submit_lien(by=membre, geste=geste, objet=objet, build_url=build_url_lien(request), **form.cleaned_data)
            return redirect(PAGE, espace_uuid)
        except EspaceRefuse as error:
            form.add_error(None, list(error.messages))
    context = build_contexte(request, membre, PAGE, form=form, gesture=geste, question=geste.get_question(objet))
    return render(request, "espaces/lien_create.html", context)

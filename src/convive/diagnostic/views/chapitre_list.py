"""The table of contents: order the chapters, hide some, add others."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from convive.diagnostic.actions.chapitre import create_chapitre, update_masque_chapitre, update_ordre_chapitre
from convive.diagnostic.forms.sommaire import AjoutChapitreForm
from convive.diagnostic.models import Chapitre, Diagnostic
from convive.diagnostic.permissions import can_compose_diagnostic
from convive.diagnostic.selectors.diagnostic import list_chapitres, list_thematiques_sans_chapitre
from convive.diagnostic.views.diagnostic_acces import build_contexte_diagnostic, get_diagnostic_or_404
from convive.espaces.models import Membre
from convive.espaces.rules import EspaceRefuse
from convive.espaces.views.acces import explain_expire, get_membre_or_404

GESTES: dict[str, Callable[..., None]] = {
    "monter": partial(update_ordre_chapitre, pas=-1),
    "descendre": partial(update_ordre_chapitre, pas=1),
    "masquer": partial(update_masque_chapitre, is_masque=True),
    "montrer": partial(update_masque_chapitre, is_masque=False),
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def chapitre_list(request: HttpRequest, espace_uuid: UUID, diagnostic_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_compose_diagnostic)
    diagnostic = get_diagnostic_or_404(membre, diagnostic_uuid)
    chapitres, erreur = list_chapitres(diagnostic), ""
    thematiques = list_thematiques_sans_chapitre(membre.espace, chapitres)
    is_ajout = request.POST.get("geste") == "ajouter"
    form = AjoutChapitreForm(request.POST if is_ajout else None, thematiques=thematiques)
    if request.method == "POST":
        try:
            cible = _submit(request, membre, diagnostic, chapitres, form)
            if cible is not None:
                url = reverse("diagnostic:chapitre_list", args=[espace_uuid, diagnostic_uuid])
                return redirect(f"{url}#chapitre-{cible.pk}")
        except EspaceRefuse as error:
            erreur = str(error)
    context = build_contexte_diagnostic(
        request, membre, diagnostic, "Le sommaire", chapitres=chapitres, form=form, erreur=erreur
    )
    return render(request, "diagnostic/chapitre_list.html", context)


def _submit(
    request: HttpRequest, membre: Membre, diagnostic: Diagnostic, chapitres: list[Chapitre], form: AjoutChapitreForm
) -> Chapitre | None:
    """Do the gesture, and give the chapter that it changed; None when a field has to be corrected."""
    if request.POST.get("geste") == "ajouter":
        if not form.is_valid():
            return None
        return create_chapitre(by=membre.compte, diagnostic=diagnostic, **form.get_arguments())
    geste, objet = GESTES.get(request.POST.get("geste", "")), request.POST.get("objet", "")
    cible = next((chapitre for chapitre in chapitres if str(chapitre.pk) == objet), None)
    if geste is None or cible is None:
        raise Http404("Ce geste, ou le chapitre de ce geste, n’existe pas dans ce diagnostic.")
    geste(by=membre.compte, chapitre=cible)
    return cible

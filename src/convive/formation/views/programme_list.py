"""What a body teaches; take the course that ships."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.formation.actions.programme import create_programme_cours
from convive.formation.permissions import can_lire_formation, can_organiser
from convive.formation.refus import FormationRefusee
from convive.formation.selectors.cours import get_cours, list_cours
from convive.formation.selectors.programme import list_programmes
from convive.formation.views.pages_organisme import build_contexte_organisme


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def programme_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    """Its only gesture is to take a course."""
    membre = get_membre_or_404(request, espace_uuid, can_lire_formation)
    if request.method == "POST":
        if not can_organiser(membre):
            raise PermissionDenied
        try:
            cours = get_cours(request.POST.get("cours", ""))
            programme = create_programme_cours(by=membre.compte, espace=membre.espace, cours=cours)
        except KeyError:
            raise Http404("Ce cours n’existe pas.") from None
        except FormationRefusee as refus:
            messages.warning(request, str(refus))
        else:
            messages.success(request, "Le cours est à vous\u00a0: complétez sa fiche, changez ce que vous voulez.")
            return redirect("formation:programme_detail", espace_uuid, programme.pk)
    context = build_contexte_organisme(
        request, membre, "programme_list", programmes=list_programmes(membre), cours=list_cours()
    )
    return render(request, "formation/programme_list.html", context)

"""Bring one’s own project to the critical reading, or take it back."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from convive.espaces.permissions import EspaceExpire
from convive.espaces.views.public import without_trace
from convive.formation.actions.lecture import delete_projet, import_projet
from convive.formation.forms.lecture import ProjetForm
from convive.formation.models import Atelier, Inscription
from convive.formation.refus import FormationRefusee
from convive.formation.rules.ateliers import SorteAtelier
from convive.formation.rules.lecture import SIEN
from convive.formation.selectors.lecture import read_lecture
from convive.formation.views.acces_atelier import get_atelier_ouvert_or_404
from convive.formation.views.acces_stagiaire import build_contexte_stagiaire, get_inscription_or_404
from convive.socle.televersement import get_plafond_depasse


# The key of the address is the authority; a page without a Referer sends no Origin that the check could read.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@without_trace
def lecture_projet_update(request: HttpRequest, cle: str, atelier_uuid: UUID) -> HttpResponse:
    inscription = get_inscription_or_404(cle)
    atelier = get_atelier_ouvert_or_404(inscription, atelier_uuid)
    if atelier.sorte != SorteAtelier.LECTURE:
        raise Http404("Cet atelier n’est pas une lecture.")
    is_envoi = request.method == "POST"
    form = ProjetForm(
        request.POST if is_envoi else None,
        request.FILES if is_envoi else None,
        plafond=get_plafond_depasse(request),
    )
    if is_envoi:
        try:
            if _apply(request, inscription, atelier, form):
                is_retrait = request.POST.get("geste") == "retirer"
                page = "atelier_stagiaire_detail" if is_retrait else "lecture_stagiaire_detail"
                return redirect(f"formation:{page}", cle, atelier.pk, *([] if is_retrait else [SIEN]))
        except (FormationRefusee, EspaceExpire) as refus:
            form.add_error(None, str(refus))
    sien = read_lecture(inscription, atelier).get_projet(SIEN)
    context = build_contexte_stagiaire(
        cle, inscription, "atelier_stagiaire_list", atelier=atelier, form=form, sien=sien
    )
    return render(request, "formation/lecture_projet_update.html", context)


def _apply(request: HttpRequest, inscription: Inscription, atelier: Atelier, form: ProjetForm) -> bool:
    """Whether something was done. Raise FormationRefusee, EspaceExpire."""
    if request.POST.get("geste") == "retirer":
        delete_projet(inscription=inscription, atelier=atelier)
        return True
    if not form.is_valid():
        return False
    import_projet(inscription=inscription, atelier=atelier, titre=form.cleaned_data["titre"], texte=form.read_texte())
    return True

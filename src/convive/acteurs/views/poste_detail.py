"""A coordination post: who holds it, what it is given to, what it took the place of."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.acteurs.exports import CLE_LETTRE
from convive.acteurs.permissions import can_list_acteurs, can_update_poste
from convive.acteurs.selectors.organisation import get_noms_communes
from convive.acteurs.selectors.poste import is_titulaire_visible, list_suites
from convive.acteurs.views.acces import build_contexte_acteurs, get_poste_or_404
from convive.acteurs.views.poste_list import PAGE_POSTES
from convive.espaces.permissions import can_get_journal
from convive.espaces.views.acces import get_membre_or_404
from convive.journal.selectors import get_journal_objet
from convive.socle.objets import objets

MAX_LIGNES = 10


@login_required
@require_safe
def poste_detail(request: HttpRequest, espace_uuid: UUID, poste_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_acteurs)
    poste = get_poste_or_404(membre, poste_uuid)
    noms = get_noms_communes(poste.communes, {})
    context = build_contexte_acteurs(request, membre, PAGE_POSTES, poste=poste)
    context["communes"] = sorted(noms.get(code, code) for code in poste.communes)
    context["remplaces"] = (("Il remplace", poste.remplace.all()), ("Il est remplacé par", list_suites(membre, poste)))
    context["voit_titulaire"] = is_titulaire_visible(membre, poste)
    context["peut_changer"] = can_update_poste(membre, poste) and not membre.espace.is_expire
    if can_update_poste(membre, poste) and not poste.archive_le:
        context |= {"document": CLE_LETTRE, "formats": ("docx", "odt", "pdf")}
    if can_get_journal(membre):
        context["journal"] = get_journal_objet(objets.get_reference(poste), MAX_LIGNES)
    return render(request, "acteurs/poste_detail.html", context)

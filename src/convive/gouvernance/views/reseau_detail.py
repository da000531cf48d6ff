"""Who works with whom, and who is missing."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.diagnostic.selectors.fiche import list_thematiques
from convive.espaces.views.acces import get_membre_or_404
from convive.gouvernance.forms.reseau import FiltreReseauForm
from convive.gouvernance.permissions import can_list_reseau
from convive.gouvernance.rules.reseau import EXPLICATION
from convive.gouvernance.selectors.reseau import get_reseau, list_absences, read_matiere
from convive.gouvernance.views.sous_pages import build_contexte_sous_page
from convive.socle.uuids import parse_uuid


@login_required
@require_safe
def reseau_detail(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_reseau)
    thematiques = list_thematiques(membre)
    form = FiltreReseauForm(request.GET, thematiques=thematiques)
    thematique, sorte = form.get_choix()
    choisie = next((row for row in thematiques if row.pk == parse_uuid(thematique)), None)
    shown = [choisie] if choisie else thematiques
    context = build_contexte_sous_page(request, membre, "reseau_detail", form=form, thematique=choisie)
    cle = choisie.pk if choisie else None
    matiere = read_matiere(membre, cle)
    context |= {"reseau": get_reseau(membre, matiere, cle, sorte), "explication": EXPLICATION}
    context |= {"absences": list_absences(matiere, shown), "is_filtree": bool(choisie or sorte)}
    return render(request, "gouvernance/reseau_detail.html", context)

"""A séance: its agenda with the hours, what it could still hold, what waits."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.acteurs.selectors.personne import list_choix_personnes
from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.gouvernance.forms.seance import PointForm
from convive.gouvernance.permissions import can_list_brouillons, can_list_instances, can_update_instances
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.rules.seances import A_VENIR
from convive.gouvernance.selectors.ordres_du_jour import get_ordre_usuel
from convive.gouvernance.selectors.seance import PageSeance, get_page_seance
from convive.gouvernance.views.acces import build_contexte_gouvernance, get_seance_or_404
from convive.gouvernance.views.gestes_seance import TOUTES, do_geste
from convive.gouvernance.views.seance_acces import build_onglets
from convive.socle.uuids import parse_uuid


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def seance_detail(request: HttpRequest, espace_uuid: UUID, seance_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_instances)
    if request.method == "POST" and not can_update_instances(membre):
        raise PermissionDenied("Votre rôle ne permet pas d’écrire un ordre du jour.")
    seance, today = get_seance_or_404(membre, seance_uuid), timezone.localdate()
    page = get_page_seance(membre, seance, today, is_equipe=can_list_brouillons(membre))
    personnes = list_choix_personnes(membre) if can_update_instances(membre) and seance.is_modifiable else []
    wanted = parse_uuid(request.POST.get("uuid", "") or request.GET.get("point", ""))
    ligne = next((row for row in page.lignes if row.point.pk == wanted), None)
    geste = request.POST.get("geste", "")
    data = request.POST if geste in ("ajouter", "modifier") else None
    form = PointForm(data, personnes=personnes, point=ligne.point if ligne else None)
    if request.method == "POST" and (ancre := _do(request, membre, page, form)) is not None:
        return redirect(f"{reverse('gouvernance:seance_detail', args=[espace_uuid, seance_uuid])}{ancre}")
    context = build_contexte_gouvernance(request, membre, seance=seance, form=form, ouverte=ligne)
    context |= {"url_seance": request.path, "url_depliee": f"{request.path}?{TOUTES}=toutes"}
    context["is_a_venir"] = seance.statut in A_VENIR
    context["is_depliee"] = TOUTES in request.GET
    context |= {"page": page, "onglets": build_onglets(membre, "seance_detail", seance)}
    context["peut_ecrire"] = context["peut_ecrire"] and seance.is_modifiable
    if context["peut_ecrire"]:
        context["usuel"] = get_ordre_usuel(seance.instance)
    context["peut_rouvrir"] = can_update_instances(membre) and not membre.espace.is_expire
    return render(request, "gouvernance/seance_detail.html", context)


def _do(request: HttpRequest, membre: Membre, page: PageSeance, form: PointForm) -> str | None:
    """Where the page comes back to; None while a form has to be corrected."""
    try:
        return do_geste(request, membre, page, form)
    except GouvernanceRefusee as refus:
        if form.is_bound:
            form.explain_refus(refus)
            return None
        messages.warning(request, str(refus))
        return "#ordre-du-jour"

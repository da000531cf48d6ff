"""An organisation: who to speak to there, what it expects, what ties it to the others."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from convive.acteurs.permissions import can_get_coordonnees, can_get_position, can_list_acteurs
from convive.acteurs.selectors.organisation import (
    get_noms_communes,
    get_remplacante,
    list_fonctions,
    list_liens,
)
from convive.acteurs.views.acces import PAGE, build_contexte_acteurs, get_organisation_or_404
from convive.acteurs.views.echange_acces import build_echanges_fiche
from convive.espaces.permissions import can_get_journal
from convive.espaces.views.acces import get_membre_or_404
from convive.journal.selectors import get_journal_objet
from convive.socle.objets import objets
from convive.socle.texte import parse_texte

MAX_LIGNES = 10


@login_required
@require_safe
def organisation_detail(request: HttpRequest, espace_uuid: UUID, organisation_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_acteurs)
    try:
        organisation = get_organisation_or_404(membre, organisation_uuid)
    except Http404:
        if suite := get_remplacante(membre, organisation_uuid):
            return redirect("acteurs:organisation_detail", espace_uuid, suite)
        raise
    actuelles, passees = list_fonctions(organisation, timezone.localdate())
    codes = [*organisation.communes, organisation.code_commune]
    noms = get_noms_communes(codes, {})
    context = build_contexte_acteurs(request, membre, PAGE, organisation=organisation)
    context |= {"actuelles": actuelles, "passees": passees, "liens": list_liens(membre, organisation)}
    context |= {"attentes": parse_texte(organisation.attentes), "motif": parse_texte(organisation.position_motif)}
    context["communes"] = sorted(noms.get(code, code) for code in organisation.communes)
    context["siege"] = noms.get(organisation.code_commune, organisation.code_commune)
    context |= {"voit_coordonnees": can_get_coordonnees(membre), "voit_position": can_get_position(membre)}
    if can_get_journal(membre):
        context["journal"] = get_journal_objet(objets.get_reference(organisation), MAX_LIGNES)
    contacts = [fonction.personne for fonction in (*actuelles, *passees)]
    context |= {"echanges": build_echanges_fiche(membre, organisation, contacts), "est_organisation": True}
    return render(request, "acteurs/organisation_detail.html", context)

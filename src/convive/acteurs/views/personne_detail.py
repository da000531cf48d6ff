"""A person: what she does, and where that is known from. Nothing that someone would think of her."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from convive.acteurs.permissions import can_get_coordonnees, can_list_acteurs
from convive.acteurs.selectors.lettre import is_opposee
from convive.acteurs.selectors.personne import get_remplacante
from convive.acteurs.views.acces import build_contexte_acteurs, get_personne_or_404
from convive.acteurs.views.echange_acces import build_echanges_fiche
from convive.acteurs.views.personne_list import PAGE_PERSONNES
from convive.espaces.views.acces import get_membre_or_404


@login_required
@require_safe
def personne_detail(request: HttpRequest, espace_uuid: UUID, personne_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_acteurs)
    try:
        personne = get_personne_or_404(membre, personne_uuid)
    except Http404:
        if suite := get_remplacante(membre, personne_uuid):
            return redirect("acteurs:personne_detail", espace_uuid, suite)
        raise
    today, fonctions = timezone.localdate(), list(personne.fonctions.all())
    passees = [f for f in fonctions if f.date_fin is not None and f.date_fin <= today]
    context = build_contexte_acteurs(request, membre, PAGE_PERSONNES, personne=personne, passees=passees)
    context["actuelles"] = [fonction for fonction in fonctions if fonction not in passees]
    context["groupes"] = list(personne.groupes.all())
    context |= {
        "echanges": build_echanges_fiche(membre, personne, [f.organisation for f in fonctions]),
        "est_organisation": False,
    }
    context["voit_coordonnees"] = can_get_coordonnees(membre)
    context["ne_veut_plus_de_lettres"] = context["voit_coordonnees"] and is_opposee(personne)
    return render(request, "acteurs/personne_detail.html", context)

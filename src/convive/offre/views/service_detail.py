"""A service: what it offers, with whom, and what it did each year."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from convive.acteurs.selectors.organisation import get_noms_communes
from convive.espaces.permissions import can_get_journal
from convive.espaces.views.acces import get_membre_or_404
from convive.journal.selectors import get_journal_objet
from convive.offre.permissions import can_get_montants, can_list_services
from convive.offre.rules.offre import DECLARER_ANNEE
from convive.offre.rules.verification import is_a_verifier
from convive.offre.selectors.catalogue import get_parametres, get_prestations
from convive.offre.selectors.cof import list_cofs_service
from convive.offre.selectors.equipement import (
    get_nom_commune,
    get_nom_type,
    list_annees,
    list_avertissements_service,
)
from convive.offre.views.acces import PAGE, build_contexte_offre, get_service_or_404
from convive.socle.objets import objets
from convive.socle.texte import parse_texte

MAX_LIGNES = 10


@login_required
@require_safe
def service_detail(request: HttpRequest, espace_uuid: UUID, service_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_services)
    service, today = get_service_or_404(membre, service_uuid), timezone.localdate()
    parametres = get_parametres(today)
    noms = get_noms_communes(service.communes, {service.code_commune: get_nom_commune(service)})
    context = build_contexte_offre(request, membre, PAGE, service=service, annee_courante=today.year)
    context |= {"type_nom": get_nom_type(service), "annees": list_annees(service)}
    context["avertissements"] = list_avertissements_service(service, today, parametres)
    context["is_a_verifier"] = is_a_verifier(service.date_verification, today, parametres.mois_verification)
    context["cofs"] = list_cofs_service(membre, service, today, parametres)
    context["commune"] = get_nom_commune(service)
    context["communes"] = sorted(noms.get(code, code) for code in service.communes)
    textes = (("Horaires", service.horaires), ("Tarif", service.tarif), ("Précisions", service.precisions))
    context["textes"] = [(titre, parse_texte(texte)) for titre, texte in textes if texte]
    versements = {**get_prestations("ps"), **get_prestations("bonus")}
    context["versements"] = [versements.get(cle, cle) for cle in (*service.ps_percues, *service.bonus_percus)]
    context["geste"] = DECLARER_ANNEE
    context["voit_montants"] = can_get_montants(membre)
    if can_get_journal(membre):
        context["journal"] = get_journal_objet(objets.get_reference(service), MAX_LIGNES)
    return render(request, "offre/service_detail.html", context)

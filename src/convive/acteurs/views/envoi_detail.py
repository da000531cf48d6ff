"""Write to the people of a list as it is filtered, without making a group of them."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from convive.acteurs.forms.organisation import FiltresOrganisationsForm
from convive.acteurs.forms.personne import FiltresPersonnesForm
from convive.acteurs.permissions import can_create_lettre, can_get_coordonnees
from convive.acteurs.selectors.envoi import Destinataires, Envoi, get_envoi_organisations, get_envoi_personnes
from convive.acteurs.selectors.organisation import get_noms_communes_espace
from convive.acteurs.views.acces import PAGE, build_contexte_acteurs
from convive.acteurs.views.personne_list import PAGE_PERSONNES
from convive.espaces.models import Membre
from convive.espaces.selectors.note import list_choix_thematiques
from convive.espaces.views.acces import get_membre_or_404

LISTE_PERSONNES = "personnes"
# What this page adds to the filters of the list.
PARAMETRES = ("liste", "a_qui", "page")


@login_required
@require_safe
def envoi_detail(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_get_coordonnees)
    is_personnes = request.GET.get("liste") == LISTE_PERSONNES
    page = PAGE_PERSONNES if is_personnes else PAGE
    a_qui = _get_destinataires(request)
    envoi = _get_envoi_personnes(request, membre) if is_personnes else _get_envoi_organisations(request, membre, a_qui)
    filtres = request.GET.copy()
    for parametre in PARAMETRES:
        filtres.pop(parametre, None)
    context = build_contexte_acteurs(request, membre, page, envoi=envoi, is_personnes=is_personnes)
    context |= {"filtres": filtres.items(), "retour": f"{reverse(page, args=[espace_uuid])}?{filtres.urlencode()}"}
    context["choix"] = [(choix.value, choix.libelle, choix is a_qui) for choix in Destinataires]
    context["est_second"] = can_create_lettre(membre) and not membre.espace.is_expire
    return render(request, "acteurs/envoi_detail.html", context)


def _get_destinataires(request: HttpRequest) -> Destinataires:
    asked = request.GET.get("a_qui", "")
    return Destinataires(asked) if asked in list(Destinataires) else Destinataires.CONTACTS


def _get_envoi_personnes(request: HttpRequest, membre: Membre) -> Envoi:
    form = FiltresPersonnesForm(request.GET)
    form.is_valid()
    return get_envoi_personnes(membre, form.cleaned_data.get("q", ""), form.cleaned_data.get("situation", ""))


def _get_envoi_organisations(request: HttpRequest, membre: Membre, a_qui: Destinataires) -> Envoi:
    communes = get_noms_communes_espace(membre)
    form = FiltresOrganisationsForm(request.GET, thematiques=list_choix_thematiques(membre), communes=communes)
    return get_envoi_organisations(membre, form.get_criteres(), a_qui)

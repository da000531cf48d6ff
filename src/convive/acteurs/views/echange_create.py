"""Note an exchange: from a card, in a few seconds, or from the list."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.acteurs.actions.echange import create_echange
from convive.acteurs.forms.echange import EchangeForm
from convive.acteurs.models import Organisation, Personne
from convive.acteurs.permissions import can_create_echange
from convive.acteurs.rules.annuaire import ActeurRefuse
from convive.acteurs.views.acces import build_contexte_acteurs
from convive.acteurs.views.echange_acces import PAGE_ECHANGES, build_cle_echange, get_fiche_demandee
from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire, get_membre_or_404

ANCRE = "#rencontres"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def echange_create(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_create_echange)
    organisation, personne = get_fiche_demandee(request, membre)
    data = request.POST if request.method == "POST" else None
    form = EchangeForm(data, membre=membre, organisation=organisation, personne=personne)
    fiche = organisation or personne
    brouillon = build_cle_echange(membre, fiche.pk if fiche else espace_uuid)
    if form.is_valid() and _create(membre, form):
        messages.success(request, "C’est noté.", extra_tags=brouillon)
        return _redirect(espace_uuid, fiche)
    context = build_contexte_acteurs(request, membre, PAGE_ECHANGES, form=form, brouillon=brouillon, fiche=fiche)
    context |= {"requete": request.GET.urlencode() if fiche else ""}
    return render(request, "acteurs/echange_create.html", context)


def _create(membre: Membre, form: EchangeForm) -> bool:
    try:
        create_echange(by=membre.compte, espace=membre.espace, saisie=form.get_saisie())
    except ActeurRefuse as error:
        form.add_error(None, list(error.messages))
    return not form.errors


def _redirect(espace_uuid: UUID, fiche: Organisation | Personne | None) -> HttpResponseRedirect:
    if fiche is None:
        return redirect(PAGE_ECHANGES, espace_uuid)
    page = "organisation_detail" if isinstance(fiche, Organisation) else "personne_detail"
    return HttpResponseRedirect(redirect(f"acteurs:{page}", espace_uuid, fiche.pk).url + ANCRE)

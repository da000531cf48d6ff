"""A year of séances: days are proposed, moved, kept; those that are kept become drafts."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.gouvernance.actions.seance import SaisieSeance, create_seances
from convive.gouvernance.forms.calendrier import PeriodeForm, read_dates
from convive.gouvernance.models import Instance
from convive.gouvernance.permissions import can_list_brouillons, can_list_instances, can_update_instances
from convive.gouvernance.rules.calendrier import Calendrier, name_periode
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.selectors.calendrier import (
    Annee,
    get_annee,
    get_calendrier,
    get_departement,
    get_sources,
    get_zone_espace,
    list_remarques,
)
from convive.gouvernance.views.acces import build_contexte_gouvernance
from convive.socle.formats import nombre_accorde

PAGE = "gouvernance:seance_calendrier"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def seance_calendrier(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_instances)
    if request.method == "POST" and not can_update_instances(membre):
        raise PermissionDenied("Votre rôle ne permet pas de créer des séances.")
    form = PeriodeForm(request.GET, zone=get_zone_espace(membre.espace), today=timezone.localdate())
    debut, zone = form.get_periode()
    departement = get_departement(membre.espace)
    calendrier = get_calendrier(zone, departement)
    annee = get_annee(membre, debut, calendrier, is_equipe=can_list_brouillons(membre))
    if request.method == "POST":
        return _create(request, membre, annee, calendrier)
    context = build_contexte_gouvernance(request, membre, annee=annee, form=form, calendrier=calendrier)
    context |= {"periode": name_periode(debut), "sources": get_sources(debut), "departement": departement}
    return render(request, "gouvernance/seance_calendrier.html", context)


def _create(request: HttpRequest, membre: Membre, annee: Annee, calendrier: Calendrier) -> HttpResponse:
    """The days that are ticked, as they were moved; what one should know of them is said once they are drafts."""
    lignes = {ligne.cle: ligne.instance for ligne in annee.lignes if ligne.seance is None}
    wanted = read_dates(request.POST, lignes)
    url = f"{reverse(PAGE, args=[membre.espace_id])}?{request.GET.urlencode()}"
    remarques = list_remarques(membre, wanted, calendrier)
    try:
        made = create_seances(
            by=membre.compte, instances=[(instance, _build(instance, jour)) for instance, jour in wanted]
        )
    except GouvernanceRefusee as refus:
        messages.warning(request, str(refus))
        return redirect(url)
    if made:
        messages.success(request, f"{nombre_accorde(len(made), 'séance')} en préparation.")
    else:
        messages.warning(request, "Cochez les dates à garder\u00a0: aucune séance n’a été créée.")
    for remarque in remarques:
        messages.warning(request, f"{remarque}.")
    return redirect(url)


def _build(instance: Instance, jour: date) -> SaisieSeance:
    """With the hours that the body is used to."""
    if instance.heure_debut is None:
        return SaisieSeance(jour)
    fin = datetime.combine(jour, instance.heure_debut) + timedelta(minutes=instance.duree_minutes)
    # A body that ends after midnight gives its beginning alone.
    return SaisieSeance(jour, instance.heure_debut, fin.time() if fin.date() == jour else None)

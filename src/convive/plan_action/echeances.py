"""The days that the plan expects: steps that are not done, ends of actions, what has to be unblocked."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from convive.espaces.models import Membre
from convive.plan_action.models import EtapeFiche, FicheAction
from convive.plan_action.models.acces import get_personnes
from convive.plan_action.permissions import can_list_plan
from convive.plan_action.selectors.fiche import list_fiches
from convive.plan_action.selectors.point import ACTIVES
from convive.socle.echeances import Echeance, echeances


def list_echeances(membre: Membre, debut: date, fin: date) -> Iterator[Echeance]:
    """Three queries."""
    if not can_list_plan(membre):
        return
    fiches = {
        fiche.pk: fiche
        for fiche in list_fiches(membre)
        .filter(statut__in=ACTIVES)
        .only("pk", "titre", "code", "date_fin", "deblocage_avant", "espace_id")
    }
    mine = FicheAction.pilotes.through._default_manager.filter(personne__in=get_personnes(membre.compte))
    propres = set(mine.filter(ficheaction__espace=membre.espace_id).values_list("ficheaction", flat=True))

    def build(cle: str, jour: date, libelle: str, precision: str, fiche: FicheAction) -> Echeance:
        url = reverse("plan_action:fiche_action_detail", args=[membre.espace_id, fiche.pk])
        return Echeance(cle, jour, libelle, precision, url, "table", is_mienne=fiche.pk in propres)

    etapes = EtapeFiche.objects.filter(fiche__in=list(fiches), faite_le__isnull=True, echeance__range=(debut, fin))
    for etape in etapes:
        if etape.echeance is not None:
            fiche = fiches[etape.fiche_id]
            yield build(f"etape-{etape.pk}", etape.echeance, etape.libelle, str(fiche), fiche)
    for fiche in fiches.values():
        if fiche.date_fin is not None and debut <= fiche.date_fin <= fin:
            yield build(f"fiche-{fiche.pk}", fiche.date_fin, f"Échéance\u00a0: {fiche.titre}", fiche.code, fiche)
        if fiche.deblocage_avant is not None and debut <= fiche.deblocage_avant <= fin:
            yield build(f"blocage-{fiche.pk}", fiche.deblocage_avant, f"Débloquer\u00a0: {fiche.titre}", "", fiche)


def record_echeances() -> None:
    echeances.record("plan_action", list_echeances)

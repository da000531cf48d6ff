"""The days that the bodies expect: séances to come, deadlines of decisions."""

from collections.abc import Iterator
from datetime import date

from convive.espaces.models import Membre
from convive.gouvernance.models import Decision, Seance
from convive.gouvernance.permissions import can_list_instances
from convive.gouvernance.rules.seances import PARTIES, StatutSeance
from convive.plan_action.models.acces import get_personnes
from convive.socle.echeances import Echeance, echeances
from convive.socle.objets import objets


def list_echeances(membre: Membre, debut: date, fin: date) -> Iterator[Echeance]:
    """Two queries."""
    if not can_list_instances(membre):
        return
    seances = Seance.objects.visible_to(membre.compte).filter(espace=membre.espace_id, date__range=(debut, fin))
    for seance in seances.exclude(statut__in=[s.value for s in PARTIES]).select_related("instance"):
        if seance.date is not None:
            etat = "" if seance.statut == StatutSeance.CLOSE else StatutSeance(seance.statut).libelle.lower()
            precision = ", ".join(filter(None, (seance.heure_dite, seance.lieu, etat)))
            yield Echeance(
                f"seance-{seance.pk}", seance.date, str(seance.instance), precision, objets.get_url(seance), "users"
            )
    decisions = Decision.objects.visible_to(membre.compte).ouvertes().filter(espace=membre.espace_id)
    mine = set(get_personnes(membre.compte).values_list("pk", flat=True))
    for decision in decisions.filter(echeance__range=(debut, fin)).select_related("instance"):
        if decision.echeance is not None:
            yield Echeance(
                f"decision-{decision.pk}",
                decision.echeance,
                f"Décision «\u00a0{decision.libelle}\u00a0»",
                str(decision.instance or ""),
                objets.get_url(decision),
                "check",
                is_mienne=decision.responsable_id in mine,
            )


def record_echeances() -> None:
    echeances.record("gouvernance", list_echeances)

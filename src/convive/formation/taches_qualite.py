"""What the quality of a training body asks on its home: complaints without an answer, what is late."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from convive.comptes.conservation import purges
from convive.espaces.models import Membre
from convive.formation.actions.registres import delete_reclamations_anciennes
from convive.formation.models import ActionAmelioration, Reclamation
from convive.formation.permissions import can_organiser
from convive.formation.rules.registres import FINIES
from convive.formation.selectors.references import get_delais_reclamation
from convive.socle.formats import nombre_accorde
from convive.socle.taches import Tache, Urgence, taches

MAX_MONTREES = 5


def list_taches_qualite(membre: Membre, today: date) -> Iterator[Tache]:
    """Three queries, in the espace of a training body only."""
    if not can_organiser(membre) or membre.espace.is_expire:
        return
    ouvertes = Reclamation.objects.filter(espace=membre.espace_id, repondue_le__isnull=True).order_by("recue_le")
    get_delais = get_delais_reclamation(membre.espace)
    for row in ouvertes[:MAX_MONTREES]:
        is_accusee = row.accusee_le is not None
        fin = get_delais(row.recue_le).get_fin(row.recue_le, row.accusee_le)
        yield Tache(
            f"{'Répondre à' if is_accusee else 'Accuser'} la réclamation {row.numero}",
            row.objet,
            reverse("formation:registre_update", args=[membre.espace_id, "reclamations", row.pk]),
            "Répondre" if is_accusee else "Voir",
            Urgence.RETARD if fin < today else Urgence.A_FAIRE,
            "message",
            fin,
        )
    finies = sorted(etat.value for etat in FINIES)
    retards = ActionAmelioration.objects.filter(espace=membre.espace_id, echeance__lt=today).exclude(etat__in=finies)
    if nombre := retards.count():
        yield Tache(
            f"Dire où en {'est' if nombre == 1 else 'sont'} {nombre_accorde(nombre, 'action')} d’amélioration",
            "Leur date est passée." if nombre > 1 else "Sa date est passée.",
            reverse("formation:registre_list", args=[membre.espace_id, "amelioration"]),
            "Voir",
            Urgence.A_FAIRE,
            "refresh",
        )


def record_taches_qualite() -> None:
    taches.record("formation_qualite", list_taches_qualite)
    purges.record("reclamations", delete_reclamations_anciennes)

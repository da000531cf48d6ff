"""Which séances have documents for a place, and what left of them by e-mail."""

from uuid import UUID

from convive.espaces.models import Membre
from convive.espaces.permissions import is_permis_membre
from convive.gouvernance.models import Seance
from convive.gouvernance.rules.dossier import DocumentSeance, is_ouvert
from convive.gouvernance.rules.instances import DROIT_LIRE_TOUT
from convive.gouvernance.rules.seances import PARTIES

MAX_CHOIX, MAX_LUES = 40, 200


def is_equipe_de(membre: Membre) -> bool:
    """Who reads what is prepared reads every document."""
    return is_permis_membre(membre, *DROIT_LIRE_TOUT)


def get_seance_document(membre: Membre, uuid: UUID) -> Seance | None:
    """A séance that this place reads, with its body, its espace and what was frozen of it; one query."""
    rows = Seance.objects.visible_to(membre.compte).filter(espace=membre.espace_id, pk=uuid)
    seance = rows.select_related("instance__presidence", "gel").first()
    if seance is not None:
        seance.espace = seance.instance.espace = membre.espace
    return seance


def list_choix_seances(document: DocumentSeance, membre: Membre) -> list[tuple[str, str]]:
    """The séances that have this document for this place, the last one first; one query."""
    rows = Seance.objects.visible_to(membre.compte).filter(espace=membre.espace_id, date__isnull=False)
    rows = rows.exclude(statut__in=[statut.value for statut in PARTIES]).select_related("instance")
    is_equipe = is_equipe_de(membre)
    latest = rows.order_by("-date", "-created_at")[:MAX_LUES]
    found = [seance for seance in latest if is_ouvert(document, seance.statut, is_equipe=is_equipe)]
    return [(str(seance.pk), str(seance)) for seance in found[:MAX_CHOIX]]

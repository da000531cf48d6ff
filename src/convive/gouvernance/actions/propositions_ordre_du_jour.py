"""Take what is proposed into an agenda, or leave it out of this one. The journal of the séance keeps it."""

from collections.abc import Iterable

from django.db import transaction

from convive.comptes.models import Compte
from convive.espaces.actions.trace import record
from convive.gouvernance.actions.point import SaisiePoint, create_point
from convive.gouvernance.actions.seance import refuse_figee
from convive.gouvernance.actions.verrou import lock_seance
from convive.gouvernance.models import PointOrdreDuJour, PropositionEcartee, Seance
from convive.gouvernance.rules.instances import MAX_TITRE
from convive.gouvernance.rules.propositions_ordre_du_jour import Proposition
from convive.journal.models import Geste
from convive.socle.objets import Reference

MAX_RAISON = 300


@transaction.atomic
def attach_propositions(*, by: Compte, seance: Seance, propositions: Iterable[Proposition]) -> list[PointOrdreDuJour]:
    """At the end of the agenda, in their order; what is there already is not doubled."""
    return [
        create_point(
            by=by,
            instance=seance.instance,
            seance=seance,
            saisie=SaisiePoint(row.titre[:MAX_TITRE], row.nature, row.duree_minutes),
            cible=Reference(row.cible.objet_type, row.cible.objet_uuid),
            raison=row.raison[:MAX_RAISON],
        )
        for row in propositions
    ]


@transaction.atomic
def refuse_proposition(*, by: Compte, seance: Seance, proposition: Proposition) -> None:
    """« Pas cette fois »: it is no longer proposed for this séance. Said twice, it is kept once."""
    current = lock_seance(seance)
    refuse_figee(current)
    _, is_new = PropositionEcartee.objects.get_or_create(
        seance=current,
        sorte=proposition.sorte.value,
        objet_type=proposition.cible.objet_type,
        objet_uuid=proposition.cible.objet_uuid,
    )
    if is_new:
        record(by, Geste.REFUSER, current, current.espace, proposition=proposition.titre)


@transaction.atomic
def reopen_propositions(*, by: Compte, seance: Seance) -> int:
    """Propose again what was left out; how many come back."""
    current = lock_seance(seance)
    deleted, _ = PropositionEcartee.objects.filter(seance=current).delete()
    if deleted:
        record(by, Geste.ROUVRIR, current, current.espace, propositions=deleted)
    return deleted

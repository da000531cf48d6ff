"""What the actions share: one writes at a time, and what moved meanwhile is said."""

from convive.espaces.actions.ecriture import lock_fiche
from convive.espaces.permissions import refuse_espace_expire
from convive.gouvernance.models import Decision, Instance, NoteDecision, PointOrdreDuJour, Seance
from convive.gouvernance.rules.instances import GouvernanceRefusee

CHANGEE = "Quelqu’un l’a changée pendant que vous écriviez\u00a0: relisez la page, votre saisie est encore là."


def lock_instance(instance: Instance) -> Instance:
    """The body as it is now, kept until the end of the transaction."""
    return lock_fiche(instance, GouvernanceRefusee("Cette instance vient d’être supprimée par quelqu’un d’autre."))


def lock_seance(seance: Seance) -> Seance:
    """The séance as it is now, with its espace, kept until the end of the transaction."""
    return lock_fiche(seance, GouvernanceRefusee("Cette séance vient d’être supprimée par quelqu’un d’autre."))


def lock_point(point: PointOrdreDuJour) -> PointOrdreDuJour:
    """The point as it is now; the caller has locked its body or its séance."""
    locked = PointOrdreDuJour.objects.select_for_update(of=("self",)).select_related("instance__espace", "seance")
    found = locked.filter(pk=point.pk).first()
    if found is None:
        raise GouvernanceRefusee("Ce point vient d’être supprimé par quelqu’un d’autre.")
    refuse_espace_expire(found.instance.espace)
    return found


def lock_seance_decision(decision: Decision) -> Seance | None:
    """The séance of a decision, held before the decision itself: minutes that close meanwhile wait, or are waited
    for."""
    if decision.seance is None:
        return None
    decision.seance.espace = decision.espace
    return lock_seance(decision.seance)


def lock_decision(decision: Decision) -> Decision:
    return lock_fiche(decision, GouvernanceRefusee("Cette décision vient d’être supprimée par quelqu’un d’autre."))


def lock_note(note: NoteDecision) -> NoteDecision:
    return lock_fiche(note, GouvernanceRefusee("Cette note vient d’être supprimée par quelqu’un d’autre."))

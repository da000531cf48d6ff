"""Locks and checks common to the actions on a session."""

from django.db.models import Max, Min

from convive.espaces.actions.ecriture import lock_fiche
from convive.formation.models import DemiJournee, Inscription, SessionFormation
from convive.formation.refus import FormationRefusee
from convive.formation.rules.formation import EtatSession

CHANGEE = "Quelqu’un l’a changée pendant que vous écriviez\u00a0: relisez la page, votre saisie est encore là."


def lock_session(session: SessionFormation) -> SessionFormation:
    """The current session, with its espace, locked until the end of the transaction."""
    return lock_fiche(session, FormationRefusee("Cette session vient d’être supprimée par quelqu’un d’autre."))


def lock_inscription(inscription: Inscription) -> Inscription:
    """The current inscription, locked after its session, under whose lock places are counted."""
    session = lock_session(inscription.session)
    locked = Inscription.objects.select_for_update().filter(pk=inscription.pk).first()
    if locked is None:
        raise FormationRefusee("Cette inscription vient d’être supprimée par quelqu’un d’autre.")
    locked.session, locked.espace = session, session.espace
    return locked


def refuse_fermee(session: SessionFormation) -> None:
    """Raise FormationRefusee if the session can no longer be changed."""
    if session.etat in (EtatSession.TERMINEE, EtatSession.ANNULEE):
        raise FormationRefusee(
            f"La session est {session.get_etat_display().lower()}\u00a0: rouvrez-la pour la changer."
        )


def set_dates(session: SessionFormation) -> None:
    """Copy the first and last dates of the demi-journées to the session and save it. The caller writes to the
    journal."""
    bornes = DemiJournee.objects.filter(session=session).aggregate(debut=Min("date"), fin=Max("date"))
    session.date_debut, session.date_fin = bornes["debut"], bornes["fin"]
    session.save()

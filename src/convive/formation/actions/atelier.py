"""Open an atelier, run its clock, open its debrief, close it. Doing any of these twice has no further effect."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from convive.comptes.models import Compte
from convive.espaces.actions.ecriture import lock_fiche
from convive.espaces.actions.trace import record
from convive.espaces.permissions import refuse_espace_expire
from convive.formation.models import Atelier, ReponseAtelier, SessionFormation
from convive.formation.refus import FormationRefusee
from convive.formation.rules.ateliers import MAX_REGLAGE, MIN_REGLAGE, SorteAtelier, build_cas, is_reglable
from convive.formation.rules.chrono import Chrono
from convive.formation.rules.formation import EtatSession
from convive.formation.selectors.feuilles import get_contenu_atelier, read_contenu_atelier
from convive.journal.models import Geste

INCONNU = "Cet atelier n’est pas, ou n’est plus, dans la liste."
PREPARE = "Ouvrez d’abord l’atelier\u00a0: les stagiaires ne le voient pas encore."
CLOS = "L’atelier est clos\u00a0: rouvrez-le pour continuer."
SESSION_FINIE = "Cette session est close ou annulée\u00a0: on n’y ajoute plus de cas."
MAX_TITRE = 200
DEJA_ECRIT = "Un groupe ou une personne y a déjà écrit\u00a0: l’atelier reste. Vous pouvez le clore."


@transaction.atomic
def create_atelier(*, by: Compte, session: SessionFormation, sorte: str, contenu: str) -> Atelier:
    """Create an atelier that only trainers can see, or return the existing one with this content. Raise
    FormationRefusee."""
    refuse_espace_expire(session.espace)
    found = get_contenu_atelier(sorte, contenu)
    if found is None:
        raise FormationRefusee(INCONNU)
    SessionFormation.objects.select_for_update().get(pk=session.pk)
    rows = Atelier.objects.filter(session=session)
    former = rows.filter(sorte=sorte, contenu=contenu).first()
    if former is not None:
        return former
    ordre = (rows.aggregate(n=Max("ordre"))["n"] or 0) + 1
    atelier = Atelier.objects.create(
        espace=session.espace, session=session, sorte=sorte, contenu=contenu, titre=found.titre, ordre=ordre
    )
    record(by, Geste.CREER, atelier, session.espace)
    return atelier


@transaction.atomic
def create_atelier_territoire(*, by: Compte, session: SessionFormation, donnees: dict[str, Any]) -> Atelier:
    """Create the atelier of a case drawn from a territory, which only trainers can see. Raise FormationRefusee if the
    session is over or cancelled."""
    refuse_espace_expire(session.espace)
    current = SessionFormation.objects.select_for_update().get(pk=session.pk)
    if current.etat not in (EtatSession.PREPARATION, EtatSession.OUVERTE):
        raise FormationRefusee(SESSION_FINIE)
    cas = build_cas(donnees)
    ordre = (Atelier.objects.filter(session=current).aggregate(n=Max("ordre"))["n"] or 0) + 1
    atelier = Atelier.objects.create(
        espace=session.espace,
        session=session,
        sorte=SorteAtelier.CAS.value,
        contenu=cas.cle,
        titre=cas.titre[:MAX_TITRE],
        ordre=ordre,
        donnees=donnees,
    )
    record(by, Geste.CREER, atelier, session.espace)
    return atelier


@transaction.atomic
def open_atelier(*, by: Compte, atelier: Atelier, now: datetime) -> Atelier:
    """Make the atelier visible to stagiaires."""
    current = lock_atelier(atelier)
    if current.ouvert_le is None:
        current.ouvert_le = now
        _save(by, current, ouvert=True)
    return current


@transaction.atomic
def update_chrono(*, by: Compte, atelier: Atelier, en_marche: bool, now: datetime) -> Atelier:
    """Start the clock, or pause it; starting also opens the atelier. Raise FormationRefusee once it is closed."""
    current = lock_atelier(atelier)
    if current.clos_le is not None:
        raise FormationRefusee(CLOS)
    chrono = current.chrono.start(now) if en_marche else current.chrono.stop(now)
    if chrono == current.chrono:
        return current
    current.ouvert_le = current.ouvert_le or now
    _apply_chrono(current, chrono)
    _save(by, current, chrono="en marche" if en_marche else "arrêté")
    return current


@transaction.atomic
def update_minutes(*, by: Compte, atelier: Atelier, minutes: int) -> Atelier:
    """Change the duration, even while the clock is running. Raise FormationRefusee once the atelier is closed, for an
    invalid duration, and for a play or a case, whose steps have fixed durations."""
    current = lock_atelier(atelier)
    if current.clos_le is not None:
        raise FormationRefusee(CLOS)
    found = read_contenu_atelier(current)
    if found is None or not is_reglable(found.feuille.temps):
        raise FormationRefusee("Les durées de cet atelier sont fixées\u00a0: elles ne peuvent pas être changées.")
    if not MIN_REGLAGE <= minutes <= MAX_REGLAGE:
        raise FormationRefusee(f"Donnez une durée de {MIN_REGLAGE} à {MAX_REGLAGE} minutes, en chiffres.")
    if current.minutes != minutes:
        current.minutes = minutes
        _save(by, current, minutes=minutes)
    return current


@transaction.atomic
def delete_chrono(*, by: Compte, atelier: Atelier) -> Atelier:
    """Reset the clock to zero, stopped: what is revealed at a given minute is hidden again until that minute."""
    current = lock_atelier(atelier)
    if current.chrono.is_lance:
        _apply_chrono(current, Chrono())
        _save(by, current, chrono="remis à zéro")
    return current


@transaction.atomic
def open_retour(*, by: Compte, atelier: Atelier, now: datetime) -> Atelier:
    """Show everyone what was expected and the questions of the debrief, without stopping the clock. Raise
    FormationRefusee."""
    current = lock_atelier(atelier)
    if current.ouvert_le is None:
        raise FormationRefusee(PREPARE)
    if current.retour_le is None:
        current.retour_le = now
        _save(by, current, retour=True)
    return current


@transaction.atomic
def close_retour(*, by: Compte, atelier: Atelier) -> Atelier:
    """Hide a debrief that was opened too early; what was already written in it is kept."""
    current = lock_atelier(atelier)
    if current.retour_le is not None:
        current.retour_le = None
        _save(by, current, retour=False)
    return current


@transaction.atomic
def close_atelier(*, by: Compte, atelier: Atelier, now: datetime) -> Atelier:
    """Close the atelier: stagiaires can no longer write, but can read and download their work. Raise
    FormationRefusee."""
    current = lock_atelier(atelier)
    if current.ouvert_le is None:
        raise FormationRefusee(PREPARE)
    if current.clos_le is None:
        _apply_chrono(current, current.chrono.stop(now))
        current.clos_le = now
        _save(by, current, clos=True)
    return current


@transaction.atomic
def reopen_atelier(*, by: Compte, atelier: Atelier) -> Atelier:
    current = lock_atelier(atelier)
    if current.clos_le is not None:
        current.clos_le = None
        _save(by, current, clos=False)
    return current


@transaction.atomic
def delete_atelier(*, by: Compte, atelier: Atelier) -> None:
    """Delete the atelier. Raise FormationRefusee if anybody has written in it."""
    current = lock_atelier(atelier)
    if ReponseAtelier.objects.filter(atelier=current).exists():
        raise FormationRefusee(DEJA_ECRIT)
    record(by, Geste.SUPPRIMER, current, current.espace)
    current.delete()


def lock_atelier(atelier: Atelier) -> Atelier:
    """The current row, locked until the end of the transaction. Raise EspaceExpire, FormationRefusee."""
    locked = lock_fiche(atelier, FormationRefusee("Cet atelier vient d’être supprimé."))
    locked.session = atelier.session
    return locked


def _apply_chrono(atelier: Atelier, chrono: Chrono) -> None:
    atelier.chrono_secondes, atelier.chrono_depart = chrono.secondes, chrono.depart


def _save(by: Compte, atelier: Atelier, **detail: object) -> None:
    atelier.save()
    record(by, Geste.MODIFIER, atelier, atelier.espace, **detail)

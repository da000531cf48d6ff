"""Begin the path of the first hundred days, and say what becomes of each step. Only the person herself does."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from convive.comptes.models import Compte
from convive.espaces.actions.ecriture import lock_fiche
from convive.espaces.actions.trace import record
from convive.espaces.actions.verrou import lock_espace
from convive.espaces.models import Espace
from convive.journal.models import Geste
from convive.prise_poste.actions.trace import record_prive
from convive.prise_poste.models import EtapePriseDePoste, PrisePoste
from convive.prise_poste.refus import PosteRefuse
from convive.prise_poste.rules.contenus import EtapeParcours
from convive.prise_poste.rules.parcours import MAX_JOUR, Choix, refuse_debut
from convive.prise_poste.rules.preuves import PREUVES
from convive.prise_poste.selectors.contenus import get_etapes

A_SOI = "Ce parcours n’est pas le vôtre\u00a0: seule la personne qui le suit y écrit."


@transaction.atomic
def create_prise(*, by: Compte, espace: Espace, date_debut: date) -> PrisePoste:
    """The same person again has her path as it is."""
    espace = lock_espace(espace)
    refuse_debut(date_debut, timezone.localdate())
    prise, created = PrisePoste.objects.get_or_create(espace=espace, compte=by, defaults={"date_debut": date_debut})
    if created:
        record_prive(by, Geste.CREER, prise)
    return prise


@transaction.atomic
def update_debut(*, by: Compte, prise: PrisePoste, date_debut: date) -> PrisePoste:
    current = lock_prise(by, prise)
    refuse_debut(date_debut, timezone.localdate())
    if current.date_debut != date_debut:
        current.date_debut = date_debut
        current.save()
        record_prive(by, Geste.MODIFIER, current, champs=["date_debut"])
    return current


@transaction.atomic
def delete_prise(*, by: Compte, prise: PrisePoste) -> None:
    current = lock_prise(by, prise)
    record_prive(by, Geste.SUPPRIMER, current)
    current.delete()


@transaction.atomic
def update_partage(*, by: Compte, prise: PrisePoste, is_partage: bool) -> PrisePoste:
    """Let the direction read it, or take it back. This one the espace is told: it is an act towards others."""
    current = lock_prise(by, prise)
    if is_partage != (current.partage_le is not None):
        current.partage_le = timezone.now() if is_partage else None
        current.save()
        record(by, Geste.NOTIFIER if is_partage else Geste.REVOQUER, current, current.espace)
    return current


@transaction.atomic
def close_etape(*, by: Compte, prise: PrisePoste, cle: str) -> None:
    """Tick a step by hand, or say what no check can see. Raise PosteRefuse for one that Convive sees entirely."""
    current, etape = lock_prise(by, prise), _require_etape(cle)
    if etape.preuve in PREUVES and not etape.confirmer:
        raise PosteRefuse(
            "Convive coche cette étape d’après ce qui est dans l’espace : personne n’a à la confirmer. "
            "Si elle s’est faite ailleurs, écartez-la en l’indiquant."
        )
    _set_etape(by, current, cle, choix=Choix.FAITE.value, faite_le=timezone.localdate(), motif="")


@transaction.atomic
def refuse_etape(*, by: Compte, prise: PrisePoste, cle: str, motif: str) -> None:
    """Put a step aside, with the reason."""
    current = lock_prise(by, prise)
    _require_etape(cle)
    if not motif:
        raise PosteRefuse(
            champs={"motif": "Indiquez en quelques mots pourquoi\u00a0: vous vous relirez au centième jour."}
        )
    _set_etape(by, current, cle, choix=Choix.ECARTEE.value, faite_le=None, motif=motif)


@transaction.atomic
def reopen_etape(*, by: Compte, prise: PrisePoste, cle: str) -> None:
    """Undo a tick or a step put aside; its date stays where it was moved."""
    current = lock_prise(by, prise)
    _require_etape(cle)
    _set_etape(by, current, cle, choix="", faite_le=None, motif="")


@transaction.atomic
def move_etape(*, by: Compte, prise: PrisePoste, cle: str, jour: int | None) -> None:
    """Give a step another first day, counted from the first one; None puts it back where it was."""
    current = lock_prise(by, prise)
    _require_etape(cle)
    if jour is not None and not 1 <= jour <= MAX_JOUR:
        raise PosteRefuse(champs={"date": "Choisissez un jour entre votre premier jour et un an après."})
    _set_etape(by, current, cle, jour=jour)


def lock_prise(by: Compte, prise: PrisePoste) -> PrisePoste:
    """The path as it is now, with its espace, kept until the end of the transaction."""
    locked = lock_fiche(prise, PosteRefuse("Ce parcours vient d’être supprimé."))
    if locked.compte_id != by.pk:
        raise PermissionDenied(A_SOI)
    return locked


def _set_etape(by: Compte, prise: PrisePoste, cle: str, **valeurs: object) -> None:
    etape = EtapePriseDePoste.objects.filter(prise=prise, cle=cle).first() or EtapePriseDePoste(prise=prise, cle=cle)
    changed = [champ for champ, valeur in valeurs.items() if getattr(etape, champ) != valeur]
    # The day on which it was ticked is not a change of its own: the same again changes nothing.
    if not set(changed) - {"faite_le"}:
        return
    for champ, valeur in valeurs.items():
        setattr(etape, champ, valeur)
    if etape.choix or etape.jour is not None:
        etape.save()
    elif not etape._state.adding:
        etape.delete()
    record_prive(by, Geste.MODIFIER, prise, etape=cle, champs=changed)


def _require_etape(cle: str) -> EtapeParcours:
    etape = next((etape for etape in get_etapes() if etape.cle == cle), None)
    if etape is None:
        raise PosteRefuse("Cette étape n’existe plus.")
    return etape

"""Note what was said with an actor, and what follows. Every action writes the journal, and never a word of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from convive.acteurs.models import EchangeActeur, Organisation, Personne
from convive.acteurs.rules.annuaire import ActeurRefuse
from convive.comptes.models import Compte
from convive.espaces.actions.ecriture import Ecriture, Saisie, lock_fiche, save_ecriture
from convive.espaces.actions.trace import record
from convive.espaces.models import Espace
from convive.espaces.permissions import refuse_espace_expire
from convive.journal.models import Geste
from convive.socle.objets import Reference

CHAMPS = ("nature", "date", "texte", "suite", "suite_le")


@dataclass(frozen=True, slots=True)
class SaisieEchange:
    """What a form holds.

    `prive` is None when the one who writes is not its author: it then stays as it is. `cle` is drawn by the form, so
    that sent twice it makes one exchange.
    """

    valeurs: Mapping[str, Any]
    organisation: Organisation | None = None
    personne: Personne | None = None
    mene_par: Compte | None = None
    sujet: Reference | None = None
    prive: str | None = None
    cle: UUID | None = None
    version: int | None = None


@transaction.atomic
def create_echange(*, by: Compte, espace: Espace, saisie: SaisieEchange) -> EchangeActeur:
    """Raise ActeurRefuse without anybody to have spoken with. The same form sent twice gives the same exchange."""
    refuse_espace_expire(espace)
    if saisie.cle and (already := EchangeActeur.objects.filter(pk=saisie.cle).first()):
        if already.espace_id != espace.pk or already.auteur_id != by.pk:
            raise ActeurRefuse("Rouvrez la page avant de noter un autre échange.")
        return already
    echange = EchangeActeur(espace=espace, auteur=by, auteur_nom=str(by), prive=saisie.prive or "")
    if saisie.cle:
        echange.uuid = saisie.cle
    for champ, valeur in _read_valeurs(echange, saisie, by).items():
        setattr(echange, champ, valeur)
    echange.save(force_insert=True)
    record(by, Geste.CREER, echange, espace)
    return echange


@transaction.atomic
def update_echange(*, by: Compte, echange: EchangeActeur, saisie: SaisieEchange) -> bool:
    """Save what was typed; whether something changed.

    Raise FicheChangee when someone else saved it meanwhile, ActeurRefuse when it was deleted.
    """
    current = _lock(echange)
    ecriture = Ecriture(current, Saisie(_read_valeurs(current, saisie, current.mene_par), saisie.version))
    is_prive_change = saisie.prive is not None and current.auteur_id == by.pk and saisie.prive != current.prive
    if is_prive_change:
        current.prive = saisie.prive or ""
    if ecriture.is_changee:
        if {"suite", "suite_le"} & {*ecriture.champs}:
            # Another step, or another day: it waits again.
            current.suite_faite_le = None
        save_ecriture(ecriture, by=by)
    elif is_prive_change:
        # Nobody else reads it: the card that the others share is the same.
        current.save()
    return ecriture.is_changee or is_prive_change


@transaction.atomic
def close_suite(*, by: Compte, echange: EchangeActeur) -> None:
    """The next step is done. Doing it twice changes nothing."""
    current = _lock(echange)
    if current.is_suite_ouverte:
        current.suite_faite_le = timezone.localdate()
        current.save(update_fields=["suite_faite_le", "updated_at"])
        record(by, Geste.CLORE, current, current.espace)


@transaction.atomic
def reopen_suite(*, by: Compte, echange: EchangeActeur) -> None:
    """It was not done after all."""
    current = _lock(echange)
    if current.suite_faite_le is not None:
        current.suite_faite_le = None
        current.save(update_fields=["suite_faite_le", "updated_at"])
        record(by, Geste.ROUVRIR, current, current.espace)


def delete_echanges_anciens(limite: datetime) -> int:
    """Exchanges of before this moment; how many."""
    deleted, _ = EchangeActeur.objects.filter(date__lt=timezone.localdate(limite)).delete()
    return deleted


def delete_parts_privees(limite: datetime) -> int:
    """The private parts of exchanges of before this moment; how many."""
    anciens = EchangeActeur.objects.filter(date__lt=timezone.localdate(limite)).exclude(prive="")
    return anciens.update(prive="")


def _lock(echange: EchangeActeur) -> EchangeActeur:
    return lock_fiche(echange, ActeurRefuse("Cet échange a été supprimé entre-temps."))


def _read_valeurs(echange: EchangeActeur, saisie: SaisieEchange, defaut: Compte | None) -> dict[str, Any]:
    """The columns. Raise ActeurRefuse without anybody to have spoken with, or for a card of another espace."""
    fiches = [fiche for fiche in (saisie.organisation, saisie.personne) if fiche is not None]
    if not fiches:
        raise ActeurRefuse("Indiquez avec qui\u00a0: une organisation, une personne, ou les deux.")
    if any(fiche.espace_id != echange.espace_id for fiche in fiches):
        raise ActeurRefuse("Cette fiche n’est pas de cet espace.")
    valeurs = {
        **saisie.valeurs,
        "organisation": saisie.organisation,
        "personne": saisie.personne,
        "objet_type": saisie.sujet.objet_type if saisie.sujet else "",
        "objet_uuid": saisie.sujet.objet_uuid if saisie.sujet else None,
    }
    mene_par = saisie.mene_par or defaut
    # Whoever left keeps the name under which the exchange was noted.
    if mene_par is not None and mene_par.pk != echange.mene_par_id:
        valeurs |= {"mene_par": mene_par, "mene_par_nom": str(mene_par)}
    return valeurs

"""Note what was said with an actor, and what follows. Every action writes the journal, and never a word of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from convive.acteurs.models import EchangeActeur, Organisation, Personne
from convive.acteurs.rules.annuaire import ActeurRefuse
from convive.comptes.models import Compte
from convive.espaces.actions.conflit import join_valeurs
from convive.espaces.actions.trace import record
from convive.espaces.models import Espace
from convive.espaces.permissions import refuse_espace_expire
from convive.journal.models import Geste
from convive.socle.objets import Reference

CHAMPS = ("nature", "date", "texte", "suite", "suite_le")


@dataclass(frozen=True, slots=True)
class SaisieEchange:
    """What a form holds: `valeurs` are joined with what others saved, the rest is taken as it is.

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
    version: int = 1
    depart: Mapping[str, object] = field(default_factory=dict)


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
    _set(echange, saisie, saisie.valeurs, by)
    echange.save(force_insert=True)
    record(by, Geste.CREER, echange, espace)
    return echange


@transaction.atomic
def update_echange(*, by: Compte, echange: EchangeActeur, saisie: SaisieEchange) -> bool:
    """Save what was typed, joined with what others saved meanwhile; whether something changed.

    Raise FicheEnConflit when a field was changed twice, ActeurRefuse when it was deleted.
    """
    current = _lock(echange)
    avant, reunies = join_valeurs(current, saisie.valeurs, version=saisie.version, depart=saisie.depart)
    liens = (current.organisation_id, current.personne_id, current.mene_par_id, current.sujet)
    is_prive_change = saisie.prive is not None and current.auteur_id == by.pk and saisie.prive != current.prive
    if is_prive_change:
        current.prive = saisie.prive or ""
    _set(current, saisie, reunies, current.mene_par)
    is_change = (
        reunies != avant or (current.organisation_id, current.personne_id, current.mene_par_id, current.sujet) != liens
    )
    if is_change:
        if reunies["suite"] != avant["suite"] or reunies["suite_le"] != avant["suite_le"]:
            # Another step, or another day: it waits again.
            current.suite_faite_le = None
        current.version += 1
        record(by, Geste.MODIFIER, current, current.espace, version=current.version)
    if is_change or is_prive_change:
        current.save()
    return is_change or is_prive_change


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


@transaction.atomic
def delete_echange(*, by: Compte, echange: EchangeActeur) -> None:
    """Its words go for good; the journal keeps its kind and its day. Doing it twice changes nothing."""
    refuse_espace_expire(echange.espace)
    current = EchangeActeur.objects.filter(pk=echange.pk).first()
    if current is not None:
        record(by, Geste.SUPPRIMER, current, echange.espace)
        current.delete()


def delete_echanges_anciens(limite: datetime) -> int:
    """Exchanges of before this moment; how many."""
    deleted, _ = EchangeActeur.objects.filter(date__lt=timezone.localdate(limite)).delete()
    return deleted


def delete_parts_privees(limite: datetime) -> int:
    """The private parts of exchanges of before this moment; how many."""
    anciens = EchangeActeur.objects.filter(date__lt=timezone.localdate(limite)).exclude(prive="")
    return anciens.update(prive="")


def _lock(echange: EchangeActeur) -> EchangeActeur:
    refuse_espace_expire(echange.espace)
    locked = EchangeActeur.objects.select_for_update().filter(pk=echange.pk).first()
    if locked is None:
        raise ActeurRefuse("Cet échange a été supprimé entre-temps.")
    locked.espace = echange.espace
    return locked


def _set(echange: EchangeActeur, saisie: SaisieEchange, valeurs: Mapping[str, Any], defaut: Compte | None) -> None:
    fiches = [fiche for fiche in (saisie.organisation, saisie.personne) if fiche is not None]
    if not fiches:
        raise ActeurRefuse("Indiquez avec qui\u00a0: une organisation, une personne, ou les deux.")
    if any(fiche.espace_id != echange.espace_id for fiche in fiches):
        raise ActeurRefuse("Cette fiche n’est pas de cet espace.")
    for champ, valeur in valeurs.items():
        setattr(echange, champ, valeur)
    echange.organisation, echange.personne = saisie.organisation, saisie.personne
    mene_par = saisie.mene_par or defaut
    # Whoever left keeps the name under which the exchange was noted.
    if mene_par is not None and mene_par.pk != echange.mene_par_id:
        echange.mene_par, echange.mene_par_nom = mene_par, str(mene_par)
    echange.objet_type = saisie.sujet.objet_type if saisie.sujet else ""
    echange.objet_uuid = saisie.sujet.objet_uuid if saisie.sujet else None

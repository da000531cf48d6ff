"""Seat people and organisations in a body, end their mandates. Every action writes the journal of the body."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from convive.acteurs.models import Organisation, Personne
from convive.comptes.models import Compte
from convive.espaces.actions.trace import record
from convive.gouvernance.actions.attendus import drop_attendu
from convive.gouvernance.actions.fiche import attach_email, attach_fiche
from convive.gouvernance.actions.verrou import lock_instance
from convive.gouvernance.models import Instance, MembreInstance
from convive.gouvernance.rules.instances import GouvernanceRefusee, Siege, Voix, explain_membre
from convive.gouvernance.selectors.connus import Connu
from convive.journal.models import Geste


@dataclass(frozen=True, slots=True)
class SaisieMembre:
    """A seat: a person, an organisation, both, or a name. `date_fin` is the first day that no longer counts; `email`
    goes to the directory."""

    date_debut: date
    personne: Personne | None = None
    organisation: Organisation | None = None
    nom: str = ""
    qualite: str = ""
    siege: str = Siege.TITULAIRE.value
    supplee: MembreInstance | None = None
    voix: str = Voix.DELIBERATIVE.value
    is_elu: bool = False
    date_fin: date | None = None
    connu: Connu | None = None
    email: str = ""

    @property
    def has_qui(self) -> bool:
        return bool(self.personne or self.organisation or self.nom)

    def get_valeurs(self) -> dict[str, Any]:
        return {nom: getattr(self, nom) for nom in self.__slots__ if nom not in ("connu", "email")}


def _read_fiche(by: Compte, instance: Instance, saisie: SaisieMembre) -> SaisieMembre:
    """What is saved once the directory has the card of whoever was chosen without one, or the address that was typed.
    A name that gets an address gets a card."""
    espace = instance.espace
    if saisie.connu is not None:
        saisie = replace(saisie, personne=attach_fiche(by, espace, saisie.connu), connu=None)
    elif saisie.email and saisie.has_qui:
        personne = attach_email(
            by,
            espace,
            saisie.email,
            nom="" if saisie.personne else saisie.nom,
            personne=saisie.personne,
            organisation=saisie.organisation,
        )
        saisie = replace(saisie, personne=personne, nom="" if personne else saisie.nom)
    return replace(saisie, email="")


@transaction.atomic
def create_membre(*, by: Compte, instance: Instance, saisie: SaisieMembre) -> MembreInstance:
    """Open a seat. Raise GouvernanceRefusee when it is held by nobody, or twice by the same person."""
    current = lock_instance(instance)
    membre = _create(current, _read_fiche(by, current, saisie))
    record(by, Geste.MODIFIER, current, current.espace, siege=str(membre))
    return membre


@transaction.atomic
def create_membres(*, by: Compte, instance: Instance, saisies: Iterable[SaisieMembre]) -> list[MembreInstance]:
    """Several seats at once: those that someone sits in already are left as they are."""
    current, added = lock_instance(instance), []
    seated = {_get_qui(membre) for membre in MembreInstance.objects.en_cours().filter(instance=current)}
    for saisie in saisies:
        if _get_qui(saisie) not in seated:
            added.append(_create(current, saisie))
            seated.add(_get_qui(saisie))
    if added:
        record(by, Geste.MODIFIER, current, current.espace, sieges=[str(membre) for membre in added])
    return added


@transaction.atomic
def create_sieges(*, by: Compte, instance: Instance, saisies: Mapping[int, SaisieMembre]) -> list[MembreInstance]:
    """Several seats typed line by line, by the rank of their line: all of them, or none. Raise GouvernanceRefusee with
    what is wrong in each line, as `<field>_<rank>`."""
    current, added = lock_instance(instance), []
    champs: dict[str, str] = {}
    for rang, saisie in saisies.items():
        try:
            with transaction.atomic():
                added.append(_create(current, _read_fiche(by, current, saisie)))
        except GouvernanceRefusee as refus:
            # Who sits is said in the field of the name.
            champs |= {f"{'nom' if cle == 'qui' else cle}_{rang}": texte for cle, texte in refus.champs.items()}
    if champs:
        raise GouvernanceRefusee(champs=champs)
    if added:
        record(by, Geste.MODIFIER, current, current.espace, sieges=[str(membre) for membre in added])
    return added


@transaction.atomic
def update_membre(*, by: Compte, membre: MembreInstance, saisie: SaisieMembre) -> MembreInstance:
    """Mend a seat that was written wrong; for a change of holder, end it and open another."""
    instance = lock_instance(membre.instance)
    current = MembreInstance.objects.filter(pk=membre.pk).first()
    if current is None:
        raise GouvernanceRefusee("Ce siège vient d’être retiré.")
    current.instance = instance
    saisie = _read_fiche(by, instance, saisie)
    _refuse(instance, saisie, current)
    valeurs = saisie.get_valeurs()
    changed = [champ for champ, valeur in valeurs.items() if getattr(current, champ) != valeur]
    for champ in changed:
        setattr(current, champ, valeurs[champ])
    if changed:
        current.save()
        drop_attendu(current, timezone.localdate())
        record(by, Geste.MODIFIER, instance, instance.espace, siege=str(current), champs=changed)
    return current


@transaction.atomic
def close_membre(*, by: Compte, membre: MembreInstance, date_fin: date) -> None:
    """End a mandate: `date_fin` is the first day that no longer counts."""
    instance = lock_instance(membre.instance)
    current = MembreInstance.objects.filter(pk=membre.pk).first()
    if current is None or current.date_fin == date_fin:
        return
    if date_fin < current.date_debut:
        raise GouvernanceRefusee(champs={"date_fin": "Le mandat finit avant de commencer."})
    current.date_fin = date_fin
    current.save()
    drop_attendu(current, timezone.localdate())
    record(by, Geste.MODIFIER, instance, instance.espace, siege=str(current), jusqu_au=date_fin.isoformat())


@transaction.atomic
def reopen_membre(*, by: Compte, membre: MembreInstance) -> None:
    """Undo the end of a mandate."""
    instance = lock_instance(membre.instance)
    if MembreInstance.objects.filter(pk=membre.pk, date_fin__isnull=False).update(date_fin=None):
        record(by, Geste.ROUVRIR, instance, instance.espace, siege=str(membre))


@transaction.atomic
def delete_membre(*, by: Compte, membre: MembreInstance) -> None:
    """Take away a seat entered by mistake. Raise GouvernanceRefusee once a séance has counted it: it is then ended."""
    instance = lock_instance(membre.instance)
    current = MembreInstance.objects.filter(pk=membre.pk).first()
    if current is None:
        return
    if current.presences.exists():
        raise GouvernanceRefusee("Ce siège a déjà été convoqué\u00a0: donnez-lui une fin, il restera dans l’histoire.")
    nom = str(current)
    current.delete()
    record(by, Geste.MODIFIER, instance, instance.espace, siege_retire=nom)


def _create(instance: Instance, saisie: SaisieMembre) -> MembreInstance:
    _refuse(instance, saisie)
    return MembreInstance.objects.create(instance=instance, **saisie.get_valeurs())


def _get_qui(qui: Any) -> tuple[object, ...]:
    """Who sits: a person, whichever organisation; or an organisation alone; or a name."""
    if qui.personne:
        return ("personne", qui.personne.pk)
    if qui.nom:
        return ("nom", qui.nom.casefold())
    return ("organisation", qui.organisation and qui.organisation.pk)


def _refuse(instance: Instance, saisie: SaisieMembre, sauf: MembreInstance | None = None) -> None:
    champs = explain_membre(
        has_qui=saisie.has_qui,
        debut=saisie.date_debut,
        fin=saisie.date_fin,
        siege=saisie.siege,
        has_supplee=saisie.supplee is not None,
        qualite=saisie.qualite,
    )
    if saisie.supplee is not None and (saisie.supplee.instance_id != instance.pk or saisie.supplee == sauf):
        champs["supplee"] = "On supplée un autre siège de la même instance."
    espaces = {row.espace_id for row in (saisie.personne, saisie.organisation) if row is not None}
    if espaces - {instance.espace_id}:
        champs["qui"] = "Cette personne ou cette organisation n’est pas de l’annuaire de l’espace."
    if not champs and (saisie.personne is not None or saisie.nom):
        same = MembreInstance.objects.en_cours().filter(instance=instance, personne=saisie.personne)
        if any(other != sauf and _get_qui(other) == _get_qui(saisie) for other in same):
            champs["qui"] = f"{saisie.personne or saisie.nom} siège déjà dans cette instance."
    if champs:
        raise GouvernanceRefusee(champs=champs)

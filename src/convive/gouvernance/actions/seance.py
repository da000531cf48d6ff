"""Create a séance, change it, move it from one state to another. Every action writes the journal."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from convive.comptes.models import Compte
from convive.espaces.actions.ecriture import Ecriture, Saisie, save_ecriture
from convive.espaces.actions.trace import record
from convive.gouvernance.actions.attendus import add_titulaires
from convive.gouvernance.actions.envoi import notify_changement, notify_depart
from convive.gouvernance.actions.verrou import lock_instance, lock_seance
from convive.gouvernance.models import Instance, PointOrdreDuJour, Seance
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.rules.seances import (
    PARTIES,
    StatutSeance,
    can_go,
    explain_depart,
    explain_horaires,
)
from convive.journal.models import Geste

GESTES = {
    StatutSeance.CONVOQUEE: Geste.NOTIFIER,
    StatutSeance.CLOSE: Geste.CLORE,
    StatutSeance.BROUILLON: Geste.ROUVRIR,
}


@dataclass(frozen=True, slots=True)
class SaisieSeance:
    date: datetime.date | None = None
    heure_debut: datetime.time | None = None
    heure_fin: datetime.time | None = None
    titre: str = ""
    lieu: str = ""
    lien_visio: str = ""

    def get_valeurs(self) -> dict[str, Any]:
        return {nom: getattr(self, nom) for nom in self.__slots__}


@transaction.atomic
def create_seance(*, by: Compte, instance: Instance, saisie: SaisieSeance) -> Seance:
    """A draft. Raise GouvernanceRefusee for hours that cannot be, or a body that is archived."""
    current = lock_instance(instance)
    seance = add_seance(current, saisie)
    add_titulaires(seance)
    record(by, Geste.CREER, seance, current.espace)
    return seance


@transaction.atomic
def create_seances(*, by: Compte, instances: list[tuple[Instance, SaisieSeance]]) -> list[Seance]:
    """The drafts of a year: a day on which a body meets already is left as it is."""
    made = []
    for instance, saisie in instances:
        current = lock_instance(instance)
        same = Seance.objects.filter(instance=current, date=saisie.date).exclude(statut=StatutSeance.ANNULEE)
        if not same.exists():
            made.append(add_seance(current, saisie))
            add_titulaires(made[-1])
            record(by, Geste.CREER, made[-1], current.espace)
    return made


def add_seance(instance: Instance, saisie: SaisieSeance) -> Seance:
    """A draft of a body that the caller has locked; the caller leaves the trace."""
    if instance.archivee_le is not None:
        raise GouvernanceRefusee("Cette instance est archivée\u00a0: remettez-la en service d’abord.")
    _refuse(saisie)
    seance = Seance(espace=instance.espace, instance=instance, **saisie.get_valeurs())
    seance.lieu = seance.lieu or instance.lieu
    seance.save()
    return seance


@transaction.atomic
def update_seance(*, by: Compte, seance: Seance, saisie: SaisieSeance, version: int) -> Seance:
    """Change the day, the hours, the place; the same again changes nothing. Raise FicheChangee, GouvernanceRefusee."""
    current = lock_seance(seance)
    ecriture = Ecriture(current, Saisie(saisie.get_valeurs(), version))
    if ecriture.is_changee:
        refuse_figee(current)
        _refuse(saisie)
        save_ecriture(ecriture, by=by, annonce=notify_changement(current))
    return current


@transaction.atomic
def update_statut_seance(*, by: Compte, seance: Seance, vers: str, motif: str = "") -> Seance:
    """Move a séance to another state: already there, nothing changes. The convocation gives it its number.

    Raise GouvernanceRefusee for a move that does not exist, a séance put off or cancelled without a reason, a
    convocation without a date.
    """
    current = lock_seance(seance)
    if current.statut == vers:
        return current
    if not can_go(current.statut, vers):
        lu = StatutSeance(current.statut).libelle.lower()
        raise GouvernanceRefusee(f"La séance est «\u00a0{lu}\u00a0»\u00a0: ce changement n’est plus possible.")
    champs = explain_depart(current.statut, vers, motif)
    if vers in (StatutSeance.CONVOQUEE, StatutSeance.EN_COURS) and current.date is None:
        champs["date"] = "Donnez d’abord sa date."
    if champs:
        raise GouvernanceRefusee(champs=champs)
    de, now = current.statut, timezone.now()
    current.statut, current.motif = vers, motif
    if vers in (StatutSeance.CONVOQUEE, StatutSeance.EN_COURS, StatutSeance.CLOSE):
        _set_numero(current)
    if vers == StatutSeance.CONVOQUEE:
        current.convoquee_le = current.convoquee_le or now
    current.close_le = now if vers == StatutSeance.CLOSE else None
    current.close_par = by if vers == StatutSeance.CLOSE else None
    if vers in PARTIES:
        notify_depart(current)
    current.version += 1
    current.save()
    record(by, GESTES.get(StatutSeance(vers), Geste.MODIFIER), current, current.espace, de=de, vers=vers, motif=motif)
    return current


@transaction.atomic
def carry_seance(*, by: Compte, seance: Seance, motif: str, saisie: SaisieSeance) -> Seance:
    """Put a séance off: it stays, with the reason, and a new draft takes its agenda. Returns the new one."""
    current = update_statut_seance(by=by, seance=seance, vers=StatutSeance.REPORTEE, motif=motif)
    if current.reportee_en is not None:
        return current.reportee_en
    nouvelle = add_seance(lock_instance(current.instance), saisie)
    nouvelle.titre = nouvelle.titre or current.titre
    nouvelle.lien_visio = nouvelle.lien_visio or current.lien_visio
    nouvelle.save()
    add_titulaires(nouvelle)
    PointOrdreDuJour.objects.filter(seance=current).update(seance=nouvelle)
    current.reportee_en = nouvelle
    current.save()
    record(by, Geste.CREER, nouvelle, current.espace, remplace=str(current))
    return nouvelle


@transaction.atomic
def delete_seance(*, by: Compte, seance: Seance) -> None:
    """Forget a draft; its points go back to the backlog. What was convened is cancelled, with a reason."""
    current = lock_seance(seance)
    if current.statut != StatutSeance.BROUILLON or current.convoquee_le is not None:
        raise GouvernanceRefusee("Elle a été convoquée\u00a0: annulez-la, en disant pourquoi.")
    record(by, Geste.SUPPRIMER, current, current.espace)
    PointOrdreDuJour.objects.filter(seance=current).update(seance=None)
    current.delete()


def refuse_figee(seance: Seance) -> None:
    """Raise GouvernanceRefusee for a séance that no longer changes."""
    if not seance.is_modifiable:
        lu = StatutSeance(seance.statut).libelle.lower()
        raise GouvernanceRefusee(f"La séance est {lu}\u00a0: rouvrez-la pour la changer.")


def _refuse(saisie: SaisieSeance) -> None:
    if champs := explain_horaires(saisie.heure_debut, saisie.heure_fin):
        raise GouvernanceRefusee(champs=champs)


def _set_numero(seance: Seance) -> None:
    if seance.numero is None:
        lock_instance(seance.instance)
        dernier = Seance.objects.filter(instance=seance.instance_id).aggregate(n=Max("numero"))["n"]
        seance.numero = (dernier or 0) + 1

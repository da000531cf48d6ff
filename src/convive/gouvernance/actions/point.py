"""Write the agenda of a séance, and what waits for one. The journal of the séance, or of the body, keeps it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from convive.acteurs.models import Personne
from convive.comptes.models import Compte
from convive.echanges.selectors.discussion import has_discussions
from convive.espaces.actions.ecriture import Ecriture, Saisie, save_ecriture
from convive.espaces.actions.trace import record
from convive.gouvernance.actions.seance import refuse_figee
from convive.gouvernance.actions.verrou import lock_instance, lock_point, lock_seance
from convive.gouvernance.models import Instance, PointOrdreDuJour, Seance
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.rules.seances import MAX_DUREE_POINT, EtatPoint, NaturePoint
from convive.journal.models import Geste
from convive.socle.objets import Reference

MAX_POINTS = 60


@dataclass(frozen=True, slots=True)
class SaisiePoint:
    titre: str
    nature: str = NaturePoint.INFORMATION.value
    duree_minutes: int = 10
    rapporteur: Personne | None = None
    rapporteur_texte: str = ""
    texte: str = ""

    def get_valeurs(self) -> dict[str, Any]:
        return {nom: getattr(self, nom) for nom in self.__slots__}


@transaction.atomic
def create_point(
    *,
    by: Compte,
    instance: Instance,
    saisie: SaisiePoint,
    seance: Seance | None = None,
    cible: Reference | None = None,
    raison: str = "",
) -> PointOrdreDuJour:
    """At the end of the agenda; without a séance, in the backlog of the body. What is there already is not doubled."""
    holder = _lock(instance, seance)
    _refuse(saisie)
    points = PointOrdreDuJour.objects.filter(instance=instance, seance=seance)
    if cible is not None and (same := points.filter(objet_type=cible.objet_type, objet_uuid=cible.objet_uuid).first()):
        return same
    if points.count() >= MAX_POINTS:
        raise GouvernanceRefusee(f"Un ordre du jour a {MAX_POINTS} points au plus.")
    point = PointOrdreDuJour.objects.create(
        instance=instance,
        seance=seance,
        ordre=_get_ordre(points),
        objet_type=cible.objet_type if cible else "",
        objet_uuid=cible.objet_uuid if cible else None,
        raison=raison,
        **saisie.get_valeurs(),
    )
    record(by, Geste.MODIFIER, holder, holder.espace, point=str(point))
    return point


@transaction.atomic
def update_point(*, by: Compte, point: PointOrdreDuJour, saisie: SaisiePoint, version: int) -> PointOrdreDuJour:
    """Change a point; the same again changes nothing. Raise FicheChangee, GouvernanceRefusee."""
    holder = _lock(point.instance, point.seance)
    ecriture = Ecriture(lock_point(point), Saisie(saisie.get_valeurs(), version))
    if ecriture.is_changee:
        _refuse(saisie)
        save_ecriture(ecriture, by=by, sur=holder, point=str(ecriture.objet))
    current: PointOrdreDuJour = ecriture.objet
    return current


@transaction.atomic
def update_ordre(*, by: Compte, seance: Seance, ordre: Sequence[UUID]) -> None:
    """Put the points of an agenda in this order; one that is not named stays after the others."""
    current = lock_seance(seance)
    refuse_figee(current)
    rangs = {uuid: rang for rang, uuid in enumerate(ordre)}
    points = list(PointOrdreDuJour.objects.select_for_update().filter(seance=current).order_by("ordre", "created_at"))
    wanted = sorted(points, key=lambda point: rangs.get(point.pk, len(rangs) + point.ordre))
    moved = []
    for rang, point in enumerate(wanted, start=1):
        if point.ordre != rang:
            point.ordre = rang
            moved.append(point)
    if moved:
        PointOrdreDuJour.objects.bulk_update(moved, ["ordre"])
        record(by, Geste.MODIFIER, current, current.espace, ordre_du_jour="réordonné")


@transaction.atomic
def attach_point(*, by: Compte, point: PointOrdreDuJour, seance: Seance) -> PointOrdreDuJour:
    """Take a point of the backlog into an agenda of the same body; there already, nothing changes."""
    current = lock_seance(seance)
    refuse_figee(current)
    found = lock_point(point)
    if found.seance_id == current.pk:
        return found
    if found.instance_id != current.instance_id:
        raise GouvernanceRefusee("Ce point attend une autre instance.")
    if found.seance_id is not None:
        raise GouvernanceRefusee("Ce point est déjà à l’ordre du jour d’une autre séance.")
    found.seance, found.etat = current, EtatPoint.PREVU.value
    found.ordre = _get_ordre(PointOrdreDuJour.objects.filter(seance=current))
    found.version += 1
    found.save()
    record(by, Geste.MODIFIER, current, current.espace, point=str(found))
    return found


@transaction.atomic
def detach_point(*, by: Compte, point: PointOrdreDuJour) -> PointOrdreDuJour:
    """Put a point back in the backlog of its body: it is proposed at the next séance."""
    if point.seance is None:
        return point
    current = lock_seance(point.seance)
    refuse_figee(current)
    found = lock_point(point)
    if found.seance_id != current.pk:
        return found
    found.seance, found.ordre = None, 0
    found.version += 1
    found.save()
    record(by, Geste.MODIFIER, current, current.espace, point_retire=str(found))
    return found


@transaction.atomic
def delete_point(*, by: Compte, point: PointOrdreDuJour) -> None:
    """Take a point away. Raise GouvernanceRefusee once something was said or decided of it."""
    holder = _lock(point.instance, point.seance)
    found = PointOrdreDuJour.objects.filter(pk=point.pk).first()
    if found is None:
        return
    if found.lignes.exists() or found.decisions.exists():
        raise GouvernanceRefusee("On en a déjà parlé\u00a0: le point reste dans le compte rendu.")
    if has_discussions(found):
        raise GouvernanceRefusee("On en discute dans les échanges\u00a0: faites-le attendre plutôt, rien ne se perd.")
    titre = str(found)
    found.delete()
    record(by, Geste.MODIFIER, holder, holder.espace, point_supprime=titre)


@transaction.atomic
def carry_point(*, by: Compte, point: PointOrdreDuJour) -> PointOrdreDuJour:
    """A point that the séance had no time for: it is said put off there, and its copy waits for the next one."""
    if point.seance is None:
        return point
    current = lock_seance(point.seance)
    found = lock_point(point)
    if suite := found.suites.first():
        return suite
    found.etat = EtatPoint.REPORTE.value
    found.version += 1
    found.save()
    suite = PointOrdreDuJour.objects.create(
        instance=found.instance,
        titre=found.titre,
        nature=found.nature,
        duree_minutes=found.duree_minutes,
        rapporteur=found.rapporteur,
        rapporteur_texte=found.rapporteur_texte,
        objet_type=found.objet_type,
        objet_uuid=found.objet_uuid,
        texte=found.texte,
        raison=f"Reporté de la séance {_name_seance(current)}",
        reporte_de=found,
    )
    record(by, Geste.MODIFIER, current, current.espace, point_reporte=str(found))
    return suite


def _name_seance(seance: Seance) -> str:
    return f"du {seance.date:%d/%m/%Y}" if seance.date else "précédente"


def _lock(instance: Instance, seance: Seance | None) -> Any:
    """What the agenda belongs to: its trace is left there."""
    if seance is None:
        return lock_instance(instance)
    current = lock_seance(seance)
    if current.instance_id != instance.pk:
        raise GouvernanceRefusee("Cette séance est celle d’une autre instance.")
    refuse_figee(current)
    return current


def _get_ordre(points: Any) -> int:
    return int(points.aggregate(n=Max("ordre"))["n"] or 0) + 1


def _refuse(saisie: SaisiePoint) -> None:
    champs = {}
    if not saisie.titre.strip():
        champs["titre"] = "Donnez-lui un titre."
    if not 0 < saisie.duree_minutes <= MAX_DUREE_POINT:
        champs["duree_minutes"] = f"Entre 1 et {MAX_DUREE_POINT} minutes."
    if saisie.nature not in NaturePoint:
        champs["nature"] = "Information, avis ou décision."
    if champs:
        raise GouvernanceRefusee(champs=champs)

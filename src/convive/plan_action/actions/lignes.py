"""Write the rows of an action at once: steps, partners, money, risks, indicators, yearly bilans."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import models, transaction

from convive.comptes.models import Compte
from convive.espaces.actions.ecriture import save_fiche
from convive.espaces.actions.trace import record
from convive.journal.models import Geste
from convive.plan_action.actions.calculs import update_calculs
from convive.plan_action.actions.verrou import lock_fiche
from convive.plan_action.models import FicheAction, IndicateurFiche, ValeurIndicateurFiche
from convive.socle.conflits import fuse_valeurs, write_valeurs

GONE = (
    "Quelqu’un a retiré cette ligne pendant que vous écriviez : enregistrez de nouveau pour la remettre, ou retirez-la."
)


@dataclass(frozen=True, slots=True)
class SaisieLigne:
    """A row as it was typed. Without `uuid` it is new; `depart` is what the page showed of it then."""

    valeurs: Mapping[str, Any]
    uuid: UUID | None = None
    depart: Mapping[str, str] = field(default_factory=dict)
    is_retiree: bool = False


class LignesEnConflit(Exception):
    """Nothing was saved. `conflits` gives, for each row by its rank, what someone else saved of each field; an empty
    mapping says that the row is gone. `actuelles` are the rows as they are now, to start again from."""

    def __init__(
        self,
        conflits: Mapping[int, Mapping[str, str]],
        actuelles: Mapping[int, Mapping[str, str]],
        auteur: str,
    ) -> None:
        self.conflits, self.actuelles, self.auteur = conflits, actuelles, auteur
        super().__init__("Une ligne a été changée par deux personnes.")


@transaction.atomic
def update_lignes[M: models.Model](
    *,
    by: Compte,
    fiche: FicheAction,
    section: str,
    modele: type[M],
    saisies: Sequence[SaisieLigne],
    finish: Callable[[M, SaisieLigne], bool] | None = None,
) -> bool:
    """Add, change and remove rows; those that someone else added meanwhile stay. Whether something changed.

    `finish` writes what hangs on a row, once it is saved. Raise LignesEnConflit when a row was changed twice.
    """
    current = lock_fiche(fiche)
    rows = {row.pk: row for row in modele._default_manager.select_for_update().filter(fiche=current)}
    _refuse_conflits(current, rows, saisies)
    changed = False
    for saisie in saisies:
        row = rows.get(saisie.uuid) if saisie.uuid else None
        if saisie.is_retiree:
            if row is not None:
                row.delete()
                changed = True
            continue
        changed |= _write(modele, current, row, saisie, finish)
    if changed:
        save_fiche(current, by)
        update_calculs([current.pk])
        record(by, Geste.MODIFIER, current, current.espace, section=section, version=current.version)
    return changed


def _write[M: models.Model](
    modele: type[M],
    fiche: FicheAction,
    row: M | None,
    saisie: SaisieLigne,
    finish: Callable[[M, SaisieLigne], bool] | None,
) -> bool:
    if row is None:
        row = modele(fiche=fiche, **saisie.valeurs)
        row.save()
        if finish is not None:
            finish(row, saisie)
        return True
    typed, depart = write_valeurs(saisie.valeurs), saisie.depart
    actuelles = write_valeurs({champ: getattr(row, champ) for champ in saisie.valeurs})
    # A field that nobody touched keeps what someone else may have written in it.
    moved = [champ for champ, texte in typed.items() if texte not in (actuelles[champ], depart.get(champ))]
    for champ in moved:
        setattr(row, champ, saisie.valeurs[champ])
    if moved:
        row.save()
    return bool(moved) | (finish is not None and finish(row, saisie))


def _refuse_conflits(fiche: FicheAction, rows: Mapping[Any, models.Model], saisies: Sequence[SaisieLigne]) -> None:
    conflits: dict[int, Mapping[str, str]] = {}
    actuelles: dict[int, Mapping[str, str]] = {}
    for rang, saisie in enumerate(saisies):
        if saisie.uuid is None:
            continue
        typed, row = write_valeurs(saisie.valeurs), rows.get(saisie.uuid)
        if row is None:
            if not saisie.is_retiree and saisie.depart and typed != {**typed, **saisie.depart}:
                conflits[rang] = {}
            continue
        actuelles[rang] = write_valeurs({champ: getattr(row, champ) for champ in saisie.valeurs})
        if saisie.is_retiree:
            # What someone else has just written is not thrown away unseen.
            moved = {c: t for c, t in actuelles[rang].items() if t != saisie.depart.get(c, t)}
        else:
            moved = dict(fuse_valeurs(depart=saisie.depart, actuelles=actuelles[rang], saisies=typed).conflits)  # type: ignore[arg-type]  # texts on both sides
        if moved:
            conflits[rang] = moved
    if conflits:
        raise LignesEnConflit(conflits, actuelles, str(fiche.updated_by or ""))


def write_valeurs_indicateur(indicateur: IndicateurFiche, valeurs: Mapping[int, Any]) -> bool:
    """The values of an indicator that is typed here, by year; those that are no longer there go."""
    present = {row.annee: row for row in indicateur.valeurs.all()}
    changed = False
    for annee, row in present.items():
        if annee not in valeurs:
            row.delete()
            changed = True
    for annee, valeur in valeurs.items():
        if annee not in present:
            ValeurIndicateurFiche.objects.create(indicateur=indicateur, annee=annee, valeur=valeur)
            changed = True
        elif present[annee].valeur != valeur:
            present[annee].valeur = valeur
            present[annee].save()
            changed = True
    return changed

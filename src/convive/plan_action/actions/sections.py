"""Write a section of an action: joined with what others saved meanwhile, in the journal, what is computed computed."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from convive.comptes.models import Compte
from convive.espaces.actions.ecriture import Coches, Ecriture, FicheChangee, Saisie, save_ecriture
from convive.plan_action.actions.calculs import update_calculs
from convive.plan_action.actions.verrou import lock_fiche
from convive.plan_action.models import EtiquettePlan, FicheAction, LienFiches, LigneSppe
from convive.plan_action.rules.controle import explain_calendrier, explain_etp
from convive.plan_action.rules.plan import PlanRefuse


@dataclass(frozen=True, slots=True)
class SaisieSection:
    """What the form of a section holds: `fiche`, what is written in the action itself; what hangs on it besides. What
    the section does not show is not in it, and stays as it is.

    `lies` and `sppe` are the linked actions and the lines of the early childhood schéma; `etiquettes` are names: a new
    one is created.
    """

    section: str
    fiche: Saisie
    lies: Coches[UUID] | None = None
    etiquettes: tuple[str, ...] | None = None
    sppe: Coches[str] | None = None


@transaction.atomic
def update_section(*, by: Compte, fiche: FicheAction, saisie: SaisieSection) -> bool:
    """Save what was typed; whether something changed.

    Raise FicheChangee when someone else saved the action meanwhile; PlanRefuse for what cannot be.
    """
    current = lock_fiche(fiche)
    ecriture = Ecriture(current, saisie.fiche)
    _refuse(current, saisie)
    if not (_set_autres(current, saisie) | ecriture.is_changee):
        return False
    save_ecriture(ecriture, by=by, section=saisie.section)
    update_calculs([current.pk])
    return True


def _refuse(fiche: FicheAction, saisie: SaisieSection) -> None:
    """Raise PlanRefuse for what cannot be, once both sides are joined; only of what this section holds."""
    errors: dict[str, str] = {}
    if "date_debut" in saisie.fiche.valeurs:
        errors |= explain_calendrier(
            debut=fiche.date_debut,
            fin=fiche.date_fin,
            ctg_debut=fiche.ctg.date_debut,
            ctg_fin=fiche.ctg.date_fin,
        )
    if "etp" in saisie.fiche.valeurs and (phrase := explain_etp(fiche.etp)):
        errors["etp"] = phrase
    if "fiche_parente_id" in saisie.fiche.valeurs and fiche.fiche_parente_id is not None:
        if fiche.sous_actions.exists():
            errors["fiche_parente_id"] = "Cette action a déjà des sous-actions : elle ne peut en devenir une."
        elif fiche.fiche_parente.fiche_parente_id is not None:  # type: ignore[union-attr]  # checked above
            errors["fiche_parente_id"] = "Cette action est déjà une sous-action : il n’y a qu’un rang."
    if errors:
        raise PlanRefuse(champs=errors)


def _set_autres(fiche: FicheAction, saisie: SaisieSection) -> bool:
    """What hangs on the action and is no column of it; whether something changed."""
    changed = False
    if saisie.lies is not None:
        changed |= _set_fiches_liees(fiche, saisie.lies.depart, saisie.lies.choisies)
    if saisie.etiquettes is not None:
        changed |= _set_etiquettes(fiche, saisie.etiquettes, saisie.fiche.version)
    if saisie.sppe is not None:
        changed |= _set_sppe(fiche, saisie.sppe)
    return changed


def _set_fiches_liees(fiche: FicheAction, depart: frozenset[UUID], choisis: frozenset[UUID]) -> bool:
    """One row for two actions, whichever was linked to the other."""
    removed, added = depart - choisis, choisis - depart - {fiche.pk}
    count = LienFiches.objects.filter(de=fiche, vers__in=removed).delete()[0]
    count += LienFiches.objects.filter(vers=fiche, de__in=removed).delete()[0]
    for uuid in added:
        if not LienFiches.objects.filter(de=uuid, vers=fiche).exists():
            count += LienFiches.objects.get_or_create(de=fiche, vers_id=uuid)[1]
    return count > 0


def _set_etiquettes(fiche: FicheAction, noms: tuple[str, ...], version: int | None) -> bool:
    """They are typed in one line: those of two people are joined there, not here."""
    if {*noms} == {*fiche.etiquettes.values_list("nom", flat=True)}:
        return False
    if version not in (None, fiche.version):
        raise FicheChangee(fiche)
    fiche.etiquettes.set([EtiquettePlan.objects.get_or_create(espace=fiche.espace, nom=nom)[0] for nom in noms])
    return True


def _set_sppe(fiche: FicheAction, coches: Coches[str]) -> bool:
    present = frozenset(fiche.lignes_sppe.values_list("item", flat=True))
    items = coches.join(present)
    fiche.lignes_sppe.filter(item__in=present - items).delete()
    LigneSppe.objects.bulk_create(LigneSppe(fiche=fiche, item=item) for item in sorted(items - present))
    return items != present

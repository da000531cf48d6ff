"""Write a section of an action: joined with what others saved meanwhile, in the journal, what is computed computed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction

from convive.comptes.models import Compte
from convive.espaces.actions.conflit import FicheEnConflit
from convive.espaces.actions.note import fuse_listes
from convive.espaces.actions.texte import TexteEnConflit, TextesPrets, prepare_textes, update_textes
from convive.espaces.actions.trace import record
from convive.espaces.selectors.texte import get_textes, get_version_depart
from convive.journal.models import Geste
from convive.plan_action.actions.calculs import update_calculs
from convive.plan_action.actions.verrou import lock_fiche
from convive.plan_action.models import EtiquettePlan, FicheAction, LienFiches, LigneSppe
from convive.plan_action.rules.controle import explain_calendrier, explain_etp
from convive.plan_action.rules.plan import PlanRefuse
from convive.plan_action.rules.saisie import write_valeurs
from convive.socle.conflits import ValeursReunies, fuse_valeurs


@dataclass(frozen=True, slots=True)
class SaisieSection:
    """What the form of a section holds: `valeurs` of columns, `textes` of CHAMPS_TEXTES, `liens` of relations to many.

    `version` is the number from which it started, `…depart` what the page showed then. What the section does not show
    is not in it, and stays as it is. `lies` and `sppe` are the linked actions and the lines of the early childhood
    schéma; `etiquettes` are names: a new one is created.
    """

    section: str
    version: int
    valeurs: Mapping[str, Any] = field(default_factory=dict)
    textes: Mapping[str, str] = field(default_factory=dict)
    liens: Mapping[str, frozenset[UUID]] = field(default_factory=dict)
    depart: Mapping[str, str] = field(default_factory=dict)
    liens_depart: Mapping[str, frozenset[UUID]] = field(default_factory=dict)
    etiquettes: tuple[str, ...] | None = None
    sppe: frozenset[str] | None = None


@transaction.atomic
def update_section(*, by: Compte, fiche: FicheAction, saisie: SaisieSection) -> tuple[str, ...]:
    """Save what was typed; the names of those whose text was joined to it, none most of the time.

    Raise FicheEnConflit when a value, or a passage of a text, was changed twice; PlanRefuse for what cannot be.
    """
    current = lock_fiche(fiche)
    avant = {champ: getattr(current, champ) for champ in saisie.valeurs}
    reunies = _fuse(current, saisie, avant)
    try:
        textes = _prepare(current, saisie)
    except TexteEnConflit as conflit:
        raise _build_conflit(current, saisie, reunies, conflit) from conflit
    if reunies.conflits:
        raise _build_conflit(current, saisie, reunies, None)
    for champ, texte in write_valeurs(avant).items():
        if reunies.valeurs[champ] != texte:
            setattr(current, champ, saisie.valeurs[champ])
    _refuse(current, saisie)
    changed = sorted(champ for champ in saisie.valeurs if getattr(current, champ) != avant[champ])
    is_texte_change = textes is not None and dict(textes.textes) != dict(get_textes(current))
    lies = _set_liens(current, saisie)
    if not (changed or is_texte_change or lies):
        return ()
    if textes is not None and is_texte_change:
        update_textes(current, by=by, prets=textes)
    else:
        save_sans_version(current, by)
    update_calculs([current.pk])
    record(by, Geste.MODIFIER, current, current.espace, section=saisie.section, version=current.version)
    return textes.auteurs if textes else ()


def save_sans_version(fiche: FicheAction, by: Compte) -> None:
    """What changed is not a text: no new version of the texts."""
    fiche.updated_by, fiche.version = by, fiche.version + 1
    fiche.save_without_historical_record()  # type: ignore[attr-defined]  # added by simple-history


def _fuse(current: FicheAction, saisie: SaisieSection, avant: Mapping[str, Any]) -> ValeursReunies:
    actuelles = write_valeurs(avant)
    depart = actuelles if saisie.version == current.version else saisie.depart
    return fuse_valeurs(depart=depart, actuelles=actuelles, saisies=write_valeurs(saisie.valeurs))


def _prepare(current: FicheAction, saisie: SaisieSection) -> TextesPrets | None:
    """The texts to save, None when the section has none: those of the other sections are left as they are now."""
    if not saisie.textes:
        return None
    depart = current if saisie.version == current.version else get_version_depart(current, saisie.version)
    others = get_textes(depart) if depart is not None else dict.fromkeys(FicheAction.CHAMPS_TEXTES, "")
    return prepare_textes(current, version=saisie.version, saisie={**others, **saisie.textes})


def _build_conflit(
    current: FicheAction, saisie: SaisieSection, reunies: ValeursReunies, conflit: TexteEnConflit | None
) -> FicheEnConflit:
    fusions = conflit.fusions if conflit else {}
    mine = {champ: fusion for champ, fusion in fusions.items() if champ in saisie.textes}
    twice = {champ: getattr(current, champ) for champ, fusion in mine.items() if not fusion.is_complete}
    joined = {champ: fusion.texte for champ, fusion in mine.items() if fusion.is_complete}
    auteur = str(current.updated_by or "")
    return FicheEnConflit({**reunies.conflits, **twice}, {**reunies.valeurs, **joined}, current.version, auteur)


def _refuse(fiche: FicheAction, saisie: SaisieSection) -> None:
    """Raise PlanRefuse for what cannot be, once both sides are joined; only of what this section holds."""
    errors: dict[str, str] = {}
    if "date_debut" in saisie.valeurs:
        errors |= explain_calendrier(
            debut=fiche.date_debut,
            fin=fiche.date_fin,
            ctg_debut=fiche.ctg.date_debut,
            ctg_fin=fiche.ctg.date_fin,
        )
    if "etp" in saisie.valeurs and (phrase := explain_etp(fiche.etp)):
        errors["etp"] = phrase
    if "fiche_parente_id" in saisie.valeurs and fiche.fiche_parente_id is not None:
        if fiche.sous_actions.exists():
            errors["fiche_parente_id"] = "Cette action a déjà des sous-actions : elle ne peut en devenir une."
        elif fiche.fiche_parente.fiche_parente_id is not None:  # type: ignore[union-attr]  # checked above
            errors["fiche_parente_id"] = "Cette action est déjà une sous-action : il n’y a qu’un rang."
    if errors:
        raise PlanRefuse(champs=errors)


def _set_liens(fiche: FicheAction, saisie: SaisieSection) -> bool:
    """Tick and untick what was ticked and unticked; whether something changed."""
    changed = False
    for nom, choisis in saisie.liens.items():
        depart = saisie.liens_depart.get(nom, frozenset())
        if nom == "fiches_liees":
            changed |= _set_fiches_liees(fiche, depart, choisis)
            continue
        relation = getattr(fiche, nom)
        actuels = frozenset(relation.values_list("pk", flat=True))
        kept = fuse_listes(actuels, depart, choisis)
        if kept != actuels:
            relation.set(kept)
            changed = True
    if saisie.etiquettes is not None:
        changed |= _set_etiquettes(fiche, saisie.etiquettes)
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


def _set_etiquettes(fiche: FicheAction, noms: tuple[str, ...]) -> bool:
    rows = [EtiquettePlan.objects.get_or_create(espace=fiche.espace, nom=nom)[0] for nom in noms]
    if frozenset(row.pk for row in rows) == frozenset(fiche.etiquettes.values_list("pk", flat=True)):
        return False
    fiche.etiquettes.set(rows)
    return True


def _set_sppe(fiche: FicheAction, items: frozenset[str]) -> bool:
    present = frozenset(fiche.lignes_sppe.values_list("item", flat=True))
    fiche.lignes_sppe.filter(item__in=present - items).delete()
    LigneSppe.objects.bulk_create(LigneSppe(fiche=fiche, item=item) for item in sorted(items - present))
    return items != present

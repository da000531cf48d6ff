"""Change several actions in one gesture: each by the same conditions as alone, each with its line in the journal; those
that cannot are named with the reason, and one gesture undoes the whole."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from convive.acteurs.models import Personne
from convive.comptes.models import Compte
from convive.convention.models import Ctg
from convive.espaces.actions.trace import record
from convive.espaces.models import Thematique
from convive.espaces.permissions import refuse_espace_expire
from convive.journal.models import Geste
from convive.plan_action.actions.arbre import move_fiche
from convive.plan_action.actions.calculs import update_calculs
from convive.plan_action.actions.statuts import SaisieStatut, record_changement_statut
from convive.plan_action.models import ChangementStatut, EtapeFiche, EtiquettePlan, FicheAction, NoeudPlan
from convive.plan_action.rules.controle import explain_calendrier
from convive.plan_action.rules.lot import GesteLot, Mode, explain_refus, merge_changements, move_mois
from convive.plan_action.rules.places import FICHE, Changement
from convive.plan_action.rules.plan import PlanRefuse

ETAPE, LIEN, STATUT = "etape", "lien", "statut"
COLONNES_STATUT = ("statut", "blocage_motif", "deblocage_par", "deblocage_avant", "date_debut", "date_fin")
MODELES: Mapping[str, Any] = {FICHE: FicheAction, ETAPE: EtapeFiche}


@dataclass(frozen=True, slots=True)
class SaisieLot:
    """What to do; each gesture reads its own fields. `mois` shifts the deadline, with the first day and the open steps
    when asked."""

    geste: GesteLot
    statut: SaisieStatut | None = None
    personne: Personne | None = None
    thematique: Thematique | None = None
    etiquette: str = ""
    mode: Mode = Mode.AJOUTER
    valeur: str = ""
    mois: int = 0
    with_debut: bool = False
    with_etapes: bool = False
    noeud: NoeudPlan | None = None


@dataclass(slots=True)
class ResultatLot:
    """What became of each: `refusees` with the reason, `identiques` were so already. `changements` undo the whole."""

    changees: list[FicheAction] = field(default_factory=list)
    identiques: list[FicheAction] = field(default_factory=list)
    refusees: list[tuple[FicheAction, str]] = field(default_factory=list)
    changements: list[Changement] = field(default_factory=list)


@transaction.atomic
def update_lot(*, by: Compte, ctg: Ctg, fiches: Sequence[FicheAction], saisie: SaisieLot) -> ResultatLot:
    """Do it to each of these actions of a plan. An action that refuses changes nothing in the others."""
    refuse_espace_expire(ctg.espace)
    rows = FicheAction.objects.select_for_update().select_related(None)
    locked = {row.pk: row for row in rows.filter(ctg=ctg, pk__in=[fiche.pk for fiche in fiches]).order_by("pk")}
    resultat = ResultatLot()
    for fiche in fiches:
        current = locked.get(fiche.pk)
        if current is None:
            resultat.refusees.append((fiche, "elle vient d’être supprimée"))
            continue
        current.ctg, current.espace = ctg, ctg.espace
        try:
            changements = _change(by, current, saisie)
        except PlanRefuse as refus:
            resultat.refusees.append((fiche, " ".join(refus.messages)))
            continue
        (resultat.changees if changements else resultat.identiques).append(fiche)
        resultat.changements += changements
    resultat.changements = merge_changements(resultat.changements)
    update_calculs([fiche.pk for fiche in resultat.changees])
    return resultat


def _change_statut(by: Compte, fiche: FicheAction, saisie: SaisieLot) -> list[Changement]:
    assert saisie.statut is not None  # noqa: S101 - this gesture holds one
    # An action that was just moved by someone else may not be able to go there: the move itself says so.
    if refus := explain_refus(fiche.statut, saisie.statut.vers, (), timezone.localdate()):
        raise PlanRefuse(refus)
    avant = _read(fiche, COLONNES_STATUT)
    changement = record_changement_statut(by=by, fiche=fiche, saisie=saisie.statut)
    if changement is None:
        return []
    row = Changement(FICHE, str(fiche.pk), avant, _read(changement.fiche, COLONNES_STATUT))
    return [row, Changement(STATUT, str(changement.pk))]


def _change_etiquette(by: Compte, fiche: FicheAction, saisie: SaisieLot) -> list[Changement]:
    if saisie.mode is Mode.RETIRER:
        etiquette = EtiquettePlan.objects.filter(espace=fiche.espace, nom=saisie.etiquette).first()
        return _set_lien(by, fiche, "etiquettes", etiquette, saisie.mode) if etiquette else []
    etiquette = EtiquettePlan.objects.get_or_create(espace=fiche.espace, nom=saisie.etiquette)[0]
    return _set_lien(by, fiche, "etiquettes", etiquette, saisie.mode)


def _change_dates(by: Compte, fiche: FicheAction, saisie: SaisieLot) -> list[Changement]:
    if fiche.date_fin is None and not (saisie.with_debut and fiche.date_debut):
        raise PlanRefuse("Elle n’a pas d’échéance à décaler.")
    valeurs = {"date_fin": move_mois(fiche.date_fin, saisie.mois)}
    if saisie.with_debut:
        valeurs["date_debut"] = move_mois(fiche.date_debut, saisie.mois)
    debut = valeurs.get("date_debut", fiche.date_debut)
    ctg = fiche.ctg
    if refus := explain_calendrier(
        debut=debut, fin=valeurs["date_fin"], ctg_debut=ctg.date_debut, ctg_fin=ctg.date_fin
    ):
        raise PlanRefuse(*refus.values())
    changements = []
    if saisie.with_etapes:
        for etape in EtapeFiche.objects.filter(fiche=fiche, faite_le=None, echeance__isnull=False):
            avant = _read(etape, ("echeance",))
            etape.echeance = move_mois(etape.echeance, saisie.mois)
            etape.save(update_fields=["echeance", "updated_at"])
            changements.append(Changement(ETAPE, str(etape.pk), avant, _read(etape, ("echeance",))))
    return [*_set(by, fiche, valeurs, saisie.geste), *changements]


def _change_place(by: Compte, fiche: FicheAction, saisie: SaisieLot) -> list[Changement]:
    if fiche.fiche_parente_id is not None:
        raise PlanRefuse("Elle fait partie d’une autre action, qu’elle suit.")
    if fiche.noeud_id == (saisie.noeud.pk if saisie.noeud else None):
        return []
    return move_fiche(by=by, fiche=fiche, noeud=saisie.noeud)


def _change(by: Compte, fiche: FicheAction, saisie: SaisieLot) -> list[Changement]:
    """Do it to one action; nothing when it was so already. Raise PlanRefuse for what cannot be."""
    match saisie.geste:
        case GesteLot.STATUT:
            return _change_statut(by, fiche, saisie)
        case GesteLot.PILOTE:
            return _set_lien(by, fiche, "pilotes", saisie.personne, saisie.mode)
        case GesteLot.THEMATIQUE:
            return _set_lien(by, fiche, "thematiques", saisie.thematique, saisie.mode)
        case GesteLot.ETIQUETTE:
            return _change_etiquette(by, fiche, saisie)
        case GesteLot.ELU:
            elu = saisie.personne.pk if saisie.personne else None
            return _set(by, fiche, {"elu_referent_id": elu}, saisie.geste)
        case GesteLot.PRIORITE | GesteLot.VISIBILITE:
            return _set(by, fiche, {saisie.geste.value: saisie.valeur}, saisie.geste)
        case GesteLot.DATES:
            return _change_dates(by, fiche, saisie)
        case GesteLot.PLACE:
            return _change_place(by, fiche, saisie)


def _set(by: Compte, fiche: FicheAction, valeurs: Mapping[str, Any], geste: GesteLot) -> list[Changement]:
    """Columns that are no text: no new version of the texts."""
    changed = [champ for champ, valeur in valeurs.items() if getattr(fiche, champ) != valeur]
    if not changed:
        return []
    avant = _read(fiche, changed)
    for champ in changed:
        setattr(fiche, champ, valeurs[champ])
    _save(by, fiche, geste)
    return [Changement(FICHE, str(fiche.pk), avant, _read(fiche, changed))]


def _set_lien(by: Compte, fiche: FicheAction, nom: str, objet: Any, mode: Mode) -> list[Changement]:
    relation = getattr(fiche, nom)
    actuels = list(relation.order_by().values_list("pk", flat=True))
    kept = set(actuels)
    if mode is Mode.RETIRER:
        kept.discard(objet.pk)
    elif mode is Mode.REMPLACER:
        kept = {objet.pk}
    else:
        kept.add(objet.pk)
    if kept == set(actuels):
        return []
    relation.set(kept)
    _save(by, fiche, nom)
    return [Changement(LIEN, str(fiche.pk), {nom: _dump_pks(actuels)}, {nom: _dump_pks(kept)})]


def _save(by: Compte, fiche: FicheAction, geste: str) -> None:
    fiche.updated_by, fiche.version = by, fiche.version + 1
    fiche.save_without_historical_record()  # type: ignore[attr-defined]  # added by simple-history
    record(by, Geste.MODIFIER, fiche, fiche.espace, ensemble=str(geste), version=fiche.version)


def _read(row: Any, champs: Iterable[str]) -> dict[str, Any]:
    """As the session keeps it."""
    return {champ: _dump(getattr(row, champ)) for champ in champs}


def _dump(valeur: Any) -> Any:
    if isinstance(valeur, date):
        return valeur.isoformat()
    return str(valeur) if isinstance(valeur, UUID) else valeur


def _dump_pks(pks: Iterable[UUID]) -> list[str]:
    return sorted(str(pk) for pk in pks)


@transaction.atomic
def restore_lot(*, by: Compte, ctg: Ctg, changements: Sequence[Changement]) -> list[str]:
    """Undo the whole gesture; the names of the actions that someone changed since, which stay as they are."""
    refuse_espace_expire(ctg.espace)
    etapes = {
        str(pk): str(fiche)
        for pk, fiche in EtapeFiche.objects.filter(
            fiche__ctg=ctg, pk__in=[row.uuid for row in changements if row.sorte == ETAPE]
        ).values_list("pk", "fiche")
    }
    statuts = {
        str(pk): str(fiche)
        for pk, fiche in ChangementStatut.objects.filter(
            fiche__ctg=ctg, pk__in=[row.uuid for row in changements if row.sorte == STATUT]
        ).values_list("pk", "fiche")
    }
    by_fiche: dict[str, list[Changement]] = {}
    for row in changements:
        cle = {ETAPE: etapes, STATUT: statuts}.get(row.sorte, {}).get(row.uuid, row.uuid)
        by_fiche.setdefault(cle, []).append(row)
    rows = FicheAction.objects.select_for_update().select_related(None).filter(ctg=ctg, pk__in=list(by_fiche))
    kept, restored = [], []
    for fiche in rows.order_by("pk"):
        fiche.espace = ctg.espace
        if all(_is_intact(fiche, row) for row in by_fiche[str(fiche.pk)]):
            for row in by_fiche[str(fiche.pk)]:
                _restore(fiche, row)
            # The neighbours of an action that moved were pushed aside: they come back without a word.
            if any(row.sorte != FICHE or set(row.avant) != {"ordre"} for row in by_fiche[str(fiche.pk)]):
                record(by, Geste.RESTAURER, fiche, ctg.espace)
            restored.append(fiche.pk)
        else:
            kept.append(str(fiche))
    FicheAction.objects.filter(pk__in=restored).update(version=F("version") + 1, updated_by=by)
    update_calculs(restored)
    return kept


def _is_intact(fiche: FicheAction, row: Changement) -> bool:
    """Whether nobody touched it since."""
    if row.sorte == LIEN:
        return all(
            _dump_pks(getattr(fiche, nom).order_by().values_list("pk", flat=True)) == pks
            for nom, pks in row.apres.items()
        )
    if row.sorte == STATUT:
        last = ChangementStatut.objects.filter(fiche=fiche).order_by("-date", "-created_at").first()
        return last is not None and str(last.pk) == row.uuid
    current = fiche if row.sorte == FICHE else EtapeFiche.objects.filter(fiche=fiche, pk=row.uuid).first()
    return current is not None and _read(current, row.apres) == row.apres


def _restore(fiche: FicheAction, row: Changement) -> None:
    if row.sorte == LIEN:
        for nom, pks in row.avant.items():
            relation = getattr(fiche, nom)
            # What was deleted since does not come back.
            relation.set(relation.model.objects.filter(pk__in=pks))
    elif row.sorte == STATUT:
        # It never took place: the journal alone remembers it.
        ChangementStatut.objects.filter(fiche=fiche, pk=row.uuid).delete()
    else:
        MODELES[row.sorte].objects.filter(pk=row.uuid).update(**row.avant)

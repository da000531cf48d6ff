"""The actions that someone ticked, and those of them that a change of status leaves out."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from convive.espaces.models import Membre
from convive.plan_action.models import FicheAction
from convive.plan_action.rules.completude import CHAMPS_MINIMAUX, list_manques
from convive.plan_action.rules.lot import MAX_LOT, explain_refus
from convive.plan_action.rules.statuts import Statut
from convive.plan_action.selectors.fiche import list_fiches
from convive.plan_action.selectors.plan import DossierPlan
from convive.plan_action.selectors.statuts import build_faits


def list_cochees(membre: Membre, dossier: DossierPlan, uuids: Iterable[UUID]) -> list[FicheAction]:
    """Those of this plan that this place reads, in its order, a page at most; one query."""
    rows = list_fiches(membre).filter(ctg=dossier.ctg, pk__in=list(uuids)).order_by("ordre", "created_at", "pk")
    fiches = list(rows[:MAX_LOT])
    for fiche in fiches:
        fiche.ctg, fiche.espace = dossier.ctg, membre.espace
    return fiches


def list_refus(fiches: Sequence[FicheAction], vers: str, today: date) -> list[tuple[FicheAction, str]]:
    """Those that cannot go to this status, with the reason; two queries, to validate, none otherwise."""
    manques = _list_manques(fiches) if vers == Statut.VALIDEE else {}
    rows = ((fiche, explain_refus(fiche.statut, vers, manques.get(fiche.pk, ()), today)) for fiche in fiches)
    return [(fiche, raison) for fiche, raison in rows if raison]


def _list_manques(fiches: Sequence[FicheAction]) -> dict[UUID, list[str]]:
    """What each of those that are in preparation lacks, in words."""
    pks = [fiche.pk for fiche in fiches if fiche.is_brouillon]
    themes = _list_lies(FicheAction.thematiques.through, pks)
    pilotes = _list_lies(FicheAction.pilotes.through, pks)
    return {
        fiche.pk: [
            CHAMPS_MINIMAUX[cle] for cle in list_manques(build_faits(fiche, fiche.pk in themes, fiche.pk in pilotes))
        ]
        for fiche in fiches
        if fiche.is_brouillon
    }


def _list_lies(through: type, pks: list[UUID]) -> set[UUID]:
    rows = through._default_manager.filter(ficheaction__in=pks)  # type: ignore[attr-defined]  # the model of a relation
    return set(rows.values_list("ficheaction", flat=True))

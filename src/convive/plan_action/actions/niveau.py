"""Name the levels of a plan, in the words of its CTG."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from convive.comptes.models import Compte
from convive.convention.models import Ctg
from convive.espaces.actions.trace import record
from convive.journal.models import Geste
from convive.plan_action.actions.verrou import lock_plan
from convive.plan_action.models import NiveauPlan, NoeudPlan
from convive.plan_action.rules.numerotation import explain_style
from convive.plan_action.rules.plan import MAX_RANG, PlanRefuse
from convive.socle.formats import nombre_accorde


@dataclass(frozen=True, slots=True)
class SaisieNiveau:
    """Without a style, no number is proposed for its elements."""

    nom_singulier: str
    nom_pluriel: str
    numerotation: str = ""


@transaction.atomic
def update_niveaux(*, by: Compte, ctg: Ctg, niveaux: Sequence[SaisieNiveau]) -> bool:
    """Set the levels, from the first rank on; False when nothing changes. What is printed keeps its number.

    Raise PlanRefuse for a rank that would go while something hangs on it, for a style that numbers nothing.
    """
    current = lock_plan(ctg)
    _refuse(niveaux)
    existing = {niveau.rang: niveau for niveau in NiveauPlan.objects.filter(ctg=current)}
    changed = []
    for rang, saisie in enumerate(niveaux, start=1):
        niveau = existing.pop(rang, None) or NiveauPlan(ctg=current, rang=rang)
        valeurs = (saisie.nom_singulier, saisie.nom_pluriel, saisie.numerotation)
        if (niveau.nom_singulier, niveau.nom_pluriel, niveau.numerotation) != valeurs:
            niveau.nom_singulier, niveau.nom_pluriel, niveau.numerotation = valeurs
            niveau.save()
            changed.append(niveau.nom_singulier)
    for rang, niveau in sorted(existing.items()):
        if count := NoeudPlan.objects.filter(niveau=niveau).count():
            un, plusieurs = "élément est de ce niveau", "éléments sont de ce niveau"
            raise PlanRefuse(
                champs={f"nom_singulier_{rang}": f"{nombre_accorde(count, un, plusieurs)} : déplacez-les d’abord."}
            )
        niveau.delete()
        changed.append(niveau.nom_singulier)
    if changed:
        record(by, Geste.MODIFIER, current, current.espace, niveaux=changed)
    return bool(changed)


def _refuse(niveaux: Sequence[SaisieNiveau]) -> None:
    if not 1 <= len(niveaux) <= MAX_RANG:
        raise PlanRefuse(f"Un plan a de un à {MAX_RANG} niveaux au-dessus de ses actions.")
    champs = {}
    for rang, saisie in enumerate(niveaux, start=1):
        if saisie.numerotation and (refus := explain_style(saisie.numerotation)):
            champs[f"numerotation_{rang}"] = refus
    if champs:
        raise PlanRefuse(champs=champs)

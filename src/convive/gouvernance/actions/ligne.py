"""The minutes while the séance lasts: a line sent twice is one line, two people never write over one another."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from convive.acteurs.models import Personne
from convive.comptes.models import Compte
from convive.espaces.actions.trace import record
from convive.gouvernance.actions.decision import SaisieDecision, create_decision
from convive.gouvernance.actions.verrou import CHANGEE, lock_seance
from convive.gouvernance.models import Decision, ErratumSeance, LigneSeance, PointOrdreDuJour, Seance
from convive.gouvernance.rules.decisions import MAX_LIBELLE
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.rules.seances import SorteLigne, StatutSeance
from convive.journal.models import Geste

PAS_OUVERTE = "La séance n’est pas ouverte\u00a0: ouvrez-la pour prendre des notes."
CLOSE = "La séance est close\u00a0: son compte rendu ne se complète plus que par un erratum."
DECISION_SUIVIE = (
    "La décision a déjà un responsable, une échéance ou un effet\u00a0: retirez-les d’abord, ou laissez la ligne."
)


@dataclass(frozen=True, slots=True)
class SaisieLigne:
    """`responsable` and `echeance` are those of a decision or of something to do, said as it is noted."""

    sorte: str
    texte: str
    point: PointOrdreDuJour | None = None
    responsable: Personne | None = None
    echeance: date | None = None


@transaction.atomic
def create_ligne(*, by: Compte, seance: Seance, saisie: SaisieLigne, cle_client: UUID | None = None) -> LigneSeance:
    """Write one more line; a decision is recorded with it. The same `cle_client` again gives the line back.

    Raise GouvernanceRefusee when the séance is not open, or for a line that cannot be.
    """
    current = lock_seance(seance)
    former = LigneSeance.objects.filter(seance=current, cle_client=cle_client).first() if cle_client else None
    if former is not None:
        return former
    _refuse(current, saisie)
    dernier = LigneSeance.objects.filter(seance=current).aggregate(n=Max("ordre"))["n"]
    ligne = LigneSeance.objects.create(
        seance=current,
        point=saisie.point,
        ordre=(dernier or 0) + 1,
        sorte=saisie.sorte,
        texte=saisie.texte,
        auteur=by,
        cle_client=cle_client,
        decision=_create_decision(by, current, saisie) if saisie.sorte == SorteLigne.DECISION else None,
        **_get_suite(saisie),
    )
    record(by, Geste.MODIFIER, current, current.espace, ligne=saisie.sorte)
    return ligne


@transaction.atomic
def update_ligne(*, by: Compte, ligne: LigneSeance, saisie: SaisieLigne, version: int) -> LigneSeance:
    """Change a line, and the decision that it made. Raise GouvernanceRefusee when someone changed it meanwhile."""
    current = lock_seance(ligne.seance)
    found = _lock_ligne(ligne)
    if (found.sorte, found.texte, found.point) == (saisie.sorte, saisie.texte, saisie.point):
        return found
    _refuse(current, saisie)
    if version != found.version:
        raise GouvernanceRefusee(CHANGEE)
    if found.decision is not None and saisie.sorte != SorteLigne.DECISION:
        _delete_decision(by, found.decision)
        found.decision = None
    elif found.decision is not None:
        _update_decision(by, found.decision, saisie)
    elif saisie.sorte == SorteLigne.DECISION:
        found.decision = _create_decision(by, current, saisie)
    if saisie.sorte != SorteLigne.ACTION:
        # Who and when are said of what is to be done alone.
        found.responsable, found.responsable_texte, found.echeance = None, "", None
    found.sorte, found.texte, found.point = saisie.sorte, saisie.texte, saisie.point
    found.version += 1
    found.save()
    record(by, Geste.MODIFIER, current, current.espace, ligne_changee=saisie.sorte)
    return found


@transaction.atomic
def delete_ligne(*, by: Compte, ligne: LigneSeance) -> None:
    """Take a line away, with the decision that it made; nothing happens the second time."""
    current = lock_seance(ligne.seance)
    found = LigneSeance.objects.select_related("decision").filter(pk=ligne.pk).first()
    if found is None:
        return
    refuse_fermee(current)
    decision = found.decision
    texte = found.texte
    found.delete()
    if decision is not None:
        _delete_decision(by, decision)
    record(by, Geste.MODIFIER, current, current.espace, ligne_supprimee=texte[:200])


@transaction.atomic
def create_erratum(*, by: Compte, seance: Seance, texte: str) -> ErratumSeance:
    """Correct minutes that are closed: they stay as they are, the correction is read under them."""
    current = lock_seance(seance)
    if current.statut != StatutSeance.CLOSE:
        raise GouvernanceRefusee("Le compte rendu n’est pas clos\u00a0: corrigez la ligne elle-même.")
    if not texte.strip():
        raise GouvernanceRefusee(champs={"texte": "Écrivez ce qui est corrigé."})
    former = ErratumSeance.objects.filter(seance=current, texte=texte, auteur=by).first()
    if former is not None:
        return former
    erratum = ErratumSeance.objects.create(seance=current, texte=texte, auteur=by)
    record(by, Geste.MODIFIER, current, current.espace, erratum=texte[:200])
    return erratum


def refuse_fermee(seance: Seance) -> None:
    """Raise GouvernanceRefusee when the minutes are not being taken."""
    if seance.statut != StatutSeance.EN_COURS:
        raise GouvernanceRefusee(CLOSE if seance.statut == StatutSeance.CLOSE else PAS_OUVERTE)


def _refuse(seance: Seance, saisie: SaisieLigne) -> None:
    refuse_fermee(seance)
    champs = {}
    if not saisie.texte.strip():
        champs["texte"] = "Écrivez la ligne."
    if saisie.sorte not in SorteLigne:
        champs["sorte"] = "Décision, action, information, question ou échanges."
    if saisie.sorte == SorteLigne.DECISION and len(saisie.texte) > MAX_LIBELLE:
        champs["texte"] = f"Une décision tient en {MAX_LIBELLE} signes\u00a0: notez le reste dans les échanges."
    if saisie.responsable is not None and saisie.responsable.espace_id != seance.espace_id:
        champs["responsable"] = "Cette personne n’est pas de l’annuaire de l’espace."
    if saisie.point is not None and saisie.point.seance_id != seance.pk:
        champs["point"] = "Ce point n’est plus à l’ordre du jour de cette séance."
    if champs:
        raise GouvernanceRefusee(champs=champs)


def _lock_ligne(ligne: LigneSeance) -> LigneSeance:
    rows = LigneSeance.objects.select_for_update(of=("self",)).select_related("decision__espace", "point")
    found = rows.filter(pk=ligne.pk).first()
    if found is None:
        raise GouvernanceRefusee("Cette ligne vient d’être supprimée par quelqu’un d’autre.")
    return found


def _get_suite(saisie: SaisieLigne) -> dict[str, Any]:
    """Of something to do; those of a decision are kept with it."""
    if saisie.sorte != SorteLigne.ACTION:
        return {}
    return {"responsable": saisie.responsable, "echeance": saisie.echeance}


def _create_decision(by: Compte, seance: Seance, saisie: SaisieLigne) -> Decision:
    jour = seance.date or timezone.localdate()
    cibles = (saisie.point.cible,) if saisie.point is not None and saisie.point.cible is not None else ()
    return create_decision(
        by=by,
        espace=seance.espace,
        saisie=SaisieDecision(
            libelle=saisie.texte,
            date=jour,
            cibles=cibles,
            responsable=saisie.responsable,
            echeance=saisie.echeance,
        ),
        seance=seance,
        point=saisie.point,
    )


def _update_decision(by: Compte, decision: Decision, saisie: SaisieLigne) -> None:
    """The words of the line are those of the decision; the rest of it is left as it is."""
    decision.libelle, decision.point = saisie.texte, saisie.point
    decision.version += 1
    decision.save(update_fields=["libelle", "point", "version", "updated_at"])
    record(by, Geste.MODIFIER, decision, decision.espace, champs=["libelle"])


def _delete_decision(by: Compte, decision: Decision) -> None:
    is_suivie = decision.faits.has_responsable or decision.echeance is not None
    if is_suivie or decision.effets.exists():
        raise GouvernanceRefusee(DECISION_SUIVIE)
    record(by, Geste.SUPPRIMER, decision, decision.espace)
    decision.delete()

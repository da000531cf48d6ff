"""Open a séance, close it, undo a closing made by mistake. The journal is written."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from convive.acteurs.models import Personne
from convive.comptes.models import Compte
from convive.documents.actions.gel import create_gel
from convive.espaces.actions.trace import record
from convive.espaces.models import Membre
from convive.gouvernance.actions.decision import refuse_figes
from convive.gouvernance.actions.participant import update_adresses
from convive.gouvernance.actions.point import carry_point
from convive.gouvernance.actions.seance import update_statut_seance
from convive.gouvernance.actions.suites import put_suites_prochaine
from convive.gouvernance.actions.verrou import CHANGEE, lock_decision, lock_seance, lock_seance_decision
from convive.gouvernance.models import Decision, PointOrdreDuJour, Seance
from convive.gouvernance.rules.decisions import ModeDecision, list_manques
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.rules.seances import EtatPoint, StatutSeance, write_motif_gel
from convive.gouvernance.selectors.connus import list_connus
from convive.journal.models import Geste
from convive.socle.formats import nombre_accorde


@transaction.atomic
def close_seance(*, by: Membre, seance: Seance, traites: Collection[UUID]) -> Seance:
    """Close: what was not treated waits for the next one, the minutes are frozen « tel que présenté le … ».

    `traites` are the points that were spoken of. Closed already, nothing changes. Raise GouvernanceRefusee while a
    decision says neither who nor when.
    """
    current = lock_seance(seance)
    if current.statut == StatutSeance.CLOSE:
        return current
    incompletes = [d for d in Decision.objects.filter(seance=current) if list_manques(d.faits)]
    if incompletes:
        combien = nombre_accorde(len(incompletes), "décision n’a", "décisions n’ont")
        raise GouvernanceRefusee(f"{combien} pas encore de responsable ou d’échéance\u00a0: complétez d’abord.")
    for point in PointOrdreDuJour.objects.filter(seance=current).select_related("instance__espace", "seance"):
        _close_point(by.compte, point, is_traite=point.pk in traites)
    # The minutes are for whoever has an address today.
    update_adresses(current, list_connus(current.espace))
    current = update_statut_seance(by=by.compte, seance=current, vers=StatutSeance.CLOSE)
    current.gel = create_gel(by=by, objet=current, motif=write_motif_gel(_get_jour(current)))
    current.save(update_fields=["gel", "updated_at"])
    put_suites_prochaine(by=by.compte, seance=current)
    return current


def _get_jour(seance: Seance) -> date | None:
    """The day when it was shown: that of the closing, when it comes before its own."""
    return min(seance.date, timezone.localdate()) if seance.date else None


def _close_point(by: Compte, point: PointOrdreDuJour, *, is_traite: bool) -> None:
    if not is_traite:
        carry_point(by=by, point=point)
        return
    # Reopened and treated after all: the copy that waited, if nobody took it elsewhere, has no more reason.
    point.suites.filter(seance__isnull=True, version=1).delete()
    if point.etat != EtatPoint.TRAITE:
        PointOrdreDuJour.objects.filter(pk=point.pk).update(etat=EtatPoint.TRAITE.value, version=point.version + 1)


@transaction.atomic
def reopen_seance(*, by: Compte, seance: Seance, motif: str) -> Seance:
    """Undo a closing made by mistake: the reason is journaled, what was frozen stays. Open already, nothing changes."""
    current = lock_seance(seance)
    if current.statut == StatutSeance.EN_COURS:
        return current
    if current.statut != StatutSeance.CLOSE:
        raise GouvernanceRefusee("Elle n’est pas close\u00a0: il n’y a rien à rouvrir.")
    return update_statut_seance(by=by, seance=current, vers=StatutSeance.EN_COURS, motif=motif)


@transaction.atomic
def validate_decision(
    *,
    by: Compte,
    decision: Decision,
    responsable: Personne | None,
    responsable_texte: str,
    echeance: date | None,
    prise_acte: bool,
    version: int,
) -> Decision:
    """Say who carries a decision and by when, or that one only takes note. The same again changes nothing.

    Raise GouvernanceRefusee when someone changed it since `version`, or once the minutes are closed.
    """
    seance = lock_seance_decision(decision)
    current = lock_decision(decision)
    current.seance = seance
    if responsable is not None and responsable.espace_id != current.espace_id:
        raise GouvernanceRefusee(champs={"responsable": "Cette personne n’est pas de l’annuaire de l’espace."})
    mode = ModeDecision.PRISE_ACTE.value if prise_acte else current.mode
    if not prise_acte and mode == ModeDecision.PRISE_ACTE:
        mode = ModeDecision.CONSENSUS.value
    valeurs = {
        "responsable": responsable,
        "responsable_texte": "" if responsable else responsable_texte,
        "echeance": echeance,
        "mode": mode,
    }
    changed = [champ for champ, valeur in valeurs.items() if getattr(current, champ) != valeur]
    if not changed:
        return current
    if version != current.version:
        # Several decisions are validated on one page: nothing is joined there, each one says what it is now.
        raise GouvernanceRefusee(CHANGEE)
    refuse_figes(current, changed, is_figee=current.is_figee)
    for champ in changed:
        setattr(current, champ, valeurs[champ])
    current.version += 1
    current.save()
    record(by, Geste.MODIFIER, current, current.espace, champs=changed)
    return current

"""Ask the members of a body for their voice on a decision, between two séances; take it; stop. Journaled."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from convive.comptes.models import Compte
from convive.espaces.actions.trace import record
from convive.gouvernance.actions.verrou import lock_decision
from convive.gouvernance.models import Decision, VoixDecision
from convive.gouvernance.rules.decisions import ModeDecision
from convive.gouvernance.rules.instances import MAX_NOM_PERSONNE, GouvernanceRefusee
from convive.gouvernance.rules.voix import CONSULTABLES, SensVoix, explain_voix
from convive.gouvernance.selectors.voix import get_siege_votant, list_votants
from convive.journal.models import Geste

FERMEE = "La consultation est terminée\u00a0: votre voix ne s’ajoute plus, parlez-en à l’équipe."


@transaction.atomic
def create_consultation(*, by: Compte, decision: Decision, fin: date) -> Decision:
    """Ask them until `fin`, or move that day. The same again changes nothing. Raise GouvernanceRefusee."""
    current = lock_decision(decision)
    if current.instance is None or current.seance_id is not None:
        raise GouvernanceRefusee(
            "On demande leur voix aux membres d’une instance entre deux séances\u00a0: en séance, elle se note au "
            "compte rendu."
        )
    if current.mode not in CONSULTABLES:
        raise GouvernanceRefusee("Une prise d’acte ne demande la voix de personne.")
    if fin < timezone.localdate():
        raise GouvernanceRefusee(champs={"fin": "Donnez un jour à venir\u00a0: il faut le temps de répondre."})
    if not list_votants(current):
        raise GouvernanceRefusee("Personne n’a voix délibérative dans cette instance aujourd’hui.")
    if current.consultation_fin == fin and current.consultation_close_le is None:
        return current
    current.consultation_fin, current.consultation_close_le = fin, None
    current.version += 1
    current.save(update_fields=["consultation_fin", "consultation_close_le", "version", "updated_at"])
    record(by, Geste.MODIFIER, current, current.espace, champs=["consultation_fin"], fin=fin.isoformat())
    return current


@transaction.atomic
def record_voix(*, by: Compte, decision: Decision, sens: str, phrase: str) -> VoixDecision:
    """The voice of the seat of this person; given again, it replaces the former one. Raise GouvernanceRefusee."""
    current, today = lock_decision(decision), timezone.localdate()
    siege = get_siege_votant(by, current)
    if siege is None:
        raise GouvernanceRefusee("Vous n’avez pas voix délibérative dans cette instance.")
    if not current.consultation.is_ouverte(today):
        raise GouvernanceRefusee(FERMEE)
    if errors := explain_voix(sens, phrase):
        raise GouvernanceRefusee(champs=errors)
    former = VoixDecision.objects.filter(decision=current, siege=siege).first()
    if former is not None and (former.sens, former.phrase, former.auteur_id) == (sens, phrase, by.pk):
        return former
    valeurs = {"sens": sens, "phrase": phrase, "date": today, "auteur": by}
    valeurs["auteur_libelle"] = str(by)[:MAX_NOM_PERSONNE]
    voix, _ = VoixDecision.objects.update_or_create(decision=current, siege=siege, defaults=valeurs)
    record(by, Geste.VALIDER, current, current.espace, siege=str(siege), voix=sens)
    return voix


@transaction.atomic
def close_consultation(*, by: Compte, decision: Decision) -> Decision:
    """Stop asking. What was decided by a vote gets its numbers; nothing happens the second time."""
    current = lock_decision(decision)
    if current.consultation_fin is None or current.consultation_close_le is not None:
        return current
    current.consultation_close_le = timezone.localdate()
    changed = ["consultation_close_le"]
    if current.mode == ModeDecision.VOTE:
        given = list(VoixDecision.objects.filter(decision=current).values_list("sens", flat=True))
        for sens in SensVoix:
            setattr(current, f"voix_{sens.value}", given.count(sens.value))
            changed.append(f"voix_{sens.value}")
    current.version += 1
    current.save(update_fields=[*changed, "version", "updated_at"])
    record(by, Geste.CLORE, current, current.espace, champs=changed)
    return current

"""Ask the members of a body for their voice on a decision, between two séances; take it; stop. Journaled."""

from datetime import date, datetime, time
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.tasks import task
from django.urls import reverse
from django.utils import timezone

from convive.comptes.models import Compte
from convive.espaces.actions.lien_magique import submit_lien
from convive.espaces.actions.trace import record
from convive.espaces.liens import liens
from convive.espaces.models import LienMagique, Membre
from convive.gouvernance.actions.verrou import lock_decision
from convive.gouvernance.models import Decision, VoixDecision
from convive.gouvernance.rules.decisions import ModeDecision
from convive.gouvernance.rules.instances import MAX_NOM_PERSONNE, GouvernanceRefusee
from convive.gouvernance.rules.voix import CLE_DECISION, CONSULTABLES, DONNER_SA_VOIX, SensVoix, explain_voix
from convive.gouvernance.selectors.voix import (
    get_siege_votant,
    list_joignables,
    list_sieges_adresse,
    list_votants,
)
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
    _move_liens(current, fin)
    current.consultation_fin, current.consultation_close_le = fin, None
    current.version += 1
    current.save(update_fields=["consultation_fin", "consultation_close_le", "version", "updated_at"])
    record(by, Geste.MODIFIER, current, current.espace, champs=["consultation_fin"], fin=fin.isoformat())
    transaction.on_commit(partial(send_demandes_voix.enqueue, str(current.pk), str(by.pk)))
    return current


@transaction.atomic
def notify_consultation(*, by: Compte, decision: Decision) -> int:
    """Write again to those without a compte who have not answered; how many messages will leave.

    Raise GouvernanceRefusee when it is over.
    """
    current = lock_decision(decision)
    if not current.consultation.is_ouverte(timezone.localdate()):
        raise GouvernanceRefusee("La consultation est terminée\u00a0: on ne relance plus personne.")
    demandes = list_joignables(current).par_courriel
    if demandes:
        record(by, Geste.SOUMETTRE, current, current.espace, relances=len(demandes))
        transaction.on_commit(partial(send_demandes_voix.enqueue, str(current.pk), str(by.pk)))
    return len(demandes)


def _move_liens(decision: Decision, fin: date) -> None:
    """The links that were sent live until the new last day, so that an answer may still change."""
    now = timezone.now()
    vivants = LienMagique.objects.utilisables(now).filter(
        objet_type=CLE_DECISION, objet_uuid=decision.pk, geste=DONNER_SA_VOIX
    )
    vivants.update(expire_le=get_fin_jour(fin), updated_at=now)


def get_fin_jour(fin: date) -> datetime:
    """The last minute of the last day."""
    return timezone.make_aware(datetime.combine(fin, time(23, 59)))


@task()
def send_demandes_voix(decision_uuid: str, compte_uuid: str) -> None:
    """After the answer, by the worker: a link to each address without a compte that has not answered.

    A message that does not leave stays among the links of the espace, from where it is sent again.
    """
    decision = Decision.objects.filter(pk=decision_uuid).select_related("instance", "espace").first()
    if decision is None or not decision.consultation.is_ouverte(timezone.localdate()) or decision.espace.is_expire:
        return
    rows = Membre.objects.en_cours().filter(espace=decision.espace_id, compte=UUID(compte_uuid))
    by = rows.select_related("compte", "espace").first()
    geste = liens.get(CLE_DECISION, DONNER_SA_VOIX)
    if by is None or not geste.can_submit(by, decision):
        return
    fin: Any = decision.consultation_fin
    for demande in list_joignables(decision).par_courriel:
        submit_lien(
            by=by,
            geste=geste,
            objet=decision,
            email=demande.email,
            nom=demande.nom,
            duree=get_fin_jour(fin) - timezone.now(),
            build_url=lambda cle: f"{settings.URL_PUBLIQUE}{reverse('espaces:lien_detail', args=[cle])}",
        )


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
    record(by, Geste.VOTER, current, current.espace, siege=str(siege))
    return voix


@transaction.atomic
def record_voix_lien(*, lien: LienMagique, decision: Decision, siege: str, sens: str, phrase: str) -> VoixDecision:
    """The voice that someone without a compte gives through her link, for the seat of its address; the link leaves the
    trace. Raise GouvernanceRefusee."""
    current = lock_decision(decision)
    siens = {str(row.pk): row for row in list_sieges_adresse(current, lien.email)}
    tenu = siens.get(siege) or (next(iter(siens.values())) if len(siens) == 1 else None)
    if tenu is None:
        raise GouvernanceRefusee("Cette adresse n’est plus celle d’un membre qui a voix délibérative.")
    if not current.consultation.is_ouverte(timezone.localdate()):
        raise GouvernanceRefusee(FERMEE)
    if errors := explain_voix(sens, phrase):
        raise GouvernanceRefusee(champs=errors)
    valeurs = {"sens": sens, "phrase": phrase, "date": timezone.localdate(), "auteur": None}
    valeurs["auteur_libelle"] = str(tenu)[:MAX_NOM_PERSONNE]
    voix, _ = VoixDecision.objects.update_or_create(decision=current, siege=tenu, defaults=valeurs)
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

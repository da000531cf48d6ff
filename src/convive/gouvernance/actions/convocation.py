"""Convene a séance, remind those who have not answered, keep what they answer. The journal is written."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from convive.comptes.models import Compte
from convive.espaces.actions.trace import record
from convive.espaces.models import LienMagique
from convive.gouvernance.actions.envoi import build_annonce_seance, create_envois
from convive.gouvernance.actions.seance import update_statut_seance
from convive.gouvernance.actions.verrou import lock_seance
from convive.gouvernance.models import ParticipantSeance, Seance
from convive.gouvernance.rules.convocations import SorteEnvoi, can_rappeler
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.rules.seances import Reponse, StatutSeance
from convive.journal.models import Geste


@transaction.atomic
def submit_convocation(*, by: Compte, seance: Seance, mot: str) -> int:
    """Convene: whoever is on the list and has an address receives one message, now or when the server is back.

    Convened already, only those who were added since receive theirs. Returns how many messages were written.
    """
    current = lock_seance(seance)
    if current.statut not in (StatutSeance.BROUILLON, StatutSeance.CONVOQUEE):
        raise GouvernanceRefusee("La séance a commencé, ou n’a pas lieu\u00a0: on ne la convoque plus.")
    if not current.participants.exists():
        raise GouvernanceRefusee("Personne n’est sur la liste\u00a0: ajoutez d’abord les membres de l’instance.")
    current = update_statut_seance(by=by, seance=current, vers=StatutSeance.CONVOQUEE.value)
    current.convoquee_par, current.mot_convocation = by, mot
    annonce = build_annonce_seance(current)
    if current.annonce and current.annonce != annonce:
        # It went back to the draft and moved meanwhile.
        current.sequence += 1
    current.annonce = annonce
    current.save(update_fields=["convoquee_par", "mot_convocation", "sequence", "annonce", "updated_at"])
    made = create_envois(current, current.participants.all(), SorteEnvoi.CONVOCATION)
    if made:
        record(by, Geste.NOTIFIER, current, current.espace, convocations=made)
    return made


@transaction.atomic
def submit_rappels(*, by: Compte, seance: Seance) -> int:
    """Remind those who have not answered and were not reminded today; how many messages were written."""
    current, now = lock_seance(seance), timezone.now()
    if current.statut != StatutSeance.CONVOQUEE:
        raise GouvernanceRefusee("On ne rappelle que pour une séance convoquée, qui n’a pas commencé.")
    made = 0
    silent = current.participants.filter(reponse=Reponse.EN_ATTENTE.value).exclude(email="")
    for participant in silent.prefetch_related("envois"):
        envois = [envoi for envoi in participant.envois.all() if envoi.sequence == current.sequence]
        dernier = max((envoi.parti_le for envoi in envois if envoi.parti_le), default=None)
        if not can_rappeler(dernier, now) or any(envoi.parti_le is None for envoi in envois):
            continue
        rang = 1 + sum(envoi.sorte == SorteEnvoi.RAPPEL for envoi in envois)
        made += create_envois(current, [participant], SorteEnvoi.RAPPEL, rang=rang)
    if made:
        record(by, Geste.NOTIFIER, current, current.espace, rappels=made)
    return made


@transaction.atomic
def record_reponse(*, lien: LienMagique, participant: ParticipantSeance, data: Mapping[str, Any]) -> None:
    """Keep what someone answered through her link: the last answer counts. The journal is written by the link, and here
    when someone else answered in her name."""
    current = ParticipantSeance.objects.select_for_update(of=("self",)).get(pk=participant.pk)
    current.reponse, current.repondu_le = data["reponse"], timezone.now()
    current.represente_par = data["represente_par"] if data["reponse"] == Reponse.REPRESENTE else ""
    current.repondu_par = data["repondant"]
    current.save(update_fields=["reponse", "repondu_le", "represente_par", "repondu_par", "updated_at"])
    if current.repondu_par:
        record(None, Geste.MODIFIER, current, lien.espace, repondu_par=current.repondu_par, pour=current.nom)

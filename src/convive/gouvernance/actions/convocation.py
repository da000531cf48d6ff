"""Convene a séance, remind those who have not answered, keep what they answer. The journal is written."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from convive.comptes.models import Compte
from convive.espaces.actions.lien_magique import close_lien
from convive.espaces.actions.trace import record
from convive.espaces.models import Membre
from convive.gouvernance.actions.attendus import add_titulaires
from convive.gouvernance.actions.envoi import build_annonce_seance, create_envois
from convive.gouvernance.actions.participant import update_adresses
from convive.gouvernance.actions.seance import refuse_figee, update_statut_seance
from convive.gouvernance.actions.verrou import lock_seance
from convive.gouvernance.models import EnvoiSeance, ParticipantSeance, Seance
from convive.gouvernance.rules.convocations import (
    DELAI_NOUVEAU_LIEN,
    EtatEnvoi,
    SorteEnvoi,
    can_rappeler,
    explain_fermeture,
    explain_reponse,
)
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.rules.seances import Reponse, StatutSeance
from convive.gouvernance.selectors.convocation import list_liens_participant
from convive.journal.models import Geste
from convive.socle.courriel import is_courriel_envoye

DEJA_REPONDU = "Une autre réponse vient d’être donnée\u00a0: rouvrez la page pour la lire, puis remplacez-la."


@transaction.atomic
def submit_convocation(*, by: Compte, seance: Seance, mot: str) -> int:
    """Convene: whoever is on the list and has an address receives one message, now or when the server is back.

    Convened already, only those who were added since receive theirs. Returns how many messages were written.
    """
    current = lock_seance(seance)
    if current.statut not in (StatutSeance.BROUILLON, StatutSeance.CONVOQUEE):
        raise GouvernanceRefusee("La séance a commencé, ou n’a pas lieu\u00a0: on ne la convoque plus.")
    if not current.participants.exists() and not add_titulaires(current):
        raise GouvernanceRefusee("Personne n’est sur la liste\u00a0: ajoutez d’abord les membres de l’instance.")
    current = update_statut_seance(by=by, seance=current, vers=StatutSeance.CONVOQUEE.value)
    current.convoquee_par, current.mot_convocation = by, mot
    annonce = build_annonce_seance(current)
    if current.annonce and current.annonce != annonce:
        # It went back to the draft and moved meanwhile.
        current.sequence += 1
    current.annonce = annonce
    current.save(update_fields=["convoquee_par", "mot_convocation", "sequence", "annonce", "updated_at"])
    update_adresses(current)
    made = create_envois(current, current.participants.all(), SorteEnvoi.CONVOCATION)
    if made:
        record(by, Geste.NOTIFIER, current, current.espace, convocations=made)
    return made


@transaction.atomic
def record_prevenu(*, by: Compte, participant: ParticipantSeance) -> ParticipantSeance:
    """Keep that someone without an address was told otherwise: by telephone, by post. Said again, nothing changes."""
    seance, now = lock_seance(participant.seance), timezone.now()
    current = ParticipantSeance.objects.select_for_update(of=("self",)).get(pk=participant.pk)
    if seance.statut != StatutSeance.CONVOQUEE or (current.email and is_courriel_envoye()):
        raise GouvernanceRefusee("On note cela de qui ne reçoit pas d’e-mail, une fois la séance convoquée.")
    _, is_new = EnvoiSeance.objects.get_or_create(
        participant=current,
        sorte=SorteEnvoi.CONVOCATION.value,
        sequence=seance.sequence,
        rang=0,
        defaults={"etat": EtatEnvoi.PARTI.value, "parti_le": now},
    )
    if is_new:
        record(by, Geste.MODIFIER, seance, seance.espace, prevenu_autrement=current.nom)
    return current


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
def record_reponse(*, participant: ParticipantSeance, data: Mapping[str, Any], by: Compte | None = None) -> None:
    """Keep what someone says of her own coming, through her link or, with `by`, in the espace: the last answer counts,
    the same again changes nothing. The journal is written here, except of an answer given by its own person through
    her link, which leaves its trace.

    Raise GouvernanceRefusee when it is too late, or when another answer came while this page was open, unless it was
    seen: `confirme`, or `vue`, which is the answer that the page showed.
    """
    seance = lock_seance(participant.seance)
    current = ParticipantSeance.objects.select_for_update(of=("self",)).get(pk=participant.pk)
    today = timezone.localdate()
    if refus := explain_fermeture(seance.statut, seance.motif, seance.date, current.presence, today):
        raise GouvernanceRefusee(refus)
    reponse, repondant, avant = data["reponse"], data["repondant"], current.reponse
    par = data["represente_par"] if reponse == Reponse.REPRESENTE else ""
    if (avant, current.represente_par, current.repondu_par) == (reponse, par, repondant):
        return
    is_vue = data.get("confirme") or data.get("vue") == avant
    if avant not in (Reponse.EN_ATTENTE, reponse) and not is_vue:
        raise GouvernanceRefusee(DEJA_REPONDU)
    current.reponse, current.represente_par, current.repondu_par = reponse, par, repondant
    current.repondu_le = timezone.now()
    current.save(update_fields=["reponse", "repondu_le", "represente_par", "repondu_par", "updated_at"])
    if by is not None:
        record(by, Geste.MODIFIER, current, seance.espace, reponse=reponse, avant=avant)
    elif repondant:
        record(None, Geste.MODIFIER, current, seance.espace, repondu_par=repondant, pour=current.nom)


@transaction.atomic
def update_reponse(
    *, by: Compte, participant: ParticipantSeance, reponse: str, represente_par: str = ""
) -> ParticipantSeance:
    """Note an answer that came by telephone, or mend the one that a forwarded link gave. The same changes nothing."""
    seance = lock_seance(participant.seance)
    refuse_figee(seance)
    current = ParticipantSeance.objects.select_for_update(of=("self",)).get(pk=participant.pk)
    par = represente_par if reponse == Reponse.REPRESENTE else ""
    if (current.reponse, current.represente_par) == (reponse, par):
        return current
    champs = dict(explain_reponse(reponse, par))
    if reponse not in Reponse:
        champs["reponse"] = "Choisissez une réponse."
    if champs:
        raise GouvernanceRefusee(champs=champs)
    is_attente = reponse == Reponse.EN_ATTENTE
    record(by, Geste.MODIFIER, current, seance.espace, reponse=reponse, avant=current.reponse)
    current.reponse, current.represente_par = reponse, par
    current.repondu_le = None if is_attente else timezone.now()
    current.repondu_par = "" if is_attente else str(by)
    current.save(update_fields=["reponse", "repondu_le", "represente_par", "repondu_par", "updated_at"])
    return current


@transaction.atomic
def submit_nouveau_lien(*, by: Membre, participant: ParticipantSeance) -> None:
    """Send one person her link again, when she lost it or when it went to someone else: the former one dies at once,
    the new one leaves now or when the mail server is back."""
    seance = lock_seance(participant.seance)
    if seance.statut != StatutSeance.CONVOQUEE:
        raise GouvernanceRefusee("Un lien se renvoie pour une séance convoquée, qui n’a pas commencé.")
    if not participant.email:
        raise GouvernanceRefusee(f"{participant.nom} n’a pas d’adresse e-mail.")
    envois = list(EnvoiSeance.objects.filter(participant=participant, sequence=seance.sequence))
    now = timezone.now()
    if any(envoi.parti_le is None or now - envoi.parti_le < DELAI_NOUVEAU_LIEN for envoi in envois):
        raise GouvernanceRefusee(f"Un message part, ou vient de partir, pour {participant.nom}.")
    for lien in list_liens_participant(participant, now):
        close_lien(by=by, lien=lien)
    rang = 1 + sum(envoi.sorte == SorteEnvoi.RAPPEL for envoi in envois)
    create_envois(seance, [participant], SorteEnvoi.RAPPEL, rang=rang)
    record(by.compte, Geste.NOTIFIER, seance, seance.espace, nouveau_lien=participant.nom)

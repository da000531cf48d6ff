"""What leaves for a séance: written first, sent after, once. A mail server that is down loses nothing."""

from collections.abc import Iterable
from functools import partial
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.tasks import task
from django.urls import reverse
from django.utils import timezone

from convive.comptes.models import Compte
from convive.espaces.actions.courriel import Depart
from convive.espaces.actions.lien_magique import submit_lien
from convive.espaces.actions.trace import record
from convive.espaces.liens import liens
from convive.espaces.models import LienMagique, Membre
from convive.espaces.rules import EspaceRefuse, fold_email
from convive.gouvernance.actions.verrou import lock_seance
from convive.gouvernance.models import EnvoiSeance, ParticipantSeance, Seance
from convive.gouvernance.permissions import can_update_instances
from convive.gouvernance.rules.convocations import EtatEnvoi, SorteEnvoi, build_annonce, is_meme_jour
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.rules.seances import Reponse, StatutSeance
from convive.gouvernance.selectors.convocation import CLE_PARTICIPANT, GESTES_ENVOIS, get_fin_lien
from convive.journal.models import Geste
from convive.socle.courriel import is_courriel_envoye

INVITATIONS = frozenset({SorteEnvoi.CONVOCATION, SorteEnvoi.RAPPEL})


def build_annonce_seance(seance: Seance) -> str:
    return build_annonce(seance.date, seance.heure_debut, seance.heure_fin, seance.lieu, seance.lien_visio)


def create_envois(
    seance: Seance, participants: Iterable[ParticipantSeance], sorte: SorteEnvoi, *, rang: int = 0
) -> int:
    """Messages to send, one by person who has an address; those that exist already are left. The caller holds the
    séance, and leaves the trace. They leave after the transaction."""
    if not is_courriel_envoye():
        # Each invitation is then a link that one copies; the rest is told to addresses that one copies.
        return 0
    wanted = [
        EnvoiSeance(participant=participant, sorte=sorte.value, sequence=seance.sequence, rang=rang)
        for participant in participants
        if participant.email
    ]
    before = EnvoiSeance.objects.filter(participant__seance=seance).count()
    EnvoiSeance.objects.bulk_create(wanted, ignore_conflicts=True)
    made = EnvoiSeance.objects.filter(participant__seance=seance).count() - before
    if made:
        transaction.on_commit(partial(send_envois_tache.enqueue, str(seance.pk)))
    return made


def submit_lien_seance(by: Membre, participant: ParticipantSeance) -> LienMagique:
    """The personal link of someone, to be sent by hand; the former ones die. Raise GouvernanceRefusee when she has no
    address or the séance is not convened."""
    seance = participant.seance
    if seance.statut != StatutSeance.CONVOQUEE or not participant.email:
        raise GouvernanceRefusee("Un lien se donne à qui a une adresse, pour une séance convoquée.")
    return _submit_lien(by, seance, participant, SorteEnvoi.CONVOCATION)


def notify_changement(seance: Seance) -> bool:
    """The day or the place of a séance that was convened changed: everyone is told, with the next SEQUENCE. The caller
    holds the séance and saves it."""
    annonce = build_annonce_seance(seance)
    if seance.statut != StatutSeance.CONVOQUEE or not seance.annonce or seance.annonce == annonce:
        return False
    if not is_meme_jour(seance.annonce, annonce):
        # They had answered for another day.
        seance.participants.update(
            reponse=Reponse.EN_ATTENTE.value,
            repondu_le=None,
            repondu_par="",
            represente_par="",
            updated_at=timezone.now(),
        )
    seance.sequence, seance.annonce = seance.sequence + 1, annonce
    _drop_anciens(seance)
    create_envois(seance, seance.participants.all(), SorteEnvoi.CONVOCATION)
    return True


def notify_depart(seance: Seance) -> bool:
    """A séance that was convened does not take place: those who were invited are told why."""
    if seance.convoquee_le is None or not seance.annonce:
        return False
    seance.sequence += 1
    _drop_anciens(seance)
    create_envois(seance, seance.participants.all(), SorteEnvoi.ANNULATION)
    return True


def _drop_anciens(seance: Seance) -> None:
    """What never left and is no longer true."""
    waiting = EnvoiSeance.objects.filter(participant__seance=seance, sequence__lt=seance.sequence)
    waiting.filter(etat__in=[EtatEnvoi.A_ENVOYER.value, EtatEnvoi.ECHEC.value]).delete()


@task()
def send_envois_tache(seance_uuid: str) -> None:
    """After the answer, by the worker: forty messages take their time."""
    send_envois(UUID(seance_uuid))


def send_envois(seance_uuid: UUID) -> tuple[int, int]:
    """Send what waits: how many left, how many still wait. An address that is refused stops nobody and is kept with
    what its server said; a server that is down stops everything.

    Of two processes at once, one takes each message.
    """
    seance = Seance.objects.filter(pk=seance_uuid).select_related("instance", "espace").first()
    waiting = EnvoiSeance.objects.filter(participant__seance=seance_uuid).a_faire(timezone.now())
    if seance is None or seance.espace.is_expire:
        return 0, waiting.count()
    sent, expediteurs = 0, _get_expediteurs(seance)
    for envoi in waiting.select_related("participant").order_by("essais", "participant__nom", "created_at"):
        by = expediteurs[envoi.sorte == SorteEnvoi.COMPTE_RENDU]
        if by is None or not _take(envoi):
            continue
        depart = _send(by, seance, envoi)
        if not depart:
            EnvoiSeance.objects.filter(pk=envoi.pk).update(etat=EtatEnvoi.ECHEC.value, refus=depart.refus)
            if depart.refus:
                continue
            break
        now = timezone.now()
        EnvoiSeance.objects.filter(pk=envoi.pk).update(etat=EtatEnvoi.PARTI.value, parti_le=now, updated_at=now)
        sent += 1
    return sent, EnvoiSeance.objects.filter(participant__seance=seance_uuid).a_faire(timezone.now()).count()


@transaction.atomic
def submit_refuses(*, by: Compte, seance: Seance) -> int:
    """Give those whose address was refused another try, at the address that the directory has today: how many."""
    current = lock_seance(seance)
    rows = EnvoiSeance.objects.filter(participant__seance=current).refuses()
    for participant in ParticipantSeance.objects.filter(envois__in=rows).select_related("personne", "organisation"):
        fiche = participant.personne or participant.organisation
        if fiche and fiche.email:
            participant.email = fold_email(fiche.email)
            participant.save(update_fields=["email", "updated_at"])
    made = rows.update(etat=EtatEnvoi.A_ENVOYER.value, refus="", updated_at=timezone.now())
    if made:
        record(by, Geste.NOTIFIER, current, current.espace, adresses_refusees=made)
    return made


def send_en_attente() -> tuple[int, int]:
    """What waits: for the séances that are not over, and the minutes of the others; how many messages left, how many
    still wait."""
    utiles = Q(participant__seance__date__gte=timezone.localdate()) | Q(sorte=SorteEnvoi.COMPTE_RENDU.value)
    waiting = EnvoiSeance.objects.a_faire(timezone.now()).filter(utiles)
    totals = [send_envois(pk) for pk in sorted(set(waiting.order_by().values_list("participant__seance", flat=True)))]
    return sum(sent for sent, _ in totals), sum(left for _, left in totals)


def _get_expediteurs(seance: Seance) -> dict[bool, Membre | None]:
    """Who sends the minutes (True): whoever closed; the rest (False): whoever convened."""
    return {False: _get_expediteur(seance, seance.convoquee_par_id), True: _get_expediteur(seance, seance.close_par_id)}


def _get_expediteur(seance: Seance, compte: UUID | None) -> Membre | None:
    """The place of someone, as long as it may still do so."""
    rows = Membre.objects.en_cours().filter(espace=seance.espace_id, compte=compte)
    by = rows.select_related("compte").first() if compte else None
    if by is None:
        return None
    by.espace = seance.espace
    return by if can_update_instances(by) else None


def _take(envoi: EnvoiSeance) -> bool:
    """Whether this process is the one that sends."""
    now = timezone.now()
    same = Q(etat=envoi.etat, essais=envoi.essais)
    mine = EnvoiSeance.objects.filter(same, pk=envoi.pk)
    return bool(mine.update(etat=EtatEnvoi.EN_COURS.value, essais=F("essais") + 1, tente_le=now, updated_at=now))


def _send(by: Membre, seance: Seance, envoi: EnvoiSeance) -> Depart:
    participant = envoi.participant
    participant.seance = seance
    try:
        lien = _submit_lien(by, seance, participant, SorteEnvoi(envoi.sorte))
    except EspaceRefuse:
        # The séance changed meanwhile: what it said is no longer to be sent, and the page says so.
        return Depart(is_parti=False)
    return Depart(lien.date_envoi is not None, lien.refus)


def _submit_lien(by: Membre, seance: Seance, participant: ParticipantSeance, sorte: SorteEnvoi) -> LienMagique:
    return submit_lien(
        by=by,
        geste=liens.get(CLE_PARTICIPANT, GESTES_ENVOIS[sorte]),
        objet=participant,
        email=participant.email,
        nom=participant.nom,
        mot=seance.mot_convocation[:500] if sorte in INVITATIONS else "",
        # The minutes are read for as long as their gesture says.
        duree=None if sorte == SorteEnvoi.COMPTE_RENDU else get_fin_lien(seance) - timezone.now(),
        build_url=lambda cle: f"{settings.URL_PUBLIQUE}{reverse('espaces:lien_detail', args=[cle])}",
    )

"""Send the relevé and the minutes of a closed séance to those whom it expected. The journal is written."""

from django.db import transaction
from django.utils import timezone

from convive.comptes.models import Compte
from convive.espaces.actions.trace import record
from convive.gouvernance.actions.envoi import create_envois
from convive.gouvernance.actions.verrou import lock_seance
from convive.gouvernance.models import EnvoiSeance, Seance
from convive.gouvernance.rules.convocations import EtatEnvoi, SorteEnvoi
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.rules.seances import StatutSeance
from convive.journal.models import Geste
from convive.socle.courriel import is_courriel_envoye


@transaction.atomic
def record_compte_rendu(*, by: Compte, seance: Seance) -> int:
    """Keep that somebody sent the minutes from her own mailbox, where no e-mail leaves: to how many. Said again,
    nothing changes."""
    current, now = lock_seance(seance), timezone.now()
    if current.statut != StatutSeance.CLOSE or is_courriel_envoye():
        raise GouvernanceRefusee("On note cela d’un compte rendu que Convive n’envoie pas, une fois la séance close.")
    sorte, rang = SorteEnvoi.COMPTE_RENDU.value, current.version
    parti = {"sorte": sorte, "sequence": current.sequence, "rang": rang, "etat": EtatEnvoi.PARTI.value, "parti_le": now}
    known = EnvoiSeance.objects.filter(participant__seance=current, sorte=sorte, rang=rang).values("participant")
    rows = current.participants.exclude(email="").exclude(pk__in=known)
    made = EnvoiSeance.objects.bulk_create([EnvoiSeance(participant=row, **parti) for row in rows])
    if made:
        record(by, Geste.MODIFIER, current, current.espace, compte_rendu_transmis=len(made))
    return len(made)


@transaction.atomic
def submit_compte_rendu(*, by: Compte, seance: Seance) -> int:
    """Write one message to each person of the list who has an address, and who has not had these minutes; they leave
    after the transaction, now or when the server is back. Returns how many were written.

    A séance that was opened again and closed has other minutes: everyone receives them.
    """
    current = lock_seance(seance)
    if current.statut != StatutSeance.CLOSE:
        raise GouvernanceRefusee("Le compte rendu s’envoie une fois la séance close.")
    # The version of a closed séance moves only when it is opened again.
    made = create_envois(current, current.participants.all(), SorteEnvoi.COMPTE_RENDU, rang=current.version)
    if made:
        record(by, Geste.NOTIFIER, current, current.espace, comptes_rendus=made)
    return made

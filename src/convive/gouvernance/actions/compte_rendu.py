"""Send the relevé and the minutes of a closed séance to those whom it expected. The journal is written."""

from django.db import transaction

from convive.comptes.models import Compte
from convive.espaces.actions.trace import record
from convive.gouvernance.actions.envoi import create_envois
from convive.gouvernance.actions.verrou import lock_seance
from convive.gouvernance.models import Seance
from convive.gouvernance.rules.convocations import SorteEnvoi
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.rules.seances import StatutSeance
from convive.journal.models import Geste


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

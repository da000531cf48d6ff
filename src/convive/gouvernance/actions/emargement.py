"""Someone ticks her own name from the code of the room; so many attempts from one address, then one waits."""

from uuid import UUID

from django.db import transaction

from convive.espaces.actions.lien_magique import compute_empreinte_adresse
from convive.espaces.models import SorteTentative, TentativeLien
from convive.espaces.selectors.lien_magique import is_visiteur_bloque
from convive.gouvernance.actions.participant import update_presences
from convive.gouvernance.models import ParticipantSeance, Seance
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.rules.seances import MoyenPresence, Presence


@transaction.atomic
def record_pointage(*, seance: Seance, participant: UUID, is_annulation: bool, adresse_ip: str) -> None:
    """Present, or « ce n’était pas moi » for what this code ticked; what the team noted is left as it is.

    Raise GouvernanceRefusee when the séance is not open, or after too many attempts from this address.
    """
    empreinte = compute_empreinte_adresse(adresse_ip)
    if is_visiteur_bloque(None, empreinte):
        raise GouvernanceRefusee("Trop d’essais depuis ce réseau\u00a0: demandez à la personne qui accueille.")
    TentativeLien.objects.create(sorte=SorteTentative.ENVOI, empreinte_adresse=empreinte)
    found = ParticipantSeance.objects.filter(seance=seance, pk=participant).first()
    if found is None:
        return
    is_du_code = found.moyen == MoyenPresence.QR
    if is_annulation and is_du_code:
        vers = Presence.INCONNUE.value
    elif not is_annulation and (found.presence == Presence.INCONNUE or is_du_code):
        vers = Presence.PRESENT.value
    else:
        return
    update_presences(by=None, seance=seance, presences={found.pk: vers}, moyen=MoyenPresence.QR.value)
